"""Writing an index in Milvus: stage beside what is read, publish at once, then remove what was replaced.

The order of a publication, each step safe to be killed after, and to be done again:

    1. old versions are marked to die in the next generation     readers of this one still see them
    2. the row of the shard names the next generation             readers see the new state
    3. what died before this generation is removed                readers that began a state ago are done
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.addresses import Collection
from qa.errors import StoreCorrupt
from qa.milvus import catalogue, published, rows
from qa.milvus.connection import Connection
from qa.milvus.expressions import among, both, quoted
from qa.milvus.published import Lease, Published
from qa.milvus.schema import DENSE, NEVER, Names, create_lookups, create_vectors
from qa.models import Passage, Source, Transcript
from qa.sharding import WHOLE, Shard
from qa.store.records import BuildSettings, vector_key
from qa.vectors.codes import pack, width
from qa.vectors.quantised import from_bytes, to_bytes

if TYPE_CHECKING:
    from qa.milvus.rows import Entry
    from qa.protocols import Vectors

GRACE = 60.0
"""Seconds after which nobody reads the state before the published one any more."""
_AT_ONCE = 500


class MilvusWriter:
    """Implements `qa.protocols.IndexWriter`; one at a time for a shard, held from `with` to its end.

    Attributes:
        repaired: what was found damaged; Milvus sees to that itself.
        number_type: that the last vectors were computed in, to be recorded.
    """

    def __init__(self, where: Collection, settings: BuildSettings, shard: Shard = WHOLE) -> None:
        """Connect, make the collections where missing, and go on where a build of the shard was stopped.

        Raises:
            StoreUnreachable, StoreBusy: no server, or another builder of this shard.
            InvalidInput: the collection is divided otherwise.
        """
        self.repaired: list[str] = []
        self.number_type: str | None = None
        self._settings = settings
        self._shard = shard
        self._names = Names(where.name)
        self._connection = Connection(where, strong=True)
        self._doomed: set[str] = set()
        try:
            create_lookups(self._connection, self._names)
            states = published.read(self._connection, self._names)
            published.same_division(self._connection, states, shard)
            self._lease = Lease(self._connection, self._names, shard)
        except BaseException:
            self._connection.close()
            raise
        self.published = published.settings_of(states, shard.number)
        self._state = states.get(shard.number)
        self._dimension = self._state.dimension if self._state else 0
        try:
            self._resume()
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __enter__(self) -> MilvusWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._lease.end()
        finally:
            self._connection.close()

    def sources(self, state: str = "live") -> dict[str, Source]:
        """The files behind the documents of this shard that are `live` or `staged`, by document."""
        return {one.source.document: one.source for one in self._entries(state)}

    def touch(self, source: Source) -> None:
        """Remember new times of a file whose bytes are the same."""
        where = both(self._of("live"), f"path == {quoted(source.document)}")
        changed = [replace(one, source=source) for one in catalogue.bare(self._connection, self._names, where)]
        self._connection.upsert(self._names.documents, [rows.document_row(one) for one in changed])

    def missing(self, passages: Sequence[Passage]) -> list[Passage]:
        """Those whose vectors are not kept yet, in order; of those that are embedded alike, one."""
        by_key = {self._key(passage): passage for passage in passages}
        known = self._known(list(by_key), ())
        return [passage for key, passage in by_key.items() if key not in known]

    def keep(self, passages: Sequence[Passage], vectors: Vectors, sentences: Sequence[Vectors]) -> None:
        """Keep vectors, and those of each passage's sentences, at once."""
        self._lease.renew()
        dimension = vectors.shape[1]
        create_vectors(self._connection, self._names, dimension)
        self._dimension = dimension
        # As the local store keeps them, so that scores do not depend on where an index is.
        stored = from_bytes(to_bytes(vectors), dimension)
        kept = []
        for passage, vector, own in zip(passages, stored, sentences, strict=True):
            codes = rows.codes_text(pack(own).tobytes(), width(dimension))
            row = {"id": self._kept_id(self._key(passage)), "shard": self._shard.number, "sentences": codes}
            kept.append({**row, DENSE: vector})
        self._connection.upsert(self._names.kept, kept)

    def upsert(self, source: Source, transcript: Transcript, passages: Sequence[Passage]) -> None:
        """Stage a document; it takes the place of the live one when published."""
        self._lease.renew()
        self.unstage(source.document)
        born = self._generation + 1
        keys = [self._key(passage) for passage in passages]
        vectors = self._known(keys, (DENSE, "sentences"))
        if not vectors.keys() >= set(keys):
            raise StoreCorrupt(f"no vector is kept for a passage of {source.document}: run `qa build` again")
        doc = self._number(source, born)
        cut = []
        bare = rows.passage_rows(doc, self._shard.number, born, transcript, passages, keys)
        for row, passage, key in zip(bare, passages, keys, strict=True):
            vector = np.asarray(vectors[key][DENSE], np.float32)
            cut.append(rows.with_vector(row, passage, vector, _codes(vectors[key]["sentences"])))
        entry = rows.entry_of(doc, self._shard.number, born, source, transcript, cut)
        self._connection.upsert(self._names.turns, rows.turn_rows(entry, transcript))
        self._connection.upsert(self._names.passages, cut)
        # Last: what has no such row was not staged to the end.
        self._connection.upsert(self._names.documents, [rows.document_row(entry)])

    def unstage(self, document: str) -> None:
        """Drop a staged document; the live one stays."""
        self._remove(one for one in self._entries("staged") if one.source.document == document)

    def delete(self, document: str) -> None:
        """Mark a live document for removal at the next publication; drop a staged one."""
        self.unstage(document)
        self._doomed.add(document)

    def publish(self, seeds: str = "") -> int:
        """Make all changes visible at once; the new generation, or the present one when nothing has changed."""
        staged, live = self._entries("staged"), self._entries("live")
        replaced = {one.source.document for one in staged} | self._doomed
        dying = [one for one in live if one.source.document in replaced]
        state = self._state
        if state is None or staged or dying or self.published != self._settings:
            self._mark(dying, self._generation + 1)
            self._connection.settle()
            after = [*(one for one in live if one not in dying), *staged]
            state = Published(
                shards=self._shard.count,
                generation=self._generation + 1,
                settings=self._settings.to_json(),
                seeds=seeds,
                built=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                passages=sum(one.document.passages for one in after),
                terms=sum(one.terms for one in after),
                dimension=self._dimension,
                number_type=f"{self.number_type or 'float32'} computed, ten bits stored",
            )
            self._write(state)
            self._purge(state.generation - 1)
        elif state.seeds != seeds:
            self._write(replace(state, seeds=seeds))
        elif _age(state.built) > GRACE:
            self._purge(state.generation)
        return self._generation

    def renew_derived(self) -> None:
        """Nothing is derived here: Milvus keeps its indexes itself."""

    def passage_count(self) -> int:
        """How many passages the live documents of this shard have."""
        return sum(one.document.passages for one in self._entries("live"))

    @property
    def _generation(self) -> int:
        return self._state.generation if self._state else 0

    def _resume(self) -> None:
        """Take back what a build that was stopped had marked; drop what it had half staged, or with other settings."""
        settings, born = self._settings.to_json(), self._generation + 1
        if self._connection.has(self._names.passages):
            self._dimension = self._connection.dimension(self._names.passages, DENSE)
        mine = f"shard == {self._shard.number}"
        marked = catalogue.bare(self._connection, self._names, both(mine, f"died == {born}"))
        self._mark(marked, NEVER)
        staged = self._entries("staged")
        # A number is that of the settings too, so other settings make another.
        sound = {one.doc for one in staged if one.doc in self._numbers(one.source, one.born, settings)}
        self._remove(one for one in staged if one.doc not in sound)
        stray = f"{mine} and born >= {born}"
        for name in (self._names.turns, self._names.passages):
            if self._connection.has(name):
                found = {int(row["doc"]) for row in self._connection.query(name, stray, ["doc"])}
                self._drop(name, "doc", found - sound)

    def _mark(self, entries: Sequence[Entry], died: int) -> None:
        """Say in which generation these documents and their passages die."""
        for start in range(0, len(entries), _AT_ONCE):
            self._lease.renew()
            part = entries[start : start + _AT_ONCE]
            if self._connection.has(self._names.passages):
                where = among("doc", [one.doc for one in part])
                ids = [int(row["id"]) for row in self._connection.query(self._names.passages, where, ["id"])]
                self._connection.upsert(
                    self._names.passages, [{"id": one, "died": died} for one in ids], partial=True, page=2_000
                )
            self._connection.upsert(self._names.documents, [rows.document_row(replace(one, died=died)) for one in part])

    def _write(self, state: Published) -> None:
        published.write(self._connection, self._names, self._shard.number, state)
        self._state, self.published = state, self._settings
        self._doomed.clear()

    def _purge(self, generation: int) -> None:
        """Remove what no longer stood in this generation, and the vectors that were kept for the build."""
        mine = f"shard == {self._shard.number}"
        self._remove(catalogue.bare(self._connection, self._names, both(mine, f"died <= {generation}")))
        if self._connection.has(self._names.kept):
            self._connection.delete(self._names.kept, mine)
        for name in (self._names.turns, self._names.passages, self._names.documents):
            if self._connection.has(name):
                self._connection.tidy(name)

    def _remove(self, entries: Iterable[Entry]) -> None:
        docs = {one.doc for one in entries}
        for name, field in (
            (self._names.passages, "doc"), (self._names.turns, "doc"), (self._names.documents, "id"),
        ):  # fmt: skip
            self._drop(name, field, docs)

    def _drop(self, name: str, field: str, docs: set[int]) -> None:
        ordered = sorted(docs)
        if ordered and self._connection.has(name):
            for start in range(0, len(ordered), _AT_ONCE):
                self._connection.delete(name, among(field, ordered[start : start + _AT_ONCE]))

    def _entries(self, state: str) -> list[Entry]:
        return catalogue.bare(self._connection, self._names, self._of(state))

    def _of(self, state: str) -> str:
        generation, mine = self._generation, f"shard == {self._shard.number}"
        if state == "staged":
            return f"{mine} and born > {generation}"
        return f"{mine} and born <= {generation} and died > {generation}"

    def _key(self, passage: Passage) -> str:
        return vector_key(self._settings.fingerprint, passage).hex()

    def _kept_id(self, key: str) -> str:
        return f"{self._shard.number}/{key}"

    def _known(self, keys: Sequence[str], fields: Sequence[str]) -> dict[str, dict[str, Any]]:
        """The vectors that are kept under these keys, or that passages of this shard have; by key."""
        found: dict[str, dict[str, Any]] = {}
        if not self._connection.has(self._names.kept):
            return found
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            where = among("id", [self._kept_id(key) for key in part])
            for row in self._connection.query(self._names.kept, where, ["id", *fields]):
                found[row["id"].partition("/")[2]] = row
            rest = [key for key in part if key not in found]
            if rest:
                where = both(f"shard == {self._shard.number}", among("key", rest))
                for row in self._connection.query(self._names.passages, where, ["key", *fields]):
                    found[row["key"]] = row
        return found

    def _number(self, source: Source, born: int) -> int:
        """A number for a version of a document that no other document has."""
        numbers = self._numbers(source, born, self._settings.to_json())
        taken = {
            int(row["id"])
            for row in self._connection.query(self._names.documents, among("id", numbers), ["path"])
            if row["path"] != source.document
        }
        return next(one for one in numbers if one not in taken)

    def _numbers(self, source: Source, born: int, settings: str) -> list[int]:
        return [rows.number_of(source, settings, self._shard.number, born, salt) for salt in range(8)]


def _codes(sentences: str) -> str:
    """The codes alone: a passage has the places before them."""
    return sentences.rpartition(".")[2]


def _age(built: str) -> float:
    return time.time() - datetime.datetime.fromisoformat(built).timestamp()
