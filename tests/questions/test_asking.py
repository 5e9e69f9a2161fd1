"""Which questions ask for all that was asked."""

from __future__ import annotations

import pytest

from qa.questions.asking import asked


@pytest.mark.parametrize(
    ("question", "whom", "about"),
    [
        ("What questions were asked?", "", ""),
        ("what questions were asked in the interview?", "", "in the interview"),
        ("Which questions were asked about the cost?", "", "about the cost"),
        ("What questions were put to Dr. Rook about petrol?", "Dr. Rook", "about petrol"),
        ("list all the questions asked in the March hearing", "", "in the March hearing"),
        ("What did the board ask the superintendent?", "the superintendent", ""),
        ("what did people ask about the pouches", "", "about the pouches"),
        ("What was Dr. Rook asked?", "Dr. Rook", ""),
        ("What was Rook asked about?", "Rook", ""),
        ("What questions was Rook asked about the wiring?", "Rook", "about the wiring"),
    ],
)
def test_all_that_was_asked_is_asked_for(question, whom, about):
    found = asked(question)
    assert found is not None
    assert (found.whom, found.about) == (whom, about)


@pytest.mark.parametrize(
    "question",
    [
        "How many questions were asked?",
        "What did Lyle ask Rook?",
        "What questions did Okafor ask?",
        "What questions remain?",
        "What was Rook asked to do?",
        "What was asked of him?",
    ],
)
def test_one_persons_questions_are_another_matter(question):
    assert asked(question) is None
