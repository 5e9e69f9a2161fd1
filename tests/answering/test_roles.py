"""Who holds a role, where two share a surname, and where one label holds the role and another the name."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

CONSULTATION = """\
Consultation on the bridge, 14 March 2023

MOIRA TESK: Who would carry the rifles, if it came to that?

CALLUM TESK: Callum Tesk, chief ranger. Rangers in this park don't carry rifles, and I've no plans for them to.

MOIRA TESK: Then who pays for the fences on the upper farms?

CALLUM TESK: The fences are paid for by the trust, every metre of them.
"""
HEARING = """\
Hearing on the park, 15 October 2024

THE CHAIR: Chief Ranger Tesk, do your rangers carry rifles today?

CHIEF RANGER TESK: My rangers do carry rifles now, two of them, locked at the depot overnight.

THE CHAIR: Mr. Calder, where is the estimate for the fences?

MR. CALDER: I'm a treasurer, so I'll say it plainly: the estimate for the fences is three million.

THE CHAIR: Ms. Calder, do you agree with the estimate?

MS. CALDER: The estimate for the fences leaves out the gates, and I told him so in May.

THE CHAIR: And the fund for the farms?

DESMOND PRAY: I'm vice-chair of the trust, and the fund for the farms is nearly empty.
"""

TALKS = """\
Pay talks at the bakery, 19 March 2024
Present: Deirdre Foy (regional officer, union), Stan Mazur (shop steward, nights), Owen Hartnoll (plant manager)
Witnesses: Dr Carol Lox, Medical Director, Northmoor Ambulances; Wayne Hibb, paramedic

DEIRDRE FOY: The ovens are too hot to work at in July, and we want fans.

OWEN HARTNOLL: The ovens were lagged in May. I'd rather spend the money on the roof than on fans for the ovens.

STAN MAZUR: My lot would take the fans and let the roof leak on the ovens.

WAYNE HIBB: I've carried three people out from beside the ovens this year.

CAROL LOX: The ovens are a matter for the inspectorate, and I've told them so.

HEADTEACHER (Mr. Lowndes): The children smell the ovens from the yard, and they love it.
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory):
    files = {
        "2023-03-14-consultation.txt": CONSULTATION, "2024-10-15-hearing.txt": HEARING, "2024-03-19-talks.txt": TALKS
    }  # fmt: skip
    with reading(tmp_path_factory.mktemp("park"), files) as assistant:
        yield assistant


def test_a_role_that_he_says_of_himself_is_not_hers(park):
    answer = park.ask("What did the treasurer say about the estimate?")
    assert said_by(answer) == {"MR. CALDER"}
    assert any("“treasurer” is taken to be MR. CALDER: MR. CALDER says" in note for note in answer.notes)
    assert_verbatim(park, answer)


@pytest.mark.parametrize(
    "question",
    ["How has the chief ranger's position on rifles changed?", "What did the chief ranger say about rifles?"],
)
def test_a_role_in_a_label_finds_the_name_that_goes_with_it_elsewhere(park, question):
    answer = park.ask(question)
    assert {who.label for who in answer.searched.scope.speakers} == {"CHIEF RANGER TESK", "CALLUM TESK"}
    assert any("“chief ranger” is taken to be CALLUM TESK" in note for note in answer.notes)
    assert not any("can mean" in note for note in answer.notes)
    assert_verbatim(park, answer)


def test_a_label_that_is_all_role_stays_alone(park):
    answer = park.ask("What did the chair ask about the rifles?")
    assert said_by(answer) <= {"THE CHAIR"}
    assert not any("taken to be" in note for note in answer.notes)


def test_a_role_may_have_a_hyphen(park):
    answer = park.ask("What did the vice-chair say about the fund?")
    assert said_by(answer) == {"DESMOND PRAY"}
    assert any("“vice-chair” is taken to be DESMOND PRAY" in note for note in answer.notes)


def test_a_chief_executive_who_says_so_holds_the_role(tmp_path):
    text = (
        "Chair: Welcome. Could you introduce yourselves?\n\nMr Thorne: Alec Thorne, chief executive of Borderline "
        "Buses.\n\nMs Iqbal: Samina Iqbal, director of transport.\n\nChair: What happened to the grant?\n\n"
        "Mr Thorne: The council cut our grant by forty per cent, and fuel is up by a third.\n\n"
        "Ms Iqbal: We cut the grant by twenty-two per cent.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as committee:
        assert said_by(committee.ask("What did the chief executive say about the grant?")) == {"Mr Thorne"}


@pytest.mark.parametrize(
    ("role", "speaker"),
    [
        ("plant manager", "OWEN HARTNOLL"),
        ("shop steward", "STAN MAZUR"),
        ("regional officer", "DEIRDRE FOY"),
        ("paramedic", "WAYNE HIBB"),
        ("medical director", "CAROL LOX"),
        ("head", "HEADTEACHER (Mr. Lowndes)"),
    ],
)
def test_a_role_that_is_printed_at_the_head_of_a_transcript_is_held(park, role, speaker):
    answer = park.ask(f"What did the {role} say about the ovens?")
    assert said_by(answer) == {speaker}
    assert any(f"“{role}” is taken to be {speaker}" in note for note in answer.notes)
