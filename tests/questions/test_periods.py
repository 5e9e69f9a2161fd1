"""A stretch of time by a year or a month and a year, as its first and last day."""

from __future__ import annotations

import pytest

from qa.questions.periods import period


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("How often was it mentioned in 2023?", "2023-01-01", "2023-12-31"),
        ("since 2023", "2023-01-01", None),
        ("since March 2024", "2024-03-01", None),
        ("after 2023", "2024-01-01", None),
        ("after January 2024?", "2024-02-01", None),
        ("after Dec. 2024", "2025-01-01", None),
        ("before 2024", None, "2023-12-31"),
        ("before March 2024", None, "2024-02-29"),
        ("until February 2023", None, "2023-02-28"),
        ("between 2022 and March 2024", "2022-01-01", "2024-03-31"),
        ("from May 2022 to 2024", "2022-05-01", "2024-12-31"),
        ("in the year 1999", "1999-01-01", "1999-12-31"),
    ],
)
def test_a_period(text, after, before):
    found = period(text)
    assert found is not None
    assert (found.after, found.before) == (after, before)
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    ["in 2023-2024's plan", "in 20234", "2023", "since March", "before the vote", "flight 2023", "in room 2023b"],
)
def test_none(text):
    assert period(text) is None
