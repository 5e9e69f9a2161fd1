"""Reading the index: open it, and pin one generation for each answer."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from qa.addresses import DATABASE
from qa.errors import StoreCorrupt, StoreError, StoreUnfinished, StoreVersion
from qa.lexical.index import LexicalIndex
from qa.store.corpus import Known, SqliteCorpus
from qa.store.derived import LEXICAL, base_names, verify
from qa.store.passages import LocalPassageIndex
from qa.store.records import BuildSettings
from qa.store.schema import guarded, is_immutable, open_for_reading
from qa.store.sealing import check_seal
from qa.store.view import View, load_view

if TYPE_CHECKING:
    from qa.protocols import Corpus, PassageIndex

# What tells a database from another of the same name; None where there is none.
_File: TypeAlias = tuple[int, ...] | None

_META = {"generation", "settings", "seeds", "built"}
_ATTEMPTS = 20
_FAILURES = 3


def recorded_settings(folder: Path) -> BuildSettings | None:
    """What the index was built with; None where there is none that this version can read."""
    try:
        connection = open_for_reading(folder / DATABASE)
    except StoreError:
        return None
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'settings'").fetchone()
        return BuildSettings.from_json(row["value"]) if row else None
    except sqlite3.Error:
        return None
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation of the index, whatever is published meanwhile.

    Attributes:
        corpus: what was said.
        index: search over passages; None where only the corpus was asked for.
        settings: what the index was built with.
        seeds: the folder it was built from.
        built: when it was published, ISO 8601 in UTC.
    """

    corpus: Corpus
    index: PassageIndex | None
    settings: BuildSettings
    seeds: Path
    built: str

    @property
    def generation(self) -> int:
        """Which published state this is."""
        return self.corpus.generation


class Store:
    """An index opened for reading. Safe to share between threads.

    A new generation is picked up by the next snapshot. SQLite decides what is visible; vectors and the lexical index
    are loaded at the first search, and again after a publication.
    """

    def __init__(self, folder: Path) -> None:
        """Raises StoreMissing, StoreVersion, StoreCorrupt."""
        self.folder = folder
        self._path = folder / DATABASE
        self._lock = threading.Lock()
        self._file = _identity(self._path)
        self._free: list[sqlite3.Connection] = []
        self._view: View | None = None
        self._looked_up: tuple[int, Known] = (-1, Known())
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._closed = False
        try:
            with self.snapshot(search=False):
                pass
        except BaseException:
            self.close()
            raise

    @contextmanager
    def snapshot(self, *, search: bool = True) -> Iterator[Snapshot]:
        """Pin one generation until the block ends.

        Args:
            search: False leaves vectors and lexical index unloaded.

        Raises:
            StoreCorrupt: a checksum does not hold.
        """
        connection, file, view = self._pinned(search)
        try:
            with guarded(self._path):
                meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
                generation = self._generation(connection)
            if "generation" not in meta:
                raise StoreUnfinished(self.folder)
            if not meta.keys() >= _META:
                raise StoreCorrupt(
                    f"{self.folder} is damaged (it does not say what it was built of): run `qa build --full`"
                )
            settings = BuildSettings.from_json(meta["settings"])
            if settings is None:
                raise StoreVersion(f"{self.folder} was built by another version of qa: run `qa build`")
            corpus = SqliteCorpus(connection, self._path, generation, self._known(connection, file, generation), view)
            index = LocalPassageIndex(connection, self._path, view) if view else None
            yield Snapshot(corpus, index, settings, Path(meta["seeds"]), meta["built"])
        finally:
            self._give(connection, file)

    def _known(self, connection: sqlite3.Connection, file: _File, generation: int) -> Known:
        """What has been looked up in this generation, shared by its snapshots."""
        with self._lock, guarded(self._path):
            if file != self._file:
                check_seal(connection)
                return Known()
            if self._looked_up[0] != generation:
                check_seal(connection)
                self._looked_up = (generation, Known())
            return self._looked_up[1]

    def damaged_files(self) -> list[str]:
        """Derived files that are not what the manifest says."""
        connection, file = self._take()
        try:
            with guarded(self._path):
                return verify(connection, self.folder)
        finally:
            self._give(connection, file)

    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def close(self) -> None:
        """Close every connection, those in use when their snapshots end.

        Whoever still holds the store, because it was replaced while a question was on its way, may go on asking;
        nothing is kept open for them.
        """
        with self._lock:
            self._closed = True
            for connection in self._free:
                connection.close()
            self._free.clear()
            self._view = None
            if self._copy is not None:
                self._copy.cleanup()
                self._copy = None

    def _take(self) -> tuple[sqlite3.Connection, _File]:
        """A connection, and which file it reads."""
        with self._lock:
            file = self._present()
            if self._free:
                return self._free.pop(), file
        return open_for_reading(self._path), file

    def _give(self, connection: sqlite3.Connection, file: _File) -> None:
        """Keep a connection for the next snapshot, unless the file that it reads has been replaced."""
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        with self._lock:
            if not self._closed and file is not None and self._present() == file and len(self._free) < 8:
                self._free.append(connection)
                return
        connection.close()

    def _present(self) -> _File:
        """Which file the database is now; all that is held of another one is forgotten. Called with the lock held."""
        file = _identity(self._path)
        if file != self._file:
            # The index was deleted, and perhaps built again: the old file lives on in open connections only. Or it
            # was built on where only others may write.
            while self._free:
                self._free.pop().close()
            self._view, self._file = None, file
            self._looked_up = (-1, Known())
        return file

    def _pinned(self, search: bool) -> tuple[sqlite3.Connection, _File, View | None]:
        """A connection in a read transaction, the file that it reads, and for a search the view of what it sees."""
        for _ in range(_ATTEMPTS):
            connection, file = self._take()
            try:
                with guarded(self._path):
                    if not search:
                        self._begin(connection)
                        return connection, file, None
                    view = self._pin(connection, file)
            except BaseException:
                self._give(connection, file)
                raise
            if view is not None:
                return connection, file, view
            self._give(connection, file)
        raise StoreCorrupt(f"{self.folder} changes faster than it can be opened: try again")

    @staticmethod
    def _begin(connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN")
        connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()

    def _pin(self, connection: sqlite3.Connection, file: _File) -> View | None:
        """Begin a read transaction and return the view of the same generation; None where the file was replaced."""
        failures = 0
        for _ in range(_ATTEMPTS):
            self._begin(connection)
            generation = self._generation(connection)
            with self._lock:
                if self._present() != file:
                    return None
                if self._view is not None and self._view.generation == generation:
                    return self._view
                try:
                    view = self._load(connection, generation)
                except StoreCorrupt:
                    # A build may have replaced a file between the manifest and the look at it; damage stays.
                    failures += 1
                    if failures == _FAILURES and self._present() == file:
                        raise
                    time.sleep(0.05)
                    continue
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                # The lexical index was opened somewhere between two looks at the generation. When both are the same,
                # it holds all that was published then: a build adds before it publishes and removes after. Files that
                # were opened beside another database are no view of this one.
                if self._generation(connection) == generation and self._present() == file:
                    self._view = view
        raise StoreCorrupt(f"{self.folder} changes faster than it can be opened: try again")

    def _load(self, connection: sqlite3.Connection, generation: int) -> View:
        row = connection.execute("SELECT value FROM meta WHERE key = 'dimension'").fetchone()
        dimension = int(row["value"]) if row else 1
        if self._view is None:
            self._check_files(connection)
        view = load_view(
            connection, self.folder, generation, self._view, self._open_lexical(), base_names(connection), dimension
        )
        if len(view.lexical) < view.published_count:
            raise StoreCorrupt(f"{self.folder / LEXICAL} lacks passages: run `qa build`")
        if not view.is_whole:
            raise StoreCorrupt(
                f"{self.folder} holds {view.expected_count:,} passages and vectors of {view.published_count:,}: "
                "run `qa build --full`"
            )
        return view

    def _check_files(self, connection: sqlite3.Connection) -> None:
        damaged = verify(connection, self.folder, thorough=False)
        if damaged:
            raise StoreCorrupt(f"{self.folder}/{damaged[0]} is damaged: run `qa build`, it encodes nothing again")

    def _open_lexical(self) -> LexicalIndex:
        folder = self.folder / LEXICAL
        try:
            return LexicalIndex(folder)
        except StoreCorrupt:
            if os.access(folder, os.W_OK) or not (folder / "meta.json").is_file():
                raise
            # tantivy wants to make a lock file beside its index: where the folder cannot be written, a copy can.
            if self._copy is not None:
                self._copy.cleanup()
            self._copy = tempfile.TemporaryDirectory(prefix="qa-", ignore_cleanup_errors=True)
            try:
                # Not `copytree`: it would copy as well that nobody may write there.
                (copied := Path(self._copy.name) / LEXICAL).mkdir()
                for file in folder.iterdir():
                    shutil.copyfile(file, copied / file.name)
            except OSError as error:
                # A build may be at work on it.
                raise StoreCorrupt(
                    f"{folder} cannot be copied to {self._copy.name}: try again, or see whether there is space, "
                    "and permission to read it"
                ) from error
            return LexicalIndex(copied)

    @staticmethod
    def _generation(connection: sqlite3.Connection) -> int:
        row = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
        return int(row["value"]) if row else 0


def _identity(path: Path) -> _File:
    try:
        status = path.stat()
    except OSError:
        return None
    file = status.st_dev, status.st_ino
    # Who reads it as one that nobody writes sees no new generation in it.
    return (*file, status.st_size, status.st_mtime_ns) if is_immutable(path) else file
