"""Several people on one matter: where each stands, and that who says nothing on it makes no statement."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by
from tests.answering.test_timeline import RAILWAY


@pytest.fixture(scope="module")
def railway(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("compared"), RAILWAY) as found:
        yield found


def test_who_is_near_when_it_is_spoken_of_and_says_nothing_makes_no_statement(railway):
    answer = railway.ask("How do Iris and Owen differ on the lottery money?")
    assert "Iris: no statement on this was found." in answer.answer
    assert said_by(answer) == {"OWEN"}


def test_where_somebody_stands_is_told_in_his_own_words(railway):
    answer = railway.ask("Compare what Iris and Dilys say about the diesel.")
    assert "I'm against it." in answer.answer and "I was wrong in January about the diesel." in answer.answer
    assert "Dilys: no statement on this was found." in answer.answer
    assert_verbatim(railway, answer)
