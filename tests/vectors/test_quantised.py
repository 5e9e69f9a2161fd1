"""Stored vectors: by hand, and how much is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DimensionMismatch
from qa.vectors.quantised import dimension_of, from_bytes, to_bytes


def unit(count, dimension, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_by_hand():
    # The largest is 511 steps: 512 + 511, 512 - 256 (rounded from 255.5), 512; ten bits each, the lowest first.
    (row,) = to_bytes(np.array([[1.0, -0.5, 0.0]], np.float32))
    assert row == b"\x03\x00" + (1023 | 256 << 10 | 512 << 20).to_bytes(5, "little")
    assert dimension_of(row) == 3
    length = (511**2 + 256**2) ** 0.5
    assert from_bytes([row], 3) == pytest.approx(np.array([[511 / length, -256 / length, 0]], np.float32))


@given(st.integers(0, 20), st.sampled_from([1, 4, 7, 16, 384]), st.integers(0, 99))
def test_stored_rows_come_back_at_norm_1(count, dimension, seed):
    vectors = unit(count, dimension, seed)
    rows = to_bytes(vectors)
    assert {len(row) for row in rows} <= {2 + 5 * -(-dimension // 4)}
    again = from_bytes(rows, dimension)
    assert again.dtype == np.float32 and again.shape == (count, dimension)
    assert np.allclose(np.linalg.norm(again, axis=1), 1, atol=1e-6)
    assert np.allclose(again, vectors, atol=1.5e-3)


def test_similarities_hardly_change():
    vectors, queries = unit(2000, 384), unit(20, 384, 1)
    lost = from_bytes(to_bytes(vectors), 384) @ queries.T - vectors @ queries.T
    assert lost.std() < 1.2e-4


def test_a_row_of_zeros_stays_one():
    assert from_bytes(to_bytes(np.zeros((1, 6), np.float32)), 6).tolist() == [[0] * 6]


@pytest.mark.parametrize("row", [b"", bytes(22), b"\x10\x00" + bytes(19), b"\x0f\x00" + bytes(20)])
def test_stored_row_of_another_length(row):
    (sound,) = to_bytes(unit(1, 16))
    with pytest.raises(DimensionMismatch, match="not of dimension 16"):
        from_bytes([sound, row], 16)
