"""Whether a question is put to everybody, or to all of a sort: "everyone", "each of them", "the councillors". Pure."""

from __future__ import annotations

from qa.patterns import phrase
from qa.questions.openings import START

_SORTS = (
    "speaker participant member witness candidate councillor councilmember commissioner panelist panellist guest "
    "senator deputy representative delegate trustee minister governor mayor director officer expert reporter "
    "journalist judge counsel attorney colleague attendee interviewee resident"
).split()
_ANYBODY = frozenset("speaker participant member witness candidate guest expert colleague attendee interviewee".split())
_PLURAL = "|".join(["deputies", "witnesses", *(f"{one}s" for one in _SORTS)])
_OF_A_BODY = (
    r"(?: (?:of|on|in|at) (?:the )?(?:[\w'’-]+ )?"
    r"(?:council|committee|board|panel|commission|assembly|hearing|meeting|house))?"
)
_GROUP = (
    rf"(?:everyone|everybody|each of (?:them|those|these)|they all|all of them|(?:all|each) (?:of )?(?:the )?(?:\w+ )?"
    rf"(?P<all{{0}}>{_PLURAL}|{'|'.join(_SORTS)}){_OF_A_BODY}|the (?:(?:other|various|different|council|"
    r"committee|board|panel) )*"
    rf"(?P<the{{0}}>{_PLURAL}){_OF_A_BODY})"
)
_SAY = (
    r"(?:say|says|said|think|thinks|thought|feel|feels|felt|make of|made of|see|view|want|argue|stand|"
    r"propose|have to say|respond|react)"
)
_ASKS = phrase(
    rf"{START}(?:what|how|where) (?:did|does|do|has|have|would) {_GROUP.format(1)} (?:\w+ly |all |each )?{_SAY}\b"
    rf"|{START}(?:(?:please|can you|could you) )*(?:compare|contrast) (?:what |how |"
    rf"where )?{_GROUP.format(2)}(?!')(?: {_SAY})?\b"
    rf"|{START}who(?: else| all)? (?:(?:has|have|had) )?(?:sp[eo]aks?|spoken?|talk(?:s|ed)?)(?= (?:about|of|on) )"
    rf"|{START}what (?:are|were|is|was) {_GROUP.format(3)}(?:'s?)? (?:views?|positions?|opinions?|stances?)\b"
)


def group(text: str) -> str | None:
    """Of which sort those are whom a question is put to, in the singular; "" for everybody, None where it is not.

    Args:
        text: the question.
    """
    match = _ASKS.match(text)
    if match is None:
        return None
    plural = next((word.casefold() for word in match.groups() if word), "")
    sort = {"deputies": "deputy", "witnesses": "witness"}.get(plural, plural if plural in _SORTS else plural[:-1])
    return "" if sort in _ANYBODY else sort


def without_group(text: str) -> str:
    """The question without the words for those whom it is put to."""
    match = _ASKS.match(text)
    return text[match.end() :] if match else text
