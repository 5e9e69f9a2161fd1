"""The documents of one published state, kept in memory: every question looks them up, few builds change many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qa.errors import StoreCorrupt
from qa.milvus import rows
from qa.milvus.expressions import alive, among, both
from qa.milvus.schema import Names

if TYPE_CHECKING:
    from qa.milvus.connection import Connection
    from qa.milvus.rows import Entry, Said
    from qa.models import Scope

_AT_ONCE = 500
_FIELDS = ("shard", "born", "died", "path", "record")


class Catalogue:
    """Documents by path, in order.

    Attributes:
        generations: of each shard.
        entries: by path.
    """

    def __init__(self, generations: Mapping[int, int], entries: Iterable[Entry]) -> None:
        self.generations = dict(generations)
        self.entries = {one.source.document: one for one in sorted(entries, key=lambda one: one.source.document)}
        self.paths = {one.doc: path for path, one in self.entries.items()}

    def within(self, scope: Scope) -> list[Entry]:
        """The documents in scope, by path; with speakers in the scope, those they speak in."""
        wanted: Iterable[str] = sorted(set(scope.documents)) if scope.documents else self.entries
        found = [self.entries[path] for path in wanted if path in self.entries]
        # An undated document falls out.
        if scope.after:
            found = [one for one in found if one.document.date and one.document.date >= scope.after]
        if scope.before:
            found = [one for one in found if one.document.date and one.document.date <= scope.before]
        if scope.speakers:
            speakers = set(scope.speakers)
            found = [one for one in found if any(said.who in speakers for said in one.speaking)]
        return found


def load(connection: Connection, names: Names, generations: Mapping[int, int], held: Catalogue | None) -> Catalogue:
    """The catalogue of these generations; what is `held` of an earlier one is not read again.

    Raises:
        StoreCorrupt: it cannot be read.
    """
    live = alive(generations)
    known = {one.doc: one for one in held.entries.values()} if held else {}
    # Who dies is no part of what is known of it: a version is never changed.
    present = [int(row["id"]) for row in connection.query(names.documents, live, ["id"])]
    entries = [known[doc] for doc in present if doc in known]
    entries += read(connection, names, [doc for doc in present if doc not in known])
    found = Catalogue(generations, entries)
    if len(found.entries) != len(entries):
        raise StoreCorrupt(f"{connection.where} holds a document twice: run `qa build --full`")
    return found


def read(connection: Connection, names: Names, docs: Sequence[int]) -> list[Entry]:
    """Documents with their speakers, by number."""
    entries = []
    for start in range(0, len(docs), _AT_ONCE):
        part = docs[start : start + _AT_ONCE]
        speaking: dict[int, Sequence[Said]] = {}
        where = both(f"kind == {rows.SPEAKING}", among("doc", part))
        for doc, _, record in rows.records(connection.query(names.turns, where, ["doc", "turn", "record"])):
            speaking[doc] = rows.to_speaking(record)
        for row in connection.query(names.documents, among("id", part), _FIELDS):
            entries.append(rows.to_entry(row, speaking.get(row["id"], ())))
    return entries


def bare(connection: Connection, names: Names, where: str) -> list[Entry]:
    """Documents without their speakers, by an expression."""
    return [rows.to_entry(row) for row in connection.query(names.documents, where, _FIELDS)]
