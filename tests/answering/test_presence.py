"""Who was there and who was not: what is said of it, and who speaks in most transcripts and not in one."""

from __future__ import annotations

import pytest

from tests.answering.checks import reading, said_by

JANUARY = """Allotment committee
14 January 2025

IRIS PELL: Good evening. We've apologies from nobody, which is a first.

OWEN BAXTER: I'd have sent mine if the car hadn't started.

DILYS HART: The hedge has grown over the path again.
"""
FEBRUARY = """Allotment committee
11 February 2025

IRIS PELL: Apologies from Dilys, who has the flu.

OWEN BAXTER: Then the hedge will have to wait for her.

IRIS PELL: It will.

OWEN BAXTER: It's a tall hedge.
"""
MARCH = """Allotment committee
10 March 2025

OWEN BAXTER: I'm in the chair tonight because Iris is in Portugal.

DILYS HART: The hedge is cut.

PRIYA NAIR: I'm new here, so I'll listen.
"""
APRIL = """Allotment committee
14 April 2025

IRIS PELL: Let's begin with the water butts.

DILYS HART: Two of them leak.

IRIS PELL: Then we mend them.

OWEN BAXTER: I'll bring the tar.

PRIYA NAIR: I have a ladder.
"""


@pytest.fixture(scope="module")
def committee(tmp_path_factory):
    texts = (JANUARY, FEBRUARY, MARCH, APRIL)
    files = {f"2025-0{number}-committee.txt": text for number, text in enumerate(texts, start=1)}
    with reading(tmp_path_factory.mktemp("committee"), files) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which meetings did Iris miss?", ["10 March 2025", "Iris is in Portugal"], ["14 January", "14 April"]),
        ("Which meeting was Dilys not at?", ["11 February 2025", "Apologies from Dilys"], ["10 March"]),
        ("Did Owen ever miss a meeting?", ["OWEN BAXTER speaks in each of the 4 transcripts."], ["does not"]),
        ("Who missed a meeting?", ["Apologies from Dilys", "IRIS PELL does not speak in"], ["PRIYA"]),
        ("Was everyone present in January?", ["Nobody is said to be absent.", "apologies from nobody"], ["flu"]),
        ("Was everybody there in February?", ["Apologies from Dilys"], ["Portugal", "PRIYA"]),
        ("Who chaired the March meeting?", ["I'm in the chair tonight"], ["water butts"]),
        ("Who chaired in April?", ["Nobody is said to be in the chair.", "IRIS PELL, 14 April 2025"], ["OWEN"]),
    ],
)
def test_who_was_there_is_told_of_the_meeting_that_is_asked_for(committee, question, told, not_told):
    answer = committee.ask(question)
    assert not answer.abstained
    assert all(one in answer.answer for one in told), answer.answer
    assert not any(one in answer.answer for one in not_told), answer.answer


def test_meetings_that_were_missed_are_counted(committee):
    assert committee.ask("How many meetings did Iris miss?").count == 1
    assert committee.ask("How many meetings did Owen miss?").count == 0


def test_nobody_is_told_of_who_does_not_speak_at_all(committee):
    answer = committee.ask("Which meetings did Gregory miss?")
    assert answer.abstained and not said_by(answer)
