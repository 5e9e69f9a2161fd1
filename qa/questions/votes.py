"""Whether a question asks for a vote or a motion: who voted how, who moved or seconded it, how it went. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from qa.patterns import phrase
from qa.questions.openings import START
from qa.questions.outcomes import BODY


class Part(StrEnum):
    """What of a vote is asked for."""

    CAST = "cast"
    MOVED = "moved"
    SECONDED = "seconded"
    WHOLE = "whole"
    MOTIONS = "motions"


class Choice(StrEnum):
    """How somebody votes."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        part: of a vote.
        who: whose vote, as written; empty where everybody's is asked for.
        choice: only votes of this kind.
        about: what on, or when.
        passed: only motions that did, or did not.
    """

    part: Part
    who: str = ""
    choice: Choice | None = None
    about: str = ""
    passed: bool | None = None


_WHO = r"(?:who(?: else)?|which (?:[\w'’-]+ ){1,3}?) ?(?:all |has |had |have )?"
_ABOUT = r"(?P<about> (?:about|on|over|regarding|concerning|in|at|during|to|that|of|for|when|last)\b.*?)?[\s?.!]*$"
_MOTION = r"(?:it|that|this|(?:the|that|this) (?:[\w'’-]+ ){0,3}?(?:motion|proposal|resolution|amendment|item|vote))"
_EVERYBODY = rf"(?:{BODY}|people|members|(?:the )?others|all)"
_FOR = r"(?:yes|aye|yea|for|in favou?r(?: of)?|to(?= ))"
_AGAINST = r"(?:no|nay|against)"
_RESULT = r"(?:votes?|roll call|vote count|tally|result of the vote)(?: result)?"
_PUT = r"(?:motion|resolution|amendment)"
_NAME = r"(?P<who>(?:[\w.'’-]+ ){1,4}?)"
_ANY = r"(?P<about> .+?)?[\s?.!]*$"
_SHAPES = (
    (Part.WHOLE, rf"{START}how (?:did|does|has|have|do) {_EVERYBODY} voted?{_ABOUT}"),
    (Part.WHOLE, rf"{START}(?:what (?:was|is|were)|how close was) (?:the )?(?:final )?{_RESULT}{_ABOUT}"),
    (Part.WHOLE, rf"{START}how did the vote go{_ABOUT}"),
    (
        Part.WHOLE,
        rf"{START}(?:did|has) the (?:{_PUT}|vote)(?P<about> .+?)? (?:pass(?:ed)?|carr(?:y|ied)|fail(?:ed)?)[\s?.!]*$",
    ),
    (
        Part.CAST,
        rf"{START}(?:did|has) (?:anyone|anybody)(?: else)? "
        rf"(?:voted? (?:(?P<for>{_FOR})|(?P<against>{_AGAINST}))(?![\w-])|(?P<neither>abstain(?:ed)?)){_ANY}",
    ),
    (Part.CAST, rf"{START}how (?:did|does|has|have) {_NAME}voted?{_ABOUT}"),
    (Part.CAST, rf"{START}did {_NAME}vote (?:{_FOR}|{_AGAINST})(?![\w-]){_ANY}"),
    (Part.CAST, rf"{START}{_WHO}(?:voted|votes) (?:(?P<for>{_FOR})|(?P<against>{_AGAINST}))(?![\w-]){_ANY}"),
    (Part.CAST, rf"{START}{_WHO}(?P<neither>abstained|abstains){_ABOUT}"),
    (Part.SECONDED, rf"{START}who (?:has |had )?second(?:ed|s)(?: {_MOTION})?{_ABOUT}"),
    (
        Part.MOVED,
        rf"{START}who (?:has |had )?(?:made|makes|put|brought|moved|proposed|introduced) (?:the|that|a) {_PUT}\b{_ANY}",
    ),
    (Part.MOVED, rf"{START}who moved(?P<about> (?:to|that) .+?)[\s?.!]*$"),
    (Part.MOVED, rf"{START}who (?:has |had )?moved {_MOTION}{_ABOUT}"),
    (
        Part.MOTIONS,
        rf"{START}(?:(?:list|name|show|give me|what|which) )(?:(?:were|are|all|the|other|of) )*motions"
        r"(?: (?:that )?(?:(?:were|was|got|have been) )?(?:made|moved|put|proposed|there|voted on|"
        r"(?P<passed>passed|carried|"
        rf"approved|adopted)|(?P<failed>failed|lost|defeated|rejected|voted down)))?{_ABOUT}",
    ),
)


@cache
def _patterns() -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, phrase(shape)) for part, shape in _SHAPES)


def asked(text: str) -> Asked | None:
    """What of a vote a question asks for, where it asks for nothing else."""
    # "Who seconded it, as to the pouches?": completed from the question before.
    plain = re.sub(r",\sas\sto\s", " on ", " ".join(text.split()))
    for part, shape in _patterns():
        if match := shape.match(plain):
            groups = match.groupdict()
            choice = next((one for one in Choice if groups.get(one.value)), None)
            passed = bool(groups["passed"]) if groups.get("passed") or groups.get("failed") else None
            return Asked(part, (groups.get("who") or "").strip(), choice, (groups.get("about") or "").strip(), passed)
    return None
