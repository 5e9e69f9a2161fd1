"""What somebody replied to somebody: the words right after those, where they are quoted or wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.extraction.candidates import Sentence, of_turn
from qa.models import Answer, Who
from qa.patterns import phrase
from qa.questions.openings import START
from qa.resolution.named import speakers_named

_ASKS = phrase(
    START + r"(?:what (?:did|does|do)|how (?:did|does|do)) (?P<who>.{1,60}?) (?:answer|reply|respond)(?: to)? "
    r"(?P<whom>\w.{0,60}?)[\s?.!]*$"
)
# So soon after the words it is a reply to them; so many sentences of it, and replies of all of a transcript.
_SOON, _SENTENCES, _MOST = 4, 4, 6


def answer(inquiry: Inquiry) -> Answer | None:
    """The replies; None where none is asked for, or nobody who is named has the word after the other."""
    match = _ASKS.match(inquiry.text)
    if match is None:
        return None
    people = tuple(_meant(inquiry, match["who"]))
    whom = tuple(_meant(inquiry, match["whom"]))
    anybody = match["who"].casefold() == "anybody"
    if not whom or not (people or anybody) or set(people) & set(whom) or not _names_only(inquiry, match["whom"]):
        return None
    found: list[Sentence] = []
    for document, turn in _places(inquiry, people, whom):
        reply = _reply(inquiry, document, turn, people, whom)
        found += [one for one in reply if one.place not in {other.place for other in found}]
        if found and inquiry.before:
            # "That" is one thing that was said.
            break
        if len({one.turn.index for one in found}) >= _MOST:
            break
    if not found:
        return None
    part = compose(found, in_order=True)
    return inquiry.made(part.text, part.citations, confidence=1.0, statements=part.statements)


def _meant(inquiry: Inquiry, text: str) -> Iterator[Who]:
    for _, meant in speakers_named(text, inquiry.speakers):
        yield from inquiry.allowed(one.who for one in meant)


def _names_only(inquiry: Inquiry, text: str) -> bool:
    """Whether a text is a name and no more: not "Ann's question about the pier"."""
    named = [name for name, _ in speakers_named(text, inquiry.speakers)]
    return len(named) == 1 and len(text.split()) - len(named[0].split()) <= 1 and "'" not in text


def _places(inquiry: Inquiry, people: Sequence[Who], whom: Sequence[Who]) -> Iterator[tuple[str, int]]:
    """The turns that may be replied to: those quoted last, else all of them where both speak."""
    if inquiry.before:
        yield from ((one.document, one.turn) for one in inquiry.before if Who(one.speaker or "", one.person) in whom)
        return
    both = [
        {path for one in inquiry.speakers if one.who in group for path in one.documents} for group in (people, whom)
    ]
    for document in inquiry.documents:
        if all(document.document in paths for paths in both):
            turns = inquiry.corpus.turns(document.document, 0, document.turns)
            for one, after in zip(turns, turns[1:], strict=False):
                if one.who in whom and after.who in people:
                    yield document.document, one.index


def _reply(inquiry: Inquiry, path: str, turn: int, people: Sequence[Who], whom: Sequence[Who]) -> list[Sentence]:
    turns = inquiry.corpus.turns(path, turn, turn + _SOON)
    document = inquiry.corpus.document(path)
    for before, one in zip(turns, turns[1:], strict=False):
        if one.who in people or (not people and one.who and one.who not in whom):
            return of_turn(document, one, before, 1.0, questions=True)[:_SENTENCES]
    return []
