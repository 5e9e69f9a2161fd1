"""qa.extraction.replies: whether the very question that is asked was put to somebody."""

from __future__ import annotations

from qa.extraction.candidates import of_turn
from qa.extraction.replies import asked_the_same
from qa.extraction.selection import topic_terms
from qa.models import Document, Turn
from qa.questions.parsing import parse

DOCUMENT = Document("d.txt", None, None, "dialogue", 2, 1, 1, ("Q", "A"))


def alike(question, put, said="No, ma'am."):
    before = Turn(0, "Q", put) if put else None
    (one,) = of_turn(DOCUMENT, Turn(1, "A", said), before, 1.0)
    return asked_the_same(one, topic_terms(parse(question)))


def test_a_bare_reply_to_the_very_question_is_known():
    assert alike("did they take the forklift out of service", "Did you take the forklift out of service?") == 1
    assert 0.5 < alike("did they take the forklift out of service", "Did you take number seven out of service?") < 1


def test_a_reply_to_another_question_is_not():
    assert alike("did they take the forklift out of service", "How fast was the forklift going that day?") == 0
    assert alike("did they take the forklift out of service", None, "I was not there.") == 0
