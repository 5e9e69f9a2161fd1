"""The collections of an index and their fields.

Documents and passages say from which generation of their shard on they are there, and until which: a state that was
published is what was born up to its generation and died after it. So builders write beside what is read, and one row
for each shard publishes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.errors import DimensionMismatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.milvus.connection import Connection

NEVER = 2**31 - 1
"""The generation in which nothing dies."""
ORDINALS = 2**20
"""An id is a document's number times this, and a number below it: rows of a document have ids in a row."""
LONGEST = 65_535
"""Bytes of text that a field takes."""
DENSE, SPARSE, BLANK = "dense", "sparse", "blank"
MOST_TERMS, MOST_SPEAKERS = 4096, 4096

# Every collection of Milvus has a vector; those that are only looked up have one of no meaning.
_BLANK_WIDTH = 2
NOTHING = [0.0] * _BLANK_WIDTH


class Names:
    """What the collections of an index are called."""

    def __init__(self, name: str) -> None:
        self.shards = f"{name}_shards"
        self.documents = f"{name}_documents"
        self.turns = f"{name}_turns"
        self.passages = f"{name}_passages"
        self.kept = f"{name}_kept"


def create_lookups(connection: Connection, names: Names) -> None:
    """The collections whose shape no model decides: shards, documents, turns."""
    life = [_number("shard", 32), _number("born", 32), _number("died", 32)]
    _create(connection, names.shards, [_number("id", 64, is_primary=True), _text("record"), _blank()], ())
    fields = [_number("id", 64, is_primary=True), *life, _text("path"), _text("record"), _blank()]
    _create(connection, names.documents, fields, ("shard", "path"))
    fields = [
        *(_number("id", 64, is_primary=True), _number("doc", 64), _number("shard", 32), _number("born", 32)),
        *(_number("kind", 8), _number("turn", 32), _number("speaker", 64), _text("record"), _blank()),
    ]
    _create(connection, names.turns, fields, ("doc", "kind", "speaker"))


def create_vectors(connection: Connection, names: Names, dimension: int) -> None:
    """The collections of vectors: passages, and those kept for a build. Raises DimensionMismatch."""
    if connection.has(names.passages):
        held = connection.dimension(names.passages, DENSE)
        if held != dimension:
            raise DimensionMismatch(
                f"the model gives vectors of dimension {dimension}, {connection.where} holds {held}: "
                "give another collection with --index and run `qa build`"
            )
    fields = [
        *(_number("id", 64, is_primary=True), _number("doc", 64)),
        *(_number("shard", 32), _number("born", 32), _number("died", 32), _number("day", 32)),
        *(_number(name, 32) for name in ("first_turn", "start", "last_turn", "end", "length")),
        {"name": "speakers", "type": "ARRAY", "element_type": "INT64", "max_capacity": MOST_SPEAKERS},
        {"name": "shares", "type": "ARRAY", "element_type": "INT32", "max_capacity": MOST_SPEAKERS},
        {"name": "terms", "type": "ARRAY", "element_type": "VARCHAR", "max_length": 512, "max_capacity": MOST_TERMS},
        _text("key", 64),
        _text("sentences"),
        {"name": DENSE, "type": "FLOAT_VECTOR", "dim": dimension},
        {"name": SPARSE, "type": "SPARSE_FLOAT_VECTOR"},
    ]
    indexed = ("doc", "shard", "born", "died", "day", "key", "speakers", "terms")
    # A file is searched exactly. A cluster chooses by how much there is.
    dense = {"field_name": DENSE, "index_type": "FLAT" if connection.is_lite else "AUTOINDEX", "metric_type": "IP"}
    sparse = {"field_name": SPARSE, "index_type": "SPARSE_INVERTED_INDEX", "metric_type": "IP"}
    connection.create(names.passages, fields, [dense, sparse, *_scalars(connection, indexed)])
    fields = [
        _text("id", 64, is_primary=True),
        _number("shard", 32),
        _text("sentences"),
        {"name": DENSE, "type": "FLOAT_VECTOR", "dim": dimension},
    ]
    connection.create(names.kept, fields, [{"field_name": DENSE, "index_type": "FLAT", "metric_type": "IP"}])


def _create(connection: Connection, name: str, fields: list[dict[str, Any]], indexed: Sequence[str]) -> None:
    blank = {"field_name": BLANK, "index_type": "FLAT", "metric_type": "IP"}
    connection.create(name, fields, [blank, *_scalars(connection, indexed)])


def _scalars(connection: Connection, names: Sequence[str]) -> list[dict[str, Any]]:
    # A file is read through in any case.
    return [] if connection.is_lite else [{"field_name": name, "index_type": "INVERTED"} for name in names]


def _number(name: str, bits: int, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": f"INT{bits}", **more}


def _text(name: str, longest: int = LONGEST, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "VARCHAR", "max_length": longest, **more}


def _blank() -> dict[str, Any]:
    return {"name": BLANK, "type": "FLOAT_VECTOR", "dim": _BLANK_WIDTH}
