"""Numbers in words to digits, so that "twenty-six" is found by "26": speech is written down either way. Pure.

Numbers below a thousand, and years. Terms are read, as `qa.lexical.analysis` makes them: lower case and stemmed.
"""

from __future__ import annotations

from collections.abc import Sequence

_ONES = dict(zip("zero one two three four five six seven eight nine".split(), range(10), strict=True))
_TEENS = "ten eleven twelv thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = dict(
    zip("twenti thirti forti fifti sixti seventi eighti nineti".split(), range(20, 100, 10), strict=True)
)  # fmt: skip
_SMALL = _ONES | _TENS | dict(zip(_TEENS, range(10, 20), strict=True))
_HUNDRED = "hundr"
# What may begin a year: "nineteen eighty-two", "twenty twenty-four".
_CENTURIES = {"nineteen": 1900, "twenti": 2000}


def in_digits(terms: Sequence[str]) -> list[str]:
    """The terms with numbers in words as digits: "two", "hundr", "and", "twelv", "million" is "212", "million".

    "One" alone stays a word: it is seldom a number.
    """
    if _SMALL.keys().isdisjoint(terms) and _HUNDRED not in terms:
        return list(terms)
    result: list[str] = []
    place = 0
    while place < len(terms):
        value, after = _number(terms, place)
        result.append(terms[place] if value is None else str(value))
        place = after
    return result


def _number(terms: Sequence[str], place: int) -> tuple[int | None, int]:
    """The number that begins at a place, if any, and the place after it, or after the term."""
    first = terms[place]
    second = terms[place + 1] if place + 1 < len(terms) else ""
    if second == _HUNDRED and (first == "a" or _ONES.get(first, 0) > 0):
        hundreds = 100 * _ONES.get(first, 1)
        rest = place + 2
        if rest + 1 < len(terms) and terms[rest] == "and" and terms[rest + 1] in _SMALL:
            rest += 1
        below, after = _below_hundred(terms, rest)
        return hundreds + (below or 0), after if below else place + 2
    if first in _CENTURIES and (second in _TENS or second in _TEENS):
        below, after = _below_hundred(terms, place + 1)
        return _CENTURIES[first] + (below or 0), after
    below, after = _below_hundred(terms, place)
    return (None, place + 1) if below is None or (first == "one" and after == place + 1) else (below, after)


def _below_hundred(terms: Sequence[str], place: int) -> tuple[int | None, int]:
    first = terms[place] if place < len(terms) else ""
    if first not in _SMALL:
        return None, place
    unit = _ONES.get(terms[place + 1], 0) if place + 1 < len(terms) else 0
    return (_SMALL[first] + unit, place + 2) if first in _TENS and unit else (_SMALL[first], place + 1)
