"""What a page keeps of its sessions, and of calls by other programs."""

from __future__ import annotations

import datetime

import gradio as gr
import pytest

from qa.web.programs.states import MOST, CallState, States, Waiting, keep_no_calls
from qa.web.server import choose_port
from tests.support.programs import call

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
EVENT = "0123456789abcdef" * 2


def echo(word: str) -> dict[str, str]:
    return {"word": word}


@pytest.fixture
def page():
    with gr.Blocks(analytics_enabled=False) as blocks:
        kept = gr.State([])
        box = gr.Textbox("hello", label="Said")
        gr.api(echo, api_name="echo")
        box.submit(lambda seen, word: [*seen, word], [kept, box], kept, api_name="keep")
    yield blocks
    blocks.close(verbose=False)


def held(states):
    return list(states.session_data)


def test_a_call_is_answered_and_forgotten(page):
    port = choose_port("127.0.0.1", 0, print)
    page.launch(server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, quiet=True)
    keep_no_calls(page)
    url = f"http://127.0.0.1:{port}"
    answers = [call(url, "echo", {"data": [word]}) for word in ("one", "two", "three")]
    assert answers == [("complete", [{"word": word}]) for word in ("one", "two", "three")]
    assert held(page.app.state_holder) == []
    assert isinstance(page._queue.pending_event_ids_session, Waiting)
    assert len(page._queue.event_analytics) == 1
    # Who names a session has one, and what is kept in it is there at the next call.
    for word in ("one", "two"):
        assert call(url, "keep", {"data": [word], "session_hash": "abc123"})[0] == "complete"
    assert held(page.app.state_holder) == ["abc123"]
    assert list(page.app.state_holder["abc123"].state_data.values()) == [["one", "two"]]


def test_each_call_has_a_state_of_its_own(page):
    states = States()
    states.set_blocks(page)
    one, other = states[EVENT], states[EVENT]
    assert isinstance(one, CallState)
    assert one is not other
    one[next(key for key, block in page.blocks.items() if isinstance(block, gr.State))] = ["secret"]
    assert other.state_data == {}
    assert held(states) == []
    assert list(other.components) == []


@pytest.mark.parametrize("name", ["a1b2c3d4e5f", "9f0c2a44-6a0b-4c1e-9e55-0b8f6f9d2d11"])
def test_sessions_of_browsers_and_clients_are_kept(page, name):
    states = States()
    states.set_blocks(page)
    assert states[name] is states[name]
    assert not isinstance(states[name], CallState)
    assert held(states) == [name]


@pytest.fixture
def states(page):
    holder = States()
    holder.set_blocks(page)
    return holder


def forgetting(page):
    """What the page's state is told to let go of."""
    let_go = []
    (state,) = [block for block in page.blocks.values() if isinstance(block, gr.State)]
    state.delete_callback = let_go.append
    return state._id, let_go


def test_a_session_of_a_browser_was_kept_for_ever_after_it_was_closed(page, states):
    state, let_go = forgetting(page)
    for name in ("closed", "open", "back"):
        states[name][state] = [name]
        states[name].is_closed = name != "open"
    states.delete_all_expired_state()
    assert held(states) == ["closed", "open", "back"]
    long_ago = datetime.datetime.now() - datetime.timedelta(seconds=3601)
    states.time_last_used.update(closed=long_ago, open=long_ago)
    states.delete_all_expired_state()
    assert held(states) == ["open", "back"]
    assert (let_go, sorted(states.time_last_used)) == ([["closed"]], ["back", "open"])


def test_what_waits_for_a_session_was_left_on_disk_when_others_took_its_place(page, states, monkeypatch):
    monkeypatch.setattr("qa.web.programs.states.MOST", 2)
    state, let_go = forgetting(page)
    for name in ("one", "two", "three"):
        states[name][state] = [name]
    assert held(states) == ["two", "three"]
    assert let_go == [["one"]]


def test_a_session_that_comes_meanwhile_does_not_end_the_task(page, caplog):
    """The task that asks every second would end for good, and no session would expire any more."""

    class Growing(dict):
        def __iter__(self):
            for number, one in enumerate(list(super().keys())):
                self[f"new-{number}"] = None
                yield from iter({one: None})
            raise RuntimeError("OrderedDict mutated during iteration")

    states = States()
    states.set_blocks(page)
    states.session_data = Growing({"abc": None})
    with caplog.at_level("DEBUG", "qa.web.programs.states"):
        states.delete_all_expired_state()
    assert "looked through again" in caplog.text


def test_sessions_that_wait_for_nothing_are_not_kept_for_ever():
    waiting = Waiting()
    waiting["busy"] = {"event"}
    for number in range(3 * MOST):
        waiting[f"call-{number}"] = set()
    assert len(waiting) <= MOST and waiting["busy"] == {"event"} and f"call-{3 * MOST - 1}" in waiting
    # Those that wait are kept, however many there are.
    for number in range(2 * MOST):
        waiting[f"waits-{number}"] = {"event"}
    assert sum(bool(events) for events in waiting.values()) == 2 * MOST + 1
