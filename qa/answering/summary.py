"""A document, or one speaker in it, in its own words: sentences that cover it from beginning to end."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.answering import abstaining, then
from qa.answering.composing import compose
from qa.answering.evidence import MORE_WORDS, WORDS, weigh
from qa.answering.inquiry import Inquiry
from qa.answering.wording import names_of
from qa.disfluency import fluent
from qa.extraction.candidates import Sentence, of_turn
from qa.lexical.analysis import analyse
from qa.models import Answer, Document, Scope, Turn, Who
from qa.patterns import phrase
from qa.questions.kinds import Kind
from qa.questions.overview import summary_topic
from qa.questions.parsing import STOPWORDS
from qa.render import long_date
from qa.resolution.names import tokens

_PARTS = 6
_MORE_PARTS, _FEW_PARTS = 14, 3
_FEWEST, _MOST = 6, 45
_SPEAKS_MUCH = 0.15
# Of the best sentence's score, what the best of another turn needs to be in a summary of one matter; of how many turns.
_AS_MUCH, _TURNS = 0.7, 3
# What came of it is wanted of a meeting: "The motion carries, five to four", "the item is deferred".
_DECIDES = 1.8
_DECISION = phrase(
    r"\b(?:motions?|resolutions?|amendments?|items?|applications?|proposals?|budgets?|bills?|it|that|"
    r"vote)\b.{0,30}\b(?:carr(?:ies|ied)|is (?:deferred|"
    r"adopted|approved|passed|rejected|lost|defeated|tabled|adjourned|referred)|passes|fails)\b|\bwe'(?:ve|"
    r"re) (?:agreed|decided|resolved)\b"
    r"|\bwe (?:have )?(?:agreed|decided|resolved|voted)\b|\bunanimous(?:ly)?\b|\bthe (?:ayes|noes) have it\b"
)
_STOPS = frozenset(term for word in STOPWORDS for term in analyse(word))


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
    turns = list(inquiry.corpus.turns_in(scope))
    detail = inquiry.task.detail
    if detail and sum(len(turn.text.split()) for _, turn in turns) <= MORE_WORDS:
        return _in_full(inquiry, scope, turns)
    sentences = _stated(turns)
    if not sentences:
        return None
    parts = _MORE_PARTS if detail else _FEW_PARTS if inquiry.task.brief else _PARTS
    chosen = _covering(sentences, parts, MORE_WORDS if detail else WORDS, everybody=not inquiry.task.brief)
    part = compose(chosen, in_order=True)
    several = len({one.document.document for one in chosen})
    notes = [f"A summary of {several} transcripts; name one to hear more of it."] if several > 1 else []
    return inquiry.made(part.text, part.citations, statements=part.statements, scope=scope, confidence=1.0, notes=notes)


def of_a_name(inquiry: Inquiry) -> Answer | None:
    """What somebody said, where a question is his or her name and nothing else: "Blinken"."""
    named = [name for name, meant in inquiry.people.named if meant]
    if len(named) != 1 or set(tokens(inquiry.text)) != set(tokens(named[0])):
        return None
    made = answer(inquiry)
    return made and replace(made, kind=Kind.SUMMARY.value)


def _in_full(inquiry: Inquiry, scope: Scope, turns: Sequence[tuple[Document, Turn]]) -> Answer | None:
    """All that was said, where that is little."""
    said = [Sentence(document, turn, 0, len(turn.text), 1.0) for document, turn in turns if turn.text.strip()]
    part = compose(said, in_order=True)
    return (
        inquiry.made(part.text, part.citations, statements=part.statements, scope=scope, confidence=1.0)
        if said
        else None
    )


def in_short(inquiry: Inquiry, scope: Scope, parts: int, words: int) -> list[Sentence]:
    """So many sentences, and words, at most that cover what is said in a scope, in order."""
    sentences = _stated(inquiry.corpus.turns_in(scope))
    return _covering(sentences, parts, words) if sentences else []


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
    part = compose(_around(found.ranked, MORE_WORDS if inquiry.task.detail else WORDS))
    return inquiry.made(part.text, part.citations, statements=part.statements, scope=scope, confidence=found.confidence)


def _around(ranked: Sequence[Sentence], words: int) -> list[Sentence]:
    """The best sentences, and what covers the turns that they stand in: who speaks on a matter goes on to."""
    best: dict[tuple[str, int], Sentence] = {}
    for one in ranked:
        if one.score >= _AS_MUCH * ranked[0].score:
            best.setdefault(one.place[:2], one)
    chosen = list(best.values())[:_TURNS]
    known = {one.place for one in chosen}
    turns = [(one.document, one.turn) for one in chosen]
    others = _covering(_stated(turns), _PARTS, words - sum(len(one.text.split()) for one in chosen))
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


def _stated(turns: Iterable[tuple[Document, Turn]]) -> list[Sentence]:
    """What was stated in the turns: no questions, nothing too short or too long to stand for more."""
    found: list[Sentence] = []
    before = None
    for document, turn in turns:
        for one in of_turn(document, turn, before, 1.0):
            if not one.premise and not one.cue and _FEWEST <= len(fluent(one.text).split()) <= _MOST:
                found.append(replace(one, asked=None))
        before = turn
    return found


def _covering(sentences: Sequence[Sentence], parts: int, words: int, *, everybody: bool = True) -> list[Sentence]:
    """The most central sentence of each of so many stretches of equal length; with `everybody`, of who speaks much too.

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
        decides = _DECIDES if _DECISION.search(sentences[number].text) else 1.0
        return decides * fresh / (len(own) + 4)

    for part in range(parts):
        inside = [number for number, one in enumerate(stretch) if one == part and len(terms[number]) > 2]
        if inside:
            best = max(inside, key=lambda number: (value(number), -number))
            chosen.append(best)
            covered.update(terms[best])
    spoken: Counter[Who | None] = Counter()
    for one, length in zip(sentences, lengths, strict=True):
        spoken[one.turn.who] += length
    for who, count in spoken.most_common(parts) if everybody else ():
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
