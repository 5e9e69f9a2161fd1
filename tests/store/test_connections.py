"""Connections to the database are closed, whoever held them last, and whatever went wrong."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from qa.errors import StoreCorrupt, StoreVersion
from qa.indexing import build_index
from qa.store import Store
from qa.store.auditing import open_sound
from qa.store.schema import SCHEMA_VERSION, open_for_reading, open_for_writing
from tests.support.fakes import FakeEmbedder

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files cannot be counted here")


@pytest.fixture
def database(settings):
    build_index(settings, embedder=FakeEmbedder())
    return settings.index / "store.sqlite"


def open_files(database):
    """How many files of this process belong to the database."""
    names = []
    for one in Path("/proc/self/fd").iterdir():
        try:
            names.append(os.readlink(one))
        except FileNotFoundError:
            continue
    return sum(name.startswith(str(database)) for name in names)


def test_one_in_use_when_the_store_is_closed_is_closed_with_its_snapshot(database):
    store = Store(database.parent)
    with store.snapshot() as snapshot:
        store.close()
        assert snapshot.corpus.documents()
    assert open_files(database) == 0


def test_whoever_still_holds_a_closed_store_may_ask_and_leaves_nothing_open(database):
    store = Store(database.parent)
    store.close()
    with store.snapshot() as snapshot:
        assert snapshot.corpus.documents()
    assert open_files(database) == 0


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing, lambda path: open_sound(path, thorough=False)])
def test_none_is_left_of_an_index_of_another_version(database, opening):
    connection = sqlite3.connect(database)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.commit()
    connection.close()
    with pytest.raises(StoreVersion):
        opening(database)
    assert open_files(database) == 0


def test_none_is_left_of_an_index_whose_seal_is_broken(database):
    connection = sqlite3.connect(database)
    connection.execute("UPDATE meta SET value = 'x' WHERE key = 'built'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreCorrupt):
        open_sound(database, thorough=False)
    assert open_files(database) == 0
