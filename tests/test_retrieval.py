"""qa.retrieval: fusion by hand, neighbours, overlaps, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InvalidInput, UnknownDocument
from qa.lexical import analyse
from qa.models import Candidate, Document, Scope, Turn
from qa.retrieval import Region, Weights, fuse, merge_overlapping, said, search, to_hits
from tests.conftest import FakeEmbedder

MEETING = [
    Turn(0, "Ann", "The harbour bridge opens in May.", start=1.0, end=4.0),
    Turn(1, "Bob", "School meals are free."),
    Turn(2, "Ann", " "),
    Turn(3, None, "Trams cost more than buses.", start=9.0, end=12.5),
    Turn(4, "Bob", "Thank you."),
]


class Library:
    """A corpus and passage index of one turn a passage, in memory; ids from 1."""

    def __init__(self, documents, embedder):
        self.documents = documents
        self.embedder = embedder
        self.asked = []
        self.passages = [
            (id_, name, turn)
            for id_, (name, turn) in enumerate(
                ((name, turn) for name, turns in documents.items() for turn in turns if turn.text.strip()), 1
            )
        ]
        self.vectors = embedder.encode_passages([turn.text for _, _, turn in self.passages])

    def document(self, document):
        if document not in self.documents:
            raise UnknownDocument(document)
        return Document(document, f"Title of {document}", "2024-01-02", "json", 1, 1, 1, ())

    def turns(self, document, first=0, last=None):
        return [
            turn for turn in self.documents[document] if first <= turn.index and (last is None or turn.index <= last)
        ]

    def search(self, vector, terms, scope, pool):
        self.asked.append((list(terms), scope, pool))
        found = []
        for (id_, name, turn), cosine in zip(self.passages, self.vectors @ vector, strict=True):
            near = [other for other, same, _ in self.passages if same == name]
            bm25 = float(len(set(terms) & set(analyse(turn.text))))
            found.append(
                Candidate(
                    *(id_, name, turn.index, 0, turn.index, len(turn.text), float(cosine), bm25),
                    previous=id_ - 1 if id_ - 1 in near else None,
                    next=id_ + 1 if id_ + 1 in near else None,
                    eligible=not scope.documents or name in scope.documents,
                )
            )
        return found


@pytest.fixture
def library():
    other = [Turn(0, "Eve", "The harbour bridge is closed."), Turn(1, "Eve", "Nobody knows why.")]
    return Library({"a.json": MEETING, "b.json": other}, FakeEmbedder())


def ask(library, question, **options):
    return search(question, library, library, library.embedder, **options)


def candidate(id_, dense=0.0, bm25=0.0, previous=None, after=None, eligible=True, document="d"):
    return Candidate(id_, document, id_, 0, id_, 5, dense, bm25, previous, after, eligible)


def scores(candidates, **weights):
    return {one.id: score for one, score in fuse(candidates, Weights(**weights))}


def test_fusion_by_hand():
    pool = [candidate(1, 0.9, 0.0), candidate(2, 0.5, 4.0), candidate(3, 0.1, 1.0)]
    # Cosine scaled: 1, .5, 0. BM25 scaled: 0, 1, .25.
    found = scores(pool, dense=0.7, neighbour=0.0)
    assert found == pytest.approx({1: 0.7, 2: 0.7 * 0.5 + 0.3, 3: 0.3 * 0.25})
    assert list(found) == [1, 2, 3]
    found = scores(pool, dense=0.3, neighbour=0.0)
    assert found == pytest.approx({2: 0.3 * 0.5 + 0.7, 1: 0.3, 3: 0.7 * 0.25})
    assert list(found) == [2, 1, 3]


def test_neighbours_by_hand():
    pool = [candidate(1, 1.0, 0, None, 2), candidate(2, 0.5, 0, 1, 3), candidate(3, 0.0, 0, 2, None)]
    # All BM25 are 0 and count nothing; cosine scaled 1, .5, 0 times .6.
    found = scores(pool, dense=0.6, neighbour=0.3)
    assert found == pytest.approx({1: 0.6 + 0.3 * 0.3, 2: 0.3 + 0.3 * (0.6 + 0.0), 3: 0.0 + 0.3 * 0.3})


def test_neighbour_outside_the_pool_counts_nothing():
    inside = [candidate(5, 1.0, 0, 4, 6), candidate(9, 0.0)]
    assert scores(inside, dense=1.0, neighbour=0.5) == pytest.approx({5: 1.0, 9: 0.0})
    assert scores([*inside, candidate(6, 0.5, 0, 5, 7)], dense=1.0, neighbour=0.5)[5] == pytest.approx(1.25)


def test_first_id_may_be_nought():
    pool = [candidate(0, 1.0, 0, None, 1), candidate(1, 0.0, 0, 0, None)]
    assert scores(pool, dense=1.0, neighbour=0.5) == pytest.approx({0: 1.0, 1: 0.5})


def test_all_the_same_score():
    assert scores([candidate(1, 0.4, 2), candidate(2, 0.4, 2)], dense=0.7, neighbour=0) == pytest.approx({1: 1, 2: 1})
    assert scores([candidate(1, 0.4, 0)], dense=0.7, neighbour=0) == pytest.approx({1: 0.7})
    assert scores([candidate(1, -0.4, 0)], dense=0.7, neighbour=0) == {1: 0}
    assert fuse([]) == []


def test_ties_go_by_position():
    pool = [candidate(3), candidate(1), candidate(2)]
    assert [one.id for one, _ in fuse(pool)] == [1, 2, 3]


CANDIDATES = st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 50)), max_size=12)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_order_of_the_pool_does_not_count(values, random):
    pool = [candidate(n, dense, bm25, n - 1 if n > 1 else None, n + 1) for n, (dense, bm25) in enumerate(values, 1)]
    shuffled = random.sample(pool, len(pool))
    assert fuse(shuffled) == fuse(pool)
    assert all(0 <= score <= 1.6 + 1e-9 for _, score in fuse(pool))
    ordered = [score for _, score in fuse(pool)]
    assert ordered == sorted(ordered, reverse=True)


def region(first, last, score, document="d"):
    return Region(document, first, last, score)


def test_overlapping_regions_become_one_with_the_better_score():
    merged = merge_overlapping([region((0, 0), (2, 5), 0.4), region((2, 3), (4, 1), 0.9), region((9, 0), (9, 5), 0.5)])
    assert merged == [region((0, 0), (4, 1), 0.9), region((9, 0), (9, 5), 0.5)]


def test_touching_regions_stay_apart():
    both = [region((1, 0), (1, 10), 0.4), region((1, 10), (2, 5), 0.9), region((3, 0), (3, 4), 0.1)]
    assert merge_overlapping(both) == sorted(both, key=lambda one: -one.score)


def test_a_part_is_in_the_whole():
    whole, part = region((1, 0), (3, 9), 0.2), region((2, 1), (2, 4), 0.8)
    assert merge_overlapping([part, whole]) == [region((1, 0), (3, 9), 0.8)]
    assert merge_overlapping([whole, part, region((3, 8), (5, 0), 0.1)]) == [region((1, 0), (5, 0), 0.8)]
    assert merge_overlapping([whole, whole]) == [whole]


def test_regions_of_two_documents_stay_apart():
    both = [region((0, 0), (2, 0), 0.5, "b"), region((0, 0), (2, 0), 0.5, "a")]
    assert [one.document for one in merge_overlapping(both)] == ["a", "b"]


PLACES = st.tuples(st.integers(0, 4), st.integers(0, 6))
REGIONS = st.lists(
    st.tuples(st.sampled_from("ab"), PLACES, PLACES, st.floats(0, 1)).filter(lambda one: one[1] < one[2]), max_size=10
)


@given(REGIONS)
def test_merged_regions_cover_the_same_and_share_nothing(found):
    regions = [Region(*one) for one in found]
    merged = merge_overlapping(regions)
    for one in regions:
        (home,) = [
            other for other in merged if other.document == one.document and other.first <= one.first < other.last
        ]
        assert one.last <= home.last and one.score <= home.score
    for one in merged:
        assert all(
            other is one or other.document != one.document or other.last <= one.first or one.last <= other.first
            for other in merged
        )
    assert max((one.score for one in merged), default=0) == max((one.score for one in regions), default=0)


@pytest.mark.parametrize("k", [0, -1, 1001])
def test_k_out_of_range(library, k):
    with pytest.raises(InvalidInput, match=f"k must be from 1 to 1000, not {k}"):
        ask(library, "harbour", k=k)


@pytest.mark.parametrize("question", ["", "  \n"])
def test_empty_question(library, question):
    with pytest.raises(InvalidInput, match="the question is empty"):
        ask(library, question)
    assert library.asked == []


def test_k_larger_than_the_corpus_and_smaller(library):
    assert len(ask(library, "harbour bridge", k=1000)) == 6
    assert [hit.text for hit in ask(library, "school meals", k=1)] == ["Bob: School meals are free."]


def test_a_turns_own_words_find_it_first(library):
    for _, name, turn in library.passages:
        best = ask(library, turn.text, weights=Weights(neighbour=0.0))[0]
        assert (best.document, best.first_turn) == (name, turn.index)


def test_scope_goes_to_the_index_and_ineligible_neighbours_are_no_hits(library):
    scope = Scope(documents=("b.json",))
    hits = ask(library, "harbour bridge", scope=scope)
    assert {hit.document for hit in hits} == {"b.json"} and len(hits) == 2
    assert library.asked[-1][1] == scope
    assert ask(library, "harbour bridge", scope=Scope(documents=("c.json",))) == []


def test_ineligible_neighbour_lends_its_score(library):
    class Index:
        def search(self, vector, terms, scope, pool):
            return [
                candidate(1, 1.0, 0, None, 2, eligible=False, document="a.json"),
                candidate(2, 0.5, 0, 1, None, document="a.json"),
                candidate(4, 0.6, 0, None, None, document="a.json"),
                candidate(5, 0.0, 0, None, None, eligible=False, document="a.json"),
            ]

    hits = search("bridge", library, Index(), library.embedder, weights=Weights(dense=1.0, neighbour=0.3))
    assert [(hit.first_turn, hit.score) for hit in hits] == [(2, pytest.approx(0.8)), (4, pytest.approx(0.6))]


def test_what_the_index_is_asked(library):
    ask(library, "What did Ann say about school meals?", k=3, weights=Weights(pool=10))
    assert library.asked[-1] == (["ann", "school", "meal"], Scope(), 10)
    ask(library, "What was that?", k=30, weights=Weights(pool=10))
    assert library.asked[-1] == (["what", "was", "that"], Scope(), 30)


def test_a_vector_at_hand_is_not_encoded_again(library):
    vector = library.embedder.encode_query("school meals")
    library.embedder.queries.clear()
    assert ask(library, "school meals", vector=vector) == ask(library, "school meals")
    assert library.embedder.queries == ["school meals"]
    assert isinstance(vector, np.ndarray)


def test_a_hit_shows_the_words_of_its_region(library):
    (hit,) = to_hits([Region("a.json", (0, 4), (4, 5), 0.5)], library)
    assert hit.text == (
        "Ann: harbour bridge opens in May.\n\nBob: School meals are free.\n\nTrams cost more than buses.\n\nBob: Thank"
    )
    assert (hit.first_turn, hit.last_turn, hit.start, hit.end) == (0, 4, 4, 5)
    assert (hit.title, hit.date, hit.speakers) == ("Title of a.json", "2024-01-02", ("Ann", "Bob"))
    assert hit.times == (1.0, None)
    (hit,) = to_hits([Region("a.json", (3, 0), (3, 5), 0.5)], library)
    assert (hit.text, hit.speakers, hit.times) == ("Trams", (), (9.0, 12.5))


def test_one_turn_may_begin_and_end_a_region():
    assert list(said(MEETING[:1], Region("a.json", (0, 4), (0, 11), 1.0))) == ["Ann: harbour"]
