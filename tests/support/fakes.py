"""An embedder whose vectors follow from the words, so that tests can name the hit they expect."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_WORD = re.compile(r"\w+")


class FakeEmbedder:
    """Bag of words, hashed to `dimension` counts, unit norm: texts that share no word score (nearly always) 0.

    The same in every process, as `hash()` would not be. Like a real model it reads `max_tokens` tokens, here words,
    and silently drops the rest.

    Attributes:
        encoded: every passage that was encoded, in order.
        queries: every query that was encoded, in order.
        calls: how often `encode_passages` was called.
        fail_after: when set, encoding a passage beyond this many raises KeyboardInterrupt, as Ctrl-C does.
    """

    def __init__(self, dimension: int = 256, max_tokens: int = 256, name: str = "fake") -> None:
        self.name = name
        self.dimension = dimension
        self.max_tokens = max_tokens
        self.encoded: list[str] = []
        self.queries: list[str] = []
        self.calls = 0
        self.fail_after: int | None = None

    @property
    def fingerprint(self) -> str:
        """Another name stands for other weights."""
        return f"bag-of-words/{self.name}/{self.dimension}/{self.max_tokens}"

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words of each text."""
        return [len(_WORD.findall(text)) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts; what was asked for is in `encoded`."""
        self.calls += 1
        if self.fail_after is not None and len(self.encoded) + len(texts) > self.fail_after:
            raise KeyboardInterrupt
        self.encoded.extend(texts)
        return np.stack([self._vector(text) for text in texts]) if texts else np.empty((0, self.dimension), np.float32)

    @property
    def number_type(self) -> str:
        """As the model's."""
        return "float32"

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Vectors, list[Vectors]]:
        """Vectors of the texts, and of the words within each span."""
        empty = np.empty((0, self.dimension), np.float32)
        pooled = [
            np.stack([self._vector(text[start:end]) for start, end in own]) if own else empty
            for text, own in zip(texts, spans, strict=True)
        ]
        return self.encode_passages(texts), pooled

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the questions; what was asked is in `queries`."""
        self.queries.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def sketch(self, texts: Sequence[str]) -> Vectors:
        """The same vectors: nothing is quicker than a bag of words."""
        return np.stack([self._vector(text) for text in texts]) if texts else np.empty((0, self.dimension), np.float32)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, np.float32)
        for word in _WORD.findall(text.casefold())[: self.max_tokens]:
            digest = hashlib.blake2b(f"{self.name} {word}".encode(), digest_size=8).digest()
            vector[int.from_bytes(digest) % self.dimension] += 1
        if not vector.any():
            vector[0] = 1
        return vector / np.float32(np.linalg.norm(vector))
