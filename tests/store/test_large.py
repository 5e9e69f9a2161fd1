"""A large index, made so by counting few as many: the same answers as a small one, and little work for a change."""

from __future__ import annotations

import os

import numpy as np
import pytest

from qa.config import Settings
from qa.errors import StoreCorrupt
from qa.indexing import build_index
from qa.lexical.analysis import analyse
from qa.models import Scope, Who
from qa.pool import Query
from qa.store import Store, derived
from tests.support.fakes import FakeEmbedder
from tests.support.meetings import PEOPLE, code_name

SCOPES = (
    Scope(),
    Scope(speakers=(Who("ANNA KOVACS"),)),
    Scope(documents=("meeting-00003.txt",)),
    Scope(after="2021-01-10", before="2021-01-20"),
    Scope(speakers=(Who("GRACE LIM"),), after="2021-01-20"),
    Scope(documents=("meeting-00005.txt",), after="2022-01-01"),
)


def query(question, asked=()):
    vectors = FakeEmbedder().encode_queries([question, "costs"])
    return Query(vectors, tuple(analyse(question)), tuple(asked))


def base(settings):
    return sorted(path.name for path in settings.index.glob("*-*.*") if path.suffix in (".npz", ".faiss"))


@pytest.fixture
def build(tmp_path, make_transcripts):
    """`build(n)` adds n meetings and builds; `build.settings` are its own."""

    def add(count, first=0, **options):
        make_transcripts(add.settings.seeds, count, first=first)
        return build_index(add.settings, embedder=FakeEmbedder(), **options)

    add.settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index", passage_tokens=60)
    return add


@pytest.fixture
def large(build, monkeypatch):
    """24 meetings in lists, up to 50 passages beside them."""
    monkeypatch.setattr(derived, "EXACT_UP_TO", 30)
    monkeypatch.setattr(derived, "_STALE", 50)
    build(24)
    return build


def pools(settings, question="the tram extension in weeks", depth=12):
    store = Store(settings.index)
    try:
        with store.snapshot() as snapshot:
            asked = query(question, asked=[Who("ANNA KOVACS")])
            found = [snapshot.index.search(asked, scope, depth) for scope in SCOPES]
            paths = [
                [place.document for _, place in sorted(snapshot.index.places(pool.ids.tolist()).items())]
                for pool in found
            ]
            return snapshot.index._view, found, paths
    finally:
        store.close()


def test_pools_are_those_of_a_small_index(large, tmp_path, monkeypatch):
    view, in_lists, _ = pools(large.settings)
    assert not view.is_exact
    monkeypatch.setattr(derived, "EXACT_UP_TO", 10_000)
    again = Settings(seeds=large.settings.seeds, index=tmp_path / "small", passage_tokens=60)
    build_index(again, embedder=FakeEmbedder())
    view, exact, _ = pools(again)
    assert view.is_exact
    for one, other in zip(in_lists, exact, strict=True):
        # Equal vectors may be found in another order at the edge of the depth; most of a pool is the same.
        both, at, there = np.intersect1d(one.ids, other.ids, return_indices=True)
        assert len(both) >= 0.9 * len(other.ids)
        assert np.allclose(one.dense[at], other.dense[there], atol=0.05)
        assert np.allclose(one.share[at], other.share[there], atol=1e-6)
        assert one.bm25[at] == pytest.approx(other.bm25[there])
        assert (one.eligible[at] == other.eligible[there]).all()
    assert len(in_lists[-1].ids) == 0


def test_cosines_of_what_was_found_are_those_of_the_stored_vectors(large):
    settings = large.settings
    store = Store(settings.index)
    with store.snapshot() as snapshot:
        view = snapshot.index._view
        asked = query("flood defences")
        near, _, _ = snapshot.index._nearest(asked.vectors, 12, None)
        exact = snapshot.index._exact(asked.vectors, np.arange(len(view.ids)))[:, 0]
        assert np.allclose(exact[near], np.sort(exact)[::-1][:12], atol=1e-6)
        pool = snapshot.index.search(asked, Scope(), 12)
        at = np.searchsorted(pool.positions, near)
        assert np.allclose(pool.dense[at, 0], exact[near], atol=1e-6)
    store.close()


def test_a_new_document_is_found_though_the_files_stay(large):
    before = base(large.settings)
    assert large(1, first=50).added == ("meeting-00050.json",)
    assert base(large.settings) == before
    _, found, paths = pools(large.settings, code_name(50))
    assert "meeting-00050.json" in paths[0]
    rows = np.array([path == "meeting-00050.json" for path in paths[0]])
    assert found[0].bm25[rows].max() == found[0].bm25.max()
    # Twice opened, and once more after another: the same.
    large(1, first=51)
    assert base(large.settings) == before
    assert "meeting-00050.json" in pools(large.settings, code_name(50))[2][0]


def test_a_document_that_went_is_never_found_though_the_files_stay(large):
    before = base(large.settings)
    large.settings.seeds.joinpath("meeting-00003.txt").unlink()
    large(0)
    assert base(large.settings) == before
    for question in (code_name(3), "the harbour bridge costs", "weeks"):
        view, found, paths = pools(large.settings, question, depth=60)
        assert not any("meeting-00003.txt" in one for one in paths)
        assert view.published_count == len(view.ids) - 3 or view.published_count < len(view.ids)
        assert found[2].ids.tolist() == []


def test_a_changed_document_is_there_once(large, make_transcripts):
    path = large.settings.seeds / "meeting-00003.txt"
    path.write_text(path.read_text() + "\nANNA KOVACS: One more word on walruses, for the minutes.\n")
    assert large(0).changed == ("meeting-00003.txt",)
    store = Store(large.settings.index)
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query("walruses"), Scope(documents=("meeting-00003.txt",)), 50)
        places = list(snapshot.index.places(pool.ids.tolist()).values())
        assert len({(one.first, one.last) for one in places}) == len(places)
        assert sum(1 for row, _ in enumerate(places) if pool.bm25[row] > 0) == 1
        assert snapshot.corpus.counts().passages == snapshot.index._view.published_count
    store.close()


def test_files_are_written_anew_when_much_has_changed(large):
    before = base(large.settings)
    large(12, first=60)
    after = base(large.settings)
    assert len(after) == 2 and after != before
    assert "meeting-00066.json" in pools(large.settings, code_name(66))[2][0]


def test_a_reader_that_stays_open_follows(large):
    store = Store(large.settings.index)
    for number in (50, 51, 52):
        large(1, first=number)
        (large.settings.seeds / f"meeting-{number - 49:05d}.{'txt' if number % 2 == 0 else 'json'}").unlink(
            missing_ok=True
        )
        large(0)
        with store.snapshot() as snapshot:
            documents = {one.document for one in snapshot.corpus.documents()}
            pool = snapshot.index.search(query(f"{code_name(number)} costs"), Scope(), 200)
            found = {place.document for place in snapshot.index.places(pool.ids.tolist()).values()}
            assert found == documents
    store.close()


def test_every_speaker_filter_holds(large):
    store = Store(large.settings.index)
    with store.snapshot() as snapshot:
        for person in PEOPLE:
            scope = Scope(speakers=(Who(person),))
            pool = snapshot.index.search(query("costs"), scope, 1000)
            assert int(pool.eligible.sum()) == snapshot.corpus.counts(scope).passages
    store.close()


@pytest.mark.parametrize("pattern", ["passages-*.npz", "vectors-*.faiss"])
def test_another_size_or_time_is_seen_at_once_however_large_the_files(large, monkeypatch, pattern):
    monkeypatch.setattr(derived, "QUICK", 10)
    (path,) = large.settings.index.glob(pattern)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreCorrupt, match="run `qa build`"), Store(large.settings.index).snapshot():
        pass
    report = large(0)
    assert any("damaged" in note for note in report.notes) and report.encoded == 0
    assert pools(large.settings)[1]


@pytest.mark.parametrize("pattern", ["passages-*.npz", "vectors-*.faiss"])
def test_what_only_a_full_build_mends_is_said_to_need_one(large, monkeypatch, pattern):
    """Size and time of a large file are believed, by a build too."""
    monkeypatch.setattr(derived, "QUICK", 10)
    (path,) = large.settings.index.glob(pattern)
    status = path.stat()
    path.write_bytes(bytes(status.st_size))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    for look in (lambda: pools(large.settings), lambda: large(1, first=50)):
        with pytest.raises(StoreCorrupt, match=rf"{path.name} is damaged.*: run `qa build --full`"):
            look()
    report = large(0, full=True)
    assert any(path.name in note for note in report.notes) and report.encoded == 0
    assert pools(large.settings)[1]


def test_a_small_index_takes_in_a_twentieth_before_its_files_are_written_anew(build, tmp_path):
    build(40)
    before = base(build.settings)
    build(1, first=50)
    assert base(build.settings) == before
    view, found, paths = pools(build.settings, code_name(50))
    assert view.is_exact and "meeting-00050.json" in paths[0]
    again = Settings(seeds=build.settings.seeds, index=tmp_path / "again", passage_tokens=60)
    build_index(again, embedder=FakeEmbedder())
    _, whole, same = pools(again, code_name(50))
    for one, other, here, there in zip(found, whole, paths, same, strict=True):
        assert dict(zip(here, one.dense[:, 0].tolist(), strict=True)) == pytest.approx(
            dict(zip(there, other.dense[:, 0].tolist(), strict=True)), abs=1e-6
        )
    build(4, first=60)
    assert base(build.settings) != before


def test_what_is_deleted_from_a_small_index_leaves_its_files_at_once(build):
    build(40)
    before = base(build.settings)
    build.settings.seeds.joinpath("meeting-00003.txt").unlink()
    build(0)
    assert base(build.settings) != before
    view, _, _ = pools(build.settings)
    assert view.published_count == len(view.ids)
