"""What stands inside or after a turn and was not said: headings, rules, page numbers, credits at the end."""

from __future__ import annotations

import re

_RULE = re.compile(r"(?:[-*_=~#•·+]\s*){3,}\Z")
_PAGE = re.compile(r"(?:-\s*)?(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4}|\s*/\s*\d{1,4})?(?:\s*-)?\Z", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_TERMINAL = (".", "?", "!", "…", "”", '"', ")", "]", "—", "–", "。", "！", "？", ":", "#", "*")
_LONGEST_CREDIT = 160
_MOST_WORDS = 18
_CREDIT = re.compile(
    r"""
      (?:(?:official|officially|originally|first|previously|also|article|news|content|story|post|this|the|was|is|
           transcript|interview|video|speech)\s+){0,5}
        (?:published|posted|appeared|released|syndicated|re-?published|broadcast|transcribed|translated)
        \s+(?:at|on|by|in|from|via)\b(?!.*[.?!]\Z).*
    | (?:source|credit|credits|courtesy|via|photo|image|transcript|transcription|transcribed|transcriber|translation|
         published|posted|updated|read\ more|more\ information|contact|tags?|share|original|link|url)\s*[:：].*
    | (?:transcript|transcription|transcribed|translation|captions?|captioned|subtitles?|recorded|photo|image)
        \s+(?:(?:provided|prepared|produced|edited|created|courtesy)\s+)?(?:by|of|from)\b(?!.*[?!]\Z).*
    | (?:©|\(c\)|copyright\b\s*(?:©|\(c\)|\d{4}|[A-Z:]|by\b)).*
    | all\ rights\ reserved\b.*
    | <?(?:https?://|www\.)\S+>?
    | [-–—\s\[(*]*(?:(?-i:END|THE\ END)|end\s+of\s+(?:the\s+)?(?:transcript|interview|recording|session|document|file))
        [-–—\s\])*.]*
    | (?:\#\s*){1,} | -\s*30\s*- | [-*_=~]{3,}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def furniture_kind(block: str) -> str | None:
    """What it is, "heading" or "furniture", for a block that is no speech whoever's turn it stands in, else None."""
    line = block.strip()
    if not line or "\n" in line or len(line) > 200:
        return None
    if _MARKDOWN_HEADING.match(line):
        return "heading"
    if (not line[0].isalnum() and _RULE.match(line)) or (line[-1].isalnum() or line[-1] == "-") and _is_page(line):
        return "furniture"
    return None


def is_heading_before_label(block: str) -> bool:
    """Whether the last block before a label is a heading: a short line in capitals, no sentence."""
    line = block.strip()
    words = line.split()
    return (
        "\n" not in line
        and 2 <= len(words) <= 12
        and line.isupper()
        and not line.endswith((*_TERMINAL, ",", ";"))
        and sum(char.isalpha() for char in line) >= 6
    )


def split_credits(body: str) -> tuple[str, list[str]]:
    """Cut the credits off the end of the last turn.

    Args:
        body: everything after the last label.

    Returns:
        What was said, and the credit lines as printed.
    """
    lines = body.split("\n")
    first = len(lines)
    index = len(lines) - 1
    while index > 0:
        line = lines[index].strip()
        if line:
            if not _is_credit(line):
                break
            first = index
        index -= 1
    # A credit starts a block, or follows a finished sentence; the end of a wrapped sentence does neither.
    while first < len(lines) and not (
        not lines[first - 1].strip() or lines[first - 1].rstrip().endswith(_TERMINAL) or _is_mark(lines[first].strip())
    ):
        first += 1
        while first < len(lines) and not lines[first].strip():
            first += 1
    if first >= len(lines) or not any(line.strip() for line in lines[:first]):
        return body, []
    return "\n".join(lines[:first]), [line.strip() for line in lines[first:] if line.strip()]


def _is_credit(line: str) -> bool:
    return len(line) <= _LONGEST_CREDIT and len(line.split()) <= _MOST_WORDS and bool(_CREDIT.fullmatch(line))


def _is_mark(line: str) -> bool:
    return bool(re.match(r"[#\-*_=~©\[]|https?://|www\.", line))


def _is_page(line: str) -> bool:
    match = _PAGE.match(line)
    return bool(match) and (line.casefold().startswith("page") or line.startswith("-"))
