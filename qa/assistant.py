"""One object for an index: ask, retrieve, look things up. Safe to share between threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from qa import answering, folder
from qa.addresses import Collection, Index, absolute
from qa.answering import whois
from qa.config import Settings
from qa.conversation import followup
from qa.embedding import SentenceTransformerEmbedder
from qa.errors import InvalidInput, ModelError, UnknownDocument
from qa.evaluation import Evaluation, Question, evaluate
from qa.extraction.verifier import ShippedVerifier
from qa.generation import llm
from qa.generation.writing import written
from qa.models import Answer, Citation, Hit, Scope
from qa.patterns import compile_all
from qa.ranking.reranking import CrossEncoderReranker
from qa.resolution import spelling
from qa.resolution.filters import Date, Names, day, several
from qa.resolution.names import resolve_speakers, several_people, speakers_meant
from qa.resolution.references import resolve_documents
from qa.retrieval import check_question, search
from qa.stores import OpenStore, open_store

if TYPE_CHECKING:
    from qa.protocols import Embedder, Generator, Reranker, Verifier
    from qa.store.reader import Snapshot


class Assistant:
    """Answers from one index; the model and the index are loaded at the first question."""

    def __init__(
        self,
        store: OpenStore,
        embedder: Embedder | None = None,
        reranker: Reranker | None = None,
        generator: Generator | None = None,
        verifier: Verifier | None = None,
    ) -> None:
        """Put an assistant together.

        Args:
            store: the index.
            embedder: to use instead of the one that the index names.
            reranker: orders the first hits anew.
            generator: writes the answers from what was said; without one, they are made of quotes.
            verifier: reads the best sentences together with the question.
        """
        self.store = store
        self._reranker = reranker
        self._generator = generator
        self._verifier = verifier
        self._given = embedder
        self._loaded: Embedder | None = None
        self._lock = threading.Lock()
        self._process: int | None = None

    @classmethod
    def open(
        cls,
        index: str | os.PathLike[str] | Collection | None = None,
        *,
        embedder: Embedder | None = None,
        generator: Generator | None = None,
    ) -> Assistant:
        """The assistant of an index, with the reranker and the language model that the settings name, if any.

        Args:
            index: where it is; None for what `QA_INDEX` names, else `index`.
            embedder: to use instead of the one that the index names.
            generator: to use instead of the language model that the settings name.

        Raises:
            StoreMissing, StoreVersion, StoreCorrupt: the index cannot be opened.
            ModelError, GeneratorError, InvalidInput: what the settings name cannot be used.
        """
        settings = Settings.load(index=index)
        reranker, writer = models_of(settings, generator)
        # Sentences that an embedder of somebody's own ranks are not those it has learnt to read.
        verifier = ShippedVerifier() if embedder is None else None
        return cls(open_store(settings.index), embedder, reranker, writer, verifier)

    @property
    def writes(self) -> bool:
        """Whether a language model writes the answers."""
        return self._generator is not None

    def warm(self) -> None:
        """Load the index and the model before somebody asks. Errors as for `retrieve`."""
        with self.snapshot() as snapshot:
            self.embedder(snapshot).encode_queries(["ready"])
        if self._verifier:
            self._verifier.scores("ready", ["ready"])
        compile_all()

    def close(self) -> None:
        """Close the index; `with Assistant.open(…) as assistant` does at its end."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def retrieve(
        self,
        question: str,
        k: int = 8,
        *,
        speaker: Names = None,
        document: Names = None,
        after: Date = None,
        before: Date = None,
    ) -> list[Hit]:
        """The `k` places that bear most on the question, best first.

        Args:
            question: in plain language.
            k: how many, at least 1.
            speaker: name or names; a passage qualifies when it holds a turn by one of them.
            document: path, file name or title, or several.
            after: date (ISO), inclusive; undated documents fall out.
            before: likewise.

        Raises:
            InvalidInput: `k` out of range, a question that is empty, too long or no text, a bad date.
            UnknownSpeaker, UnknownDocument: a name that stands nowhere in the index.
        """
        check_question(question)
        with self.snapshot() as snapshot:
            assert snapshot.index is not None
            scope = resolve(snapshot, speaker, document, after, before)
            embedder = self.embedder(snapshot)
            return search(
                question, snapshot.corpus, snapshot.index, embedder, k=k, scope=scope, reranker=self._reranker
            )

    def remarks(self, speaker: Names) -> tuple[str, ...]:
        """What to tell the user of names given as a filter: which of them mean more than one person."""
        with self.snapshot(search=False) as snapshot:
            return _remarks(snapshot, speaker)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Answer] = (),
        speaker: Names = None,
        document: Names = None,
        after: Date = None,
        before: Date = None,
    ) -> Answer:
        """The answer, every quote verbatim, or an abstention. Arguments and errors as for `retrieve`.

        Args:
            question: in plain language.
            history: earlier answers of the conversation, as `ask` returned them, oldest first; a follow-up is
                completed from them.
            speaker: only turns by these are quoted.
            document: likewise.
            after: likewise.
            before: likewise.
        """
        *_, last = self.stream(
            question, history=history, speaker=speaker, document=document, after=after, before=before
        )
        return last

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Answer] = (),
        speaker: Names = None,
        document: Names = None,
        after: Date = None,
        before: Date = None,
    ) -> Iterator[Answer]:
        """The answer growing, by paragraphs or, where a language model writes it, by checked sentences.

        The last one is whole. Arguments and errors as for `ask`.
        """
        check_question(question)
        if not isinstance(history, Sequence) or not all(isinstance(one, Answer) for one in history):
            raise InvalidInput("history takes a list of earlier answers, as ask returned them")
        with self.snapshot() as snapshot:
            inquiry = self._inquiry(snapshot, question, history, resolve(snapshot, speaker, document, after, before))
            inquiry = replace(inquiry, notes=_remarks(snapshot, speaker))
            whole = answering.answer(inquiry)
            if self._generator is not None and not whole.abstained and whole.kind in answering.WRITTEN:
                yield from written(whole, answering.excerpts(inquiry, whole), self._generator)
                return
        yield from growing(whole)

    def _inquiry(self, snapshot: Snapshot, question: str, history: Sequence[Answer], scope: Scope) -> answering.Inquiry:
        assert snapshot.index is not None
        corpus, embedder = snapshot.corpus, self.embedder(snapshot)
        vocabulary = spelling.Vocabulary(corpus, embedder)
        # "And Blikken?" is completed as what it was meant for.
        right = spelling.corrected(question, vocabulary)
        whole = followup.standalone(right, history, whois.speaking(corpus, scope))
        right = spelling.corrected(whole, vocabulary) if whole else followup.alone(right)
        sources = answering.Sources(corpus, snapshot.index, embedder, self._reranker, self._verifier)
        before = history[-1].citations if whole and history else ()
        searched_for = whole if right in (whole, question) else right
        return answering.Inquiry(question, sources, scope, searched_for=searched_for, before=before)

    def evaluate(self, questions: Sequence[Question], progress: Callable[[int], None] | None = None) -> Evaluation:
        """Ask every question, a question's document as its filter, and measure; see `qa.evaluation`.

        Raises:
            UnknownDocument, InvalidInput: gold names a document or turns that are not in the index.
        """
        with self.snapshot(search=False) as snapshot:
            return evaluate(
                questions,
                snapshot.corpus,
                lambda question, k: self.retrieve(question.question, k, document=question.document),
                lambda question: self.ask(question.question, document=question.document),
                progress,
            )

    def check(self, citation: Citation) -> str | None:
        """None where the citation still holds, else what has changed, for the user."""
        with self.snapshot(search=False) as snapshot:
            try:
                turns = snapshot.corpus.turns(citation.document, citation.turn, citation.turn)
                source = snapshot.corpus.source(citation.document)
            except UnknownDocument:
                return f"{citation.document} is no longer in the index."
            held = turns and turns[0].text[citation.start : citation.end] == citation.quote
            if not held or turns[0].speaker != citation.speaker:
                return f"{citation.document} has changed since this answer: the quote no longer stands there."
            if folder.has_changed(snapshot.seeds, source):
                return f"The file {citation.document} has changed since it was indexed: run `qa build`."
            return None

    @contextmanager
    def snapshot(self, *, search: bool = True) -> Iterator[Snapshot]:
        """Pin one generation of the index; `search=False` leaves its vectors unloaded.

        Raises:
            InvalidInput: this process was forked from one that has used the assistant.
        """
        self._process = self._process or os.getpid()
        if self._process != os.getpid():
            # Neither the model nor the database outlives a fork: the first question would wait for ever.
            raise InvalidInput("the index was in use when this process was forked: start processes by 'spawn'")
        with self.store.snapshot(search=search) as snapshot:
            yield snapshot

    def embedder(self, snapshot: Snapshot) -> Embedder:
        """The model that the snapshot was built with.

        Raises:
            ModelError: it is not on this machine, or is another than it was.
        """
        if self._given is not None:
            embedder: Embedder = self._given
        else:
            with self._lock:
                if self._loaded is None or self._loaded.name != snapshot.settings.model:
                    self._loaded = SentenceTransformerEmbedder(snapshot.settings.model)
                embedder = self._loaded
        if embedder.fingerprint != snapshot.settings.fingerprint:
            raise ModelError(
                f"the index was built with another {snapshot.settings.model} than is on this machine: run `qa build`"
            )
        return embedder


def models_of(settings: Settings, generator: Generator | None = None) -> tuple[Reranker | None, Generator | None]:
    """The reranker and the language model that the settings name, if any; neither is loaded or called.

    Args:
        settings: where both are named.
        generator: to use instead of the language model that is named there.

    Raises:
        ModelError, InvalidInput: what the settings name cannot be used.
    """
    reranker = CrossEncoderReranker(settings.reranker) if settings.reranker else None
    return reranker, generator or llm.from_settings(settings)


def growing(whole: Answer) -> Iterator[Answer]:
    """An answer by paragraphs; the last one is whole, and only that has its citations."""
    paragraphs = whole.answer.split("\n\n")
    for end in range(1, len(paragraphs)):
        yield replace(whole, answer="\n\n".join(paragraphs[:end]), citations=(), nearest=(), statements=())
    yield whole


def resolve(snapshot: Snapshot, speaker: Names, document: Names, after: Date, before: Date) -> Scope:
    """Filters as the user gives them, to what stands in the index.

    Raises:
        UnknownSpeaker, UnknownDocument, InvalidInput.
    """
    corpus = snapshot.corpus
    start, end = day(after, "after"), day(before, "before")
    if start and end and start > end:
        raise InvalidInput(f"no day is after {start} and before {end}: swap the dates")
    speakers = several(speaker, "speaker")
    documents = [folder.inside(snapshot.seeds, name) for name in several(document, "document")]
    return Scope(
        speakers=resolve_speakers(speakers, corpus.speakers()) if speakers else (),
        documents=resolve_documents(documents, corpus.documents()) if documents else (),
        after=start,
        before=end,
    )


def _remarks(snapshot: Snapshot, speaker: Names) -> tuple[str, ...]:
    names = several(speaker, "speaker")
    speakers = snapshot.corpus.speakers() if names else []
    return tuple(remark for name in names if (remark := several_people(name, speakers_meant(name, speakers))))


_open: dict[Index, Assistant] = {}
_open_lock = threading.Lock()


def opened(index: str | os.PathLike[str] | None = None) -> Assistant:
    """The assistant of an index, opened once a process, so that calls in a loop load the model once.

    Arguments and errors as for `Assistant.open`.
    """
    path = absolute(Settings.load(index=index).index)
    with _open_lock:
        if path not in _open:
            _open[path] = Assistant.open(path)
        return _open[path]


def close_all() -> None:
    """Close every assistant that `opened` holds."""
    with _open_lock:
        while _open:
            _open.popitem()[1].close()
