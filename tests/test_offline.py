"""Build, ask and the page, as a user starts them, on a machine without a network.

Each runs in a process of its own, where every connection but to this host fails and is recorded; that nothing was
recorded is checked after each test (`block_network`). Nothing in the environment tells the libraries to stay offline:
qa has to.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

QA = [sys.executable, "-c", "import sys; from qa.cli import main; sys.exit(main(sys.argv[1:]))"]


@pytest.fixture(scope="module")
def index(tmp_path_factory, offline_env, seed_path):
    """The shipped folder, built offline with the model that comes along."""
    folder = tmp_path_factory.mktemp("offline") / "index"
    command = [*QA, "build", "--seeds", str(seed_path.parent), "--index", str(folder)]
    done = subprocess.run(command, env=offline_env, cwd=folder.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_ask(index, offline_env, seed_path):
    command = [*QA, "ask", "When did Xi and Biden speak by phone?", "--index", str(index), "--json"]
    done = subprocess.run(command, env=offline_env, cwd=index.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["abstained"] is False
    quotes = [citation["quote"] for citation in answer["citations"]]
    assert any("April 2nd" in quote for quote in quotes)


def test_model_that_is_not_here_is_an_error_not_a_download(tmp_path, offline_env, seed_path):
    environment = {**offline_env, "QA_MODEL": "no-such-organisation/no-such-model"}
    command = [*QA, "build", "--seeds", str(seed_path.parent), "--index", str(tmp_path / "index")]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "no-such-model" in done.stderr
    assert "Traceback" not in done.stderr


def test_page_is_served(index, offline_env):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    command = [*QA, "serve", "--index", str(index), "--host", "127.0.0.1", "--port", str(port)]
    log = index.parent / "serve.txt"
    with (
        log.open("w") as output,
        subprocess.Popen(command, env=offline_env, cwd=index.parent, stdout=output, stderr=output) as process,
    ):
        try:
            assert b"<html" in fetch(f"http://127.0.0.1:{port}/", process, log)
        finally:
            process.terminate()


def fetch(url, process, log):
    """The page, as soon as it is up."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.2)
    return pytest.fail(f"no page at {url}:\n{log.read_text()}")
