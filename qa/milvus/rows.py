"""Transcripts and passages as rows of Milvus, and rows as what they were."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from qa.errors import InvalidInput, StoreCorrupt
from qa.lexical import bm25
from qa.milvus.expressions import day
from qa.milvus.schema import BLANK, DENSE, LONGEST, MOST_TERMS, NEVER, NOTHING, ORDINALS, SPARSE
from qa.models import Aside, Document, Passage, Source, Transcript, Turn, Who
from qa.sentences import count_words
from qa.store.heard import passage_terms, shares_of, within
from qa.store.mentions import ANY, unshown
from qa.store.records import pack_places, turn_crc, unpack_places
from qa.vectors.codes import width

if TYPE_CHECKING:
    from qa.protocols import Vectors

TURN, ASIDES, SPEAKING = 0, 1, 2
"""Kinds of what a document is kept as, beside its passages."""
WHOLE = 65_535
"""The share of a speaker who says all of a passage."""
# Four bytes a character at most.
_PIECE = LONGEST // 4
_MOST_SENTENCES, _MOST_CODES = 1_000, 45_000
# What the weights in the sparse vectors are reckoned with; scores are reckoned anew with the mean of the day.
_USUAL_LENGTH = 100.0
_NO_TERM = 2**32 - 4


@dataclass(frozen=True, slots=True)
class Said:
    """How much one speaker says in a document."""

    label: str
    person: str | None
    first_turn: int
    turns: int
    words: int

    @property
    def who(self) -> Who:
        """The speaker."""
        return Who(self.label, self.person)


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of a document.

    Attributes:
        doc: its number; ids of its rows are this times `ORDINALS`, and more.
        born: generation of its shard from which on it is there.
        source: the file it was read from.
        document: what is known of it.
        terms: how many there are in its passages.
        plain: every turn has one row, so that ids follow from positions.
        speaking: its speakers in order of appearance.
    """

    doc: int
    shard: int
    born: int
    died: int
    source: Source
    document: Document
    terms: int
    plain: bool
    speaking: tuple[Said, ...] = ()


def number_of(source: Source, settings: str, shard: int, born: int, salt: int = 0) -> int:
    """The number of a version of a document, 43 bits: the same whenever the same is built again."""
    text = f"{source.document}\0{source.sha256}\0{settings}\0{shard}\0{born}\0{salt}"
    return int.from_bytes(_digest(text)) >> 21


def speaker_number(who: Who | None) -> int:
    """A speaker as a number, 0 for nobody."""
    return 0 if who is None else int.from_bytes(_digest(f"{who.label}\0{who.person or ''}")) >> 1 | 1


def document_row(entry: Entry) -> dict[str, Any]:
    """A version of a document, without its turns and speakers."""
    one, source = entry.document, entry.source
    record = {
        **{"title": one.title, "date": one.date, "format": one.format, "sha256": source.sha256, "stat": source.stat},
        **{"turns": one.turns, "words": one.words, "passages": one.passages, "terms": entry.terms},
        "plain": entry.plain,
    }
    return {
        **{"id": entry.doc, "shard": entry.shard, "born": entry.born, "died": entry.died, "path": source.document},
        **{"record": json.dumps(record, ensure_ascii=False), BLANK: NOTHING},
    }


def to_entry(row: dict[str, Any], speaking: Sequence[Said] = ()) -> Entry:
    """The version of a document that a row stands for. Raises StoreCorrupt."""
    try:
        record = json.loads(row["record"])
        labels = tuple(dict.fromkeys(one.label for one in speaking))
        facts = {name: record[name] for name in ("title", "date", "format", "turns", "words", "passages")}
        document = Document(row["path"], speakers=labels, **facts)
        source = Source(row["path"], record["sha256"], record["stat"])
        life = row["id"], row["shard"], row["born"], row["died"]
        return Entry(*life, source, document, record["terms"], record["plain"], tuple(speaking))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreCorrupt(
            f"the entry of {row.get('path')!r} is damaged in the index: run `qa build --full`"
        ) from error


def entry_of(
    doc: int, shard: int, born: int, source: Source, transcript: Transcript, passages: Sequence[dict[str, Any]]
) -> Entry:
    """A version of a document that is new; `passages` are its rows."""
    speaking = _speaking(transcript)
    document = Document(
        *(source.document, transcript.title, transcript.date, transcript.format, len(transcript.turns)),
        *(sum(count_words(turn.text) for turn in transcript.turns), len(passages)),
        tuple(dict.fromkeys(one.label for one in speaking)),
    )
    terms = sum(row["length"] for row in passages)
    plain = all(one.index == n and len(_turn_text(one)) <= _PIECE for n, one in enumerate(transcript.turns))
    return Entry(doc, shard, born, NEVER, source, document, terms, plain, speaking)


def turn_rows(entry: Entry, transcript: Transcript) -> list[dict[str, Any]]:
    """Turns, asides and speakers of a document; what is longer than a field in several rows. Raises InvalidInput."""
    records: list[tuple[int, int, int, object]] = [
        (TURN, turn.index, speaker_number(turn.who), _turn_record(turn)) for turn in transcript.turns
    ]
    asides = [[one.kind, one.text, one.before_turn] for one in transcript.asides]
    speaking = [[one.label, one.person, one.first_turn, one.turns, one.words] for one in entry.speaking]
    records += [(ASIDES, 0, 0, asides), (SPEAKING, 0, 0, speaking)]
    rows: list[dict[str, Any]] = []
    for kind, turn, speaker, record in records:
        text = json.dumps(record, ensure_ascii=False)
        for start in range(0, len(text), _PIECE):
            rows.append(
                {
                    **{"id": entry.doc * ORDINALS + len(rows), "doc": entry.doc, "shard": entry.shard},
                    **{"born": entry.born, "kind": kind, "turn": turn, "speaker": speaker},
                    **{"record": text[start : start + _PIECE], BLANK: NOTHING},
                }
            )
    if len(rows) > ORDINALS:
        raise InvalidInput(f"{entry.source.document} has more than {ORDINALS:,} turns: cut it into several files")
    return rows


def records(rows: Iterable[dict[str, Any]]) -> list[tuple[int, int, Any]]:
    """Document, turn and record of the rows of one kind, by document and position. Raises StoreCorrupt."""
    found = []
    ordered = sorted(rows, key=lambda row: int(row["id"]))
    for (doc, turn), pieces in groupby(ordered, key=lambda row: (row["doc"], row["turn"])):
        try:
            found.append((doc, turn, json.loads("".join(row["record"] for row in pieces))))
        except ValueError as error:
            raise StoreCorrupt(f"turn {turn} of a document is damaged in the index: run `qa build --full`") from error
    return found


def to_turn(index: int, record: Any, path: str) -> Turn:
    """A turn, verified. Raises StoreCorrupt."""
    try:
        speaker, person, text, start, end, notes, interpreted, crc = record
        turn = Turn(index, speaker, text, person, start, end, tuple(notes), interpreted)
        sound = turn_crc(turn, index) == crc
    except (TypeError, ValueError):
        sound = False
    if not sound:
        raise StoreCorrupt(f"turn {index} of {path} is damaged in the index: run `qa build --full`")
    return turn


def to_asides(record: Any) -> list[Aside]:
    """What nobody said, in order."""
    return [Aside(*one) for one in record]


def to_speaking(record: Any) -> tuple[Said, ...]:
    """The speakers of a document."""
    return tuple(Said(*one) for one in record)


def passage_rows(
    doc: int, shard: int, born: int, transcript: Transcript, passages: Sequence[Passage], keys: Sequence[str]
) -> list[dict[str, Any]]:
    """The passages of a document, without their vectors; `keys` are what those are kept under."""
    texts = {turn.index: turn.text for turn in transcript.turns}
    labels = {turn.index: turn.speaker or "" for turn in transcript.turns}
    speakers = {turn.index: speaker_number(turn.who) or None for turn in transcript.turns}
    rows = []
    for number, (passage, key) in enumerate(zip(passages, keys, strict=True)):
        inside = within((passage.first_turn, passage.start), (passage.last_turn, passage.end), texts)
        terms = passage_terms(passage.context, [(labels[index], words) for index, words in inside])
        shares = shares_of(passage, speakers, texts)
        rows.append(
            {
                **{"id": doc * ORDINALS + number, "doc": doc, "shard": shard, "born": born, "died": NEVER},
                **{"day": day(transcript.date), "first_turn": passage.first_turn, "start": passage.start},
                **{"last_turn": passage.last_turn, "end": passage.end, "length": len(terms), "key": key},
                **{"speakers": list(shares), "shares": [round(share * WHOLE) for share in shares.values()]},
                **{"terms": terms[:MOST_TERMS], SPARSE: _sparse(terms)},
            }
        )
    if len(rows) > ORDINALS:
        raise InvalidInput(f"{transcript.document} has more than {ORDINALS:,} passages: cut it into several files")
    _add_unshown(rows, texts)
    return rows


def _add_unshown(rows: Sequence[dict[str, Any]], texts: Mapping[int, str]) -> None:
    """Put the words of a document that its terms do not show beside these, where they weigh nothing."""
    said = unshown(texts.values(), {term for row in rows for term in row["terms"]})
    for row in rows:
        room = MOST_TERMS - len(row["terms"])
        row["terms"] = [*row["terms"], *said[:room]]
        said = said[room:]
    if said and rows:
        rows[0]["terms"][-1] = ANY


def with_vector(row: dict[str, Any], passage: Passage, vector: Vectors, codes: str) -> dict[str, Any]:
    """The row of a passage with its vector and the codes of its sentences, as they are kept."""
    size, held = width(len(vector)), len(base64.b64decode(codes))
    places = base64.b64encode(pack_places(passage.sentences[: held // size])).decode()
    return {**row, DENSE: vector, "sentences": f"{places}.{codes}"}


def codes_text(codes: bytes, size: int) -> str:
    """Codes of sentences as a field takes them; those of very many are left out from the end."""
    most = min(_MOST_SENTENCES, _MOST_CODES // size)
    return base64.b64encode(codes[: most * size]).decode()


def to_codes(text: str, size: int) -> Iterable[tuple[tuple[int, int], bytes]]:
    """Turn, offset and code of the sentences of a passage. Raises StoreCorrupt."""
    places, codes = (base64.b64decode(part) for part in text.split("."))
    found = unpack_places(places)
    if len(codes) != size * len(found):
        raise StoreCorrupt("vectors of sentences are damaged in the index: run `qa build --full`")
    return ((place, codes[n * size : (n + 1) * size]) for n, place in enumerate(found))


def weighed(term: str) -> int:
    """The component of a sparse vector that says how much a term weighs in a passage."""
    return 2 * (int.from_bytes(_digest(term)) % (_NO_TERM // 2))


def present(term: str) -> int:
    """The component that says that it stands there at all."""
    return weighed(term) + 1


def _sparse(terms: Sequence[str]) -> dict[int, float]:
    vector: dict[int, float] = {}
    for term, times in Counter(terms).items():
        vector[weighed(term)] = bm25.weight(times, len(terms), _USUAL_LENGTH)
        vector[present(term)] = 1.0
    # A vector of nothing is none.
    return vector or {_NO_TERM: 1.0}


def _speaking(transcript: Transcript) -> tuple[Said, ...]:
    said: dict[tuple[str, str | None], list[int]] = {}
    for turn in transcript.turns:
        if turn.speaker is not None:
            one = said.setdefault((turn.speaker, turn.person or None), [turn.index, 0, 0])
            one[1] += 1
            one[2] += count_words(turn.text)
    return tuple(Said(label, person, *numbers) for (label, person), numbers in said.items())


def _turn_record(turn: Turn) -> list[object]:
    facts = [turn.speaker, turn.person, turn.text, turn.start, turn.end, turn.notes, turn.interpreted]
    return [*facts, turn_crc(turn, turn.index)]


def _turn_text(turn: Turn) -> str:
    return json.dumps(_turn_record(turn), ensure_ascii=False)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
