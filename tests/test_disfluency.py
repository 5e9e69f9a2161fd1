"""qa.disfluency: hesitations and markup go, words that only look like them stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.disfluency import fluent, is_backchannel


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Uh , so I think {disfmarker} um , we should , er , go .", "so I think we should , go ."),
        ("So, uhm, the bill is, hmm, dead.", "So, the bill is, dead."),
        ("Yes [inaudible 00:12:03] of course (Laughter.) <cough>", "Yes of course"),
        ("Mm - hmm . The second one.", ". The second one."),
        ("one\n\ntwo", "one two"),
        ("Äh, das ist, ähm, gut.", "das ist, gut."),
    ],
)
def test_hesitations_sounds_and_markup_go(said, heard):
    assert fluent(said) == heard


@pytest.mark.parametrize(
    "said",
    [
        "[Mr. Putin] said that.",
        "It is 5 mm thick.",
        "Er sagte, er komme um acht.",
        "É um dia de sol.",
        "She said uh-oh, and the umbrella hummed.",
        "a < b and c > d",
        "The ER is full.",
        "{a: 1, b: 2}",
    ],
)
def test_words_that_look_like_hesitation_stay(said):
    assert fluent(said) == said


@given(st.text(max_size=200))
def test_nothing_is_added_and_twice_is_once_more_or_less(text):
    heard = fluent(text)
    assert len(heard) <= len(text)
    assert heard == heard.strip()
    assert not set(heard) - set(text) - {" "}


@pytest.mark.parametrize("said", ["Yeah.", "Oh, okay.", "Mm-hmm.", "I see.", "…", "Thank you."])
def test_listening_is_backchannel(said):
    assert is_backchannel(fluent(said))


@pytest.mark.parametrize("said", ["Never.", "Yes, in July.", "No no no no.", "Okay, thirty.", "是的", "42"])
def test_what_says_something_is_not(said):
    assert not is_backchannel(fluent(said))
