"""Passages as arrays: the great part of them in two files, and what has come since read from the database.

A document is published whole and never changed, only replaced, and its passages have ids in a row. So a part is known
by its documents, the first passage of each, and how many there are; which documents still count, the database says.
"""

from __future__ import annotations

import sqlite3
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.errors import StoreCorrupt
from qa.store.records import SPEAKER, check_passage, to_document, vector_crc
from qa.vectors.index import VectorIndex, dimension_in
from qa.vectors.quantised import from_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.protocols import Vectors
    from qa.vectors.index import Ids

    Shares = NDArray[np.uint16]
    Places = NDArray[np.int32]

_WHOLE = 65535
# What reading a damaged archive of arrays ends in: the modules that do it have no one error for that.
_UNREADABLE = (
    *(OSError, ValueError, TypeError, KeyError, EOFError, RuntimeError, MemoryError, OverflowError),
    *(zipfile.BadZipFile, zlib.error),
)
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Runs:
    """Documents in the order of their passages, each with a row of ids; arrays of one length.

    Attributes:
        documents: id of each, ascending.
        firsts: id of its first passage, ascending.
        counts: how many it has, at least 1.
    """

    documents: Ids
    firsts: Ids
    counts: Ids

    def ids(self) -> Ids:
        """The ids of all passages, ascending; shape (len(self),)."""
        starts = np.cumsum(self.counts) - self.counts
        found: Ids = np.arange(len(self)) + np.repeat(self.firsts - starts, self.counts)
        return found

    def __len__(self) -> int:
        return int(self.counts.sum())


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who is heard in which passages.

    Attributes:
        speakers: ids, ascending.
        starts: where the passages of each begin in `places`; one more at the end.
        places: positions of passages in their part, ascending for each speaker.
        shares: of the words of that passage, those of the speaker, in 65535ths.
    """

    speakers: Ids
    starts: Ids
    places: Places
    shares: Shares

    def of(self, speakers: Iterable[int]) -> Iterable[tuple[Places, Shares]]:
        """Positions and shares of each of these speakers that is heard at all."""
        for speaker in speakers:
            at = int(np.searchsorted(self.speakers, speaker))
            if at < len(self.speakers) and self.speakers[at] == speaker:
                rows = slice(int(self.starts[at]), int(self.starts[at + 1]))
                yield self.places[rows], self.shares[rows]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the passages, with their vectors in the order of their ids."""

    runs: Runs
    spoken: Spoken
    vectors: VectorIndex

    def save(self, folder: Path, names: tuple[str, str]) -> None:
        """Write the two files of a part: arrays, vectors."""
        with (folder / names[0]).open("wb") as file:
            np.savez(
                file, documents=self.runs.documents, firsts=self.runs.firsts, counts=self.runs.counts,
                speakers=self.spoken.speakers, starts=self.spoken.starts, places=self.spoken.places,
                shares=self.spoken.shares,
            )  # fmt: skip
        self.vectors.save(folder / names[1])

    @classmethod
    def load(cls, folder: Path, names: tuple[str, str]) -> Part:
        """Read what `save` wrote. Raises StoreCorrupt."""
        runs, spoken = _arrays(folder / names[0], Runs, Spoken)
        vectors = VectorIndex.load(folder / names[1])
        if len(vectors) != len(runs) or np.any(np.diff(runs.firsts) <= 0):
            raise StoreCorrupt(f"{folder / names[1]} holds other passages than {names[0]}: run `qa build --full`")
        return cls(runs, spoken, vectors)

    @classmethod
    def outline(cls, folder: Path, names: tuple[str, str]) -> tuple[Runs, int]:
        """Which passages a saved part holds, and the dimension of their vectors, without reading the rest."""
        (runs,) = _arrays(folder / names[0], Runs)
        return runs, dimension_in(folder / names[1])

    @classmethod
    def empty(cls, dimension: int) -> Part:
        """Of nothing."""
        none = np.empty(0, np.int64)
        spoken = Spoken(none, np.zeros(1, np.int64), none.astype(np.int32), none.astype(np.uint16))
        return cls(Runs(none, none, none), spoken, VectorIndex.exact(np.empty((0, dimension), np.float32)))


def _arrays(path: Path, *kinds: type) -> list[Any]:
    """Each of these made of the arrays of a file that have the names of its fields. Raises StoreCorrupt."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return [kind(*(file[one.name] for one in fields(kind))) for kind in kinds]
    except _UNREADABLE as error:
        raise StoreCorrupt(f"{path} is damaged or missing: run `qa build --full`") from error


def live_documents(connection: sqlite3.Connection) -> dict[int, int]:
    """The published documents that have passages, and how many."""
    rows = connection.cursor()
    # Plain pairs, of which a dictionary is made more quickly.
    rows.row_factory = None
    return dict(rows.execute("SELECT id, passages FROM documents WHERE state = 'live' AND passages > 0 ORDER BY id"))


def read_runs(connection: sqlite3.Connection, documents: Iterable[int] | None = None) -> Runs:
    """The runs of these documents, or of all that are live."""
    wanted = None if documents is None else set(documents)
    rows = []
    for row in connection.execute("SELECT * FROM documents WHERE state = 'live' AND passages > 0"):
        if wanted is None or row["id"] in wanted:
            to_document(row, ())
            rows.append((row["id"], row["first_passage"], row["passages"]))
    table = np.array(sorted(rows, key=lambda row: row[1]), np.int64).reshape(len(rows), 3).T
    return Runs(*(np.ascontiguousarray(column) for column in table))


def read_spoken(connection: sqlite3.Connection, runs: Runs) -> Spoken:
    """Who is heard in the passages of these runs."""
    heard: list[bytes] = []
    for first, last in _stretches(runs):
        for row in connection.execute("SELECT * FROM passages WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)):
            check_passage(row, "a document")
            heard.append(row["speakers"])
    if len(heard) != len(runs) or any(len(one) % SPEAKER.itemsize for one in heard):
        raise StoreCorrupt("passages are damaged in the index: run `qa build --full`")
    entries = np.frombuffer(b"".join(heard), SPEAKER)
    places = np.repeat(np.arange(len(heard), dtype=np.int32), [len(one) // SPEAKER.itemsize for one in heard])
    order = np.lexsort((places, entries["speaker"]))
    speakers, counts = np.unique(entries["speaker"], return_counts=True)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Spoken(speakers.astype(np.int64), starts, places[order], entries["share"][order].astype(np.uint16))


def read_vectors(connection: sqlite3.Connection, ids: Ids, dimension: int, folder: Path) -> Vectors:
    """Stored vectors of passages, verified; shape (len(ids), dimension). Raises StoreCorrupt."""
    rows: list[bytes] = []
    for start in range(0, len(ids), _AT_ONCE):
        wanted = ids[start : start + _AT_ONCE].tolist()
        found = {
            row["id"]: row
            for row in connection.execute(
                "SELECT p.id, v.key, v.data, v.sentences, v.crc FROM passages p JOIN vectors v ON v.id = p.vector_id"
                f" WHERE p.id IN ({','.join(map(str, wanted))})"
            )
        }
        for passage in wanted:
            row = found.get(passage)
            if row is None or vector_crc(row["key"], row["data"], row["sentences"]) != row["crc"]:
                raise StoreCorrupt(f"a vector in {folder} is damaged: run `qa build --full`")
            rows.append(row["data"])
    return from_bytes(rows, dimension)


def added(connection: sqlite3.Connection, folder: Path, dimension: int, held: Part, documents: Iterable[int]) -> Part:
    """These documents as a part in memory; vectors that are `held` are not read again."""
    runs = read_runs(connection, documents)
    ids = runs.ids()
    known = held.runs.ids()
    at = np.searchsorted(known, ids).clip(max=max(0, len(known) - 1))
    fresh = known[at] != ids if len(known) else np.ones(len(ids), np.bool_)
    rows = np.empty((len(ids), dimension), np.float32)
    if held.vectors.dimension == dimension and held.vectors.is_exact:
        rows[~fresh] = held.vectors.rows(at[~fresh])
    else:
        fresh[:] = True
    rows[fresh] = read_vectors(connection, ids[fresh], dimension, folder)
    return Part(runs, read_spoken(connection, runs), VectorIndex.exact(rows))


def share_of(shares: Shares) -> NDArray[np.float32]:
    """Shares as they are kept, from 0 to 1."""
    found: NDArray[np.float32] = shares.astype(np.float32) / np.float32(_WHOLE)
    return found


def _stretches(runs: Runs) -> Iterable[tuple[int, int]]:
    """First and last id of passages in a row, documents that follow one another joined."""
    if not len(runs.firsts):
        return
    ends = runs.firsts + runs.counts
    cuts = np.flatnonzero(runs.firsts[1:] != ends[:-1]) + 1
    for rows in np.split(np.arange(len(ends)), cuts):
        yield int(runs.firsts[rows[0]]), int(ends[rows[-1]]) - 1
