"""What holds for every input."""

import json
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import UnreadableFile
from qa.models import Transcript, Turn
from qa.transcripts import read_bytes, read_text, to_record
from qa.transcripts.decoding import clean
from tests.support.transcripts import check_transcript

WORDS = st.sampled_from("we met them at home and it was good for us both in March 10:30 Paris (really) so well".split())
SENTENCES = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map("  ".join)
SAID = st.lists(PARAGRAPHS, min_size=1, max_size=3)
LABELS = ("MR. DOE", "SECRETARY ROE", "QUESTION", "THE PRESIDENT")
NOISE = st.sampled_from(
    ["ANN: ", "BOB: ", "Note: ", "\n", "\n\n", "(Laughter.)", "[", ")", "WEBVTT\n\n", "<v A>", "</v>", "&amp;", "{"]
    + [
        "00:01.000 --> 00:02.000\n",
        '"turns"',
        "：",
        "# ",
        "\u00a0",
        "\r",
        "\x0c",
        "\0",
        "\ud800",
        "###",
        "http://a: b",
        "1\n",
    ]
)


class Spoken(NamedTuple):
    """A turn to be written and read back."""

    label: str
    paragraphs: list[str]


DIALOGUES = st.lists(st.builds(Spoken, st.sampled_from(LABELS), SAID), min_size=2, max_size=8).filter(
    lambda turns: len({turn.label for turn in turns}) > 1
)
HEADER = "July 24, 2024\nA Talk at Home\n\n"
CREDITS = "\n\nTranscript by Example Services\n\n###\n"


def _print(turns: list[Spoken], end: str = "\n") -> str:
    return HEADER + "\n\n".join(f"{turn.label}:  " + "\n\n".join(turn.paragraphs) for turn in turns) + end


@given(st.binary(max_size=400), st.sampled_from(["x.txt", "x.json", "x.vtt"]))
@settings(max_examples=300, deadline=None)
def test_bytes_never_raise_anything_else(data: bytes, name: str) -> None:
    try:
        check_transcript(read_bytes(data, name))
    except UnreadableFile as error:
        assert error.reason


@given(st.lists(st.one_of(NOISE, st.text(max_size=12)), max_size=25).map("".join), st.sampled_from(["x.txt", "x.json"]))
@settings(max_examples=500, deadline=None)
def test_text_never_raises_anything_else(text: str, name: str) -> None:
    try:
        check_transcript(read_text(text, name))
    except UnreadableFile as error:
        assert error.reason


@given(DIALOGUES)
@settings(max_examples=150, deadline=None)
def test_a_printed_dialogue_reads_back(turns: list[Spoken]) -> None:
    transcript = read_text(_print(turns, CREDITS), "x")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [
        (turn.label, "\n\n".join(turn.paragraphs)) for turn in turns
    ]
    assert (transcript.title, transcript.date) == ("A Talk at Home", "2024-07-24")


@given(DIALOGUES, st.booleans())
@settings(max_examples=100, deadline=None)
def test_words_are_neither_lost_nor_moved(turns: list[Spoken], credited: bool) -> None:
    text = _print(turns, CREDITS if credited else "\n")
    transcript = read_text(text, "x")
    words: list[str] = []
    for position in range(len(transcript.turns) + 1):
        for aside in transcript.asides:
            if aside.before_turn == position:
                words += aside.text.split()
        for turn in transcript.turns[position : position + 1]:
            words += f"{turn.speaker}: {turn.text}".split()
    assert words == text.split()


@given(DIALOGUES, st.sampled_from(["crlf", "cr", "bom", "no last newline", "utf-16", "no-break spaces"]))
@settings(max_examples=100, deadline=None)
def test_the_way_it_is_stored_changes_nothing(turns: list[Spoken], change: str) -> None:
    text = _print(turns)
    data = {
        "crlf": text.replace("\n", "\r\n").encode(),
        "cr": text.replace("\n", "\r").encode(),
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "no last newline": text.rstrip("\n").encode(),
        "utf-16": text.encode("utf-16"),
        "no-break spaces": text.replace("  ", "\u00a0 ").encode(),
    }[change]
    assert read_bytes(data, "x") == read_text(text, "x")


SPOKEN_TEXT = st.text(max_size=40).map(lambda text: read_safe(text))


def read_safe(text: str) -> str:
    """Text as a turn can hold it: no lone surrogates, foreign line ends, no-break spaces or unseen signs, stripped."""
    return clean(text.encode("utf-8", "ignore").decode().replace("\r", "")).strip()


NAMES = st.one_of(st.none(), SPOKEN_TEXT.filter(bool))
TIMES = st.one_of(st.none(), st.floats(0, 1e6, allow_nan=False))
RECORDS = st.lists(
    st.builds(
        Turn,
        index=st.just(0),
        speaker=NAMES,
        text=SPOKEN_TEXT,
        person=NAMES,
        start=TIMES,
        end=TIMES,
        notes=st.lists(SPOKEN_TEXT, max_size=2).map(tuple),
        interpreted=st.booleans(),
    ),
    max_size=5,
)


@given(RECORDS)
@settings(max_examples=200, deadline=None)
def test_turns_survive_json(turns: list[Turn]) -> None:
    written = Transcript("x.json", None, None, "json", tuple(turns))
    again = read_text(json.dumps(to_record(written)), "x.json")
    for index, (before, after) in enumerate(zip(turns, again.turns, strict=True)):
        assert (after.index, after.speaker, after.text, after.start, after.end, after.notes) == (
            index,
            before.speaker,
            before.text,
            before.start,
            before.end,
            before.notes,
        )
        assert after.interpreted == before.interpreted
        assert before.person is None or after.person == before.person


@given(st.lists(st.tuples(st.sampled_from(["Ann Doe", "Bob"]), SENTENCES), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_captions_lose_no_word_and_no_time(cues: list[tuple[str, str]]) -> None:
    text = "WEBVTT\n\n" + "".join(
        f"{number}\n00:{number:02}.000 --> 00:{number:02}.500\n<v {name}>{said}</v>\n\n"
        for number, (name, said) in enumerate(cues)
    )
    turns = read_text(text, "x").turns
    assert " ".join(turn.text for turn in turns).split() == " ".join(said for _, said in cues).split()
    assert turns[0].start == 0.0
    assert turns[-1].end == len(cues) - 0.5
    assert all(before.speaker != after.speaker for before, after in zip(turns, turns[1:], strict=False))
