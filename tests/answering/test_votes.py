"""Votes and motions, told from the words of the meeting."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

APRIL = """City of Arden
April 9, 2024

CLERK: Vance?

COUNCILMEMBER VANCE: Yes.

CLERK: Okonkwo?

COUNCILMEMBER OKONKWO: Yes.

MAYOR HOLT: We have a quorum. The agenda is approved. Item 7, the shelter on Quarry Road.

COUNCILMEMBER OKONKWO: Does the shelter have a nurse? I haven't made up my mind on the shelter.

COUNCILMEMBER VANCE: I move to postpone the item to June 11.

COUNCILMEMBER OKONKWO: Second.

COUNCILMEMBER VANCE: I said zero beds.

CLERK: Vance?

COUNCILMEMBER VANCE: Aye.

CLERK: Okonkwo?

COUNCILMEMBER OKONKWO: Aye.

CLERK: Reyes?

COUNCILMEMBER REYES: No. I can't wait.

CLERK: The motion passes, two to one.
"""
JUNE = """City of Arden
June 11, 2024

MAYOR HOLT: Item 2, the shelter.

COUNCILMEMBER REYES: The shelter turned away 187 people. I move to approve the item.

COUNCILMEMBER OKONKWO: Second.

COUNCILMEMBER VANCE: I'll vote no.

CLERK: Vance?

COUNCILMEMBER VANCE: No.

CLERK: Okonkwo?

COUNCILMEMBER OKONKWO: Aye.

CLERK: Reyes?

COUNCILMEMBER REYES: Aye.

CLERK: The motion passes, two to one. Item 3, the bench by the pond.

COUNCILMEMBER REYES: I propose that we mend the bench.

COUNCILMEMBER VANCE: I'll second that.

MAYOR HOLT: All those in favor? Any against? Okonkwo against. Carried, two to one.
"""
SENATE = """Senate Committee on Water
May 2, 2024

The CHAIR. The question is on the amendment on dam fees. Moved by Senator Lund, seconded by Senator Marsh.

The CLERK. Senator Lund?

Senator LUND. Aye.

The CLERK. Senator Marsh?

Senator MARSH. Yes, with reservations.

The CLERK. Senator Boyle?

Senator BOYLE. Madam Chair, I vote nay.

The CLERK. Senator Pike? Absent.

The CHAIR. The ayes are two, the noes one. The amendment is adopted.

Senator BOYLE. May I explain my vote? It is a tax on farms.
"""


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    files = {"2024-04-09-arden.txt": APRIL, "2024-06-11-arden.txt": JUNE, "2024-05-02-senate.txt": SENATE}
    with reading(tmp_path_factory.mktemp("votes"), files) as it:
        yield it


def quotes(answer):
    return [(one.speaker.split()[-1], one.quote) for one in answer.citations]


POSTPONE = ("VANCE", "I move to postpone the item to June 11.")
APPROVE = ("REYES", "I move to approve the item.")
PASSES = ("CLERK", "The motion passes, two to one.")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How did Okonkwo vote on the shelter in June?", [APPROVE, ("OKONKWO", "Aye."), PASSES]),
        (
            "How did Vance vote on the shelter?",
            [POSTPONE, ("VANCE", "Aye."), PASSES, APPROVE, ("VANCE", "No."), PASSES],
        ),
        ("Who voted no on the shelter in April?", [POSTPONE, ("REYES", "No."), PASSES]),
        ("Who seconded the motion to postpone?", [POSTPONE, ("OKONKWO", "Second.")]),
        ("Who moved to postpone the item?", [POSTPONE]),
        (
            "Who voted for the dam fees?",
            [
                ("CHAIR", "Moved by Senator Lund, seconded by Senator Marsh."),
                ("CHAIR", "The ayes are two, the noes one. The amendment is adopted."),
                ("LUND", "Aye."),
                ("MARSH", "Yes, with reservations."),
            ],
        ),
        (
            "Who voted against the bench?",
            [
                ("REYES", "I propose that we mend the bench."),
                ("HOLT", "All those in favor? Any against? Okonkwo against. Carried, two to one."),
            ],
        ),
    ],
)
def test_a_vote_stands_beside_what_was_moved_and_what_came_of_it(council, question, expected):
    answer = council.ask(question)
    assert_verbatim(council, answer)
    assert quotes(answer) == expected


def test_a_vote_that_nobody_cast_is_said_to_be_heard_of_nobody(council):
    answer = council.ask("Who abstained on the shelter?")
    assert answer.answer.startswith("Nobody is heard to vote to abstain")


def test_whoever_is_called_to_see_who_is_there_casts_no_vote(council):
    answer = council.ask("How did Vance vote in April?")
    assert ("VANCE", "Yes.") not in quotes(answer)


def test_a_result_that_names_somebody_tells_his_or_her_vote(council):
    answer = council.ask("How did Okonkwo vote on the bench?")
    assert quotes(answer)[-1] == ("HOLT", "All those in favor? Any against? Okonkwo against. Carried, two to one.")


def test_a_follow_up_asks_of_the_same_vote(council):
    first = council.ask("What was the vote on the bench?")
    answer = council.ask("Who seconded it?", history=[first])
    assert quotes(answer) == [("REYES", "I propose that we mend the bench."), ("VANCE", "I'll second that.")]


def test_no_other_senators_vote_is_told_for_one_who_does_not_speak(council):
    assert council.ask("How did Senator Pike vote on the dam fees?").kind != "list"


def test_the_vote_of_one_who_does_not_speak_is_told_where_the_result_names_him(tmp_path):
    text = (
        "CHAIR: Clause 9, then, on the money.\n\nMS. LOMAX: I move that clause 9 be amended to thirty million.\n\n"
        "MR. ABBOTT: I second that.\n\nCHAIR: Those in favour? Senator Abbott, Senator Crewe. Against? Senator Vane. "
        "The amendment is carried by two to one.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as committee:
        answer = committee.ask("How did Senator Vane vote?")
        assert not answer.abstained and "Against? Senator Vane." in answer.citations[-1].quote
        assert_verbatim(committee, answer)
        assert committee.ask("How did Senator Pike vote?").abstained


def test_whoever_seconded_the_amendment_seconded_no_other_motion(tmp_path):
    text = (
        "CHAIR: Clause 9, then, on the money.\n\nMS. LOMAX: I move that clause 9 be amended to thirty million.\n\n"
        "MR. ABBOTT: I second that.\n\nCHAIR: The amendment is carried. Item 4, the phones.\n\n"
        "MR. CREWE: I move that we adopt the policy.\n\nMS. VANE: Second.\n\nCHAIR: The motion is carried.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as committee:
        answer = committee.ask("Who seconded the amendment?")
        assert [one.speaker for one in answer.citations] == ["MS. LOMAX", "MR. ABBOTT"]


def test_a_second_person_is_not_whoever_seconded(assistant):
    answer = assistant.ask("Who seconded the motion?")
    assert answer.abstained
    assert answer.answer.startswith("Nobody is heard to second anything in ")
