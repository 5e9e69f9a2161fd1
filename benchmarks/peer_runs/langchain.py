"""LangChain: DirectoryLoader, RecursiveCharacterTextSplitter, HuggingFaceEmbeddings, FAISS, all as they come."""

from __future__ import annotations

from pathlib import Path

from langchain_community.document_loaders import DirectoryLoader, TextLoader
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.peer_runs.job import Exhaustive, Piece, run

PACKAGES = ("langchain-core", "langchain-community", "langchain-huggingface", "langchain-text-splitters", "faiss-cpu")


class LangChain(Exhaustive):
    """A FAISS store in memory, saved to a folder."""

    def __init__(self, model: str) -> None:
        self._embeddings = HuggingFaceEmbeddings(model_name=model)
        self.limit = int(self._embeddings._client.max_seq_length)

    def build(self, files: Path, index: Path) -> None:
        """Load, split, embed."""
        documents = DirectoryLoader(str(files), glob="**/*.txt", loader_cls=TextLoader).load()
        splits = RecursiveCharacterTextSplitter().split_documents(documents)
        self._store = FAISS.from_documents(splits, self._embeddings)
        self._pieces = [Piece(Path(one.metadata["source"]).name, one.page_content) for one in splits]
        self._number = {name: n for n, name in self._store.index_to_docstore_id.items()}

    def save(self, index: Path) -> None:
        """The index of FAISS and a pickle of the texts."""
        self._store.save_local(str(index))

    def search(self, question: str, k: int) -> list[Document]:
        """The `k` nearest splits."""
        return self._store.similarity_search(question, k=k)

    def ranked(self, question: str, k: int) -> list[int]:
        """The same, as positions in `pieces()`."""
        return [self._number[one.id] for one in self.search(question, k)]

    def pieces(self) -> list[Piece]:
        """The splits."""
        return self._pieces

    def embedded(self) -> list[str]:
        """The splits."""
        return [piece.text for piece in self._pieces]


if __name__ == "__main__":
    run(LangChain, PACKAGES)
