"""Who a label stands for, and when nobody may be named."""

import pytest

from qa.transcripts import read_text
from qa.transcripts.labels import parse
from qa.transcripts.people import resolve

TITLE = (
    "Secretary Antony J. Blinken And People’s Republic of China Minister of Public Security Wang Xiaohong "
    "Before Their Meeting"
)


@pytest.mark.parametrize(
    ("label", "front", "person"),
    [
        ("SECRETARY BLINKEN", TITLE, "Antony J. Blinken"),
        ("MPS MINISTER WANG", TITLE, "Wang Xiaohong"),
        ("MINISTER WANG", TITLE, "Wang Xiaohong"),
        ("MR. WANG", TITLE, "Wang Xiaohong"),
        ("FOREIGN MINISTER WANG", TITLE, None),
        ("SECRETARY WANG", TITLE, None),
        ("MS. DOE", "Press Briefing by Press Secretary Ann Doe", "Ann Doe"),
        ("MS. DOE", "Participants: Ann Doe, Chair; Bob Roe", "Ann Doe"),
        ("MR. DOE", "Ann Doe Meets Bob Doe", None),
        ("MR. BOB DOE", "Ann Doe and Bob Doe", "Bob Doe"),
        # A side of a case need not speak, and its mother may.
        ("MRS. DACRE", "R v Adrian Dacre: Day 1", None),
        ("MR. DOE", "Ann Doe vs. Harbour Ltd", None),
        ("SECRETARY BLINKEN", "Remarks by Secretary Blinken", None),
        ("SECRETARY BLINKEN", "Secretary Blinken Remarks to the Press", None),
        ("PRESIDENT XI", "President Xi Jinping And President Joe Biden", "Xi Jinping"),
        ("PRESIDENT BIDEN", "President Xi Jinping And President Joe Biden", "Joe Biden"),
        ("QUESTION", "Questions for Ann Doe", None),
        ("Ann Doe", "Ann Doe", None),
        ("MR. DOE", "", None),
    ],
)
def test_from_the_title(label: str, front: str, person: str | None) -> None:
    parsed = parse(label)
    assert resolve([parsed], front) == ({parsed.printed: person} if person else {})


def test_full_form_first_then_family_name() -> None:
    labels = [parse("Dr. Ann Doe (Reuters)"), parse("Dr. Doe"), parse("Mr. Roe")]
    assert resolve(labels, "") == {"Dr. Ann Doe (Reuters)": "Ann Doe", "Dr. Doe": "Ann Doe"}


def test_two_of_one_name_leave_it_open() -> None:
    labels = [parse("Ann Doe"), parse("Bob Doe"), parse("MR. DOE")]
    assert resolve(labels, "") == {}


def test_a_name_in_speech_proves_nothing() -> None:
    text = "ANN ROE:  I met Foreign Minister Wang Yi today.\n\nMINISTER WANG:  Thank you.\n\nANN ROE:  Yes.\n"
    assert [turn.person for turn in read_text(text, "x").turns] == [None, None, None]


INITIALS = (
    "SH: And when were you born, Mrs Pearson?\n\nEP: I was born in nineteen thirty-one, love.\n\n"
    "SH: And your family?\n\nEP: Well, there was Mam and Dad.\n\n"
)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("Interview with Edith Pearson (née Thwaite)\nInterviewer: Sarah Hobday", {"Sarah Hobday", "Edith Pearson"}),
        ("Dr Sarah Hobday and Mrs Edith Pearson in conversation", {"Sarah Hobday", "Edith Pearson"}),
        ("European Parliament\nSt Helens, 3 May", set()),
        ("Interview with Edith Pearson and Emma Poole", set()),
    ],
)
def test_initials_stand_for_the_one_name_that_the_front_matter_brings_in(front: str, expected: set[str]) -> None:
    turns = read_text(f"{front}\n\n{INITIALS}", "x").turns
    assert {turn.person for turn in turns if turn.person} == expected


def test_the_period_of_a_sentence_is_no_part_of_a_name() -> None:
    front = "Present: Cllr Ann Doe (Chair), Cllr Rob Yates.\nModerator: Carys Vaughan. Observer: T. Okafor\n\n"
    spoken = "Moderator: Shall we begin, then?\n\nCllr Yates: I think we should.\n\nCllr Doe: So do I.\n\n"
    turns = read_text(front + spoken * 2, "x").turns
    assert {turn.person for turn in turns} == {"Carys Vaughan", "Cllr Rob Yates", "Cllr Ann Doe"}


@pytest.mark.parametrize(
    ("front", "person"),
    [
        ("Date of interview: 3 October 2022\nTranscribed verbatim. I = Interviewer", "Interviewer"),
        ("Interview 4\nInterviewer: Sarah Hobday", "Sarah Hobday"),
        ("Minutes of 3 October 2022", None),
    ],
)
def test_the_one_who_asks_in_an_interview_is_the_interviewer(front: str, person: str | None) -> None:
    spoken = "I: And what was it like, then?\n\nP1: Well, I didn't mind it. You got used to the noise.\n\n"
    turns = read_text(f"{front}\n\n{spoken * 3}", "x").turns
    assert [turn.person for turn in turns[:2]] == [person, None]


def test_members_listed_together_bear_no_office_for_a_given_name() -> None:
    front = "Present: Representatives Whitcomb, Delgado and Park.\n\n"
    spoken = "Mr. WHITCOMB. Shall we begin, then?\n\nMs. DELGADO. I think we should.\n\n"
    assert {turn.person for turn in read_text(front + spoken * 3, "x").turns} == {None}


def test_who_is_listed_beside_speaker_2_was_taken_for_speaker_2() -> None:
    spoken = "Hannah Reed  00:00\nWe begin on Friday.\n\nSpeaker 2  00:09\nI wrote a plan for it.\n\n"
    turns = read_text(f"Weekly\n\nSPEAKERS\nHannah Reed, Speaker 2, Kwame Mensah\n\n{spoken * 2}", "x").turns
    assert [(turn.speaker, turn.person) for turn in turns[:2]] == [("Hannah Reed", None), ("Speaker 2", None)]


def test_an_office_behind_an_article_was_taken_for_a_name() -> None:
    turns = read_text("Mme le Maire : Bonsoir.\nM. Lef : Combien ?\nMme le Maire : Deux.\nM. Lef : Trop.\n", "x").turns
    assert {turn.person for turn in turns} == {None}


@pytest.mark.parametrize(
    ("title", "person"),
    [("ORAL HISTORY: ROSA DELGADO", "ROSA DELGADO"), ("CITY COUNCIL: RURAL DISTRICT", None)],
)
def test_who_tells_of_a_life_under_a_title_in_capitals_had_no_name(title: str, person: str | None) -> None:
    turns = read_text(f"{title}\n\nPN: How old were you?\n\nRD: Six.\n\nPN: And then?\n\nRD: We left.\n", "x").turns
    assert [turn.person for turn in turns if turn.speaker == "RD"] == [person] * 2


def test_a_name_that_ends_a_sentence_was_nobodys_where_the_family_name_stands_first() -> None:
    text = (
        "Secretary Blinken met with Minister Wang Xiaohong.\n\nSECRETARY BLINKEN: Hello.\n\n"
        "MINISTER WANG: Thank you.\n\n"
        "SECRETARY BLINKEN: Welcome.\n\nMINISTER WANG: We are happy.\n"
    )
    assert read_text(text, "x").turns[1].person == "Wang Xiaohong"


@pytest.mark.parametrize(
    ("first", "later", "person"),
    [
        ("DR. COLE (Fergus Cole)", "DR. COLE", "Fergus Cole"),
        ("CHAIR (Gwen Astley)", "CHAIR", "Gwen Astley"),
        ("COLE (Fergus J. Cole)", "COLE", "Fergus J. Cole"),
        # Where somebody is from.
        ("SENATOR COLE (New York)", "SENATOR COLE", None),
        ("Q (Channel Six)", "Q", None),
    ],
)
def test_who_stood_in_brackets_at_the_first_label_was_somebody_else_than_at_the_next(
    first: str, later: str, person: str | None
) -> None:
    persons = resolve([parse(first), parse(later)], "")
    assert (persons.get(first), persons.get(later)) == (person, person)
    two = [parse("CHAIR (Gwen Astley)"), parse("CHAIR (Tom Rudge)"), parse("CHAIR")]
    assert resolve(two, "") == {}
