"""Dates as people print them, to ISO 8601. What is ambiguous or impossible stays unknown."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE)
_TIME = re.compile(
    r"\b\d{1,2}(?:[:.]\d{2}){0,2}\s*(?:[ap]\.?\s?m\b\.?)(?:\s*[A-Z]{2,4}\b)?|\b\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s*(?:[A-Z]{2,4}\b|Z\b))?",
    re.IGNORECASE,
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.-]){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d-])",
        rf"\b{_MONTH}\s*{_DAY}\s*,?\s*{_YEAR}\b",
        rf"\b{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\s?(?:[-–—]|and|to)\s?{_DAY}\s*,?\s*{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY}\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s+{_YEAR}\b",
        rf"(?<!\d){_DAY}\s*(?:of\s+)?{_MONTH}\s*,?\s*{_YEAR}\b",
        rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
        rf"(?<![\d./-])(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark){_YEAR}(?![\d/-])",
    )
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_ ]?(?P<month>\d\d)[-_ ]?(?P<day>\d\d)(?!\d)")


def find_date(text: str) -> str | None:
    """The first date in a line of text as `2024-07-24`, or None."""
    found = _first(text)
    return found[1] if found else None


def date_in_name(name: str) -> str | None:
    """The date in a file name such as `2024-07-24-briefing.txt` or `20240724.vtt`, or None."""
    found = find_date(name.replace("_", " "))
    if found:
        return found
    match = _COMPACT.search(name)
    return _iso(match["year"], match["month"], match["day"]) if match else None


def is_only_date(line: str) -> bool:
    """Whether a line holds a date and nothing more than a weekday and a time of day beside it."""
    found = _first(line)
    if found is None:
        return False
    start, end = found[0].span()
    rest = _TIME.sub(" ", _WEEKDAY.sub(" ", f"{line[:start]} {line[end:]}"))
    return not any(char.isalnum() for char in rest)


def _first(text: str) -> tuple[re.Match[str], str] | None:
    best: tuple[re.Match[str], str] | None = None
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if best and match.start() >= best[0].start():
                break
            iso = _read(match)
            if iso:
                best = match, iso
                break
    return best


def _read(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one <= 12 and two <= 12 and one != two:
            return None  # day and month cannot be told apart
        day, month = (one, two) if two <= 12 else (two, one)
        return _iso(parts["year"], str(month), str(day))
    month_name = parts["month"].casefold()
    return _iso(parts["year"], str(_MONTHS.get(month_name, month_name)), parts["day"])


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
