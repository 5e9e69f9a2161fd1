"""Scored passages to regions of transcripts: one region once, neighbours that fit as well made one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qa.pool import Floats, Integers, Place, Pool

MOST_PASSAGES = 2
"""How many passages one region may take in: more, and a reader would be sent to a page instead of a place."""
NEARLY_AS_GOOD = 0.6
"""How a neighbour's odds must compare with those of the passage it joins."""
_KEPT, _FIRST = 2, 5
CANDIDATES = 40
"""How many runs compete for the first places of a search."""
# In units of the log of the odds, and in passages: QMSum's validation split, benchmarks/README.md.
_CROWDED = 0.7
_NEAR = 5.0


@dataclass(frozen=True, slots=True)
class Run:
    """Passages of one document in a row, `first` to `last` inclusive, as rows of a pool."""

    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of one document, from an offset in one turn to an offset in the same or a later one, with its score."""

    document: str
    first: tuple[int, int]
    last: tuple[int, int]
    score: float


def runs(pool: Pool, scores: Floats, k: int) -> list[Run]:
    """The `k` best runs of eligible passages, best first, ties by position.

    A passage joins the run beside it when it fits nearly as well and the run is still short. A run's score is the odds
    of its best passage against the best eligible one, so that the first has 1.
    """
    order = np.argsort(-scores, kind="stable")
    order = order[pool.eligible[order]]
    if not len(order):
        return []
    odds = np.exp(np.minimum(scores[order] - scores[order[0]], 0).astype(np.float64)).tolist()
    # One more at either end, where nothing stands beside.
    beside = [False, *pool.beside.tolist(), False]
    owner: dict[int, int] = {}
    found: list[Run] = []
    for row, own in zip(order.tolist(), odds, strict=True):
        joined = None
        for near, touches in ((row - 1, beside[row]), (row + 1, beside[row + 1])):
            if touches and near in owner and _takes(found[owner[near]], own):
                joined = owner[near] if joined is None else min(joined, owner[near])
        if joined is None:
            if len(found) == k:
                # Those still to come fit worse, and may be too bad to make any run longer.
                if own < NEARLY_AS_GOOD * found[-1].score:
                    break
                continue
            found.append(Run(row, row, own))
            joined = len(found) - 1
        else:
            run = found[joined]
            found[joined] = Run(min(run.first, row), max(run.last, row), run.score)
        owner[row] = joined
    return found


def _takes(run: Run, odds: float) -> bool:
    return run.last - run.first + 1 < MOST_PASSAGES and odds >= NEARLY_AS_GOOD * run.score


def apart(found: Sequence[Run], pool: Pool) -> list[Run]:
    """Runs with the third to fifth chosen away from those before them, where others fit about as well.

    The first two may be one stretch of talk; five of it would hide from a reader that there is another place. This is
    maximal marginal relevance (Carbonell and Goldstein, 1998), with distance in the transcript for similarity.
    """
    chosen, left = list(found[:_KEPT]), list(found[_KEPT:CANDIDATES])
    first, last = _places(left)
    worth = np.log(np.maximum([run.score for run in left], 1e-30))
    gaps = np.full(len(left), np.inf)
    for one in chosen:
        gaps = np.minimum(gaps, _gaps(one, first, last, pool))
    taken: list[int] = []
    while len(taken) < min(len(left), _FIRST - len(chosen)):
        # 1 beside a run that is chosen already, falling with the passages between, 0 in another document.
        crowding = np.exp(-(gaps - 1) / _NEAR)
        crowding[taken] = np.inf
        best = int(np.argmax(worth - _CROWDED * crowding))
        taken.append(best)
        gaps = np.minimum(gaps, _gaps(left[best], first, last, pool))
    rest = [run for row, run in enumerate(left) if row not in taken]
    return _descending([*chosen, *(left[row] for row in taken), *rest, *found[CANDIDATES:]])


def _places(found: Sequence[Run]) -> tuple[Integers, Integers]:
    """Rows of the first and of the last passage of each run."""
    return np.array([run.first for run in found], np.int64), np.array([run.last for run in found], np.int64)


def _gaps(one: Run, first: Integers, last: Integers, pool: Pool) -> NDArray[np.float64]:
    """How many passages each run lies from this one, 1 for those beside it; infinitely many in another document."""
    positions, documents = pool.positions, pool.documents
    apart_by = np.maximum(positions[first] - positions[one.last], positions[one.first] - positions[last])
    return np.where(documents[first] == documents[one.first], apart_by, np.inf)


def spread(found: Sequence[Run], pool: Pool) -> list[Run]:
    """The best of each document first, then the second best of each: for a question about many documents."""
    seen: dict[int, int] = {}
    turns = []
    for run in found:
        document = int(pool.documents[run.first])
        turns.append(seen.get(document, 0))
        seen[document] = turns[-1] + 1
    return _descending(run for _, run in sorted(zip(turns, found, strict=True), key=lambda pair: pair[0]))


def _descending(found: Iterable[Run]) -> list[Run]:
    """The same order, with no score above the one before it."""
    lowered: list[Run] = []
    for run in found:
        higher = bool(lowered) and run.score > lowered[-1].score
        lowered.append(Run(run.first, run.last, lowered[-1].score) if higher else run)
    return lowered


def located(found: Iterable[Run], pool: Pool, places: dict[int, Place]) -> list[Region]:
    """Runs with the places of their first and last passage, by passage id."""
    return [
        Region(
            places[int(pool.ids[run.first])].document,
            places[int(pool.ids[run.first])].first,
            places[int(pool.ids[run.last])].last,
            run.score,
        )
        for run in found
    ]
