"""A document, or one speaker in it, in its own words, from beginning to end; of several documents a sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.answering import abstaining, then
from qa.answering.composing import compose
from qa.answering.evidence import MORE_WORDS, WORDS, weigh
from qa.answering.inquiry import Inquiry
from qa.answering.tallies import by_date, by_document
from qa.answering.wording import names_of
from qa.disfluency import fluent
from qa.extraction.candidates import Sentence, of_turn
from qa.extraction.covering import covering
from qa.extraction.selection import Meanings
from qa.models import Answer, Document, Scope, Turn, Who
from qa.questions.kinds import Kind
from qa.questions.overview import summary_topic
from qa.render import long_date
from qa.resolution.names import tokens

_PARTS = 7
_MORE_PARTS, _FEW_PARTS = 14, 3
_FEWEST, _MOST = 6, 45
# Of the best sentence's score, what the best of another turn needs to be in a summary of one matter; of how many turns.
_AS_MUCH, _TURNS = 0.7, 3


def answer(inquiry: Inquiry) -> Answer | None:
    """Sentences that cover the whole, or what was said of one matter in it.

    None where nothing there bears on the matter, or somebody is asked for who does not speak.
    """
    if inquiry.subject.absent or inquiry.asks_of_nobody:
        return None
    people = inquiry.subject.speakers if inquiry.people.owns_a_text else inquiry.people.meant
    left = _left(inquiry, people)
    titled = _titled(inquiry, left, people)
    allowed = inquiry.allowed(people)
    if titled is None:
        return _of_matter(inquiry, left, allowed)
    scope = replace(inquiry.scope, speakers=allowed) if allowed else inquiry.scope
    if (time := inquiry.time) and not titled:
        if not time.documents:
            return abstaining.abstain(inquiry, (), scope, reason=then.nothing_then(inquiry, scope))
        titled = time.documents
    scope = replace(scope, documents=titled) if titled else scope
    detail = inquiry.task.detail
    parts = _MORE_PARTS if detail else _FEW_PARTS if inquiry.task.brief else _PARTS
    there = _documents(inquiry, scope)
    if not there:
        return None
    told = there[-parts:]
    turns = by_document(inquiry.corpus.turns_in(replace(scope, documents=tuple(one.document for one in told))))
    if detail and told == there and sum(len(turn.text.split()) for _, said in turns for turn in said) <= MORE_WORDS:
        return _in_full(inquiry, scope, turns)
    words = MORE_WORDS if detail else WORDS
    everybody = not inquiry.task.brief and len(told) == 1
    chosen: list[Sentence] = []
    for document, said in turns:
        sentences = stated((document, turn) for turn in said)
        chosen += covering(
            sentences, inquiry.sources.meanings, parts // len(told), words // len(told), everybody=everybody
        )
    if not chosen:
        return None
    part = compose(chosen, in_order=True)
    notes = [_of_several(told, len(there))] if len(told) > 1 else []
    return inquiry.made(part.text, part.citations, statements=part.statements, scope=scope, confidence=1.0, notes=notes)


def _documents(inquiry: Inquiry, scope: Scope) -> list[Document]:
    """Those in scope, by date: where only some people's words are asked for, those in which one of them speaks."""
    there = inquiry.corpus.documents(scope)
    if scope.speakers:
        heard = {document for one in inquiry.corpus.speakers(scope) for document in one.documents}
        there = [one for one in there if one.document in heard]
    return by_date(there)


def _of_several(told: Sequence[Document], there: int) -> str:
    which = f"{len(told)} of {there}" if len(told) < there else f"{there}"
    if len(told) < there and all(one.date for one in told):
        which = f"the {len(told)} latest of {there}"
    return f"A summary of {which} transcripts; name one to hear more of it."


def of_a_name(inquiry: Inquiry) -> Answer | None:
    """What somebody said, where a question is his or her name and nothing else: "Blinken"."""
    named = [name for name, meant in inquiry.people.named if meant]
    if len(named) != 1 or set(tokens(inquiry.text)) != set(tokens(named[0])):
        return None
    made = answer(inquiry)
    return made and replace(made, kind=Kind.SUMMARY.value)


def _in_full(inquiry: Inquiry, scope: Scope, turns: Sequence[tuple[Document, Sequence[Turn]]]) -> Answer | None:
    """All that was said, where that is little."""
    each = ((document, turn) for document, there in turns for turn in there if turn.text.strip())
    said = [Sentence(document, turn, 0, len(turn.text), 1.0) for document, turn in each]
    part = compose(said, in_order=True)
    return (
        inquiry.made(part.text, part.citations, statements=part.statements, scope=scope, confidence=1.0)
        if said
        else None
    )


def in_short(inquiry: Inquiry, scope: Scope, parts: int, words: int) -> list[Sentence]:
    """So many sentences, and words, at most that cover what is said in a scope, in order."""
    return covering(stated(inquiry.corpus.turns_in(scope)), inquiry.sources.meanings, parts, words)


def _of_matter(inquiry: Inquiry, matter: Sequence[str], people: tuple[Who, ...]) -> Answer | None:
    """What was said of a matter by some people, or in some transcripts: more of it than answers a question."""
    name = names_of(people)
    question = f"What {f'did {name} say' if name else 'was said'} about {' '.join(matter)}?"
    asked = replace(inquiry.asked, question=question, topic=tuple(matter), subject=name or None, wants="")
    scope = replace(inquiry.scope, speakers=people) if people else inquiry.scope
    found = weigh(inquiry, asked, inquiry.query(question), scope, detail=True)
    # Of somebody, or of one transcript, that much is known to have been said.
    if not (found.bears_on_it if people or inquiry.named else found.enough):
        return None
    words = MORE_WORDS if inquiry.task.detail else WORDS
    part = compose(_around(found.ranked, inquiry.sources.meanings, words))
    return inquiry.made(part.text, part.citations, statements=part.statements, scope=scope, confidence=found.confidence)


def _around(ranked: Sequence[Sentence], meanings: Meanings, words: int) -> list[Sentence]:
    """The best sentences, and what covers the turns that they stand in: who speaks on a matter goes on to."""
    best: dict[tuple[str, int], Sentence] = {}
    for one in ranked:
        if one.score >= _AS_MUCH * ranked[0].score:
            best.setdefault(one.place[:2], one)
    chosen = list(best.values())[:_TURNS]
    known = {one.place for one in chosen}
    turns = [(one.document, one.turn) for one in chosen]
    others = covering(stated(turns), meanings, _PARTS, words - sum(len(one.text.split()) for one in chosen))
    score = min(one.score for one in chosen)
    return [*chosen, *(replace(one, score=score) for one in others if one.place not in known)]


def _titled(inquiry: Inquiry, left: Sequence[str], people: Sequence[Who]) -> tuple[str, ...] | None:
    """The one document whose title holds all words that are left; () where none are; None for a subject."""
    if not left:
        return ()
    words = {word for one in left for word in tokens(one)}
    # "What she told the inquest" is told where she speaks.
    heard = {document for one in inquiry.speakers if one.who in people for document in one.documents}
    there = (one for one in inquiry.documents if not heard or one.document in heard)
    found = [one.document for one in there if words <= set(tokens(one.name))]
    return tuple(found) if len(found) == 1 and not inquiry.named else None


def _left(inquiry: Inquiry, people: Sequence[Who]) -> list[str]:
    """The words that are left when the names of people and documents are taken out of the question."""
    called = {word for who in people for word in tokens(f"{who.label} {who.person or ''}")}
    for one in inquiry.documents:
        called |= set(tokens(f"{one.title or ''} {one.document} {_spelled(one.date)}")) if inquiry.named else set()
    return [word for word in summary_topic(inquiry.text) if not set(tokens(word)) <= called]


def _spelled(date: str | None) -> str:
    return long_date(date) if date else ""


def stated(turns: Iterable[tuple[Document, Turn]]) -> list[Sentence]:
    """What was stated in the turns: no questions, nothing too short or too long to stand for more."""
    found: list[Sentence] = []
    before = None
    for document, turn in turns:
        for one in of_turn(document, turn, before, 1.0):
            if not one.premise and not one.cue and _FEWEST <= len(fluent(one.text).split()) <= _MOST:
                found.append(replace(one, asked=None))
        before = turn
    return found
