"""Times as transcripts print them: `0:05`, `[00:12:33]`, `(1:02:03.5)`, `9:15 PM`."""

from __future__ import annotations

from qa.patterns import regex

_ONE = (
    r"(?:\d{1,3}:\d{2}(?::\d{2}(?:[:;]\d{2})?)?(?:[.,]\d{1,3})?(?![\d:])(?:[ ]?[AaPp]\.?[Mm]\b\.?)?"
    r"|\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}(?![\d:]))"  # 0:0:2.340
)
_RANGE = rf"{_ONE}(?:\s?(?:-+>?|–|—|to)\s?{_ONE})?"
_LINK = r"(?:\(https?://[^\s()]*\))?"
_LINKED = rf"\[\[{_RANGE}\]\(https?://[^\s()]*\)\]"
TIME = rf"(?:{_LINKED}|\[\(?{_RANGE}\)?\]{_LINK}|\(\[?{_RANGE}\]?{_LINK}\)|{_RANGE})"
"""A time, in brackets or not, linked or not; no groups."""
BRACKETED_TIME = rf"(?:{_LINKED}|\[\(?{_RANGE}\)?\]{_LINK}|\(\[?{_RANGE}\]?{_LINK}\))"
DAY = r"(?:(?:[Tt]oday|[Yy]esterday) at|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?(?: at)?)[ ]"
"""A day before a time: `03/14/2024 9:02 AM`, `Today at 9:02 AM`; no groups."""
_DATED = regex(r"\d[./-]\d")
_PARTS = regex(r"(\d{1,3}):(\d{1,2})(?::(\d{1,2}))?(?:[.,](\d{1,3}))?(?:[ ]?([AaPp])\.?[Mm])?")


def seconds(printed: str, clock: bool = False) -> float | None:
    """Seconds that a printed time stands for, or None where it is none.

    Args:
        printed: the time, with or without brackets; of a range the first counts, frames of a film do not.
        clock: two numbers are hours and minutes of the day rather than minutes and seconds, as they are after a date.
    """
    match = _PARTS.search(printed)
    if match is None:
        return None
    first, second, third, fraction, half = match.groups()
    if third is not None:
        hours, minutes, rest = int(first), int(second), int(third)
    elif clock or half or _DATED.search(printed[: match.start()]):
        hours, minutes, rest = int(first), int(second), 0
    else:
        hours, minutes, rest = 0, int(first), int(second)
    if half:
        hours = hours % 12 + (12 if half in "Pp" else 0)
    return (((hours * 60 + minutes) * 60 + rest) * 1000 + int((fraction or "0").ljust(3, "0"))) / 1000
