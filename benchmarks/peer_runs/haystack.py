"""Haystack: TextFileToDocument, DocumentSplitter, embedders of sentence-transformers, InMemoryDocumentStore."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from haystack import Document, Pipeline
from haystack.components.converters import TextFileToDocument
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.peer_runs.job import Exhaustive, Piece, run

PACKAGES = ("haystack-ai", "sentence-transformers-haystack")


class Haystack(Exhaustive):
    """A store in memory, saved to a file; one pipeline fills it, another asks it."""

    def __init__(self, model: str) -> None:
        self._model = model
        embedder: Any = SentenceTransformersDocumentEmbedder(model=model)
        embedder.warm_up()
        self.limit = int(embedder.embedding_backend.model.max_seq_length)

    def build(self, files: Path, index: Path) -> None:
        """Convert, split, embed, write."""
        self._store = InMemoryDocumentStore()
        filling = Pipeline()
        filling.add_component("converter", TextFileToDocument())
        filling.add_component("splitter", DocumentSplitter())
        filling.add_component("embedder", SentenceTransformersDocumentEmbedder(model=self._model))
        filling.add_component("writer", DocumentWriter(self._store))
        filling.connect("converter", "splitter")
        filling.connect("splitter", "embedder")
        filling.connect("embedder", "writer")
        filling.run({"converter": {"sources": sorted(files.glob("*.txt"))}})

        self._asking = Pipeline()
        self._asking.add_component("embedder", SentenceTransformersTextEmbedder(model=self._model))
        self._asking.add_component("retriever", InMemoryEmbeddingRetriever(self._store))
        self._asking.connect("embedder.embedding", "retriever.query_embedding")

    def save(self, index: Path) -> None:
        """JSON: the documents with their vectors."""
        index.mkdir(parents=True)
        self._store.save_to_disk(str(index / "store.json"))

    def search(self, question: str, k: int) -> list[Document]:
        """The `k` nearest documents."""
        found = self._asking.run({"embedder": {"text": question}, "retriever": {"top_k": k}})
        documents: list[Document] = found["retriever"]["documents"]
        return documents

    def pieces(self) -> list[Piece]:
        """The documents that the splitter made."""
        if not hasattr(self, "_number"):
            documents = self._store.filter_documents()
            self._number = {one.id: n for n, one in enumerate(documents)}
            self._pieces = [
                Piece(Path(one.meta["file_path"]).name, one.content or "", one.meta["split_idx_start"])
                for one in documents
            ]
        return self._pieces

    def ranked(self, question: str, k: int) -> list[int]:
        """The same, as positions in `pieces()`."""
        return [self._number[one.id] for one in self.search(question, k)]

    def embedded(self) -> list[str]:
        """The documents' contents: no metadata is embedded."""
        return [piece.text for piece in self.pieces()]


if __name__ == "__main__":
    run(Haystack, PACKAGES)
