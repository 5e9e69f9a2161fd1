"""How long building takes: `python -m benchmarks.build`.

The 35 meetings of QMSum's validation split from nothing, then again with nothing changed, with a meeting more, one
changed by a word, one gone; and a folder of many small files in which nothing has changed, by `qa build` in a process
of its own, from its start to its end.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.measuring import milliseconds
from benchmarks.qmsum import SPLIT, write_meetings
from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import BuildReport, build_index

_RUNS = 5


def from_nothing(settings: Settings) -> dict[str, float]:
    """Seconds, passages and words of a build from nothing."""
    begun = time.perf_counter()
    report = build_index(settings)
    seconds = time.perf_counter() - begun
    assistant = Assistant.open(settings.index)
    with assistant.snapshot(search=False) as snapshot:
        counts = snapshot.corpus.counts()
    assistant.close()
    assert report.encoded
    return {"seconds": seconds, "passages": counts.passages, "words": counts.words}


def incremental(settings: Settings) -> dict[str, float]:
    """Seconds of builds after one change each."""
    meetings = sorted(settings.seeds.glob("*"))
    small = min(meetings, key=lambda path: path.stat().st_size)
    more, text = small.with_name(f"more-{small.name}"), small.read_text("utf-8")

    def build(changes: str) -> float:
        begun = time.perf_counter()
        report: BuildReport = build_index(settings)
        seconds = time.perf_counter() - begun
        assert not changes or len(getattr(report, changes)) == 1, report
        return seconds

    times = {"nothing changed": statistics.median(build("") for _ in range(_RUNS))}
    more.write_text(text.replace("the ", "this ", 40), "utf-8")
    times["one more"] = build("added")
    more.write_text(more.read_text("utf-8").replace("this ", "that ", 1), "utf-8")
    times["one changed by a word"] = build("changed")
    more.unlink()
    times["one gone"] = build("removed")
    return times


def unchanged(work: Path, files: int) -> list[float]:
    """Seconds of `qa build` over a folder of so many small files, nothing changed since the last."""
    seeds = work / "many"
    for number in range(files):
        path = seeds / f"{number // 500:03d}" / f"note-{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(f"Ann Bell: Item {number} is a wall.\n\nCarl Dee: It costs {7 * number} pounds.\n", "utf-8")
    command = [sys.executable, "-m", "qa.cli", "build", "--seeds", str(seeds), "--index", str(work / "many-index")]
    run = lambda: subprocess.run(command, check=True, capture_output=True)  # noqa: E731
    run()
    return [one / 1000 for one in milliseconds([run] * _RUNS)]


def main() -> int:
    """Build, and build again; print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--files", type=int, default=10_000, help="how many small files nothing has changed in")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        write_meetings(args.split, work / "seeds")
        settings = Settings(seeds=work / "seeds", index=work / "index")
        result: dict[str, Any] = {"from nothing": from_nothing(settings), "again": incremental(settings)}
        result["many unchanged"] = {"files": args.files, "seconds": unchanged(work, args.files)}
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    whole, many = result["from nothing"], result["many unchanged"]
    seconds = whole["seconds"]
    print(f"{'from nothing':34s}{seconds:8.2f} s", end="")
    print(f"  {whole['words'] / seconds:,.0f} words, {whole['passages'] / seconds:.1f} passages a second")
    for name, seconds in result["again"].items():
        print(f"{name:34s}{seconds:8.2f} s")
    middle, low, high = statistics.median(many["seconds"]), min(many["seconds"]), max(many["seconds"])
    print(f"{f'`qa build`, {args.files:,} files unchanged':34s}{middle:8.2f} s  ({low:.2f} to {high:.2f}, of {_RUNS})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
