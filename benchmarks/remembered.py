"""Questions that were encoded before, so that what is measured is all but encoding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qa.embedding import SentenceTransformerEmbedder
    from qa.protocols import Vectors


class Recorder:
    """Encodes, and remembers what."""

    def __init__(self, embedder: SentenceTransformerEmbedder) -> None:
        self._embedder = embedder
        self.vectors: dict[str, Vectors] = {}

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """As the model does."""
        vectors = self._embedder.encode_queries(texts)
        self.vectors.update(zip(texts, vectors, strict=True))
        return vectors


class Remembered:
    """What a recorder has heard, at once."""

    def __init__(self, vectors: dict[str, Vectors]) -> None:
        self._vectors = vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The vectors of these questions."""
        return np.stack([self._vectors[text] for text in texts])
