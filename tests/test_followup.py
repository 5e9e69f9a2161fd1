"""qa.followup: what a follow-up means, and above all what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.followup import standalone
from qa.models import Answer, Citation

SPEAKERS = {"blinken", "wang", "minister wang", "the secretary", "c"}


def is_speaker(name):
    return name.casefold() in SPEAKERS


def answered(question, *speakers, searched_for=None):
    citations = tuple(
        Citation(n, "d.txt", None, None, n, speaker, "words", 0, 5) for n, speaker in enumerate(speakers, 1)
    )
    return Answer(question, "…", not speakers, citations, searched_for=searched_for)


WANG = answered("What did Wang say about counternarcotics?", "MPS MINISTER WANG")
PHONE = answered("When did Xi and Biden speak by phone?", "MPS MINISTER WANG")


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("and Blinken?", "What did Blinken say about counternarcotics?"),
        ("Blinken?", "What did Blinken say about counternarcotics?"),
        ("What about Blinken", "What did Blinken say about counternarcotics?"),
        ("ok, how about the Secretary?", "What did the Secretary say about counternarcotics?"),
        ("And Blinken and Wang?", "What did Blinken and Wang say about counternarcotics?"),
        ("what about Wang?", "What did Wang say about counternarcotics?"),
        ("and on Taiwan?", "What did Wang say about Taiwan?"),
        ("and what about Taiwan?", "What did Wang say about Taiwan?"),
        ("and Blinken on Taiwan?", "What did Blinken say about Taiwan?"),
        ("And what did Blinken say?", "what did Blinken say about counternarcotics?"),
        ("And what did Blinken say about it?", "what did Blinken say about counternarcotics?"),
        ("what did Blinken say about that", "what did Blinken say about counternarcotics"),
        ("what did he say about trade?", "what did Wang say about trade?"),
        ("Did he mention Taiwan?", "Did Wang mention Taiwan?"),
        ("What did he say about it?", "What did Wang say about counternarcotics?"),
        ("Who is he?", "Who is Wang?"),
        ("why?", "What did Wang say about counternarcotics: why?"),
        ("And when?", "What did Wang say about counternarcotics: when?"),
        ("when was that?", "What did Wang say about counternarcotics: when?"),
        ("When did that happen?", "What did Wang say about counternarcotics: when?"),
    ],
)
def test_completed_from_the_last_question(question, whole):
    assert standalone(question, [PHONE, WANG], is_speaker) == whole


@pytest.mark.parametrize(
    "question",
    [
        "What did Blinken say about Taiwan?",
        "When did Xi and Biden speak by phone?",
        "What did Blinken say about this year's budget?",
        "What did Wang say about the fact that he met Mayorkas?",
        "Did people say that they agree?",
        "Did anyone say that he agrees?",
        "Does anyone think that works?",
        "So what happened in Vienna?",
        "And what happened in Vienna after the summit?",
        "What did they say about trade?",
        "And when did they meet?",
        "Is that true?",
        "Who said that?",
        "Who said it was true?",
        "How long did it take to get that done?",
        "What does it say about Vienna?",
        "What about it?",
        "and him?",
        "and then?",
        "And thank you.",
        "Thanks!",
        "ok",
        "Taiwan",
        "Tell me more",
        "?",
        "",
        "  ",
    ],
)
def test_left_alone(question):
    for history in ([WANG], [PHONE], [answered("")]):
        assert standalone(question, history, is_speaker) is None


@pytest.mark.parametrize("question", ["and Blinken?", "why?", "what did he say?", "What did Blinken say?", ""])
def test_nothing_came_before(question):
    assert standalone(question, [], is_speaker) is None


def test_the_last_answer_counts_and_what_it_was_completed_to():
    second = answered("and Blinken?", "SECRETARY BLINKEN", searched_for="What did Blinken say about counternarcotics?")
    assert standalone("and on Taiwan?", [WANG, second], is_speaker) == "What did Blinken say about Taiwan?"
    assert standalone("and Wang?", [WANG, second], is_speaker) == "What did Wang say about counternarcotics?"


def test_he_is_the_only_one_quoted():
    assert standalone("Did he mention Taiwan?", [PHONE], is_speaker) == "Did MPS MINISTER WANG mention Taiwan?"
    both = answered("Who spoke about trade?", "MPS MINISTER WANG", "SECRETARY BLINKEN")
    assert standalone("Did he mention Taiwan?", [both], is_speaker) is None
    two = answered("What did Wang and Blinken say about trade?", "MPS MINISTER WANG")
    assert standalone("Did he mention Taiwan?", [two], is_speaker) is None


def test_a_name_is_replaced_as_a_whole_word():
    # "C" also begins "Could"; "the minister" has an article of its own.
    question = answered("Could C say more about meals?")
    assert standalone("and Blinken?", [question], is_speaker) == "Could Blinken say more about meals?"
    question = answered("What did the minister say about meals?")
    assert standalone("and the Secretary?", [question], is_speaker) == "What did the Secretary say about meals?"


def test_a_possessive_stays_one():
    question = answered("What’s Kirsty Williams’ opinion on meals?")
    assert standalone("and Blinken?", [question], is_speaker) == "What's Blinken's opinion on meals?"
    question = answered("What is Wang's opinion on meals?")
    assert standalone("and Blinken?", [question], is_speaker) == "What is Blinken's opinion on meals?"


def test_nobody_was_asked_about():
    meals = answered("Are meals free?")
    assert standalone("and Blinken?", [meals], is_speaker) == "What did Blinken say about meals free?"
    assert standalone("and on trams?", [meals], is_speaker) == "What was said about trams?"
    assert standalone("and Blinken?", [answered("What was that?")], is_speaker) == "What did Blinken say?"


WORDS = "and but what about how why he she it that Blinken Wang did say on Taiwan ? , the C's ' of".split()


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_are_a_question(question, before):
    whole = standalone(question, [answered(" ".join(before), "X")], is_speaker)
    assert whole is None or whole.strip()


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_question(question, before):
    whole = standalone(question, [answered(before)], is_speaker)
    assert whole is None or whole.strip()
    assert standalone(question, [], is_speaker) is None
