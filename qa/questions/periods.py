"""The stretch of time that a question names: "in 2023", "since March 2024", "between 2022 and 2024". Pure."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from qa.patterns import phrase
from qa.questions.calendar_names import MONTH_OR_SHORT, MONTHS

_MONTHS = [name[:3] for name in MONTHS]
_DATE = rf"(?:(?P<month{{0}}>{MONTH_OR_SHORT})\.?,? )?(?:the year )?(?P<year{{0}}>(?:19|20)\d\d)(?![\w-])"
_PERIOD = phrase(
    rf"\b(?:(?P<two>between {_DATE.format(1)} and|from {_DATE.format(2)} (?:to|until|till|through)) {_DATE.format(3)}"
    rf"|(?P<link>in|during|from|throughout|within|since|after|before|until|till|up to) {_DATE.format(4)})"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time.

    Attributes:
        words: as the question has it.
        after: its first day, ISO; None where it begins nowhere.
        before: its last day, ISO; None where it does not end.
    """

    words: str
    after: str | None
    before: str | None


def period(text: str) -> Period | None:
    """The stretch of time that a question names by a year, or a month and a year; None where it names none."""
    match = _PERIOD.search(" ".join(text.split()))
    if match is None:
        return None
    if match["two"]:
        begins = 1 if match["year1"] else 2
        return Period(match[0], _first(match, begins), _last(match, 3))
    link, first, last = match["link"].casefold(), _first(match, 4), _last(match, 4)
    if link == "since":
        return Period(match[0], first, None)
    if link == "after":
        return Period(match[0], _next(last), None)
    if link == "before":
        return Period(match[0], None, _before(first))
    if link in {"until", "till", "up to"}:
        return Period(match[0], None, last)
    return Period(match[0], first, last)


def _month(match: re.Match[str], number: int) -> int | None:
    name = match[f"month{number}"]
    return _MONTHS.index(name[:3].lower()) + 1 if name else None


def _first(match: re.Match[str], number: int) -> str:
    return f"{match[f'year{number}']}-{_month(match, number) or 1:02d}-01"


def _last(match: re.Match[str], number: int) -> str:
    year, month = int(match[f"year{number}"]), _month(match, number) or 12
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def _next(last: str) -> str:
    """The day after the last of a month."""
    year, month = int(last[:4]), int(last[5:7])
    return f"{year + 1}-01-01" if month == 12 else f"{year}-{month + 1:02d}-01"


def _before(first: str) -> str:
    """The day before the first of a month."""
    year, month = int(first[:4]), int(first[5:7])
    year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"
