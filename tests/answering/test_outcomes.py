"""What a meeting decided, gave somebody to do, or left open."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

PARISH = """Nether Wick Parish Council
18 January 2022

CLLR STUBBS: Item one, the quad bikes. Has anybody seen them on the rec?

CLLR HALLAM: Everybody has seen the quad bikes. We'll come back to it when the constable is here.

CLLR STUBBS: Item two. We've had the results of the speed survey on Church Road.

CLLR DESAI: What about one of those signs that flashes?

CLLR STUBBS: I propose that we buy two of the signs, one at each end.

CLLR DESAI: Seconded.

CLLR STUBBS: Those in favour? Four. Against? One. That's carried, four to one. Lorna, will you order them?

MRS PIKE: I will. They say ten weeks.

CLLR STUBBS: The roof. Then I suggest we defer it until we've heard from the lottery. Is everybody happy with that?

CLLR HALLAM: I've got a tarpaulin in the barn. I'll bring it on Saturday.
"""
BOARD = """School Board
August 21, 2023

PRESIDENT MORALES: Any opposed? The agenda is approved. We come to the cell phone policy, and there are two cards.

DENISE FOWLER: I support the pouches. My daughter was filmed in the restroom last year, on a phone.

TRUSTEE NAKAMURA: I move that we adopt option B as a pilot at Lincoln only, with a report back in June.

TRUSTEE OGILVIE: I'd second that, although I think it's weak tea.

PRESIDENT MORALES: Clerk, call the roll.

CLERK: Three in favor, one against. The motion passes.

TRUSTEE BEALE: My brother said: "I'll write to the paper." I don't want to decide the bus contract today.
"""


@pytest.fixture(scope="module")
def meetings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outcomes")
    with reading(folder, {"2022-01-18-parish.txt": PARISH, "2023-08-21-board.txt": BOARD}) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "what was decided about the speeding",
            [
                "I propose that we buy two of the signs, one at each end.",
                "Those in favour? Four. Against? One. That's carried, four to one.",
            ],
        ),
        (
            "What did the board decide about phones?",
            [
                "I move that we adopt option B as a pilot at Lincoln only, with a report back in June.",
                "The motion passes.",
            ],
        ),
        ("what was agreed about the roof?", ["Then I suggest we defer it until we've heard from the lottery."]),
        ("action items from the January 2022 meeting", ["Lorna, will you order them?", "I'll bring it on Saturday."]),
        ("what does Cllr Hallam have to do?", ["I'll bring it on Saturday."]),
        ("what was left open in the school board meeting", ["I don't want to decide the bus contract today."]),
    ],
)
def test_what_came_of_a_meeting_is_told_from_the_words_that_do_it(meetings, question, quotes):
    answer = meetings.ask(question)
    assert not answer.abstained
    assert_verbatim(meetings, answer)
    said = " ".join(citation.quote for citation in answer.citations)
    assert all(quote in said for quote in quotes), answer.answer


def test_a_decision_stands_beside_the_proposal_and_under_whoever_said_it(meetings):
    answer = meetings.ask("What did the board decide about phones?")
    assert [citation.speaker for citation in answer.citations] == ["TRUSTEE NAKAMURA", "CLERK"]


def test_a_matter_of_another_item_is_not_said_to_be_decided(meetings):
    answer = meetings.ask("what was decided about the quad bikes?")
    assert not any("signs" in citation.quote or "carried" in citation.quote for citation in answer.citations)


def test_a_task_that_is_only_reported_is_nobodys_there(meetings):
    answer = meetings.ask("action items")
    assert not any("paper" in citation.quote for citation in answer.citations)
