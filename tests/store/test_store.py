"""The store: one generation at a time, nothing lost when a build dies, damage said and mended."""

from __future__ import annotations

import contextlib
import json
import math
import os
import random
import shutil
import sqlite3
import threading

import numpy as np
import pytest

from qa.assistant import Assistant
from qa.config import Settings
from qa.errors import QAError, StoreCorrupt, StoreMissing, StoreVersion, UnknownDocument
from qa.indexing import build_index
from qa.lexical.analysis import analyse
from qa.models import Scope, Who
from qa.pool import REACH, Query
from qa.store import Store, reader
from qa.store.writer import StoreWriter
from tests.support.fakes import FakeEmbedder
from tests.support.meetings import code_name


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


def query(question, topic="", asked=()):
    """As retrieval prepares it, every word a term."""
    return Query(FakeEmbedder().encode_queries([question, topic or question]), tuple(analyse(question)), tuple(asked))


def documents_of(snapshot, pool):
    """Paths of the documents whose passages are in the pool."""
    return {place.document for place in snapshot.index.places(pool.ids.tolist()).values()}


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
    with store.snapshot() as snapshot:
        before, speakers = snapshot.corpus.counts(), snapshot.corpus.speakers()
        (settings.seeds / "meeting-00000.json").unlink()
        build_index(settings, embedder=FakeEmbedder())
        assert snapshot.generation == 1
        assert snapshot.corpus.counts() == before
        assert snapshot.corpus.find(code_name(0))
        pool = snapshot.index.search(query(code_name(0)), Scope(), 5)
        assert "meeting-00000.json" in documents_of(snapshot, pool)
        with store.snapshot(search=False) as newer:
            for _ in range(2):
                assert newer.corpus.speakers() != speakers
                assert snapshot.corpus.speakers() == speakers
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
    for _ in range(3):
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
                    pool = snapshot.index.search(query("costs"), Scope(), 50)
                    documents = {one.document for one in snapshot.corpus.documents()}
                    if len(set(there)) != 1 or not documents_of(snapshot, pool) <= documents or not len(pool):
                        wrong.append((snapshot.generation, there))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(3):
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
    with pytest.raises(StoreMissing, match="has not finished"):
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


@pytest.mark.parametrize("locked", [False, True], ids=["", "and the lexical index is copied"])
def test_a_reader_that_may_not_write_sees_what_others_build(settings, make_transcripts, monkeypatch, locked):
    """It reads the database as one that nobody writes, and a copy of the lexical index."""
    access, lexical = os.access, reader.LexicalIndex

    def closed(folder):
        if folder == settings.index / "lexical":
            raise StoreCorrupt("no lock file can be made")
        return lexical(folder)

    def forbid():
        monkeypatch.setattr(os, "access", lambda path, mode: access(path, mode) and mode != os.W_OK)
        if locked:
            monkeypatch.setattr(reader, "LexicalIndex", closed)

    forbid()
    with opened(settings) as assistant:
        assert found(assistant, 1) and not found(assistant, 7)
        for number in (7, 8):
            monkeypatch.undo()
            make_transcripts(settings.seeds, 1, first=number)
            build_index(settings, embedder=FakeEmbedder())
            forbid()
            assert found(assistant, number) and found(assistant, 1)
        monkeypatch.undo()
        next(settings.seeds.glob("meeting-00001.*")).unlink()
        build_index(settings, embedder=FakeEmbedder())
        forbid()
        assert not found(assistant, 1)


def test_an_index_that_was_deleted_and_built_again_under_an_open_reader(settings):
    with opened(settings) as assistant:
        assert found(assistant, 1)
        shutil.rmtree(settings.index)
        with pytest.raises(StoreMissing):
            found(assistant, 1)
        (settings.seeds / "meeting-00002.json").unlink()
        build_index(settings, embedder=FakeEmbedder())
        assert found(assistant, 1)
        assert not found(assistant, 2)


def replaced(settings):
    """Delete the index, and build it again without a document."""
    shutil.rmtree(settings.index)
    (settings.seeds / "meeting-00002.json").unlink()
    build_index(settings, embedder=FakeEmbedder())


def test_a_snapshot_that_outlives_a_deleted_index_brings_nothing_of_it_back(settings):
    store = Store(settings.index)
    with store.snapshot() as old:
        replaced(settings)
        with store.snapshot() as new:
            assert not new.corpus.find(code_name(2))
        assert old.corpus.find(code_name(2))
    for search in (True, False):
        with store.snapshot(search=search) as snapshot:
            assert len(snapshot.corpus.documents()) == 3 and not snapshot.corpus.find(code_name(2))
    store.close()


def test_an_index_that_is_replaced_while_it_is_loaded_is_loaded_anew(settings, monkeypatch):
    store = Store(settings.index)
    load = store._load

    def late(*given):
        monkeypatch.setattr(store, "_load", load)
        view = load(*given)
        replaced(settings)
        return view

    monkeypatch.setattr(store, "_load", late)
    with store.snapshot() as snapshot:
        assert len(snapshot.corpus.documents()) == 3 and not snapshot.corpus.find(code_name(2))
        assert snapshot.index._view.published_count == snapshot.corpus.counts().passages
    store.close()


def test_what_was_looked_up_in_a_deleted_index_is_not_handed_on(settings):
    store = Store(settings.index)
    with store.snapshot(search=False) as old:
        replaced(settings)
        with store.snapshot(search=False):
            # Under the number of the same generation.
            known = store._known(old.corpus._connection, (0, 0), old.generation)
            assert known is not store._looked_up[1] and old.corpus._known is not store._looked_up[1]
    store.close()


@pytest.fixture
def transcripts(tmp_path):
    """`transcripts(a=[("Ann", "text"), ...], b=...)` builds an index of a.json, b.json and so on, a turn a passage."""
    stores = []

    def build(passage_tokens=16, **documents):
        seeds = tmp_path / "seeds"
        seeds.mkdir(exist_ok=True)
        for name, turns in documents.items():
            records = [{"speaker": speaker, "text": text} for speaker, text in turns]
            (seeds / f"{name}.json").write_text(json.dumps({"turns": records}))
        settings = Settings(seeds=seeds, index=tmp_path / "index", passage_tokens=passage_tokens)
        build_index(settings, embedder=FakeEmbedder())
        stores.append(Store(settings.index))
        return stores[-1]

    yield build
    for store in stores:
        store.close()


def long_talk(name, turns=20):
    """Turns of about a passage each; `{name}word{n}` stands in turn n alone."""
    return [(("Ann", "Bob")[n % 2], f"Here {name}word{n} is all there was to it.") for n in range(turns)]


def places_of(snapshot, pool):
    """Document and first turn of each passage, in the order of the pool."""
    places = snapshot.index.places(pool.ids.tolist())
    return [(places[id_].document, places[id_].first[0]) for id_ in pool.ids.tolist()]


@pytest.mark.parametrize(
    ("turn", "around"), [(0, range(0, 7)), (2, range(0, 9)), (10, range(4, 17)), (19, range(13, 20))]
)
def test_a_pool_holds_what_stands_around_in_the_same_document(transcripts, turn, around):
    store = transcripts(a=long_talk("a"), b=long_talk("b"), c=long_talk("c"))
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query(f"bword{turn}"), Scope(), 1)
        assert places_of(snapshot, pool) == [("b.json", n) for n in around]
        assert np.diff(pool.ids).tolist() == np.diff(pool.positions).tolist() == [1] * (len(around) - 1)
        assert len(set(pool.documents.tolist())) == 1
    assert len(range(4, 17)) == 2 * REACH + 1


def test_positions_of_two_documents_and_of_a_gap_are_told_apart(transcripts):
    store = transcripts(a=long_talk("a", 40), b=long_talk("b"))
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query("aword2 bword19 aword30"), Scope(), 3)
        places = places_of(snapshot, pool)
        found = [("a.json", n) for n in (*range(0, 9), *range(24, 37))] + [("b.json", n) for n in range(13, 20)]
        assert places == found
        for at in range(1, len(pool)):
            (document, turn), (before, turn_before) = places[at], places[at - 1]
            beside = document == before and turn == turn_before + 1
            same = pool.documents[at] == pool.documents[at - 1]
            assert same == (document == before)
            assert (pool.positions[at] - pool.positions[at - 1] == 1 and same) == beside


def test_a_small_document_between_others_lends_nothing_to_them(transcripts):
    store = transcripts(a=long_talk("a"), b=long_talk("b", 2), c=long_talk("c"))
    with store.snapshot() as snapshot:
        for name, number, length in (("a", 19, 7), ("b", 1, 2), ("c", 0, 7)):
            pool = snapshot.index.search(query(f"{name}word{number}"), Scope(), 1)
            assert documents_of(snapshot, pool) == {f"{name}.json"} and len(pool) == length


def test_signals_of_a_pool(transcripts):
    store = transcripts(a=long_talk("a"), b=long_talk("b"))
    asked = query("aword3 aword4 there", "bword1")
    # Each number stands in one passage of forty, "there" in all.
    rare, common = math.log1p(40.5 / 1.5), math.log1p(40.5 / 40.5)
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(asked, Scope(), 50)
        assert len(pool) == 40 and pool.eligible.all() and pool.share is None
        said = [f"{speaker}: {text}" for name in "ab" for speaker, text in long_talk(name)]
        assert pool.dense == pytest.approx(FakeEmbedder().encode_passages(said) @ asked.vectors.T, abs=1e-3)
        told = np.array(["aword3" in text or "aword4" in text for text in said])
        assert pool.coverage == pytest.approx((common + rare * told) / (2 * rare + common))
        assert pool.bm25.min() > 0 and pool.bm25[told].min() > 5 * pool.bm25[~told].max()
        whole = snapshot.index.search(query("aword3 there"), Scope(), 50)
        assert whole.coverage[3] == pytest.approx(1) and int(whole.bm25.argmax()) == 3
        nowhere = snapshot.index.search(query("nowhere"), Scope(), 5)
        assert len(nowhere) and not nowhere.bm25.any() and not nowhere.coverage.any()


def words(snapshot, place):
    """What stands at a place in one turn."""
    (turn,) = snapshot.corpus.turns(place.document, place.first[0], place.last[0])
    return turn.text[place.first[1] : place.last[1]]


def test_places_are_where_the_passages_stand(transcripts):
    store = transcripts(a=long_talk("a"), b=[("Eve", " ".join(f"This is sentence bword{n}." for n in range(20)))])
    with store.snapshot() as snapshot:
        for word in ("aword0", "aword13", "bword0", "bword11", "bword19"):
            pool = snapshot.index.search(query(word), Scope(), 1)
            best = int(pool.ids[pool.bm25.argmax()])
            (place,) = snapshot.index.places([best]).values()
            assert place.document == f"{word[0]}.json" and word in words(snapshot, place)
        assert snapshot.index.places([]) == {}


def test_share_of_the_words_said_by_those_asked_for(transcripts):
    """Ann says six of ten words of the first passage, Bob three, somebody not named one."""
    turns = [("Ann", "We open the bridge in May."), ("Bob", "Not before June."), (None, "Why?"), ("Eve", "yes " * 40)]
    store = transcripts(passage_tokens=40, a=turns)
    with store.snapshot() as snapshot:

        def shares(*labels):
            asked = [Who(label) for label in labels]
            pool = snapshot.index.search(query("bridge", asked=asked), Scope(), 50)
            places = snapshot.index.places(pool.ids.tolist())
            assert places[int(pool.ids[0])].last[0] == 2
            assert all(places[id_].first[0] == 3 for id_ in pool.ids.tolist()[1:])
            return pool.share

        parts = len(shares("Ann")) - 1
        assert parts >= 1
        assert shares("Ann") == pytest.approx([0.6] + [0] * parts, abs=1e-5)
        assert shares("Bob") == pytest.approx([0.3] + [0] * parts, abs=1e-5)
        assert shares("Bob", "Ann") == pytest.approx([0.9] + [0] * parts, abs=1e-5)
        assert shares("Eve") == pytest.approx([0] + [1] * parts, abs=1e-5)
        assert shares("Ann", "Bob", "Eve") == pytest.approx([0.9] + [1] * parts, abs=1e-5)
        assert shares("Zoe").tolist() == [0] * (parts + 1)
        pool = snapshot.index.search(query("bridge", asked=[Who("Ann", "Ann Lee")]), Scope(), 50)
        assert not pool.share.any(), "a label that stands for another person is another speaker"


def test_a_part_of_a_long_turn_is_all_its_speakers(transcripts):
    turns = [("Ann", "one two three " * 30), ("Bob", "Yes."), ("Ann", "No.")]
    store = transcripts(passage_tokens=40, a=turns)
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query("two", asked=[Who("Ann")]), Scope(), 50)
        assert len(pool) > 2
        assert pool.share == pytest.approx([1] * (len(pool) - 1) + [0.5], abs=1e-5)


def test_what_stands_around_is_eligible_only_in_the_scope(transcripts):
    store = transcripts(a=long_talk("a"), b=long_talk("b"))
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query("aword10"), Scope(speakers=(Who("Ann"),)), 1)
        places = places_of(snapshot, pool)
        assert places == [("a.json", n) for n in range(4, 17)]
        assert pool.eligible.tolist() == [turn % 2 == 0 for _, turn in places]
        pool = snapshot.index.search(query("aword10"), Scope(documents=("b.json",)), 3)
        assert documents_of(snapshot, pool) == {"b.json"} and pool.eligible.all()
        nothing = snapshot.index.search(query("aword10", asked=[Who("Ann")]), Scope(after="2030-01-01"), 3)
        assert len(nothing) == 0 and nothing.dense.shape == (0, 2) and len(nothing.share) == 0


def test_listening_is_not_found_by_its_words(transcripts):
    store = transcripts(
        passage_tokens=60, a=[("Ann", "Okay."), ("Bob", "The tram costs more."), ("Ann", "Right, yeah.")]
    )
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query("okay yeah tram"), Scope(), 5)
        assert len(pool) == 1 and pool.bm25[0] > 0
        assert snapshot.index.search(query("okay yeah"), Scope(), 5).bm25.tolist() == [0]
        pool = snapshot.index.search(query("tram", asked=[Who("Ann")]), Scope(), 5)
        assert pool.share == pytest.approx([3 / 7], abs=1e-5)


def test_a_passage_of_nothing_but_listening_is_found_by_it(transcripts):
    store = transcripts(a=[("Ann", "Okay."), ("Bob", "Right, yeah.")])
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query("okay"), Scope(), 5)
        assert len(pool) == 1 and pool.bm25[0] > 0 and pool.coverage == pytest.approx([1])


def test_speakers_are_looked_up_again_after_a_new_generation(transcripts):
    store = transcripts(a=[("Ann", "One two."), ("Bob", "Three.")])
    scope = Scope(documents=("a.json",))
    with store.snapshot(search=False) as snapshot:
        assert [(one.label, one.words) for one in snapshot.corpus.speakers(scope)] == [("Ann", 2), ("Bob", 1)]
        assert [one.label for one in snapshot.corpus.speakers()] == ["Ann", "Bob"]
    transcripts(a=[("Eve", "Not any more.")])
    with store.snapshot(search=False) as snapshot:
        assert [(one.label, one.words) for one in snapshot.corpus.speakers(scope)] == [("Eve", 3)]
        assert [one.label for one in snapshot.corpus.speakers()] == ["Eve"]


def test_speakers_of_an_index_that_was_built_anew(transcripts, tmp_path):
    import shutil

    store = transcripts(a=[("Ann", "One two.")])
    with store.snapshot(search=False) as snapshot:
        assert [one.label for one in snapshot.corpus.speakers()] == ["Ann"]
        generation = snapshot.generation
    shutil.rmtree(tmp_path / "index")
    transcripts(a=[("Eve", "Not any more.")])
    with store.snapshot(search=False) as snapshot:
        assert snapshot.generation == generation
        assert [one.label for one in snapshot.corpus.speakers()] == ["Eve"]


def test_a_document_is_looked_up_again_after_a_new_generation(transcripts, tmp_path):
    store = transcripts(a=[("Ann", "One two.")], b=[("Bob", "Three.")])
    with store.snapshot(search=False) as snapshot:
        assert [snapshot.corpus.document("a.json").words for _ in range(2)] == [2, 2]
        with pytest.raises(UnknownDocument):
            snapshot.corpus.document("c.json")
    (tmp_path / "seeds" / "b.json").unlink()
    transcripts(a=[("Eve", "Not any more.")], c=[("Eve", "Here.")])
    with store.snapshot(search=False) as snapshot:
        assert snapshot.corpus.document("a.json").speakers == ("Eve",)
        assert snapshot.corpus.document("c.json").words == 1
        with pytest.raises(UnknownDocument):
            snapshot.corpus.document("b.json")


def test_what_is_remembered_is_that_of_the_scope_and_cannot_be_changed(transcripts, monkeypatch):
    from qa.store import corpus

    monkeypatch.setattr(corpus, "_MOST_KNOWN", 5)
    store = transcripts(**{f"d{n}": [(f"Speaker {n}", "Yes.")] for n in range(8)})
    scopes = [Scope(documents=(f"d{n}.json",), before=before) for n in range(8) for before in (None, "2024-01-01")]
    for _ in range(2):
        with store.snapshot(search=False) as snapshot:
            for scope in scopes:
                # Undated documents fall out where a date is asked for.
                expected = [] if scope.before else [f"Speaker {scope.documents[0][1]}"]
                for _ in range(2):
                    found = snapshot.corpus.speakers(scope)
                    assert [one.label for one in found] == expected
                    found.clear()
                    assert snapshot.corpus.document(scope.documents[0]).document == scope.documents[0]
            assert len(snapshot.corpus._known.speakers) <= 5 and len(snapshot.corpus._known.documents) <= 5


def test_what_another_thread_forgets_at_once_is_answered_all_the_same(transcripts, monkeypatch):
    from qa.store.corpus import Known

    class Forgetful(dict):
        def __setitem__(self, key, value):
            pass

    store = transcripts(a=[("Ann", "One two.")])
    with store.snapshot(search=False) as snapshot:
        monkeypatch.setattr(snapshot.corpus, "_known", Known(Forgetful(), Forgetful()))
        assert [one.label for one in snapshot.corpus.speakers()] == ["Ann"]
        assert snapshot.corpus.document("a.json").words == 2


def test_a_scope_of_more_speakers_and_documents_than_sqlite_takes_conditions(transcripts):
    store = transcripts(
        a=[("Ann", "The harbour is full."), ("Ben", "It's empty.")], b=[("Élan 'O\"Hara\\", "The harbour is closed.")]
    )
    many = [f"Nobody {number}" for number in range(40_000)]
    with store.snapshot() as snapshot:
        for label, document in (("Ann", "a.json"), ("Élan 'O\"Hara\\", "b.json")):
            scope = Scope(speakers=(*map(Who, many), Who(label)))
            assert [one.document for one in snapshot.corpus.documents(scope)] == [document]
            assert [one.label for one in snapshot.corpus.speakers(scope)] == [label]
            assert snapshot.corpus.counts(scope).turns == 1
            assert [turn.speaker for _, turn in snapshot.corpus.turns_in(scope)] == [label]
            assert snapshot.index.search(query("harbour", asked=scope.speakers), scope, 5).eligible.sum() == 1
        scope = Scope(documents=(*many, "b.json"))
        assert [one.document for one in snapshot.corpus.documents(scope)] == ["b.json"]
        assert snapshot.index.search(query("harbour"), scope, 5).eligible.sum() == 1


def test_a_mask_that_another_thread_forgets_at_once_ends_no_search(transcripts, monkeypatch):
    class Forgetful(dict):
        """What was there when somebody looked is gone when they read it."""

        def __contains__(self, key):
            return True

        def __setitem__(self, key, value):
            pass

    store = transcripts(a=[("Ann", "The harbour is full.")], b=[("Ben", "The harbour is empty.")])
    with store.snapshot() as snapshot:
        monkeypatch.setattr(snapshot.index._view, "masks", Forgetful())
        for _ in range(2):
            pool = snapshot.index.search(query("harbour"), Scope(speakers=(Who("Ann"),)), 5)
            assert pool.eligible.sum() == 1


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


@pytest.mark.parametrize("search", [True, False])
def test_verbatim_is_the_same_with_and_without_the_lexical_index(transcripts, search):
    """What is not in that index is found all the same: listening, endings, signs of Chinese, words with a hyphen."""
    store = transcripts(
        a=[
            ("Ann", "Xi's plan is in the co-op's report, not in ours."),
            ("Bob", "Yeah, sure."),
            ("Ann", "Um, 会議室 is free."),
        ],
        b=[("Eve", "It isn't Feld's bridge. [laughter] Nor is it mine.")],
    )
    with store.snapshot(search=search) as snapshot:
        for text in (
            "Xi",
            "xi's",
            "co-op",
            "op",
            "Yeah",
            "yeah, sure",
            "sure",
            "Feld",
            "feld’s bridge",
            "isn't",
            "议",
            "会議室",
        ):
            expected = 0 if text == "议" else 1
            assert len(snapshot.corpus.find(text)) == expected, text
        assert snapshot.corpus.find("Xi Jinping") == snapshot.corpus.find("walrus") == []
        assert [one.document for one in snapshot.corpus.find("is")] == ["a.json", "a.json", "b.json"]
        assert len(snapshot.corpus.find("is", Scope(documents=("b.json",)))) == 1


def test_a_word_that_nobody_says_costs_no_reading(transcripts):
    store = transcripts(a=[("Ann", "The bridge is late.")])
    with store.snapshot() as snapshot:
        read = []
        snapshot.corpus._connection.set_trace_callback(read.append)
        assert snapshot.corpus.find("zeppelin crash") == []
        assert not any("LIKE" in sql and "IN ()" not in sql for sql in read)
        assert snapshot.corpus.find("bridge")
        snapshot.corpus._connection.set_trace_callback(None)
