"""qa.extraction.reported: "X said" and "Y said that X said" are not the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.extraction.reported import is_first_of_several, names_nobody_else, reported


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Mr. Lindqvist told me that he would sell the boat.", "Mr. Lindqvist"),
        ("Last week the Prime Minister said that pay would rise.", "the Prime Minister"),
        ("He pointed out that peace matters.", "He"),
        ("According to Dr. Sorensen, the beds are full.", "Dr. Sorensen"),
        ("And President Xi has announced a visit.", "President Xi"),
        ("I spoke with Anna Kovacs and she said yes.", "she"),
    ],
)
def test_reports(sentence, who):
    assert reported(sentence) == who


@pytest.mark.parametrize(
    "sentence",
    [
        "I said that the wall would hold.",
        "We told them so.",
        "As I said, it is late.",
        "The presidents met in San Francisco.",
        "Mr. Lindqvist leases the boat to us.",
        "It said so on the door.",
        "That said, I agree.",
        "",
    ],
)
def test_reports_nobody(sentence):
    assert reported(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("She asks, “Is it true that you should only eat them in winter?”", "She"),
        ("Des wants to know whether oysters feel pain.", "Des"),
        ("She asked him what the oldest wreck was.", "She"),
        ("He stood up in the canteen and said it to his face.", "He"),
        ("Kestrel asked for a demonstration.", None),
        ("She stood up and left.", None),
    ],
)
def test_what_somebody_asks_and_says_on_the_way_is_reported(sentence, who):
    assert reported(sentence) == who


def test_whom_a_later_pronoun_can_mean():
    assert names_nobody_else("This is from Pauline in Whitby.", "Pauline")
    assert names_nobody_else("His name was Aaron Feld.", "Feld")
    assert names_nobody_else("On Monday I met Feld.", "Feld")
    assert not names_nobody_else("President Xi had a call with President Biden.", "Biden")


@given(st.text(max_size=200))
def test_any_text(text):
    assert reported(text) is None or reported(text).strip()


@pytest.mark.parametrize(
    ("sentence", "name", "meant"),
    [
        ("On April 2nd, President Xi had a call with President Biden.", "Xi", True),
        ("Then Minister Pike dined with Ann Lowe and Carl Booth in Paris.", "Pike", True),
        ("Minister Duarte met President Sorel on Monday.", "Duarte", False),
        ("Ann spoke with Bob on Monday.", "Ann", False),
        ("On April 2nd, President Xi had a call with President Biden.", "Biden", False),
        # The one who was asked answers.
        ("Ann asked Bob about it.", "Ann", False),
        ("Ann and Bob met the mayor.", "Ann", False),
        ("When Bob left, Ann took over from him.", "Ann", False),
        ("Ann's husband met Bob Lowe.", "Ann", False),
    ],
)
def test_a_later_pronoun_goes_on_with_whoever_the_sentence_is_about(sentence, name, meant):
    assert is_first_of_several(sentence, name) is meant
