"""What is enough of an answer where the words of the question tell little beside its matter."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

BAKER = """NORA FIELD: My guest is Mina Akhtar, who bakes bread in Leeds. You don't use any yeast from a shop.

MINA AKHTAR: No, only my sourdough. It's from 2009. My grandmother's neighbour gave it to me in a jam jar.

NORA FIELD: Do you make a living from it?

MINA AKHTAR: I do. I employ six people now. The price of flour went up by forty percent last year.
"""
SHOP = """
BEN: The new shop is live. We sold a chair to my mother yesterday. The refund failed, though. I need two more days.

ANA: The refund must work before we launch. If it doesn't, we move the date.

BEN: The search never failed. It answers in three hundred milliseconds.
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("said"), {"2023-04-17-a.txt": BAKER, "2025-05-13-b.txt": SHOP}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("tell me about the sourdough", "No, only my sourdough. It's from 2009."),
        ("Who said the refund failed?", "The refund failed, though."),
    ],
)
def test_what_says_all_that_is_asked_about_is_enough(said, question, quote):
    answer = said.ask(question)
    assert not answer.abstained and answer.citations[0].quote == quote
    assert_verbatim(said, answer)


def test_who_denies_it_does_not_say_it(said):
    assert said.ask("Who said the search failed?").abstained
