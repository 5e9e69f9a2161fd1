"""What every answer must hold."""

from __future__ import annotations

import re

from benchmarks.answers import verbatim


def said_by(answer):
    """Labels of those who are quoted."""
    return {citation.speaker for citation in answer.citations}


def assert_verbatim(assistant, answer):
    """Every quote stands in its turn, said by whom the answer says, and is numbered as the text numbers it."""
    assert answer.citations
    assert all(verbatim(assistant, answer))
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert f"“{citation.quote}” [{citation.n}]" in answer.answer
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", answer.answer)}
    assert numbers == {citation.n for citation in answer.citations}
