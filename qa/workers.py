"""Processes that answer beside this one, where several questions come at once: Python runs on one core of each.

The first question at a time is answered here, as if there were none; a process is started when questions wait, and
ended when none has waited for a while. Whatever goes wrong in one, the question is answered here.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from qa.assistant import Assistant
from qa.encoding.processor import cores
from qa.models import Answer

_log = logging.getLogger(__name__)

MOST = 3
# A process is worth its start where so many ask at once.
_ASKING = 3
_READY_WITHIN, _ANSWERED_WITHIN = 120.0, 60.0
_IDLE, _LOOK = 600.0, 30.0


def default(there: int | None = None) -> int:
    """How many processes may answer beside this one: one for each further core, a few at most."""
    return max(0, min(MOST, (cores() if there is None else there) - 1))


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, index: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=serve, args=(other, index), name="qa worker", daemon=True)
        self._process.start()
        other.close()
        self.used = 0.0

    def is_ready(self) -> bool:
        """Whether it came up; waits until it is known."""
        try:
            return self._pipe.poll(_READY_WITHIN) and self._pipe.recv() is True
        except (OSError, EOFError):
            return False

    def ask(self, question: str, arguments: dict[str, Any]) -> Answer | None:
        """The answer; None where it has none to give, whyever. Raises OSError, EOFError where it is gone."""
        self._pipe.send((question, arguments))
        if not self._pipe.poll(_ANSWERED_WITHIN):
            raise OSError("a worker did not answer")
        answer = self._pipe.recv()
        self.used = time.monotonic()
        return answer if isinstance(answer, Answer) else None

    def end(self) -> None:
        """End it now."""
        self._pipe.close()
        self._process.terminate()
        self._process.join(5)


class Workers:
    """The processes of one index. Safe to share between threads."""

    def __init__(self, index: Path, most: int | None = None) -> None:
        """Args: the index, and how many processes there may be (None: `default()`); none is started."""
        self._index = index
        self._most = default() if most is None else most
        self._state = threading.Condition()
        self._free: list[_Worker] = []
        self._all: list[_Worker] = []
        self._starting = False
        self._here = 0
        self._asking = 0
        self._closed = False

    def ask(self, assistant: Assistant, question: str, **arguments: Any) -> Answer:
        """What `assistant.ask` answers, from this process or another. Arguments and errors as there."""
        worker = self._take()
        if worker is None:
            try:
                return assistant.ask(question, **arguments)
            finally:
                self._give(None)
        answer = None
        try:
            answer = worker.ask(question, arguments)
        except BaseException as error:
            # An answer that is still to come would be taken for that to the next question.
            self._drop(worker)
            if not isinstance(error, Exception):
                raise
            _log.warning("a worker is gone: %s: %s", type(error).__name__, error)
        finally:
            self._give(worker)
        return answer if answer is not None else assistant.ask(question, **arguments)

    def ready(self) -> int:
        """How many processes are up."""
        with self._state:
            return len(self._all)

    def close(self) -> None:
        """End them all."""
        with self._state:
            self._closed = True
            ending, self._all, self._free = self._all, [], []
        for worker in ending:
            worker.end()

    def _take(self) -> _Worker | None:
        """A free process, or None for this one; waits while all are busy."""
        with self._state:
            self._asking += 1
            if self._asking >= _ASKING and len(self._all) < self._most and not (self._starting or self._closed):
                self._starting = True
                threading.Thread(target=self._start, name="qa worker start", daemon=True).start()
            while True:
                if self._here == 0:
                    break
                if self._free:
                    return self._free.pop()
                if not self._all:
                    # There is nothing to wait for.
                    break
                self._state.wait()
            self._here += 1
            return None

    def _give(self, worker: _Worker | None) -> None:
        with self._state:
            self._asking -= 1
            if worker is None:
                self._here -= 1
            elif worker in self._all:
                self._free.append(worker)
            self._state.notify()

    def _drop(self, worker: _Worker) -> None:
        with self._state:
            if worker in self._all:
                self._all.remove(worker)
        worker.end()

    def _start(self) -> None:
        worker, ready = None, False
        try:
            worker = _Worker(self._index)
            ready = worker.is_ready()
        except Exception as error:
            _log.warning("no worker could be started: %s: %s", type(error).__name__, error)
        with self._state:
            self._starting = False
            keep = ready and not self._closed
            if worker is not None and keep:
                worker.used = time.monotonic()
                self._all.append(worker)
                self._free.append(worker)
                self._state.notify()
            elif not ready:
                # It would fail again.
                self._most = len(self._all)
        if keep:
            threading.Thread(target=self._watch, args=(worker,), name="qa worker watch", daemon=True).start()
        elif worker is not None:
            worker.end()

    def _watch(self, worker: _Worker) -> None:
        """End a process that nobody has needed for a while."""
        while True:
            time.sleep(_LOOK)
            with self._state:
                if worker not in self._all:
                    return
                if worker not in self._free or time.monotonic() - worker.used < _IDLE:
                    continue
                self._free.remove(worker)
                self._all.remove(worker)
            worker.end()
            return


def serve(pipe: Connection, index: Path) -> None:
    """Answer what comes through the pipe until it is closed: what the processes run."""
    # Ctrl-C reaches every process of a terminal; this one ends with the one that asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assistant = Assistant.open(index)
        assistant.warm()
        pipe.send(True)
        while True:
            question, arguments = pipe.recv()
            try:
                answer: Answer | None = assistant.ask(question, **arguments)
            except Exception:
                # Asked again in the process that wants to know, so that the error is raised there.
                answer = None
            pipe.send(answer)
    except (EOFError, OSError):
        return
