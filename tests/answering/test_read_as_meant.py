"""Questions as people ask them, of three short transcripts in which each was once misread."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

BOARD = """Marrowby Transit Authority: Board Meeting
March 14, 2023

INGRID VASTERHOLM: We are quorate. Tomasz, the vehicles, please. Overhead wire or battery?

TOMASZ WIERZBA: Wire. Batteries are heavy, they need replacing after nine years, and on our hill I wouldn't trust them.

PETER CALLOWAY: So, the estimate is two hundred and twelve million. That includes twelve percent contingency.

HUGH DUNMORE: Twelve percent seems thin to me. When we built the bus garage we had twenty and we spent all of it.

LENA MARCHETTI: Two years of digging on Cooper Street is the end of a butcher. I'll vote against the scheme.

INGRID VASTERHOLM: Ruth, will you withdraw route seven?

RUTH CALLOWAY: There's no plan to withdraw route seven. We need thirty-four tram drivers and train our own first.

INGRID VASTERHOLM: The Coastal Development Agency, Dag. Should it carry on at all?

DAG HOLLUM: In my opinion the Agency should be merged into the ministry. It was independent enough to be blamed.

INGRID VASTERHOLM: The motion carries, five to two. We are adjourned.
"""
RADIO = """# Points and Crossings, the podcast

19 October 2023

**Noor Haddad:** Wires or batteries?

**Tomasz Wierzba:** In March I said wires all the way, and I was quite rude about batteries. Now I like batteries.

**Noor Haddad:** Hugh, the shops on Cooper Street. How do they see the digging?

**Hugh Dunmore:** If you don't build it, the street dies anyway. The small shops are scared of the digging.

**Noor Haddad:** I hear that Ruth Calloway offered her resignation when the tar was found. Did she?

**Hugh Dunmore:** No. That's gossip. I was in the room when the tar was found, and she offered nothing of the sort.

**Noor Haddad:** And what is the mayor's trip to the factory costing the city?

**Hugh Dunmore:** I don't have the figure with me.

**Noor Haddad:** Has the customs house been in the way?

**Tomasz Wierzba:** We keep wires off the customs house, as Lady Wexcombe asked us to.
"""
HEARING = """Council Oversight Committee: Special Hearing on the Quay Line
June 25, 2024

THE CHAIR: Councillor Pike, you have the floor. The customs house first.

LEONARD PIKE: The tram is too big for the hole that it is going in, and I shall say so at every stop.

BERNICE PIKE: My cousin exaggerates. I like the tram and the hole alike.

THE CHAIR: Mr. Hale, it's been put to us that the alarms at the depot were switched off on your orders.

MARTIN HALE: I never gave that order, I never would, and the alarms at the depot were on that night.

THE CHAIR: Where's the estimate today, Mr. Calloway?

MR. CALLOWAY: The estimate is two hundred and fifty-one million, Madam Chair.
"""


@pytest.fixture(scope="module")
def tram(tmp_path_factory):
    files = {
        "2023-03-14-board-meeting.txt": BOARD,
        "2023-10-19-points-and-crossings-podcast.md": RADIO,
        "2024-06-25-hearing.txt": HEARING,
    }
    with reading(tmp_path_factory.mktemp("tram"), files) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "speaker", "quoted"),
    [
        # What was said then comes first, though later words answer as well.
        ("what did wierzba have against batteries back in march 2023", "TOMASZ WIERZBA", "Batteries are heavy"),
        ("What did Wierzba say about batteries in October 2023?", "Tomasz Wierzba", "I was quite rude about batteries"),
        # Digits find words.
        ("What does Dunmore think of 12 percent?", "HUGH DUNMORE", "Twelve percent seems thin"),
        # The Agency is the Coastal Development Agency, once that has been named.
        (
            "Does Dag Hollum think the Coastal Development Agency ought to carry on?",
            "DAG HOLLUM",
            "merged into the ministry",
        ),
        # An act is told by whoever was there.
        (
            "Did Ruth Calloway offer her resignation when the tar was found?",
            "Hugh Dunmore",
            "she offered nothing of the sort",
        ),
        # Of two of that name the one who answers to the title; "Cllr" is no name.
        ("what was councillor Pike's view of the tram?", "LEONARD PIKE", "too big for the hole"),
        ("Is the tram too big, according to Cllr Leonard Pike?", "LEONARD PIKE", "too big for the hole"),
        # What is put to a witness is nobody's statement.
        ("Did Hale order the alarms at the depot switched off?", "MARTIN HALE", "I never gave that order"),
    ],
)
def test_the_right_one_is_quoted_first(tram, question, speaker, quoted):
    answer = tram.ask(question)
    assert not answer.abstained and answer.citations[0].speaker == speaker
    assert quoted in " ".join(citation.quote for citation in answer.citations)
    assert_verbatim(tram, answer)


def test_where_a_number_changed_only_numbers_are_told(tram):
    answer = tram.ask("How has the estimate moved over time?")
    assert answer.kind == "over_time"
    quotes = {citation.date: citation.quote for citation in answer.citations}
    assert "two hundred and twelve million" in quotes["2023-03-14"]
    assert "two hundred and fifty-one million" in quotes["2024-06-25"]
    assert "2023-10-19" not in quotes, "no number was said there"


def test_each_is_heard_where_the_question_says(tram):
    answer = tram.ask("How do Marchetti (March 2023) and Dunmore (on the podcast) differ on digging up Cooper Street?")
    assert answer.kind == "compare" and said_by(answer) == {"LENA MARCHETTI", "Hugh Dunmore"}
    assert "the street dies anyway" in answer.answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why did the authority decide to withdraw route seven?", ("is denied", "There's no plan to withdraw")),
        (
            "How much is the mayor's trip to the factory costing the city?",
            ("does not tell it", "I don't have the figure with me"),
        ),
    ],
)
def test_what_is_denied_or_left_open_is_said_to_be(tram, question, words):
    answer = tram.ask(question)
    assert answer.abstained and answer.citations
    assert all(word in answer.answer for word in words)
    assert_verbatim(tram, answer)


@pytest.mark.parametrize(
    "question", ["Which people have brought up the customs house?", "Who has mentioned the customs house by name?"]
)
def test_who_said_a_word(tram, question):
    answer = tram.ask(question)
    assert answer.kind == "list" and said_by(answer) == {"Noor Haddad", "Tomasz Wierzba", "THE CHAIR"}


def test_how_often_a_name_is_spoken(tram):
    answer = tram.ask("How many times is the name Wexcombe spoken across all the meetings?")
    assert answer.kind == "count" and answer.count == 1


def test_a_summary_of_one_persons_case(tram):
    answer = tram.ask("Sum up Leonard Pike's case against the tram for me")
    assert answer.kind == "summary" and said_by(answer) == {"LEONARD PIKE"}


def test_a_summary_tells_what_was_decided(tram):
    answer = tram.ask("I missed the March 2023 meeting. Can you sum it up?")
    assert answer.kind == "summary" and "The motion carries, five to two." in answer.answer


def test_another_date_takes_the_place_of_the_first(tram):
    first = tram.ask("Where was the estimate at the time of the March 2023 meeting?")
    then = tram.ask("And by June 2024?", history=(first,))
    assert then.searched_for == "Where was the estimate by June 2024?"
    assert "two hundred and fifty-one million" in then.answer
