"""Whether a question asks for all that was asked, by whomever: in an interview, of somebody, or on a matter. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from qa.patterns import phrase
from qa.questions.openings import START
from qa.questions.outcomes import BODY


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        whom: of whom it was asked, as written; empty where that is left open.
        about: what on, or where.
    """

    whom: str
    about: str


_ON = r"(?:about|on|regarding|concerning|in|at|during|over)"
_ABOUT = rf"(?P<about> {_ON}\b.*?)?[\s?.!]*$"
_NAME = rf"(?P<whom>(?:(?!{_ON}\b|and\b|or\b|not\b|to\b|for\b)[\w.'’-]+)(?: (?!{_ON}\b)[\w.'’-]+){{0,3}}?)"
_PUT = r"(?:asked|put|raised)"
_QUESTIONS = r"(?:(?:kinds?|sorts?) of )?questions"
_ANYBODY = rf"(?:{BODY}|people|members|anyone|anybody|(?:the )?public)"
_SHAPES = tuple(
    phrase(f"{START}{shape}{_ABOUT}")
    for shape in (
        rf"(?:what|which)\s{_QUESTIONS}\s(?:were|are|got|have\sbeen|came\sup)(?:\s{_PUT})?(?:\s(?:of|to)\s{_NAME})?",
        r"(?:list|show(?:\sme)?|give\sme|what\s(?:are|were))\s(?:all\s)?(?:of\s)?(?:the\s)?questions"
        rf"(?:\s(?:that\s)?(?:(?:were|are|got)\s)?{_PUT})?(?:\s(?:of|to)\s{_NAME})?",
        rf"what\s(?:{_QUESTIONS}\s)?(?:did|do|does)\s{_ANYBODY}\sask(?:\s{_NAME})?",
        rf"(?:what|which)\s{_QUESTIONS}\s(?:was|is)\s{_NAME}\sasked",
        rf"what\s(?:was|is)\s{_NAME}\sasked(?:\sabout(?=[\s?.!]*$))?",
    )
)


def asked(text: str) -> Asked | None:
    """Of whom and what about questions are asked for, where a question asks for nothing else."""
    plain = " ".join(text.split())
    for shape in _SHAPES:
        if match := shape.match(plain):
            groups = match.groupdict()
            return Asked((groups.get("whom") or "").strip(), (groups.get("about") or "").strip())
    return None
