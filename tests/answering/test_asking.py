"""What somebody asked, whom and about what; and a change of mind of which the question names no matter."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

FEBRUARY = """Inquest into the boathouse fire, first hearing
4 February 2025

MR. LYLE: Dr. Rook, could it have been the wiring?

DR. ROOK: In my opinion the fire was started in two places, with petrol, and by somebody who knew the river.

MR. LYLE: Mrs. Dacre, does your son smoke?

MRS. DACRE: He gave up smoking when his father died, eleven years ago.

MS. OKAFOR: And tariffs?

MRS. DACRE: I know nothing of tariffs, and he never asked me for a penny.

MR. HALE: I'm against the new slipway. It is four thousand pounds for eleven boats.
"""
MARCH = """Inquest into the boathouse fire, second hearing
10 March 2025

MR. LYLE: Is it still under five percent, Doctor?

DR. ROOK: I no longer say it was started in two places. A gas bottle failed, and that made the second burn.

MS. OKAFOR: Who has the petrol can today?

MRS. DACRE: The sergeant has the petrol can, in a bag with a number on it.

MR. HALE: I've changed my mind about the slipway. I stood on it on Thursday and I was glad of it.
"""


@pytest.fixture(scope="module")
def inquest(tmp_path_factory):
    files = {"2025-02-04-inquest.txt": FEBRUARY, "2025-03-10-inquest.txt": MARCH}
    with reading(tmp_path_factory.mktemp("inquest"), files) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "What did Mr Lyle ask Dr Rook?",
            ["Dr. Rook, could it have been the wiring?", "Is it still under five percent, Doctor?"],
        ),
        ("what did Lyle ask Mrs. Dacre", ["Mrs. Dacre, does your son smoke?"]),
        ("What questions did Okafor ask?", ["And tariffs?", "Who has the petrol can today?"]),
        ("did Okafor ask about tariffs", ["And tariffs?"]),
        ("Who asked about tariffs?", ["And tariffs?"]),
        ("What did Okafor ask in the second hearing?", ["Who has the petrol can today?"]),
    ],
)
def test_questions_are_quoted(inquest, question, quotes):
    answer = inquest.ask(question)
    assert answer.kind == "list" and answer.count == len(quotes)
    assert [one.quote for one in answer.citations] == quotes
    assert_verbatim(inquest, answer)


@pytest.mark.parametrize("question", ["Did Mrs. Dacre ask for a penny?", "What did Lyle ask about the weather?"])
def test_no_question_is_made_of_a_wish_nor_of_another_matter(inquest, question):
    assert inquest.ask(question).kind != "list"


@pytest.mark.parametrize("question", ["How did Dr. Rook's opinion change?", "Did Rook change his mind?"])
def test_what_changed_is_told_by_whoever_changed_it(inquest, question):
    answer = inquest.ask(question)
    assert answer.kind == "over_time" and said_by(answer) == {"DR. ROOK"}
    assert {one.date for one in answer.citations} == {"2025-02-04", "2025-03-10"}


def test_a_change_that_is_told_can_be_seen_in_one_transcript(inquest):
    answer = inquest.ask("did Hale change his mind?")
    assert "I've changed my mind about the slipway" in answer.answer
    assert not any("no change can be seen" in note for note in answer.notes)
