"""Search over the passages of one published state.

Milvus finds, by vector and by a sparse vector of words; what a word weighs is reckoned here, from how many passages
hold it, and so are the scores of what was found. They are those of the local store: Milvus's own BM25 reckons rarity
for each segment, and counts what was removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.errors import StoreCorrupt
from qa.lexical import bm25
from qa.milvus import rows
from qa.milvus.expressions import alive, among, any_of, between, both
from qa.milvus.rows import present, speaker_number, to_codes, weighed
from qa.milvus.schema import DENSE, ORDINALS, SPARSE, Names
from qa.models import Scope
from qa.pool import REACH, Place, Pool, Query
from qa.store.meanings import gathered, runs
from qa.vectors import products
from qa.vectors.codes import width

if TYPE_CHECKING:
    from qa.milvus.catalogue import Catalogue
    from qa.milvus.connection import Connection
    from qa.pool import Floats, Integers
    from qa.protocols import Vectors

_LEXICAL_DEPTH = 1000
# So many more are looked at: they are found with the usual length of a passage, and put in order with the true mean.
_MORE = 100
_AT_ONCE = 4_000
_MOST_KNOWN = 100_000
_PLACE = ("doc", "first_turn", "start", "last_turn", "end")


class Statistics:
    """How many passages there are, how long, and how many hold a term; what was counted once is remembered."""

    def __init__(self, passages: int, terms: int, dimension: int) -> None:
        self.passages = passages
        self.mean_length = terms / passages if passages and terms else 1.0
        self.dimension = dimension
        self.frequencies: dict[str, int] = {}


class MilvusPassageIndex:
    """Implements `qa.protocols.PassageIndex` over the collection of passages."""

    def __init__(self, connection: Connection, names: Names, catalogue: Catalogue, statistics: Statistics) -> None:
        self._connection = connection
        self._passages = names.passages
        self._catalogue = catalogue
        self._statistics = statistics
        self._alive = alive(catalogue.generations)

    def search(self, query: Query, scope: Scope, depth: int) -> Pool:
        """The first `depth` by vector and the first `depth` by BM25 within the scope, and what stands around them."""
        if not self._statistics.passages:
            return _nothing(query)
        where = both(self._alive, self._within(scope))
        nearest = self._connection.search(self._passages, DENSE, query.vectors[:1], depth, where)[0]
        lexical, coverage = self._by_words(query.terms, max(depth, _LEXICAL_DEPTH), where)
        found = {one for one, *_ in nearest} | set(list(lexical)[:depth])
        taken = sorted(self._there(_around(found)))
        fields = [DENSE, "speakers", "shares"] if query.asked or scope.speakers else [DENSE]
        # Exact, whatever index the search by vector went through.
        kept = {int(row["id"]): row for row in self._rows(taken, fields)}
        taken = [one for one in taken if one in kept]
        asked = {speaker_number(who) for who in query.asked}
        ids: Integers = np.array(taken, np.int64)
        stored = np.array([kept[one][DENSE] for one in taken], np.float32).reshape(len(taken), query.vectors.shape[1])
        return Pool(
            ids=ids,
            positions=ids,
            documents=ids // ORDINALS,
            dense=products.cosines(stored, query.vectors),
            bm25=_looked_up(taken, lexical),
            coverage=_looked_up(taken, coverage),
            share=np.array([_share(kept[one], asked) for one in taken], np.float32) if query.asked else None,
            eligible=np.array(self._eligible(taken, kept, scope), np.bool_),
        )

    def places(self, ids: Sequence[int]) -> dict[int, Place]:
        """Where these passages stand, by id. Raises StoreCorrupt where one of them is missing."""
        found = {
            int(row["id"]): Place(
                self._catalogue.paths[row["doc"]],
                (row["first_turn"], row["start"]),
                (row["last_turn"], row["end"]),
            )
            for row in self._rows(ids, _PLACE)
            if row["doc"] in self._catalogue.paths
        }
        if not found.keys() >= {int(number) for number in ids}:
            raise StoreCorrupt(f"passages are missing in {self._connection.where}: run `qa build --full`")
        return found

    def sentences(self, places: Sequence[tuple[str, int, int]]) -> Vectors:
        """Vectors of the sentences that begin at these places; zeros where none is kept."""
        wanted: dict[str, set[int]] = {}
        for document, turn, _ in places:
            wanted.setdefault(document, set()).add(turn)
        stretches = [
            f"(doc == {entry.doc} and last_turn >= {first} and first_turn <= {last})"
            for document, turns in wanted.items()
            if (entry := self._catalogue.entries.get(document)) is not None
            for first, last in runs(turns)
        ]
        kept: dict[str, list[str]] = {}
        if stretches and self._statistics.passages:
            for row in self._connection.query(self._passages, " or ".join(stretches), ["doc", "sentences"], page=1_000):
                kept.setdefault(self._catalogue.paths[row["doc"]], []).append(row["sentences"])
        dimension = self._statistics.dimension

        def codes_of(document: str, turns: set[int]) -> Iterable[tuple[tuple[int, int], bytes]]:
            for text in kept.get(document, ()):
                yield from (pair for pair in to_codes(text, width(dimension)) if pair[0][0] in turns)

        return gathered(places, codes_of, dimension)

    def count(self, scope: Scope) -> int:
        """How many passages are in scope."""
        if not self._statistics.passages:
            return 0
        return self._connection.count(self._passages, both(self._alive, self._within(scope)))

    def document_frequency(self, term: str) -> int:
        """In how many passages the term stands."""
        known = self._statistics.frequencies
        found = known.get(term)
        if found is None:
            where = both(self._alive, any_of("terms", [term]))
            found = self._connection.count(self._passages, where) if self._statistics.passages else 0
            if len(known) >= _MOST_KNOWN:
                # Another thread may do the same at any time: nobody counts on what is there.
                known.clear()
            known[term] = found
        return found

    def holding(self, terms: Sequence[str], most: int) -> set[int]:
        """Numbers of the documents with passages that hold any of the terms."""
        if not self._statistics.passages:
            return set()
        where = both(self._alive, any_of("terms", terms))
        return {int(row["doc"]) for row in self._connection.query(self._passages, where, ["doc"])}

    def _within(self, scope: Scope) -> str:
        """The scope as an expression; empty where it lets everything through."""
        documents = speakers = ""
        if scope.documents:
            documents = among("doc", [one.doc for one in self._catalogue.within(Scope(documents=scope.documents))])
        if scope.speakers:
            speakers = any_of("speakers", [speaker_number(who) for who in scope.speakers])
        return both(documents, between("day", scope.after, scope.before), speakers)

    def _by_words(self, terms: Sequence[str], wanted: int, where: str) -> tuple[dict[int, float], dict[int, float]]:
        """Ids and BM25 scores, best first; ids of the passages that hold most of the terms, and how much of them."""
        total, mean = self._statistics.passages, self._statistics.mean_length
        holding = {term: self.document_frequency(term) for term in dict.fromkeys(terms)}
        rarity = {term: bm25.rarity(count, total) for term, count in holding.items() if count}
        if not rarity:
            return {}, {}
        presence = {term: bm25.presence(count, total) for term, count in holding.items()}
        share = {term: value / sum(presence.values()) for term, value in presence.items()}
        vector = {weighed(term): value for term, value in rarity.items()}
        hits = self._sparse(vector, wanted + _MORE, where, ["terms", "length"])
        scores, covered = [], []
        for one, _, row in hits:
            times = Counter(term for term in row["terms"] if term in rarity)
            score = sum(rarity[term] * bm25.weight(n, row["length"], mean) for term, n in times.items())
            scores.append((score, one))
            covered.append((sum(share[term] for term in times), one))
        if len(hits) == wanted + _MORE:
            # More hold a word than were looked at: those that hold most of them may be others.
            covered = [
                (score, one) for one, score, _ in self._sparse({present(t): share[t] for t in rarity}, wanted, where)
            ]
        return _best(scores, wanted), _best(covered, wanted)

    def _sparse(
        self, vector: dict[int, float], limit: int, where: str, fields: Sequence[str] = ()
    ) -> list[tuple[int, float, dict[str, Any]]]:
        return self._connection.search(self._passages, SPARSE, [vector], limit, where, fields)[0]

    def _there(self, ids: Iterable[int]) -> list[int]:
        """Those of the ids that are passages of this state."""
        paths, entries = self._catalogue.paths, self._catalogue.entries
        return [
            one
            for one in ids
            if (path := paths.get(one // ORDINALS)) is not None and one % ORDINALS < entries[path].document.passages
        ]

    def _eligible(self, ids: Sequence[int], kept: dict[int, dict[str, Any]], scope: Scope) -> list[bool]:
        """Of each passage, whether it lies in the scope."""
        docs = {one.doc for one in self._catalogue.within(replace(scope, speakers=()))}
        speakers = {speaker_number(who) for who in scope.speakers}
        return [
            one // ORDINALS in docs and (not speakers or not speakers.isdisjoint(kept[one]["speakers"])) for one in ids
        ]

    def _rows(self, ids: Sequence[int], fields: Sequence[str]) -> list[dict[str, Any]]:
        """Passages by id: Milvus looks these up by key."""
        found = []
        for start in range(0, len(ids), _AT_ONCE):
            part = [int(one) for one in ids[start : start + _AT_ONCE]]
            found += self._connection.query(self._passages, among("id", part), fields)
        return found


def _best(scores: list[tuple[float, int]], wanted: int) -> dict[int, float]:
    """Ids and scores, best first."""
    ordered = sorted(scores, key=lambda pair: (-pair[0], pair[1]))
    return {one: score for score, one in ordered[:wanted]}


def _around(ids: Iterable[int]) -> set[int]:
    """The ids, and those before and after each in its document."""
    found: set[int] = set()
    for one in ids:
        ordinal = one % ORDINALS
        found.update(range(one - min(ordinal, REACH), one + min(REACH, ORDINALS - 1 - ordinal) + 1))
    return found


def _nothing(query: Query) -> Pool:
    none = np.empty(0, np.int64)
    values = np.empty(0, np.float32)
    dense = np.empty((0, len(query.vectors)), np.float32)
    return Pool(none, none, none, dense, values, values, values if query.asked else None, np.empty(0, np.bool_))


def _looked_up(ids: Sequence[int], values: dict[int, float]) -> Floats:
    return np.array([values.get(one, 0.0) for one in ids], np.float32)


def _share(row: dict[str, Any], asked: set[int]) -> float:
    shares = zip(row["speakers"], row["shares"], strict=True)
    return float(sum(share for speaker, share in shares if speaker in asked)) / rows.WHOLE
