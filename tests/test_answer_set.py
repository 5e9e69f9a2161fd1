"""The questions that answers are measured on: what they call right must stand in the transcripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import qa
from qa.sentences import spans

DATA = Path(__file__).resolve().parent.parent / "benchmarks" / "data" / "answers"
KINDS = {"fact", "opinion", "why", "yes_no", "compare", "over_time", "count", "list", "summary", "verbatim"} | {
    "reported",
    "follow_up",
}


def records(name):
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def transcripts(seed_path):
    paths = [*sorted((DATA / "transcripts").iterdir()), seed_path]
    return {path.name: qa.read(path) for path in paths}


def test_how_many_of_each():
    frozen = records("questions.jsonl")
    assert len(frozen) == 156
    assert len(records("development.jsonl")) == 72
    assert {record["kind"] for record in frozen} == KINDS
    assert 3 * sum(not record["answerable"] for record in frozen) == len(frozen)
    assert len(list((DATA / "transcripts").iterdir())) == 14
    questions = {record["question"] for record in frozen}
    assert not questions & {record["question"] for record in records("development.jsonl")} - {"why?"}


@pytest.mark.parametrize("name", ["questions.jsonl", "development.jsonl"])
def test_every_quote_stands_in_a_sentence_of_its_speaker(transcripts, name):
    said = {}
    for transcript in transcripts.values():
        for turn in transcript.turns:
            for start, end in spans(turn.text):
                said.setdefault(turn.speaker, []).append(turn.text[start:end])
    for record in records(name):
        assert record["kind"] in KINDS
        if not record["answerable"]:
            assert record["why_not"]
            continue
        assert record["speaker"] and set(record["speaker"]) <= said.keys(), record["id"]
        for group in record.get("quotes") or ():
            for quote in group:
                assert any(quote in one for label in record["speaker"] for one in said[label]), (record["id"], quote)
        for gold in record.get("gold") or ():
            assert gold["last_turn"] < len(transcripts[gold["document"]].turns)
        assert set(record.get("names") or ()) <= said.keys()
        assert record.get("quotes") or "number" in record or record.get("names"), record["id"]


@pytest.mark.parametrize("world", ["school", "island", "club"])
def test_every_quote_of_a_world_stands_in_a_turn_of_its_speaker(world):
    folder = DATA / "worlds" / world
    read = {path.name: qa.read(path) for path in (folder / "transcripts").iterdir()}
    said = {}
    for transcript in read.values():
        for turn in transcript.turns:
            said.setdefault(turn.speaker, []).append(turn.text)
    asked = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    assert len(read) == 7 and len(asked) == 90 and sum(one["answerable"] for one in asked) == 60
    for record in asked:
        assert record["kind"] in KINDS and (record["answerable"] or record["why_not"])
        for group in record.get("quotes") or ():
            for quote in group:
                labels = set(record["speaker"]) & said.keys()
                assert any(quote in " ".join(one.split()) for label in labels for one in said[label]), (
                    record["id"],
                    quote,
                )
        for gold in record.get("gold") or ():
            assert gold["last_turn"] < len(read[gold["document"]].turns)


@pytest.mark.parametrize("name", ["questions.jsonl", "development.jsonl"])
def test_what_nobody_said_stands_nowhere(transcripts, name):
    everything = " ".join(turn.text for one in transcripts.values() for turn in one.turns).casefold()
    for record in records(name):
        if record.get("why_not") == "not_said":
            quoted = re.search(r"[\"'“‘](.+)[\"'”’]", record["question"])
            assert quoted and quoted[1].casefold().strip(".") not in everything
