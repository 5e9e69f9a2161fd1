"""Looking for damage before anything is written: the seal, and every row that carries a checksum if that is asked."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qa.errors import StoreCorrupt, StoreMissing
from qa.store.corpus import Known, SqliteCorpus
from qa.store.records import check_passage
from qa.store.schema import closed_on_error, guarded, open_for_writing
from qa.store.sealing import check_seal


def open_sound(path: Path, *, thorough: bool) -> sqlite3.Connection:
    """An existing database, open for writing; `thorough` reads all that is published.

    Vectors are left out: each is checked when it is needed, and encoded again where it is damaged.

    Raises:
        StoreMissing: there is none, or an empty one that a killed build left.
        StoreVersion: another version of qa wrote it.
        StoreCorrupt: something is not as it was written.
    """
    if not path.is_file():
        raise StoreMissing(f"there is no index in {path.parent}")
    connection = open_for_writing(path)
    with closed_on_error(connection), guarded(path):
        check_seal(connection)
        if thorough:
            _audit(connection, path)
    return connection


def _audit(connection: sqlite3.Connection, path: Path) -> None:
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise StoreCorrupt(f"{path} is damaged ({str(verdict).splitlines()[0]})")
    corpus = SqliteCorpus(connection, path, 0, Known())
    for document in corpus.documents():
        corpus.turns(document.document)
        corpus.asides(document.document)
    corpus.speakers()
    passages = 0
    for row in connection.execute(
        "SELECT p.* FROM documents d JOIN passages p"
        " ON p.id BETWEEN d.first_passage AND d.first_passage + d.passages - 1 WHERE d.state = 'live'"
    ):
        check_passage(row, "a document")
        passages += 1
    if passages != sum(document.passages for document in corpus.documents()):
        raise StoreCorrupt(f"{path} is damaged (passages are missing)")
