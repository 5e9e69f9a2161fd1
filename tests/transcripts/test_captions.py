"""Captions of every kind."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_another_speaker_without_a_name() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\n>> ANNA: Good evening.\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\n>> It rained.\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nAll night.\n>> Really?\n\n"
        "4\n00:00:04,000 --> 00:00:05,000\n>>> ANNA: In sport,\n\n"
        "5\n00:00:05,000 --> 00:00:06,000\n>> Remember: nobody won.\n"
    )
    assert [_shape(turn)[:2] for turn in read_text(text, "x").turns] == [
        ("ANNA", "Good evening."),
        (None, "It rained. All night."),
        (None, "Really?"),
        ("ANNA", "In sport,"),
        (None, "Remember: nobody won."),
    ]


def test_dashes_are_two_speakers_and_nobody_is_named() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n- Hi.\n- Hello.\n\n2\n00:00:02,000 --> 00:00:03,000\nThat - I mean\n"
    assert [_shape(turn)[:2] for turn in read_text(text, "x").turns] == [(None, "Hi."), (None, "Hello. That - I mean")]
    alone = "1\n00:00:01,000 --> 00:00:02,000\n- and then\n\n2\n00:00:02,000 --> 00:00:03,000\nwe left\n"
    assert [turn.text for turn in read_text(alone, "x").turns] == ["- and then we left"]


def test_rolling_captions_are_said_once() -> None:
    rolling = "WEBVTT\nKind: captions\nLanguage: en\n\n" + "".join(
        f"00:00:0{at}.000 --> 00:00:0{at}.990 align:start position:0%\n{shown}\n\n"
        f"00:00:0{at}.990 --> 00:00:0{at + 1}.000 align:start position:0%\n{still}\n \n\n"
        for at, (shown, still) in enumerate(
            [
                (" \nso<00:00:00.400><c> we</c>", "so we"),
                ("so we\nwent<00:00:01.400><c> home</c>", "went home"),
                ("went home\nyeah", "yeah"),
                ("yeah\nyeah<00:00:03.400>", "yeah"),
            ]
        )
    )
    transcript = read_text(rolling, "x")
    assert [_shape(turn) for turn in transcript.turns] == [(None, "so we went home yeah yeah", 0.0, 3.99)]
    assert transcript.title is None
    growing = "WEBVTT\n\n" + "".join(
        f"00:0{at}.000 --> 00:0{at + 1}.000\n{' '.join('one two three four five'.split()[: at + 1])}\n\n"
        for at in range(5)
    )
    assert read_text(growing, "x").turns[0].text == "one two three four five"


def test_what_is_said_twice_is_kept_twice() -> None:
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{said}\n\n"
        for n, said in enumerate(["Yes.", "Yes.", "No.", "No.", "No."])
    )
    assert read_text(text, "x").turns[0].text == "Yes. Yes. No. No. No."


def test_songs_and_sounds_are_notes() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\n[Music]\n\n2\n00:00:02,000 --> 00:00:03,000\n{\\an8}<i>ANNA:</i> Hello.\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\n♪ Row, row\nyour boat ♪\n\n"
        "4\n00:00:04,000 --> 00:00:05,000\n(door slams)\nBOB: Hi!\n\n"
        "5\n00:00:05,000 --> 00:00:06,000\nANNA: It is (I think) late.\n\n6\n00:00:06,000 --> 00:00:07,000\nBOB: Oh.\n"
    )
    turns = read_text(text, "x").turns
    assert [(turn.speaker, turn.text, turn.notes) for turn in turns] == [
        ("ANNA", "Hello.", ("Music", "Row, row your boat", "door slams")),
        ("BOB", "Hi!", ()),
        ("ANNA", "It is (I think) late.", ()),
        ("BOB", "Oh.", ()),
    ]


def test_labels_of_any_kind_where_every_cue_has_one() -> None:
    text = "WEBVTT\n\n" + "".join(
        f"{n}\n00:0{n}.000 --> 00:0{n}.900\n{said}\n\n"
        for n, said in enumerate(
            [
                "Doe, Ann (Acme): so",
                "Doe, Ann (Acme): Note: we",
                "iPhone (2): 10:30 is fine",
                "李明: 好",
                "Doe, Ann (Acme): ok",
            ]
            + ["iPhone (2): yes"]
        )
    )
    assert [_shape(turn)[:2] for turn in read_text(text, "x").turns] == [
        ("Doe, Ann (Acme)", "so Note: we"),
        ("iPhone (2)", "10:30 is fine"),
        ("李明", "好"),
        ("Doe, Ann (Acme)", "ok"),
        ("iPhone (2)", "yes"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        [
            "Good afternoon. Today",
            "I have one idea:",
            "Remember: maps.",
            "Warning: not pretty.",
            "It is 10:50 already.",
        ],
        ["BREAKING: FLOOD", "the river rose", "Update: it fell", "we slept"],
        ["Step one: shrink", "Step two: shrink", "Step three: look", "done"],
    ],
)
def test_colons_of_prose_name_nobody(said: list[str]) -> None:
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n\n" for n, line in enumerate(said, 1))
    transcript = read_text(text, "x")
    assert transcript.speakers == ()
    assert transcript.turns[0].text == " ".join(said)


def test_cues_out_of_order_and_parts_whose_clock_starts_again() -> None:
    late = "1\n00:00:05,000 --> 00:00:06,000\ntwo\n\n2\n00:00:01,000 --> 00:00:02,000 X1:117 X2:600\none\n"
    assert [_shape(turn) for turn in read_text(late, "x").turns] == [(None, "one two", 1.0, 6.0)]
    parts = "1\n00:10:00,000 --> 00:10:01,000\none\n\n1\n00:00:01,000 --> 00:00:02,000\ntwo\n"
    assert read_text(parts, "x").turns[0].text == "one two"


def test_a_blank_line_after_the_number_of_a_cue() -> None:
    text = "".join(
        f"{n}\n\n00:00:0{n},000 --> 00:00:0{n},900\n{said}\n\n" for n, said in enumerate(["How many?", "42", "Oh."], 1)
    )
    assert read_text(text, "x").turns[0].text == "How many? 42 Oh."


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        (
            "sbv",
            "0:00:01.000,0:00:03.000\nANNA: Hello.\n\n0:00:03.000,0:00:04.500\nBOB: Hi.\n\n"
            "0:00:05.000,0:00:06.000\nANNA: So.\n",
            [("ANNA", "Hello.", 1.0, 3.0), ("BOB", "Hi.", 3.0, 4.5), ("ANNA", "So.", 5.0, 6.0)],
        ),
        (
            "lrc",
            "[ti:A Talk]\n[00:12.00]Good morning\n[00:15.50]to you\n[01:00.00]all\n",
            [(None, "Good morning to you all", 12.0, 60.0)],
        ),
        (
            "ass",
            "[Script Info]\nTitle: A Talk\n\n[Events]\n"
            "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
            "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ann,0,0,0,,Hello,{\\i1} there\\Nyou.\n"
            "Dialogue: 0,0:00:03.00,0:00:04.00,Default,Bob,0,0,0,,Hi.\n",
            [("Ann", "Hello, there you.", 1.0, 2.5), ("Bob", "Hi.", 3.0, 4.0)],
        ),
        (
            "ttml",
            '<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml"><head><ttm:agent xml:id="a" type="person">'
            '<ttm:name type="full">Ann Doe</ttm:name></ttm:agent></head><body><div>'
            '<p begin="00:00:01.000" end="00:00:02.000" ttm:agent="a">Hello<br/>there &amp; so</p>'
            '<p begin="3s" dur="500ms" ttm:agent="a">on.</p></div></body></tt>',
            [("Ann Doe", "Hello there & so on.", 1.0, 3.5)],
        ),
    ],
)
def test_other_kinds_of_captions(format: str, text: str, expected: list[tuple[str | None, str, float, float]]) -> None:
    transcript = read_text(text, "x.txt")
    assert transcript.format == format
    assert [_shape(turn) for turn in transcript.turns] == expected


def test_who_joins_by_telephone_was_whoever_spoke_before() -> None:
    names = ["Priya Rao", "Priya Rao", "Tom Ott", "iPhone de María", "16175550123"]
    cues = [f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{name}: I am here.\n" for n, name in enumerate(names)]
    transcript = read_text("WEBVTT\n\n" + "\n".join(cues), "x")
    assert [turn.speaker for turn in transcript.turns] == names[1:]


PARTS = st.sampled_from(
    ["WEBVTT\n\n", "\n", "\n\n", "1\n", "00:01.000 --> 00:02.000\n", "00:00:01,000 --> 00:00:00,500 X1:0\n", "<v Ann>"]
    + [
        "</v>",
        "<v >",
        "- ",
        ">> ",
        "ANN: ",
        "♪",
        "[x]",
        "(",
        "so<00:00:01.000><c> we</c>",
        "NOTE x",
        "&gt;&gt; ",
        "{\\an8}",
    ]
    + [
        "[00:01.00]la\n",
        "[00:02.00]",
        "0:00:01.000,0:00:02.000\n",
        "[Script Info]\n",
        "<tt ",
        '<p begin="1s">',
        "</p>",
        "yes ",
    ]
    + ["Dialogue: 0,0:00:01.00,0:00:02.00,D,Ann,0,0,0,,Hi\n"]
)


@given(
    st.lists(PARTS, max_size=30).map("".join), st.sampled_from(["", "WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n"])
)
@settings(max_examples=500, deadline=None)
def test_no_captions_raise_anything_else(text: str, head: str) -> None:
    try:
        transcript = read_text(head + text, "x")
    except UnreadableFile as error:
        assert error.reason
        return
    assert [turn.index for turn in transcript.turns] == list(range(len(transcript.turns)))
    for aside in transcript.asides:
        assert 0 <= aside.before_turn <= len(transcript.turns)
        assert aside.text.strip()
