"""Conversations as the browser keeps them."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.models import Answer, Citation, Hit, Mention, Scope, Searched, Statement, Who
from qa.web.chat.conversation import Exchange
from qa.web.chat.conversations import LONGEST, Damaged, exchange_from, exchange_record, exchanges_from, text_from
from tests.web.conftest import HOSTILE

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
maybe = st.none() | words
numbers = st.integers(0, 5000)
seconds = st.none() | st.floats(0, 1e5)
citations = st.builds(
    Citation, numbers, words, maybe, maybe, numbers, maybe, words, numbers, numbers, maybe, st.booleans(), seconds
)
hits = st.builds(
    Hit, words, maybe, maybe, numbers, numbers, numbers, numbers, st.lists(words, max_size=2).map(tuple), words,
    st.floats(-9, 9), st.tuples(seconds, seconds),
)  # fmt: skip
scopes = st.builds(
    Scope, st.lists(st.builds(Who, words, maybe), max_size=2).map(tuple), st.lists(words, max_size=2).map(tuple), maybe
)
answers = st.builds(
    Answer, words, words, st.booleans(), st.lists(citations, max_size=3).map(tuple), maybe, scopes,
    st.lists(hits, max_size=2).map(tuple), st.floats(0, 1), st.lists(words, max_size=2).map(tuple), words,
    st.lists(st.builds(Statement, words, st.lists(numbers).map(tuple), st.booleans(), maybe), max_size=2).map(tuple),
    st.none() | st.builds(Searched, words, st.lists(words, max_size=2).map(tuple), scopes, numbers),
    st.none() | numbers,
    st.lists(st.builds(Mention, words, numbers, numbers, numbers), max_size=6).map(tuple), maybe, st.booleans(),
)  # fmt: skip

CITATION = Citation(1, "a.txt", "Talks", "2024-07-24", 3, "ANN", "We will.", 0, 8)
ANSWER = Answer("When?", "ANN: “We will.” [1]", False, (CITATION,), confidence=0.123456789)
EXCHANGE = Exchange("When?", ANSWER, whole=True)


@given(answers, st.booleans())
def test_an_answer_comes_back_as_it_was(answer, stopped):
    exchange = Exchange("What?", answer, whole=True, stopped=stopped)
    assert exchange_from(json.loads(json.dumps(exchange_record(exchange)))) == exchange


@pytest.mark.parametrize(
    "exchange", [Exchange("Why?", whole=True, stopped=True), Exchange("Why?", whole=True, problem="no such date")]
)
def test_a_question_without_an_answer_comes_back_too(exchange):
    assert exchange_from(json.loads(json.dumps(exchange_record(exchange)))) == exchange


def test_nothing_is_written_that_says_nothing():
    assert exchange_record(Exchange("Why?", whole=True, stopped=True)) == {"question": "Why?", "stopped": True}


def test_thousands_of_places_are_written_closely():
    evidence = tuple(Mention("meetings/2024/a.txt", turn, 10, 20) for turn in range(2000))
    record = exchange_record(Exchange("How often?", replace(ANSWER, evidence=evidence), whole=True))
    assert len(json.dumps(record)) < 2000 * 18
    assert exchange_from(record).answer.evidence == evidence


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.update(question=7),
        lambda r: r.update(question="  "),
        lambda r: r.update(question="x" * 2001),
        lambda r: r.update(answer="words"),
        lambda r: r["answer"].pop("abstained"),
        lambda r: r["answer"].update(answer=None),
        lambda r: r["answer"].update(confidence=float("inf")),
        lambda r: r["answer"].update(evidence=[["a", [1, 2]]]),
        lambda r: r["answer"].update(evidence=[7]),
        lambda r: r["answer"].update(notes="one"),
        lambda r: r["answer"].update(nearest=[{"document": "a"}]),
        lambda r: r["answer"]["citations"][0].update(turn=-1),
        lambda r: r["answer"]["citations"][0].update(turn=2**60),
        lambda r: r["answer"]["citations"][0].update(turn=True),
        lambda r: r["answer"]["citations"][0].update(n="1); alert(1"),
        lambda r: r["answer"].update(citations={"0": 1}),
    ],
)
def test_what_is_damaged_is_not_read(change):
    record = json.loads(json.dumps(exchange_record(EXCHANGE)))
    change(record)
    with pytest.raises(Damaged):
        exchange_from(record)
    assert exchanges_from([record, exchange_record(EXCHANGE)]) == ([EXCHANGE], 1)


@pytest.mark.parametrize("records", [None, 7, "text", {"a": 1}])
def test_a_conversation_that_is_none_is_empty(records):
    assert exchanges_from(records) == ([], 0)


def test_more_than_a_page_shows_is_not_read():
    kept, lost = exchanges_from([exchange_record(EXCHANGE)] * (LONGEST + 3))
    assert (len(kept), lost) == (LONGEST, 3)


def test_halves_of_characters_do_not_pass():
    assert exchange_from({"question": "a\ud800b"}).question == "a?b"
    assert text_from("\udfff" + HOSTILE, 1) == "?"
    assert text_from(None, 10) == ""


def test_later_versions_may_say_more():
    assert exchange_from(exchange_record(EXCHANGE) | {"mood": "good"}) == EXCHANGE
