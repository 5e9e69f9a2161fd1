"""Whether a question asks who was there: at which meetings somebody was not, whether all were at one. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from qa.patterns import phrase
from qa.questions.meetings import MEETING
from qa.questions.openings import START


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        who: of whom it asks at which meetings he or she was not, as written; empty where it asks of everybody.
        about: at which meeting, or when; empty where it says nothing of that.
    """

    who: str
    about: str


_SOMEBODY = (
    r"(?P<who>(?!(?:any|some|every|no)(?:one|body)\b|(?:all|it|there|this|that|people|who)\b)"
    r"(?:(?!ever\b)[\w.'’-]+ ){0,3}(?!ever\b)[\w.'’-]+?)"
)
_EVERYBODY = (
    r"(?:every(?:one|body)(?: else)?|any(?:one|body)|some(?:one|body)|all (?:of )?(?:them|us|the (?:\w+ )?members|"
    r"members)|"
    r"they all|the (?:whole|full|entire) (?:board|council|committee|team|panel|group))"
)
_ONE = rf"(?:[\w'’.-]+ ){{0,4}}(?:{MEETING})"
_ANY = rf"(?:(?:an?|any|one|some|every|each|all|most|all of|the|these|those) ){{1,2}}{_ONE}"
_WHICH = rf"(?:at |from |in )?(?:which|what|how many) (?:of the )?{_ONE}"
_NOT_AT = r"(?:not (?:at|in|present at|there for|part of)|absent(?: from)?|away(?: from| for)?|missing(?: from)?)"
_ATTEND = r"(?:attend|come to|speak at|go to|take part in)"
_WHEN = rf"(?P<about>(?: (?:at|in|on|for|from|during|last)\b.*?| (?:this|that|the) {_ONE}(?: in .+?)?)?)"
_END = r"[\s?.!]*$"
_OF_SOMEBODY = (
    phrase(rf"{START}{_WHICH} (?:did|does|has|have) {_SOMEBODY} (?:miss|skip)(?:p?ed)?{_END}"),
    phrase(rf"{START}{_WHICH} (?:was|were|is) {_SOMEBODY} {_NOT_AT}{_END}"),
    phrase(rf"{START}{_WHICH} (?:was|were|is)n't {_SOMEBODY} (?:at|in|present at|there for|part of){_END}"),
    phrase(rf"{START}{_WHICH} did {_SOMEBODY} (?:not|fail to) {_ATTEND}{_END}"),
    phrase(rf"{START}{_WHICH} didn't {_SOMEBODY} {_ATTEND}{_END}"),
    phrase(rf"{START}(?:did|has|have) {_SOMEBODY} (?:ever )?(?:miss|skip)(?:p?ed)? {_ANY}{_END}"),
    phrase(
        rf"{START}(?:(?:was|were|is) {_SOMEBODY} (?:at|in|present at|there for)|(?:did|has|have) (?P<who2>"
        rf"(?!(?:any|every)(?:one|body)\b)(?:[\w.'’-]+ ){{0,3}}[\w.'’-]+?) "
        rf"(?:attend(?:ed)?|c[ao]me to|go to|been (?:at|to))) "
        rf"(?:every|each|all(?: of)?(?: the)?) {_ONE}{_END}"
    ),
    phrase(rf"{START}when (?:was|were) {_SOMEBODY} (?:absent|away|not (?:there|present|at the (?:{MEETING}))){_END}"),
)
_OF_EVERYBODY = (
    phrase(
        rf"{START}(?:was|were|is|are) {_EVERYBODY} "
        rf"(?:there|here|present|in attendance|absent|not (?:there|here|present)){_WHEN}{_END}"
    ),
    phrase(
        rf"{START}(?:did|has|have) {_EVERYBODY} (?:attend(?:ed)?|turn(?:ed)? up|show(?:ed|n)? up|made? it|"
        rf"miss(?:ed)?){_WHEN}{_END}"
    ),
    phrase(rf"{START}(?:was|were) {_EVERYBODY}(?P<about> (?:at|in) (?:the|this|that|each|every|all) {_ONE}){_END}"),
    phrase(rf"{START}(?:was|were) there (?:a )?full (?:attendance|house|turnout|board|complement){_WHEN}{_END}"),
)


def asked(text: str) -> Asked | None:
    """What of who was there a question asks, where it asks for nothing else.

    Args:
        text: the question.
    """
    plain = " ".join(text.replace("’", "'").split())
    for shape in _OF_SOMEBODY:
        if match := shape.match(plain):
            groups = match.groupdict()
            return Asked(groups["who"] or groups.get("who2") or "", "")
    for shape in _OF_EVERYBODY:
        if match := shape.match(plain):
            return Asked("", match["about"].strip())
    return None
