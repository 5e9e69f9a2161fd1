"""Files that were once misread, in the shapes in which broadcasters, courts, parliaments and programs put them out."""

from qa.models import Transcript
from qa.transcripts import read_text


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


NEWSROOM = """CNN NEWSROOM

Aired March 12, 2024 - 10:00   ET

THIS IS A RUSH TRANSCRIPT. THIS COPY MAY NOT BE IN ITS FINAL FORM AND MAY BE UPDATED.

[10:00:30]

JIM ACORN, CNN ANCHOR: Good morning. You are live in the CNN NEWSROOM. I'm Jim Acorn.

(BEGIN VIDEO CLIP)

RUTH ADAMS, MAYOR OF TOLEDO: The water is at 12 feet.

(END VIDEO CLIP)

ACORN: Congressman, what's next?

REP. DAN DOE (D-OH): Well, Jim --

ACORN: Go ahead.

DOE: -- we need help.

UNIDENTIFIED FEMALE: Help us!

TO ORDER A VIDEO OF THIS TRANSCRIPT, PLEASE CALL 800-CNN-NEWS OR USE OUR SECURE ONLINE ORDER FORM.
"""


def test_a_broadcast_whose_anchor_is_named_in_what_is_said_was_prose() -> None:
    transcript = read_text(NEWSROOM, "x")
    assert transcript.date == "2024-03-12"
    assert said(transcript) == [
        ("JIM ACORN, CNN ANCHOR", "Good morning. You are live in the CNN NEWSROOM. I'm Jim Acorn."),
        ("RUTH ADAMS, MAYOR OF TOLEDO", "The water is at 12 feet."),
        ("ACORN", "Congressman, what's next?"),
        ("REP. DAN DOE (D-OH)", "Well, Jim --"),
        ("ACORN", "Go ahead."),
        ("DOE", "-- we need help."),
        ("UNIDENTIFIED FEMALE", "Help us!"),
    ]


def test_an_anchor_in_capitals_had_no_first_name() -> None:
    persons = {turn.speaker: turn.person for turn in read_text(NEWSROOM, "x").turns}
    assert (persons["ACORN"], persons["DOE"]) == ("JIM ACORN", "DAN DOE")


def test_the_colon_after_on_camera_was_said() -> None:
    text = "ANN DOE (voice over): It rises.\n\n(on camera): It's not over.\n\nBOB ROE: Thank you.\n\nANN DOE: Bye.\n"
    assert read_text(text, "x").turns[0].text == "It rises.\n\nIt's not over."
