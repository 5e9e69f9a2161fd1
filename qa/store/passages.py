"""Search over the passages of one generation."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.lexical import LexicalIndex, Restriction
from qa.models import Candidate, Scope
from qa.store.schema import guarded
from qa.store.scoping import documents_where, speakers_where

if TYPE_CHECKING:
    from qa.protocols import Vectors
    from qa.vectors import Ids, Mask, VectorIndex


class View:
    """What search holds in memory of one generation: vectors, the lexical searcher, and each passage's document.

    Attributes:
        vectors: of exactly the published passages.
        documents: document id of each passage, in the order of `vectors.ids`.
        lexical: may hold passages that are not published, never lacks one that is.
    """

    def __init__(self, generation: int, vectors: VectorIndex, documents: Ids, lexical: LexicalIndex) -> None:
        self.generation = generation
        self.vectors = vectors
        self.documents = documents
        self.lexical = lexical
        self.masks: dict[Scope, Mask] = {}


class LocalPassageIndex:
    """Implements `qa.protocols.PassageIndex` over a view and a connection pinned to the same generation."""

    def __init__(self, connection: sqlite3.Connection, path: Path, view: View) -> None:
        self._connection = connection
        self._path = path
        self._view = view

    def search(self, vector: Vectors, terms: Sequence[str], scope: Scope, pool: int) -> list[Candidate]:
        """The first `pool` by vector and the first `pool` by BM25 within the scope, and their neighbours."""
        view = self._view
        allowed = self._mask(scope) if scope else None
        dense_ids, _ = view.vectors.search(vector, pool, allowed)
        bm25 = self._lexical(terms, scope, pool)

        found = np.union1d(dense_ids, np.fromiter(bm25, np.int64, len(bm25)))
        if len(found) == 0:
            return []
        ids = view.vectors.ids
        positions = np.searchsorted(ids, found)
        # The passages of a document have ids in a row, so its neighbours stand beside it.
        around = np.unique(np.clip(np.concatenate([positions - 1, positions, positions + 1]), 0, len(ids) - 1))
        documents = view.documents
        around = around[np.isin(documents[around], documents[positions])]
        cosines = view.vectors.cosines(vector, ids[around])
        rows = self._rows(ids[around].tolist())

        candidates = []
        for position, cosine in zip(around.tolist(), cosines.tolist(), strict=True):
            row = rows[int(ids[position])]
            before, after = position - 1, position + 1
            candidates.append(
                Candidate(
                    id=row["id"],
                    document=row["path"],
                    first_turn=row["first_turn"],
                    start=row["start"],
                    last_turn=row["last_turn"],
                    end=row["end"],
                    dense=cosine,
                    bm25=bm25.get(row["id"], 0.0),
                    previous=int(ids[before]) if before >= 0 and documents[before] == documents[position] else None,
                    next=int(ids[after]) if after < len(ids) and documents[after] == documents[position] else None,
                    eligible=allowed is None or bool(allowed[position]),
                )
            )
        return candidates

    def _lexical(self, terms: Sequence[str], scope: Scope, pool: int) -> dict[int, float]:
        """Score by passage id; ids that are not published are passed over, and more are asked for in their place."""
        restriction = self._restriction(scope)
        wanted = pool
        while True:
            ids, scores = self._view.lexical.search(terms, wanted, restriction)
            visible = np.isin(ids, self._view.vectors.ids)
            if visible.sum() >= pool or len(ids) < wanted:
                kept = zip(ids[visible].tolist(), scores[visible].tolist(), strict=True)
                return dict(list(kept)[:pool])
            wanted *= 2

    def _restriction(self, scope: Scope) -> Restriction | None:
        if not scope:
            return None
        documents = speakers = None
        if scope.documents:
            where, parameters = documents_where(Scope(documents=scope.documents))
            documents = self._ids(f"SELECT d.id FROM documents d WHERE {where}", parameters)
        if scope.speakers:
            where, parameters = speakers_where(scope)
            speakers = self._ids(f"SELECT s.id FROM speakers s WHERE {where}", parameters)
        return Restriction(documents, speakers, scope.after, scope.before)

    def _mask(self, scope: Scope) -> Mask:
        """True for the passages that qualify; a passage qualifies if it holds a turn by a speaker in scope."""
        masks = self._view.masks
        if scope not in masks:
            where, parameters = documents_where(scope)
            documents = self._ids(f"SELECT d.id FROM documents d WHERE {where}", parameters)
            mask = np.isin(self._view.documents, documents)
            if scope.speakers:
                speaking, names = speakers_where(scope)
                passages = self._ids(
                    "SELECT ps.passage_id FROM speakers s JOIN passage_speakers ps ON ps.speaker_id = s.id"
                    f" WHERE {speaking}",
                    names,
                )
                mask &= np.isin(self._view.vectors.ids, passages)
            if len(masks) > 64:
                masks.clear()
            masks[scope] = mask
        return masks[scope]

    def _ids(self, sql: str, parameters: list[object]) -> tuple[int, ...]:
        with guarded(self._path):
            return tuple(row[0] for row in self._connection.execute(sql, parameters))

    def _rows(self, ids: list[int]) -> dict[int, sqlite3.Row]:
        with guarded(self._path):
            rows = self._connection.execute(
                "SELECT p.id, d.path, p.first_turn, p.start, p.last_turn, p.end FROM passages p"
                f" JOIN documents d ON d.id = p.document_id WHERE p.id IN ({','.join('?' * len(ids))})",
                ids,
            )
            return {row["id"]: row for row in rows}
