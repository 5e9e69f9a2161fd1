"""Building into either store: what is seen when, what costs something, what survives a stop."""

from __future__ import annotations

import pytest

from qa.errors import DimensionMismatch, InvalidInput, StoreBusy, StoreMissing, UnknownDocument
from qa.models import Scope
from qa.sharding import Shard
from qa.store import schema
from qa.stores import open_writer, recorded_settings
from tests.store_contract.conftest import by_place, query
from tests.support.fakes import FakeEmbedder


@pytest.fixture
def impatient(monkeypatch):
    """A build of the local store waits ten seconds for a reader to end before it leaves its log as it is."""
    whole = schema._connect

    def connect(uri):
        connection = whole(uri)
        connection.execute("PRAGMA busy_timeout = 100")
        return connection

    monkeypatch.setattr(schema, "_connect", connect)


def talk(*words):
    return [(("Ann", "Bob")[n % 2], f"Here {word} is all there was to it.") for n, word in enumerate(words)]


def held(store, word):
    """Documents in which a word is found, by search and in what was said."""
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query(word), Scope(), 50)
        hit = pool.bm25 > 0
        places = snapshot.index.places(pool.ids[hit].tolist())
        said = {one.document for one in snapshot.corpus.find(word)}
        assert said == {one.document for one in places.values()}
        return said


def test_add_change_and_delete(place):
    place.write("a.json", talk("alder", "ash"))
    place.write("b.json", talk("birch", "beech"))
    first = place.build()
    assert (first.added, first.documents, first.generation) == (("a.json", "b.json"), 2, 1)
    store = place.open()
    assert held(store, "alder") == {"a.json"} and held(store, "cedar") == set()

    place.write("c.json", talk("cedar", "birch"))
    place.write("b.json", talk("birch", "willow"))
    (place.seeds / "a.json").unlink()
    embedder = FakeEmbedder()
    second = place.build(embedder)
    assert (second.added, second.changed, second.removed) == (("c.json",), ("b.json",), ("a.json",))
    # What was said before in the same words is not encoded again.
    assert not any("birch" in text and "beech" in text for text in embedder.encoded)
    assert second.generation == 2
    assert held(store, "alder") == held(store, "beech") == set()
    assert held(store, "birch") == {"b.json", "c.json"} and held(store, "willow") == {"b.json"}
    with store.snapshot() as snapshot:
        assert snapshot.corpus.counts().documents == 2
        pool = snapshot.index.search(query("all there was to it"), Scope(), 1000)
        assert len(by_place(snapshot, pool)) == len(pool) == snapshot.corpus.counts().passages == second.passages
        with pytest.raises(UnknownDocument):
            snapshot.corpus.document("a.json")

    again = place.build(quiet := FakeEmbedder())
    assert (again.unchanged, again.encoded, again.generation, quiet.calls) == (2, 0, 2, 0)


def test_what_was_removed_comes_back(place):
    path = place.write("a.json", talk("alder"))
    place.write("b.json", talk("birch"))
    words = path.read_text()
    place.build()
    path.unlink()
    place.build()
    path.write_text(words)
    report = place.build()
    assert (report.added, report.generation) == (("a.json",), 3)
    assert held(place.open(), "alder") == {"a.json"}
    path.unlink()
    place.build()
    assert held(place.open(), "alder") == set()


def test_a_snapshot_sees_one_generation_whatever_is_published_meanwhile(place, impatient):
    place.write("a.json", talk("alder", "ash"))
    place.build()
    store = place.open()
    with store.snapshot() as before:
        place.write("a.json", talk("cedar"))
        place.write("b.json", talk("birch"))
        place.build()
        assert before.generation == 1
        assert [turn.text for turn in before.corpus.turns("a.json")] == [text for _, text in talk("alder", "ash")]
        assert before.corpus.find("birch") == before.corpus.find("cedar") == []
        pool = before.index.search(query("alder cedar birch"), Scope(), 10)
        assert len(pool) == before.corpus.counts().passages and (pool.bm25 > 0).sum() == 1
        with store.snapshot() as after:
            assert after.generation == 2
            assert after.corpus.find("birch") and not after.corpus.find("alder")
            assert after.corpus.may_find("birch") and not after.corpus.may_find("alder")


def test_statistics_are_those_of_what_is_there(place):
    place.write("a.json", talk("alder", "ash", "aspen"))
    place.build()
    with place.open().snapshot() as snapshot:
        fresh = by_place(snapshot, snapshot.index.search(query("alder was there"), Scope(), 10))
    for words in (("birch",) * 5, ("cedar", "alder")):
        place.write("b.json", talk(*words))
        place.build()
    (place.seeds / "b.json").unlink()
    place.build()
    with place.open().snapshot() as snapshot:
        again = by_place(snapshot, snapshot.index.search(query("alder was there"), Scope(), 10))
    assert fresh.keys() == again.keys()
    for one in fresh:
        assert again[one][:4] == pytest.approx(fresh[one][:4], abs=1e-4)


def test_an_interrupted_build_leaves_the_last_state_and_encodes_nothing_twice(place, monkeypatch):
    from qa import indexing

    monkeypatch.setattr(indexing, "_SLICE", 2)
    monkeypatch.setattr(indexing, "_GATHER", 4)
    place.write("0.json", talk("zero"))
    place.build()
    store = place.open()
    for n in range(6):
        place.write(f"{n}.json", talk(*(f"word{n}of{m}" for m in range(3))))
    stopped = FakeEmbedder()
    stopped.fail_after = 9
    with pytest.raises(KeyboardInterrupt):
        place.build(stopped)
    assert stopped.encoded
    with store.snapshot() as snapshot:
        assert snapshot.generation == 1 and snapshot.corpus.counts().documents == 1
        assert len(snapshot.index.search(query("word0of0 zero"), Scope(), 50)) == snapshot.corpus.counts().passages
    rest = FakeEmbedder()
    report = place.build(rest)
    assert not set(rest.encoded) & set(stopped.encoded)
    assert report.encoded + len(stopped.encoded) == report.passages
    assert (report.documents, report.generation) == (6, 2)
    for n in range(6):
        assert held(store, f"word{n}of2") == {f"{n}.json"}
    with store.snapshot() as snapshot:
        pool = snapshot.index.search(query("all there was"), Scope(), 1000)
        assert len(pool) == len(by_place(snapshot, pool)) == report.passages


def test_killed_at_any_step_of_a_publication(place, monkeypatch):
    if place.kind == "folder":
        pytest.skip("tests/store/test_store.py kills it at its own steps")
    from qa.milvus import writer

    steps = ["_mark", "_write", "_purge"]
    place.write("a.json", talk("alder"))
    place.write("b.json", talk("birch"))
    place.build()
    store = place.open()
    for number, step in enumerate(steps):
        place.write("a.json", talk(f"alder{number}", "ash"))
        place.write("c.json", talk(f"cedar{number}"))
        whole = getattr(writer.MilvusWriter, step)

        def dies(self, *arguments, whole=whole, step=step):
            if step == "_mark" and not arguments[0]:
                return whole(self, *arguments)
            if step != "_write":
                whole(self, *arguments)
            raise KeyboardInterrupt

        monkeypatch.setattr(writer.MilvusWriter, step, dies)
        with pytest.raises(KeyboardInterrupt):
            place.build()
        monkeypatch.setattr(writer.MilvusWriter, step, whole)
        published = step == "_purge"
        assert bool(held(store, f"alder{number}")) == bool(held(store, f"cedar{number}")) == published
        report = place.build(again := FakeEmbedder())
        assert not again.encoded and report.documents == 3
        assert held(store, f"alder{number}") == {"a.json"} and held(store, "birch") == {"b.json"}
        with store.snapshot() as snapshot:
            pool = snapshot.index.search(query("all there was"), Scope(), 1000)
            assert len(pool) == len(by_place(snapshot, pool)) == report.passages


def test_another_dimension(place):
    place.write("a.json", talk("alder"))
    place.build()
    wanted = recorded_settings(place.settings().index)
    with open_writer(place.settings().index, wanted, Shard()) as writer:
        from qa.models import Passage

        vectors = FakeEmbedder(dimension=64).encode_passages(["words"])
        with pytest.raises(DimensionMismatch, match=r"dimension 64.* 256"):
            writer.keep([Passage("a.json", 0, 0, 0, 5, "words")], vectors, [vectors])
    assert held(place.open(), "alder") == {"a.json"}


def test_another_model_of_the_same_dimension_rebuilds_all_at_once(place):
    place.write("a.json", talk("alder"))
    place.write("b.json", talk("birch"))
    place.build()
    other = FakeEmbedder(name="other")
    report = place.build(other)
    assert "embedding model" in report.notes[0] and report.generation == 2 and len(other.encoded) == report.passages
    with place.open().snapshot() as snapshot:
        assert snapshot.settings.model == "other" and snapshot.corpus.counts().documents == 2
        pool = snapshot.index.search(query("alder"), Scope(), 1000)
        assert len(pool) == report.passages


def test_full_reads_everything_and_encodes_nothing(place):
    place.write("a.json", talk("alder"))
    place.build()
    report = place.build(embedder := FakeEmbedder(), full=True)
    assert report.changed == ("a.json",) and not embedder.encoded
    assert held(place.open(), "alder") == {"a.json"}


def test_two_builds_at_once_one_says_so(place):
    place.write("a.json", talk("alder"))
    place.build()
    with (
        open_writer(place.settings().index, recorded_settings(place.settings().index), Shard()),
        pytest.raises(StoreBusy, match="another build"),
    ):
        place.build()
    place.build()


def test_no_index_and_none_finished(place):
    place.write("a.json", talk("alder"))
    assert recorded_settings(place.settings().index) is None
    with pytest.raises(StoreMissing, match="there is no index in .*: run `qa build`"):
        place.open()
    stopped = FakeEmbedder()
    stopped.fail_after = 0
    with pytest.raises(KeyboardInterrupt):
        place.build(stopped)
    with pytest.raises(StoreMissing, match="the first build of .* has not finished"):
        place.open()


def test_an_empty_index_takes_documents_again(place):
    path = place.write("a.json", talk("alder"))
    place.build()
    path.unlink()
    report = place.build(allow_empty=True)
    assert (report.documents, report.passages) == (0, 0)
    store = place.open()
    assert held(store, "alder") == set()
    place.write("b.json", talk("birch"))
    place.build()
    assert held(store, "birch") == {"b.json"}


def test_a_document_without_words(place):
    place.write("a.json", [("Ann", "")])
    place.build()
    with place.open().snapshot() as snapshot:
        assert len(snapshot.index.search(query("alder"), Scope(), 5)) == snapshot.corpus.counts().passages
        assert [turn.text for turn in snapshot.corpus.turns("a.json")] == [""]


def test_a_turn_longer_than_any_field(place):
    text = " ".join(f"Sentence {n} of the 会議." for n in range(3_000))
    place.write("a.json", [("Ann", "Hello."), ("Bob", text), ("Ann", "Bye.")])
    place.build()
    with place.open().snapshot() as snapshot:
        assert [turn.text for turn in snapshot.corpus.turns("a.json")] == ["Hello.", text, "Bye."]
        assert [turn.text for turn in snapshot.corpus.turns("a.json", 1, 1)] == [text]
        (mention,) = snapshot.corpus.find("Sentence 2987")
        assert text[mention.start : mention.end] == "Sentence 2987"


def test_shards_are_built_one_by_one_and_leave_each_other_alone(place):
    names = [f"{n}.json" for n in range(12)]
    for n, name in enumerate(names):
        place.write(name, talk(f"word{n}"))
    shards = [Shard(number, 3) for number in (1, 2, 3)]
    assert all(sum(shard.holds(name) for shard in shards) == 1 for name in names)
    added = [name for shard in shards for name in place.build(shard=shard).added]
    assert sorted(added) == sorted(names)
    store = place.open()
    for n, name in enumerate(names):
        assert held(store, f"word{n}") == {name}
    gone = [next(name for name in names if shard.holds(name)) for shard in shards]
    for name in gone:
        (place.seeds / name).unlink()
    report = place.build(shard=shards[1])
    assert report.removed == (gone[1],)
    with store.snapshot() as snapshot:
        left = {one.document for one in snapshot.corpus.documents()}
    assert left == set(names) - {gone[1]}
    with pytest.raises(InvalidInput, match="has to be rebuilt"):
        place.build(FakeEmbedder(name="other"), shard=shards[0])
    if place.kind == "milvus":
        with pytest.raises(InvalidInput, match="divided into 3"):
            place.build()


def test_a_part_that_holds_nothing(place):
    place.write("a.json", talk("alder"))
    for number in (1, 2, 3, 4):
        place.build(shard=Shard(number, 4))
    assert held(place.open(), "alder") == {"a.json"}


def test_the_index_among_the_transcripts_is_none_of_them(place):
    place.write("a.json", talk("alder"))
    place.address = str(place.seeds / ("inside" if place.kind == "folder" else "inside.db"))
    place.build()
    report = place.build()
    assert (report.documents, report.unchanged, report.skipped) == (1, 1, ())
