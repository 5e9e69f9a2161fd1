"""What the page says of errors: nothing that one can do at a command line only."""

import sqlite3

import pytest

from qa import errors
from qa.assistant import Assistant
from qa.web.library import Library
from qa.web.problems import explained, is_empty, sentence
from tests.support.fakes import FakeEmbedder


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errors.StoreMissing("there is no index in /srv/x: run `qa build`"), "The library is empty"),
        (errors.StoreUnfinished("/srv/x"), "its first build is at work, or was stopped"),
        (errors.StoreVersion("/srv/x was built by another version of qa: run `qa build`"), "another version of qa"),
        (errors.StoreCorrupt("/srv/x/store.sqlite is damaged: run `qa build --full`"), "press “Rebuild index”"),
        (errors.StoreCorrupt("/srv/x changes faster than it can be opened: try again"), "try again."),
        (errors.DimensionMismatch("a stored vector is not right: run `qa build --full`"), "The index is damaged"),
        (errors.UnknownDocument("no document 'a' in the index"), "remove that filter, or put it back"),
        (errors.UnknownSpeaker("no speaker 'a' in the index"), "remove that filter."),
        (errors.InvalidInput("the question is empty: say what you are looking for"), "The question is empty"),
        (errors.ModelError("the index was built with another m: run `qa build`"), "“Rebuild index” in the library."),
    ],
)
def test_an_error_says_what_to_do_on_the_page(error, said):
    told = explained(error)
    assert said in told
    assert "run `qa build" not in told
    assert told == sentence(told)


@pytest.mark.parametrize("damage", ["gone", "unfinished", "torn", "older"])
def test_an_index_that_cannot_be_read_is_explained(library, damage):
    index = library.settings.index
    library.close()
    database = index / "store.sqlite"
    if damage == "gone":
        database.unlink()
    elif damage == "torn":
        database.write_bytes(b"no database" * 1000)
    else:
        with sqlite3.connect(database) as connection:
            unfinished = "DELETE FROM meta WHERE key = 'generation'"
            connection.execute(unfinished if damage == "unfinished" else "PRAGMA user_version = 1")
        connection.close()
    other = Library(library.settings, FakeEmbedder())
    try:
        overview = other.overview()
        assert overview.generation is None
        assert overview.empty == (damage == "gone")
        assert "“Library”" in overview.problem
        assert "run `" not in overview.problem and str(index) not in overview.problem
    finally:
        other.close()


def test_only_what_was_never_there_is_empty(tmp_path):
    with pytest.raises(errors.StoreMissing) as caught:
        Assistant.open(tmp_path)
    assert is_empty(caught.value)
