"""From the words that a system keeps back to the place in the file where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def locate(text: str, pieces: Sequence[tuple[str, int | None]]) -> list[tuple[int, int] | None]:
    """The span of each piece of a text, whatever became of its white space; None where it stands nowhere.

    Args:
        text: of the file.
        pieces: words and offset, where it is known; in the order of the text. They may overlap. An offset is
            believed when the words stand there.
    """
    places = [n for n, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[n] for n in places)
    spans: list[tuple[int, int] | None] = []
    begun = ended = 0
    for piece, offset in pieces:
        words = "".join(piece.split())
        if not words:
            spans.append(None)
            continue
        at = -1 if offset is None else bisect_left(places, offset)
        if at < 0 or not bare.startswith(words, at):
            # Behind the piece before, else overlapping it, else anywhere.
            at = next((n for n in (bare.find(words, ended), bare.find(words, begun), bare.find(words)) if n >= 0), -1)
        if at < 0:
            spans.append(None)
            continue
        begun, ended = at + 1, at + len(words)
        spans.append((places[at], places[ended - 1] + 1))
    return spans


def kept(part: str, whole: str, start: int = 0) -> list[int]:
    """The offset in a text of each character of what was kept of it from `start` on, and of the end.

    Raises:
        ValueError: the part is not the text with something left out.
    """
    offsets = []
    for character in part:
        if character.isspace():
            offsets.append(start)
            continue
        offsets.append(whole.index(character, start))
        start = offsets[-1] + 1
    return [*offsets, start]
