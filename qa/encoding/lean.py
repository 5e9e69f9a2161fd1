"""The model that comes with `qa`, read from its files: a question needn't wait for what sentence-transformers imports.

Its vectors are those of sentence-transformers to rounding; tests compare them.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.encoding.models import merge, read_weights
from qa.encoding.recipe import Recipe

if TYPE_CHECKING:
    from qa.encoding.packed import PackedEncoder
    from qa.protocols import Vectors


class LeanModel:
    """A BERT for questions, and its tokens. Weights are loaded when first used. Safe to share between threads."""

    def __init__(self, name: str, folder: Path, recipe: Recipe, adapter: Path | None) -> None:
        """Read the tokenizer; `adapter` is merged into the weights."""
        self._name, self._folder, self._recipe, self._adapter = name, folder, recipe, adapter
        self._lock = threading.Lock()
        self._encoder: PackedEncoder | None = None
        self._table: Vectors | None = None
        self._tokenizer = self._new_tokenizer()
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._recipe.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model reads, special tokens and prompt not counted."""
        ahead = len(self.tokenise([self._recipe.passage_prompt])[0])
        return self._recipe.longest - int(self._tokenizer.num_special_tokens_to_add(False)) - ahead

    def tokenise(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text, all of them, without special ones."""
        return [one.ids for one in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def words(self) -> Vectors:
        """The model's table of word embeddings, shape (vocabulary, dimension)."""
        self._loaded()
        assert self._table is not None
        return self._table

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, rows of norm 1."""
        return self._loaded().encode(texts, self._recipe.query_prompt)

    def _loaded(self) -> PackedEncoder:
        with self._lock:
            if self._encoder is None:
                from qa.encoding.bert import Bert
                from qa.encoding.packed import PackedEncoder

                weights = read_weights(self._name, self._folder)
                if self._adapter:
                    merge(weights, self._adapter)
                bert = Bert(weights, self._recipe)
                self._table = bert.words.numpy()
                self._encoder = PackedEncoder(bert, self._new_tokenizer(), self._recipe, "questions")
            return self._encoder

    def _new_tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))
