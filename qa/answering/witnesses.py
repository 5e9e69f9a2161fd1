"""Who gave evidence: those who are called or introduced, and then speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering.attendance import speakers
from qa.answering.inquiry import Inquiry
from qa.answering.settled import asked_of, sentences_of
from qa.answering.tallies import Listing, by_document
from qa.extraction.candidates import Sentence
from qa.models import Answer, Scope, Turn
from qa.patterns import phrase, regex
from qa.questions.kinds import Kind
from qa.questions.openings import START
from qa.resolution.names import surnames, tokens

_GAVE = r"(?:testified|gave (?:any )?(?:evidence|testimony)|took the (?:witness )?stand)"
_HEARD = rf"(?:{_GAVE}|(?:was|were) (?:called|heard|sworn(?: in)?|examined)(?: as (?:an? )?witness(?:es)?)?)"
_WHERE = r"(?P<where> (?:in|at|on|during|before|from|to) .+?)?[\s?.!]*$"
_ASKS = phrase(
    rf"{START}(?:who (?:(?:all|else) )?{_HEARD}|(?:which|what|how many) (?:witness(?:es)?|people) (?:{_HEARD}|"
    r"spoke|appeared|"
    rf"(?:are|were) there)|(?:who (?:was|were|are|is)|list|name) (?:all )?(?:the )?witness(?:es)?){_WHERE}"
)
_CALLS = phrase(
    r"\b(?:I|we)(?:'(?:d|ll)| (?:now|next|will|would|shall|then|also))*(?: like to)? (?:now |"
    r"next )?call\b(?! (?:it|that|this|for|on|upon)\b)"
    r"|(?<!\bwho )(?<!\bit )(?<!\bhe )(?<!\bshe )\bcalls (?-i:[A-Z])|\bcalls? (?:to the (?:witness )?stand|"
    r"(?:as )?(?:its|his|her|our|my|the) (?:first|next|last) witness)\b"
    r"|\b(?:next|first|last|final|our|my|only) witness(?:es)?\b|\bcall(?:s|ed)? .{1,60} to the (?:witness )?stand\b"
    r"|\b(?:I|we)(?: also)? have (?:with|before) us\b|\bwe(?:'ll| (?:will|shall)) (?:now |"
    r"next )?hear (?:evidence |testimony )?from\b"
)
_NAME = regex(r"\b[A-Z][\w'’-]+")
# So soon after that whoever is called speaks; of several introduced at once, the last one later.
_SOON, _NEXT = 30, 6
_UNNAMED = ("A", "A.", "WITNESS", "THE WITNESS", "The Witness", "Witness")
_CONFIDENCE = 0.8


def answer(inquiry: Inquiry) -> Answer | None:
    """The words that call them, by date; None where something else is asked, or nobody is called."""
    asks = _ASKS.match(" ".join(inquiry.text.split()))
    if asks is None or not inquiry.can_be_gone_through():
        return None
    where = asks["where"] or ""
    documents, scope = asked_of(inquiry, where)
    if where and not documents:
        return None
    listing, said, heard = Listing("Called or introduced, and heard:"), list[Sentence](), set[str]()
    for document, turns in by_document(inquiry.corpus.turns_in(scope)):
        for number, turn in enumerate(turns):
            for one in sentences_of(document, turn):
                called = set(_called(one, turns[number + 1 : number + 1 + _SOON]))
                if called - heard:
                    heard |= called
                    said.append(one)
    if not said:
        return _who_speaks(inquiry, scope) if documents else None
    listing.add(said, several=len({one.document.document for one in said}) > 1)
    return listing.answer(inquiry, said, scope, count=len(heard), left=0, confidence=_CONFIDENCE)


def _who_speaks(inquiry: Inquiry, scope: Scope) -> Answer | None:
    """Whoever speaks there, where nobody is called."""
    found = speakers(inquiry, scope)
    if found is None or found.abstained:
        return None
    text = f"Nobody is called as a witness in so many words. Who speaks: {found.answer}"
    return replace(found, answer=text, kind=Kind.LIST.value, count=None)


def _called(one: Sentence, following: Sequence[Turn]) -> Iterator[str]:
    """Who is called there, and speaks after it; "Ms. Farrow, call your witness" calls no Ms. Farrow."""
    calls = None if one.text.endswith("?") else _CALLS.search(one.text)
    names = _NAME.findall(one.text[calls.start() :]) if calls else []
    named = set(tokens(" ".join(names)))
    speaking = dict.fromkeys(turn.who for turn in following if turn.who and turn.who != one.turn.who) if named else ()
    by_name = [who for who in speaking if surnames([who]) & named]
    yield from (who.person or who.label for who in by_name)
    # A page of questions and answers names nobody: "The State calls Leon Pruitt.", and A is he.
    if named and not by_name and any(turn.speaker in _UNNAMED for turn in following[:_NEXT]):
        yield " ".join(names)
