"""Whether a question asks what came of a meeting: what was decided, who is to do what, what was left open. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from qa.patterns import phrase
from qa.questions.openings import START


class Outcome(StrEnum):
    """What came of it."""

    DECIDED = "decided"
    TO_DO = "to do"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        outcome: what came of it.
        about: what about, when, where or for whom; empty where it says nothing of that.
    """

    outcome: Outcome
    about: str


_LIST = (
    rf"{START}(?:(?:list|name|show|give) (?:me |us )?|(?:what|which|tell me)(?: (?:were|was|are|is))? |"
    r"(?:were|are|is|was) there )?(?:(?:the|all|any|main|key|of|my|our|final) )*"
)
BODY = (
    r"(?:they|we|you|everyone|everybody|the (?:[\w'’-]+ ){0,2}(?:boards?|councils?|committees?|groups?|"
    r"teams?|meetings?|members|trustees|councillors|panel|commission|assembly|club|jury|court))"
)
"""Whoever decides together, as a question calls them."""
_FINALLY = r"(?:finally |eventually |actually |in the end |then |all )?"
_DECIDED = r"(?:decided?|agreed?|resolved?|settled?|approved?)"
_ON = r"(?: (?:to do(?= )|on|upon))?"
_ABOUT = (
    r"(?P<about> (?:about|on|regarding|concerning|over|as to|in|at|during|for|with regard to|of|from|with|"
    r"after|before|last|yesterday|today)\b.*?)?[\s?.!]*$"
)
_SHAPES = (
    (
        Outcome.DECIDED,
        (
            rf"{START}what (?:was|were|has been|have been|got|is) {_FINALLY}(?:decided|agreed|resolved|settled|"
            rf"approved){_ON}(?! with\b){_ABOUT}",
            rf"{START}what (?:did|does|do|has|have) {BODY} {_FINALLY}{_DECIDED}{_ON}(?! with\b){_ABOUT}",
            rf"{_LIST}(?:decisions?|resolutions)(?: (?:that )?(?:were |was )?(?:made|taken|reached|agreed))?{_ABOUT}",
            rf"{START}(?:what (?:was|were) )?(?:the )?outcomes?{_ABOUT}",
        ),
    ),
    (
        Outcome.TO_DO,
        (
            rf"{_LIST}(?:action ?(?:items?|points?)|actions|to[\s-]?dos?(?: lists?)?|todos?|next steps|follow-?ups|"
            r"tasks)"
            rf"(?: (?:were |was )?(?:agreed|assigned|given out))?{_ABOUT}",
            rf"{START}who (?:has|needs|is supposed|is going|have|was|is) to do what{_ABOUT}",
            rf"{START}who(?:'s| is) (?:doing|responsible for) what{_ABOUT}",
            rf"{START}what (?:does|do|is|are|was|did)(?P<who> [\w.'’ -]{{2,40}}?) "
            rf"(?:have|need|supposed|meant|agree) to do(?! with\b)(?: next)?{_ABOUT}",
        ),
    ),
    (
        Outcome.OPEN,
        (
            rf"{START}what (?:was|were|is|are|has been|remains?|remained|stayed) (?:still )?(?:(?:left|still|"
            r"been) open|(?<=remains )open|(?<=remained )open|undecided|unresolved|"
            r"outstanding|deferred|postponed|put off|unsettled|not (?:decided|agreed|settled|"
            rf"resolved))(?: on)?{_ABOUT}",
            rf"{START}what (?:was|were|is|has)n't (?:been )?(?:decided|agreed|settled|resolved){_ABOUT}",
            rf"{_LIST}(?:open|unresolved|outstanding) (?:questions|issues|points|items|matters|ends){_ABOUT}",
        ),
    ),
)


@cache
def _patterns() -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    return tuple((outcome, phrase(shape)) for outcome, shapes in _SHAPES for shape in shapes)


def asked(text: str) -> Asked | None:
    """What came of a meeting that a question asks for, where it asks for nothing else."""
    plain = " ".join(text.split())
    for outcome, shape in _patterns():
        if match := shape.match(plain):
            groups = match.groupdict()
            return Asked(outcome, f"{groups.get('who') or ''}{groups.get('about') or ''}".strip())
    return None
