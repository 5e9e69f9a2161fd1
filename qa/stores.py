"""Opens an index by its address, in this machine's own store or in Milvus: nothing above knows which it is."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from qa.addresses import Collection, Index
from qa.protocols import IndexWriter
from qa.store import reader, writer

if TYPE_CHECKING:
    from qa.models import Source
    from qa.sharding import Shard
    from qa.store.reader import Snapshot
    from qa.store.records import BuildSettings


class OpenStore(Protocol):
    """An index opened for reading. Safe to share between threads."""

    def snapshot(self, *, search: bool = True) -> AbstractContextManager[Snapshot]:
        """Pin one generation until the block ends; `search=False` leaves its vectors unloaded."""

    def damaged_files(self) -> list[str]:
        """Derived files that are not what they should be."""

    def size(self) -> int | None:
        """Bytes on disk, where that can be known."""

    def close(self) -> None:
        """Let go of it; it cannot be used afterwards."""


class OpenWriter(IndexWriter, Protocol):
    """An index opened for building, from `with` to its end.

    Attributes:
        repaired: what was found damaged and is being rebuilt, for the user.
        number_type: that the last vectors were computed in, to be recorded.
    """

    repaired: list[str]
    number_type: str | None

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def published(self) -> BuildSettings | None:
        """What the published generation was built with; None where there is none, or by another version."""

    def sources(self, state: str = "live") -> dict[str, Source]:
        """The files behind the documents that are `live` or `staged`, by document."""

    def touch(self, source: Source) -> None:
        """Remember new times of a file whose bytes are the same."""

    def renew_derived(self) -> None:
        """Have derived files written anew at the next publication."""

    def passage_count(self) -> int:
        """How many passages the published documents have."""


def open_store(index: Index) -> OpenStore:
    """For reading. Raises StoreError."""
    if isinstance(index, Collection):
        from qa.milvus.reader import MilvusStore

        return MilvusStore(index)
    return reader.Store(index)


def open_writer(index: Index, settings: BuildSettings, shard: Shard, *, check: bool = False) -> OpenWriter:
    """For building one shard of the folder. Raises StoreError, InvalidInput."""
    if isinstance(index, Collection):
        from qa.milvus.writer import MilvusWriter

        return MilvusWriter(index, settings, shard)
    return writer.StoreWriter(index, settings, check=check)


def recorded_settings(index: Index) -> BuildSettings | None:
    """What an index was built with; None where there is none that this version can read. Raises StoreError."""
    if isinstance(index, Collection):
        from qa.milvus import reader as milvus

        return milvus.recorded_settings(index)
    return reader.recorded_settings(index)
