"""Columns of a page that is laid out in characters: read one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from qa.patterns import regex

_GAP = regex(r"\S(\s{2,})(?=\S)")
_WIDE_GAP = 3
_FEWEST_LINES = 6
_MOST_CROSSING = 0.25
_LEFTMOST, _RIGHTMOST = 0.25, 0.75
_NARROWEST = 40


def in_order(lines: Sequence[str], deep: int = 2) -> list[str]:
    """The lines of a page in the order in which they are read: each column from top to bottom.

    A line across the columns, such as a heading, comes after what stands above it and before what stands below.

    Args:
        lines: as laid out.
        deep: how often a column may be divided again.
    """
    gutter = _gutter(lines) if deep else None
    if gutter is None:
        return list(lines)
    ordered: list[str] = []
    left: list[str] = []
    right: list[str] = []

    def finish() -> None:
        for column in (left, right):
            inner = _shift(_trim(column))
            if inner:
                ordered.extend(in_order(inner, deep - 1))
                ordered.append("")
            column.clear()

    for line in lines:
        if line.strip() and _crosses(line, gutter):
            finish()
            ordered.append(line)
        else:
            left.append(line[:gutter].rstrip())
            right.append(line[gutter:].rstrip())
    finish()
    return ordered


def _gutter(lines: Sequence[str]) -> int | None:
    """Where the space between two columns stands, if there are two."""
    full = [line for line in lines if line.strip()]
    width = max((len(line) for line in full), default=0)
    if width < _NARROWEST or len(full) < _FEWEST_LINES:
        return None
    votes = [0] * (width + 1)
    for line in full:
        for match in _GAP.finditer(line):
            start, end = match.span(1)
            if end - start >= _WIDE_GAP:
                for place in range(start + 1, end):
                    votes[place] += 1
    places = range(int(_LEFTMOST * width), int(_RIGHTMOST * width))
    most = max((votes[place] for place in places), default=0)
    if most < _FEWEST_LINES:
        return None
    likely = [place for place in places if votes[place] >= 0.9 * most]
    crossings = {place: sum(_crosses(line, place) for line in full) for place in likely}
    fewest = min(crossings.values())
    clear = [place for place in likely if crossings[place] == fewest]
    place = clear[len(clear) // 2]
    return place if fewest <= _MOST_CROSSING * len(full) and _is_text(full, place) else None


def _is_text(full: Sequence[str], place: int) -> bool:
    """Whether both sides hold lines of text rather than entries of a table."""
    sides = [[line[:place].split() for line in full], [line[place:].split() for line in full]]
    return all(sum(len(words) for words in side) >= 3 * max(1, sum(bool(words) for words in side)) for side in sides)


def _crosses(line: str, place: int) -> bool:
    """Whether text stands at the place, so that no column ends there."""
    return bool(line[place - 1 : place + 1].strip()) and len(line) > place


def _trim(column: Sequence[str]) -> list[str]:
    first, last = 0, len(column)
    while first < last and not column[first].strip():
        first += 1
    while last > first and not column[last - 1].strip():
        last -= 1
    return list(column[first:last])


def _shift(column: list[str]) -> list[str]:
    """The column moved to the left edge."""
    edge = min((len(line) - len(line.lstrip()) for line in column if line.strip()), default=0)
    return [line[edge:] for line in column]
