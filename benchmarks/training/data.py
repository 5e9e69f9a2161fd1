"""The train split of QMSum as passages and questions, cut the way `qa` cuts them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.qmsum import domain
from qa import tokens
from qa.chunking import Size, passages
from qa.config import DEFAULT_PASSAGE_TOKENS
from qa.evaluation import Gold, Layout, overlap, union
from qa.models import Hit, Passage, Transcript, Turn
from qa.sentences import spans

DOMAINS = ("Academic", "Committee", "Product")


@dataclass(frozen=True, slots=True)
class Query:
    """Something to look for in a meeting.

    Attributes:
        kind: "question" (asked by a person), "topic" (a heading of the meeting's outline), or "answer" (a sentence of
            the answer to a question, standing for what it tells).
        text: as written.
        inside: of each passage of the meeting, the share of its characters that is gold, 0 to 1.
        gold: first and last turn of each gold stretch.
    """

    kind: str
    text: str
    inside: NDArray[np.float64]
    gold: tuple[tuple[int, int], ...] = ()

    @property
    def positive(self) -> NDArray[np.bool_]:
        """The passages of which at least half is gold, which is what the metrics count as found."""
        return self.inside >= 0.5


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting with its passages and what can be asked of it; only queries with a positive passage."""

    id: str
    turns: tuple[Turn, ...]
    passages: tuple[Passage, ...]
    queries: tuple[Query, ...]

    @property
    def domain(self) -> str:
        """Which of QMSum's three kinds of meeting it is."""
        return domain(self.id)


def load(split: Path, limit: int, count: Callable[[Sequence[str]], list[int]]) -> list[Meeting]:
    """Every meeting of a split; `limit` and `count` are those of the embedding model."""
    size = Size(DEFAULT_PASSAGE_TOKENS, tokens.counts, limit, count)
    with gzip.open(split, "rt", encoding="utf-8") as file:
        return [_meeting(json.loads(line), size) for line in file]


def _meeting(record: dict[str, Any], size: Size) -> Meeting:
    raw: list[dict[str, str]] = record["meeting_transcripts"]
    name = str(record["id"])
    turns = tuple(Turn(index, turn["speaker"], turn["content"]) for index, turn in enumerate(raw))
    cut = passages(Transcript(name, None, None, "json", turns), size)
    layout = Layout(turns)
    reach = [layout.hit(as_hit(name, (one.first_turn, one.start), (one.last_turn, one.end))) for one in cut]

    def inside(gold: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
        wanted = union(layout.gold(Gold(name, *span)) for span in gold)
        return np.array([overlap(span, wanted) / max(1, span[1] - span[0]) for span in reach])

    queries = []
    for item in record["specific_query_list"]:
        gold = _spans(item)
        found = inside(gold)
        queries.append(Query("question", item["query"], found, gold))
        sentences = [item["answer"][start:end] for start, end in spans(item["answer"])]
        queries += [Query("answer", sentence, found) for sentence in sentences if len(sentence.split()) >= 5]
    for item in record.get("topic_list") or ():
        queries.append(Query("topic", item["topic"], inside(_spans(item))))
    return Meeting(name, turns, tuple(cut), tuple(query for query in queries if query.positive.any()))


def _spans(item: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    return tuple((int(first), int(last)) for first, last in item["relevant_text_span"])


def as_hit(document: str, first: tuple[int, int], last: tuple[int, int]) -> Hit:
    """A hit of that place, without words, for what only asks where it stands."""
    return Hit(document, None, None, first[0], last[0], first[1], last[1], (), "", 0.0)
