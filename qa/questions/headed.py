"""Whether a question asks for what a head tells: who was absent, who holds an office, who is whose counsel. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.questions.meetings import MEETING
from qa.questions.openings import START
from qa.questions.parsing import pattern


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        office: whose holder is asked for; empty where the absent are.
        about: of what body, at which meeting, or when.
        client: whose counsel is asked for.
    """

    office: str
    about: str
    client: str = ""


_WHO = r"(?:who(?:\sall)?|which\s(?:people|members|councillors|trustees|committee\smembers|board\smembers))"
_NOT = r"(?:n['’]t|\snot)"
_WHERE = rf"(?:from|at|in|on|for|during|of|to|last)\b.*?|(?:the|this|that)\s(?:[\w'’.-]+\s){{0,5}}(?:{MEETING})\b.*?"
_REST = rf"(?P<about>(?:\s(?:{_WHERE}))?)[\s?.!]*$"
_ABSENT = (
    pattern(rf"{START}{_WHO}\s(?:was|were|is|are)\s(?:absent|not\s(?:there|here|present|in\sattendance)){_REST}"),
    pattern(rf"{START}{_WHO}\s(?:was|were|is|are)n['’]t(?:\s(?:there|here|present|in\sattendance)\b)?{_REST}"),
    pattern(
        rf"{START}{_WHO}\s(?:did{_NOT}\s(?:attend|come|turn\sup|show\sup|make\sit)|missed(?=\s(?:the|this|that)\s)){_REST}"
    ),
    pattern(
        rf"{START}(?:who\s(?:sent|gave|tendered|has\ssent)\s(?:(?:his|her|their)\s)?|(?:were|are)\sthere\s(?:any\s)?|"
        rf"(?:what|which)\s)(?:apologies|regrets|absences)(?:\swere\s(?:there|received|given))?{_REST}"
    ),
)
_OFFICE = pattern(
    rf"{START}who(?:\s(?:is|was|are|were)|['’]s)\s(?:the|its|their|our)\s(?P<office>(?:[\w'’-]+\s){{0,2}}?[\w-]+)"
    r"(?P<about>(?:\s(?:of|at|on|for|in)\s.+?)?)[\s?.!]*$"
)
_CHAIRS = pattern(
    rf"{START}who\s(?:chair(?:s|ed)|presided\sover|(?:is|was)\s(?:chairing|in\sthe\schair\sof))(?P<about>\s.+?)?[\s?.!]*$"
)
_COUNSEL = pattern(
    rf"{START}who\s(?:(?:is\s|was\s)?represent(?:s|ed|ing)|(?:(?:is|was)\s)?(?:appear|act)(?:s|ed|ing)\s(?:for|on\sbehalf\sof)|"
    r"(?:is|was)\s(?:the\s)?(?:counsel|lawyer|attorney|barrister|solicitor)\s(?:for|to))\s(?P<client>(?:[\w.'’-]+\s?){1,5}?)"
    r"(?P<about>(?:\s(?:at|on|in|during)\s.+?)?)[\s?.!]*$"
)
_BODY_FIRST = re.compile(r"^(?P<body>.+?)['’]s\s(?P<office>[\w\s-]+)$")


def asked(text: str) -> Asked | None:
    """What the head of a transcript may tell, where a question asks for nothing else."""
    plain = re.sub(r",\sas\sto\s", " on ", " ".join(text.split()))
    for shape in _ABSENT:
        # "Who wasn't?" leaves open what.
        if (match := shape.match(plain)) and not re.search(r"n['’]t\W*$", plain):
            return Asked("", match["about"].strip())
    if match := _COUNSEL.match(plain):
        return Asked("", match["about"].strip(), match["client"].strip())
    if match := _CHAIRS.match(plain):
        return Asked("chair", (match["about"] or "").strip())
    if match := _OFFICE.match(plain):
        office, about = match["office"], match["about"].strip()
        if body := _BODY_FIRST.match(office):
            return Asked(body["office"], f"of the {body['body']} {about}".strip())
        return Asked(office, about)
    return None
