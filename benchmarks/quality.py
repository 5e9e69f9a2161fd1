"""Retrieval quality on the validation split of QMSum: `python -m benchmarks.quality`.

QMSum (Zhong et al., 2021, MIT licence in benchmarks/data) has real meetings, human questions, and the turns that
answer them. The questions are asked inside their own meeting and across all 35; the metrics are those of
`qa.evaluation`, the intervals 95 % bootstrap over questions. Beside what ships: each part left out, and plain ways.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np

from benchmarks.baselines import SingleTurns, blend
from benchmarks.qmsum import SPLIT, domain, facts, write_meetings
from qa.config import Settings
from qa.embedding import SentenceTransformerEmbedder
from qa.evaluation import Evaluation, Question, Scores, evaluate
from qa.indexing import build_index
from qa.intervals import interval
from qa.models import Answer, Hit, Scope
from qa.ranking import network as ranking
from qa.ranking import regions
from qa.retrieval import prepare, search
from qa.stores import open_store

if TYPE_CHECKING:
    from qa.pool import Floats, Pool, Query

    Rank = Callable[[Pool], Floats]

NAMES = {"hit_1": "hit@1", "hit_5": "hit@5", "mrr_10": "MRR@10", "p_500w": "P@500w", "r_2000w": "R@2000w"}
SHIPS = "as it ships"
SEED = 1
MADE_UP = 8
MADE_UP_WAYS = (SHIPS, "without the adapter", "without the ranker", "without adapter and ranker")
PLACES = {"inside one meeting": False, "across all meetings": True}


class Remembering:
    """An embedder that encodes no question twice, so that a search is timed without it."""

    def __init__(self, embedder: SentenceTransformerEmbedder) -> None:
        self._embedder = embedder
        self._known: dict[tuple[str, ...], Floats] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(self._embedder, name)

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Shape (len(texts), dimension)."""
        key = tuple(texts)
        if key not in self._known:
            self._known[key] = self._embedder.encode_queries(texts)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to search: which index, what is done to the query, and how the pool is ranked."""

    tuned: bool = True
    query: Callable[[Query], Query] = lambda query: query
    rank: Rank = lambda pool: ranking.shipped()(pool)
    passages_a_hit: int = regions.MOST_PASSAGES


def _without_coverage(pool: Pool) -> Floats:
    return ranking.shipped()(replace(pool, coverage=np.full_like(pool.coverage, 0.3)))


def _without_documents(pool: Pool) -> Floats:
    ranker = ranking.shipped()
    networks = [replace(network, whole=np.zeros_like(network.whole)) for network in ranker.networks]
    return ranking.Ranker(networks)(pool)


VARIANTS = {
    SHIPS: Variant(),
    "without the adapter": Variant(tuned=False),
    "without the ranker": Variant(rank=blend()),
    "without adapter and ranker": Variant(tuned=False, rank=blend()),
    "without who is asked about": Variant(query=lambda query: replace(query, asked=())),
    "without the topic's vector": Variant(query=lambda query: replace(query, vectors=query.vectors[[0, 0]])),
    "without coverage": Variant(rank=_without_coverage),
    "without the document as a whole": Variant(rank=_without_documents),
    "one passage a hit": Variant(passages_a_hit=1),
    "untuned, dense only": Variant(tuned=False, rank=blend(1.0, ()), passages_a_hit=1),
    "BM25 only": Variant(tuned=False, rank=blend(0.0, ()), passages_a_hit=1),
}


class Bench:
    """The meetings, indexed with the adapter and without."""

    def __init__(self, split: Path, work: Path, address: str | None = None) -> None:
        """At another address than a folder in `work`, only what ships is indexed."""
        self.sparing = 10 if address else 1
        self._turns: SingleTurns | None = None
        self.questions = write_meetings(split, work / "seeds")
        addresses = {True: address} if address else {True: str(work / "index"), False: str(work / "untuned")}
        self.embedders, self.built, self.stores = {}, {}, {}
        for tuned, place in addresses.items():
            settings = Settings.load({}, seeds=work / "seeds", index=place)
            embedder = Remembering(
                SentenceTransformerEmbedder() if tuned else SentenceTransformerEmbedder(adapter=False)
            )
            self.embedders[tuned] = embedder
            self.built[tuned] = build_index(settings, embedder=embedder, progress=_progress)  # type: ignore[arg-type]
            self.stores[tuned] = open_store(settings.index)
        print(f"\r{self.built[True].documents} meetings, {self.built[True].passages} passages   ", file=sys.stderr)

    def close(self) -> None:
        """Close what was opened."""
        if self._turns:
            self._turns.close()
        for store in self.stores.values():
            store.close()

    def run(self, variant: Variant, *, across: bool) -> Evaluation:
        """Ask all questions one way."""
        with self._searching(variant) as retrieve, self.stores[variant.tuned].snapshot(search=False) as snapshot:
            return evaluate(self.questions, snapshot.corpus, lambda q, k: retrieve(q, k, across), _no_answers)

    def made_up(self, variant: Variant, *, across: bool) -> list[Scores]:
        """Questions for one turn, made from its speaker and rare words; a hit is one that holds the turn."""
        scores = []
        with self._searching(variant) as retrieve, self.stores[variant.tuned].snapshot(search=False) as snapshot:
            names = [one.document for one in snapshot.corpus.documents()]
            turns = [snapshot.corpus.turns(name) for name in names]
            for document, made in zip(names, facts(turns, random.Random(SEED), MADE_UP), strict=True):
                for question, turn in made:
                    hits = retrieve(Question(question, document), 10, across)
                    held = (hit.document == document and hit.first_turn <= turn <= hit.last_turn for hit in hits)
                    rank = next((n for n, holds in enumerate(held, 1) if holds), 11)
                    found = (float(rank <= 1), float(rank <= 5), 1 / rank if rank <= 10 else 0.0)
                    scores.append(Scores(*found, 0.0, 0.0))
        return scores

    def milliseconds(self, *, across: bool) -> float:
        """A search for eight hits as it ships, encoding the question left out: median."""
        times = []
        with self._searching(VARIANTS[SHIPS]) as retrieve:
            for question in self.questions[:: self.sparing]:
                begun = time.perf_counter()
                retrieve(question, 8, across)
                times.append(time.perf_counter() - begun)
        return median(times) * 1000

    def single_turns(self, *, hybrid: bool, across: bool) -> Evaluation:
        """The plain way of many: each turn a passage of its own."""
        embedder = self.embedders[False]
        with self.stores[False].snapshot(search=False) as snapshot:
            turns = self._turns = self._turns or SingleTurns(snapshot.corpus, embedder)  # type: ignore[arg-type]

            def retrieve(question: Question, k: int) -> list[Hit]:
                return turns.search(question.question, None if across else question.document, k, hybrid=hybrid)

            return evaluate(self.questions, snapshot.corpus, retrieve, _no_answers)

    @contextmanager
    def _searching(self, variant: Variant) -> Iterator[Callable[[Question, int, bool], list[Hit]]]:
        embedder = self.embedders[variant.tuned]
        with (
            self.stores[variant.tuned].snapshot() as snapshot,
            mock.patch.object(regions, "MOST_PASSAGES", variant.passages_a_hit),
        ):
            index, corpus = snapshot.index, snapshot.corpus
            assert index is not None

            def retrieve(question: Question, k: int, across: bool) -> list[Hit]:
                scope = Scope(documents=(question.document,)) if question.document and not across else Scope()
                query = variant.query(prepare(question.question, corpus, embedder, scope))  # type: ignore[arg-type]
                text = question.question
                return search(text, corpus, index, embedder, k=k, scope=scope, query=query, rank=variant.rank)  # type: ignore[arg-type]

            yield retrieve


def _no_answers(question: Question) -> Answer:
    raise AssertionError(f"{question.question} has gold turns, no quote")


def summary(scores: Sequence[Scores]) -> dict[str, object]:
    """Means, and the interval of each."""
    columns = {name: [getattr(score, name) for score in scores] for name in NAMES}
    return {
        **{name: round(fmean(values), 4) for name, values in columns.items()},
        "intervals": {name: [round(end, 4) for end in interval(values)] for name, values in columns.items()},
        "questions": len(scores),
    }


def lead(ships: Sequence[Scores], other: Sequence[Scores]) -> dict[str, list[float]]:
    """What ships less the other, question by question: mean and interval."""
    found = {}
    for name in NAMES:
        gaps = [getattr(a, name) - getattr(b, name) for a, b in zip(ships, other, strict=True)]
        found[name] = [round(value, 4) for value in (fmean(gaps), *interval(gaps))]
    return found


def main() -> int:
    """Build where needed, ask, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument(
        "--work", type=Path, help="where the indexes are kept between runs (default: a temporary folder)"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="only what ships")
    parser.add_argument("--index", help="another store than a folder, as milvus://HOST:PORT/NAME or a .db file; quick")
    args = parser.parse_args()
    quick = args.quick or args.index is not None
    results: dict[str, dict[str, Any]] = {}
    with (
        tempfile.TemporaryDirectory() as temporary,
        closing(Bench(args.split, args.work or Path(temporary), args.index)) as bench,
    ):
        for place, across in PLACES.items():
            ships = bench.run(VARIANTS[SHIPS], across=across)
            scores = [score for _, score in ships.scores]
            ways: dict[str, object] = {SHIPS: summary(scores)}
            if not quick:
                others = {name: bench.run(way, across=across) for name, way in VARIANTS.items() if name != SHIPS}
                others["a turn a passage, dense"] = bench.single_turns(hybrid=False, across=across)
                others["a turn a passage, dense and BM25"] = bench.single_turns(hybrid=True, across=across)
                for name, found in others.items():
                    theirs = [score for _, score in found.scores]
                    ways[name] = {**summary(theirs), "lead": lead(scores, theirs)}
            kinds = {kind: summary([score for _, score in one.scores]) for kind, one in ships.by_kind().items()}
            domains = {
                name: summary([score for question, score in ships.scores if domain(str(question.document)) == name])
                for name in ("Academic", "Committee", "Product")
            }
            results[place] = {
                "ways": ways,
                "kinds": kinds,
                "domains": domains,
                "made_up": {
                    name: summary(bench.made_up(VARIANTS[name], across=across))
                    for name in (() if args.index else MADE_UP_WAYS)
                },
                "milliseconds": round(bench.milliseconds(across=across), 2),
            }
    if args.json:
        print(json.dumps(results, indent=1))
    else:
        for place, tables in results.items():
            _show(place, tables)
    return 0


def _show(place: str, tables: dict[str, Any]) -> None:
    print(f"{place}; a search for 8 hits beside encoding the question: {tables['milliseconds']:.1f} ms")
    head = "".join(f"{name:>9s}" for name in NAMES.values())
    for title, key in (("", "ways"), ("by kind of question", "kinds"), ("by kind of meeting", "domains")):
        print(f"\n{title:36s}{head}" if title else f"\n{'':36s}{head}     behind what ships in MRR@10, R@2000w")
        for name, found in tables[key].items():
            row = f"{name:36s}" + "".join(f"{found[one]:9.3f}" for one in NAMES)
            if "lead" in found:
                row += "    " + "  ".join(
                    "{:+.3f} ({:+.3f} to {:+.3f})".format(*found["lead"][one]) for one in ("mrr_10", "r_2000w")
                )
            print(row)
            if name == SHIPS:
                ends = found["intervals"]
                for end, word in ((0, "from"), (1, "to")):
                    print(f"{'  95 % interval, ' + word:36s}" + "".join(f"{ends[one][end]:9.3f}" for one in NAMES))
            if key != "ways":
                print(f"{'  ' + str(found['questions']) + ' questions':36s}")
    if not tables["made_up"]:
        print()
        return
    print("\na question made from the speaker and two rare words of one turn; a hit holds the turn")
    for name, found in tables["made_up"].items():
        print(f"{name:36s}" + "".join(f"{found[one]:9.3f}" for one in ("hit_1", "hit_5", "mrr_10")))
    print()


def _progress(progress: object) -> None:
    print(f"\r{getattr(progress, 'stage', '')} {getattr(progress, 'fraction', 0):.0%}   ", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
