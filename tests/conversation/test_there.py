"""qa.conversation.there: the meeting that "there" and "that meeting" mean."""

from __future__ import annotations

import pytest

from qa.conversation.followup import standalone
from qa.models import Answer, Citation
from tests.support.growth import linear

BOARD = ("2025-06-17-school-board.txt", "Harlow Bay School Board", "2025-06-17")
HEARING = ("spill.txt", "Hearing on the fuel spill", "2025-03-20")
UNDATED = ("spill.txt", "Hearing on the fuel spill", None)


def is_speaker(name):
    return name.casefold() in {"lena brandt", "brandt"}


def asked(question, *sources):
    cited = (Citation(n, *source, 1, "LENA BRANDT", "We will.", 0, 8) for n, source in enumerate(sources, 1))
    return [Answer(question, "…", False, tuple(cited))]


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("who was there?", "who was in the June board meeting?"),
        ("what else was said there?", "what else was said in the June board meeting?"),
        ("how did the meeting end", "how did the June board meeting end"),
        ("who spoke first in that meeting?", "who spoke first in the June board meeting?"),
        ("Ok, thanks. Who chaired the meeting?", "Who chaired the June board meeting?"),
        ("who spoke in the hearing?", None),
        ("was there a vote?", None),
        ("when is the next meeting?", None),
    ],
)
def test_the_meeting_is_the_one_that_was_asked_about(question, whole):
    assert standalone(question, asked("What was the June board meeting about?", BOARD), is_speaker) == whole


@pytest.mark.parametrize(
    ("source", "question", "whole"),
    [
        (BOARD, "how did the meeting end?", "how did the 17 June 2025 meeting end?"),
        (BOARD, "who else was there?", "who else was in the 17 June 2025 meeting?"),
        (BOARD, "who spoke in the hearing?", None),
        (BOARD, "what was said in the meeting of May 5?", None),
        (HEARING, "how did the hearing end?", "how did the 20 March 2025 hearing end?"),
        (HEARING, "what did she say in that hearing?", "what did Brandt say in the 20 March 2025 hearing?"),
        (HEARING, "how did the meeting end?", None),
        (UNDATED, "how did the hearing end?", None),
    ],
)
def test_the_meeting_is_the_one_that_is_quoted(source, question, whole):
    assert standalone(question, asked("What did Brandt say about the boiler?", source), is_speaker) == whole


def test_of_two_that_are_quoted_neither_is_the_meeting():
    both = asked("What did Brandt say about the boiler?", BOARD, HEARING)
    assert standalone("how did the meeting end?", both, is_speaker) is None


def test_there_at_the_end_of_a_long_question_is_looked_for_once():
    assert linear(lambda length: standalone("said " * (length // 5), asked("Who met?", BOARD), is_speaker), 20_000)


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("What was decided on 12 March 2025?", "who abstained?", "who abstained on 12 March 2025?"),
        ("What was decided in the April meeting?", "who seconded it?", "who seconded in the April meeting?"),
        ("Summarize the April meeting", "did anyone abstain then?", "did anyone abstain in the April meeting?"),
        ("Summarize the April meeting", "who was absent?", "who was absent in the April meeting?"),
        ("who abstained in the April meeting?", "how did Brandt vote?", "how did Brandt vote in the April meeting?"),
        ("What was decided?", "who abstained?", "who abstained, as to decided?"),
        (
            "What did Brandt say about a boiler in the April meeting?",
            "who abstained?",
            "who abstained, as to a boiler in the April meeting?",
        ),
    ],
)
def test_a_vote_was_asked_of_every_meeting_after_the_decisions_of_one(before, question, whole):
    assert standalone(question, asked(before, BOARD), is_speaker) == whole


@pytest.mark.parametrize(
    ("sources", "question", "whole"),
    [
        ([HEARING], "how long did they talk?", "how long did they talk in the 20 March 2025 hearing?"),
        (
            [BOARD],
            "and how long did they all speak for?",
            "and how long did they all speak for in the 17 June 2025 meeting?",
        ),
        ([BOARD, HEARING], "how long did they talk?", None),
        ([UNDATED], "how long did they talk?", None),
    ],
)
def test_how_long_they_talked_is_of_the_meeting_and_not_of_the_boiler(sources, question, whole):
    assert standalone(question, asked("What did Brandt say about the boiler?", *sources), is_speaker) == whole
