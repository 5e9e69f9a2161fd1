"""The tests' own tools: the block holds in this process and in children, the fakes are deterministic."""

from __future__ import annotations

import json
import os
import pty
import signal
import socket
import subprocess
import sys

import numpy as np
import pytest

from tests.support import meetings, preloaded
from tests.support.fakes import FakeEmbedder


def test_network_is_blocked_and_attempts_are_seen(block_network):
    with pytest.raises(OSError, match="blocked"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OSError, match="blocked"):
        socket.getaddrinfo("example.org", 443)
    assert block_network == ["connect to 192.0.2.1:80", "look up example.org"]
    block_network.clear()


def test_loopback_is_not_blocked():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port), timeout=5):
            pass


def test_network_is_blocked_in_child_processes(offline_env, network_log):
    code = "import urllib.request as r\ntry: r.urlopen('http://example.org')\nexcept OSError: print('offline')"
    done = subprocess.run([sys.executable, "-c", code], env=offline_env, capture_output=True, text=True, check=True)
    assert done.stdout == "offline\n"
    assert network_log.read_text() == "look up example.org\n"
    network_log.write_text("")


def test_fake_embedder_finds_the_text_with_the_words():
    embedder = FakeEmbedder()
    vectors = embedder.encode_passages(["the tram costs more", "school meals are free", "", "trees"])
    assert vectors.shape == (4, 256)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert int(np.argmax(vectors @ embedder.encode_queries(["what do school meals cost?"])[0])) == 1
    assert embedder.encoded[1] == "school meals are free"
    assert embedder.queries == ["what do school meals cost?"]
    assert embedder.encode_passages([]).shape == (0, 256)


def test_fake_embedder_is_the_same_in_every_process(offline_env):
    code = "from tests.support.fakes import FakeEmbedder as F; print(F().encode_queries(['flood defences']).argmax())"
    done = subprocess.run([sys.executable, "-c", code], env=offline_env, capture_output=True, text=True, check=True)
    assert int(done.stdout) == int(FakeEmbedder().encode_queries(["flood defences"]).argmax())


def test_fake_embedder_drops_what_a_model_would():
    embedder = FakeEmbedder(max_tokens=2)
    assert np.array_equal(embedder.encode_queries(["one two"]), embedder.encode_queries(["one two three"]))


def test_made_up_meetings_are_deterministic_and_distinct(tmp_path, make_transcripts):
    paths = make_transcripts(tmp_path / "a", 4)
    again = make_transcripts(tmp_path / "b", 2, first=2)
    assert [path.suffix for path in paths] == [".json", ".txt", ".json", ".txt"]
    assert [path.read_bytes() for path in paths[2:]] == [path.read_bytes() for path in again]
    assert sum(meetings.code_name(3) in path.read_text() for path in paths) == 1
    assert json.loads(paths[0].read_text())["date"] == "2021-01-04"


def test_browser_opens_a_page(page):
    page.goto("data:text/html,<title>ready</title><p id=a>hello")
    assert page.title() == "ready"
    assert page.inner_text("#a") == "hello"


def test_a_preloaded_command_is_the_command(offline_env, tmp_path):
    def run(begin, *arguments, **env):
        line, env = [*begin, *arguments], offline_env | env
        done = subprocess.run(line, env=env, cwd=tmp_path, capture_output=True, text=True, input="")
        return done.returncode, done.stdout, done.stderr

    for arguments in (["--help"], ["status"], ["ask"], ["read", "none.txt"]):
        assert run(preloaded.command(offline_env), *arguments) == run(preloaded.USUAL, *arguments)
    # Where an import may have gone otherwise, it is the usual one.
    said = "import sys; print('torch' in sys.modules, file=sys.stderr)"
    (tmp_path / "sitecustomize.py").write_text(f"import atexit; atexit.register(lambda: exec({said!r}))")
    path = os.pathsep.join([str(tmp_path), offline_env["PYTHONPATH"]])
    assert run(preloaded.command(offline_env), "--help", PYTHONPATH=path)[2] == "False\n"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_a_preloaded_command_is_reached_by_signals(offline_env, tmp_path, number, status):
    control, terminal = pty.openpty()
    line = [*preloaded.command(offline_env), "account", "accounts.txt", "anna"]
    streams = {"stdin": terminal, "stdout": terminal, "stderr": terminal}
    process = subprocess.Popen(line, env=offline_env, cwd=tmp_path, start_new_session=True, **streams)
    os.close(terminal)
    shown = b""
    while b"Password: " not in shown:
        shown += os.read(control, 1024)
    process.send_signal(number)
    assert process.wait(timeout=30) == status
    os.close(control)
