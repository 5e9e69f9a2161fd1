import socket
import subprocess
import sys
import urllib.request

import pytest

from qa.config import Settings
from qa.errors import InvalidInput
from qa.web import launch, server


@pytest.fixture
def taken():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_importing_it_loads_no_gradio():
    code = "import sys, qa.web; print('gradio' in sys.modules, 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(taken, tmp_path):
    told = []
    with pytest.raises(InvalidInput, match=f"port {taken} on 127.0.0.1 is taken"):
        launch(Settings(index=tmp_path, port=taken), announce=told.append)
    assert not told


def test_the_next_free_port_is_taken_and_said(taken, monkeypatch):
    monkeypatch.setattr(server, "FIRST_PORT", taken)
    told = []
    port = server.choose_port("127.0.0.1", None, told.append)
    assert port > taken
    assert told == [f"port {taken} is taken, using {port}"]


def test_port_zero_is_any_free_one():
    assert server.choose_port("127.0.0.1", 0, lambda _: None) > 0


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_an_address_of_another_machine_is_an_error(host, block_network):
    with pytest.raises(InvalidInput, match="address"):
        server.choose_port(host, 0, lambda _: None)
    block_network.clear()


def test_the_page_opens_without_an_index(tmp_path):
    told = []
    served = launch(
        Settings(seeds=tmp_path / "none", index=tmp_path / "index", port=0), announce=told.append, block=False
    )
    try:
        with urllib.request.urlopen(served.url) as answer:
            assert answer.status == 200
            assert b"qa" in answer.read()
    finally:
        served.close()
    assert told == [f"the page is at {served.url}"]
