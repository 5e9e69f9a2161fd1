"""Whether a sentence answers a question, by reading both together.

Vectors tell what a sentence is about; that it gives the day, and does not only speak of the matter, is seen where every
word of the question meets every word of the sentence: an "answer verifier" (Hu et al., 2019, arXiv:1808.05759). It is
the model that comes with `qa` with changes of its own, learnt by `benchmarks/training/verifier.py`. It reads only the
few best sentences: each takes as long as several questions do.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.config import DEFAULT_MODEL

if TYPE_CHECKING:
    from qa.encoding.crossing import CrossEncoder
    from qa.extraction.candidates import Sentence

SHIPPED = Path(__file__).parent.parent / "data" / "verifier" / "adapter.safetensors"
# Tokens of a question and of a sentence that are read, and characters of what stands before the sentence.
LONGEST_QUESTION, LONGEST_SENTENCE = 24, 36
_LONGEST_BEFORE = 60


class ShippedVerifier:
    """The verifier that comes with `qa`, loaded when first used. Safe to share between threads."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._lock = threading.Lock()
        self._loaded: CrossEncoder | None = None

    def scores(self, question: str, sentences: Sequence[str]) -> list[float]:
        """Of each sentence, as `put` makes it, the log odds that it answers. Raises ModelError."""
        with self._lock:
            if self._loaded is None:
                from qa.encoding.crossing import CrossEncoder

                self._loaded = CrossEncoder(DEFAULT_MODEL, SHIPPED, LONGEST_QUESTION, LONGEST_SENTENCE)
        return self._loaded.scores(question, sentences)


def put(one: Sentence) -> str:
    """A sentence as it is read: by whom, in reply to what, and the words."""
    before = one.asked.text if one.asked else one.before
    return f"{one.turn.speaker or ''}: {f'{before[-_LONGEST_BEFORE:]} | ' if before else ''}{one.text}"
