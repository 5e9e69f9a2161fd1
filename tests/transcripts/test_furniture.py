"""What publishers and programs put beside the speech: no turn says it."""

import pytest

from qa.transcripts import read_text
from qa.transcripts.layout import unhyphenated

TALK = "\n\n".join(
    [
        "ANN DOE: Did the bridge fall?",
        "TOM BRIGHT: It did, last night.",
        "ANN DOE: And why?",
        "TOM BRIGHT: It was old.\n\n",
    ]
)


@pytest.mark.parametrize(
    "notice",
    [
        "Copyright © 2024 NPR. All rights reserved. Visit our website terms of use and permissions pages at "
        "www.npr.org for further information.\n\nNPR transcripts are created on a rush deadline by an NPR contractor. "
        "This text may not be in its final form and may be updated or revised in the future.",
        "TO ORDER A COPY OF THIS TRANSCRIPT, CALL 800-555-0100 OR USE OUR SECURE ONLINE ORDER FORM.",
        "Sonix is the world's most advanced automated transcription, translation, and subtitling platform.",
        "This transcript was generated automatically. Its accuracy may vary.",
        "*Tom Bright stopped transcription*",
    ],
)
def test_a_notice_at_the_end_was_said_by_the_last_speaker(notice: str) -> None:
    assert read_text(TALK + notice + "\n", "x").turns[-1].text == "It was old."


@pytest.mark.parametrize(
    "said",
    [
        "Copyright is a hard matter, and I would rather not speak of it.",
        "The transcript was edited by somebody, I am sure of it.",
        "Otter was the first one, you know.",
    ],
)
def test_speech_about_rights_and_transcripts_is_no_notice(said: str) -> None:
    assert read_text(TALK + said + "\n", "x").turns[-1].text == f"It was old.\n\n{said}"


def test_the_head_of_each_page_was_said() -> None:
    head = "This transcript was exported on Mar 14, 2024 - view latest version here.\n\n\n"
    assert [turn.text for turn in read_text(head + TALK + head + TALK, "x").turns[3:5]] == [
        "It was old.",
        "Did the bridge fall?",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "SOUNDBITE OF SIREN",
        'SOUNDBITE OF DARONDO SONG, "DIDN\'T I SAY THAT I WOULD COME BACK TO YOU"',
        "Soundbite of music",
        "COMMERCIAL BREAK",
        "BEGIN VIDEOTAPE",
    ],
)
def test_what_a_broadcast_plays_was_said(note: str) -> None:
    turn = read_text(TALK.replace("And why?", f"And why?\n\n({note})"), "x").turns[2]
    assert (turn.text, turn.notes) == ("And why?", (note,))


def test_the_heading_over_the_end_of_a_meeting_was_said_by_the_last_speaker() -> None:
    spoken = "CHAIR WEST: Next item, please.\n\nMR. OTIENO: They ask for six feet.\n\n"
    transcript = read_text(spoken * 2 + "ADJOURNMENT\n\nThe meeting was adjourned at 8:15 p.m.\n", "x")
    assert transcript.turns[-1].text == "They ask for six feet."
    assert [aside.kind for aside in transcript.asides] == ["heading", "closing"]


def test_the_side_of_a_tape_was_said() -> None:
    transcript = read_text(
        "PN: How old were you?\n\nRD: Six.\n\nTape 1, Side B\n\nPN: And then?\n\nRD: We left.\n", "x"
    )
    assert transcript.turns[1].text == "Six."
    assert [(aside.kind, aside.text) for aside in transcript.asides] == [("heading", "Tape 1, Side B")]


HOUSING = """Amara Diallo: Welcome to the table. We have two topics.

Rents in the old town

Jonas Weber: Rents rose by nine per cent.
Amara Diallo: More than anywhere.

Questions from the audience

Woman in the third row: Where will my children live?
Jonas Weber: With luck, here.
"""


def test_headings_in_small_letters_were_said_by_whoever_spoke_before() -> None:
    transcript = read_text(HOUSING, "x")
    assert [turn.text for turn in transcript.turns] == [
        "Welcome to the table. We have two topics.",
        "Rents rose by nine per cent.",
        "More than anywhere.",
        "Where will my children live?",
        "With luck, here.",
    ]
    assert [aside.before_turn for aside in transcript.asides] == [1, 3]


def test_a_paragraph_that_ends_no_sentence_is_said_where_others_end_some() -> None:
    text = HOUSING.replace("nine per cent.", "nine per cent.\n\nThat is more than wages.")
    assert read_text(text, "x").turns[0].text.endswith("Rents in the old town")


def test_a_woman_in_the_third_row_was_no_speaker() -> None:
    assert read_text(HOUSING, "x").turns[3].speaker == "Woman in the third row"


def test_words_divided_at_the_end_of_a_line_stayed_in_two() -> None:
    text = (
        "CHAIR ADAMS: Good morning. The board is in ses-\nsion, and we hear about the long-\nterm plan of the con-\n"
        "tractor.\n\nMR. MORI: The contractor has a well-known plan. I was-\nno, I am not.\n\n"
        "CHAIR ADAMS: It is well-\nknown to all.\n\nMR. MORI: The term is long. It was no plan.\n"
    )
    turns = [turn.text for turn in read_text(text, "x").turns]
    assert turns[0] == "Good morning. The board is in session, and we hear about the long- term plan of the contractor."
    assert turns[1] == "The contractor has a well-known plan. I was- no, I am not."
    assert turns[2] == "It is well-known to all."


def test_the_foot_of_each_page_of_a_verbatim_record_was_said() -> None:
    colours = "red green blue grey white black".split()
    text = "Security Council\n\n" + "".join(
        f"The President: Number {page}, {colour}.\n\nMrs. Adams: The {colour} water is at {page} feet and it\n\n"
        f"12/03/2024 Floods S/PV.9876\n\n24-06543 {page}/8\n\ngoes on over {colour} dikes.\n\n"
        for page, colour in enumerate(colours, 2)
    )
    turns = read_text(text, "x").turns
    assert [turn.text for turn in turns[1::2]] == [
        f"The {colour} water is at {page} feet and it goes on over {colour} dikes."
        for page, colour in enumerate(colours, 2)
    ]


def test_a_word_divided_before_a_line_of_its_rest_and_a_space_ended_the_paragraph() -> None:
    text = "ANN DOE: It is in ses-\nsion \nand we go on.\n\nBOB ROE: Is it?\n\nANN DOE: Yes, in session.\n"
    assert read_text(text, "x").turns[0].text == "It is in session and we go on."


def test_what_was_taken_off_pages_moved_on_by_every_divided_word() -> None:
    text = "".join(
        f"We are in ses-\n          sion {number}, it is well-  \nknown, a well-known one.\n\n" for number in range(9)
    )
    joined, cuts = unhyphenated(text)
    assert "in session\n0, it is well-known," in joined
    assert len(cuts) == len(text) - len(joined)


def test_a_sentence_that_begins_as_the_hour_does_closed_the_sitting() -> None:
    text = (
        "ANA DÍAZ: ¿Y luego?\n\nLUIS PAZ: Vino la paz.\n\nANA DÍAZ: ¿Cómo?\n\nLUIS PAZ: Bien.\n\nEra la mejor época.\n"
    )
    assert read_text(text, "x").turns[-1].text == "Bien.\n\nEra la mejor época."
    for hour in ("Eran las dos y cinco minutos de la tarde.", "Eran las 14 horas.", "Meeting closed at 17:02."):
        assert read_text(text.replace("Era la mejor época.", hour), "x").turns[-1].text == "Bien."
    told = text.replace("Era la mejor época.", "Council closed the pool.")
    assert read_text(told, "x").turns[-1].text == "Bien.\n\nCouncil closed the pool."
