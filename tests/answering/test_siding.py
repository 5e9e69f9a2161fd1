"""Who agreed or disagreed with somebody: those who say so, and nobody else."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

COUNCIL = """City Council
April 9, 2024

MS. VANCE: I can't support a shelter at that price, and I have always said so.

MR. REYES: I disagree. It is the cheapest bed in the city, and the coldest night is still to come.

MR. HADDAD: My business is bread, and everybody eats bread.

MS. VANCE: The river will flood the cellar, as it did in the spring of last year.

MR. STOKES: She is right about the river. I stood in it.

MS. VANCE: I have said all that I have to say tonight, thank you.

MR. HADDAD: I was wrong about the river, I admit, and I am glad that I said so.
"""


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("siding"), {"a.txt": COUNCIL}) as assistant:
        yield assistant


def test_whoever_says_so_is_told(council):
    answer = council.ask("Who disagreed with Vance?")
    assert said_by(answer) == {"MR. REYES"} and answer.citations[0].quote.startswith("I disagree. It is the cheapest")
    assert_verbatim(council, answer)
    assert said_by(council.ask("Who agreed with Ms. Vance?")) == {"MR. STOKES"}


def test_nobody_is_taken_for_an_opponent(council):
    answer = council.ask("Who disagreed with Haddad?")
    assert answer.abstained and not answer.citations
