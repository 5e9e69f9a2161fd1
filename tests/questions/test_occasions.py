"""qa.questions.occasions: when the hearing was is asked of the index, when the one with Bob was of what was said."""

from __future__ import annotations

import pytest

from qa.questions.kinds import Counted, Kind, recognise
from qa.questions.occasions import Fact
from qa.resolution.references import documents_called
from tests.resolution.test_references import DOCUMENTS

ASKED = [
    ("What transcripts do you have?", Fact.TITLES, "transcripts"),
    ("Which meetings are there?", Fact.TITLES, "meetings"),
    ("List all the transcripts", Fact.TITLES, "transcripts"),
    ("What documents are in the index?", Fact.TITLES, "documents"),
    ("When was the hearing?", Fact.DATE, "hearing"),
    ("When were the board meetings held?", Fact.DATE, "board meetings"),
    ("When did the last board meeting take place?", Fact.DATE, "last board meeting"),
    ("What date was the interview?", Fact.DATE, "interview"),
    ("What's the date of the first transcript?", Fact.DATE, "first transcript"),
    ("How long was the podcast episode?", Fact.LENGTH, "podcast episode"),
    ("how long did the meeting last", Fact.LENGTH, "meeting"),
    ("when was tape 3 recorded?", Fact.DATE, "tape 3"),
    ("What year was it?", Fact.DATE, ""),
    ("When was this recorded?", Fact.DATE, ""),
    ("how long is this", Fact.LENGTH, ""),
    ("Which was the longest meeting?", Fact.LONGEST, "meeting"),
    ("Which hearing was the shortest?", Fact.SHORTEST, "hearing"),
]
OF_WHAT_WAS_SAID = [
    "When is the next meeting?",
    "How long was the queue?",
    "When did the meeting turn to the budget?",
    "Which meetings did the mayor skip?",
    "How long did the mayor speak at the meeting?",
    "List the mayor's reasons",
    "When was the library opened?",
    "When was it opened?",
    "How long was it closed?",
]


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Which meetings did Ann Lee speak at?", "Ann Lee"),
        ("on which days did Rook testify", "Rook"),
        ("Did the vicar ever speak?", "the vicar"),
        ("did Ann speak at the last hearing?", "Ann"),
        ("How many meetings did Ann Lee attend?", "Ann Lee"),
        ("Did Ann Lee attend the June meeting?", "Ann Lee"),
        # What is told, and not who has the word.
        ("Did Ann Lee attend the funeral?", None),
        ("Did Ann speak to Bob?", None),
        ("Did anyone speak?", None),
        ("When did Xi and Biden speak by phone?", None),
    ],
)
def test_where_somebody_speaks(question, who):
    task = recognise(question)
    assert (task.term if task.counted is Counted.SPOKEN_IN else None) == who


@pytest.mark.parametrize(("question", "fact", "called"), ASKED)
def test_a_fact_of_transcripts_is_asked_for(question, fact, called):
    task = recognise(question)
    assert task.kind is Kind.LIST
    assert task.occasion is not None
    assert (task.occasion.fact, task.occasion.called) == (fact, called)


@pytest.mark.parametrize("question", OF_WHAT_WAS_SAID)
def test_what_was_said_is_asked_for(question):
    assert recognise(question).occasion is None


@pytest.mark.parametrize(
    ("phrase", "called"),
    [
        ("rail safety hearing", ["2024-10-08-hearing.json"]),
        ("last hearing", ["2024-10-08-hearing.json"]),
        ("press briefing of June 2024", ["2024-06-20-press.txt"]),
        ("first transcript", ["2023-03-14-council.txt"]),
        ("second transcript", ["2023-11-28-residents-evening.srt"]),
        ("most recent meeting", ["2025-02-11-forum.json"]),
        ("meeting with the union", []),
        ("disciplinary hearing", []),
        ("talks", ["2024-09-03-podcast.md"]),
        ("tenth transcript", []),
    ],
)
def test_called(phrase, called):
    assert list(documents_called(phrase, DOCUMENTS)) == called


def test_transcripts_as_such_are_all():
    assert len(documents_called("transcripts", DOCUMENTS)) == len(DOCUMENTS)
