"""Bytes flipped in and cut off every file of an index: an error that says so, or the same answer; then a build mends.

Each case copies a small index, damages one of its files, and then opens, searches, reads and builds in a process of its
own. Where that build says that more is needed, `--full` must do. A citation of what was not said, a word that is
missing without a word about it, a traceback or a crash is a failure; what is sound is never encoded again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import QAError
from qa.store import derived
from tests.stress import world
from tests.stress.frame import Tally, in_child, in_memory, main
from tests.stress.world import World

_NUMBERS = range(10)
# They hold nothing: locks, and what SQLite writes anew from the log.
_PASSED_OVER = (".lock", "-shm")
_DERIVED = ("passages-", "vectors-", "lexical/")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of index whose files are damaged.

    Attributes:
        name: of the form.
        large: vectors lie in lists.
        trusting: damage leaves size and time of a file as they were, and files are believed by these.
        log: the log of SQLite holds what was published, as after a build that was killed at its end.
        only: files whose names hold this.
    """

    name: str
    large: bool = False
    trusting: bool = False
    log: bool = False
    only: str = ""


FORMS = (
    Form("exact"),
    Form("log", log=True, only=".sqlite"),
    Form("lists", large=True, only="-"),
    Form("lists, trusted", large=True, trusting=True),
)


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage to a file.

    Attributes:
        kind: "flip" a bit, "zero" or "noise" over some bytes, "cut" the end off.
        at: where it begins.
        bits: which of a byte to flip; how many bytes are overwritten, otherwise.
    """

    kind: str
    at: int
    bits: int

    def apply(self, path: Path, *, unnoticed: bool) -> None:
        """Do it; `unnoticed` leaves the times as they are."""
        status = path.stat()
        data = bytearray(path.read_bytes())
        if self.kind == "cut":
            del data[self.at :]
        elif self.kind == "flip":
            data[self.at] ^= 1 << self.bits % 8
        else:
            length = min(self.bits, len(data) - self.at)
            noise = random.Random(self.at).randbytes(length)
            data[self.at : self.at + length] = bytes(length) if self.kind == "zero" else noise
        path.write_bytes(data)
        if unnoticed:
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def places(size: int, count: int, chance: random.Random) -> Iterator[Damage]:
    """So many damages to a file of this size; of small files every byte before any twice, the first bytes always."""
    kinds = ("flip", "flip", "flip", "cut", "zero", "noise")
    head = list(range(min(size, count // 10)))
    rest = chance.sample(range(size), size) if size <= count else [chance.randrange(size) for _ in range(count)]
    for number, at in zip(range(count), [*head, *rest, *rest], strict=False):
        yield Damage(chance.choice(kinds), at, chance.randrange(1, 65) if number % 4 else 512)


def prepare(form: Form, folder: Path) -> tuple[World, list[dict[str, Any]]]:
    """The sound index, and all that can be read of it.

    Where the log is to be damaged, what could be read before the publication that it holds comes second: a log that is
    damaged ends where the damage begins.
    """
    sound = World(folder / "sound", form.large, form.trusting)
    world.write_seeds(sound.folder / "seeds", _NUMBERS)
    built = in_child(lambda: _built(sound, keep_log=form.log))
    assert built.trouble is None or form.log, built.trouble
    copy = sound.copied(folder / "looked at")
    truth = in_child(lambda: world.look(copy.index, world.codes(_NUMBERS)))
    assert truth.trouble is None, truth.trouble
    truths = [truth.value]
    if form.log:
        truths.append(json.loads((sound.folder / "before").read_text()))
    assert not [part for one in truths for part in one.values() if world.failed(part)]
    return sound, truths


def files(index: Path, only: str) -> list[str]:
    """The files of an index that are damaged, by name."""
    found = (path for path in sorted(index.rglob("*")) if path.is_file() and path.stat().st_size)
    names = [path.relative_to(index).as_posix() for path in found]
    return [name for name in names if not name.endswith(_PASSED_OVER) and only in name]


def trial(
    sound: World, folder: Path, name: str, damage: Damage, truths: list[dict[str, Any]], tally: Tally, fault: str
) -> None:
    """Damage one file once, and see what comes of it."""
    here = sound.copied(folder / "trial")
    damage.apply(here.index / name, unnoticed=here.trusting)
    ended = in_child(lambda: _afterwards(here))
    trouble = ended.trouble or _wrong(ended.value, truths, name)
    if trouble:
        tally.fail(fault, f"{name}, {damage}: {trouble}")
        return
    seen, report = ended.value["seen"], ended.value["build"]
    said = "open" in seen or any(world.failed(part) for part in seen.values())
    same = [all(seen.get(part) == truth[part] for part in ("found", "asked", "counted")) for truth in truths]
    less = sound.trusting and _differs(seen, truths[0])
    outcome = "same answers" if same[0] else "the state before" if any(same) else "less found" if less else "other hits"
    tally.note(fault, "said so" if said else outcome)
    tally.note(
        "encoded again, of derived files" if name.startswith(_DERIVED) else "encoded again, of the database",
        "nothing" if not report["encoded"] else "a part" if report["encoded"] < report["passages"] else "all",
    )


def run(count: int, seed: int, forms: Sequence[Form] = FORMS) -> Tally:
    """Damage each file of each form of index at `count` places."""
    tally, chance = Tally("corruption", seed), random.Random(seed)
    with in_memory() as folder:
        for form in forms:
            here = folder / form.name
            sound, truths = prepare(form, here)
            for name in files(sound.index, form.only):
                size = (sound.index / name).stat().st_size
                # Files of the lexical index are named at random.
                kind = f"lexical/*{Path(name).suffix}" if name.startswith("lexical/") and "meta" not in name else name
                for damage in places(size, count, chance):
                    trial(sound, here, name, damage, truths, tally, f"{form.name}: {kind}")
                # It takes hours: what is cut off says what it has seen.
                seen = ", ".join(f"{times} {what}" for what, times in tally.outcomes[f"{form.name}: {kind}"].items())
                sys.stderr.write(f"  {form.name}: {kind}: {seen}\n")
    return tally


def _built(sound: World, *, keep_log: bool) -> int:
    sound.scale()
    if not keep_log:
        return sound.build().encoded
    sound.build()
    world.write_seeds(sound.folder / "seeds", _NUMBERS, {3: 53})
    sound.build()
    (sound.folder / "before").write_text(json.dumps(world.look(sound.index, world.codes(_NUMBERS))))
    world.write_seeds(sound.folder / "seeds", _NUMBERS)
    record = derived.record_files

    def record_and_die(*arguments: Any) -> None:
        record(*arguments)
        # The last step before the log is emptied; and no connection is closed, as the last one would empty it too.
        os.kill(os.getpid(), signal.SIGKILL)

    derived.record_files = record_and_die  # type: ignore[assignment]
    sound.build()
    return 0


def _afterwards(here: World) -> dict[str, Any]:
    """Open, search, read, build, and look again."""
    here.scale()
    words = world.codes(_NUMBERS)
    seen = world.look(here.index, words)
    log = here.folder / "encoded"
    steps: list[str] = []
    after: dict[str, Any] = {"open": {}}
    for full in (False, True):
        try:
            report = here.build(log, full=full)
        except QAError as error:
            steps.append(f"{'full' if full else 'plain'} build: {error}")
            continue
        steps.append("full build" if full else "plain build")
        # Looked at again only where something may be another: most of the time goes into looking.
        untouched = not report.notes and report.unchanged == report.documents
        after = seen if untouched and _is_well(seen) else world.look(here.index, words)
        if _is_well(after):
            break
    built = "open" not in after
    return {
        "seen": seen, "steps": steps, "after": after, "strays": world.strays(here.index),
        "large": here.large, "trusting": here.trusting,
        "reread": built and report.unchanged != report.documents,
        "build": {"encoded": len(world.noted(log)), "passages": report.passages if built else 0},
    }  # fmt: skip


def _is_well(seen: dict[str, Any]) -> bool:
    return "open" not in seen and not any(world.failed(part) for part in seen.values()) and not seen["damaged"]


def _wrong(case: dict[str, Any], truths: list[dict[str, Any]], name: str) -> str | None:
    """What should not be so; None where all is well."""
    seen, after = case["seen"], case["after"]
    steps = "; ".join(case["steps"])
    # Files that are believed by their size and time may hide a hit or a mention, and never make one up.
    troubles = [world.lies(seen, one["said"]) or (not case["trusting"] and _differs(seen, one)) for one in truths]
    if all(troubles):
        return f"damaged: {troubles[0]}"
    if "open" in after:
        return f"cannot be opened after {steps}: {after['open']}"
    for part, value in after.items():
        if value != truths[0][part] and not _in_another_order(part, case, len(truths)):
            return f"after {steps}: {part} is {value['error'] if world.failed(value) else 'another'}"
    if case["strays"]:
        return f"left behind after {steps}: {', '.join(case['strays'])}"
    if name.startswith(_DERIVED) and case["build"]["encoded"]:
        return f"encoded again: {case['build']['encoded']} passages"
    return None


def _in_another_order(part: str, case: dict[str, Any], states: int) -> bool:
    """Whether hits may differ in their order: lists find nearly the nearest, and what was read again has other ids."""
    return part in ("found", "asked") and (
        states > 1 or case["reread"] or "full build" in case["steps"] or case["large"]
    )


def _differs(seen: dict[str, Any], truth: dict[str, Any]) -> str | None:
    if "open" in seen:
        return None
    for part in ("said", "counted"):
        if not world.failed(seen[part]) and seen[part] != truth[part]:
            return f"{part} is another, and nothing is said of it"
    if not world.failed(seen["found"]):
        lost = [word for word, hits in seen["found"].items() if not hits["found"]]
        if lost:
            return f"not found, and nothing is said of it: {', '.join(lost)}"
    return None


if __name__ == "__main__":
    world.one_thread()
    world.warm()
    sys.exit(main(run, __doc__, count=500))
