"""What moves or seconds something, calls a name, or casts a vote."""

from __future__ import annotations

import pytest

from qa.extraction.votes import calls, choice_of, moves, seconds, tells_of_a_motion
from qa.questions.votes import Choice


def test_a_motion_is_told_from_a_move():
    assert moves("Mayor, I move to approve the item.")
    assert moves("So moved.")
    assert moves("I'd like to move that we adopt option B.")
    assert not moves("I moved to Leeds in 1961.")
    assert not moves("Shall I move to approve it?")
    assert tells_of_a_motion("Moved by Councillor Lee, seconded by Councillor Park.")


def test_a_seconder_is_told_from_whoever_counts():
    assert seconds("Second.")
    assert seconds("I'd second that, although I think it's weak tea.")
    assert not seconds("Second, a correction: it was 430.")
    assert not seconds("Before I second it, I've got a condition.")


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Aye.", Choice.FOR),
        ("Reluctantly, no.", Choice.AGAINST),
        ("I vote yes.", Choice.FOR),
        ("Yes, with reservations.", Choice.FOR),
        ("I abstain.", Choice.NEITHER),
        ("Here.", None),
        ("No, I don't think that is the question.", None),
    ],
)
def test_a_vote_is_a_word(text, choice):
    assert choice_of(text) is choice


def test_a_name_that_is_called_is_nothing_else():
    assert calls("Okonkwo?", "COUNCILMEMBER OKONKWO")
    assert calls("And Mayor Holt, how do you vote?", "MAYOR HOLT")
    assert calls("Trustee Beale?", "SPEAKER_03")
    assert not calls("Second.", "COUNCILMEMBER VANCE")
    assert not calls("Is there a motion?", "TRUSTEE BEALE")
