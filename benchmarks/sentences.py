"""Is the right sentence quoted where the question uses other words? `python -m benchmarks.sentences`.

Each question of 72 made-up talks (`benchmarks/data/pairs`), which no vector was tuned on, is asked of its own talk. The
weights of a sentence's score were fitted on them. Its unanswerable questions are no measure: they hold more of the
speakers' words than those that are answered, which were written to hold few.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.training import pairs
from qa.answering import Inquiry, Sources, direct
from qa.candidates import Sentence
from qa.config import Settings
from qa.embedding import SentenceTransformerEmbedder
from qa.indexing import build_index
from qa.models import Scope
from qa.protocols import Embedder
from qa.store import Store


def measure(talks: Sequence[pairs.Talk], embedder: Embedder, work: Path) -> dict[str, float]:
    """Of the answered questions, the share whose sentence is quoted first, and is among those quoted."""
    seeds = work / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for talk in talks:
        (seeds / f"{talk.id}.json").write_text(talk.as_json(), "utf-8")
    build_index(Settings(seeds=seeds, index=work / "index"), embedder=embedder)
    asked = first = quoted = 0
    with Store(work / "index").snapshot() as snapshot:
        assert snapshot.index is not None
        sources = Sources(snapshot.corpus, snapshot.index, embedder)
        for talk in talks:
            name = f"{talk.id}.json"
            for one in talk.asked:
                if not one.answers:
                    continue
                right = {(name, *place) for place in one.answers}
                found = [sentence.place in right for sentence in _chosen(one.question, sources, name)]
                asked, first, quoted = asked + 1, first + found[:1].count(True), quoted + any(found)
    return {"questions": asked, "first": round(first / asked, 3), "quoted": round(quoted / asked, 3)}


def _chosen(question: str, sources: Sources, document: str) -> list[Sentence]:
    """The sentences that would be quoted, however sure that is."""
    inquiry = Inquiry(question, sources, Scope(documents=(document,)))
    if inquiry.subject.absent:
        return []
    scope = replace(inquiry.scope, speakers=inquiry.subject.speakers)
    return direct.weigh(inquiry, inquiry.asked, inquiry.query(), scope).chosen


def main() -> int:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--talks", type=Path, default=pairs.FOLDER / pairs.MEASURED, help="JSON Lines, gzip")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    talks = pairs.made_up(args.talks)
    results = {}
    for name, adapter in (("as it ships", True), ("without the adapter", False)):
        with tempfile.TemporaryDirectory() as work:
            results[name] = measure(talks, SentenceTransformerEmbedder(adapter=adapter), Path(work))
    if args.json:
        print(json.dumps(results, indent=1))
        return 0
    print(f"{'':22s}{'questions':>10s}{'first':>8s}{'quoted':>8s}")
    for name, found in results.items():
        print(f"{name:22s}{found['questions']:10d}{found['first']:8.3f}{found['quoted']:8.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
