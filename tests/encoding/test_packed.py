"""Batches: every text once, the work shared out evenly."""

from __future__ import annotations

import random

import pytest

from qa.encoding.packed import BUDGET, batches


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 64, 1000])
def test_every_text_is_in_one_batch(workers, count):
    sizes = [random.Random(count).uniform(3, 256) for _ in range(count)]
    made = batches(sizes, workers)
    assert sorted(at for batch in made for at in batch) == list(range(count))
    assert all(made)


@pytest.mark.parametrize("workers", [2, 3, 8])
def test_work_is_shared_evenly(workers):
    sizes = [random.Random(1).uniform(3, 256) for _ in range(1000)]
    made = [sum(sizes[at] for at in batch) for batch in batches(sizes, workers)]
    assert len(made) % workers == 0
    assert max(made) <= BUDGET + max(sizes)
    assert max(made) - min(made) <= 2 * max(sizes)


def test_long_texts_go_with_long_ones():
    sizes = [10.0, 250.0] * 40
    lengths = [[sizes[at] for at in batch] for batch in batches(sizes, 2)]
    assert [size for batch in lengths for size in batch] == sorted(sizes, reverse=True)


def test_a_question_and_its_topic_share_a_pass():
    assert batches([12.0, 9.0], 2) == [[0, 1]]
    assert len(batches([150.0, 150.0, 20.0], 8)) == 2
