"""Text to vectors with a sentence-transformers model."""

from __future__ import annotations

import hashlib
import math
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.config import DEFAULT_MODEL
from qa.encoding import adapter as adapters
from qa.encoding import recipe
from qa.encoding.lean import LeanModel
from qa.encoding.models import is_default, load, locate, merge
from qa.encoding.pooling import unit
from qa.encoding.sentence import SentenceModel

if TYPE_CHECKING:
    from qa.protocols import Vectors

__all__ = ["SentenceTransformerEmbedder", "load", "locate"]

# What decides a vector: weights, tokenizer, pooling and prompts; not a README, nor weights for another runtime.
_DECIDING = ("*.safetensors", "pytorch_model*.bin", "*.json", "vocab.txt", "*.model")
# Tokens of a text that a sketch is made of.
_SKETCHED = 256


class SentenceTransformerEmbedder:
    """A sentence-transformers model on this machine, loaded when first used.

    Nothing is fetched: a name stands for the model that comes with `qa`, a folder, or a model already in the local
    Hugging Face cache. Where an adapter comes with `qa` for exactly these weights, it is merged into them. Safe to
    share between threads.
    """

    def __init__(
        self,
        name: str = DEFAULT_MODEL,
        *,
        adapter: bool = True,
        adapters_in: Path = adapters.SHIPPED,
        number_type: str | None = None,
    ) -> None:
        """Find the model, without loading it.

        Args:
            name: of the model, or its folder.
            adapter: whether to use an adapter that was made for its weights.
            adapters_in: where adapters are looked for.
            number_type: that passages are computed in, a name of torch's; by default what the processor or a GPU has
                built in and is quickest in, bfloat16 or int8, float32 elsewhere. Questions are always read in float32
                by the model that comes with `qa`.

        Raises:
            ModelError: there is no model by that name on this machine.
        """
        self._name = name
        self._number_type = number_type
        self._folder = locate(name)
        self._adapters = adapters_in if adapter else None
        self._lock = threading.Lock()
        self._recipe = recipe.read(self._folder)
        self._lean: LeanModel | None = None
        self._full: SentenceModel | None = None
        self._shared: Vectors | None = None
        self._hashed: dict[str, str] | None = None
        self._fingerprint: str | None = None

    @property
    def name(self) -> str:
        """What the user called the model."""
        return self._name

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the files that decide a vector, the adapter among them; does not load the model."""
        if self._fingerprint is None:
            digests, adapter = self._digests(), self._adapter()
            if adapter:
                digests = {**digests, "adapter": adapters.sha256(adapter)}
            whole = "".join(f"{name}\0{digest}\n" for name, digest in sorted(digests.items()))
            self._fingerprint = hashlib.sha256(whole.encode()).hexdigest()
        return self._fingerprint

    def _digests(self) -> dict[str, str]:
        """SHA-256 of each file that decides a vector, by its path in the folder; read once."""
        if self._hashed is None:
            files = {path for pattern in _DECIDING for path in self._folder.rglob(pattern) if path.is_file()}
            self._hashed = {path.relative_to(self._folder).as_posix(): adapters.sha256(path) for path in files}
        return self._hashed

    def _adapter(self) -> Path | None:
        """The adapter made for these weights, None where there is none or none is wanted."""
        weights = self._digests().get(adapters.WEIGHTS) if self._adapters else None
        return adapters.shipped_for(weights, self._adapters) if weights and self._adapters else None

    @property
    def number_type(self) -> str | None:
        """What passages are computed in, a name of torch's; None until the first are encoded."""
        return self._full.number_type if self._full else None

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._at_hand.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model reads, special tokens and prompt not counted."""
        return self._at_hand.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in the model's own tokens."""
        return [len(ids) for ids in self._at_hand.tokenise(texts)] if texts else []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, rows of norm 1."""
        return self._whole.encode_passages(texts) if texts else self._none()

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Vectors, list[Vectors]]:
        """The vectors of passages, and of spans of each, made of the same pass through the model.

        A span's vector is the mean of the states of its tokens, which have read the whole passage (Günther et al.,
        "Late Chunking", arXiv:2409.04701): "It was not." knows there what was not.

        Args:
            texts: passages.
            spans: of each, start and end of each span, in code points.

        Returns:
            As `encode_passages`, and of each passage shape (len(its spans), dimension), rows of norm 1, or of zeros
            where a span holds no token that the model reads.
        """
        return self._whole.encode_spans(texts, spans) if texts else (self._none(), [])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, rows of norm 1."""
        return self._at_hand.encode_queries(texts) if texts else self._none()

    def sketch(self, texts: Sequence[str]) -> Vectors:
        """Rough vectors of shape (len(texts), dimension of the model's word table), rows of norm 1.

        The mean of the table's rows, a word weighing as much as it is rare among the texts: meaning without context,
        at a hundredth of the cost. Comparable only within one call.
        """
        table, shared = self._word_table()
        encoded = [ids[:_SKETCHED] for ids in self._at_hand.tokenise(texts)] if texts else []
        held = Counter(token for ids in encoded for token in set(ids))
        rarity = {token: math.log1p((len(texts) + 0.5) / (count + 0.5)) for token, count in held.items()}
        sketches = np.zeros((len(encoded), table.shape[1]), np.float32)
        for row, ids in enumerate(encoded):
            if ids:
                weights = np.array([rarity[token] for token in ids], np.float32)
                sketches[row] = np.einsum("i,ij->j", weights, table[ids] - shared)
        return unit(sketches)

    def _word_table(self) -> tuple[Vectors, Vectors]:
        """The model's input embeddings, shape (vocabulary, dimension), and what they all share, their mean."""
        table = self._at_hand.words()
        if self._shared is None:
            self._shared = table.mean(0)
        return table, self._shared

    def _none(self) -> Vectors:
        return np.empty((0, self.dimension), np.float32)

    @property
    def _at_hand(self) -> LeanModel | SentenceModel:
        """What is quickest to begin with, for all but passages."""
        if self._lean is None:
            with self._lock:
                if self._lean is None and self._recipe and is_default(self._name):
                    self._lean = LeanModel(self._name, self._folder, self._recipe, self._adapter())
        return self._lean or self._whole

    @property
    def _whole(self) -> SentenceModel:
        """The model as sentence-transformers loads it."""
        if self._full is None:
            with self._lock:
                if self._full is None:
                    loaded, adapter = load(self._name, self._folder), self._adapter()
                    if adapter:
                        merge(dict(loaded[0].auto_model.named_parameters()), adapter)
                    self._full = SentenceModel(loaded, self._recipe, self._number_type)
        return self._full
