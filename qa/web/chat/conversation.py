"""A conversation: questions, and what comes of them. Knows nothing of the page."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa.errors import QAError
from qa.models import Answer
from qa.web.journal import timed
from qa.web.library import Library
from qa.web.problems import explained

LONGEST_IN_BOX = 2000
"""Characters of a question on the page, where the browser keeps each with its answer in the little room that it has.

More is a page that was pasted by mistake. Elsewhere longer ones can be asked: `qa.retrieval.LONGEST_QUESTION`.
"""
_log = logging.getLogger(__name__)
UNEXPECTED = (
    "Something went wrong that should not have: what happened is in the terminal where the page was started. "
    "Asking again does no harm."
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what came of it.

    Attributes:
        question: as asked.
        answer: the answer, as far as it has come; None where there is none.
        whole: it will not grow any more.
        problem: why there is no answer, for the user.
        stopped: the user did not wait for the rest of the answer.
        verdict: what the user thinks of the answer: `up` or `down`.
        judgement: by which the lines of `feedback.jsonl` on this answer are known.
    """

    question: str
    answer: Answer | None = None
    whole: bool = False
    problem: str | None = None
    stopped: bool = False
    verdict: str | None = None
    judgement: str | None = None


def converse(
    library: Library, question: str, exchanges: Sequence[Exchange], filters: dict[str, Any]
) -> Iterator[list[Exchange]]:
    """The conversation with the question at its end, its answer growing; the last one is whole.

    Args:
        library: what is asked.
        question: as the user wrote it.
        exchanges: what was asked before.
        filters: arguments of `Assistant.stream`.
    """
    past = [one for one in exchanges if one.whole]
    asked = Exchange(question.strip())
    try:
        if len(asked.question) > LONGEST_IN_BOX:
            yield [*past, replace(asked, problem=_too_long(asked.question), whole=True)]
            return
        answer = None
        with timed("question"):
            for answer in library.stream(asked.question, history=history(past), **filters):
                yield [*past, replace(asked, answer=answer)]
        yield [*past, replace(asked, answer=answer, whole=True)]
    except QAError as error:
        yield [*past, replace(asked, problem=explained(error), whole=True)]
    except Exception:
        _log.exception("a question failed")
        yield [*past, replace(asked, problem=UNEXPECTED, whole=True)]


def history(exchanges: Sequence[Exchange]) -> list[Answer]:
    """The answers that a further question may refer to; one that was stopped is none of them."""
    return [one.answer for one in exchanges if one.whole and not one.stopped and one.answer is not None]


def stopped(exchanges: Sequence[Exchange], at: int, question: str) -> list[Exchange]:
    """The conversation after the user would not wait for the answer to question number `at`; what had come stays."""
    current = exchanges[at] if at < len(exchanges) else None
    if current is None or current.question != question.strip():
        current = Exchange(question.strip())
    if not current.whole:
        current = replace(current, whole=True, stopped=True)
    return [*exchanges[:at], current]


def _too_long(question: str) -> str:
    return f"The question has {len(question):,} characters, and {LONGEST_IN_BOX:,} can be asked: make it shorter."
