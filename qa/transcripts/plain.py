"""Documents that are no transcript: one turn without a speaker."""

from __future__ import annotations

from qa.models import Transcript, Turn
from qa.patterns import regex
from qa.transcripts.header import describe_prose
from qa.transcripts.layout import blocks, join_lines

_SHORTEST_FULL_LINE = 45
_LONGEST_WRAP = 120
_STRUCTURED = regex(r"\s|[-*+#>|•`]|\d+[.)]\s")


def parse(text: str, document: str) -> Transcript:
    """The whole text as one turn; lines of wrapped prose are joined, all others kept."""
    title, date = describe_prose(text)
    whole = "\n\n".join(map(_paragraph, blocks(text)))
    return Transcript(document, title, date, "text", (Turn(0, None, whole.strip()),))


def _paragraph(block: str) -> str:
    block = block.strip("\n")
    lines = [line.rstrip() for line in block.split("\n")]
    wrapped = len(lines) > 1 and all(_SHORTEST_FULL_LINE <= len(line) <= _LONGEST_WRAP for line in lines[:-1])
    if wrapped and len(lines[-1]) <= _LONGEST_WRAP and not any(_STRUCTURED.match(line) for line in lines):
        return join_lines(lines)
    return "\n".join(lines)
