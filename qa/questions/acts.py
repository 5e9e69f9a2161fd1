"""Whether a question asks for what somebody promised, left open, denied, admitted, corrected or wanted. Pure.

What is asked for is done with words, and need not be named in them: "We'll have an officer there" is a promise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from qa.questions.openings import START


class Act(StrEnum):
    """What is done with words."""

    PROMISE = "promise"
    DECLINE = "decline"
    DENY = "deny"
    ADMIT = "admit"
    CORRECT = "correct"
    WANT = "want"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        act: what was done.
        name: by whom, as the question has it; None where anybody may have.
        about: what about, or when and where, with its preposition; empty where it says nothing of that.
        how_often: a number is asked for.
    """

    act: Act
    name: str | None
    about: str
    how_often: bool


_WHAT = r"(?:what|which)(?:\selse)?"
_HELPS = r"(?:did|does|do|has|have|had)"
_NO_NAME = "say|said|tell|told|think|thought|about|on|that|to|do|did|have|want|make|made|offer|when|why|how"
_WORD = rf"(?!(?:{_NO_NAME})\b)[\w.'’-]+"
_NAME = rf"(?P<name>{_WORD}(?:\s{_WORD}){{0,5}}?)(?:\s(?:ever|actually|also|just|finally))?"
_ABOUT = (
    r"(?P<about>\s(?:about|on|regarding|concerning|over|as\sto|in|at|during|for|with\sregard\sto|when\sasked\sabout)\s"
    r".+?)?"
)
_END = r"[\s?.!]*$"
_PROMISES = r"(?:promises?|pledges?|commitments?|guarantees?|undertakings?|assurances?|vows)"
_PROMISED = (
    r"(?:promised?|pledged?|guaranteed?|undert(?:ake|aken|ook)|vow(?:ed)?|commit(?:ted)?(?:\s(?:him|her|it|them)sel(?:f|ves))?(?:\sto)?)"
    r"(?:\sto\sdo)?"
)
_REFUSED = (
    r"(?:(?:refused?|declined?|fail(?:ed)?)\sto\s(?:answer|say(?:\sanything)?|comment|talk|speak|discuss|disclose|tell|respond|reveal|confirm)(?:\sto)?"
    r"|dodged?|evaded?|duck(?:ed)?|avoid(?:ed)?(?:\sanswering)?|sidestep(?:ped)?|deflect(?:ed)?|(?:le(?:ave|ft)\s)(?:open|unanswered))"
)
_QUESTIONS = r"(?:\s(?:of\sthe\s)?questions?)"
_ADMITTED = (
    r"(?:admit(?:ted)?(?:\sto)?|conceded?|acknowledged?|confess(?:ed)?(?:\sto)?|own(?:ed)?\sup\sto)"
    r"(?:\s(?:making|doing))?"
)
_CORRECTED = r"(?:correct(?:ed)?|retract(?:ed)?|t(?:ake|aken|ook)\sback|withdr(?:aw|awn|ew))"
_WANTED = (
    r"(?:(?:really\s)?want(?:s|ed)?(?:\sto\s(?:see|happen|be\sdone|get|achieve))?|demand(?:s|ed)?|hoped?\sfor|wish(?:ed)?\sfor|"
    r"call(?:ed)?\sfor)"
)
# "List everything that Ann promised"
_ALL_OF_IT = r"(?:(?:list|name|show|give|tell)\s(?:me\s)?)?(?:everything|all|anything|whatever)\s(?:that\s)?"
_HAS = r"(?:has\s|have\s|had\s)?"
_SAID_WRONG = r"(?:\s(?:figures?|numbers?|statements?|mistakes?|errors?|claims?))"
_ASKS = {
    Act.PROMISE: (
        rf"{_WHAT}\s{_HELPS}\s{_NAME}\s{_PROMISED}{_ABOUT}",
        rf"{_ALL_OF_IT}{_NAME}\s{_HAS}{_PROMISED}{_ABOUT}",
        rf"{_WHAT}\s{_PROMISES}\s{_HELPS}\s{_NAME}\s(?:make|made|give|gave|given|offer|offered){_ABOUT}",
        rf"{_WHAT}\s(?:was|were|is|has\sbeen|have\sbeen)\s(?:promised|pledged|guaranteed){_ABOUT}",
        rf"{_WHAT}\s{_PROMISES}\s(?:was|were|are|have\sbeen)\s(?:made|given){_ABOUT}",
        rf"(?:list|name|show\sme|give\sme|what\s(?:are|were))\s(?:all\s)?(?:of\s)?(?:the\s)?{_NAME}['’]s?\s{_PROMISES}{_ABOUT}",
        rf"(?:list|name|show\sme|give\sme|what\s(?:are|were))\s(?:all\s)?(?:of\s)?(?:the\s)?{_PROMISES}"
        rf"(?:\s(?:that\swere\s)?(?:made|given))?(?:\s(?:of|by)\s{_NAME})?{_ABOUT}",
    ),
    Act.DECLINE: (
        rf"{_WHAT}{_QUESTIONS}?\s{_HELPS}\s{_NAME}\s{_REFUSED}{_ABOUT}",
        rf"{_WHAT}{_QUESTIONS}?\s(?:would|will|did|could|has|have)\s{_NAME}\s(?:not|never)\s(?:answer(?:ed)?|say|comment\son|discuss|talk\sabout){_ABOUT}",
        rf"{_WHAT}{_QUESTIONS}?\s(?:would|wo|did|could|has|have)n['’]t\s{_NAME}\s(?:answer(?:ed)?|comment\son|discuss){_ABOUT}",
        rf"{_WHAT}{_QUESTIONS}\s(?:went|was|were|are|remained?|stayed|has\sbeen|have\sbeen)\s(?:left\s)?"
        rf"(?:unanswered|open|not\sanswered|dodged|evaded){_ABOUT}",
        rf"{_WHAT}{_QUESTIONS}\s(?:was|were)n['’]t\sanswered{_ABOUT}",
        rf"how\s(?:often|many\stimes)\s{_HELPS}\s{_NAME}\s{_REFUSED}(?:\sto\sanswer)?(?:\s(?:a\s|the\s)?questions?)?{_ABOUT}",
        rf"how\smany\squestions\s{_HELPS}\s{_NAME}\s{_REFUSED}{_ABOUT}",
    ),
    Act.DENY: (
        rf"{_WHAT}\s{_HELPS}\s{_NAME}\s(?:deny|denied|denies){_ABOUT}",
        rf"{_ALL_OF_IT}{_NAME}\s{_HAS}denied{_ABOUT}",
        rf"{_WHAT}\s(?:was|were|is|has\sbeen)\sdenied{_ABOUT}",
    ),
    Act.ADMIT: (
        rf"{_WHAT}(?:\s(?:mistakes?|errors?|faults?|failures?))?\s{_HELPS}\s{_NAME}\s{_ADMITTED}{_ABOUT}",
        rf"{_ALL_OF_IT}{_NAME}\s{_HAS}{_ADMITTED}{_ABOUT}",
        rf"{_WHAT}(?:\s(?:mistakes?|errors?|faults?|failures?))?\s(?:was|were|has\sbeen)\s(?:admitted|conceded|acknowledged){_ABOUT}",
    ),
    Act.CORRECT: (
        rf"{_WHAT}{_SAID_WRONG}?\s{_HELPS}\s{_NAME}\s(?:have\sto\s|had\sto\s)?{_CORRECTED}{_ABOUT}",
        rf"{_WHAT}\s(?:corrections?|retractions?)\s{_HELPS}\s{_NAME}\s(?:make|made){_ABOUT}",
        rf"{_WHAT}\s(?:corrections?|retractions?)\s(?:was|were|are|have\sbeen)\s(?:made|there){_ABOUT}",
        rf"{_WHAT}{_SAID_WRONG}\s(?:was|were|has\sbeen|have\sbeen|had\sto\sbe)\s(?:later\s)?(?:corrected|retracted|taken\sback|withdrawn){_ABOUT}",
    ),
    Act.WANT: (
        rf"{_WHAT}\s{_HELPS}\s{_NAME}\s{_WANTED}{_ABOUT}",
        rf"{_WHAT}\s(?:is|are|was|were)\s{_NAME}\s(?:calling|hoping)\sfor{_ABOUT}",
    ),
}
_HOW_OFTEN = re.compile(r"\bhow\s(?:often|many)\b", re.IGNORECASE)
_ANYBODY = re.compile(
    r"(?:the\s)?(?:any(?:one|body)|some(?:one|body)|they|people|speakers?|witness(?:es)?|participants?|panel(?:ists)?|members?|it)$",
    re.IGNORECASE,
)


def asked(text: str) -> Asked | None:
    """What a question asks for; None where it asks for something else, or names what was promised or denied."""
    text = " ".join(text.replace("’", "'").split())
    for act, patterns in _patterns():
        for pattern in patterns:
            match = pattern.search(text)
            if match:
                found = match.groupdict()
                name = found.get("name")
                name = None if name is None or _ANYBODY.match(name) else name
                return Asked(act, name, (found.get("about") or "").strip(), _HOW_OFTEN.search(text) is not None)
    return None


@cache
def _patterns() -> tuple[tuple[Act, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (act, tuple(re.compile(f"{START}{one}{_END}", re.IGNORECASE) for one in several))
        for act, several in _ASKS.items()
    )
