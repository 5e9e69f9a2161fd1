"""What search holds in memory of one generation: arrays over all published passages, and the lexical searcher."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from qa.lexical.index import LexicalIndex
from qa.models import Scope
from qa.store.parts import Part, added, live_documents, share_of

if TYPE_CHECKING:
    from qa.pool import Floats
    from qa.protocols import Vectors
    from qa.vectors.index import Ids, Mask


class View:
    """The passages of one generation, by position: those of the base part, then those that have come since.

    Attributes:
        ids: of all passages, ascending. Some may be gone: they lie in the base part still, and are never found.
        documents: document id of each.
        expected_count: how many passages are published, as the database has it.
        lexical: may hold passages that are not published, never lacks one that is.
        masks: what lies in a scope, as it has been asked for.
        names: of the files of the base part.
    """

    def __init__(
        self, generation: int, base: Part, since: Part, live: Mapping[int, int], lexical: LexicalIndex,
        names: tuple[str, str] | None,
    ) -> None:  # fmt: skip
        """`live` holds the published documents by id, and how many passages each has."""
        self.generation = generation
        self.names = names
        self.base = base
        self.since = since
        self.lexical = lexical
        self.masks: dict[Scope, Mask | None] = {}
        self._parts = [(0, base), (len(base.runs), since)] if len(since.runs) else [(0, base)]
        self.ids = np.concatenate([part.runs.ids() for _, part in self._parts])
        self._documents = np.concatenate([part.runs.documents for _, part in self._parts])
        self._counts = np.concatenate([part.runs.counts for _, part in self._parts])
        self.documents = np.repeat(self._documents, self._counts)
        there = np.isin(self._documents, np.fromiter(live, np.int64))
        self.expected_count = sum(live.values())
        self._alive: Mask | None = None if there.all() else np.repeat(there, self._counts)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.base.vectors.dimension

    @property
    def published_count(self) -> int:
        """How many passages are published."""
        return len(self.ids) if self._alive is None else int(self._alive.sum())

    @property
    def is_whole(self) -> bool:
        """Whether what is published is here, with a vector for each passage."""
        embedded = all(len(part.vectors) == len(part.runs) for _, part in self._parts)
        return embedded and self.published_count == self.expected_count

    @cached_property
    def holds_all_words(self) -> bool:
        """Whether every passage of the lexical index is published."""
        # It lacks none that is.
        return self._alive is None and len(self.lexical) == len(self.ids)

    @property
    def is_exact(self) -> bool:
        """Whether the vectors in memory are those that are stored."""
        return self.base.vectors.is_exact

    def mask(self, documents: Iterable[int] | None, speakers: Iterable[int] | None) -> Mask | None:
        """True for the published passages of these documents that these speakers are heard in; None where all are."""
        chosen = self._alive
        if documents is not None:
            within = np.repeat(np.isin(self._documents, np.fromiter(documents, np.int64)), self._counts)
            chosen = within if chosen is None else within & chosen
        if speakers is not None:
            heard = np.zeros(len(self.ids), np.bool_)
            wanted = list(speakers)
            for offset, part in self._parts:
                for places, _ in part.spoken.of(wanted):
                    heard[places + offset] = True
            chosen = heard if chosen is None else heard & chosen
        return chosen

    def search(self, vector: Vectors, k: int, allowed: Mask | None) -> Ids:
        """The positions of the `k` nearest passages that are allowed, best first."""
        positions, scores = [], []
        for offset, part in self._parts:
            own = None if allowed is None else allowed[offset : offset + len(part.runs)]
            found, cosines = part.vectors.search(vector, k, own)
            positions.append(found + offset)
            scores.append(cosines)
        joined: Ids = np.concatenate(positions)
        return joined[np.argsort(-np.concatenate(scores), kind="stable")[:k]] if len(positions) > 1 else joined

    def cosines(self, vectors: Vectors, positions: Ids) -> Vectors:
        """Cosines of passages to each row of `vectors`, shape (len(positions), rows); in lists nearly exact."""
        found = np.empty((len(positions), len(vectors)), np.float32)
        for offset, part in self._parts:
            own = (positions >= offset) & (positions < offset + len(part.runs))
            found[own] = part.vectors.cosines(vectors, positions[own] - offset)
        return found

    def published(self, ids: Ids) -> tuple[Ids, Mask]:
        """Position of each of these ids, and whether it is a published passage at all."""
        if not len(self.ids):
            return np.zeros(len(ids), np.int64), np.zeros(len(ids), np.bool_)
        positions = np.searchsorted(self.ids, ids).clip(max=len(self.ids) - 1)
        there = self.ids[positions] == ids
        return positions, there if self._alive is None else there & self._alive[positions]

    def document_frequency(self, term: str) -> int:
        """In how many passages the term stands."""
        return self.lexical.document_frequency(term)

    def holding(self, terms: Sequence[str], most: int) -> list[int]:
        """Ids of the published documents with passages that hold any of the terms, `most` passages at most."""
        ids, _ = self.lexical.coverage(terms, most)
        positions, published = self.published(ids)
        return cast("list[int]", np.unique(self.documents[positions[published]]).tolist())

    def shares(self, speakers: Iterable[int], positions: Ids) -> Floats:
        """Of the words of each passage, the share said by any of these speakers; `positions` ascend."""
        shares = np.zeros(len(positions), np.float32)
        wanted = list(speakers)
        for offset, part in self._parts:
            for places, said in part.spoken.of(wanted):
                at = np.searchsorted(places, positions - offset).clip(max=len(places) - 1)
                held = places[at] == positions - offset
                shares[held] += share_of(said[at[held]])
        return shares


def load_view(
    connection: sqlite3.Connection, folder: Path, generation: int, held: View | None, lexical: LexicalIndex,
    names: tuple[str, str] | None, dimension: int,
) -> View:  # fmt: skip
    """The view of the generation that the connection sees.

    Args:
        connection: inside a read transaction.
        folder: of the index.
        generation: that the connection sees.
        held: the view of an earlier one, whose parts are used again where they are the same.
        lexical: opened for this generation.
        names: of the files of the base part.
        dimension: of the vectors.
    """
    live = live_documents(connection)
    if held is not None and held.names == names and held.dimension == dimension:
        base = held.base
    else:
        base = Part.load(folder, names) if names else Part.empty(dimension)
    since = np.setdiff1d(np.fromiter(live, np.int64), base.runs.documents)
    known = held.since if held is not None else Part.empty(dimension)
    part = added(connection, folder, dimension, known, since.tolist()) if len(since) else Part.empty(dimension)
    return View(generation, base, part, live, lexical, names)
