"""More made-up worlds: who holds a role, what is denied, and no worse answers than measured."""

from __future__ import annotations

import pytest

from benchmarks.answers import WORLDS, ask, load, table, verbatim

# Of each world the shares measured, less two or three questions: processors round otherwise, and a world has thirty or
# twenty-five without an answer. benchmarks/README.md has what was measured.
FLOORS = {
    "school": {"answered": 0.62, "speaker": 0.75, "quote": 0.63, "abstained": 0.70},
    "island": {"answered": 0.53, "speaker": 0.80, "quote": 0.80, "abstained": 0.66},
    "club": {"answered": 0.62, "speaker": 0.68, "quote": 0.63, "abstained": 0.56},
    "tram": {"answered": 0.86, "speaker": 0.83, "quote": 0.80, "abstained": 0.72},
    "festival": {"answered": 0.78, "speaker": 0.80, "quote": 0.84, "abstained": 0.56},
}


@pytest.mark.parametrize("name", FLOORS)
def test_no_worse_than_measured(worlds, name):
    records = load(WORLDS / name / "questions.jsonl")
    answers = [ask(worlds(name), record) for record in records]
    result = table(records, answers, [verbatim(worlds(name), answer) for answer in answers])
    assert result["as said"] == 1.0 and result["quotes"] > 100
    for share, floor in FLOORS[name].items():
        assert result["all"][share] >= floor, share


@pytest.mark.parametrize(
    ("world", "question", "speaker", "shown"),
    [
        ("island", "the tourist charge - fair or not in the prime minister's eyes?", "Dara Holloway", "With me is"),
        ("island", "What does the PM think of the hosepipe ban for golf?", "Dara Holloway", "“PM”"),
        ("island", "Where does the utility's finance director stand on new shareholders?", "Priya Lathom", "our"),
        ("school", "The head of the teachers' union: is she a fan of the pouches?", "Connie Vasquez", "union"),
    ],
)  # fmt: skip
def test_who_holds_a_role(worlds, world, question, speaker, shown):
    answer = worlds(world).ask(question)
    assert {one.speaker for one in answer.citations} == {speaker}
    assert any("is taken to be" in note and shown in note for note in answer.notes)


def test_a_role_that_several_may_hold_is_nobodys(worlds):
    # Two of them are ministers, and the finance minister does not speak.
    answer = worlds("island").ask("What does the finance minister think about borrowing?")
    assert not any("is taken to be" in note for note in answer.notes)


def test_what_the_question_takes_for_granted_is_denied(worlds):
    answer = worlds("island").ask("By how much did Holloway's government slash the money for mending leaks?")
    # The denial, or nothing; never the money there is, as if it were what was cut.
    denied = "I haven't. I don't know where you've got that." in answer.answer
    assert denied != answer.abstained
    assert all(citation.speaker == "Dara Holloway" for citation in answer.citations)


def test_a_title_in_short(worlds):
    answer = worlds("club").ask("What did Councillor Ibbotson say about the fence?")
    assert {one.speaker for one in answer.citations} == {"Cllr Ibbotson"}


def test_a_word_in_small_letters_is_no_name_where_names_are_written_large(worlds):
    answer = worlds("school").ask("Compare where Ines Cho and Theo Barlow stand on moving the bell.")
    assert "Bell" not in {one.speaker.split()[-1] for one in answer.citations}
    assert answer.kind == "compare"


def test_a_follow_up_is_answered_from_near_what_was_quoted(worlds):
    first = worlds("island").ask("What does Holloway say about the cable in the TV interview?")
    then = worlds("island").ask("Who'd be paying for it?", history=(first,))
    assert then.searched_for and "as to" in then.searched_for
    assert any("sixty-five for us" in one.quote for one in then.citations)
