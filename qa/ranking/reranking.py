"""Question and passage read together by a cross-encoder: slower than vectors, and better where one has a good one."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.embedding import load, locate

if TYPE_CHECKING:
    from qa.pool import Floats


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder on this machine, loaded when first used; nothing is fetched."""

    def __init__(self, name: str) -> None:
        """Raises ModelError when no model by that name is on this machine."""
        self._name = name
        self._folder = locate(name)
        self._lock = threading.Lock()
        self._loaded: Any = None

    @property
    def name(self) -> str:
        """What the user called the model."""
        return self._name

    def scores(self, question: str, texts: Sequence[str]) -> Floats:
        """How well each text answers, shape (len(texts),); higher is better. Raises ModelError."""
        with self._lock:
            if self._loaded is None:
                self._loaded = load(self._name, self._folder, "CrossEncoder")
            pairs = [(question, text) for text in texts]
            found: Floats = self._loaded.predict(pairs, batch_size=16, show_progress_bar=False)
            return found
