"""WebVTT and SRT."""

from pathlib import Path

import pytest

from qa.errors import UnreadableFile
from qa.models import Turn
from qa.transcripts import read, read_text

FIXTURES = Path(__file__).parent / "fixtures"


def _shape(turn: Turn) -> tuple[str | None, str, float | None, float | None]:
    return turn.speaker, turn.text, turn.start, turn.end


def test_voices_several_in_a_cue() -> None:
    transcript = read(FIXTURES / "voices.vtt")
    assert (transcript.format, transcript.title, transcript.date) == ("vtt", "Weekly Call", "2024-07-24")
    assert [_shape(turn) for turn in transcript.turns] == [
        ("Ann Doe", "Right & good. Shall we start?", 1.0, 4.0),
        ("Bob Roe", "Yes. I have one thing: 2 < 3.", 2.5, 3605.25),
    ]
    assert [(aside.kind, aside.before_turn) for aside in transcript.asides] == [
        ("front matter", 0),
        ("front matter", 0),
        ("furniture", 0),
        ("comment", 2),
    ]
    assert transcript.asides[3].text == "a remark\nof two lines"


def test_name_in_every_cue() -> None:
    assert [_shape(turn) for turn in read(FIXTURES / "name_in_every_cue.vtt").turns] == [
        ("Ann Doe", "right so we go on", 144.72, 154.0),
        ("Bob Roe", "fine with me", 155.0, 156.0),
    ]


def test_label_in_the_first_cue_of_a_turn_only() -> None:
    transcript = read(FIXTURES / "label_in_first_cue_only.srt")
    assert transcript.format == "srt"
    assert [_shape(turn) for turn in transcript.turns] == [
        ("ANN", "Good morning. The point is: we are late.", 1.0, 4.5),
        ("BOB", "Sorry. It was the train.", 5.0, 7.0),
        ("ANN", "Never mind.", 8.0, 9.0),
    ]
    assert transcript.turns[0].notes == ("Laughter.",)


def test_captions_without_speakers_are_one_turn() -> None:
    turns = read(FIXTURES / "no_speakers.srt").turns
    assert [_shape(turn) for turn in turns] == [(None, "Once upon a time there was a train.", 1.0, 4.0)]


def test_two_speakers_in_one_cue_by_lines() -> None:
    text = (
        "1\n00:01,5 --> 00:02,25\nANN: Yes.\nBOB: No.\n\n2\n00:00:03.000 --> 00:00:04.000\nReally not.\n\n"
        "3\n00:05.000 --> 00:06.000\nANN: Oh.\n"
    )
    assert [_shape(turn) for turn in read_text(text, "x").turns] == [
        ("ANN", "Yes.", 1.5, 2.25),
        ("BOB", "No. Really not.", 1.5, 4.0),
        ("ANN", "Oh.", 5.0, 6.0),
    ]


def test_cue_numbers_and_numbers_that_are_said() -> None:
    text = (
        "1\n00:01.000 --> 00:02.000\nHow many?\n\n2\n00:02.000 --> 00:03.000\n42\n\n3\n00:03.000 --> 00:04.000\nOh.\n"
    )
    assert read_text(text, "x").turns[0].text == "How many? 42 Oh."


def test_no_blank_lines_between_cues() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\n"
    assert read_text(text, "x").turns[0].text == "One. Two."


def test_entities_tags_and_interpreter() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n<v Jo O&#39;Neill>(Via interpreter) R&amp;D <b>is</b>"
        "<00:01.500> a&nbsp;thing &lt;v2&gt;\n"
    )
    (turn,) = read_text(text, "x").turns
    assert (turn.speaker, turn.text) == ("Jo O'Neill", "R&D is a thing <v2>")
    assert (turn.notes, turn.interpreted) == (("Via interpreter",), True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("WEBVTT", "no cues"), ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "no text in its cues")],
)
def test_nothing_to_read(text: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_text(text, "x.vtt")
    assert caught.value.reason == reason
    with pytest.raises(UnreadableFile, match="no cues"):
        read(FIXTURES / "no_cues.vtt")


def test_content_decides_not_the_ending() -> None:
    assert read_text((FIXTURES / "voices.vtt").read_text("utf-8"), "notes.txt").format == "vtt"
    assert read_text((FIXTURES / "no_speakers.srt").read_text("utf-8"), "x.vtt").format == "srt"
    assert read_text("ANN: Write 00:01.000 --> 00:02.000 there.\n\nBOB: Yes.\n", "x.srt").format == "dialogue"
