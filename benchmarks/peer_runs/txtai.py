"""txtai: Textractor by paragraphs, Embeddings that keep the content, all else as it comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from txtai import Embeddings
from txtai.pipeline import Textractor

from benchmarks.peer_runs.job import Exhaustive, Piece, run

PACKAGES = ("txtai", "faiss-cpu")


class Txtai(Exhaustive):
    """FAISS and SQLite in memory, saved to a folder."""

    def __init__(self, model: str) -> None:
        self._embeddings = Embeddings(path=model, content=True)
        self._extract = Textractor(paragraphs=True)
        self.limit = int(self._embeddings.model.model.maxlength)

    def build(self, files: Path, index: Path) -> None:
        """Extract, embed."""
        self._pieces = [
            Piece(path.name, text) for path in sorted(files.glob("*.txt")) for text in self._extract(str(path))
        ]
        self._embeddings.index((n, piece.text) for n, piece in enumerate(self._pieces))

    def save(self, index: Path) -> None:
        """The index of FAISS, the database and the configuration."""
        self._embeddings.save(str(index))

    def search(self, question: str, k: int) -> list[dict[str, Any]]:
        """The `k` nearest paragraphs, of those that its index looks at."""
        found: list[dict[str, Any]] = self._embeddings.search(question, k)
        return found

    def ranked(self, question: str, k: int) -> list[int]:
        """The same, as positions in `pieces()`."""
        return [int(one["id"]) for one in self.search(question, k)]

    def pieces(self) -> list[Piece]:
        """The paragraphs."""
        return self._pieces

    def embedded(self) -> list[str]:
        """The paragraphs."""
        return [piece.text for piece in self._pieces]


if __name__ == "__main__":
    run(Txtai, PACKAGES)
