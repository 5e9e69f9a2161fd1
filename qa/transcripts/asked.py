"""Interviews that print the questions in bold and nobody's name: each question a turn, and what answers it the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.models import Aside, Transcript, Turn
from qa.transcripts import notes
from qa.transcripts.header import describe_prose
from qa.transcripts.layout import blocks

_BOLD = re.compile(r"\*\*([^*]{2,800})\*\*")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me|[Ii]ch|[Jj]e|[Jj]['’](?=\w)|[Yy]o|[Ii]o|[Ee]u)\b")
_FEWEST = 3
_MOST_WORDS = 80


def is_question(text: str) -> bool:
    """Whether a paragraph in bold asks something."""
    return text.rstrip().rstrip('*_”"’)').endswith(("?", "？", "؟")) and len(text.split()) <= _MOST_WORDS


def parse(text: str, document: str) -> Transcript | None:
    """The interview that a text in Markdown is, or None."""
    parts = [" ".join(block.split()) for block in blocks(text)]
    headings = tuple(Aside("heading", part, 0) for part in parts if part.startswith("#"))
    said = [part for part in parts if not part.startswith("#")]
    found = turns([(match[1], True) if (match := _BOLD.fullmatch(part)) else (part, False) for part in said])
    if not found:
        return None
    title, date = describe_prose(text)
    return Transcript(document, title, date, "dialogue", tuple(found), headings)


def turns(paragraphs: Sequence[tuple[str, bool]]) -> list[Turn]:
    """The turns, none of them anybody's by name; nothing where the bold paragraphs are no questions of an interview.

    Where nobody who answers speaks of themselves it is a list of frequent questions.

    Args:
        paragraphs: each with whether all of it is in bold.
    """
    bold = [text for text, is_bold in paragraphs if is_bold]
    asked = [number for number, (text, is_bold) in enumerate(paragraphs) if is_bold and is_question(text)]
    if len(asked) < _FEWEST or 5 * len(asked) < 4 * len(bold):
        return []
    ends = [*asked[1:], len(paragraphs)]
    if any(end - start < 2 for start, end in zip(asked, ends, strict=True)):
        return []
    answers = [" ".join(text for text, _ in paragraphs[one + 1 : two]) for one, two in zip(asked, ends, strict=True)]
    if 4 * sum(_FIRST_PERSON.search(answer) is not None for answer in answers) < len(answers):
        return []
    cuts = sorted({0, *asked, *(number + 1 for number in asked), len(paragraphs)})
    found: list[Turn] = []
    for start, stop in zip(cuts, cuts[1:], strict=False):
        said, directions = notes.extract([text for text, _ in paragraphs[start:stop]])
        found.append(Turn(len(found), None, said, notes=directions))
    return found
