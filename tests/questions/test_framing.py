"""What stands around a question is taken off; what is part of it stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.questions.framing import as_question, asking_what, asking_who, unframed, without_length


@pytest.mark.parametrize(
    ("given", "alone"),
    [
        ("I missed the residents' evening. What was the nurse worried about?", "What was the nurse worried about?"),
        ("We couldn't come; so what was decided?", "what was decided?"),
        ("Sum up the update at the all-hands for someone who missed it", "Sum up the update at the all-hands"),
        ("Can you outline her case for me?", "Can you outline her case?"),
        ("a quick summary of the hearing for people who weren't there, please", "a quick summary of the hearing"),
    ],
)
def test_it_is_taken_off(given, alone):
    assert unframed(given) == alone


@pytest.mark.parametrize(
    "question",
    [
        "What did she do for me?",
        "What did they do for people who missed it?",
        "I missed it. Why?",
        "Who missed the hearing?",
        "I think she said no. When was that?",
    ],
)
def test_what_is_asked_stays(question):
    assert unframed(question) == question


@pytest.mark.parametrize(
    ("order", "question"),
    [
        ("List everyone who mentioned the county.", "Who mentioned the county."),
        ("Please give me the names of all those who voted no", "Who voted no"),
        ("Everybody who spoke about the pool", "Who spoke about the pool"),
        ("Those who live there say what?", "Those who live there say what?"),
        ("What did everyone who came say?", "What did everyone who came say?"),
        ("List the people of the town", "List the people of the town"),
    ],
)
def test_an_order_for_a_list_of_people_asks_who(order, question):
    assert asking_who(order) == question


@given(st.text())
def test_of_any_text_something_is_left(text):
    assert unframed(text) == text or len(unframed(text).split()) > 1


@pytest.mark.parametrize(
    ("given", "alone"),
    [
        ("Tell me everything about the ferry in more detail", "Tell me everything about the ferry"),
        ("What did Wang say, in detail?", "What did Wang say?"),
        ("What was said about pay at length?", "What was said about pay?"),
        ("What did Wang say in more detail: why?", "What did Wang say: why?"),
        ("What details did she give?", "What details did she give?"),
        ("Who went into detail on pay?", "Who went into detail on pay?"),
    ],
)
def test_the_wish_for_a_long_answer_is_not_what_it_is_about(given, alone):
    assert without_length(given) == alone


@pytest.mark.parametrize(
    ("order", "question"),
    [
        ("Find the part where Blinken talks about five hours.", "What did Blinken say about five hours?"),
        ("take me to the moment when they discuss the budget", "What was said about the budget?"),
        ("Can you show me the bit where Ann mentions Bob?", "What did Ann say about Bob?"),
        ("Find the ferry", "Find the ferry"),
        ("Where is the part that broke?", "Where is the part that broke?"),
    ],
)
def test_an_order_to_find_a_place_is_a_question(order, question):
    assert asking_what(order) == question


@pytest.mark.parametrize(
    "order",
    [
        "Show all that Ann said about the ferry.",
        "List all that was decided",
        "List the people that Wang mentioned.",
        "Name those who the mayor thanked",
    ],
)
def test_what_somebody_did_was_taken_for_those_who_did_it(order):
    assert as_question(order) == order


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("What do we know about the marina?", "What was said about the marina?"),
        ("so what's known about the swifts", "What was said about the swifts?"),
        (
            "Is there anything on the gas bill in the February interview?",
            "What was said about the gas bill in the February interview?",
        ),
        ("Do you have something about Mrs. Prudhoe?", "What was said about Mrs. Prudhoe?"),
        ("Have we got anything in here about bats?", "What was said about bats?"),
        ("What did we find out about the loan?", "What was said about the loan?"),
        ("Is there anything about it?", None),
        ("Is there anything on which they agree?", None),
        ("Is there anything about the plan that worries the chair?", None),
        ("What does the mayor know about the marina?", None),
        ("What do you know?", None),
        ("Is there any mention of bats?", None),
    ],
)
def test_to_know_and_to_have_anything_were_taken_for_the_matter(question, whole):
    assert as_question(question) == (whole or question)
