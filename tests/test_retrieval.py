"""qa.retrieval: what the index is asked, which places come of it, what a hit shows, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.baselines import blend
from qa.errors import InvalidInput, UnknownDocument
from qa.lexical.analysis import analyse
from qa.models import Document, Scope, Speaker, Turn, Who
from qa.pool import Place, Pool
from qa.ranking import network as ranking
from qa.retrieval import DEPTH, RERANKED, Region, prepare, rescored, said, search, to_hits
from tests.conftest import FakeEmbedder

MEETING = [
    Turn(0, "Ann", "The harbour bridge opens in May.", start=1.0, end=4.0),
    Turn(1, "Bob", "School meals are free."),
    Turn(2, "Ann", " "),
    Turn(3, None, "Trams cost more than buses.", start=9.0, end=12.5),
    Turn(4, "Bob", "Thank you."),
]


class Library:
    """A corpus and passage index of one turn a passage, in memory; ids from 100."""

    def __init__(self, documents, embedder):
        self.held = documents
        self.embedder = embedder
        self.asked = []
        self.looked_up = []
        self.passages = [(name, turn) for name, turns in documents.items() for turn in turns if turn.text.strip()]
        self.vectors = embedder.encode_passages([turn.text for _, turn in self.passages])

    def document(self, document):
        if document not in self.held:
            raise UnknownDocument(document)
        return Document(document, f"Title of {document}", "2024-01-02", "json", 1, 1, 1, ())

    def turns(self, document, first=0, last=None):
        return [turn for turn in self.held[document] if first <= turn.index and (last is None or turn.index <= last)]

    def speakers(self, scope=Scope()):
        self.looked_up.append(scope)
        inside = [
            (turn.who, name)
            for name, turns in self.held.items()
            for turn in turns
            if turn.who and (not scope.documents or name in scope.documents)
        ]
        return [
            Speaker(who.label, who.person, 1, 1, tuple(sorted({name for other, name in inside if other == who})))
            for who in dict.fromkeys(who for who, _ in inside)
        ]

    def search(self, query, scope, depth):
        self.asked.append((query, scope, depth))
        homes = [list(self.held).index(name) for name, _ in self.passages]
        spoken = [set(analyse(turn.text)) for _, turn in self.passages]
        held = [len(set(query.terms) & terms) for terms in spoken]
        shares = [float(turn.who in query.asked) for _, turn in self.passages]
        return Pool(
            ids=np.arange(100, 100 + len(self.passages)),
            positions=np.arange(len(self.passages)),
            documents=np.array(homes, np.int64),
            dense=(self.vectors @ query.vectors.T).astype(np.float32),
            bm25=np.array(held, np.float32),
            coverage=np.array(held, np.float32) / max(1, len(query.terms)),
            share=np.array(shares, np.float32) if query.asked else None,
            eligible=np.array([self.is_in(scope, *passage) for passage in self.passages], np.bool_),
        )

    def is_in(self, scope, name, turn):
        return (not scope.documents or name in scope.documents) and (not scope.speakers or turn.who in scope.speakers)

    def places(self, ids):
        found = {id_: self.passages[id_ - 100] for id_ in ids}
        return {id_: Place(name, (turn.index, 0), (turn.index, len(turn.text))) for id_, (name, turn) in found.items()}


@pytest.fixture
def library():
    other = [Turn(0, "Eve", "The harbour bridge is closed."), Turn(1, "Eve", "Nobody knows why.")]
    return Library({"a.json": MEETING, "b.json": other}, FakeEmbedder())


def ask(library, question, **options):
    return search(question, library, library, library.embedder, **options)


def in_order(*rows):
    """A ranker that puts these rows first, each far better than the next, and all others last."""

    def rank(pool):
        scores = np.full(len(pool), -1000, np.float32)
        scores[list(rows)] = -5.0 * np.arange(len(rows))
        return scores

    return rank


@pytest.mark.parametrize("k", [0, -1, 1001])
def test_k_out_of_range(library, k):
    with pytest.raises(InvalidInput, match=f"k must be from 1 to 1000, not {k}"):
        ask(library, "harbour", k=k)
    assert library.asked == []


@pytest.mark.parametrize("question", ["", "  \n"])
def test_empty_question(library, question):
    with pytest.raises(InvalidInput, match="the question is empty"):
        ask(library, question)
    assert library.asked == []


def test_k_larger_than_the_corpus_and_smaller(library):
    for k in (1, 2, 5, 6, 1000):
        hits = ask(library, "harbour bridge", k=k, rank=in_order(5, 4, 3, 2, 1, 0))
        expected = [("b.json", 1), ("b.json", 0), ("a.json", 4), ("a.json", 3), ("a.json", 1), ("a.json", 0)]
        assert [(hit.document, hit.first_turn) for hit in hits] == expected[:k]


def test_hits_come_best_first_and_the_first_has_score_1(library):
    scores = [hit.score for hit in ask(library, "harbour bridge", k=6, rank=blend())]
    assert scores[0] == 1 and scores == sorted(scores, reverse=True)


def test_a_turns_own_words_find_it_first(library):
    for name, turn in library.passages:
        best = ask(library, turn.text, rank=blend(neighbours=()))[0]
        assert (best.document, best.first_turn, best.last_turn) == (name, turn.index, turn.index)


def test_neighbours_that_fit_as_well_are_one_hit(library):
    (hit,) = ask(library, "bridge", k=1, rank=lambda pool: np.array([-9, -9, -0.05, 0, -9, -9], np.float32))
    assert (hit.first_turn, hit.last_turn) == (3, 4)
    assert hit.text == "Trams cost more than buses.\n\nBob: Thank you."


def test_the_ranker_that_ships_is_the_one_used(library, monkeypatch):
    assert ask(library, "harbour bridge") == ask(library, "harbour bridge", rank=ranking.shipped())
    monkeypatch.setattr(ranking, "shipped", lambda: in_order(3))
    assert ask(library, "harbour bridge")[0].text == "Bob: Thank you."


def test_scope_goes_to_the_index_and_what_lies_outside_is_no_hit(library):
    scope = Scope(documents=("b.json",))
    hits = ask(library, "harbour bridge", scope=scope, rank=in_order(0, 1, 2, 3, 4, 5))
    assert [(hit.document, hit.first_turn) for hit in hits] == [("b.json", 0), ("b.json", 1)]
    assert hits[0].score == 1
    assert library.asked[-1][1] == scope
    assert ask(library, "harbour bridge", scope=Scope(documents=("c.json",))) == []


def test_what_lies_outside_the_scope_lends_its_score(library):
    scope = Scope(speakers=(Who("Bob"),))
    alone = ask(library, "harbour bridge opens", scope=scope, rank=blend(neighbours=()))
    lent = ask(library, "harbour bridge opens", scope=scope, rank=blend(neighbours=(0.3,)))
    assert [hit.first_turn for hit in alone] == [hit.first_turn for hit in lent] == [1, 4]
    assert alone[1].score == 1 > lent[1].score


def test_what_the_index_is_asked(library):
    ask(library, "What did Ann say about school meals?", k=3)
    query, scope, depth = library.asked[-1]
    assert (query.terms, scope, depth) == (("ann", "school", "meal"), Scope(), DEPTH)
    ask(library, "What was that?", k=DEPTH + 1)
    query, _, depth = library.asked[-1]
    assert (query.terms, depth) == (("what", "was", "that"), DEPTH + 1)
    ask(library, "Meals, meals and the meal?")
    assert library.asked[-1][0].terms == ("meal",)


def test_question_and_topic_become_vectors(library):
    question = "What did Ann say about school meals?"
    query = prepare(question, library, library.embedder)
    assert library.embedder.queries == [question, "school meals"]
    assert query.vectors.shape == (2, library.embedder.dimension)
    assert np.array_equal(query.vectors, library.embedder.encode_queries([question, "school meals"]))


def test_a_question_without_a_topic_is_its_own(library):
    prepare("What did Ann say?", library, library.embedder)
    assert library.embedder.queries == ["What did Ann say?"] * 2


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did Ann say about school meals?", ["Ann"]),
        ("What did ann say about school meals?", ["Ann"]),
        ("What did Ann and Bob say about school meals?", ["Ann", "Bob"]),
        ("What did Bob, Ann and Eve say?", ["Bob", "Ann", "Eve"]),
        ("What did Ann and Zoe say?", ["Ann"]),
        ("What did Ann, Ann and Ann say?", ["Ann"]),
        ("What did Zoe say about school meals?", []),
        ("What did they say about school meals?", []),
        ("What was said about Ann?", []),
    ],
)
def test_whose_words_are_asked_for(library, question, asked):
    assert prepare(question, library, library.embedder).asked == tuple(Who(label) for label in asked)


def test_a_name_means_every_label_and_person_it_can(library):
    library.held["c.json"] = [Turn(0, "MINISTER", "We met.", person="Ann Lee"), Turn(1, "MINISTER", "No.", person="Al")]
    query = prepare("What did Ann Lee say?", library, library.embedder)
    assert query.asked == (Who("MINISTER", "Ann Lee"),)
    query = prepare("What did the minister say?", library, library.embedder)
    assert query.asked == (Who("MINISTER", "Ann Lee"), Who("MINISTER", "Al"))


def test_speakers_are_looked_up_in_the_scope_and_only_where_asked_for(library):
    scope = Scope(speakers=(Who("Bob"),), documents=("a.json",), after="2024-01-01")
    assert prepare("What did Ann and Eve say?", library, library.embedder, scope).asked == (Who("Ann"),)
    assert library.looked_up == [replace(scope, speakers=())]
    prepare("What was said about school meals?", library, library.embedder, scope)
    assert len(library.looked_up) == 1


def test_a_query_at_hand_is_not_prepared_again(library):
    question = "What did Ann say about school meals?"
    expected = ask(library, question)
    query = prepare(question, library, library.embedder)
    library.embedder.queries.clear()
    library.looked_up.clear()
    assert ask(library, question, query=query) == expected
    assert library.asked[-1][0] is query
    assert library.embedder.queries == library.looked_up == []


@pytest.fixture
def three():
    """Three documents with three passages each, none beside another that fits as well."""
    turns = [Turn(n, "Ann", f"Trams cost {n} million.") for n in range(3)]
    return Library({name: turns for name in ("a.json", "b.json", "c.json")}, FakeEmbedder())


@pytest.mark.parametrize(
    ("k", "expected"),
    [(1, "a0"), (2, "a0 b0"), (3, "a0 b0 c0"), (5, "a0 b0 c0 a1 b1"), (9, "a0 b0 c0 a1 b1 c1 a2 b2 c2")],
)
def test_a_question_about_many_documents_takes_the_best_of_each_first(three, k, expected):
    hits = ask(three, "What was said about trams in every hearing?", k=k, rank=in_order(*range(9)))
    assert " ".join(f"{hit.document[0]}{hit.first_turn}" for hit in hits) == expected


def test_a_question_about_one_place_takes_the_best_wherever_they_are(three):
    hits = ask(three, "What was said about trams in the hearing?", k=3, rank=in_order(*range(9)))
    assert [(hit.document, hit.first_turn) for hit in hits] == [("a.json", n) for n in range(3)]


def test_another_document_that_fits_as_well_comes_third(three):
    scores = np.array([0, -2, -4, -4.1, -9, -9, -9, -9, -9], np.float32)
    hits = ask(three, "What was said about trams?", k=4, rank=lambda pool: scores)
    assert [f"{hit.document[0]}{hit.first_turn}" for hit in hits] == ["a0", "a1", "b0", "a2"]
    found = [hit.score for hit in hits]
    assert found == sorted(found, reverse=True)


class Longest:
    """A reranker for which the longest text answers best."""

    def __init__(self):
        self.read = []

    def scores(self, question, texts):
        self.read.append((question, list(texts)))
        return np.array([len(text) for text in texts], np.float32)


def test_a_reranker_orders_more_than_is_asked_for(library):
    reranker = Longest()
    hits = ask(library, "harbour bridge", k=2, rank=in_order(0, 1, 2, 3, 4, 5), reranker=reranker)
    ((question, texts),) = reranker.read
    assert question == "harbour bridge" and len(texts) == 6
    assert [hit.text for hit in hits] == sorted(texts, key=len, reverse=True)[:2]
    assert [hit.score for hit in hits] == [len(hit.text) for hit in hits]
    assert ask(library, "bridge", scope=Scope(documents=("c.json",)), reranker=reranker) == []


def test_what_a_reranker_does_not_read_follows_in_order(library):
    (one,) = ask(library, "harbour bridge", k=1)
    hits = [replace(one, text="x" * (n % 7 + 1), first_turn=n) for n in range(RERANKED + 3)]
    found = rescored("harbour bridge", hits, Longest())
    assert [hit.first_turn for hit in found[RERANKED:]] == [RERANKED, RERANKED + 1, RERANKED + 2]
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True) and scores[RERANKED - 1] > scores[RERANKED]
    assert [hit.first_turn for hit in found[:3]] == [6, 13, 20], "ties stay in order"


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


def test_hits_stand_in_the_order_of_their_regions(library):
    regions = [Region("b.json", (1, 0), (1, 6), 0.9), Region("a.json", (0, 0), (0, 3), 0.9)]
    assert [(hit.document, hit.score) for hit in to_hits(regions, library)] == [("b.json", 0.9), ("a.json", 0.9)]
    assert to_hits([], library) == []


def test_one_turn_may_begin_and_end_a_region():
    assert list(said(MEETING[:1], Region("a.json", (0, 4), (0, 11), 1.0))) == ["Ann: harbour"]


QUESTION = Turn(1, "Bob", "Who pays for the trams?", start=5.0, end=6.0)
REPLY = Turn(2, "Eve", "The city does. All of it.", start=6.5, end=8.0)
WHOLE = Region("q.json", (2, 0), (2, 25), 0.8)


def shown(before, reply=REPLY, region=WHOLE, others=()):
    """The hit of the region, in a transcript where the reply comes after another turn."""
    opening = Turn(0, "Ann", "We come to the trams.")
    library = Library({"q.json": [opening, *([before] if before else []), reply]}, FakeEmbedder())
    return to_hits([region, *others], library)[0]


def test_a_reply_takes_in_the_question_before_it():
    hit = shown(QUESTION)
    assert hit.text == "Bob: Who pays for the trams?\n\nEve: The city does. All of it."
    assert (hit.first_turn, hit.start, hit.last_turn, hit.end) == (1, 0, 2, 25)
    assert (hit.speakers, hit.times, hit.score) == (("Bob", "Eve"), (5.0, 8.0), 0.8)


def test_a_reply_of_some_turns_takes_in_the_question_before_the_first():
    turns = [replace(QUESTION, index=0), replace(REPLY, index=1), Turn(2, "Ann", "Not all.")]
    (hit,) = to_hits([Region("q.json", (1, 0), (2, 8), 1.0)], Library({"q.json": turns}, FakeEmbedder()))
    assert (hit.first_turn, hit.last_turn) == (0, 2)
    assert hit.text.startswith("Bob: Who pays") and hit.text.endswith("Ann: Not all.")


def test_a_question_of_nobody_named_is_taken_in():
    assert shown(replace(QUESTION, speaker=None)).text.startswith("Who pays for the trams?\n\nEve: ")
    assert shown(QUESTION, replace(REPLY, speaker=None)).text.startswith("Bob: Who pays for the trams?\n\nThe city")


def test_white_space_after_the_question_mark_makes_no_difference():
    assert shown(replace(QUESTION, text="Who pays? \n")).first_turn == 1


@pytest.mark.parametrize("words", [80, 81])
def test_only_a_short_question_is_taken_in(words):
    hit = shown(replace(QUESTION, text=" ".join(["so"] * (words - 1)) + " why?"))
    assert hit.first_turn == (1 if words == 80 else 2)


@pytest.mark.parametrize(
    "before",
    [
        replace(QUESTION, text="The city pays."),
        replace(QUESTION, text="Who pays? The city."),
        replace(QUESTION, text=" "),
        replace(QUESTION, speaker="Eve"),
    ],
    ids=["statement", "answers-itself", "nothing-said", "same-speaker"],
)
def test_what_is_no_question_to_the_speaker_is_not_taken_in(before):
    hit = shown(before)
    assert (hit.first_turn, hit.text) == (2, "Eve: The city does. All of it.")
    assert (hit.speakers, hit.times) == (("Eve",), (6.5, 8.0))


def test_a_hit_that_starts_in_the_middle_of_a_turn_takes_in_no_question():
    hit = shown(QUESTION, region=replace(WHOLE, first=(2, 15)))
    assert (hit.first_turn, hit.start, hit.text) == (2, 15, "Eve: All of it.")


def test_a_question_that_another_hit_shows_is_not_taken_in():
    for held in (Region("q.json", (1, 0), (1, 23), 0.1), Region("q.json", (0, 0), (1, 23), 0.1)):
        assert shown(QUESTION, others=[held]).first_turn == 2


def test_a_hit_that_does_not_show_the_question_leaves_it():
    elsewhere = Region("q.json", (0, 0), (0, 21), 0.1)
    assert shown(QUESTION, others=[elsewhere]).first_turn == 1


def test_the_same_place_in_another_document_is_another_place():
    turns = [replace(QUESTION, index=0), replace(REPLY, index=1)]
    library = Library({"q.json": turns, "r.json": turns}, FakeEmbedder())
    hits = to_hits([Region("q.json", (1, 0), (1, 25), 1.0), Region("r.json", (0, 0), (0, 23), 0.5)], library)
    assert [(hit.document, hit.first_turn) for hit in hits] == [("q.json", 0), ("r.json", 0)]


def test_the_first_turn_has_no_question_before_it():
    turns = [replace(REPLY, index=0)]
    (hit,) = to_hits([Region("q.json", (0, 0), (0, 25), 1.0)], Library({"q.json": turns}, FakeEmbedder()))
    assert (hit.first_turn, hit.text) == (0, "Eve: The city does. All of it.")


def test_a_search_shows_replies_with_their_questions():
    turns = [Turn(0, "Ann", "Good morning."), QUESTION, REPLY, Turn(3, "Ann", "And the buses?"), Turn(4, "Eve", "No.")]
    library = Library({"q.json": turns}, FakeEmbedder())
    hits = ask(library, "trams", k=2, rank=in_order(2, 4))
    assert [(hit.first_turn, hit.last_turn) for hit in hits] == [(1, 2), (3, 4)]
    hits = ask(library, "trams", k=2, rank=in_order(2, 1))
    assert [(hit.first_turn, hit.last_turn) for hit in hits] == [(2, 2), (1, 1)]
