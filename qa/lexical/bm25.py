"""BM25 as tantivy reckons it, for engines that only store what is counted.

Lengths are rounded as in Lucene: exact up to 40, then eight steps to each doubling.
"""

from __future__ import annotations

import math
from bisect import bisect_right

K1 = 1.2
B = 0.75
_FREE = 24


def _length(code: int) -> int:
    """The length that a byte stands for."""
    rest = code - _FREE
    if rest < 8:
        return code
    return _FREE + ((rest & 7 | 8) << (rest >> 3) - 1)


_LENGTHS = [_length(code) for code in range(256)]


def rounded(length: int) -> int:
    """The length as it is counted: the greatest that a byte stands for and that is not above it."""
    return _LENGTHS[bisect_right(_LENGTHS, length) - 1]


def rarity(holding: int, total: int) -> float:
    """What a term weighs that stands in `holding` of `total` passages."""
    return math.log1p((total - holding + 0.5) / (holding + 0.5))


def weight(times: int, length: int, mean_length: float) -> float:
    """What a term adds, for each of its rarity, to a passage of `length` terms in which it stands so many `times`."""
    return times * (K1 + 1) / (times + K1 * (1 - B + B * rounded(length) / mean_length))


def presence(holding: int, total: int) -> float:
    """What a term weighs in coverage."""
    return math.log1p((total + 0.5) / (holding + 0.5))
