"""A BERT's forward pass over texts laid end to end: no token is computed that isn't there.

Linear layers don't care where a text ends; attention is computed text by text. Weights are transposed once, which
matrix multiplication reads quicker (twice as quick for a question), and the large intermediate results are
written into the same memory again and again.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch.nn import functional

from qa.encoding.int8 import Int8Linear
from qa.encoding.recipe import Recipe

# Tokens that are read to see which inputs of a layer are large: any will do, they are large for nearly all.
_TRIED = 128


@dataclass(frozen=True, slots=True)
class _Linear:
    """Weight (in, out) and bias."""

    weight: torch.Tensor
    bias: torch.Tensor

    def __call__(self, states: torch.Tensor, into: torch.Tensor) -> torch.Tensor:
        return torch.addmm(self.bias, states, self.weight, out=into)


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: torch.Tensor
    bias: torch.Tensor
    epsilon: float

    def __call__(self, states: torch.Tensor) -> torch.Tensor:
        return functional.layer_norm(states, self.weight.shape, self.weight, self.bias, self.epsilon)


@dataclass(frozen=True, slots=True)
class _Layer:
    attention: _Linear | Int8Linear  # queries, keys and values side by side
    attended: _Linear | Int8Linear
    attention_norm: _Norm
    widened: _Linear | Int8Linear
    narrowed: _Linear | Int8Linear
    norm: _Norm


class Bert:
    """A BERT encoder. Safe to share between threads."""

    def __init__(self, weights: Mapping[str, torch.Tensor], recipe: Recipe, number_type: str = "float32") -> None:
        """Take the weights, by the names they have in transformers, and lay them out anew.

        `number_type` is a name of torch's; "int8" is that of the linear layers alone.
        """
        self._heads = recipe.heads
        whole = number_type == "int8"
        self._type: torch.dtype = torch.float32 if whole else getattr(torch, number_type)
        self._own = threading.local()

        def get(name: str) -> torch.Tensor:
            return weights[name].detach().to(self._type)

        def linear(*names: str) -> _Linear:
            weight = torch.cat([get(f"{name}.weight") for name in names])
            return _Linear(weight.t().contiguous(), torch.cat([get(f"{name}.bias") for name in names]))

        def norm(name: str) -> _Norm:
            return _Norm(get(f"{name}.weight"), get(f"{name}.bias"), recipe.epsilon)

        self._words = get("embeddings.word_embeddings.weight")
        # All tokens are of one segment, so its embedding goes with every position.
        segment = get("embeddings.token_type_embeddings.weight")[0]
        self._positions = get("embeddings.position_embeddings.weight") + segment
        self._norm = norm("embeddings.LayerNorm")
        self._layers: list[_Layer] = []
        while f"encoder.layer.{len(self._layers)}.output.dense.weight" in weights:
            at = f"encoder.layer.{len(self._layers)}"
            within = f"{at}.attention"
            self._layers.append(
                _Layer(
                    attention=linear(*(f"{within}.self.{part}" for part in ("query", "key", "value"))),
                    attended=linear(f"{within}.output.dense"),
                    attention_norm=norm(f"{within}.output.LayerNorm"),
                    widened=linear(f"{at}.intermediate.dense"),
                    narrowed=linear(f"{at}.output.dense"),
                    norm=norm(f"{at}.output.LayerNorm"),
                )
            )

        if whole:
            self._to_int8()

    def _to_int8(self) -> None:
        """Round the linear layers; those behind a norm by the size of their inputs, which differ much there."""
        known = len(self._words)
        tried = min(_TRIED, known, len(self._positions))
        seen: list[torch.Tensor] = []
        self([[at * known // tried for at in range(tried)]], seen)

        def rounded(linear: _Linear | Int8Linear, largest: torch.Tensor | None = None) -> Int8Linear:
            assert isinstance(linear, _Linear)
            return Int8Linear(linear.weight, linear.bias, largest)

        self._layers = [
            replace(
                layer,
                attention=rounded(layer.attention, into_attention),
                attended=rounded(layer.attended),
                widened=rounded(layer.widened, into_widened),
                narrowed=rounded(layer.narrowed),
            )
            for layer, into_attention, into_widened in zip(self._layers, seen[::2], seen[1::2], strict=True)
        ]

    @property
    def words(self) -> torch.Tensor:
        """The table of word embeddings, shape (vocabulary, dimension)."""
        return self._words

    def __call__(self, texts: Sequence[Sequence[int]], seen: list[torch.Tensor] | None = None) -> list[torch.Tensor]:
        """The last states of each text's tokens, float32, shape (its tokens, dimension).

        `seen` gets the largest value, sign left out, of each input of each linear layer behind a norm, in order.
        """

        def see(states: torch.Tensor) -> None:
            if seen is not None:
                seen.append(states.abs().amax(0))

        lengths = [len(text) for text in texts]
        with torch.inference_mode():
            ids = torch.tensor([token for text in texts for token in text])
            positions = torch.cat([torch.arange(length) for length in lengths])
            states = self._norm(self._words[ids] + self._positions[positions])
            total, width = states.shape
            side_by_side, attended, result, wide = self._room(total)
            # Of both: (.., heads, tokens, width of a head), cut into texts.
            split = side_by_side.view(total, 3, self._heads, -1).permute(1, 2, 0, 3).split(lengths, 2)
            gathered = attended.view(total, self._heads, -1).transpose(0, 1).split(lengths, 1)
            for layer in self._layers:
                see(states)
                layer.attention(states, side_by_side)
                for parts, place in zip(split, gathered, strict=True):
                    query, key, value = parts.unsqueeze(1)
                    place.copy_(functional.scaled_dot_product_attention(query, key, value)[0])
                states = layer.attention_norm(layer.attended(attended, result).add_(states))
                see(states)
                torch.ops.aten.gelu_(layer.widened(states, wide))
                states = layer.norm(layer.narrowed(wide, result).add_(states))
            return list(states.float().split(lengths))

    def _room(self, tokens: int) -> list[torch.Tensor]:
        """Where this thread writes the results of linear layers: asking for new memory each time costs a tenth."""
        first = self._layers[0]
        widths = [part.bias.numel() for part in (first.attention, first.attended, first.narrowed, first.widened)]
        held: list[torch.Tensor] = getattr(self._own, "held", [])
        if not held or held[0].shape[0] < tokens:
            held = self._own.held = [torch.empty(tokens, width, dtype=self._type) for width in widths]
        return [each[:tokens] for each in held]
