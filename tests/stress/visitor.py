"""One browser as the page's server sees it: the requests of the page's own scripts over plain HTTP, and no browser."""

from __future__ import annotations

import html
import json
import re
import secrets
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import httpx
from gradio_client.utils import apply_diff

SECONDS = 120.0
"""No request may take longer."""
_KEY = re.compile(r'data-key="([0-9a-f]+)"')
_TOKEN = re.compile(r'data-token="([0-9a-f-]+)"')


class Refused(Exception):
    """The server answered with an error, or not as it should."""


class Visitor:
    """A session: opened, used by one thread, closed."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.name = secrets.token_hex(5)
        self._client = httpx.Client(base_url=self.url, trust_env=False, timeout=SECONDS)
        config = self._json(self._client.get("/config"))
        self._ids = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
        self._events = {(target[0], target[1]): one for one in config["dependencies"] for target in one["targets"]}
        self._asked = 0
        self._alive = httpx.Client(base_url=self.url, trust_env=False, timeout=None)
        self._closed = threading.Event()
        self._beat = threading.Thread(target=self._stay, name=f"alive-{self.name}", daemon=True)
        self._beat.start()
        for event in config["dependencies"]:
            if any(target[1] == "load" for target in event["targets"]):
                # Nothing is chosen yet, in no field.
                self._fire(event, None, None, [None] * len(event["inputs"]))

    def close(self) -> None:
        """Leave, as a browser does whose tab is closed."""
        self._closed.set()
        self._beat.join(30)
        self._alive.close()
        self._client.close()

    def ask(self, question: str) -> str:
        """A question in this session's conversation; all that comes back."""
        token = secrets.token_hex(4)
        sent = {"id": self.name, "token": token, "at": self._asked, "question": question}
        outputs = self._event("qa-caller", "ask", sent, [None, [], [], "", ""])
        said = json.loads(outputs[0])
        (exchange,) = said["exchanges"]
        mine = (said["id"], said["token"], exchange["at"], exchange["question"]) == (
            self.name, token, self._asked, question,
        )  # fmt: skip
        if not mine or not exchange["whole"] or "kept" not in exchange:
            raise Refused(f"another answer than the one asked for: {exchange['question']!r}")
        self._asked += 1
        return html.unescape(str(outputs[0]))

    def follow(self) -> str:
        """The first citation of this session's last answer, opened; what the reader is told."""
        return json.dumps(self._event("qa-bridge", "follow", {"link": f"cite-{self._asked - 1}-1"}, [None])[0])

    def read(self, document: str) -> str:
        """A place, by the address of the page; the transcript that the reader then fetches."""
        opened = self._event("qa-bridge", "reopen", {"query": f"doc={document}&turn=1"}, [])[0]
        if opened["problem"] or opened["document"] != document:
            raise Refused(f"{document}: {opened}")
        wanted = {
            "component_id": self._ids["qa-bridge"], "fn_name": "transcript", "session_hash": self.name,
            "data": document,
        }  # fmt: skip
        return self._client.post("/gradio_api/component_server", json=wanted).text

    def add(self, name: str, content: bytes) -> str:
        """Drop a file, add it, wait for the build; what the page says in the end."""
        posted = self._client.post("/gradio_api/upload", files={"files": (name, content, "text/plain")})
        (path,) = self._json(posted)
        sent = {"files": [{"name": name, "path": path}], "batch": "1"}
        dropped = str(self._event("qa-drop", "dropped", sent, [None])[1])
        key = _KEY.search(dropped)
        if key is None or "Cannot be added" in dropped:
            raise Refused(f"{name} was not taken: {dropped[:500]}")
        return str(self._event("qa-dropped", "put", {"chosen": {f"take-{key[1]}": True}}, [None])[2])

    def remove(self, document: str) -> str:
        """Remove a document, wait for the build, delete it for good; what the page says in the end."""
        said = html.unescape(str(self._event("qa-shelf", "remove", {"document": document}, [])[0]))
        token = _TOKEN.search(said)
        if token is None:
            raise Refused(f"{document} was not removed: {said[:500]}")
        self._event("qa-removed", "purge", {"token": token[1]}, [])
        return said

    def rebuild(self) -> str:
        """Press the button; what the page says in the end."""
        return str(self._event("qa-rebuild", "click", None, [])[0])

    def call(self, name: str, values: Sequence[Any]) -> dict[str, Any]:
        """An endpoint for programs."""
        posted = self._json(self._client.post(f"/gradio_api/call/{name}", json={"data": list(values)}))
        text = self._client.get(f"/gradio_api/call/{name}/{posted['event_id']}").text
        kind, data = text.strip().split("\n\n")[-1].splitlines()
        result = json.loads(data.removeprefix("data: "))
        if kind != "event: complete":
            raise Refused(f"/{name}: {result}")
        return dict(result[0])

    def _event(self, element: str, name: str, sent: dict[str, Any] | None, inputs: list[Any]) -> list[Any]:
        """One event of the page, to its end; the values of its outputs, those that changed last."""
        return self._fire(self._events[self._ids[element], name], self._ids[element], sent, inputs)

    def _fire(
        self, event: dict[str, Any], element: int | None, sent: dict[str, Any] | None, inputs: list[Any]
    ) -> list[Any]:
        body = {
            "data": inputs, "fn_index": event["id"], "session_hash": self.name, "event_data": sent,
            "trigger_id": element,
        }  # fmt: skip
        if not event["queue"]:
            return list(self._json(self._client.post("/gradio_api/run/predict", json=body))["data"])
        wanted = self._json(self._client.post("/gradio_api/queue/join", json=body))["event_id"]
        values: list[Any] = []
        with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.name}) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                if message.get("event_id") != wanted:
                    continue
                output = message.get("output") or {}
                if message["msg"] == "process_generating" and message.get("success"):
                    values = _patched(values, output["data"])
                if message["msg"] == "process_completed":
                    if not message["success"]:
                        raise Refused(f"{event['api_name']}: {output}")
                    # A generator ends with nothing more to say.
                    return output["data"] if not values and output.get("data") else values
        raise Refused(f"{event['api_name']}: the stream ended before the event did")

    def _stay(self) -> None:
        # The stream never ends by itself: it is held open, and what it says from time to time is not read.
        with suppress(httpx.HTTPError), self._alive.stream("GET", f"/gradio_api/heartbeat/{self.name}"):
            self._closed.wait()

    def _json(self, answer: httpx.Response) -> Any:
        if answer.status_code != 200:
            raise Refused(
                f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:500]}"
            )
        return answer.json()


def _patched(before: list[Any], sent: list[Any]) -> list[Any]:
    """The values after a step of a generator, of which only the differences are sent after the first."""
    if len(before) != len(sent):
        return list(sent)
    return [apply_diff(old, new) for old, new in zip(before, sent, strict=True)]
