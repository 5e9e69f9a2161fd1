"""Rankers without anything learnt, to compare with."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.chunking import labelled
from qa.lexical.analysis import analyse
from qa.lexical.index import Entry, LexicalIndex, LexicalWriter, Restriction
from qa.models import Hit, Scope, Turn
from qa.questions.parsing import content_words

if TYPE_CHECKING:
    from qa.pool import Floats, Pool
    from qa.protocols import Corpus, Embedder


def blend(dense: float = 0.6, neighbours: tuple[float, ...] = (0.3,)) -> Callable[[Pool], Floats]:
    """A ranker: dense · cosine + (1 - dense) · BM25, both scaled to 0..1, plus weights · that of the neighbours."""

    def rank(pool: Pool) -> Floats:
        own = dense * _scaled(pool.dense[:, 0]) + (1 - dense) * _scaled(pool.bm25)
        total = own.copy()
        for distance, weight in enumerate(neighbours, 1):
            beside = (pool.positions[distance:] - pool.positions[:-distance] == distance) & (
                pool.documents[distance:] == pool.documents[:-distance]
            )
            total[distance:] += weight * own[:-distance] * beside
            total[:-distance] += weight * own[distance:] * beside
        # Hits carry odds: a steep scale keeps neighbours that fit much less from being joined.
        return np.asarray(4 * total, np.float32)

    return rank


def _scaled(values: Floats) -> Floats:
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.full_like(values, float(high > 0))


class SingleTurns:
    """Each turn a passage: the cosine of the untuned model, or .6 of it and .4 of BM25, both scaled to 0..1."""

    def __init__(self, corpus: Corpus, embedder: Embedder) -> None:
        self._embedder = embedder
        self._turns = [(d.document, turn) for d, turn in corpus.turns_in(Scope()) if turn.text.strip()]
        self._documents = np.array([document for document, _ in self._turns])
        texts = [labelled(turn, 0, len(turn.text)) for _, turn in self._turns]
        self._vectors = embedder.encode_passages(texts)
        self._folder = tempfile.TemporaryDirectory()
        writer = LexicalWriter(Path(self._folder.name))
        numbers = {document: n for n, document in enumerate(dict.fromkeys(self._documents.tolist()))}
        writer.add(
            Entry(n, numbers[document], (), None, analyse(text))
            for n, ((document, _), text) in enumerate(zip(self._turns, texts, strict=True))
        )
        writer.commit()
        writer.close()
        self._lexical = LexicalIndex(Path(self._folder.name))
        self._numbers = numbers

    def close(self) -> None:
        """Delete the lexical index."""
        self._folder.cleanup()

    def search(self, question: str, document: str | None, k: int, *, hybrid: bool) -> list[Hit]:
        """The `k` best turns, of one document where it is given."""
        rows = np.arange(len(self._turns)) if document is None else np.flatnonzero(self._documents == document)
        scores = self._vectors[rows] @ self._embedder.encode_queries([question])[0]
        if hybrid:
            terms = [term for word in content_words(question) for term in analyse(word)]
            within = None if document is None else Restriction(documents=(self._numbers[document],))
            ids, found = self._lexical.search(terms, len(rows), within)
            bm25 = np.zeros(len(self._turns), np.float32)
            bm25[ids] = found
            scores = 0.6 * _scaled(scores) + 0.4 * _scaled(bm25[rows])
        best = rows[np.argsort(-scores, kind="stable")[:k]]
        return [_as_hit(*self._turns[row]) for row in best.tolist()]


def _as_hit(document: str, turn: Turn) -> Hit:
    text = labelled(turn, 0, len(turn.text))
    return Hit(document, None, None, turn.index, turn.index, 0, len(turn.text), (), text, 0.0)
