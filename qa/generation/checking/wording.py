"""Whether words, numbers and dates stand in what was said. Pure."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from qa.generation.checking.saying import BLAND
from qa.patterns import regex
from qa.questions.calendar_names import MONTHS, WEEKDAYS
from qa.questions.parsing import is_stopword
from qa.resolution.names import fold
from qa.sentences import count_words

# What may differ between a quote and what was said: white space, the kind of marks, emphasis, marks of sources.
_FOLDED = regex(
    r"(\s*\[\d+\])|([\u00ad\u200b\ufeff]|(?<!\w)\*+|\*+(?!\w))|(\s*(?:\.\.\.|…))|(\s+)|([“”„‟″\"«»＂‘’‚‛′'`ʼ‹›])"
)
_FOLDS = ("", "", "", "…", " ", "'")
_OMISSION = regex(r"\s*[\[(]?…[\])]?\s*")
_PART_WORDS = 2
_NEAR = 600
_CJK = "\u2e80"

Span = tuple[int, int]


@lru_cache(16)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with its variants folded, and where in the text each character stands; its end as well."""
    chars: list[str] = []
    places: list[int] = []
    at = 0
    for match in _FOLDED.finditer(text):
        chars.append(text[at : match.start()])
        places += range(at, match.start())
        replaced = _FOLDS[match.lastindex or 0]
        chars.append(replaced)
        places += [match.start()] * len(replaced)
        at = match.end()
    chars.append(text[at:])
    return "".join(chars), (*places, *range(at, len(text)), len(text))


def same(one: str, other: str) -> bool:
    """Whether two texts differ only in case, white space, kinds of marks, and a stop at the end."""
    first, second = (_folded(text)[0].strip(" .,").casefold() for text in (one, other))
    return first == second


def find_quote(words: str, text: str, start: int = 0) -> list[Span]:
    """Where a quote stands in a text, from `start` on where it does, letter for letter; empty where it does not.

    An ellipsis in it may stand for an omission: then its parts stand in this order. They are one span where they are
    near each other, so that what was left out can be read.
    """
    wanted = _folded(words)[0].strip()
    whole = _first(wanted, text, start)
    if whole or "…" not in wanted:
        return [whole] if whole else []
    parts = [part for part in _OMISSION.split(wanted) if any(char.isalnum() for char in part)]
    # Single words can be picked from anybody's speech to say anything.
    if len(parts) > 1 and min(map(count_words, parts)) < _PART_WORDS:
        return []
    for begin in dict.fromkeys((start, 0)):
        found: list[Span] = []
        for part in parts:
            place = _from(part, text, found[-1][1] if found else begin)
            if place is None:
                break
            found.append(place)
        if found and len(found) == len(parts):
            first, last = found[0][0], found[-1][1]
            return [(first, last)] if last - first <= _NEAR else found
    return []


def _first(wanted: str, text: str, start: int) -> Span | None:
    return _from(wanted, text, start) or (_from(wanted, text, 0) if start else None)


def _from(wanted: str, text: str, start: int) -> Span | None:
    """The first place from `start` on; a comma or stop that a quote has at its end may be the writer's."""
    hay, places = _folded(text)
    for form in dict.fromkeys((wanted, wanted.rstrip(",. "))):
        at = hay.find(form) if form else -1
        while at >= 0:
            if places[at] >= start and _is_whole(hay, at, at + len(form)):
                # The end of the last character, not the beginning of the next: a mark of a source may lie between.
                return places[at], places[at + len(form) - 1] + _width(text, places[at + len(form) - 1])
            at = hay.find(form, at + 1)
    return None


def _width(text: str, place: int) -> int:
    match = _FOLDED.match(text, place)
    return len(match[0]) if match else 1


def _is_whole(hay: str, start: int, end: int) -> bool:
    """Whether no word or number is cut: “can” does not stand in "can't", nor “5” in "2.5"."""
    windows = ((start - 1, start + 1), (start - 2, start + 1), (end - 1, end + 1), (end - 1, end + 2))
    return not any(_cuts(hay[max(first, 0) : last]) for first, last in windows)


def _cuts(around: str) -> bool:
    if not around or around[0] >= _CJK or around[-1] >= _CJK:
        return False
    return re.fullmatch(r"\w\w|\w'\w|\d[.,]\d", around) is not None


_STEM_WORD = regex(rf"[{_CJK}-\uffff]+|[^\W\d_]{{3,}}(?:['’][^\W\d_]+)*")
_ENDING = regex(r"(?:ing|ied|ies|ed|es|s|y)$")


def stems(text: str) -> set[str]:
    """What says something in a text: "agreed" and "agreement" are one; pairs of characters where no spaces are."""
    found: set[str] = set()
    for word in _STEM_WORD.findall(text):
        if word[0] >= _CJK:
            found.update(word[at : at + 2] for at in range(max(len(word) - 1, 1)))
        elif not is_stopword(word) and fold(word) not in BLAND:
            found.add(_ENDING.sub("", fold(word))[:5].rstrip("aeiouy"))
    return found - _DATE_STEMS - {""}


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    "both": 2,
    "dozen": 12,
}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER = regex(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+|[,;:.()]")


def numbers(text: str, *, told: bool = False) -> set[float]:
    """The numbers in a text, in digits or English words; as `told` ones without "one" and "both", which may be none."""
    found: set[float] = set()
    total, current, running = 0.0, 0.0, False
    for word in [*_NUMBER.findall(text.casefold()), ""]:
        if running and word in _SCALES:
            if word == "hundred":
                current *= 100
            else:
                total, current = total + current * _SCALES[word], 0.0
            continue
        if running and word == "and" and (total or current >= 100):
            continue
        value = _VALUES.get(word)
        if running and value is not None and 0 < value < 100 and (current == 0 or _goes_on(current, value)):
            current += value
            continue
        if running:
            found.add(round(total + current, 6))
        digits = word[:1].isdigit() and word.isascii()
        running = digits or word in _SCALES or (value is not None and not (told and word in {"one", "both"}))
        number = float(word.replace(",", "")) if digits else float(value if value is not None else 1)
        total, current = 0.0, number
        if word in _SCALES:
            current = float(_SCALES[word])
    return found


def _goes_on(current: float, value: int) -> bool:
    return (current % 100 >= 20 and current % 10 == 0 and value < 10) or (current >= 100 and current % 100 == 0)


_DATE_STEMS = {_ENDING.sub("", word)[:5].rstrip("aeiouy") for word in [*MONTHS, *WEEKDAYS]}
_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
_MAY = r"(?:May|March|Mar)"  # other words as well, unless a number stands beside them
_CLEAR = "|".join(name.capitalize() for name in [*MONTHS, *WEEKDAYS, *_SHORT] if name not in {"may", "march", "Mar"})
_DATE = regex(rf"\b(?:{_CLEAR})\b|(?<=\d\s){_MAY}\b|\b{_MAY}(?=\.?\s\d)")
_ANY_DATE = regex(rf"\b(?:{_CLEAR}|{_MAY})\b", re.IGNORECASE)


def dates(text: str) -> set[str]:
    """The months and days of the week that a text tells, by their first three letters."""
    return {match[0][:3].casefold() for match in _DATE.finditer(text)}


def dates_in(text: str) -> set[str]:
    """Likewise whatever may be one, for what was said."""
    return {match[:3].casefold() for match in _ANY_DATE.findall(text)}


def of_day(iso: str | None) -> tuple[set[float], set[str]]:
    """The numbers of a date, and its month and day of the week."""
    try:
        day = datetime.date.fromisoformat(iso or "")
    except ValueError:
        return numbers(iso or ""), set()
    return {day.year, day.month, day.day}, {MONTHS[day.month - 1][:3], WEEKDAYS[day.weekday()][:3]}
