"""qa.premises: what a question takes for granted, and whoever was asked it denied."""

from __future__ import annotations

import pytest

from qa.candidates import of_turn
from qa.models import Document, Turn
from qa.premises import denial

DOCUMENT = Document("a.txt", "A hearing", "2024-05-01", "dialogue", 2, 30, 1, ("Q", "Ann Lee"))


def replies(asked, reply):
    before = Turn(0, "Q", asked)
    found = of_turn(DOCUMENT, Turn(1, "Ann Lee", reply), before, 1.0)
    assert found
    return found


@pytest.mark.parametrize(
    "reply",
    [
        "I haven't. It was three million last year and it is four million now.",
        "I don't know where you've got that.",
        "That's simply false, and your paper has printed it before.",
        "There is no such plan. Nobody ever drew one.",
        "The state has ordered nothing of the kind.",
        "I never said that.",
        "Nobody has been fired.",
    ],
)
def test_a_plain_denial(reply):
    found = denial("Why have they cut the money for leaks?", replies("Why have you cut the money for leaks?", reply))
    assert found is not None and found.text in reply


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        # Nothing is taken for granted.
        ("What was said about the money for leaks?", "Nobody has cut the money for leaks."),
        ("What does she think about the money for leaks?", "I never said that."),
        # A yes or no is what is asked for.
        ("Did they cut the money for leaks?", "I haven't. It is four million now."),
        # The denial is what is asked for.
        ("Why didn't they cut it?", "We didn't. It would have been wrong."),
        ("Why does she oppose the wall?", "There is no such plan."),
        # A reason that has a "not" in it.
        ("Why is the bus late?", "Because we don't have the drivers for it."),
        ("Why is the bus late?", "No, it is the bridge that makes us late."),
        ("How much did they spend on leaks?", "It was three million last year."),
    ],
)
def test_no_denial(question, reply):
    assert denial(question, replies("Why have you cut the money for leaks?", reply)) is None


def test_a_denial_of_something_else():
    about_wages = replies("Why have you cut the wages, Ms. Lee?", "That's simply false.")
    assert denial("Why did Ann Lee resign?", about_wages) is None


def test_nothing_was_found():
    assert denial("Why was it cut?", []) is None
