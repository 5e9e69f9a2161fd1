"""The functions that qa exports: where they look, and what they refuse."""

from __future__ import annotations

import os
import pickle
from contextlib import closing
from pathlib import Path

import pytest

import qa
from qa import errors
from qa.cli import main
from qa.retrieval import LONGEST_QUESTION


@pytest.fixture
def talk(tmp_path, monkeypatch):
    """A folder to work in, with one transcript that the environment names and none by the default name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks").mkdir()
    talk = "ANN: The heron nests by the old mill.\n\nBEN: It does, every year.\n"
    (tmp_path / "talks" / "heron.txt").write_text(talk)
    monkeypatch.setenv("QA_SEEDS", str(tmp_path / "talks"))
    monkeypatch.setenv("QA_INDEX", str(tmp_path / "named"))
    yield tmp_path
    qa.close()


def test_a_question_with_half_of_a_character_is_refused(talk):
    qa.build()
    with closing(qa.Assistant.open()) as opened:
        for asking in (qa.ask, qa.retrieve, opened.ask, opened.retrieve, lambda text: list(opened.stream(text))):
            for question in ("who \udcff spoke?", "\ud83d heron"):
                with pytest.raises(qa.QAError, match="the question holds half of a character: send it as UTF-8"):
                    asking(question)
        assert opened.ask("Did the heron nest \U0001f9a9?").question.endswith("\U0001f9a9?")


def test_how_long_a_question_may_be_depended_on_where_it_was_asked(talk, capsys):
    qa.build()
    long, longer = "Where does the heron nest?".ljust(LONGEST_QUESTION, "?"), "x" * (LONGEST_QUESTION + 1)
    assert qa.ask(long).question == long
    for way in (qa.ask, qa.retrieve):
        with pytest.raises(qa.QAError, match="the question may have at most 10,000 characters, not 10,001"):
            way(longer)
    for command in ("ask", "search"):
        assert main([command, longer]) == 1
        assert "question may have at most 10,000 characters, not 10,001" in capsys.readouterr().err


def test_a_question_made_whole_may_be_longer_than_one_that_is_asked(talk):
    qa.build()
    first = qa.ask("What does Ann say about the heron?")
    asked = "why does it nest there every year " + "and does she say so " * 498 + "?"
    assert len(asked) <= LONGEST_QUESTION < len(qa.ask(asked, history=[first]).searched_for)


def test_what_is_no_question_no_name_and_no_history_was_an_error_of_python(talk):
    qa.build()
    refused = (
        (lambda: qa.ask(None), "question must be text"),
        (lambda: qa.retrieve(b"heron"), "question must be text"),
        (lambda: qa.retrieve("heron", "3"), "k must be a whole number"),
        (lambda: qa.retrieve("heron", 2.5), "k must be a whole number"),
        (lambda: qa.retrieve("heron", speaker=5), "speaker must be a name or several, not 5"),
        (lambda: qa.retrieve("heron", document=[None]), "document must be a name or several, not None"),
        (lambda: qa.retrieve("heron", after=2024), "after must be a date"),
        (lambda: qa.ask("and Ben?", history=["What does Ann say?"]), "history takes a list of earlier answers"),
        (lambda: qa.ask("and Ben?", history=qa.ask("What does Ann say?")), "history takes a list of earlier answers"),
    )
    for asking, said in refused:
        with pytest.raises(qa.QAError, match=said):
            asking()


def test_a_path_names_a_document(talk):
    qa.build()
    for name in (Path("heron.txt"), [talk / "talks" / "heron.txt"], "talks/heron.txt"):
        assert qa.retrieve("heron", document=name)


def test_the_model_could_be_named_on_the_command_line_alone(talk):
    with pytest.raises(qa.QAError, match="unknown model 'no-such-model'"):
        qa.build(model="no-such-model")


def test_a_question_after_a_fork_waited_for_ever(talk):
    qa.build()
    assert qa.retrieve("heron", k=1)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            qa.retrieve("heron", k=1)
        except qa.QAError as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        assert said.read().endswith("start processes by 'spawn'")


def test_an_assistant_is_closed_by_with(talk):
    qa.build()
    with qa.Assistant.open() as opened:
        assert opened.retrieve("heron", k=1)


def test_an_unreadable_file_reported_by_another_process_stopped_its_pool(tmp_path):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(qa.QAError) as raised:
        qa.read(tmp_path / "empty.txt")
    again = pickle.loads(pickle.dumps(raised.value))
    assert (type(again), str(again), again.reason) == (type(raised.value), str(raised.value), "empty")


def test_the_environment_says_where_seeds_and_index_are_unless_an_argument_does(talk):
    assert qa.build().added == ("heron.txt",)
    assert (talk / "named").is_dir()
    assert not (talk / "index").exists()
    assert qa.retrieve("heron", k=1)[0].document == "heron.txt"
    assert qa.ask("Where does the heron nest?").citations[0].document == "heron.txt"
    opened = qa.Assistant.open()
    with opened.snapshot(search=False) as snapshot:
        assert [one.document for one in snapshot.corpus.documents()] == ["heron.txt"]
    opened.close()
    with pytest.raises(qa.QAError, match="other"):
        qa.ask("Where does the heron nest?", index=talk / "other")


def test_a_set_of_names_was_no_filter(talk):
    qa.build()
    assert qa.retrieve("heron", speaker={"Ann"}) == qa.retrieve("heron", speaker=["Ann"]) != []


def test_an_error_that_is_made_of_its_parts_is_whole_after_another_process():
    for error in (errors.StoreUnfinished("index"), errors.UnreadableFile("a.txt", "empty")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again)) == (type(error), str(error))
