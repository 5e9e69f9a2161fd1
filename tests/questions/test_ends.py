"""qa.questions.ends: "who spoke first?" is asked of the order of turns, "how did the ferry start?" of what was said."""

from __future__ import annotations

import pytest

from qa.questions.ends import End
from qa.questions.kinds import Kind, recognise

FIRST = [
    "Who spoke first?",
    "who speaks first in the blinken wang meeting",
    "Who opened the meeting?",
    "Who was the first to speak at the Port Aldwin forum?",
    "Who is the first speaker?",
    "How did the rail hearing begin?",
    "How does Blinken start his remarks?",
    "What were Ms. Close's opening words?",
    "What was the first thing that Wang said?",
    "What did Wang say first?",
    "And what did she say at the beginning of the session?",
    "Quote the first sentence of Wang's statement.",
]
LAST = [
    "Who spoke last?",
    "Who had the last word?",
    "Who closed the hearing?",
    "How did it end?",
    "How did the meeting end?",
    "What was the last thing Blinken said?",
    "What were Blinken's closing remarks?",
    "What did the mayor say in closing?",
    "What did Halvorsen say at the end of the briefing?",
    "Give me the final words of Blinken.",
]
NEITHER = [
    "How did the ferry start?",
    "How did the war end?",
    "Who opened the library?",
    "Who was the first person in space?",
    "What was the last thing Blinken said about counternarcotics?",
    "When did the hearing begin?",
    "What did Wang say about the first meeting?",
    "Who won the last election?",
    "What did they say last year?",
    "What was Blinken's final offer?",
    "What are the closing remarks on trade?",
    "Who said the first vote was wrong?",
]


@pytest.mark.parametrize(("question", "end"), [*((q, End.FIRST) for q in FIRST), *((q, End.LAST) for q in LAST)])
def test_which_end_is_asked_for(question, end):
    task = recognise(question)
    assert (task.kind, task.end) == (Kind.ENDS, end)


@pytest.mark.parametrize("question", NEITHER)
def test_what_only_sounds_like_it(question):
    assert recognise(question).kind is not Kind.ENDS
