"""A language model behind the assistant: what it writes counts when it is true, and the words themselves otherwise."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.generation.llm import OpenAIGenerator
from tests.answering.checks import said_by
from tests.support import llm_server

QUESTION = "When did Xi and Biden speak by phone?"
TRUE = "MPS MINISTER WANG said that “On April 2nd, President Xi had a phone call with President Joe Biden” [1]."


@pytest.fixture(scope="module")
def server(offline_env):
    with llm_server.running(offline_env) as client:
        yield client


@pytest.fixture(scope="module")
def written(index, server):
    opened = Assistant.open(index, generator=OpenAIGenerator(server.base_url, "tiny", timeout=5.0))
    yield opened
    opened.close()


def test_what_holds_is_the_answer(written, server):
    server.script(TRUE)
    answer = written.ask(QUESTION)
    assert answer.generated and not answer.abstained
    assert answer.answer == TRUE
    assert [one.quote for one in answer.citations] == [
        "On April 2nd, President Xi had a phone call with President Joe Biden"
    ]
    assert all(statement.verified for statement in answer.statements)
    (sent,) = server.seen()
    assert QUESTION in sent["body"]["messages"][-1]["content"]


def test_it_grows_by_sentences(written, server):
    server.script(f"{TRUE} MPS MINISTER WANG also spoke of stability [1].")
    growing = list(written.stream(QUESTION))
    assert len(growing) >= 2
    assert growing[0].answer == TRUE and growing[-1].answer.startswith(TRUE)


def test_what_is_false_gives_way_to_the_words(written, server, assistant):
    server.script("SECRETARY BLINKEN announced that “the war is over” [1].")
    answer = written.ask(QUESTION)
    plain = assistant.ask(QUESTION)
    assert not answer.generated
    assert (answer.answer, answer.citations) == (plain.answer, plain.citations)
    assert any("did not answer" in note for note in answer.notes)


def test_a_server_that_fails_costs_nothing_but_a_note(index, assistant):
    opened = Assistant.open(index, generator=OpenAIGenerator("http://127.0.0.1:9/v1", "tiny", timeout=0.5))
    answer = opened.ask(QUESTION)
    opened.close()
    assert answer.answer == assistant.ask(QUESTION).answer
    assert any("did not answer" in note for note in answer.notes)


def test_it_is_not_asked_where_nothing_was_found_or_a_number_is_wanted(written, server):
    server.script()
    for question in ("What did Blinken say about Taiwan?", "How often was counternarcotics mentioned?"):
        assert not written.ask(question).generated
    assert server.seen() == []


def test_only_the_speakers_asked_about_are_given_to_it(written, server):
    server.script("SECRETARY BLINKEN spoke of cooperation [1].")
    written.ask("What did Blinken say about cooperation?")
    (sent,) = server.seen()
    told = sent["body"]["messages"][-1]["content"]
    assert "SECRETARY BLINKEN" in told and "MPS MINISTER WANG" not in told


def test_noise_from_a_real_model_counts_for_nothing(written, server, assistant):
    server.script({"noise": 40})
    answer = written.ask(QUESTION)
    assert not answer.generated
    assert said_by(answer) == said_by(assistant.ask(QUESTION))
