"""qa.conversation.frames: another thing, or person, in the place of the last."""

from __future__ import annotations

import pytest

from qa.conversation.followup import standalone
from qa.models import Answer, Citation


def is_speaker(name):
    return name.casefold() in {"hugo", "mina", "ann", "bob", "the mayor"}


def asked(question):
    return [Answer(question, "…", False, (Citation(1, "d.txt", None, None, 1, "TOM", "I do.", 0, 5),))]


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("How much does a loaf cost?", "and a bowl?", "How much does a bowl cost?"),
        ("How much does the Sunday ferry cost?", "what about a second vessel?", "How much does a second vessel cost?"),
        (
            "How many passengers did the ferry carry in May?",
            "and the bus?",
            "How many passengers did the bus carry in May?",
        ),
        ("When was the rack last inspected?", "and the crane?", "When was the crane last inspected?"),
        ("When is the launch?", "and the party?", "When is the party?"),
        ("Who is the contractor for the pool?", "and the roof?", "Who is the contractor for the roof?"),
        ("What is the status of the payments?", "and the search?", "What is the status of the search?"),
        ("Who voted against the permit?", "and the fare?", "Who voted against the fare?"),
        ("Who pays for the ferry?", "and for the bus?", "Who pays for the bus?"),
        ("What was decided about the pool?", "and about the ferry?", "What was decided about the ferry?"),
        ("Do Ann and Bob agree on the pool?", "and on the ferry?", "Do Ann and Bob agree on the ferry?"),
        ("Compare Ann and Bob on pay", "and prices?", "Compare Ann and Bob on prices"),
        ("Does Hugo make a living from clay?", "and Mina?", "Does Mina make a living from clay?"),
        ("does hugo make a living from clay", "and mina?", "does mina make a living from clay"),
        ("Why did Hugo leave?", "what about Mina?", "Why did Mina leave?"),
        ("Did the mayor fix the roof?", "did Ann?", "Did Ann fix the roof?"),
        ("Would Hugo go back to clay?", "and his sister?", "Would Hugo's sister go back to clay?"),
        ("Would Hugo go back to the market?", "and the wheel?", "Would Hugo go back to the wheel?"),
        ("How often was Ann mentioned?", "and Bob?", "How often was Bob mentioned?"),
        ("How much energy will the centre use?", "and water?", "How much water will the centre use?"),
        ("How many trams does Oslo have?", "and Bergen?", "What was said about Bergen?"),
        ("what is it for visitors, as to parking?", "and for residents?", "what is it for residents, as to parking?"),
        ("who pays for it, as to parking?", "and the roof?", "who pays for it, as to the roof?"),
        # A thing is not asked what a person does.
        ("Why did the mayor vote against the repair?", "and the roof?", "Why did the mayor vote against the roof?"),
        ("Did the mayor resign?", "and the roof?", "What was said about the roof?"),
        # Where no place of a thing is plain, what was said about it.
        ("Is it raining?", "and the ferry?", "What was said about the ferry?"),
        ("Are trams late?", "and buses?", "What was said about buses?"),
        ("Did Ann meet Bob?", "and Mina?", "What did Mina say about meet?"),
    ],
)
def test_another_takes_the_place_of_the_last(before, question, whole):
    assert standalone(question, asked(before), is_speaker) == whole


def test_what_is_asked_after_who_objects_is_not_whether_anybody_objects():
    history = [
        *asked("What was decided?"),
        Answer("anyone disagree?", "…", False, searched_for="Who is against trams?"),
    ]
    assert standalone("what about the bus?", history, is_speaker) == "What was said about the bus?"


def test_what_was_not_answered_of_one_thing_is_not_asked_of_another_anew():
    nobody = [Answer("What is the capital of Spain?", "…", True)]
    assert standalone("what about the clinic?", nobody, is_speaker) == "What was said about the clinic?"
    assert standalone("and of France?", nobody, is_speaker) == "What is the capital of France?"
