"""The same documents in each kind of store."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qa.config import Settings
from qa.indexing import build_index
from qa.lexical.analysis import analyse
from qa.pool import Query
from qa.sharding import WHOLE
from qa.stores import open_store
from tests.support import meetings
from tests.support.fakes import FakeEmbedder

KINDS = ("folder", "milvus")


@dataclass
class Place:
    """A folder of transcripts, and an index of it of one kind."""

    kind: str
    work: Path
    address: str = ""
    passage_tokens: int = 24
    stores: list = field(default_factory=list)

    @property
    def seeds(self):
        return self.work / "seeds"

    def settings(self, **more):
        index = self.address or self.work / ("index" if self.kind == "folder" else "index.db")
        return Settings.load(seeds=self.seeds, index=index, passage_tokens=self.passage_tokens, **more)

    def write(self, name, turns, **more):
        self.seeds.mkdir(parents=True, exist_ok=True)
        records = [{"speaker": speaker, "text": text} for speaker, text in turns]
        path = self.seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"turns": records, **more}), encoding="utf-8")
        return path

    def build(self, embedder=None, *, shard=WHOLE, **options):
        return build_index(self.settings(), embedder=embedder or FakeEmbedder(), shard=shard, **options)

    def open(self):
        self.stores.append(open_store(self.settings().index))
        return self.stores[-1]

    def close(self):
        while self.stores:
            self.stores.pop().close()


@pytest.fixture(params=KINDS)
def place(request, tmp_path):
    """Nothing is built yet."""
    one = Place(request.param, tmp_path)
    yield one
    one.close()


@pytest.fixture(scope="session")
def both(tmp_path_factory):
    """A dozen meetings, and names that are hard to write, in both kinds of store: opened, by kind."""
    opened = {}
    places = []
    for kind in KINDS:
        one = Place(kind, tmp_path_factory.mktemp(kind))
        meetings.write_many(one.seeds, 12)
        for n, (name, speaker, date) in enumerate(HARD):
            one.write(
                f"{name}.json",
                [
                    (speaker, f"The zebra number {n} crossed the road; it isn't mine."),
                    (None, "Yes."),
                    (speaker, "会議室 is free, and the co-op’s ferry waits. " + "It waited for long. " * 30),
                ],
                title=f"About “{name}”",
                date=date,
            )
        one.build()
        places.append(one)
        opened[kind] = one.open()
    yield opened
    for one in places:
        one.close()


HARD = [
    ("it's", 'O\'Neil "Tip"', "2024-02-29"),
    ('quo"te', "back\\slash", None),
    ("tab\tnew\nline", "CR\rLF\nName", "2023-12-31"),
    ("doc in [1] or 1 == 1", "%_* or true", "2024-01-01"),
    ("Ärger/déjà-vu 会議", "Łukasz 🙂", "1999-05-05"),
    ("control\x01\x7f", "\x02", None),
]


def query(question, topic="", asked=()):
    """As retrieval prepares it, every word a term."""
    return Query(FakeEmbedder().encode_queries([question, topic or question]), tuple(analyse(question)), tuple(asked))


def by_place(snapshot, pool):
    """What a pool says of each passage, by where that stands."""
    places = snapshot.index.places(pool.ids.tolist())
    share = pool.share if pool.share is not None else [None] * len(pool)
    columns = zip(pool.ids.tolist(), pool.dense, pool.bm25, pool.coverage, share, pool.eligible, strict=True)
    return {
        places[one]: (*dense.tolist(), bm25, coverage, said, bool(ok))
        for one, dense, bm25, coverage, said, ok in columns
    }
