"""What other programs get: the JSON of the command line, and what docs/api.md says of it."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import huggingface_hub.constants
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from qa.cli import main
from qa.retrieval import LONGEST_QUESTION
from qa.stores import open_store
from qa.web.library import Library
from qa.web.programs.service import MOST_EARLIER, Service
from tests.support.fakes import FakeEmbedder
from tests.support.programs import QUIET, call, event, serving
from tests.support.site import served

# Gradio's summary of its queue uses what pandas has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

FERRY = "Why did the mayor oppose the ferry?"
COUNCIL = "2023-03-14-council-ferry.txt"


@pytest.fixture(scope="module")
def place(demo_site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("endpoints")
    shutil.copytree(demo_site, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def url(place, offline_env):
    options = ["--mcp"] if importlib.util.find_spec("mcp") else []
    with served(place / "seeds", place / "index", offline_env, *options, quiet=False) as address:
        yield address.rstrip("/")
    log = (place / "errors.txt").read_text()
    assert "Traceback" not in log
    assert "Error" not in log


@pytest.fixture(scope="module")
def client(url):
    with pytest.MonkeyPatch.context() as patch:
        # As HF_HUB_OFFLINE=1 does: gradio_client would call huggingface.co.
        patch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
        yield Client(url, verbose=False)


@pytest.fixture(scope="module")
def qa(place):
    """The command line's JSON."""

    def run(*arguments):
        with contextlib.redirect_stdout(io.StringIO()) as said, pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO())
            assert main([*arguments, "--index", str(place / "index"), "--json"]) == 0
        return json.loads(said.getvalue())

    return run


def close_to(found, expected):
    """The same JSON; the last digits of a number hang on the order of a sum."""
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(close_to(found[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(close_to, found, expected))
    return found == pytest.approx(expected, abs=1e-3) if isinstance(expected, float) else found == expected


def test_ask_is_what_the_command_line_says(client, url, qa):
    expected = qa("ask", FERRY, "--before", "2024-12-31", "--speaker", "halvorsen")
    assert expected["citations"]
    found = client.predict(FERRY, speaker=["halvorsen"], before="2024-12-31", api_name="/ask")
    assert close_to(found, expected)
    assert call(url, "ask", {"data": [FERRY, ["halvorsen"], None, None, "2024-12-31"]}) == ("complete", [found])
    named = {"question": FERRY, "speaker": ["halvorsen"], "before": "2024-12-31"}
    assert call(url, "v2/ask", named) == ("complete", [found])


def test_search_is_what_the_command_line_says(client, url, qa):
    expected = qa("search", "harbour ferry", "-k", "3")
    assert len(expected["hits"]) == 3
    found = client.predict("harbour ferry", k=3, api_name="/search")
    assert close_to(found, expected)
    assert call(url, "search", {"data": ["harbour ferry", 3]}) == ("complete", [found])


def test_turns_are_what_the_command_line_shows(client, url, qa):
    expected = qa("show", COUNCIL, "--turn", "9", "--context", "1")
    assert [turn["index"] for turn in expected["turns"]] == [8, 9, 10]
    assert client.predict(COUNCIL, turn=9, context=1, api_name="/turns") == expected
    assert call(url, "turns", {"data": [COUNCIL, 9, 1]}) == ("complete", [expected])
    assert client.predict(COUNCIL, api_name="/turns") == qa("show", COUNCIL)


def test_documents_are_those_of_the_status(client, url, qa):
    status = qa("status")
    expected = {name: status[name] for name in ("generation", "counts", "documents")}
    assert len(expected["documents"]) == 14
    assert client.predict(api_name="/documents") == expected
    assert call(url, "documents", {}) == ("complete", [expected])
    late = client.predict(after="2025-01-01", api_name="/documents")["documents"]
    assert late == [one for one in expected["documents"] if one["date"] >= "2025-01-01"]
    assert 0 < len(late) < 14


def test_defaults_are_those_of_the_command_line(client, url):
    assert len(client.predict("ferry", api_name="/search")["hits"]) <= 8
    assert close_to(call(url, "search", {"data": ["ferry"]})[1], [client.predict("ferry", k=8, api_name="/search")])
    # Gradio's own form, with every value, is as good.
    assert call(url, "search", {"data": ["ferry", None, None, None, None, None]}) == call(
        url, "search", {"data": ["ferry", 8, [], [], None, None]}
    )


def test_a_follow_up_is_completed_from_the_questions_before_it(client):
    answer = client.predict("and Dietz?", earlier=["What did Halloran say about the inspection?"], api_name="/ask")
    assert answer["searched_for"] == "What did Dietz say about the inspection?"
    assert {one["speaker"] for one in answer["citations"]} == {"MS. DIETZ"}
    assert client.predict("and Dietz?", api_name="/ask")["searched_for"] is None


def test_only_these_endpoints_are_listed_and_described(client):
    info = client.view_api(return_format="dict", print_info=False)
    assert set(info["named_endpoints"]) == {"/ask", "/search", "/turns", "/documents", "/build"}
    assert not info["unnamed_endpoints"]
    ask = info["named_endpoints"]["/ask"]
    assert ask["description"].startswith("Answer a question in verbatim quotes")
    assert "speaker: only what these said" in ask["description"]
    parameters = {one["parameter_name"]: one for one in ask["parameters"]}
    assert list(parameters) == ["question", "speaker", "document", "after", "before", "earlier"]
    assert not parameters["question"]["parameter_has_default"]
    assert parameters["question"]["python_type"]["type"] == "str"
    assert parameters["speaker"]["parameter_default"] is None
    assert "list[str]" in parameters["speaker"]["python_type"]["type"]
    (k,) = [one for one in info["named_endpoints"]["/search"]["parameters"] if one["parameter_name"] == "k"]
    assert (k["parameter_default"], k["python_type"]["type"]) == (8, "int")


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("ask", ["  "], "the question is empty"),
        ("ask", [FERRY, ["Nobody Atall"]], "no speaker 'Nobody Atall' in the index"),
        ("ask", [FERRY, None, ["no such.txt"]], "no document 'no such.txt' in the index"),
        ("ask", [FERRY, None, None, "yesterday"], "after must be a date like 2024-07-24, not 'yesterday'"),
        ("ask", [7], "question must be text, not a number"),
        ("ask", [FERRY, [7]], "speaker must be text, not a number"),
        ("ask", [FERRY, {"name": "x"}], "speaker must be a list of texts, not an object"),
        ("ask", ["x" * (LONGEST_QUESTION + 1)], "question may have at most 10,000 characters, not 10,001"),
        ("ask", ["\ud800"], "question holds half of a character"),
        ("ask", [FERRY, *[None] * 4, ["and?"] * (MOST_EARLIER + 1)], "earlier may hold at most 8 texts, not 9"),
        ("search", ["ferry", 0], "k must be"),
        ("search", ["ferry", "many"], "k must be a whole number, not text"),
        ("search", ["ferry", True], "k must be a whole number, not true or false"),
        ("turns", [COUNCIL, 5000], "has turns 0 to 48, no turn 5000"),
        ("turns", [COUNCIL, 1, -1], "context must be 0 or more, not -1"),
    ],
)
def test_an_error_is_a_message(url, client, name, values, message):
    kind, result = call(url, name, {"data": values})
    assert kind == "error"
    assert message in result["error"]
    if "\ud800" not in values:
        with pytest.raises(AppError, match=re.escape(message)):
            client.predict(*values, api_name=f"/{name}")


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("ask", b'{"data": []}', 'question is missing; the request is JSON like {"data": [question, speaker,'),
        ("ask", b'{"data": [1, 2, 3, 4, 5, 6, 7]}', 'the request must be JSON like {"data": [question, '),
        ("ask", b"who?", "the request must be JSON like"),
        ("ask", b"[1]", "the request must be JSON like"),
        ("v2/ask", b'{"questoin": "who?"}', "there is no parameter 'questoin'"),
        ("v2/turns", b"{}", 'document is missing; the request is JSON like {"document": '),
        ("ask", b" " * (1 << 20) + b"{}", "the request is larger than 1,048,576 bytes"),
    ],
)
def test_a_request_of_another_form_is_told_the_right_one(url, path, body, message):
    headers = {"Content-Type": "application/json"}
    answer = httpx.post(f"{url}/gradio_api/call/{path}", content=body, headers=headers, **QUIET)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(message)


def test_sixteen_questions_at_once_are_all_answered(url):
    questions = [f"Who spoke about the {word}?" for word in ("ferry", "library", "wall", "railway")] * 4
    # Not by gradio_client: the one stream that its calls share is now and then closed under one that has just begun.
    with ThreadPoolExecutor(len(questions)) as pool:
        ended = list(pool.map(lambda question: call(url, "ask", {"data": [question]}), questions))
    assert {event for event, _ in ended} == {"complete"}
    answers = [data[0] for _, data in ended]
    assert [answer["question"] for answer in answers] == questions
    for first, again in zip(answers[:4], answers[12:], strict=True):
        assert close_to(again, first)


def test_health_says_nothing_of_the_transcripts(url):
    answer = httpx.get(f"{url}/healthz", **QUIET)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "generation": 1})


def test_the_examples_in_the_document_do_what_it_says(url, repo_root, offline_env):
    text = (repo_root / "docs/api.md").read_text("utf-8")
    examples = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL)
    assert len(examples) == text.count("```python")
    assert {name for code, _ in examples for name in re.findall(r'api_name="/(\w+)"', code)} == {
        *("ask", "search", "turns", "documents", "build")
    }

    def run(code):
        command = [sys.executable, "-W", "error::DeprecationWarning:__main__", "-c", code]
        return subprocess.run(command, env=env, capture_output=True, text=True)

    env = {**offline_env, "HF_HUB_OFFLINE": "1"}
    examples = [one for one in examples if "import mcp" not in one[0] and "from mcp" not in one[0]]
    with ThreadPoolExecutor(2) as pool:
        for (code, shown), done in zip(
            examples,
            pool.map(run, [code.replace("http://127.0.0.1:7860", url) for code, _ in examples]),
            strict=True,
        ):
            assert done.returncode == 0, f"{code}\n{done.stderr}"
            assert done.stdout == shown


@pytest.mark.skipif(not importlib.util.find_spec("mcp"), reason="the example for tools needs the package mcp")
def test_the_example_for_tools_does_what_the_document_says(url, repo_root, offline_env):
    text = (repo_root / "docs/api.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n([^`]*from mcp [^`]*)```\n\n```text\n([^`]*)```", text)
    command = [sys.executable, "-c", example[0].replace("http://127.0.0.1:7860", url)]
    done = subprocess.run(command, env=offline_env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, example[1]), done.stderr


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples for curl need curl")
def test_the_examples_for_curl_do_what_the_document_says(url, client, repo_root):
    examples = re.findall(r"```sh\n(.*?)```", (repo_root / "docs/api.md").read_text("utf-8"), re.DOTALL)
    called = {}
    for script in examples:
        script = script.replace("http://127.0.0.1:7860", url).replace("curl -s", "curl --noproxy '*' -s")
        done = subprocess.run(["sh", "-euc", script], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        if "healthz" in script:
            assert json.loads(done.stdout) == {"status": "ok", "generation": 1}
            continue
        kind, (result,) = event(done.stdout)
        assert kind == "complete"
        called[re.search(r"/call/([\w/]+)", script)[1]] = result
    assert set(called) == {"ask", "v2/ask", "search", "turns", "documents", "build"}
    assert close_to(called["ask"], client.predict(FERRY, api_name="/ask"))
    assert called["v2/ask"]["searched_for"] == "What did Dietz say about the inspection?"
    assert called["search"]["hits"][0]["first_turn"] == 9
    assert [turn["index"] for turn in called["turns"]["turns"]] == [8, 9, 10]


def test_a_build_reports_and_a_second_one_says_that_one_is_at_work(library):
    began, go_on = threading.Event(), threading.Event()

    class Slow(FakeEmbedder):
        def encode_passages(self, texts):
            began.set()
            assert go_on.wait(30)
            return super().encode_passages(texts)

    (library.settings.seeds / "new.txt").write_text("ANNA: We will paint the pier green.\n\nBEN: I doubt it.\n")
    with serving(Library(library.settings, Slow())) as url, ThreadPoolExecutor(1) as pool:
        first = pool.submit(call, url, "build", {"data": []})
        assert began.wait(30)
        kind, second = call(url, "build", {})
        go_on.set()
        assert kind == "error"
        assert second["error"].startswith("another build is at work")
        kind, (report,) = first.result()
        assert (kind, report["added"], report["documents"], report["skipped"]) == ("complete", ["new.txt"], 2, [])
        answer = call(url, "ask", {"data": ["Who will paint the pier green?"]})[1][0]
        assert answer["citations"][0]["quote"] == "We will paint the pier green."
        (library.settings.seeds / "broken.pdf").write_bytes(b"%PDF-1.4 not really")
        report = call(url, "build", {})[1][0]
        assert [path for path, _ in report["skipped"]] == ["broken.pdf"]
        assert [one["document"] for one in report["unreadable"]] == ["broken.pdf"]
        assert httpx.get(f"{url}/healthz", **QUIET).json() == {"status": "ok", "generation": report["generation"]}


def test_without_an_index_the_error_says_what_to_do_and_a_defect_does_not_show(tmp_path, monkeypatch, capfd, library):
    empty = Library(replace(library.settings, index=tmp_path / "none"))
    with serving(empty) as url:
        kind, result = call(url, "ask", {"data": ["Who?"]})
        assert kind == "error"
        assert "qa build" in result["error"]
        assert httpx.get(f"{url}/healthz", **QUIET).json() == {"status": "empty", "generation": None}

        def fails(*_, **__):
            raise RuntimeError("secret of the inside")

        monkeypatch.setattr(Library, "assistant", fails)
        kind, result = call(url, "search", {"data": ["Who?"]})
        assert kind == "error"
        assert result["error"].startswith("Something went wrong that should not have")
    said = capfd.readouterr()
    assert "secret" not in said.out


def test_half_a_value_is_no_value(library):
    service = Service(library)
    assert service.documents(speaker="Blinken")["counts"]["documents"] == 1
    assert service.documents(speaker=[], after="")["counts"]["documents"] == 1


def test_a_store_was_opened_for_every_look_at_a_transcript(library, monkeypatch):
    opened = []
    for module in ("qa.inspection", "qa.assistant"):
        monkeypatch.setattr(f"{module}.open_store", lambda index: opened.append(index) or open_store(index))
    service = Service(library)
    document = service.documents()["documents"][0]["document"]
    assert all(service.turns(document, turn)["turns"] for turn in (None, 0, 1))
    assert opened == [library.settings.index]
