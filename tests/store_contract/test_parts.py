"""Addresses, shards, expressions and BM25: the parts by which the stores come to the same."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa.addresses import Collection, absolute, beside, home, parse
from qa.config import Settings
from qa.errors import InvalidInput
from qa.lexical.index import Entry, LexicalIndex, LexicalWriter, bm25
from qa.milvus.connection import Connection
from qa.milvus.expressions import alive, among, any_of, between, both, day, quoted
from qa.milvus.rows import number_of, records, speaker_number, to_turn, turn_rows
from qa.milvus.schema import BLANK, NOTHING, Names, create_lookups
from qa.models import Source, Transcript, Turn, Who
from qa.sharding import Shard


def test_what_an_address_means():
    assert parse("index") == Path("index")
    assert parse("~/index") == Path.home() / "index"
    assert parse("milvus://host:19530/Meetings_2") == Collection("http://host:19530", "Meetings_2")
    assert parse("milvus://[::1]:19530/a").uri == "http://[::1]:19530"
    assert str(parse("milvus://host:19530/a")) == "milvus://host:19530/a"
    assert parse(str(Path("milvus://host:19530/a"))) == parse("milvus://host:19530/a")
    assert parse("some/archive.db") == Collection("some/archive.db", "qa")
    assert parse("some/archive.db").file == Path("some/archive.db") and parse("milvus://h:1/a").file is None
    assert parse("milvus://me:secret@host:1/a").token == "me:secret"
    assert parse("milvus://host:1/a", "key").token == "key"


def test_secrets_are_not_shown():
    index = parse("milvus://me:secret@host:1/a")
    assert "secret" not in f"{index} {index!r}" and index == parse("milvus://host:1/a")
    with pytest.raises(InvalidInput) as failed:
        parse("milvus://me:secret@host/a")
    assert "secret" not in str(failed.value)


@pytest.mark.parametrize(
    "text", ["milvus://host/a", "milvus://host:1/", "milvus://host:99999/a", "milvus://h:1/a-b", "Milvus:/x"]
)
def test_what_is_no_address(text):
    with pytest.raises(InvalidInput, match=r"milvus://HOST:PORT/COLLECTION"):
        parse(text)


def test_what_belongs_to_an_index_lies_beside_it(tmp_path):
    assert home(tmp_path) == tmp_path and beside(tmp_path) == (tmp_path,)
    file = parse(str(tmp_path / "a.db"))
    assert home(file) == tmp_path / "a.files" and set(beside(file)) == {tmp_path / "a.files", tmp_path / "a.db"}
    assert home(parse("milvus://host:1/a")) == Path("index/host-1-a")
    assert absolute(parse("a.db")) == Collection(str(Path("a.db").resolve()), "qa")
    assert absolute(Path("x")) == Path("x").resolve()


def test_settings_take_addresses():
    loaded = Settings.load({"QA_INDEX": "milvus://h:1/a", "QA_MILVUS_TOKEN": "key"})
    assert loaded.index == parse("milvus://h:1/a") and loaded.index.token == "key" and "key" not in repr(loaded)
    assert Settings.load({}, index=loaded.index).index == loaded.index
    assert loaded.home == loaded.index.home and Settings.load({}).home == Path("index")


def test_shards():
    assert Shard.parse("2/8") == Shard(2, 8) and str(Shard(2, 8)) == "2/8"
    for wrong in ("0/8", "9/8", "2", "2/0", "a/b", "-1/3", "1/5000"):
        with pytest.raises(InvalidInput, match="like 2/8"):
            Shard.parse(wrong)
    names = [f"folder/{n}.txt" for n in range(2000)]
    held = Counter(number for name in names for number in range(1, 9) if Shard(number, 8).holds(name))
    assert held.total() == 2000 and min(held.values()) > 200
    # The same on every machine and in every version.
    assert [Shard(1, 2).holds(name) for name in names[:6]] == [False, True, True, True, True, False]


def test_expressions():
    assert alive({1: 3, 2: 3, 3: 4}) == (
        "(shard in [1, 2] and born <= 3 and died > 3) or (shard in [3] and born <= 4 and died > 4)"
    )
    assert among("doc", []) == "id in []" and among("path", ['a"b']) == 'path in ["a\\"b"]'
    assert any_of("terms", ["a"]) == 'array_contains_any(terms, ["a"])'
    assert both("", "a == 1", "") == "(a == 1)" and both("", "") == ""
    assert (
        between("day", None, None) == "" and between("day", "2024-01-02", None) == "day >= 20240102 and day <= 99999999"
    )
    assert between("day", None, "2024-01-02") == "day >= 1 and day <= 20240102"
    assert day(None) == 0


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    one = Connection(Collection(str(tmp_path_factory.mktemp("names") / "a.db"), "qa"), strong=True)
    create_lookups(one, Names("qa"))
    yield one
    one.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), min_size=1, max_size=4, unique=True
    )
)
@example(['"', "\\", '\\"', "'"])
@example(["\n", "\r", "\t", "\\n"])
@example(["\x00", "\x01", "\x7f", "\u2028"])
@example(['a"] or id >= 0 or path in ["', "%", "_", "{x}"])
def test_any_name_finds_itself_alone(documents, names):
    rows = [
        {"id": n, "shard": 1, "born": 1, "died": 2, "path": name, "record": name, BLANK: NOTHING}
        for n, name in enumerate(names)
    ]
    documents.upsert("qa_documents", rows)
    kept = f"id < {len(names)}"
    for n, name in enumerate(names):
        (found,) = documents.query("qa_documents", both(kept, f"path == {quoted(name)}"), ["path", "record"])
        assert (found["id"], found["path"], found["record"]) == (n, name, name)
    assert documents.count("qa_documents", both(kept, among("path", names))) == len(names)
    assert documents.count("qa_documents", both(kept, among("path", [name + "x" for name in names]))) == len(
        {name + "x" for name in names} & set(names)
    )


def test_more_rows_than_one_answer_holds(documents):
    rows = [
        {"id": 1000 + n, "shard": 7, "born": 1, "died": 2, "path": "", "record": "", BLANK: NOTHING}
        for n in range(2500)
    ]
    documents.upsert("qa_documents", rows, page=2500)
    found = documents.query("qa_documents", "shard == 7", ["id"], page=1000)
    assert sorted(row["id"] for row in found) == list(range(1000, 3500))
    documents.delete("qa_documents", "shard == 7")
    assert documents.count("qa_documents", "shard == 7") == 0


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=90), min_size=1, max_size=12),
    st.lists(st.sampled_from("abcdefghz"), min_size=1, max_size=4, unique=True),
)
@example([["a"] * 200 + ["b"] * 57, ["b"]], ["a", "b"])
def test_scores_are_those_of_the_local_store(tmp_path_factory, texts, asked):
    folder = tmp_path_factory.mktemp("bm25")
    writer = LexicalWriter(folder)
    writer.add(Entry(n, 1, (), None, terms) for n, terms in enumerate(texts))
    writer.commit()
    writer.close()
    index = LexicalIndex(folder)
    ids, scores = index.search(asked, 100)
    expected = dict(zip(ids.tolist(), scores.tolist(), strict=True))
    mean = sum(map(len, texts)) / len(texts)
    for n, terms in enumerate(texts):
        score = 0.0
        for term in asked:
            holding = sum(term in one for one in texts)
            if term in terms:
                score += bm25.rarity(holding, len(texts)) * bm25.weight(terms.count(term), len(terms), mean)
        assert score == pytest.approx(expected.get(n, 0.0), abs=1e-4)
    _, coverage = index.coverage(asked, 100)
    weights = {term: bm25.presence(sum(term in one for one in texts), len(texts)) for term in asked}
    best = max(sum(weights[term] for term in asked if term in one) for one in texts) / sum(weights.values())
    assert (max(coverage) if len(coverage) else 0) == pytest.approx(best, abs=1e-5)


def test_lengths_are_rounded_down_to_what_a_byte_holds():
    assert [bm25.rounded(n) for n in (0, 1, 39, 40, 41, 42, 57, 60, 89, 10**6)] == [
        0,
        1,
        39,
        40,
        40,
        42,
        56,
        60,
        88,
        983_064,
    ]


def test_numbers_of_versions_and_speakers():
    source = Source("a.txt", "hash", "0")
    numbers = {number_of(source, "{}", 1, born, salt) for born in (1, 2) for salt in (0, 1)}
    assert len(numbers) == 4 and all(0 <= one < 2**43 for one in numbers)
    assert number_of(source, "{}", 1, 1) == number_of(Source("a.txt", "hash", "9"), "{}", 1, 1)
    assert speaker_number(None) == 0 < speaker_number(Who("")) < 2**63
    assert speaker_number(Who("A", "B")) != speaker_number(Who("A")) == speaker_number(Who("A", ""))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50), st.integers(0, 40_000))
@settings(max_examples=40)
def test_a_turn_comes_back_as_it_was(text, padding):
    from qa.milvus.rows import entry_of

    turns = (Turn(0, "A", text + "é" * padding, "B", 1.5, None, ("Laughter.",), True), Turn(1, None, text))
    transcript = Transcript("a.txt", None, None, "text", turns)
    entry = entry_of(5, 1, 1, Source("a.txt", "", ""), transcript, [])
    rows = turn_rows(entry, transcript)
    assert all(len(row["record"].encode()) <= 65_535 for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    back = [to_turn(index, record, "a.txt") for _, index, record in records(row for row in rows if row["kind"] == 0)]
    assert tuple(back) == turns
    assert re.fullmatch(r"[\d ]+", " ".join(str(row["id"] - 5 * 2**20) for row in rows))
