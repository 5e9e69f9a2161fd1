"""A pool of passages to scores: what is said in a passage, around it, and by whom, weighed by a small network.

The network reads a row of signals a passage, document by document, and looks six passages to either side: a place
where a subject is talked over for a while counts more than a place where its words stand once. A few thousand
numbers, learnt on QMSum's train split by `benchmarks/training/ranker.py`; benchmarks/README.md has what they bring.
The signals are scaled within the pool, so that they mean the same whatever the embedding model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from qa.errors import QAError
from qa.vectors.products import product

if TYPE_CHECKING:
    from qa.pool import Floats, Integers, Pool

SHIPPED = Path(__file__).parent.parent / "data" / "ranker.npz"
SIGNALS = ("question", "topic", "bm25", "share", "asked", "coverage")
"""The columns that the network convolves over; beside them it weighs two of the document as a whole."""
_GAP = 4
_MEAN_COVERAGE = 0.3
_BEST, _MANY = 3, 10


@dataclass(frozen=True, slots=True)
class Network:
    """Convolutions over the passages of a document, ReLU between them, beside one linear convolution.

    Attributes:
        layers: weight of shape (out, in, width) and bias of shape (out,) of each.
        linear: weight of shape (1, in, width).
        whole: weight of each signal of the whole document.
    """

    layers: tuple[tuple[Floats, Floats], ...]
    linear: Floats
    whole: Floats


class Ranker:
    """The mean of some networks of one shape."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self.networks = tuple(networks)
        self._mean = _side_by_side(self.networks)

    def __call__(self, pool: Pool) -> Floats:
        """A score for every passage of the pool, shape (n,); the higher the better, and only within the pool."""
        if not len(pool):
            return np.empty(0, np.float32)
        local, whole = signals(pool)
        rows = spaced(pool)
        laid = np.zeros((int(rows[-1]) + 1, local.shape[1]), np.float32)
        laid[rows] = local
        said = np.zeros((len(laid), 1), np.float32)
        said[rows] = 1
        hidden = laid
        for weight, bias in self._mean.layers[:-1]:
            hidden = _convolved(hidden, weight)
            # In place: each result is a quarter of a megabyte.
            hidden += bias
            np.maximum(hidden, 0, out=hidden)
            hidden *= said
        weight, bias = self._mean.layers[-1]
        scores = _convolved(hidden, weight) + bias + _convolved(laid, self._mean.linear)
        return cast("Floats", (scores[rows, 0] + np.einsum("ij,j->i", whole, self._mean.whole)).astype(np.float32))

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """What `save` wrote. Raises QAError where it is missing or damaged."""
        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                count = 1 + max(int(name.split(".")[0]) for name in file.files)
                return cls([_network(file, n) for n in range(count)])
        except Exception as error:  # whatever a damaged file makes of the libraries that open it
            raise QAError(f"{path}: the ranker's weights are missing or damaged; reinstall qa ({error})") from error

    def save(self, path: Path) -> None:
        """Write the weights as one `.npz` without pickled objects."""
        arrays: dict[str, Floats] = {}
        for n, network in enumerate(self.networks):
            arrays |= {f"{n}.linear": network.linear, f"{n}.whole": network.whole}
            for i, (weight, bias) in enumerate(network.layers):
                arrays |= {f"{n}.weight{i}": weight, f"{n}.bias{i}": bias}
        np.savez(path, **arrays)  # type: ignore[arg-type]  # its stub takes the keywords for its own


@cache
def shipped() -> Ranker:
    """The ranker that comes with `qa`."""
    return Ranker.load(SHIPPED)


def signals(pool: Pool) -> tuple[Floats, Floats]:
    """What the network reads: a row a passage of `SIGNALS`, shape (n, 6), and of its document, shape (n, 2)."""
    question, topic = _standard(pool.dense[:, 0]), _standard(pool.dense[:, 1])
    bm25 = _standard(np.sqrt(pool.bm25))
    size = len(pool)
    share = np.zeros(size) if pool.share is None else pool.share - pool.share.mean()
    asked = np.full(size, float(pool.share is not None))
    local = np.stack([question, topic, bm25, share, asked, pool.coverage - _MEAN_COVERAGE], 1)
    return local.astype(np.float32), _of_documents(pool, question + bm25)


def spaced(pool: Pool) -> Integers:
    """A row for each passage, neighbours beside one another, everything else too far apart for a convolution."""
    return cast("Integers", np.arange(len(pool)) + np.concatenate([[0], np.cumsum(~pool.beside * _GAP)]))


def _of_documents(pool: Pool, fit: Floats) -> Floats:
    """How far the document falls behind the best one, by its few best passages and by its many good ones."""
    # Passages of a document stand together in a pool.
    begins = np.concatenate([[True], pool.documents[1:] != pool.documents[:-1]])
    document = np.cumsum(begins) - 1
    order = np.lexsort((-fit, document))
    rank = np.arange(len(pool)) - np.flatnonzero(begins)[document]
    best_first = fit[order]
    columns = []
    for many, mean in ((_BEST, True), (_MANY, False)):
        # Sorted by document, each row is of the same document as before.
        taken = rank < many
        sums = np.bincount(document[taken], weights=best_first[taken])
        counts = np.bincount(document[taken]) if mean else many
        columns.append((sums / counts - (sums / counts).max())[document])
    return np.stack(columns, 1).astype(np.float32)


def _standard(values: Floats) -> Floats:
    """Mean 0, deviation 1; all 0 where they are all the same."""
    # In single precision, the mean of many equal values need not be that value.
    around = values - values.sum(dtype=np.float64) / len(values)
    deviation = float(np.sqrt(around @ around / len(around)))
    return cast("Floats", around / deviation if deviation > 1e-6 else np.zeros_like(values))


def _convolved(rows: Floats, weight: Floats) -> Floats:
    """Rows of shape (n, in) by a weight of shape (out, in, width), zeros around: shape (n, out)."""
    out, taken, width = weight.shape
    padded = np.zeros((len(rows) + width - 1, taken), np.float32)
    padded[width // 2 : width // 2 + len(rows)] = rows
    # Rows lie one after the other: a window of them is one longer row.
    step = padded.strides[0]
    windows = np.lib.stride_tricks.as_strided(padded, (len(rows), width * taken), (step, padded.itemsize))
    kernel = np.ascontiguousarray(weight.transpose(2, 1, 0)).reshape(width * taken, out)
    return product(windows, kernel)


def _side_by_side(networks: Sequence[Network]) -> Network:
    """One network that gives the mean of what these give: a few large products are quicker than many small ones."""
    depth = len(networks[0].layers)
    layers: list[tuple[Floats, Floats]] = []
    for number in range(depth):
        weights = [network.layers[number][0] for network in networks]
        biases = [network.layers[number][1] for network in networks]
        if number == depth - 1:
            shared = np.mean(weights, 0) if depth == 1 else np.concatenate(weights, 1) / len(networks)
            layers.append((shared.astype(np.float32), np.mean(biases, 0, dtype=np.float32)))
        else:
            joined = np.concatenate(weights, 0) if number == 0 else _block_diagonal(weights)
            layers.append((joined, np.concatenate(biases)))
    linear = cast("Floats", np.mean([network.linear for network in networks], 0, dtype=np.float32))
    whole = cast("Floats", np.mean([network.whole for network in networks], 0, dtype=np.float32))
    return Network(tuple(layers), linear, whole)


def _block_diagonal(weights: Sequence[Floats]) -> Floats:
    """Weights of shape (out, in, width) as one of shape (sum of out, sum of in, width) that keeps them apart."""
    size = sum(weight.shape[0] for weight in weights), sum(weight.shape[1] for weight in weights)
    joined = np.zeros((*size, weights[0].shape[2]), np.float32)
    row = column = 0
    for weight in weights:
        joined[row : row + weight.shape[0], column : column + weight.shape[1]] = weight
        row, column = row + weight.shape[0], column + weight.shape[1]
    return joined


def _network(file: np.lib.npyio.NpzFile, n: int) -> Network:
    layers: list[tuple[Floats, Floats]] = []
    while f"{n}.weight{len(layers)}" in file.files:
        layers.append((file[f"{n}.weight{len(layers)}"], file[f"{n}.bias{len(layers)}"]))
    if not layers:
        raise KeyError(f"network {n}")
    return Network(tuple(layers), file[f"{n}.linear"], file[f"{n}.whole"])
