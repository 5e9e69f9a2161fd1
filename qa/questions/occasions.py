"""Whether a question asks which transcripts there are, of what date, or how long: "When was the hearing?". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from qa.patterns import phrase
from qa.questions.meetings import MEETING
from qa.questions.openings import START


class Fact(StrEnum):
    """What is asked of a transcript as such."""

    TITLES = "titles"
    DATE = "date"
    LENGTH = "length"
    LONGEST = "longest"
    SHORTEST = "shortest"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a question asks of which transcripts.

    Attributes:
        fact: what is asked.
        called: what the transcripts are called in it: "board meeting"; empty where it only says "this".
    """

    fact: Fact
    called: str


_LEAD = START + r"(?:(?:can|could) you (?:please )?)?(?:tell me |show me |give me )?"
_END = r"[\s?.!]*$"
_HELD = r"(?:held|recorded|made|broadcast|aired|published|dated|taken|on|from)"


def asked(text: str) -> Occasion | None:
    """What a question asks of transcripts as such; None where it asks for something said in them.

    Args:
        text: the question, in straight quotes.
    """
    for fact, asks in _patterns():
        match = asks.search(text)
        if match:
            return Occasion(fact, match["called"])
    return None


def spoken_in(text: str) -> str | None:
    """The name of somebody of whom a question asks where, or whether, he or she speaks; None where it asks otherwise.

    "Did she speak to him?" asks for something told.

    Args:
        text: the question, in straight quotes.
    """
    match = next(filter(None, (asks.match(text) for asks in _speaks())), None)
    return match["who"] if match else None


@cache
def _speaks() -> tuple[re.Pattern[str], ...]:
    helps = r"(?:did|does|do|has|have)"
    which = rf"(?:(?:in|on|at)\s)?(?:which|what|how\smany)\s(?:of\sthe\s)?(?:{MEETING}|days?)"
    takes_part = r"(?:speak|spoken|talk|appear(?:ed)?|take\spart|attend(?:ed)?|testif(?:y|ied))(?:\s(?:in|on|at))?"
    somebody = r"(?P<who>(?!(?:any|some|every|he|she|they)\w*\b).{2,50}?)"
    speaks = r"(?:speak|spoken|testif(?:y|ied)|give\sevidence|take\sthe\sstand)(?:\s(?:in|on|at|during)\b.*)?"
    meeting = rf"(?:the|this|that)\s(?:[\w'’.,-]+\s){{0,6}}(?:{MEETING})(?:\s(?:in|on|of)\s.+?)?"
    was_there = rf"(?:attend(?:ed)?|take\spart\sin)\s{meeting}"
    return (
        phrase(rf"{START}{helps} {somebody} (?:ever )?{was_there}{_END}"),
        phrase(rf"{START}{which} {helps} {somebody} {takes_part}{_END}"),
        phrase(rf"{START}{helps} {somebody} (?:ever )?{speaks}{_END}"),
    )


@cache
def _patterns() -> tuple[tuple[Fact, re.Pattern[str]], ...]:
    where = r"(?:\s(?:in|on|of|from|about)\s(?:the\s)?[\w'’., -]{1,40}?)?"
    # A conversation, unlike a hearing, is something that is told of.
    called = rf"(?P<called>(?:[\w'’.,&-]+\s){{0,6}}(?!conversation)(?:{MEETING}){where})"
    whole = rf"(?:(?:the|this|that|these|those|each|every|all)\s(?:(?:of\s)?the\s)?){called}"
    # "When was tape 3 recorded?": what titles count.
    numbered = r"(?P<called>[^\W\d_]+\s\d{1,3})"
    # Where there is but one, nothing else can be meant.
    this = r"(?P<called>)(?:it|this|all\sthis)"
    kind = rf"(?P<called>(?:[\w'’.,&-]+\s){{0,3}}(?:{MEETING}))"
    day = r"(?:date|day|year|month)"
    here = (
        r"(?:are\s(?:there|available|indexed|here|in\s(?:here|the\sindex|this\sfolder|your\sindex)|you\ssearching|"
        r"loaded|included)|(?:do|can|have)\s(?:you|we|i)\s(?:have|got|read|search(?:ed)?|know|ask\sabout|indexed|cover)"
        r"(?:\s(?:here|indexed|access\sto))?|is\sthis\sbased\son|exist)"
    )
    listing = r"(?:list|name)\s(?:me\s)?(?:all\s)?(?:of\s)?(?:the\s|your\s|my\s)?(?:available\s|indexed\s)?"
    titles = r"(?:what\s(?:is|are)|what's)\s(?:the\s)?(?:titles?|names?)\sof\s(?:all\s)?(?:the\s)?"
    what_is = r"(?:what(?:\sis|'s|\sare|\swas)\s)?"
    happened = rf"(?:{_HELD}|take\splace|happen)"
    somewhere = r"(?:where|in\s(?:what|which)\s(?:city|town|country|building|room|place))"
    meets = r"(?:meet(?:ing)?|sit(?:ting)?|speaking|talking|gather(?:ed|ing)?)"
    asks = [
        (Fact.TITLES, rf"(?:which|what)\s{kind}\s{here}"),
        (Fact.TITLES, f"{listing}{kind}"),
        (Fact.TITLES, f"{titles}{kind}"),
        (Fact.TITLES, r"what(?:'s|\sis)\s(?P<called>)in\s(?:the|this|your)\s(?:index|folder|library)"),
        (Fact.DATE, rf"when\s(?:was|were)\s{whole}(?:\s{_HELD})?"),
        (Fact.DATE, rf"when\sdid\s{whole}\s(?:take\splace|happen|occur|air)"),
        (Fact.DATE, rf"(?:on\s)?(?:what|which)\s{day}\s(?:is|was|were|did)\s{whole}(?:\s{happened})?"),
        (Fact.DATE, rf"{what_is}the\s{day}s?\sof\s{whole}"),
        (Fact.DATE, rf"when\s(?:was|were)\s{numbered}(?:\s{_HELD})?"),
        (Fact.DATE, rf"when\s(?:is|was)\s{this}(?:\s{_HELD})?"),
        (Fact.DATE, rf"when\sdid\s{this}\s(?:take\splace|happen|occur|air)"),
        (Fact.DATE, rf"(?:what|which)\s{day}\s(?:is|was)\s{this}(?:\s{happened})?"),
        (Fact.LENGTH, rf"how\slong\s(?:is|was)\s{this}"),
        (Fact.LENGTH, rf"how\slong\sdid\s{this}\s(?:last|take|run|go\son)(?:\sfor)?"),
        (Fact.LENGTH, rf"how\slong\s(?:is|was)\s{numbered}"),
        (Fact.LENGTH, rf"how\slong\s(?:is|was|were|are)\s{whole}"),
        (Fact.LENGTH, rf"how\slong\sdid\s{whole}\s(?:last|take|run|go\son)(?:\sfor)?"),
        (Fact.LENGTH, rf"{what_is}the\s(?:length|duration)s?\sof\s{whole}"),
    ]
    asks += [
        (Fact.PLACE, rf"{somewhere}\s(?:is|was|were|are)\s{whole}\s(?:being\s)?{_HELD}"),
        (Fact.PLACE, rf"{somewhere}\s(?:is|was|were|are)\s{whole}(?:\staking\splace|\shappening)?"),
        (Fact.PLACE, rf"{somewhere}\s(?:did|does)\s{whole}\s(?:take\splace|happen|occur)"),
        (Fact.PLACE, rf"{somewhere}\s(?:is|was)\s{this}\s(?:{_HELD}|taking\splace|happening)"),
        (Fact.PLACE, rf"{somewhere}\s(?:did|does)\s{this}\s(?:take\splace|happen|occur)"),
        (Fact.PLACE, rf"{somewhere}\sare\sthey\s(?P<called>){meets}"),
        (Fact.PLACE, rf"{what_is}the\s(?:place|location|venue)s?\sof\s{whole}"),
    ]
    for fact in (Fact.LONGEST, Fact.SHORTEST):
        asks.append((fact, rf"(?:which|what)\s(?:is|was)\sthe\s{fact}\s{kind}"))
        asks.append((fact, rf"(?:which|what)\s{kind}\s(?:is|was|lasted|ran)\s(?:the\s)?{fact}"))
    return tuple((fact, phrase(f"{_LEAD}{one}{_END}")) for fact, one in asks)
