"""Who agreed or disagreed with somebody: those who say so when he has just spoken, or name him."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.wording import names_of
from qa.extraction.candidates import Sentence
from qa.extraction.reported import reported
from qa.models import Answer, Document, Turn, Who
from qa.patterns import phrase
from qa.questions.kinds import Kind
from qa.questions.openings import START
from qa.resolution.names import surnames, tokens
from qa.sentences import spans

_ASKS = phrase(
    START + r"(?:who(?: else)?|(?:did|does|has|do) (?:any(?:one|body)|some(?:one|body))(?: else)?|"
    r"which (?:\w+ ){0,2}?(?:members?|people|speakers?|witness(?:es)?|councillors?|senators?|panell?ists?))"
    r"(?: (?:has|have|had|ever|openly))* "
    r"(?:(?P<no>disagree[sd]? with|contradict(?:s|ed)?|challenge[sd]?|object(?:s|ed)? to|argue[sd]? (?:with|"
    r"against)|push(?:es|ed)? back (?:on|against)|"
    r"oppose[sd]?)|agree[sd]? with|side[sd]? with|back(?:s|ed)?(?: up)?|support(?:s|ed)?) "
    r"(?:the )?(?P<name>[\w.'’-]+(?: [\w.'’-]+){0,3}?)(?P<about> (?:on|about|over|regarding) .+?)?[\s?.!]*$"
)
_NOT = r"(?:don't|do not|can't|cannot|couldn't|won't|didn't|not) (?:\w+ )?"
_DISAGREES = phrase(
    rf"\b(?:I|we) (?:\w+ )?(?:disagree[d]?|{_NOT}agree|beg to differ|object|dispute|reject)\b|\b(?:that|this|"
    r"it|which)(?:'s| is| was) (?:simply |just |plainly )?"
    r"(?:not (?:true|right|so|correct|fair|the case|what (?:(?:I|we) (?:said|did|meant)|happened))|untrue|"
    r"false|wrong|nonsense)\b|\b(?:that|it) (?:isn't|wasn't) (?:true|right|so|correct|fair)\b"
    r"|\bon the contrary\b|\b(?<!\bI )(?<!\bwe )(?:is|are|was|were|'re|'s) (?:simply |just |quite )?(?:wrong|"
    r"mistaken)\b|\bI(?:'d| would) (?:not )?put it (?:differently|that way)\b"
    r"|\bnot (?:a fair|true)\b|\bI would not put it\b"
)
_AGREES = phrase(
    r"\b(?:I|we) (?:\w+ ){0,2}agree[d]?\b|\b(?:is|are|'s|'re) (?:absolutely |quite |entirely |"
    r"perfectly )?right\b|\b(?:I|we)(?:'m| am|'re| are) with "
    r"(?:him|her|you|the|my|[A-Z])|\bwell said\b|\b(?:I|we) (?:\w+ )?second (?:that|what|him|her)\b|\bhear, hear\b"
)
_NO_AGREEMENT = phrase(rf"\b{_NOT}(?:\w+ )?(?:agree|right)\b|\bdisagree")
_QUOTED, _SHORT = 8, 4
_CONFIDENCE = 0.7


def answer(inquiry: Inquiry) -> Answer | None:
    """Those who say so; that nobody does, where no matter is named; None where something else is asked."""
    asks = _ASKS.match(inquiry.text)
    named = inquiry.people.within(asks["name"]) if asks else []
    if asks is None or len(named) != 1 or not named[0][1]:
        return None
    people = tuple(one.who for one in named[0][1])
    disagrees = asks["no"] is not None
    found = list(_saying_so(inquiry, people, disagrees))
    if not found:
        if asks["about"]:
            return None
        does = "disagree" if disagrees else "agree"
        reason = f"Nobody who speaks next, or names {names_of(people)}, says in so many words that they {does}."
        return inquiry.made(f"{reason} Searched {inquiry.where()}.", abstained=True)
    part = compose(found[:_QUOTED], in_order=True)
    whole = inquiry.made(part.text, part.citations, confidence=_CONFIDENCE, statements=part.statements)
    return replace(whole, kind=Kind.COMPARE.value)


def sides(text: str) -> bool:
    """Whether somebody says that he agrees or disagrees: "I agree with Marcus."."""
    return _AGREES.search(text) is not None or _DISAGREES.search(text) is not None


def _saying_so(inquiry: Inquiry, people: Sequence[Who], disagrees: bool) -> Iterator[Sentence]:
    """What others say to that, just after one of them has spoken, or with his name in it."""
    names = surnames(people)
    for document in inquiry.documents:
        scope = replace(inquiry.everybody, documents=(document.document,))
        before = None
        for _, turn in inquiry.corpus.turns_in(scope):
            answers = before is not None and before.who in people
            if turn.who not in people and (answers or names & set(tokens(turn.text))):
                for one in _sentences(document, turn):
                    meant = answers or names & set(tokens(one.text))
                    if not meant or one.is_question or not _says_so(one.text, disagrees):
                        continue
                    if reported(one.turn.text[one.start : one.first_end]) is None:
                        yield one
            before = turn


def _sentences(document: Document, turn: Turn) -> Iterator[Sentence]:
    """All of a turn, a short one with the next: "I disagree. It is the cheapest bed in the city."."""
    there = spans(turn.text)
    for number, (start, end) in enumerate(there):
        text = turn.text[start:end]
        last = there[number + 1][1] if len(text.split()) <= _SHORT and number + 1 < len(there) else end
        asks = text.endswith("?")
        yield Sentence(document, turn, start, last, 1.0, is_question=asks, first_end=end)


def _says_so(text: str, disagrees: bool) -> bool:
    if disagrees:
        return _DISAGREES.search(text) is not None
    return _AGREES.search(text) is not None and not _NO_AGREEMENT.search(text)
