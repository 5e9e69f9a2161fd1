"""Whether a question asks for a vote or a motion: who voted how, who moved or seconded it, how it went. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

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


_WHO = r"(?:who(?:\selse)?|which\s(?:[\w'’-]+\s){1,3}?)\s?(?:all\s|has\s|had\s|have\s)?"
_ABOUT = r"(?P<about>\s(?:about|on|over|regarding|concerning|in|at|during|to|that|of|for|when|last)\b.*?)?[\s?.!]*$"
_MOTION = r"(?:it|that|this|(?:the|that|this)\s(?:[\w'’-]+\s){0,3}?(?:motion|proposal|resolution|amendment|item|vote))"
_EVERYBODY = rf"(?:{BODY}|people|members|(?:the\s)?others|all)"
_FOR = r"(?:yes|aye|yea|for|in\sfavou?r(?:\sof)?|to(?=\s))"
_AGAINST = r"(?:no|nay|against)"
_RESULT = r"(?:votes?|roll\scall|vote\scount|tally|result\sof\sthe\svote)(?:\sresult)?"
_PUT = r"(?:motion|resolution|amendment)"
_NAME = r"(?P<who>(?:[\w.'’-]+\s){1,4}?)"
_ANY = r"(?P<about>\s.+?)?[\s?.!]*$"
_SHAPES = (
    (Part.WHOLE, rf"{START}how\s(?:did|does|has|have|do)\s{_EVERYBODY}\svoted?{_ABOUT}"),
    (Part.WHOLE, rf"{START}(?:what\s(?:was|is|were)|how\sclose\swas)\s(?:the\s)?(?:final\s)?{_RESULT}{_ABOUT}"),
    (Part.WHOLE, rf"{START}how\sdid\sthe\svote\sgo{_ABOUT}"),
    (
        Part.WHOLE,
        rf"{START}(?:did|has)\sthe\s(?:{_PUT}|vote)(?P<about>\s.+?)?\s(?:pass(?:ed)?|carr(?:y|ied)|fail(?:ed)?)[\s?.!]*$",
    ),
    (
        Part.CAST,
        rf"{START}(?:did|has)\s(?:anyone|anybody)(?:\selse)?\s"
        rf"(?:voted?\s(?:(?P<for>{_FOR})|(?P<against>{_AGAINST}))(?![\w-])|(?P<neither>abstain(?:ed)?)){_ANY}",
    ),
    (Part.CAST, rf"{START}how\s(?:did|does|has|have)\s{_NAME}voted?{_ABOUT}"),
    (Part.CAST, rf"{START}did\s{_NAME}vote\s(?:{_FOR}|{_AGAINST})(?![\w-]){_ANY}"),
    (Part.CAST, rf"{START}{_WHO}(?:voted|votes)\s(?:(?P<for>{_FOR})|(?P<against>{_AGAINST}))(?![\w-]){_ANY}"),
    (Part.CAST, rf"{START}{_WHO}(?P<neither>abstained|abstains){_ABOUT}"),
    (Part.SECONDED, rf"{START}who\s(?:has\s|had\s)?second(?:ed|s)(?:\s{_MOTION})?{_ABOUT}"),
    (
        Part.MOVED,
        rf"{START}who\s(?:has\s|had\s)?(?:made|makes|put|brought|moved|proposed|introduced)\s(?:the|that|a)\s{_PUT}\b{_ANY}",
    ),
    (Part.MOVED, rf"{START}who\smoved(?P<about>\s(?:to|that)\s.+?)[\s?.!]*$"),
    (Part.MOVED, rf"{START}who\s(?:has\s|had\s)?moved\s{_MOTION}{_ABOUT}"),
    (
        Part.MOTIONS,
        rf"{START}(?:(?:list|name|show|give\sme|what|which)\s)(?:(?:were|are|all|the|other|of)\s)*motions"
        rf"(?:\s(?:that\s)?(?:(?:were|was|got|have\sbeen)\s)?(?:made|moved|put|proposed|there|voted\son|(?P<passed>passed|carried|"
        rf"approved|adopted)|(?P<failed>failed|lost|defeated|rejected|voted\sdown)))?{_ABOUT}",
    ),
)


@cache
def _patterns() -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, re.compile(shape, re.IGNORECASE)) for part, shape in _SHAPES)


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
