"""Vectors to nearest vectors, by position. The only module that imports faiss.

Exact while exact is fast; above that, lists of vectors near to one another (IVF), four bits a component, on disk and
mapped into memory. Whoever asks orders the first of those anew by the vectors in full.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.encoding.processor import cores
from qa.errors import DimensionMismatch, StoreCorrupt, StoreUnwritable
from qa.vectors import products
from qa.vectors.fourbit import FourBit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.protocols import Vectors

    Ids = NDArray[np.int64]
    Mask = NDArray[np.bool_]

EXACT_UP_TO = 20_000
"""Up to this many vectors a search looks at every one of them."""
_PARALLEL = 20_000_000
_THREADS = cores()
_PROBES = 96
# So few that qualify are looked at one by one.
_FEW = 10_000
_SAMPLE_PER_LIST, _ROUNDS = 40, 8


class VectorIndex:
    """Unit-norm vectors at positions 0 to n - 1, searched by inner product. Immutable."""

    def __init__(self, index: Any, owner: Any = None) -> None:
        """`owner` keeps alive what holds the memory of `index`; indexes are made by `exact`, `clustered` and `load`."""
        self._index = index
        self._owner = owner
        self.is_exact = hasattr(index, "get_xb")

    @classmethod
    def exact(cls, vectors: Vectors) -> VectorIndex:
        """Vectors of shape (n, dimension), rows of norm 1, in memory as float32."""
        import faiss

        if vectors.ndim != 2:
            raise DimensionMismatch(f"vectors of shape {vectors.shape} are no rows")
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def clustered(cls, count: int, sample: Vectors, chunks: Iterable[Vectors]) -> VectorIndex:
        """Many vectors, in lists, to be saved: they are read from their file.

        Args:
            count: how many there will be.
            sample: some of them, `sample_size(count)` or fewer, to find the lists by.
            chunks: all of them, in order.
        """
        import faiss

        faiss.omp_set_num_threads(_THREADS)
        dimension = sample.shape[1]
        lists = max(1, min(_lists(count), len(sample)))
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dimension), dimension, lists, faiss.ScalarQuantizer.QT_4bit,
            faiss.METRIC_INNER_PRODUCT, False,
        )  # fmt: skip
        index.cp.niter = _ROUNDS
        index.cp.min_points_per_centroid = 1
        index.train(np.ascontiguousarray(sample, dtype=np.float32))
        for chunk in chunks:
            index.add(np.ascontiguousarray(chunk, dtype=np.float32))
        index.set_direct_map_type(faiss.DirectMap.Array)
        return cls(index)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int, allowed: Mask | None = None) -> tuple[Ids, Vectors]:
        """The `k` nearest positions and their cosines, best first; fewer where fewer are allowed.

        Args:
            vector: shape (dimension,), norm 1.
            k: how many.
            allowed: shape (len(self),); False keeps a vector out before the search, so that the result is not short.

        Raises:
            DimensionMismatch: the vector is of another length.
        """
        import faiss

        self._check(vector)
        count = len(self) if allowed is None else int(allowed.sum())
        k = min(k, count)
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if not self.is_exact and count <= max(k, _FEW) and allowed is not None:
            return self._one_by_one(vector, k, np.flatnonzero(allowed))
        selector = None
        if allowed is not None and count < len(self):
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)
        # Threads woken for little go on spinning beside what comes next. The setting is this thread's alone.
        parallel = self.is_exact and len(self) * self.dimension >= _PARALLEL
        faiss.omp_set_num_threads(_THREADS if parallel else 1)
        query = vector[None, :].astype(np.float32)
        if self.is_exact:
            parameters = faiss.SearchParameters(sel=selector) if selector else None
            return _found(*self._index.search(query, k, params=parameters))
        probes = math.ceil(_PROBES * len(self) / count)
        while True:
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=min(probes, self._index.nlist))
            positions, scores = _found(*self._index.search(query, k, params=parameters))
            if len(positions) and positions.max() >= len(self):
                raise StoreCorrupt("the vectors of the index are damaged: run `qa build --full`")
            if len(positions) == k or probes >= self._index.nlist:
                return positions, scores
            probes *= 4

    def rows(self, positions: Ids) -> Vectors:
        """The vectors at these positions of an exact index, shape (len(positions), dimension)."""
        import faiss

        assert self.is_exact
        if not len(positions):
            return np.empty((0, self.dimension), np.float32)
        # The index's own memory, not copied.
        held = faiss.rev_swig_ptr(self._index.get_xb(), len(self) * self.dimension)
        rows: Vectors = held.reshape(-1, self.dimension).take(positions, 0)
        return rows

    def cosines(self, vectors: Vectors, positions: Ids) -> Vectors:
        """The cosines of what stands at `positions` to each row of `vectors`; shape (len(positions), rows)."""
        for vector in vectors:
            self._check(vector)
        return (
            products.cosines(self.rows(positions), vectors)
            if self.is_exact
            else self._codes.cosines(vectors, positions)
        )

    @cached_property
    def _codes(self) -> FourBit:
        """What lies in the lists of a file."""
        import faiss

        index, lists = self._index, faiss.downcast_InvertedLists(self._index.invlists)
        trained = faiss.vector_to_array(index.sq.trained)
        return FourBit(
            memory=faiss.rev_swig_ptr(lists.ptr, lists.totsize),
            begins=np.array([lists.lists.at(number).offset for number in range(index.nlist)], np.int64),
            places=faiss.rev_swig_ptr(index.direct_map.array.data(), len(self)),
            low=trained[: self.dimension],
            span=trained[self.dimension :],
        )

    def save(self, path: Path) -> None:
        """Write the index to a file. Raises StoreUnwritable."""
        import faiss

        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise StoreUnwritable(
                f"{path} cannot be written: see whether there is space and permission, and run `qa build`"
            ) from error

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read what `save` wrote; lists stay on disk, and are read as they are needed.

        Raises:
            StoreCorrupt: the file is missing, or not such an index.
        """
        import faiss

        try:
            # The object that read_index returns owns the memory: it must outlive what is downcast from it.
            owner = faiss.read_index(str(path), faiss.IO_FLAG_MMAP)
            index = faiss.downcast_index(owner)
            flat = isinstance(index, faiss.IndexFlatIP)
            if not flat and not (isinstance(index, faiss.IndexIVFScalarQuantizer) and index.direct_map.type):
                raise RuntimeError("it is another kind of index")
            if not flat:
                _check_lists(index, path.stat().st_size)
                # It would start 32 threads for every search, to read ahead: several times what the search takes.
                faiss.downcast_InvertedLists(index.invlists).prefetch_nthread = 0
        except (OSError, RuntimeError, AttributeError, IndexError, OverflowError, MemoryError) as error:
            raise StoreCorrupt(f"{path} is damaged or missing: run `qa build --full`") from error
        return cls(index, owner)

    def _one_by_one(self, vector: Vectors, k: int, positions: Ids) -> tuple[Ids, Vectors]:
        scores = self.cosines(vector[None, :], positions)[:, 0]
        best = np.argsort(-scores, kind="stable")[:k]
        return positions[best], scores[best]

    def _check(self, vector: Vectors) -> None:
        # Of an index of nothing nobody knows the dimension.
        if len(self) and vector.shape != (self.dimension,):
            raise DimensionMismatch(
                f"a vector of dimension {vector.shape[-1]} cannot search an index of dimension {self.dimension}: "
                "the index was built with another model, run `qa build`"
            )


def dimension_in(path: Path) -> int:
    """Length of the vectors in a file that `VectorIndex.save` wrote, from its head. Raises StoreCorrupt."""
    try:
        with path.open("rb") as file:
            kind, dimension = struct.unpack("<4si", file.read(8))
    except (OSError, struct.error) as error:
        raise StoreCorrupt(f"{path} is damaged or missing: run `qa build --full`") from error
    if kind[:2] not in (b"Ix", b"Iw"):
        raise StoreCorrupt(f"{path} is damaged: run `qa build --full`")
    return int(dimension)


def sample_size(count: int) -> int:
    """How many vectors of so many the lists are found by."""
    return min(count, _SAMPLE_PER_LIST * _lists(count))


def _check_lists(index: Any, size: int) -> None:
    """Raises RuntimeError where lists would lead out of the file: the engine believes them, and reads what is there."""
    import faiss

    lists = faiss.downcast_InvertedLists(index.invlists)
    last = lists.lists.at(index.nlist - 1)
    sizes = np.array([lists.list_size(number) for number in range(index.nlist)], np.int64)
    places = faiss.rev_swig_ptr(index.direct_map.array.data(), index.direct_map.array.size())
    numbers, offsets = places >> 32, places & 0xFFFFFFFF
    sound = (
        index.sq.qtype == faiss.ScalarQuantizer.QT_4bit
        and index.metric_type == faiss.METRIC_INNER_PRODUCT
        and index.d == index.sq.d == index.quantizer.d
        and index.code_size == lists.code_size == index.sq.code_size == (index.d + 1) // 2
        and index.sq.trained.size() == 2 * index.d
        and index.nlist == lists.nlist == index.quantizer.ntotal
        and int(sizes.sum()) == index.ntotal == len(places)
        and 0 <= last.offset <= size - (index.code_size + 8) * last.size
        and bool(((numbers >= 0) & (numbers < index.nlist)).all())
        and bool((offsets < sizes[numbers]).all())
    )
    if not sound:
        raise RuntimeError("its lists are damaged")


def _lists(count: int) -> int:
    return int(4 * math.sqrt(count))


def _found(scores: Vectors, positions: Ids) -> tuple[Ids, Vectors]:
    # FAISS pads a short result with -1.
    held = positions[0] >= 0
    return positions[0][held], scores[0][held]
