"""What something is that goes by a name: the words that say it, or the answer that any question gets."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

TALK = """ANN LEE: Quillstone has written again. They want the cannery.

BO HILL: Who are they? A company called Quillstone, from the coast, and nobody knows more. CPR stands for
cardiopulmonary resuscitation, by the way. The bridge is a disgrace.

ANN LEE: The Skarv, a glacier in the north, is where I worked. Is Quillstone a bank?
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("talk"), {"talk.txt": TALK}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What is Quillstone?", "A company called Quillstone, from the coast, and nobody knows more."),
        ("what's cpr?", "CPR stands for\ncardiopulmonary resuscitation, by the way."),
        ("What does CPR stand for?", "CPR stands for\ncardiopulmonary resuscitation, by the way."),
        ("what is the Skarv", "The Skarv, a glacier in the north, is where I worked."),
    ],
)
def test_the_words_that_say_what_it_is(talk, question, quote):
    answer = talk.ask(question)
    assert not answer.abstained
    assert [" ".join(one.quote.split()) for one in answer.citations] == [" ".join(quote.split())]
    assert_verbatim(talk, answer)


def test_a_name_that_nothing_explains(talk):
    assert talk.ask("What is Zebedee?").abstained
