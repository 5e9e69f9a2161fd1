"""Why somebody is against something: not why against something else."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

COUNCIL = """
MAYOR BROOK: Good evening. On the agenda: the pool roof, and the parking charges on Harbour Street.

COUNCILLOR WICK: A town by the sea whose children cannot swim is a scandal. I propose the repair of the roof.

MAYOR BROOK: Now the parking charges. The draft has two pounds an hour, and thirty pounds a year for residents.

COUNCILLOR WICK: Then I cannot vote for it. Residents should park for free. Thirty pounds is a lot for a pensioner.

MAYOR BROOK: And the wall at the creek?

COUNCILLOR DUVAL: I went out to the chapel and listened. They're frightened of that wall. I believe the water will go to
 them. So I'm voting no.

MAYOR BROOK: The ferry runs on Sundays from May. And the data centre, Councillor Duval?

COUNCILLOR DUVAL: In August we told old people not to water their tomatoes. I won't support it, with a cap or without.
"""


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("why"), {"2025-03-11-council.txt": COUNCIL}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "word", "others"),
    [
        ("Why did Councillor Duval oppose the wall?", "the water will go to", "tomatoes"),
        ("Why was Councillor Duval against the data centre?", "tomatoes", "water will go"),
        ("Why is Councillor Wick against the parking charges?", "Residents should park for free.", "swim"),
    ],
)
def test_the_side_taken_on_that_matter(council, question, word, others):
    answer = council.ask(question)
    assert word in answer.answer and others not in answer.answer
    assert_verbatim(council, answer)


def test_against_something_else_is_no_answer(council):
    answer = council.ask("Why did Councillor Wick oppose the ferry?")
    assert answer.abstained and not answer.citations


RETRO = """
NADIA PETROV: Do we want a review gate on the config?

YUSUF KARIM: I don't love the idea of a review gate on the config, to be honest. It'll slow us down.

NADIA PETROV: And the outdoor pool, Tom?

TOM GUNN: I've been against putting money into that pool for years, because it loses a hundred thousand every summer.
 But my granddaughter learned to swim there, and I've come around. I will want a fence.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why does Yusuf Karim oppose the review gate?", "It'll slow us down."),
        ("Why did Tom Gunn change his mind about the pool?", "But my granddaughter learned to swim there"),
    ],
)
def test_the_reason_right_behind_the_side_is_quoted_with_it(tmp_path, question, words):
    with reading(tmp_path, {"2025-04-17-retro.txt": RETRO}) as assistant:
        answer = assistant.ask(question)
        assert_verbatim(assistant, answer)
        assert words in answer.citations[0].quote
