"""A full disk, and an index that cannot be written.

Where the user is root the full disk is a small file system in memory, and the index that cannot be written one that is
mounted so; else a limit on the size of files, and permissions.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa.errors import QAError
from tests.stress import world
from tests.stress.frame import Tally, error_of, in_child, in_memory, main, value_of
from tests.stress.world import World

_NUMBERS = range(6)
_MORE = [*range(1, 6), 10, 11]
_DISK = 4_000_000


def may_mount() -> bool:
    """Whether this process can mount a file system."""
    return os.geteuid() == 0 and sys.platform == "linux" and _mounts()


def _mounts() -> bool:
    with in_memory() as folder:
        done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], capture_output=True, check=False)
        return done.returncode == 0 and subprocess.run(["umount", str(folder)], check=False).returncode == 0


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """A disk of its own in a folder."""
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def full_disk(count: int, chance: random.Random, tally: Tally, folder: Path, *, mounted: bool) -> None:
    """Builds that run out of space at some point: an error that says so, the old state or the new, and no harm."""
    for name, full, first in (("first build", False, True), ("incremental build", False, False), ("full", True, False)):
        fault = f"disk full, {name}, {'small file system' if mounted else 'limit on the size of files'}"
        for number in range(count):
            here = World(folder / f"{name} {number}")
            world.write_seeds(here.folder / "seeds", _NUMBERS)
            here.index.mkdir()
            if mounted:
                here.index.rmdir()
                with disk(here.index):
                    _run_out(here, fault, tally, chance, full=full, first=first, mounted=True)
            else:
                _run_out(here, fault, tally, chance, full=full, first=first, mounted=False)


def _run_out(
    here: World, fault: str, tally: Tally, chance: random.Random, *, full: bool, first: bool, mounted: bool
) -> None:
    words = world.codes({*_NUMBERS, *_MORE})
    old = None if first else value_of(lambda: (_built(here), world.look(here.index, words))[1])
    world.write_seeds(here.folder / "seeds", _MORE)
    room = int(chance.random() ** 2 * 900_000)
    filler = here.index / "filler"
    if mounted:
        status = os.statvfs(here.index)
        filler.write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - room)))

    def tight() -> str | None:
        if not mounted:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            _built(here, full=full)
        except QAError as error:
            return f"{type(error).__name__}: {error}"
        return None

    ended = in_child(tight)
    trouble = ended.trouble
    if ended.value is not None and "space" not in ended.value:
        trouble = f"an error that does not say what is wrong: {ended.value}"
    # As tight as before: what was there can still be read, where there is room for what SQLite shares with others.
    left = value_of(lambda: world.look(here.index, words))
    filler.unlink(missing_ok=True)
    if "open" in left and "space" in left["open"]["error"]:
        left = value_of(lambda: world.look(here.index, words))
    new = value_of(lambda: (_built(here), world.look(here.index, words), world.strays(here.index)))
    trouble = trouble or _neither(left, old, new[1]) or (f"left behind: {new[2]}" if new[2] else None)
    if trouble:
        tally.fail(fault, f"with room for {room}: {trouble}")
    else:
        tally.note(fault, "said so" if ended.value else "room enough")


def _neither(left: dict[str, Any], old: dict[str, Any] | None, new: dict[str, Any]) -> str | None:
    """What is wrong with what is left of an index whose build failed."""
    wrong = [part for part, value in new.items() if world.failed(value)]
    if wrong:
        return f"the next build does not mend it: {new[wrong[0]]}"
    if "open" in left:
        return None if old is None else f"cannot be opened: {left['open']['error']}"
    wrong = [part for part, value in left.items() if world.failed(value)]
    if wrong:
        return f"{wrong[0]} cannot be read: {left[wrong[0]]['error']}"
    return None if left["said"] in [state["said"] for state in (old, new) if state] else "a mixture of states"


def read_only(tally: Tally, folder: Path, *, mounted: bool) -> None:
    """An index that cannot be written: it answers as before, and a build says what is wrong."""
    fault = f"read-only index, {'mounted so' if mounted else 'by permissions'}"
    here = World(folder / "read-only")
    world.write_seeds(here.folder / "seeds", _NUMBERS)
    words = world.codes(_NUMBERS)
    truth = value_of(lambda: (_built(here), world.look(here.index, words))[1])
    world.write_seeds(here.folder / "seeds", _MORE)
    with _unwritable(here.index, mounted):
        seen = value_of(lambda: world.look(here.index, words))
        built = in_child(lambda: error_of(lambda: _built(here)))
    if seen != truth:
        parts = [part for part in truth if seen.get(part) != truth[part]]
        tally.fail(fault, f"other answers: {parts}, {seen.get(parts[0])!r:.300}")
    elif built.trouble or not built.value or "cannot be written" not in built.value:
        tally.fail(fault, f"the build says: {built.trouble or built.value}")
    else:
        tally.note(fault, "same answers, the build says so")


@contextmanager
def _unwritable(index: Path, mounted: bool) -> Iterator[None]:
    if mounted:
        subprocess.run(["mount", "--bind", str(index), str(index)], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", str(index)], check=True)
    paths = [index, *index.rglob("*")]
    try:
        if not mounted:
            for path in paths:
                path.chmod(path.stat().st_mode & ~0o222)
        yield
    finally:
        if mounted:
            subprocess.run(["umount", str(index)], check=True)
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)


def _built(here: World, *, full: bool = False) -> int:
    here.scale()
    return here.build(full=full).encoded


def run(count: int, seed: int) -> Tally:
    """Try each fault `count` times, or as often as it has ways to differ."""
    tally, chance = Tally("faults", seed), random.Random(seed)
    mounts = may_mount()
    with in_memory() as folder:
        full_disk(count, chance, tally, folder / "full", mounted=mounts)
        full_disk(count, chance, tally, folder / "limited", mounted=False)
        if mounts or os.geteuid():
            read_only(tally, folder, mounted=mounts)
        else:
            tally.note("read-only index", "skipped: root may write everywhere, and nothing can be mounted")
    return tally


if __name__ == "__main__":
    world.one_thread()
    world.warm()
    sys.exit(main(run, __doc__, count=50))
