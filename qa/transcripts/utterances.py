"""What machines and chats write down piece by piece, and the turns that it makes.

Readers of JSON give `Utterance`s; here their values are made sense of whatever their type, and pieces become turns.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qa.models import Turn
from qa.patterns import regex
from qa.transcripts import notes
from qa.transcripts.decoding import clean

_CLOCK = regex(r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?\Z")
_DURATION = regex(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?\Z")
_NUMBER = regex(r"\d{1,12}(?:\.\d{1,18})?s?\Z")
_UNSPACED = regex(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_LONGEST_LABEL = 120
_LONGEST_RECORDING = 1e7
_MS_PER_WORD = 30
_TICKS_PER_WORD = 100_000


class Utterance(NamedTuple):
    """A piece of what was said.

    Attributes:
        speaker: the label, None where there is none.
        text: as written.
        start: in the unit of the file, None where it has none.
        end: likewise.
    """

    speaker: str | None
    text: str
    start: float | None = None
    end: float | None = None


def number(value: object) -> float | None:
    """A number of seconds, or of whatever the file counts in: 1.5, "1.5", "1.5s", "PT1.5S", "00:00:01.5"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if -1e15 < value < 1e15 else None
    if not isinstance(value, str) or len(value) > 40:
        return None
    value = value.strip()
    if _NUMBER.match(value):
        return float(value.rstrip("s"))
    if match := _CLOCK.match(value):
        fraction = float(f"0.{match[4]}") if match[4] else 0.0
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]) + fraction
    if len(value) > 2 and (match := _DURATION.match(value)):
        days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
        total = days * 86400 + hours * 3600 + minutes * 60 + seconds
        return total if total < 1e15 else None
    return None


def label(value: object) -> str | None:
    """The label of a speaker as given; a bare number, which is no name, is `Speaker 0`."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        value = int(value) if math.isfinite(value) and value == int(value) else None
    if isinstance(value, int):
        return f"Speaker {value}" if -1000 < value < 100_000 else None
    if not isinstance(value, str):
        return None
    name = " ".join(clean(value).split()).removesuffix(":")
    if not name or len(name) > _LONGEST_LABEL:
        return None
    return f"Speaker {name}" if name.isdigit() and len(name) <= 5 else name


def text(value: object) -> str:
    """What was written, whatever surrounds it: a string, or a list of strings and of objects with a `text`."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, list):
        parts = (part if isinstance(part, str) else part.get("text") for part in value if isinstance(part, str | dict))
        return clean("".join(part for part in parts if isinstance(part, str))).strip()
    return ""


def joined(parts: Iterable[str]) -> str:
    """Pieces of speech in one line; no space where the script has none."""
    whole = ""
    for part in parts:
        close = whole and part and _UNSPACED.match(whole[-1]) and _UNSPACED.match(part[0])
        whole += part if close or not whole or not part else f" {part}"
    return whole


def in_seconds(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Times in seconds, whatever the file counts in.

    Nobody takes half a minute for every word: whole numbers that say so are thousandths, or ticks of 100 ns.
    """
    timed = [item for item in utterances if item.start is not None and item.end is not None]
    spent = sum((item.end or 0) - (item.start or 0) for item in timed)
    words = sum(len(item.text.split()) + len(_UNSPACED.findall(item.text)) for item in timed)
    whole = all(time == int(time) for item in timed for time in (item.start or 0, item.end or 0))
    unit = 1
    if timed and whole and spent > _MS_PER_WORD * words:
        unit = 10_000_000 if spent > _TICKS_PER_WORD * words else 1000
    return [item._replace(start=_scaled(item.start, unit), end=_scaled(item.end, unit)) for item in utterances]


def _scaled(time: float | None, unit: int) -> float | None:
    """Seconds into a recording; a time of the calendar is none."""
    return None if time is None or not 0 <= time / unit < _LONGEST_RECORDING else time / unit


@dataclass(slots=True)
class _Run:
    """What one speaker says on end."""

    speaker: str | None
    parts: list[str] = field(default_factory=list)
    start: float | None = None
    end: float | None = None


def turns(utterances: Iterable[Utterance], *, merge: bool, persons: dict[str, str] | None = None) -> list[Turn]:
    """The turns that the pieces make; pieces without words are left out.

    Args:
        utterances: the pieces, in order.
        merge: pieces by one speaker, or by nobody known, that follow one another are one turn.
        persons: who a label stands for.
    """
    runs: list[_Run] = []
    for item in utterances:
        if not item.text.strip():
            continue
        if not (merge and runs and runs[-1].speaker == item.speaker):
            runs.append(_Run(item.speaker, start=item.start))
        run = runs[-1]
        run.parts.append(item.text.strip())
        if item.end is not None:
            run.end = item.end if run.end is None else max(run.end, item.end)
    return [_turn(index, run, persons or {}) for index, run in enumerate(runs)]


def _turn(index: int, run: _Run, persons: dict[str, str]) -> Turn:
    said, directions = notes.extract([joined(run.parts)])
    return Turn(
        index=index,
        speaker=run.speaker,
        text=said,
        person=persons.get(run.speaker) if run.speaker else None,
        start=run.start,
        end=run.end,
        notes=directions,
        interpreted=notes.says_interpreted(directions),
    )


def members(value: object) -> list[dict[str, Any]]:
    """The objects in a list; nothing where it is none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def at(value: object, *path: str | int) -> Any:
    """What lies deeper in a value: keys of objects, positions in lists; None where there is no such place."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and len(value) > step:
            value = value[step]
        else:
            return None
    return value
