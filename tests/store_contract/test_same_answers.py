"""What either store says of the same documents: the other says it too."""

from __future__ import annotations

import numpy as np
import pytest

from qa.assistant import Assistant
from qa.errors import StoreCorrupt
from qa.models import Scope, Who
from qa.retrieval import search
from tests.store_contract.conftest import HARD, by_place, query
from tests.support.fakes import FakeEmbedder
from tests.support.meetings import PEOPLE, code_name

QUESTIONS = [
    "the costs of the harbour bridge have risen",
    "heron00003",
    "library hours and street trees",
    "zebra ferry 会議室",
    "nobody said zeppelin",
    "residents wrote wrote wrote to us",
    "...",
]
SCOPES = [
    Scope(),
    Scope(speakers=(Who(PEOPLE[0]),)),
    Scope(speakers=(Who(PEOPLE[1]), Who(PEOPLE[2], None))),
    Scope(documents=("meeting-00003.txt",)),
    Scope(documents=("meeting-00001.txt", "meeting-00002.json", "no such.txt")),
    Scope(after="2021-01-06", before="2021-01-09"),
    Scope(after="2023-12-31"),
    Scope(before="2021-01-05"),
    Scope(speakers=(Who(PEOPLE[3]),), documents=("meeting-00004.json", "meeting-00005.txt"), after="2021-01-08"),
    Scope(speakers=(Who(PEOPLE[0]),), documents=("it's.json",)),
    *(Scope(documents=(f"{name}.json",)) for name, *_ in HARD),
    *(Scope(speakers=(Who(speaker),)) for _, speaker, _ in HARD),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_pools_are_the_same(both, question):
    asked = query(question, "the harbour bridge", asked=[Who(PEOPLE[0])] if "library" in question else ())
    # All of a small index, and the first few of it.
    hard = "zebra" in question
    for scope in SCOPES if hard else SCOPES[:9]:
        for depth in (1000,) if scope else (5, 1000):
            found = []
            for store in both.values():
                with store.snapshot() as snapshot:
                    pool = snapshot.index.search(asked, scope, depth)
                    assert np.all(np.diff(pool.ids) > 0)
                    found.append(by_place(snapshot, pool))
            local, other = found
            # Of equals at the end of a search either may be found; all of a small index is.
            assert local.keys() == other.keys() or depth < 1000
            for place in local.keys() & other.keys():
                mine, theirs = local[place], other[place]
                assert theirs[:2] == pytest.approx(mine[:2], abs=1e-5)
                if depth == 1000:
                    assert theirs[2] == pytest.approx(mine[2], abs=0.01)
                    assert theirs[3] == pytest.approx(mine[3], abs=1e-5)
                assert theirs[4] == pytest.approx(mine[4], abs=1e-5) if mine[4] is not None else theirs[4] is None
                assert theirs[5] == mine[5]


def test_the_nearest_are_those_of_an_exact_search(both):
    embedder = FakeEmbedder()
    for store in both.values():
        with store.snapshot() as snapshot:
            everything = snapshot.index.search(query("the"), Scope(), 1000)
            assert len(everything) == snapshot.corpus.counts().passages
            for number in (1, 5, 8):
                question = f"The project is to be called {code_name(number)} from now on."
                asked = query(question)
                best = np.sort(everything_dense(snapshot, everything, embedder.encode_queries([question])))[::-1]
                pool = snapshot.index.search(asked, Scope(), 3)
                assert np.sort(pool.dense[:, 0])[::-1][:3] == pytest.approx(best[:3], abs=1e-5)


def everything_dense(snapshot, everything, vector):
    """The cosine of every passage, from a search for all."""
    wide = snapshot.index.search(type(query("x"))(np.vstack([vector, vector]), ()), Scope(), len(everything))
    return wide.dense[:, 0]


def test_hits_are_the_same(both):
    for scope in (Scope(), Scope(after="2021-01-10")):
        for question in QUESTIONS[2:4]:
            found = []
            for store in both.values():
                with store.snapshot() as snapshot:
                    hits = search(question, snapshot.corpus, snapshot.index, FakeEmbedder(), k=1000, scope=scope)
                    found.append([(hit.document, hit.first_turn, hit.text, round(hit.score, 3)) for hit in hits[:5]])
            assert found[0] == found[1]


def test_answers_are_the_same(both):
    questions = ("What did Anna Kovacs say about the harbour bridge?", "Who mentioned the tram extension?", "zeppelin?")
    for question in questions:
        answers = [Assistant(store, FakeEmbedder()).ask(question) for store in both.values()]
        assert answers[0].answer == answers[1].answer
        assert answers[0].citations == answers[1].citations


@pytest.mark.parametrize("scope", SCOPES)
def test_what_was_said_is_the_same(both, scope):
    found = []
    for store in both.values():
        with store.snapshot(search=False) as snapshot:
            corpus = snapshot.corpus
            found.append(
                {
                    "documents": corpus.documents(scope),
                    "speakers": sorted(corpus.speakers(scope), key=lambda one: (one.label, one.person or "")),
                    "counts": corpus.counts(scope),
                    "turns": list(corpus.turns_in(scope)),
                    "found": [corpus.find(text, scope) for text in ("zebra", "isn’t mine", "YES", "議", "co-op's", "")],
                    "some": corpus.find("the", scope, limit=3),
                }
            )
    assert found[0] == found[1]


def test_documents_are_the_same(both):
    found = []
    for store in both.values():
        with store.snapshot(search=False) as snapshot:
            corpus = snapshot.corpus
            names = [one.document for one in corpus.documents()]
            assert len(names) == 12 + len(HARD)
            found.append(
                [
                    (
                        *(corpus.document(name), corpus.turns(name), corpus.turns(name, 1, 2), corpus.asides(name)),
                        *(corpus.turns(name, 99), corpus.source(name).sha256),
                    )
                    for name in names
                ]
            )
            assert snapshot.generation == 1 and snapshot.settings.model == "fake" and snapshot.built
            assert snapshot.seeds.name == "seeds"
    assert found[0] == found[1]


def test_vectors_of_sentences_are_the_same(both):
    found = []
    for store in both.values():
        with store.snapshot() as snapshot:
            turns = list(snapshot.corpus.turns_in(Scope()))
            places = [(one.document, turn.index, start) for one, turn in turns for start in (0, 20, 39)]
            found.append(snapshot.index.sentences([*places, ("no such.txt", 0, 0)]))
            assert snapshot.index.sentences([]).shape == (0, 256)
    assert found[0].any(axis=1).sum() > len(found[0]) / 5
    assert np.array_equal(found[0], found[1])


def test_a_passage_that_is_nowhere_is_damage(both):
    for store in both.values():
        with store.snapshot() as snapshot:
            assert snapshot.index.places([]) == {}
            with pytest.raises(StoreCorrupt, match="passages are missing"):
                snapshot.index.places([10**9])


def test_scores_past_the_depth_of_a_search_are_those_of_the_best(both, monkeypatch):
    from qa.milvus import passages as theirs
    from qa.store import passages as mine

    monkeypatch.setattr(mine, "_LEXICAL_DEPTH", 1)
    monkeypatch.setattr(theirs, "_LEXICAL_DEPTH", 1)
    monkeypatch.setattr(theirs, "_MORE", 5)
    found = []
    for store in both.values():
        with store.snapshot() as snapshot:
            pool = snapshot.index.search(query("the costs have risen by percent"), Scope(), 20)
            found.append([np.sort(values)[::-1][:20] for values in (pool.bm25, pool.coverage)])
            assert (pool.bm25 > 0).sum() == 20 and (pool.coverage > 0).sum() <= 20
    assert found[1][0] == pytest.approx(found[0][0], abs=0.01)
    # Which of many equals are among the first decides how many of them are in the pool at all.
    assert found[1][1][:3] == pytest.approx(found[0][1][:3], abs=1e-5)
