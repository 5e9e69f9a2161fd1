"""qa.extraction.naming: which capitalised words are names, and which of them are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.extraction.naming import Named, names_in, together
from tests.support.growth import linear


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I met Secretary Mayorkas in Vienna.", ["Secretary Mayorkas", "Vienna"]),
        ("The launch of the China-U.S. Counternarcotics Working Group.", ["China-U.S. Counternarcotics Working Group"]),
        ("We thank Mr. Brandt. And so does Dr. Ferreira's lab.", ["Mr. Brandt", "Dr. Ferreira"]),
        ("We sold Carrick Dock. When it rained, I'd no idea.", ["Carrick Dock"]),
        ("I've told Kit, and I'm Callum Dray.", ["Kit", "Callum Dray"]),
        ("It is the Bank of the West in San José, on Monday, in March.", ["Bank of the West", "San José"]),
        # What begins a sentence is a name where it is one elsewhere, or is called by a title.
        ("Kestrane is late. We like Kestrane.", ["Kestrane", "Kestrane"]),
        ("Mayor Halvorsen is late. Nobody minds.", ["Mayor Halvorsen"]),
        ("Yes. The Council met. That council is slow. Council is over.", []),
        ("The American side and the Chinese side agreed.", []),
        ("", []),
    ],
)
def test_names_of_any_kind(text, names):
    found = names_in([text])
    assert [one.name for one in found] == names
    assert all(text[one.start : one.end] == one.name for one in found)


def test_a_short_form_goes_with_the_one_long_form_that_ends_or_begins_so():
    texts = [
        "I saw President Xi. Then President Xi Jinping spoke.",
        "And Xi left with Tomasz Brandt and Daniel Brandt.",
        "A Brandt came.",
    ]
    found = together(names_in(texts))
    assert {name: [one.turn for one in places] for name, places in found.items()} == {
        "President Xi Jinping": [0, 0, 1],
        "Tomasz Brandt": [1],
        "Daniel Brandt": [1],
        "Brandt": [2],
    }


@given(st.lists(st.text(alphabet="AaBb. ’'-Émr\n", max_size=60), max_size=4))
def test_every_name_stands_where_it_is_said_to(texts):
    found = names_in(texts)
    assert all(texts[one.turn][one.start : one.end] == one.name for one in found)
    assert sum(len(places) for places in together(found).values()) == len(found)


def test_a_preposition_behind_the_first_word_was_part_of_a_name():
    found = names_in(["Because of Brexit it is late. Most of the Senate left."])
    assert [one.name for one in found] == ["Brexit", "Senate"]


def test_many_names_took_time_by_the_square_of_how_many():
    def several(number):
        return together(Named(f"Ann{one} Lee{one}", 0, one, one + 1) for one in range(number))

    assert linear(several, 6_000)
