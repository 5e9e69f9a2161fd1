"""Where a meeting was held: as is printed or said of it, and never from what is told of another."""

from __future__ import annotations

import pytest

from tests.answering.checks import reading

VESTRY = """# Holme Vestry Meeting

**Date:** 5 March 2024
**Location:** The Old Fire Station, Holme

**Ada Finch:** Good evening. The last meeting took place in Leeds, and I hope we never go back.

**Ben Moss:** I move that we thank our hosts.

**Ada Finch:** Those in favour?

**Ben Moss:** Aye.
"""
TALKS = """Joint Press Availability After the Talks
12 June 2024

MINISTER AALTO: I would like to welcome you to Tampere, Secretary. We are here in Pirkkala Hall until noon.

SECRETARY BROOK: Thank you. We met in Oslo in May, and here in June we go on. The summit in Oslo was short.
"""
RADIO = """Radio North, episode 9
2 July 2024

HOST: Welcome to Radio North. The summit took place in Bergen, you say?

GUEST: In Bergen, yes, at the meeting of the ministers.
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    files = {"2024-03-05-vestry.md": VESTRY, "2024-06-12-talks.txt": TALKS, "2024-07-02-radio.txt": RADIO}
    with reading(tmp_path_factory.mktemp("places"), files) as found:
        yield found


@pytest.mark.parametrize(
    "question", ["Where was the vestry meeting held?", "Where did the meeting in March take place?"]
)
def test_it_is_told_as_printed(held, question):
    answer = held.ask(question)
    assert "is headed “Location: The Old Fire Station, Holme”" in answer.answer
    assert "Leeds" not in answer.answer


def test_it_is_told_as_said(held):
    answer = held.ask("Where was this held?", document="2024-06-12-talks.txt")
    assert [one.quote for one in answer.citations] == [
        "I would like to welcome you to Tampere, Secretary. We are here in Pirkkala Hall until noon."
    ]


def test_what_is_told_of_another_meeting_says_nothing(held):
    answer = held.ask("Where did this episode take place?", document="2024-07-02-radio.txt")
    assert answer.abstained
    assert answer.answer == "Where it was held is not said in “Radio North, episode 9” (2 July 2024)."


def test_a_meeting_that_is_told_of_is_looked_for_in_what_is_said(held):
    assert "Bergen" in held.ask("Where did the summit with the ministers take place?").answer


def test_where_somebody_lives_was_where_the_meeting_was_held(tmp_path):
    said = "Talk on boats\n3 July 2024\n\nANN: I live in Brooklyn, and I like boats.\n\nBOB: So do I.\n"
    with reading(tmp_path, {"a.txt": said}) as boats:
        assert boats.ask("Where was this held?").abstained
