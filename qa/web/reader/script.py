"""A transcript as data for the page's script, which makes the elements. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qa.models import Aside, Document, Turn, display_name
from qa.render import clock, long_date

# reader.css has so many colours; with more speakers than that they come round again, and the name always stands there.
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Highlight:
    """A region of a transcript: what a citation, a hit or a link points at. Offsets count code points.

    Attributes:
        exact: the very words of a quote, and not just a passage that comes near.
    """

    first_turn: int
    start: int
    last_turn: int
    end: int
    exact: bool = True

    def within(self, turn: Turn) -> tuple[int, int] | None:
        """Offsets of the region in a turn's text; None where it lies elsewhere."""
        if not self.first_turn <= turn.index <= self.last_turn:
            return None
        start = self.start if turn.index == self.first_turn else 0
        return start, self.end if turn.index == self.last_turn else len(turn.text)


def script_json(
    document: Document, turns: Sequence[Turn], asides: Iterable[Aside] = (), extra: dict[str, Any] | None = None
) -> str:
    """The whole transcript as JSON: text as it was said, never markup.

    Names are told once, and a turn is a list, `[number of the name, text, seconds, clock, notes, interpreted]`: there
    may be thousands.

    Args:
        document: what it is.
        turns: all of them, in order.
        asides: what nobody said.
        extra: more that the page has to know.
    """
    colours = {label: number % COLOURS for number, label in enumerate(document.speakers)}
    names: dict[tuple[str, str | None], int] = {}
    spoken: list[list[Any]] = []
    for turn in turns:
        name = None
        if turn.speaker:
            name = names.setdefault((turn.speaker, turn.person), len(names))
        spoken.append([name, turn.text, turn.start, clock(turn.start), turn.notes, turn.interpreted])
    made = {
        "document": document.document,
        "title": document.name,
        "date": long_date(document.date) if document.date else "",
        "details": details(document),
        "names": [[display_name(label, person), colours.get(label)] for label, person in names],
        "turns": spoken,
        "asides": [[min(aside.before_turn, len(turns)), aside.kind, aside.text] for aside in asides],
    }
    return json.dumps(made | (extra or {}), ensure_ascii=False, separators=(",", ":"))


def problem_json(problem: str) -> str:
    """Instead of a transcript: why there is none, and what to do."""
    return json.dumps({"problem": problem}, ensure_ascii=False)


def details(document: Document) -> str:
    """Date, speakers, turns and words, on a line."""
    parts = [long_date(document.date)] if document.date else []
    if document.speakers:
        parts += [_count(len(document.speakers), "speaker"), _count(document.turns, "turn")]
    return " · ".join([*parts, _count(document.words, "word")])


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
