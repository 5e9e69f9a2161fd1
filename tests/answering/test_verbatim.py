"""Whether somebody said it, where others only ask about these words, or quote them."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

TRIAL = """State v. Moreau
March 12, 2024

MR. ADEYEMI: Detective, did you ever find the painting that was taken from the vault?

DET. FINCH: We never found it, and we looked in three cities for it.

MR. ADEYEMI: Did Julian Moreau ever say the words "I took it"?

DET. FINCH: No, he never said that. He said that it was raining.

MR. ADEYEMI: Where does Ms. Sato live in the summer?

DET. FINCH: I believe that is Chicago, in a house by the lake.

MR. ADEYEMI: Was the van that belonged to Ms. Sato seen on Route 9?

DET. FINCH: A trooper called about that. I didn't call him back.
"""
DEBATE = """Senate candidates' debate
October 1, 2024

SENATOR BOYLE: In 2018 Ms. Ruiz said that a wage of seventeen dollars would be "a tax on being small." Look it up.

TREASURER RUIZ: I did say that, in 2018. I was wrong. I am for seventeen dollars now.

SENATOR BOYLE: I have built four bridges, and nobody fell from any of them.
"""


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("verbatim"), {"a.txt": TRIAL, "b.txt": DEBATE}) as assistant:
        yield assistant


def test_words_that_are_only_asked_come_with_the_reply(heard):
    answer = heard.ask('Did Moreau say "I took it"?')
    assert answer.answer.startswith("Moreau does not speak in")
    assert [one.quote for one in answer.citations][-1] == "No, he never said that."
    assert_verbatim(heard, answer)


def test_whoever_is_quoted_is_not_said_never_to_have_said_it(heard):
    answer = heard.ask('Did Ruiz say "a tax on being small"?')
    assert "TREASURER RUIZ is not heard to say this; SENATOR BOYLE quotes it." in answer.answer
    assert "I did say that, in 2018." in answer.answer and said_by(answer) == {"SENATOR BOYLE", "TREASURER RUIZ"}
    assert_verbatim(heard, answer)


def test_whoever_says_something_of_his_own_quotes_nobody(heard):
    answer = heard.ask('Did Ruiz say "four bridges"?')
    assert "TREASURER RUIZ never says this; SENATOR BOYLE does." in answer.answer


def test_what_is_asked_about_somebody_absent_is_told_with_the_reply_and_the_matter_first(heard):
    answer = heard.ask("What did Ms. Sato say about the van on Route 9?")
    assert answer.abstained and answer.answer.startswith("Ms. Sato does not speak in")
    quotes = [one.quote for one in answer.citations]
    assert quotes[0].startswith("Was the van") and "A trooper called about that." in quotes
    assert_verbatim(heard, answer)


def test_one_word_put_for_another_is_not_said_never_to_come_near(heard):
    answer = heard.ask('Did Ruiz say "I am for seventeen euros"?')
    assert answer.answer.startswith("Not in exactly these words; what was said is:")
    assert "I am for seventeen dollars now." in answer.answer
    assert heard.ask('Did Ruiz say "I am at fifteen euros"?').abstained


def test_small_words_alone_are_nothing_near(heard):
    assert heard.ask('Did Ruiz say "I did say that, in 2019"?').abstained
