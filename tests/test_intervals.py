"""qa.intervals: against what statistics knows of means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.intervals import interval


def test_of_many_coin_throws_is_the_normal_one():
    values = [0.0, 1.0] * 200
    low, high = interval(values)
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.025, 0.5 + 1.96 * 0.025), abs=0.004)


def test_holds_the_true_mean_about_as_often_as_it_says():
    random = np.random.default_rng(3)
    held = [low <= 0.3 <= high for low, high in (interval(random.random(120) < 0.3, resamples=400) for _ in range(200))]
    assert 0.89 <= np.mean(held) <= 0.99


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_lies_around_the_mean_and_within_the_values(values):
    low, high = interval(values, resamples=200)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert interval(values, resamples=200) == (low, high)


def test_nothing_has_no_interval():
    with pytest.raises(ValueError, match="without values"):
        interval([])
