"""Teach the adapter to find the sentence: `python -m benchmarks.training.sentences TRAIN.jsonl.gz --start … --out …`.

It goes on from the adapter of `benchmarks.training.adapter`, on questions for single sentences in other words than
those use (`benchmarks/data/pairs`), in turns with QMSum's own questions. A sentence is the mean of its tokens' states
in a passage, as in the index. The loss is the negative log of the share of softmax over all sentences of a talk, and to
a smaller part of another talk's, that falls on those that answer; and the same over passages.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from benchmarks.training import data, pairs
from benchmarks.training.adapter import (
    ANSWERS_USED,
    OTHER_MEETING,
    SEED,
    TEMPERATURE,
    WEIGHTS,
    Encoder,
    Span,
    descend,
    said_queries,
    shuffled,
)
from qa import tokens
from qa.adapter import Adapter
from qa.chunking import Size
from qa.config import DEFAULT_MODEL, DEFAULT_PASSAGE_TOKENS
from qa.embedding import SentenceTransformerEmbedder, locate
from qa.models import Passage

RANK = 16
EPOCHS = 4
LEARNING_RATE = 8e-4
NEAR_UNTUNED = 0.1
PASSAGE = 0.5
TALKS_A_STEP = 2
# Of QMSum's meetings, so many are seen an epoch: each has as many words as ten made-up talks.
MEETINGS_AN_EPOCH = 0.2


@dataclass(slots=True)
class Query:
    """A question made ready.

    Attributes:
        kind: as in `data.Query`, or "sentence".
        tokens: word pieces.
        passages: which passages answer.
        sentences: which sentences answer; None where only passages are known.
    """

    kind: str
    tokens: list[int]
    passages: Tensor
    sentences: Tensor | None = None


@dataclass(slots=True)
class Example:
    """A talk made ready; `untuned` are the vectors of its passages, sentences and questions, of made-up talks only."""

    domain: str
    passages: list[list[int]]
    spans: list[list[Span]]
    queries: list[Query]
    untuned: tuple[Tensor, Tensor, Tensor] | None = None

    @property
    def sentences(self) -> int:
        """How many have a vector."""
        return sum(map(len, self.spans))


def prepare(
    encoder: Encoder,
    domain: str,
    cut: Sequence[Passage],
    asked: Sequence[pairs.Asked],
    older: Sequence[data.Query] = (),
) -> Example:
    """Tokens and gold of a talk."""
    number = pairs.numbered(cut)
    pieces = [encoder.tokenize_spans(one.embedded, one.spans) for one in cut]
    queries = [
        Query(query.kind, ids, torch.from_numpy(query.positive))
        for query, ids in zip(older, encoder.tokenize([query.text for query in older]), strict=True)
    ]
    known = [(one, [number[place] for place in one.answers if place in number]) for one in asked]
    known = [(one, gold) for one, gold in known if gold]
    for (_, gold), ids in zip(known, encoder.tokenize([one.question for one, _ in known]), strict=True):
        answering, within = torch.zeros(len(number), dtype=torch.bool), torch.zeros(len(cut), dtype=torch.bool)
        answering[[row for row, _ in gold]] = True
        within[[passage for _, passage in gold]] = True
        queries.append(Query("sentence", ids, within, answering))
    return Example(domain, [ids for ids, _ in pieces], [spans for _, spans in pieces], queries)


def step_loss(encoder: Encoder, batch: Sequence[Example], choose: random.Random) -> tuple[Tensor, Tensor]:
    """Loss of the ranking, and distance from the untuned vectors, of some talks."""
    used = [
        [i for i, one in enumerate(e.queries) if one.kind != "answer" or choose.random() < ANSWERS_USED] for e in batch
    ]
    chosen = [[example.queries[i] for i in kept] for example, kept in zip(batch, used, strict=True)]
    passages, sentences = encoder.with_spans(
        [ids for example in batch for ids in example.passages], [spans for example in batch for spans in example.spans]
    )
    queries = encoder([query.tokens for group in chosen for query in group])
    away = torch.zeros(())
    before = [example.untuned for example in batch]
    if all(before):
        for now, part, share in ((passages, 0, 1.0), (sentences, 1, 0.5), (queries, 2, 1.0)):
            rows = [one[part] if part < 2 else one[2][kept] for one, kept in zip(before, used, strict=True) if one]
            away = away + share * (1 - (now * torch.cat(rows)).sum(1)).mean()

    by_passage, by_sentence = queries @ passages.T * TEMPERATURE, queries @ sentences.T * TEMPERATURE
    total, weight, row, first, begin = torch.zeros(()), 0.0, 0, 0, 0
    for example, group in zip(batch, chosen, strict=True):
        last, end = first + len(example.passages), begin + example.sentences
        for query in group:
            shares = F.log_softmax(by_passage[row, first:last], 0)[query.passages]
            loss = -torch.logsumexp(shares, 0)
            if query.sentences is not None:
                own = F.log_softmax(by_sentence[row, begin:end], 0)[query.sentences]
                both = F.log_softmax(by_sentence[row], 0)[begin:end][query.sentences]
                loss = PASSAGE * loss - torch.logsumexp(own, 0)
            else:
                if query.kind != "answer":
                    loss = 0.5 * loss - 0.5 * shares.mean()
                both = F.log_softmax(by_passage[row], 0)[first:last][query.passages]
            if query.kind != "topic" and len(batch) > 1:
                loss = loss - OTHER_MEETING * torch.logsumexp(both, 0)
            counts = WEIGHTS.get(query.kind, 1.0)
            total, weight, row = total + counts * loss, weight + counts, row + 1
        first, begin = last, end
    return total / weight, away


def found_first(encoder: Encoder, examples: Sequence[Example]) -> tuple[float, float]:
    """Of all questions for sentences, the share whose sentence is the nearest of its talk, and is among five."""
    ranks = []
    for example in examples:
        asked = [query for query in example.queries if query.sentences is not None]
        with torch.no_grad():
            _, sentences = encoder.with_spans(example.passages, example.spans)
            likeness = encoder([query.tokens for query in asked]) @ sentences.T
        for query, scores in zip(asked, likeness, strict=True):
            ranks.append(int((scores > scores[query.sentences].max()).sum()))
    return float(np.mean([rank == 0 for rank in ranks])), float(np.mean([rank < 5 for rank in ranks]))


def plan(
    talks: Sequence[Example], meetings: Sequence[Example], epochs: int, choose: random.Random
) -> list[list[list[Example]]]:
    """The batches of every epoch; each sees other meetings."""
    every = round(1 / MEETINGS_AN_EPOCH)
    groups = ((talks, meetings[number % every :: every]) for number in range(epochs))
    return [shuffled(group, TALKS_A_STEP, choose) for group in groups]


def main() -> None:
    """Tune and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path, help="the train split of QMSum, JSON Lines, gzip")
    parser.add_argument("--start", type=Path, required=True, help="the adapter to go on from")
    parser.add_argument("--out", type=Path, required=True, help="folder that the adapter is written to")
    parser.add_argument("--pairs", type=Path, default=pairs.FOLDER, help="folder of the questions for sentences")
    parser.add_argument("--hold-out", choices=data.DOMAINS, help="leave one kind of meeting out, to see what is learnt")
    parser.add_argument("--measure", type=int, default=8, metavar="TALKS", help="so many are left out and asked about")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--dtype", choices=("bfloat16", "float32"), default="float32")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    choose = random.Random(SEED)
    untuned = SentenceTransformerEmbedder(DEFAULT_MODEL, adapter=False)
    size = Size(DEFAULT_PASSAGE_TOKENS, tokens.counts, untuned.max_tokens, untuned.count_tokens)
    encoder = Encoder(locate(DEFAULT_MODEL), getattr(torch, args.dtype), RANK)
    made_up = pairs.made_up(args.pairs / pairs.ADAPTER)
    talks = [prepare(encoder, "", one.passages(size), one.asked) for one in made_up]
    for one in talks:
        with torch.no_grad():
            queries = encoder([query.tokens for query in one.queries])
            one.untuned = (*encoder.with_spans(one.passages, one.spans), queries)
    asked = pairs.of_meetings(args.pairs / pairs.MEETINGS)
    every = data.load(args.train, untuned.max_tokens, untuned.count_tokens)
    every = [meeting for meeting in every if meeting.domain != args.hold_out]
    meetings = [
        prepare(encoder, one.domain, one.passages, asked.get(one.id, ()), [*one.queries, *said])
        for one, said in zip(every, said_queries(every, choose), strict=True)
    ]
    learnt, left = talks[: len(talks) - args.measure], talks[len(talks) - args.measure :]
    print(f"{len(learnt)} made-up talks, {len(meetings)} meetings", flush=True)
    encoder.begin_from(Adapter.load(args.start))
    epochs = plan(learnt, meetings, args.epochs, choose)
    for number in descend(
        encoder, epochs, sum(map(len, epochs)), lambda batch: step_loss(encoder, batch, choose),
        rate=LEARNING_RATE, near_untuned=NEAR_UNTUNED,
    ):  # fmt: skip
        if left:
            first, five = found_first(encoder, left)
            print(f"epoch {number}, talks left out: first {first:.3f}, among five {five:.3f}", flush=True)
        path = encoder.adapter(locate(DEFAULT_MODEL)).save(args.out)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
