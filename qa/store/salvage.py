"""What can be saved from a database that is damaged, or of another version: the vectors, the costly part."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import numpy as np

from qa.addresses import DATABASE
from qa.errors import StoreCorrupt, StoreMissing, StoreVersion
from qa.store.auditing import open_sound
from qa.store.derived import LEXICAL
from qa.store.records import vector_crc
from qa.store.schema import (
    PAGE_SIZE,
    SCHEMA_VERSION,
    closed_on_error,
    create,
    declares_its_tables,
    first_page,
    guarded,
    transaction,
)
from qa.vectors.quantised import is_row, to_bytes

_ASIDE, _ENDING = "store.damaged", ".sqlite"
_FILES = ("", "-wal", "-shm")
_MAGIC = b"SQLite format 3\0"
# Of the file, before the first table (https://sqlite.org/fileformat2.html).
_HEADER = 100
_MOST_MISSING = 100
# A row of a vector hardly takes fewer bytes.
_SMALLEST = 256
# What is damaged may be said in text that is damaged too, and that Python cannot decode.
_UNREADABLE = (sqlite3.Error, ValueError, OverflowError)
# What SQLite ends in that wants to write beside a database before it reads one, or to be alone with it.
_NOT_LOOKED_AT = (
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED),
    *(sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMOPEN),
)


def open_for_building(folder: Path, *, thorough: bool) -> tuple[sqlite3.Connection, list[str]]:
    """The database of an index, open for writing, and what was found damaged; a new one where it cannot be used.

    Vectors of one that is damaged or of another version are saved, those too that a build was saving when it stopped.

    Args:
        folder: of the index.
        thorough: look through all that is published.

    Raises:
        StoreUnwritable: there is no room for what is saved. What it is saved from stays, for the next build.
    """
    path = folder / DATABASE
    damaged = []
    try:
        connection = open_sound(path, thorough=thorough)
    except StoreMissing:
        connection = create(path)
    except (StoreCorrupt, StoreVersion) as error:
        damaged.append(str(error).partition(": run")[0])
        # Before the database: documents get the same numbers again, and would be taken for the old ones.
        shutil.rmtree(folder / LEXICAL, ignore_errors=True)
        with guarded(path):
            _set_aside(folder)
        connection = create(path)
    with closed_on_error(connection):
        for old in sorted(folder.glob(f"{_ASIDE}*{_ENDING}")):
            _salvage(old, connection, path)
    return connection, damaged


def _set_aside(folder: Path) -> None:
    """Move the database out of the way, beside one from which a build that stopped has not saved everything."""
    names = (f"{_ASIDE}{f'-{number}' if number else ''}{_ENDING}" for number in itertools.count())
    old = next(folder / name for name in names if not (folder / name).exists())
    for suffix in _FILES:
        source, target = folder / f"{DATABASE}{suffix}", old.with_name(old.name + suffix)
        target.unlink(missing_ok=True)
        if source.exists():
            os.replace(source, target)


def _salvage(old: Path, connection: sqlite3.Connection, path: Path) -> None:
    """Copy every vector whose checksum holds to the new database, and only then remove the old files."""
    with guarded(path):
        _make_readable(old)
        if _declares_otherwise(old):
            _declare_anew(old)
        vectors = _sound(old)
        with transaction(connection):
            connection.executemany(
                "INSERT OR IGNORE INTO vectors (key, data, sentences, crc) VALUES (?, ?, ?, ?)",
                ((*kept, vector_crc(*kept)) for kept in vectors),
            )
        for suffix in _FILES:
            old.with_name(old.name + suffix).unlink(missing_ok=True)


def _sound(old: Path) -> list[tuple[bytes, bytes, bytes]]:
    """Key, vector and sentences of every row whose checksum holds, as they are stored now.

    Raises:
        sqlite3.OperationalError: it could not be looked at, for want of room beside it or because another program
            holds it, which says nothing of what can be read.
    """
    found: list[tuple[bytes, bytes, bytes]] = []
    try:
        with closing(sqlite3.connect(f"{old.absolute().as_uri()}?mode=rw", uri=True)) as source:
            for key, data, sentences, crc in _readable(source, old.stat().st_size):
                if vector_crc(key, data, sentences) == crc:
                    found.append((key, _present(data), sentences))
    except _UNREADABLE as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code in _NOT_LOOKED_AT or code & 0xFF in _NOT_LOOKED_AT:
            raise
    return found


def _present(data: bytes) -> bytes:
    """A stored vector as it is stored now; up to version 3 of the format it was float16.

    Told by itself: the version may be what is damaged.
    """
    if is_row(data):
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
