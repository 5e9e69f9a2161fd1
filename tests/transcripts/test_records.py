"""The project's own JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa.errors import UnreadableFile
from qa.transcripts import read, read_text, to_record

FIXTURES = Path(__file__).parent / "fixtures"


def test_one_record_is_one_turn() -> None:
    transcript = read(FIXTURES / "times_and_notes.json")
    assert (transcript.format, transcript.title, transcript.date) == (
        "json",
        "Interview With Antony Blinken",
        "2024-07-24",
    )
    assert [(turn.index, turn.speaker, turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        (0, "SECRETARY BLINKEN", "Hello. Good to be here.", 0.0, 2.5),
        (1, "QUESTION", "", None, None),
        (2, "QUESTION", "Why?", None, None),
        (3, None, "Nobody said this (and I mean this).", None, None),
    ]
    assert transcript.turns[0].notes == ("Laughter.",)
    assert [turn.person for turn in transcript.turns] == ["Antony Blinken", None, None, None]


def test_written_and_read_back() -> None:
    transcript = read(FIXTURES / "notes_and_parentheses.txt")
    again = read_text(json.dumps(to_record(transcript)), "x.json")
    assert again.turns == transcript.turns
    assert again.asides == transcript.asides


def test_a_date_that_cannot_be_read_is_not_lost() -> None:
    transcript = read_text('{"date": "last spring", "turns": [{"text": "Hi."}]}', "x.json")
    assert transcript.date is None
    assert [(aside.kind, aside.text) for aside in transcript.asides] == [("front matter", "last spring")]


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"turns": {}},
        {"turns": ["Hi."]},
        {"turns": [{"speaker": "Ann"}]},
        {"turns": [{"text": "Hi.", "speaker": 1}]},
        {"turns": [{"text": "Hi.", "start": "1"}]},
        {"turns": [{"text": "Hi.", "end": True}]},
        {"turns": [{"text": "Hi.", "end": 10**400}]},
        {"turns": [{"text": "Hi.", "notes": "Laughter"}]},
        {"turns": [], "title": 1},
        {"turns": [], "asides": [1]},
        [],
        [1, 2],
    ],
)
def test_another_shape_says_which_is_known(value: Any) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_text(json.dumps(value), "x.json")
    assert '{"title", "date", "turns": [{"speaker", "text", "start", "end"}]}' in caught.value.reason


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "hello"])
def test_broken_json(text: str) -> None:
    with pytest.raises(UnreadableFile, match="not valid JSON"):
        read_text(text, "x.json")


def test_text_that_only_begins_like_json() -> None:
    assert read_text("[Music]\n\nANN: Hello.\n\nBOB: Hi.\n", "x.txt").speakers == ("ANN", "BOB")
