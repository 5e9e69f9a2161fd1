"""qa.questions.outcomes: whether a question asks for what came of a meeting."""

import pytest

from qa.questions.outcomes import Outcome, asked


@pytest.mark.parametrize(
    ("question", "outcome", "about"),
    [
        ("What was decided?", Outcome.DECIDED, ""),
        ("what was decided about the roof", Outcome.DECIDED, "about the roof"),
        ("What did the parish council decide in March?", Outcome.DECIDED, "in March"),
        ("what did they agree on", Outcome.DECIDED, ""),
        ("list the decisions made in the June meeting", Outcome.DECIDED, "in the June meeting"),
        ("action items", Outcome.TO_DO, ""),
        ("todos for Dan", Outcome.TO_DO, "for Dan"),
        ("what is Oye supposed to do", Outcome.TO_DO, "Oye"),
        ("who has to do what?", Outcome.TO_DO, ""),
        ("what was left open?", Outcome.OPEN, ""),
        ("any open questions on the budget", Outcome.OPEN, "on the budget"),
        ("what wasn't decided?", Outcome.OPEN, ""),
    ],
)
def test_what_came_of_it_is_asked_for(question: str, outcome: Outcome, about: str) -> None:
    found = asked(question)
    assert found is not None
    assert (found.outcome, found.about) == (outcome, about)


@pytest.mark.parametrize(
    "question",
    [
        "What did Ann decide?",
        "Why was the roof decided on?",
        "What was agreed with the union?",
        "What date did they agree on?",
        "Did the board decide to buy the signs?",
        "What does it have to do with the roof?",
        "Who decided that?",
        "What is open on Sundays?",
        "How did his actions change?",
    ],
)
def test_other_questions_are_none(question: str) -> None:
    assert asked(question) is None
