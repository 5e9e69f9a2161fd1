"""The derived files: arrays and vectors of the passages, a lexical index, both verified against the manifest."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.addresses import DATABASE
from qa.store.parts import Part, Runs, live_documents, read_runs, read_spoken, read_vectors
from qa.store.schema import guarded, transaction
from qa.vectors.index import EXACT_UP_TO, VectorIndex, sample_size

if TYPE_CHECKING:
    from qa.protocols import Vectors

LEXICAL = "lexical"
# What tantivy rewrites in place, or locks with, is not hashed: its own reader checks it, or nothing reads it.
_UNHASHED = frozenset({"meta.json", ".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock"})
# So many passages may have come or gone before the arrays of a large index are written anew. Until then they are read
# one by one from the database whenever the index is opened. Of a small one a twentieth may have come and none may have
# gone: what is deleted there leaves the arrays at once.
_STALE, _FRESH = 10_000, 20
_AT_ONCE = 20_000
QUICK = 64_000_000
"""Files of up to so many bytes in all are read whole to see whether they are sound, whenever the index is opened."""


def base_names(connection: sqlite3.Connection) -> tuple[str, str] | None:
    """File names of the base part, arrays and vectors; None where there is none yet."""
    rows = connection.execute("SELECT name FROM files WHERE name NOT LIKE ?", (f"{LEXICAL}/%",)).fetchall()
    names = sorted(str(row["name"]) for row in rows)
    return (names[0], names[1]) if len(names) == 2 else None


def write_base(connection: sqlite3.Connection, folder: Path, generation: int, dimension: int) -> bool:
    """Write a new base part where the old one has grown stale; whether it has.

    The old files go when the manifest has changed. What is written comes from the database, where it is verified.
    """
    live = live_documents(connection)
    names = base_names(connection)
    if names:
        runs, held_dimension = Part.outline(folder, names)
        held = dict(zip(runs.documents.tolist(), runs.counts.tolist(), strict=True))
        # Vectors of another model lie in the same documents only where all are of that model.
        if held_dimension == dimension and not _is_stale(live, held):
            _remove_all_but(folder, names)
            return False
    runs = read_runs(connection)
    part = Part(runs, read_spoken(connection, runs), _vectors(connection, folder, runs, dimension))
    names = f"passages-{generation}.npz", f"vectors-{generation}.faiss"
    unfinished = f"{names[0]}.part", f"{names[1]}.part"
    part.save(folder, unfinished)
    for one, name in zip(unfinished, names, strict=True):
        _sync(folder / one)
        os.replace(folder / one, folder / name)
    with transaction(connection):
        connection.execute("DELETE FROM files WHERE name NOT LIKE ?", (f"{LEXICAL}/%",))
        connection.executemany("INSERT INTO files VALUES (?, ?, ?)", [_entry(folder, name) for name in names])
    _remove_all_but(folder, names)
    return True


def _is_stale(live: Mapping[int, int], held: Mapping[int, int]) -> bool:
    """Whether what is published and what a base part holds, passages by document, are too far apart."""
    come = sum(live[one] for one in live.keys() - held.keys())
    gone = sum(held[one] for one in held.keys() - live.keys())
    count = sum(live.values())
    if count > EXACT_UP_TO:
        return come + gone > _STALE
    return gone > 0 or come * _FRESH > count


def _remove_all_but(folder: Path, names: tuple[str, str]) -> None:
    """Remove the files of other base parts, those too that a killed build left."""
    for path in [*folder.glob("vectors-*.faiss*"), *folder.glob("passages-*.npz*")]:
        if path.name not in names:
            path.unlink(missing_ok=True)


def _vectors(connection: sqlite3.Connection, folder: Path, runs: Runs, dimension: int) -> VectorIndex:
    ids = runs.ids()
    if len(ids) <= EXACT_UP_TO:
        return VectorIndex.exact(read_vectors(connection, ids, dimension, folder))
    # The same passages every time: an index that is built again is the same.
    chosen = np.random.default_rng(len(ids)).permutation(len(ids))[: sample_size(len(ids))]
    sample = read_vectors(connection, ids[np.sort(chosen)], dimension, folder)

    def chunks() -> Iterator[Vectors]:
        for start in range(0, len(ids), _AT_ONCE):
            yield read_vectors(connection, ids[start : start + _AT_ONCE], dimension, folder)

    return VectorIndex.clustered(len(ids), sample, chunks())


def record_files(connection: sqlite3.Connection, folder: Path) -> None:
    """Bring the manifest's lines about the lexical index up to date; what has been hashed is not hashed again."""
    _open_to_readers(folder)
    rows = connection.execute("SELECT name, sha256, stat FROM files WHERE name LIKE ?", (f"{LEXICAL}/%",)).fetchall()
    known = {row["name"]: tuple(row) for row in rows}
    entries = []
    for path in _lexical_files(folder):
        name = f"{LEXICAL}/{path.name}"
        same = name in known and known[name][2] == _stat(path)
        entries.append(known[name] if same else _entry(folder, name))
    with transaction(connection):
        connection.execute("DELETE FROM files WHERE name LIKE ?", (f"{LEXICAL}/%",))
        connection.executemany("INSERT INTO files VALUES (?, ?, ?)", entries)


def verify(connection: sqlite3.Connection, folder: Path, *, thorough: bool = True) -> list[str]:
    """Names of derived files that are not what the manifest says.

    A segment of the lexical index that is gone was merged away by a build at work; whether anything is missing is
    seen when it is opened, by its count.

    Args:
        connection: to the database.
        folder: of the index.
        thorough: read every file; else, of a large index, only what has another size or time than was recorded.
    """
    with guarded(folder):
        expected = connection.execute("SELECT name, sha256, stat FROM files ORDER BY name").fetchall()
    trusting = not thorough and _is_large(folder, [row["name"] for row in expected])
    damaged = []
    for name, sha256, recorded in expected:
        try:
            path = folder / name
            if (trusting and _stat(path) == recorded) or _sha256(path) == sha256:
                continue
            damaged.append(name)
        except FileNotFoundError:
            if not name.startswith(f"{LEXICAL}/"):
                damaged.append(name)
        except (ValueError, TypeError, IsADirectoryError, NotADirectoryError):
            # The manifest itself is damaged: that can be no file's name.
            damaged.append(name)
    return damaged


def _is_large(folder: Path, names: Iterable[str]) -> bool:
    """Whether reading all these files takes so long that one would notice."""
    return sum(_size(folder / str(name)) for name in names) > QUICK


def _size(path: Path) -> int:
    """Bytes of a file; 0 of one that a build has just taken away, or whose name can be none."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _lexical_files(folder: Path) -> Iterable[Path]:
    return [path for path in sorted((folder / LEXICAL).glob("*")) if path.is_file() and path.name not in _UNHASHED]


def _open_to_readers(folder: Path) -> None:
    """Let whoever may read the database read the lexical index: tantivy closes what it rewrites to all other users."""
    mode = stat.S_IMODE((folder / DATABASE).stat().st_mode)
    for path in (folder / LEXICAL).glob("*"):
        with suppress(OSError):  # another user's, or merged away
            if (own := stat.S_IMODE(path.stat().st_mode)) | mode != own:
                path.chmod(own | mode)


def _entry(folder: Path, name: str) -> tuple[str, str, str]:
    recorded = _stat(folder / name)
    return name, _sha256(folder / name), recorded


def _stat(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
