"""An assistant over the made-up transcripts of the benchmark, with the real model."""

from __future__ import annotations

import pytest

from benchmarks.answers import gather
from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index


@pytest.fixture(scope="package")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("answers")
    gather(folder / "seeds")
    build_index(Settings(seeds=folder / "seeds", index=folder / "index"))
    return folder / "index"


@pytest.fixture(scope="package")
def assistant(index):
    opened = Assistant.open(index)
    yield opened
    opened.close()
