"""Teach the verifier which sentence answers: `python -m benchmarks.training.verifier --start … --out FOLDER`.

Each question of the made-up talks (`benchmarks/data/pairs`) is asked of its own talk, and the best few sentences are
read together with it, as `qa.extraction.verifier` does: a cross-encoder (Nogueira and Cho, 2019, arXiv:1901.04085)
learns from the sentences that `qa` really finds. The loss is that of each sentence by itself (does it answer or not, so
that there is a "no" as well) and of all of them beside each other (the negative log of the share of softmax on those
that answer).
It begins at the adapter of the embedding model. With `--worlds` it goes on from a verifier, with questions of a file
that are asked of several transcripts at once, and some of those that it learnt from before, so that those are not
forgotten; what is written then lies halfway between where it began and where it ended (Wortsman et al., 2022,
arXiv:2109.01903).
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from benchmarks.confidence import auroc
from benchmarks.training import asking, pairs
from benchmarks.training.adapter import SEED, Encoder, copies, descend, partway
from qa.config import DEFAULT_MODEL
from qa.embedding import SentenceTransformerEmbedder, locate
from qa.encoding.adapter import Adapter
from qa.encoding.crossing import HEAD, Pairs
from qa.extraction.verifier import LONGEST_QUESTION, LONGEST_SENTENCE, put

RANK = 32
EPOCHS = 2
LEARNING_RATE = 6e-4
QUESTIONS_A_STEP = 16
# Of a question that is answered, and of one that is not, so many sentences are read; of those of a world more.
READ, READ_OF_NONE = 3, 2
READ_OF_WORLD, READ_OF_NONE_OF_WORLD = 6, 4
# Of the questions learnt from before, so many are seen again in each round with worlds, at a lower rate.
SEEN_AGAIN = 2500
# What is seen again: what a verifier learnt from last, or what one begins with.
BEFORE: dict[str | None, list[str]] = {
    None: [pairs.ADAPTER, pairs.VERIFIER], pairs.WORLDS: [pairs.VERIFIER], pairs.NATURAL: [pairs.WORLDS],
    pairs.TWINS: [pairs.WORLDS, pairs.NATURAL],
}  # fmt: skip
RATE_OF_WORLDS = 4e-4
HALF = 0.5
LEFT_OUT: dict[str | None, str] = {
    None: pairs.HELD_OUT, pairs.WORLDS: pairs.WORLDS_HELD_OUT, pairs.NATURAL: pairs.NATURAL_HELD_OUT,
    pairs.TWINS: pairs.TWINS_HELD_OUT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the sentences found for it, best first, and which of them answer."""

    question: str
    sentences: tuple[str, ...]
    answers: tuple[bool, ...]


def examples(files: Sequence[Path], work: Path) -> Iterator[Example]:
    """Of every question of the talks in the files, the sentences that are found; kept in `work` for the next time."""
    embedder = SentenceTransformerEmbedder(DEFAULT_MODEL)
    for file in files:
        kept = work / f"{file.name}.examples.json"
        if not kept.exists():
            # Those of the adapter's talks that nobody answers hold more of the speakers' words than the others.
            balanced = file.name != pairs.ADAPTER
            found = list(_found(pairs.folders(file), embedder, work / file.stem, balanced))
            kept.write_text(json.dumps([[one.question, one.sentences, one.answers] for one in found]), "utf-8")
        for question, sentences, answers in json.loads(kept.read_text("utf-8")):
            yield Example(question, tuple(sentences), tuple(answers))


def _found(
    folders: Sequence[pairs.Folder], embedder: SentenceTransformerEmbedder, work: Path, balanced: bool
) -> Iterator[Example]:
    with asking.indexed([talk for folder in folders for talk in folder.talks], embedder, work) as sources:
        for folder in folders:
            names = {talk.id: asking.named(talk) for talk in folder.talks}
            for question, answers in folder.asked:
                evidence = asking.weigh(sources, question, list(names.values()))
                if evidence is None or not (answers or balanced):
                    continue
                right = {(names[talk], *place) for talk, *place in answers}
                several = len(names) > 1
                most, most_of_none = (READ_OF_WORLD, READ_OF_NONE_OF_WORLD) if several else (READ, READ_OF_NONE)
                best = evidence.ranked[: most if right else most_of_none]
                yield Example(question, tuple(map(put, best)), tuple(each.place in right for each in best))


class Reader:
    """The encoder with a head on the mean of its states."""

    def __init__(self, encoder: Encoder, start: Path) -> None:
        """Args: what reads a pair, and the adapter where it begins, beside which the head of a verifier may lie."""
        self.encoder = encoder
        encoder.begin_from(Adapter.load(start))
        self.head = nn.Linear(encoder.model.config.hidden_size, 1)
        if start.with_name(HEAD).exists():
            self.head.load_state_dict(load_file(str(start.with_name(HEAD))))
        self.pairs = Pairs(encoder.tokenizer.backend_tokenizer, LONGEST_QUESTION, LONGEST_SENTENCE)

    def parameters(self) -> list[nn.Parameter]:
        """What is trained."""
        return [*self.encoder.parameters(), *self.head.parameters()]

    def __call__(self, batch: Sequence[Example]) -> list[Tensor]:
        """Of each question, the log odds of its sentences."""
        tokens = [ids for one in batch for ids in self.pairs(one.question, one.sentences)]
        scores: dict[int, Tensor] = {}
        for group, states, mask in self.encoder.states(tokens):
            means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            scores.update(zip(group, self.head(means)[:, 0], strict=True))
        every = torch.stack([scores[i] for i in range(len(tokens))])
        return list(every.split([len(one.sentences) for one in batch]))


def step_loss(reader: Reader, batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Loss of some questions; nothing holds the weights where they were."""
    total = torch.zeros(())
    for one, scores in zip(batch, reader(batch), strict=True):
        right = torch.tensor(one.answers)
        total = total + F.binary_cross_entropy_with_logits(scores, right.float())
        if right.any():
            total = total - torch.logsumexp(F.log_softmax(scores, 0)[right], 0)
    return total / len(batch), torch.zeros(())


def measured(reader: Reader, asked: Sequence[Example]) -> str:
    """How often the best of the sentences answers, before and after; and how well an answer is told from none."""
    with torch.no_grad():
        scores = [each.tolist() for at in range(0, len(asked), 64) for each in reader(asked[at : at + 64])]
    known = [(one.answers, given) for one, given in zip(asked, scores, strict=True) if any(one.answers)]
    first = np.mean([answers[0] for answers, _ in known])
    read = np.mean([answers[int(np.argmax(given))] for answers, given in known])
    right = [given[0] for one, given in zip(asked, scores, strict=True) if one.answers[0]]
    wrong = [given[0] for one, given in zip(asked, scores, strict=True) if not one.answers[0]]
    none = [given[0] for one, given in zip(asked, scores, strict=True) if not any(one.answers)]
    return (
        f"of those found, first {first:.3f}, after reading {read:.3f}; AUROC of the first sentence: "
        f"{auroc(right, wrong):.3f}, against those of no answer {auroc(right, none):.3f}"
    )


def save(reader: Reader, folder: Path) -> Path:
    """Write the adapter, half precision, and the head beside it."""
    from safetensors.numpy import save_file

    path = reader.encoder.adapter(locate(DEFAULT_MODEL)).save(folder)
    head = {name: value.detach().numpy() for name, value in reader.head.named_parameters()}
    save_file(head, str(path.with_name(HEAD)))
    return path


def main() -> None:
    """Find, tune, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--start", type=Path, required=True, help="the adapter of the embedding model, or of a verifier"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder that the verifier is written to")
    parser.add_argument(
        "--worlds",
        choices=(pairs.WORLDS, pairs.NATURAL, pairs.TWINS),
        help="go on with questions asked of several transcripts",
    )
    parser.add_argument("--pairs", type=Path, default=pairs.FOLDER, help="folder of the questions for sentences")
    parser.add_argument("--work", type=Path, help="where what is found is kept (default: a temporary folder)")
    parser.add_argument("--measure", type=int, default=600, metavar="QUESTIONS", help="so many are asked in between")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    choose = random.Random(SEED)
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        known = BEFORE[args.worlds]
        talks = list(examples([args.pairs / name for name in known], work))
        worlds = list(examples([args.pairs / args.worlds], work)) if args.worlds else []
        left = list(examples([args.pairs / LEFT_OUT[args.worlds]], work))
    left = choose.sample(left, min(args.measure, len(left)))
    reader = Reader(Encoder(locate(DEFAULT_MODEL), torch.float32, RANK), args.start)
    print(f"{len(talks)} questions known before, {len(worlds)} of new worlds", flush=True)
    began = copies(reader)
    epochs = []
    for _ in range(args.epochs):
        seen = [*worlds, *choose.sample(talks, min(SEEN_AGAIN, len(talks)))] if worlds else list(talks)
        choose.shuffle(seen)
        epochs.append([seen[at : at + QUESTIONS_A_STEP] for at in range(0, len(seen), QUESTIONS_A_STEP)])
    for number in descend(
        reader, epochs, sum(map(len, epochs)), lambda batch: step_loss(reader, batch),
        rate=RATE_OF_WORLDS if args.worlds else LEARNING_RATE, near_untuned=0.0,
    ):  # fmt: skip
        with partway(reader, began, HALF) if args.worlds else nullcontext():
            print(f"epoch {number}: {measured(reader, left)}", flush=True)
            path = save(reader, args.out)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
