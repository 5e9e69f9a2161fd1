"""Which transcripts there are, of what date, and how long: from the index itself."""

from __future__ import annotations

import pytest

HEARING = "2024-10-08-rail-safety-hearing.json"


def test_which_there_are(assistant):
    answer = assistant.ask("What transcripts do you have?")
    with assistant.snapshot() as snapshot:
        documents = snapshot.corpus.documents()
    assert (answer.kind, answer.abstained, answer.count) == ("list", False, len(documents))
    lines = answer.answer.split("\n\n")
    assert len(lines) == len(documents) + 1
    assert [one.date for one in answer.citations] == sorted(one.date for one in documents)
    for one in documents:
        assert any(one.name in line and f"{one.turns} turns" in line for line in lines)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the rail safety hearing?", "8 October 2024 [1]"),
        ("What is the date of the last transcript?", "11 February 2025 [1]"),
        ("When was the first council meeting?", "14 March 2023 [1]"),
    ],
)
def test_when_it_was(assistant, question, text):
    answer = assistant.ask(question)
    assert (answer.kind, answer.count) == ("list", 1)
    assert answer.answer.endswith(text)
    assert answer.citations[0].turn == 0


def test_how_long_it_was(assistant):
    answer = assistant.ask("How long was the meeting?", document="2024-05-16-museum-app.vtt")
    assert answer.answer.endswith("words, 6:50 by its times [1]")
    answer = assistant.ask("How long was the rail safety hearing?")
    with assistant.snapshot() as snapshot:
        hearing = next(one for one in snapshot.corpus.documents() if one.document == HEARING)
    assert f"{hearing.turns} turns, {hearing.words:,} words" in answer.answer


@pytest.mark.parametrize(
    ("question", "ends"), [("When was this?", "16 May 2024 [1]"), ("How long was it?", "6:50 by its times [1]")]
)
def test_this_is_the_one_transcript_that_is_searched(assistant, question, ends):
    answer = assistant.ask(question, document="2024-05-16-museum-app.vtt")
    assert (answer.kind, answer.count) == ("list", 1)
    assert answer.answer.endswith(ends)
    assert assistant.ask(question).kind != "list"


def test_the_longest(assistant):
    answer = assistant.ask("Which transcript is the longest?")
    with assistant.snapshot() as snapshot:
        longest = max(snapshot.corpus.documents(), key=lambda one: one.words)
    assert answer.answer.startswith(f"The longest of 15 transcripts, by words, is “{longest.name}”:")
    assert answer.citations[0].document == longest.document


def test_what_was_said_in_the_last_of_them(assistant):
    answer = assistant.ask("What did the Minister say in the last health briefing?")
    assert {one.document for one in answer.citations} == {"2024-06-12-health-briefing.txt"}


def test_a_meeting_that_is_only_spoken_of_is_asked_of_what_was_said(assistant):
    assert assistant.ask("When was the disciplinary meeting?").kind == "direct"


def test_how_many_there_are_of_one_speaker_are_those_listed(assistant):
    answer = assistant.ask("How many transcripts are there?", speaker="Mayor Halvorsen")
    with assistant.snapshot() as snapshot:
        theirs = [one for one in snapshot.corpus.documents() if "MAYOR HALVORSEN" in map(str.upper, one.speakers)]
    assert 1 < answer.count == len(theirs) < 15
    assert answer.answer.startswith(f"{len(theirs)} transcripts with words of ")
    assert {one.document for one in answer.citations} == {one.document for one in theirs}
