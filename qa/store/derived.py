"""The files derived from the database: the FAISS base and the tantivy folder, and what the manifest says of them."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.errors import StoreCorrupt
from qa.store.records import vector_crc
from qa.store.schema import guarded, transaction
from qa.vectors import VectorIndex, empty, from_bytes

if TYPE_CHECKING:
    from qa.protocols import Vectors
    from qa.vectors import Ids

LEXICAL = "lexical"
# What tantivy rewrites in place, or locks with, is not hashed: its own reader checks it, or nothing reads it.
_UNHASHED = frozenset({"meta.json", ".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock"})
# Up to this many passages a new base is written after every change: it takes a moment.
_SMALL = 20_000
_STALE_SHARE = 0.1


def live_passages(connection: sqlite3.Connection) -> tuple[Ids, Ids]:
    """Ids of the published passages, ascending, and the document id of each."""
    rows = connection.execute(
        "SELECT p.id, p.document_id FROM documents d JOIN passages p ON p.document_id = d.id"
        " WHERE d.state = 'live' ORDER BY p.id"
    ).fetchall()
    table = np.array([tuple(row) for row in rows], np.int64).reshape(len(rows), 2)
    return np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])


def read_vectors(connection: sqlite3.Connection, ids: Ids, dimension: int, folder: Path) -> Vectors:
    """Stored vectors of passages, verified; shape (len(ids), dimension). Raises StoreCorrupt."""
    rows: list[bytes] = []
    for start in range(0, len(ids), 10_000):
        wanted = ids[start : start + 10_000].tolist()
        found = {
            row["id"]: row
            for row in connection.execute(
                "SELECT p.id, v.key, v.data, v.sentences, v.crc FROM passages p JOIN vectors v ON v.id = p.vector_id"
                f" WHERE p.id IN ({','.join('?' * len(wanted))})",
                wanted,
            )
        }
        for passage in wanted:
            row = found.get(passage)
            if row is None or vector_crc(row["key"], row["data"], row["sentences"]) != row["crc"]:
                raise StoreCorrupt(f"a vector in {folder} is damaged: run `qa build --full`")
            rows.append(row["data"])
    return from_bytes(rows, dimension)


def load_vectors(
    connection: sqlite3.Connection, folder: Path, ids: Ids, dimension: int, held: VectorIndex | None
) -> VectorIndex:
    """The vectors of exactly `ids`: from what is `held`, else from the base file, the rest from the database."""
    if held is None or held.dimension != dimension:
        name = base_name(connection)
        held = VectorIndex.load(folder / name) if name else empty(dimension)
    fresh = np.setdiff1d(ids, held.ids, assume_unique=True)
    if len(fresh) == 0 and len(held) == len(ids):
        return held
    return held.replaced(ids, fresh, read_vectors(connection, fresh, dimension, folder))


def base_name(connection: sqlite3.Connection) -> str | None:
    """File name of the FAISS base, None where there is none yet."""
    row = connection.execute("SELECT name FROM files WHERE name LIKE '%.faiss'").fetchone()
    return None if row is None else str(row["name"])


def write_base(connection: sqlite3.Connection, folder: Path, generation: int, dimension: int) -> None:
    """Write a new FAISS base where the old one has grown stale; the old file goes when the manifest has changed."""
    ids, _ = live_passages(connection)
    name = base_name(connection)
    if name:
        old = VectorIndex.load(folder / name)
        stale = len(np.setxor1d(ids, old.ids, assume_unique=True))
        same_length = old.dimension == dimension
        if same_length and (stale == 0 or (len(ids) > _SMALL and stale < _STALE_SHARE * len(ids))):
            return
    # From the database, not from the old file: what is written is what was verified.
    vectors = VectorIndex(ids, read_vectors(connection, ids, dimension, folder))
    new_name = f"vectors-{generation}.faiss"
    temporary = folder / f"{new_name}.part"
    vectors.save(temporary)
    _sync(temporary)
    os.replace(temporary, folder / new_name)
    with transaction(connection):
        connection.execute("DELETE FROM files WHERE name LIKE '%.faiss'")
        connection.execute("INSERT INTO files VALUES (?, ?)", (new_name, _sha256(folder / new_name)))
    for path in folder.glob("vectors-*.faiss*"):
        if path.name != new_name:
            path.unlink(missing_ok=True)


def record_files(connection: sqlite3.Connection, folder: Path) -> None:
    """Bring the manifest's lines about the lexical index up to date."""
    hashes = {f"{LEXICAL}/{path.name}": _sha256(path) for path in _lexical_files(folder)}
    with transaction(connection):
        connection.execute("DELETE FROM files WHERE name LIKE ?", (f"{LEXICAL}/%",))
        connection.executemany("INSERT INTO files VALUES (?, ?)", hashes.items())


def verify(connection: sqlite3.Connection, folder: Path) -> list[str]:
    """Names of derived files that are not what the manifest says.

    A segment of the lexical index that is gone was merged away by a build at work; whether anything is missing is
    seen when it is opened, by its count.
    """
    with guarded(folder):
        expected = {row["name"]: row["sha256"] for row in connection.execute("SELECT name, sha256 FROM files")}
    damaged = []
    for name, sha256 in sorted(expected.items()):
        path = folder / name
        try:
            if _sha256(path) != sha256:
                damaged.append(name)
        except FileNotFoundError:
            if not name.startswith(f"{LEXICAL}/"):
                damaged.append(name)
    return damaged


def _lexical_files(folder: Path) -> Iterable[Path]:
    return [path for path in sorted((folder / LEXICAL).glob("*")) if path.is_file() and path.name not in _UNHASHED]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
