"""What a search is given, and the passages it finds with their signals: arrays that a ranker reads. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.models import Who

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]

REACH = 6
"""How many passages before and after each one found belong to the pool: what a ranker may look at around it."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for search.

    Attributes:
        vectors: of the question as asked, and of its topic without what is only phrasing; shape (2, dimension), norm 1.
        terms: of its content words, analysed.
        asked: the speakers whose words are asked for; empty where anybody's are.
    """

    vectors: Floats
    terms: tuple[str, ...]
    asked: tuple[Who, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """Passages that may bear on a question, by document and position; arrays of one length n.

    Attributes:
        ids: of the passages, ascending.
        positions: ordinal of each in the index; neighbours of one document have positions in a row.
        documents: a number that stands for the document.
        dense: cosine to the question and to its topic, exact; shape (n, 2).
        bm25: BM25 score of the terms, 0 past the depth of the lexical search.
        coverage: share of the terms that stand in it, each weighed by how rare it is, 0 to 1; likewise.
        share: of its words, those said by the speakers asked for, 0 to 1; None where nobody's words are asked for.
        eligible: lies in the scope; others lend their scores and are never a hit.
    """

    ids: Integers
    positions: Integers
    documents: Integers
    dense: Floats
    bm25: Floats
    coverage: Floats
    share: Floats | None
    eligible: Booleans

    @property
    def beside(self) -> Booleans:
        """Of each passage but the last, whether the next one of the pool follows it in its document; shape (n - 1,)."""
        follows: Booleans = self.positions[1:] - self.positions[:-1] == 1
        same: Booleans = self.documents[1:] == self.documents[:-1]
        return follows & same

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: from an offset in one turn to an offset in the same or a later turn."""

    document: str
    first: tuple[int, int]
    last: tuple[int, int]
