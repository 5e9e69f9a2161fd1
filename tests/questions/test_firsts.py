"""qa.questions.firsts: who first mentioned the depot is asked of all mentions, who opened it first of none."""

from __future__ import annotations

import pytest

from qa.questions.ends import End
from qa.questions.kinds import Counted, Kind, recognise

FIRST = [
    ("Who first mentioned the depot?", "depot"),
    ("Who mentioned the depot first?", "depot"),
    ("Who brought the depot up first?", "depot"),
    ("And who was the first person to raise the depot?", "depot"),
    ("When was the depot first mentioned?", "depot"),
    ("When did Ruth Calloway first mention the depot?", "depot"),
    ("When did the depot first come up?", "depot"),
    ("Where is asbestos first discussed in the board meeting?", "asbestos"),
    ("What was the earliest mention of asbestos?", "asbestos"),
    ("When was the first time anyone mentioned Gasworks Yard?", "Gasworks Yard"),
    ("When was the first time the depot came up?", "depot"),
    ("Which meeting first mentioned Gasworks Yard?", "Gasworks Yard"),
    ("In which meeting was Gasworks Yard first mentioned?", "Gasworks Yard"),
    ('Who first said "two hundred and twelve"?', "two hundred and twelve"),
]
LAST = [
    ("Who last mentioned the depot?", "depot"),
    ("When was the depot last mentioned?", "depot"),
    ("When did she most recently talk about the depot?", "depot"),
    ("When was the last time somebody mentioned the depot?", "depot"),
    ("What is the latest reference to the depot?", "depot"),
]
NEITHER = [
    "Who spoke first?",
    "Who opened the depot first?",
    "What was the first thing Ruth said?",
    "When did the first tram run?",
    "When was the depot first opened?",
    "When did they first meet?",
    "Who mentioned the first tram?",
    "Who was the first mayor?",
]


@pytest.mark.parametrize(
    ("question", "term", "end"),
    [*((*one, End.FIRST) for one in FIRST), *((*one, End.LAST) for one in LAST)],
)
def test_the_first_or_last_mention_is_asked_for(question, term, end):
    task = recognise(question)
    assert (task.kind, task.counted, task.term, task.end) == (Kind.LIST, Counted.FIRST, term, end)


@pytest.mark.parametrize("question", NEITHER)
def test_something_else_is_asked_for(question):
    assert recognise(question).counted is not Counted.FIRST


def test_who_is_named_is_no_part_of_the_term():
    task = recognise("When did Ruth Calloway first mention the depot?")
    assert "Ruth Calloway" in task.rest
    assert "depot" not in task.rest
