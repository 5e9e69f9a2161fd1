"""Is the right sentence quoted where the question uses other words? `python -m benchmarks.sentences`.

Each question of 72 made-up talks (`benchmarks/data/pairs`), which no vector was tuned on and no verifier has read, is
asked of its own talk. The weights of a sentence's score were fitted on them. Its unanswerable questions are no measure:
they hold more of the speakers' words than those that are answered, which were written to hold few.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.training import asking, pairs
from qa.embedding import SentenceTransformerEmbedder
from qa.extraction.verifier import ShippedVerifier
from qa.protocols import Embedder, Verifier


def measure(talks: Sequence[pairs.Talk], embedder: Embedder, verifier: Verifier | None, work: Path) -> dict[str, float]:
    """Of the answered questions, the share whose sentence is quoted first, and is among those quoted."""
    asked = first = quoted = 0
    with asking.indexed(talks, embedder, work, verifier) as sources:
        for talk in talks:
            name = asking.named(talk)
            for one in talk.asked:
                if not one.answers:
                    continue
                right = {(name, *place) for place in one.answers}
                evidence = asking.weigh(sources, one.question, [name])
                found = [sentence.place in right for sentence in (evidence.chosen if evidence else ())]
                asked, first, quoted = asked + 1, first + found[:1].count(True), quoted + any(found)
    return {"questions": asked, "first": round(first / asked, 3), "quoted": round(quoted / asked, 3)}


def main() -> int:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--talks", type=Path, default=pairs.FOLDER / pairs.MEASURED, help="JSON Lines, gzip")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    talks = pairs.made_up(args.talks)
    results = {}
    for name, adapter, verifier in (
        ("as it ships", True, ShippedVerifier()),
        ("without the verifier", True, None),
        ("without the adapter either", False, None),
    ):
        with tempfile.TemporaryDirectory() as work:
            results[name] = measure(talks, SentenceTransformerEmbedder(adapter=adapter), verifier, Path(work))
    if args.json:
        print(json.dumps(results, indent=1))
        return 0
    print(f"{'':28s}{'questions':>10s}{'first':>8s}{'quoted':>8s}")
    for name, found in results.items():
        print(f"{name:28s}{found['questions']:10d}{found['first']:8.3f}{found['quoted']:8.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
