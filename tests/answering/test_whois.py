"""Who somebody is: where he or she speaks, and the words that tell it."""

from __future__ import annotations

import pytest

from qa.answering.whois import speaking
from qa.models import Scope
from tests.answering.checks import assert_verbatim, reading, said_by

MINUTES = """Parish Council, 4 March 2024

CHAIR TEW: Good evening. Our treasurer, Ann Lee, will take the budget, and with us is Margaret, Edith's daughter.

ANN LEE: I'm Ann Lee. The budget is balanced, and Ambassador Burns has paid for the roof.

BO HILL: Thank you, Chair Tew. Ms. Lee, Secretary Oda has asked about the drains.
"""


@pytest.fixture(scope="module")
def parish(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("parish"), {"parish.txt": MINUTES}) as assistant:
        yield assistant


def test_a_speaker_is_introduced_by_where_and_in_whose_words(assistant, parish):
    answer = parish.ask("Who is Ann Lee?")
    assert not answer.abstained
    assert answer.answer.startswith("ANN LEE speaks in “Parish Council, 4 March 2024” (4 March 2024): 1 turn.")
    assert [one.quote for one in answer.citations] == [
        "Our treasurer, Ann Lee, will take the budget, and with us is Margaret, Edith's daughter.",
        "I'm Ann Lee.",
    ]
    assert_verbatim(parish, answer)
    answer = assistant.ask("who is nneka okafor?")
    assert "finance director" in answer.answer


def test_whoever_holds_a_role_is_introduced_by_name(assistant):
    answer = assistant.ask("Who is the finance director?")
    assert answer.answer.startswith("Nneka Okafor speaks in ")
    assert any("“finance director” is taken to be Nneka Okafor" in note for note in answer.notes)
    assert any("finance director" in one.quote for one in answer.citations)
    assert "speaks in" not in assistant.ask("Who is the harbour pilot?").answer


def test_a_speaker_of_whom_nothing_is_told_is_opened_where_he_speaks(parish):
    answer = parish.ask("who's Bo Hill?")
    assert answer.answer == "BO HILL speaks in “Parish Council, 4 March 2024” (4 March 2024): 1 turn. [1]"
    assert said_by(answer) == {"BO HILL"}


@pytest.mark.parametrize(
    ("question", "quoted"), [("Who is Margaret?", "Edith's daughter"), ("who was burns?", "Ambassador")]
)
def test_somebody_who_does_not_speak(parish, question, quoted):
    answer = parish.ask(question)
    assert not answer.abstained
    assert quoted in answer.citations[0].quote


def test_two_named_in_a_row_are_two(parish):
    # "Ms. Lee, Secretary Oda": nobody says that she is secretary.
    assert all("Oda" not in one.quote for one in parish.ask("Who is Lee?").citations)


def test_a_speaker_of_several_transcripts_and_of_a_shared_name(assistant):
    assert assistant.ask("Who is Halvorsen?").answer.startswith("MAYOR HALVORSEN speaks in 6 of ")
    answer = assistant.ask("Who is Park?")
    assert "Daniel Park speaks in " in answer.answer and "Grace Park speaks in " in answer.answer
    assert any("can mean" in note for note in answer.notes)


@pytest.mark.parametrize(
    "question", ["Who is responsible?", "Who is Zebedee?", "Who is against it?", "Who is on the board?"]
)
def test_what_asks_for_nobody_by_name(parish, question):
    assert "speaks in" not in parish.ask(question).answer


def test_only_the_words_of_those_filtered_for(parish):
    answer = parish.ask("Who is Ann Lee?", speaker="Ann Lee")
    assert said_by(answer) == {"ANN LEE"}
    assert "speaks in" not in parish.ask("Who is Ann Lee?", speaker="Bo Hill").answer


def test_a_full_name_that_others_show_is_one_of_a_speaker(assistant):
    with assistant.snapshot(search=False) as snapshot:
        speaks = speaking(snapshot.corpus, Scope())
        assert speaks("Daniel Park") and not speaks("Ruth Park")
