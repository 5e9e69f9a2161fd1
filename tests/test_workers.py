"""qa.workers: processes that answer beside this one give the same answers, and none is lost with one of them."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from benchmarks.answers import WORLDS, load
from qa import workers
from qa.assistant import Assistant
from qa.errors import InvalidInput, UnknownSpeaker
from qa.workers import Workers, default

QUESTIONS = [one["question"] for one in load(WORLDS / "club" / "questions.jsonl")[:24]]


@pytest.fixture(scope="module")
def index(shelved):
    return shelved("club") / "index"


@pytest.fixture(scope="module")
def assistant(index):
    with closing(Assistant.open(index)) as opened:
        yield opened


@pytest.fixture
def beside(index):
    with closing(Workers(index, 1)) as opened:
        yield opened


def together(beside, assistant, questions, **arguments):
    with ThreadPoolExecutor(8) as people:
        return list(people.map(lambda one: beside.ask(assistant, one, **arguments), questions))


def started(beside, assistant):
    """Until a process is up: it starts while many ask."""
    deadline = time.monotonic() + 90
    while not beside.ready():
        assert time.monotonic() < deadline
        together(beside, assistant, QUESTIONS[:8])
        time.sleep(0.5)


def alike(some, others):
    """Whether these are the same answers; numbers nearly so, for two processes may add up in another order."""
    return len(some) == len(others) and all(
        replace(one, confidence=0.0, nearest=places(one)) == replace(other, confidence=0.0, nearest=places(other))
        and numbers(one) == pytest.approx(numbers(other), abs=0.01)
        for one, other in zip(some, others, strict=True)
    )


def places(answer):
    return tuple(replace(hit, score=0.0) for hit in answer.nearest)


def numbers(answer):
    return [answer.confidence, *(hit.score for hit in answer.nearest)]


def test_one_for_each_further_core():
    assert [default(cores) for cores in (1, 2, 4, 64)] == [0, 1, 3, 3]


def test_one_at_a_time_starts_none(beside, assistant):
    assert [beside.ask(assistant, one) for one in QUESTIONS[:3]] == [assistant.ask(one) for one in QUESTIONS[:3]]
    assert beside.ready() == 0


def test_many_at_once_get_the_same_answers(beside, assistant):
    alone = [assistant.ask(one) for one in QUESTIONS]
    started(beside, assistant)
    assert alike(together(beside, assistant, QUESTIONS), alone)
    first = assistant.ask(QUESTIONS[0])
    follow_up = {"history": (first,), "speaker": "Maureen Stacey"}
    again = [assistant.ask("why?", **follow_up)] * 6
    assert alike(together(beside, assistant, ["why?"] * 6, **follow_up), again)
    # An error is raised where the question was asked.
    for question, arguments, error in (("why?", {"speaker": "Nobody Here"}, UnknownSpeaker), (" ", {}, InvalidInput)):
        with ThreadPoolExecutor(8) as people:
            asked = [people.submit(beside.ask, assistant, question, **arguments) for _ in range(8)]
            assert all(isinstance(one.exception(), error) for one in asked)


def test_a_process_that_is_killed_loses_no_question(beside, assistant):
    started(beside, assistant)
    (worker,) = beside._all
    # As if one were being answered here: the next goes to the process, however late the others come.
    beside._here = 1
    os.kill(worker._process.pid, signal.SIGKILL)
    alone = [assistant.ask(one) for one in QUESTIONS[:8]]
    assert alike(together(beside, assistant, QUESTIONS[:8]), alone)
    assert worker not in beside._all


class Broken:
    """Stands for a process and its pipe; what is asked of it raises."""

    def __init__(self, error):
        self.error, self.ended = error, False

    def ask(self, question, arguments):
        raise self.error

    def end(self):
        self.ended = True


@pytest.mark.parametrize("error", [pickle.UnpicklingError("half"), AttributeError("no such class"), MemoryError()])
def test_after_an_unforeseen_error_a_process_was_asked_again(index, assistant, error):
    beside, broken = Workers(index, 1), Broken(error)
    beside._all, beside._free, beside._here = [broken], [broken], 1
    assert beside.ask(assistant, QUESTIONS[0]) == assistant.ask(QUESTIONS[0])
    assert (broken.ended, beside._all, beside._free, beside._asking) == (True, [], [], 0)


def test_after_an_interruption_the_next_question_got_the_answer_to_the_last(index, assistant):
    beside, broken = Workers(index, 1), Broken(KeyboardInterrupt())
    beside._all, beside._free, beside._here = [broken], [broken], 1
    with pytest.raises(KeyboardInterrupt):
        beside.ask(assistant, QUESTIONS[0])
    assert (broken.ended, beside._all, beside._free, beside._asking) == (True, [], [], 0)


def test_a_process_that_was_not_ready_in_time_was_left_running(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "_READY_WITHIN", 0)
    # Those that an earlier test has left may still be coming up.
    others = multiprocessing.active_children()
    beside = Workers(tmp_path / "nothing", 1)
    beside._start()
    left = [one for one in multiprocessing.active_children() if one not in others]
    assert not [one for one in left if one.name == "qa worker"]
    assert (beside._most, beside.ready(), beside._starting) == (0, 0, False)


def test_one_that_cannot_start_is_not_tried_again(tmp_path, assistant):
    with closing(Workers(tmp_path / "nothing", 1)) as beside:
        deadline = time.monotonic() + 90
        while beside._most:
            assert time.monotonic() < deadline
            together(beside, assistant, QUESTIONS[:8])
            time.sleep(0.2)
        assert beside._most == beside.ready() == 0
        alone = [assistant.ask(one) for one in QUESTIONS[:4]]
        assert alike(together(beside, assistant, QUESTIONS[:4]), alone)


def test_one_that_nobody_needs_ends(beside, assistant, monkeypatch):
    monkeypatch.setattr(workers, "_LOOK", 0.2)
    started(beside, assistant)
    (worker,) = beside._all
    monkeypatch.setattr(workers, "_IDLE", 0.5)
    deadline = time.monotonic() + 20
    while beside.ready() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert beside.ready() == 0
    # Two that wait for one process at the same time: for a moment it looks alive to the one that was not told.
    while worker._process.is_alive() and time.monotonic() < deadline + 10:
        time.sleep(0.1)
    assert not worker._process.is_alive()
    # And comes again when many ask.
    monkeypatch.setattr(workers, "_IDLE", 600)
    started(beside, assistant)


def test_an_answer_crosses_whole(assistant):
    answer = assistant.ask(QUESTIONS[0])
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert pickle.loads(pickle.dumps(replace(answer, abstained=True))).abstained
