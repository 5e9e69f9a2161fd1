"""What the served page writes to standard error: events with level, id and time taken, as lines or as JSON.

Nothing that was asked, answered or said is ever part of it, nor the name of a file, nor a password: a request is
noted by its route, and a defect by where it happened, without the message of the exception, which may hold any of them.
"""

from __future__ import annotations

import datetime
import json
import logging
import secrets
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import InvalidInput, QAError
from qa.patterns import regex

LEVELS: Final = ("debug", "info", "warning", "error")
_FACTS = ("id", "method", "route", "status", "name", "outcome", "ms")
# What stands in an address and in no list of routes is a name that somebody gave, or an id.
_PART = regex(r"[a-z_]{1,24}|v2")
_LONGEST_PATH = 4
_log = logging.getLogger(__name__)


class Lines(logging.Formatter):
    """An event on a line, for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, message, facts; below it where a defect happened."""
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        line = " ".join(filter(None, [_time(record), record.levelname.lower(), record.getMessage(), facts]))
        return "\n".join([line, *_places(record)])


class JsonLines(logging.Formatter):
    """An event as an object on a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """The same as `Lines`, by name."""
        told: dict[str, Any] = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name}
        told |= {"message": record.getMessage(), **_facts(record)}
        if places := _places(record):
            told["defect"] = places
        return json.dumps(told, ensure_ascii=False)


class _Handler(logging.StreamHandler[Any]):
    """Ours, to be told from others."""


def configure(wanted: str | None) -> None:
    """Write events of this level and above to standard error; without one, warnings and errors.

    Args:
        wanted: a level of `LEVELS`, with `,json` behind it for JSON.

    Raises:
        InvalidInput: there is no such level or form.
    """
    level, _, form = (wanted or "warning").casefold().partition(",")
    if level not in LEVELS or form not in ("", "json"):
        raise InvalidInput(f"log must be one of {', '.join(LEVELS)}, with ,json behind it for JSON; not {wanted!r}")
    handler = _Handler(sys.stderr)
    handler.setFormatter(JsonLines() if form else Lines())
    logger = logging.getLogger("qa")
    logger.handlers = [one for one in logger.handlers if not isinstance(one, _Handler)] + [handler]
    logger.setLevel(level.upper())


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Note that something was done, how it ended and how long it took; an error goes on its way."""
    begun, outcome = time.perf_counter(), "done"
    try:
        yield
    except QAError as error:
        outcome = type(error).__name__
        raise
    except Exception:
        outcome = "defect"
        raise
    finally:
        facts = {"id": secrets.token_hex(4), "name": name, "outcome": outcome, "ms": _since(begun)}
        _log.info("call", extra={"facts": facts})


class Requests:
    """Middleware around everything: each request has an id, which its answer carries, and is noted at its end."""

    def __init__(self, app: ASGIApp) -> None:
        """Args: the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note what came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, facts = time.perf_counter(), {"id": secrets.token_hex(8), "method": scope["method"]}
        facts |= {"route": route(scope["path"]), "status": "none"}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                facts["status"] = str(message["status"])
                message = {**message, "headers": list(message.get("headers", ()))}
                MutableHeaders(scope=message)["x-request-id"] = facts["id"]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            _log.info("request", extra={"facts": {**facts, "ms": _since(begun)}})


def route(path: str) -> str:
    """An address without what was filled in: `/gradio_api/call/ask/*`."""
    shown: list[str] = []
    for part in path.split("/")[1 : _LONGEST_PATH + 1]:
        if part and not _PART.fullmatch(part):
            # What comes behind a name may be more of it.
            return "/" + "/".join([*shown, "*"])
        shown.append(part)
    return "/" + "/".join(shown)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    given = getattr(record, "facts", {})
    return {name: given[name] for name in _FACTS if name in given}


def _places(record: logging.LogRecord) -> list[str]:
    """Where a defect happened, and of which kind it is."""
    if not record.exc_info or record.exc_info[0] is None:
        return []
    frames = traceback.extract_tb(record.exc_info[2])
    return [f"  {one.filename}:{one.lineno} in {one.name}" for one in frames] + [f"  {record.exc_info[0].__name__}"]


def _time(record: logging.LogRecord) -> str:
    return datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds")


def _since(begun: float) -> float:
    return round((time.perf_counter() - begun) * 1000, 1)
