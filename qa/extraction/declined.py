"""Whether the very thing that is asked was put to somebody who did not say: "I don't have the figure with me". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.extraction.shapes import Shape, shape_of
from qa.lexical.analysis import terms_of
from qa.patterns import phrase
from qa.questions.openings import START
from qa.questions.parsing import Asked, content_words, parse

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

_WON = (
    r"(?:don't|do not|didn't|did not|can't|cannot|can not|couldn't|won't|will not|wouldn't|"
    r"haven't)"
)
_TELL = (
    r"(?:know|remember|recall|say|tell|comment|discuss|disclose|confirm|speculate|guess|share|answer|go into|get into|"
    r"put a (?:number|figure|date|price) on|give (?:you )?(?:that|any|an?|the|those|exact)|name)"
)
_FACT = (
    r"(?:figures?|numbers?|dates?|names?|answers?|details?|prices?|sums?|amounts?|percentages?|information|breakdown)"
)
_A_FACT = phrase(rf"\b{_FACT}\b")
_DECLINES = phrase(
    rf"\b(?:I|we) (?:really |honestly |just |simply |still )?{_WON} (?:(?:really|honestly|yet|actually|exactly|"
    rf"possibly) )?{_TELL}\b"
    r"|\b(?:I|we) (?:don't|do not|haven't|have not) (?:have|got|been given)? ?(?:the|that|those|an?|any|exact|"
    r"a precise) "
    rf"(?:\w+ ){{0,2}}{_FACT}\b|\b(?:I|we) have no (?:\w+ )?(?:idea|comment|{_FACT})\b|\bno comment\b"
    r"|\b(?:I'd|I would) (?:rather|prefer) (?:not|to not)\b|\b(?:I|we)'?(?:m|re| am| are)? (?:not going|unable|"
    r"not able) to "
    rf"{_TELL}\b|\b(?:it|that|this|they|the [\w'’]+)(?:'s|'re| is| are| has| have)(?: not|n't) (?:been )?(?:yet )?"
    r"(?:fixed|decided|set|settled|agreed|known|public|final(?:ised|ized)?|determined|worked out|for me to say)\b"
    r"|\b(?:that'?s|it'?s|that is|it is) (?:confidential|commercial(?:ly)? (?:sensitive|confidential)|"
    r"too early to say|anybody's guess|not something (?:I|we)\b|a private matter|between \w+ and)|\byou(?:'d|"
    r" would|'ll) (?:have|need) to ask\b|^\W*ask (?:the|him|her|them)\b"
    r"|\b(?:I|we)'?(?:d|ll| would| will)? (?:have to|need to) (?:check|look (?:it|that) up|get back to you|"
    r"come back to you)\b"
    r"|\bnobody (?:knows|could say|has said)\b|\bremains to be seen\b"
    r"|\bnobody(?:'s| has) (?:\w+ )?(?:measured|counted|checked|asked|decided|worked (?:it|that) out)\b"
    r"|^\W*not exactly\b|(?:'s|'re|\b(?:is|are)) (?:still )?(?:being (?:discussed|negotiated|looked (?:at|into)|"
    r"worked out|decided|reviewed|investigated)|looking (?:at|into) (?:it|that|this)|working (?:on|out) (?:it|that|"
    r"this))\b"
    r"|\bwould (?:only |just )?be (?:a (?:pure )?guess|guessing|guesswork|speculat\w+)\b"
    r"|\b(?:I|we) (?:don't|do not) want to (?:give|put|name|say|guess|speculate)\b"
    r"|\b(?:can't|cannot|couldn't) speak to\b"
)
_WH = r"(?P<asks>who|whose|whom|when|where|why|which|how (?:much|many|long|often|old|big|large))"
_WHAT = r"(?P<what> [^.;?!]*\w)"
_ASKS = phrase(rf"{START}{_WH}\b{_WHAT}")
_WILL_NOT_TELL = phrase(
    rf"\b(?:I|we)(?:'m|'re| am| are)? (?:\w+ )?(?:{_WON}|not (?:going|able|allowed|at liberty) to) (?:\w+ )?{_TELL} "
    rf"{_WH}\b{_WHAT}"
)
# "Can you say what time he died?" "No."
_CAN_YOU_SAY = phrase(r"\b(?:can|could|are) (?:you|we|anybody|anyone) (?:able to )?(?:say|tell|give|put|name)\b")
_NO = phrase(r"\W*(?:no|not (?:really|yet|precisely|with any))\b(?! (?:doubt|one)\b)")
_ASKS_FOR_WORDS = phrase(
    r"\b(?:say|says|said|think|thinks|thought|feel|feels|felt|views?|opinions?|positions?|make of|made of|"
    r"stance|react\w*|respon\w+|repl\w+|answer\w*|describe\w*|explain\w*)\b|^\W*(?:did|does|do|is|was|are|"
    r"were|has|have|had|will|would|can|could|should)\b"
)
# Answers of one kind: who is asked for a sum may be asked "how much?".
_KINDS = {
    **dict.fromkeys(("money", "share", "count", "number"), "number"),
    **dict.fromkeys(("time", "year", "hour"), "time"),
    "person": "person",
}
_OF_WHAT_HAPPENED = frozenset({"time", "year", "hour", "reason"})
_HAPPENED = phrase(START + r"(?:when|why|how come) (?:did|has|had|have|was|were)\b")
_WHETHER = phrase(
    r"(?:^|[,.;:–—-] |\b(?:and|so|but) )(?:did|do|does|is|are|was|were|has|have|had|will)(?:n't)? [^?]*\?\W*$"
)
_YES = phrase(r"\W*(?:yes|yeah|correct|indeed|of course|that'?s right)\b")
# How many of the question's words what was put to somebody must hold, for it to be the same question.
_SAME = 0.5
_NEAR_TURNS = 4
# Whoever says more tells something.
_MOST_WORDS = 18
_OF_A_KIND = terms_of("time day date year hour number figure name amount sum price exact")
_FEW = 2


def declines(text: str) -> bool:
    """Whether a text leaves something open, or says that it will not be told."""
    return _DECLINES.search(text) is not None


def not_told(asked: Asked, chosen: Sequence[Sentence], ranked: Sequence[Sentence]) -> Sentence | None:
    """The sentence by which whoever was asked the same left it open; None where it is told, or wasn't asked.

    Args:
        asked: the question, taken apart.
        chosen: what would be quoted, best first.
        ranked: all that were weighed.
    """
    wanted = shape_of(asked)
    if _ASKS_FOR_WORDS.search(asked.question) or (wanted is not None and wanted.name == "stance"):
        return None
    own = terms_of(" ".join(content_words(asked.question)))
    if withheld := _withheld(asked.question, ranked):
        return withheld
    for number, one in enumerate(chosen):
        put = terms_of(one.asked.text) if one.asked else frozenset()
        declines = len(one.text.split()) <= _MOST_WORDS and _DECLINES.search(one.text)
        if not own or len(put & own) < _SAME * len(own):
            continue
        if not declines and not (number == 0 and _is_only_asked(asked, one, chosen, put)):
            continue
        if declines and not _asks_alike(one, wanted):
            continue
        turn = [other for other in ranked if other.place[:2] == one.place[:2]]
        told = declines and wanted is not None and any(wanted.fits(other.text) for other in turn)
        # What ranks before it may be the asker's own words, or lead up to the question.
        elsewhere = any(not other.is_near(one, _NEAR_TURNS) for other in chosen[:number])
        if not told and not elsewhere:
            return one
    return _left_open_elsewhere(asked, chosen, ranked, wanted)


def _left_open_elsewhere(
    asked: Asked, chosen: Sequence[Sentence], ranked: Sequence[Sentence], wanted: Shape | None
) -> Sentence | None:
    """The sentence that leaves open the very question, put in fewer words or of "him", where others would be quoted.

    None where one of those tells it: it has the shape that is wanted, and all that is asked about but names.
    """
    names = terms_of(" ".join(asked.names))
    own = terms_of(" ".join(content_words(asked.question)))
    matter = own - names - _OF_A_KIND
    if not matter or (wanted is not None and any(wanted.fits(one.text) and matter <= _said(one) for one in chosen)):
        return None
    for one in ranked:
        if one.asked is None or len(one.text.split()) > _MOST_WORDS or not _asks_alike(one, wanted):
            continue
        put = terms_of(" ".join(content_words(one.asked.text)))
        whole = matter <= put and (len(matter) >= _FEW or wanted is not None)
        if not whole and not (len(put) >= _FEW and put <= own):
            continue
        says_no = _CAN_YOU_SAY.search(one.asked.text) and _NO.match(one.turn.text)
        turn = [other for other in ranked if other.place[:2] == one.place[:2]]
        told = wanted is not None and any(wanted.fits(other.text) for other in turn)
        if not told and (says_no or _DECLINES.search(one.text)):
            return one
    return None


def _withheld(question: str, ranked: Sequence[Sentence]) -> Sentence | None:
    """The sentence that says itself what it will not tell: "I'm not going to say whose fault it was."."""
    asks = _ASKS.match(question)
    if asks is None:
        return None
    first = terms_of(content_words(asks["what"])[0])
    for one in ranked:
        for told in _WILL_NOT_TELL.finditer(one.text):
            words = content_words(told["what"])
            if told["asks"].casefold() == asks["asks"].casefold() and words and terms_of(words[0]) & first:
                return one
    return None


def _said(one: Sentence) -> frozenset[str]:
    return terms_of(f"{one.text} {one.asked.text if one.asked else one.before}")


def _asks_alike(one: Sentence, wanted: Shape | None) -> bool:
    """Whether what a sentence replies to asks for such a thing: "I know that now" tells of no sum."""
    kind = _KINDS.get(wanted.name) if wanted is not None else None
    put = shape_of(parse(one.asked.text)) if one.asked else None
    if put is not None and kind is not None:
        return _KINDS.get(put.name) == kind
    # "What is the trip costing?" may ask for a sum, where the reply is that the figure is not at hand.
    return kind is None or (_WHETHER.search(one.asked.text if one.asked else "") is None and _names_a_fact(one.text))


def _names_a_fact(text: str) -> bool:
    return _A_FACT.search(text) is not None


def _is_only_asked(asked: Asked, one: Sentence, chosen: Sequence[Sentence], put: frozenset[str]) -> bool:
    """Whether the day of, or the reason for, something is wanted of which it was asked only whether it is so.

    "When did Lang resign?", where "Is Lang resigning?" is all that is said of it, and it is no yes.
    """
    wanted = shape_of(asked)
    if wanted is None or wanted.name not in _OF_WHAT_HAPPENED or not _HAPPENED.match(asked.question):
        return False
    act = terms_of(" ".join(word for word in content_words(asked.question) if word.islower()))
    told = frozenset().union(*(terms_of(other.text) for other in chosen))
    whether = one.asked is not None and _WHETHER.search(one.asked.text) and not _YES.match(one.turn.text)
    return bool(act and whether and act <= put and not act & told)
