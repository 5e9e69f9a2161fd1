"""What can be saved from a database that is damaged, or of another version: the vectors, the costly part."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

import numpy as np

from qa.quantised import to_bytes
from qa.store.records import vector_crc
from qa.store.schema import DATABASE, transaction

_ASIDE = "store.damaged.sqlite"
# The version of the format from which on vectors are quantised.
_QUANTISED = 4


def set_aside(folder: Path) -> Path:
    """Move the database out of the way; where it is now. One set aside before is replaced."""
    old = folder / _ASIDE
    for suffix in ("", "-wal", "-shm"):
        source, target = folder / f"{DATABASE}{suffix}", folder / f"{_ASIDE}{suffix}"
        target.unlink(missing_ok=True)
        if source.exists():
            os.replace(source, target)
    return old


def salvage_vectors(old: Path, connection: sqlite3.Connection) -> int:
    """Copy every vector whose checksum holds; how many. The old files are removed afterwards."""
    saved = 0
    with suppress(sqlite3.Error):
        source = sqlite3.connect(f"{old.absolute().as_uri()}?mode=rw", uri=True)
        try:
            (version,) = source.execute("PRAGMA user_version").fetchone()
            with transaction(connection):
                for key, data, sentences, crc in _readable(source):
                    if vector_crc(key, data, sentences) != crc:
                        continue
                    kept = key, _present(data, version), sentences
                    connection.execute(
                        "INSERT OR IGNORE INTO vectors (key, data, sentences, crc) VALUES (?, ?, ?, ?)",
                        (*kept, vector_crc(*kept)),
                    )
                    saved += 1
        finally:
            source.close()
    for suffix in ("", "-wal", "-shm"):
        old.with_name(old.name + suffix).unlink(missing_ok=True)
    return saved


def _present(data: bytes, version: int) -> bytes:
    """A stored vector as it is stored now; up to version 3 of the format it was float16."""
    if version >= _QUANTISED:
        return data
    return to_bytes(np.frombuffer(data, "<f2").astype(np.float32)[None, :])[0]


def _readable(source: sqlite3.Connection) -> list[tuple[bytes, bytes, bytes, int]]:
    """The rows that can be read; a damaged page ends a scan, so the rest is fetched by id."""
    rows: list[tuple[bytes, bytes, bytes, int]] = []
    (last,) = source.execute("SELECT coalesce(max(id), 0) FROM vectors").fetchone()
    for first in range(1, last + 1, 64):
        with suppress(sqlite3.Error):
            rows += source.execute(
                "SELECT key, data, sentences, crc FROM vectors WHERE id BETWEEN ? AND ?", (first, first + 63)
            )
            continue
    return [row for row in rows if all(isinstance(value, bytes) for value in row[:3])]
