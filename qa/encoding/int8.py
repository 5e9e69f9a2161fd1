"""Linear layers in whole numbers of eight bits, for processors that multiply those quicker (VNNI).

Each output of a layer has a scale of its own, made once of its weights, and each token one, made of its own values: so
the vector of a text is the same whatever is encoded beside it. The sums are whole numbers and exact.

Some inputs of a transformer's layers are many times larger than the others, always the same ones; where a token has one
scale, they leave few steps to the rest. So they are made smaller, and their weights larger (Xiao et al., "SmoothQuant",
arXiv:2211.10438).
"""

from __future__ import annotations

import threading
from functools import cache

import torch

_LARGEST = 127
# Of the size of an input, how much its weights take over: .5 in the paper, .6 is nearest to float32 here.
_MOVED = 0.6


class Int8Linear:
    """A linear layer, float32 in and out, whose product is computed in int8. Safe to share between threads."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, largest: torch.Tensor | None = None) -> None:
        """Round the weights.

        Args:
            weight: shape (in, out), float32.
            bias: shape (out,), float32.
            largest: of each input, the largest it gets, sign left out; shape (in,). None where they are much alike.
        """
        self.bias = bias
        self._times: torch.Tensor | None = None
        if largest is not None:
            moved = largest.clamp(min=1e-5) ** _MOVED / weight.abs().amax(1).clamp(min=1e-5) ** (1 - _MOVED)
            # Powers of two change no digit of a number, and are the same however `largest` was added up.
            moved = torch.exp2(moved.log2().round_())
            self._times, weight = 1 / moved, weight * moved[:, None]
        self._scales = weight.abs().amax(0).clamp_(min=1e-12) / _LARGEST
        steps = (weight / self._scales).round_().to(torch.int8)
        # Column by column in memory, as the product reads it quickest.
        self._weight = steps.t().contiguous().t()
        self._own = threading.local()

    def __call__(self, states: torch.Tensor, into: torch.Tensor) -> torch.Tensor:
        """`states` of shape (tokens, in) to `into`, shape (tokens, out)."""
        rounded, steps, sums = self._room(states.shape)
        if self._times is not None:
            states = torch.mul(states, self._times, out=rounded)
        largest = torch.maximum(states.amax(1, keepdim=True), states.amin(1, keepdim=True).neg_())
        scales = largest.clamp_(min=1e-12).div_(_LARGEST)
        torch.div(states, scales, out=rounded).round_()
        steps.copy_(rounded)
        torch._int_mm(steps, self._weight, out=sums)
        into.copy_(sums).mul_(self._scales)
        return torch.addcmul(self.bias, into, scales, out=into)

    def _room(self, shape: torch.Size) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Where this thread writes what comes between: asking for new memory each time takes long."""
        held: tuple[torch.Tensor, ...] = getattr(self._own, "held", ())
        if not held or held[0].shape[0] < shape[0]:
            held = self._own.held = (
                torch.empty(shape),
                torch.empty(shape, dtype=torch.int8),
                torch.empty(shape[0], len(self.bias), dtype=torch.int32),
            )
        rounded, steps, sums = (each[: shape[0]] for each in held)
        return rounded, steps, sums


@cache
def is_supported() -> bool:
    """Whether this build of torch has the product on a CPU, and gets it right."""
    one = torch.arange(-96, 96, dtype=torch.int8).reshape(6, 32)
    try:
        found = torch._int_mm(one, one.t())
    except (AttributeError, RuntimeError, NotImplementedError):
        return False
    return bool(torch.equal(found, (one.float() @ one.t().float()).to(torch.int32)))
