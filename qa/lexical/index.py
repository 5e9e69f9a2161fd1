"""Terms to passages by BM25, as tantivy counts them: an index in a folder, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.errors import StoreBusy, StoreCorrupt, StoreUnwritable
from qa.lexical import bm25
from qa.lexical.analysis import SAID

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]
    Scores = NDArray[np.float32]

_HEAP_BYTES = 64_000_000
# Of a hit: a thousand of them are read for every question.
_SCORE, _ADDRESS = itemgetter(0), itemgetter(1)
# Of so many times as many as are wanted, nearly all that cover most are among them.
_TIMES = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as the lexical index holds it.

    Attributes:
        date: ISO.
        said: words with `SAID` before them, that count neither in length nor in any score.
    """

    id: int
    document: int
    speakers: tuple[int, ...]
    date: str | None
    terms: Sequence[str]
    said: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a passage must be to be found; None means anything.

    Attributes:
        documents: document ids, one of which.
        speakers: speaker ids, one of which.
        after: ISO date, inclusive.
        before: ISO date, inclusive.
    """

    documents: tuple[int, ...] | None = None
    speakers: tuple[int, ...] | None = None
    after: str | None = None
    before: str | None = None


@cache
def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    for name in ("document", "speaker", "date"):
        builder.add_integer_field(name, indexed=True)
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("said", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def _field(term: str) -> str:
    return "said" if term.startswith(SAID) else "text"


def exists(folder: Path) -> bool:
    """Whether the folder holds a lexical index."""
    return (folder / "meta.json").is_file()


class LexicalIndex:
    """A lexical index opened for reading, as it was committed when opened."""

    def __init__(self, folder: Path) -> None:
        """Raises StoreCorrupt when the folder holds no readable index."""
        from tantivy import Index

        self._folder = folder
        with _guarded(folder, "qa build"):
            index = Index.open(str(folder))
            if index.schema != _schema():
                raise ValueError("other fields than are asked for")
            self._searcher: Any = index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, terms: Sequence[str], k: int, within: Restriction | None = None) -> tuple[Ids, Scores]:
        """The `k` best ids by BM25 over any of `terms`, each term counted once, and their scores, best first."""
        from tantivy import Query

        return self._search(
            [Query.term_query(_schema(), "text", term, "freq") for term in dict.fromkeys(terms)], k, within
        )

    def coverage(self, terms: Sequence[str], k: int, within: Restriction | None = None) -> tuple[Ids, Scores]:
        """About the `k` ids that hold most of `terms`, and how much, 0 to 1; a term weighs as much as it is rare.

        Where many passages hold the rarer terms, those that hold none of these are passed over: they cover little.
        """
        from tantivy import Query

        frequencies = {term: self.document_frequency(term) for term in terms}
        rarest_first = sorted(frequencies, key=lambda term: (frequencies[term], term))
        rarity = [bm25.presence(frequencies[term], len(self)) for term in rarest_first]
        queries = [
            Query.const_score_query(Query.term_query(_schema(), _field(term), term, "basic"), weight / sum(rarity))
            for term, weight in zip(rarest_first, rarity, strict=True)
        ]
        held = np.cumsum([frequencies[term] for term in rarest_first])
        many = int(np.searchsorted(held, _TIMES * k)) + 1 if within is None else len(queries)
        return self._search(queries[:many], k, within, queries[many:])

    def _search(
        self, queries: Sequence[Any], k: int, within: Restriction | None, more: Sequence[Any] = ()
    ) -> tuple[Ids, Scores]:
        """The `k` best of those that any of the queries finds; scores added, those of `more` too."""
        from tantivy import Occur, Query

        if not queries or k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        wanted = Query.boolean_query([(Occur.Should, query) for query in queries])
        needed = [wanted, *(Query.const_score_query(one, 0.0) for one in _restrictions(within or Restriction()))]
        if more or len(needed) > 1:
            # Only then: tantivy passes over what cannot be among the best of a bare disjunction.
            wanted = Query.boolean_query(
                [*((Occur.Must, one) for one in needed), *((Occur.Should, one) for one in more)]
            )
        with _guarded(self._folder):
            found = self._searcher.search(wanted, limit=k, count=False).hits
            ids = np.array(self._searcher.fast_field_values("id", list(map(_ADDRESS, found))), np.int64)
        return ids, np.fromiter(map(_SCORE, found), np.float32, len(found))

    def document_frequency(self, term: str) -> int:
        """In how many passages the term stands."""
        with _guarded(self._folder):
            return int(self._searcher.doc_freq(_field(term), term))


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Turn what the engine raises when it writes into ours."""
    with _guarded(folder):
        try:
            yield
        except (ValueError, OSError) as error:
            if "LockBusy" in str(error):
                raise StoreBusy(f"{folder} is being written by another process: wait for it to end") from error
            # A full disk ends the engine's own thread, of which only that is known here.
            if isinstance(error, OSError) or re.search(
                r"os error (?:1|13|27|28|30|122)\b|writer was killed", str(error)
            ):
                raise StoreUnwritable(
                    f"{folder} cannot be written: see whether there is space and permission, and run `qa build`"
                ) from error
            raise


@contextmanager
def _guarded(folder: Path, command: str = "qa build --full") -> Iterator[None]:
    """Turn what the engine raises over damaged files into ours; a large index is looked through by `--full` alone."""
    try:
        yield
    except (ValueError, TypeError, OSError, OverflowError) as error:
        raise StoreCorrupt(f"{folder} is damaged or missing: run `{command}`") from error
    except BaseException as error:
        # A panic of the engine, whose type cannot be imported, and which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise StoreCorrupt(f"{folder} is damaged: run `{command}`") from error


def _restrictions(within: Restriction) -> Iterable[Any]:
    from tantivy import FieldType, Query

    if within.documents is not None:
        yield Query.term_set_query(_schema(), "document", list(within.documents))
    if within.speakers is not None:
        yield Query.term_set_query(_schema(), "speaker", list(within.speakers))
    if within.after or within.before:
        low = _day(within.after) if within.after else 0
        high = _day(within.before) if within.before else 99_999_999
        yield Query.range_query(_schema(), "date", FieldType.Integer, low, high)


def _day(iso: str) -> int:
    return int(iso.replace("-", ""))


class LexicalWriter:
    """Changes to a lexical index; visible to readers that open it after `commit`."""

    def __init__(self, folder: Path) -> None:
        """Opens the index, or starts one.

        Raises:
            StoreBusy: another process is writing it.
            StoreUnwritable: the folder cannot be written.
            StoreCorrupt: what is there cannot be opened.
        """
        from tantivy import Index

        self._folder = folder
        with _writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._index: Any = Index(_schema(), path=str(folder), reuse=True)
            self._writer: Any = self._index.writer(_HEAP_BYTES, 1)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add passages."""
        from tantivy import Document

        for entry in entries:
            document = Document()
            document.add_integer("id", entry.id)
            document.add_integer("document", entry.document)
            for speaker in entry.speakers:
                document.add_integer("speaker", speaker)
            if entry.date:
                document.add_integer("date", _day(entry.date))
            document.add_text("text", " ".join(entry.terms))
            if entry.said:
                document.add_text("said", " ".join(entry.said))
            with _writing(self._folder):
                self._writer.add_document(document)

    def delete(self, documents: Iterable[int]) -> None:
        """Remove every passage of these documents."""
        for document in documents:
            with _writing(self._folder):
                self._writer.delete_documents_by_term("document", document)

    def clear(self) -> None:
        """Remove everything."""
        with _writing(self._folder):
            self._writer.delete_all_documents()

    def commit(self) -> None:
        """Make the changes durable and visible. Raises StoreUnwritable."""
        with _writing(self._folder):
            self._writer.commit()

    def close(self) -> None:
        """Wait for merges and let go of the index."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with _writing(self._folder):
                writer.wait_merging_threads()
