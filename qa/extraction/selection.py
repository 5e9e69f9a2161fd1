"""Which sentences answer the question, and how well. No wording here.

A reply is weighed together with the question that it answers: "No, it is the Kittiwake." says nothing alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from qa.extraction.candidates import Sentence
from qa.extraction.replies import asked_the_same
from qa.extraction.shapes import Shape, shape_of
from qa.lexical.analysis import analyse, terms_of
from qa.lexical.bm25 import rarity
from qa.models import Who
from qa.questions.parsing import Asked, is_stopword
from qa.vectors import products

if TYPE_CHECKING:
    from qa.protocols import PassageIndex, Vectors

# Of the meaning of a sentence, the part of the question that it replies to, and of the sentence that it leans on.
_ASKED, _BEFORE = 0.7, 0.4
# What makes a sentence's score: near what a listwise softmax gave for questions of benchmarks/data/pairs, but that
# words count for more, because people ask in the speakers' words as well.
_MEANING, WORDS, _BESIDE, _LONG = 1.0, 0.2, 0.06, 0.06
_FITS, _STANCE, _LEANING, _PREMISE, _CUE = 0.1, 0.04, 0.13, 0.04, 0.1
# What it counts that a sentence stands in a place about the matter: less where one word answers, as a number or a day.
_REGION, _WIDE_REGION = 0.1, 0.12
_CLOSE = 0.12
# What it counts that the same was asked, and this is said to it: a reason or an opinion may be given elsewhere.
_REPLY = 0.15
# What it counts that a sentence read with the question seems less of an answer than another, in log odds.
_READ, _MOST_BEHIND = 0.03, 4.0
_SAME_WORDS, _SAME_MEANING = 0.34, 0.85
_AS_GOOD, _AS_MUCH = 0.9, 0.85
# White space between sentences that stand side by side.
_GAP = 3
# So many characters further on, and twice that back, it is still spoken of whoever was named.
_NEAR = 150


class Meanings:
    """Vectors of sentences, as the index keeps them."""

    def __init__(self, index: PassageIndex) -> None:
        """Args: what keeps them."""
        self._index = index

    def __call__(self, sentences: Sequence[Sentence]) -> Vectors:
        """Shape (len(sentences), dimension), rows of norm 1 at most: less where a sentence means little of its own.

        What a sentence replies to, or leans on, is part of its meaning.
        """
        places = [one.place for one in sentences]
        asked = [(row, one.asked.place) for row, one in enumerate(sentences) if one.asked]
        before = [(row, (*one.place[:2], one.leans_on[0])) for row, one in enumerate(sentences) if one.leans_on]
        around = [*asked, *before]
        kept = self._index.sentences([*places, *(place for _, place in around)])
        vectors = kept[: len(places)].copy()
        weights = [_ASKED] * len(asked) + [_BEFORE] * len(before)
        for (row, _), weight, vector in zip(around, weights, kept[len(places) :], strict=True):
            vectors[row] += weight * vector
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        meanings: Vectors = vectors / np.maximum(norms, 1)
        return meanings


def topic_terms(asked: Asked) -> list[str]:
    """The topic as analysed terms, each once, in order."""
    words = [word for word in asked.topic if not is_stopword(word)]
    return list(dict.fromkeys(term for word in words for term in analyse(word)))


def rank(
    found: Sequence[Sentence],
    asked: Asked,
    meanings: Meanings,
    vector: Vectors,
    *,
    leaning: Sequence[Who] = (),
    close: Collection[tuple[str, int, int]] = frozenset(),
) -> list[Sentence]:
    """The sentences with their scores, best first.

    Args:
        found: sentences in any order.
        asked: the question, taken apart.
        meanings: sentences to vectors.
        vector: of the question; shape (dimension,), norm 1.
        leaning: speakers whose words are more likely to be meant than others'.
        close: places of sentences that stand near what was quoted before, where the question leans on that.
    """
    if not found:
        return []
    terms = topic_terms(asked)
    wanted = shape_of(asked)
    one_fact = wanted is None or wanted.is_one_fact
    # Whoever speaks is part of what is said: "Why was Duval against it?"
    labels = {who: terms_of(who.name) if who else frozenset() for who in {one.turn.who for one in found}}
    own = [labels[one.turn.who] | terms_of(one.text) for one in found]
    weight = {term: rarity(sum(term in one for one in own), len(own)) for term in terms}
    total = sum(weight.values()) or 1.0

    def share(said: frozenset[str]) -> float:
        return sum(weight[term] for term in terms if term in said) / total

    alone = [share(said) for said in own]
    beside = [terms_of(one.asked.text if one.asked else one.before) for one in found]
    together = [share(said | around) for said, around in zip(own, beside, strict=True)]
    coverage = [one + 0.8 * (both - one) for one, both in zip(alone, together, strict=True)]
    near = _neighbours(found, coverage)
    region = weight_of_place(asked)
    vectors = meanings(found)
    if not terms:
        middle = vectors.mean(axis=0)
        vector = middle / (np.linalg.norm(middle) or 1.0)
    cosines = products.cosines(vectors, vector[None, :])[:, 0].tolist()
    ranked = [
        replace(
            one, alone=by_itself, coverage=covered, cosine=cosine,
            score=_MEANING * cosine + WORDS * covered + region * one.region
            + _likely(one, near[one.place], wanted, leaning) + (_CLOSE if one.place in close else 0.0)
            + (_REPLY * asked_the_same(one, terms) if one_fact else 0.0),
        )
        for one, by_itself, covered, cosine in zip(found, alone, coverage, cosines, strict=True)
    ]  # fmt: skip
    ranked.sort(key=lambda one: (-one.score, one.place))
    if wanted and wanted.is_one_fact:
        ranked = _fact_first(ranked, wanted)
    return ranked if terms else _everybody_first(ranked)


def read_again(ranked: Sequence[Sentence], odds: Sequence[float]) -> list[Sentence]:
    """The sentences, the first of them in the order that reading them gives.

    Args:
        ranked: best first.
        odds: of the first, the log odds that each answers; it counts by how far it is behind the best of them.
    """
    best = max(odds, default=0.0)
    read = [
        replace(one, score=one.score - _READ * min(_MOST_BEHIND, best - own))
        for one, own in zip(ranked, odds, strict=False)
    ]
    return [*sorted(read, key=lambda one: -one.score), *ranked[len(read) :]]


def is_as_good(one: Sentence, best: Sentence) -> bool:
    """Whether a sentence is hardly worse than the best one, and holds as many of the words asked about."""
    return one.score >= _AS_GOOD * best.score > 0 and one.coverage >= best.coverage > 0


def _fact_first(ranked: list[Sentence], wanted: Shape) -> list[Sentence]:
    """A sentence that has the fact before one that is about as good and lacks it."""
    best = ranked[0]
    if wanted.fits(best.text):
        return ranked
    for place, one in enumerate(ranked[1:], 1):
        if is_as_good(one, best) and wanted.fits(one.text):
            return [replace(one, score=best.score), *ranked[:place], *ranked[place + 1 :]]
    return ranked


def weight_of_place(asked: Asked) -> float:
    """What it counts in a sentence's score that it stands in the best place."""
    wanted = shape_of(asked)
    wide = (wanted and wanted.name == "reason") or (asked.subject and not asked.wants)
    return _WIDE_REGION if wide else _REGION


def best_by_itself(ranked: Sequence[Sentence], asked: Asked) -> float:
    """The best score of a sentence, leaving aside where it stands; 0 where there is none."""
    weight = weight_of_place(asked)
    return max((one.score - weight * one.region for one in ranked), default=0.0)


def _likely(one: Sentence, near: float, wanted: Shape | None, leaning: Sequence[Who]) -> float:
    """What speaks for a sentence beside its words and meaning; weights fitted as those in `rank` are."""
    return (
        _BESIDE * near
        + ((_STANCE if wanted.name == "stance" else _FITS) if wanted and wanted.fits(one.text) else 0.0)
        + (_LEANING if one.turn.who in leaning else 0.0)
        + _LONG * min(1.0, len(one.text.split()) / 40)
        - (_PREMISE if one.premise else 0.0)
        - (_CUE if one.cue else 0.0)
    )


def _neighbours(found: Sequence[Sentence], coverage: Sequence[float]) -> dict[tuple[str, int, int], float]:
    """Of each sentence, the better coverage of those before and after it in its turn."""
    by_turn: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for one, covered in zip(found, coverage, strict=True):
        by_turn.setdefault(one.place[:2], []).append((one.start, covered))
    near: dict[tuple[str, int, int], float] = {}
    for (document, turn), group in by_turn.items():
        group.sort()
        for number, (start, _) in enumerate(group):
            before = group[number - 1][1] if number else 0.0
            after = 0.7 * group[number + 1][1] if number + 1 < len(group) else 0.0
            near[document, turn, start] = max(before, after)
    return near


def _everybody_first(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The best of each speaker before the second best of any: a summary of one voice is none."""
    best: dict[Who | None, int] = {}
    for place, one in enumerate(ranked):
        best.setdefault(one.turn.who, place)
    first = sorted(best.values())
    return [ranked[place] for place in [*first, *(n for n in range(len(ranked)) if n not in set(first))]]


def choose(
    ranked: Sequence[Sentence], *, words: int, share: float, most: int, wanted: Shape | None = None
) -> list[Sentence]:
    """The best sentences, until `words` are used: those with at least `share` of the best one's score.

    One that speaks of something else is left out, unless it is beside one of them and has the shape that those
    lack: "We are selling the mill. Northlake Partners signed for it."
    """
    chosen: list[Sentence] = []
    used = 0
    for one in ranked:
        if one.score <= 0:
            break
        fails = one.score < share * ranked[0].score or _speaks_of_something_else(one, ranked[0], chosen)
        if chosen and ((fails and not (wanted and _completes(one, chosen, wanted))) or one.cue):
            continue
        length = len(one.text.split()) + (len(one.asked.text.split()) if one.asked and one.means_little_alone else 0)
        if chosen and (used + length > words or len(chosen) >= most):
            break
        chosen.append(one)
        used += length
    return chosen


def to_the_point(chosen: Sequence[Sentence], named: frozenset[str]) -> list[Sentence]:
    """What is left where one fact is asked for: what leads up to it in its turn is not, nor what is of others.

    Args:
        chosen: best first.
        named: terms of whoever and whatever the question names.
    """
    if not chosen:
        return []
    best, *others = chosen
    wanted = named & _around(best)
    kept = [best]
    for one in others:
        own = one.place[:2] == best.place[:2]
        leads_up = own and one.end + _GAP < best.start and one.score < _AS_MUCH * best.score
        near = any(
            one.place[:2] == other.place[:2] and -_NEAR < one.start - other.end < 2 * _NEAR
            for other in kept
            if wanted <= _around(other)
        )
        if not leads_up and (near or wanted <= _around(one)):
            kept.append(one)
    return kept


def _around(one: Sentence) -> frozenset[str]:
    return terms_of(one.text) | (terms_of(one.asked.text) if one.asked else frozenset())


def _speaks_of_something_else(one: Sentence, best: Sentence, chosen: Sequence[Sentence]) -> bool:
    """Whether a sentence holds few of the words that the best one holds, and means less of the question.

    One that leans on a sentence already chosen ("He pointed out …") owes its likeness to that.
    """
    # A reply speaks of what it was asked.
    if (one.coverage if one.asked else one.alone) >= _SAME_WORDS * best.coverage:
        return False
    leans = one.before and any(other.place[:2] == one.place[:2] and other.text == one.before for other in chosen)
    return bool(leans) or one.cosine < _SAME_MEANING * best.cosine


def _completes(one: Sentence, chosen: Sequence[Sentence], wanted: Shape) -> bool:
    """Whether a sentence has the shape that is wanted, stands beside one chosen, and nothing chosen near it has it."""
    there = [other for other in chosen if other.place[:2] == one.place[:2]]
    beside = any(0 <= one.start - other.end <= _GAP or 0 <= other.start - one.end <= _GAP for other in there)
    return beside and wanted.fits(one.text) and not any(wanted.fits(other.text) for other in there)
