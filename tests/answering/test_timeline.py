"""A change over time: of what is asked about alone; of no named matter where somebody takes sides, or on two dates."""

from __future__ import annotations

import pytest

from qa.answering.amounts import GROWS
from tests.answering.checks import assert_verbatim, reading, said_by

HEARING_MARCH = """Hearing on dam safety
March 14, 2023

DR. OKAFOR: The office looks after more than a thousand dams with a staff of nine inspectors.

MR. WHITCOMB: I oppose a federal takeover of private dams, whatever the gentlewoman may say.
"""
HEARING_SEPTEMBER = """Hearing on dam safety
September 21, 2023

DR. OKAFOR: When I sat here in March I had nine inspectors. I now have twenty-two of them.

MR. WHITCOMB: I said that I opposed a takeover. I've changed my mind, and I am for it.
"""
FIRE_SATURDAY = """Press conference: the fire
August 3, 2024

CHIEF DUNN: I'm sorry to say that seven people are dead. Fourteen are in the hospital tonight.

MS. RAMAN: I'm not for or against the sirens, and I have four hundred children to look after.
"""
FIRE_MONDAY = """Press conference: the fire
August 5, 2024

CHIEF DUNN: On Saturday I told you that seven people had died. The number is now nine. We grieve with them.

MS. RAMAN: You've had somebody at the crossing since May, so tonight I'm for it.
"""
COUNCIL = """City Council
June 11, 2024

MS. LINDHOLM: We turned away 260 people in May. In January it was 212, and the number of beds is sixty.
"""


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    texts = (HEARING_MARCH, HEARING_SEPTEMBER, FIRE_SATURDAY, FIRE_MONDAY, COUNCIL)
    files = {f"{number}.txt": text for number, text in enumerate(texts)}
    with reading(tmp_path_factory.mktemp("dated"), files) as assistant:
        yield assistant


def test_other_numbers_are_no_part_of_the_change_of_one(dated):
    answer = dated.ask("How did the number of inspectors change?")
    assert said_by(answer) == {"DR. OKAFOR"} and "twenty-two" in answer.answer
    assert_verbatim(dated, answer)


def test_a_toll_is_told_of_the_dead_with_what_takes_it_back(dated):
    answer = dated.ask("How did the death toll of the fire change?")
    assert said_by(answer) == {"CHIEF DUNN"}
    assert "seven people are dead" in answer.answer and "The number is now nine." in answer.answer


def test_sides_are_told_where_no_matter_is_named(dated):
    answer = dated.ask("How has Ms. Raman's view changed?")
    assert "not for or against" in answer.answer and "tonight I'm for it" in answer.answer
    assert_verbatim(dated, answer)


def test_two_dates_without_a_matter_are_each_told(dated):
    answer = dated.ask("Compare what Whitcomb said in March and in September.")
    assert {one.date for one in answer.citations} == {"2023-03-14", "2023-09-21"}
    assert said_by(answer) == {"MR. WHITCOMB"}


def test_whoever_speaks_once_is_said_to(tmp_path):
    files = {
        "2024-01-02-a.txt": "ANN: The river is high, and the boats are late.\n\nBOB: They are always late.",
        "2024-02-02-b.txt": "BOB: I still like the boats.\n\nEVE: So do I, on the whole.",
    }
    with reading(tmp_path, files) as two:
        once = two.ask("How did Ann's position on tariffs change over time?")
        assert once.abstained
        assert once.answer.startswith("ANN speaks in one transcript alone, which tells of no change.")
        assert "in one transcript alone" not in two.ask("How did Bob's position on tariffs change?").answer


@pytest.mark.parametrize(
    ("question", "grows"),
    [
        ("How has Rose's plan changed?", False),
        ("How did it change between spring and fall?", False),
        ("How far did the price fall?", True),
        ("How has it grown?", True),
    ],
)
def test_somebody_called_rose_and_a_season_were_numbers_that_change(question, grows):
    assert (GROWS.search(question) is not None) == grows


BOARD = """Library board
{date}

CHAIR: Good evening. Ferry Road, then. The second quotation.

TOM FAIRLEY: {road}

CHAIR: And fines?

TOM FAIRLEY: {fines}

CHAIR: Fines are left as they are. Good night.
"""


def test_what_names_no_matter_is_of_the_item_that_it_is_said_under(tmp_path):
    spring = BOARD.format(
        date="March 21, 2023", road="I am against Ferry Road, and it will ruin us.", fines="A fine is a rule."
    )
    autumn = BOARD.format(
        date="September 19, 2023", road="Well, I've stopped fighting it.", fines="I'm not happy about it, not at all."
    )
    with reading(tmp_path, {"spring.txt": spring, "autumn.txt": autumn}) as board:
        answer = board.ask("How did Tom Fairley's view of Ferry Road change?")
        quotes = " ".join(one.quote for one in answer.citations)
        assert "I am against Ferry Road" in quotes and "I've stopped fighting it." in quotes
        assert "fine is a rule" not in quotes and "not happy about it" not in quotes


def test_who_attended_in_a_month_is_told_of_the_meeting_of_that_month(tmp_path):
    said = {"road": "I am against building anything on that wet ground.", "fines": "A fine is a rule."}
    june = BOARD.format(date="June 20, 2023", **said).replace("TOM FAIRLEY", "IRIS MOSS")
    with reading(tmp_path, {"a.txt": BOARD.format(date="March 21, 2023", **said), "b.txt": june}) as board:
        assert "TOM" not in board.ask("Who was present in June?").answer
        assert board.ask("How many meetings did Iris Moss attend?").count == 1
        assert {one.date for one in board.ask("What happened in June?").citations} == {"2023-06-20"}


RAILWAY = {
    "2025-01-14-board.txt": """Railway board
14 January 2025

IRIS: Item one, the viaduct. Dilys, you've had the surveyors up there.

DILYS: The surveyor's figure for the viaduct is a hundred and eighty thousand pounds.

OWEN: We have ninety-five thousand in hand. Coal was eleven thousand last year, mind you.

IRIS: And the diesel? I'm against it. People come for a steam engine. The next meeting is the eleventh of February.
""",
    "2025-02-11-board.txt": """Railway board
11 February 2025

IRIS: The viaduct, please.

DILYS: It isn't good news. The number is now two hundred and ten thousand.

OWEN: I've put in for the lottery money, sixty thousand pounds, and we hear in April.

IRIS: I'm still not persuaded of the diesel, and I don't like it.
""",
    "2025-03-10-board.txt": """Railway board
10 March 2025

IRIS: Viaduct. Dilys.

DILYS: I'm told two hundred and sixty thousand, all in, and I've asked for that in writing.

OWEN: For the record we now have a hundred and twelve thousand pounds in hand.

IRIS: I was wrong in January about the diesel. I'd vote for it now.
""",
}


@pytest.fixture(scope="module")
def railway(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("railway"), RAILWAY) as found:
        yield found


def test_who_tells_a_number_again_and_again_tells_it_where_others_name_other_sums(railway):
    answer = railway.ask("How did the cost of the viaduct change?")
    assert said_by(answer) == {"DILYS"}
    assert all(one in answer.answer for one in ("eighty thousand", "two hundred and ten", "two hundred and sixty"))
    assert_verbatim(railway, answer)


def test_of_two_dates_that_are_named_nothing_between_is_told(railway):
    answer = railway.ask("What did Iris think of the diesel in January, and what in March?")
    assert {one.date for one in answer.citations} == {"2025-01-14", "2025-03-10"}
    assert "I was wrong in January" in answer.answer and "I'm against it" in answer.answer
    assert {
        one.date for one in railway.ask("How did Iris's view of the diesel change from January to March?").citations
    } == {
        "2025-01-14",
        "2025-02-11",
        "2025-03-10",
    }


def test_a_quote_that_names_a_month_is_looked_for_in_every_transcript(railway):
    answer = railway.ask('Did Iris say "I was wrong in January"?')
    assert [one.date for one in answer.citations] == ["2025-03-10"]
