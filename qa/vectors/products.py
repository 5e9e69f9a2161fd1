"""Products of matrices, on the thread that asks for them.

Threads of BLAS go on spinning when they are done, and the model that encodes next on the same cores takes twice as
long: so BLAS is given so few rows at a time that it wakes none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qa.pool import Floats

# OpenBLAS computes a product of so many multiplications on the thread that asks for it, but one by a single column on
# all of them.
_ONE_THREAD, _WIDE = 262_144, 8


def product(rows: Floats, matrix: Floats) -> Floats:
    """`rows @ matrix`, float32: rows of shape (n, m), which may overlap in memory, and a matrix of shape (m, out)."""
    taken, out = matrix.shape
    if out == 1 or (out < _WIDE and not rows.flags.c_contiguous):
        # Rows that overlap would be copied for BLAS, which is not worth the while for a few columns.
        columns: Floats = np.einsum("ij,jk->ik", rows, matrix)
        return columns
    block = max(1, min(len(rows), _ONE_THREAD // max(1, taken * out)))
    if out < _WIDE:
        found = np.empty((len(rows), out), np.float32)
        for start in range(0, len(rows), block):
            np.matmul(rows[start : start + block], matrix, out=found[start : start + block])
        return found
    count = -(-len(rows) // block)
    laid = np.zeros((count * block, taken), np.float32)
    laid[: len(rows)] = rows
    whole: Floats = (laid.reshape(count, block, taken) @ matrix).reshape(-1, out)[: len(rows)]
    return whole


def cosines(rows: Floats, vectors: Floats) -> Floats:
    """Of rows of norm 1 to each of some vectors of norm 1, shape (len(rows), len(vectors))."""
    return product(np.ascontiguousarray(rows, np.float32), vectors.astype(np.float32, copy=False).T)
