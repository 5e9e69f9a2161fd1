"""States of tokens to vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qa.protocols import Vectors


def pooled(
    states: Vectors, offsets: Sequence[tuple[int, int]], ahead: int, spans: Sequence[tuple[int, int]]
) -> Vectors:
    """The mean state of the tokens within each span; `ahead` characters stand before what the spans count from."""
    found = np.zeros((len(spans), states.shape[1]), np.float32)
    if not len(spans):
        return found
    starts, ends = np.array(offsets).T
    said = np.flatnonzero(ends > starts)  # special tokens stand for no character
    for row, (start, end) in enumerate(spans):
        inside = said[(starts[said] >= start + ahead) & (ends[said] <= end + ahead)]
        if len(inside):
            found[row] = states[inside].mean(0)
    return unit(found)


def unit(vectors: Vectors) -> Vectors:
    """Rows of norm 1; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return scaled
