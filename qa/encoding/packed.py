"""Texts to vectors through a BERT: cut into batches of equal work, a worker each tokenises and encodes one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.encoding.bert import Bert
from qa.encoding.pooling import pooled, unit
from qa.encoding.processor import workers
from qa.encoding.recipe import Recipe

if TYPE_CHECKING:
    from qa.protocols import Vectors

Spans = Sequence[tuple[int, int]]

# Tokens that go through the model at once: enough for matrix multiplication to run at its best, few enough for
# the results of a layer to stay in a core's cache.
BUDGET = 1024
# Fewer are not worth a pass of their own: each pass reads all weights from memory. A question and its topic share one.
_LEAST = 128
# Roughly, in any script. Batches are cut by bytes, so that tokenising is the workers' too.
_BYTES_A_TOKEN = 4.5


class PackedEncoder:
    """A BERT with its tokenizer. Safe to share between threads; its workers are its own."""

    def __init__(self, bert: Bert, tokenizer: Any, recipe: Recipe, name: str) -> None:
        """Put them together.

        Args:
            bert: the model.
            tokenizer: of the package tokenizers; it cuts and pads nothing after this.
            recipe: how long a text may be.
            name: what its threads are called.
        """
        self._bert = bert
        self._tokenizer = tokenizer
        self._workers, self._count = workers(name)
        tokenizer.no_padding()
        tokenizer.enable_truncation(recipe.longest)
        self._longest = recipe.longest

    def encode(self, texts: Sequence[str], prompt: str = "") -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, rows of norm 1."""
        return self.encode_spans(texts, [()] * len(texts), prompt)[0]

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Spans], prompt: str = ""
    ) -> tuple[Vectors, list[Vectors]]:
        """The vectors of texts, and of each the vectors of its spans, out of the same pass; all in the given order."""
        sizes = [min(len(text.encode()) / _BYTES_A_TOKEN + 2, self._longest) for text in texts]
        shares = batches(sizes, self._count)
        jobs = [
            self._workers.submit(
                self._batch, [prompt + texts[at] for at in batch], [spans[at] for at in batch], len(prompt)
            )
            for batch in shares
        ]
        whole = np.empty((len(texts), self._bert.words.shape[1]), np.float32)
        parts: list[Vectors] = [whole[:0]] * len(texts)
        for batch, job in zip(shares, jobs, strict=True):
            for at, vector, own in zip(batch, *job.result(), strict=True):
                whole[at], parts[at] = vector, own
        return unit(whole), parts

    def _batch(self, texts: list[str], spans: list[Spans], ahead: int) -> tuple[list[Vectors], list[Vectors]]:
        # One by one: a batch would be shared out among the tokenizer's own threads, and every core has work.
        encoded = [self._tokenizer.encode(text) for text in texts]
        states = [each.numpy() for each in self._bert([one.ids for one in encoded])]
        return (
            [each.mean(0) for each in states],
            [pooled(each, one.offsets, ahead, own) for each, one, own in zip(states, encoded, spans, strict=True)],
        )


def batches(sizes: Sequence[float], workers: int) -> list[list[int]]:
    """Numbers of texts, longest first, in batches of much the same size, as many for each worker."""
    order = sorted(range(len(sizes)), key=lambda at: -sizes[at])
    total = sum(sizes)
    count = -(-total // BUDGET)
    count = max(1, min(-(-count // workers) * workers, total // _LEAST))
    made: list[list[int]] = []
    filled = 0.0
    for at in order:
        if not made or filled >= len(made) * total / count:
            made.append([])
        made[-1].append(at)
        filled += sizes[at]
    return made
