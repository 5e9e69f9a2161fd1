"""The store: one generation at a time, nothing lost when a build dies, damage said and mended."""

from __future__ import annotations

import contextlib
import json
import os
import random
import sqlite3
import threading

import pytest

from qa.assistant import Assistant
from qa.config import Settings
from qa.errors import QAError, StoreCorrupt, StoreMissing, StoreVersion
from qa.indexing import build_index
from qa.models import Scope
from qa.store import Store
from qa.store.writer import StoreWriter
from tests.support.fakes import FakeEmbedder
from tests.support.meetings import code_name


@pytest.fixture
def settings(tmp_path, make_transcripts):
    make_transcripts(tmp_path / "seeds", 4)
    settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index")
    build_index(settings, embedder=FakeEmbedder())
    return settings


@contextlib.contextmanager
def opened(settings):
    assistant = Assistant.open(settings.index, embedder=FakeEmbedder())
    try:
        yield assistant
    finally:
        assistant.close()


def found(assistant, number):
    """Whether the meeting is found by its code name."""
    hits = assistant.retrieve(code_name(number), k=1)
    return bool(hits) and code_name(number) in hits[0].text


def files(settings, pattern):
    return sorted(path for path in settings.index.rglob(pattern) if path.is_file())


def flip(path, offset):
    data = bytearray(path.read_bytes())
    data[offset] ^= 0x01
    path.write_bytes(data)


def test_a_reader_picks_up_a_new_generation_without_reopening(settings, make_transcripts):
    with opened(settings) as assistant:
        assert not found(assistant, 4)
        make_transcripts(settings.seeds, 1, first=4)
        build_index(settings, embedder=FakeEmbedder())
        assert found(assistant, 4)
        (settings.seeds / "meeting-00004.json").unlink()
        build_index(settings, embedder=FakeEmbedder())
        assert not found(assistant, 4)
        assert found(assistant, 3)


def test_a_snapshot_sees_one_generation_whatever_is_published_meanwhile(settings):
    store = Store(settings.index)
    embedder = FakeEmbedder()
    vector = embedder.encode_query(code_name(0))
    with store.snapshot() as snapshot:
        before = snapshot.corpus.counts()
        (settings.seeds / "meeting-00000.json").unlink()
        build_index(settings, embedder=embedder)
        assert snapshot.generation == 1
        assert snapshot.corpus.counts() == before
        assert snapshot.corpus.find(code_name(0))
        pool = snapshot.index.search(vector, [], Scope(), 5)
        assert "meeting-00000.json" in {one.document for one in pool}
    with store.snapshot() as snapshot:
        assert snapshot.generation == 2
        assert snapshot.corpus.find(code_name(0)) == []
    store.close()


def test_readers_that_open_while_builds_replace_files(settings, make_transcripts):
    """Each opens the index anew, in the midst of a build: nothing it finds may look like damage."""
    failures = []
    stop = threading.Event()

    def read():
        while not stop.is_set():
            try:
                with opened(settings) as assistant:
                    assert found(assistant, 1)
            except (QAError, AssertionError) as error:
                failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(6):
        (path,) = make_transcripts(settings.seeds, 1, first=8)
        build_index(settings, embedder=FakeEmbedder())
        path.unlink()
        build_index(settings, embedder=FakeEmbedder())
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_readers_during_builds_never_see_half_of_one(settings, make_transcripts):
    """Every answer has either both new meetings or neither: they are published together."""
    wrong = []
    stop = threading.Event()

    def read():
        with opened(settings) as assistant:
            while not stop.is_set():
                with assistant.snapshot() as snapshot:
                    there = [bool(snapshot.corpus.find(code_name(n))) for n in (8, 9)]
                    pool = snapshot.index.search(FakeEmbedder().encode_query("costs"), ["cost"], Scope(), 50)
                    documents = {one.document for one in snapshot.corpus.documents()}
                    if len(set(there)) != 1 or not {one.document for one in pool} <= documents:
                        wrong.append((snapshot.generation, there))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(6):
        paths = make_transcripts(settings.seeds, 2, first=8)
        build_index(settings, embedder=FakeEmbedder())
        for path in paths:
            path.unlink()
        build_index(settings, embedder=FakeEmbedder())
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    "step",
    ["_add_lexical", "_swap", "_remove_lexical", "write_base", "record_files"],
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_any_step_of_a_publication(settings, make_transcripts, monkeypatch, step, moment):
    """The old state or the new one, never a mixture; the next build ends it and encodes nothing again."""
    from qa.store import derived

    make_transcripts(settings.seeds, 1, first=4)
    (settings.seeds / "meeting-00000.json").unlink()
    owner = derived if hasattr(derived, step) else StoreWriter
    original = getattr(owner, step)

    def killed(*args):
        if moment == "after":
            original(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, step, killed)
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, embedder=FakeEmbedder())
    with opened(settings) as assistant:
        state = (found(assistant, 4), not found(assistant, 0))
        assert state in {(True, True), (False, False)}
        assert found(assistant, 1)
    monkeypatch.undo()
    after = FakeEmbedder()
    build_index(settings, embedder=after)
    assert after.encoded == []
    with opened(settings) as assistant:
        assert (found(assistant, 4), found(assistant, 0)) == (True, False)
        assert assistant.store.damaged_files() == []


def test_a_folder_without_index(tmp_path):
    with pytest.raises(StoreMissing, match="qa build"):
        Store(tmp_path)


def test_a_first_build_that_died_is_no_index_yet(tmp_path, make_transcripts):
    make_transcripts(tmp_path / "seeds", 1)
    settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index")
    embedder = FakeEmbedder()
    embedder.fail_after = 0
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, embedder=embedder)
    with pytest.raises(StoreMissing, match="did not finish"):
        Store(settings.index)


def test_an_index_of_another_version_is_refused_and_rebuilt_without_encoding(settings):
    with sqlite3.connect(settings.index / "store.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreVersion, match="format 99"):
        Store(settings.index)
    embedder = FakeEmbedder()
    report = build_index(settings, embedder=embedder)
    assert any("another version" in note for note in report.notes)
    assert embedder.encoded == []
    with opened(settings) as assistant:
        assert found(assistant, 2)


@pytest.mark.parametrize("pattern", ["*.faiss", "lexical/*.idx", "lexical/*.term", "lexical/*.fast"])
def test_a_flipped_byte_in_a_derived_file_is_said_and_mended_without_encoding(settings, pattern):
    path = files(settings, pattern)[0]
    flip(path, path.stat().st_size // 2)
    with pytest.raises(StoreCorrupt, match="is damaged: run `qa build`"), opened(settings) as assistant:
        found(assistant, 1)
    embedder = FakeEmbedder()
    report = build_index(settings, embedder=embedder)
    assert any("is damaged" in note for note in report.notes)
    assert embedder.encoded == []
    with opened(settings) as assistant:
        assert all(found(assistant, number) for number in range(4))


@pytest.mark.parametrize("pattern", ["*.faiss", "lexical/meta.json", "lexical/*.term"])
def test_a_derived_file_that_is_gone(settings, pattern):
    for path in files(settings, pattern):
        path.unlink()
    with pytest.raises(StoreCorrupt, match="run `qa build`"), opened(settings) as assistant:
        found(assistant, 1)
    build_index(settings, embedder=FakeEmbedder())
    with opened(settings) as assistant:
        assert all(found(assistant, number) for number in range(4))


def test_a_flipped_byte_of_what_was_said_is_never_quoted(settings):
    """SQLite itself does not notice: the checksum of the turn does."""
    path = settings.index / "store.sqlite"
    offset = path.read_bytes().index(code_name(1).encode())
    flip(path, offset)
    with pytest.raises(StoreCorrupt, match="turn .* is damaged"), opened(settings) as assistant:
        assistant.retrieve("the project is to be called from now on", k=50)
    build_index(settings, full=True, embedder=FakeEmbedder())
    with opened(settings) as assistant:
        assert found(assistant, 1)


def test_flipped_bytes_anywhere_in_the_database_end_in_our_error_or_the_same_answer(settings):
    path = settings.index / "store.sqlite"
    sound = path.read_bytes()
    questions = [code_name(number) for number in range(4)]
    with opened(settings) as assistant:
        truth = {question: said(assistant.retrieve(question, k=50)) for question in questions}
    chance = random.Random(7)
    errors = 0
    for _ in range(120):
        data = bytearray(sound)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        try:
            with opened(settings) as assistant:
                for question in questions:
                    # Another order may come of it; other words may not.
                    assert said(assistant.retrieve(question, k=50)) <= everything_said(settings, truth)
        except QAError:
            errors += 1
    path.write_bytes(sound)
    assert errors > 0


def said(hits):
    """Every line of the hits, with its document."""
    return {(hit.document, line) for hit in hits for line in hit.text.split("\n\n")}


def everything_said(settings, truth):
    return set().union(*truth.values())


def test_a_truncated_database_is_rebuilt(settings):
    path = settings.index / "store.sqlite"
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(QAError) as error, opened(settings) as assistant:
        found(assistant, 1)
    assert "qa build" in str(error.value)
    report = build_index(settings, full=True, embedder=FakeEmbedder())
    assert report.documents == 4
    with opened(settings) as assistant:
        assert all(found(assistant, number) for number in range(4))


def test_no_database_at_all_in_its_place(settings):
    (settings.index / "store.sqlite").write_text("this is no database")
    with pytest.raises(StoreCorrupt):
        Store(settings.index)
    assert build_index(settings, embedder=FakeEmbedder()).documents == 4


def test_a_folder_that_cannot_be_written_is_still_read(settings, monkeypatch):
    """No log, no lock and no shared memory file may be needed."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    before = {path: path.stat().st_mtime_ns for path in settings.index.rglob("*")}
    with opened(settings) as assistant:
        assert found(assistant, 1)
    assert not files(settings, "*-shm")
    assert {path: path.stat().st_mtime_ns for path in settings.index.rglob("*")} == before


def test_an_index_that_was_deleted_and_built_again_under_an_open_reader(settings):
    import shutil

    with opened(settings) as assistant:
        assert found(assistant, 1)
        shutil.rmtree(settings.index)
        with pytest.raises(StoreMissing):
            found(assistant, 1)
        (settings.seeds / "meeting-00002.json").unlink()
        build_index(settings, embedder=FakeEmbedder())
        assert found(assistant, 1)
        assert not found(assistant, 2)


def test_two_turns_with_the_same_words_are_two(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    turns = [{"speaker": name, "text": "Yes."} for name in ("Ann", "Bob", "Ann")]
    (seeds / "a.json").write_text(json.dumps({"turns": turns}))
    settings = Settings(seeds=seeds, index=tmp_path / "index")
    build_index(settings, embedder=FakeEmbedder())
    store = Store(settings.index)
    with store.snapshot(search=False) as snapshot:
        assert [(m.turn, m.start) for m in snapshot.corpus.find("yes")] == [(0, 0), (1, 0), (2, 0)]
        assert [(s.label, s.turns) for s in snapshot.corpus.speakers()] == [("Ann", 2), ("Bob", 1)]
    store.close()


def test_verbatim_finds_whole_words_whatever_case_space_and_apostrophe(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    text = "Ms. O’Connell met  Élodie\nin 100% of cases, not O’Connells."
    (seeds / "a.json").write_text(json.dumps({"turns": [{"speaker": "Ann", "text": text}]}))
    settings = Settings(seeds=seeds, index=tmp_path / "index")
    build_index(settings, embedder=FakeEmbedder())
    store = Store(settings.index)
    with store.snapshot(search=False) as snapshot:
        found = {wanted: [text[m.start : m.end] for m in snapshot.corpus.find(wanted)] for wanted in WANTED}
    store.close()
    assert found == WANTED


WANTED = {
    "o'connell": ["O’Connell"],
    "O’CONNELL met élodie in": ["O’Connell met  Élodie\nin"],
    "100% of": ["100% of"],
    "onnell": [],
    "100_ of": [],
    " ": [],
}
