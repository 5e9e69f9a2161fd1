"""Vectors of four bits a component, as FAISS keeps them in its lists: cosines of the codes as they lie in memory.

FAISS gives such vectors back one by one, component by component; a question needs those of a thousand places. A code c
stands for low + (c + 1/2) / 15 * span of its component, so that a product with a vector is one with the codes, scaled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.vectors.products import product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.protocols import Vectors

_LEVELS = 15
_IN_LIST = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class FourBit:
    """Codes in lists.

    Attributes:
        memory: the bytes of the file, uint8.
        begins: byte at which the codes of each list begin.
        places: of each position, the number of its list, times 2 ** 32, plus its place in that list.
        low: of each component, what its lowest code begins at.
        span: of each component, how far its codes reach.
    """

    memory: NDArray[np.uint8]
    begins: NDArray[np.int64]
    places: NDArray[np.int64]
    low: Vectors
    span: Vectors

    def cosines(self, vectors: Vectors, positions: NDArray[np.int64]) -> Vectors:
        """Of what stands at `positions` to each row of `vectors`; shape (len(positions), len(vectors))."""
        size = (len(self.low) + 1) // 2
        # Every run of so many bytes, of which only those are read that are asked for.
        runs = np.lib.stride_tricks.as_strided(self.memory, (max(0, len(self.memory) - size + 1), size), (1, 1))
        places = self.places[positions]
        codes = runs[self.begins[places >> 32] + (places & _IN_LIST) * size]
        weights = np.zeros((len(vectors), 2 * size), np.float32)
        weights[:, : len(self.low)] = vectors * (self.span / _LEVELS)
        # The even components stand in the low half of a byte.
        found = product((codes & 15).astype(np.float32), weights[:, ::2].T.copy())
        found += product((codes >> 4).astype(np.float32), weights[:, 1::2].T.copy())
        found += vectors @ (self.low + self.span / (2 * _LEVELS))
        return found
