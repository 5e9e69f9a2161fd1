"""Short runs of the trials in `tests.stress`, and a test for each defect that they found."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qa.config import Settings
from qa.errors import StoreCorrupt, StoreMissing, StoreUnwritable
from qa.indexing import build_index
from qa.inspection import inspect
from qa.lexical.index import LexicalIndex
from qa.models import Scope
from qa.store import Store, derived, reader, salvage, schema, writer
from qa.store.parts import Part
from qa.store.schema import create, guarded
from qa.store.writer import StoreWriter
from qa.vectors.index import VectorIndex
from tests.support.fakes import FakeEmbedder
from tests.support.meetings import code_name, write


def change(settings, statement, *parameters):
    with sqlite3.connect(settings.index / "store.sqlite") as connection:
        connection.execute(statement, parameters)
    connection.close()


def rebuilt(settings, **options):
    """Build, and look whether all is there again."""
    embedder = FakeEmbedder()
    report = build_index(settings, embedder=embedder, **options)
    store = Store(settings.index)
    with store.snapshot() as snapshot:
        assert [bool(snapshot.corpus.find(code_name(number))) for number in range(4)] == [True] * 4
    store.close()
    return report, embedder.encoded


@pytest.mark.parametrize("trial", ["crash", "faults", "changes", "corruption"])
def test_a_short_run_of_the_trials(trial, repo_root, offline_env):
    count = {"crash": "2", "faults": "1", "changes": "2", "corruption": "1"}[trial]
    line = [sys.executable, "-m", f"tests.stress.{trial}", "--count", count, "--seed", "5"]
    done = subprocess.run(line, cwd=repo_root, env=offline_env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_build_killed_while_it_makes_the_database_has_not_finished(tmp_path, make_transcripts):
    make_transcripts(tmp_path / "seeds", 4)
    settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index")
    settings.index.mkdir()
    connection = sqlite3.connect(settings.index / "store.sqlite")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with pytest.raises(StoreMissing, match="has not finished"):
        Store(settings.index)
    report, _ = rebuilt(settings)
    assert not report.notes


def test_files_that_a_killed_build_left_are_removed_though_nothing_changes(settings):
    left = settings.index / "vectors-0.faiss"
    left.touch()
    (settings.index / "passages-0.npz.part").touch()
    change(settings, "UPDATE meta SET value = '1' WHERE key = 'untidy'")
    rebuilt(settings)
    assert not left.exists() and not list(settings.index.glob("*.part"))


def test_what_a_killed_build_staged_and_was_changed_back_is_not_published(settings, monkeypatch):
    path = settings.seeds / "meeting-00001.txt"
    before = path.read_bytes()
    write(settings.seeds / "other", 9).replace(path)
    (settings.seeds / "other").rmdir()

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(StoreWriter, "publish", killed)
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, embedder=FakeEmbedder())
    monkeypatch.undo()
    path.write_bytes(before)
    _, encoded = rebuilt(settings)
    assert encoded == []
    store = Store(settings.index)
    with store.snapshot() as snapshot:
        assert not snapshot.corpus.find(code_name(9))
    store.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE documents SET state = 'dead' WHERE id = 2",
        "DELETE FROM documents WHERE id = 2",
        "UPDATE meta SET value = 'other' WHERE key = 'seeds'",
    ],
)
def test_a_lost_document_is_missed_and_comes_back_without_encoding(settings, damage):
    change(settings, damage)
    with pytest.raises(StoreCorrupt, match="does not hold what was published"):
        Store(settings.index)
    report, encoded = rebuilt(settings)
    assert encoded == [] and "what was published" in report.notes[0]


@pytest.mark.parametrize(
    ("damage", "look", "says"),
    [
        ("DELETE FROM asides", "asides", "what stands between the turns of .* is missing"),
        ("DELETE FROM speaking WHERE speaker_id = 1", "speakers", "speakers of documents are missing"),
        ("DELETE FROM speaking WHERE speaker_id = 1", "documents", "speakers of documents are missing"),
    ],
)
def test_what_a_damaged_page_hides_of_a_document_is_missed(settings, damage, look, says):
    change(settings, damage)
    store = Store(settings.index)
    with pytest.raises(StoreCorrupt, match=says), store.snapshot(search=False) as snapshot:
        if look == "asides":
            for number in range(4):
                for ending in ("txt", "json"):
                    snapshot.corpus.asides(f"meeting-{number:05d}.{ending}")
        else:
            getattr(snapshot.corpus, look)()
    store.close()
    _, encoded = rebuilt(settings, full=True)
    assert encoded == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"sentences BLOB", b"sentencez BLOB", "declared otherwise"),
        (b"CREATE TABLE vectors", b"CREATE TABLE vect\xf0rs", "qa build"),
    ],
)
def test_damaged_declarations_are_said_and_mended_without_encoding(settings, old, new, says):
    path = settings.index / "store.sqlite"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(StoreCorrupt, match=says):
        Store(settings.index)
    report, encoded = rebuilt(settings)
    assert encoded == [] and report.notes


def test_a_header_that_forbids_writing_is_damage_and_no_lack_of_permission(settings):
    path = settings.index / "store.sqlite"
    with path.open("r+b") as file:
        file.seek(18)
        file.write(b"\x09")
    report, encoded = rebuilt(settings)
    assert encoded == [] and "unknown format" in report.notes[0]


def test_lost_turns_are_missed_by_whoever_counts_or_reads(settings):
    change(settings, "DELETE FROM turns WHERE document_id = 2 AND idx = 1")
    store = Store(settings.index)
    with store.snapshot(search=False) as snapshot:
        document = snapshot.corpus.documents()[1].document
        for look in (
            lambda: snapshot.corpus.turns(document),
            lambda: snapshot.corpus.turns(document, 1, 1),
            lambda: snapshot.corpus.find("residents"),
            lambda: list(snapshot.corpus.turns_in(Scope())),
        ):
            with pytest.raises(StoreCorrupt, match="are missing"):
                look()
        assert snapshot.corpus.turns(document, 2, 3)
    store.close()
    _, encoded = rebuilt(settings, full=True)
    assert encoded == []


def test_lost_passages_are_missed_by_whoever_looks_for_them(settings):
    change(settings, "DELETE FROM passages WHERE id = 3")
    store = Store(settings.index)
    with store.snapshot() as snapshot:
        speakers = tuple(speaker.who for speaker in snapshot.corpus.speakers())
        for look in (
            lambda: snapshot.index.places([1, 2, 3]),
            lambda: snapshot.corpus.counts(Scope(speakers=speakers)),
        ):
            with pytest.raises(StoreCorrupt, match="passages are missing in .*qa build --full"):
                look()
        assert snapshot.index.places([1, 2]).keys() == {1, 2}
    store.close()
    report, encoded = rebuilt(settings, full=True)
    assert encoded == [] and report.notes


def test_a_lost_vector_is_missed_by_whoever_weighs_sentences(settings):
    change(settings, "DELETE FROM vectors WHERE id = (SELECT vector_id FROM passages WHERE id = 1)")
    store = Store(settings.index)
    with store.snapshot() as snapshot:
        place = snapshot.index.places([1])[1]
        with pytest.raises(StoreCorrupt, match="vectors of .* are damaged"):
            snapshot.index.sentences([(place.document, place.first[0], place.first[1])])
    store.close()
    _, encoded = rebuilt(settings, full=True)
    assert len(encoded) == 1


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE speakers SET label = 'SOMEBODY ELSE' WHERE id = 1", "name of a speaker"),
        ("DELETE FROM speakers WHERE id = 1", "name of a speaker"),
        ("UPDATE asides SET text = 'other words'", "between the turns"),
        ("UPDATE documents SET format = 'other' WHERE id = 2", "entry of"),
        ("UPDATE passages SET speakers = x'00' WHERE id = 3", "passage"),
    ],
)
def test_damaged_rows_are_said_and_mended_without_encoding(settings, damage, says):
    change(settings, damage)
    store = Store(settings.index)
    with pytest.raises(StoreCorrupt, match=says), store.snapshot() as snapshot:
        for document in snapshot.corpus.documents():
            snapshot.corpus.asides(document.document)
        speakers = snapshot.corpus.speakers()
        snapshot.corpus.counts(Scope(speakers=tuple(speaker.who for speaker in speakers)))
    store.close()
    report, encoded = rebuilt(settings, full=True)
    assert encoded == [] and report.notes


def test_a_panic_of_the_lexical_engine_is_our_error(settings):
    class Panicking:
        def doc_freq(self, *_):
            raise PanicException("index out of bounds")

    class PanicException(BaseException):  # noqa: N818 - the engine's own name
        pass

    index = LexicalIndex(settings.index / "lexical")
    index._searcher = Panicking()
    with pytest.raises(StoreCorrupt, match="run `qa build --full`"):
        index.document_frequency("word")


def test_lists_that_lead_out_of_the_file_are_refused(tmp_path):
    import faiss
    import numpy as np

    vectors = FakeEmbedder(dimension=32).encode_passages([f"word{n} of {n}" for n in range(200)])
    index = VectorIndex.clustered(200, vectors, [vectors])
    index.save(tmp_path / "sound.faiss")
    assert len(VectorIndex.load(tmp_path / "sound.faiss")) == 200
    places = faiss.vector_to_array(index._index.direct_map.array)
    places[7] = (3 << 32) | 100_000
    faiss.copy_array_to_vector(np.ascontiguousarray(places), index._index.direct_map.array)
    index.save(tmp_path / "damaged.faiss")
    with pytest.raises(StoreCorrupt):
        VectorIndex.load(tmp_path / "damaged.faiss")


def test_a_large_index_whose_lexical_ids_are_damaged(settings, monkeypatch):
    monkeypatch.setattr(derived, "QUICK", 0)
    (path,) = (settings.index / "lexical").glob("*.fast")
    status = path.stat()
    data = bytearray(path.read_bytes())
    data[1] ^= 0x20
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    store = Store(settings.index)
    with pytest.raises(StoreCorrupt), store.snapshot() as snapshot:
        snapshot.index._view.lexical.search(["cost"], 10)
    store.close()


def test_a_lexical_index_of_other_fields_is_damaged_and_started_over(settings):
    path = settings.index / "lexical" / "meta.json"
    path.write_text(
        path.read_text().replace('"name": "text"', '"name": "texu"').replace('"name":"text"', '"name":"texu"')
    )
    with pytest.raises(StoreCorrupt):
        LexicalIndex(settings.index / "lexical")
    report, encoded = rebuilt(settings)
    assert encoded == [] and "lexical is damaged" in report.notes[0]
    LexicalIndex(settings.index / "lexical").document_frequency("word")


@pytest.mark.parametrize("name", ["'vectors' || char(0) || '.faiss'", "x'00ff'", "'lexical/'", "'store.sqlite/x'"])
def test_a_manifest_that_names_what_can_be_no_file(settings, name):
    change(settings, f"UPDATE files SET name = {name} WHERE name LIKE 'vectors%'")
    store = Store(settings.index)
    assert len(store.damaged_files()) == 1
    with pytest.raises(StoreCorrupt, match="is damaged: run `qa build`"), store.snapshot():
        pass
    store.close()
    _, encoded = rebuilt(settings)
    assert encoded == []


def test_a_database_that_lost_its_first_bytes_is_rebuilt_without_encoding(settings):
    path = settings.index / "store.sqlite"
    data = path.read_bytes()
    path.write_bytes(bytes(16) + data[16:])
    with pytest.raises(StoreCorrupt):
        Store(settings.index)
    _, encoded = rebuilt(settings)
    assert encoded == []


def test_a_database_that_was_cut_off_keeps_the_vectors_before_the_cut(settings, make_transcripts):
    make_transcripts(settings.seeds, 60)
    build_index(settings, embedder=FakeEmbedder())
    path = settings.index / "store.sqlite"
    os.truncate(path, path.stat().st_size * 3 // 4)
    report, encoded = rebuilt(settings)
    assert report.documents == 60 and len(encoded) < report.passages


def outdated(settings):
    """Make the database one of another version: it is set aside, and its vectors are saved."""
    change(settings, "PRAGMA user_version = 5")


def left_aside(settings):
    return sorted(path.name for path in settings.index.glob("store.damaged*"))


def test_a_disk_that_is_full_while_vectors_are_saved_loses_none(settings, make_transcripts, monkeypatch):
    make_transcripts(settings.seeds, 30)
    build_index(settings, embedder=FakeEmbedder())
    outdated(settings)
    made = salvage.create

    def confined(path):
        connection = made(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(salvage, "create", confined)
    with pytest.raises(StoreUnwritable, match="full"):
        build_index(settings, embedder=FakeEmbedder())
    assert left_aside(settings)
    monkeypatch.undo()
    _, encoded = rebuilt(settings)
    assert encoded == [] and not left_aside(settings)


def test_a_disk_too_full_to_open_the_old_database_loses_no_vector(settings, monkeypatch):
    outdated(settings)

    def full(*_):
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr(salvage, "_readable", full)
    with pytest.raises(StoreUnwritable):
        build_index(settings, embedder=FakeEmbedder())
    monkeypatch.undo()
    _, encoded = rebuilt(settings)
    assert encoded == [] and not left_aside(settings)


def test_a_build_killed_while_it_saves_vectors_loses_none(settings, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    outdated(settings)
    monkeypatch.setattr(salvage, "_present", killed)
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, embedder=FakeEmbedder())
    # And the new database is damaged before anybody looked at the old one again.
    outdated(settings)
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, embedder=FakeEmbedder())
    assert left_aside(settings) == ["store.damaged.sqlite"]
    monkeypatch.undo()
    _, encoded = rebuilt(settings)
    assert encoded == [] and not left_aside(settings)


def test_a_build_killed_before_it_made_the_new_database_loses_no_vector(settings, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    outdated(settings)
    monkeypatch.setattr(salvage, "create", killed)
    with pytest.raises(KeyboardInterrupt):
        build_index(settings, embedder=FakeEmbedder())
    monkeypatch.undo()
    _, encoded = rebuilt(settings)
    assert encoded == [] and not left_aside(settings)


def refuse(*_, **__):
    raise StoreCorrupt("damaged")


@pytest.mark.parametrize("reads", [True, False], ids=["read", "written"])
def test_an_index_that_cannot_be_opened_kept_its_database_open(settings, monkeypatch, reads):
    module, name = (reader, "open_for_reading") if reads else (writer, "open_for_building")
    opening, opened = getattr(module, name), []
    monkeypatch.setattr(module, name, lambda *known, **more: opened.append(opening(*known, **more)) or opened[-1])
    monkeypatch.setattr(*((reader, "check_seal") if reads else (derived, "verify")), refuse)
    with pytest.raises(StoreCorrupt, match="damaged") as caught:
        Store(settings.index) if reads else build_index(settings, embedder=FakeEmbedder())
    assert caught.value.__traceback__ is not None
    (connection,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        (connection if reads else connection[0]).execute("SELECT 1")


@pytest.mark.parametrize("flag", [0x08, 0x0A], ids=["flags", "method"])
def test_an_archive_of_arrays_whose_entries_cannot_be_opened(settings, flag):
    """One is said to be encrypted, or packed in a way that nobody knows: neither is an error of a broken archive."""
    (path,) = settings.index.glob("passages-*.npz")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + flag] ^= 0x41
    path.write_bytes(data)
    with pytest.raises(StoreCorrupt, match="damaged"):
        Part.load(settings.index, (path.name, path.name.replace("passages", "vectors").replace("npz", "faiss")))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlite3.SQLITE_FULL, StoreUnwritable),
        (sqlite3.SQLITE_IOERR_WRITE, StoreUnwritable),
        (sqlite3.SQLITE_READONLY, StoreUnwritable),
        (sqlite3.SQLITE_IOERR_SHORT_READ, StoreCorrupt),
        (sqlite3.SQLITE_CORRUPT, StoreCorrupt),
    ],
)
def test_a_failing_disk_is_no_damage(tmp_path, code, error):
    """Damage sets the whole database aside; a disk that is full must not."""
    raised = sqlite3.OperationalError("disk I/O error")
    raised.sqlite_errorcode = code
    with pytest.raises(error), guarded(tmp_path / "store.sqlite"):
        raise raised


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o600])
def test_whoever_may_read_the_database_could_not_read_the_lexical_index(settings, make_transcripts, mode):
    """What tantivy rewrites was closed to other users, so that nobody but its builder could ask an index."""
    (settings.index / "store.sqlite").chmod(mode)
    make_transcripts(settings.seeds, 6)
    build_index(settings, embedder=FakeEmbedder())
    modes = {path.name: path.stat().st_mode & 0o777 for path in (settings.index / "lexical").iterdir()}
    assert "meta.json" in modes
    assert {name: oct(one) for name, one in modes.items() if one & mode != mode} == {}


def test_a_file_where_the_index_is_to_be(settings):
    file = settings.index.parent / "file"
    file.write_text("mine", "utf-8")
    with pytest.raises(StoreUnwritable, match=r"file is a file, not a folder: give another with --index"):
        build_index(replace(settings, index=file), embedder=FakeEmbedder())
    assert file.read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnwritable, match="cannot be written"), guarded(tmp_path / "file" / "x"):
        (tmp_path / "file" / "x").mkdir()
    with pytest.raises(StoreUnwritable):
        create(tmp_path / "nowhere" / "store.sqlite")


def test_a_file_that_a_build_takes_away_while_the_index_is_opened(tmp_path):
    """Whoever opens the index tries again after damage; what cannot be written would end the question."""
    assert derived._size(tmp_path / "lexical" / "merged.term") == 0
    with pytest.raises(StoreCorrupt, match="merged.term is missing"), guarded(tmp_path / "store.sqlite"):
        (tmp_path / "merged.term").stat()


@pytest.mark.parametrize("name", ["store.sqlite", "vectors-1.faiss"])
def test_an_index_that_may_not_be_read_was_said_not_to_be_written(settings, monkeypatch, name):
    refused = settings.index / name
    opened = Path.open

    def refuse(path, *arguments, **more):
        if path == refused:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **more)

    def refuse_sqlite(uri):
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    if name == "store.sqlite":
        monkeypatch.setattr(schema, "_connect", refuse_sqlite)
    with pytest.raises(StoreUnwritable, match=rf"{name} cannot be read \(.*\): ask whoever built it"):
        inspect(settings.index)


def test_a_folder_of_the_index_that_may_not_be_entered_was_no_error_of_ours(settings, monkeypatch):
    is_file = Path.is_file

    def refuse(path, *arguments):
        if path.parent == settings.index:
            raise PermissionError(13, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StoreUnwritable, match=r"store.sqlite cannot be read \(Permission denied\)"):
        inspect(settings.index)


def test_a_lexical_index_that_was_gone_was_written_anew_without_a_word(settings):
    shutil.rmtree(settings.index / "lexical")
    report = build_index(settings, embedder=FakeEmbedder())
    assert report.notes == (f"repaired: {settings.index / 'lexical'} is damaged or missing",)
    assert build_index(settings, embedder=FakeEmbedder()).notes == ()


def test_a_version_that_is_damaged_made_vectors_of_other_numbers(settings):
    """They were read as those of an old format, which were not quantised, and kept as if they had been sound."""
    before = held_vectors(settings)
    connection = sqlite3.connect(settings.index / "store.sqlite")
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    report, encoded = rebuilt(settings)
    assert encoded == [] and "another version" in report.notes[0]
    assert held_vectors(settings) == before


def held_vectors(settings):
    with sqlite3.connect(settings.index / "store.sqlite") as connection:
        found = dict(connection.execute("SELECT key, data FROM vectors").fetchall())
    connection.close()
    return found


def test_a_copy_of_an_index_that_nobody_may_write_could_not_be_written_either(tmp_path, make_transcripts, monkeypatch):
    make_transcripts(tmp_path / "seeds", 4)
    settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index")
    build_index(settings, embedder=FakeEmbedder())
    folder = settings.index / "lexical"
    for path in (folder, *folder.iterdir()):
        path.chmod(path.stat().st_mode & ~0o222)

    def as_anybody(where):
        # Root may write whatever the mode.
        if not all(path.stat().st_mode & 0o200 for path in (where, *where.iterdir())):
            raise StoreCorrupt(f"{where} cannot be locked")
        return LexicalIndex(where)

    monkeypatch.setattr("qa.store.reader.LexicalIndex", as_anybody)
    monkeypatch.setattr("qa.store.reader.os.access", lambda path, mode: bool(path.stat().st_mode & 0o200))
    store = Store(settings.index)
    with store.snapshot() as snapshot:
        assert snapshot.corpus.find(code_name(1))
    store.close()
    folder.chmod(0o755)
