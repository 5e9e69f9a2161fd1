"""Speech with times and without names, as text."""

import pytest

from qa.transcripts import read_text


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            "[00:00:00.000 --> 00:00:04.000]   Good evening.\n[00:00:04.000 --> 00:00:08.000]   Tonight: dams.\n"
            "[00:00:08.000 --> 00:00:10.500]   Let's go.\n",
            [(None, "Good evening. Tonight: dams. Let's go.", 0.0, 10.5)],
        ),
        (
            "Detected language: English\n[00:00.000 --> 00:04.000]  [SPEAKER_00]: Good evening.\n"
            "[00:04.000 --> 00:08.000]  [SPEAKER_01]: Thank you.\n[61:08.000 --> 61:10.500]  [SPEAKER_00]: Let's go.\n",
            [
                ("SPEAKER_00", "Good evening.", 0.0, 4.0),
                ("SPEAKER_01", "Thank you.", 4.0, 8.0),
                ("SPEAKER_00", "Let's go.", 3668.0, 3670.5),
            ],
        ),
        (
            "0:00\nhello everybody\nand welcome back\n0:04\ntoday we look at bridges\n"
            "1:00:09\nand at one in particular\n",
            [(None, "hello everybody and welcome back today we look at bridges and at one in particular", 0.0, 3609.0)],
        ),
    ],
    ids="whisper whisperx video".split(),
)
def test_times_were_left_in_a_plain_text(text: str, turns: list[tuple[str | None, str, float, float]]) -> None:
    transcript = read_text(text, "x")
    assert transcript.format == "captions"
    assert [(turn.speaker, turn.text, turn.start, turn.end) for turn in transcript.turns] == turns


@pytest.mark.parametrize(
    "text",
    [
        "0:00 Introduction\n2:30 The bridge\n5:10 The end\n",
        "9:00\nBreakfast is served.\n8:00\nWe wake up.\n10:00\nWe leave.\n",
        "9:00\nBreakfast.\n\nAll of it is prose.\n\nIt goes on.\n\nAnd on.\n\nAnd on.\n\n10:00\nLunch.\n\n"
        "More of it.\n\nIt goes on.\n\nAnd on.\n\nAnd on.\n\n11:00\nThe end.\n",
    ],
    ids="chapters falling sections".split(),
)
def test_other_times_stay_in_the_text(text: str) -> None:
    transcript = read_text(text, "x")
    assert transcript.format == "text"
    assert ":00" in transcript.turns[0].text
