"""qa.extraction.declined: the very thing was asked, and whoever was asked did not tell it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.extraction.declined import not_told
from qa.questions.parsing import parse
from tests.extraction.test_premises import replies


@pytest.mark.parametrize(
    ("question", "asked", "reply"),
    [
        (
            "what is the county paying its outside lawyers for the inquest",
            "What's the county paying its outside lawyers for the inquest?",
            "I don't have the figure with me. Ask the treasurer.",
        ),
        ("What time does the last tram leave?", "So what time is the last tram?", "The timetable's not fixed."),
        (
            "what exact reading did Tom get with his own kit?",
            "What was the reading that you got with your kit?",
            "I don't remember the exact number.",
        ),
        ("How much did the settlement cost?", "How much did the settlement cost?", "I'm not able to discuss that."),
        ("Who signed the order?", "Who signed the order?", "I'd rather not say in public."),
        (
            "How much was the bonus of that year?",
            "And the bonus, how much was it that year?",
            "I would rather not say.",
        ),
        ("How many were hit?", "Do we know how many were hit?", "Not exactly. Finance is looking at it."),
        ("Who is paying for the floor?", "Who is paying for the floor?", "That's being discussed between us and them."),
        ("How fast did it go?", "How fast did it go?", "They took the recorder, so I can't speak to the speed."),
        ("When can people go home?", "When can people go home?", "I don't want to give you a time and then break it."),
        # It was only asked whether it is so.
        ("When did Lang resign?", "Is Deputy Secretary Lang resigning?", "He is at his desk today."),
        ("Why did Lang resign?", "Is Lang resigning?", "I have no personnel announcements to make."),
    ],
)
def test_it_was_left_open(question, asked, reply):
    found = replies(asked, reply)
    left = not_told(parse(question), found, found)
    assert left is not None and left.text in reply


@pytest.mark.parametrize(
    ("question", "asked", "reply"),
    [
        # Told after all.
        ("How many came?", "How many came?", "I don't remember exactly, but about forty of them did."),
        ("When was it sold?", "When was it sold?", "I can't say the hour. It was in May."),
        # Another question.
        ("How much did the settlement cost?", "How much is the rent?", "I don't have the figure with me."),
        # What somebody says of it is asked for, and this is said.
        ("What did Ann Lee say about the rent?", "How much is the rent?", "I don't have the figure with me."),
        ("Does she know how much the rent is?", "How much is the rent?", "I don't know."),
        # Something else of the same matter was left open.
        ("How much did the inspection cost?", "Isn't an inspection called for every year?", "I didn't know it then."),
        # It was so.
        ("When did Lang resign?", "Did Lang resign?", "Yes, he left on Monday."),
        ("When did Lang resign?", "Did Lang resign?", "He resigned on Monday."),
    ],
)
def test_it_was_not(question, asked, reply):
    found = replies(asked, reply)
    assert not_told(parse(question), found, found) is None


def test_it_is_told_elsewhere():
    open_left = replies("How much did the settlement cost?", "I don't have the figure with me.")
    told = replies("And then?", "The settlement cost four million in the end.")
    told = [replace(one, turn=replace(one.turn, index=40)) for one in told]
    assert not_told(parse("How much did the settlement cost?"), [*told, *open_left], [*told, *open_left]) is None


def test_nothing_was_found():
    assert not_told(parse("How much did it cost?"), [], []) is None


def test_the_very_question_was_left_open_behind_what_ranks_first():
    seen = replies("When did you last see Edwin Garrow alive?", "It'd be a quarter past eleven. He came by the hut.")
    left = replies("Can you say what time he died?", "No. Not in water. Any hour I gave you would be a guess.")
    left = [replace(one, turn=replace(one.turn, index=9), asked=replace(one.asked, start=0)) for one in left]
    found = not_told(parse("What time did Edwin Garrow die?"), seen, [*seen, *left])
    assert found is not None and found.turn.index == 9
    # Where it is told, whatever was left open besides is no matter.
    told = replies("When did Edwin Garrow die?", "He died at a quarter past eleven.")
    assert not_told(parse("What time did Edwin Garrow die?"), told, [*told, *left]) is None
    assert not_told(parse("What time did Edwin Garrow leave?"), seen, [*seen, *left]) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Whose fault was the failure?", True),
        ("Whose fault is it that the furnace failed?", True),
        ("Whose furnace failed?", False),
        ("Who is at fault?", False),
    ],
)
def test_what_somebody_says_he_will_not_tell_was_an_answer(question, told):
    found = replies("And the furnace?", "We're in talks, so I'm not going to say whose fault it was.")
    assert (not_told(parse(question), [], found) is not None) is told
