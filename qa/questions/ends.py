"""Whether a question asks how a transcript, or somebody in it, begins or ends: "Who spoke first?". Patterns. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from qa.patterns import phrase
from qa.questions.meetings import MEETING
from qa.questions.openings import START


class End(StrEnum):
    """Which end is asked for."""

    FIRST = "first"
    LAST = "last"


_CLOSING = phrase(
    r"\b(?:last|closing|clos(?:e|es|ed)|final(?:ly)?|conclud\w+|conclusion|ends?|ended|parting|finish\w*|wrap\w*)\b"
)
_BEGINS = r"(?:begins?|began|begun|starts?|started|opens?|opened|kick(?:s|ed)? off)"
_CLOSES = r"(?:ends?|ended|clos(?:e|es|ed)|conclude[sd]?|finish(?:es|ed)?|wrap(?:s|ped)? up)"
_NTH = r"(?:first|opening|last|closing|final|concluding|parting)"
_SHOW = r"(?:what|quote|give|show|repeat|read)"
_WHEN = (
    r"(?:first|last|finally|at the (?:very )?(?:beginning|start|end|close|outset)|in (?:closing|conclusion|opening)|"
    r"to (?:begin|start|close|conclude|finish)(?: with)?)"
)
_THERE = rf"(?: (?:in|at|of|during|on) (?:(?:the|this|that) )?(?:[\w.'-]+ ){{0,4}}(?:{MEETING}))?[\s?.!]*$"
_WHOLE = rf"(?:the|this|that|his|her|their|its) (?:[\w.'-]+ ){{0,4}}(?:{MEETING})"
_NAME = r"[\w.' -]{2,50}?"
_SAID = rf" (?:that )?{_NAME} (?:say|says|said|spoke|mentioned|told \w+)"
_ASKS = tuple(
    phrase(START + one)
    for one in (
        rf"who\s(?:spoke|speaks|talked|talks)\s(?:first|last){_THERE}",
        r"who\s(?:is|was)\s(?:the\s)?(?:first|last|final)\s(?:speaker|(?:(?:person|one|speaker)\s)?to\s(?:speak|"
        rf"talk)){_THERE}",
        rf"who\s(?:has|had|gets|got)\sthe\s(?:first|last|final)\sword{_THERE}",
        rf"who\s(?:{_BEGINS}|{_CLOSES})\s{_WHOLE}[\s?.!]*$",
        rf"how\s(?:did|does|do)\s(?:{_WHOLE}|it)\s(?:{_BEGINS}|{_CLOSES})[\s?.!]*$",
        rf"how\s(?:did|does|do)\s{_NAME}\s(?:{_BEGINS}|{_CLOSES})(?:\soff|\sup)?\s{_WHOLE}[\s?.!]*$",
        rf"{_SHOW}\b.{{0,50}}?\b{_NTH}\s(?:words?|remarks?|sentences?|lines?|statements?)"
        rf"(?:\s(?:of|by|from)\s{_NAME}|{_SAID})?{_THERE}",
        rf"{_SHOW}\b.{{0,30}}?\b(?:first|last|final)\sthings?{_SAID}{_THERE}",
        rf"what\s(?:did|does|do)\s{_NAME}\ssay\s{_WHEN}{_THERE}",
    )
)


def asked(text: str) -> End | None:
    """Which end a question asks for; None where it asks for something else.

    Args:
        text: the question, in straight quotes.
    """
    match = next(filter(None, (asks.search(text) for asks in _ASKS)), None)
    return match and (End.LAST if _CLOSING.search(_without_names(match[0])) else End.FIRST)


def _without_names(text: str) -> str:
    """The question without capitalised words: "Ms. Close" ends nothing."""
    return re.sub(r"(?<!^)\b[A-Z][\w.'-]*", "", text)
