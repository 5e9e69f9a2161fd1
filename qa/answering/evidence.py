"""What speaks for an answer to a question in a scope: the sentences to quote, and how sure it is that they answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qa.answering.concerned import concerned
from qa.answering.inquiry import HITS, Inquiry
from qa.extraction import candidates, joining, selection
from qa.extraction import confidence as confidences
from qa.extraction.candidates import Sentence
from qa.extraction.shapes import asks_for_name, shape_of
from qa.extraction.verifier import put
from qa.lexical.analysis import analyse, terms_of
from qa.models import Hit, Scope, Who
from qa.patterns import phrase
from qa.pool import Query
from qa.questions.parsing import Asked
from qa.resolution.names import tokens
from qa.retrieval import Found

WORDS, MORE_WORDS = 150, 400
FEW_QUOTES, QUOTES, MORE_QUOTES = 4, 6, 14
# How many sentences are read together with the question, where the confidence without it is in between.
READ = 2
_SURELY_NOT, _SURELY = 0.25, 0.6
SHARE = 0.66
_MORE_HITS = 20
_RATHER = 0.8
_AS_WELL, _OWN_WORDS = 0.83, 0.8
_BESIDE_OTHERS = confidences.SIGNALS.index("beside_others")
_NAMED = 0.8
_QUESTIONS = phrase(r"\bwhat\b.*\b(?:ask|asks|asked)\b|\bwho asked\b|\bquestions?\b")
_WHO_ASKED = phrase(r"\bwho(?: else)? (?:asks|asked)\b")
_WHO_SAID = phrase(r"\W*who(?: else)? (?:said|says|claimed|claims|stated|states|reported|told \w+)\b")
_TELL = phrase(r"\W*(?:(?:can|could) you )?tell (?:me|us) (?:\w+ )?about\b")
_WHERE = phrase(r"\W*(?:(?:and|so|but) )?where\b")
_BUT = phrase(r"(?:but|however|though|yet)\b")
_NOT = phrase(r"\b(?:not|never|no|nobody|nothing|none|without)\b|n't\b")
_ALL, _ASKED_ALL, _FEW_FIRST = 0.999, 0.799, 3
ALIKE, _COVERED = 0.37, 0.5
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
        signals: what the confidence is made of, as `qa.extraction.confidence.SIGNALS` names them.
        asked: what they are to answer.
        stands_near: the question leans on the one before, and the best stands near what was quoted then.
        takes_the_side: whoever is asked why he or she is against something is, in the turns of those chosen.
    """

    chosen: list[Sentence]
    ranked: list[Sentence]
    hits: list[Hit]
    signals: list[float]
    asked: Asked
    stands_near: bool = False
    takes_the_side: bool = False

    @property
    def confidence(self) -> float:
        """How likely it is that the sentences answer, 0 to 1."""
        if not self.chosen:
            return 0.0
        fitted = confidences.shipped()(self.signals)
        if self.stands_near:
            fitted = _NEAR_ODDS * fitted / (1 + (_NEAR_ODDS - 1) * fitted)
        if self.says_the_word or self.takes_the_side:
            fitted = max(fitted, confidences.shipped().threshold)
        return max(fitted, _NAMED) if self.says_the_name else fitted

    @property
    def in_doubt(self) -> bool:
        """Whether reading the best sentences once more, which takes as long as all the rest, may change anything."""
        return bool(self.chosen) and _SURELY_NOT < confidences.shipped()(self.signals) < _SURELY

    @property
    def says_the_word(self) -> bool:
        """Whether the best says all that is asked about: one word, or a clause of which it is asked who says it.

        "What did Abara say about the fire?", "Who said that the refund failed?"
        """
        terms, question = selection.topic_terms(self.asked), self.asked.question
        if not self.chosen or not terms:
            return False
        best = self.chosen[0]
        if _WHO_SAID.match(question) and len(terms) > 1:
            # As many denials as are asked for: "Who said the ship sank?" is not answered by "The ship never sank.".
            return best.alone >= _ALL and bool(_NOT.search(best.text)) == bool(_NOT.search(question))
        plain = (shape_of(self.asked) is None and not asks_for_name(question)) or _WHO_ASKED.search(question)
        # Where all about it is asked for, it may be said just before the best.
        saying = self.chosen[:_FEW_FIRST] if _TELL.match(question) else [best]
        # "None.", to "Were fingerprints found on the petrol can?", is about the can.
        says = any(one.alone >= _ALL or (one.asked is not None and one.coverage >= _ASKED_ALL) for one in saying)
        # "What is 2+2?": a number alone says nothing of a matter.
        return len(terms) == 1 and not terms[0].isdecimal() and says and bool(plain)

    @property
    def says_the_name(self) -> bool:
        """Whether nothing but a name or a day is asked about, and the best sentence says it: "Who is Daskal?"."""
        names = {word for name in self.asked.names for word in name.split()}
        others = [word for word in self.asked.topic if word not in names and not word[0].isdigit()]
        if not self.chosen or not names or others or asks_for_name(self.asked.question):
            return False
        best, wanted = self.chosen[0], shape_of(self.asked)
        return best.alone >= 1 and (wanted is None or not wanted.must_fit or wanted.fits(best.text))

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
        best_of_all: as `qa.extraction.confidence.signals` has it.
    """
    found = found or inquiry.find(scope, query, question=asked.question, k=_MORE_HITS if detail else HITS)
    asks_questions = _asks_for_questions(asked, scope.speakers)
    found_there = candidates.of_hits(found.hits, inquiry.corpus, scope.speakers, questions=asks_questions)
    if _WHO_ASKED.search(asked.question):
        # Whoever asked is wanted, not whoever answered.
        found_there = [one for one in found_there if one.is_question] or found_there
    found_there = concerned(inquiry, found_there)
    near = _near(inquiry, scope)
    known = {one.place for one in found_there}
    found_there += [one for one in near if one.place not in known]
    ranked = _rank(inquiry, asked, query, found_there, close={one.place for one in near})
    wanted = shape_of(asked)
    few = wanted is not None and wanted.is_one_fact
    to_the_point = few or _WHERE.match(asked.question) is not None
    others = _named_beside_speakers(inquiry, asked) if to_the_point else frozenset()

    def evidence_of(ranked: list[Sentence], odds: Sequence[float] = ()) -> Evidence:
        chosen = selection.choose(
            ranked,
            wanted=wanted,
            words=MORE_WORDS if detail else WORDS,
            share=0.5 if detail else SHARE,
            most=MORE_QUOTES if detail else FEW_QUOTES if few else QUOTES,
        )
        if to_the_point:
            chosen = selection.to_the_point(chosen, others)
        signals = confidences.signals(
            asked, found.pool, ranked, chosen, inquiry.sources.embedder.sketch, best_of_all, max(odds, default=None)
        )
        stands_near = bool(chosen) and any(chosen[0].place == one.place for one in near)
        return Evidence(chosen, ranked, found.hits, signals, asked, stands_near)

    evidence = evidence_of(ranked)
    if evidence.in_doubt and (odds := _verified(inquiry, asked, ranked, scope)):
        evidence = evidence_of(selection.read_again(ranked, odds), odds)
    # "What did the dentist say?", where no speaker is one: what is said of the dentist.
    one_thing = _WHO_ASKED.search(asked.question) or inquiry.asks_of_nobody
    named = evidence.says_the_name or (evidence.says_the_word and one_thing)
    chosen = _where_named(evidence.chosen) if named else evidence.chosen
    return replace(evidence, chosen=_with_what_is_told(chosen, asked))


def _named_beside_speakers(inquiry: Inquiry, asked: Asked) -> frozenset[str]:
    """The terms of the names in a question; whoever speaks is seldom named where he or she is spoken of."""
    if not asked.names:
        return frozenset()
    speaking = {word for one in inquiry.speakers for word in tokens(one.who.name)}
    words = (word for name in asked.names for word in name.split() if speaking.isdisjoint(tokens(word)))
    return terms_of(" ".join(words))


def _with_what_is_told(chosen: Sequence[Sentence], asked: Asked) -> list[Sentence]:
    """Each with the next of its turn where it only names the matter: "The harbour. Two bids came in on Monday.".

    So too the best where somebody's mind is asked for, and what stands behind it takes half of it back or gives the
    reason: "I was against it for years. But I've come round.", "I don't love the idea. It will slow us down.".
    """
    own = terms_of(asked.question)
    wanted = shape_of(asked)
    found: list[Sentence] = []
    for number, one in enumerate(chosen):
        following = next(iter(joining.behind_of(one)), None)
        names_it = one.asked is None and not one.is_question and one.reports is None and terms_of(one.text) <= own
        if number == 0 and wanted is not None and not wanted.is_one_fact and following:
            only_half = _BUT.match(one.turn.text[slice(*following)]) is not None
            names_it |= only_half or (wanted.name == "reason" and not wanted.fits(one.text))
        if names_it and following and not one.turn.text[slice(*following)].endswith("?"):
            one = replace(one, end=following[1], first_end=one.first_end or one.end)
        found.append(one)
    return [one for one in found if not any(_holds(other, one) for other in found)]


def _holds(one: Sentence, other: Sentence) -> bool:
    """Whether a sentence that was made longer holds another."""
    return one.place[:2] == other.place[:2] and one.start < other.start < one.end


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


def _verified(inquiry: Inquiry, asked: Asked, ranked: Sequence[Sentence], scope: Scope) -> list[float]:
    """Of the few best sentences, the log odds that they answer; none where there is nothing that reads them."""
    verifier = inquiry.sources.verifier
    question = asked.question
    if asked.subject and scope.speakers and ranked:
        # Whose words are asked for is settled: "the treasurer" and "Anthea Lowe" would look like two people.
        question = question.replace(asked.subject, ranked[0].turn.speaker or asked.subject, 1)
    return verifier.scores(question, [put(one) for one in ranked[:READ]]) if verifier else []


def _asks_for_questions(asked: Asked, speakers: Sequence[Who]) -> bool:
    """Whether what somebody asked is asked for, so that questions count as said."""
    if _QUESTIONS.search(asked.question):
        return True
    return bool(speakers) and all(candidates.is_questioner(who.label) for who in speakers)


def bears_on(chosen: Sequence[Sentence], asked: Asked, alike: float = ALIKE) -> bool:
    """Whether the best of the sentences is about what was asked, by its meaning or by its words."""
    terms = selection.topic_terms(asked)
    said = {term for one in chosen for term in analyse(f"{one.text} {one.turn.speaker or ''}")}
    words = bool(terms) and sum(term in said for term in terms) >= _COVERED * len(terms)
    return bool(chosen) and (words or any(one.cosine >= alike for one in chosen))
