"""The model that comes with `qa`, reading a question and a sentence together: a cross-encoder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qa.encoding import recipe
from qa.encoding.bert import Bert
from qa.encoding.models import locate, merge, read_weights
from qa.encoding.processor import number_type, workers
from qa.errors import ModelError

HEAD = "head.safetensors"
"""Beside the adapter: what the mean of the states is multiplied with, and what is added."""


class Pairs:
    """A question and a sentence to tokens: begin, question, end, sentence, end. The rest of long ones is not read."""

    def __init__(self, tokenizer: Any, longest_question: int, longest_sentence: int) -> None:
        """Take a BERT's tokenizer, of the `tokenizers` library."""
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer, self._question, self._sentence = tokenizer, longest_question, longest_sentence
        self._begin, self._end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    def __call__(self, question: str, sentences: Sequence[str]) -> list[list[int]]:
        """The tokens of the question with each sentence, special ones included."""
        asked, *said = self._tokenizer.encode_batch_fast([question, *sentences], add_special_tokens=False)
        begin = [self._begin, *asked.ids[: self._question], self._end]
        return [[*begin, *one.ids[: self._sentence], self._end] for one in said]


class CrossEncoder:
    """A BERT, and a linear layer on the mean of its states. Safe to share between threads."""

    def __init__(
        self, name: str, adapter: Path, longest_question: int, longest_sentence: int, numbers: str | None = None
    ) -> None:
        """Load it: the model by that name with the adapter merged; `numbers` as for `Bert`. Raises ModelError."""
        from tokenizers import Tokenizer

        folder = locate(name)
        read = recipe.read(folder)
        if read is None:
            raise ModelError(f"the model {name!r} is of no kind that reads pairs")
        weights = read_weights(name, folder)
        merge(weights, adapter)
        # Odds move by .01 in bfloat16 and by .08 in int8, and are compared to whole numbers: half the time for that.
        self._bert = Bert(weights, read, numbers or number_type())
        self._weight, self._bias = _head(adapter.with_name(HEAD))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._pairs = Pairs(tokenizer, longest_question, longest_sentence)
        self._workers, self._count = workers("pairs")

    def scores(self, question: str, sentences: Sequence[str]) -> list[float]:
        """Of each sentence, what the linear layer gives."""
        pairs = self._pairs(question, sentences)
        jobs = [
            self._workers.submit(self._some, pairs[at :: self._count]) for at in range(min(self._count, len(pairs)))
        ]
        found = [0.0] * len(pairs)
        for at, job in enumerate(jobs):
            found[at :: self._count] = job.result()
        return found

    def _some(self, pairs: list[list[int]]) -> list[float]:
        return [float(one.mean(0) @ self._weight) + self._bias for one in self._bert(pairs)]


def _head(path: Path) -> tuple[Any, float]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors = load_file(path)
        return tensors["weight"].flatten(), float(tensors["bias"])
    except (OSError, SafetensorError, KeyError) as error:
        raise ModelError(f"{path} is missing or damaged: reinstall qa ({error})") from error
