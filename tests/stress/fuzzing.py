"""What the fuzzers share: inputs steered by what they reach (atheris), failures gathered instead of ending the run.

A fuzzer runs in a process of its own, as the engine ends the process it runs in; it notes what it finds in a file.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from tests.stress.frame import Options, Tally, in_memory

_NOTE = "QA_FUZZ_NOTE"
_OFTEN = 20
SECONDS = 10.0
"""No input of at most `LONGEST` bytes may take longer."""
LONGEST = 20_000


@dataclass(slots=True)
class Findings:
    """What one run tried and found; written to a file now and then, as the engine ends the process without a word.

    Attributes:
        path: of that file.
        tried: inputs.
        accepted: of these, the ones that ended in no error.
        failed: those that ended in one that is not ours.
        slowest: seconds.
        failures: by where they happened, the input and the traceback.
    """

    path: Path
    tried: int = 0
    accepted: int = 0
    failed: int = 0
    slowest: float = 0.0
    failures: dict[str, tuple[str, str]] = field(default_factory=dict)

    def attempt(self, data: bytes, work: Callable[[bytes], bool]) -> None:
        """Try one input; `work` says whether it was accepted, and raises what is no error of ours."""
        self.tried += 1
        begun = time.perf_counter()
        new = False
        try:
            self.accepted += work(data)
        except Exception as error:
            self.failed += 1
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            new = where not in self.failures
            self.failures.setdefault(where, (data.hex(), traceback.format_exc(limit=-4)))
        took = time.perf_counter() - begun
        if took > SECONDS:
            new = "too slow" not in self.failures
            self.failures.setdefault("too slow", (data.hex(), f"{took:.1f} s for {len(data)} bytes"))
        self.slowest = max(self.slowest, took)
        if new or self.tried < _OFTEN or self.tried % _OFTEN == 0:
            self.write()

    def write(self) -> None:
        """Write what has been found so far."""
        self.path.write_text(
            json.dumps([self.tried, self.accepted, self.failed, self.slowest, self.failures]), encoding="utf-8"
        )


def is_installed() -> bool:
    """Whether the engine is here; it has no builds for the newest interpreters, and so is no dependency."""
    return find_spec("atheris") is not None


def is_child() -> bool:
    """Whether this process is one that `run` has started."""
    return _NOTE in os.environ


def run(name: str, module: str, corpora: dict[str, list[bytes]], given: Options) -> Tally:
    """Fuzz each target, `given.count` inputs each.

    Args:
        name: of the tally.
        module: run again for each target, with the target and the engine's own options as arguments.
        corpora: of each target, the inputs to begin with.
        given: options of the command line.
    """
    tally = Tally(name, given.seed)
    if not is_installed():
        tally.note("all", "skipped: atheris is not installed (`pip install atheris`)")
        return tally
    for target, corpus in corpora.items():
        with in_memory() as folder:
            _seed(folder / "corpus", corpus)
            note = folder / "note.json"
            engine = [f"-runs={given.count}", f"-seed={given.seed}", f"-max_len={LONGEST}", "-timeout=60"]
            engine += ["-verbosity=0", f"-artifact_prefix={folder}/"]
            done = subprocess.run(
                [sys.executable, "-m", module, target, *engine, str(folder / "corpus")],
                env={**os.environ, _NOTE: str(note)}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if not note.exists():
                tally.fail(target, f"ended without a word: {done.stderr[-2000:]}")
                continue
            tried, accepted, failed, slowest, failures = json.loads(note.read_text("utf-8"))
            tally.note(target, f"taken, the slowest in {slowest:.2f} s", accepted)
            tally.note(target, "refused by our error", tried - accepted - failed)
            if done.returncode:
                tally.fail(target, f"the engine ended with {done.returncode}: {done.stderr[-2000:]}")
            for where, (data, told) in failures.items():
                tally.fail(target, f"{where}: input {data[:4000]}\n{told}")
    return tally


def _seed(folder: Path, corpus: Iterable[bytes]) -> None:
    folder.mkdir()
    for data in corpus:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data[:LONGEST])


@contextmanager
def instrumented() -> Iterator[None]:
    """What is imported within tells the engine which of its branches an input takes."""
    import atheris  # type: ignore[import-untyped]

    with atheris.instrument_imports(include=["qa"]):
        yield


def fuzz(arguments: list[str], work: Callable[[bytes], bool]) -> None:
    """Let the engine find inputs for `work`; ends the process."""
    import atheris

    found = Findings(Path(os.environ[_NOTE]))
    atheris.Setup([sys.argv[0], *arguments], lambda data: found.attempt(data, work))
    atheris.Fuzz()
