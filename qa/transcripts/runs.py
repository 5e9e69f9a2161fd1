"""Runs of letters in one style, as word processors keep them, and the blocks that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qa.transcripts.blocks import Block, may_be_label

_LONGEST_HEADING = 250


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; a line end is a break within a paragraph.

    Attributes:
        text: as printed.
        bold: it is bold.
        italic: it is in italics.
        speaker: its style says that it names who speaks.
    """

    text: str
    bold: bool = False
    italic: bool = False
    speaker: bool = False


def paragraph_blocks(runs: Iterable[Run], heading: int = 0) -> Iterator[Block]:
    """The lines of a paragraph that hold something.

    Args:
        runs: what the paragraph is made of.
        heading: its level, 0 for none.
    """
    tight = False
    for line in _lines(runs):
        if "".join(run.text for run in line).strip():
            yield _block(line, heading, tight)
            tight = True
        else:
            tight = False


def _block(line: list[Run], heading: int, tight: bool) -> Block:
    text = "".join(run.text for run in line).strip()
    heading = heading if len(text) <= _LONGEST_HEADING else 0
    label = "".join(run.text for run in line[: _leading(line, "speaker")]).strip()
    if label and may_be_label(label):
        said = text[len(label) :]
        if seam := re.match(r"\s*[:：]", said):
            label, said = label + seam[0].strip(), said[seam.end() :]
        return Block(said.strip(), label=label, sure=True)
    bold = "".join(run.text for run in line[: _leading(line, "bold")])
    return Block(
        text,
        heading=heading,
        bold=0 if heading else len(bold.strip()),
        italic=all(run.italic for run in line if run.text.strip()),
        tight=tight,
    )


def _leading(line: list[Run], mark: str) -> int:
    """How many runs at the beginning are marked, or hold nothing."""
    count = 0
    while count < len(line) and (getattr(line[count], mark) or not line[count].text.strip()):
        count += 1
    return count


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(replace(run, text=first))
        for piece in rest:
            yield line
            line = [replace(run, text=piece)]
    yield line
