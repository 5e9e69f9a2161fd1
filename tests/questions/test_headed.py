"""Which questions the head of a transcript may answer."""

from __future__ import annotations

import pytest

from qa.questions.headed import asked


@pytest.mark.parametrize(
    ("question", "office", "about"),
    [
        ("Who was absent?", "", ""),
        ("who wasn't there in March?", "", "in March"),
        ("Who wasn't at the board meeting?", "", "at the board meeting"),
        ("Who didn't attend the parish council meeting?", "", "the parish council meeting"),
        ("who missed the march meeting", "", "the march meeting"),
        ("Who sent apologies?", "", ""),
        ("who is the chair of the parish council?", "chair", "of the parish council"),
        ("Who's the parish council's clerk?", "clerk", "of the parish council"),
        ("Who chairs the subcommittee?", "chair", "the subcommittee"),
    ],
)
def test_the_head_of_a_transcript_may_tell_it(question, office, about):
    found = asked(question)
    assert found is not None
    assert (found.office, found.about) == (office, about)


@pytest.mark.parametrize(
    "question",
    ["Who wasn't?", "Who wasn't convinced?", "Who missed the deadline?", "What did the clerk say?", "Who left?"],
)
def test_what_is_told_by_words_alone_is_another_question(question):
    assert asked(question) is None
