"""Interviews that print nobody's name: each question a turn, and what answers it the next.

The questions are in bold; or whoever speaks begins with a dash, in turn.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.models import Aside, Transcript, Turn
from qa.patterns import regex
from qa.transcripts import notes
from qa.transcripts.header import describe_prose, says_interview
from qa.transcripts.layout import blocks, breaks_are_wraps, paragraphs

_BOLD = regex(r"\*\*([^*]{2,800})\*\*")
_DASHED = regex(r"[–—―][^\S\n]*(?=[^\s–—―])")
_DASH_LINE = regex(r"\n(?=[^\S\n]*[–—―])")
_FIRST_PERSON = regex(r"\b(?:I|[Mm]y|me|[Ii]ch|[Jj]e|[Jj]['’](?=\w)|[Yy]o|[Ii]o|[Ee]u)\b")
_FEWEST = 3
_MOST_WORDS = 80
_MOST_BEFORE = 6
_LONGEST_HEAD = 2000


def is_question(text: str) -> bool:
    """Whether a paragraph in bold asks something."""
    return text.rstrip().rstrip('*_”"’»').endswith(("?", "？", "؟")) and len(text.split()) <= _MOST_WORDS


def parse(text: str, document: str) -> Transcript | None:
    """The interview that a text in Markdown is, or None."""
    parts = [" ".join(block.split()) for block in blocks(text)]
    headings = tuple(Aside("heading", part, 0) for part in parts if part.startswith("#"))
    said = [part for part in parts if not part.startswith("#")]
    found = turns([(match[1], True) if (match := _BOLD.fullmatch(part)) else (part, False) for part in said])
    before: tuple[Aside, ...] = ()
    if not found and len(_DASH_LINE.findall(text)) >= 2 * _FEWEST - 1:
        front, found = _by_dashes(paragraphs(_DASH_LINE.sub("\n\n", text), breaks_are_wraps(text)))
        headings, before = (), tuple(Aside("front matter", part, 0) for part in front)
    if not found:
        return None
    title, date = describe_prose(text)
    return Transcript(document, title, date, "dialogue", tuple(found), headings + before)


def _by_dashes(parts: list[str]) -> tuple[list[str], list[Turn]]:
    """What stands in front, and the turns of two who speak in turn, each after a dash; no turns in any other text.

    In a list every point begins so, and none asks; in a story others tell what happens between what is said.
    """
    starts = [number for number, part in enumerate(parts) if _DASHED.match(part)]
    if len(starts) < 2 * _FEWEST or starts[0] > _MOST_BEFORE or 5 * len(starts) < 4 * (len(parts) - starts[0]):
        return [], []
    asks = [is_question(parts[number]) for number in starts]
    ends = all(parts[number].endswith((".", "?", "!", "…", "»", "”", '"', ")")) for number in starts)
    # Whoever asks has every second turn.
    if not ends or 4 * sum(asks[0::2]) < 3 * len(asks[0::2]) or 2 * sum(asks[1::2]) > len(asks[1::2]):
        return [], []
    found: list[Turn] = []
    for start, stop in zip(starts, [*starts[1:], len(parts)], strict=True):
        said, directions = notes.extract([_DASHED.sub("", parts[start], count=1), *parts[start + 1 : stop]])
        found.append(Turn(len(found), None, said, notes=directions))
    return parts[: starts[0]], found


def turns(printed: Sequence[tuple[str, bool]]) -> list[Turn]:
    """The turns, none of them anybody's by name; nothing where the bold paragraphs are no questions of an interview.

    Where nobody who answers speaks of themselves it is a list of frequent questions, unless its head says otherwise.

    Args:
        printed: the paragraphs, each with whether all of it is in bold.
    """
    bold = [text for text, is_bold in printed if is_bold]
    asked = [number for number, (text, is_bold) in enumerate(printed) if is_bold and is_question(text)]
    if len(asked) < _FEWEST or 5 * len(asked) < 4 * len(bold):
        return []
    ends = [*asked[1:], len(printed)]
    if any(end - start < 2 for start, end in zip(asked, ends, strict=True)):
        return []
    answers = [" ".join(text for text, _ in printed[one + 1 : two]) for one, two in zip(asked, ends, strict=True)]
    head = " ".join(text for text, _ in printed[: asked[0]])
    if not says_interview(head[:_LONGEST_HEAD]) and 4 * sum(
        _FIRST_PERSON.search(answer) is not None for answer in answers
    ) < len(answers):
        return []
    cuts = sorted({0, *asked, *(number + 1 for number in asked), len(printed)})
    found: list[Turn] = []
    for start, stop in zip(cuts, cuts[1:], strict=False):
        said, directions = notes.extract([text for text, _ in printed[start:stop]])
        found.append(Turn(len(found), None, said, notes=directions))
    return found
