"""The common case: the sentences that answer, wherever they were said, grouped by who said them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qa import candidates, selection
from qa import confidence as confidences
from qa.answering import abstaining
from qa.answering.composing import Composed, compose
from qa.answering.inquiry import HITS, Inquiry
from qa.answering.people import names_of
from qa.candidates import Sentence
from qa.lexical import analyse
from qa.models import Answer, Hit, Scope, Who
from qa.pool import Query
from qa.premises import denial
from qa.questions import Asked
from qa.reported import names_nobody_else
from qa.retrieval import Found
from qa.shapes import shape_of
from qa.verifier import put

WORDS, MORE_WORDS = 150, 400
FEW_QUOTES, QUOTES, MORE_QUOTES = 4, 6, 14
# How many sentences are read together with the question, where the confidence without it is in between.
READ = 2
_SURELY_NOT, _SURELY = 0.25, 0.6
_SHARE = 0.66
_MORE_HITS = 20
_RATHER = 0.8
_AS_WELL, _OWN_WORDS = 0.83, 0.65
_BESIDE_OTHERS = confidences.SIGNALS.index("beside_others")
_NAMED = 0.8
_QUESTIONS = re.compile(r"\bwhat\b.*\b(?:ask|asks|asked)\b|\bwho\sasked\b|\bquestions?\b", re.IGNORECASE)
_WHO_ASKED = re.compile(r"\bwho(?:\selse)?\s(?:asks|asked)\b", re.IGNORECASE)
_ALIKE, _COVERED = 0.37, 0.5
# All that there is of somebody who does not speak is what is reported.
_ALIKE_REPORT = 0.3
# By what the odds rise that a follow-up is answered where it stands near what it leans on; set by hand.
_NEAR_ODDS = 3.5
# How far around what was quoted last a follow-up is likely to find its answer, in turns.
_MOST_BEFORE, _TURNS_BEFORE, _TURNS_AFTER, _BESIDE = 3, 3, 6, 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question in one scope.

    Attributes:
        chosen: the sentences to quote, best first.
        ranked: all that were weighed, best first.
        hits: where they stand.
        signals: what the confidence is made of, as `qa.confidence.SIGNALS` names them.
        asked: what they are to answer.
        stands_near: the question leans on the one before, and the best stands near what was quoted then.
    """

    chosen: list[Sentence]
    ranked: list[Sentence]
    hits: list[Hit]
    signals: list[float]
    asked: Asked
    stands_near: bool = False

    @property
    def confidence(self) -> float:
        """How likely it is that the sentences answer, 0 to 1."""
        if not self.chosen:
            return 0.0
        fitted = confidences.shipped()(self.signals)
        if self.stands_near:
            fitted = _NEAR_ODDS * fitted / (1 + (_NEAR_ODDS - 1) * fitted)
        if self.says_the_word:
            fitted = max(fitted, confidences.shipped().threshold)
        return max(fitted, _NAMED) if self.says_the_name else fitted

    @property
    def in_doubt(self) -> bool:
        """Whether reading the best sentences once more, which takes as long as all the rest, may change anything."""
        return bool(self.chosen) and _SURELY_NOT < confidences.shipped()(self.signals) < _SURELY

    @property
    def says_the_word(self) -> bool:
        """Whether one word is asked about, and the best sentence says it: "What did Abara say about the fire?"."""
        terms = selection.topic_terms(self.asked)
        plain = shape_of(self.asked) is None or _WHO_ASKED.search(self.asked.question)
        return len(terms) == 1 and bool(self.chosen) and self.chosen[0].alone >= 1 and bool(plain)

    @property
    def says_the_name(self) -> bool:
        """Whether nothing but a name or a day is asked about, and the best sentence says it: "Who is Daskal?"."""
        names = {word for name in self.asked.names for word in name.split()}
        others = [word for word in self.asked.topic if word not in names and not word[0].isdigit()]
        return bool(self.chosen and names) and not others and self.chosen[0].alone >= 1

    @property
    def bears_on_it(self) -> bool:
        """Whether the sentences are at least about what was asked: enough where somebody is known to have spoken."""
        return bears_on(self.chosen, self.asked) or self.confidence >= _RATHER * confidences.shipped().threshold

    @property
    def enough(self) -> bool:
        """Whether it is likely enough to be given as an answer."""
        needed = confidences.shipped().threshold
        # Of somebody who says it about as well as anybody else, who speaks of the matter then, less is asked.
        own = self.asked.subject is not None and self.signals[_BESIDE_OTHERS] >= _AS_WELL
        return bool(self.chosen) and self.confidence >= (_OWN_WORDS * needed if own else needed)


def answer(inquiry: Inquiry) -> Answer:
    """Quotes that answer the question, or an abstention."""
    subject = inquiry.subject
    if subject.absent:
        return about_absent(inquiry, subject.absent)
    scope = inquiry.scope
    notes = subject.notes
    if subject.speakers:
        allowed = inquiry.allowed(subject.speakers)
        if not allowed:
            reason = f"{names_of(subject.speakers)} is not among the speakers asked about."
            return abstaining.abstain(inquiry, (), scope, reason=reason)
        scope = replace(scope, speakers=allowed)
    query = inquiry.query()
    best = best_of_all(inquiry, query) if subject.speakers else 0.0
    evidence = _by_whoever_acts(inquiry, query) or weigh(
        inquiry, inquiry.asked, query, scope, detail=inquiry.task.detail, best_of_all=best
    )
    if not evidence.hits:
        return abstaining.abstain(inquiry, (), scope, reason="Nothing was said there at all.")
    unknown = abstaining.unknown_name(inquiry, scope, evidence.chosen[0] if evidence.enough else None)
    if unknown:
        return abstaining.abstain(inquiry, evidence.hits, scope, reason=unknown[0], suggestion=unknown[1])
    if not evidence.enough and subject.speakers and (reported := _reported(inquiry, inquiry.asked.subject or "")):
        before = f"{names_of(scope.speakers)} does not answer this; what others report of {inquiry.asked.subject}:"
        return _told(inquiry, compose(reported), reported[0].score, inquiry.everybody, notes, before)
    if not evidence.enough:
        better = _who_answers_instead(inquiry, query, scope) if subject.speakers else None
        return abstaining.abstain(inquiry, evidence.hits, scope, confidence=evidence.confidence, suggestion=better)
    denied = denial(inquiry.asked.question, evidence.chosen)
    if denied:
        return abstaining.denied(inquiry, denied, evidence.hits, scope, evidence.confidence)
    return _told(inquiry, compose(evidence.chosen), evidence.confidence, scope, notes)


def _by_whoever_acts(inquiry: Inquiry, query: Query) -> Evidence | None:
    """The words of the one speaker whom the question is about, where they are answer enough; else None."""
    if not inquiry.people.leaning or inquiry.scope.speakers or not inquiry.people.acts:
        return None
    scope = replace(inquiry.scope, speakers=inquiry.people.leaning)
    evidence = weigh(inquiry, inquiry.asked, query, scope, detail=inquiry.task.detail)
    return evidence if evidence.bears_on_it else None


def weigh(
    inquiry: Inquiry,
    asked: Asked,
    query: Query,
    scope: Scope,
    *,
    detail: bool = False,
    found: Found | None = None,
    best_of_all: float = 0.0,
) -> Evidence:
    """Search the scope, weigh the sentences of what is found, choose the best, and say how sure that is.

    Args:
        inquiry: the question and where its answer comes from.
        asked: what is asked here, which may be a part of it.
        query: made of it.
        scope: where to look, and whose words count.
        detail: more than a short answer is wanted.
        found: what a search found, where that has been done already.
        best_of_all: as `qa.confidence.signals` has it.
    """
    found = found or inquiry.find(scope, query, question=asked.question, k=_MORE_HITS if detail else HITS)
    asks_questions = _asks_for_questions(asked, scope.speakers)
    found_there = candidates.of_hits(found.hits, inquiry.corpus, scope.speakers, questions=asks_questions)
    if _WHO_ASKED.search(asked.question):
        # Whoever asked is wanted, not whoever answered.
        found_there = [one for one in found_there if one.is_question] or found_there
    near = _near(inquiry, scope)
    known = {one.place for one in found_there}
    found_there += [one for one in near if one.place not in known]
    ranked = _rank(inquiry, asked, query, found_there, close={one.place for one in near})
    wanted = shape_of(asked)
    few = wanted is not None and wanted.is_one_fact

    def evidence_of(ranked: list[Sentence], odds: Sequence[float] = ()) -> Evidence:
        chosen = selection.choose(
            ranked,
            wanted=wanted,
            words=MORE_WORDS if detail else WORDS,
            share=0.5 if detail else _SHARE,
            most=MORE_QUOTES if detail else FEW_QUOTES if few else QUOTES,
        )
        signals = confidences.signals(
            asked, found.pool, ranked, chosen, inquiry.sources.embedder.sketch, best_of_all, max(odds, default=None)
        )
        stands_near = bool(chosen) and any(chosen[0].place == one.place for one in near)
        return Evidence(chosen, ranked, found.hits, signals, asked, stands_near)

    evidence = evidence_of(ranked)
    if evidence.in_doubt and (odds := _verified(inquiry, asked, ranked)):
        evidence = evidence_of(selection.read_again(ranked, odds), odds)
    asked_it = evidence.says_the_word and _WHO_ASKED.search(asked.question)
    named = evidence.says_the_name or asked_it
    return replace(evidence, chosen=_where_named(evidence.chosen)) if named else evidence


def _where_named(chosen: Sequence[Sentence]) -> list[Sentence]:
    """Those of turns that say the name: nothing else is asked about."""
    turns = {one.place[:2] for one in chosen if one.alone >= 1}
    return [one for one in chosen if one.place[:2] in turns]


def best_of_all(inquiry: Inquiry, query: Query) -> float:
    """How well the best sentence answers by itself, whoever says it; 0 where nobody says anything."""
    found = inquiry.find(inquiry.everybody, query)
    asks_questions = _asks_for_questions(inquiry.asked, inquiry.subject.speakers)
    there = candidates.of_hits(found.hits, inquiry.corpus, (), questions=asks_questions)
    ranked = _rank(inquiry, inquiry.asked, query, there)
    return selection.best_by_itself(ranked, inquiry.asked)


def _near(inquiry: Inquiry, scope: Scope) -> list[Sentence]:
    """The sentences around those quoted last, where the question leans on these."""
    found: list[Sentence] = []
    seen: set[tuple[str, int]] = set()
    known = {one.document for one in inquiry.documents}
    for citation in inquiry.before[:_MOST_BEFORE]:
        if citation.document not in known:
            continue
        document = inquiry.corpus.document(citation.document)
        first = max(0, citation.turn - _TURNS_BEFORE)
        turns = inquiry.corpus.turns(citation.document, first, citation.turn + _TURNS_AFTER)
        for before, turn in zip([None, *turns], turns, strict=False):
            fits = not scope.speakers or turn.who in scope.speakers
            if fits and (citation.document, turn.index) not in seen:
                seen.add((citation.document, turn.index))
                found += candidates.of_turn(document, turn, before, _BESIDE)
    return found


def _rank(
    inquiry: Inquiry,
    asked: Asked,
    query: Query,
    sentences: Sequence[Sentence],
    close: Collection[tuple[str, int, int]] = frozenset(),
) -> list[Sentence]:
    return selection.rank(
        sentences, asked, inquiry.sources.meanings, query.vectors[0], leaning=inquiry.people.leaning, close=close
    )


def _verified(inquiry: Inquiry, asked: Asked, ranked: Sequence[Sentence]) -> list[float]:
    """Of the few best sentences, the log odds that they answer; none where there is nothing that reads them."""
    verifier = inquiry.sources.verifier
    return verifier.scores(asked.question, [put(one) for one in ranked[:READ]]) if verifier else []


def _asks_for_questions(asked: Asked, speakers: Sequence[Who]) -> bool:
    """Whether what somebody asked is asked for, so that questions count as said."""
    if _QUESTIONS.search(asked.question):
        return True
    return bool(speakers) and all(candidates.is_questioner(who.label) for who in speakers)


def _told(
    inquiry: Inquiry, part: Composed, confidence: float, scope: Scope, notes: Sequence[str], before: str = ""
) -> Answer:
    text = f"{before}\n\n{part.text}" if before else part.text
    return inquiry.made(
        text, part.citations, confidence=confidence, statements=part.statements, scope=scope, notes=notes
    )


def _who_answers_instead(inquiry: Inquiry, query: Query, scope: Scope) -> str | None:
    """A question for somebody who does speak on the matter, where whoever was asked about does not."""
    if inquiry.given.speakers or not inquiry.asked.topic:
        return None
    topic = " ".join(inquiry.asked.topic)
    asked = replace(inquiry.asked, subject=None)
    evidence = weigh(inquiry, asked, query, inquiry.everybody)
    others = [one for one in evidence.chosen if one.turn.who not in scope.speakers and one.turn.speaker]
    if not evidence.enough or not others or others[0] is not evidence.chosen[0]:
        return None
    if set(analyse(topic)) <= set(analyse(others[0].turn.speaker or "")):
        return None
    return f"What did {others[0].turn.speaker} say about {topic}?"


def about_absent(inquiry: Inquiry, name: str) -> Answer:
    """Somebody who does not speak: what others report of his or her words, else that there is nothing."""
    chosen = _reported(inquiry, name, _ALIKE_REPORT)
    if not chosen:
        return abstaining.does_not_speak(inquiry, name)
    before = f"{name} does not speak in {inquiry.where()}; others report what {name} said."
    return _told(inquiry, compose(chosen), chosen[0].score, inquiry.scope, (), before)


def _reported(inquiry: Inquiry, name: str, alike: float = _ALIKE) -> list[Sentence]:
    """Sentences in which others report words of that name that bear on the question, best first."""
    core = abstaining.core_of(name)
    spoken = _reports(inquiry, core)
    if not spoken and len(core.split()) > 1:
        spoken = _reports(inquiry, core.split()[-1])
    ranked = selection.rank(spoken, inquiry.asked, inquiry.sources.meanings, inquiry.query().vectors[0])
    chosen = selection.choose(ranked, words=WORDS, share=_SHARE, most=QUOTES)
    return chosen if not inquiry.asked.topic or bears_on(chosen, inquiry.asked, alike) else []


def bears_on(chosen: Sequence[Sentence], asked: Asked, alike: float = _ALIKE) -> bool:
    """Whether the best of the sentences is about what was asked, by its meaning or by its words."""
    terms = selection.topic_terms(asked)
    said = {term for one in chosen for term in analyse(f"{one.text} {one.turn.speaker or ''}")}
    words = bool(terms) and sum(term in said for term in terms) >= _COVERED * len(terms)
    return bool(chosen) and (words or any(one.cosine >= alike for one in chosen))


def _reports(inquiry: Inquiry, name: str) -> list[Sentence]:
    """Sentences that report words of that name: named in them, or "he" and "she" after one that names nobody else."""
    found: dict[tuple[str, int, int], Sentence] = {}
    wanted = name.casefold()
    places = dict.fromkeys((one.document, one.turn) for one in inquiry.corpus.find(name, inquiry.everybody, limit=60))
    for document, turn in places:
        (spoken,) = inquiry.corpus.turns(document, turn, turn)
        about = False
        for one in candidates.of_turn(inquiry.corpus.document(document), spoken, None, 1.0):
            reports = (one.reports or "").casefold()
            if one.reports and (wanted in reports or (about and reports in {"he", "she"})):
                found[one.place] = replace(one, reports=one.reports if wanted in reports else name)
            if wanted in one.text.casefold():
                about = names_nobody_else(one.text, name)
            else:
                about = about and reports in {"", "he", "she"} and names_nobody_else(one.text, name)
    return list(found.values())
