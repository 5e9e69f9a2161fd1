"""qa.ranking.network: by hand and against torch, signals that never blow up, weights that come back the same."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import QAError
from qa.pool import Pool
from qa.ranking.network import SHIPPED, SIGNALS, Network, Ranker, shipped, signals, spaced

SHARE, COVERAGE = SIGNALS.index("share"), SIGNALS.index("coverage")


def pool(documents, positions=None, *, dense=None, bm25=None, coverage=None, share=None):
    """A pool in which everything not given is 0."""
    n = len(documents)
    questions = np.zeros(n, np.float32) if dense is None else np.array(dense, np.float32)
    return Pool(
        ids=np.arange(n),
        positions=np.arange(n) if positions is None else np.array(positions),
        documents=np.array(documents, np.int64),
        dense=np.stack([questions, questions[::-1]], 1),
        bm25=np.zeros(n, np.float32) if bm25 is None else np.array(bm25, np.float32),
        coverage=np.zeros(n, np.float32) if coverage is None else np.array(coverage, np.float32),
        share=None if share is None else np.array(share, np.float32),
        eligible=np.ones(n, np.bool_),
    )


def random_pool(seed, n=None):
    """Some documents, some of whose passages are missing."""
    random = np.random.default_rng(seed)
    n = int(random.integers(1, 80)) if n is None else n
    documents = np.cumsum(random.random(n) < 0.15)
    positions = np.cumsum(np.where(random.random(n) < 0.2, random.integers(2, 9, n), 1))
    return Pool(
        ids=positions + 7,
        positions=positions,
        documents=documents,
        dense=random.uniform(-1, 1, (n, 2)).astype(np.float32),
        bm25=(random.gamma(1, 5, n) * (random.random(n) < 0.5)).astype(np.float32),
        coverage=random.uniform(0, 1, n).astype(np.float32),
        share=random.uniform(0, 1, n).astype(np.float32) if random.random() < 0.5 else None,
        eligible=random.random(n) < 0.8,
    )


def linear(column, weights):
    """A network that only convolves one signal."""
    kernel = np.zeros((1, len(SIGNALS), len(weights)), np.float32)
    kernel[0, column] = weights
    silent = (np.zeros((1, len(SIGNALS), 1), np.float32), np.zeros(1, np.float32))
    return Network((silent,), kernel, np.zeros(2, np.float32))


def random_network(seed, columns=slice(None), whole=1.0):
    """Three layers beside the linear one; it reads only some columns."""
    random = np.random.default_rng(seed)

    def weight(*shape):
        return random.normal(0, 0.4, shape).astype(np.float32)

    first, direct = np.zeros((2, 7, len(SIGNALS), 5), np.float32), np.zeros((1, len(SIGNALS), 9), np.float32)
    first[0][:, columns] = weight(7, len(SIGNALS), 5)[:, columns]
    direct[:, columns] = weight(1, len(SIGNALS), 9)[:, columns]
    layers = ((first[0], weight(7)), (weight(4, 7, 5), weight(4)), (weight(1, 4, 5), weight(1)))
    return Network(layers, direct, (whole * weight(2)).astype(np.float32))


def test_a_convolution_by_hand_with_zeros_past_the_ends():
    # Coverage is read less 0.3: 0.1, 0.2, 0.4, -0.1.
    of = pool([1, 1, 1, 1], coverage=[0.4, 0.5, 0.7, 0.2])
    scores = Ranker([linear(COVERAGE, [1, 10, 100])])(of)
    assert scores.dtype == np.float32
    assert scores == pytest.approx([1 + 20, 0.1 + 2 + 40, 0.2 + 4 - 10, 0.4 - 1], abs=1e-4)


def test_passages_of_two_documents_and_across_a_gap_are_no_neighbours():
    kernel = [1, 1, 1, 1, 100, 1, 1, 1, 1]
    of = pool([1, 1, 2, 2, 2], [0, 1, 2, 3, 5], coverage=[1.3, 2.3, 3.3, 4.3, 5.3])
    scores = Ranker([linear(COVERAGE, kernel)])(of)
    assert scores == pytest.approx([102, 201, 304, 403, 500], rel=1e-5)


def test_layers_by_hand():
    # Coverage less 0.2 after the first layer's bias: 0.3, below 0, 0.5; then the sum of neighbours, times 2, plus 1.
    first, second = np.zeros((1, len(SIGNALS), 1), np.float32), np.full((1, 1, 3), 2, np.float32)
    first[0, COVERAGE] = 1
    layers = ((first, np.array([-0.2], np.float32)), (second, np.array([1], np.float32)))
    network = Network(layers, np.zeros((1, len(SIGNALS), 1), np.float32), np.zeros(2, np.float32))
    scores = Ranker([network])(pool([1, 1, 1], coverage=[0.8, 0.1, 1.0]))
    assert scores == pytest.approx([1.6, 2.6, 2.0], abs=1e-5)


def test_the_whole_document_is_weighed_beside_the_network():
    of = pool([1, 1, 2, 2], dense=[0.9, 0.9, 0.1, 0.1])
    silent = linear(COVERAGE, [0])
    # Standardised 1, 1, -1, -1; the mean of the best three of each, and the sum of the best ten by ten, from the best.
    assert signals(of)[1] == pytest.approx(np.array([[0, 0], [0, 0], [-2, -0.4], [-2, -0.4]]), abs=1e-5)
    scores = Ranker([replace(silent, whole=np.array([1, 10], np.float32))])(of)
    assert scores == pytest.approx([0, 0, -6, -6], abs=1e-4)


def test_a_document_is_measured_by_its_three_best_and_ten_good_passages():
    dense = [1.0, 0.9, 0.8, *[0.2] * 9, 0.85, 0.85, 0.85]
    of = pool([1] * 12 + [2] * 3, dense=dense)
    fit = (np.array(dense) - np.mean(dense)) / np.std(dense)
    best = np.array([fit[:3].mean(), fit[12:].mean()])
    many = np.array([fit[:10].sum(), fit[12:].sum()]) / 10
    columns = signals(of)[1]
    assert columns[[0, 12]] == pytest.approx(np.stack([best - best.max(), many - many.max()], 1), abs=1e-4)
    assert (columns[:12] == columns[0]).all() and (columns[12:] == columns[12]).all()


def test_the_mean_of_networks():
    of = random_pool(3, 30)
    networks = [random_network(n) for n in range(3)]
    each = [Ranker([network])(of) for network in networks]
    assert Ranker(networks)(of) == pytest.approx(np.mean(each, 0), abs=1e-5)


@given(st.integers(0, 1000))
def test_other_documents_change_nothing_in_a_document_once_signals_are_scaled(seed):
    """Signals that are scaled within the pool are left out; of the others, nothing may leak over the gap."""
    of = replace(random_pool(seed), share=None)
    chosen = of.documents == of.documents[len(of) // 2]
    network = random_network(seed, [COVERAGE], whole=0.0)
    other = np.random.default_rng(seed).uniform(0, 1, len(of)).astype(np.float32)
    changed = replace(of, coverage=np.where(chosen, of.coverage, other))
    before, after = Ranker([network])(of), Ranker([network])(changed)
    assert np.allclose(before[chosen], after[chosen], atol=1e-5)
    alone = Pool(*(None if one is None else one[chosen] for one in (getattr(of, name) for name in Pool.__slots__)))
    assert np.allclose(before[chosen], Ranker([network])(alone), atol=1e-5)


def test_rows_are_beside_one_another_only_in_one_document():
    assert spaced(pool([1, 1, 2, 2], [4, 5, 6, 9])).tolist() == [0, 1, 6, 11]
    assert spaced(pool([1])).tolist() == [0]


def test_columns_of_the_signals():
    of = replace(random_pool(1, 20), share=np.linspace(0, 1, 20, dtype=np.float32))
    local, whole = signals(of)
    assert local.shape == (20, len(SIGNALS)) and whole.shape == (20, 2)
    assert local.dtype == whole.dtype == np.float32
    scaled = {"question": of.dense[:, 0], "topic": of.dense[:, 1], "bm25": np.sqrt(of.bm25)}
    for name, values in scaled.items():
        column = local[:, SIGNALS.index(name)]
        assert column == pytest.approx((values - values.mean()) / values.std(), abs=1e-4)
    assert local[:, COVERAGE] == pytest.approx(of.coverage - 0.3, abs=1e-6)
    assert whole.max(0) == pytest.approx([0, 0], abs=1e-6)


def test_share_counts_only_where_somebodys_words_are_asked_for():
    asked = SIGNALS.index("asked")
    anybody, _ = signals(pool([1, 1, 2]))
    assert not anybody[:, [SHARE, asked]].any()
    somebody, _ = signals(pool([1, 1, 2], share=[0, 0.3, 0.9]))
    assert somebody[:, SHARE] == pytest.approx([-0.4, -0.1, 0.5], abs=1e-6)
    assert (somebody[:, asked] == 1).all()
    nobody_found, _ = signals(pool([1, 1, 2], share=[0, 0, 0]))
    assert not nobody_found[:, SHARE].any() and (nobody_found[:, asked] == 1).all()


@pytest.mark.parametrize("value", [0.0, 0.1, 0.3, -0.77, 9.9])
@pytest.mark.parametrize("n", [1, 2, 15, 22, 1000])
def test_signals_that_are_all_the_same_are_nought(value, n):
    of = pool([1] * n, dense=[value] * n, bm25=[abs(value)] * n, coverage=[0.3] * n)
    local, whole = signals(of)
    assert not local.any() and not whole.any()
    assert np.isfinite(shipped()(of)).all()


def test_an_empty_pool_has_no_scores():
    scores = shipped()(pool([]))
    assert scores.shape == (0,) and scores.dtype == np.float32


@given(st.integers(0, 10_000))
def test_the_ranker_that_ships_is_finite(seed):
    of = random_pool(seed)
    scores = shipped()(of)
    assert scores.shape == (len(of),) and scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert np.array_equal(scores, shipped()(of)), "another time, other scores"


def test_the_ranker_that_ships_reads_the_signals_there_are():
    for network in shipped().networks:
        assert network.layers[0][0].shape[1] == network.linear.shape[1] == len(SIGNALS)
        assert network.whole.shape == (2,)
        assert all(weight.shape[2] % 2 for weight, _ in network.layers) and network.linear.shape[2] % 2


@given(st.integers(0, 1000))
def test_a_network_that_reads_the_cosine_alone_orders_by_it(seed):
    of = random_pool(seed)
    network = linear(SIGNALS.index("question"), [0, 1, 0])
    order = np.argsort(-Ranker([network])(of), kind="stable")
    assert (np.diff(of.dense[order, 0]) <= 1e-6).all()


def weights(network):
    return [*(array for layer in network.layers for array in layer), network.linear, network.whole]


def test_saved_and_loaded_is_the_same(tmp_path):
    path = tmp_path / "ranker.npz"
    networks = [random_network(n) for n in range(3)]
    Ranker(networks).save(path)
    again = Ranker.load(path)
    assert len(again.networks) == 3
    for one, other in zip(networks, again.networks, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(weights(one), weights(other), strict=True))
        assert all(a.dtype == b.dtype for a, b in zip(weights(one), weights(other), strict=True))
    of = random_pool(5, 40)
    assert np.array_equal(Ranker(networks)(of), again(of))


def test_nothing_in_the_file_is_pickled(tmp_path):
    path = tmp_path / "ranker.npz"
    Ranker([random_network(1)]).save(path)
    for file in (path, SHIPPED):
        with np.load(file, allow_pickle=False) as held:
            assert all(held[name].dtype == np.float32 for name in held.files)


class Loud:
    """Says so when it is unpickled."""

    def __reduce__(self):
        return (pytest.fail, ("a pickled object was loaded",))


def damaged_files(path):
    """Name -> bytes, or None for no file at all."""
    Ranker([random_network(1), random_network(2)]).save(path)
    whole = path.read_bytes()
    yield from {"absent": None, "empty": b"", "text": b"no weights", "cut": whole[:-20], "head": whole[:50]}.items()
    with np.load(path) as file:
        arrays = dict(file)

    def saved(**held):
        np.savez(path, **held)
        return path.read_bytes()

    yield "array", array_file(path)
    yield "nothing", saved()
    yield "names", saved(weights=np.ones(3))
    for lost in ("0.linear", "1.whole", "1.bias2", "0.weight0"):
        yield f"without-{lost}", saved(**{name: array for name, array in arrays.items() if name != lost})
    yield "pickled", saved(**{**arrays, "0.linear": np.array([Loud()], object)})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("0.linear.npy", b"\x93NUMPY")
    yield "short", path.read_bytes()


def array_file(path):
    with path.open("wb") as file:
        np.save(file, np.ones(3))
    return path.read_bytes()


def test_damaged_files_are_our_error(tmp_path):
    for name, data in damaged_files(tmp_path / "whole.npz"):
        path = tmp_path / f"{name}.npz"
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(QAError, match="missing or damaged; reinstall qa"):
            Ranker.load(path)


def test_flipped_bytes_end_in_our_error_or_a_ranker(tmp_path):
    path = tmp_path / "ranker.npz"
    Ranker([linear(COVERAGE, [1, 2, 3])]).save(path)
    whole = path.read_bytes()
    failed = 0
    for at in range(0, len(whole), 3):
        data = bytearray(whole)
        data[at] ^= 0x81
        path.write_bytes(data)
        try:
            Ranker.load(path)
        except QAError:
            failed += 1
    assert failed > len(whole) // 6


@pytest.mark.parametrize("seed", range(6))
def test_the_network_is_that_of_the_training(seed):
    import torch

    from benchmarks.training.ranker import Trained

    of = random_pool(seed, 1 if seed == 0 else None)
    local, whole = signals(of)
    torch.manual_seed(seed)
    trained = Trained(local.shape[1], whole.shape[1]).eval()
    with torch.no_grad():
        for weight in trained.parameters():
            weight.normal_(0, 0.3)
        expected = trained(torch.from_numpy(local), torch.from_numpy(whole), torch.from_numpy(spaced(of)))
    found = Ranker([trained.network()])(of)
    assert expected.shape == found.shape
    assert found == pytest.approx(expected.numpy(), rel=1e-4, abs=1e-4)
