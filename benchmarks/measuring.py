"""What benchmarks share: spreads of times, and the page served to an installed browser."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile, and of how many."""
    return {"p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[18], "n": len(times)}


def browser_path() -> str | None:
    """An installed Chromium; None, and a word on stderr, where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        print("no Chromium is installed", file=sys.stderr)
    return found


def milliseconds(calls: Iterable[Callable[[], object]]) -> list[float]:
    """How long each call takes."""
    times = []
    for call in calls:
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return times


@contextmanager
def served(work: Path) -> Iterator[str]:
    """`qa serve` over `seeds/` and `index/` of a folder; its address."""
    command = [sys.executable, "-m", "qa.cli", "serve", "--seeds", str(work / "seeds")]
    with subprocess.Popen(
        [*command, "--index", str(work / "index"), "--port", "0"], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        try:
            yield next(line.split()[-1] for line in process.stderr if "the page is at http" in line)
        finally:
            process.terminate()
