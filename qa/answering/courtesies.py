"""Whether, or what for, somebody thanked, congratulated, praised or apologised to somebody: by the words for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answering.abstaining import with_article
from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.settled import sentences_of
from qa.answering.tallies import by_document
from qa.answering.wording import names_of
from qa.answering.wording import verb as agreeing
from qa.extraction.candidates import Sentence
from qa.lexical.analysis import terms_of
from qa.models import Answer, Speaker, Turn, Who
from qa.patterns import phrase
from qa.questions.openings import START
from qa.resolution.names import surnames, tokens

_WELL_DONE = r"well\s(?:done|deserved)|(?:great|good|excellent|wonderful|fantastic|brilliant)\s(?:\w+\s)?(?:job|work)"
_SHOWN_BY = {
    "thank": r"thank|grateful|gratitude|appreciat|obliged\sto|indebted\sto",
    "congratulate": rf"congratulat|{_WELL_DONE}|kudos|hats\soff|bravo|proud\sof|take\smy\shat\soff",
    "apologi[sz]e": r"apolog|forgive|pardon|regret|"
    # "I'm sorry, that's not right" is none.
    # Nor is "on the tenth, sorry, the fourteenth".
    r"(?:(?<!,\s)sorry|sorry(?!,))(?!,?\s(?:but\s)?(?:that|it|this|no|not|what|I\s(?:don|can|dis|did|have|must))\b)",
    "(?:praise|compliment|commend|applaud)": rf"{_WELL_DONE}|prais|compliment|commend|applau|admir|impress|credit|"
    r"tribute|proud\sof|hats\soff|excellent|brilliant|outstanding|remarkable",
}
_ASKS = phrase(
    START + r"(?:(?:what|why) )?(?:did|has|have|does) (?:the )?(?P<who>\w.*?) "
    r"(?:(?:ever|really|actually|also|even) )*"
    rf"(?P<verb>{'|'.join(_SHOWN_BY)})[sd]? (?:to )?(?:the )?(?P<whom>\w.*?)"
    r"(?P<about> (?:for|on|about|over|after|in|at|during) .+?|(?<=\w) for)?[\s?.!]*$"
)
# "Did Ann apologise for the delay?", to whomever.
_APOLOGISES = phrase(
    START + r"(?:did|has|have|does) (?:the )?(?P<who>\w.*?) (?:(?:ever|really|actually|also|even) )*"
    r"(?P<verb>apologi[sz]e)[sd]?(?P<about> (?:for|on|about|over|after|in|at|during) .+?)?[\s?.!]*$"
)
_ANYBODY = phrase(r"(?:any|some|every)(?:one|body)(?: else)?")
_QUOTED = 4
_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class _Pair:
    """Who is asked about, and to whom it is said to have been said."""

    one: tuple[Who, ...]
    other: tuple[Who, ...]
    words: re.Pattern[str]


def answer(inquiry: Inquiry) -> Answer | None:
    """The words, or that nobody is heard to say so; None where something else is asked, or of others than speakers."""
    text = " ".join(inquiry.text.split())
    to_anybody = _APOLOGISES.match(text)
    asks = to_anybody or _ASKS.match(text)
    if asks is None or not inquiry.can_be_gone_through():
        return None
    whom = "anybody" if to_anybody else asks["whom"]
    one, other = (_whole(written, inquiry.people.within(written)) for written in (asks["who"], whom))
    anybody = _ANYBODY.fullmatch(whom) is not None
    whose = terms_of(whom)
    if not one or set(one) & set(other) or not (other or anybody or whose):
        return None
    shown = next(words for verb, words in _SHOWN_BY.items() if re.fullmatch(verb, asks["verb"], re.IGNORECASE))
    pair = _Pair(one, other, phrase(rf"\b(?:{shown})"))
    found = [
        each for each in _said(inquiry, pair) if not inquiry.given.speakers or each.turn.who in inquiry.given.speakers
    ]
    if not (other or anybody):
        # "Thank you all" may be said to the board too.
        to_them = [each for each in found if whose <= terms_of(each.text)]
        if found and not to_them:
            return None
        found = to_them
    if not found:
        verb = asks["verb"].lower()
        link = " to" if verb.startswith("apol") else ""
        called = "" if to_anybody else f"{link} {names_of(other) or with_article(inquiry, whom)}"
        is_heard = f"{names_of(one)} {agreeing(one, 'is', 'are')} not heard to {verb}{called}"
        return inquiry.made(f"{is_heard}, by any words for it. Searched {inquiry.where()}.", abstained=True)
    part = compose(found[:_QUOTED], in_order=True)
    return inquiry.made(part.text, part.citations, confidence=_CONFIDENCE, statements=part.statements)


def _whole(written: str, named: Sequence[tuple[str, Sequence[Speaker]]]) -> tuple[Who, ...]:
    """Who is meant by all of what is written; "the members of Pike's party" are not Pike."""
    if len(named) != 1 or set(tokens(written)) != set(tokens(named[0][0])):
        return ()
    return tuple(speaker.who for speaker in named[0][1])


def _said(inquiry: Inquiry, pair: _Pair) -> Iterator[Sentence]:
    """What the one says to or of the other, or anybody of both."""
    scope = replace(inquiry.everybody, documents=_together(inquiry, pair))
    if not scope.documents:
        return
    for document, turns in by_document(inquiry.corpus.turns_in(scope)):
        for number, turn in enumerate(turns):
            beside = turns[max(0, number - 1) : number] + turns[number + 1 : number + 2]
            for one in sentences_of(document, turn):
                if not one.text.endswith("?") and pair.words.search(one.text) and _is_meant(inquiry, pair, one, beside):
                    yield one


def _together(inquiry: Inquiry, pair: _Pair) -> tuple[str, ...]:
    """The documents in which one of them speaks, who may speak of the other."""
    there = (one.documents for one in inquiry.speakers if one.who in (*pair.one, *pair.other))
    return tuple(dict.fromkeys(document for documents in there for document in documents))


def _is_meant(inquiry: Inquiry, pair: _Pair, one: Sentence, beside: Sequence[Turn]) -> bool:
    """Whether it is said to or of the other; to whom, where it names nobody, is told by who speaks beside it."""
    if not pair.other:
        return one.turn.who in pair.one
    words = set(tokens(one.text))
    if one.turn.who not in pair.one:
        return bool(words & surnames(pair.one) and words & surnames(pair.other)) and one.turn.who not in pair.other
    if words & surnames(pair.other):
        return True
    # "Thank you, Mr. Minister" names whom it is said to, where nobody else is one.
    named = {speaker.who for _, meant in inquiry.people.within(one.text) for speaker in meant}
    return not named.isdisjoint(pair.other) if named else any(turn.who in pair.other for turn in beside)
