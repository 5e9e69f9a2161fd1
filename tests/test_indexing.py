"""Building: what costs something, what is left behind, what survives a stop."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3

import pytest

from qa import folder as folders
from qa import indexing
from qa.assistant import Assistant
from qa.config import Settings
from qa.errors import FolderEmpty, FolderMissing, InvalidInput, SourceError, StoreBusy, UnknownDocument, UnreadableFile
from qa.indexing import Stage, build_index
from qa.inspection import inspect
from qa.lexical.analysis import analyse
from qa.lexical.index import LexicalIndex
from qa.models import Scope
from qa.sharding import Shard
from qa.store import Store, StoreWriter
from qa.store.reader import recorded_settings
from tests.support.fakes import FakeEmbedder
from tests.support.meetings import code_name


@pytest.fixture
def folder(tmp_path, make_transcripts):
    seeds = tmp_path / "seeds"
    make_transcripts(seeds, 6)
    return seeds


@pytest.fixture
def settings(tmp_path, folder):
    return Settings(seeds=folder, index=tmp_path / "index")


def hits_of(settings, question, embedder, **filters):
    assistant = Assistant.open(settings.index, embedder=embedder)
    try:
        return assistant.retrieve(question, k=5, **filters)
    finally:
        assistant.close()


def database(settings):
    return sqlite3.connect(settings.index / "store.sqlite")


def documents(settings):
    store = Store(settings.index)
    with store.snapshot(search=False) as snapshot:
        found = [one.document for one in snapshot.corpus.documents()]
    store.close()
    return found


def test_a_word_that_one_meeting_holds_finds_that_meeting(settings, embedder):
    report = build_index(settings, embedder=embedder)
    assert (len(report.added), report.documents, report.generation) == (6, 6, 1)
    for number in range(6):
        assert hits_of(settings, code_name(number), embedder)[0].document == report.added[number]


def test_two_hundred_and_one_encodes_only_the_one(tmp_path, make_transcripts):
    settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index")
    make_transcripts(settings.seeds, 200)
    first = build_index(settings, embedder=FakeEmbedder())
    assert first.documents == 200
    (path,) = make_transcripts(settings.seeds, 1, first=200)
    embedder = FakeEmbedder()
    report = build_index(settings, embedder=embedder)
    assert report.added == (path.name,)
    assert report.encoded == report.passages - first.passages == len(embedder.encoded)
    assert any(code_name(200) in text for text in embedder.encoded)
    quiet = FakeEmbedder()
    report = build_index(settings, embedder=quiet)
    assert (report.encoded, report.unchanged, report.generation) == (0, 201, 2)
    assert quiet.encoded == []


def test_a_build_with_nothing_changed_loads_no_model(settings, embedder, monkeypatch):
    build_index(settings, embedder=embedder)

    class Unloadable(FakeEmbedder):
        """Knows its fingerprint and nothing else."""

        def count_tokens(self, texts):
            raise AssertionError("the model was loaded")

        encode_passages = encode_queries = count_tokens

    assert build_index(settings, embedder=Unloadable()).unchanged == 6


def test_a_changed_file_leaves_nothing_of_the_old_behind(settings, folder, embedder):
    report = build_index(settings, embedder=embedder)
    path = folder / report.added[0]
    path.write_text(json.dumps({"turns": [{"speaker": "Zoe", "text": "Only zanzibar now."}]}))
    report = build_index(settings, embedder=embedder)
    assert (report.changed, report.generation) == ((path.name,), 2)
    assert hits_of(settings, "zanzibar", embedder)[0].speakers == ("Zoe",)
    assert_gone(settings, code_name(0), embedder)


def test_a_deleted_file_is_in_no_store(settings, folder, embedder):
    report = build_index(settings, embedder=embedder)
    (folder / report.added[0]).unlink()
    report = build_index(settings, embedder=embedder)
    assert len(report.removed) == 1
    assert_gone(settings, code_name(0), embedder)
    assert report.removed[0] not in documents(settings)
    with pytest.raises(UnknownDocument):
        hits_of(settings, "x", embedder, document=report.removed[0])


def assert_gone(settings, word, embedder):
    """The word stands in no turn, no lexical entry; FAISS and the tables hold no more than the live passages."""
    store = Store(settings.index)
    with store.snapshot() as snapshot:
        assert snapshot.corpus.find(word) == []
        passages = snapshot.corpus.counts().passages
    store.close()
    (term,) = analyse(word)
    lexical = LexicalIndex(settings.index / "lexical")
    assert lexical.document_frequency(term) == 0
    assert len(lexical) == passages
    (base,) = settings.index.glob("vectors-*.faiss")
    from qa.vectors.index import VectorIndex

    assert len(VectorIndex.load(base)) == passages
    with database(settings) as connection:
        assert connection.execute("SELECT count(*) FROM passages").fetchone()[0] == passages
        assert connection.execute("SELECT count(*) FROM turns WHERE text LIKE ?", (f"%{word}%",)).fetchone()[0] == 0
        orphans = "SELECT count(*) FROM vectors WHERE id NOT IN (SELECT vector_id FROM passages)"
        assert connection.execute(orphans).fetchone()[0] == 0
        assert connection.execute("SELECT count(*) FROM documents WHERE state != 'live'").fetchone()[0] == 0


def test_a_renamed_file_costs_no_encoding(settings, folder, embedder):
    report = build_index(settings, embedder=embedder)
    old = folder / report.added[0]
    old.rename(folder / "renamed.json")
    embedder.encoded.clear()
    report = build_index(settings, embedder=embedder)
    assert (report.added, report.removed) == (("renamed.json",), (old.name,))
    assert embedder.encoded == []
    assert old.name not in documents(settings)


def test_a_touched_file_is_unchanged(settings, folder, embedder):
    report = build_index(settings, embedder=embedder)
    os.utime(folder / report.added[0], (1, 1))
    report = build_index(settings, embedder=embedder)
    assert (report.changed, report.unchanged, report.generation) == ((), 6, 1)


def test_same_size_and_a_time_set_back_is_still_a_change(settings, folder, embedder):
    report = build_index(settings, embedder=embedder)
    path = folder / report.added[0]
    before = path.stat()
    text = path.read_text()
    path.write_text(text.replace(code_name(0), code_name(0)[::-1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert build_index(settings, embedder=embedder).changed == (path.name,)


def test_another_model_or_passage_size_rebuilds_and_says_so(settings, embedder):
    build_index(settings, embedder=embedder)
    report = build_index(Settings(seeds=settings.seeds, index=settings.index, passage_tokens=40), embedder=embedder)
    assert len(report.changed) == 6
    assert any("passage size has changed (200 to 40" in note for note in report.notes)
    again = build_index(settings, embedder=embedder)
    assert again.changed == (), "a size once chosen stays chosen"

    class Other(FakeEmbedder):
        fingerprint = "other weights"

    other = Other()
    report = build_index(settings, embedder=other)
    assert any("embedding model has changed" in note for note in report.notes)
    assert report.encoded == len(other.encoded) > 0
    with database(settings) as connection:
        vectors = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
    assert vectors == report.encoded, "vectors of the model before are gone"


def test_an_unreadable_file_is_skipped_and_named(settings, folder, embedder):
    (folder / "program.txt").write_bytes(b"\x7fELF\x00\x00\x01\x02" * 100)
    report = build_index(settings, embedder=embedder)
    assert [path for path, _ in report.skipped] == ["program.txt"]
    assert report.documents == 6


def test_a_file_that_becomes_unreadable_stays_as_it_was(settings, folder, embedder):
    report = build_index(settings, embedder=embedder)
    (folder / report.added[0]).write_bytes(b"\x00\x01\x02" * 1000)
    report = build_index(settings, embedder=embedder)
    assert (len(report.skipped), report.documents, report.removed) == (1, 6, ())
    assert hits_of(settings, code_name(0), embedder)[0].document == report.skipped[0][0]


@pytest.mark.parametrize("dimension", [48, 256], ids=["another dimension", "the same dimension"])
@pytest.mark.parametrize("when", ["looking", "reading"])
def test_another_model_while_a_file_is_unreadable_mixes_no_vectors(
    settings, folder, embedder, monkeypatch, dimension, when
):
    report = build_index(settings, embedder=embedder)
    path = folder / report.added[0]
    before = path.read_bytes()
    if when == "reading":
        path.write_bytes(b"\x00\x01\x02" * 1000)
    else:
        source = folders.source

        def refuse(one):
            if one.path == path:
                raise UnreadableFile(one.document, "Permission denied")
            return source(one)

        monkeypatch.setattr(folders, "source", refuse)
    other = FakeEmbedder(dimension=dimension, name="other")
    for full in (False, True):
        with pytest.raises(SourceError, match=rf"model has changed .* {path.name} cannot be read: make it readable or"):
            build_index(settings, embedder=other, full=full)
        assert recorded_settings(settings.index).fingerprint == embedder.fingerprint
        assert [hits_of(settings, code_name(n), embedder)[0].document for n in range(6)] == list(report.added)
    if when == "looking":
        assert other.encoded == [], "it was known before the costly part"
    monkeypatch.undo()
    path.write_bytes(before)
    assert len(build_index(settings, embedder=other).changed) == 6
    assert hits_of(settings, code_name(0), other)[0].document == path.name


def test_another_model_once_the_unreadable_file_is_removed(settings, folder, embedder):
    report = build_index(settings, embedder=embedder)
    (folder / report.added[0]).unlink()
    other = FakeEmbedder(dimension=48, name="other")
    report = build_index(settings, embedder=other)
    assert (len(report.changed), len(report.removed)) == (5, 1)
    assert hits_of(settings, code_name(1), other)


@pytest.fixture
def close(monkeypatch):
    """`close(folder)` makes it one that cannot be listed, as another user's is."""

    def closing(folder):
        scandir = os.scandir

        def refuse(path):
            if str(path) == str(folder):
                raise PermissionError(13, "Permission denied", os.fspath(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)

    return closing


@pytest.mark.parametrize("count", [1, 3])
def test_a_folder_that_cannot_be_read_for_a_moment_loses_no_document(settings, folder, embedder, close, count):
    """One part alone is told of the folder; all of them have documents in it."""
    (folder / "2024" / "spring").mkdir(parents=True)
    for number, path in enumerate(sorted(folder.glob("*.*"))[:4]):
        path.rename(folder / "2024" / ("spring" if number % 2 else ".") / path.name)
    build_index(settings, embedder=embedder)
    before = documents(settings)
    close(folder / "2024")
    reports = [build_index(settings, embedder=embedder, shard=Shard(n, count)) for n in range(1, count + 1)]
    assert documents(settings) == before and not any(report.removed for report in reports)
    assert [skipped for report in reports for skipped in report.skipped] == [("2024", "Permission denied")]
    assert inspect(settings.index).pending.removed == ()


def test_a_folder_of_transcripts_that_cannot_be_read_loses_nothing(settings, folder, embedder, close):
    build_index(settings, embedder=embedder)
    close(folder)
    for shard in (Shard(1, 2), Shard(2, 2), Shard()):
        with pytest.raises(FolderMissing, match="cannot be read"):
            build_index(settings, embedder=embedder, shard=shard, allow_empty=True)
    assert len(documents(settings)) == 6


@pytest.mark.parametrize("emptied", [True, False])
def test_a_folder_that_is_empty_or_gone_loses_nothing(settings, folder, embedder, emptied):
    build_index(settings, embedder=embedder)
    shutil.rmtree(folder)
    if emptied:
        folder.mkdir()
    with pytest.raises(FolderEmpty if emptied else FolderMissing):
        build_index(settings, embedder=embedder)
    assert len(documents(settings)) == 6


def dying(after):
    """An embedder that is interrupted after so many passages."""
    embedder = FakeEmbedder()
    embedder.fail_after = after
    return embedder


def test_an_interrupted_build_leaves_the_last_index_and_encodes_nothing_twice(
    settings, folder, make_transcripts, monkeypatch
):
    monkeypatch.setattr(indexing, "_SLICE", 4)
    build_index(settings, embedder=FakeEmbedder())
    make_transcripts(folder, 10, first=6)
    before = dying(after=13)
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, embedder=before)
    assert len(documents(settings)) == 6
    after = FakeEmbedder()
    report = build_index(settings, embedder=after)
    assert len(report.added) == 10
    assert before.encoded, "the interrupted build had encoded something"
    assert not set(before.encoded) & set(after.encoded)
    whole = FakeEmbedder()
    build_index(Settings(seeds=folder, index=settings.index.with_name("other")), embedder=whole)
    assert set(before.encoded) | set(after.encoded) < set(whole.encoded)


def test_staged_documents_of_an_interrupted_build_are_not_read_again(settings, folder, embedder, monkeypatch):
    monkeypatch.setattr(indexing, "_GATHER", 1)
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, embedder=dying(after=3))
    read = []
    original = indexing.read
    monkeypatch.setattr(indexing, "read", lambda path, document: read.append(document) or original(path, document))
    report = build_index(settings, embedder=embedder)
    assert report.documents == 6
    assert 0 < len(read) < 6


def test_two_builds_at_once_one_says_so(settings, embedder):
    build_index(settings, embedder=embedder)

    def during(progress):
        if progress.stage == Stage.PUBLISHING:
            with pytest.raises(StoreBusy, match="another build"):
                build_index(settings, embedder=embedder)

    build_index(settings, full=True, progress=during, embedder=embedder)


@pytest.mark.parametrize("emptied", [False, True])
def test_what_another_build_took_in_after_the_look_at_the_folder_was_removed(
    settings, folder, embedder, make_transcripts, monkeypatch, emptied
):
    build_index(settings, embedder=embedder)
    if emptied:
        for path in folder.iterdir():
            path.unlink()
    opened = indexing.open_writer

    def late(*arguments, **options):
        monkeypatch.undo()
        make_transcripts(folder, 1, first=8)
        build_index(settings, embedder=FakeEmbedder())
        return opened(*arguments, **options)

    monkeypatch.setattr(indexing, "open_writer", late)
    report = build_index(settings, embedder=embedder, allow_empty=emptied)
    assert report.removed == () and report.generation == 2
    assert len(documents(settings)) == report.documents == (1 if emptied else 7)


def test_full_reads_everything_and_encodes_what_it_must(settings, embedder):
    build_index(settings, embedder=embedder)
    again = FakeEmbedder()
    report = build_index(settings, full=True, embedder=again)
    assert (len(report.changed), report.encoded) == (6, 0)
    assert hits_of(settings, code_name(3), embedder)[0].document == sorted(report.changed)[3]


def test_a_stage_was_known_by_its_words_alone(settings, embedder):
    seen = []
    build_index(settings, progress=seen.append, embedder=embedder)
    assert all(isinstance(one.stage, Stage) for one in seen)
    assert {one.stage for one in seen} == set(Stage) - {Stage.WAITING}, "for another build it waits elsewhere"


def test_progress_goes_from_nothing_to_all(settings, embedder):
    seen = []
    build_index(settings, progress=seen.append, embedder=embedder)
    assert (seen[0].stage, seen[-1].stage) == (Stage.LOOKING, Stage.PUBLISHING)
    fractions = [one.fraction for one in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_every_turn_is_in_a_passage_and_in_order(settings, embedder):
    build_index(settings, embedder=embedder)
    with database(settings) as connection:
        for document, turns in connection.execute("SELECT id, turns FROM documents").fetchall():
            spans = connection.execute(
                "SELECT first_turn, last_turn FROM passages WHERE document_id = ? ORDER BY id", (document,)
            ).fetchall()
            covered = [turn for first, last in spans for turn in range(first, last + 1)]
            assert sorted(set(covered)) == list(range(turns))
            assert covered == sorted(covered)


def test_date_and_speaker_filters_hold_before_the_cut(settings, folder, embedder):
    (folder / "dated.json").write_text(
        json.dumps({"date": "2020-02-02", "turns": [{"speaker": "Nobody Else", "text": "quokka " * 5}]})
    )
    build_index(settings, embedder=embedder)
    found = hits_of(settings, "quokka", embedder, after="2020-02-02", before="2020-02-02")
    assert [hit.document for hit in found] == ["dated.json"]
    found = hits_of(settings, "meeting budget", embedder, speaker="Nobody Else")
    assert [hit.document for hit in found] == ["dated.json"]
    assert hits_of(settings, "quokka", embedder, speaker="Nobody Else", after="2021-01-01") == []
    store = Store(settings.index)
    with store.snapshot(search=False) as snapshot:
        assert [d.document for d in snapshot.corpus.documents(Scope(before="2020-02-02"))] == ["dated.json"]
    store.close()


def test_the_index_cannot_be_the_folder_of_transcripts(settings, embedder):
    with pytest.raises(InvalidInput, match="both the transcripts and the index"):
        build_index(Settings(seeds=settings.seeds, index=settings.seeds), embedder=embedder)


def test_an_index_that_was_emptied_takes_documents_again(settings, folder, embedder):
    report = build_index(settings, embedder=embedder)
    with StoreWriter(settings.index, recorded_settings(settings.index)) as writer:
        for document in report.added:
            writer.delete(document)
        writer.publish(str(folder))
    assert documents(settings) == []
    assert len(build_index(settings, embedder=embedder).added) == len(report.added)
    assert hits_of(settings, code_name(0), embedder)


def test_a_folder_that_was_emptied_on_purpose_makes_an_empty_index(settings, folder, embedder):
    paths = {path: path.read_bytes() for path in folder.iterdir()}
    build_index(settings, embedder=embedder)
    for path in paths:
        path.unlink()
    report = build_index(settings, embedder=embedder, allow_empty=True)
    assert len(report.removed) == 6 and report.documents == report.passages == 0
    assert documents(settings) == [] and hits_of(settings, code_name(0), embedder) == []
    for path, data in paths.items():
        path.write_bytes(data)
    assert len(build_index(settings, embedder=embedder).added) == 6
    assert hits_of(settings, code_name(0), embedder)
