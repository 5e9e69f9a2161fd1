import base64
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from qa import cli_output as out
from qa.cli import main
from qa.config import Settings
from qa.errors import InvalidInput, ModelError
from qa.web import launch, server
from qa.web.access import accounts
from qa.web.access.hosts import is_loopback


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


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "", "example.com"])
def test_other_machines_are_not_served_without_accounts(host, tmp_path):
    told = []
    with pytest.raises(InvalidInput) as refused:
        launch(Settings(index=tmp_path, host=host, port=0), announce=told.append, block=False)
    assert "--auth FILE" in str(refused.value)
    assert "--insecure" in str(refused.value)
    assert "`qa account FILE NAME`" in str(refused.value)
    assert not told


def test_the_command_refuses_too_and_passes_its_options_on(tmp_path, monkeypatch, capsys):
    assert main(["serve", "--host", "0.0.0.0", "--index", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("qa: 0.0.0.0 can be reached from other machines")
    assert main(["serve", "--auth", str(tmp_path / "none"), "--index", str(tmp_path)]) == 1
    assert "there is no file of accounts" in capsys.readouterr().err
    asked = {}
    monkeypatch.setattr("qa.web.launch", lambda settings, **options: asked.update(options, host=settings.host))
    assert main(["serve", "--host", "0.0.0.0", "--insecure", "--mcp", "--auth", "a.txt"]) == 0
    assert asked == {"host": "0.0.0.0", "insecure": True, "mcp": True, "auth": Path("a.txt"), "announce": out.say}


def test_a_setting_that_cannot_be_used_is_said_at_start(tmp_path, monkeypatch, capsys):
    told = []
    for settings, error in (
        (Settings(index=tmp_path, port=0, llm_model="llama3"), InvalidInput),
        (Settings(index=tmp_path, port=0, llm_base_url="ftp://x", llm_model="llama3"), InvalidInput),
        (Settings(index=tmp_path, port=0, reranker="no-such-model"), ModelError),
    ):
        with pytest.raises(error):
            launch(settings, announce=told.append, block=False).close()
    assert not told
    for name, value, words in (
        ("QA_LLM_MODEL", "llama3", "set QA_LLM_BASE_URL"),
        ("QA_RERANKER", "no-such-model", "unknown model 'no-such-model'"),
    ):
        with monkeypatch.context() as environment:
            environment.setenv(name, value)
            assert main(["serve", "--index", str(tmp_path), "--port", "0"]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("qa: ")
        assert words in line


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost", "LOCALHOST", "qa.localhost"])
def test_this_machine_alone(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "", "localhost.example.com", "127.0.0.1.example.com"])
def test_not_this_machine_alone(host):
    assert not is_loopback(host)


def test_insecure_serves_other_machines_and_says_so(tmp_path):
    told = []
    settings = Settings(seeds=tmp_path / "none", index=tmp_path / "index", host="0.0.0.0", port=0)
    served = launch(settings, announce=told.append, block=False, insecure=True)
    try:
        # Whatever name the machine has among others, it answers to.
        request = urllib.request.Request(served.url, headers={"Host": "machine.example"})
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200
    finally:
        served.close()
    warning = "0.0.0.0 is served without accounts: whoever reaches this machine can read the transcripts"
    assert told == [warning, f"the page is at {served.url}"]


def test_with_accounts_other_machines_are_served_and_have_to_sign_in(tmp_path):
    told = []
    file = tmp_path / "accounts.txt"
    accounts.save(file, "anna", "correct horse", accounts.Cost(4, 8, 1))
    settings = Settings(seeds=tmp_path / "none", index=tmp_path / "index", host="0.0.0.0", port=0)
    served = launch(settings, announce=told.append, block=False, auth=file)
    try:
        request = urllib.request.Request(f"{served.url}config", headers={"Host": "machine.example"})
        with pytest.raises(urllib.error.HTTPError, match="401") as refused:
            urllib.request.urlopen(request)
        refused.value.close()
        token = base64.b64encode(b"anna:correct horse").decode()
        request.add_header("Authorization", f"Basic {token}")
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200
    finally:
        served.close()
    assert told == [f"the page is at {served.url}"]


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
