"""Every shape of prose transcript, one small file each; turns, times, people, notes and asides compared as a whole."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from qa.models import Transcript
from qa.transcripts import read, read_text

FOLDER = Path(__file__).parent / "fixtures" / "prose"
PLAIN = Path(__file__).parent / "fixtures" / "prose_plain"
EXPECTED = json.loads((FOLDER / "expected.json").read_text("utf-8"))
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.name != "expected.json")
_WORD = re.compile(r"[^\W\d_]+")
_UNSAID = {"From", "to", "Everyone"}
"""Words of a chat's own label, which say to whom a message went."""


def _shown(transcript: Transcript) -> dict[str, object]:
    turns = []
    for turn in transcript.turns:
        shown: dict[str, object] = {"speaker": turn.speaker, "text": turn.text}
        shown |= {"person": turn.person} if turn.person else {}
        shown |= {"start": turn.start} if turn.start is not None else {}
        shown |= {"notes": list(turn.notes)} if turn.notes else {}
        shown |= {"interpreted": True} if turn.interpreted else {}
        turns.append(shown)
    asides = [
        [aside.kind, aside.before_turn, aside.text] for aside in transcript.asides if aside.kind != "front matter"
    ]
    return {"title": transcript.title, "date": transcript.date, "turns": turns, "asides": asides}


def test_every_shape_is_compared() -> None:
    assert sorted(EXPECTED) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_shape(name: str) -> None:
    transcript = read(FOLDER / name)
    assert transcript.format == "dialogue"
    assert _shown(transcript) == EXPECTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_lost_or_made_up(name: str) -> None:
    transcript = read(FOLDER / name)
    kept = [aside.text for aside in transcript.asides]
    for turn in transcript.turns:
        kept += [turn.speaker or "", turn.text, *turn.notes]
    source = Counter(_WORD.findall((FOLDER / name).read_text("utf-8")))
    found = Counter(_WORD.findall("\n".join(kept)))
    assert set(source - found) <= _UNSAID
    assert found - source == Counter()


@pytest.mark.parametrize("path", sorted(PLAIN.iterdir()), ids=lambda path: path.name)
def test_a_plain_document_stays_plain(path: Path) -> None:
    transcript = read(path)
    assert (transcript.format, transcript.speakers, len(transcript.turns)) == ("text", (), 1)
    assert transcript.turns[0].text.split() == path.read_text("utf-8").split()


def test_a_long_text_is_learnt_from_its_head_and_read_to_its_end() -> None:
    turns = [
        f"{('MS. DOE', 'MR. ROE')[number % 2]}:  We said {number} times that it is so.\n\n" for number in range(8000)
    ]
    text = "".join(turns) + "Q    Why?\n\nMS. DOE:  Because.\n\nQ    I see.\n"
    assert len(read_text(text, "x").turns) == 8003


def test_who_asks_follows_the_examiner() -> None:
    turns = read(FOLDER / "deposition_numbered.txt").turns
    assert [turn.person for turn in turns if turn.speaker == "Q"] == ["JOHN DOE", "JOHN DOE", "PAUL POE"]
    assert {turn.person for turn in turns if turn.speaker in ("A", "THE WITNESS")} == {"JANE ROE"}


@pytest.mark.parametrize(
    ("label", "front", "person"),
    [
        ("JHD", "| JHD | John H. Doe | Chair |", "John H. Doe"),
        ("JHD", "Present: John H. Doe (JHD), Ann Roe (AR)", "John H. Doe"),
        ("JHD", "JHD - John H. Doe", "John H. Doe"),
        ("JHD", "JHD = John H. Doe", "John H. Doe"),
        ("JHD", "  JHD   John H. Doe (chair)", "John H. Doe"),
        ("JHD", "Present: Ann Roe (AR)", None),
        ("JHD", "John H. Doe (JHD)\nJane H. Dorn (JHD)", None),
        ("THE PRESIDENT", "Remarks by President Joe Doe", "Joe Doe"),
        ("THE PRESIDENT", "Remarks by President Joe Doe and President Ann Roe of Peru", None),
        ("THE PRESIDENT", "Remarks by Vice President Ann Roe", None),
        ("THE PRESIDENT", "Remarks on the Economy", None),
        ("Moderator", "Moderator: Ann Roe", "Ann Roe"),
        ("SPEAKER_01", "SPEAKER_01: Ann Roe", "Ann Roe"),
        ("SPEAKER_01", "Ann Roe spoke.", None),
    ],
)
def test_what_the_front_matter_says_of_a_label(label: str, front: str, person: str | None) -> None:
    said = f"{label}: Well, I think so.\n\nBOB POE: Do you?\n\n{label}: Yes, I do.\n\nBOB POE: Thank you.\n"
    turns = read_text(f"Minutes of the Club\n\n{front}\n\n{said}", "x").turns
    assert [turn.person for turn in turns if turn.speaker == label] == [person, person]
