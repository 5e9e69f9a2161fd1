"""What was said at the time that is asked for, and that nothing was."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

WEEKLY = {
    "2025-03-04-weekly.txt": """ANA: Good morning. The launch is planned for May 20. Chidi, how is the search?
CHIDI: The search is too slow. A query takes nine seconds with the new catalogue.
ANA: And the payment module, Ben?
BEN: The payment module waits for the keys of the bank, which has promised them for Friday.
""",
    "2025-04-01-weekly.txt": """ANA: Chidi, is the search done?
CHIDI: Nearly. The search answers in 300 milliseconds now, but the synonyms are not there yet.
ANA: Ben, what about the payment module?
BEN: The bank rejected our application because the address of the company was wrong.
""",
    "2025-05-13-weekly.txt": """ANA: One week to go. What can go wrong?
CHIDI: The search is fine. The synonyms are in, and the servers held with five thousand users.
ANA: The refund must work before we launch. If it does not, we move the date.
""",
}


@pytest.fixture(scope="module")
def weekly(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("weekly"), WEEKLY) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What was the status of the search in April?", "2025-04-01"),
        ("What was the status in April?", "2025-04-01"),
        ("What did Chidi say before the April meeting about the search?", "2025-03-04"),
        ("What did Chidi say after the April meeting?", "2025-05-13"),
        ("What did Chidi say about the search before April 2025?", "2025-03-04"),
    ],
)
def test_what_was_said_then_alone(weekly, question, day):
    answer = weekly.ask(question)
    assert_verbatim(weekly, answer)
    assert {one.date for one in answer.citations} == {day}


def test_other_days_come_after_words_that_say_so(weekly):
    answer = weekly.ask("What did Chidi say about the search in February?")
    assert answer.answer.startswith(
        "Nothing in the 3 transcripts was said in February. What was said at other times:\n\n"
    )
    assert_verbatim(weekly, answer)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "What did Ben say in May 2024?",
            "Nothing in the 3 transcripts was said in May 2024. BEN speaks on 4 March 2025 and 1 April 2025.",
        ),
        ("What did Ben say after the April meeting?", "BEN says nothing after the April meeting."),
        ("What was said in June?", "Nothing in the 3 transcripts was said in June."),
    ],
)
def test_nothing_was_said_then(weekly, question, told):
    answer = weekly.ask(question)
    assert answer.abstained and answer.answer.startswith(told)


def test_several_people_are_compared_at_that_time(weekly):
    answer = weekly.ask("Compare Chidi and Ben in April")
    assert_verbatim(weekly, answer)
    assert {one.speaker for one in answer.citations} == {"CHIDI", "BEN"}
    assert {one.date for one in answer.citations} == {"2025-04-01"}


def test_several_people_at_other_times(weekly):
    answer = weekly.ask("Compare Ana and Chidi on the search in June")
    assert answer.answer.startswith("Nothing in the 3 transcripts was said in June. What was said at other times:\n\n")
    assert_verbatim(weekly, answer)
