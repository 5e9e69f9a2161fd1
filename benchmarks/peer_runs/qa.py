"""`qa` as it ships, over the same files: `build_index`, `Assistant.retrieve`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.peer_runs.job import Piece, run
from benchmarks.peer_runs.spans import kept
from qa import tokens
from qa.assistant import Assistant
from qa.chunking import Size, passages
from qa.config import DEFAULT_PASSAGE_TOKENS, Settings
from qa.embedding import SentenceTransformerEmbedder
from qa.indexing import build_index
from qa.models import Hit
from qa.transcripts import read

PACKAGES = ("qa", "torch", "sentence-transformers", "transformers", "tokenizers", "numpy", "faiss-cpu")


class Qa:
    """An index on disk; its hits are made when asked, so that they become pieces one after the other."""

    def __init__(self, model: str) -> None:
        self._embedder = SentenceTransformerEmbedder(model)
        self._pieces: dict[Piece, int] = {}
        self.limit = self._embedder.max_tokens + 2  # [CLS] and [SEP], which the others' limits count too

    def build(self, files: Path, index: Path) -> None:
        """Read, cut, encode, write."""
        build_index(Settings(seeds=files, index=index), embedder=self._embedder)
        self._files = files
        self._assistant = Assistant.open(index, embedder=self._embedder)

    def save(self, index: Path) -> None:
        """The build has written it."""

    def search(self, question: str, k: int) -> list[Hit]:
        """The `k` best places."""
        return self._assistant.retrieve(question, k)

    def found(self, question: str, document: str | None, k: int) -> list[int]:
        """The same inside one file or in all, as positions in `pieces()`."""
        hits = self._assistant.retrieve(question, k, document=document)
        return [self._pieces.setdefault(self._piece(hit), len(self._pieces)) for hit in hits]

    def pieces(self) -> list[Piece]:
        """What was found so far."""
        return list(self._pieces)

    def embedded(self) -> list[str]:
        """The passages as they are encoded."""
        size = Size(DEFAULT_PASSAGE_TOKENS, tokens.counts, self._embedder.max_tokens, self._embedder.count_tokens)
        paths = sorted(self._files.glob("*.txt"))
        return [one.embedded for path in paths for one in passages(read(path, path.name), size)]

    def _piece(self, hit: Hit) -> Piece:
        """A hit with its span in the file, where a turn is a paragraph, its stage directions included."""
        turns = self._turns(hit.document)
        begin, kept_of_first = turns[hit.first_turn]
        end, kept_of_last = turns[hit.last_turn]
        if hit.start:
            begin += kept_of_first[hit.start]
        return Piece(hit.document, hit.text, begin, end + kept_of_last[hit.end])

    @cache  # noqa: B019 - there is one of these in a process
    def _turns(self, document: str) -> list[tuple[int, list[int]]]:
        """Where each turn's paragraph starts in the file, and where in it each character of the turn's text stands."""
        paragraphs = (self._files / document).read_text("utf-8").split("\n\n")
        with self._assistant.snapshot(search=False) as snapshot:
            turns = snapshot.corpus.turns(document)
        found, position = [], 0
        for turn, paragraph in zip(turns, paragraphs, strict=True):
            found.append((position, kept(turn.text, paragraph, len(f"{turn.speaker}: "))))
            position += len(paragraph) + 2
        return found


if __name__ == "__main__":
    run(Qa, PACKAGES)
