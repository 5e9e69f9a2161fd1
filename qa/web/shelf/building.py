"""The build that is at work, for every session to look at, and what came of the last one. Knows no page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from qa.indexing import BuildProgress, BuildReport, ProgressCallback, Stage


@dataclass(frozen=True, slots=True)
class Build:
    """A build as it stands now.

    Attributes:
        number: tells it from others, counted from 1.
        progress: what was told last.
        begun: when the reading began, by the monotonic clock: what went before says nothing of the time left.
        outcome: the report, or what went wrong; None while it is at work.
    """

    number: int
    progress: BuildProgress
    begun: float
    outcome: BuildReport | Exception | None = None


class Builds:
    """The builds of one library, one after the other. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Build | None = None

    def latest(self) -> Build | None:
        """The build that is at work, or the last that was; None where there was none."""
        return self._latest

    def run(self, build: Callable[[ProgressCallback], BuildReport], progress: ProgressCallback) -> BuildReport:
        """Run a build where all can see it.

        Args:
            build: called with what is to be told of its progress.
            progress: told the same.
        """
        with self._lock:
            number = self._latest.number + 1 if self._latest else 1
            self._latest = Build(number, BuildProgress(Stage.LOOKING), time.monotonic())

        def tell(now: BuildProgress) -> None:
            self._change(number, now)
            progress(now)

        try:
            report = build(tell)
        except Exception as error:
            self._end(number, error)
            raise
        self._end(number, report)
        return report

    def _change(self, number: int, now: BuildProgress) -> None:
        with self._lock:
            if self._latest is not None and self._latest.number == number:
                begun = self._latest.begun if now.fraction else time.monotonic()
                self._latest = replace(self._latest, progress=now, begun=begun)

    def _end(self, number: int, outcome: BuildReport | Exception) -> None:
        with self._lock:
            if self._latest is not None and self._latest.number == number:
                self._latest = replace(self._latest, outcome=outcome)
