"""How sure a mean is: percentile bootstrap (Efron and Tibshirani, 1993, chapter 13)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLES = 2000
LEVEL = 0.95


def interval(values: Sequence[float], *, resamples: int = RESAMPLES) -> tuple[float, float]:
    """Ends of the interval that holds the mean with probability `LEVEL`; the same for the same values.

    Raises:
        ValueError: there are no values.
    """
    if not len(values):
        raise ValueError("no interval without values")
    array = np.asarray(values, float)
    random = np.random.default_rng(0)
    means = array[random.integers(0, len(array), (resamples, len(array)))].mean(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
