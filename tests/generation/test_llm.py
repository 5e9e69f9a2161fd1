"""qa.generation.llm against a real server: what is sent, how a reply is read, and what every failure says."""

from __future__ import annotations

import json
import logging
import socket
import sys
import time
import traceback

import pytest

from qa.config import Settings
from qa.errors import GeneratorError, InvalidInput
from qa.generation.llm import OpenAIGenerator, from_settings
from tests.support import llm_server

KEY = "sk-very-secret-0123456789"
ASKED = [{"role": "system", "content": "Answer."}, {"role": "user", "content": "Who? ¿Quién?"}]


@pytest.fixture(scope="module")
def server(offline_env):
    with llm_server.running(offline_env) as client:
        yield client


def model(server, **given) -> OpenAIGenerator:
    return OpenAIGenerator(server.base_url, "tiny", KEY, **{"timeout": 5.0, **given})


def failure(generator) -> str:
    with pytest.raises(GeneratorError) as caught:
        list(generator.stream(ASKED))
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(("http://127.0.0.1:", "a language model"))
    told = "".join(traceback.format_exception(caught.value))
    assert KEY not in told
    assert caught.value.__context__ is None and caught.value.__cause__ is None
    return message


def test_a_reply_comes_in_pieces(server):
    server.script("Ann said so [1]. Bob did not [2].")
    pieces = list(model(server).stream(ASKED))
    assert len(pieces) > 1
    assert "".join(pieces) == "Ann said so [1]. Bob did not [2]."


def test_what_is_sent(server, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "foreign")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Foreign: foreign\nAuthorization: Bearer foreign")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/foreign")
    server.script("Yes.")
    list(model(server).stream(ASKED))
    (seen,) = server.seen()
    assert seen["path"] == "/v1/chat/completions"
    assert seen["body"] == {
        "model": "tiny", "messages": ASKED, "stream": True, "temperature": 0, "max_tokens": 512,
    }  # fmt: skip
    headers = {name.lower(): value for name, value in seen["headers"].items()}
    assert headers["authorization"] == f"Bearer {KEY}"
    assert "foreign" not in str(headers)
    assert not [name for name in headers if name.startswith(("x-", "openai"))], headers


def test_no_proxy_is_picked_up(server, monkeypatch):
    server.script("Yes.")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert "".join(model(server).stream(ASKED)) == "Yes."


def test_without_a_key_no_other_one_is_sent(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-foreign")
    server.script("Yes.")
    list(OpenAIGenerator(server.base_url, "tiny").stream(ASKED))
    assert server.seen()[0]["headers"]["authorization"] == "Bearer none"


def test_user_and_password_in_the_address_are_sent_and_not_shown(server):
    generator = OpenAIGenerator(server.base_url.replace("//", "//ann:pa%20ss@"), "tiny")
    server.script({"status": 400, "body": {"error": {"message": "pa ss is no password"}}})
    message = failure(generator)
    assert server.seen()[0]["headers"]["authorization"] == "Basic YW5uOnBhIHNz"
    assert "pa ss" not in message and "ann" not in message and "pa%20ss" not in repr(generator)


def test_errors_500_then_success_is_tried_again(server):
    server.script({"status": 500}, {"status": 503}, "Here.")
    assert "".join(model(server).stream(ASKED)) == "Here."
    assert len(server.seen()) == 3


def test_429_then_success_is_tried_again(server):
    server.script({"status": 429}, "Here.")
    assert "".join(model(server).stream(ASKED)) == "Here."


def test_a_server_that_asks_to_wait_a_minute_was_waited_for(server):
    server.script({"status": 429, "headers": {"Retry-After": "60"}}, "Yes.")
    begun = time.monotonic()
    assert "too many requests" in failure(model(server))
    assert time.monotonic() - begun < 5 and len(server.seen()) == 1
    server.script({"status": 429, "headers": {"Retry-After": "Wed, 21 Oct 2065 07:28:00 GMT"}}, "Yes.")
    assert "too many requests" in failure(model(server))
    server.script({"status": 429, "headers": {"Retry-After-Ms": "60000"}}, "Yes.")
    assert "too many requests" in failure(model(server))
    server.script({"status": 429, "headers": {"Retry-After-Ms": "100", "Retry-After": "60"}}, "Yes.")
    assert list(model(server).stream(ASKED)) == ["Yes."]
    server.script({"status": 429, "headers": {"Retry-After": "0.1"}}, "Yes.")
    assert list(model(server).stream(ASKED)) == ["Yes."]


def test_models_that_know_no_temperature_or_no_bound_could_not_be_asked(server):
    steps = [
        {"status": 400, "body": {"error": {"message": f"Unsupported parameter: '{name}'", "param": name}}}
        for name in ("max_tokens", "temperature")
    ]
    server.script(*steps, "Yes.")
    assert list(model(server).stream(ASKED)) == ["Yes."]
    asked = [request["body"] for request in server.seen()]
    assert ["max_tokens" in one for one in asked] == [True, False, False]
    assert ["temperature" in one for one in asked] == [True, True, False]
    server.script({"status": 400, "body": {"error": {"message": "temperature max_tokens"}}})
    assert "error 400: temperature max_tokens" in failure(model(server))


def test_the_page_of_a_server_in_between_was_printed(server):
    server.script({"status": 502, "body": "<!DOCTYPE html><title>Bad Gateway</title>"})
    assert failure(model(server, retries=0)).startswith(f"{server.base_url}: it answers with error 502; look at")


def test_a_mark_of_byte_order_before_the_events(server):
    server.script({"raw": '\ufeffdata: {"choices": [{"delta": {"content": "Yes."}, "finish_reason": "stop"}]}\n\n'})
    assert list(model(server).stream(ASKED)) == ["Yes."]


def test_errors_500_for_ever_are_bounded(server):
    server.script({"status": 500, "body": {"error": {"message": "out of\n memory"}}})
    message = failure(model(server, retries=1))
    assert "error 500: out of memory; look at the server's log" in message
    assert len(server.seen()) == 2


def test_401_is_one_clear_line_without_the_key(server):
    server.script({"status": 401, "body": {"error": {"message": f"Incorrect API key provided: {KEY}"}}})
    message = failure(model(server))
    assert message == f"{server.base_url}: it refuses the key (401); check QA_LLM_API_KEY"
    assert len(server.seen()) == 1


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ({"status": 404, "body": {"error": {"message": f"no model for {KEY}"}}}, r"not found \(404: no model for …\)"),
        ({"status": 400, "body": {"error": {"message": "too long"}}}, "error 400: too long; check QA_LLM_MODEL"),
        ({"status": 422, "body": ["what"]}, "error 422; check"),
        ({"status": 429}, r"too many requests, or none left \(429\)"),
        ({"location": "http://198.51.100.1/v1/chat/completions"}, r"it points elsewhere \(307\)"),
        ({"raw": "<html>Welcome!</html>"}, "what it sends is no stream of chat completions"),
        ({"raw": "data: {nonsense\n\n"}, "no stream of chat completions"),
        ({"raw": "data: [1, 2]\n\n"}, "no stream of chat completions"),
        ({"raw": 'data: {"choices": [{"delta": {"content": {"a": 1}}}]}\n\n'}, "no stream of chat completions"),
        ({"raw": 'data: {"error": {"message": "overloaded"}}\n\n'}, "it failed: overloaded"),
        ({"text": "Ann said", "finish": None}, "its reply broke off"),
        ({"raw": ""}, "no stream of chat completions"),
    ],
)
def test_failure_says_what_is_wrong(server, step, says):
    server.script(step)
    with pytest.raises(GeneratorError, match=says):
        list(model(server, retries=0).stream(ASKED))
    server.script(step)
    failure(model(server, retries=0))


def test_server_that_stalls_before_it_answers(server):
    server.script({"stall": 3})
    assert "no answer within 0.2 seconds; raise QA_LLM_TIMEOUT" in failure(model(server, timeout=0.2, retries=0))


def test_server_that_stalls_in_the_middle(server):
    server.script({"text": "Ann said so. Bob", "stall": 3, "stall_after": 1})
    assert "no answer within 0.2 seconds" in failure(model(server, timeout=0.2))


def test_server_that_dribbles_is_given_up(server):
    server.script({"dribble": 0.05})
    assert "not complete after 0.4 seconds" in failure(model(server, timeout=5, total=0.4))


def test_server_that_asks_to_wait_long_is_given_up(server):
    server.script({"stall": 2})
    assert "not complete after 0.3 seconds" in failure(model(server, timeout=5, total=0.3))


def test_reply_that_never_ends_is_capped(server):
    server.script({"text": "and so on " * 4000, "size": 1000})
    generator = model(server, context_tokens=512)
    assert len("".join(generator.stream(ASKED))) == generator.answer_tokens * 8


def test_connection_refused():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    generator = OpenAIGenerator(f"http://127.0.0.1:{port}/v1", "tiny", KEY, retries=0)
    assert failure(generator) == (
        f"http://127.0.0.1:{port}/v1: it cannot be reached; start the server, or check QA_LLM_BASE_URL"
    )


def test_no_other_host_is_asked(block_network):
    generator = OpenAIGenerator("http://llm.invalid/v1", "tiny", KEY, retries=0)
    with pytest.raises(GeneratorError, match="it cannot be reached"):
        list(generator.stream(ASKED))
    assert block_network == ["look up llm.invalid"]
    block_network.clear()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 64])
def test_unicode_split_across_chunks(server, size):
    text = "“Señor” 王小洪 🙂 a\u2028b\x85c"
    event = json.dumps({"choices": [{"delta": {"content": text}, "finish_reason": "stop"}]}, ensure_ascii=False)
    server.script({"raw": f": hello\r\n\r\nevent: x\r\ndata: {event}\r\n\r\ndata: [DONE]\r\n\r\n", "raw_size": size})
    assert "".join(model(server).stream(ASKED)) == text


def test_a_character_split_across_events(server):
    halves = ["\ud83d", "\ude42!", "\ud83d", "?"]
    events = "".join(f"data: {json.dumps({'choices': [{'delta': {'content': half}}]})}\n\n" for half in halves)
    server.script({"raw": f"{events}data: [DONE]"})
    assert "".join(model(server).stream(ASKED)) == "🙂!\ufffd?"


def test_events_without_text_are_passed_over(server):
    events = [
        '{"choices": []}',
        '{"choices": [{"delta": {"role": "assistant", "content": null}}]}',
        '{"choices": [{"delta": {"reasoning_content": "hm"}}]}',
        '{"choices": [{"delta": {"content": "Yes."}, "finish_reason": "stop"}]}',
        '{"choices": [], "usage": {"total_tokens": 3}}',
    ]
    server.script({"raw": "".join(f"data:{event}\n\n" for event in events)})
    assert list(model(server).stream(ASKED)) == ["Yes."]


def test_reading_can_stop_early(server):
    server.script({"text": "Ann said so. " * 50})
    stream = model(server).stream(ASKED)
    assert next(stream)
    stream.close()


def test_the_key_is_never_shown(server, caplog):
    caplog.set_level(logging.DEBUG)
    generator = model(server)
    server.script({"status": 500}, "Here.")
    list(generator.stream(ASKED))
    server.script({"status": 401})
    failure(generator)
    assert caplog.text
    assert KEY not in caplog.text + repr(generator) + str(generator) + f"{generator}"
    assert repr(generator) == f"OpenAIGenerator('{server.base_url}', 'tiny')"


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "openai", None)
    message = failure(OpenAIGenerator("http://127.0.0.1:1/v1", "tiny", KEY))
    assert message == "a language model needs the package openai; pip install -e '.[llm]' in qa's folder"


def test_sizes():
    assert (OpenAIGenerator("http://a/v1", "m").context_tokens, OpenAIGenerator("http://a/v1", "m").name) == (8192, "m")
    assert OpenAIGenerator("http://a/v1", "m", context_tokens=1024).answer_tokens == 256


def test_from_settings():
    assert from_settings(Settings()) is None
    assert from_settings(Settings(llm_api_key=KEY)) is None
    settings = Settings(llm_base_url="http://a/v1/", llm_model="m", llm_api_key=KEY, llm_context=4096)
    generator = from_settings(settings)
    assert generator is not None
    assert (generator.name, generator.context_tokens) == ("m", 4096)
    assert repr(generator) == "OpenAIGenerator('http://a/v1', 'm')"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Settings(llm_base_url="http://a/v1"), "llm_base_url is set, but llm_model is not"),
        (Settings(llm_model="m"), "llm_model is set, but llm_base_url is not"),
        (Settings(llm_base_url="localhost:11434", llm_model="m"), "llm_base_url must be the address of a server"),
        (Settings(llm_base_url="ftp://u:secret@a/v1", llm_model="m"), "not 'a/v1'"),
        (Settings(llm_base_url="http://", llm_model="m"), "llm_base_url must be"),
        (Settings(llm_base_url="http://[a/v1", llm_model="m"), "llm_base_url must be"),
        (Settings(llm_base_url="http://a:99999/v1", llm_model="m"), "llm_base_url must be"),
        (Settings(llm_base_url="http://a/v1?key=secret", llm_model="m"), "must end with its path"),
    ],
)
def test_from_settings_that_cannot_be(settings, says):
    with pytest.raises(InvalidInput, match=says) as caught:
        from_settings(settings)
    assert "secret" not in str(caught.value)
