"""Judgements on answers, stored beside the index."""

import json
import threading

import pytest

from qa.errors import InvalidInput
from qa.web.chat import feedback
from qa.web.chat import panel as chat
from qa.web.chat.conversation import Exchange
from qa.web.chat.conversations import exchange_record
from tests.web.conftest import HOSTILE
from tests.web.test_conversations import ANSWER, EXCHANGE


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_judgement_is_a_line_with_the_answer_that_it_is_about(tmp_path):
    path = feedback.store(tmp_path, "up", "  Just what I need. ", EXCHANGE)
    assert path == tmp_path / "feedback.jsonl"
    feedback.store(tmp_path, "down", "", EXCHANGE)
    first, second = lines(path)
    assert (first["verdict"], first["comment"]) == ("up", "Just what I need.")
    assert first["time"].endswith("+00:00")
    assert first["question"] == "When?"
    assert first["answer"] == ANSWER.answer
    assert first["citations"][0]["quote"] == "We will."
    assert first["citations"][0]["start"] == 0
    assert (second["verdict"], second["comment"]) == ("down", "")
    assert path.stat().st_mode & 0o077 == 0


def test_the_lines_of_one_judgement_name_it(library):
    given = {"comment": "", "judgement": "17-4", "exchange": exchange_record(EXCHANGE)}
    for said in ({"verdict": "up"}, {"verdict": "up", "comment": "Good."}, {"verdict": "withdrawn"}):
        assert chat.judged(library, given | said) == {"file": "feedback.jsonl"}
    stored = lines(library.settings.index / "feedback.jsonl")
    assert [(one["judgement"], one["verdict"], one["comment"]) for one in stored] == [
        ("17-4", "up", ""), ("17-4", "up", "Good."), ("17-4", "withdrawn", ""),
    ]  # fmt: skip


def test_a_hostile_comment_is_text_on_one_line(tmp_path):
    feedback.store(tmp_path, "down", HOSTILE + '"}\n{"verdict": "up"}\u2028', EXCHANGE)
    text = (tmp_path / feedback.FILE).read_bytes()
    assert text.count(b"\n") == 1
    (record,) = [json.loads(line) for line in text.decode().split("\n") if line]
    assert record["comment"].startswith(HOSTILE[:60])


@pytest.mark.parametrize(
    ("verdict", "comment", "exchange", "message"),
    [
        ("maybe", "", EXCHANGE, "up, down or withdrawn"),
        ("up", "x" * 2001, EXCHANGE, "2,001 characters"),
        ("up", "", Exchange("Why?", whole=True, problem="no"), "no answer to judge"),
    ],
)
def test_what_cannot_be_stored_is_said(tmp_path, verdict, comment, exchange, message):
    with pytest.raises(InvalidInput, match=message):
        feedback.store(tmp_path, verdict, comment, exchange)
    assert not (tmp_path / feedback.FILE).exists()


def test_judgements_from_many_sessions_stay_apart(tmp_path):
    threads = [
        threading.Thread(target=feedback.store, args=(tmp_path, "up", f"{number} " + "x" * 1500, EXCHANGE))
        for number in range(24)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(record["comment"].split()[0]) for record in lines(tmp_path / feedback.FILE)) == list(range(24))


def test_a_torn_line_does_not_spoil_the_next(tmp_path):
    (tmp_path / feedback.FILE).write_text('{"verdict": "u')
    feedback.store(tmp_path, "up", "", EXCHANGE)
    torn, whole = (tmp_path / feedback.FILE).read_text().splitlines()
    assert torn == '{"verdict": "u'
    assert json.loads(whole)["verdict"] == "up"


def test_a_file_that_is_full_takes_no_more(tmp_path, monkeypatch):
    feedback.store(tmp_path, "up", "", EXCHANGE)
    before = (tmp_path / feedback.FILE).read_bytes()
    monkeypatch.setattr(feedback, "LARGEST_FILE", len(before) + 10)
    with pytest.raises(feedback.NotStored, match="is full: move it elsewhere"):
        feedback.store(tmp_path, "up", "", EXCHANGE)
    assert (tmp_path / feedback.FILE).read_bytes() == before


def test_a_disk_that_is_full_leaves_no_half_line(tmp_path, monkeypatch):
    feedback.store(tmp_path, "up", "", EXCHANGE)
    before = (tmp_path / feedback.FILE).read_bytes()
    write = feedback.os.write
    monkeypatch.setattr(feedback.os, "write", lambda descriptor, data: write(descriptor, data[:20]))
    with pytest.raises(feedback.NotStored, match="cannot be written"):
        feedback.store(tmp_path, "up", "", EXCHANGE)
    assert (tmp_path / feedback.FILE).read_bytes() == before


def test_the_page_is_told_where_it_is_or_why_not(library, monkeypatch, caplog):
    given = {"verdict": "up", "comment": "Good.", "exchange": exchange_record(EXCHANGE)}
    assert chat.judged(library, given) == {"file": "feedback.jsonl"}
    assert lines(library.settings.index / "feedback.jsonl")[0]["comment"] == "Good."
    assert "damaged" in chat.judged(library, {"exchange": 7})["problem"]
    assert "damaged" in chat.judged(library, None)["problem"]
    assert "9,000 characters" in chat.judged(library, given | {"comment": "x" * 9000})["problem"]
    monkeypatch.setattr(feedback, "_append", lambda *_: (_ for _ in ()).throw(OSError(30, "Read-only file system")))
    assert "Read-only file system" in chat.judged(library, given)["problem"]
    monkeypatch.setattr(chat, "store", lambda *_: 1 / 0)
    assert "Asking again does no harm" in chat.judged(library, given)["problem"]
    assert "ZeroDivisionError" in caplog.text


def test_a_rebuild_leaves_the_judgements(library):
    chat.judged(library, {"verdict": "up", "comment": "Good.", "exchange": exchange_record(EXCHANGE)})
    (library.settings.seeds / "new.txt").write_text("ANN: The heron nests here.\n")
    library.rebuild(lambda _: None)
    assert len(lines(library.settings.index / "feedback.jsonl")) == 1
