"""Every error a user can meet.

    QAError
    ├── InvalidInput            a value that cannot be used: -k 0, a bad date, an unreadable setting
    │   ├── UnknownSpeaker      no speaker by that name in the index
    │   └── UnknownDocument     no document by that name in the index
    ├── SourceError             something about the transcripts on disk
    │   ├── FolderMissing
    │   ├── FolderEmpty
    │   └── UnreadableFile      carries the path and the reason
    ├── ModelError              the embedding model cannot be found or loaded
    ├── GeneratorError          the language model cannot be reached, or does not answer
    └── StoreError              something about the index
        ├── StoreMissing
        │   └── StoreUnfinished     its first build has not come to its end
        ├── StoreVersion        written by another version of qa
        ├── StoreCorrupt        a checksum does not hold, or a file is not what it should be
        ├── StoreBusy           another build holds the index
        ├── StoreUnreachable    the server that holds the index does not answer
        ├── StoreUnwritable     its disk is full or fails, or it may not be written, or read
        └── DimensionMismatch   vectors of another length than the index holds

A message is one line: what is wrong, where, and what to do next.
"""

from __future__ import annotations


class QAError(Exception):
    """The root: catch this to catch everything `qa` raises on purpose."""


class InvalidInput(QAError):
    """A value given by the user cannot be used."""


class UnknownSpeaker(InvalidInput):
    """A speaker was asked for who stands nowhere in the index."""


class UnknownDocument(InvalidInput):
    """A document was asked for that is not in the index."""


class SourceError(QAError):
    """Something is wrong with the transcripts on disk."""


class FolderMissing(SourceError):
    """The folder of transcripts does not exist."""


class FolderEmpty(SourceError):
    """The folder of transcripts holds nothing that can be indexed."""


class UnreadableFile(SourceError):
    """One file cannot be read; the others still are."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str]]:
        # From another process it comes pickled; of its message alone it cannot be made again.
        return type(self), (self.path, self.reason)


class ModelError(QAError):
    """The embedding model cannot be found or loaded."""


class GeneratorError(QAError):
    """The language model cannot be reached, or does not answer as it should; extractive answers need none."""


class StoreError(QAError):
    """Something is wrong with the index."""


class StoreMissing(StoreError):
    """There is no index at that place."""


class StoreUnfinished(StoreMissing):
    """The first build of the index is at work, or was stopped."""

    def __init__(self, where: object) -> None:
        super().__init__(
            f"the first build of {where} has not finished: wait for it, or run `qa build`, which goes on from there"
        )
        self.where = str(where)

    def __reduce__(self) -> tuple[type[StoreUnfinished], tuple[str]]:
        return type(self), (self.where,)


class StoreVersion(StoreError):
    """The index was written by another version of qa."""


class StoreCorrupt(StoreError):
    """The index is damaged."""


class StoreBusy(StoreError):
    """Another build is writing the index."""


class StoreUnreachable(StoreError):
    """The server that holds the index does not answer."""


class StoreUnwritable(StoreError):
    """The disk that holds the index is full or fails, or it may not be written, or read; what was published stays."""


class DimensionMismatch(StoreError):
    """Vectors of another length than the index holds."""
