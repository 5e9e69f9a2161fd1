"""qa.vectors: exact against numpy, never short, never padded."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import DimensionMismatch, StoreCorrupt
from qa.vectors import VectorIndex, empty, from_bytes, to_bytes

DIMENSION = 16


def unit(count, seed=0, dimension=DIMENSION):
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def made(count, seed=0):
    ids = np.cumsum(np.random.default_rng(seed).integers(1, 9, count)).astype(np.int64)
    vectors = unit(count, seed)
    return VectorIndex(ids, vectors), ids, vectors


def nearest(ids, vectors, query, k, allowed=None):
    """What exact search must give, by numpy."""
    scores = vectors @ query
    order = [at for at in np.argsort(-scores, kind="stable") if allowed is None or allowed[at]][:k]
    return ids[order].tolist(), scores[order]


@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 50), st.floats(0, 1))
def test_search_is_exact_and_never_short(count, k, seed, share):
    index, ids, vectors = made(count, seed)
    query = unit(1, seed + 1000)[0]
    allowed = np.random.default_rng(seed).random(count) < share
    for mask in (None, allowed, np.ones(count, bool), np.zeros(count, bool)):
        found, scores = index.search(query, k, mask)
        expected, cosines = nearest(ids, vectors, query, k, mask)
        assert found.tolist() == expected
        assert np.allclose(scores, cosines, atol=1e-5)
        assert len(found) == min(k, count if mask is None else int(mask.sum()))
        assert -1 not in found


def test_own_vector_is_first_with_cosine_1():
    index, ids, vectors = made(40)
    for id_, vector in zip(ids, vectors, strict=True):
        found, scores = index.search(vector, 3)
        assert found[0] == id_ and scores[0] == pytest.approx(1, abs=1e-5)


def test_k_of_nought_and_an_empty_index():
    index, _, vectors = made(5)
    for found, scores in (index.search(vectors[0], 0), index.search(vectors[0], -1)):
        assert len(found) == len(scores) == 0
    nothing = empty(DIMENSION)
    assert len(nothing) == 0 and nothing.dimension == DIMENSION
    found, scores = nothing.search(vectors[0], 5)
    assert found.dtype == np.int64 and len(found) == len(scores) == 0
    assert len(nothing.search(vectors[0], 5, np.zeros(0, bool))[0]) == 0


def test_two_searches_give_the_same():
    index, _, vectors = made(50)
    first, again = index.search(vectors[7], 20), index.search(vectors[7], 20)
    assert np.array_equal(first[0], again[0]) and np.array_equal(first[1], again[1])


def test_cosines_at_given_positions_to_every_query():
    index, _, vectors = made(30)
    queries = unit(2, 9)
    some = np.array([29, 0, 7, 7])
    found = index.cosines(queries, some)
    assert found.dtype == np.float32 and found.shape == (4, 2)
    assert np.allclose(found, vectors[some] @ queries.T, atol=1e-6)
    assert index.cosines(queries[:1], some).shape == (4, 1)
    assert index.cosines(queries, some[:0]).shape == (0, 2)


def test_cosines_are_those_of_the_search():
    index, ids, _ = made(30)
    query = unit(1, 9)
    found, scores = index.search(query[0], 30)
    assert np.allclose(index.cosines(query, np.searchsorted(ids, found))[:, 0], scores, atol=1e-6)


def test_replaced_keeps_takes_and_drops():
    index, ids, vectors = made(10)
    fresh = unit(2, 99)
    # Dropped: all at odd places. New: the first one's vector, and an id past the last.
    kept = np.append(ids[::2], ids[-1] + 5)
    changed = index.replaced(kept, np.array([kept[0], kept[-1]]), fresh)
    assert changed.ids.tolist() == kept.tolist()
    expected = np.vstack([fresh[:1], vectors[2::2], fresh[1:]])
    query = unit(1, 5)
    assert np.allclose(changed.cosines(query, np.arange(len(kept))), expected @ query.T, atol=1e-6)
    assert len(index) == 10 and np.allclose(index.cosines(query, np.arange(10)), vectors @ query.T, atol=1e-6)
    assert len(index.replaced(ids[:0], ids[:0], vectors[:0])) == 0
    assert empty(DIMENSION).replaced(ids, ids, vectors).search(vectors[3], 1)[0].tolist() == [ids[3]]


def test_another_dimension_is_our_error():
    index, ids, vectors = made(4)
    for wrong in (vectors[0][:-1], vectors[:1], np.append(vectors[0], 0)):
        with pytest.raises(DimensionMismatch, match="qa build"):
            index.search(wrong, 1)
        with pytest.raises(DimensionMismatch, match="dimension 16"):
            index.cosines(wrong[None], np.arange(4))
    with pytest.raises(DimensionMismatch):
        VectorIndex(ids[:3], vectors)
    with pytest.raises(DimensionMismatch):
        VectorIndex(ids, vectors[0])


@pytest.mark.parametrize("count", [0, 1, 25])
def test_saved_and_loaded_is_the_same(tmp_path, count):
    index, ids, vectors = made(count) if count else (empty(DIMENSION), np.empty(0, np.int64), unit(0))
    path = tmp_path / "vectors.faiss"
    index.save(path)
    again = VectorIndex.load(path)
    assert again.ids.tolist() == ids.tolist() and again.dimension == DIMENSION
    query = unit(1, 3)
    everything = np.arange(count)
    assert np.array_equal(again.search(query[0], 30)[0], index.search(query[0], 30)[0])
    assert np.array_equal(again.cosines(query, everything), index.cosines(query, everything))


def test_damaged_files_are_our_error(tmp_path):
    path = tmp_path / "vectors.faiss"
    index, ids, vectors = made(5)
    index.save(path)
    whole = path.read_bytes()
    damaged = {"absent": None, "empty": b"", "text": b"not an index", "cut": whole[:-20], "head": whole[:10]}
    for name, data in damaged.items():
        other = tmp_path / name
        if data is not None:
            other.write_bytes(data)
        with pytest.raises(StoreCorrupt, match=rf"{name} is damaged or missing: run `qa build`"):
            VectorIndex.load(other)


def test_index_of_another_kind_is_our_error(tmp_path):
    import faiss

    path = tmp_path / "vectors.faiss"
    flat = faiss.IndexFlatIP(DIMENSION)
    flat.add(unit(3))
    faiss.write_index(flat, str(path))
    with pytest.raises(StoreCorrupt):
        VectorIndex.load(path)


def test_ids_out_of_order_are_our_error(tmp_path):
    # Places are looked up by bisection: with ids out of order they would be another passage's.
    path = tmp_path / "vectors.faiss"
    VectorIndex(np.array([5, 3, 9]), unit(3)).save(path)
    with pytest.raises(StoreCorrupt):
        VectorIndex.load(path)


def test_flipped_bytes_end_in_our_error_or_an_index(tmp_path, offline_env):
    """In a process of its own: what a foreign reader does to damaged sizes must not be this one's end."""
    index, _, _ = made(3)
    index.save(tmp_path / "whole")
    code = (
        "import pathlib, sys\n"
        "from qa.errors import QAError\n"
        "from qa.vectors import VectorIndex\n"
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


@given(st.integers(0, 20), st.integers(0, 99))
def test_stored_rows_come_back_at_norm_1(count, seed):
    vectors = unit(count, seed)
    rows = to_bytes(vectors)
    assert [len(row) for row in rows] == [2 * DIMENSION] * count
    again = from_bytes(rows, DIMENSION)
    assert again.dtype == np.float32 and again.shape == (count, DIMENSION)
    assert np.allclose(np.linalg.norm(again, axis=1), 1, atol=1e-6)
    assert np.allclose(again, vectors, atol=1e-3)


def test_stored_as_half_precision_little_endian():
    assert to_bytes(np.array([[1.0, -0.5]], np.float32)) == [b"\x00\x3c\x00\xb8"]
    assert np.allclose(from_bytes([b"\x00\x3c\x00\x3c"], 2), [[0.5**0.5, 0.5**0.5]])
    assert from_bytes([bytes(4)], 2).tolist() == [[0, 0]]


@pytest.mark.parametrize("row", [b"", bytes(30), bytes(31), bytes(34)])
def test_stored_row_of_another_length(row):
    with pytest.raises(DimensionMismatch, match="not of dimension 16"):
        from_bytes([bytes(32), row], DIMENSION)
