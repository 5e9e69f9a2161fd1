"""What all sessions share: the index, opened when first needed, and its rebuilding. Knows nothing of the page."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qa.assistant import Assistant
from qa.config import Settings
from qa.errors import QAError, StoreError
from qa.indexing import BuildReport, ProgressCallback, build_index
from qa.models import Counts, Document, Speaker
from qa.web.examples import examples

if TYPE_CHECKING:
    from qa.protocols import Embedder


@dataclass(frozen=True, slots=True)
class Overview:
    """What is indexed, for header, filters and examples.

    Attributes:
        generation: which published state this is; None where there is no index that can be read.
        problem: why there is none, and what to do; None otherwise.
        documents: by path.
        speakers: those who say most first.
        counts: how much there is.
        examples: questions that the transcripts answer.
    """

    generation: int | None = None
    problem: str | None = None
    documents: tuple[Document, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    counts: Counts | None = None
    examples: tuple[str, ...] = ()


class Library:
    """One index and the folder it is built from. Safe to share between threads."""

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        """Args: where everything is, and the embedder to use instead of the one that the index names."""
        self.settings = settings
        self._given = embedder
        self._lock = threading.Lock()
        self._opened: Assistant | None = None
        self._overview = Overview()

    def assistant(self) -> Assistant:
        """The index, opened. Raises StoreError where it cannot be; a later call tries again."""
        with self._lock:
            if self._opened is None:
                self._opened = Assistant.open(self.settings.index, embedder=self._given)
            return self._opened

    def close(self) -> None:
        """Close the index."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def overview(self) -> Overview:
        """What is indexed now; computed once a generation."""
        try:
            with self.assistant().snapshot(search=False) as snapshot:
                if self._overview.generation == snapshot.generation:
                    return self._overview
                corpus = snapshot.corpus
                self._overview = Overview(
                    generation=snapshot.generation,
                    documents=tuple(corpus.documents()),
                    speakers=tuple(corpus.speakers()),
                    counts=corpus.counts(),
                    examples=tuple(examples(corpus)),
                )
                return self._overview
        except StoreError as error:
            return Overview(problem=str(error))

    def seeds(self) -> Path:
        """The folder that the settings name; where they name none, the one that the index was built from.

        Another folder would take every transcript out of the index.
        """
        if self.settings.seeds != Settings().seeds:
            return self.settings.seeds
        try:
            with self.assistant().snapshot(search=False) as snapshot:
                return snapshot.seeds
        except QAError:
            return self.settings.seeds

    def rebuild(self, progress: ProgressCallback) -> BuildReport:
        """Bring the index up to date with the folder. Raises QAError, and leaves the last good index."""
        settings = replace(self.settings, seeds=self.seeds())
        report = build_index(settings, progress=progress, embedder=self._loaded_model())
        with self._lock:
            broken = self._opened is not None and not _usable(self._opened)
            if broken and self._opened is not None:
                self._opened.close()
                self._opened = None
        return report

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
