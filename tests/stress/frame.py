"""What the trials share: options, children that may die, the tally of what came of it."""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qa.errors import QAError

_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Options:
    """How a trial is to be run.

    Attributes:
        count: trials of each kind.
        seed: of all chance; the same seed tries the same things.
        as_json: print the tally as JSON.
    """

    count: int
    seed: int
    as_json: bool


def options(description: str | None, count: int) -> Options:
    """What the command line says; `count` is the default."""
    parser = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=count, help=f"trials of each kind ({count})")
    parser.add_argument("--seed", type=int, default=1, help="of all chance (1)")
    parser.add_argument("--json", action="store_true", help="print the tally as JSON")
    given = parser.parse_args()
    return Options(given.count, given.seed, given.json)


@dataclass(slots=True)
class Tally:
    """What was tried and what came of it.

    Attributes:
        name: of the trial.
        seed: that it was run with.
        outcomes: by kind of fault, how often each outcome was seen.
        failures: what should not have been, with what is needed to see it again.
    """

    name: str
    seed: int
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def note(self, fault: str, outcome: str, times: int = 1) -> None:
        """Count an outcome that is as it should be."""
        self.outcomes.setdefault(fault, Counter())[outcome] += times

    def fail(self, fault: str, what: str) -> None:
        """Count one that is not."""
        self.note(fault, "FAILED")
        self.failures.append(f"{fault}: {what}")

    def report(self, *, as_json: bool = False) -> int:
        """Print it; the exit code."""
        if as_json:
            record = {"name": self.name, "seed": self.seed, "outcomes": self.outcomes, "failures": self.failures}
            sys.stdout.write(json.dumps(record, indent=2) + "\n")
            return int(bool(self.failures))
        lines = [f"{self.name} (seed {self.seed})"]
        for fault, outcomes in self.outcomes.items():
            shown = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common())
            lines.append(f"  {fault}: {outcomes.total()} tried; {shown}")
        lines += [f"  ! {failure}" for failure in self.failures[:_MOST_SHOWN]]
        if len(self.failures) > _MOST_SHOWN:
            lines.append(f"  ! and {len(self.failures) - _MOST_SHOWN} more")
        sys.stdout.write("\n".join(lines) + "\n")
        return int(bool(self.failures))


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended.

    Attributes:
        value: what its work returned; None where it returned nothing.
        trouble: the traceback, the signal or the time that ended it; None where it ended well.
    """

    value: Any = None
    trouble: str | None = None


@dataclass(slots=True)
class Child:
    """A process of its own, forked from this one, that does one piece of work."""

    pid: int
    pipe: int

    def killed(self) -> None:
        """Kill it as `kill -9` does, and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.pipe)

    def ended(self, seconds: float = 60) -> Ended:
        """Wait for its end; what takes longer than so many seconds is killed."""
        received, until = b"", time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self.pipe], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                self.killed()
                return Ended(trouble=f"still at work after {seconds:.0f} s")
            piece = os.read(self.pipe, 1 << 16)
            if not piece:
                break
            received += piece
        os.close(self.pipe)
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if status < 0:
            return Ended(trouble=f"killed by {signal.Signals(-status).name}")
        value, trouble = json.loads(received) if received else (None, "ended without a word")
        return Ended(value, trouble)


@contextmanager
def in_memory() -> Iterator[Path]:
    """A temporary folder; where Linux has its own for that, in memory, as each trial syncs many files."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def child(work: Callable[[], Any]) -> Child:
    """Begin a piece of work in a child; what it returns must be JSON.

    The work is done in a fork of this process, which therefore should have no threads.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    # Whatever happens, the fork must never go on with what its parent is doing.
    try:
        os.close(reading)
        devnull = os.open(os.devnull, os.O_RDWR)
        os.dup2(devnull, 2)
        try:
            data = json.dumps((work(), None)).encode()
        except BaseException:
            data = json.dumps((None, traceback.format_exc())).encode()
        while data:
            data = data[os.write(writing, data) :]
    finally:
        os._exit(0)


def in_child(work: Callable[[], Any], seconds: float = 60) -> Ended:
    """Do a piece of work in a child, and wait for its end."""
    return child(work).ended(seconds)


def value_of(work: Callable[[], Any]) -> Any:
    """What a piece of work returns that is done in a child and has to end well."""
    ended = in_child(work)
    assert ended.trouble is None, ended.trouble
    return ended.value


def error_of(work: Callable[[], Any]) -> str | None:
    """What it is refused with; None where it is done."""
    try:
        work()
    except QAError as error:
        return f"{type(error).__name__}: {error}"
    return None


def main(run: Callable[[int, int], Tally], description: str | None, count: int) -> int:
    """Run a trial from the command line, and print what came of it; the exit code."""
    given = options(description, count)
    return run(given.count, given.seed).report(as_json=given.as_json)
