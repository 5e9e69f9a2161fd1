"""Indexes and pages for the tests of the web chat."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.config import Settings
from qa.indexing import build_index
from qa.web.library import Library
from tests.support.fakes import FakeEmbedder
from tests.support.shelves import DEMO
from tests.support.site import opened, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE = """July 1, 2024
<script>window.hacked=1</script> **bold** $$x^2$$ {{7*7}} ${7*7}

DR. <IMG SRC=X ONERROR="WINDOW.HACKED=2"> EVIL: The pineapple budget <script>window.hacked=3</script> is \
<img src=x onerror="window.hacked=4"> [free](javascript:window.hacked=5) ![pixel](http://192.0.2.1/p.png) **bold** \
$$x^2$$ {{7*7}} ${7*7} <http://192.0.2.1/> www.example.com this year.

MS. GOOD: I do not agree with the pineapple budget at all, and I said so in the committee last week.
"""


@pytest.fixture
def hostile() -> str:
    """A transcript that would like to be more than text."""
    return HOSTILE


@pytest.fixture
def library(tmp_path: Path, seed_path: Path) -> Library:
    """The shipped transcript, indexed by words alone."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / seed_path.name).write_bytes(seed_path.read_bytes())
    settings = Settings(seeds=seeds, index=tmp_path / "index")
    embedder = FakeEmbedder()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    yield library
    library.close()


@pytest.fixture
def chat(page: Page, address: str) -> Iterator[Page]:
    """The page at a module's own `address`, at desktop size, once it shows what can be asked."""
    with opened(page, address):
        page.set_default_timeout(20_000)
        page.locator(".qa-example").first.wait_for()
        yield page


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory, shelved: Callable[[str], Path]) -> Path:
    """A folder with `seeds/`, fourteen made-up transcripts, and their `index/`, by the real model: to be copied."""
    return Path(shutil.copytree(shelved(DEMO), tmp_path_factory.mktemp("demo"), dirs_exist_ok=True))


@pytest.fixture(scope="module")
def url(seeds: Path, offline_env: Mapping[str, str]) -> Iterator[str]:
    """The page over a module's own `seeds`, in a process of its own; it cannot reach another host either."""
    with served(seeds, seeds.parent / "index", offline_env) as address:
        yield address
