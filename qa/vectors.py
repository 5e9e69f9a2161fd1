"""Vectors to nearest passages. The only module that imports faiss."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.errors import DimensionMismatch, StoreCorrupt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.protocols import Vectors

    Ids = NDArray[np.int64]
    Mask = NDArray[np.bool_]


_SMALL = 20_000_000
_THREADS = os.cpu_count() or 1


class VectorIndex:
    """Unit-norm float32 vectors under passage ids, searched exactly by inner product.

    Immutable: a change makes a new one. Ids ascend.
    """

    def __init__(self, ids: Ids, vectors: Vectors) -> None:
        """`ids` has shape (n,), ascending; `vectors` has shape (n, dimension), rows of norm 1."""
        import faiss

        if vectors.ndim != 2 or len(ids) != len(vectors):
            raise DimensionMismatch(f"{len(ids)} ids for vectors of shape {vectors.shape}")
        self.ids = np.ascontiguousarray(ids, dtype=np.int64)
        self._index: Any = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return len(self.ids)

    def search(self, vector: Vectors, k: int, allowed: Mask | None = None) -> tuple[Ids, Vectors]:
        """The `k` nearest ids and their cosines, best first; fewer where fewer are allowed.

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
        parameters = None
        if allowed is not None and count < len(self):
            bits = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        # Threads woken for little go on spinning beside what comes next. The setting is this thread's alone.
        faiss.omp_set_num_threads(1 if len(self) * self.dimension < _SMALL else _THREADS)
        scores, positions = self._index.search(vector[None, :].astype(np.float32), k, params=parameters)
        # FAISS pads a short result with -1.
        found = positions[0] >= 0
        return self.ids[positions[0][found]], scores[0][found]

    def cosines(self, vectors: Vectors, positions: Ids) -> Vectors:
        """The exact cosines of what stands at `positions` to each row of `vectors`; shape (len(positions), rows)."""
        import faiss

        for vector in vectors:
            self._check(vector)
        if not len(self):
            return np.empty((0, len(vectors)), np.float32)
        # The index's own memory, not copied; and no BLAS, whose threads take longer to wake than this takes.
        held = faiss.rev_swig_ptr(self._index.get_xb(), len(self) * self.dimension).reshape(-1, self.dimension)
        found: Vectors = np.einsum("ij,kj->ik", held[positions], vectors.astype(np.float32))
        return found

    def replaced(self, ids: Ids, fresh: Ids, vectors: Vectors) -> VectorIndex:
        """An index of exactly `ids` (ascending): the `fresh` ones with their `vectors`, the others taken from here."""
        rows = np.empty((len(ids), self.dimension), np.float32)
        is_fresh = np.isin(ids, fresh)
        held = ids[~is_fresh]
        if len(held):
            rows[~is_fresh] = self._index.reconstruct_batch(np.searchsorted(self.ids, held))
        rows[np.searchsorted(ids, fresh)] = vectors
        return VectorIndex(ids, rows)

    def save(self, path: Path) -> None:
        """Write the index and its ids to one file."""
        import faiss

        mapped = faiss.IndexIDMap(faiss.IndexFlatIP(self.dimension))
        mapped.add_with_ids(self._rows(), self.ids)
        faiss.write_index(mapped, str(path))

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read what `save` wrote.

        Raises:
            StoreCorrupt: the file is missing, or not such an index.
        """
        import faiss

        try:
            # The object that read_index returns owns the memory: it must outlive what is downcast from it.
            owner = faiss.read_index(str(path))
            mapped = faiss.downcast_index(owner)
            ids = faiss.vector_to_array(mapped.id_map)
            flat = faiss.downcast_index(mapped.index)
            rows = flat.reconstruct_n(0, flat.ntotal) if flat.ntotal else np.empty((0, flat.d), np.float32)
            if len(ids) != len(rows) or not np.all(np.diff(ids) > 0):
                raise RuntimeError("its ids are not those of its vectors")
        except (RuntimeError, AttributeError, MemoryError) as error:
            raise StoreCorrupt(f"{path} is damaged or missing: run `qa build`") from error
        return cls(ids, rows)

    def _rows(self) -> Vectors:
        rows: Vectors = self._index.reconstruct_n(0, len(self)) if len(self) else np.empty((0, self.dimension), "f4")
        return rows

    def _check(self, vector: Vectors) -> None:
        if vector.shape != (self.dimension,):
            raise DimensionMismatch(
                f"a vector of shape {vector.shape} cannot search an index of dimension {self.dimension}: "
                "the index was built with another model, run `qa build`"
            )


def empty(dimension: int) -> VectorIndex:
    """An index of nothing."""
    return VectorIndex(np.empty(0, np.int64), np.empty((0, dimension), np.float32))


def to_bytes(vectors: Vectors) -> list[bytes]:
    """Rows as they are stored: float16, little-endian."""
    return [row.tobytes() for row in vectors.astype("<f2")]


def from_bytes(rows: Sequence[bytes], dimension: int) -> Vectors:
    """Stored rows as float32 of shape (len(rows), dimension), scaled back to norm 1.

    Raises:
        DimensionMismatch: a row is of another length.
    """
    if any(len(row) != 2 * dimension for row in rows):
        raise DimensionMismatch(f"a stored vector is not of dimension {dimension}: run `qa build --full`")
    matrix = np.frombuffer(b"".join(rows), dtype="<f2").reshape(len(rows), dimension).astype(np.float32)
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    result: Vectors = (matrix / np.where(norms > 0, norms, 1)).astype(np.float32)
    return result
