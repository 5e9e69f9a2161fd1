"""Rows to dataclasses and back.

A checksum goes with every turn, document and vector and is verified when it is read: SQLite's own integrity check
passes over a byte of text that has flipped on disk.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

import numpy as np

from qa.errors import StoreCorrupt
from qa.models import Aside, Document, Passage, Stretch, Turn

PASSAGE = ("document_id", "first_turn", "start", "last_turn", "end", "vector_id", "sentences", "speakers")
"""Columns of a passage that its checksum covers."""
SIZES = ("turns", "words", "passages", "first_passage", "speaking", "asides")
"""Columns of a document that its checksum covers beside what names it."""
SPEAKING = ("document_id", "speaker_id", "first_turn", "turns", "words")
"""Columns of what a speaker says in a document that its checksum covers."""
TURN = ("t.idx", "t.text", "t.start", "t.end", "t.notes", "t.interpreted", "t.crc", "s.label", "s.person")
"""Columns of a turn and its speaker, as `to_turn` reads them."""
SPEAKER = np.dtype([("speaker", "<u4"), ("share", "<u2")])
"""A speaker heard in a passage, and the share of its words, in 65535ths."""
NONE_YET = 1
"""The dimension of an index that never held a passage."""
_WHOLE = 65535


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

    def why_not(self, wanted: BuildSettings) -> str | None:
        """Why an index of these has to be rebuilt to be as is wanted, for the user; None where it need not."""
        reasons = []
        if self.fingerprint != wanted.fingerprint:
            other = f"{self.model} to {wanted.model}" if self.model != wanted.model else wanted.model
            reasons.append(f"the embedding model has changed ({other})")
        if self.passage_tokens != wanted.passage_tokens:
            reasons.append(f"the passage size has changed ({self.passage_tokens} to {wanted.passage_tokens} tokens)")
        if (self.readers, self.chunker, self.analysis) != (wanted.readers, wanted.chunker, wanted.analysis):
            reasons.append("this version of qa reads transcripts differently")
        return ", ".join(reasons) or None


def turn_crc(turn: Turn, position: int) -> int:
    """CRC-32 over everything a citation rests on; `position` is the turn's place among the rows."""
    # Spelled out, not through `_crc`: every turn that is read is checked.
    nothing = "\x00"
    speaker = nothing if turn.speaker is None else turn.speaker
    person = nothing if turn.person is None else turn.person
    start = nothing if turn.start is None else turn.start
    end = nothing if turn.end is None else turn.end
    notes = "\x1e".join(turn.notes)
    fields = f"{position}\x1f{speaker}\x1f{person}\x1f{turn.text}\x1f{start}\x1f{end}\x1f{notes}\x1f{turn.interpreted}"
    return zlib.crc32(fields.encode("utf-8", "surrogatepass"))


def document_crc(path: str, title: str | None, date: str | None, form: str, context: str, sizes: Sequence[int]) -> int:
    """CRC-32 over what is said of a document anywhere, and `SIZES` of it."""
    return _crc(path, title, date, form, context, *sizes)


def passage_crc(row: Sequence[int | bytes]) -> int:
    """CRC-32 over where a passage stands: document, both ends, vector, places of its sentences, who is heard."""
    *numbers, sentences, speakers = row
    assert isinstance(sentences, bytes)
    assert isinstance(speakers, bytes)
    return zlib.crc32(speakers, zlib.crc32(sentences, _crc(*numbers)))


def speaking_crc(row: Sequence[int]) -> int:
    """CRC-32 over how much a speaker says in a document."""
    return _crc(*row)


def speaker_crc(label: str, person: str) -> int:
    """CRC-32 over a speaker's names."""
    return _crc(label, person)


def aside_crc(row: Sequence[object]) -> int:
    """CRC-32 over an aside: document, position, kind, text, the turn that it stands before."""
    return _crc(*row)


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
    if not all(isinstance(one, bytes) for one in kept[-2:]) or passage_crc(kept) != row["crc"]:
        raise StoreCorrupt(f"a passage of {path} is damaged in the index: run `qa build --full`")


def check_speaking(row: sqlite3.Row, path: str) -> None:
    """Raises StoreCorrupt where the row of what a speaker says in a document is not as it was written."""
    if speaking_crc([row[name] for name in SPEAKING]) != row["crc"]:
        raise StoreCorrupt(f"the speakers of {path} are damaged in the index: run `qa build --full`")


def check_speaker(row: sqlite3.Row) -> None:
    """Raises StoreCorrupt where the names of a speaker are not as they were written."""
    if row["speaker_crc"] != speaker_crc(row["label"], row["person"]):
        raise StoreCorrupt("the name of a speaker is damaged in the index: run `qa build --full`")


def to_aside(row: sqlite3.Row, path: str) -> Aside:
    """What nobody said, verified. Raises StoreCorrupt."""
    *kept, crc = row
    if aside_crc(kept) != crc:
        raise StoreCorrupt(f"what stands between the turns of {path} is damaged in the index: run `qa build --full`")
    return Aside(row["kind"], row["text"], row["before_turn"])


def pack_places(sentences: Sequence[Stretch]) -> bytes:
    """Turn and offset of each sentence, each as what it adds to the one before: base 128, low digits first (LEB128)."""
    packed = bytearray()
    turn = start = 0
    for one in sentences:
        for number in (one.turn - turn, one.start - start if one.turn == turn else one.start):
            while number > 127:
                packed.append(number & 127 | 128)
                number >>= 7
            packed.append(number)
        turn, start = one.turn, one.start
    return bytes(packed)


def unpack_places(data: bytes) -> list[tuple[int, int]]:
    """Turn and offset of each sentence; what is no whole entry at the end is left out."""
    numbers: list[int] = []
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(number)
            number = shift = 0
    places: list[tuple[int, int]] = []
    turn = start = 0
    for step, offset in zip(numbers[::2], numbers[1::2], strict=False):
        turn, start = turn + step, offset + (start if places and not step else 0)
        places.append((turn, start))
    return places


def pack_speakers(shares: Mapping[int, float]) -> bytes:
    """Speakers, and the share of the words of each."""
    rows = [(speaker, round(share * _WHOLE)) for speaker, share in shares.items()]
    return np.array(rows, SPEAKER).tobytes()


def unpack_speakers(data: bytes) -> list[int]:
    """Ids of the speakers."""
    found: list[int] = np.frombuffer(data, SPEAKER)["speaker"].tolist()
    return found


def to_turn(row: sqlite3.Row, path: str) -> Turn:
    """A turn, verified; the row ends with `TURN`. Raises StoreCorrupt."""
    return _turn(path, *tuple(row)[-len(TURN) :])


# The same row is the same turn: what was verified is not verified again.
@lru_cache(8192, typed=True)
def _turn(
    path: str, index: int, text: str, start: float | None, end: float | None, notes: str, interpreted: int, crc: int,
    label: str | None, person: str | None,
) -> Turn:  # fmt: skip
    try:
        turn = Turn(
            index=index,
            speaker=label,
            text=text,
            person=person or None,
            start=start,
            end=end,
            notes=tuple(json.loads(notes)) if notes else (),
            interpreted=bool(interpreted),
        )
        sound = turn_crc(turn, index) == crc
    except (TypeError, ValueError):  # a damaged row may hold another type than its column's
        sound = False
    if not sound:
        raise StoreCorrupt(f"turn {index} of {path} is damaged in the index: run `qa build --full`")
    return turn


def to_document(row: sqlite3.Row, speakers: tuple[str, ...]) -> Document:
    """A document, verified. Raises StoreCorrupt."""
    sizes = [row[name] for name in SIZES]
    if document_crc(row["path"], row["title"], row["date"], row["format"], row["context"], sizes) != row["crc"]:
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
    # Written as text rather than as JSON, which takes four times as long: every turn that is read is checked.
    text = "\x1f".join("\x00" if value is None else str(value) for value in values)
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
