"""Whether a question is put to everybody, or to all of a sort: "everyone", "each of them", "the councillors". Pure."""

from __future__ import annotations

from qa.questions.openings import START
from qa.questions.parsing import pattern

_SORTS = (
    "speaker participant member witness candidate councillor councilmember commissioner panelist panellist guest "
    "senator deputy representative delegate trustee minister governor mayor director officer expert reporter "
    "journalist judge counsel attorney colleague attendee interviewee resident"
).split()
_ANYBODY = frozenset("speaker participant member witness candidate guest expert colleague attendee interviewee".split())
_PLURAL = "|".join(["deputies", "witnesses", *(f"{one}s" for one in _SORTS)])
_OF_A_BODY = (
    r"(?:\s(?:of|on|in|at)\s(?:the\s)?(?:[\w'’-]+\s)?"
    r"(?:council|committee|board|panel|commission|assembly|hearing|meeting|house))?"
)
_GROUP = (
    rf"(?:everyone|everybody|each\sof\s(?:them|those|these)|they\sall|all\sof\sthem|(?:all|each)\s(?:of\s)?(?:the\s)?(?:\w+\s)?"
    rf"(?P<all{{0}}>{_PLURAL}|{'|'.join(_SORTS)}){_OF_A_BODY}|the\s(?:(?:other|various|different|council|committee|board|panel)\s)*"
    rf"(?P<the{{0}}>{_PLURAL}){_OF_A_BODY})"
)
_SAY = (
    r"(?:say|says|said|think|thinks|thought|feel|feels|felt|make\sof|made\sof|see|view|want|argue|stand|propose|have\sto\ssay|"
    r"respond|react)"
)
_ASKS = pattern(
    rf"{START}(?:what|how|where)\s(?:did|does|do|has|have|would)\s{_GROUP.format(1)}\s(?:\w+ly\s|all\s|each\s)?{_SAY}\b"
    rf"|{START}(?:(?:please|can\syou|could\syou)\s)*(?:compare|contrast)\s(?:what\s|how\s|where\s)?{_GROUP.format(2)}(?!['’])(?:\s{_SAY})?\b"
    rf"|{START}who(?:\selse|\sall)?\s(?:(?:has|have|had)\s)?(?:sp[eo]aks?|spoken?|talk(?:s|ed)?)(?=\s(?:about|of|on)\s)"
    rf"|{START}what\s(?:are|were|is|was)\s{_GROUP.format(3)}(?:['’]s?)?\s(?:views?|positions?|opinions?|stances?)\b"
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
