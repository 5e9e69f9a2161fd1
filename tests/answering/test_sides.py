"""Who is for or against something: those who say so of themselves, never the other side."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

COMMITTEE = """Committee on Coastal Fisheries
February 7, 2023

CHAIR: We resume on the trawling bill. Professor Dahl, what does trawling do to the seabed?

PROFESSOR DAHL: It ploughs it. We count a third of the species that we counted in 1994.

MR. GUNN: If this bill passes, two hundred boats are tied up, and the harbour is finished.

SENATOR LOMAX: I should say that I'm against the bill, and I've been against it since it was drafted.

SENATOR ABBOTT: I'm for it. I voted for it in the first reading, and shall do so again.

MR. GUNN: I'd support a closed season of eight weeks. I cannot support the bill.

SENATOR CREWE: The minister said, "I'm for it", and was gone before the second reading.

SENATOR VANE: I was looking for it in the library. Would anybody here say that he is for it?
"""


@pytest.fixture(scope="module")
def committee(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("sides"), {"a.txt": COMMITTEE}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who is for the trawling bill?", {"SENATOR ABBOTT"}),
        ("Who supports the trawling bill?", {"SENATOR ABBOTT"}),
        ("Who's in favour of the bill?", {"SENATOR ABBOTT"}),
        ("Who is against the trawling bill?", {"SENATOR LOMAX", "MR. GUNN"}),
        ("Who opposes it, as to the trawling bill?", {"SENATOR LOMAX", "MR. GUNN"}),
        ("Who supports a closed season?", {"MR. GUNN"}),
    ],
)
def test_no_opponent_is_quoted_as_being_for_it(committee, question, who):
    answer = committee.ask(question)
    assert said_by(answer) == who
    assert_verbatim(committee, answer)


def test_who_is_for_it_is_told_without_a_name_for_it(committee):
    assert said_by(committee.ask("Who is for it?")) == {"SENATOR ABBOTT", "MR. GUNN"}


def test_a_supporter_is_never_quoted_as_an_opponent(committee):
    answer = committee.ask("Who opposes a closed season?")
    assert "I'd support a closed season" not in answer.answer


def test_what_was_spoken_of_before_is_another_matter(tmp_path):
    text = (
        "MS. REYES: Mayor, what of the ferry?\n\nMAYOR HOLT: I am for the ferry, and I was wrong for years.\n\n"
        "MR. FINCH: Bring me a plan for the ferry and I'll vote yes.\n\nMS. REYES: Moving on to the penalty.\n\n"
        "MR. PARK: They came back with a penalty of five thousand for each day over the cap, and so I voted for it.\n\n"
        "MS. DUVAL: And I voted against it.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as forum:
        assert said_by(forum.ask("Who is for the ferry?")) == {"MAYOR HOLT"}
        assert "MS. DUVAL" not in said_by(forum.ask("Who is against the ferry?"))
        assert said_by(forum.ask("Who is against the penalty?")) == {"MS. DUVAL"}


def test_of_another_matter_no_side_is_told(committee):
    assert not said_by(committee.ask("Who is for the library card?")) & {"SENATOR ABBOTT", "SENATOR LOMAX"}


HEARING = """
MAYOR PELL: Item one is the overnight parking ban on Mill Street.

COUNCILMEMBER BLACKADDER: I'm not going to support a ban that pushes elderly people three blocks away.

COUNCILMEMBER SETHI: The ban is overdue, and I'll vote for it tonight.

EDITH CALLOWAY: I object. I object to all of it.

COUNCILMEMBER THORNE: I'm torn, honestly. It is a narrow street.

MAYOR PELL: Next item, the outdoor pool. The liner is old, and it loses a hundred thousand dollars every summer.

COUNCILMEMBER GUNN: I've been against it for years.
"""


@pytest.mark.parametrize("question", ["Who objected?", "Who objected to the parking ban?", "who is against the ban"])
def test_who_says_i_object_objected(tmp_path, question):
    with reading(tmp_path, {"2025-02-04-council.txt": HEARING}) as assistant:
        answer = assistant.ask(question)
        own = {"COUNCILMEMBER BLACKADDER", "EDITH CALLOWAY"}
        assert said_by(answer) == (own | {"COUNCILMEMBER GUNN"} if question == "Who objected?" else own)
        assert_verbatim(assistant, answer)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Does Thorne support the parking ban?", "I'm torn, honestly."),
        ("What does Edith Calloway think of the parking ban?", "I object. I object to all of it."),
    ],
)
def test_where_somebody_stands_is_told_without_a_word_for_the_matter(tmp_path, question, words):
    with reading(tmp_path, {"2025-02-04-council.txt": HEARING}) as assistant:
        answer = assistant.ask(question)
        assert words in answer.answer and len(said_by(answer)) == 1
        assert_verbatim(assistant, answer)


def test_where_somebody_stands_on_one_thing_is_not_told_of_another(tmp_path):
    with reading(tmp_path, {"2025-02-04-council.txt": HEARING}) as assistant:
        assert assistant.ask("Does Gunn support the parking ban?").abstained
