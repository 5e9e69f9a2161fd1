"""Whether somebody thanked or congratulated somebody: by words for it, never by the nearest."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

BOARD = """Board of Education
September 14, 2023

PRESIDENT NAVARRO: We begin with the budget. Superintendent Kessler, how much is left of it?

SUPERINTENDENT KESSLER: About forty thousand dollars, and I am sorry, Trustee Beam, that the letter came late.

TRUSTEE BEAM: I'm sorry, that's not the letter that I meant. The letter is a good letter, the budget a fair one.

MS. FINCH: I want to thank the board for the exemption, and Superintendent Kessler most of all.

SUPERINTENDENT KESSLER: I'm very grateful to you, and so is my staff.

TRUSTEE OYELARAN: President Navarro congratulated Trustee Beam in the hall. I heard it.
"""


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("courtesies"), {"a.txt": BOARD}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Did Ms. Finch thank Superintendent Kessler?", "I want to thank the board for the exemption, and"),
        ("Did Kessler thank Finch for that?", "I'm very grateful to you"),
        ("Did Ms. Finch thank the board?", "I want to thank the board for the exemption, and"),
        ("Did Finch thank anybody?", "I want to thank the board for the exemption, and"),
        ("Has Kessler apologized to Beam?", "I am sorry, Trustee Beam"),
        ("What did Ms. Finch thank the board for?", "for the exemption, and"),
        ("Why did Kessler apologise to Beam?", "I am sorry, Trustee Beam"),
        ("Did Navarro congratulate Beam?", "President Navarro congratulated Trustee Beam"),
    ],
)
def test_the_words_for_it_are_quoted(board, question, quote):
    answer = board.ask(question)
    assert len(answer.citations) == 1 and quote in answer.citations[0].quote
    assert_verbatim(board, answer)


@pytest.mark.parametrize(
    "question",
    [
        "Did Beam congratulate Kessler?",
        "Did Navarro thank Ms. Finch?",
        "Did Beam apologise to Kessler?",
        "Did Kessler ever praise Beam?",
        "Did Beam thank anyone?",
        "Did Beam thank the teachers?",
        "What did Beam thank Kessler for?",
    ],
)
def test_what_nobody_is_heard_to_do_is_not_answered_with_the_nearest_words(board, question):
    answer = board.ask(question)
    assert answer.abstained and not answer.citations and " is not heard to " in answer.answer


TALKS = """Talks on the river
March 2, 2024

MINISTER WANG: Our two sides had a very long discussion of the river, and it went well.

MR. BLINKEN: We have had five hours of talks on so many of the issues, and on the river most of all.
"""
MILL = """Interview with Edith Sugden
June 18, 2021

TOM LACEY: Did you meet your husband there?

EDITH SUGDEN: No, I met Harold at the Regal, at a dance. He trod on my foot.
"""


def test_what_two_did_is_not_told_by_those_who_name_neither(tmp_path):
    with reading(tmp_path, {"a.txt": TALKS, "b.txt": MILL}) as talks:
        answer = talks.ask("Did Lacey meet Blinken?")
        assert answer.abstained or {one.speaker for one in answer.citations} & {"TOM LACEY", "MR. BLINKEN"}
        answer = talks.ask("Did Wang meet Blinken at a dance?")
        assert answer.abstained or {one.speaker for one in answer.citations} & {"MINISTER WANG", "MR. BLINKEN"}


def test_a_summary_is_shorter_when_asked_for(tmp_path):
    with reading(tmp_path, {"a.txt": BOARD}) as board:
        first = board.ask("Summarize the meeting")
        shorter = board.ask("shorter", history=[first])
        assert shorter.kind == "summary" and 0 < len(shorter.answer) < len(first.answer)


def test_thanks_to_whoever_is_called_by_office_alone_are_heard(tmp_path):
    said = """Before the meeting

MINISTER WANG: Now I will first of all give the floor to you.

SECRETARY BLINKEN: Well, Mr. Minister, thank you very much. I did have a long talk with the delegation.
"""
    with reading(tmp_path, {"a.txt": said}) as talks:
        answer = talks.ask("Does Blinken thank Wang?")
        assert [one.quote for one in answer.citations] == ["Well, Mr. Minister, thank you very much."]


def test_an_apology_to_whomever_is_one_and_a_slip_of_the_tongue_is_none(tmp_path):
    said = """Inquest

MS. RAMAN: May I say first how sorry we are. There was a report on the tenth, sorry, the fourteenth of July.

MR. WENN: I look after quality, and the drawing was ours, sorry, was theirs.

MS. OKORO: Everybody, sorry for the delay.
"""
    with reading(tmp_path, {"a.txt": said}) as inquest:
        heard = inquest.ask("Did Ms. Raman apologise?")
        assert [one.quote for one in heard.citations] == ["May I say first how sorry we are."]
        delay = inquest.ask("Did Ms. Okoro apologise?")
        assert [one.quote for one in delay.citations] == ["Everybody, sorry for the delay."]
        none = inquest.ask("Did Mr. Wenn apologise for the drawing?")
        assert none.abstained and none.answer.startswith("MR. WENN is not heard to apologise, by any words for it.")
