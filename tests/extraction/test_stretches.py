"""Where a matter is under discussion: it is come to by its name, or by what it is called beside it."""

from __future__ import annotations

import pytest

from qa.extraction.stances import takes_a_side, tells_of_change
from qa.extraction.stretches import stretches
from qa.lexical.analysis import analyse
from qa.models import Turn

SPRING = (
    ("Chair", "Good evening. Ferry Road, then. The second quotation."),
    ("Ann Lee", "It has come in at three million."),
    ("Chair", "Item two, the mobile library."),
    ("Bob Day", "The van is old. The van needs a gearbox. The van is all they have."),
    ("Chair", "And fines?"),
    ("Ann Lee", "Fines bring in nothing. I'm not happy about it."),
)
AUTUMN = (
    ("Chair", "Let's go straight to Ferry Road."),
    ("Bob Day", "I've stopped fighting it."),
    ("Chair", "The van?"),
    ("Ann Lee", "I'd sell it."),
    ("Chair", "Fines, finally?"),
    ("Bob Day", "I would abolish fines."),
)


def turns(said):
    return [Turn(index=number, speaker=who, text=text) for number, (who, text) in enumerate(said)]


def under(topic, transcripts=None):
    found = stretches(transcripts or {"spring": turns(SPRING), "autumn": turns(AUTUMN)}, analyse(topic))
    return {place[:2] for place in found.under}, {place[:2] for place in found.elsewhere}


def test_what_names_nothing_is_of_the_matter_that_was_come_to():
    on, elsewhere = under("Ferry Road")
    assert {("spring", 1), ("autumn", 1)} <= on
    assert {("spring", 5), ("autumn", 5)} <= elsewhere


def test_a_second_name_in_one_turn_is_no_other_item():
    on, _ = under("Ferry Road")
    assert ("spring", 0) in on


def test_what_a_matter_is_called_beside_its_name_is_learnt_where_it_is_come_to_by_it():
    on, _ = under("mobile library")
    assert {("spring", 3), ("autumn", 3)} <= on


def test_of_more_words_those_count_by_which_it_is_come_to():
    on, _ = under("abolishing fines")
    assert {("spring", 5), ("autumn", 5)} <= on and ("autumn", 1) not in on


def test_of_a_matter_that_is_come_to_nowhere_nothing_is_elsewhere():
    assert under("parking") == (set(), set()) == under("")


def test_a_motion_that_names_the_matter_is_of_it():
    moved = (*AUTUMN[2:4], ("Bob Day", "I move that we build Ferry Road."), *AUTUMN[4:])
    on, _ = under("Ferry Road", {"winter": turns(moved)})
    assert ("winter", 1) in on and ("winter", 4) not in on


@pytest.mark.parametrize("text", ["Yes.", "Four.", "Good evening, all.", "Ann Lee?", "Agreed.", "Oh, come on, Bob."])
def test_an_interjection_comes_to_nothing(text):
    said = (*SPRING[:2], ("Chair", text), ("Bob Day", "I'd look at it."), *SPRING[2:])
    on, _ = under("Ferry Road", {"spring": turns(said)})
    assert ("spring", 3) in on


@pytest.mark.parametrize(
    "text",
    [
        "I've stopped fighting it.", "So I've had to think again.", "I've changed my tune a little.",
        "I wouldn't put it like that today.", "I don't think I can defend it any longer.",
        "And I've made my peace with one floor.", "With that I'm back where I started.",
        "I've been glad to be proved wrong.", "I never thought I'd hear myself say it.",
    ],
)  # fmt: skip
def test_who_has_come_round_tells_of_a_change(text):
    assert tells_of_change(text)


@pytest.mark.parametrize("text", ["We had a long talk.", "I think again of Rome.", "They stopped the tram."])
def test_what_only_sounds_like_a_change_tells_of_none(text):
    assert not tells_of_change(text)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("I want it permanent.", True), ("I could live with a trial at Central.", True),
        ("I stand where I stood.", True), ("I'd vote for it.", True), ("I recommend that we accept.", True),
        ("I want to be honest with you.", False), ("I'd like to thank the staff.", False),
        ("It came on Friday.", False),
    ],
)  # fmt: skip
def test_a_side_is_taken_by_its_words(text, side):
    assert takes_a_side(text) is side


@pytest.mark.parametrize(
    ("text", "side"), [("I'm in.", True), ("We're in the same building.", False), ("We're out of time.", False)]
)
def test_where_somebody_is_is_no_side(text, side):
    assert takes_a_side(text) is side
