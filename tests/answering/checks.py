"""What answers are asked of, and what every one must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.answers import verbatim
from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index


@contextmanager
def reading(folder: Path, files: Mapping[str, str]) -> Iterator[Assistant]:
    """An assistant over these files, text by name, indexed in that folder."""
    (folder / "seeds").mkdir()
    for name, text in files.items():
        (folder / "seeds" / name).write_text(text, "utf-8")
    build_index(Settings(seeds=folder / "seeds", index=folder / "index"))
    assistant = Assistant.open(folder / "index")
    try:
        yield assistant
    finally:
        assistant.close()


def said_by(answer):
    """Labels of those who are quoted."""
    return {citation.speaker for citation in answer.citations}


def assert_verbatim(assistant, answer):
    """Every quote stands in its turn, said by whom the answer says, and is numbered as the text numbers it.

    And the confidence is a probability.
    """
    assert answer.citations
    assert 0 <= answer.confidence <= 1
    assert all(verbatim(assistant, answer))
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert f"“{citation.quote}” [{citation.n}]" in answer.answer
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", answer.answer)}
    assert numbers == {citation.n for citation in answer.citations}
