"""Calls over plain HTTP: a short list of values is completed with defaults, and what cannot be used is said."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.patterns import regex

# A question and its filters; files are sent by another route.
LARGEST = 1 << 20
_ROUTE = regex(r"/gradio_api/call/(v2/)?(\w+)/?")
_REQUIRED = inspect.Parameter.empty


class CompletedCalls:
    """Middleware before Gradio's call route, which demands every value, and answers without a reason."""

    def __init__(self, app: ASGIApp, functions: Mapping[str, Callable[..., Any]]) -> None:
        """Args: the application, and the function behind each endpoint."""
        self._app = app
        self._defaults = {
            name: {one.name: one.default for one in inspect.signature(function).parameters.values()}
            for name, function in functions.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Complete a call of a known endpoint; let everything else through."""
        route = _ROUTE.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if route is None or route[2] not in self._defaults:
            await self._app(scope, receive, send)
            return
        body = await _body(receive)
        try:
            if body is None:
                raise ValueError(f"the request is larger than {LARGEST:,} bytes")
            body = completed(body, self._defaults[route[2]], named=bool(route[1]))
        except ValueError as error:
            await JSONResponse({"detail": str(error)}, 422)(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._app({**scope, "headers": headers}, _replayed(body, receive), send)


def completed(body: bytes, defaults: Mapping[str, Any], *, named: bool) -> bytes:
    """The body of a call with all values in it.

    Args:
        body: as sent: `{"data": [...]}`, or an object of named values.
        defaults: by parameter, in order.
        named: which of the two it is.

    Raises:
        ValueError: it is neither, a value is missing, or one is unknown; the message is for the caller.
    """
    usage = '{"data": [' + ", ".join(defaults) + "]}"
    if named:
        usage = "{" + ", ".join(f'"{name}": …' for name in defaults) + "}"
    try:
        sent = json.loads(body)
    except ValueError:
        raise ValueError(f"the request must be JSON like {usage}") from None
    if not isinstance(sent, dict):
        raise ValueError(f"the request must be JSON like {usage}")
    if named:
        unknown = [name for name in sent if name not in defaults]
        if unknown:
            raise ValueError(f"there is no parameter {unknown[0]!r}; the request is JSON like {usage}")
        values = {name: sent.get(name, default) for name, default in defaults.items()}
    else:
        given = sent.get("data", [])
        if not isinstance(given, list) or len(given) > len(defaults):
            raise ValueError(f"the request must be JSON like {usage}")
        values = {**defaults, **dict(zip(defaults, given, strict=False))}
    missing = [name for name, value in values.items() if value is _REQUIRED]
    if missing:
        raise ValueError(f"{missing[0]} is missing; the request is JSON like {usage}")
    return json.dumps(values if named else {**sent, "data": list(values.values())}).encode()


async def _body(receive: Receive) -> bytes | None:
    """All of it; None where it is too large."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
