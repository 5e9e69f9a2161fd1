"""Whether a question asks for what somebody promised, left open, denied, admitted, corrected or wanted. Pure.

What is asked for is done with words, and need not be named in them: "We'll have an officer there" is a promise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from qa.patterns import phrase
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


_WHAT = r"(?:what|which)(?: else)?"
_HELPS = r"(?:did|does|do|has|have|had)"
_NO_NAME = "say|said|tell|told|think|thought|about|on|that|to|do|did|have|want|make|made|offer|when|why|how"
_WORD = rf"(?!(?:{_NO_NAME})\b)[\w.'’-]+"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,5}}?)(?: (?:ever|actually|also|just|finally))?"
_ABOUT = (
    r"(?P<about> (?:about|on|regarding|concerning|over|as to|in|at|during|for|with regard to|when asked about) "
    r".+?)?"
)
_END = r"[\s?.!]*$"
_PROMISES = r"(?:promises?|pledges?|commitments?|guarantees?|undertakings?|assurances?|vows)"
_PROMISED = (
    r"(?:promised?|pledged?|guaranteed?|undert(?:ake|aken|ook)|vow(?:ed)?|commit(?:ted)?(?: (?:him|her|it|"
    r"them)sel(?:f|ves))?(?: to)?)(?: to do)?"
)
_REFUSED = (
    r"(?:(?:refused?|declined?|fail(?:ed)?) to (?:answer|say(?: anything)?|comment|talk|speak|discuss|disclose|"
    r"tell|respond|reveal|confirm)(?: to)?"
    r"|dodged?|evaded?|duck(?:ed)?|avoid(?:ed)?(?: answering)?|sidestep(?:ped)?|deflect(?:ed)?|(?:le(?:ave|"
    r"ft) )(?:open|unanswered))"
)
_QUESTIONS = r"(?: (?:of the )?questions?)"
_ADMITTED = (
    r"(?:admit(?:ted)?(?: to)?|conceded?|acknowledged?|confess(?:ed)?(?: to)?|own(?:ed)? up to)"
    r"(?: (?:making|doing))?"
)
_CORRECTED = r"(?:correct(?:ed)?|retract(?:ed)?|t(?:ake|aken|ook) back|withdr(?:aw|awn|ew))"
_WANTED = (
    r"(?:(?:really )?want(?:s|ed)?(?: to (?:see|happen|be done|get|achieve))?|demand(?:s|ed)?|hoped? for|"
    r"wish(?:ed)? for|call(?:ed)? for)"
)
# "List everything that Ann promised"
_ALL_OF_IT = r"(?:(?:list|name|show|give|tell) (?:me )?)?(?:everything|all|anything|whatever) (?:that )?"
_HAS = r"(?:has |have |had )?"
_ANYTHING = r"(?: (?:any|some)thing(?: (?:else|new|more|concrete|specific|definite|firm|at all|in return))?)"
_ANY = r"(?:make|made|give|gave|given|offer|offered) (?:any|some)"
_SAID_WRONG = r"(?: (?:figures?|numbers?|statements?|mistakes?|errors?|claims?))"
_ASKS = {
    Act.PROMISE: (
        rf"{_WHAT} {_HELPS} {_NAME} {_PROMISED}{_ABOUT}",
        rf"{_ALL_OF_IT}{_NAME} {_HAS}{_PROMISED}{_ABOUT}",
        rf"{_WHAT} {_PROMISES} {_HELPS} {_NAME} (?:make|made|give|gave|given|offer|offered){_ABOUT}",
        rf"{_WHAT} (?:was|were|is|has been|have been) (?:promised|pledged|guaranteed){_ABOUT}",
        rf"{_WHAT} {_PROMISES} (?:was|were|are|have been) (?:made|given){_ABOUT}",
        rf"{_HELPS} {_NAME} {_PROMISED}(?: (?:anyone|anybody|us|them))?{_ANYTHING}{_ABOUT}",
        rf"{_HELPS} {_NAME} {_ANY} (?:\w+ )?{_PROMISES}{_ABOUT}",
        rf"(?:list|name|show me|give me|what (?:are|were)) (?:all )?(?:of )?(?:the )?{_NAME}'s? {_PROMISES}{_ABOUT}",
        rf"(?:list|name|show me|give me|what (?:are|were)) (?:all )?(?:of )?(?:the )?{_PROMISES}"
        rf"(?: (?:that were )?(?:made|given))?(?: (?:of|by) {_NAME})?{_ABOUT}",
    ),
    Act.DECLINE: (
        rf"{_WHAT}{_QUESTIONS}? {_HELPS} {_NAME} {_REFUSED}{_ABOUT}",
        rf"{_WHAT}{_QUESTIONS}? (?:would|will|did|could|has|have) {_NAME} (?:not|never) (?:answer(?:ed)?|say|"
        rf"comment on|discuss|talk about){_ABOUT}",
        rf"{_WHAT}{_QUESTIONS}? (?:would|wo|did|could|has|have)n't {_NAME} (?:answer(?:ed)?|comment on|"
        rf"discuss){_ABOUT}",
        rf"{_WHAT}{_QUESTIONS} (?:went|was|were|are|remained?|stayed|has been|have been) (?:left )?"
        rf"(?:unanswered|open|not answered|dodged|evaded){_ABOUT}",
        rf"{_WHAT}{_QUESTIONS} (?:was|were)n't answered{_ABOUT}",
        rf"how (?:often|many times) {_HELPS} {_NAME} {_REFUSED}(?: to answer)?(?: (?:a |the )?questions?)?{_ABOUT}",
        rf"how many questions {_HELPS} {_NAME} {_REFUSED}{_ABOUT}",
        rf"{_HELPS} {_NAME} {_REFUSED}(?:{_ANYTHING}| (?:any|some)(?: of the)? questions?){_ABOUT}",
    ),
    Act.DENY: (
        rf"{_WHAT} {_HELPS} {_NAME} (?:deny|denied|denies){_ABOUT}",
        rf"{_ALL_OF_IT}{_NAME} {_HAS}denied{_ABOUT}",
        rf"{_WHAT} (?:was|were|is|has been) denied{_ABOUT}",
        rf"{_HELPS} {_NAME} (?:deny|denied){_ANYTHING}{_ABOUT}",
    ),
    Act.ADMIT: (
        rf"{_HELPS} {_NAME} {_ADMITTED}(?:{_ANYTHING}| any (?:mistakes?|errors?|faults?|failures?)){_ABOUT}",
        rf"{_WHAT}(?: (?:mistakes?|errors?|faults?|failures?))? {_HELPS} {_NAME} {_ADMITTED}{_ABOUT}",
        rf"{_ALL_OF_IT}{_NAME} {_HAS}{_ADMITTED}{_ABOUT}",
        rf"{_WHAT}(?: (?:mistakes?|errors?|faults?|failures?))? (?:was|were|has been) (?:admitted|conceded|"
        rf"acknowledged){_ABOUT}",
    ),
    Act.CORRECT: (
        rf"{_HELPS} {_NAME} (?:have to )?{_CORRECTED}(?:{_ANYTHING}| any of (?:it|this|that|(?:his|her|their|the)"
        rf"{_SAID_WRONG})| any{_SAID_WRONG}){_ABOUT}",
        rf"{_WHAT}{_SAID_WRONG}? {_HELPS} {_NAME} (?:have to |had to )?{_CORRECTED}{_ABOUT}",
        rf"{_WHAT} (?:corrections?|retractions?) {_HELPS} {_NAME} (?:make|made){_ABOUT}",
        rf"{_WHAT} (?:corrections?|retractions?) (?:was|were|are|have been) (?:made|there){_ABOUT}",
        rf"{_WHAT}{_SAID_WRONG} (?:was|were|has been|have been|had to be) (?:later )?(?:corrected|retracted|"
        rf"taken back|withdrawn){_ABOUT}",
    ),
    Act.WANT: (
        rf"{_WHAT} {_HELPS} {_NAME} {_WANTED}{_ABOUT}",
        rf"{_WHAT} (?:is|are|was|were) {_NAME} (?:calling|hoping) for{_ABOUT}",
    ),
}
_HOW_OFTEN = phrase(r"\bhow (?:often|many)\b")
_ANYBODY = phrase(
    r"(?:the )?(?:any(?:one|body)|some(?:one|body)|they|people|speakers?|witness(?:es)?|participants?|"
    r"panel(?:ists)?|members?|it)$"
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
    return tuple((act, tuple(phrase(f"{START}{one}{_END}") for one in several)) for act, several in _ASKS.items())
