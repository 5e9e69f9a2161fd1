"""Building: folder, changed files, transcripts, passages, vectors, store."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from qa import folder as folders
from qa import tokens
from qa.addresses import beside
from qa.chunking import CHUNKER_VERSION, Size, passages
from qa.config import DEFAULT_MODEL, DEFAULT_PASSAGE_TOKENS, Settings
from qa.embedding import SentenceTransformerEmbedder
from qa.errors import FolderEmpty, InvalidInput, SourceError, UnreadableFile
from qa.folder import Found
from qa.lexical.analysis import ANALYSIS_VERSION
from qa.models import Passage, Source, Transcript
from qa.sharding import WHOLE, Shard
from qa.store.records import BuildSettings
from qa.stores import OpenWriter, open_writer, recorded_settings
from qa.transcripts import READER_VERSION, read

if TYPE_CHECKING:
    from qa.protocols import Embedder, IndexWriter

# So many passages are encoded between two looks at the clock and two commits.
_SLICE = 128
# So many are gathered, from many files, to be sorted by length: passages of one length waste no padding.
_GATHER = 1024


class Stage(StrEnum):
    """What a build is doing, in words for the user."""

    WAITING = "waiting for another build to end"
    LOOKING = "looking"
    LOADING = "loading the model"
    READING = "reading and encoding"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """How far a build has come.

    Attributes:
        stage: what is being done.
        fraction: of the whole, 0 to 1.
        encoded: passages encoded so far.
        document: the file last begun.
    """

    stage: Stage
    fraction: float = 0.0
    encoded: int = 0
    document: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        added: documents that are new, by path.
        changed: documents that were indexed before and were read anew.
        removed: documents whose file is gone.
        unchanged: how many stayed as they were.
        skipped: path and reason of each file or folder that could not be read; what was indexed before stays so.
        encoded: passages that went through the model; the others were known.
        documents: how many documents the index now holds.
        passages: how many passages.
        generation: which published state this is.
        seconds: how long it took.
        notes: why all was rebuilt, what was repaired, which documents hold the same.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    skipped: tuple[tuple[str, str], ...]
    encoded: int
    documents: int
    passages: int
    generation: int
    seconds: float
    notes: tuple[str, ...] = ()


ProgressCallback = Callable[[BuildProgress], None]


def build_index(
    settings: Settings,
    *,
    full: bool = False,
    progress: ProgressCallback | None = None,
    embedder: Embedder | None = None,
    allow_empty: bool = False,
    shard: Shard = WHOLE,
) -> BuildReport:
    """Bring the index up to date with the folder. A file costs something only when it has changed.

    Args:
        settings: folder, index, model and passage size; where model or size is None, what the index has is kept.
        full: read every file again, check the database, and write the derived files anew. Vectors whose text and
            model are the same are kept.
        progress: called often, from this thread.
        embedder: instead of the one that the settings name.
        allow_empty: publish an index of nothing where the folder holds nothing, which else is taken for a mistake.
        shard: only the documents that are this part's are looked at; what other builders have done stays.

    Raises:
        InvalidInput: the index is to stand in the folder of transcripts itself.
        FolderMissing, FolderEmpty: nothing to index; the index stays as it is.
        SourceError: the model has changed, and a file that is indexed cannot be read; the index stays as it is.
        ModelError: the model cannot be found or loaded.
        StoreBusy: another build is at work.
    """
    begun = time.monotonic()
    tell = progress or (lambda _: None)
    tell(BuildProgress(Stage.LOOKING))
    if settings.folder.resolve() == settings.home.resolve():
        raise InvalidInput(f"{settings.index} cannot be both the transcripts and the index: give another --index")
    found, unreadable = _look(settings, allow_empty)
    recorded = recorded_settings(settings.index)
    if embedder is None:
        embedder = SentenceTransformerEmbedder(settings.model or (recorded.model if recorded else DEFAULT_MODEL))
    wanted = BuildSettings(
        model=embedder.name,
        fingerprint=embedder.fingerprint,
        passage_tokens=settings.passage_tokens or (recorded.passage_tokens if recorded else DEFAULT_PASSAGE_TOKENS),
        readers=READER_VERSION,
        chunker=CHUNKER_VERSION,
        analysis=ANALYSIS_VERSION,
    )
    with open_writer(settings.index, wanted, shard, check=full) as writer:
        live = {document: source for document, source in writer.sources().items() if shard.holds(document)}
        if any(os.path.isfile(settings.folder / one) for one in live.keys() - {one.document for one in found}):
            # Another build took it in after the look at the folder, and it would count as gone.
            found, unreadable = _look(settings, allow_empty)
        # A folder that cannot be read belongs to one part by its name; what lies in it, to all.
        closed = frozenset(one.path for one in unreadable)
        found = [one for one in found if shard.holds(one.document)]
        unreadable = [one for one in unreadable if shard.holds(one.path)]
        # Of a folder that is shared out, a part may well hold nothing.
        allow_empty = allow_empty or shard.count > 1
        build = _Build(writer, wanted, embedder, live, found, unreadable, closed, full, tell, shard, allow_empty)
        return build.run(settings, begun)


def _look(settings: Settings, allow_empty: bool) -> tuple[list[Found], list[UnreadableFile]]:
    """What `folder.scan` finds; nothing of an empty folder where that is allowed. Raises FolderEmpty."""
    try:
        return folders.scan(settings.folder, *beside(settings.index))
    except FolderEmpty as error:
        if allow_empty:
            return [], []
        if recorded_settings(settings.index):
            raise FolderEmpty(f"{error}; what is indexed stays: to be rid of it, delete {settings.index}") from None
        raise


@dataclass(slots=True)
class _Work:
    """A file read and cut, waiting for its vectors."""

    source: Source
    transcript: Transcript
    passages: list[Passage]
    size: int


@dataclass(slots=True)
class _Build:
    writer: OpenWriter
    wanted: BuildSettings
    embedder: Embedder
    live: dict[str, Source]
    found: list[Found]
    unreadable: list[UnreadableFile]
    closed: frozenset[str]
    full: bool
    tell: ProgressCallback
    shard: Shard
    allow_empty: bool = False
    encoded: int = 0
    done_bytes: float = 0.0
    total_bytes: int = 0
    notes: list[str] = field(default_factory=list)

    def run(self, settings: Settings, begun: float) -> BuildReport:
        writer, live = self.writer, self.live
        self.notes += [f"repaired: {line}" for line in writer.repaired]
        published = writer.published
        reason = published.why_not(self.wanted) if published else None
        if reason:
            self.notes.append(f"everything is rebuilt: {reason}")
        if reason and self.shard.count > 1:
            raise InvalidInput(
                f"{settings.index} has to be rebuilt ({reason}), and its parts would not fit together meanwhile: "
                "build into another index, or without --shard"
            )
        todo = self._todo(rebuild=self.full or reason is not None)
        # A build that was killed may have staged what has been changed back since: that must not be published.
        wanted = {one.document: source.sha256 for one, source in todo}
        for document, source in self._own(writer.sources("staged")).items():
            if wanted.get(document) != source.sha256:
                writer.unstage(document)
        present = {one.document for one in self.found} | {error.path for error in self.unreadable}
        present |= {document for document in live if folders.lies_in(document, self.closed)}
        removed = sorted(set(live) - present)
        emptied = self.allow_empty and not present
        if not self.found and not set(live) & present and not emptied:
            raise folders.nothing(settings.folder, self.unreadable)
        staying = set(live) - set(removed)
        self._refuse_to_mix(published, staying - {one.document for one, _ in todo})
        for document in removed:
            writer.delete(document)

        self.total_bytes = sum(one.size for one, _ in todo) or 1
        changed_documents = self._stage(todo)
        staged = writer.sources("staged")
        if not staged and not staying and not emptied:
            raise folders.nothing(settings.folder, self.unreadable)
        # A file may have turned out to be unreadable only now.
        self._refuse_to_mix(published, staying - staged.keys())
        if self.full:
            writer.renew_derived()
        self.tell(BuildProgress(Stage.PUBLISHING, 1.0, self.encoded))
        generation = writer.publish(str(settings.folder.resolve()))
        now = self._own(writer.sources())
        self.notes += folders.copies(now.values())
        return BuildReport(
            added=tuple(document for document in changed_documents if document not in live),
            changed=tuple(document for document in changed_documents if document in live),
            removed=tuple(removed),
            unchanged=len(now) - len(changed_documents),
            skipped=tuple((error.path, error.reason) for error in self.unreadable),
            encoded=self.encoded,
            documents=len(now),
            passages=writer.passage_count(),
            generation=generation,
            seconds=time.monotonic() - begun,
            notes=tuple(self.notes),
        )

    def _refuse_to_mix(self, published: BuildSettings | None, staying: set[str]) -> None:
        """Raises SourceError where these documents would keep vectors of another model than all the others."""
        if not staying or published is None or published.fingerprint == self.wanted.fingerprint:
            return
        named = ", ".join(sorted(staying)[:3]) + (f" and {len(staying) - 3} more" if len(staying) > 3 else "")
        raise SourceError(
            f"{published.why_not(self.wanted)}, and of what is indexed {named} cannot be read: make it readable "
            "or remove it from the folder, and run `qa build` again; until then the index stays as it was"
        )

    def _own(self, sources: dict[str, Source]) -> dict[str, Source]:
        return {document: source for document, source in sources.items() if self.shard.holds(document)}

    def _todo(self, *, rebuild: bool) -> list[tuple[Found, Source]]:
        """The files whose bytes are not those that were indexed."""
        todo: list[tuple[Found, Source]] = []
        for one in self.found:
            known = self.live.get(one.document)
            if known and not rebuild and known.stat == one.stat:
                continue
            try:
                source = folders.source(one)
            except UnreadableFile as error:
                self.unreadable.append(error)
                continue
            if known and not rebuild and known.sha256 == source.sha256:
                self.writer.touch(source)
                continue
            todo.append((one, source))
        return todo

    def _stage(self, todo: list[tuple[Found, Source]]) -> list[str]:
        """Read, cut, encode and stage; the documents staged now or by a build that was killed."""
        staged = {} if self.full else self.writer.sources("staged")
        documents: list[str] = []
        gathered: list[_Work] = []
        waiting = 0
        for work in self._read(todo, staged, documents):
            gathered.append(work)
            waiting += len(work.passages)
            if waiting >= _GATHER:
                documents += self._encode(gathered)
                gathered, waiting = [], 0
        documents += self._encode(gathered)
        return sorted(documents)

    def _read(
        self, todo: list[tuple[Found, Source]], staged: dict[str, Source], documents: list[str]
    ) -> Iterator[_Work]:
        size: Size | None = None
        for one, source in todo:
            kept = staged.get(one.document)
            if kept and kept.sha256 == source.sha256:
                documents.append(one.document)
                self.done_bytes += one.size
                continue
            self._tell(one.document)
            try:
                transcript = read(one.path, one.document)
                if folders.fingerprint(one.path.stat()) != one.stat:
                    raise UnreadableFile(one.document, "it is being written: run `qa build` when it is finished")
            except (UnreadableFile, OSError) as error:
                reason = error.reason if isinstance(error, UnreadableFile) else error.strerror or "it went away"
                self.unreadable.append(UnreadableFile(one.document, reason))
                continue
            if size is None:
                self.tell(BuildProgress(Stage.LOADING, self.done_bytes / self.total_bytes, self.encoded))
                size = Size(
                    self.wanted.passage_tokens, tokens.counts, self.embedder.max_tokens, self.embedder.count_tokens
                )
            yield _Work(source, transcript, passages(transcript, size), one.size)

    def _encode(self, gathered: list[_Work]) -> list[str]:
        # Whatever the store: all that this needs is what the protocol says.
        writer: IndexWriter = self.writer
        missing = writer.missing([passage for work in gathered for passage in work.passages])
        missing.sort(key=lambda passage: len(passage.text), reverse=True)
        share = sum(work.size for work in gathered) / max(1, len(missing))
        for start in range(0, len(missing), _SLICE):
            part = missing[start : start + _SLICE]
            embedded, spans = [one.embedded for one in part], [one.spans for one in part]
            writer.keep(part, *self.embedder.encode_spans(embedded, spans))
            self.writer.number_type = self.embedder.number_type
            self.encoded += len(part)
            self.done_bytes += share * len(part)
            self._tell(gathered[-1].source.document)
        for work in gathered:
            writer.upsert(work.source, work.transcript, work.passages)
        return [work.source.document for work in gathered]

    def _tell(self, document: str) -> None:
        fraction = min(1.0, self.done_bytes / self.total_bytes)
        self.tell(BuildProgress(Stage.READING, fraction, self.encoded, document))
