"""Question to hits: vectors and BM25 fused, what is said around a passage counted in, overlaps made one.

Measured on QMSum (benchmarks/README.md): scores scaled to 0..1 within the query and added beat reciprocal ranks, and
a passage whose neighbours fit too is the better one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.chunking import labelled
from qa.errors import InvalidInput
from qa.lexical import analyse
from qa.models import Candidate, Document, Hit, Scope, Turn
from qa.questions import content_words

if TYPE_CHECKING:
    from qa.protocols import Corpus, Embedder, PassageIndex, Vectors

MAX_HITS = 1000


@dataclass(frozen=True, slots=True)
class Weights:
    """How the signals are added.

    Attributes:
        dense: of the scaled cosine; BM25 has the rest to 1.
        neighbour: of the fused score of the passage before, and of the one after.
        pool: how many passages each of the two searches gives.
    """

    dense: float = 0.6
    neighbour: float = 0.3
    pool: int = 200


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of one document, from an offset in one turn to an offset in the same or a later one, with its score."""

    document: str
    first: tuple[int, int]
    last: tuple[int, int]
    score: float


def search(
    question: str,
    corpus: Corpus,
    index: PassageIndex,
    embedder: Embedder,
    *,
    k: int = 8,
    scope: Scope = Scope(),
    weights: Weights = Weights(),
    vector: Vectors | None = None,
) -> list[Hit]:
    """The `k` places that bear most on the question, best first; fewer where the scope holds fewer.

    Args:
        question: in plain language.
        corpus: what was said.
        index: of the same generation.
        embedder: the model the index was built with.
        k: how many, at least 1.
        scope: filters, applied before the search.
        weights: of the signals.
        vector: of the question, where it has been encoded already.

    Raises:
        InvalidInput: `k` is out of range, or the question is empty.
    """
    if not 1 <= k <= MAX_HITS:
        raise InvalidInput(f"k must be from 1 to {MAX_HITS}, not {k}")
    if not question.strip():
        raise InvalidInput("the question is empty: say what you are looking for")
    if vector is None:
        vector = embedder.encode_query(question)
    pool = max(weights.pool, k)
    terms = [term for word in content_words(question) for term in analyse(word)]
    candidates = index.search(vector, terms, scope, pool)
    regions = [
        Region(one.document, (one.first_turn, one.start), (one.last_turn, one.end), score)
        for one, score in fuse(candidates, weights)
        if one.eligible
    ]
    # Merging takes hits away, so it comes before the cut.
    return to_hits(merge_overlapping(regions)[:k], corpus)


def fuse(candidates: Sequence[Candidate], weights: Weights = Weights()) -> list[tuple[Candidate, float]]:
    """Each candidate with its score, best first, ties by position in the index.

    The score is dense · scaled cosine + (1 - dense) · scaled BM25, both scaled to 0..1 over the candidates, plus
    neighbour · that of the passage before and of the one after, where they are candidates too.
    """
    cosine = _scaled([one.dense for one in candidates])
    bm25 = _scaled([one.bm25 for one in candidates])
    own: dict[int | None, float] = {
        one.id: weights.dense * d + (1 - weights.dense) * b for one, d, b in zip(candidates, cosine, bm25, strict=True)
    }
    scored = [
        (one, own[one.id] + weights.neighbour * sum(own.get(near, 0.0) for near in (one.previous, one.next)))
        for one in candidates
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].id))


def merge_overlapping(regions: Iterable[Region]) -> list[Region]:
    """Regions of one document that share text become one with the better score; best first."""
    merged: list[Region] = []
    for region in sorted(regions, key=lambda one: (one.document, one.first, one.last)):
        previous = merged[-1] if merged else None
        if previous and previous.document == region.document and region.first < previous.last:
            merged[-1] = replace(
                previous, last=max(previous.last, region.last), score=max(previous.score, region.score)
            )
        else:
            merged.append(region)
    return sorted(merged, key=lambda one: (-one.score, one.document, one.first))


def to_hits(regions: Sequence[Region], corpus: Corpus) -> list[Hit]:
    """Regions with their words, read from the corpus, in the same order."""
    documents: dict[str, Document] = {}
    hits = []
    for region in regions:
        if region.document not in documents:
            documents[region.document] = corpus.document(region.document)
        document = documents[region.document]
        turns = corpus.turns(region.document, region.first[0], region.last[0])
        hits.append(
            Hit(
                document=region.document,
                title=document.title,
                date=document.date,
                first_turn=region.first[0],
                last_turn=region.last[0],
                start=region.first[1],
                end=region.last[1],
                speakers=tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker and turn.text.strip())),
                text="\n\n".join(said(turns, region)),
                score=region.score,
                times=(turns[0].start, turns[-1].end) if turns else (None, None),
            )
        )
    return hits


def said(turns: Sequence[Turn], region: Region) -> Iterable[str]:
    """What was said in a region, a string a turn, each after its label; turns without words are left out."""
    for turn in turns:
        start = region.first[1] if turn.index == region.first[0] else 0
        end = region.last[1] if turn.index == region.last[0] else len(turn.text)
        if turn.text[start:end].strip():
            yield labelled(turn, start, end)


def _scaled(values: Sequence[float]) -> list[float]:
    """Values to 0..1; all 1 where they are all the same and above 0, else all 0."""
    if not values:
        return []
    low, high = min(values), max(values)
    if high == low:
        return [1.0 if high > 0 else 0.0] * len(values)
    return [(value - low) / (high - low) for value in values]
