"""What publishers and programs put beside the speech: no turn says it."""

import pytest

from qa.transcripts import read_text

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
