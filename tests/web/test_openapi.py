"""The endpoints by what their OpenAPI schema says, and by what it does not: every answer is JSON with a message."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.config import Settings
from qa.indexing import build_index
from qa.web.library import Library
from tests.support.fakes import FakeEmbedder
from tests.support.programs import QUIET, event, serving

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
CALL = "/gradio_api/call/v2/"

TEXTS = st.one_of(
    st.sampled_from(["Xi", "2024-07-24", "", "ferry", "../x", "\0", "\ud800", "9" * 400, "<script>", "* OR 1"]),
    st.text(max_size=40),
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=5,
)
KINDS = {"string": TEXTS, "integer": st.integers(), "number": st.floats(), "boolean": st.booleans()}


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What fits a schema most of the time, and anything at all else."""
    if "anyOf" in schema:
        fitting = st.one_of(*[values(one) for one in schema["anyOf"]])
    elif schema.get("type") == "array":
        fitting = st.lists(values(schema.get("items", {})), max_size=3)
    else:
        fitting = KINDS.get(schema.get("type", ""), ANYTHING)
    return st.one_of(fitting, fitting, ANYTHING)


def bodies(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Bodies of a call: named values, some left out, now and then something else."""
    named = st.fixed_dictionaries({}, optional={name: values(one) for name, one in schema["properties"].items()})
    return st.one_of(named, named, named, ANYTHING)


@pytest.fixture(scope="module")
def site(tmp_path_factory, seed_path):
    """The page, and of its schema the body of each call."""
    folder = tmp_path_factory.mktemp("openapi")
    (folder / "seeds").mkdir()
    (folder / "seeds" / seed_path.name).write_bytes(seed_path.read_bytes())
    chosen = Settings(seeds=folder / "seeds", index=folder / "index")
    build_index(chosen, embedder=FakeEmbedder())
    with serving(Library(chosen, FakeEmbedder()), local=True) as url, httpx.Client(base_url=url, **QUIET) as client:
        paths = client.get("/gradio_api/openapi.json").json()["paths"]
        schemas = {
            path.removeprefix(CALL): one["post"]["requestBody"]["content"]["application/json"]["schema"]
            for path, one in paths.items()
            if path.startswith(CALL)
        }
        yield client, schemas


def test_the_schema_names_every_endpoint(site):
    assert set(site[1]) == {"ask", "search", "documents", "turns", "build"}
    assert set(site[1]["search"]["properties"]) == {"question", "k", "speaker", "document", "after", "before"}


@pytest.mark.parametrize("name", ["ask", "search", "documents", "turns"])
def test_whatever_is_sent_the_answer_is_json_with_a_message(site, name, caplog):
    client, schemas = site

    @settings(max_examples=40, derandomize=True, database=None)
    @given(bodies(schemas[name]))
    def tried(body):
        sent = json.dumps(body).encode()
        posted = client.post(f"{CALL}{name}", content=sent, headers={"Content-Type": "application/json"})
        assert posted.status_code in (200, 422), posted.text
        if posted.status_code == 422:
            assert posted.json()["detail"]
            return
        stream = client.get(f"/gradio_api/call/{name}/{posted.json()['event_id']}")
        kind, result = event(stream.text)
        assert kind in ("complete", "error")
        if kind == "error":
            assert result["error"] and "Traceback" not in result["error"]
            assert not result["error"].startswith("Something went wrong"), (body, caplog.text)

    tried()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/gradio_api/queue/join", b"{}"),
        ("POST", "/gradio_api/queue/join", b"[]"),
        ("POST", "/gradio_api/queue/join", b'{"data": [], "fn_index": 9999, "session_hash": "x"}'),
        ("POST", "/gradio_api/run/predict", b'{"data": [], "fn_index": -1}'),
        ("POST", "/gradio_api/run/nothing", b"{}"),
        ("POST", "/gradio_api/call/nothing", b'{"data": []}'),
        ("POST", "/gradio_api/component_server", b"{}"),
        ("POST", "/gradio_api/component_server", b'{"data": 1, "component_id": 9999, "fn_name": "x"}'),
        ("POST", "/gradio_api/component_server", b'{"data": 1, "component_id": 0, "fn_name": "__init__"}'),
        ("POST", "/gradio_api/cancel", b"{}"),
        ("POST", "/gradio_api/reset", b"{}"),
        ("POST", "/gradio_api/upload", b"not a form"),
        ("GET", "/gradio_api/queue/data", b""),
        ("GET", "/gradio_api/file=../../etc/passwd", b""),
        ("GET", "/gradio_api/deep_link", b""),
        ("GET", "/gradio_api/call/ask/none", b""),
        ("GET", "/static/../../etc/passwd", b""),
        ("GET", "/anything", b""),
    ],
)
def test_a_request_that_makes_no_sense_is_no_failure_of_the_server(site, method, path, body, caplog):
    client, _ = site
    answer = client.request(method, path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code < 500, (answer.status_code, answer.text[:300])
    assert not [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert "Traceback" not in answer.text and "root:" not in answer.text
