"""How a transcript, or somebody in it, begins or ends: the first or the last words, from the turns themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.tallies import by_date
from qa.extraction.candidates import Sentence, of_turn
from qa.models import Answer, Document, Turn, Who
from qa.questions.ends import End

_WORDS, _ENOUGH = 60, 6
_DOCUMENTS = 6
_AT_ONCE = 20


def answer(inquiry: Inquiry, end: End) -> Answer | None:
    """The first or last words in each document in scope; None where somebody is asked for who does not speak."""
    if inquiry.subject.absent:
        return None
    allowed = inquiry.allowed(inquiry.people.meant)
    if inquiry.people.meant and not allowed:
        return None
    scope = replace(inquiry.scope, speakers=allowed) if allowed else inquiry.scope
    documents = by_date(inquiry.corpus.documents(scope))
    found: list[list[Sentence]] = []
    for document in documents[:_DOCUMENTS]:
        said = _words(inquiry, document, scope.speakers, end)
        if said:
            found.append(said)
    if not found:
        return None
    part = compose([one for said in found for one in said], in_order=True)
    text = part.text
    speaker = found[0][0].turn.speaker  # who speaks at that very end: sentences come from there inwards
    if len(documents) == 1 and not inquiry.people.meant and speaker:
        text = f"{speaker} speaks {end.value}.\n\n{text}"
    notes = []
    if len(documents) > _DOCUMENTS:
        notes = [f"The {end.value} words of {_DOCUMENTS} of {len(documents)} transcripts; name one to hear of another."]
    return inquiry.made(text, part.citations, statements=part.statements, scope=scope, confidence=1.0, notes=notes)


def _words(inquiry: Inquiry, document: Document, speakers: Sequence[Who], end: End) -> list[Sentence]:
    """The sentences at that end, of one turn, or of as many as it takes until something is said: "No." is not much."""
    kept: list[Sentence] = []
    words = 0
    for turn in _from(inquiry, document, end):
        if (speakers and turn.who not in speakers) or not turn.text.strip():
            continue
        before = inquiry.corpus.turns(document.document, turn.index - 1, turn.index - 1)[0] if turn.index else None
        sentences = of_turn(document, turn, before, 1.0, questions=True)
        whole = Sentence(document, turn, 0, len(turn.text), 1.0)
        for one in (sentences if end is End.FIRST else sentences[::-1]) or [whole]:
            words += len(one.text.split())
            if kept and words > _WORDS:
                return kept
            kept.append(one)
        if words >= _ENOUGH:
            break
    return kept


def _from(inquiry: Inquiry, document: Document, end: End) -> Iterator[Turn]:
    """The turns of a document from that end on, a few read at a time."""
    for passed in range(0, document.turns, _AT_ONCE):
        if end is End.FIRST:
            yield from inquiry.corpus.turns(document.document, passed, min(passed + _AT_ONCE, document.turns) - 1)
        else:
            last = document.turns - passed - 1
            yield from reversed(inquiry.corpus.turns(document.document, max(0, last - _AT_ONCE + 1), last))
