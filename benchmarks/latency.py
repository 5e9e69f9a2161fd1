"""How long an extractive answer takes, model warm, 35 meetings indexed: `python -m benchmarks.latency`.

Every question of QMSum's validation split is asked of all its meetings, one after the other; beside it, in the same
run, the time that encoding the question and finding the places take.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.measuring import spread
from benchmarks.qmsum import SPLIT, write_meetings
from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index


def milliseconds(calls: Sequence[Callable[[], object]]) -> list[float]:
    """How long each call takes."""
    times = []
    for call in calls:
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return times


def main() -> int:
    """Build where needed, ask, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        questions = write_meetings(args.split, work / "seeds")
        build_index(Settings(seeds=work / "seeds", index=work / "index"))
        assistant = Assistant.open(work / "index")
        assistant.ask(questions[0].question)
        with assistant.snapshot(search=False) as snapshot:
            embedder = assistant.embedder(snapshot)
        result = {
            "encoding the question": spread(
                milliseconds([lambda one=one: embedder.encode_queries([one.question]) for one in questions])  # type: ignore[misc]
            ),
            "finding places": spread(
                milliseconds([lambda one=one: assistant.retrieve(one.question) for one in questions])  # type: ignore[misc]
            ),
            "an answer, of all meetings": spread(
                milliseconds([lambda one=one: assistant.ask(one.question) for one in questions])  # type: ignore[misc]
            ),
        }
        assistant.close()
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; milliseconds\n")
    print(f"{'':30s}{'p50':>8s}{'p95':>8s}")
    for name, times in result.items():
        print(f"{name:30s}{times['p50']:8.1f}{times['p95']:8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
