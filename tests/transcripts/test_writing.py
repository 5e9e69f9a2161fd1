"""What is written out is read back as it was."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InvalidInput
from qa.models import Transcript, Turn
from qa.transcripts import read, read_text, to_markdown, to_record, to_vtt

PEOPLE = ("Ann Doe", "Bob Roe", "Mr. José Díaz", "DR. O'NEIL", "Zoë Li")
SENTENCES = st.sampled_from(
    [
        "I think that we should wait.",
        "Why would you say that?",
        "Yes.",
        "The costs are < 5 & rising: see page 10.",
        "We met at 10:30, as I said; nobody else came.",
        "“Quoted” words — and a dash.",
    ]
)
WORDS = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)


ONE = st.just(1)


@st.composite
def transcripts(draw, paragraphs=ONE):
    """Two to four people who take turns, each more than once, with times."""
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=4, unique=True))
    turns = []
    for index in range(draw(st.integers(3, 5)) * len(people)):
        text = "\n\n".join(draw(WORDS) for _ in range(draw(paragraphs)))
        turns.append(Turn(index, people[index % len(people)], text, start=index * 2.5, end=index * 2.5 + 2.25))
    title = draw(st.sampled_from([None, "Harbour Committee", 'A "quoted": title']))
    date = draw(st.sampled_from([None, "2024-07-24"]))
    return Transcript("a", title, date, "json", tuple(turns))


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript.turns]


@given(transcripts(paragraphs=st.integers(1, 3)))
def test_markdown(transcript):
    again = read_text(to_markdown(transcript), "a.md")
    assert said(again) == said(transcript)
    assert (again.title, again.date) == (transcript.title, transcript.date)


@given(transcripts())
def test_vtt(transcript):
    again = read_text(to_vtt(transcript), "a.vtt")
    assert said(again) == said(transcript)
    assert [(turn.start, turn.end) for turn in again.turns] == [(turn.start, turn.end) for turn in transcript.turns]
    assert again.title == transcript.title


@given(transcripts(paragraphs=st.integers(1, 3)))
def test_json(transcript):
    again = read_text(json.dumps(to_record(transcript)), "a.json")
    assert said(again) == said(transcript)
    assert (again.title, again.date) == (transcript.title, transcript.date)


def test_the_shipped_transcript_through_markdown(seed_path):
    transcript = read(seed_path)
    again = read_text(to_markdown(transcript), "a.md")
    assert [(t.speaker, t.text, t.notes, t.person) for t in again.turns] == [
        (t.speaker, t.text, t.notes, t.person) for t in transcript.turns
    ]
    assert (again.title, again.date) == (transcript.title, transcript.date)


def test_captions_need_times(seed_path):
    with pytest.raises(InvalidInput, match="has no times"):
        to_vtt(read(seed_path))
