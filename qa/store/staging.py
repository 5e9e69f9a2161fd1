"""The rows of one document: into the database, out of it, and as entries of the lexical index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.lexical.index import Entry
from qa.models import Passage, Source, Transcript, Turn
from qa.sentences import count_words
from qa.store.heard import passage_terms, shares_of, within
from qa.store.mentions import unshown
from qa.store.records import (
    PASSAGE,
    SPEAKING,
    aside_crc,
    check_passage,
    document_crc,
    pack_places,
    pack_speakers,
    passage_crc,
    speaker_crc,
    speaking_crc,
    turn_crc,
    vector_crc,
)

_PASSAGES = (
    "SELECT p.id FROM documents d JOIN passages p ON p.id BETWEEN d.first_passage AND d.first_passage + d.passages - 1"
    " WHERE d.id = ?"
)


def insert_document(
    connection: sqlite3.Connection,
    source: Source,
    transcript: Transcript,
    passages: Sequence[Passage],
    vector_ids: Sequence[int],
) -> None:
    """Stage a document: it, its turns, asides and passages; `vector_ids` names the vector of each passage."""
    words = [count_words(turn.text) for turn in transcript.turns]
    context = passages[0].context if passages else ""
    sizes = len(transcript.turns), sum(words), len(passages)
    document = connection.execute(
        "INSERT INTO documents (path, state, title, date, format, context, sha256, stat, turns, words, passages,"
        " first_passage, speaking, asides, crc) VALUES (?, 'staged', ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)",
        (
            *(source.document, transcript.title, transcript.date, transcript.format, context),
            *(source.sha256, source.stat, *sizes),
        ),
    ).lastrowid
    assert document is not None
    speakers = _insert_turns(connection, document, transcript, words)
    texts = {turn.index: turn.text for turn in transcript.turns}
    first = _insert_passages(connection, document, passages, vector_ids, speakers, texts)
    named = source.document, transcript.title, transcript.date, transcript.format, context
    beside = first, len(set(speakers.values()) - {None}), len(transcript.asides)
    crc = document_crc(*named, (*sizes, *beside))
    connection.execute(
        "UPDATE documents SET first_passage = ?, speaking = ?, asides = ?, crc = ? WHERE id = ?",
        (*beside, crc, document),
    )


def vector_id(connection: sqlite3.Connection, key: bytes) -> int | None:
    """The vector kept under a key; None where there is none, or it is damaged."""
    row = connection.execute("SELECT * FROM vectors WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    if vector_crc(row["key"], row["data"], row["sentences"]) != row["crc"]:
        # Damaged: encoded again under the same id.
        connection.execute("UPDATE vectors SET key = randomblob(16) WHERE id = ?", (row["id"],))
        return None
    return int(row["id"])


def entries(connection: sqlite3.Connection, document: int) -> list[Entry]:
    """The document's passages as the lexical index takes them; what its terms do not show is with the first."""
    row = connection.execute(
        "SELECT path, date, context, first_passage, passages FROM documents WHERE id = ?", (document,)
    ).fetchone()
    turns = {
        turn["idx"]: turn
        for turn in connection.execute(
            "SELECT t.idx, t.text, t.speaker_id, s.label FROM turns t LEFT JOIN speakers s ON s.id = t.speaker_id"
            " WHERE t.document_id = ?",
            (document,),
        )
    }
    texts = {index: turn["text"] for index, turn in turns.items()}
    first, last = row["first_passage"], row["first_passage"] + row["passages"] - 1
    found = []
    for passage in connection.execute("SELECT * FROM passages WHERE id BETWEEN ? AND ?", (first, last)).fetchall():
        check_passage(passage, row["path"])
        ends = (passage["first_turn"], passage["start"]), (passage["last_turn"], passage["end"])
        inside = within(*ends, texts)
        speakers = {turns[index]["speaker_id"] for index, _ in inside} - {None}
        terms = passage_terms(row["context"], [(turns[index]["label"] or "", words) for index, words in inside])
        found.append(Entry(passage["id"], document, tuple(sorted(speakers)), row["date"], terms))
    shown = {term for entry in found for term in entry.terms}
    # Of the whole turns, since a cut may go through a word; a document that says anything has a passage.
    return [replace(entry, said=unshown(texts.values(), shown)) for entry in found[:1]] + found[1:]


def purge(connection: sqlite3.Connection, documents: Iterable[int]) -> None:
    """Remove documents with all that is theirs; vectors and speakers, which others may need as well, stay."""
    for document in documents:
        connection.execute(f"DELETE FROM passages WHERE id IN ({_PASSAGES})", (document,))
        for table in ("turns", "speaking", "asides"):
            connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document,))
        connection.execute("DELETE FROM documents WHERE id = ?", (document,))


def purge_dead(connection: sqlite3.Connection, documents: Sequence[int]) -> None:
    """Remove documents that were replaced, with the vectors and speakers that nothing else needs."""
    vectors: set[int] = set()
    speakers: set[int] = set()
    for document in documents:
        for found, sql in (
            (vectors, f"SELECT vector_id FROM passages WHERE id IN ({_PASSAGES})"),
            (speakers, "SELECT speaker_id FROM speaking WHERE document_id = ?"),
        ):
            found.update(row[0] for row in connection.execute(sql, (document,)))
    purge(connection, documents)
    for table, needing, column, ids in (
        ("vectors", "passages", "vector_id", vectors), ("speakers", "speaking", "speaker_id", speakers),
    ):  # fmt: skip
        connection.executemany(
            f"DELETE FROM {table} WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM {needing} WHERE {column} = ?1)",
            [(one,) for one in ids],
        )


def purge_orphans(connection: sqlite3.Connection) -> None:
    """Remove vectors and speakers that nothing needs, as those of a build that was killed; reads all of them."""
    connection.execute("DELETE FROM vectors WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.vector_id = vectors.id)")
    connection.execute(
        "DELETE FROM speakers WHERE NOT EXISTS (SELECT 1 FROM speaking s WHERE s.speaker_id = speakers.id)"
    )


def _insert_turns(
    connection: sqlite3.Connection, document: int, transcript: Transcript, words: list[int]
) -> dict[int, int | None]:
    """Speaker id of each turn, by the turn's index."""
    speakers: dict[int, int | None] = {}
    said: dict[int, list[int]] = {}
    rows = []
    for turn, count in zip(transcript.turns, words, strict=True):
        speakers[turn.index] = speaker = _speaker_id(connection, turn)
        notes = json.dumps(turn.notes, ensure_ascii=False) if turn.notes else ""
        crc = turn_crc(turn, turn.index)
        rows.append((document, turn.index, speaker, turn.text, turn.start, turn.end, notes, turn.interpreted, crc))
        if speaker is not None:
            one = said.setdefault(speaker, [turn.index, 0, 0])
            one[1] += 1
            one[2] += count
    connection.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    summed = [(document, speaker, *numbers) for speaker, numbers in said.items()]
    connection.executemany(
        f"INSERT INTO speaking ({', '.join(SPEAKING)}, crc) VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, speaking_crc(row)) for row in summed],
    )
    asides = [(document, i, a.kind, a.text, a.before_turn) for i, a in enumerate(transcript.asides)]
    connection.executemany("INSERT INTO asides VALUES (?, ?, ?, ?, ?, ?)", [(*row, aside_crc(row)) for row in asides])
    return speakers


def _insert_passages(
    connection: sqlite3.Connection,
    document: int,
    passages: Sequence[Passage],
    vector_ids: Sequence[int],
    speakers: dict[int, int | None],
    texts: dict[int, str],
) -> int:
    """Insert them with ids in a row; the first of these, 0 where there is none."""
    rows = []
    for passage, vector_id in zip(passages, vector_ids, strict=True):
        shares = shares_of(passage, speakers, texts)
        place = passage.first_turn, passage.start, passage.last_turn, passage.end
        row = (document, *place, vector_id, pack_places(passage.sentences), pack_speakers(shares))
        rows.append((*row, passage_crc(row)))
    sql = f"INSERT INTO passages ({', '.join(PASSAGE)}, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    # One builder at a time, and ids that are never used again: those of one transaction follow one another.
    first = connection.execute(sql, rows[0]).lastrowid if rows else 0
    connection.executemany(sql, rows[1:])
    return first or 0


def _speaker_id(connection: sqlite3.Connection, turn: Turn) -> int | None:
    if turn.speaker is None:
        return None
    identity = (turn.speaker, turn.person or "")
    row = (*identity, speaker_crc(*identity))
    connection.execute("INSERT OR IGNORE INTO speakers (label, person, crc) VALUES (?, ?, ?)", row)
    found = connection.execute("SELECT id FROM speakers WHERE label = ? AND person = ?", identity).fetchone()
    return int(found["id"])
