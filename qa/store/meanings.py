"""The vectors of sentences, by where the sentences begin."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qa.errors import StoreCorrupt
from qa.store.records import check_passage, unpack_places, vector_crc
from qa.vectors.codes import unpack, width

if TYPE_CHECKING:
    from qa.protocols import Vectors

# Turns nearer to one another than this are fetched together.
_NEAR = 4


def sentence_vectors(connection: sqlite3.Connection, places: Sequence[tuple[str, int, int]], dimension: int) -> Vectors:
    """Of the sentences that begin at these places (document, turn, offset); shape (len(places), dimension).

    Rows of norm 1, or of zeros where none is kept.

    Raises:
        StoreCorrupt: a checksum does not hold, or a vector is missing.
    """
    return gathered(places, lambda document, turns: _codes(connection, document, turns, width(dimension)), dimension)


def gathered(
    places: Sequence[tuple[str, int, int]],
    codes_of: Callable[[str, set[int]], Iterable[tuple[tuple[int, int], bytes]]],
    dimension: int,
) -> Vectors:
    """The same from wherever the codes are kept.

    Args:
        places: document, turn and offset of each sentence.
        codes_of: turn, offset and code of the sentences that are kept of some turns of a document.
        dimension: of the vectors.
    """
    wanted: dict[str, dict[tuple[int, int], list[int]]] = {}
    for row, (document, turn, start) in enumerate(places):
        wanted.setdefault(document, {}).setdefault((turn, start), []).append(row)
    rows: list[int] = []
    codes: list[bytes] = []
    for document, by_place in wanted.items():
        for place, code in codes_of(document, {turn for turn, _ in by_place}):
            for row in by_place.get(place, ()):
                rows.append(row)
                codes.append(code)
    found = np.zeros((len(places), dimension), np.float32)
    if rows:
        table = np.frombuffer(b"".join(codes), np.uint8).reshape(len(rows), width(dimension))
        found[rows] = unpack(table, dimension)
    return found


def _codes(
    connection: sqlite3.Connection, document: str, turns: set[int], size: int
) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Turn, offset and code of the sentences of passages that hold any of the turns."""
    for first, last in runs(turns):
        for row in connection.execute(
            "SELECT p.*, v.key, v.data, v.sentences AS codes, v.crc AS vector_crc FROM documents d"
            " JOIN passages p ON p.id BETWEEN d.first_passage AND d.first_passage + d.passages - 1"
            " LEFT JOIN vectors v ON v.id = p.vector_id"
            " WHERE d.state = 'live' AND d.path = ? AND p.last_turn >= ? AND p.first_turn <= ?",
            (document, first, last),
        ):
            check_passage(row, document)
            places, kept = unpack_places(row["sentences"]), row["codes"]
            # A vector of a damaged page may seem to be none.
            sound = row["key"] is not None and vector_crc(row["key"], row["data"], kept) == row["vector_crc"]
            if not sound or len(kept) != size * len(places):
                raise StoreCorrupt(f"vectors of {document} are damaged in the index: run `qa build --full`")
            for number, place in enumerate(places):
                if place[0] in turns:
                    yield place, kept[number * size : (number + 1) * size]


def runs(turns: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of turns that stand near one another."""
    runs: list[tuple[int, int]] = []
    for turn in sorted(turns):
        if runs and turn - runs[-1][1] <= _NEAR:
            runs[-1] = runs[-1][0], turn
        else:
            runs.append((turn, turn))
    return runs
