"""Which questions ask who was there."""

from __future__ import annotations

import pytest

from qa.questions.presence import asked


@pytest.mark.parametrize(
    ("question", "who", "about"),
    [
        ("Which meetings did Iris miss?", "Iris", ""),
        ("Which meeting was Fergus not at?", "Fergus", ""),
        ("Did Ann ever miss a meeting?", "Ann", ""),
        ("Has Owen missed any board meetings?", "Owen", ""),
        ("Was Marcus at every meeting?", "Marcus", ""),
        ("How many meetings did Councillor Moss miss?", "Councillor Moss", ""),
        ("Which session did Ann not attend?", "Ann", ""),
        ("Was everyone present in January?", "", "in January"),
        ("Were all the members present at the March meeting?", "", "at the March meeting"),
        ("Did anybody miss the June meeting?", "", "the June meeting"),
        ("Was the whole board at the May meeting?", "", "at the May meeting"),
    ],
)
def test_who_was_there_is_asked(question, who, about):
    found = asked(question)
    assert found is not None
    assert (found.who, found.about) == (who, about)


@pytest.mark.parametrize(
    "question",
    [
        "Did anyone miss the deadline?",
        "Did Ann miss her husband?",
        "Was everyone happy in May?",
        "Did everybody make it out of the building?",
        "Was anyone missing from the boat?",
        "Which meetings did they hold?",
    ],
)
def test_what_is_told_by_words_alone_is_another_question(question):
    assert asked(question) is None
