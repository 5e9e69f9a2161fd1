"""Vectors as they are stored: ten bits a component, as steps of the largest of the row.

Uniform scalar quantisation. For vectors of 384 components that are about normally distributed a similarity is off by
1e-4 (one standard deviation), a fortieth of what lies between the neighbours of a question, in 482 bytes for 768 of
float16.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qa.errors import DimensionMismatch

if TYPE_CHECKING:
    from qa.protocols import Vectors

_HEAD = 2
_STEPS = 511
_GROUP = 4
_SHIFTS = np.arange(_GROUP, dtype=np.uint64) * np.uint64(10)


def to_bytes(vectors: Vectors) -> list[bytes]:
    """Rows of norm 1 as they are stored: dimension (uint16), then four components in five bytes, the lowest first."""
    count, dimension = vectors.shape
    largest = np.abs(vectors).max(1, initial=0, keepdims=True)
    steps = np.rint(vectors * (_STEPS / np.where(largest > 0, largest, 1))).astype(np.int64) + _STEPS + 1
    padded = np.zeros((count, -(-dimension // _GROUP) * _GROUP), np.uint64)
    padded[:, :dimension] = steps
    groups = (padded.reshape(count, padded.shape[1] // _GROUP, _GROUP) << _SHIFTS).sum(2, dtype="<u8")
    packed = groups[:, :, None].view(np.uint8)[:, :, :5].reshape(count, 5 * groups.shape[1])
    head = dimension.to_bytes(2, "little")
    return [head + row.tobytes() for row in packed]


def from_bytes(rows: Sequence[bytes], dimension: int) -> Vectors:
    """Stored rows as float32 of shape (len(rows), dimension), of norm 1; a row of zeros stays one.

    Raises:
        DimensionMismatch: a row is of another dimension, or none.
    """
    groups = -(-dimension // _GROUP)
    size, head = _HEAD + 5 * groups, dimension.to_bytes(2, "little")
    if any(len(row) != size or row[:2] != head for row in rows):
        raise DimensionMismatch(f"a stored vector is not of dimension {dimension}: run `qa build --full`")
    table = np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), size)
    byte = table[:, _HEAD:].reshape(len(rows), groups, 5).transpose(2, 0, 1).astype(np.uint16)
    steps = np.empty((len(rows), groups, _GROUP), np.float32)
    for component in range(_GROUP):
        # Ten bits begin in one byte and end in the next: 8 + 2, 6 + 4, 4 + 6, 2 + 8.
        shift = 2 * component
        steps[:, :, component] = byte[component] >> shift | (byte[component + 1] & ((4 << shift) - 1)) << (8 - shift)
    vectors: Vectors = steps.reshape(len(rows), groups * _GROUP)[:, :dimension] - (_STEPS + 1)
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.maximum(norms, 1e-12)[:, None]
    return vectors


def is_row(data: bytes) -> bool:
    """Whether bytes are as long as a stored row of the dimension that they begin with."""
    return len(data) == _HEAD + 5 * -(-dimension_of(data) // _GROUP)


def dimension_of(row: bytes) -> int:
    """Dimension of a stored row."""
    return int.from_bytes(row[:2], "little")
