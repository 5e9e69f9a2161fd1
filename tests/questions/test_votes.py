"""Which questions ask for a vote or a motion."""

from __future__ import annotations

import pytest

from qa.questions.votes import Choice, Part, asked


@pytest.mark.parametrize(
    ("question", "part", "who", "choice", "about"),
    [
        ("How did Okonkwo vote in June?", Part.CAST, "Okonkwo", None, "in June"),
        ("how did trustee beale vote on the phones", Part.CAST, "trustee beale", None, "on the phones"),
        ("Did Vance vote against the shelter?", Part.CAST, "Vance", None, "the shelter"),
        ("Who voted no on the pouches?", Part.CAST, "", Choice.AGAINST, "on the pouches"),
        ("who voted against it", Part.CAST, "", Choice.AGAINST, "it"),
        ("Which councillors voted for the bench?", Part.CAST, "", Choice.FOR, "the bench"),
        ("Did anyone vote against the budget?", Part.CAST, "", Choice.AGAINST, "the budget"),
        ("Who abstained on the budget?", Part.CAST, "", Choice.NEITHER, "on the budget"),
        ("Who seconded the motion on the pouches?", Part.SECONDED, "", None, "on the pouches"),
        ("who seconded it, as to the vote on the pouches?", Part.SECONDED, "", None, "on the vote on the pouches"),
        ("who made the motion to adjourn?", Part.MOVED, "", None, "to adjourn"),
        ("Who moved to postpone the item?", Part.MOVED, "", None, "to postpone the item"),
        ("What was the vote on the pouches?", Part.WHOLE, "", None, "on the pouches"),
        ("How did the council vote on the shelter?", Part.WHOLE, "", None, "on the shelter"),
        ("Did the motion on the bench pass?", Part.WHOLE, "", None, "on the bench"),
    ],
)
def test_a_vote_is_asked_for(question, part, who, choice, about):
    found = asked(question)
    assert found is not None
    assert (found.part, found.who, found.choice, found.about) == (part, who, choice, about)


@pytest.mark.parametrize(
    "question",
    [
        "Who is against the shelter?",
        "Why did Vance vote no?",
        "What did Vance say about the vote?",
        "Who moved in last year?",
        "How did voters react?",
        "What was the second motion about?",
        "Who voted in the last election?",
    ],
)
def test_what_somebody_says_of_a_vote_is_another_question(question):
    assert asked(question) is None
