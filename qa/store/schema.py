"""Tables and connections of the SQLite file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from qa.errors import (
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreMissing,
    StoreUnfinished,
    StoreUnwritable,
    StoreVersion,
)

SCHEMA_VERSION = 6
# Rows of a kilobyte waste a good part of a page of four.
PAGE_SIZE = 16384
# Where the header says how the file is written; of another format than 1 and 2 SQLite only reads it
# (https://sqlite.org/fileformat2.html).
_WRITE_FORMAT = 18

# A document is staged while it is being built, live once published, dead once replaced: a reader sees only what is
# live, and publication is one change of states. Ids are never used again (AUTOINCREMENT): a derived index may
# still hold an old one.
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('staged', 'live', 'dead')),
    title TEXT, date TEXT, format TEXT NOT NULL, context TEXT NOT NULL,
    sha256 TEXT NOT NULL, stat TEXT NOT NULL,
    turns INTEGER NOT NULL, words INTEGER NOT NULL,
    -- Its passages have ids in a row.
    passages INTEGER NOT NULL, first_passage INTEGER NOT NULL,
    -- How many rows it has in the tables of these names: a damaged page may seem to hold fewer.
    speaking INTEGER NOT NULL, asides INTEGER NOT NULL,
    crc INTEGER NOT NULL
);
CREATE UNIQUE INDEX live_path ON documents (path) WHERE state = 'live';
CREATE UNIQUE INDEX staged_path ON documents (path) WHERE state = 'staged';
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, person TEXT NOT NULL, crc INTEGER NOT NULL,
    UNIQUE (label, person)
);
CREATE TABLE turns (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    idx INTEGER NOT NULL,
    speaker_id INTEGER REFERENCES speakers (id),
    text TEXT NOT NULL, start REAL, end REAL, notes TEXT NOT NULL, interpreted INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    PRIMARY KEY (document_id, idx)
) WITHOUT ROWID;
-- What a speaker says in a document: summed once, so that nobody has to read the turns to know who speaks.
CREATE TABLE speaking (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    speaker_id INTEGER NOT NULL REFERENCES speakers (id),
    first_turn INTEGER NOT NULL, turns INTEGER NOT NULL, words INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    PRIMARY KEY (document_id, speaker_id)
) WITHOUT ROWID;
CREATE INDEX speaking_by_speaker ON speaking (speaker_id, document_id);
CREATE TABLE asides (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, before_turn INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    PRIMARY KEY (document_id, position)
);
CREATE TABLE vectors (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, data BLOB NOT NULL,
    -- Codes of the vectors of the sentences, one after the other.
    sentences BLOB NOT NULL,
    crc INTEGER NOT NULL
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    first_turn INTEGER NOT NULL, start INTEGER NOT NULL, last_turn INTEGER NOT NULL, end INTEGER NOT NULL,
    vector_id INTEGER NOT NULL REFERENCES vectors (id),
    -- Where those sentences begin: turn and offset of each, as what it adds to the one before.
    sentences BLOB NOT NULL,
    -- Who is heard: id of the speaker, 32 bits, and the share of the words, 16 bits; little-endian.
    speakers BLOB NOT NULL,
    crc INTEGER NOT NULL
);
CREATE INDEX passages_by_vector ON passages (vector_id);
-- What the derived files should be.
CREATE TABLE files (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, stat TEXT NOT NULL) WITHOUT ROWID;
"""

_DECLARED = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"


def create(path: Path) -> sqlite3.Connection:
    """A new, empty database, open for writing."""
    with guarded(path):
        connection = _connect(f"{path.absolute().as_uri()}?mode=rwc")
        with closed_on_error(connection):
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            connection.execute("PRAGMA journal_mode = WAL")
            _prepare(connection)
            connection.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {SCHEMA_VERSION};COMMIT;")
        return connection


def open_for_writing(path: Path) -> sqlite3.Connection:
    """An existing database. Raises StoreMissing where a killed build left an empty one, StoreVersion, StoreCorrupt."""
    with guarded(path):
        connection = _connect(f"{path.absolute().as_uri()}?mode=rw")
        with closed_on_error(connection):
            if not _may_be_written(path):
                raise _of_unknown_format(path)
            connection.execute("PRAGMA journal_mode = WAL")
            _prepare(connection)
            _check_version(connection, path)
        return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """An existing database that this connection cannot change.

    Raises:
        StoreMissing: there is none.
        StoreVersion: another version of qa wrote it.
        StoreCorrupt: it is no database.
    """
    with guarded(path):
        if path.parent.is_file():
            raise StoreMissing(f"{path.parent} is a file, not a folder: give another with --index")
        if not path.is_file():
            raise StoreMissing(f"there is no index in {path.parent}: run `qa build`")
        mode = "mode=ro&immutable=1" if is_immutable(path) else "mode=rw"
        connection = _connect(f"{path.absolute().as_uri()}?{mode}")
        with closed_on_error(connection):
            connection.execute("PRAGMA query_only = 1")
            # A search reads some hundred rows from all over the file, the next one often the same.
            connection.execute("PRAGMA cache_size = -16000")
            _check_version(connection, path)
        return connection


@contextmanager
def closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """A `with` block that closes the connection on any exception."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def is_immutable(path: Path) -> bool:
    """Whether a database is read as one that nobody writes, and a change of it is seen by opening it again only.

    In a folder that cannot be written SQLite cannot keep its shared memory file. All is in the main file then, unless a
    build is at work, or was killed and left a log.
    """
    if os.access(path.parent, os.W_OK):
        return False
    try:
        return not path.with_name(path.name + "-wal").stat().st_size
    except OSError:
        return True


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.DatabaseError as error:
        raise StoreCorrupt(f"{path} is damaged ({error}): run `qa build --full`") from error
    except (ValueError, OverflowError, IndexError, TypeError) as error:
        raise StoreCorrupt(f"{path} is damaged (a value is none): run `qa build --full`") from error
    except FileNotFoundError as error:
        # Where a build replaces it at this moment, whoever opens the index looks again.
        raise StoreCorrupt(f"{error.filename or path} is missing: run `qa build`") from error
    except OSError as error:
        raise _unusable(Path(error.filename or path), path.parent, error.strerror or str(error)) from error


def _operational(path: Path, error: sqlite3.OperationalError) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    kind = code & 0xFF
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(f"{path} is being written by another process: try again when it has ended")
    # What is cut off reads as a failing disk too: that is damage. Any other failure says nothing of what is there.
    failing = kind == sqlite3.SQLITE_IOERR and code != sqlite3.SQLITE_IOERR_SHORT_READ
    if kind == sqlite3.SQLITE_READONLY and not _may_be_written(path):
        return _of_unknown_format(path)
    if failing or kind in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return _unusable(path, path.parent, str(error))
    # SQLite quotes text that it cannot decode; what was said does not belong in an error.
    reason = "broken text" if "decode" in str(error) else str(error)
    return StoreCorrupt(f"{path} cannot be read ({reason}): run `qa build --full`")


def _of_unknown_format(path: Path) -> StoreCorrupt:
    return StoreCorrupt(f"{path} is damaged (of an unknown format): run `qa build`")


def _may_be_written(path: Path) -> bool:
    """Whether SQLite may write a file by what its header says; True where that cannot be read."""
    try:
        with path.open("rb") as file:
            header = file.read(20)
    except OSError:
        return True
    return len(header) < 20 or header[_WRITE_FORMAT] in (1, 2)


def _unusable(path: Path, folder: Path, reason: str) -> StoreUnwritable:
    """The error for a file of an index in a folder, where the system refuses it."""
    try:
        path.open("rb").close()
    except PermissionError:
        return StoreUnwritable(f"{path} cannot be read ({reason}): ask whoever built it for permission")
    except OSError:
        pass
    return StoreUnwritable(
        f"{folder} cannot be written ({reason}): see whether there is space and permission, and run `qa build`"
    )


def _connect(uri: str) -> sqlite3.Connection:
    # Transactions are begun and ended by hand; a connection goes from thread to thread, one at a time.
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=10)
    connection.row_factory = sqlite3.Row
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    # What a user deletes is overwritten, not only let go of.
    connection.execute("PRAGMA secure_delete = ON")


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreUnfinished(path.parent)
    if version != SCHEMA_VERSION:
        raise StoreVersion(
            f"{path.parent} was built by another version of qa (format {version}, this one reads {SCHEMA_VERSION}): "
            "run `qa build`"
        )
    # A column of another name is found by nothing else.
    if not declares_its_tables(connection):
        raise StoreCorrupt(f"{path} is damaged (its tables are declared otherwise): run `qa build`")
    # The version alone stands in the first page; this reads the tables' own.
    connection.execute("SELECT count(*) FROM meta").fetchone()


def declares_its_tables(connection: sqlite3.Connection) -> bool:
    """Whether a database declares the tables that a new one does, letter for letter."""
    return {tuple(row) for row in connection.execute(_DECLARED)} == _declared()


def first_page() -> bytes:
    """The first page of a new database, `PAGE_SIZE` bytes: header and declarations.

    Its tables begin at pages that depend on the order of the declarations alone, and stay there.
    """
    with closing(_empty()) as connection:
        return connection.serialize()[:PAGE_SIZE]


@cache
def _declared() -> frozenset[tuple[str, ...]]:
    with closing(_empty()) as connection:
        return frozenset(connection.execute(_DECLARED).fetchall())


def _empty() -> sqlite3.Connection:
    """A new database in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    connection.executescript(_TABLES)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A `with` block that commits at its end, and rolls back on any exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # Where the disk is full SQLite has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
