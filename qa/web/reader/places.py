"""Links that reopen a place in a transcript: `?doc=…&turn=…`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from qa.errors import InvalidInput
from qa.patterns import regex

_NUMBER = regex("[0-9]{1,9}")
_REVISION = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link points.

    Attributes:
        document: its path.
        turn: index of the turn; None for the beginning.
        start: offset of the first character meant, in the turn's text; None for the whole turn.
        end: likewise, exclusive.
        revision: of the document when the link was made, so that a change is noticed; None where nobody said.
    """

    document: str
    turn: int | None = None
    start: int | None = None
    end: int | None = None
    revision: str | None = None


def link(place: Place) -> str:
    """The place as the query of an address; any name of a document survives it."""
    fields = [
        ("doc", place.document),
        ("at", place.revision),
        ("turn", place.turn),
        ("start", place.start),
        ("end", place.end),
    ]
    return "?" + "&".join(f"{name}={quote(str(value), safe='/')}" for name, value in fields if value is not None)


def parse(query: str) -> Place | None:
    """The place that the query of an address names; None where it names no document.

    Raises:
        InvalidInput: it names one, and something that is no place in it.
    """
    try:
        fields = parse_qs(query.removeprefix("?"), keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError as error:
        raise InvalidInput("this address cannot be read: copy the whole link again, or choose a transcript") from error
    # The first counts where a name is given twice: what is appended to a link changes nothing.
    given = {name: values[0] for name, values in fields.items()}
    if not given.get("doc"):
        return None
    turn, start, end = (_number(given, name) for name in ("turn", "start", "end"))
    if (start is None) != (end is None) or (start is not None and turn is None):
        raise InvalidInput("this address names words without saying where: it needs turn, start and end together")
    if start is not None and end is not None and start >= end:
        raise InvalidInput("this address names no words: start must come before end")
    return Place(given["doc"], turn, start, end, given.get("at") or None)


def revision(sha256: str) -> str:
    """What in a link tells a state of a document from others: the beginning of its hash."""
    return sha256[:_REVISION]


def _number(given: dict[str, str], name: str) -> int | None:
    value = given.get(name)
    if value is None:
        return None
    if not _NUMBER.fullmatch(value):
        raise InvalidInput(f"{name} in this address must be a number, not {value!r}")
    return int(value)
