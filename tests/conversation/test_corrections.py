"""qa.conversation.corrections: what was meant, in the place of what was understood."""

from __future__ import annotations

import pytest

from qa.conversation.followup import standalone
from qa.models import Answer, Citation


def is_speaker(name):
    return name.casefold() in {"wang", "wick", "li wang", "peter wang"}


def asked(question, *speakers, notes=()):
    cited = tuple(Citation(n, "d.txt", None, None, n, one, "I do.", 0, 5) for n, one in enumerate(speakers, 1))
    return [Answer(question, "…", False, cited, notes=notes)]


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("Summarize the March meeting", "I meant the June meeting", "Summarize the June meeting"),
        ("What happened in the March meeting?", "no, the June one", "What happened in the June meeting?"),
        ("What did Wick say about trams in June?", "sorry, I meant March", "What did Wick say about trams in March?"),
        ("What did Wick say about trams?", "no, in 2024", "What did Wick say about trams in 2024?"),
        ("What did Wick say about trams?", "no, about the pool", "What did Wick say about the pool?"),
        ("What did Wick say about trams?", "I meant the pool", "What did Wick say about the pool?"),
        ("How much does the ferry cost?", "I meant the bus", "How much does the bus cost?"),
        ("How much does the ferry cost?", "not the ferry, the bus", "How much does the bus cost?"),
        ("What was said about the fery?", "sorry, ferry", "What was said about the ferry?"),
        ("What was said about the fery?", "*ferry", "What was said about the ferry?"),
        ("What was said about the fery?", "I meant the ferry", "What was said about the ferry?"),
        ('How often did Wick say "tram"?', 'I meant "bus"', 'How often did Wick say "bus"?'),
        ("What did Wick say about trams?", "no, that is wrong", None),
        ("What did Wick say about trams?", "I meant something else", None),
        ("What did Wick say about trams?", "sorry, what does a tram cost?", None),
        ("What did Wick say about trams?", "no budget for trams", None),
    ],
)
def test_a_time_a_place_a_matter_or_a_word_is_put_right(before, question, whole):
    assert standalone(question, asked(before, "WICK"), is_speaker) == whole


def test_the_other_of_a_name_is_the_one_not_quoted_first_or_not_named():
    both = asked("What did Wang say about trams?", "LI WANG", "PETER WANG")
    assert standalone("no, the other Wang", both, is_speaker) == "What did PETER WANG say about trams?"
    assert standalone("I meant the other one", both, is_speaker) == "What did PETER WANG say about trams?"
    named = asked("What did Li Wang say about trams?", "LI WANG", "PETER WANG")
    assert standalone("no, the other Wang", named, is_speaker) == "What did PETER WANG say about trams?"
    told = asked(
        "What did Wang say about trams?", "PETER WANG", notes=("“Wang” can mean LI WANG or PETER WANG; say which.",)
    )
    assert standalone("the other Wang", told, is_speaker) is None
    assert standalone("no, the other Wang", told, is_speaker) == "What did LI WANG say about trams?"
    alone = asked("What did Wick say about trams?", "WICK")
    assert standalone("no, the other Wick", alone, is_speaker) is None


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("No, the date", "What did Wick say about trams: on what date?"),
        ("I meant the price", "What did Wick say about trams: how much?"),
        ("that's not what I asked, the reason", "What did Wick say about trams: why?"),
        ("no, when?", "What did Wick say about trams: when?"),
        ("I wanted the fares", "What did Wick say about the fares?"),
        ("wrong, I asked about the fares", "What did Wick say about the fares?"),
        (
            "i meant the fares that students pay on a school day",
            "What was said about the fares that students pay on a school day?",
        ),
        ("you didn't answer my question. why?", "What did Wick say about trams: why?"),
        ("not that one, the June meeting", "What did Wick say about trams in the June meeting?"),
        ("wrong turns were taken by whom?", None),
        ("I asked", None),
    ],
)
def test_what_was_wanted_was_searched_for_in_the_words_of_the_reproof(question, whole):
    assert standalone(question, asked("What did Wick say about trams?", "WICK"), is_speaker) == whole
