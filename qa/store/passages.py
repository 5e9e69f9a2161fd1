"""Search over the passages of one generation."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.lexical import LexicalIndex, Restriction
from qa.models import Scope, Who
from qa.pool import REACH, Place, Pool, Query
from qa.store.meanings import sentence_vectors
from qa.store.records import check_passage
from qa.store.schema import guarded
from qa.store.scoping import documents_where, speakers_where

if TYPE_CHECKING:
    from qa.pool import Floats
    from qa.protocols import Vectors
    from qa.vectors import Ids, Mask, VectorIndex

_LEXICAL_DEPTH = 1000


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

    def search(self, query: Query, scope: Scope, depth: int) -> Pool:
        """The first `depth` by vector and the first `depth` by BM25 within the scope, and what stands around them."""
        view = self._view
        allowed = self._mask(scope) if scope else None
        near, _ = view.vectors.search(query.vectors[0], depth, allowed)
        restriction = self._restriction(scope)
        lexical, bm25 = self._lexical(query.terms, restriction, max(depth, _LEXICAL_DEPTH))
        covering, coverage = view.lexical.coverage(query.terms, max(depth, _LEXICAL_DEPTH), restriction)

        ids = view.vectors.ids
        found = np.searchsorted(ids, np.union1d(near, lexical[:depth]))
        # The passages of a document have ids in a row, so its neighbours stand beside it.
        around = (found[:, None] + np.arange(-REACH, REACH + 1)[None, :]).ravel()
        within = (around >= 0) & (around < len(ids))
        home = np.repeat(view.documents[found], 2 * REACH + 1)[within]
        around = around[within]
        positions = np.unique(around[view.documents[around] == home])
        taken = ids[positions]
        return Pool(
            ids=taken,
            positions=positions,
            documents=view.documents[positions],
            dense=view.vectors.cosines(query.vectors, positions),
            bm25=_looked_up(taken, lexical, bm25),
            coverage=_looked_up(taken, covering, coverage),
            share=self._shares(taken, query.asked) if query.asked else None,
            eligible=np.ones(len(taken), np.bool_) if allowed is None else allowed[positions],
        )

    def places(self, ids: Sequence[int]) -> dict[int, Place]:
        """Where these passages stand, by id."""
        with guarded(self._path):
            rows = self._connection.execute(
                "SELECT p.*, d.path FROM passages p"
                f" JOIN documents d ON d.id = p.document_id WHERE p.id IN ({','.join('?' * len(ids))})",
                list(ids),
            )
            found: dict[int, Place] = {}
            for row in rows:
                check_passage(row, row["path"])
                first, last = (row["first_turn"], row["start"]), (row["last_turn"], row["end"])
                found[row["id"]] = Place(row["path"], first, last)
            return found

    def sentences(self, places: Sequence[tuple[str, int, int]]) -> Vectors:
        """Vectors of the sentences that begin at these places; zeros where none is kept."""
        with guarded(self._path):
            return sentence_vectors(self._connection, places, self._view.vectors.dimension)

    def _lexical(self, terms: Sequence[str], restriction: Restriction | None, wanted: int) -> tuple[Ids, Floats]:
        """Ids and scores; ids that are not published are passed over, and more are asked for in their place."""
        asked = wanted
        while True:
            ids, scores = self._view.lexical.search(terms, asked, restriction)
            visible = np.isin(ids, self._view.vectors.ids)
            if visible.sum() >= wanted or len(ids) < asked:
                return ids[visible][:wanted], scores[visible][:wanted]
            asked *= 2

    def _shares(self, ids: Ids, asked: Sequence[Who]) -> Floats:
        """Of each passage's words, the share said by any of these speakers."""
        where, names = speakers_where(Scope(speakers=tuple(asked)))
        speakers = self._ids(f"SELECT s.id FROM speakers s WHERE {where}", names)
        marks = ",".join(map(str, ids.tolist()))
        with guarded(self._path):
            rows = self._connection.execute(
                f"SELECT passage_id, sum(share) FROM passage_speakers WHERE passage_id IN ({marks})"
                f" AND speaker_id IN ({','.join(map(str, speakers))}) GROUP BY passage_id"
            ).fetchall()
        shares = np.zeros(len(ids), np.float32)
        shares[np.searchsorted(ids, np.array([row[0] for row in rows], np.int64))] = [row[1] for row in rows]
        return shares

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


def _looked_up(ids: Ids, found: Ids, values: Floats) -> Floats:
    """The value of each id, 0 for those that were not found."""
    result = np.zeros(len(ids), np.float32)
    if len(ids) and len(found):
        at = np.searchsorted(ids, found).clip(max=len(ids) - 1)
        held = ids[at] == found
        result[at[held]] = values[held]
    return result
