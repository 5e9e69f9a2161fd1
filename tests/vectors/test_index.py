"""qa.vectors.index: exact against numpy, in lists nearly so; never short, never padded."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DimensionMismatch, StoreCorrupt
from qa.vectors.index import VectorIndex, sample_size

DIMENSION = 16


def unit(count, seed=0, dimension=DIMENSION):
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def made(count, seed=0):
    vectors = unit(count, seed)
    return VectorIndex.exact(vectors), vectors


def nearest(vectors, query, k, allowed=None):
    """What exact search must give, by numpy."""
    scores = vectors @ query
    order = [int(at) for at in np.argsort(-scores, kind="stable") if allowed is None or allowed[at]][:k]
    return order, scores[order]


@pytest.fixture(scope="module")
def many():
    """30,000 vectors around 300 centres: in memory, and in lists in a file."""
    random = np.random.default_rng(4)
    centres = unit(300, 5)
    vectors = centres[random.integers(0, 300, 30_000)] + random.normal(size=(30_000, DIMENSION)) * 0.1
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return vectors


@pytest.fixture(scope="module")
def lists(many, tmp_path_factory):
    path = tmp_path_factory.mktemp("lists") / "vectors.faiss"
    sample = many[np.random.default_rng(0).permutation(len(many))[: sample_size(len(many))]]
    VectorIndex.clustered(len(many), sample, np.array_split(many, 7)).save(path)
    return VectorIndex.load(path)


@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 50), st.floats(0, 1))
def test_search_is_exact_and_never_short(count, k, seed, share):
    index, vectors = made(count, seed)
    query = unit(1, seed + 1000)[0]
    allowed = np.random.default_rng(seed).random(count) < share
    for mask in (None, allowed, np.ones(count, bool), np.zeros(count, bool)):
        found, scores = index.search(query, k, mask)
        expected, cosines = nearest(vectors, query, k, mask)
        assert found.tolist() == expected
        assert np.allclose(scores, cosines, atol=1e-5)
        assert len(found) == min(k, count if mask is None else int(mask.sum()))
        assert -1 not in found


def test_own_vector_is_first_with_cosine_1():
    index, vectors = made(40)
    for position, vector in enumerate(vectors):
        found, scores = index.search(vector, 3)
        assert found[0] == position and scores[0] == pytest.approx(1, abs=1e-5)


def test_k_of_nought_and_an_empty_index():
    index, vectors = made(5)
    for found, scores in (index.search(vectors[0], 0), index.search(vectors[0], -1)):
        assert len(found) == len(scores) == 0
    nothing = VectorIndex.exact(unit(0))
    assert len(nothing) == 0 and nothing.dimension == DIMENSION
    found, scores = nothing.search(vectors[0], 5)
    assert found.dtype == np.int64 and len(found) == len(scores) == 0
    assert len(nothing.search(vectors[0], 5, np.zeros(0, bool))[0]) == 0


def test_two_searches_give_the_same():
    index, vectors = made(50)
    first, again = index.search(vectors[7], 20), index.search(vectors[7], 20)
    assert np.array_equal(first[0], again[0]) and np.array_equal(first[1], again[1])


def test_cosines_at_given_positions_to_every_query():
    index, vectors = made(30)
    queries = unit(2, 9)
    some = np.array([29, 0, 7, 7])
    found = index.cosines(queries, some)
    assert found.dtype == np.float32 and found.shape == (4, 2)
    assert np.allclose(found, vectors[some] @ queries.T, atol=1e-6)
    assert index.cosines(queries[:1], some).shape == (4, 1)
    assert index.cosines(queries, some[:0]).shape == (0, 2)


def test_cosines_are_those_of_the_search():
    index, _ = made(30)
    query = unit(1, 9)
    found, scores = index.search(query[0], 30)
    assert np.allclose(index.cosines(query, found)[:, 0], scores, atol=1e-6)


def test_another_dimension_is_our_error():
    index, vectors = made(4)
    for wrong in (vectors[0][:-1], vectors[:1], np.append(vectors[0], 0)):
        with pytest.raises(DimensionMismatch, match="qa build"):
            index.search(wrong, 1)
        with pytest.raises(DimensionMismatch, match="dimension 16"):
            index.cosines(wrong[None], np.arange(4))
    with pytest.raises(DimensionMismatch):
        VectorIndex.exact(vectors[0])


@pytest.mark.parametrize("count", [0, 1, 25])
def test_saved_and_loaded_is_the_same(tmp_path, count):
    index, vectors = made(count)
    path = tmp_path / "vectors.faiss"
    index.save(path)
    again = VectorIndex.load(path)
    assert len(again) == count and again.dimension == DIMENSION and again.is_exact
    assert np.array_equal(again.rows(np.arange(count)), vectors)
    query = unit(1, 3)
    everything = np.arange(count)
    assert np.array_equal(again.search(query[0], 30)[0], index.search(query[0], 30)[0])
    assert np.array_equal(again.cosines(query, everything), index.cosines(query, everything))


def test_damaged_files_are_our_error(tmp_path):
    path = tmp_path / "vectors.faiss"
    index, vectors = made(5)
    index.save(path)
    whole = path.read_bytes()
    damaged = {"absent": None, "empty": b"", "text": b"not an index", "cut": whole[:-20], "head": whole[:10]}
    for name, data in damaged.items():
        other = tmp_path / name
        if data is not None:
            other.write_bytes(data)
        with pytest.raises(StoreCorrupt, match=rf"{name} is damaged or missing: run `qa build --full`"):
            VectorIndex.load(other)


def test_index_of_another_kind_is_our_error(tmp_path):
    import faiss

    path = tmp_path / "vectors.faiss"
    other = faiss.IndexHNSWFlat(DIMENSION, 4)
    other.add(unit(3))
    faiss.write_index(other, str(path))
    with pytest.raises(StoreCorrupt):
        VectorIndex.load(path)


def test_in_lists_nearly_all_of_the_nearest_are_found(many, lists):
    queries = many[::3001] + unit(10, 8) * 0.05
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    assert not lists.is_exact and len(lists) == len(many)
    held = 0
    for query in queries:
        found, scores = lists.search(query, 60)
        assert len(found) == 60 and np.all(np.diff(scores) <= 0)
        assert np.allclose(scores, many[found] @ query, atol=0.1)
        held += len({*nearest(many, query, 10)[0]} & set(found.tolist()))
    assert held >= 98


@pytest.mark.parametrize("share", [0.5, 0.1, 0.01, 0.001, 1 / 30_000])
def test_in_lists_a_filter_never_makes_the_result_short(many, lists, share):
    """Whether every second one qualifies or one of all: as many as there are, and the nearest of them."""
    allowed = np.random.default_rng(1).random(len(many)) < share
    allowed[17_000] = True
    query = many[5]
    found, _ = lists.search(query, 50, allowed)
    assert len(set(found.tolist())) == min(50, allowed.sum())
    assert allowed[found].all()
    assert len({*nearest(many, query, 10, allowed)[0]} & set(found.tolist())) >= min(9, allowed.sum())


def test_in_lists_what_qualifies_may_lie_far_away(many, lists):
    """None of the lists that are looked at first holds any of them."""
    query = many[0]
    far = np.argsort(many @ query)[:12_000]
    allowed = np.zeros(len(many), bool)
    allowed[far] = True
    found, _ = lists.search(query, 40, allowed)
    assert len(found) == 40 and allowed[found].all()


def test_in_lists_cosines_are_those_of_the_codes(many, lists):
    some = np.array([29_999, 0, 123, 123])
    queries = unit(3, 6)
    given = lists._index.reconstruct_batch(some)
    assert np.allclose(given, many[some], atol=0.06)
    assert np.allclose(lists.cosines(queries, some), given @ queries.T, atol=1e-6)
    assert lists.cosines(queries, some[:0]).shape == (0, 3)


@pytest.mark.parametrize("dimension", [1, 7, 8])
def test_in_lists_of_an_odd_dimension(tmp_path, dimension):
    vectors = np.random.default_rng(dimension).normal(size=(500, dimension))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    VectorIndex.clustered(500, vectors, [vectors]).save(tmp_path / "lists")
    index = VectorIndex.load(tmp_path / "lists")
    every = np.arange(500)
    given = index._index.reconstruct_batch(every)
    assert np.allclose(index.cosines(vectors[:2], every), given @ vectors[:2].T, atol=1e-6)


def test_lists_on_disk_start_no_threads_to_read_ahead(lists):
    """32 of them were started for every search, and took several times as long as the search."""
    import faiss

    assert faiss.downcast_InvertedLists(lists._index.invlists).prefetch_nthread == 0


def test_flipped_bytes_end_in_our_error_or_an_index(tmp_path, offline_env):
    """In a process of its own: what a foreign reader does to damaged sizes must not be this one's end."""
    index, _ = made(3)
    index.save(tmp_path / "whole")
    code = (
        "import pathlib, sys\n"
        "from qa.errors import QAError\n"
        "from qa.vectors.index import VectorIndex\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "whole = (folder / 'whole').read_bytes()\n"
        "for at in range(0, len(whole), 3):\n"
        "    data = bytearray(whole)\n"
        "    data[at] ^= 0x81\n"
        "    (folder / 'damaged').write_bytes(data)\n"
        "    try: VectorIndex.load(folder / 'damaged')\n"
        "    except QAError: pass\n"
        "print('done')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, os.fspath(tmp_path)], env=offline_env, capture_output=True, text=True
    )
    assert done.stdout == "done\n", done.stderr[-2000:]
