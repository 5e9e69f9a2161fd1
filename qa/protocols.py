"""What is passed in from outside: the embedding model, and the store from three sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from qa.models import Aside, Counts, Document, Mention, Passage, Scope, Source, Speaker, Transcript, Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.pool import Place, Pool, Query

    Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Text to unit-norm vectors."""

    @property
    def name(self) -> str:
        """What the user called the model."""

    @property
    def fingerprint(self) -> str:
        """Changes when the vectors would: weights, prompts, length. Known without loading the model."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """How many tokens of a passage the model reads, special tokens and prompt not counted."""

    @property
    def number_type(self) -> str | None:
        """What passages are computed in, as "float32"; None as long as none was."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in the model's own tokens, special tokens not counted."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), rows of norm 1."""

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Vectors, list[Vectors]]:
        """Passages likewise, and spans of each (start, end), read in their passage; shape (spans, dimension) each.

        Rows of norm 1, or of zeros where the model reads nothing of a span.
        """

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), rows of norm 1."""

    def sketch(self, texts: Sequence[str]) -> Vectors:
        """Rough vectors, rows of norm 1, many times quicker; comparable only within one call."""


class Reranker(Protocol):
    """A model that reads question and passage together."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """How well each text answers, shape (len(texts),); higher is better."""


class Verifier(Protocol):
    """A model that reads a question and a sentence together."""

    def scores(self, question: str, sentences: Sequence[str]) -> list[float]:
        """Of each sentence, the log odds that it answers the question. Raises ModelError."""


class Generator(Protocol):
    """A language model that writes an answer from the sources it is given."""

    @property
    def name(self) -> str:
        """What the user called the model."""

    @property
    def context_tokens(self) -> int:
        """How many tokens prompt and answer may have together."""

    @property
    def answer_tokens(self) -> int:
        """How many tokens of that are kept for the answer."""

    def stream(self, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        """The reply to messages (`role`, `content`), piece by piece. Raises GeneratorError."""


class Corpus(Protocol):
    """What was said: documents and turns of one generation of the index, all of them, never a top k."""

    @property
    def generation(self) -> int:
        """Which published state of the index this is."""

    def documents(self, scope: Scope = Scope()) -> list[Document]:
        """The documents in scope, by path. A speaker in the scope keeps the documents he or she speaks in."""

    def document(self, document: str) -> Document:
        """One document by its path. Raises UnknownDocument."""

    def source(self, document: str) -> Source:
        """The file the document was read from, as it was then. Raises UnknownDocument."""

    def turns(self, document: str, first: int = 0, last: int | None = None) -> list[Turn]:
        """The turns `first` to `last` inclusive, checksums verified. Raises UnknownDocument, StoreCorrupt."""

    def asides(self, document: str) -> list[Aside]:
        """What the document holds that nobody said, in order."""

    def turns_in(self, scope: Scope) -> Iterator[tuple[Document, Turn]]:
        """Every turn in scope, by document and position; with speakers in the scope, only theirs."""

    def speakers(self, scope: Scope = Scope()) -> list[Speaker]:
        """The speakers of the turns in scope, those who say most first."""

    def counts(self, scope: Scope = Scope()) -> Counts:
        """How much is in scope; with speakers in the scope, their turns and words."""

    def find(self, text: str, scope: Scope = Scope(), limit: int | None = None) -> list[Mention]:
        """Where `text` stands as whole words, case ignored, by document and position."""

    def may_find(self, text: str) -> bool:
        """Whether it may be found at all: quick, and yes where that cannot be told quickly."""


class PassageIndex(Protocol):
    """Search over passages, for readers."""

    def search(self, query: Query, scope: Scope, depth: int) -> Pool:
        """The first `depth` by vector and the first `depth` by BM25 within the scope, and what stands around them."""

    def places(self, ids: Sequence[int]) -> dict[int, Place]:
        """Where these passages stand, by id. Raises StoreCorrupt where one of them is missing or damaged."""

    def sentences(self, places: Sequence[tuple[str, int, int]]) -> Vectors:
        """Vectors of the sentences that begin at these places: document, turn, offset.

        Shape (len(places), dimension), rows of norm 1; of zeros where none is kept, as of very short ones.
        """


class IndexWriter(Protocol):
    """Changes to whole documents, for one builder at a time. Nothing is visible to readers before `publish`."""

    def missing(self, passages: Sequence[Passage]) -> list[Passage]:
        """Those whose vectors are not kept yet, in order; of those that are embedded alike, one."""

    def keep(self, passages: Sequence[Passage], vectors: Vectors, sentences: Sequence[Vectors]) -> None:
        """Keep vectors, and those of each passage's sentences, at once: a killed build encodes nothing twice.

        Raises DimensionMismatch.
        """

    def upsert(self, source: Source, transcript: Transcript, passages: Sequence[Passage]) -> None:
        """Replace a document, turns and passages, whose vectors are all kept. Idempotent."""

    def unstage(self, document: str) -> None:
        """Forget what `upsert` was told of a document; what is published of it stays."""

    def delete(self, document: str) -> None:
        """Remove a document; nothing happens where there is none."""

    def publish(self, seeds: str = "") -> int:
        """Make all changes visible at once; the new generation. `seeds` is the folder that was built."""
