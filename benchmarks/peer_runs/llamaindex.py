"""LlamaIndex: SimpleDirectoryReader, its SentenceSplitter, HuggingFaceEmbedding, VectorStoreIndex, all as they come."""

from __future__ import annotations

from pathlib import Path

from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.schema import MetadataMode, NodeWithScore, TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from benchmarks.peer_runs.job import Exhaustive, Piece, run

PACKAGES = ("llama-index-core", "llama-index-embeddings-huggingface")


class LlamaIndex(Exhaustive):
    """A vector store in memory, saved to a folder."""

    def __init__(self, model: str) -> None:
        self._model = HuggingFaceEmbedding(model_name=model)
        self.limit = int(self._model.max_length)

    def build(self, files: Path, index: Path) -> None:
        """Read, split, embed."""
        documents = SimpleDirectoryReader(str(files)).load_data()
        self._index = VectorStoreIndex.from_documents(documents, embed_model=self._model)

    def save(self, index: Path) -> None:
        """JSON: the nodes, the vectors, the structure."""
        self._index.storage_context.persist(str(index))

    def search(self, question: str, k: int) -> list[NodeWithScore]:
        """The `k` nearest nodes."""
        return self._index.as_retriever(similarity_top_k=k).retrieve(question)

    def _nodes(self) -> list[TextNode]:
        return [node for node in self._index.docstore.docs.values() if isinstance(node, TextNode)]

    def pieces(self) -> list[Piece]:
        """The nodes."""
        if not hasattr(self, "_number"):
            nodes = self._nodes()
            self._number = {node.node_id: n for n, node in enumerate(nodes)}
            self._pieces = [Piece(node.metadata["file_name"], node.text, node.start_char_idx) for node in nodes]
        return self._pieces

    def ranked(self, question: str, k: int) -> list[int]:
        """The same, as positions in `pieces()`."""
        return [self._number[one.node.node_id] for one in self.search(question, k)]

    def embedded(self) -> list[str]:
        """The nodes with the metadata that is embedded with them: the path of the file."""
        return [node.get_content(metadata_mode=MetadataMode.EMBED) for node in self._nodes()]


if __name__ == "__main__":
    run(LlamaIndex, PACKAGES)
