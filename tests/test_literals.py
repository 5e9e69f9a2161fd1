"""What every match of a pattern holds: a text is passed over only where the pattern has no match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.literals import folded, literals
from qa.patterns import phrase


def of(text: str, flags: int = re.IGNORECASE):
    return literals(re.compile(text, flags))


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        (r"\bvot(?:e|ed|ing)\b", ("vote", "voting")),
        (r"\b(?:I|we)(?:'ll| will) (?!not)\w+", ("i will ", "i'll ", "we will ", "we'll ")),
        (r"\w+\s+seconds? (?:it|the motion)", ("second it", "second the motion", "seconds it", "seconds the motion")),
        (r"recogni[sz]e|hono(?:u)?r", ("honor", "honour", "recognise", "recognize")),
        (r"(?:carried|lost){1,3}", ("carried", "lost")),
        (r"[A-Z]\w+ MOVES", (" moves",)),
        (r"Ann|.*", None),
        (r"(?:yes)?", None),
        (r"[A-Z]\w+", None),
        (r"\d{3}", None),
        # It is looked for at one place alone.
        (r"^vote", None),
        (r"\Avote", None),
    ],
)
def test_what_a_match_holds(pattern, held):
    assert of(pattern) == held


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"i don't know", "I DON’T\u00a0KNOW"),
        (r"mission", "MIſSION"),
        (r"kelvin", "\u212aelvin"),
        (r"city", "C\u0130TY"),
        (r"city", "cıty"),
        (r"a b", "a\x1fb"),
        (r"a b", "a\u3000b"),
        (r"straße", "STRAẞE"),
        (r"μm", "µm"),
    ],
)
def test_letters_that_a_pattern_takes_for_others(pattern, text):
    compiled = re.compile(pattern.replace(" ", r"\s").replace("'", "['’]"), re.IGNORECASE)
    held = literals(compiled)
    assert compiled.search(text) and held and any(one in folded(text) for one in held)


def test_white_space_of_any_kind_is_one():
    there = [chr(code) for code in range(0x110000) if re.match(r"\s", chr(code))]
    assert len(there) > 20 and {folded(one) for one in there} == {" "}


_WORDS = st.sampled_from(["vote", "don't", "I", "we", "will", "ſ", "K", "İ", "motion", " ", "\n", "’", "no", "S", "x"])
_PIECES = st.recursive(
    st.sampled_from(["vote", "I", "we", "don't", r"\b", r"\w+", "[sz]", " ", "motion", "(?!no)", ".", "x?", "[^a]"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.lists(inner, min_size=1, max_size=3).map("".join),
        inner.map(lambda one: f"(?:{one}){{0,2}}"),
        inner.map(lambda one: f"(?:{one})+"),
        inner.map(lambda one: f"({one})?"),
    ),
    max_leaves=12,
)


@given(_PIECES, st.lists(_WORDS, max_size=12).map("".join))
def test_no_match_is_passed_over(pattern, text):
    compiled = re.compile(pattern.replace(" ", r"\s").replace("'", "['’]"), re.IGNORECASE)
    held = literals(compiled)
    if held is not None and not any(one in folded(text) for one in held):
        assert compiled.search(text) is None


def test_a_pattern_finds_the_same_however_often_it_is_searched_for():
    ours, plain = phrase(r"\b(?:motion|vote)s? (?:carried|lost)\b"), re.compile(
        r"\b(?:motion|vote)s?\s(?:carried|lost)\b", re.IGNORECASE
    )  # fmt: skip
    texts = ["The motion carried.", "Motions\nLOST", "Nobody moved.", "", "A vote is carried", "votes lost"]
    for _ in range(60):
        for text in texts:
            assert bool(ours.search(text)) == bool(plain.search(text))
    assert ours.search("a motion carried", 3) is None
    assert ours.search(texts[0]).span() == (4, 18)
