"""What was said, read from one pinned SQLite snapshot."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qa.errors import StoreCorrupt, UnknownDocument
from qa.models import Aside, Counts, Document, Mention, Scope, Source, Speaker, Turn
from qa.store.mentions import may_hold, pattern
from qa.store.records import (
    PASSAGE,
    TURN,
    check_passage,
    check_speaker,
    check_speaking,
    to_aside,
    to_document,
    to_turn,
    unpack_speakers,
)
from qa.store.schema import guarded
from qa.store.scoping import documents_where, speakers_where

if TYPE_CHECKING:
    from qa.store.view import View

_MOST_KNOWN = 1024
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_TURN = ", ".join(TURN)
# İ, ı, ſ and the sign for kelvin are to a pattern the i, s and k that LIKE does not take them for.
_UNLIKE = "length(CAST(t.text AS BLOB)) > length(t.text) AND (" + (
    " OR ".join(f"instr(t.text, char({ord(letter)}))" for letter in "\u0130\u0131\u017f\u212a") + ")"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What has been looked up in one generation: every question asks for it again. Shared between threads."""

    speakers: dict[Scope, list[Speaker]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    scopes: dict[Scope, list[Document]] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)


def _remember(known: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    if len(known) >= _MOST_KNOWN:
        # Another thread may do the same at any time: nobody counts on what is there.
        known.clear()
    known[key] = value


def _turns_missing(document: str) -> StoreCorrupt:
    return StoreCorrupt(f"turns of {document} are missing in the index: run `qa build --full`")


class SqliteCorpus:
    """Implements `qa.protocols.Corpus` over a connection inside a read transaction."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, generation: int, known: Known, view: View | None = None
    ) -> None:
        """`known` is shared by all that read this generation; with the `view` of it words are found without reading."""
        self._connection = connection
        self._path = path
        self._generation = generation
        self._known = known
        self._view = view

    @property
    def generation(self) -> int:
        """Which published state of the index this is."""
        return self._generation

    def documents(self, scope: Scope = Scope()) -> list[Document]:
        """The documents in scope, by path."""
        found = self._known.scopes.get(scope)
        if found is None:
            found = self._documents(scope)
            _remember(self._known.scopes, scope, found)
        return list(found)

    def _documents(self, scope: Scope) -> list[Document]:
        where, parameters = documents_where(scope)
        if scope.speakers:
            speaking, names = speakers_where(scope)
            where += (
                " AND EXISTS (SELECT 1 FROM speaking p JOIN speakers s ON s.id = p.speaker_id"
                f" WHERE p.document_id = d.id AND {speaking})"
            )
            parameters += names
        rows = self._all(f"SELECT * FROM documents d WHERE {where} ORDER BY d.path", parameters)
        labels = self._labels(where, parameters, sum(row["speaking"] for row in rows))
        return [to_document(row, labels.get(row["id"], ())) for row in rows]

    def document(self, document: str) -> Document:
        """One document by its path."""
        found = self._known.documents.get(document)
        if found is None:
            rows = self.documents(Scope(documents=(document,)))
            if not rows:
                raise UnknownDocument(
                    f"there is no document {document!r} in the index: `qa status` lists what there is"
                )
            found = rows[0]
            _remember(self._known.documents, document, found)
        return found

    def source(self, document: str) -> Source:
        """The file the document was read from, as it was then."""
        rows = self._all("SELECT path, sha256, stat FROM documents WHERE state = 'live' AND path = ?", [document])
        if not rows:
            raise UnknownDocument(f"there is no document {document!r} in the index: `qa status` lists what there is")
        return Source(rows[0]["path"], rows[0]["sha256"], rows[0]["stat"])

    def turns(self, document: str, first: int = 0, last: int | None = None) -> list[Turn]:
        """The turns `first` to `last` inclusive."""
        rows = self._all(
            f"SELECT {_TURN} FROM documents d JOIN turns t ON t.document_id = d.id"
            " LEFT JOIN speakers s ON s.id = t.speaker_id"
            " WHERE d.state = 'live' AND d.path = ? AND t.idx >= ? AND t.idx <= ? ORDER BY t.idx",
            [document, first, 2**62 if last is None else last],
        )
        turns = [to_turn(row, document) for row in rows]
        end = self.document(document).turns if last is None else min(self.document(document).turns, last + 1)
        if [turn.index for turn in turns] != list(range(max(0, first), end)):
            raise _turns_missing(document)
        return turns

    def asides(self, document: str) -> list[Aside]:
        """What the document holds that nobody said, in order."""
        rows = self._all(
            "SELECT a.document_id, a.position, a.kind, a.text, a.before_turn, a.crc"
            " FROM documents d JOIN asides a ON a.document_id = d.id"
            " WHERE d.state = 'live' AND d.path = ? ORDER BY a.position",
            [document],
        )
        kept = self._all("SELECT asides FROM documents WHERE state = 'live' AND path = ?", [document])
        if kept and kept[0][0] != len(rows):
            raise StoreCorrupt(
                f"what stands between the turns of {document} is missing in the index: run `qa build --full`"
            )
        return [to_aside(row, document) for row in rows]

    def turns_in(self, scope: Scope) -> Iterator[tuple[Document, Turn]]:
        """Every turn in scope, by document and position."""
        yield from self._turns_where(scope, "TRUE")

    def speakers(self, scope: Scope = Scope()) -> list[Speaker]:
        """The speakers of the turns in scope, those who say most first."""
        found = self._known.speakers.get(scope)
        if found is None:
            found = self._speakers(scope)
            _remember(self._known.speakers, scope, found)
        return list(found)

    def _speakers(self, scope: Scope) -> list[Speaker]:
        where, parameters = documents_where(scope)
        speaking, names = speakers_where(scope)
        rows = self._all(
            "SELECT p.*, s.label, s.person, s.crc AS speaker_crc, d.path FROM documents d"
            " JOIN speaking p ON p.document_id = d.id LEFT JOIN speakers s ON s.id = p.speaker_id"
            f" WHERE {where} AND {speaking} ORDER BY d.path",
            parameters + names,
        )
        if not scope.speakers:
            kept = self._all(f"SELECT coalesce(sum(d.speaking), 0) FROM documents d WHERE {where}", parameters)
            self._check_speaking(kept[0][0], len(rows))
        grouped: dict[tuple[str, str], list[sqlite3.Row]] = {}
        for row in rows:
            check_speaking(row, row["path"])
            check_speaker(row)
            grouped.setdefault((row["label"], row["person"]), []).append(row)
        found = [
            Speaker(
                label=label,
                person=person or None,
                turns=sum(row["turns"] for row in group),
                words=sum(row["words"] for row in group),
                documents=tuple(row["path"] for row in group),
            )
            for (label, person), group in grouped.items()
        ]
        return sorted(found, key=lambda speaker: (-speaker.words, speaker.label))

    def counts(self, scope: Scope = Scope()) -> Counts:
        """How much is in scope."""
        where, parameters = documents_where(scope)
        speaking, names = speakers_where(scope)
        of_speakers = "documents d JOIN speaking p ON p.document_id = d.id JOIN speakers s ON s.id = p.speaker_id"
        said = self._all(
            "SELECT count(DISTINCT d.id) AS documents, coalesce(sum(p.turns), 0) AS turns,"
            " coalesce(sum(p.words), 0) AS words, count(DISTINCT s.label) AS speakers"
            f" FROM {of_speakers} WHERE {where} AND {speaking}",
            parameters + names,
        )[0]
        if not scope.speakers:
            whole = self._all(
                "SELECT count(*) AS documents, coalesce(sum(d.turns), 0) AS turns, coalesce(sum(d.words), 0) AS words,"
                f" coalesce(sum(d.passages), 0) AS passages FROM documents d WHERE {where} AND d.turns > 0",
                parameters,
            )[0]
            return Counts(whole["documents"], whole["turns"], whole["words"], said["speakers"], whole["passages"])
        speakers = {row[0] for row in self._all(f"SELECT s.id FROM speakers s WHERE {speaking}", names)}
        beside = "SELECT DISTINCT d.first_passage AS first, d.passages AS count"
        beside += f" FROM {of_speakers} WHERE {where} AND {speaking}"
        heard = self._all(
            f"SELECT {', '.join(f'q.{name}' for name in PASSAGE)}, q.crc"
            f" FROM ({beside}) one JOIN passages q ON q.id BETWEEN one.first AND one.first + one.count - 1",
            parameters + names,
        )
        for row in heard:
            check_passage(row, "a document")
        (there,) = self._all(f"SELECT coalesce(sum(count), 0) FROM ({beside})", parameters + names)[0]
        if there != len(heard):
            raise StoreCorrupt(f"passages are missing in {self._path}: run `qa build --full`")
        passages = sum(not speakers.isdisjoint(unpack_speakers(row["speakers"])) for row in heard)
        return Counts(said["documents"], said["turns"], said["words"], said["speakers"], passages)

    def find(self, text: str, scope: Scope = Scope(), limit: int | None = None) -> list[Mention]:
        """Where `text` stands as whole words; case, length of white space and kind of apostrophe make no difference."""
        words = text.split()
        if not words:
            return []
        whole = pattern(words)
        # LIKE is quick and knows case only of ASCII: it lets through a little too much, the pattern decides.
        like = "%" + "%".join(re.sub(r"[^\x00-\x7f]|[%_\\']", "_", word) for word in words) + "%"
        documents = may_hold(self._view, words) if self._view else None
        within = "TRUE" if documents is None else f"d.id IN ({','.join(map(str, documents))})"
        found: list[Mention] = []
        for document, turn in self._turns_where(scope, within, like):
            for match in whole.finditer(turn.text):
                found.append(Mention(document.document, turn.index, match.start(), match.end()))
                if limit is not None and len(found) >= limit:
                    return found
        return found

    def may_find(self, text: str) -> bool:
        """Whether `text` may stand in any turn, by the terms of the passages alone: a yes is not certain."""
        return self._view is None or may_hold(self._view, text.split()) != []

    def _turns_where(self, scope: Scope, within: str, like: str = "%") -> Iterator[tuple[Document, Turn]]:
        where, parameters = documents_where(scope)
        self._check_whole(f"{where} AND {within}", parameters)
        speaking, names = speakers_where(scope)
        documents: dict[str, Document] = {}
        with guarded(self._path):
            cursor = self._connection.execute(
                f"SELECT d.path, {_TURN} FROM documents d JOIN turns t ON t.document_id = d.id"
                f" LEFT JOIN speakers s ON s.id = t.speaker_id WHERE {where} AND {speaking} AND {within}"
                f" AND (t.text LIKE ? OR ({_UNLIKE})) ORDER BY d.path, t.idx",
                [*parameters, *names, like],
            )
            for row in cursor:
                path = row["path"]
                if path not in documents:
                    documents[path] = self.document(path)
                yield documents[path], to_turn(row, path)

    def _check_whole(self, where: str, parameters: list[object]) -> None:
        """Raise StoreCorrupt where a document lacks turns, as where a damaged page lacks rows; once a generation."""
        whole = self._known.whole
        for row in self._all(f"SELECT d.id, d.path, d.turns FROM documents d WHERE {where}", parameters):
            if row["id"] in whole:
                continue
            there = self._all("SELECT count(*) FROM turns WHERE document_id = ?", [row["id"]])[0][0]
            if there != row["turns"]:
                raise _turns_missing(row["path"])
            whole.add(row["id"])

    def _labels(self, where: str, parameters: list[object], speaking: int) -> dict[int, tuple[str, ...]]:
        """Who speaks in documents, by id, who speaks first first; `speaking` is how many rows say so."""
        rows = self._all(
            "SELECT d.id, s.label, s.person, s.crc AS speaker_crc, min(p.first_turn) AS first, count(*) AS kept"
            " FROM documents d JOIN speaking p ON p.document_id = d.id LEFT JOIN speakers s ON s.id = p.speaker_id"
            f" WHERE {where} GROUP BY d.id, s.label ORDER BY d.id, first",
            parameters,
        )
        self._check_speaking(speaking, sum(row["kept"] for row in rows))
        labels: dict[int, list[str]] = {}
        for row in rows:
            check_speaker(row)
            labels.setdefault(row["id"], []).append(row["label"])
        return {key: tuple(value) for key, value in labels.items()}

    def _check_speaking(self, kept: int, seen: int) -> None:
        """Raises StoreCorrupt where there are more or fewer rows of who speaks in the documents than were seen."""
        if kept != seen:
            raise StoreCorrupt(f"speakers of documents are missing in {self._path}: run `qa build --full`")

    def _all(self, sql: str, parameters: list[object]) -> list[sqlite3.Row]:
        with guarded(self._path):
            return self._connection.execute(sql, parameters).fetchall()
