"""What can be saved from a database that is damaged, or of another version: the vectors, the costly part."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import numpy as np

from qa.quantised import to_bytes
from qa.store.records import vector_crc
from qa.store.schema import DATABASE, PAGE_SIZE, SCHEMA_VERSION, declares_its_tables, first_page, transaction

_ASIDE = "store.damaged.sqlite"
_MAGIC = b"SQLite format 3\0"
# Of the file, before the first table (https://sqlite.org/fileformat2.html).
_HEADER = 100
_MOST_MISSING = 100
# A row of a vector hardly takes fewer bytes.
_SMALLEST = 256
# The version of the format from which on vectors are quantised.
_QUANTISED = 4
# What is damaged may be said in text that is damaged too, and that Python cannot decode.
_UNREADABLE = (sqlite3.Error, ValueError, OverflowError)


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
    _make_readable(old)
    if _declares_otherwise(old):
        _declare_anew(old)
    with suppress(*_UNREADABLE):
        source = sqlite3.connect(f"{old.absolute().as_uri()}?mode=rw", uri=True)
        try:
            (version,) = source.execute("PRAGMA user_version").fetchone()
            with transaction(connection):
                for key, data, sentences, crc in _readable(source, old.stat().st_size):
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


def _make_readable(old: Path) -> None:
    """Give a database that lost its first bytes or its end what SQLite asks for before it reads anything else."""
    with old.open("r+b") as file:
        head = file.read(32)
        size = file.seek(0, os.SEEK_END)
        told = int.from_bytes(head[16:18], "big") * int.from_bytes(head[28:32], "big")
        # What is missing reads as pages that are damaged, the rest as before. A damaged size may say anything.
        if size < told <= _MOST_MISSING * size:
            file.truncate(told)
        if len(head) == 32:
            file.seek(0)
            file.write(_MAGIC)


def _declares_otherwise(old: Path) -> bool:
    """Whether a database declares other tables than a new one, or cannot be asked."""
    try:
        with closing(sqlite3.connect(f"{old.absolute().as_uri()}?mode=ro", uri=True)) as source:
            return not declares_its_tables(source)
    except _UNREADABLE:
        return True


def _declare_anew(old: Path) -> None:
    """Give one of this version the declarations of a new database: they stand in the first page, after the header."""
    with old.open("r+b") as file:
        head = file.read(_HEADER)
        size = int.from_bytes(head[16:18], "big")
        version = int.from_bytes(head[60:64], "big")
        if size == PAGE_SIZE and version == SCHEMA_VERSION:
            file.seek(_HEADER)
            file.write(first_page()[_HEADER:])


def _readable(source: sqlite3.Connection, size: int) -> list[tuple[bytes, bytes, bytes, int]]:
    """The rows that can be read, of a file of so many bytes; a damaged page ends a scan, so all are fetched by id."""
    rows: list[tuple[bytes, bytes, bytes, int]] = []
    # A page that is damaged may seem to hold nothing: so many rows there can be, and ids that are none cost little.
    last = size // _SMALLEST
    with suppress(*_UNREADABLE):
        last = max(last, source.execute("SELECT coalesce(max(id), 0) FROM vectors").fetchone()[0])
    select = "SELECT key, data, sentences, crc FROM vectors WHERE id BETWEEN ? AND ?"
    for first in range(1, last + 1, 64):
        try:
            rows += source.execute(select, (first, first + 63)).fetchall()
        except _UNREADABLE:
            for one in range(first, first + 64):
                with suppress(*_UNREADABLE):
                    rows += source.execute(select, (one, one)).fetchall()
    return [row for row in rows if all(isinstance(value, bytes) for value in row[:3])]
