"""The names that are said: all of them, how often, each where it is said first."""

from __future__ import annotations

import pytest

from benchmarks.answers import verbatim
from tests.answering.checks import reading

TALKS = """Talks on the river
March 2, 2024

MINISTER AALTO: I met Secretary Brook in Oslo. Then I saw President Lind, and Oslo was cold.

SECRETARY BROOK: President Maria Lind was kind to us. The river is high.

CLERK: It is. There is nothing to add.
"""


@pytest.fixture(scope="module")
def talks(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("naming"), {"a.txt": TALKS}) as found:
        yield found


def test_all_names_the_most_frequent_first(talks):
    answer = talks.ask("Who is mentioned?")
    assert answer.kind == "list" and answer.count == 3
    lines = answer.answer.split("\n\n")
    assert lines[0].endswith("; people, places and bodies are not told apart:")
    assert lines[1:] == ["Oslo: twice [1]", "President Maria Lind: twice [2]", "Secretary Brook [3]"]
    assert [one.quote for one in answer.citations][:2] == [
        "I met Secretary Brook in Oslo.",
        "Then I saw President Lind, and Oslo was cold.",
    ]
    assert len(answer.evidence) == 5
    assert all(verbatim(talks, answer))


def test_the_names_that_one_says(talks):
    answer = talks.ask("Which people does Secretary Brook mention?")
    assert answer.answer.split("\n\n")[1:] == ["President Maria Lind [1]"]
    assert "1 name is said by SECRETARY BROOK" in answer.answer


def test_who_names_nobody(talks):
    answer = talks.ask("Who does the clerk mention?")
    assert answer.abstained and answer.answer.startswith("No names are said by CLERK")


def test_of_somebody_who_does_not_speak_no_list_is_made(talks):
    answer = talks.ask("Who does Maria Lind mention?")
    assert "does not speak" in answer.answer
