"""Reading an index in Milvus: open it, and pin one published state for each answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.addresses import Collection
from qa.errors import StoreError, StoreMissing, StoreUnfinished, StoreVersion
from qa.lexical.analysis import ANALYSIS_VERSION
from qa.milvus import catalogue, published
from qa.milvus.catalogue import Catalogue
from qa.milvus.connection import Connection
from qa.milvus.corpus import MilvusCorpus
from qa.milvus.passages import MilvusPassageIndex, Statistics
from qa.milvus.published import Published
from qa.milvus.schema import Names
from qa.store.reader import Snapshot
from qa.store.records import BuildSettings


def recorded_settings(where: Collection) -> BuildSettings | None:
    """What the index was built with; None where there is none that this version can read.

    Raises:
        StoreUnreachable, StoreBusy: it cannot be looked at.
    """
    if where.file is not None and not where.file.exists():
        return None
    connection, names = Connection(where), Names(where.name)
    try:
        return published.settings_of(published.read(connection, names)) if connection.has(names.shards) else None
    except StoreVersion:
        return None
    finally:
        connection.close()


class MilvusStore:
    """An index in Milvus opened for reading. Safe to share between threads."""

    def __init__(self, where: Collection) -> None:
        """Raises StoreMissing, StoreVersion, StoreUnreachable, StoreBusy."""
        self.where = where
        self._names = Names(where.name)
        if where.file is not None and not where.file.exists():
            raise self._missing()
        self._connection = Connection(where)
        self._lock = threading.Lock()
        self._pinned: tuple[dict[int, Published], Catalogue, Statistics] | None = None
        try:
            with self.snapshot(search=False):
                pass
        except StoreError:
            self._connection.close()
            raise

    @contextmanager
    def snapshot(self, *, search: bool = True) -> Iterator[Snapshot]:
        """Pin one published state until the block ends: two publications of a shard later its rows may be gone.

        Args:
            search: False leaves the passages alone.
        """
        if not self._connection.has(self._names.shards):
            raise self._missing()
        shards = published.read(self._connection, self._names)
        if not shards:
            raise StoreUnfinished(self.where)
        settings = {one.settings for one in shards.values()}
        found = published.settings_of(shards) if len(settings) == 1 else None
        if found is None:
            raise StoreVersion(f"{self.where} was built by other versions of qa or models: build it again")
        known, statistics = self._pin(shards)
        index = MilvusPassageIndex(self._connection, self._names, known, statistics)
        # One of another version lacks words until it is built again.
        tells = found.analysis == ANALYSIS_VERSION
        corpus = MilvusCorpus(self._connection, self._names, known, index, tells=tells)
        newest = max(shards.values(), key=lambda one: one.built)
        yield Snapshot(corpus, index if search else None, found, Path(newest.seeds), newest.built)

    def damaged_files(self) -> list[str]:
        """None that we know of: Milvus verifies what it keeps."""
        return []

    def size(self) -> int | None:
        """Bytes of a file; None for a server, which keeps that to itself."""
        file = self.where.file
        return sum(one.stat().st_size for one in file.rglob("*") if one.is_file()) if file is not None else None

    def close(self) -> None:
        """Let go of the connection; the store cannot be used afterwards."""
        self._connection.close()

    def _pin(self, shards: dict[int, Published]) -> tuple[Catalogue, Statistics]:
        generations = {number: one.generation for number, one in shards.items()}
        with self._lock:
            # A collection that was dropped and built again has the same generations, published at another time.
            if self._pinned is None or self._pinned[0] != shards:
                held = self._pinned[1] if self._pinned else None
                sums = (sum(one.passages for one in shards.values()), sum(one.terms for one in shards.values()))
                statistics = Statistics(*sums, max(one.dimension for one in shards.values()))
                known = catalogue.load(self._connection, self._names, generations, held)
                self._pinned = shards, known, statistics
            return self._pinned[1], self._pinned[2]

    def _missing(self) -> StoreMissing:
        return StoreMissing(f"there is no index in {self.where}: run `qa build`")
