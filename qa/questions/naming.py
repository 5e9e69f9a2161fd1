"""Whether a question asks which names are said: "Who is mentioned?", "Which countries does Wang name?". Pure."""

from __future__ import annotations

import re

from qa.patterns import phrase
from qa.questions.openings import START

_NAMES = (
    r"(?:people|persons?|names?|individuals?|officials|politicians|leaders|countries|nations|cities|towns|"
    r"places|locations|streets|"
    r"compan(?:y|ies)|firms|businesses|organi[sz]ations?|bodies|agenc(?:y|ies)|institutions|groups|parties)"
)
# "Which American officials": which of them are, is not told.
_OTHER = r"(?:other |all |of the |the |specific |different |else )*(?:(?-i:[A-Z])\w+ )?"
_MENTION = r"(?:mention|name|refer to|cite|bring up|talk about|speak of)"
_MENTIONED = r"(?:mentioned|named|referred to|cited|brought up|talked about|spoken of|come up|came up)"
_MENTIONS = r"(?:mentions?|names?|refers? to|cites?|brings? up|talks? about|speaks? of)"
# "Who has mentioned Lady Ash by name?" asks who does.
_SOMEBODY = rf"(?P<who>(?!(?:you|we|i|{_MENTIONED})\b)[^,;:]{{1,50}}?)"
_WHERE = r"(?P<where> (?:in|at|during|on|by) [^,;:]+?)?[\s?.!]*$"
_ARE = r"(?:(?:is|are|was|were|gets?|got|has been|have been) )?"
_SHAPES = tuple(
    phrase(START + shape + _WHERE)
    for shape in (
        rf"(?:which|what)\s{_OTHER}{_NAMES}\s(?:that\s)?{_ARE}(?:come\sup|{_MENTIONED})",
        rf"(?:which|what)\s{_OTHER}{_NAMES}\s(?:did|does|do|has|have)\s{_SOMEBODY}\s(?:{_MENTION}|{_MENTIONED})",
        rf"whom?\s(?:all\s|else\s)?(?:did|does|do|has|have)\s{_SOMEBODY}\s(?:{_MENTION}|{_MENTIONED})",
        rf"who\s(?:all\s|else\s)?(?:is|are|was|were|gets?|got|has\sbeen)\s(?:all\s)?{_MENTIONED}",
        rf"(?:list|name|give\sme|show\sme|show)\s{_OTHER}{_NAMES}\s(?:that\s|who\s|which\s)?{_ARE}{_MENTIONED}",
        rf"(?:list|name|give\sme|show\sme|show)\s{_OTHER}{_NAMES}\s(?:that\s|whom?\s|"
        rf"which\s)?{_SOMEBODY}\s(?:{_MENTIONED}|{_MENTIONS})",
    )
)


def asked(text: str) -> str | None:
    """By whom they are said, and where, as written ("" for anybody, anywhere); None where it asks for something else.

    Args:
        text: the question, in straight quotes.
    """
    plain = " ".join(text.split())
    for shape in _SHAPES:
        if match := shape.match(plain):
            groups = match.groupdict()
            return re.sub(r"\s+", " ", f"{groups.get('who') or ''} {groups['where'] or ''}").strip()
    return None
