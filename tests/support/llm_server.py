"""An OpenAI-compatible server for tests: it plays back replies, fails as told, or lets a tiny random model write.

Run as a program it prints its port. `PUT /script` takes a list of steps, one a request, the last one for all later
ones; `GET /seen` gives the requests since then.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Step = dict[str, Any]
"""What to do with a request.

    text, size      the reply, streamed in pieces of `size` characters
    pieces          the reply, piece by piece, as content of one event each
    finish          finish_reason of the last event ("stop"); None for a stream that just ends
    status, body    an error instead, with more `headers`
    stall           seconds without a byte, before the headers or (`stall_after`) after so many events
    dribble         seconds between comments that never end
    raw             the body as it is, in pieces of `raw_size` bytes
    location        where to redirect to
    noise           a tiny random model writes
"""


# Whatever proxy is set, by a test or by a developer.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Client:
    """The test's side of the server."""

    def __init__(self, port: int) -> None:
        self.base_url = f"http://127.0.0.1:{port}/v1"
        self._root = f"http://127.0.0.1:{port}"

    def script(self, *steps: Step | str) -> None:
        """What to do with the next requests; a string is a reply."""
        body = json.dumps([{"text": step} if isinstance(step, str) else step for step in steps]).encode()
        _OPENER.open(urllib.request.Request(f"{self._root}/script", body, method="PUT")).close()

    def seen(self) -> list[dict[str, Any]]:
        """The requests since the script was set: headers, and body."""
        with _OPENER.open(f"{self._root}/seen") as response:
            return json.load(response)


@contextlib.contextmanager
def running(env: dict[str, str]) -> Iterator[Client]:
    """The server in a process of its own, on a free port of 127.0.0.1."""
    command = [sys.executable, str(Path(__file__).resolve())]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **env})
    assert process.stdout is not None
    try:
        yield Client(int(process.stdout.readline()))
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


class _State:
    lock = threading.Lock()
    steps: list[Step] = [{"text": ""}]
    seen: list[dict[str, Any]] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the output is the port alone."""

    def do_PUT(self) -> None:
        with _State.lock:
            _State.steps, _State.seen = self._json(), []
        self._send(200, b"{}")

    def do_GET(self) -> None:
        self._send(200, json.dumps(_State.seen).encode())

    def do_POST(self) -> None:
        asked = self._json()
        with _State.lock:
            _State.seen.append({"path": self.path, "headers": dict(self.headers.items()), "body": asked})
            step = _State.steps.pop(0) if len(_State.steps) > 1 else _State.steps[0]
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._play(step, asked)

    def _json(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _play(self, step: Step, asked: Any) -> None:
        if "stall" in step and "stall_after" not in step:
            time.sleep(step["stall"])
        if "location" in step:
            return self._send(307, b"", Location=step["location"])
        if "status" in step:
            body = step.get("body", {})
            data = body if isinstance(body, str) else json.dumps(body)
            return self._send(step["status"], data.encode(), **step.get("headers", {}))
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        if "raw" in step:
            raw = step["raw"].encode()
            size = step.get("raw_size", 1024)
            for at in range(0, len(raw), size):
                self._write(raw[at : at + size])
            return None
        while "dribble" in step:
            self._write(b": still there\n")
            time.sleep(step["dribble"])
        text = noise(asked["messages"], asked["max_tokens"]) if step.get("noise") else step.get("text", "")
        size = step.get("size", 7)
        pieces = step.get("pieces") or [text[at : at + size] for at in range(0, len(text), size)]
        for number, piece in enumerate(pieces):
            if number == step.get("stall_after"):
                time.sleep(step["stall"])
            self._event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
        if step.get("finish", "stop"):
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": step.get("finish", "stop")}]})
            self._write(b"data: [DONE]\n\n")
        return None

    def _event(self, record: dict[str, Any]) -> None:
        self._write(b"data: " + json.dumps(record).encode() + b"\n\n")

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()


def noise(messages: list[dict[str, str]], length: int) -> str:
    """What a causal language model with random weights writes: bytes are its vocabulary, so nothing is downloaded."""
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    vocabulary = [*range(32, 127), 10]
    torch.set_num_threads(1)
    torch.manual_seed(7)
    config = GPT2Config(
        vocab_size=len(vocabulary), n_positions=48, n_embd=16, n_layer=1, n_head=2, bos_token_id=None, eos_token_id=None
    )
    model = GPT2LMHeadModel(config).eval()
    prompt = " ".join(message["content"] for message in messages).encode("ascii", "replace")
    ids = [vocabulary.index(byte) for byte in prompt if byte in vocabulary]
    written: list[int] = []
    with torch.no_grad():
        for _ in range(min(length, 160)):
            logits = model(torch.tensor([[*ids, *written][-48:]])).logits[0, -1]
            written.append(int(torch.multinomial(torch.softmax(logits * 3, -1), 1)))
    return bytes(vocabulary[one] for one in written).decode("ascii")


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
