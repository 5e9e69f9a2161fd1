"""What all sessions share: the index, opened when first needed, its folder and its rebuilding. Knows no page."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.addresses import beside
from qa.answering.tallies import without_doubles
from qa.assistant import Assistant, growing
from qa.config import Settings
from qa.errors import QAError, SourceError
from qa.folder import scan
from qa.indexing import BuildProgress, BuildReport, ProgressCallback, Stage, build_index
from qa.models import Answer, Counts, Document, Scope, Speaker
from qa.web.examples import examples
from qa.web.journal import timed
from qa.web.problems import explained, is_empty
from qa.web.shelf import trash
from qa.web.shelf.building import Builds
from qa.web.shelf.placing import copied
from qa.web.shelf.trash import Removed
from qa.web.shelf.uploads import Dropped, discard, receive
from qa.workers import Workers

if TYPE_CHECKING:
    from qa.protocols import Embedder


@dataclass(frozen=True, slots=True)
class Overview:
    """What is indexed, for header, filters and examples.

    Attributes:
        generation: which published state this is; None where there is no index that can be read.
        problem: why there is none, and what to do on the page; None otherwise.
        empty: there is none because nothing is in the library.
        waiting: how many files stand in the folder of transcripts where nothing was ever indexed.
        documents: by path.
        speakers: those who say most first, each once however the label is printed.
        counts: how much there is.
        examples: questions that the transcripts answer.
    """

    generation: int | None = None
    problem: str | None = None
    empty: bool = False
    waiting: int = 0
    documents: tuple[Document, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    counts: Counts | None = None
    examples: tuple[str, ...] = ()


class Library:
    """One index and the folder it is built from. Safe to share between threads."""

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        """Args: where everything is, and the embedder to use instead of the one that the index names."""
        self.settings = settings
        self.builds = Builds()
        self._given = embedder
        self._lock = threading.Lock()
        self._opened: Assistant | None = None
        # Another process can open a folder, and a model by its name.
        self._workers: Workers | None = None
        if embedder is None and isinstance(settings.index, Path) and settings.workers != 0:
            self._workers = Workers(settings.index, settings.workers)
        self._overview = Overview()
        self._folder = threading.Lock()
        self._building = threading.Lock()
        self._waiting: Path | None = None

    def assistant(self) -> Assistant:
        """The index, opened. Raises QAError where it cannot be; a later call tries again."""
        with self._lock:
            if self._opened is None:
                self._opened = Assistant.open(self.settings.index, embedder=self._given)
            return self._opened

    def ask(self, question: str, **arguments: Any) -> Answer:
        """The answer, by this process or one beside it. Arguments and errors as for `Assistant.ask`."""
        assistant = self.assistant()
        if self._workers is None or assistant.writes:
            return assistant.ask(question, **arguments)
        return self._workers.ask(assistant, question, **arguments)

    def stream(self, question: str, **arguments: Any) -> Iterator[Answer]:
        """The answer growing, likewise. Arguments and errors as for `Assistant.stream`."""
        assistant = self.assistant()
        return assistant.stream(question, **arguments) if assistant.writes else growing(self.ask(question, **arguments))

    def close(self) -> None:
        """Close the index, and forget what was dropped and not added."""
        if self._workers is not None:
            self._workers.close()
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None
            if self._waiting is not None:
                shutil.rmtree(self._waiting, ignore_errors=True)
                self._waiting = None

    def overview(self) -> Overview:
        """What is indexed now; computed once a generation."""
        try:
            with self.assistant().snapshot(search=False) as snapshot:
                generation = snapshot.generation
                if self._overview.generation == generation:
                    return self._overview
                corpus = snapshot.corpus
                documents = tuple(corpus.documents())
                self._overview = Overview(
                    generation=generation,
                    empty=not documents,
                    documents=documents,
                    speakers=tuple(without_doubles(corpus.speakers())),
                    counts=corpus.counts(),
                    examples=tuple(examples(corpus)),
                )
                return self._overview
        except QAError as error:
            empty = is_empty(error)
            return Overview(problem=explained(error), empty=empty, waiting=self._in_folder() if empty else 0)

    def _in_folder(self) -> int:
        try:
            return len(scan(self.settings.folder, *beside(self.settings.index))[0])
        except QAError:
            return 0

    def seeds(self) -> Path:
        """The folder that the settings name; where they name none, the one that the index was built from.

        Another folder would take every transcript out of the index.
        """
        if self.settings.seeds is not None:
            return self.settings.seeds
        try:
            with self.assistant().snapshot(search=False) as snapshot:
                return snapshot.seeds
        except QAError:
            return self.settings.folder

    def spoken(self, document: str | None) -> tuple[Speaker, ...]:
        """Who speaks how much, those who say most first, in one document or in all. Raises QAError."""
        with self.assistant().snapshot(search=False) as snapshot:
            found = snapshot.corpus.speakers(Scope(documents=(document,) if document else ()))
            return tuple(without_doubles(found))

    def receive(self, upload: Path, given: str, others: Sequence[Dropped]) -> Dropped:
        """Read a file that was uploaded, and keep it until it is added or discarded; `others` wait already."""
        with self._lock:
            if self._waiting is None:
                self._waiting = Path(tempfile.mkdtemp(prefix="qa-dropped-"))
            waiting = self._waiting
        return receive(upload, given, waiting, self.seeds(), self.settings.home, others)

    def add(self, dropped: Dropped, *, over: bool = False) -> str:
        """Put a file that waits into the folder; its path there. The next build indexes it.

        Args:
            dropped: the file.
            over: its namesake is removed, and can be put back.

        Raises:
            SourceError: the folder cannot be written, or the file waits no more; the namesake is in its place then.
        """
        if dropped.path is None or not dropped.path.is_file():
            raise SourceError("it does not wait any more: drop it again")
        seeds, home = self.seeds(), self.settings.home
        replaced = dropped.namesake if over else None
        name = replaced or dropped.name
        # The new one lies ready before the old one goes: what is most likely to fail, fails first.
        with self._folder, copied(dropped.path, seeds, name) as show:
            former = trash.remove(seeds, home, replaced, self._title(replaced)) if replaced is not None else None
            try:
                document = show()
            except SourceError:
                if former is not None:
                    trash.restore(seeds, home, former.token)
                raise
        discard(dropped)
        return document

    def remove(self, document: str) -> Removed | None:
        """Take a document out of the folder; None where it is gone already. Raises SourceError, InvalidInput."""
        with self._folder:
            return trash.remove(self.seeds(), self.settings.home, document, self._title(document))

    def removed(self) -> list[Removed]:
        """What can be put back, the last removed first."""
        return trash.removed(self.settings.home)

    def restore(self, token: str) -> tuple[Removed, str]:
        """Put a removed document back; it, and its path now. Raises SourceError, InvalidInput."""
        with self._folder:
            return trash.restore(self.seeds(), self.settings.home, token)

    def purge(self, token: str) -> Removed:
        """Delete a removed document for good. Raises SourceError, InvalidInput."""
        with self._folder:
            return trash.purge(self.settings.home, token)

    def rebuild(self, progress: ProgressCallback) -> BuildReport:
        """Bring the index up to date with the folder, after a build that another session has begun.

        Raises QAError, and leaves the last good index.
        """
        with ExitStack() as stack:
            if not self._building.acquire(blocking=False):
                progress(BuildProgress(Stage.WAITING))
                self._building.acquire()
            stack.callback(self._building.release)
            with timed("build"):
                return self.builds.run(self._build, progress)

    def _build(self, progress: ProgressCallback) -> BuildReport:
        seeds = self.seeds()
        settings = replace(self.settings, seeds=seeds)
        report = build_index(
            settings, progress=progress, embedder=self._loaded_model(), allow_empty=self._emptied(seeds)
        )
        with self._lock:
            broken = self._opened is not None and not _usable(self._opened)
            if broken and self._opened is not None:
                self._opened.close()
                self._opened = None
        return report

    def _emptied(self, seeds: Path) -> bool:
        """Whether all that is indexed was removed here. An empty folder may else be a mistake, and the index stays."""
        meant = {one.document for one in self.removed() if not (seeds / one.document).exists()}
        indexed = {one.document for one in self.overview().documents}
        return bool(indexed) and meant.issuperset(indexed)

    def _title(self, document: str) -> str:
        return next((one.name for one in self.overview().documents if one.document == document), document)

    def _loaded_model(self) -> Embedder | None:
        """The model in memory when the build would load the same one again; it saves seconds."""
        if self._given is not None:
            return self._given
        try:
            assistant = self.assistant()
            with assistant.snapshot(search=False) as snapshot:
                if self.settings.model in (None, snapshot.settings.model):
                    return assistant.embedder(snapshot)
        except QAError:
            # A build repairs what cannot be opened, with a model of its own.
            return None
        return None


def _usable(assistant: Assistant) -> bool:
    try:
        with assistant.snapshot():
            return True
    except QAError:
        return False
