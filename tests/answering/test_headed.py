"""Who was absent and who holds an office, as the head of a transcript tells."""

from __future__ import annotations

import pytest

from tests.answering.checks import reading

PARISH = """# Wallop Parish Council

**Date:** 5 March 2024
**Present:** Cllr Ada Finch (Chair), Cllr Ben Moss (Vice-Chair), Mrs Lorna Pike (Clerk to the Council)
**Apologies:** Cllr Sue Dent, PC Hall

**Cllr Finch:** Good evening. Item one, the bench by the pond. The evidence is absent from the file.

**Cllr Moss:** I propose that we mend it. The old clerk of the mill would have liked that.

**Cllr Finch:** Is there anything on the hedge?

**Mrs Pike:** The birds are nesting until August.

**Cllr Moss:** Then it waits.

**Cllr Finch:** It does.
"""
BOARD = """ROCKFIELD SCHOOL BOARD, REGULAR MEETING
AUGUST 21, 2023

PRESIDENT MORALES: Would the clerk please call the roll?

CLERK: Trustee Washington? Trustee Washington is absent.

SUPERINTENDENT LINDGREN: Good evening. We have three options on the phones.

PRESIDENT MORALES: Thank you.
"""


@pytest.fixture(scope="module")
def heads(tmp_path_factory):
    files = {"2024-03-05-wallop.md": PARISH, "2023-08-21-board.txt": BOARD}
    with reading(tmp_path_factory.mktemp("headed"), files) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Who was absent?", ["Apologies: Cllr Sue Dent, PC Hall", "Trustee Washington is absent."], ["evidence"]),
        ("Who wasn't at the parish council meeting?", ["Apologies: Cllr Sue Dent, PC Hall"], ["Washington"]),
        ("Who didn't attend the school board meeting?", ["Trustee Washington is absent."], ["Sue Dent"]),
        ("Who is the chair of the parish council?", ["Cllr Ada Finch (Chair)"], ["Moss", "MORALES"]),
        ("Who is the clerk?", ["Mrs Lorna Pike (Clerk to the Council)"], ["Finch"]),
        ("Who's the superintendent?", ["SUPERINTENDENT LINDGREN"], ["MORALES"]),
        ("who is the president of the school board", ["PRESIDENT MORALES"], ["Finch"]),
    ],
)
def test_it_is_told_as_printed(heads, question, told, not_told):
    answer = heads.ask(question)
    assert not answer.abstained
    assert all(one in answer.answer for one in told), answer.answer
    assert not any(one in answer.answer for one in not_told), answer.answer


def test_what_is_said_of_the_absent_is_quoted(heads):
    answer = heads.ask("Who didn't attend the school board meeting?")
    quoted = [one for one in answer.citations if one.quote == "Trustee Washington is absent."]
    assert [one.speaker for one in quoted] == ["CLERK"]


@pytest.mark.parametrize("question", ["Who is the chair of the bank?", "Who was absent when the mill burned down?"])
def test_of_another_body_nothing_is_told(heads, question):
    assert "Printed as" not in heads.ask(question).answer
    assert "Absent, as far" not in heads.ask(question).answer


def test_the_interviewer_is_told_as_printed(tmp_path):
    text = (
        "Oral History Project\nInterview with Edith Sugden, 18 June 2021\nInterviewer: Tom Lacey\n\n"
        "TL: When did you start at the mill?\n\nES: In 1951. I was fourteen.\n\nTL: And what was your job?\n\n"
        "ES: I was a doffer first, and then I went to winding.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as interview:
        assert "Interviewer: Tom Lacey" in interview.ask("Who was the interviewer?").answer
        for question in ("Who interviewed Edith Sugden?", "Who was interviewing Edith?", "Who did the interview?"):
            assert "Interviewer: Tom Lacey" in interview.ask(question).answer, question
        assert "Printed as" not in interview.ask("Who interviewed the foreman?").answer


def test_whoever_hosts_or_moderates_is_told_as_printed_among_others(tmp_path):
    text = (
        "Harwick Rovers press conference, 7 November 2025\nManager: Stefan Krol. Moderators: Beth Quill and Jo Hart "
        "(media)\n\nBETH QUILL: Morning, everybody.\n\nSTEFAN KROL: The pitch is a bog.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as conference:
        told = conference.ask("Who moderated the Rovers press conference?").answer
        assert "Moderators: Beth Quill and Jo Hart: in" in told
        assert "Printed as" not in conference.ask("Who hosted the gala?").answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who represented the family?", "is headed “For the family: Ms. Okoro”."),
        ("Who was counsel to the inquest?", "is headed “Counsel to the Inquest: Ms. Farrow”."),
        ("Who acted for Mrs. Marlow?", "MS. OKORO, 10 May 2022: “Ms. Pell, I act for Mrs. Marlow and her sons.” [1]"),
    ],
)
def test_whose_counsel_somebody_is_stands_in_the_head_or_is_said(tmp_path, question, told):
    text = (
        "Inquest touching the death of Mr. Marlow\n10 May 2022\n\nCounsel to the Inquest: Ms. Farrow\nFor the family: "
        "Ms. Okoro\n\nMS. FARROW: You were in charge of the ward?\n\nMS. PELL: I was. There were two.\n\n"
        "MS. OKORO: Ms. Pell, I act for Mrs. Marlow and her sons. Did he ask for his wife?\n\nMS. PELL: Yes, he did.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as inquest:
        assert told in inquest.ask(question).answer
        assert "as far as is printed" not in inquest.ask("Who represents District 5?").answer
