"""What the benchmark of encoding counts, with known answers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from benchmarks.encode import operations, padded

MINILM = SimpleNamespace(hidden_size=384, intermediate_size=1536, num_hidden_layers=6)


def test_operations_of_the_default_model():
    assert operations([1], MINILM) == pytest.approx(21.2e6, rel=0.01)
    # Attention: each token looks at each.
    assert operations([100], MINILM) - 100 * operations([1], MINILM) == 6 * 4 * 384 * (100 * 100 - 100)
    assert operations([10, 20], MINILM) == operations([10], MINILM) + operations([20], MINILM)


def test_padding_of_batches_sorted_by_length():
    assert padded([4, 2, 4, 2], 2) == 0
    assert padded([2, 4], 2) == pytest.approx(0.25)
    assert padded([5, 5, 5], 2) == 0
