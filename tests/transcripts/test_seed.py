"""The transcript that ships: every fact about it that a reader can get wrong."""

from pathlib import Path

import pytest

from qa.models import Transcript
from qa.transcripts import read

SEED = Path(__file__).parents[2] / "seeds" / "2024-07-24-blinken-wang-xiaohong.txt"


@pytest.fixture(scope="module")
def seed() -> Transcript:
    return read(SEED)


def test_title_and_date(seed: Transcript) -> None:
    assert seed.document == "2024-07-24-blinken-wang-xiaohong.txt"
    assert seed.format == "dialogue"
    assert seed.date == "2024-07-24"
    assert seed.title == (
        "Secretary Antony J. Blinken And People’s Republic of China Minister of Public Security Wang Xiaohong "
        "Before Their Meeting"
    )


def test_two_turns_and_who_they_are_by(seed: Transcript) -> None:
    assert [(turn.index, turn.speaker, turn.person) for turn in seed.turns] == [
        (0, "MPS MINISTER WANG", "Wang Xiaohong"),
        (1, "SECRETARY BLINKEN", "Antony J. Blinken"),
    ]


def test_notes_and_interpreter(seed: Transcript) -> None:
    assert [turn.notes for turn in seed.turns] == [("Via interpreter", "In progress"), ()]
    assert [turn.interpreted for turn in seed.turns] == [True, False]


def test_words_are_the_source_s(seed: Transcript) -> None:
    source = SEED.read_text("utf-8").replace("\u00a0", " ")
    first, second = (turn.text for turn in seed.turns)
    assert first.startswith("— had a very long discussion.  It is the first face-to-face conversation")
    assert first.endswith("\n\nNow I will first of all give the floor to you.")
    assert second.startswith("Well, Mr. Minister, thank you very much")
    assert second.endswith("\n\nThank you for having us today.")
    assert first in source
    assert second in source
    assert [text.count("\n\n") for text in (first, second)] == [4, 4]


def test_nobody_said_the_header_and_the_credits(seed: Transcript) -> None:
    assert [(aside.kind, aside.before_turn) for aside in seed.asides] == [
        ("front matter", 0),
        ("credit", 2),
        ("credit", 2),
    ]
    assert seed.asides[0].text == f"Wed. Jul 24th, 2024\n{seed.title}"
    assert [aside.text for aside in seed.asides[1:]] == [
        "Official news published at",
        "originally published at Politics - JISIP NEWS",
    ]


def test_document_is_what_the_caller_says() -> None:
    assert read(SEED, "sub/dir.txt").document == "sub/dir.txt"
