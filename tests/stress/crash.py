"""Builds killed at random moments: the last good state or the new one, and nothing encoded twice.

Each trial copies a small index, kills what a build does to it as `kill -9` does, and then opens, searches, builds and
looks again. Every second moment is counted in calls of the store and its engines, which finds the same place again
with the same seed; the others are a share of the time that the work takes, and lie inside the engines too.
"""

from __future__ import annotations

import mmap
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from qa.models import Passage
from qa.store import derived, staging
from qa.store.writer import StoreWriter
from tests.stress import world
from tests.stress.frame import Child, Tally, child, in_child, in_memory, main, value_of
from tests.stress.world import World

STEPS = "keep upsert _add_lexical _swap _remove_lexical".split()
_WATCHED = ("/qa/store/", "/qa/lexical/", "/qa/vectors/index.py", "/qa/folder.py")
_A = range(10)


@dataclass(frozen=True, slots=True)
class Operation:
    """Work that is to be killed.

    Attributes:
        name: of it.
        numbers: of the meetings that are there when it begins.
        instead: of some of these, whose words the file holds by then.
        large: vectors lie in lists.
        full: everything is read again, and every derived file written anew.
        first: there is no index yet.
        undone: before the next build, what has changed in the folder is changed back.
    """

    name: str
    numbers: Sequence[int]
    instead: dict[int, int] | None = None
    large: bool = False
    full: bool = False
    first: bool = False
    undone: bool = False


OPERATIONS = (
    Operation("build", _A, first=True),
    Operation("incremental build", [*_A, 10, 11], {3: 53, 4: 54}),
    Operation("incremental build, undone", [*_A, 10, 11], {3: 53, 4: 54}, undone=True),
    Operation("delete", [number for number in _A if number not in (0, 5)]),
    Operation("compaction, exact", _A, full=True),
    # What has come and gone is more than may stand beside the lists: they are written anew, and the words too.
    Operation("compaction, lists", [*range(2, 10), 12], {6: 56}, large=True),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation ready to be tried again and again.

    Attributes:
        before: what it begins with.
        old: what can be read of that; None where there is nothing yet.
        new: what can be read when it has ended.
        calls: how many calls it takes.
        seconds: how long it takes.
        words: that stand in one meeting alone, of both states.
    """

    operation: Operation
    before: World
    old: dict[str, Any] | None
    new: dict[str, Any]
    calls: int
    seconds: float
    words: list[str]


def prepare(operation: Operation, folder: Path) -> Prepared:
    """Build what the operation begins with, and run it unharmed once."""
    start = World(folder / "before", operation.large)
    words = world.codes({*_A, *operation.numbers, *(operation.instead or {}).values()})
    world.write_seeds(start.folder / "seeds", _A)
    old = (
        None
        if operation.first
        else value_of(lambda: (_build(start, log=start.folder / "encoded"), world.look(start.index, words))[1])
    )
    world.write_seeds(start.folder / "seeds", operation.numbers, operation.instead)
    calls = value_of(lambda: _counted(start.copied(folder / "trial"), operation))
    seconds = min(value_of(lambda: _timed(start.copied(folder / "trial"), operation)) for _ in range(3))
    new = value_of(lambda: world.look(folder / "trial" / "index", words))
    return Prepared(operation, start, old, new, calls, seconds, words)


def trial(prepared: Prepared, folder: Path, tally: Tally, chance: random.Random, by_calls: bool) -> None:
    """Kill the operation once, and see what is left."""
    here = prepared.before.copied(folder / "trial")
    log, kept, step = folder / "encoded", folder / "kept", mmap.mmap(-1, 64)
    for path in (log, kept):
        path.unlink(missing_ok=True)
    moment = chance.random()
    if by_calls:
        at = 1 + int(moment * prepared.calls)
        killed = child(lambda: _killed_at(at, here, prepared.operation, log, kept, step))
        told = f"call {at} of {prepared.calls}"
        killed.ended()
    else:
        killed = child(lambda: _watched(here, prepared.operation, log, kept, step))
        told = f"{moment:.3f} of {prepared.seconds * 1000:.0f} ms"
        _kill_after(killed, moment * prepared.seconds * 1.1, step)
    fell = step[:].rstrip(b"\0").decode() or "before"
    name = prepared.operation.name
    done = set(world.noted(kept)) | (set() if prepared.operation.first else _encoded_before(prepared.before))
    ended = in_child(lambda: _afterwards(here, prepared, log))
    trouble = ended.trouble or _wrong(ended.value, prepared, done)
    if trouble:
        tally.fail(name, f"killed at {told}, in {fell}: {trouble}")
        shutil.copytree(here.folder, folder / f"failed-{len(tally.failures)}", dirs_exist_ok=True)
        return
    tally.note(name, f"{_state(ended.value['left'], prepared)} state")
    tally.note(f"where the kills of {name} fell", fell)


def run(count: int, seed: int, operations: Sequence[Operation] = OPERATIONS) -> Tally:
    """Try each operation `count` times."""
    tally, chance = Tally("crash", seed), random.Random(seed)
    with in_memory() as place:
        for operation in operations:
            folder = place / operation.name.replace(" ", "-")
            prepared = prepare(operation, folder)
            for number in range(count):
                trial(prepared, folder, tally, chance, by_calls=number % 2 == 0)
    return tally


def _build(here: World, operation: Operation | None = None, log: Path | None = None) -> int:
    here.scale()
    return here.build(log, full=operation is not None and operation.full).encoded


def _encoded_before(before: World) -> set[str]:
    """What was encoded for the state that the operation begins with."""
    return set(world.noted(before.folder / "encoded"))


def _counted(here: World, operation: Operation) -> int:
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += _is_watched(frame, event)

    sys.setprofile(count)
    _build(here, operation)
    sys.setprofile(None)
    return calls


def _timed(here: World, operation: Operation) -> float:
    begun = time.monotonic()
    _build(here, operation)
    return time.monotonic() - begun


def _killed_at(at: int, here: World, operation: Operation, log: Path, kept: Path, step: mmap.mmap) -> None:
    left = at

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal left
        left -= _is_watched(frame, event)
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    _watch(kept, step)
    sys.setprofile(count)
    _build(here, operation, log)


def _is_watched(frame: FrameType, event: str) -> bool:
    """Whether an event is one of the store's: its own calls, and those that it makes of SQLite and the engines."""
    return event in ("call", "c_call", "c_return") and any(name in frame.f_code.co_filename for name in _WATCHED)


def _watched(here: World, operation: Operation, log: Path, kept: Path, step: mmap.mmap) -> None:
    _watch(kept, step)
    step[:5] = b"begun"
    _build(here, operation, log)


def _kill_after(killed: Child, seconds: float, step: mmap.mmap) -> None:
    while step[:1] == b"\0":
        time.sleep(0.0005)
    time.sleep(seconds)
    killed.killed()


def _watch(kept: Path, step: mmap.mmap) -> None:
    """Note which step the build is in, and every passage whose vector has been committed."""

    def noting(owner: Any, name: str) -> None:
        original: Callable[..., Any] = getattr(owner, name)

        def noted(*arguments: Any) -> Any:
            step[:] = name.lstrip("_").encode().ljust(64, b"\0")
            result = original(*arguments)
            step[:] = f"after {name.lstrip('_')}".encode().ljust(64, b"\0")
            return result

        setattr(owner, name, noted)

    keep = StoreWriter.keep

    def keep_and_note(self: StoreWriter, passages: Sequence[Passage], *more: Any) -> None:
        keep(self, passages, *more)
        world.note(kept, [passage.embedded for passage in passages])

    StoreWriter.keep = keep_and_note  # type: ignore[method-assign,assignment]
    for name in STEPS:
        noting(StoreWriter, name)
    for owner, name in ((staging, "purge_dead"), (derived, "write_base"), (derived, "record_files")):
        noting(owner, name)


def _afterwards(here: World, prepared: Prepared, log: Path) -> dict[str, Any]:
    """Open, search, build, and look again."""
    left = world.look(here.index, prepared.words)
    log.unlink(missing_ok=True)
    if prepared.operation.undone:
        world.write_seeds(here.folder / "seeds", _A)
    _build(here, log=log)
    encoded = world.noted(log)
    new = world.look(here.index, prepared.words)
    return {
        "left": left, "encoded": encoded, "new": new, "again": _build(here), "strays": world.strays(here.index),
    }  # fmt: skip


def _state(left: dict[str, Any], prepared: Prepared) -> str:
    if "open" in left:
        return "no"
    old, new = ((state or {}).get("said") == left["said"] for state in (prepared.old, prepared.new))
    return "the same" if old and new else "old" if old else "new"


def _wrong(after: dict[str, Any], prepared: Prepared, done: set[str]) -> str | None:
    """What should not be so after the kill; None where all is well."""
    return (
        _mixed(after["left"], prepared)
        or _not_new(after["new"], prepared)
        or _twice(after, prepared, done)
        or (f"left behind: {', '.join(after['strays'])}" if after["strays"] else None)
        or ("a further build encodes" if after["again"] else None)
    )


def _twice(after: dict[str, Any], prepared: Prepared, done: set[str]) -> str | None:
    if prepared.operation.undone and _state(after["left"], prepared) == "new":
        # What was published instead had gone for good.
        return None
    twice = done.intersection(after["encoded"])
    return f"encoded again: {len(twice)} passages" if twice else None


def _mixed(left: dict[str, Any], prepared: Prepared) -> str | None:
    if "open" in left:
        missing = prepared.old is None and left["open"]["kind"] in ("StoreMissing", "StoreUnfinished")
        return None if missing else f"cannot be opened: {left['open']['error']}"
    for part, value in left.items():
        if world.failed(value):
            return f"{part}: {value['error']}"
    states = [state for state in (prepared.old, prepared.new) if state is not None]
    for state in states:
        if left["said"] == state["said"]:
            wrong = world.lies(left, state["said"])
            for word, hits in left["found"].items():
                if hits["found"] != state["found"][word]["found"]:
                    wrong = f"{word} is found: {hits['found']}, in a state where that is {not hits['found']}"
            return wrong or (None if left["counted"] == state["counted"] else "other counts than in its state")
    return "neither the old state nor the new"


def _not_new(seen: dict[str, Any], prepared: Prepared) -> str | None:
    wanted = prepared.old if prepared.operation.undone and prepared.old is not None else prepared.new
    for part, value in wanted.items():
        # In lists the nearest are nearly all the nearest, and words that are gone weigh until they are written anew;
        # what is read a second time comes in another order where hits are equally good.
        if part in ("found", "asked") and (prepared.operation.large or prepared.operation.undone):
            continue
        if seen.get(part) != value:
            return f"after the next build, {part} is another"
    return world.lies(seen, wanted["said"])


if __name__ == "__main__":
    world.one_thread()
    world.warm()
    sys.exit(main(run, __doc__, count=200))
