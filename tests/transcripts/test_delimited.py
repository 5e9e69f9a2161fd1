"""Tables written as text: CSV, TSV and Markdown, as speech-to-text programs and transcription services export them."""

import pytest

from qa.models import Transcript
from qa.transcripts import read_text


def said(transcript: Transcript) -> list[tuple[str | None, str, float | None]]:
    return [(turn.speaker, turn.text, turn.start) for turn in transcript.turns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "start\tend\ttext\n0\t2400\tGood evening.\n2400\t5600\tTonight we talk about dams: big ones.\n",
            [(None, "Good evening. Tonight we talk about dams: big ones.", 0.0)],
        ),
        (
            "Start Time;End Time;Speaker Name;Transcript\n"
            '00:00:01,000;00:00:03,500;Alice Berg;"Hello; how are you?"\n'
            '00:00:03,600;00:00:05,000;Bob Tran;Fine. "Really" fine.\n',
            [("Alice Berg", "Hello; how are you?", 1.0), ("Bob Tran", 'Fine. "Really" fine.', 3.6)],
        ),
        (
            'timestamp,speaker,utterance\n0.0,1,"Hello, there."\n2.5,2,"Hi. She said ""no""."\n',
            [("Speaker 1", "Hello, there.", 0.0), ("Speaker 2", 'Hi. She said "no".', 2.5)],
        ),
        (
            "Speaker,Text\nAnn,One comma, two commas, and no marks.\nBo,Yes.\nAnn,Well.\nAnn,So.\n",
            [
                ("Ann", "One comma, two commas, and no marks.", None),
                ("Bo", "Yes.", None),
                ("Ann", "Well.", None),
                ("Ann", "So.", None),
            ],
        ),
        (
            'speaker\ttext\nAnn\t"I mean\nBo\tWhat do you mean?\nAnn\tNothing.\n',
            [("Ann", '"I mean', None), ("Bo", "What do you mean?", None), ("Ann", "Nothing.", None)],
        ),
        (
            "| Time | **Speaker** | Text |\n|------|:-------:|---|\n| 00:01 | **Ann** | Hello \\| there. |\n"
            "| [00:05] | Bo | Hi, Ann: how are you? |\n",
            [("Ann", "Hello | there.", 1.0), ("Bo", "Hi, Ann: how are you?", 5.0)],
        ),
    ],
    ids="whisper semicolons commas unquoted unclosed-mark markdown".split(),
)
def test_a_table_of_speech_was_one_plain_text(text: str, expected: list[tuple[str | None, str, float | None]]) -> None:
    transcript = read_text(text, "table")
    assert transcript.format == "table"
    assert said(transcript) == expected


def test_what_stands_around_a_table() -> None:
    transcript = read_text(
        "# Ferry hearing\n\n4 March 2021\n\n| Speaker | Text |\n|--|--|\n| Ann | Yes. |\n\nEnd.\n", "x"
    )
    assert (transcript.title, transcript.date) == ("Ferry hearing", "2021-03-04")
    assert [(aside.kind, aside.before_turn) for aside in transcript.asides] == [
        ("front matter", 0),
        ("front matter", 0),
        ("credit", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "station,date,high,remark\nPortmallow,2020-01-01,412,Yes\nWestmarsh,2020-01-02,418,No\n",
        "name,title,text\nAnn,Bad,I don't like it.\nBo,Good,I do.\n",
        "text,label\nI like it.,1\nI don't.,0\n",
        "Speaker, text and time are what a table has to name.\n\nThis is prose, and no table.\n",
        "The text, the speaker\n",
        "speaker,text\n",
    ],
    ids="measurements reviews data-set prose one-line no-rows".split(),
)
def test_another_table_stays_plain(text: str) -> None:
    assert read_text(text, "x").speakers == ()
    assert read_text(text, "x").format == "text"
