"""qa.questions.naming: which questions ask for the names that are said."""

from __future__ import annotations

import pytest

from qa.questions.naming import asked


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who is mentioned?", ""),
        ("Which countries are mentioned in the June hearing?", "in the June hearing"),
        ("What names come up?", ""),
        ("Who does Wang mention?", "Wang"),
        ("Which American officials did Wang name?", "Wang"),
        ("List all people mentioned", ""),
        ("list the companies that she mentions", "she"),
        ("Who mentioned Mayorkas?", None),
        ("Who was named chair?", None),
        ("Which people mentioned the ferry?", None),
        ("What name did they give the ferry?", None),
        ("Who did Ann meet?", None),
    ],
)
def test_what_is_asked(question, told):
    assert asked(question) == told


def test_who_mentioned_somebody_by_name_asks_who_does():
    assert asked("Who has mentioned Lady Ash by name?") is None
