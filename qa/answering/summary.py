"""A document, or one speaker in it, in its own words: sentences that cover it from beginning to end."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.candidates import Sentence, of_turn
from qa.disfluency import fluent
from qa.lexical import analyse
from qa.models import Answer, Scope, Who
from qa.names import tokens
from qa.overview import summary_topic
from qa.questions import STOPWORDS
from qa.render import long_date

_WORDS = 150
_MORE_WORDS = 400
_PARTS = 6
_MORE_PARTS = 14
_FEWEST, _MOST = 6, 45
_SPEAKS_MUCH = 0.15
_STOPS = frozenset(term for word in STOPWORDS for term in analyse(word))


def answer(inquiry: Inquiry) -> Answer | None:
    """Sentences that cover the whole; None where a subject narrows it, or somebody is asked for who does not speak."""
    if inquiry.subject.absent:
        return None
    people = inquiry.people.meant
    titled = _titled(inquiry, _left(inquiry, people))
    if titled is None:
        return None
    allowed = inquiry.allowed(people)
    scope = replace(inquiry.scope, speakers=allowed) if allowed else inquiry.scope
    scope = replace(scope, documents=titled) if titled else scope
    sentences = _sentences(inquiry, scope)
    if not sentences:
        return None
    detail = inquiry.task.detail
    chosen = _covering(sentences, _MORE_PARTS if detail else _PARTS, _MORE_WORDS if detail else _WORDS)
    part = compose(chosen, in_order=True)
    several = len({one.document.document for one in chosen})
    notes = [f"A summary of {several} transcripts; name one to hear more of it."] if several > 1 else []
    return inquiry.made(part.text, part.citations, statements=part.statements, scope=scope, confidence=1.0, notes=notes)


def _titled(inquiry: Inquiry, left: Sequence[str]) -> tuple[str, ...] | None:
    """The one document whose title holds all words that are left; () where none are; None for a subject."""
    if not left:
        return ()
    words = {word for one in left for word in tokens(one)}
    found = [one.document for one in inquiry.documents if words <= set(tokens(one.name))]
    return tuple(found) if len(found) == 1 and not inquiry.named else None


def _left(inquiry: Inquiry, people: Sequence[Who]) -> list[str]:
    """The words that are left when the names of people and documents are taken out of the question."""
    called = {word for who in people for word in tokens(f"{who.label} {who.person or ''}")}
    for one in inquiry.documents:
        called |= set(tokens(f"{one.title or ''} {one.document} {_spelled(one.date)}")) if inquiry.named else set()
    return [word for word in summary_topic(inquiry.text) if not set(tokens(word)) <= called]


def _spelled(date: str | None) -> str:

    return long_date(date) if date else ""


def _sentences(inquiry: Inquiry, scope: Scope) -> list[Sentence]:
    """What was stated in scope, in order: no questions, nothing too short or too long to stand for more."""
    found: list[Sentence] = []
    before = None
    for document, turn in inquiry.corpus.turns_in(scope):
        for one in of_turn(document, turn, before, 1.0):
            if not one.premise and not one.cue and _FEWEST <= len(fluent(one.text).split()) <= _MOST:
                found.append(replace(one, asked=None))
        before = turn
    return found


def _covering(sentences: Sequence[Sentence], parts: int, words: int) -> list[Sentence]:
    """The most central sentence of each of so many stretches of equal length; those who speak much all appear.

    How central: the mean weight of its terms, a term weighing by how many sentences hold it (as SumBasic does,
    Nenkova and Vanderwende, 2005), terms already covered counting little.
    """
    terms = [[term for term in dict.fromkeys(analyse(fluent(one.text))) if term not in _STOPS] for one in sentences]
    held = Counter(term for own in terms for term in own)
    lengths = [len(one.text.split()) for one in sentences]
    total = sum(lengths)
    stretch: list[int] = []
    passed = 0
    for length in lengths:
        stretch.append(min(parts - 1, parts * passed // max(1, total)))
        passed += length
    covered: set[str] = set()
    chosen: list[int] = []

    def value(number: int) -> float:
        own = terms[number]
        fresh = sum(math.log1p(held[term]) * (0.2 if term in covered else 1.0) for term in own)
        return fresh / (len(own) + 4)

    for part in range(parts):
        inside = [number for number, one in enumerate(stretch) if one == part and len(terms[number]) > 2]
        if inside:
            best = max(inside, key=lambda number: (value(number), -number))
            chosen.append(best)
            covered.update(terms[best])
    spoken: Counter[Who | None] = Counter()
    for one, length in zip(sentences, lengths, strict=True):
        spoken[one.turn.who] += length
    for who, count in spoken.most_common(parts):
        heard = {sentences[number].turn.who for number in chosen}
        if who not in heard and count >= _SPEAKS_MUCH * total:
            own = [number for number, one in enumerate(sentences) if one.turn.who == who and len(terms[number]) > 2]
            if own:
                chosen.append(max(own, key=lambda number: (value(number), -number)))
    return _within(sorted(set(chosen)), lengths, words, sentences)


def _within(chosen: Sequence[int], lengths: Sequence[int], words: int, sentences: Sequence[Sentence]) -> list[Sentence]:
    """As many as fit, the longest left out first."""
    kept = list(chosen)
    while len(kept) > 1 and sum(lengths[number] for number in kept) > words:
        kept.remove(max(kept, key=lambda number: lengths[number]))
    return [sentences[number] for number in kept]
