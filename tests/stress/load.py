"""Sessions of browsers and calls of programs at once: questions, transcripts, uploads, removals and builds.

`qa serve` runs in a process of its own on this machine; memory, open files and threads are those of that process. A
session is closed after some questions and another is opened in its place, as tabs are.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.stress.frame import Tally, in_memory
from tests.stress.visitor import Refused, Visitor
from tests.support import meetings
from tests.support.site import started

_DOCUMENTS = 12
_USES = (3, 9)
_FIRST = (0.2, 0.5, 0.65, 0.93, 0.75, 0.83, 0.88, 0.99)
"""What each of the sessions does first, whatever the time, so that a short run has seen it all: see `use`."""
_MARK = re.compile(r"mark-\d+-\d+")
_ASKED = (
    "What did {who} say about {what}?",
    "Why have the costs of {what} risen?",
    "Who mentioned {what}?",
    "How do Ben Oyelaran and {who} differ on {what}?",
)
_STEEPEST = 1.0
"""Megabytes a minute that memory may still grow by where a run is long enough to tell."""
_LONG = 240
"""Seconds after which a run is long enough."""
_WARM = 1 / 3
"""Of a run, the part in which memory may grow as it likes."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The server's process at a moment.

    Attributes:
        at: seconds since the run began.
        megabytes: of memory in use.
    """

    at: float
    megabytes: float
    files: int
    threads: int


@dataclass(slots=True)
class Load:
    """One run, shared by its threads."""

    url: str
    tally: Tally
    until: float
    lock: threading.Lock = field(default_factory=threading.Lock)
    slowest: dict[str, float] = field(default_factory=dict)

    def tried(self, what: str, work: Callable[[], str | None]) -> None:
        """Do one thing and count it; `work` says what is wrong, or None."""
        begun = time.monotonic()
        try:
            wrong = work()
        except (Refused, httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            wrong = f"{type(error).__name__}: {error}"
        with self.lock:
            self.slowest[what] = max(self.slowest.get(what, 0.0), time.monotonic() - begun)
            if wrong:
                self.tally.fail(what, wrong)
            else:
                self.tally.note(what, "as it should be")


def session(load: Load, number: int, chance: random.Random) -> None:
    """One person after the other in the same chair, until the time is up."""
    asked = 0
    while not asked or time.monotonic() < load.until:
        try:
            visitor = Visitor(load.url)
        except (Refused, httpx.HTTPError) as error:
            load.tried("open the page", lambda error=error: str(error))
            return
        load.tried("open the page", lambda: None)
        for _ in range(chance.randint(*_USES)):
            if asked and time.monotonic() >= load.until:
                break
            asked += 1
            choice = chance.random() if asked > 1 else _FIRST[number % len(_FIRST)]
            use(load, visitor, f"mark-{number}-{asked}", choice, chance)
        visitor.close()


def use(load: Load, visitor: Visitor, mark: str, choice: float, chance: random.Random) -> None:
    """One thing that people or programs do, by `choice` from 0 to 1; `mark` stands in no other question."""
    who, what = chance.choice(meetings.PEOPLE).title(), chance.choice(meetings.TOPICS)
    question = f"{chance.choice(_ASKED).format(who=who, what=what)} {mark}"
    document = f"meeting-{chance.randrange(_DOCUMENTS):05d}"
    if choice < 0.45:
        load.tried("question on the page", lambda: _foreign(visitor.ask(question), mark))
        if chance.random() < 0.3:
            load.tried("citation opened", lambda: _foreign(visitor.follow(), mark))
    elif choice < 0.60:
        load.tried("transcript opened", lambda: _unless("turns", visitor.read(_file(document))))
    elif choice < 0.72:
        load.tried("/ask", lambda: _unless(question, visitor.call("ask", [question])["question"]))
    elif choice < 0.80:
        load.tried("/search", lambda: _unless("hits", " ".join(visitor.call("search", [what, 5]))))
    elif choice < 0.86:
        load.tried("/turns", lambda: _unless("turns", " ".join(visitor.call("turns", [_file(document), 1]))))
    elif choice < 0.90:
        load.tried("/documents", lambda: _unless("documents", " ".join(visitor.call("documents", []))))
    elif choice < 0.97:
        # What is added is there for all: it holds no mark of a question.
        word = mark.replace("mark", "file")
        name = f"{word}.txt"
        load.tried("file added", lambda: _unless("indexed", visitor.add(name, _talk(word))))
        load.tried("document removed", lambda: _unless("transcripts indexed", visitor.remove(name)))
    else:
        load.tried("rebuild", lambda: _unless("indexed", visitor.rebuild()))


def _file(document: str) -> str:
    """The even meetings are JSON."""
    return f"{document}.{'txt' if int(document[-5:]) % 2 else 'json'}"


def _talk(word: str) -> bytes:
    return f"ANNA KOVACS: The report {word} came in.\n\nBEN OYELARAN: I have read {word}, and I agree.\n".encode()


def _foreign(said: str, mark: str) -> str | None:
    """Whether something of another session's conversation stands in what this one is told."""
    others = sorted(set(_MARK.findall(said)) - {mark})
    return f"{others} in what {mark} was told" if others else None


def _unless(expected: str, said: str) -> str | None:
    return None if expected in said else f"no {expected!r} in {said[:500]!r}"


def sample(pid: int, begun: float) -> Sample:
    """The process as Linux sees it."""
    status = Path(f"/proc/{pid}/status").read_text()
    value = {name: int(number) for name, number in re.findall(r"^(VmRSS|Threads):\s+(\d+)", status, re.MULTILINE)}
    files = len(os.listdir(f"/proc/{pid}/fd"))
    return Sample(time.monotonic() - begun, value["VmRSS"] / 1024, files, value["Threads"])


def slope(points: list[tuple[float, float]]) -> float:
    """How steeply a value grows, a minute: the line nearest to the points."""
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return 60 * sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def judge(samples: list[Sample], seconds: float, tally: Tally) -> None:
    """Whether memory, files and threads stay where they were after warm-up."""
    warm = [one for one in samples if one.at >= seconds * _WARM]
    rises = slope([(one.at, one.megabytes) for one in warm])
    said = f"{warm[0].megabytes:.0f} to {warm[-1].megabytes:.0f} MB, {rises:+.2f} MB a minute"
    if seconds >= _LONG and rises > _STEEPEST:
        tally.fail("memory", said)
    else:
        tally.note("memory", said)
    for what, first, last in (
        ("open files", [one.files for one in warm[: len(warm) // 2]], [one.files for one in warm[len(warm) // 2 :]]),
        ("threads", [one.threads for one in warm[: len(warm) // 2]], [one.threads for one in warm[len(warm) // 2 :]]),
    ):
        said = f"at most {max(first)}, then {max(last)}"
        # A few more may be in use at once by chance; what leaks grows with every session.
        if seconds >= _LONG and max(last) > 1.2 * max(first) + 10:
            tally.fail(what, said)
        else:
            tally.note(what, said)


def run(seconds: float, sessions: int, seed: int) -> tuple[Tally, Load]:
    """Serve, and use what is served."""
    tally = Tally("load", seed)
    env = {**os.environ, "HF_HUB_OFFLINE": "1"}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [env.get("PYTHONPATH"), str(Path(__file__).parents[2])]))
    with in_memory() as folder:
        meetings.write_many(folder / "seeds", _DOCUMENTS)
        samples = []
        with started(folder / "seeds", folder / "index", env, quiet=False) as (url, pid):
            Visitor(url).close()
            begun = time.monotonic()
            load = Load(url, tally, begun + seconds)
            chances = [random.Random(f"{seed} {number}") for number in range(sessions)]
            threads = [
                threading.Thread(target=session, args=(load, number, chance), name=f"session-{number}")
                for number, chance in enumerate(chances)
            ]
            for thread in threads:
                thread.start()
            while time.monotonic() < load.until:
                samples.append(sample(pid, begun))
                time.sleep(min(1.0, seconds / 20))
            for thread in threads:
                thread.join()
            left = sample(pid, begun)
            tally.note("afterwards", f"{left.megabytes:.0f} MB, {left.files} files, {left.threads} threads")
        judge(samples, seconds, tally)
        log = (folder / "errors.txt").read_text().splitlines()
        if said := [line for line in log if not line.startswith("the page is at ")]:
            tally.fail("log", " ".join(said)[-2000:])
    return tally, load


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=1800, help="how long (1800)")
    parser.add_argument("--sessions", type=int, default=20, help="at once (20)")
    parser.add_argument("--seed", type=int, default=1, help="of what each does (1)")
    parser.add_argument("--json", action="store_true", help="print the tally as JSON")
    given = parser.parse_args()
    tally, load = run(given.seconds, given.sessions, given.seed)
    code = tally.report(as_json=given.json)
    if not given.json:
        slowest = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in sorted(load.slowest.items()))
        sys.stdout.write(f"  slowest: {slowest}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
