"""Retrieval quality against gold turns, whatever the passages: everything is measured in characters.

A document is one text, its turns apart by a blank line, each `Speaker: words`; a hit covers a span of it, and gold is
the spans of the gold turns. The metrics are those of QMSum retrieval as `benchmarks/README.md` states them:

    hit@k    among the first k hits one has at least half of its characters in gold
    MRR@10   reciprocal rank of the first such hit, 0 past ten
    P@500w   of the first 500 words retrieved, the last hit cut to fit, the share of characters in gold
    R@2000w  the share of gold's characters inside the union of the first 2,000 words retrieved
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from qa.errors import InvalidInput, UnreadableFile
from qa.intervals import interval
from qa.models import Answer, Hit, Turn

if TYPE_CHECKING:
    from qa.protocols import Corpus

MOST_HITS = 200


@dataclass(frozen=True, slots=True)
class Gold:
    """Turns that answer a question, inclusive."""

    document: str
    first_turn: int
    last_turn: int


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a file of questions.

    Attributes:
        question: as asked.
        document: ask it of this document only.
        gold: where the answer stands.
        quote: words that the answer must quote.
        answerable: whether the transcripts answer it at all.
        kind: a label of the user's own, to see results apart.
    """

    question: str
    document: str | None = None
    gold: tuple[Gold, ...] = ()
    quote: str | None = None
    answerable: bool | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Retrieval metrics of one question, 0 to 1."""

    hit_1: float
    hit_5: float
    mrr_10: float
    p_500w: float
    r_2000w: float


@dataclass(slots=True)
class Evaluation:
    """Results of a file of questions; the means are over the questions that say what is measured.

    Attributes:
        scores: by question, for those with gold.
        quoted: by question, for those with a quote: whether a citation holds it.
        abstained: by question, for those that say whether they are answerable: whether they got no answer.
    """

    scores: list[tuple[Question, Scores]] = field(default_factory=list)
    quoted: list[tuple[Question, bool]] = field(default_factory=list)
    abstained: list[tuple[Question, bool]] = field(default_factory=list)

    def means(self) -> dict[str, float]:
        """Means of what was measured, and how many questions each rests on."""
        found: dict[str, float] = {}
        if self.scores:
            for name in Scores.__dataclass_fields__:
                found[name] = fmean(getattr(score, name) for _, score in self.scores)
            found["with_gold"] = len(self.scores)
        if self.quoted:
            found["quoted"] = fmean(held for _, held in self.quoted)
            found["with_quote"] = len(self.quoted)
        for answerable, name in ((True, "answered_of_answerable"), (False, "abstained_of_unanswerable")):
            cases = [abstained for question, abstained in self.abstained if question.answerable is answerable]
            if cases:
                found[name] = fmean((not abstained) if answerable else abstained for abstained in cases)
        return found

    def intervals(self) -> dict[str, tuple[float, float]]:
        """95 % bootstrap interval of each mean of retrieval."""
        if not self.scores:
            return {}
        names = Scores.__dataclass_fields__
        return {name: interval([getattr(score, name) for _, score in self.scores]) for name in names}

    def by_kind(self) -> dict[str, Evaluation]:
        """The same apart for each kind that the questions name, in order of appearance."""
        kinds = dict.fromkeys(question.kind for question, _ in [*self.scores, *self.quoted, *self.abstained])
        return {
            kind: Evaluation(
                [pair for pair in self.scores if pair[0].kind == kind],
                [pair for pair in self.quoted if pair[0].kind == kind],
                [pair for pair in self.abstained if pair[0].kind == kind],
            )
            for kind in kinds
            if kind is not None
        }


def load(path: Path) -> list[Question]:
    """Questions from JSON Lines: `{"question", "document"?, "gold"?, "quote"?, "answerable"?, "kind"?}`.

    Raises:
        UnreadableFile: the file cannot be read.
        InvalidInput: a line is not such a question, and is named; or of none it is said what a good answer has.
    """
    try:
        # Only line feeds part records: other separators may stand inside a JSON string.
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path, getattr(error, "strerror", None) or "is not UTF-8 text") from error
    questions = [_question(line, f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]
    if not questions:
        raise InvalidInput(f"{path} holds no questions")
    if not any(one.gold or one.quote or one.answerable is not None for one in questions):
        raise InvalidInput(f"{path} says of no question what is to be measured: give gold, quote or answerable")
    return questions


def _question(line: str, where: str) -> Question:
    try:
        record = json.loads(line)
        gold = tuple(
            Gold(str(item["document"]), int(item["first_turn"]), int(item["last_turn"]))
            for item in record.get("gold") or ()
        )
        if any(item.first_turn > item.last_turn for item in gold):
            raise ValueError("gold ends before it begins")
        question = record["question"]
        if not isinstance(question, str) or not question.strip():
            raise ValueError("the question is empty")
        for name in ("document", "quote", "kind"):
            if not isinstance(record.get(name), str | None):
                raise TypeError(f"{name} is not text")
        if not isinstance(record.get("answerable"), bool | None):
            raise TypeError("answerable is neither true nor false")
        return Question(
            question,
            record.get("document"),
            gold,
            record.get("quote"),
            record.get("answerable"),
            record.get("kind"),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        # A key that is missing is all that a KeyError says.
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise InvalidInput(f'{where}: not a question ({reason}); expected {{"question": …, "gold": […]}}') from error


def evaluate(
    questions: Sequence[Question],
    corpus: Corpus,
    retrieve: Callable[[Question, int], list[Hit]],
    ask: Callable[[Question], Answer],
    progress: Callable[[int], None] | None = None,
) -> Evaluation:
    """Ask every question and measure what comes back.

    Args:
        questions: what to ask.
        corpus: of the same generation, for the texts of gold turns.
        retrieve: question and k to hits.
        ask: question to answer; called only for those with `quote` or `answerable`.
        progress: called with the number of questions done.

    Raises:
        UnknownDocument: gold names a document that is not in the index.
        InvalidInput: gold names turns that the document does not have.
    """
    result = Evaluation()
    layouts: dict[str, Layout] = {}
    for done, question in enumerate(questions, 1):
        if question.gold:
            hits = retrieve(question, MOST_HITS)
            for document in {gold.document for gold in question.gold} | {hit.document for hit in hits}:
                if document not in layouts:
                    layouts[document] = Layout(corpus.turns(document))
            result.scores.append((question, score(hits, question.gold, layouts)))
        if question.quote or question.answerable is not None:
            answer = ask(question)
            if question.quote:
                wanted = " ".join(question.quote.split())
                held = any(wanted in " ".join(citation.quote.split()) for citation in answer.citations)
                result.quoted.append((question, held))
            if question.answerable is not None:
                result.abstained.append((question, answer.abstained))
        if progress:
            progress(done)
    return result


class Layout:
    """Where each turn stands in the text of its document."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self._starts: dict[int, int] = {}
        self._labels: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        position = 0
        for turn in turns:
            label = len(f"{turn.speaker}: ") if turn.speaker else 0
            self._starts[turn.index], self._labels[turn.index] = position, label
            self._ends[turn.index] = position + label + len(turn.text)
            position = self._ends[turn.index] + 2

    def gold(self, gold: Gold) -> tuple[int, int]:
        """Span of the gold turns, labels included. Raises InvalidInput."""
        try:
            return self._starts[gold.first_turn], self._ends[gold.last_turn]
        except KeyError as error:
            raise InvalidInput(f"{gold.document} has no turn {error.args[0]}, which gold names") from None

    def hit(self, hit: Hit) -> tuple[int, int]:
        """Span of a hit; it takes in the label of its first turn where it starts with the turn."""
        start = self._starts[hit.first_turn]
        if hit.start:
            start += self._labels[hit.first_turn] + hit.start
        return start, self._starts[hit.last_turn] + self._labels[hit.last_turn] + hit.end


def score(hits: Sequence[Hit], gold: Sequence[Gold], layouts: dict[str, Layout]) -> Scores:
    """The metrics of one question."""
    wanted: dict[str, list[tuple[int, int]]] = {}
    for item in gold:
        wanted.setdefault(item.document, []).append(layouts[item.document].gold(item))
    wanted = {document: union(spans) for document, spans in wanted.items()}

    spans = [(hit.document, *layouts[hit.document].hit(hit)) for hit in hits]
    inside = [overlap((start, end), wanted.get(document, [])) for document, start, end in spans]
    relevant = [
        2 * covered >= end - start and covered > 0 for covered, (_, start, end) in zip(inside, spans, strict=True)
    ]
    first = next((rank for rank, good in enumerate(relevant[:10], 1) if good), None)

    words = [max(1, len(hit.text.split())) for hit in hits]
    right = total = 0.0
    for (share, i), covered in ((cut, inside[cut[1]]) for cut in _first_words(words, 500)):
        right += share * covered
        total += share * (spans[i][2] - spans[i][1])
    seen: dict[str, list[tuple[int, int]]] = {}
    for share, i in _first_words(words, 2000):
        document, start, end = spans[i]
        seen.setdefault(document, []).append((start, start + round(share * (end - start))))
    found = sum(overlap(span, wanted.get(document, [])) for document, ranges in seen.items() for span in union(ranges))
    size = sum(end - start for ranges in wanted.values() for start, end in ranges)
    return Scores(
        hit_1=float(any(relevant[:1])),
        hit_5=float(any(relevant[:5])),
        mrr_10=1 / first if first else 0.0,
        p_500w=right / total if total else 0.0,
        r_2000w=found / size if size else 0.0,
    )


def _first_words(words: Sequence[int], limit: int) -> Iterable[tuple[float, int]]:
    """Share of each hit, and its position, until `limit` words are reached."""
    left = limit
    for i, count in enumerate(words):
        if left <= 0:
            return
        yield min(1.0, left / count), i
        left -= count


def union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def overlap(span: tuple[int, int], ranges: Sequence[tuple[int, int]]) -> int:
    """How much of the span lies in the ranges, which must be apart from one another."""
    return sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in ranges)
