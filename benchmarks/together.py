"""Sixteen questions at once through the page's API against one at a time: `python -m benchmarks.together`.

All 35 meetings of the validation split indexed, the model warm, `qa serve` in a process of its own. First one program
asks alone, then sixteen ask the same questions between them. An answer that differs from the one given to the lone
program counts as lost.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.measuring import served, spread
from benchmarks.qmsum import SPLIT, write_meetings
from qa.config import Settings
from qa.indexing import build_index

_PATIENCE = 120
_STARTS = 10


def ask(url: str, question: str) -> tuple[float, Any]:
    """Milliseconds until the answer is there, and the answer; None for an error."""
    begun = time.perf_counter()
    request = urllib.request.Request(
        f"{url}gradio_api/call/ask", json.dumps({"data": [question]}).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE) as reply:
        event = json.load(reply)["event_id"]
    answer = None
    with urllib.request.urlopen(f"{url}gradio_api/call/ask/{event}", timeout=_PATIENCE) as stream:
        name = ""
        for raw in stream:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: ") and name == "complete":
                answer = json.loads(line.removeprefix("data: "))[0]
    return 1000 * (time.perf_counter() - begun), answer


def asked(url: str, questions: Sequence[str], clients: int) -> tuple[float, list[float], list[Any]]:
    """Questions a second, how long each took, and the answers, in order."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as programs:
        found = list(programs.map(lambda question: ask(url, question), questions))
    return len(questions) / (time.perf_counter() - begun), [one[0] for one in found], [one[1] for one in found]


def main() -> int:
    """Build where needed, serve, ask, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    parser.add_argument("--questions", type=int, default=160, help="how many are asked")
    parser.add_argument("--clients", type=int, default=16, help="how many ask at once")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        questions = [one.question for one in write_meetings(args.split, work / "seeds")][: args.questions]
        build_index(Settings(seeds=work / "seeds", index=work / "index"))
        with served(work) as url:
            asked(url, questions[:20], 1)
            result: dict[str, Any] = {}
            expected: list[Any] = []
            for clients in (1, args.clients):
                if clients > 1:
                    # A process that answers beside the page starts when many ask, and takes seconds to.
                    asked(url, questions[:32], clients)
                    time.sleep(_STARTS)
                rate, times, answers = asked(url, questions, clients)
                expected = expected or answers
                lost = sum(one is None or one != other for one, other in zip(answers, expected, strict=True))
                result[str(clients)] = {"questions a second": rate, "milliseconds": spread(times), "lost": lost}
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {len(questions)} asked\n")
    print(f"{'at once':>8s}{'a second':>10s}{'p50 ms':>8s}{'p95 ms':>8s}{'lost':>6s}")
    for clients_, one in result.items():
        times_ = one["milliseconds"]
        print(
            f"{clients_:>8s}{one['questions a second']:10.1f}{times_['p50']:8.0f}{times_['p95']:8.0f}{one['lost']:6d}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
