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


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "What questions were asked in the first hearing?",
            ["Dr. Rook, could it have been the wiring?", "Mrs. Dacre, does your son smoke?"],
        ),
        ("What was Mrs. Dacre asked?", ["Mrs. Dacre, does your son smoke?", "Who has the petrol can today?"]),
        ("Which questions were asked about the wiring?", ["Dr. Rook, could it have been the wiring?"]),
    ],
)
def test_all_that_was_asked_is_quoted_whoever_asked_it(inquest, question, quotes):
    answer = inquest.ask(question)
    assert answer.kind == "list" and answer.count == len(quotes)
    assert [one.quote for one in answer.citations] == quotes
    assert_verbatim(inquest, answer)


def test_of_whoever_does_not_speak_nothing_is_said_to_be_asked(inquest):
    assert inquest.ask("What was Mrs. Rowe asked?").kind != "list"


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


BRIEFING = """Department Press Briefing
February 6, 2024

MR KESSLER: Good afternoon, everyone. I have nothing at the top, so let's begin with whoever is first.

QUESTION: Is there going to be a ship?

MR KESSLER: I don't have anything to announce today about any ship.

QUESTION: And sanctions?

MR KESSLER: We don't preview sanctions, and we never have.
"""
CONFERENCE = """Press conference on the fire
August 3, 2024

CHIEF DUNN: Seven people are dead, and fourteen of them are in the hospital tonight.

REPORTER: Is it arson?

CHIEF DUNN: It is too early to say, and I am sorry that it is, because of the families.

REPORTER: Did a ship burn as well?

CHIEF DUNN: No ship burned, and the pier is safe. That is all that I have for you.
"""
TRIAL = """State v. Moreau
March 12, 2024

THE COURT: You may cross-examine the witness now, Mr. Adeyemi.

Q. When did you first speak with Mr. Moreau?

A. On October 17 I spoke with him at his gallery for an hour.

Q. Did he own a ship?

A. No, he told me that he had never owned any ship.

Q. Did you ask his partner?

A. I asked her once, and she told me the same thing.
"""


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    files = {"2024-02-06-a.txt": BRIEFING, "2024-08-03-b.txt": CONFERENCE, "2024-03-12-c.txt": TRIAL}
    with reading(tmp_path_factory.mktemp("press"), files) as assistant:
        yield assistant


def test_reporters_are_whoever_asks_without_a_name_and_no_lawyers(press):
    asked = press.ask("What did reporters ask about the ship?")
    assert [one.quote for one in asked.citations] == ["Is there going to be a ship?", "Did a ship burn as well?"]
    assert press.ask("How many questions did the reporters ask?").count == 4
    assert press.ask("How many questions did reporters ask on February 6?").count == 2


def test_how_often_somebody_speaks_is_a_number_of_turns(press):
    assert press.ask("How many times did Chief Dunn speak?").count == 3


def test_an_issue_is_counted_by_its_name(press):
    assert press.ask("How many times was the issue of sanctions raised?").count == 2


def test_what_is_said_in_other_words_is_not_said_to_be_said_never(press):
    answer = press.ask("How often did Kessler say that he would not speak of any measures beforehand?")
    assert "never says" not in answer.answer
