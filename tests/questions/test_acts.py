"""qa.questions.acts: whether a question asks for what was promised, left open, denied, admitted or corrected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.questions.acts import Act, asked


@pytest.mark.parametrize(
    ("question", "act", "name", "about"),
    [
        ("What did Mayor Holt promise?", Act.PROMISE, "Mayor Holt", ""),
        ("what has the mayor promised so far?", None, None, ""),
        ("What did Dunn promise about the crossing?", Act.PROMISE, "Dunn", "about the crossing"),
        ("What commitments did Dame Helen give?", Act.PROMISE, "Dame Helen", ""),
        ("What was promised in June?", Act.PROMISE, None, "in June"),
        ("Which promises were made about the school?", Act.PROMISE, None, "about the school"),
        ("List the mayor’s promises.", Act.PROMISE, "mayor", ""),
        ("List everything that Ann Lee has promised.", Act.PROMISE, "Ann Lee", ""),
        ("Everything Dunn promised about the crossing", Act.PROMISE, "Dunn", "about the crossing"),
        ("Give me all that Dunn admitted", Act.ADMIT, "Dunn", ""),
        ("What did Kessler refuse to answer?", Act.DECLINE, "Kessler", ""),
        ("Which questions did Ms. Abara not answer?", Act.DECLINE, "Ms. Abara", ""),
        ("What questions didn't Brandt answer?", Act.DECLINE, "Brandt", ""),
        ("What did she decline to say about the deal?", Act.DECLINE, "she", "about the deal"),
        ("Which questions went unanswered?", Act.DECLINE, None, ""),
        ("How often did Kessler refuse to comment?", Act.DECLINE, "Kessler", ""),
        ("What did anyone deny?", Act.DENY, None, ""),
        ("What did Vance deny?", Act.DENY, "Vance", ""),
        ("What mistakes did the fire chief admit?", Act.ADMIT, "the fire chief", ""),
        ("What figures were corrected?", Act.CORRECT, None, ""),
        ("What did Lindholm correct?", Act.CORRECT, "Lindholm", ""),
        ("Did Dunn promise anything concrete about the crossing?", Act.PROMISE, "Dunn", "about the crossing"),
        ("Has the mayor promised anybody anything?", Act.PROMISE, "the mayor", ""),
        ("Did Holt make any firm commitments?", Act.PROMISE, "Holt", ""),
        ("Did Kessler refuse to answer anything?", Act.DECLINE, "Kessler", ""),
        ("Did Kessler dodge any questions?", Act.DECLINE, "Kessler", ""),
        ("Did Vance deny anything?", Act.DENY, "Vance", ""),
        ("Did the fire chief admit any mistakes?", Act.ADMIT, "the fire chief", ""),
        ("Did Lindholm correct any of her figures?", Act.CORRECT, "Lindholm", ""),
    ],
)
def test_what_is_done_with_words(question, act, name, about):
    found = asked(question)
    assert (found and found.act, found and found.name, found.about if found else "") == (act, name, about)


@pytest.mark.parametrize(
    "question",
    [
        # What was promised is named.
        "Did the mayor promise a new school?",
        "Did the mayor promise anything that he kept?",
        "Did Vance admit anyone to the hospital?",
        "What did Brandt promise the families?",
        "Why did she refuse to answer?",
        "Which promises did the mayor break?",
        "What did Ann say about the promise?",
        "Who admitted that it was a mistake?",
        "What did the hospital admit patients for?",
    ],
)
def test_something_else_is_asked(question):
    assert asked(question) is None


def test_a_number_is_asked_for():
    assert asked("How many times did Kessler decline to answer?").how_often
    assert not asked("What did Kessler decline to answer?").how_often


@given(st.text(max_size=80))
def test_any_text_is_taken(text):
    asked(text)
