"""Rolling captions: each cue repeats what still stands on the screen; it was said once.

In other captions a line that comes twice was said twice, so the file as a whole has to show that it rolls.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_SHARE = 0.3
_FEWEST = 3
_LONGEST_GAP = 1.0


class Shown(NamedTuple):
    """The lines that stand on the screen from `start` to `end`."""

    start: float
    end: float
    lines: tuple[str, ...]


def unroll(shown: Sequence[Shown], typed: bool) -> list[tuple[str, ...]]:
    """The lines that are new in each cue; all of them where the file does not roll.

    Args:
        shown: the cues in order.
        typed: words carry times of their own, as in captions that appear word by word.
    """
    if not typed and not _rolls(shown):
        return [cue.lines for cue in shown]
    fresh = []
    standing: Shown | None = None
    for cue in shown:
        if not cue.lines:
            fresh.append(cue.lines)
            continue
        follows = standing is not None and cue.start - standing.end <= _LONGEST_GAP
        fresh.append(_new(standing.lines, cue.lines) if standing and follows else cue.lines)
        standing = cue
    return fresh


def _rolls(shown: Sequence[Shown]) -> bool:
    cues = [cue for cue in shown if cue.lines]
    pairs = list(zip(cues, cues[1:], strict=False))
    # What comes again whole, for as long as before, may well have been said again.
    rolled = sum(
        (new := _new(before.lines, after.lines)) != after.lines and bool(new or after.end - after.start < 0.1)
        for before, after in pairs
    )
    return rolled >= _FEWEST and rolled >= _SHARE * len(pairs)


def _new(standing: tuple[str, ...], lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines less those at their beginning that stood at the end of the cue before."""
    for count in range(min(len(standing), len(lines)), 0, -1):
        if standing[-count:] == lines[:count]:
            return lines[count:]
    # One line that grows word by word.
    if lines[0].startswith(f"{standing[-1]} "):
        return (lines[0][len(standing[-1]) + 1 :], *lines[1:])
    return lines
