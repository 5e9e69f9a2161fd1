"""Scripts of films: under a name in capitals stands what is said, and all between is action that nobody says.

What tells them are the headings of their scenes, `INT. KITCHEN - NIGHT`; without two of them a text is no such script.
"""

from __future__ import annotations

import re

from qa.models import Aside, Transcript, Turn
from qa.patterns import regex
from qa.transcripts.header import describe
from qa.transcripts.layout import blocks, join_lines

_SCENE = regex(r"\.?(?:INT|EXT|EST|INT\.?/EXT|I/E)[. ]\s*\S[^?]*")
_CUE = regex(r"@?(?P<name>[^\W\d_a-z][^\na-z()]{0,40}?)\s*(?P<how>(?:\([^()\n]{1,30}\)\s*)*)\^?")
_MANNER = regex(r"\((?P<manner>[^()\n]{1,200})\)")
_CUT = regex(r"(?:FADE|CUT|DISSOLVE|SMASH CUT|MATCH CUT)\b[A-Z ]*[:.]?|>.*")
_FEWEST_SCENES = 2
_FEWEST_CUES = 3


def parse(text: str, document: str) -> Transcript | None:
    """The turns of a script, or None where the text is none."""
    parts = [[line.strip() for line in block.strip("\n").split("\n")] for block in blocks(text)]
    scenes = [number for number, lines in enumerate(parts) if _SCENE.fullmatch(lines[0])]
    if len(scenes) < _FEWEST_SCENES or sum(_is_cue(lines) for lines in parts) < _FEWEST_CUES:
        return None
    title, date = describe("\n\n".join("\n".join(lines) for lines in parts[: scenes[0]]))
    turns: list[Turn] = []
    asides = [Aside("front matter", "\n".join(lines), 0) for lines in parts[: scenes[0]]]
    for lines in parts[scenes[0] :]:
        if _is_cue(lines) and (turn := _turn(len(turns), lines)):
            turns.append(turn)
        else:
            kind = "heading" if _SCENE.fullmatch(lines[0]) else "action"
            asides.append(Aside(kind, join_lines(lines), len(turns)))
    return Transcript(document, title, date, "dialogue", tuple(turns), tuple(asides)) if turns else None


def _is_cue(lines: list[str]) -> bool:
    """Whether a block is a name in capitals with something under it."""
    first = lines[0]
    return len(lines) > 1 and bool(_CUE.fullmatch(first)) and not (_SCENE.fullmatch(first) or _CUT.fullmatch(first))


def _turn(index: int, lines: list[str]) -> Turn | None:
    cue = _CUE.fullmatch(lines[0])
    if cue is None:
        return None
    notes = [how.strip() for how in re.findall(r"\(([^()]*)\)", cue["how"])]
    said = []
    for line in lines[1:]:
        if manner := _MANNER.fullmatch(line):
            notes.append(manner["manner"])
        else:
            said.append(line)
    return Turn(index, cue["name"].strip(), join_lines(said), notes=tuple(notes)) if said else None
