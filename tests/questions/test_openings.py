"""What may stand before a question, whatever it asks."""

from __future__ import annotations

import pytest

from qa.questions import acts, asking, ends, firsts, groups, headed, naming, occasions, outcomes, votes
from qa.questions.kinds import Kind, recognise

BEFORE = ("", "And ", "Ok, so ", "well then, ", "So, please ", "But now ")


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize(
    ("asked", "question"),
    [
        (acts.asked, "what did Ann promise?"),
        (asking.asked, "what questions were asked of Ann?"),
        (ends.asked, "who spoke first?"),
        (firsts.asked, "who first mentioned the depot?"),
        (groups.group, "what did everyone say about it?"),
        (headed.asked, "who was absent?"),
        (naming.asked, "who is mentioned?"),
        (occasions.asked, "when was the hearing?"),
        (outcomes.asked, "what was decided?"),
        (votes.asked, "who voted against it?"),
    ],
)
def test_a_question_that_began_in_two_words_was_read_otherwise(asked, question, before):
    assert asked(question) is not None
    assert asked(before + question) == asked(question)


@pytest.mark.parametrize("before", BEFORE)
def test_who_spoke_is_asked_after_any_beginning(before):
    assert recognise(f"{before}who spoke at the hearing?").kind is Kind.LIST
