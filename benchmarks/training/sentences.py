"""Teach the adapter to find the sentence: `python -m benchmarks.training.sentences TRAIN.jsonl.gz --start … --out …`.

It goes on from the adapter of `benchmarks.training.adapter`, on questions for single sentences in other words than
those use (`benchmarks/data/pairs`), in turns with QMSum's own questions. A sentence is the mean of its tokens' states
in a passage, as in the index. The loss is the negative log of the share of softmax over all sentences of a talk, and to
a smaller part of another talk's, that falls on those that answer; and the same over passages.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
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
    copies,
    descend,
    partway,
    said_queries,
    shuffled,
)
from qa import tokens
from qa.chunking import Size
from qa.config import DEFAULT_MODEL, DEFAULT_PASSAGE_TOKENS
from qa.embedding import SentenceTransformerEmbedder, locate
from qa.encoding.adapter import Adapter
from qa.models import Passage

RANK = 16
EPOCHS = 4
LEARNING_RATE = 8e-4
NEAR_UNTUNED = 0.1
PASSAGE = 0.5
TALKS_A_STEP = 2
# Of QMSum's meetings, so many are seen an epoch: each has as many words as ten made-up talks.
MEETINGS_AN_EPOCH = 0.2
# Going on with worlds: epochs, rate, and how many talks and what share of the meetings known before are seen in each.
EPOCHS_OF_WORLDS = 2
RATE_OF_WORLDS = 5e-4
# Of the way from where it began to where it ended.
KEPT = 0.75
SEEN_AGAIN, MEETINGS_AGAIN = 32, 0.1


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
    cuts: Mapping[str, Sequence[Passage]],
    asked: Sequence[tuple[str, Sequence[pairs.Spot]]],
    older: Sequence[data.Query] = (),
) -> Example:
    """Tokens and gold of transcripts, cut into passages, that questions are asked of together."""
    cut = [passage for passages in cuts.values() for passage in passages]
    number = pairs.numbered(cuts)
    pieces = [encoder.tokenize_spans(one.embedded, one.spans) for one in cut]
    queries = [
        Query(query.kind, ids, torch.from_numpy(query.positive))
        for query, ids in zip(older, encoder.tokenize([query.text for query in older]), strict=True)
    ]
    known = [(question, [number[spot] for spot in answers if spot in number]) for question, answers in asked]
    known = [(question, gold) for question, gold in known if gold]
    for (_, gold), ids in zip(known, encoder.tokenize([question for question, _ in known]), strict=True):
        answering, within = torch.zeros(len(number), dtype=torch.bool), torch.zeros(len(cut), dtype=torch.bool)
        answering[[row for row, _ in gold]] = True
        within[[passage for _, passage in gold]] = True
        queries.append(Query("sentence", ids, within, answering))
    return Example(domain, [ids for ids, _ in pieces], [spans for _, spans in pieces], queries)


def of_folders(encoder: Encoder, folders: Sequence[pairs.Folder], size: Size) -> list[Example]:
    """Made-up talks, each by itself, or worlds."""
    return [
        prepare(
            encoder,
            "world" if len(one.talks) > 1 else "",
            {talk.id: talk.passages(size) for talk in one.talks},
            one.asked,
        )
        for one in folders
    ]


def of_meetings(
    encoder: Encoder, meetings: Sequence[data.Meeting], folder: Path, choose: random.Random
) -> list[Example]:
    """QMSum's meetings with questions for single sentences besides their own."""
    asked = pairs.of_meetings(folder / pairs.MEETINGS)
    return [
        prepare(
            encoder,
            one.domain,
            {one.id: one.passages},
            [(each.question, [(one.id, *place) for place in each.answers]) for each in asked.get(one.id, ())],
            [*one.queries, *said],
        )
        for one, said in zip(meetings, said_queries(meetings, choose), strict=True)
    ]


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


def measured(encoder: Encoder, left: Sequence[Example]) -> str:
    """How often a right sentence is the nearest, and among five, in talks and in worlds."""
    groups = {"talks": [one for one in left if not one.domain], "worlds": [one for one in left if one.domain]}
    found = {name: found_first(encoder, group) for name, group in groups.items() if group}
    return "; ".join(f"{name}, first {first:.3f}, among five {five:.3f}" for name, (first, five) in found.items())


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


def plan_with_worlds(
    new: Sequence[Example],
    talks: Sequence[Example],
    meetings: Sequence[Example],
    epochs: int,
    choose: random.Random,
) -> list[list[list[Example]]]:
    """The batches of every epoch: all that is new, and each time some of what was seen before."""
    again = round(MEETINGS_AGAIN * len(meetings))
    groups = (
        (new, choose.sample(talks, min(SEEN_AGAIN, len(talks))), choose.sample(meetings, again)) for _ in range(epochs)
    )
    return [shuffled(group, TALKS_A_STEP, choose) for group in groups]


def main() -> None:
    """Tune and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path, help="the train split of QMSum, JSON Lines, gzip")
    parser.add_argument("--start", type=Path, required=True, help="the adapter to go on from")
    parser.add_argument("--out", type=Path, required=True, help="folder that the adapter is written to")
    parser.add_argument("--worlds", action="store_true", help="go on with worlds and more talks")
    parser.add_argument("--pairs", type=Path, default=pairs.FOLDER, help="folder of the questions for sentences")
    parser.add_argument("--hold-out", choices=data.DOMAINS, help="leave one kind of meeting out, to see what is learnt")
    parser.add_argument("--measure", type=int, default=8, metavar="TALKS", help="so many are left out and asked about")
    parser.add_argument("--epochs", type=int, help=f"default: {EPOCHS}, with worlds {EPOCHS_OF_WORLDS}")
    parser.add_argument("--dtype", choices=("bfloat16", "float32"), default="float32")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    choose = random.Random(SEED)
    untuned = SentenceTransformerEmbedder(DEFAULT_MODEL, adapter=False)
    size = Size(DEFAULT_PASSAGE_TOKENS, tokens.counts, untuned.max_tokens, untuned.count_tokens)
    encoder = Encoder(locate(DEFAULT_MODEL), getattr(torch, args.dtype), RANK)
    talks = of_folders(encoder, pairs.folders(args.pairs / pairs.ADAPTER), size)
    learnt, left = talks[: len(talks) - args.measure], talks[len(talks) - args.measure :]
    every = data.load(args.train, untuned.max_tokens, untuned.count_tokens)
    every = [meeting for meeting in every if meeting.domain != args.hold_out]
    meetings = of_meetings(encoder, every, args.pairs, choose)
    if args.worlds:
        files = [args.pairs / name for name in (pairs.VERIFIER, pairs.WORLDS, pairs.NATURAL)]
        new = of_folders(encoder, [one for file in files for one in pairs.folders(file)], size)
        unseen = (pairs.HELD_OUT, pairs.WORLDS_HELD_OUT, pairs.NATURAL_HELD_OUT)
        left = of_folders(encoder, [one for name in unseen for one in pairs.folders(args.pairs / name)], size)
        epochs = plan_with_worlds(new, learnt, meetings, args.epochs or EPOCHS_OF_WORLDS, choose)
    else:
        new = []
        for one in talks:
            with torch.no_grad():
                queries = encoder([query.tokens for query in one.queries])
                one.untuned = (*encoder.with_spans(one.passages, one.spans), queries)
        epochs = plan(learnt, meetings, args.epochs or EPOCHS, choose)
    print(f"{len(learnt)} made-up talks, {len(meetings)} meetings, {len(new)} talks and worlds more", flush=True)
    encoder.begin_from(Adapter.load(args.start))
    began = copies(encoder)
    if args.worlds:
        print(f"before: {measured(encoder, left)}", flush=True)
    for number in descend(
        encoder, epochs, sum(map(len, epochs)), lambda batch: step_loss(encoder, batch, choose),
        rate=RATE_OF_WORLDS if args.worlds else LEARNING_RATE, near_untuned=NEAR_UNTUNED,
    ):  # fmt: skip
        with partway(encoder, began, KEPT) if args.worlds else nullcontext():
            if left:
                print(f"epoch {number}, left out: {measured(encoder, left)}", flush=True)
            path = encoder.adapter(locate(DEFAULT_MODEL)).save(args.out)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
