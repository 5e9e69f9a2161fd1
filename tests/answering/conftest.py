"""An assistant over the made-up transcripts of the benchmark, with the real model."""

from __future__ import annotations

from contextlib import ExitStack, closing
from functools import cache

import pytest

from qa.assistant import Assistant
from tests.support.shelves import FROZEN


@pytest.fixture(scope="package")
def worlds(shelved):
    """`worlds(name)`: an assistant over the transcripts of a made-up world."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(closing(Assistant.open(shelved(name) / "index"))))


@pytest.fixture(scope="package")
def index(shelved):
    return shelved(FROZEN) / "index"


@pytest.fixture(scope="package")
def assistant(index):
    opened = Assistant.open(index)
    yield opened
    opened.close()
