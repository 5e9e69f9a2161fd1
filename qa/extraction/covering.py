"""Which few sentences stand for all that was said: one of each stretch of a document, or of each document. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from qa.disfluency import fluent
from qa.extraction.candidates import Sentence
from qa.lexical.analysis import analyse, terms_of
from qa.models import Who
from qa.patterns import phrase
from qa.questions.parsing import STOPWORDS

Vectors = npt.NDArray[np.float32]

_SPEAKS_MUCH = 0.15
_FEWEST_TERMS = 3
# Of the signals; a score has a standard deviation of about 1. `benchmarks.summaries --fit` finds them, but .5 for the
# length: more sentences have room where they are shorter, and reach more of what was spoken of.
_WEIGHTS = (1.1, -5.4, 0.2, 2.7)
# Of the cosine to the nearest sentence chosen already.
_REPEATS = -0.8
# What came of it is wanted of a meeting: "The motion carries, five to four", "the item is deferred".
_DECIDES = 1.5
_DECISION = phrase(
    r"\b(?:motions?|resolutions?|amendments?|items?|applications?|proposals?|budgets?|bills?|it|that|"
    r"vote)\b.{0,30}\b(?:carr(?:ies|ied)|is (?:deferred|"
    r"adopted|approved|passed|rejected|lost|defeated|tabled|adjourned|referred)|passes|fails)\b|\bwe'(?:ve|"
    r"re) (?:agreed|decided|resolved)\b"
    r"|\bwe (?:have )?(?:agreed|decided|resolved|voted)\b|\bunanimous(?:ly)?\b|\bthe (?:ayes|noes) have it\b"
)
_PRONOUN = phrase(r"\b(?:i|me|my|you|your|it|that|this|he|she|they|them)\b")
STOPS = frozenset(term for word in STOPWORDS for term in analyse(word))
"""The terms of stop words, which tell nothing of what a text is about."""


def covering(
    sentences: Sequence[Sentence],
    meanings: Callable[[Sequence[Sentence]], Vectors],
    parts: int,
    words: int,
    *,
    everybody: bool = True,
) -> list[Sentence]:
    """The most central sentence of each of so many stretches of equal length, in order.

    What repeats a sentence chosen already counts against it.

    Args:
        sentences: of one document, in order.
        meanings: sentences to vectors of shape (len(sentences), dimension), rows of norm 1 at most.
        parts: how many stretches.
        words: how many there may be in all; the longest are left out where there are more.
        everybody: a sentence more of each who speaks much and is not among them.
    """
    if not sentences:
        return []
    vectors, lengths = meanings(sentences), [len(one.text.split()) for one in sentences]
    decides = np.array([_DECISION.search(one.text) is not None for one in sentences])
    scores = signals(sentences, vectors) @ np.array(_WEIGHTS) + _DECIDES * decides
    can_stand_alone = [len(terms_of(one.text) - STOPS) >= _FEWEST_TERMS for one in sentences]
    chosen: list[int] = []

    def choose(among: Sequence[int]) -> None:
        among = [number for number in among if can_stand_alone[number]]
        if among:
            near = (vectors[among] @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(among))
            chosen.append(among[int(np.argmax(scores[among] + _REPEATS * near))])

    stretches = _stretches(lengths, parts)
    for part in range(parts):
        choose([number for number, stretch in enumerate(stretches) if stretch == part])
    for who in _speaking_much(sentences, lengths, parts) if everybody else ():
        if who not in {sentences[number].turn.who for number in chosen}:
            choose([number for number, one in enumerate(sentences) if one.turn.who == who])
    kept = sorted(set(chosen))
    while len(kept) > 1 and sum(lengths[number] for number in kept) > words:
        kept.remove(max(kept, key=lambda number: lengths[number]))
    return [sentences[number] for number in kept]


def signals(sentences: Sequence[Sentence], vectors: Vectors) -> npt.NDArray[np.float64]:
    """What tells how well each stands for all; shape (len(sentences), 4).

    The columns are:

    - the mean weight of its terms, a term weighing by how many sentences hold it (as SumBasic does, Nenkova and
      Vanderwende, 2005);
    - how many of its words are pronouns, which mean little alone;
    - the logarithm of its length in words;
    - the cosine to the mean of all, weighed by their lengths (as in Radev, Jing, Styś and Tam, 2004).
    """
    terms = [[term for term in dict.fromkeys(analyse(fluent(one.text))) if term not in STOPS] for one in sentences]
    held = Counter(term for own in terms for term in own)
    lengths = np.array([max(1, len(one.text.split())) for one in sentences])
    mean = vectors.T @ lengths.astype(np.float32)
    return np.stack(
        [
            [sum(math.log1p(held[term]) for term in own) / (len(own) + 4) for own in terms],
            [len(_PRONOUN.findall(one.text)) for one in sentences] / lengths,
            np.log(lengths),
            vectors @ (mean / max(float(np.linalg.norm(mean)), 1e-9)),
        ],
        axis=1,
    )


def _stretches(lengths: Sequence[int], parts: int) -> list[int]:
    """In which of so many stretches of equal length each sentence begins."""
    total = max(1, sum(lengths))
    begins = np.cumsum([0, *lengths[:-1]])
    return [min(parts - 1, int(parts * passed // total)) for passed in begins]


def _speaking_much(sentences: Sequence[Sentence], lengths: Sequence[int], most: int) -> list[Who | None]:
    """Who says a good part of it, those who say most first."""
    spoken: Counter[Who | None] = Counter()
    for one, length in zip(sentences, lengths, strict=True):
        spoken[one.turn.who] += length
    return [who for who, count in spoken.most_common(most) if count >= _SPEAKS_MUCH * sum(lengths)]
