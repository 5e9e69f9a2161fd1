"""Whether a question asks where in time something was first or last said: "Who first mentioned the depot?". Pure."""

from __future__ import annotations

from dataclasses import dataclass

from qa.patterns import phrase
from qa.questions.ends import End
from qa.questions.meetings import MEETING
from qa.questions.openings import START

_NTH = r"(?P<nth>first|last|most recently)"
_ADJECTIVE = r"(?P<nth>first|earliest|last|latest|most recent)"
_LAST = phrase(r"la|most")
_WHO = rf"(?:who|which (?:speaker|person|witness|member)|(?:in )?which (?:of the )?(?:{MEETING}))"
_WHEN = rf"(?:when|where|on (?:what|which) (?:date|day)|in (?:which|what) (?:of the )?(?:{MEETING}|year|month))"
_VERB = (
    r"(?:mention(?:s|ed)?|bring(?:s)? up|brought up|refer(?:s|red)? to|rais(?:e|es|ed)|name[sd]?|talk(?:s|ed)? about|"
    r"sp(?:eak|eaks|oke) (?:about|of)|discuss(?:es|ed)?|cite[sd]?|say|says|said|use[sd]?|utter(?:s|ed)?)"
)
_PASSIVE = (
    r"(?:mentioned|brought up|referred to|raised|named|talked about|spoken (?:about|of)|discussed|cited|said|used|"
    r"uttered|heard)"
)
_ACTIVE = r"(?:come up|get mentioned|appear)"
_NAME = r"[\w.'’ -]{2,50}?"
_TERM = r"(?P<term>.+?)"
_END = r"[\s?.!]*$"


_ASKS = tuple(
    phrase(f"{START}{one}{_END}")
    for one in (
        rf"{_WHO}\s{_NTH}\s{_VERB}\s{_TERM}",
        rf"{_WHO}\s{_VERB}\s{_TERM}\s{_NTH}",
        rf"who\s(?:brought|raised)\s{_TERM}\sup\s{_NTH}",
        rf"who\s(?:is|was)\s(?:the\s)?{_ADJECTIVE}\s(?:(?:person|one|speaker)\s)?to\s{_VERB}\s{_TERM}",
        rf"{_WHEN}\s(?:did|does|do|has|have)\s{_NAME}\s{_NTH}\s{_VERB}\s{_TERM}",
        rf"{_WHEN}\s(?:is|was|were|are|has|have)\s{_TERM}\s(?:been\s)?{_NTH}\s{_PASSIVE}(?P<where>\s.*?)?",
        rf"{_WHEN}\s(?:did|does|do)\s{_TERM}\s{_NTH}\s{_ACTIVE}(?P<where>\s.*?)?",
        rf"(?:when|where|what)\s(?:is|was)\sthe\s{_ADJECTIVE}\s(?:mention|reference)\s(?:of|to)\s{_TERM}",
        rf"(?:when|where)\s(?:is|was)\sthe\s{_ADJECTIVE}\stime\s(?:that\s)?(?:anyone|anybody|someone|somebody|"
        rf"{_NAME})\s{_VERB}\s{_TERM}",
        rf"(?:when|where)\s(?:is|was)\sthe\s{_ADJECTIVE}\stime\s(?:that\s)?{_TERM}\s(?:was|were|is|are)\s{_PASSIVE}",
        rf"(?:when|where)\s(?:is|was)\sthe\s{_ADJECTIVE}\stime\s(?:that\s)?{_TERM}\s(?:came|comes)\sup",
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question for the first or last time asks about.

    Attributes:
        term: what was said, as the question has it, perhaps with where it was said behind it.
        end: the first time, or the last.
    """

    term: str
    end: End


def asked(text: str) -> Asked | None:
    """What a question asks the first or last time of; None where it asks for something else.

    Args:
        text: the question, in straight quotes.
    """
    match = next(filter(None, (asks.search(text) for asks in _ASKS)), None)
    return match and Asked(match["term"], End.LAST if _LAST.match(match["nth"]) else End.FIRST)
