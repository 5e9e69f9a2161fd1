"""Rows to dataclasses and back.

A checksum goes with every turn, document and vector and is verified when it is read: SQLite's own integrity check
passes over a byte of text that has flipped on disk.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from qa.errors import StoreCorrupt
from qa.models import Document, Passage, Stretch, Turn

PASSAGE = ("document_id", "first_turn", "start", "last_turn", "end", "vector_id", "sentences")
"""Columns of a passage that its checksum covers."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What the passages and vectors of an index depend on; another value of any field means a rebuild.

    Attributes:
        model: name or path of the embedding model.
        fingerprint: of its weights, tokenizer and prompts.
        passage_tokens: size aimed at.
        readers: version of the transcript readers.
        chunker: version of the passage rules.
        analysis: version of the lexical analysis.
    """

    model: str
    fingerprint: str
    passage_tokens: int
    readers: int
    chunker: int
    analysis: int

    def to_json(self) -> str:
        """As kept in the index."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> BuildSettings | None:
        """None where a field is absent or another: that index must be rebuilt."""
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError):
            return None


def turn_crc(turn: Turn, position: int) -> int:
    """CRC-32 over everything a citation rests on; `position` is the turn's place among the rows."""
    return _crc(
        position, turn.speaker, turn.person, turn.text, turn.start, turn.end, list(turn.notes), turn.interpreted
    )


def document_crc(path: str, title: str | None, date: str | None, context: str) -> int:
    """CRC-32 over what a citation says of its document."""
    return _crc(path, title, date, context)


def passage_crc(row: Sequence[int | bytes]) -> int:
    """CRC-32 over where a passage stands: document, both ends, vector, places of its sentences."""
    *numbers, sentences = row
    assert isinstance(sentences, bytes)
    return zlib.crc32(sentences, _crc(*numbers))


def vector_crc(key: bytes, data: bytes, sentences: bytes) -> int:
    """CRC-32 over a vector, the codes of its sentences, and the key they are found by."""
    return zlib.crc32(sentences, zlib.crc32(data, zlib.crc32(key)))


def vector_key(fingerprint: str, passage: Passage) -> bytes:
    """What a vector is kept under: the encoder, the text that it read, and how that is cut; 16 bytes."""
    read = f"{fingerprint}\0{passage.embedded}\0{passage.spans}"
    return hashlib.blake2b(read.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def check_passage(row: sqlite3.Row, path: str) -> None:
    """Raises StoreCorrupt where the row of a passage is not as it was written."""
    kept = [row[name] for name in PASSAGE]
    if not isinstance(kept[-1], bytes) or passage_crc(kept) != row["crc"]:
        raise StoreCorrupt(f"a passage of {path} is damaged in the index: run `qa build --full`")


def pack_places(sentences: Sequence[Stretch]) -> bytes:
    """Turn and offset of each sentence."""
    return struct.pack(f"<{2 * len(sentences)}I", *(number for one in sentences for number in (one.turn, one.start)))


def unpack_places(data: bytes) -> list[tuple[int, int]]:
    """Turn and offset of each sentence; what is no whole entry at the end is left out."""
    return [(turn, start) for turn, start in struct.iter_unpack("<II", data[: len(data) // 8 * 8])]


def to_turn(row: sqlite3.Row, path: str) -> Turn:
    """A turn, verified. Raises StoreCorrupt."""
    try:
        turn = Turn(
            index=row["idx"],
            speaker=row["label"],
            text=row["text"],
            person=row["person"] or None,
            start=row["start"],
            end=row["end"],
            notes=tuple(json.loads(row["notes"])),
            interpreted=bool(row["interpreted"]),
        )
        sound = turn_crc(turn, row["idx"]) == row["crc"]
    except (TypeError, ValueError):  # a damaged row may hold another type than its column's
        sound = False
    if not sound:
        raise StoreCorrupt(f"turn {row['idx']} of {path} is damaged in the index: run `qa build --full`")
    return turn


def to_document(row: sqlite3.Row, speakers: tuple[str, ...]) -> Document:
    """A document, verified. Raises StoreCorrupt."""
    if document_crc(row["path"], row["title"], row["date"], row["context"]) != row["crc"]:
        raise StoreCorrupt(f"the entry of {row['path']!r} is damaged in the index: run `qa build --full`")
    return Document(
        document=row["path"],
        title=row["title"],
        date=row["date"],
        format=row["format"],
        turns=row["turns"],
        words=row["words"],
        passages=row["passages"],
        speakers=speakers,
    )


def _crc(*values: object) -> int:
    return zlib.crc32(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
