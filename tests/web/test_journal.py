"""What the served page writes: levels, ids and times, and nothing of what was asked or said."""

from __future__ import annotations

import json
import logging

import httpx
import pytest

from qa.errors import InvalidInput
from qa.web import journal
from tests.support.programs import QUIET, call, serving

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture
def written(capsys):
    """What goes to standard error; afterwards the logger is as it was."""
    logger = logging.getLogger("qa")
    before, level = list(logger.handlers), logger.level
    yield lambda: capsys.readouterr().err
    logger.handlers = before
    logger.setLevel(level)


def test_requests_and_calls_are_noted_with_id_and_time_and_none_of_their_words(library, written):
    journal.configure("info,json")
    with serving(library, local=True) as url:
        assert call(url, "ask", {"data": ["What about the zucchini embargo of Xi?"]})[0] == "complete"
        assert call(url, "ask", {"data": ["   "]})[0] == "error"
        answer = httpx.get(f"{url}/gradio_api/file=/tmp/zucchini.txt?embargo=1", **QUIET)
    said = written()
    events = [json.loads(line) for line in said.splitlines()]
    calls = [(one["name"], one["outcome"]) for one in events if one["message"] == "call"]
    assert calls == [("ask", "done"), ("ask", "InvalidInput")]
    requests = {one["id"]: one for one in events if one["message"] == "request"}
    noted = requests[answer.headers["x-request-id"]]
    assert (noted["method"], noted["route"], noted["level"]) == ("GET", "/gradio_api/*", "info")
    assert noted["status"] == str(answer.status_code)
    assert all(one["ms"] >= 0 for one in requests.values())
    assert "/gradio_api/call/ask/*" in {one["route"] for one in requests.values()}
    for word in ("zucchini", "embargo", "April", "Blinken"):
        assert word not in said


def test_it_is_quiet_by_default(library, written):
    journal.configure(None)
    with serving(library, local=True) as url:
        assert call(url, "ask", {"data": ["Who spoke?"]})[0] == "complete"
    assert written() == ""


@pytest.mark.parametrize("wanted", [None, "warning,json"])
def test_a_defect_is_noted_by_its_place_and_says_no_word_of_the_transcripts(library, written, monkeypatch, wanted):
    def fails(*_, **__):
        raise RuntimeError("the pineapple budget is seven")

    journal.configure(wanted)
    monkeypatch.setattr(type(library), "assistant", fails)
    with serving(library, local=True) as url:
        assert call(url, "ask", {"data": ["Who spoke?"]})[0] == "error"
    said = written()
    assert "RuntimeError" in said and "test_journal.py" in said
    assert "pineapple" not in said
    assert wanted is None or json.loads(said)["defect"][-1] == "  RuntimeError"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "/"),
        ("/healthz", "/healthz"),
        ("/gradio_api/call/v2/ask/0123456789abcdef", "/gradio_api/call/v2/ask"),
        ("/gradio_api/heartbeat/a1b2c3d4e5f", "/gradio_api/heartbeat/*"),
        ("/gradio_api/file=/tmp/x/Secret meeting.txt", "/gradio_api/*"),
    ],
)
def test_an_address_is_shown_without_what_was_filled_in(path, shown):
    assert journal.route(path) == shown


@pytest.mark.parametrize("wanted", ["loud", "info,xml", "json"])
def test_a_level_that_does_not_exist_is_said(wanted):
    with pytest.raises(InvalidInput, match="debug, info, warning, error"):
        journal.configure(wanted)
