"""What something is that goes by a name: "a company called Quillstone", "the Skarv, a glacier", "CPR stands for …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.tallies import sentence_at
from qa.extraction.candidates import Sentence
from qa.models import Answer
from qa.patterns import phrase
from qa.questions.meetings import MEETING
from qa.questions.openings import START
from qa.questions.parsing import is_stopword

_ASKS = phrase(
    START + r"what(?: (?:exactly )?(?:is|was|are|were)|'s| does) (?:an? |the )?[“\"'‘]?"
    r"(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}?)[”\"'’]?(?: (?:anyway|again|exactly|mean|stand for))?[\s?.!]*$"
)
_IS = (
    r"(?:, (?:which (?:is|was) )?(?:an?|our|the)| (?:is|was) (?:really |basically |just )?(?:an?|our)|"
    r" (?:are|were) (?:our|those)| \((?:an?|the|our)|(?: \w+)? (?:means|stands for|is short for|refers to)) \w+"
)
_CALLED = r"(?:\b(?:called|named|known as|by the name of) (?:the )?[“\"'‘]?)"
_MOST, _QUOTED = 200, 3
_CONFIDENCE = 0.8


def answer(inquiry: Inquiry) -> Answer | None:
    """The sentences that say what a name stands for; None where none is asked about, or no sentence says it."""
    asks = _ASKS.match(inquiry.text)
    if asks is None or inquiry.people.named or re.search(rf"\b(?:{MEETING})$", asks["name"], re.IGNORECASE):
        return None
    if any(is_stopword(word) for word in asks["name"].split()):
        return None
    told = sorted(_told(inquiry, asks["name"]), key=lambda one: -one.score)
    sentences = list({one.place: one for one in told}.values())[:_QUOTED]
    if not sentences:
        return None
    part = compose(sentences)
    return inquiry.made(part.text, part.citations, confidence=_CONFIDENCE, statements=part.statements)


def _told(inquiry: Inquiry, name: str) -> Iterator[Sentence]:
    """Sentences that say what it is; the score says how plainly."""
    called, is_ = (phrase(text) for text in (rf"{_CALLED}{re.escape(name)}\b", rf"\b{re.escape(name)}[”\"'’]?{_IS}"))
    for mention in inquiry.corpus.find(name, inquiry.scope, limit=_MOST):
        one = sentence_at(inquiry, mention)
        # What is written small is a thing like others, of which more is said than what it is.
        if one.is_question or not one.turn.text[mention.start].isupper():
            continue
        if is_.search(one.text):
            yield replace(one, reports=None, score=2.0)
        elif called.search(one.text):
            yield replace(one, reports=None, score=1.0)
