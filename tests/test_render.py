"""qa.render: answers, hits and transcripts as text and as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import render
from qa.models import Answer, Aside, Citation, Hit, Scope, Transcript, Turn, Who

CITATION = Citation(
    *(1, "a.txt", "A title", "2024-07-24", 0, "MPS MINISTER WANG", "We met.", 0, 7),
    person="Wang Xiaohong",
    interpreted=True,
    time=62.9,
)
HIT = Hit("a.txt", "A title", "2024-07-24", 1, 3, 0, 5, ("ANN",), "ANN: Yes.\n\nWell.", 0.5, (3723.0, None))


@pytest.mark.parametrize(
    ("iso", "text"),
    [("2024-07-24", "24 July 2024"), ("0999-01-01", "1 January 999"), ("2024", "2024"), ("", ""), ("soon", "soon")],
)
def test_long_date(iso, text):
    assert render.long_date(iso) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0, "0:00"), (0.99, "0:00"), (59.999, "0:59"), (60, "1:00"), (3599, "59:59"), (3723, "1:02:03")],
)
def test_clock(seconds, text):
    assert render.clock(seconds) == text


def test_reference():
    assert render.reference(CITATION) == (
        "MPS MINISTER WANG (Wang Xiaohong), via interpreter, “A title”, 24 July 2024, turn 0 at 1:02"
    )
    assert render.reference(Citation(1, "a.txt", None, None, 4, None, "q", 0, 1)) == "“a.txt”, turn 4"


def test_hit_heading():
    assert render.hit_heading(HIT) == "A title · 24 July 2024 · turns 1–3 at 1:02:03"
    assert render.hit_heading(Hit("a.txt", None, None, 2, 2, 0, 1, (), "x", 0.1)) == "a.txt · turn 2"


def test_scope_text():
    scope = Scope((Who("ANN"), Who("B", "Bob")), ("a.txt",), "2024-01-01", "2024-02-01")
    assert render.scope_text(scope) == (
        "speaker ANN or B (Bob), document a.txt, from 1 January 2024, until 1 February 2024"
    )
    assert render.scope_text(Scope()) == ""


def test_answer_text():
    answer = Answer("why?", "“We met.” [1]", False, (CITATION,), "When: why?", Scope(documents=("a.txt",)))
    assert render.answer_text(answer) == (
        f"(searched for: When: why?)\n\n(only document a.txt)\n\n“We met.” [1]\n\n[1] {render.reference(CITATION)}"
    )
    assert render.answer_text(Answer("q", "Nobody.", True, nearest=(HIT,))) == (
        "Nobody.\n\nA title · 24 July 2024 · turns 1–3 at 1:02:03\n   ANN: Yes.\n\n   Well."
    )
    assert (
        render.answer_text(Answer("q", "Yes.", False, notes=("Two are called so.",))) == "(Two are called so.)\n\nYes."
    )


def test_what_a_language_model_rests_on_and_does_not_quote_was_not_printed():
    told = Answer("q", "They had a meeting [1].", False, (CITATION,), generated=True)
    assert render.answer_text(told).endswith(f"\n\n[1] {render.reference(CITATION)}: “We met.”")
    quoting = Answer("q", "Wang: “We met.” [1]", False, (CITATION,), generated=True)
    assert render.answer_text(quoting).endswith(f"\n\n[1] {render.reference(CITATION)}")


def test_hits_text():
    assert render.hits_text([]) == "Nothing found: no passage that is indexed passes the filters."
    assert render.hits_text([HIT, HIT]).startswith("1. A title · 24 July 2024")
    assert "\n\n2. A title" in render.hits_text([HIT, HIT])


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("short", "short"),
        ("exactly ten", "exactly …"),
        ("0123456789", "0123456789"),
        ("01234567890", "0123456789 …"),
        (" " * 20, "…"),
        ("one two\nthree four", "one two …"),
    ],
)
def test_shortened(text, short):
    assert render.shortened(text, 10) == short


@given(st.text(max_size=60), st.integers(1, 30))
def test_shortened_is_a_beginning(text, limit):
    short = render.shortened(text, limit)
    assert short == text or (len(text) > limit and text.lstrip().startswith(short.removesuffix("…").rstrip()))
    assert len(short) <= max(limit + 2, len(text) if len(text) <= limit else 0)


def test_json_of_hits_as_pinned():
    record = json.loads(json.dumps(render.search_json("q", [HIT])))
    assert record["question"] == "q"
    (hit,) = record["hits"]
    pinned = ["document", "title", "date", "first_turn", "last_turn", "start", "end", "speakers", "text", "score"]
    assert [hit[name] for name in pinned] == [
        *("a.txt", "A title", "2024-07-24", 1, 3, 0, 5, ["ANN"], "ANN: Yes.\n\nWell.", 0.5)
    ]


def test_json_of_an_answer_as_pinned():
    scope = Scope((Who("B", "Bob"),), after="2024-01-01")
    answer = Answer("q", "a [1]", False, (CITATION,), scope=scope, nearest=(HIT,), confidence=0.12345)
    record = json.loads(json.dumps(render.answer_json(answer)))
    assert (record["question"], record["answer"], record["abstained"]) == ("q", "a [1]", False)
    (citation,) = record["citations"]
    pinned = ["n", "document", "title", "date", "turn", "speaker", "quote", "start", "end"]
    assert [citation[name] for name in pinned] == [
        *(1, "a.txt", "A title", "2024-07-24", 0, "MPS MINISTER WANG", "We met.", 0, 7)
    ]
    assert record["scope"] == {"speakers": ["B"], "documents": [], "after": "2024-01-01", "before": None}
    assert record["nearest"] == render.search_json("q", [HIT])["hits"]
    assert record["confidence"] == 0.123


def test_json_of_a_transcript_as_pinned():
    turns = (Turn(0, "B", "Yes.", "Bob", 1.5, 2.0, ("Laughter.",), True), Turn(1, None, ""))
    transcript = Transcript("a.txt", None, None, "dialogue", turns, (Aside("credit", "By us", 2),))
    record = json.loads(json.dumps(render.transcript_json(transcript)))
    assert [record[name] for name in ("document", "title", "date", "format", "speakers")] == [
        *("a.txt", None, None, "dialogue", ["B"])
    ]
    first, second = record["turns"]
    assert first.items() >= {"index": 0, "speaker": "B", "text": "Yes.", "start": 1.5, "end": 2.0}.items()
    assert first["notes"] == ["Laughter."] and first["interpreted"] is True and first["person"] == "Bob"
    assert second["speaker"] is None and second["text"] == "" and second["notes"] == []
    assert record["asides"] == [{"kind": "credit", "text": "By us", "before_turn": 2}]
