"""Both stores on the same passages: `python -m benchmarks.stores --passages 2500 10000`.

Synthetic indexes (`benchmarks/synthetic.py`) in a folder and in a Milvus Lite file, or in a collection of a server
(`--index milvus://HOST:PORT/NAME`, which must be empty): how fast they are built and asked, encoding left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measuring import spread
from benchmarks.remembered import Recorder, Remembered
from benchmarks.synthetic import Meeting, build_settings, copies, fill, meetings, put
from qa.addresses import Index, parse
from qa.embedding import SentenceTransformerEmbedder
from qa.models import Scope
from qa.retrieval import find, prepare
from qa.sharding import WHOLE
from qa.store.records import BuildSettings
from qa.stores import open_store, open_writer

_QUESTIONS = 40
_ADDED = 5


def measure(
    index: Index,
    settings: BuildSettings,
    real: Sequence[Meeting],
    questions: Sequence[str],
    recorder: Recorder,
    count: int,
) -> dict[str, Any]:
    """Fill, add documents one by one, ask."""
    begun = time.perf_counter()
    fill(index, settings, real, count)
    built = time.perf_counter() - begun
    store = open_store(index)
    with store.snapshot(search=False) as snapshot:
        passages, documents = snapshot.corpus.counts().passages, snapshot.corpus.documents()
        most = snapshot.corpus.speakers()[0]
        for question in questions:
            prepare(question, snapshot.corpus, recorder)  # type: ignore[arg-type]
    adding = []
    for one, number in zip(copies(real, 1_000_003), range(_ADDED), strict=False):
        begun = time.perf_counter()
        with open_writer(index, settings, WHOLE) as writer:
            put(writer, one)
            writer.publish(f"seeds of {number}")
        adding.append(time.perf_counter() - begun)
    result: dict[str, Any] = {
        "passages": passages,
        "built a second": passages / built,
        "adding a document s": sorted(adding)[_ADDED // 2],
        "bytes a passage": (store.size() or 0) / passages,
    }
    remembered: Any = Remembered(recorder.vectors)
    scopes = {
        "search": Scope(),
        "one document": Scope(documents=(documents[len(documents) // 2].document,)),
        "one speaker": Scope(speakers=(most.who,)),
    }
    for name, scope in scopes.items():
        first, *times = [_asked(store, question, remembered, scope) for question in [questions[0], *questions]]
        again = [_asked(store, question, remembered, scope) for question in questions]
        result[name] = {"first": first, "new": spread(times), "asked before": spread(again)}
    store.close()
    return result


def _asked(store: Any, question: str, embedder: Any, scope: Scope) -> float:
    """Milliseconds of one search."""
    begun = time.perf_counter()
    with store.snapshot() as snapshot:
        find(question, snapshot.corpus, snapshot.index, embedder, scope=scope)
    return 1000 * (time.perf_counter() - begun)


def main() -> int:
    """Fill and ask each store, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="+", default=[2_500, 10_000])
    parser.add_argument("--work", type=Path, help="where what is encoded is kept between runs")
    parser.add_argument("--index", help="a collection to measure instead of a Milvus Lite file, for one size")
    parser.add_argument("--questions", type=int, default=_QUESTIONS)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    embedder = SentenceTransformerEmbedder()
    results = []
    with tempfile.TemporaryDirectory() as temporary:
        kept = args.work or Path(temporary) / "kept"
        kept.mkdir(parents=True, exist_ok=True)
        real, asked = meetings(kept, embedder)
        questions = [one.question for one in asked][:: max(1, len(asked) // args.questions)][: args.questions]
        recorder = Recorder(embedder)
        for count in args.passages:
            places = {"folder": Path(temporary) / f"index-{count}"}
            places["Milvus"] = parse(args.index or str(Path(temporary) / f"index-{count}.db"))
            for name, index in places.items():
                result = measure(index, build_settings(embedder), real, questions, recorder, count)
                results.append({"store": name, **result})
                print(f"{name}: {count} passages measured", file=sys.stderr)
    print(json.dumps(results, indent=1) if args.json else table(results))
    return 0


def table(results: Sequence[dict[str, Any]]) -> str:
    """The results as text."""
    columns = ("search", "one document", "one speaker")
    lines = [
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; searches in ms\n",
        f"{'':8s}{'passages':>10s}{'built/s':>9s}{'add, s':>8s}{'bytes':>7s}"
        + "".join(f"{name:>16s}" for name in columns)
        + f"{'again':>9s}{'queries/s':>11s}",
    ]
    for one in results:
        times = "".join(f"{one[name]['new']['p50']:8.0f}{one[name]['new']['p95']:8.0f}" for name in columns)
        again = one["search"]["asked before"]["p50"]
        lines.append(
            f"{one['store']:8s}{one['passages']:10,d}{one['built a second']:9.0f}{one['adding a document s']:8.2f}"
            f"{one['bytes a passage']:7.0f}{times}{again:9.0f}{1000 / again:11.1f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
