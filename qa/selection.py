"""Hits to sentences: which of them answer the question, and how well. No wording here."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qa import sentences
from qa.disfluency import fluent
from qa.lexical import analyse
from qa.models import Document, Hit, Turn, Who
from qa.questions import Asked, is_stopword

if TYPE_CHECKING:
    from qa.protocols import Corpus, Embedder, Vectors

# So many sentences are compared by meaning; the rest fell behind on words and on their passage's score.
_ENCODED = 24
_MIN_WORDS = 3
_LOOKS_LIKE = {
    "time": re.compile(
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
        r"wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|morning|evening|night|week|month|year|years|"
        r"hours?|minutes?|days?|ago|last|next|(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th))\b",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion|percent|half)\b",
        re.IGNORECASE,
    ),
    "person": re.compile(r"(?<!^)\b[A-Z][a-z]+"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn, and how it bears on the question.

    Attributes:
        start: offset in the turn's text.
        end: likewise, exclusive.
        region: score of its passage, 1 for the best.
        coverage: share of the question's topic words that it holds, weighted by rarity, 0 to 1.
        cosine: similarity of meaning to the question; 0 where it was not compared.
        score: the signals together.
    """

    document: Document
    turn: Turn
    start: int
    end: int
    region: float
    coverage: float = 0.0
    cosine: float = 0.0
    score: float = 0.0

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.turn.text[self.start : self.end]


def candidates(hits: Sequence[Hit], corpus: Corpus, speakers: Sequence[Who]) -> list[Sentence]:
    """The sentences of the hits, whole ones, by hit and position; only those of `speakers` where any are given."""
    found: dict[tuple[str, int, int], Sentence] = {}
    documents: dict[str, Document] = {}
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    for hit in hits:
        document = documents.setdefault(hit.document, corpus.document(hit.document))
        for turn in corpus.turns(hit.document, hit.first_turn, hit.last_turn):
            if speakers and turn.who not in speakers:
                continue
            first = hit.start if turn.index == hit.first_turn else 0
            last = hit.end if turn.index == hit.last_turn else len(turn.text)
            for start, end in sentences.spans(turn.text):
                if end > first and start < last and len(turn.text[start:end].split()) >= _MIN_WORDS:
                    key = (hit.document, turn.index, start)
                    found.setdefault(key, Sentence(document, turn, start, end, hit.score / best))
    return list(found.values())


def topic_terms(asked: Asked) -> list[str]:
    """The topic as analysed terms, each once, in order."""
    words = [word for word in asked.topic if not is_stopword(word)]
    return list(dict.fromkeys(term for word in words for term in analyse(word)))


def rank(sentences_: Sequence[Sentence], asked: Asked, embedder: Embedder, vector: Vectors) -> list[Sentence]:
    """The sentences with their scores, best first.

    Without a topic ("What did Blinken say?") nearness to the middle of all that was said stands for it.
    """
    if not sentences_:
        return []
    terms = topic_terms(asked)
    held = [set(analyse(one.text)) for one in sentences_]
    weight = {term: _rarity(sum(term in one for one in held), len(held)) for term in terms}
    total = sum(weight.values()) or 1.0
    covered = [
        replace(one, coverage=sum(weight[term] for term in terms if term in own) / total)
        for one, own in zip(sentences_, held, strict=True)
    ]
    covered.sort(key=lambda one: -(0.6 * one.coverage + 0.4 * one.region))
    compared = covered[:_ENCODED]
    vectors = embedder.encode_passages([fluent(one.text) or one.text for one in compared])
    if not terms:
        middle = vectors.mean(axis=0)
        vector = middle / (np.linalg.norm(middle) or 1.0)
    looks_like = _LOOKS_LIKE.get(asked.wants)
    ranked = []
    for one, cosine in zip(compared, (vectors @ vector).tolist(), strict=True):
        fits = 0.1 if looks_like and one.coverage > 0 and looks_like.search(one.text) else 0.0
        ranked.append(replace(one, cosine=cosine, score=0.5 * cosine + 0.35 * one.coverage + 0.15 * one.region + fits))
    ranked.sort(key=lambda one: (-one.score, one.document.document, one.turn.index, one.start))
    return ranked if terms else _everybody_first(ranked)


def _everybody_first(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The best of each speaker before the second best of any: a summary of one voice is none."""
    best: dict[Who | None, int] = {}
    for place, one in enumerate(ranked):
        best.setdefault(one.turn.who, place)
    first = sorted(best.values())
    return [ranked[place] for place in [*first, *(n for n in range(len(ranked)) if n not in set(first))]]


def choose(ranked: Sequence[Sentence], *, words: int, share: float, most: int) -> list[Sentence]:
    """The best sentences, until `words` are used: those with at least `share` of the best one's score.

    One that holds less than half of the topic words that the best one holds speaks of something else.
    """
    chosen: list[Sentence] = []
    used = 0
    for one in ranked:
        if chosen and (one.coverage < 0.5 * ranked[0].coverage or one.score < share * ranked[0].score):
            continue
        length = len(one.text.split())
        if chosen and (used + length > words or len(chosen) >= most):
            break
        chosen.append(one)
        used += length
    return chosen


def joined(chosen: Iterable[Sentence]) -> list[Sentence]:
    """Sentences that stand side by side in a paragraph made one, by document and position."""
    result: list[Sentence] = []
    for one in sorted(chosen, key=lambda one: (one.document.document, one.turn.index, one.start)):
        last = result[-1] if result else None
        beside = last and (last.document.document, last.turn.index) == (one.document.document, one.turn.index)
        if last and beside and set(last.turn.text[last.end : one.start]) <= {" "}:
            result[-1] = replace(last, end=one.end, score=max(last.score, one.score))
        else:
            result.append(one)
    return result


def confidence(chosen: Sequence[Sentence], asked: Asked) -> float:
    """0 to 1: how well the chosen sentences cover the question, by words and by meaning."""
    if not chosen:
        return 0.0
    cosine = max(one.cosine for one in chosen)
    meaning = min(1.0, max(0.0, (cosine - 0.2) / 0.45))
    terms = topic_terms(asked)
    if not terms:
        return 1.0
    held = set(analyse(" ".join(f"{one.text} {one.document.title or ''} {one.turn.speaker or ''}" for one in chosen)))
    return 0.5 * meaning + 0.5 * sum(term in held for term in terms) / len(terms)


def _rarity(holding: int, total: int) -> float:
    """Inverse document frequency over the sentences at hand, as in BM25 (Robertson and Spärck Jones)."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))
