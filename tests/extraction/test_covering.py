"""qa.extraction.covering: which few sentences stand for all that was said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.extraction.candidates import of_turn
from qa.extraction.covering import covering, signals
from qa.models import Document, Turn

DOCUMENT = Document("d.txt", None, None, "dialogue", 2, 1, 1, ("ANN", "BOB"))


def said(*turns):
    """Sentences of turns ("ANN", text), in order."""
    return [
        one for number, (who, text) in enumerate(turns) for one in of_turn(DOCUMENT, Turn(number, who, text), None, 1.0)
    ]


def apart(sentences):
    """Meanings that are alike to none other."""
    return np.eye(len(sentences), dtype=np.float32)


FERRY = (
    "The harbour board wants a second ferry for the northern islands. "
    "I told you that I saw it when they were there. "
    "The northern ferry carried forty thousand passengers last summer. "
    "The harbour board has two million crowns for the northern ferry."
)


def test_what_is_spoken_of_most_stands_for_the_rest():
    (chosen,) = covering(said(("ANN", FERRY)), apart, 1, 100)
    assert chosen.text == "The harbour board wants a second ferry for the northern islands."


def test_a_sentence_of_pronouns_means_nothing_alone():
    sentences = said(("ANN", "You told me that they saw it there. Walkers met wolves beside Corrie Head."))
    (chosen,) = covering(sentences, apart, 1, 100)
    assert "wolves" in chosen.text


def test_what_was_decided_is_wanted():
    text = f"{FERRY} The motion carries, five votes to four."
    (chosen,) = covering(said(("ANN", text)), apart, 1, 100)
    assert chosen.text == "The motion carries, five votes to four."


def test_the_middle_of_the_meanings_stands_for_the_rest():
    sentences = said(("ANN", "Cedar planks rot quickly. Marble weathers rather slowly. Copper roofs outlast slate."))
    vectors = np.array([[1, 0], [0.7, 0.7], [0, 1]], dtype=np.float32)
    assert signals(sentences, vectors)[:, 3].argmax() == 1
    (chosen,) = covering(sentences, lambda _: vectors, 1, 100)
    assert chosen.text == "Marble weathers rather slowly."


def test_what_repeats_a_sentence_is_passed_over():
    texts = (
        "Cedar planks rot quickly. Marble weathers rather slowly. Oak beams decay fast. Granite erodes little yearly."
    )
    sentences = said(("ANN", texts))
    vectors = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=np.float32)
    chosen = covering(sentences, lambda _: vectors, 2, 100)
    assert [one.text for one in chosen] == ["Cedar planks rot quickly.", "Granite erodes little yearly."]


def test_whoever_speaks_much_is_heard():
    short = " ".join(["Bob thinks that the jetty needs new timber before winter."] * 4)
    turns = [("ANN", f"{FERRY} {FERRY}"), ("BOB", short), ("ANN", FERRY)]
    assert {one.turn.speaker for one in covering(said(*turns), apart, 2, 200)} == {"ANN", "BOB"}
    assert {one.turn.speaker for one in covering(said(*turns), apart, 2, 200, everybody=False)} == {"ANN"}


@given(
    st.lists(st.tuples(st.sampled_from(["ANN", "BOB"]), st.text("abcde .", min_size=1, max_size=120)), max_size=8),
    st.integers(1, 6),
    st.integers(1, 60),
)
def test_any_words_in_order_and_within_what_is_allowed(turns, parts, words):
    sentences = said(*turns)
    chosen = covering(sentences, apart, parts, words)
    assert [one.place for one in chosen] == sorted({one.place for one in chosen})
    assert len(chosen) <= 1 or sum(len(one.text.split()) for one in chosen) <= words
    assert len(chosen) <= parts + 2


def test_nothing_was_said():
    assert covering([], apart, 3, 100) == []


@pytest.mark.parametrize("parts", [1, 3])
def test_vectors_that_the_index_does_not_keep(parts):
    sentences = said(("ANN", FERRY))
    assert len(covering(sentences, lambda them: np.zeros((len(them), 4), np.float32), parts, 100)) == parts
