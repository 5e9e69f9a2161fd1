"""The tiers of an annotated recording: what a row is called, whom it belongs to, and what is said in it when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from qa.patterns import regex

_BESIDE = regex(
    r"(?:^|[\W_])(?:phon(?:e|eme)s?|segments?|syll(?:able)?s?|pos|gloss(?:es)?|morph\w*|ipa|translations?|transl|notes?|"
    r"comments?|gestures?|gaze|events?|kan-mau|(?-i:(?<!ORT-)MAU|mt|mb|ge|ps|ft))(?:$|[\W_])",
    re.IGNORECASE,
)
"""How tiers are called that hold no words of a speaker; `PS` are the initials of one, `ps` is a part of speech."""
_KIND_OF_TIER = regex(
    r"(?:^|(?<![\s_@.-])[\s_@.-]++)(?:words?|utterances?|sentences?|ort(?:ho\w*|-mau)?|transcri\w*|text|speech|default|"
    r"tx|ref|v)$",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """A piece of a tier.

    Attributes:
        text: as written.
        start: in seconds, None where it has none.
        end: likewise.
        place: what it is put in order by, the same for all where they stand in order.
    """

    text: str
    start: float | None = None
    end: float | None = None
    place: tuple[float, int] = (0.0, 0)


class Timeline:
    """Points of time by their names; one without a time has its place behind the one listed before it."""

    def __init__(self) -> None:
        self._times: dict[str, float] = {}
        self._places: dict[str, tuple[float, int]] = {}
        self._last = 0.0

    def add(self, name: str, time: float | None) -> None:
        """Add the next point, its time in seconds."""
        if time is not None:
            self._times[name] = self._last = time
        self._places[name] = self._last, len(self._places)

    def piece(self, text: str, start: str, end: str) -> Said:
        """A piece of a tier between two points."""
        return Said(text, self._times.get(start), self._times.get(end), self._places.get(start, (0.0, 0)))


@dataclass(slots=True)
class Tier:
    """What one row of annotations holds.

    Attributes:
        name: of the row.
        speaker: whom it belongs to, None where nothing says it.
        said: its pieces, in order.
        beside: it holds no words of a speaker.
    """

    name: str
    speaker: str | None = None
    said: list[Said] = field(default_factory=list)
    beside: bool = False


@dataclass(slots=True)
class Recording:
    """What a file holds.

    Attributes:
        tiers: as they stand in it.
        persons: who a label stands for.
        title: of the recording.
        date: ISO 8601, the day of the recording.
    """

    tiers: list[Tier]
    persons: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    date: str | None = None


def _speaker(name: str) -> str | None:
    """Whom a tier belongs to by its name: `Marta - words`, `tx@Marta`; None for `words` alone."""
    if "@" in name:
        return name.rpartition("@")[2].strip() or None
    return _KIND_OF_TIER.sub("", name).strip(" -_.") or None


def tier_named(name: str) -> Tier:
    """A tier without its pieces, as far as its name says what it is."""
    return Tier(name, _speaker(name), beside=bool(_BESIDE.search(name)))
