"""A model that sentence-transformers has loaded: its vectors, its tokens, and the vectors of sentences in passages."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.encoding import processor
from qa.encoding.pooling import pooled, unit
from qa.encoding.recipe import Recipe, passage_prompt

if TYPE_CHECKING:
    from qa.encoding.packed import PackedEncoder, Spans
    from qa.protocols import Vectors

_BATCH = 16
_BATCH_ON_GPU = 128


class SentenceModel:
    """Any model of sentence-transformers; those whose recipe is known are passed through without padding, on a CPU.

    Safe to share between threads.
    """

    def __init__(self, model: Any, recipe: Recipe | None, number_type: str | None = None) -> None:
        """Take over a loaded model.

        Args:
            model: of class SentenceTransformer.
            recipe: what its files say, where that is known.
            number_type: that it shall compute in, a name of torch's; by default what suits the device.
        """
        self.model = model
        self._recipe = recipe if model.device.type == "cpu" else None
        self.number_type = number_type or _suits(model, known=self._recipe is not None)
        self._batch = _BATCH if model.device.type == "cpu" else _BATCH_ON_GPU
        self._lock = threading.Lock()
        self._packed: PackedEncoder | None = None
        if self.number_type not in ("float32", "int8"):
            import torch

            model.to(getattr(torch, self.number_type))

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.model.get_embedding_dimension())

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model reads, special tokens and prompt not counted."""
        length = self.model.max_seq_length or 512
        prompt = passage_prompt(self.model.prompts)
        ahead = len(self.tokenise([prompt])[0]) if prompt else 0
        return int(length) - int(self.model.tokenizer.num_special_tokens_to_add()) - ahead

    def tokenise(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text, all of them, without special ones."""
        with self._lock:
            ids: list[list[int]] = self.model.tokenizer(
                list(texts), add_special_tokens=False, truncation=False, verbose=False
            )["input_ids"]
        return ids

    def words(self) -> Vectors:
        """The model's table of word embeddings, shape (vocabulary, dimension of the table)."""
        table: Vectors = self.model[0].auto_model.get_input_embeddings().weight.detach().float().cpu().numpy()
        return table

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, rows of norm 1."""
        return self._encode(self.model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Likewise."""
        if self._recipe:
            return self._without_padding(self._recipe).encode(texts, self._recipe.passage_prompt)
        return self._encode(self.model.encode_document, texts)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Spans]) -> tuple[Vectors, list[Vectors]]:
        """The vectors of passages, and of spans of each, made of the same pass through the model."""
        if self._recipe:
            return self._without_padding(self._recipe).encode_spans(texts, spans, self._recipe.passage_prompt)
        model = self.model
        if not getattr(model.tokenizer, "is_fast", False) or not hasattr(model[0], "auto_model"):
            # A model without states of tokens reads each span alone.
            parts = [text[start:end] for text, own in zip(texts, spans, strict=True) for start, end in own]
            cuts = np.cumsum([len(own) for own in spans])[:-1]
            return self.encode_passages(texts), np.split(self.encode_passages(parts), cuts)
        prompt = passage_prompt(model.prompts)
        with self._lock:
            rows = model.encode_document(
                list(texts), batch_size=self._batch, output_value=None, show_progress_bar=False
            )
            tokens = model.tokenizer(
                [prompt + text for text in texts], return_offsets_mapping=True, truncation=True,
                max_length=model.max_seq_length, verbose=False,
            )["offset_mapping"]  # fmt: skip
        whole = np.stack([row["sentence_embedding"].float().cpu().numpy() for row in rows])
        return unit(whole), [
            pooled(row["token_embeddings"].float().cpu().numpy(), offsets, len(prompt), own)
            for row, offsets, own in zip(rows, tokens, spans, strict=True)
        ]

    def _without_padding(self, recipe: Recipe) -> PackedEncoder:
        with self._lock:
            if self._packed is None:
                from qa.encoding.bert import Bert
                from qa.encoding.packed import PackedEncoder

                bert = Bert(self.model[0].auto_model.state_dict(), recipe, self.number_type)
                tokenizer = self.model.tokenizer.backend_tokenizer
                copy = type(tokenizer).from_str(tokenizer.to_str())
                self._packed = PackedEncoder(bert, copy, recipe, "passages")
            return self._packed

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self._lock:
            vectors: Vectors = encode(
                list(texts), batch_size=self._batch, normalize_embeddings=True, show_progress_bar=False
            )
        return vectors.astype(np.float32, copy=False)


def _suits(model: Any, *, known: bool) -> str:
    """What the device computes quickest in; int8 only of a model that is `known`, float32 where there is no better."""
    kind = model.device.type
    if kind == "cpu":
        found = processor.number_type()
        return found if known or found != "int8" else "float32"
    if kind == "cuda":
        import torch

        return "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float32"
    return "float32"
