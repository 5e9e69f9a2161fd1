"""`qa status` compares the database, the lexical index and the vectors, and says what to do."""

from __future__ import annotations

import shutil

import pytest

from qa import cli
from qa.config import Settings
from qa.errors import StoreCorrupt
from qa.indexing import build_index
from qa.inspection import inspect
from qa.store import Store, view
from tests.support.fakes import FakeEmbedder


@pytest.fixture
def settings(tmp_path, make_transcripts):
    make_transcripts(tmp_path / "seeds", 3)
    settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index")
    build_index(settings, embedder=FakeEmbedder())
    return settings


def test_a_lexical_index_without_passages_was_called_up_to_date(settings, make_transcripts, capsys, tmp_path):
    other = Settings(seeds=tmp_path / "other", index=tmp_path / "less")
    make_transcripts(other.seeds, 1)
    build_index(other, embedder=FakeEmbedder())
    assert inspect(settings.index).disagrees is None
    # Segments that are gone were merged away, as far as the manifest can tell.
    shutil.rmtree(settings.index / "lexical")
    shutil.copytree(other.index / "lexical", settings.index / "lexical")
    status = inspect(settings.index)
    assert status.damaged == ()
    assert "lacks passages: run `qa build`" in status.disagrees
    assert cli.main(["status", "--index", str(settings.index)]) == 0
    said = capsys.readouterr()
    assert "lacks passages: run `qa build`" in said.err and "up to date" not in said.out
    build_index(settings, embedder=FakeEmbedder())
    assert inspect(settings.index).disagrees is None


def test_vectors_of_fewer_passages_than_the_database_holds(settings, monkeypatch):
    monkeypatch.setattr(view.View, "published_count", property(lambda self: len(self.ids) - 1))
    store = Store(settings.index)
    with pytest.raises(StoreCorrupt, match="run `qa build --full`"), store.snapshot():
        pass
    store.close()
    assert "vectors of" in inspect(settings.index).disagrees
