"""Looking at an index without asking it anything: its state, and a document as it stands there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa import folder as folders
from qa.addresses import Index, beside
from qa.errors import FolderEmpty, InvalidInput, SourceError, StoreCorrupt, UnreadableFile
from qa.folder import Found
from qa.models import Aside, Counts, Document, Source, Speaker, Transcript, Turn
from qa.resolution.references import resolve_documents
from qa.stores import OpenStore, open_store
from qa.transcripts import read

if TYPE_CHECKING:
    from qa.store.reader import Snapshot

_TRIED = 8_000_000
"""Bytes of files not yet indexed that are read to see whether they can be."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as indexed, or some turns of it.

    Attributes:
        turns: those asked for, in order.
        asides: what stands between them that nobody said.
        focus: index of the turn asked for, None where the whole was.
        changed: the file is no longer what was indexed.
    """

    document: Document
    turns: tuple[Turn, ...]
    asides: tuple[Aside, ...]
    focus: int | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """What the next build would do to the index.

    Attributes:
        unreadable: path and reason of what is not indexed and cannot be: another build would not change that.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index.

    Attributes:
        bytes: size on disk; None where that is a server's business.
        damaged: derived files that are not what they should be.
        disagrees: why the stores do not hold the same passages, and what to do; None where they do, or where files
            are damaged.
        pending: what has changed in the folder since; None where the folder is gone, or cannot be read.
    """

    index: Index
    seeds: Path
    generation: int
    built: str
    model: str
    passage_tokens: int
    counts: Counts
    documents: tuple[Document, ...]
    speakers: tuple[Speaker, ...]
    bytes: int | None
    damaged: tuple[str, ...]
    disagrees: str | None
    pending: Pending | None


def open_document(index: Index, name: str, turn: int | None = None, context: int = 2) -> DocumentView:
    """A document of an index that is opened for it. Arguments and errors as for `view_document`, and StoreError."""
    with closing(open_store(index)) as store, store.snapshot(search=False) as snapshot:
        return view_document(snapshot, name, turn, context)


def view_document(snapshot: Snapshot, name: str, turn: int | None = None, context: int = 2) -> DocumentView:
    """A document, whole, or `turn` with `context` turns before and after it.

    Raises:
        UnknownDocument: there is none by that name.
        InvalidInput: it has no such turn, or the name means several.
    """
    corpus = snapshot.corpus
    paths = resolve_documents([folders.inside(snapshot.seeds, name)], corpus.documents())
    if len(paths) > 1:
        raise InvalidInput(f"{name!r} means {len(paths)} documents, say which: {', '.join(paths[:5])}")
    document = corpus.document(paths[0])
    if turn is not None and not 0 <= turn < document.turns:
        raise InvalidInput(f"{document.document} has turns 0 to {document.turns - 1}, no turn {turn}")
    # A number far beyond the last turn is none that a database can hold.
    last_turn = document.turns - 1
    first, last = (0, None) if turn is None else (max(0, turn - context), min(turn + context, last_turn))
    turns = tuple(corpus.turns(document.document, first, last))
    end = turns[-1].index if turns and turn is not None else document.turns
    asides = tuple(a for a in corpus.asides(document.document) if first <= a.before_turn <= end)
    changed = folders.has_changed(snapshot.seeds, corpus.source(document.document))
    return DocumentView(document, turns, asides, turn, changed)


def inspect(index: Index) -> Status:
    """The state of an index. Raises StoreMissing, StoreVersion, StoreCorrupt."""
    with closing(open_store(index)) as store, store.snapshot(search=False) as snapshot:
        corpus = snapshot.corpus
        documents = corpus.documents()
        damaged = tuple(store.damaged_files())
        return Status(
            index=index,
            seeds=snapshot.seeds,
            generation=snapshot.generation,
            built=snapshot.built,
            model=snapshot.settings.model,
            passage_tokens=snapshot.settings.passage_tokens,
            counts=corpus.counts(),
            documents=tuple(documents),
            speakers=tuple(corpus.speakers()),
            bytes=store.size(),
            damaged=damaged,
            disagrees=None if damaged else _disagreement(store),
            pending=_pending(snapshot.seeds, index, {d.document: corpus.source(d.document) for d in documents}),
        )


def _disagreement(store: OpenStore) -> str | None:
    """Opened for search, the index compares what its stores hold with one another."""
    try:
        with store.snapshot():
            return None
    except StoreCorrupt as error:
        return str(error)


def survey(folder: Path) -> tuple[list[Transcript], list[UnreadableFile]]:
    """Every file of a folder as it is understood, by name, and those that are not.

    Raises:
        FolderMissing, FolderEmpty: there is nothing to look at.
    """
    found, unreadable = folders.scan(folder, folder / "index")
    transcripts: list[Transcript] = []
    for one in found:
        try:
            transcripts.append(read(one.path, one.document))
        except UnreadableFile as error:
            unreadable.append(UnreadableFile(one.document, error.reason))
    return transcripts, unreadable


def _pending(seeds: Path, index: Index, known: dict[str, Source]) -> Pending | None:
    try:
        found, unreadable = folders.scan(seeds, *beside(index))
    except FolderEmpty:
        found, unreadable = [], []
    except SourceError:
        return None
    present, closed = {one.document for one in found}, {error.path for error in unreadable}
    added = [one for one in found if one.document not in known]
    refused = {str(error.path): error.reason for error in unreadable if str(error.path) not in known}
    refused |= _refused(added)
    return Pending(
        added=tuple(one.document for one in added if one.document not in refused),
        changed=tuple(
            one.document for one in found if one.document in known and folders.has_changed(seeds, known[one.document])
        ),
        removed=tuple(sorted(one for one in set(known) - present if not folders.lies_in(one, closed))),
        unreadable=tuple(sorted(refused.items())),
    )


def _refused(added: Sequence[Found]) -> dict[str, str]:
    """Of files that are not indexed, those that no build can read, and why: as many are tried as take a moment."""
    refused: dict[str, str] = {}
    tried = 0
    for one in added:
        tried += one.size
        if tried > _TRIED:
            break
        try:
            read(one.path, one.document)
        except UnreadableFile as error:
            refused[one.document] = error.reason
    return refused
