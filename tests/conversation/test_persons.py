"""qa.conversation.persons: whom "he" and "she" mean, where the one quoted cannot be meant."""

from __future__ import annotations

import pytest

from qa.conversation.followup import standalone
from qa.models import Answer, Citation

SPEAKERS = {"joan dunmore", "john dunne", "joan", "john", "mark keane", "dr. ellis", "ellis"}


def is_speaker(name):
    return name.casefold() in SPEAKERS


def answered(question, *quotes, searched_for=None):
    cited = (Citation(n, "d.txt", None, None, n, who, text, 0, len(text)) for n, (who, text) in enumerate(quotes, 1))
    return Answer(question, "…", not quotes, tuple(cited), searched_for=searched_for)


AUNT = ("Joan Dunmore", "My nephew Callum drives the van and forgets the crates.")
OFFER = ("Joan Dunmore", "I had an offer in October.")
GOLD = ("John Dunne", "I'd not bake for them if they paid me in gold.")
LADDER = ("MARK KEANE", "I went up with my sister holding the ladder.")
WARM = ("DR. ELLIS", "It is the only warm place.")


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        # Told by his aunt.
        (answered("Tell me about Callum", AUNT), "what did he forget?", "what did Callum forget?"),
        (answered("Who drives the van?", AUNT), "what does he forget?", "what does Callum forget?"),
        (answered("What did Joan say about Callum?", AUNT), "does he drive?", "does Callum drive?"),
        (answered("Tell me about Callum", AUNT), "what was his excuse?", "what was Callum's excuse?"),
        # Of two, the one of that sex.
        (answered("Was there an offer?", OFFER, GOLD), "did she accept an offer?", "did Joan Dunmore accept an offer?"),
        (answered("Was there an offer?", OFFER, GOLD), "what would he bake?", "what would John Dunne bake?"),
        (answered("Was there an offer?", OFFER, WARM), "did she accept an offer?", None),
        # No other is known.
        (
            answered("Who held the ladder?", LADDER),
            "did she paint a slate?",
            "did she paint a slate, as to the ladder?",
        ),
        (answered("Who held the ladder?", LADDER), "did he paint a slate?", "did MARK KEANE paint a slate?"),
        (answered("Where is it warm?", WARM), "did she paint a slate?", "did DR. ELLIS paint a slate?"),
    ],
)
def test_she_was_taken_for_a_man_and_he_for_a_woman(before, question, whole):
    assert standalone(question, [before], is_speaker) == whole


def test_she_goes_back_past_a_man_to_the_woman_spoken_of_before():
    history = [answered("What did Joan say about the offer?", OFFER), answered("What did John say about gold?", GOLD)]
    assert standalone("does she regret the sale?", history, is_speaker) == "does Joan regret the sale?"


def test_whoever_was_she_before_is_not_he_now():
    first = answered("What did Ellis say about the room?", WARM)
    second = answered("is she a doctor?", WARM, searched_for="is Ellis a doctor?")
    assert standalone("does she vote by post?", [first, second], is_speaker) == "does Ellis vote by post?"
    assert "Ellis vote" not in (standalone("does he vote by post?", [first, second], is_speaker) or "")
