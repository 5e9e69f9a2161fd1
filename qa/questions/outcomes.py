"""Whether a question asks what came of a meeting: what was decided, who is to do what, what was left open. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

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
    rf"{START}(?:(?:list|name|show|give)\s(?:me\s|us\s)?|(?:what|which|tell\sme)(?:\s(?:were|was|are|is))?\s|"
    r"(?:were|are|is|was)\sthere\s)?(?:(?:the|all|any|main|key|of|my|our|final)\s)*"
)
BODY = (
    r"(?:they|we|you|everyone|everybody|the\s(?:[\w'’-]+\s){0,2}(?:boards?|councils?|committees?|groups?|teams?|meetings?|members|"
    r"trustees|councillors|panel|commission|assembly|club|jury|court))"
)
"""Whoever decides together, as a question calls them."""
_FINALLY = r"(?:finally\s|eventually\s|actually\s|in\sthe\send\s|then\s|all\s)?"
_DECIDED = r"(?:decided?|agreed?|resolved?|settled?|approved?)"
_ON = r"(?:\s(?:to\sdo(?=\s)|on|upon))?"
_ABOUT = (
    r"(?P<about>\s(?:about|on|regarding|concerning|over|as\sto|in|at|during|for|with\sregard\sto|of|from|with|after|before|last|"
    r"yesterday|today)\b.*?)?[\s?.!]*$"
)
_SHAPES = (
    (
        Outcome.DECIDED,
        (
            rf"{START}what\s(?:was|were|has\sbeen|have\sbeen|got|is)\s{_FINALLY}(?:decided|agreed|resolved|settled|approved){_ON}(?!\swith\b){_ABOUT}",
            rf"{START}what\s(?:did|does|do|has|have)\s{BODY}\s{_FINALLY}{_DECIDED}{_ON}(?!\swith\b){_ABOUT}",
            rf"{_LIST}(?:decisions?|resolutions)(?:\s(?:that\s)?(?:were\s|was\s)?(?:made|taken|reached|agreed))?{_ABOUT}",
            rf"{START}(?:what\s(?:was|were)\s)?(?:the\s)?outcomes?{_ABOUT}",
        ),
    ),
    (
        Outcome.TO_DO,
        (
            rf"{_LIST}(?:action\s?(?:items?|points?)|actions|to[\s-]?dos?(?:\slists?)?|todos?|next\ssteps|follow-?ups|tasks)"
            rf"(?:\s(?:were\s|was\s)?(?:agreed|assigned|given\sout))?{_ABOUT}",
            rf"{START}who\s(?:has|needs|is\ssupposed|is\sgoing|have|was|is)\sto\sdo\swhat{_ABOUT}",
            rf"{START}who(?:['’]s|\sis)\s(?:doing|responsible\sfor)\swhat{_ABOUT}",
            rf"{START}what\s(?:does|do|is|are|was|did)(?P<who>\s[\w.'’ -]{{2,40}}?)\s"
            rf"(?:have|need|supposed|meant|agree)\sto\sdo(?!\swith\b)(?:\snext)?{_ABOUT}",
        ),
    ),
    (
        Outcome.OPEN,
        (
            rf"{START}what\s(?:was|were|is|are|has\sbeen|remains?|remained|stayed)\s(?:still\s)?(?:(?:left|still|been)\sopen|(?<=remains\s)open|(?<=remained\s)open|undecided|unresolved|"
            rf"outstanding|deferred|postponed|put\soff|unsettled|not\s(?:decided|agreed|settled|resolved))(?:\son)?{_ABOUT}",
            rf"{START}what\s(?:was|were|is|has)n['’]t\s(?:been\s)?(?:decided|agreed|settled|resolved){_ABOUT}",
            rf"{_LIST}(?:open|unresolved|outstanding)\s(?:questions|issues|points|items|matters|ends){_ABOUT}",
        ),
    ),
)


@cache
def _patterns() -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    return tuple((outcome, re.compile(shape, re.IGNORECASE)) for outcome, shapes in _SHAPES for shape in shapes)


def asked(text: str) -> Asked | None:
    """What came of a meeting that a question asks for, where it asks for nothing else."""
    plain = " ".join(text.split())
    for outcome, shape in _patterns():
        if match := shape.match(plain):
            groups = match.groupdict()
            return Asked(outcome, f"{groups.get('who') or ''}{groups.get('about') or ''}".strip())
    return None
