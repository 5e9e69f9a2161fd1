"""What every match of a regular expression holds, so that a text without it need not be searched. Pure.

A pattern of many alternatives is tried at every character of a text; whether one of a few strings stands there at all
is told a good deal sooner. How they are found: Cox, 2012, "Regular Expression Matching with a Trigram Index", whose
exact and required sets are those below; here they are strings of any length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

try:
    # There is no public way to read a pattern's parts.
    from re import _constants as parts  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - of an interpreter that keeps them elsewhere: every text is searched
    parser = None

_Strings = frozenset[str]

# Strings of fewer characters stand in most texts; more strings than these take as long to look for as the pattern.
_SHORTEST, _MOST = 2, 100
# So many strings are spelled out of parts that follow each other, and so many are told from a class of characters.
_SPELLED, _CLASS = 12, 4
_NOTHING: _Strings = frozenset({""})
_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# White space is alike, and so are apostrophes; and what a pattern without regard to case takes for "i" folds otherwise.
_ALIKE = str.maketrans(dict.fromkeys(_SPACES, " ") | {"’": "'", "ı": "i", "\u0307": None})


def folded(text: str) -> str:
    """A text as the strings are written: without case, with white space and apostrophes of one kind."""
    if text.isascii() and text.isprintable():
        return text.lower()
    return text.casefold().translate(_ALIKE)


def literals(pattern: re.Pattern[str]) -> tuple[str, ...] | None:
    """Strings, folded, of which any match holds one; None where nothing tells a text that has no match.

    Where there is a choice, the longer are taken, then the fewer.
    """
    if parser is None:
        return None
    parsed = parser.parse(pattern.pattern, pattern.flags)
    # Where it can begin only at the beginning, looking for it there takes less time.
    if parsed and parsed[0] in _BEGINNINGS:
        return None
    told = _of_sequence(parsed)
    best = max(filter(None, (told.required, _useful(told.exact))), key=_selective, default=None)
    return tuple(sorted(best)) if best else None


_BEGINNINGS = [(parts.AT, parts.AT_BEGINNING), (parts.AT, parts.AT_BEGINNING_STRING)] if parser else []


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of the text that a part of a pattern finds.

    Attributes:
        exact: all that it may be; None where that is too much, or no end of it.
        required: strings of which it holds one; None where there are none to tell.
    """

    exact: _Strings | None = None
    required: _Strings | None = None

    @property
    def best(self) -> _Strings | None:
        """What is required, or all that it may be where that is of use."""
        return max(filter(None, (self.required, _useful(self.exact))), key=_selective, default=None)


def _useful(strings: _Strings | None) -> _Strings | None:
    """Those that need be looked for: "seconds" holds "second"; None where they tell too little, or are too many."""
    if not strings or min(map(len, strings)) < _SHORTEST:
        return None
    kept: list[str] = []
    for one in sorted(strings, key=len):
        if not any(shorter in one for shorter in kept):
            kept.append(one)
    return frozenset(kept) if len(kept) <= _MOST else None


def _selective(strings: _Strings) -> tuple[int, int]:
    return min(8, min(map(len, strings))), -len(strings)


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> _Told:
    """Of parts that follow each other: all that they spell where that is little, and the run that tells most."""
    spelled, whole = _NOTHING, True
    runs: list[_Strings] = []
    for kind, value in items:
        each = _of_one(kind, value)
        if each.exact is not None and len(spelled) * len(each.exact) <= _SPELLED:
            spelled = frozenset(one + other for one in spelled for other in each.exact)
            continue
        whole = False
        runs += filter(None, (_useful(spelled), each.required))
        spelled = each.exact if each.exact is not None else _NOTHING
    if whole:
        return _Told(exact=spelled)
    runs += filter(None, (_useful(spelled),))
    return _Told(required=max(runs, key=_selective, default=None))


def _of_one(kind: Any, value: Any) -> _Told:
    if kind is parts.LITERAL:
        return _Told(frozenset({folded(chr(value))}))
    if kind is parts.IN:
        return _Told(_of_class(value))
    if kind in (parts.AT, parts.ASSERT, parts.ASSERT_NOT):
        # They take no room: what stands before and behind them stands together.
        return _Told(_NOTHING)
    if kind is parts.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind is parts.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind is parts.BRANCH:
        return _of_branches([_of_sequence(branch) for branch in value[1]])
    if kind in (parts.MAX_REPEAT, parts.MIN_REPEAT, parts.POSSESSIVE_REPEAT):
        return _of_repeat(*value)
    return _Told()


def _of_branches(branches: list[_Told]) -> _Told:
    exact = [one.exact for one in branches if one.exact is not None]
    union = frozenset[str]().union(*exact)
    if len(exact) == len(branches) and len(union) <= _SPELLED:
        return _Told(union)
    each = [one.best for one in branches]
    return _Told(required=_useful(frozenset[str]().union(*filter(None, each))) if all(each) else None)


def _of_repeat(least: int, most: int, inside: Iterable[tuple[Any, Any]]) -> _Told:
    told = _of_sequence(inside)
    if (least, most) == (0, 1) and told.exact is not None:
        return _Told(told.exact | _NOTHING)
    if (least, most) == (1, 1):
        return told
    return _Told(required=told.best if least else None)


def _of_class(members: Iterable[tuple[Any, Any]]) -> _Strings | None:
    """The few characters of a class; None of one with many."""
    found: set[str] = set()
    for kind, value in members:
        if kind is parts.LITERAL:
            found.add(folded(chr(value)))
        elif kind is parts.CATEGORY and value is parts.CATEGORY_SPACE:
            found.add(" ")
        else:
            return None
    return frozenset(found) if len(found) <= _CLASS else None
