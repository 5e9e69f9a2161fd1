"""qa.extraction.candidates: which sentences may be quoted, and what stands around each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.extraction.candidates import is_questioner, of_turn
from qa.models import Document, Turn

DOCUMENT = Document("d.txt", None, None, "dialogue", 2, 1, 1, ("ANN", "QUESTION"))


def texts(turn, before=None, **options):
    return [one.text for one in of_turn(DOCUMENT, turn, before, 1.0, **options)]


def test_a_reply_knows_what_it_replies_to():
    question = Turn(0, "QUESTION", "Good morning. Will you vote for the wall?")
    (one, two) = of_turn(DOCUMENT, Turn(1, "ANN", "Yes. It has to be built."), question, 1.0)
    assert one.text == "Yes." and one.means_little_alone
    assert one.asked.text == "Will you vote for the wall?"
    assert two.asked is not None
    assert of_turn(DOCUMENT, Turn(1, "QUESTION", "I will vote for it."), question, 1.0) == []


def test_a_short_question_leans_on_what_was_said_before_it():
    question = Turn(0, "QUESTION", "The council has approved the wall. When does it start?")
    (one,) = of_turn(DOCUMENT, Turn(1, "ANN", "It has not approved it."), question, 1.0)
    assert one.asked.text == "The council has approved the wall. When does it start?"


def test_giving_the_floor_asks_nothing():
    (one,) = of_turn(DOCUMENT, Turn(1, "BOB", "I am against the wall."), Turn(0, "CHAIR", "Bob?"), 1.0)
    assert one.asked is None
    assert texts(Turn(1, "BOB", "No."), Turn(0, "CHAIR", "Bob?")) == []


def test_two_words_may_ask():
    for asks, question in [("No buyback?", "No buyback?"), ("Really?", None), ("Any questions?", None)]:
        (one,) = of_turn(DOCUMENT, Turn(1, "ANN", "I know that you would like one."), Turn(0, "BOB", asks), 1.0)
        assert (one.asked.text if one.asked else None) == question


def test_what_is_only_asked_is_not_said():
    turn = Turn(0, "ANN", "The wall is high. Why is the wall so high? Because the water is.")
    assert texts(turn) == ["The wall is high.", "Because the water is."]
    assert "Why is the wall so high?" in texts(turn, questions=True)
    last = of_turn(DOCUMENT, turn, None, 1.0)[-1]
    assert last.asked.text == "Why is the wall so high?"


def test_a_questioners_premise_is_nobodys_statement():
    turn = Turn(0, "QUESTION", "You fired the harbourmaster last week. Who is in charge now?")
    assert texts(turn) == []
    turn = Turn(0, "COUNCILLOR PARK", "You fired the harbourmaster last week. Who is in charge now?")
    (one,) = of_turn(DOCUMENT, turn, None, 1.0)
    assert one.premise


def test_why_somebody_asks_is_no_reply_to_the_own_question():
    asks = (
        "Prime Minister, does the ban cover the golf course? Because my listeners can see the sprinklers from the bus."
    )
    (one,) = of_turn(DOCUMENT, Turn(0, "LEILA", asks), None, 1.0)
    assert one.premise and one.asked is None
    # Who asks nobody else answers it: "So, why did we build it?".
    (one,) = of_turn(DOCUMENT, Turn(0, "ANN", "So, why did we build it? Because the old one fell down."), None, 1.0)
    assert not one.premise and one.asked.text == "So, why did we build it?"


def test_a_sentence_that_leans_on_the_one_before():
    one, two = of_turn(DOCUMENT, Turn(0, "ANN", "We had a new system. It would have stopped the train."), None, 1.0)
    assert (one.before, two.before) == ("", "We had a new system.")


def test_cues_are_told_from_statements():
    cues = (
        "Let's turn to school meals now. Good morning to all of you. Thank you, Mr. Chair. Next item, the wall please."
    )
    assert all(one.cue for one in of_turn(DOCUMENT, Turn(0, "ANN", cues), None, 1.0))
    said = "We turned the pumps off in May. The wall is too high for us. I would vote for it."
    assert not any(one.cue for one in of_turn(DOCUMENT, Turn(0, "ANN", said), None, 1.0))


def test_who_only_asks():
    assert all(map(is_questioner, ("QUESTION", "Q", "Reporter 2", "THE PRESS", "Interviewer", "Analyst")))
    assert not any(map(is_questioner, ("COUNCILLOR PARK", "Quentin", "Dr. Press", None, "MODERATE PARTY")))


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_gives_sentences_of_the_turn(text, before):
    turn = Turn(1, "ANN", text)
    for one in of_turn(DOCUMENT, turn, Turn(0, "BOB", before), 1.0, questions=True):
        assert turn.text[one.start : one.end] == one.text and one.text.strip()


@pytest.mark.parametrize(
    "bid",
    [
        "Tell me about the strike.",
        "So, walk us through that night.",
        "Please state your name for the record.",
        "Could you describe the noise for us.",
        "Talk a little about your mother.",
    ],
)
def test_what_somebody_is_bidden_to_tell_is_asked(bid):
    (reply,) = of_turn(DOCUMENT, Turn(1, "ANN", "That was in 1961."), Turn(0, "BOB", bid), 1.0)
    assert reply.asked is not None and reply.asked.text == bid
    assert of_turn(DOCUMENT, Turn(0, "BOB", bid), None, 1.0) == []


@pytest.mark.parametrize("said", ["Tell me that it is not so.", "I can describe the noise.", "They explain the rules."])
def test_what_only_looks_like_it_is_stated(said):
    assert [one.text for one in of_turn(DOCUMENT, Turn(0, "BOB", said), None, 1.0)] == [said]
