"""Writing the index: stage documents, publish them at once, then remove what they replaced.

The order of a publication, each step safe to be killed after:

    1. new passages into the lexical index, committed      readers see the old generation
    2. one SQLite transaction changes the states            readers see the new generation
    3. old passages out of the lexical index, committed
    4. old rows out of SQLite, a new FAISS base, the manifest
"""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from qa.addresses import DATABASE, LOCK
from qa.errors import DimensionMismatch, StoreBusy, StoreCorrupt, StoreUnwritable
from qa.lexical.index import LexicalIndex, LexicalWriter
from qa.lexical.index import exists as lexical_exists
from qa.models import Passage, Source, Transcript
from qa.store import derived, staging
from qa.store.records import NONE_YET, BuildSettings, vector_crc, vector_key
from qa.store.salvage import open_for_building
from qa.store.schema import closed_on_error, guarded, transaction
from qa.store.sealing import seal
from qa.vectors.codes import pack
from qa.vectors.quantised import dimension_of, to_bytes

if TYPE_CHECKING:
    from qa.protocols import Vectors

_SMALL_LEXICAL = 2_000
_MARKED_SHARE = 0.1


class _Lexical(Enum):
    """What is to become of the lexical index: added to, written anew in place, or started over."""

    SOUND = auto()
    RENEWED = auto()
    DAMAGED = auto()


class StoreWriter:
    """Implements `qa.protocols.IndexWriter`; one at a time for an index, held from `with` to its end.

    Attributes:
        repaired: what was found damaged and is being rebuilt, for the user; empty mostly.
        number_type: that the last vectors were computed in, to be recorded.
    """

    def __init__(self, folder: Path, settings: BuildSettings, *, check: bool = False) -> None:
        """Raises StoreBusy when another build holds the index.

        Args:
            folder: of the index; made where missing.
            settings: what will be built with; documents staged with others are dropped.
            check: look through the whole database for damage.
        """
        self.folder = folder
        self.repaired: list[str] = []
        self.number_type: str | None = None
        self._settings = settings
        self._check = check
        self._path = folder / DATABASE
        self._lock = FileLock(folder / LOCK)
        with guarded(self._path):
            if folder.is_file():
                raise StoreUnwritable(f"{folder} is a file, not a folder: give another with --index")
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                raise StoreBusy(f"another build is writing {folder}: wait for it to end, or stop it") from None
        try:
            self._connection, damaged = open_for_building(folder, thorough=check)
            with closed_on_error(self._connection):
                self.repaired += damaged
                self._drop_other_staged()
                self._lexical = self._check_derived()
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> StoreWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._lock.release()

    @property
    def published(self) -> BuildSettings | None:
        """What the published generation was built with; None where there is none, or by another version."""
        return BuildSettings.from_json(self._meta().get("settings", ""))

    def sources(self, state: str = "live") -> dict[str, Source]:
        """The files behind the documents that are `live` or `staged`, by document."""
        with guarded(self._path):
            rows = self._connection.execute("SELECT path, sha256, stat FROM documents WHERE state = ?", (state,))
            return {row["path"]: Source(row["path"], row["sha256"], row["stat"]) for row in rows}

    def touch(self, source: Source) -> None:
        """Remember new times of a file whose bytes are the same."""
        with guarded(self._path):
            self._connection.execute(
                "UPDATE documents SET stat = ? WHERE state = 'live' AND path = ?", (source.stat, source.document)
            )

    def missing(self, passages: Sequence[Passage]) -> list[Passage]:
        """Those whose vectors are not kept yet, in order; of those that are embedded alike, one."""
        by_key = {vector_key(self._settings.fingerprint, passage): passage for passage in passages}
        with guarded(self._path):
            return [passage for key, passage in by_key.items() if staging.vector_id(self._connection, key) is None]

    def keep(self, passages: Sequence[Passage], vectors: Vectors, sentences: Sequence[Vectors]) -> None:
        """Keep vectors at once, committed.

        Args:
            passages: what was encoded.
            vectors: theirs; shape (len(passages), dimension).
            sentences: of each, those of its sentences; shape (len(its sentences), dimension).
        """
        published, dimension = self.published, self._meta().get("dimension")
        same_model = published is not None and published.fingerprint == self._settings.fingerprint
        if same_model and dimension not in (None, str(NONE_YET), str(vectors.shape[1])):
            raise DimensionMismatch(
                f"the model gives vectors of dimension {vectors.shape[1]}, {self.folder} holds {dimension}: "
                "delete the index folder and run `qa build`"
            )
        rows = []
        for passage, data, own in zip(passages, to_bytes(vectors), sentences, strict=True):
            kept = vector_key(self._settings.fingerprint, passage), data, pack(own).tobytes()
            rows.append((*kept, vector_crc(*kept)))
        with guarded(self._path), transaction(self._connection):
            self._connection.executemany(
                "INSERT OR IGNORE INTO vectors (key, data, sentences, crc) VALUES (?, ?, ?, ?)", rows
            )

    def upsert(self, source: Source, transcript: Transcript, passages: Sequence[Passage]) -> None:
        """Stage a document; it takes the place of the live one when published."""
        with guarded(self._path), transaction(self._connection):
            vector_ids = []
            for passage in passages:
                vector_id = staging.vector_id(self._connection, vector_key(self._settings.fingerprint, passage))
                if vector_id is None:
                    raise StoreCorrupt(f"no vector is kept for a passage of {source.document}: run `qa build --full`")
                vector_ids.append(vector_id)
            self._purge_staged(source.document)
            staging.insert_document(self._connection, source, transcript, passages, vector_ids)

    def unstage(self, document: str) -> None:
        """Drop a staged document; the live one stays."""
        with guarded(self._path), transaction(self._connection):
            self._purge_staged(document)

    def delete(self, document: str) -> None:
        """Mark a live document for removal at the next publication; drop a staged one."""
        with guarded(self._path), transaction(self._connection):
            self._purge_staged(document)
            doomed = [*json.loads(self._meta().get("doomed", "[]")), document]
            self._put("doomed", json.dumps(sorted(set(doomed))))

    def publish(self, seeds: str = "") -> int:
        """Make all changes visible at once; the new generation, or the present one when nothing has changed."""
        meta = self._meta()
        with guarded(self._path):
            generation = int(meta.get("generation", 0))
            doomed = json.loads(meta.get("doomed", "[]"))
        staged = self._document_ids("state = 'staged'")
        changed = bool(staged or doomed) or self.published != self._settings or not generation
        if meta.get("seeds") not in (None, seeds):
            with guarded(self._path), transaction(self._connection):
                self._put("seeds", seeds)
                seal(self._connection)
        if not changed and self._lexical is _Lexical.SOUND and meta.get("untidy") != "1":
            return generation
        with guarded(self._path):
            lexical = self._open_lexical()
            try:
                self._add_lexical(lexical, staged)
                if changed:
                    generation += 1
                    self._swap(generation, doomed, seeds)
                dead = self._document_ids("state = 'dead'")
                self._remove_lexical(lexical, dead)
            finally:
                lexical.close()
            with transaction(self._connection):
                staging.purge_dead(self._connection, dead)
            if derived.write_base(self._connection, self.folder, generation, self._dimension()):
                with transaction(self._connection):
                    staging.purge_orphans(self._connection)
            derived.record_files(self._connection, self.folder)
            with transaction(self._connection):
                self._put("untidy", "0")
            # Everything in the main file: a folder that cannot be written is read without a log.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._lexical = _Lexical.SOUND
        return generation

    def renew_derived(self) -> None:
        """Have the derived files written anew at the next publication, whatever their state."""
        with guarded(self._path), transaction(self._connection):
            self._connection.execute("DELETE FROM files")
            self._put("untidy", "1")
        if self._lexical is _Lexical.SOUND:
            self._lexical = _Lexical.RENEWED

    def _check_derived(self) -> _Lexical:
        """Forget damaged files, so that they are written anew; the state of the lexical index."""
        damaged = derived.verify(self._connection, self.folder, thorough=self._check)
        self.repaired += [f"{self.folder}/{name} is damaged" for name in damaged]
        with guarded(self._path):
            for name in damaged:
                self._connection.execute("DELETE FROM files WHERE name = ?", (name,))
                self._put("untidy", "1")
        if any(str(name).startswith(derived.LEXICAL) for name in damaged):
            return _Lexical.DAMAGED
        lexical = self.folder / derived.LEXICAL
        with suppress(StoreCorrupt):
            if lexical_exists(lexical) and len(LexicalIndex(lexical)) >= self.passage_count("live"):
                return _Lexical.SOUND
        if self.published:
            self.repaired.append(f"{lexical} is damaged or missing")
        return _Lexical.DAMAGED

    def _open_lexical(self) -> LexicalWriter:
        folder = self.folder / derived.LEXICAL
        if self._lexical is _Lexical.DAMAGED:
            shutil.rmtree(folder, ignore_errors=True)
        return LexicalWriter(folder)

    def _drop_other_staged(self) -> None:
        with guarded(self._path), transaction(self._connection):
            if self._meta().get("staged_with") != self._settings.to_json():
                staging.purge(self._connection, self._document_ids("state = 'staged'"))
                self._put("staged_with", self._settings.to_json())
            self._connection.execute("DELETE FROM meta WHERE key = 'doomed'")

    def _add_lexical(self, lexical: LexicalWriter, staged: list[int]) -> None:
        documents = staged
        if self._lexical is not _Lexical.SOUND:
            # In one commit: a reader sees all that was there, or all that is.
            lexical.clear()
            documents = self._document_ids("state IN ('live', 'staged')")
        for document in documents:
            # A killed build may have added them already.
            lexical.delete([document])
            lexical.add(staging.entries(self._connection, document))
        lexical.commit()

    def _remove_lexical(self, lexical: LexicalWriter, dead: list[int]) -> None:
        """Take documents out of the lexical index.

        The engine only marks what is removed, and goes on counting it in its statistics until it merges. So the index
        is written anew while that is quick, and whenever a good part of it is marked.
        """
        if not dead:
            return
        marked = int(self._meta().get("lexical_marked", "0")) + self.passage_count("dead")
        live = self.passage_count("live")
        if live <= _SMALL_LEXICAL or marked > _MARKED_SHARE * live:
            lexical.clear()
            for document in self._document_ids("state = 'live'"):
                lexical.add(staging.entries(self._connection, document))
            marked = 0
        else:
            lexical.delete(dead)
        lexical.commit()
        self._put("lexical_marked", str(marked))

    def _swap(self, generation: int, doomed: Iterable[str], seeds: str) -> None:
        """The publication: one transaction."""
        with transaction(self._connection):
            execute = self._connection.execute
            execute(
                "UPDATE documents SET state = 'dead' WHERE state = 'live' AND path IN"
                " (SELECT path FROM documents WHERE state = 'staged')"
            )
            for document in doomed:
                execute("UPDATE documents SET state = 'dead' WHERE state = 'live' AND path = ?", (document,))
            execute("UPDATE documents SET state = 'live' WHERE state = 'staged'")
            execute("DELETE FROM meta WHERE key = 'doomed'")
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            for key, value in {
                "generation": str(generation),
                "settings": self._settings.to_json(),
                "dimension": str(self._dimension()),
                "number_type": f"{self.number_type or 'float32'} computed, ten bits stored",
                "seeds": seeds,
                "built": now,
                "untidy": "1",
            }.items():
                self._put(key, value)
            seal(self._connection)

    def _purge_staged(self, document: str) -> None:
        staging.purge(self._connection, self._document_ids("state = 'staged' AND path = ?", document))

    def _document_ids(self, where: str, *parameters: object) -> list[int]:
        with guarded(self._path):
            rows = self._connection.execute(f"SELECT id FROM documents WHERE {where} ORDER BY id", parameters)
            return [row["id"] for row in rows]

    def passage_count(self, state: str = "live") -> int:
        """How many passages the documents in a state have; the published ones by default."""
        with guarded(self._path):
            row = self._connection.execute(
                "SELECT coalesce(sum(passages), 0) AS n FROM documents WHERE state = ?", (state,)
            ).fetchone()
        return int(row["n"])

    def _dimension(self) -> int:
        row = self._connection.execute(
            "SELECT v.data FROM documents d JOIN passages p ON p.id = d.first_passage"
            " JOIN vectors v ON v.id = p.vector_id WHERE d.state != 'dead' ORDER BY d.id DESC LIMIT 1"
        ).fetchone()
        # Of an index that was emptied, what it held before: the next document is of the same model.
        return dimension_of(row["data"]) if row else int(self._meta().get("dimension", NONE_YET))

    def _meta(self) -> dict[str, str]:
        with guarded(self._path):
            return dict(tuple(row) for row in self._connection.execute("SELECT key, value FROM meta"))

    def _put(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
