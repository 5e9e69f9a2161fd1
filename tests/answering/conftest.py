"""An assistant over the made-up transcripts of the benchmark, with the real model."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from tests.support.shelves import FROZEN


@pytest.fixture(scope="package")
def index(shelved):
    return shelved(FROZEN) / "index"


@pytest.fixture(scope="package")
def assistant(index):
    opened = Assistant.open(index)
    yield opened
    opened.close()
