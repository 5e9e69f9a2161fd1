from __future__ import annotations

import pytest

from qa.models import Document
from qa.resolution.times import time_said

DAYS = ("2025-03-04", "2025-04-01", "2025-06-09", "2025-06-12")
DOCUMENTS = [Document(f"{day}.txt", "Weekly meeting", day, "dialogue", 1, 1, 1, ("A",)) for day in DAYS]


@pytest.mark.parametrize(
    ("question", "words", "days"),
    [
        ("What was the status in April?", "in April", DAYS[1:2]),
        ("What did she say in May?", "in May", ()),
        ("What did she say in 2024 about tea?", "in 2024", ()),
        ("What did she say on Monday?", "on Monday", DAYS[2:3]),
        ("What did she say on Thursday about tea?", "on Thursday", DAYS[3:]),
        ("What did she say about tea after the April meeting?", "after the April meeting", DAYS[2:]),
        ("What did she say before April?", "before April", DAYS[:1]),
        ("What did she say since April 2025 about tea?", "since April 2025", DAYS[1:]),
    ],
)
def test_when_it_was_said(question, words, days):
    found = time_said(question, DOCUMENTS, DOCUMENTS)
    assert found is not None and found.words == words
    assert found.documents == tuple(f"{day}.txt" for day in days)


@pytest.mark.parametrize(
    "question",
    [
        "What happened in April?",
        "What did she say?",
        # Of several nobody knows which.
        "What did she say after the meeting?",
        "What did she say after the June meeting?",
        # Nothing was said on a Sunday of the last week: the day of what is told.
        "What did she say about the fire on Sunday?",
        "What did she say about Monday's fire?",
        "What did she say in 2025?",
    ],
)
def test_no_time_of_words(question):
    assert time_said(question, DOCUMENTS, DOCUMENTS) is None


def test_without_dates_there_is_no_time():
    undated = [Document("a.txt", None, None, "dialogue", 1, 1, 1, ("A",))]
    assert time_said("What did she say in April?", undated, undated) is None
