"""What an index costs as it grows: `python -m benchmarks.scale --passages 1000 10000 100000 1000000`.

Synthetic indexes (`benchmarks/synthetic.py`), each measured in a process of its own: size on disk, opening, memory,
search beyond encoding the question, with and without filters, recall of the dense part against exact search over the
vectors in full, and adding one document of 100 turns.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.measuring import spread
from benchmarks.qmsum import SPLIT, write_meetings
from benchmarks.remembered import Recorder, Remembered
from benchmarks.synthetic import build_settings, copies, fill, meetings, put
from qa.embedding import SentenceTransformerEmbedder
from qa.models import Scope, Who
from qa.retrieval import DEPTH, find, prepare
from qa.store import Store
from qa.store.writer import StoreWriter

if TYPE_CHECKING:
    from qa.protocols import Vectors

_QUESTIONS = 200
_ADDED_TURNS = 100
_RECALL_OF = 10


def memory() -> dict[str, float]:
    """Megabytes of this process: its own, and of files mapped into it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1000 for line in lines if line.startswith("Rss")}
    return {"own": sizes["RssAnon"], "files": sizes["RssFile"]}


def measure(work: Path, index: Path) -> dict[str, Any]:
    """All figures of one index but those of adding."""
    questions = [one.question for one in write_meetings(SPLIT, work / "seeds")][:_QUESTIONS]
    embedder = SentenceTransformerEmbedder()
    recorder = Recorder(embedder)
    with _opened(Path(work / "small")) as snapshot:
        for question in questions:
            prepare(question, snapshot.corpus, recorder)  # type: ignore[arg-type]
    remembered: Any = Remembered(recorder.vectors)
    before = memory()
    begun = time.perf_counter()
    store = Store(index)
    with store.snapshot() as snapshot:
        opening = time.perf_counter() - begun
        passages, documents = snapshot.corpus.counts().passages, snapshot.corpus.documents()
        middle = documents[len(documents) // 2]
        scopes = {
            "search": Scope(),
            "one document": Scope(documents=(middle.document,)),
            "one speaker": Scope(speakers=(_tenth(snapshot),)),
            "a year": Scope(after="1995-01-01", before="1995-12-31"),
        }
        result: dict[str, Any] = {"passages": passages, "documents": len(documents), "opening s": opening}
        for name, scope in scopes.items():
            times = []
            for question in [questions[0], *questions]:
                start = time.perf_counter()
                with store.snapshot() as one:
                    assert one.index is not None
                    find(question, one.corpus, one.index, remembered, scope=scope)
                times.append(1000 * (time.perf_counter() - start))
            result[f"{name}, first ms"] = times[0]
            result[f"{name} ms"] = spread(times[1:])
        after = memory()
        result |= {f"memory {name} MB": after[name] - before[name] for name in after}
        result["recall"] = recall(snapshot, [recorder.vectors[one] for one in questions])
    store.close()
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    return result | {"bytes a passage": size / passages}


def recall(snapshot: Any, vectors: Sequence[Vectors]) -> float:
    """Of the ten nearest by the vectors as they are stored, the share that the dense part finds among its first ten."""
    found = snapshot.index
    view = found._view
    if view.is_exact:
        return 1.0
    best = [(np.empty(0, np.int64), np.empty(0, np.float32)) for _ in vectors]
    for start in range(0, len(view.ids), 50_000):
        positions = np.arange(start, min(start + 50_000, len(view.ids)))
        scores = found._exact(np.stack(vectors), positions)
        for row, (ids, kept) in enumerate(best):
            joined, all_scores = np.concatenate([ids, positions]), np.concatenate([kept, scores[:, row]])
            order = np.argsort(-all_scores, kind="stable")[:_RECALL_OF]
            best[row] = joined[order], all_scores[order]
    shares = []
    for vector, (ids, _) in zip(vectors, best, strict=True):
        near = found._nearest(vector[None, :], DEPTH, None)[0][:_RECALL_OF]
        shares.append(len(set(near.tolist()) & set(ids.tolist())) / len(ids))
    return float(np.mean(shares))


def adding(work: Path, index: Path, count: int = 5) -> list[float]:
    """Seconds that one more document of 100 turns takes, beyond encoding: to stage, to publish, to open again."""
    embedder = SentenceTransformerEmbedder()
    real, _ = meetings(work, embedder)
    one = next(copies(real, 1_000_003))
    last = max(n for n, passage in enumerate(one.passages) if passage.last_turn < _ADDED_TURNS) + 1
    turns = tuple(turn for turn in one.transcript.turns if turn.index <= one.passages[last - 1].last_turn)
    times = []
    for number in range(count):
        name = f"added-{number}.json"
        transcript = replace(one.transcript, document=name, turns=turns)
        cut = [replace(passage, document=name, context=name) for passage in one.passages[:last]]
        copy = replace(
            one, transcript=transcript, passages=cut, vectors=one.vectors[:last], sentences=one.sentences[:last]
        )
        begun = time.perf_counter()
        with StoreWriter(index, build_settings(embedder)) as writer:
            put(writer, copy)
            writer.publish(str(index.parent / "seeds"))
        times.append(time.perf_counter() - begun)
    return times


def _opened(index: Path) -> Any:
    return Store(index).snapshot()


def _tenth(snapshot: Any) -> Who:
    """Who is heard in about a tenth of the passages."""
    total = snapshot.corpus.counts().passages
    shares: Iterator[tuple[float, Who]] = (
        (abs(snapshot.corpus.counts(Scope(speakers=(one.who,))).passages / total - 0.1), one.who)
        for one in snapshot.corpus.speakers()[:8]
    )
    return min(shares, key=lambda pair: pair[0])[1]


def main() -> int:
    """Fill, measure each in a process of its own, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--work", type=Path, help="where indexes are kept between runs (default: a temporary folder)")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--add", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.measure or args.add:
        print(json.dumps(measure(args.work, args.measure) if args.measure else adding(args.work, args.add)))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        embedder = SentenceTransformerEmbedder()
        real, _ = meetings(work, embedder)
        settings = build_settings(embedder)
        if not (work / "small").exists():
            fill(work / "small", settings, real, 1)
        results = []
        for count in args.passages:
            index = work / f"index-{count}"
            begun = time.perf_counter()
            if not index.exists():
                fill(index, settings, real, count)
            filled = time.perf_counter() - begun
            result = json.loads(_run(work, "--measure", index))
            result["adding a document s"] = sorted(json.loads(_run(work, "--add", index)))
            results.append(result | {"filling s": filled})
            if not args.json:
                _print(results[-1], heading=len(results) == 1)
    if args.json:
        print(json.dumps(results, indent=1))
    return 0


def _run(work: Path, what: str, index: Path) -> str:
    command = [sys.executable, "-m", "benchmarks.scale", "--work", str(work), what, str(index)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _print(result: dict[str, Any], *, heading: bool) -> None:
    if heading:
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    added = result["adding a document s"]
    print(
        f"{result['passages']:,} passages in {result['documents']:,} documents, filled in {result['filling s']:.0f} s"
    )
    print(f"  {result['bytes a passage']:.0f} bytes a passage on disk; opened in {result['opening s']:.2f} s")
    print(f"  memory: {result['memory own MB']:.0f} MB of its own, {result['memory files MB']:.0f} MB of mapped files")
    for key, times in result.items():
        if isinstance(times, dict):
            name = key.removesuffix(" ms")
            first = result[f"{name}, first ms"]
            print(f"  {name:14s} p50 {times['p50']:6.1f}  p95 {times['p95']:6.1f}  first {first:7.1f} ms")
    print(f"  recall@10 of the dense part {result['recall']:.4f}")
    print(f"  adding a document: {added[len(added) // 2]:.2f} s ({added[0]:.2f} to {added[-1]:.2f}, of {len(added)})\n")


if __name__ == "__main__":
    sys.exit(main())
