"""What somebody promised, left open, denied, admitted, corrected or wanted, of whatever matter."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

BRIEFING = """Department Press Briefing
February 6, 2024

MR KESSLER: Good afternoon, everyone. I'll say one thing at the top, and then I'll take your questions.

QUESTION: How big is the gap on insurance?

MR KESSLER: I'm not going to negotiate from the podium. There has been progress on inspections.

QUESTION: Did you promise them two hundred million?

MR KESSLER: No such promise has been made.

QUESTION: And is there a ship?

MR KESSLER: There is a ship, and it sails on Saturday with two hundred people on board.

QUESTION: Has the ambassador offered to resign?

MR KESSLER: I won't comment on the ambassador. She has a hard job and a small house.
"""
COUNCIL = """City Council
April 9, 2024

MAYOR HOLT: I hear you, and I'd like to hear the others. Who has the list of speakers today?

CHIEF DUNN: We'll have an officer at the crossing from the first day. I had one there in May as well.

BEA LINDHOLM: We turned away many people. In January it was 212. That number was wrong. It should have been 187.

COUNCILMEMBER VANCE: I would like to thank the clerk. I want the bridge repaired this year, and the state should pay.

CHIEF DUNN: The crossing fell off the list last year. That's my department's failure and it's mine.

MAYOR HOLT: The river is high tonight, and I hear that the bridge is closed to cars.
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("acts"), {"2024-02-06-a.txt": BRIEFING, "2024-04-09-b.txt": COUNCIL}) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("What did Chief Dunn promise?", ["We'll have an officer at the crossing from the first day."]),
        (
            "What questions did Kessler refuse to answer?",
            ["I'm not going to negotiate from the podium.", "I won't comment on the ambassador."],
        ),
        ("What did Kessler deny?", ["No such promise has been made."]),
        (
            "What did Chief Dunn admit?",
            ["The crossing fell off the list last year. That's my department's failure and it's mine."],
        ),
        (
            "What figures were corrected?",
            ["In January it was 212. That number was wrong. It should have been 187."],
        ),
        ("What does Vance want?", ["I want the bridge repaired this year, and the state should pay."]),
        ("What did Kessler refuse to say about insurance?", ["I'm not going to negotiate from the podium."]),
    ],
)
def test_each_place_that_does_it(town, question, quotes):
    answer = town.ask(question)
    assert [one.quote for one in answer.citations] == quotes
    assert_verbatim(town, answer)


def test_a_number_is_told_where_it_is_asked_for(town):
    answer = town.ask("How often did Kessler refuse to answer?")
    assert answer.count == 2 and said_by(answer) == {"MR KESSLER"}


def test_nothing_is_taken_for_a_promise_that_is_none(town):
    answer = town.ask("What did Mayor Holt promise?")
    assert answer.abstained and not answer.citations


def test_nothing_is_taken_for_a_wish_that_is_none(town):
    answer = town.ask("What does Mayor Holt want?")
    assert answer.answer.startswith("No wish in so many words was found in what MAYOR HOLT says.")
    assert answer.abstained and not answer.citations
