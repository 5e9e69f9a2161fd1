"""Vectors in little room: by hand, and how much is lost."""

from __future__ import annotations

import numpy as np
import pytest

from qa.vectors.codes import pack, unpack, width


def test_by_hand():
    # Of norm 1 and dimension 4 a component counts from .612 / 2 on.
    vectors = np.array([[0.8, -0.6, 0.0, 0.0], [0.5, 0.5, 0.5, -0.5], [0.0, 0.0, 0.0, 0.0]], np.float32)
    assert pack(vectors).shape == (3, 1)
    half = 2**-0.5
    expected = np.array([[half, -half, 0, 0], [0.5, 0.5, 0.5, -0.5], [0, 0, 0, 0]], np.float32)
    assert unpack(pack(vectors), 4) == pytest.approx(expected)


@pytest.mark.parametrize("dimension", [1, 4, 5, 384, 386])
def test_similarities_stay(dimension):
    vectors = np.random.default_rng(1).normal(size=(200, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    codes = pack(vectors)
    assert codes.shape == (200, width(dimension)) and codes.dtype == np.uint8
    back = unpack(codes, dimension)
    assert np.linalg.norm(back, axis=1) == pytest.approx(np.ones(200), abs=1e-6)
    # Nothing comes nearer to a code than the vector that it was made of.
    assert (np.einsum("ij,ij->i", vectors, back) > 0.8).all()


def test_of_nothing():
    assert unpack(pack(np.empty((0, 384), np.float32)), 384).shape == (0, 384)


def test_what_is_no_code_is_refused():
    with pytest.raises(ValueError, match="are not of vectors of dimension 384"):
        unpack(np.zeros((2, 3), np.uint8), 384)
    with pytest.raises(ValueError, match="stands for no code"):
        unpack(np.full((1, 77), 255, np.uint8), 384)
