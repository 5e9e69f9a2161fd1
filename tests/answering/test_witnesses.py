"""Who gave evidence: those who are called and speak, not counsel who calls them."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

FIRST = """Inquest touching the death of Peter Marlow
10 May 2022

THE CORONER: Good morning. Ms. Farrow, please call your first witness.

MS. FARROW: Thank you, madam. I call Nurse Joanna Pell.

MS. PELL: I was in charge of the ward that night, and there should have been four of us.

MR. QUAYLE: I may call Mr. Dunmore at a later time, madam, or I may not.
"""
SECOND = """Inquest touching the death of Peter Marlow
11 May 2022

MS. FARROW: Madam, I call Dr. Arjun Sethi. Ms. Pell will not be called again.

DR. SETHI: I received one bleep, at about half past ten.

MS. FARROW: We shall now hear from Mrs. Linda Marlow.

MRS. MARLOW: I want them to have enough nurses. That's all I want.
"""


@pytest.fixture(scope="module")
def inquest(tmp_path_factory):
    files = {"2022-05-10-inquest-day-1.txt": FIRST, "2022-05-11-inquest-day-2.txt": SECOND}
    with reading(tmp_path_factory.mktemp("witnesses"), files) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("Who testified on day 1?", ["I call Nurse Joanna Pell."]),
        ("Who testified on day 2?", ["Madam, I call Dr. Arjun Sethi.", "We shall now hear from Mrs. Linda Marlow."]),
        ("Which witnesses were called on 10 May 2022?", ["I call Nurse Joanna Pell."]),
    ],
)
def test_who_testified_is_told_by_who_is_called(inquest, question, called):
    answer = inquest.ask(question)
    assert [one.quote for one in answer.citations] == called and answer.count == len(called)
    assert_verbatim(inquest, answer)


def test_all_witnesses_are_counted(inquest):
    assert inquest.ask("How many witnesses gave evidence?").count == 3


def test_a_file_name_tells_the_day(inquest):
    answer = inquest.ask("Who spoke on day 2?")
    assert answer.count == 3 and "QUAYLE" not in answer.answer


def test_where_nobody_is_called_whoever_speaks_is_listed(tmp_path):
    files = {
        "2024-10-08-rail-hearing.txt": "CHAIR NOVAK: Mr. Quill, what did you see?\n\nMR. QUILL: A hot axle.\n",
        "b.txt": FIRST,
    }
    with reading(tmp_path, files) as hearing:
        answer = hearing.ask("Who testified at the rail hearing?")
        assert "Nobody is called as a witness" in answer.answer and "MR. QUILL" in answer.answer


def test_who_spoke_where_there_is_no_transcript_is_no_list_of_everybody(inquest):
    assert inquest.ask("How many people spoke at the funeral service?").count is None
    assert inquest.ask("How many people spoke at the inquest?").count == 6
    assert inquest.ask("How many people spoke in total?").count == 6


def test_whoever_is_called_may_be_printed_as_a_letter(tmp_path):
    text = (
        "State v. Cole\nOctober 2, 2019\n\nMR. HASKELL: The State calls Leon Pruitt.\n\n"
        "Q. Mr. Pruitt, where do you work?\nA. I was the night clerk at Dunkirk Road.\nQ. Do you work there now?\n"
        "A. No. My head isn't right since.\n\nTHE COURT: We'll break until one-thirty.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as trial:
        assert [one.quote for one in trial.ask("Who testified?").citations] == ["The State calls Leon Pruitt."]
