"""qa.lexical.numerals: numbers in words are found by digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.lexical.analysis import analyse
from qa.lexical.numerals import in_digits


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Twelve percent", "12 percent"),
        ("twenty-six members", "26 members"),
        ("two hundred and twelve million", "212 million"),
        ("a hundred and forty-two children", "142 children"),
        ("nine hundred one", "901"),
        ("nineteen eighty-two", "1982"),
        ("in twenty twenty-four", "in 2024"),
        ("a hundred", "100"),
        ("two hundred and then", "200 and then"),
        ("forty-seven three", "47 3"),
        ("zero", "0"),
    ],
)
def test_words_are_the_same_terms_as_digits(said, typed):
    assert analyse(said) == analyse(typed)


@pytest.mark.parametrize("text", ["one of them", "hundreds of them", "a thousand", "anyone", "twelfth"])
def test_what_stays_a_word(text):
    assert not any(char.isdigit() for term in analyse(text) for char in term)


@given(st.lists(st.sampled_from("a and one two ten twelv twenti nineteen hundr million word".split())))
def test_no_other_term_is_lost(terms):
    kept = in_digits(terms)
    assert [term for term in kept if term in {"million", "word"}] == [
        term for term in terms if term in {"million", "word"}
    ]
    assert len(kept) <= len(terms)
