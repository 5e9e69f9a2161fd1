"""What was said, read from one published state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.errors import UnknownDocument
from qa.milvus import rows
from qa.milvus.expressions import among, both
from qa.milvus.schema import ORDINALS
from qa.models import Aside, Counts, Document, Mention, Scope, Source, Speaker, Turn, Who
from qa.store.mentions import may_hold, pattern

if TYPE_CHECKING:
    from qa.milvus.catalogue import Catalogue
    from qa.milvus.connection import Connection
    from qa.milvus.passages import MilvusPassageIndex
    from qa.milvus.rows import Entry
    from qa.milvus.schema import Names

_DOCUMENTS_AT_ONCE = 50
_FIELDS = ("doc", "turn", "record")


class MilvusCorpus:
    """Implements `qa.protocols.Corpus` over a catalogue and the collection of turns."""

    def __init__(
        self, connection: Connection, names: Names, catalogue: Catalogue, index: MilvusPassageIndex, *, tells: bool
    ) -> None:
        """`index` is of the same state; `tells` says whether that shows which documents can hold a word."""
        self._connection = connection
        self._names = names
        self._catalogue = catalogue
        self._index = index
        self._tells = tells

    @property
    def generation(self) -> int:
        """Which published state of the index this is: how often its shards were published, together."""
        return sum(self._catalogue.generations.values())

    def documents(self, scope: Scope = Scope()) -> list[Document]:
        """The documents in scope, by path."""
        return [one.document for one in self._catalogue.within(scope)]

    def document(self, document: str) -> Document:
        """One document by its path."""
        return self._entry(document).document

    def source(self, document: str) -> Source:
        """The file the document was read from, as it was then."""
        return self._entry(document).source

    def turns(self, document: str, first: int = 0, last: int | None = None) -> list[Turn]:
        """The turns `first` to `last` inclusive."""
        entry = self._entry(document)
        if entry.plain and last is not None:
            # By key, which is quicker than by any other field.
            ordinals = range(max(0, first), min(last + 1, entry.document.turns))
            where = among("id", [entry.doc * ORDINALS + n for n in ordinals])
            return [turn for _, turn in self._read(where, [entry])]
        until = f"turn <= {last}" if last is not None else ""
        where = both(f"doc == {entry.doc}", f"kind == {rows.TURN}", f"turn >= {first}", until)
        return [turn for _, turn in self._read(where, [entry])]

    def asides(self, document: str) -> list[Aside]:
        """What the document holds that nobody said, in order."""
        where = both(f"doc == {self._entry(document).doc}", f"kind == {rows.ASIDES}")
        found = rows.records(self._connection.query(self._names.turns, where, _FIELDS))
        return [one for _, _, record in found for one in rows.to_asides(record)]

    def turns_in(self, scope: Scope) -> Iterator[tuple[Document, Turn]]:
        """Every turn in scope, by document and position."""
        yield from self._turns_of(self._catalogue.within(scope), scope.speakers)

    def speakers(self, scope: Scope = Scope()) -> list[Speaker]:
        """The speakers of the turns in scope, those who say most first."""
        grouped: dict[Who, list[tuple[str, int, int]]] = {}
        for entry in self._catalogue.within(scope):
            for said in entry.speaking:
                if not scope.speakers or said.who in scope.speakers:
                    grouped.setdefault(said.who, []).append((entry.source.document, said.turns, said.words))
        found = [
            Speaker(
                who.label,
                who.person,
                sum(turns for _, turns, _ in group),
                sum(words for *_, words in group),
                tuple(document for document, *_ in group),
            )
            for who, group in grouped.items()
        ]
        return sorted(found, key=lambda speaker: (-speaker.words, speaker.label))

    def counts(self, scope: Scope = Scope()) -> Counts:
        """How much is in scope."""
        entries = self._catalogue.within(scope)
        said = [one for entry in entries for one in entry.speaking if not scope.speakers or one.who in scope.speakers]
        labels = len({one.label for one in said})
        if scope.speakers:
            numbers = sum(one.turns for one in said), sum(one.words for one in said)
            return Counts(len(entries), *numbers, labels, self._index.count(scope))
        whole = [one.document for one in entries if one.document.turns]
        sums = sum(one.turns for one in whole), sum(one.words for one in whole)
        return Counts(len(whole), *sums, labels, sum(one.passages for one in whole))

    def may_find(self, text: str) -> bool:
        """Whether `text` may stand in any turn, by the terms of the passages alone: a yes is not certain."""
        return not self._tells or may_hold(self._index, text.split()) != []

    def find(self, text: str, scope: Scope = Scope(), limit: int | None = None) -> list[Mention]:
        """Where `text` stands as whole words; case, length of white space and kind of apostrophe make no difference."""
        words = text.split()
        if not words:
            return []
        whole = pattern(words)
        entries = self._catalogue.within(scope)
        holding = may_hold(self._index, words) if self._tells else None
        if holding is not None:
            among_them = set(holding)
            entries = [one for one in entries if one.doc in among_them]
        found: list[Mention] = []
        for document, turn in self._turns_of(entries, scope.speakers):
            for match in whole.finditer(turn.text):
                found.append(Mention(document.document, turn.index, match.start(), match.end()))
                if limit is not None and len(found) >= limit:
                    return found
        return found

    def _turns_of(self, entries: Sequence[Entry], speakers: Sequence[Who]) -> Iterator[tuple[Document, Turn]]:
        theirs = among("speaker", [rows.speaker_number(who) for who in speakers]) if speakers else ""
        for start in range(0, len(entries), _DOCUMENTS_AT_ONCE):
            part = entries[start : start + _DOCUMENTS_AT_ONCE]
            where = both(among("doc", [one.doc for one in part]), f"kind == {rows.TURN}", theirs)
            yield from self._read(where, part)

    def _read(self, where: str, entries: Sequence[Entry]) -> list[tuple[Document, Turn]]:
        """Turns of these documents, in the order of these."""
        position = {one.doc: n for n, one in enumerate(entries)}
        found = rows.records(self._connection.query(self._names.turns, where, _FIELDS, page=1_000))
        ordered = sorted(found, key=lambda one: (position[one[0]], one[1]))
        documents = ((entries[position[doc]].document, turn, record) for doc, turn, record in ordered)
        return [(one, rows.to_turn(turn, record, one.document)) for one, turn, record in documents]

    def _entry(self, document: str) -> Entry:
        found = self._catalogue.entries.get(document)
        if found is None:
            raise UnknownDocument(f"there is no document {document!r} in the index: `qa status` lists what there is")
        return found
