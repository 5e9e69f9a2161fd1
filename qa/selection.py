"""Hits to sentences: which of them answer the question, and how well. No wording here.

A reply is weighed together with the question that it answers: "No, it is the Kittiwake." says nothing alone. What is
only asked, or put forward by somebody who then asks, is nobody's statement.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qa import sentences
from qa.disfluency import fluent
from qa.lexical import analyse
from qa.models import Document, Hit, Turn, Who
from qa.questions import Asked, is_stopword
from qa.reported import reported

if TYPE_CHECKING:
    from qa.protocols import Corpus, Embedder, Vectors

# So many sentences are compared by meaning; the rest fell behind on words and on their passage's score.
ENCODED = 8
_MIN_WORDS = 3
_REPLY = 3
_REMEMBERED = 1 << 14
# A question of more words than this is a speech: its reply can stand alone.
_LONGEST_QUESTION = 60
_BARE_REPLY = 14
_LOOKS_LIKE = {
    "time": re.compile(
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
        r"wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|morning|evening|night|week|month|year|years|"
        r"hours?|minutes?|days?|ago|last|next|(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th))\b",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
        r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozen|hundred|thousand|million|billion|percent|half|twice)\b",
        re.IGNORECASE,
    ),
    "person": re.compile(r"(?<!^)\b[A-Z][a-z]+"),
    "reason": re.compile(
        r"\b(?:because|since|so that|in order to|due to|owing to|therefore|that's why|that is why|the reason|reasons?|"
        r"afraid|fear(?:ed)?|worried|otherwise|cannot|can't|couldn't|would have)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn, and how it bears on the question.

    Attributes:
        start: offset in the turn's text.
        end: likewise, exclusive.
        region: score of its passage, 1 for the best and 0 for the last.
        asked: the question that it replies to, where it stands at the beginning of a reply.
        reports: whose words it reports; None where it reports nobody's.
        is_question: it asks; nothing is stated.
        premise: it is said on the way to a question.
        coverage: share of the question's topic words that it holds, weighted by rarity, 0 to 1.
        cosine: similarity of meaning to the question; 0 where it was not compared.
        score: the signals together.
    """

    document: Document
    turn: Turn
    start: int
    end: int
    region: float
    asked: Sentence | None = None
    reports: str | None = None
    is_question: bool = False
    premise: bool = False
    coverage: float = 0.0
    cosine: float = 0.0
    score: float = 0.0

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.turn.text[self.start : self.end]

    @property
    def place(self) -> tuple[str, int, int]:
        """Document, turn and offset: who says the same elsewhere says it again."""
        return self.document.document, self.turn.index, self.start

    @property
    def means_little_alone(self) -> bool:
        """Whether it is a bare reply: "Yes.", "Not this year.", "It is."."""
        words = self.text.split()
        return self.asked is not None and len(words) <= _BARE_REPLY


class SentenceVectors:
    """Vectors of sentences, remembered: questions of one conversation look at the same places. For many threads."""

    def __init__(self, embedder: Embedder) -> None:
        """Args: the model."""
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), rows of norm 1."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._known))
        fresh: dict[str, Vectors] = {}
        if missing:
            fresh = dict(zip(missing, self._embedder.encode_passages(missing), strict=True))
        with self._lock:
            if len(self._known) + len(fresh) > _REMEMBERED:
                self._known.clear()
            vectors = [fresh[text] if text in fresh else self._known.get(text) for text in texts]
            self._known.update(fresh)
        if any(vector is None for vector in vectors):
            # Another thread has just forgotten them.
            return self._embedder.encode_passages(list(texts))
        return np.stack([vector for vector in vectors if vector is not None])


def candidates(
    hits: Sequence[Hit], corpus: Corpus, speakers: Sequence[Who], *, questions: bool = False
) -> list[Sentence]:
    """The sentences of the hits, whole ones, by hit and position; only those of `speakers` where any are given.

    Args:
        hits: best first.
        corpus: what was said.
        speakers: whose sentences count; everybody's where there are none.
        questions: whether what is asked counts as said.
    """
    found: dict[tuple[str, int, int], Sentence] = {}
    documents: dict[str, Document] = {}
    scores = [hit.score for hit in hits]
    best, least = max(scores, default=0.0), min(scores, default=0.0)
    for hit in hits:
        document = documents.setdefault(hit.document, corpus.document(hit.document))
        region = (hit.score - least) / (best - least) if best > least else 1.0
        turns = corpus.turns(hit.document, max(0, hit.first_turn - 1), hit.last_turn)
        before: Turn | None = None
        for turn in turns:
            if turn.index >= hit.first_turn and (not speakers or turn.who in speakers):
                first = hit.start if turn.index == hit.first_turn else 0
                last = hit.end if turn.index == hit.last_turn else len(turn.text)
                for one in of_turn(document, turn, before, region, questions=questions):
                    if one.end > first and one.start < last:
                        found.setdefault(one.place, one)
            before = turn
    return list(found.values())


def of_turn(
    document: Document, turn: Turn, before: Turn | None, region: float, *, questions: bool = False
) -> list[Sentence]:
    """The sentences of one turn that may be quoted; `before` is the turn before it."""
    spans = sentences.spans(turn.text)
    asks = _question_of(document, before, region) if before is not None and before.who != turn.who else None
    questioner = is_questioner(turn.speaker)
    ends_asking = bool(spans) and turn.text[: spans[-1][1]].endswith("?")
    found: list[Sentence] = []
    own_question: Sentence | None = None
    for number, (start, end) in enumerate(spans):
        text = turn.text[start:end]
        asking = text.endswith(("?", "?”", '?"', "?’", "？"))
        replies_to = asks if number < _REPLY and not asking else own_question
        few = len(text.split()) < _MIN_WORDS and not _is_cjk(text)
        one = Sentence(
            document, turn, start, end, region,
            asked=replies_to, reports=reported(text), is_question=asking,
            premise=questioner or (ends_asking and not asking and number >= len(spans) - 3 and len(spans) > 1),
        )  # fmt: skip
        own_question = replace(one, asked=None) if asking and number + 1 < len(spans) else None
        if (questions or not asking) and (not few or replies_to is not None):
            found.append(one)
    return found


def _question_of(document: Document, turn: Turn, region: float) -> Sentence | None:
    """What a turn asks at its end; None where it asks nothing, or so much that the reply stands alone."""
    spans = sentences.spans(turn.text)
    for start, end in reversed(spans[-2:]):
        text = turn.text[start:end]
        if text.endswith(("?", "?”", '?"', "？")):
            # A short question may lean on the sentence before it: "Now that it is approved. When does it start?"
            number = spans.index((start, end))
            if number and len(text.split()) < 8 and len(turn.text[spans[number - 1][0] : end].split()) <= 40:
                start = spans[number - 1][0]
            if len(turn.text[start:end].split()) > _LONGEST_QUESTION:
                return None
            return Sentence(document, turn, start, end, region, is_question=True)
    return None


_QUESTIONER = re.compile(
    r"\W*(?:the\s)?(?:q|question|questions|questioner|reporter|journalist|press|media|audience(?:\smember)?|"
    r"interviewer|correspondent|caller|analyst|unidentified(?:\s\w+)?)(?:\s\d+|\s[a-z]|\s#\d+)?\W*$",
    re.IGNORECASE,
)


def is_questioner(label: str | None) -> bool:
    """Whether a label stands for whoever asks: what they take for granted is nobody's statement."""
    return label is not None and _QUESTIONER.match(label) is not None


def _is_cjk(text: str) -> bool:
    return any("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" for char in text)


def topic_terms(asked: Asked) -> list[str]:
    """The topic as analysed terms, each once, in order."""
    words = [word for word in asked.topic if not is_stopword(word)]
    return list(dict.fromkeys(term for word in words for term in analyse(word)))


def rank(
    found: Sequence[Sentence], asked: Asked, encode: SentenceVectors, vector: Vectors, *, encoded: int = ENCODED
) -> list[Sentence]:
    """The sentences with their scores, best first.

    Args:
        found: sentences in any order.
        asked: the question, taken apart.
        encode: sentences to vectors.
        vector: of the question; shape (dimension,), norm 1.
        encoded: how many sentences are compared by meaning.
    """
    if not found:
        return []
    terms = topic_terms(asked)
    wants = (
        "reason"
        if re.match(r"\W*(?:and\s|so\s|but\s)?(?:why|for what reason|how come)\b", asked.question, re.I)
        else ""
    )
    looks_like = _LOOKS_LIKE.get(wants or asked.wants)
    analysed = {one.place: set(analyse(_with_question(one))) for one in found}
    own = {one.place: set(analyse(one.text)) if one.asked else analysed[one.place] for one in found}
    weight = {term: rarity(sum(term in one for one in own.values()), len(own)) for term in terms}
    total = sum(weight.values()) or 1.0

    def covered(one: Sentence) -> float:
        said = sum(weight[term] for term in terms if term in own[one.place])
        asked_too = sum(weight[term] for term in terms if term in analysed[one.place])
        return (said + 0.8 * (asked_too - said)) / total

    scored = [replace(one, coverage=covered(one)) for one in found]
    near = _neighbours(scored)
    prior = {
        one.place: one.coverage
        + 0.3 * near[one.place]
        + 0.45 * one.region
        + (0.12 if looks_like and looks_like.search(one.text) else 0.0)
        - (0.3 if one.premise else 0.0)
        for one in scored
    }
    scored.sort(key=lambda one: (-prior[one.place], one.place))
    compared, rest = scored[:encoded], scored[encoded:]
    vectors = encode([fluent(_with_question(one)) or one.text for one in compared])
    if not terms:
        middle = vectors.mean(axis=0)
        vector = middle / (np.linalg.norm(middle) or 1.0)
    ranked = []
    for one, cosine in zip(compared, (vectors @ vector).tolist(), strict=True):
        fits = 0.08 if looks_like and looks_like.search(one.text) and (one.coverage > 0 or cosine > 0.4) else 0.0
        score = 0.55 * cosine + 0.3 * one.coverage + 0.15 * one.region + 0.06 * near[one.place] + fits
        ranked.append(replace(one, cosine=cosine, score=score - (0.15 if one.premise else 0.0)))
    ranked.sort(key=lambda one: (-one.score, one.place))
    ranked += [replace(one, score=0.0) for one in rest]
    return ranked if terms else _everybody_first(ranked)


def _with_question(one: Sentence) -> str:
    return f"{one.asked.text} {one.text}" if one.asked else one.text


def _neighbours(scored: Sequence[Sentence]) -> dict[tuple[str, int, int], float]:
    """Of each sentence, the better coverage of those before and after it in its turn."""
    by_turn: dict[tuple[str, int], list[Sentence]] = {}
    for one in scored:
        by_turn.setdefault(one.place[:2], []).append(one)
    near: dict[tuple[str, int, int], float] = {}
    for group in by_turn.values():
        group.sort(key=lambda one: one.start)
        for number, one in enumerate(group):
            before = group[number - 1].coverage if number else 0.0
            after = 0.7 * group[number + 1].coverage if number + 1 < len(group) else 0.0
            near[one.place] = max(before, after)
    return near


def _everybody_first(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The best of each speaker before the second best of any: a summary of one voice is none."""
    best: dict[Who | None, int] = {}
    for place, one in enumerate(ranked):
        best.setdefault(one.turn.who, place)
    first = sorted(best.values())
    return [ranked[place] for place in [*first, *(n for n in range(len(ranked)) if n not in set(first))]]


def choose(ranked: Sequence[Sentence], *, words: int, share: float, most: int) -> list[Sentence]:
    """The best sentences, until `words` are used: those with at least `share` of the best one's score.

    One that holds less than a third of the topic words that the best one holds, and means less, speaks of something
    else.
    """
    chosen: list[Sentence] = []
    used = 0
    for one in ranked:
        if one.score <= 0:
            break
        elsewhere = one.coverage < 0.34 * ranked[0].coverage and one.cosine < ranked[0].cosine
        if chosen and (elsewhere or one.score < share * ranked[0].score):
            continue
        length = len(one.text.split()) + (len(one.asked.text.split()) if one.asked and one.means_little_alone else 0)
        if chosen and (used + length > words or len(chosen) >= most):
            break
        chosen.append(one)
        used += length
    return chosen


def joined(chosen: Iterable[Sentence]) -> list[Sentence]:
    """Sentences that stand side by side in a paragraph made one, by document and position."""
    result: list[Sentence] = []
    for one in sorted(chosen, key=lambda one: one.place):
        last = result[-1] if result else None
        if (
            last
            and last.place[:2] == one.place[:2]
            and one.start >= last.end
            and set(last.turn.text[last.end : one.start]) <= {" "}
            and last.reports == one.reports
        ):
            result[-1] = replace(
                last, end=one.end, score=max(last.score, one.score), is_question=last.is_question and one.is_question
            )
        else:
            result.append(one)
    return result


def rarity(holding: int, total: int) -> float:
    """Inverse document frequency over the sentences at hand, as in BM25 (Robertson and Spärck Jones)."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))
