"""Dates as people print them, to ISO 8601. What is ambiguous or impossible stays unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.patterns import regex

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier enero gennaio janeiro januari января січня stycznia ledna ocak "
            "ιανουαρίου يناير",
            "february feb februar février fevrier febrero febbraio fevereiro februari февраля лютого lutego února "
            "şubat φεβρουαρίου فبراير",
            "march mar märz maerz mars marzo março marco maart marts марта березня marca března mart μαρτίου مارس",
            "april apr avril abril aprile апреля квітня kwietnia dubna nisan απριλίου أبريل ابريل",
            "may mai mayo maggio maio mei maj мая травня maja května mayıs μαΐου مايو",
            "june jun juni juin junio giugno junho июня червня czerwca června haziran ιουνίου يونيو",
            "july jul juli juillet julio luglio julho июля липня lipca července temmuz ιουλίου يوليو",
            "august aug août aout agosto augustus augusti августа серпня sierpnia srpna ağustos αυγούστου أغسطس",
            "september sept sep septembre septiembre setiembre settembre setembro сентября вересня września září "
            "eylül σεπτεμβρίου سبتمبر",
            "october oct oktober octobre octubre ottobre outubro октября жовтня października října ekim "
            "οκτωβρίου أكتوبر",
            "november nov novembre noviembre novembro ноября листопада listopadu kasım νοεμβρίου نوفمبر",
            "december dec dezember décembre decembre diciembre dicembre dezembro декабря грудня grudnia prosince "
            "aralık δεκεμβρίου ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°)?"
_YEAR = r"(?P<year>\d{4})"
_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
"""The year before the first of each Japanese era: 令和六年 is 2024."""
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_NUMERAL = r"[元〇一二三四五六七八九十\d]{1,4}"
_WEEKDAY = regex(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE)
_TIME = regex(
    r"\b\d{1,2}(?:[:.]\d{2}){0,2}\s*(?:[ap]\.?\s?m\b\.?)(?:\s*[A-Z]{2,4}\b)?|\b\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s*(?:[A-Z]{2,4}\b|Z\b))?",
    re.IGNORECASE,
)
_PATTERNS = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.-]){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d-])",
        rf"\b{_MONTH}\s*{_DAY}\s*,?\s*{_YEAR}\b",
        rf"\b{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\s?(?:[-–—]|and|to)\s?{_DAY}\s*,?\s*{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY}\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s+{_YEAR}\b",
        rf"(?<!\d){_DAY}\s*(?:(?:of|de)\s+)?{_MONTH}\s*,?\s*(?:de\s+|del\s+)?{_YEAR}\b",
        rf"(?<![\w-])(?P<day>\d{{1,2}})-{_MONTH}-{_YEAR}(?![\w-])",  # 12-Mar-2024
        rf"(?<![\d.])(?<!\bN[or]\. )(?P<day>\d{{1,2}})\.\s*{_MONTH}\s*{_YEAR}\b",  # 24. Juli 2024
        rf"{_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일]",
        rf"(?P<era>{'|'.join(_ERAS)})\s*(?P<year>{_NUMERAL})年\s*(?P<month>{_NUMERAL})月\s*(?P<day>{_NUMERAL})日",
        rf"(?<![\d./-])(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark){_YEAR}(?![\d/-])",
    )
)
_COMPACT = regex(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_ ]?(?P<month>\d\d)[-_ ]?(?P<day>\d\d)(?!\d)")


_NAMED = regex(rf"(?<![\w-])(?P<day>\d{{1,2}})-{_MONTH}-(?P<year>\d{{2}})(?![\w-])", re.IGNORECASE)
_SHORT = regex(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-])")


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


def day_of_many(stamps: Sequence[str]) -> str | None:
    """The day of the first of many dates in one form, as before the messages of a chat, or None.

    Which of two numbers is the month may be told by another date than the first: `03/04/24`, `03/15/24`.
    """
    if stamps and (date := find_date(stamps[0])):
        return date
    if stamps and (named := _NAMED.search(stamps[0])):
        return _iso(f"20{named['year']}", str(_MONTHS[named["month"].casefold()]), named["day"])
    matches = [_SHORT.search(stamp) for stamp in stamps]
    found = [match for match in matches if match]
    if not found or not matches[0]:
        return None
    one, mark, two, year = found[0].groups()
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[3]) > 12 for match in found)
    if day_first == month_first and (day_first or mark != "."):
        return None
    year = f"20{year}" if len(year) == 2 else year
    return _iso(year, one, two) if month_first else _iso(year, two, one)


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
    if "era" in parts:
        year, month, day = (_count(parts[name]) for name in ("year", "month", "day"))
        return _iso(str(_ERAS[parts["era"]] + year), str(month), str(day))
    month_name = parts["month"].casefold()
    return _iso(parts["year"], str(_MONTHS.get(month_name, month_name)), parts["day"])


def _count(numeral: str) -> int:
    """A number of two places in digits or in characters, 0 where it is neither: 六 and 6 are 6, 二十一 is 21."""
    digits = numeral.translate(_DIGITS)
    if digits == "元":
        return 1
    tens, ten, ones = digits.partition("十")
    if ten:
        digits = (tens or "1") + (ones or "0")
    return int(digits) if digits.isdecimal() and len(digits) <= 2 else 0


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
