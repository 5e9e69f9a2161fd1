"""When that was said which a question asks for: "in April", "on Monday", "after the June hearing". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.models import Document
from qa.patterns import phrase
from qa.questions.calendar_names import MONTH_OR_SHORT
from qa.resolution.references import ASKS_FOR_WORDS, DATES, HEAD_WORDS, YEARS, documents_called, documents_of

_AS_WELL = phrase(
    r"\bwhat (?:was|were) (?:the|our|their|his|her) (?:status|state|plan|position|situation)\b|\bcompare\b"
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAY = phrase(rf"\bon (?P<day>{'|'.join(_DAYS)})(?=[\s?.!]*$| (?:about|on|of|regarding)\b)")
_BOUND = phrase(
    rf"\b(?P<link>after|since|before|until) (?:the )?(?P<what>(?:(?:{MONTH_OR_SHORT})\b\.? )?(?:19|20)\d\d(?![\w-])"
    rf"|(?:[\w-]+ ){{1,3}}?(?:{HEAD_WORDS})\b|(?:{MONTH_OR_SHORT})\b(?! \w*\d))"
)
_WEEK = 6


@dataclass(frozen=True, slots=True)
class Time:
    """A time at which something was said.

    Attributes:
        words: as the question has it, with its preposition.
        documents: paths of the documents of that time; none where there is none.
    """

    words: str
    documents: tuple[str, ...]


def time_said(question: str, documents: Sequence[Document], theirs: Sequence[Document]) -> Time | None:
    """The time at which something was said that is asked for; None where none is named, or all was said then.

    Args:
        question: as asked.
        documents: all that are searched.
        theirs: those in which whoever is asked about speaks.
    """
    text = " ".join(question.replace("’", "'").split())
    if not any(one.date for one in documents) or not (ASKS_FOR_WORDS.search(text) or _AS_WELL.search(text)):
        return None
    found = _before_or_after(text, documents) or _then(text, documents) or _on_a_day(text, theirs)
    return None if found and set(found.documents) >= {one.document for one in documents} else found


def _then(text: str, documents: Sequence[Document]) -> Time | None:
    matches = [match for asks in (DATES, YEARS) for match in asks.finditer(text)]
    if not matches:
        return None
    found = dict.fromkeys(path for match in matches for path in documents_of(match["date"], documents))
    return Time(" and ".join(match[0] for match in matches), tuple(found))


def _on_a_day(text: str, documents: Sequence[Document]) -> Time | None:
    """Of the last week in which something was said: of the others nobody knows which Monday."""
    match = _WEEKDAY.search(text)
    days = {one.document: day for one in documents if (day := _day(one))}
    if match is None or not days:
        return None
    wanted, last = _DAYS.index(match["day"].capitalize()), max(days.values())
    found = tuple(path for path, day in days.items() if day.weekday() == wanted and (last - day).days <= _WEEK)
    return Time(match[0], found) if found else None


def _before_or_after(text: str, documents: Sequence[Document]) -> Time | None:
    match = _BOUND.search(text)
    if match is None:
        return None
    what = match["what"]
    meeting = re.search(rf"\b(?:{HEAD_WORDS})$", what, re.IGNORECASE)
    called = set(documents_called(what, documents) if meeting else documents_of(what, documents))
    days = sorted({one.date for one in documents if one.date and one.document in called})
    # "After the hearing", of several: nobody knows which.
    if not days or (meeting and len(days) > 1):
        return None
    link, first, last = match["link"].casefold(), days[0], days[-1]
    fits = {
        "after": [one for one in documents if one.date and one.date > last],
        "since": [one for one in documents if one.date and one.date >= first],
        "before": [one for one in documents if one.date and one.date < first],
        "until": [one for one in documents if one.date and one.date <= last],
    }
    return Time(match[0], tuple(one.document for one in fits[link]))


def _day(document: Document) -> date | None:
    try:
        return date.fromisoformat(document.date or "")
    except ValueError:
        return None
