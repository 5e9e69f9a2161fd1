"""Search over the passages of one generation."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.encoding.processor import cores
from qa.errors import StoreCorrupt
from qa.lexical.index import Restriction
from qa.models import Scope, Who
from qa.pool import REACH, Place, Pool, Query
from qa.store.meanings import sentence_vectors
from qa.store.parts import read_vectors
from qa.store.records import check_passage
from qa.store.schema import guarded
from qa.store.scoping import documents_where, speakers_where
from qa.store.view import View
from qa.vectors import products

if TYPE_CHECKING:
    from qa.pool import Floats
    from qa.protocols import Vectors
    from qa.vectors.index import Ids, Mask

_LEXICAL_DEPTH = 1000
# Of what is found by nearly exact vectors, so many are ordered anew by the exact ones: among them are the ten nearest.
# At a million passages .9965 of these with 64, .998 with 80, .999 with 100, and each costs 25 µs to read.
_REORDERED = 64


class LocalPassageIndex:
    """Implements `qa.protocols.PassageIndex` over a view and a connection pinned to the same generation."""

    def __init__(self, connection: sqlite3.Connection, path: Path, view: View) -> None:
        self._connection = connection
        self._path = path
        self._view = view

    def search(self, query: Query, scope: Scope, depth: int) -> Pool:
        """The first `depth` by vector and the first `depth` by BM25 within the scope, and what stands around them."""
        view = self._view
        allowed = self._mask(scope)
        restriction = self._restriction(scope)
        deep = max(depth, _LEXICAL_DEPTH)
        by_words = [
            partial(self._lexical, query.terms, restriction, deep),
            partial(view.lexical.coverage, query.terms, deep, restriction),
        ]
        # Beside one another where each takes long enough for that to pay.
        beside = [] if view.is_exact else [_workers().submit(one) for one in by_words]
        near, known, exact = self._nearest(query.vectors, depth, allowed)
        (lexical, bm25), (covering, coverage) = (
            (one.result() for one in beside) if beside else (one() for one in by_words)
        )

        ids = view.ids
        found = _distinct(np.concatenate([near, np.searchsorted(ids, lexical[:depth])]))
        # The passages of a document have ids in a row, so its neighbours stand beside it.
        around = (found[:, None] + np.arange(-REACH, REACH + 1)[None, :]).ravel()
        within = (around >= 0) & (around < len(ids))
        home = np.repeat(view.documents[found], 2 * REACH + 1)[within]
        around = around[within]
        positions = _distinct(around[view.documents[around] == home])
        taken = ids[positions]
        dense = view.cosines(query.vectors, positions)
        if len(known):
            at = np.searchsorted(positions, known).clip(max=len(positions) - 1)
            inside = positions[at] == known
            dense[at[inside]] = exact[inside]
        return Pool(
            ids=taken,
            positions=positions,
            documents=view.documents[positions],
            dense=dense,
            bm25=_looked_up(taken, lexical, bm25),
            coverage=_looked_up(taken, covering, coverage),
            share=view.shares(self._speakers(query.asked), positions) if query.asked else None,
            eligible=np.ones(len(taken), np.bool_) if allowed is None else allowed[positions],
        )

    def _nearest(self, vectors: Vectors, depth: int, allowed: Mask | None) -> tuple[Ids, Ids, Vectors]:
        """Positions of the passages nearest to the first of the vectors, best first.

        Beside them, where the vectors in memory are not those that are stored: all whose stored vectors were looked at,
        and their cosines to all vectors.
        """
        view = self._view
        if view.is_exact:
            none = np.empty(0, np.int64), np.empty((0, len(vectors)), np.float32)
            return view.search(vectors[0], depth, allowed), *none
        near = view.search(vectors[0], max(depth, _REORDERED), allowed)
        first, rest = near[:_REORDERED], near[_REORDERED:]
        exact = self._exact(vectors, first)
        return np.concatenate([first[np.argsort(-exact[:, 0], kind="stable")], rest])[:depth], first, exact

    def _exact(self, vectors: Vectors, positions: Ids) -> Vectors:
        """Cosines to the vectors as they are stored, shape (len(positions), len(vectors))."""
        view = self._view
        with guarded(self._path):
            stored = read_vectors(self._connection, view.ids[positions], view.dimension, self._path.parent)
        return products.cosines(stored, vectors)

    def places(self, ids: Sequence[int]) -> dict[int, Place]:
        """Where these passages stand, by id. Raises StoreCorrupt where one of them is missing or damaged."""
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
        if not found.keys() >= {int(number) for number in ids}:
            # A damaged page may seem to hold nothing.
            raise StoreCorrupt(f"passages are missing in {self._path}: run `qa build --full`")
        return found

    def sentences(self, places: Sequence[tuple[str, int, int]]) -> Vectors:
        """Vectors of the sentences that begin at these places; zeros where none is kept."""
        with guarded(self._path):
            return sentence_vectors(self._connection, places, self._view.dimension)

    def _lexical(self, terms: Sequence[str], restriction: Restriction | None, wanted: int) -> tuple[Ids, Floats]:
        """Ids and scores, without asking the database; others come in the place of those that are not published."""
        asked = wanted
        while True:
            ids, scores = self._view.lexical.search(terms, asked, restriction)
            if self._view.holds_all_words:
                return ids, scores
            _, visible = self._view.published(ids)
            if visible.sum() >= wanted or len(ids) < asked:
                return ids[visible][:wanted], scores[visible][:wanted]
            asked *= 2

    def _speakers(self, asked: Sequence[Who]) -> tuple[int, ...]:
        where, names = speakers_where(Scope(speakers=tuple(asked)))
        return self._ids(f"SELECT s.id FROM speakers s WHERE {where}", names)

    def _restriction(self, scope: Scope) -> Restriction | None:
        if not scope:
            return None
        documents = speakers = None
        if scope.documents:
            where, parameters = documents_where(Scope(documents=scope.documents))
            documents = self._ids(f"SELECT d.id FROM documents d WHERE {where}", parameters)
        if scope.speakers:
            speakers = self._speakers(scope.speakers)
        return Restriction(documents, speakers, scope.after, scope.before)

    def _mask(self, scope: Scope) -> Mask | None:
        """True for the passages that qualify, None where all do.

        A passage qualifies if it holds a turn by a speaker in scope.
        """
        masks = self._view.masks
        # Other threads clear them at any moment: whether a scope is there, only reading it says.
        with suppress(KeyError):
            return masks[scope]
        documents = speakers = None
        if scope.documents or scope.after or scope.before:
            where, parameters = documents_where(scope)
            documents = self._ids(f"SELECT d.id FROM documents d WHERE {where}", parameters)
        if scope.speakers:
            speakers = self._speakers(scope.speakers)
        mask = self._view.mask(documents, speakers)
        if len(masks) > 64:
            masks.clear()
        masks[scope] = mask
        return mask

    def _ids(self, sql: str, parameters: list[object]) -> tuple[int, ...]:
        with guarded(self._path):
            return tuple(row[0] for row in self._connection.execute(sql, parameters))


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="qa-words")


def _distinct(positions: Ids) -> Ids:
    """The same, ascending, each once: quicker than `numpy.unique` for a few thousand."""
    ordered = np.sort(positions)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def _looked_up(ids: Ids, found: Ids, values: Floats) -> Floats:
    """The value of each id, 0 for those that were not found."""
    result = np.zeros(len(ids), np.float32)
    if len(ids) and len(found):
        at = np.searchsorted(ids, found).clip(max=len(ids) - 1)
        held = ids[at] == found
        result[at[held]] = values[held]
    return result
