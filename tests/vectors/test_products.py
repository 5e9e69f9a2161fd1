"""Products on one thread are those of numpy, whatever the shapes and however the rows lie in memory."""

from __future__ import annotations

import numpy as np
import pytest

from qa.vectors.products import cosines, product


@pytest.mark.parametrize(
    ("count", "taken", "out"), [(0, 5, 3), (1, 384, 1), (1, 384, 2), (683, 384, 2), (3_000, 384, 7), (900, 240, 48)]
)
def test_as_numpy(count, taken, out):
    chance = np.random.default_rng(count)
    rows, matrix = (chance.normal(size=size).astype(np.float32) for size in ((count, taken), (taken, out)))
    found = product(rows, matrix)
    assert found.dtype == np.float32
    assert found.shape == (count, out)
    np.testing.assert_allclose(found, rows.astype(np.float64) @ matrix, atol=1e-3)


@pytest.mark.parametrize("out", [1, 3, 48])
def test_rows_that_overlap(out):
    chance = np.random.default_rng(out)
    laid, matrix = chance.normal(size=(104, 6)).astype(np.float32), chance.normal(size=(30, out)).astype(np.float32)
    windows = np.lib.stride_tricks.as_strided(laid, (100, 30), (laid.strides[0], laid.itemsize))
    np.testing.assert_allclose(product(windows, matrix), windows.copy() @ matrix, atol=1e-4)


@pytest.mark.parametrize("many", [1, 2, 300])
def test_cosines(many):
    chance = np.random.default_rng(many)
    vectors = chance.normal(size=(many, 384))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = cosines(vectors.astype(np.float32), vectors.astype(np.float32))
    assert found.shape == (many, many)
    np.testing.assert_allclose(found, vectors @ vectors.T, atol=1e-5)
    np.testing.assert_allclose(np.diagonal(found), 1, atol=1e-5)


def test_of_nothing():
    assert cosines(np.empty((0, 384), np.float32), np.ones((2, 384), np.float32)).shape == (0, 2)
    assert product(np.empty((0, 240), np.float32), np.ones((240, 48), np.float32)).shape == (0, 48)
