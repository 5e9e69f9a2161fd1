"""Conversations as files."""

import base64
import datetime
import io
import json
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.errors import InvalidInput
from qa.models import Answer, Citation, Hit, Scope, Who
from qa.web.chat import panel as chat
from qa.web.chat.conversation import Exchange
from qa.web.chat.conversations import exchange_record
from qa.web.chat.exporting import export, file_name, markdown_text
from qa.web.markup import plain_label
from tests.web.conftest import HOSTILE

DAY = datetime.date(2026, 1, 2)
CITATION = Citation(
    1, "talks/a.txt", "Talks", "2024-07-24", 3, "ANN", "We will.\n\nSoon.", 5, 20, person="Ann Lee", interpreted=True,
    time=65.0,
)  # fmt: skip
REFERENCE = "[1] ANN (Ann Lee), via interpreter, “Talks”, 24 July 2024, turn 3 at 1:05, talks/a.txt"
ANSWER = Answer(
    "When?", "ANN, 24 July 2024: “We will.\n\nSoon.” [1]", False, (CITATION,), searched_for="When will ANN go?",
    scope=Scope((Who("ANN"),), after="2024-01-01"), notes=("ANN can be two people",),
)  # fmt: skip
NOBODY = Answer("Who?", "Nobody says.", True, nearest=(
    Hit("b.txt", None, None, 1, 2, 0, 4, ("BEN",), "BEN: No.", 1.0),
))  # fmt: skip
TALK = [
    Exchange("When?", ANSWER, whole=True),
    Exchange("Who?", NOBODY, whole=True),
    Exchange("What then?", whole=True, problem="no such date"),
    Exchange("And then?", whole=True, stopped=True),
]
SIGNS = (
    HOSTILE + "\n# no heading\n- no list\n1. nor this\n> no quote\n---\n| a | b |\n`code` ~~~ &lt; \\ :smile: a@b.org"
)


def rendered(source):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)


def text_of(source):
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    return [child for token in tokens for child in token.children or ()], [token.type for token in tokens]


def test_markdown_has_the_full_references():
    made = export("markdown", "My talk", TALK, DAY)
    assert (made.name, made.media_type) == ("My-talk.md", "text/markdown")
    shown = rendered(made.content.decode())
    assert "<h1>My talk</h1>" in shown
    assert "4 questions, exported from qa on 2 January 2026" in shown
    assert shown.count("<h2>") == 4
    assert "(searched for: When will ANN go?)" in shown
    assert "(only speaker ANN, from 1 January 2024)" in shown
    assert "(ANN can be two people)" in shown
    assert REFERENCE in shown
    assert "<blockquote>\n<p>We will. Soon.</p>" in shown
    assert "BEN, b.txt · turns 1–2, b.txt" in shown
    assert "no such date" in shown
    assert "Stopped before there was an answer." in shown


def test_json_has_offsets_and_all_that_is_known():
    made = export("json", "My talk", TALK, DAY)
    record = json.loads(made.content)
    assert (record["name"], record["exported"], record["version"]) == ("My talk", "2026-01-02", 1)
    citation = record["exchanges"][0]["answer"]["citations"][0]
    assert (citation["document"], citation["turn"], citation["start"], citation["end"]) == ("talks/a.txt", 3, 5, 20)
    assert citation["quote"] == CITATION.quote
    assert record["exchanges"][2]["problem"] == "no such date"
    assert record["exchanges"][2]["answer"] is None


def test_word_has_the_full_references():
    made = export("docx", "My talk", TALK, DAY)
    assert made.name == "My-talk.docx"
    document = Document(io.BytesIO(made.content))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "My talk"
    assert "1. When?" in said
    source = said.index(REFERENCE)
    assert said[source + 1] == CITATION.quote
    assert "no such date" in said
    assert document.core_properties.title == "My talk"


@pytest.mark.parametrize("kind", ["markdown", "docx", "json"])
def test_hostile_text_stays_text_in_every_file(kind):
    bad = replace(CITATION, quote=SIGNS, speaker=SIGNS, title=SIGNS, document=SIGNS, person=None)
    hit = Hit(SIGNS, SIGNS, None, 1, 1, 0, 4, (SIGNS,), SIGNS, 1.0)
    answer = Answer(SIGNS, SIGNS, False, (bad,), searched_for=SIGNS, notes=(SIGNS,), nearest=(hit,))
    made = export(kind, SIGNS + "\x00\ufffe", [Exchange(SIGNS + "\x0b\x1b", answer, whole=True)], DAY)
    assert len(made.name) < 70
    if kind == "markdown":
        inside, blocks = text_of(made.content.decode())
        kinds = {token.type for token in inside}
        assert kinds <= {"text", "softbreak", "hardbreak", "strong_open", "strong_close", "text_special"}
        assert {token.content for token in inside if token.type == "text"} >= {"Sources", "Closest passages"}
        assert set(blocks) <= {
            "heading_open", "inline", "heading_close", "paragraph_open", "paragraph_close", "bullet_list_open",
            "list_item_open", "blockquote_open", "blockquote_close", "list_item_close", "bullet_list_close",
        }  # fmt: skip
    elif kind == "json":
        assert json.loads(made.content)["exchanges"][0]["answer"]["citations"][0]["quote"] == SIGNS
    else:
        with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
            assert b"<script" not in archive.read("word/document.xml")
            relations = archive.read("word/_rels/document.xml.rels")
        assert b"External" not in relations
        text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(made.content)).paragraphs)
        assert "<script>window.hacked=3</script>" in text


@given(st.text())
def test_markdown_shows_text_as_it_is(text):
    source = markdown_text(text)
    inside, blocks = text_of(source)
    assert set(blocks) <= {"paragraph_open", "inline", "paragraph_close"}
    assert "".join(token.content for token in inside) == plain_label(text)


@pytest.mark.parametrize("written", ["http://a.b", "www.a.b", "WWW.a.b", "a@b.org", "mailto:a", ":smile:", "$x$"])
def test_nothing_is_linked_or_drawn_by_readers_that_know_more_than_the_standard(written):
    assert f"see {written}" not in markdown_text(f"see {written}")


def test_time_stays_readable():
    assert markdown_text("at 12:30, on 3.5 - and 2024-07-24.") == "at 12:30, on 3.5 - and 2024-07-24."


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What did Ann say?", "What-did-Ann-say"),
        ("../../etc/passwd", "etc-passwd"),
        ("<img src=x onerror=alert(1)>.exe", "img-src-x-onerror-alert-1-exe"),
        ("谁说的？", "谁说的"),
        ("???", "Conversation"),
        ("x" * 500, "x" * 60),
    ],
)
def test_the_file_is_called_after_the_conversation(title, name):
    assert file_name(title) == name


def test_what_cannot_be_exported_is_said():
    with pytest.raises(InvalidInput, match="ask something first"):
        export("markdown", "x", [])
    with pytest.raises(InvalidInput, match="not as 'exe'"):
        export("exe", "x", TALK)


def test_the_page_gets_the_file_or_why_there_is_none(monkeypatch):
    records = [exchange_record(one) for one in TALK]
    made = chat.download({"kind": "markdown", "name": "My talk", "exchanges": records})
    assert made["name"] == "My-talk.md"
    assert base64.b64decode(made["content"]).decode().startswith("# My talk\n")
    assert "ask something first" in chat.download({"kind": "json", "exchanges": "no"})["problem"]
    assert "ask something first" in chat.download(None)["problem"]
    monkeypatch.setattr(chat, "export", lambda *_: 1 / 0)
    assert "Asking again does no harm" in chat.download({"kind": "json", "exchanges": records})["problem"]
