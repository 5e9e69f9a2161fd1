"""What the tests of the store share."""

from __future__ import annotations

import pytest

from qa.config import Settings
from qa.indexing import build_index
from tests.support.fakes import FakeEmbedder


@pytest.fixture
def settings(tmp_path, make_transcripts):
    """Four transcripts, indexed."""
    make_transcripts(tmp_path / "seeds", 4)
    settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index")
    build_index(settings, embedder=FakeEmbedder())
    return settings
