"""qa.conversation.smalltalk: what asks nothing of the transcripts, and above all what does."""

from __future__ import annotations

import pytest

from qa.conversation.smalltalk import Talk, small_talk, without_courtesy


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("hello", Talk.HELLO),
        ("Hi there!", Talk.HELLO),
        ("Good morning, how are you?", Talk.HELLO),
        ("thanks!", Talk.THANKS),
        ("Thank you very much.", Talk.THANKS),
        ("great, thanks for your help", Talk.THANKS),
        ("Bye", Talk.BYE),
        ("ok", Talk.OTHER),
        ("That's all", Talk.OTHER),
        ("help", Talk.HELP),
        ("Help me, please", Talk.HELP),
        ("Can you help me?", Talk.HELP),
        ("who are you?", Talk.HELP),
        ("Hello, who are you?", Talk.HELP),
        ("what can you do?", Talk.HELP),
        ("What can I ask here?", Talk.HELP),
        ("how do I use this?", Talk.HELP),
        ("how does this work?", Talk.HELP),
        ("hm", Talk.OTHER),
        ("Oh, never mind", Talk.OTHER),
        ("That's not what I asked.", Talk.WRONG),
        ("no, that wasn't helpful", Talk.WRONG),
        ("You didn't answer my question!", Talk.WRONG),
        ("I don't understand that", Talk.WRONG),
        ("try again", Talk.WRONG),
        # By itself it quoted whatever is nearest to nothing.
        ("?", Talk.OTHER),
    ],
)
def test_what_asks_nothing(text, talk):
    assert small_talk(text) is talk


@pytest.mark.parametrize(
    "text",
    [
        "Thanks to whom was the bridge built?",
        "Who thanks the mayor?",
        "who are you voting for?",
        "What can you do about the noise?",
        "What can you tell me about the tram?",
        "What do you say?",
        "Who said hello?",
        "hello world",
        "Did anyone say “thank you”?",
        "How does this work for the shops?",
        "Help for whom?",
        "Who can help?",
        "why?",
        "That's not what he asked for.",
        "You didn't answer the mayor",
        "It was not the mayor",
        "What went wrong?",
        "Good meals",
        "“Thank you very much”",
        "",
    ],
)
def test_what_may_be_meant_for_the_transcripts(text):
    assert small_talk(text) is None


def test_after_an_answer_this_may_be_what_it_told_of():
    assert small_talk("How does this work?", first=False) is None
    assert small_talk("Thanks!", first=False) is Talk.THANKS


@pytest.mark.parametrize("text", ["Well-being officers: how many are there?", "Good-faith talks: who wants them?"])
def test_the_first_half_of_a_compound_is_no_courtesy(text):
    assert without_courtesy(text) == text


@pytest.mark.parametrize("text", ["Thanks - who said it?", "Well, who said it?", "OK. who said it?"])
def test_a_courtesy_before_a_question_is_no_part_of_it(text):
    assert without_courtesy(text) == "who said it?"
