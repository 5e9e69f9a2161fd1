"""qa.extraction.events: what befalls somebody is told by words for it, or not at all."""

from __future__ import annotations

import pytest

from qa.extraction.candidates import of_turn
from qa.extraction.events import told_of
from qa.models import Document, Turn

DOCUMENT = Document("d.txt", None, None, "dialogue", 2, 1, 1, ("ANN", "BOB"))


def told(question, text, put=None):
    found = of_turn(DOCUMENT, Turn(1, "ANN", text), Turn(0, "BOB", put) if put else None, 1.0)
    return [one.text for one in told_of(question, found)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Nell die?", "Nell went to Canada in 1966."),
        ("When did Lang resign?", "Lang is at his desk today."),
        ("Did Westbrook forgive Dunmore?", "I sent her some flowers."),
        ("did anyone die in the fire?", "The truck stood at the corner for four minutes."),
        ("Why was he arrested?", "Because he was tired of being angry."),
        ("How many households did the co-op evict?", "Forty-one households have drawn on it so far."),
        ("What made the council approve the rezoning?", "Item four, the application to rezone the plant."),
        ("When were the lamps on the pier mended?", "No sir. They'd been out since the Sunday."),
        ("Why did the board sell the site?", "The site is forty minutes from here by the old road."),
        ("Why did Pike refuse to lend a torch?", "It'd be a quarter past eleven. He came by the hut."),
    ],
)
def test_what_no_word_tells_is_not_told(question, text):
    assert told(question, text) == []


@pytest.mark.parametrize(
    ("question", "text", "put"),
    [
        ("When did Nell die?", "We buried her in May of last year.", None),
        ("When did Lang resign?", "He left on the Friday, of his own will.", None),
        ("Did you fire Kimmel?", "I did not do that.", "Did you fire Mr. Kimmel?"),
        ("How many households did they evict?", "Three families had to leave in May.", None),
        ("What made the council approve the rezoning?", "The vote was five to four, because of the taxes.", None),
        ("When were the lamps mended?", "They've been working again since Monday.", None),
        ("Why did they sell the site?", "The buyer gave us four million, and we have debts.", None),
        # Of other things nothing is to be told by such words.
        ("How much was the repair of the lamp?", "It came to forty pounds.", None),
        ("Why did she stay after they sold the mill?", "She had her garden there.", None),
        ("When will the site be approved?", "In the spring, I should think.", None),
        ("When was the fire?", "The house burned in 2019.", None),
        ("Why was his resignation not accepted?", "Because nobody else knows the pumps.", None),
        ("What did she say about those who died?", "We think of them every day.", None),
    ],
)
def test_what_is_told_in_other_words_is_told(question, text, put):
    assert told(question, text, put) == [text]


def test_whoever_is_called_sue_was_a_lawsuit():
    assert told("Did Sue agree to the plan?", "I agreed to all of it.") == ["I agreed to all of it."]
    assert told("Did he sue the county?", "I agreed to all of it.") == []
