"""qa.lexical.index: terms by known answers, restrictions, deletions, and the border to the engine."""

from __future__ import annotations

import math
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import StoreBusy, StoreCorrupt
from qa.lexical.analysis import analyse
from qa.lexical.index import Entry, LexicalIndex, LexicalWriter, Restriction, exists


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        (" — … !", []),
        ("Meetings, meeting; MEETS!", ["meet", "meet", "meet"]),
        ("café Díaz naïve", ["cafe", "diaz", "naiv"]),
        ("don't Wang’s O'Brien", ["dont", "wang", "obrien"]),
        ("'quoted' ’90s", ["quot", "90s"]),
        ("U.S. long-term 3.5", ["u", "s", "long", "term", "3", "5"]),
        ("王部长说", ["王部", "部长", "长说"]),
        ("王", ["王"]),
        ("see 王部长 there", ["see", "王部", "部长", "there"]),
        ("人々", ["人々"]),
        ("ワイ・ファイ", ["ワイ", "ファ", "ァイ"]),
        ("한국어", ["한국", "국어"]),
        ("𠮷野家", ["𠮷野", "野家"]),
        ("ＡＢＣ１２ ﾊﾛｰ", ["abc12", "ハロ", "ロー"]),
        ("x" * 100 + " ok", ["ok"]),
    ],
)
def test_terms(text, terms):
    assert analyse(text) == terms


@given(st.text(max_size=60))
def test_spelling_of_accents_and_case_do_not_count(text):
    assert analyse(unicodedata.normalize("NFD", text)) == analyse(unicodedata.normalize("NFC", text))
    assert all(term and not any(char.isspace() for char in term) for term in analyse(text))


@given(st.lists(st.sampled_from("bridge Café meetings 王部长 don't US".split()), max_size=8))
def test_terms_of_words_are_those_of_the_text(words):
    assert [term for word in words for term in analyse(word)] == analyse(" ".join(words))


ENTRIES = [
    Entry(1, 10, (1, 2), "2024-01-01", analyse("the harbour bridge opens")),
    Entry(2, 10, (2,), "2024-01-01", analyse("bridge bridge bridge and nothing else at all today")),
    Entry(3, 20, (1,), "2024-03-05", analyse("a bridge over the river")),
    Entry(4, 30, (), None, analyse("bridge tolls")),
    Entry(5, 30, (3,), None, analyse("school meals")),
]


@pytest.fixture
def folder(tmp_path):
    writer = LexicalWriter(tmp_path / "lexical")
    writer.add(ENTRIES)
    writer.commit()
    writer.close()
    return tmp_path / "lexical"


def ids(index, text, k=10, **within):
    return sorted(index.search(analyse(text), k, Restriction(**within) if within else None)[0].tolist())


def test_finds_what_holds_any_of_the_terms(folder):
    index = LexicalIndex(folder)
    assert len(index) == 5
    assert ids(index, "Bridges") == [1, 2, 3, 4]
    assert ids(index, "bridge meal") == [1, 2, 3, 4, 5]
    assert ids(index, "nowhere") == ids(index, "") == []
    assert index.search(analyse("school"), 0)[0].tolist() == []
    assert index.search(["bridg"], 1000)[0].shape == index.search(["bridg"], 1000)[1].shape == (4,)


def test_scores_are_bm25_best_first(folder):
    found, scores = LexicalIndex(folder).search(["meal"], 5)
    # Five passages, one with the term. Its length is 2; the mean is 4.4 (field norms are stored exactly below 40).
    lengths = [len(entry.terms) for entry in ENTRIES]
    mean = sum(lengths) / len(lengths)
    idf = math.log(1 + (5 - 1 + 0.5) / (1 + 0.5))
    expected = idf * (1 * 2.2) / (1 + 1.2 * (1 - 0.75 + 0.75 * 2 / mean))
    assert found.tolist() == [5] and scores.tolist() == pytest.approx([expected], rel=1e-4)
    _, scores = LexicalIndex(folder).search(["bridg", "harbour"], 5)
    assert len(scores) == 4 and scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_a_term_twice_counts_once(folder):
    index = LexicalIndex(folder)
    once, twice = index.search(["bridg", "toll"], 5), index.search(["bridg", "toll", "bridg"], 5)
    assert len(once[0]) == 4
    assert once[0].tolist() == twice[0].tolist() and once[1].tolist() == twice[1].tolist()


def test_restrictions(folder):
    index = LexicalIndex(folder)
    assert ids(index, "bridge", documents=(10,)) == [1, 2]
    assert ids(index, "bridge", documents=(10, 20)) == [1, 2, 3]
    assert ids(index, "bridge", speakers=(1,)) == [1, 3]
    assert ids(index, "bridge", speakers=(1, 2)) == [1, 2, 3]
    assert ids(index, "bridge", documents=(10,), speakers=(1,)) == [1]
    assert ids(index, "bridge", documents=(99,)) == ids(index, "bridge", speakers=(3,)) == []
    assert ids(index, "bridge", documents=()) == ids(index, "bridge", speakers=()) == []


def test_dates_are_inclusive_and_undated_passages_fall_out(folder):
    index = LexicalIndex(folder)
    assert ids(index, "bridge", after="2024-01-01") == [1, 2, 3]
    assert ids(index, "bridge", after="2024-01-02") == [3]
    assert ids(index, "bridge", before="2024-03-05") == [1, 2, 3]
    assert ids(index, "bridge", before="2024-03-04") == [1, 2]
    assert ids(index, "bridge", after="2024-03-05", before="2024-03-05") == [3]
    assert ids(index, "bridge", after="0001-01-01", before="9999-12-31") == [1, 2, 3]


def test_a_restriction_changes_no_score(folder):
    index = LexicalIndex(folder)
    everywhere = dict(zip(*(one.tolist() for one in index.search(["bridg"], 9)), strict=True))
    within = index.search(["bridg"], 9, Restriction(documents=(10, 20), speakers=(1,), after="2000-01-01"))
    assert within[0].tolist() and all(
        score == pytest.approx(everywhere[id_]) for id_, score in zip(*(one.tolist() for one in within), strict=True)
    )


def test_k_takes_the_best(folder):
    index = LexicalIndex(folder)
    everything = index.search(["bridg"], 10)
    assert index.search(["bridg"], 2)[0].tolist() == everything[0].tolist()[:2]
    assert index.search(["bridg"], 10)[0].tolist() == everything[0].tolist()


def covered(index, text, k=10, **within):
    """How much of a text's terms each passage holds, by id, best first."""
    found, shares = index.coverage(analyse(text), k, Restriction(**within) if within else None)
    assert found.dtype == np.int64 and shares.dtype == np.float32
    return dict(zip(found.tolist(), shares.tolist(), strict=True))


def test_coverage_is_one_where_all_terms_stand(folder):
    index = LexicalIndex(folder)
    assert covered(index, "the harbour bridge")[1] == pytest.approx(1)
    assert covered(index, "bridges") == pytest.approx({1: 1, 2: 1, 3: 1, 4: 1})
    assert covered(index, "bridge toll")[4] == pytest.approx(1)


def test_coverage_weighs_a_term_as_much_as_it_is_rare(folder):
    # Of five passages, four hold "bridge", one "harbour", none "tunnel".
    common, rare, absent = (math.log1p(5.5 / (count + 0.5)) for count in (4, 1, 0))
    found = covered(LexicalIndex(folder), "harbour bridge tunnel")
    total = common + rare + absent
    expected = {1: (common + rare) / total, 2: common / total, 3: common / total, 4: common / total}
    assert found == pytest.approx(expected)
    assert list(found)[0] == 1
    found = covered(LexicalIndex(folder), "bridge meals")
    assert list(found)[0] == 5 and found[5] > 0.5 > found[2]


def test_coverage_is_no_larger_for_a_term_said_or_asked_twice(folder):
    index = LexicalIndex(folder)
    found = covered(index, "bridge harbour")
    assert found[2] == found[3], "said three times and once"
    assert covered(index, "bridge harbour bridge") == pytest.approx(found)


def test_coverage_is_restricted_and_changed_by_no_restriction(folder):
    index = LexicalIndex(folder)
    everywhere = covered(index, "harbour bridge")
    for within, kept in (
        ({"documents": (20, 30)}, {3, 4}),
        ({"speakers": (1,)}, {1, 3}),
        ({"after": "2024-03-05"}, {3}),
        ({"documents": ()}, set()),
    ):
        assert covered(index, "harbour bridge", **within) == pytest.approx({n: everywhere[n] for n in kept})


def test_coverage_of_nothing(folder):
    index = LexicalIndex(folder)
    assert covered(index, "") == covered(index, "nowhere") == covered(index, "bridge", k=0) == {}
    assert list(covered(index, "harbour bridge", k=1)) == [1]


def test_coverage_of_an_empty_index(folder):
    writer = LexicalWriter(folder)
    writer.clear()
    writer.commit()
    writer.close()
    assert covered(LexicalIndex(folder), "bridge") == {}


def test_document_frequency(folder):
    index = LexicalIndex(folder)
    assert [index.document_frequency(term) for term in ("bridg", "meal", "nowhere")] == [4, 1, 0]


def test_a_reader_keeps_what_it_opened(folder):
    before = LexicalIndex(folder)
    writer = LexicalWriter(folder)
    writer.delete([10])
    writer.add([Entry(6, 40, (), None, analyse("another bridge"))])
    assert ids(LexicalIndex(folder), "bridge") == [1, 2, 3, 4], "nothing is visible before the commit"
    writer.commit()
    assert ids(before, "bridge") == [1, 2, 3, 4]
    after = LexicalIndex(folder)
    assert ids(after, "bridge") == [3, 4, 6] and len(after) == 4
    writer.clear()
    writer.commit()
    writer.close()
    assert ids(LexicalIndex(folder), "bridge") == [] and len(LexicalIndex(folder)) == 0


def test_a_document_deleted_and_added_again_in_one_commit(folder):
    writer = LexicalWriter(folder)
    writer.delete([30])
    writer.add([Entry(7, 30, (), None, analyse("bridge again"))])
    writer.commit()
    writer.close()
    assert ids(LexicalIndex(folder), "bridge") == [1, 2, 3, 7]


def test_second_writer_is_told_that_the_index_is_busy(folder):
    first = LexicalWriter(folder)
    with pytest.raises(StoreBusy, match="being written by another process"):
        LexicalWriter(folder)
    first.close()
    first.close()
    LexicalWriter(folder).close()


def test_what_is_no_index_is_our_error(tmp_path, folder):
    assert exists(folder) and not exists(tmp_path / "absent")
    with pytest.raises(StoreCorrupt, match="run `qa build`"):
        LexicalIndex(tmp_path / "absent")
    (folder / "meta.json").write_text("{")
    with pytest.raises(StoreCorrupt):
        LexicalIndex(folder)
    with pytest.raises(StoreCorrupt):
        LexicalWriter(folder)


def test_of_many_passages_those_without_a_rarer_term_are_passed_over(tmp_path):
    texts = ["common"] * 300 + ["common rare"] * 40 + ["common rare scarce"] * 5
    with_writer = LexicalWriter(tmp_path)
    with_writer.add(Entry(number, 1, (), None, analyse(text)) for number, text in enumerate(texts))
    with_writer.commit()
    with_writer.close()
    index = LexicalIndex(tmp_path)
    terms = analyse("common rare scarce")
    ids, shares = index.coverage(terms, 4)
    assert set(ids.tolist()) <= set(range(340, 345))
    assert shares.tolist() == pytest.approx([1.0] * 4)
    # Where fewer hold the rarer ones than are wanted, the others follow.
    ids, shares = index.coverage(terms, 345)
    assert sorted(ids.tolist()) == list(range(345))
    assert shares[44] > shares[45] > 0
    # A restriction takes from those that are found, so nothing is passed over before it.
    assert len(index.coverage(terms, 4, Restriction(documents=(1,)))[0]) == 4
