"""Fit the confidence of answers: `python -m benchmarks.training.confidence train.jsonl.gz --out confidence.json`.

Every question of some meetings of QMSum's train split is asked of its own meeting, which answers it; and where it is
not answered: of a meeting of another kind, of another meeting of the same kind, and of its own meeting with the gold
turns taken out. `--questions` adds questions with single sentences for answers, and such that look answered and are
not (`benchmarks/data/answers/training.jsonl`). The questions of some made-up worlds (`benchmarks/data/pairs`) are asked
of all their transcripts. The verifier, which has seen none of them, reads the best sentences of every example, not only
where there is a doubt. A logistic regression tells the ones from the others by the signals of
`qa.extraction.confidence`; the threshold is the one that is right most often, both sides counted alike.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers import load
from benchmarks.confidence import auroc
from benchmarks.qmsum import domain, write_meetings
from benchmarks.training import asking, pairs
from qa.answering import Sources
from qa.answering.evidence import READ
from qa.assistant import Assistant
from qa.config import Settings
from qa.evaluation import Gold, Question
from qa.extraction.confidence import SIGNALS
from qa.extraction.verifier import ShippedVerifier, put
from qa.indexing import build_index
from qa.protocols import Embedder, Verifier
from qa.store.reader import Snapshot

SEED = 7
OWN, OTHER_KIND, SAME_KIND, WITHOUT_GOLD, SENTENCE, NO_SENTENCE, WORLD, NO_WORLD = (
    "own meeting", "another kind", "same kind", "gold taken out", "single sentences", "looks answered",
    "of a world", "of no use there",
)  # fmt: skip
ANSWERED = {OWN, SENTENCE, WORLD}
# How much a sort of example counts: another meeting of one kind, or what is left of one's own, may answer after all.
WEIGHTS = {
    OWN: 1.0,
    OTHER_KIND: 1.0,
    SAME_KIND: 0.3,
    WITHOUT_GOLD: 0.3,
    SENTENCE: 3.0,
    NO_SENTENCE: 6.0,
    WORLD: 0.5,
    NO_WORLD: 0.75,
}
WORLDS = [pairs.FOLDER / name for name in (pairs.WORLDS_HELD_OUT, pairs.NATURAL_HELD_OUT, pairs.TWINS_HELD_OUT)]
_RIDGE = 1.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question asked somewhere: what sort of example it is, and its signals."""

    sort: str
    signals: tuple[float, ...]


def some_meetings(split: Path, each: int, wanted: set[str]) -> Iterator[str]:
    """Lines of the split: so many meetings of each kind, and all that are wanted by name."""
    taken: dict[str, int] = {}
    with gzip.open(split, "rt", encoding="utf-8") as file:
        for line in file:
            name = json.loads(line)["id"]
            kind = domain(name)
            if taken.get(kind, 0) < each or f"{name}.json" in wanted:
                taken[kind] = taken.get(kind, 0) + 1
                yield line


def examples(
    snapshot: Snapshot, sources: Sources, questions: Sequence[Question], extra: Sequence[dict[str, object]]
) -> Iterator[Example]:
    """Every question asked where it is answered and where it is not."""
    chance = np.random.default_rng(SEED)
    documents = [one.document for one in sources.corpus.documents()]
    for question in questions:
        own = question.document or ""
        found = signals(sources, question.question, own)
        if found is None:
            continue
        yield Example(OWN, found)
        taken_out = signals(sources, question.question, own, without=question.gold)
        kind = domain(own)
        others = [one for one in documents if domain(one) != kind]
        same = [one for one in documents if domain(one) == kind and one != own]
        for sort, pool in ((OTHER_KIND, others), (SAME_KIND, same)):
            elsewhere = signals(sources, question.question, str(chance.choice(pool))) if pool else None
            if elsewhere is not None:
                yield Example(sort, elsewhere)
        if taken_out is not None:
            yield Example(WITHOUT_GOLD, taken_out)
    for record in extra:
        found = signals(sources, str(record["question"]), str(record["document"]))
        if found is not None:
            yield Example(SENTENCE if record["answerable"] else NO_SENTENCE, found)


def of_worlds(folders: Sequence[pairs.Folder], embedder: Embedder, verifier: Verifier, work: Path) -> Iterator[Example]:
    """Every question asked of all transcripts of its world."""
    with asking.indexed([talk for folder in folders for talk in folder.talks], embedder, work, verifier) as sources:
        for folder in folders:
            names = [asking.named(talk) for talk in folder.talks]
            for question, answers in folder.asked:
                found = signals(sources, question, *names)
                if found is not None:
                    yield Example(WORLD if answers else NO_WORLD, found)


def signals(sources: Sources, question: str, *documents: str, without: Sequence[Gold] = ()) -> tuple[float, ...] | None:
    """The signals of a question asked of documents; None where a name decides, so that no confidence is needed."""
    evidence = asking.weigh(replace(sources, verifier=None), question, documents, without)
    if evidence is None or sources.verifier is None:
        return None
    odds = sources.verifier.scores(evidence.asked.question, [put(one) for one in evidence.ranked[:READ]])
    return (*evidence.signals[: SIGNALS.index("verified")], max(odds))


def fit(values: Floats, labels: Floats, weights: Floats) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression with a ridge, by Newton's method; columns are of one scale."""
    with_bias = np.concatenate([values, np.ones((len(values), 1))], 1)
    ridge = np.diag([_RIDGE] * values.shape[1] + [0.0])
    found = np.zeros(with_bias.shape[1])
    for _ in range(50):
        probability = 1 / (1 + np.exp(-with_bias @ found))
        gradient = with_bias.T @ (weights * (labels - probability)) - ridge @ found
        curvature = (with_bias * (weights * probability * (1 - probability))[:, None]).T @ with_bias + ridge
        step = np.linalg.solve(curvature, gradient)
        found += step
        if np.abs(step).max() < 1e-8:
            break
    return found[:-1], float(found[-1])


def threshold(probabilities: Floats, labels: Floats, weights: Floats) -> float:
    """The probability from which on answering is right most often, answered and unanswered counted alike."""
    candidates = np.arange(0.05, 0.96, 0.01)
    answered, unanswered = labels > 0, labels <= 0

    def right(limit: float) -> float:
        kept = np.average(probabilities[answered] >= limit, weights=weights[answered])
        left = np.average(probabilities[unanswered] < limit, weights=weights[unanswered])
        return float(kept + left)

    return float(max(candidates, key=right))


def main() -> int:
    """Build where needed, ask, fit, write, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path, help="the train split of QMSum, JSON Lines, gzip")
    parser.add_argument("--out", type=Path, required=True, help="file that the weights are written to")
    parser.add_argument("--questions", type=Path, help="questions with single sentences for answers, JSON Lines")
    parser.add_argument("--worlds", type=Path, nargs="+", default=WORLDS, help="not the verifier's")
    parser.add_argument("--threshold", type=float, help="set by hand (default: where it is right most often)")
    parser.add_argument("--meetings", type=int, default=18, help="how many meetings of each kind")
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    args = parser.parse_args()
    extra = load(args.questions) if args.questions else []
    verifier = ShippedVerifier()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        chosen = work / "meetings.jsonl.gz"
        with gzip.open(chosen, "wt", encoding="utf-8") as file:
            file.writelines(some_meetings(args.train, args.meetings, {str(one["document"]) for one in extra}))
        questions = write_meetings(chosen, work / "seeds")
        build_index(Settings(seeds=work / "seeds", index=work / "index"))
        assistant = Assistant.open(work / "index")
        with assistant.snapshot() as snapshot:
            assert snapshot.index is not None
            embedder = assistant.embedder(snapshot)
            sources = Sources(snapshot.corpus, snapshot.index, embedder, verifier=verifier)
            found = list(examples(snapshot, sources, questions, extra))
        assistant.close()
        for file in args.worlds:
            found += of_worlds(pairs.folders(file), embedder, verifier, work / file.name.partition(".")[0])
    values = np.array([one.signals for one in found])
    labels = np.array([float(one.sort in ANSWERED) for one in found])
    weights = np.array([WEIGHTS[one.sort] for one in found])
    mean, scale = values.mean(0), np.maximum(values.std(0), 1e-3)
    scaled = (values - mean) / scale
    learnt, bias = fit(scaled, labels, weights)
    probabilities = 1 / (1 + np.exp(-(scaled @ learnt + bias)))
    limit = args.threshold or threshold(probabilities, labels, weights)
    record = {
        "signals": list(SIGNALS),
        "mean": [round(float(value), 5) for value in mean],
        "scale": [round(float(value), 5) for value in scale],
        "weights": [round(float(value), 5) for value in learnt],
        "bias": round(bias, 5),
        "threshold": round(limit, 2),
    }
    args.out.write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    for name, weight in zip(SIGNALS, learnt, strict=True):
        print(f"{name:20s} {weight:+.2f}")
    print(f"threshold            {limit:.2f}")
    for sort in WEIGHTS:
        own = probabilities[[one.sort == sort for one in found]]
        if len(own):
            against = probabilities[[one.sort in ANSWERED for one in found]]
            area = "" if sort in ANSWERED else f", AUROC {auroc(list(against), list(own)):.3f}"
            print(f"{sort:20s} {len(own):5d} examples, {np.mean(own >= limit):.3f} answered{area}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
