"""The words for a kind of transcript, a meeting, a hearing; and whether a question is about many of them. Pure."""

from __future__ import annotations

from qa.patterns import phrase

HEADS = (
    "meeting briefing hearing interview episode podcast session conversation debate call forum speech talk panel "
    "conference statement remarks summit lecture seminar workshop webinar deposition gaggle inquest plenary tribunal "
    "call-in all-hands transcript recording tape document file"
).split()
MEETING = "|".join(
    head if head.endswith("s") else f"{head}{'(?:es)?' if head.endswith('h') else 's?'}" for head in HEADS
)
"""Alternatives of a pattern: any of them, or several."""
_MANY = phrase(
    r"\b(?:across|each|every|all|different|various|several|other|(?<!\bhow )many)(?: of)?(?: (?:the|these|those|our))?"
    rf"(?: \w+){{0,2}} (?:{MEETING}|days?|weeks?|months?|years?)\b"
    r"|\bover (?:time|the (?:\w+ )?(?:days|weeks|months|years|meetings|hearings))\b"
    r"|\bhow (?:did|has|have|had|does|do)\b.{1,80}\b(?:changed?|evolved?|shift(?:ed)?|develop(?:ed)?)\b"
    r"(?! (?:the|a|an|its?|their|his|her|this|that|these|those|our|your|my|to|from)\b)"
)


def asks_many(question: str) -> bool:
    """Whether a question is about many documents: "in every hearing", "over the years", "how did it change"."""
    return _MANY.search(question) is not None
