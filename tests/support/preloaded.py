"""`qa` in a process of its own that need not import its libraries first: copies of one that has.

Importing them takes a processor longer than most commands take. One process does, and nothing else; each command is a
copy of it (`fork`), with the arguments, folder, environment and standard streams of whoever asks, and goes through
`qa.cli` as `python -m qa.cli` does. `forwarding.py` stands for it: its exit status is the command's, and signals to it
reach the command. Where an import may have gone otherwise in the environment that is asked for, it runs
`python -m qa.cli` itself.

What tests say of starting up, of what is imported and of `make run` is said of a process that was started as usual.
"""

from __future__ import annotations

import array
import atexit
import functools
import gc
import importlib
import json
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from qa import patterns

MODULES = (
    "typer", "faiss", "tantivy", "tokenizers", "torch", "sentence_transformers", "qa.assistant", "qa.indexing",
    "qa.encoding.models", "qa.cli_output", "qa.evaluation", "uvicorn", "gradio", "qa.web.server", "qa.web.serving",
    "qa.web.app", "qa.web.leftovers", "qa.web.journal", "qa.web.access.door",
)  # fmt: skip
READ_BY_IMPORTS = (
    "PYTHON", "LANG", "LC_", "OMP_", "MKL_", "HF_", "TRANSFORMERS_", "TOKENIZERS_", "GRADIO_", "TORCH_", "LD_",
    "QA_TEST_",
)  # fmt: skip
KEPT = ("HOME", "PATH", "TMPDIR")
USUAL = (sys.executable, "-m", "qa.cli")
"""The start of a command line as everybody has it."""
FORWARDING = Path(__file__).with_name("forwarding.py")


def command(env: Mapping[str, str]) -> list[str]:
    """The start of a command line that stands for `python -m qa.cli`.

    Args:
        env: of the process that imports, which is started at the first call: the fixture `offline_env`.
    """
    if sys.platform != "linux":
        # Elsewhere libraries that are loaded may not outlive a `fork`.
        return [*USUAL]
    return [sys.executable, "-I", "-S", str(FORWARDING), _address(tuple(sorted(_imported(env).items())))]


@functools.cache
def _address(env: tuple[tuple[str, str], ...]) -> str:
    folder = tempfile.mkdtemp(prefix="qa-tests-")
    address = f"{folder}/socket"
    line = [sys.executable, "-m", "tests.support.preloaded", address]
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    process = subprocess.Popen(line, env=kept | dict(env), stdin=subprocess.PIPE, start_new_session=True)
    assert process.stdin is not None

    def end() -> None:
        process.stdin.close()
        process.wait()

    # Should this process end some other way, its standard input ends all the same.
    atexit.register(end)
    while not Path(address).exists():
        assert process.poll() is None, "what the tests start commands from has ended"
        time.sleep(0.01)
    return address


def serve(address: str) -> None:
    """Import, and start a command for whoever connects."""
    with socket.socket(socket.AF_UNIX) as listener:
        # Before the imports: who connects meanwhile waits for them.
        listener.bind(f"{address}.new")
        listener.listen(16)
        os.rename(f"{address}.new", address)
        for name in MODULES:
            importlib.import_module(name)
        patterns.compile_all()
        gc.collect()
        gc.freeze()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                shutil.rmtree(Path(address).parent)
                return
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _answer(connection)
                return
            connection.close()


def _answer(connection: socket.socket) -> None:
    """One command, and what becomes of it; returns in the command's own process."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    body, streams = _received(connection)
    asked = json.loads(body)
    if _imported(asked["env"]) != _imported(os.environ):
        connection.sendall(b"cold\n")
        os._exit(0)
    lives, ends = os.pipe()
    command = os.fork()
    if command == 0:
        connection.close()
        os.close(lives)
        # `ends` stays open as long as this process lives, and no program that it starts inherits it.
        _become(asked, streams)
        return
    os.close(ends)
    for stream in streams:
        os.close(stream)
    while True:
        ready, _, _ = select.select([connection, lives], [], [])
        if lives in ready:
            break
        told = connection.recv(16)
        # Who asked has gone: so does the command.
        os.kill(command, int(told[0]) if told else signal.SIGKILL)
        if not told:
            break
    _, status = os.waitpid(command, 0)
    with suppress(OSError):
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _received(connection: socket.socket) -> tuple[bytes, list[int]]:
    streams = array.array("i")
    body = b""
    while not body.endswith(b"\n"):
        part, control, _, _ = connection.recvmsg(1 << 16, socket.CMSG_LEN(3 * streams.itemsize))
        for _, _, data in control:
            streams.frombytes(data)
        if not part:
            os._exit(1)
        body += part
    return body, list(streams)


def _imported(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(READ_BY_IMPORTS)}


def _become(asked: dict[str, object], streams: list[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=stream is sys.stderr or os.isatty(stream.fileno()))
    sys.argv = ["qa", *asked["arguments"]]
    sys.path[0] = asked["cwd"]
    try:
        runpy.run_module("qa.cli", run_name="__main__", alter_sys=True)
    except Exception:
        traceback.print_exc()
        sys.exit(1)


if __name__ == "__main__":
    serve(sys.argv[1])
