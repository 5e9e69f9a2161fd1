"""Whether a question asks for what a head tells: who was absent, who holds an office, who is whose counsel. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.patterns import phrase, regex
from qa.questions.meetings import MEETING
from qa.questions.openings import START


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        office: whose holder is asked for; empty where the absent are.
        about: of what body, at which meeting, or when.
        client: whose counsel is asked for.
        presides: who presided is asked for, whatever he or she is.
    """

    office: str
    about: str
    client: str = ""
    presides: bool = False


_WHO = r"(?:who(?: all)?|which (?:people|members|councillors|trustees|committee members|board members))"
_NOT = r"(?:n't| not)"
_THE = r"(?:the|this|that|an?|any|one|some)"
_WHERE = rf"(?:from|at|in|on|for|during|of|to|last)\b.*?|{_THE} (?:[\w'’.-]+ ){{0,5}}(?:{MEETING})\b.*?"
_REST = rf"(?P<about>(?: (?:{_WHERE}))?)[\s?.!]*$"
_ABSENT = (
    phrase(rf"{START}{_WHO} (?:was|were|is|are) (?:absent|not (?:there|here|present|in attendance)){_REST}"),
    phrase(rf"{START}{_WHO} (?:was|were|is|are)n't(?: (?:there|here|present|in attendance)\b)?{_REST}"),
    phrase(rf"{START}{_WHO} (?:did{_NOT} (?:attend|come|turn up|show up|make it)|missed(?= {_THE} )){_REST}"),
    phrase(
        rf"{START}(?:who (?:sent|gave|tendered|has sent) (?:(?:his|her|their) )?|(?:were|are) there (?:any )?|"
        rf"(?:what|which) )(?:apologies|regrets|absences)(?: were (?:there|received|given))?{_REST}"
    ),
)
_OFFICE = phrase(
    rf"{START}who(?: (?:is|was|are|were)|'s) (?:the|its|their|our) (?P<office>(?:[\w'’-]+ ){{0,2}}?[\w-]+)"
    r"(?P<about>(?: (?:of|at|on|for|in) .+?)?)[\s?.!]*$"
)
_CHAIRS = phrase(
    rf"{START}who (?:chair(?:s|ed)|presided(?: over)?|took the chair(?: of)?|(?:is|was) (?:chairing|"
    r"presiding(?: over)?|in the chair(?: of)?))(?P<about> .+?)?[\s?.!]*$"
)
_ACTS = {"interview": "interviewer", "moderat": "moderator", "facilitat": "facilitator", "host": "host"}
_ACTED = phrase(
    rf"{START}who (?:(?:was |is )?(?P<act>{'|'.join(_ACTS)})(?:s|es|ed|ing)|(?:did|does) the (?P<doing>"
    rf"{'|'.join(_ACTS)})(?:ing|ion)?(?: of| for| with)?)(?P<about> .+?)?[\s?.!]*$"
)
_COUNSEL = phrase(
    rf"{START}who (?:(?:is |was )?represent(?:s|ed|ing)|(?:(?:is|was) )?(?:appear|act)(?:s|ed|ing) (?:for|"
    r"on behalf of)|(?:is|was) (?:the )?(?:counsel|lawyer|attorney|barrister|solicitor) (?:for|"
    r"to)) (?P<client>(?:[\w.'’-]+ ?){1,5}?)(?P<about>(?: (?:at|on|in|during) .+?)?)[\s?.!]*$"
)
_BODY_FIRST = regex(r"^(?P<body>.+?)['’]s\s(?P<office>[\w\s-]+)$")


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
        return Asked("chair", (match["about"] or "").strip(), presides=True)
    if match := _ACTED.match(plain):
        act = (match["act"] or match["doing"]).casefold()
        return Asked(_ACTS[act], (match["about"] or "").strip())
    if match := _OFFICE.match(plain):
        office, about = match["office"], match["about"].strip()
        if body := _BODY_FIRST.match(office):
            return Asked(body["office"], f"of the {body['body']} {about}".strip())
        return Asked(office, about)
    return None
