"""Requests that Gradio's routes have no answer to, like those for an event that does not exist: JSON that says so."""

from __future__ import annotations

import json
import logging

from gradio.route_utils import FnIndexInferError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.chat.conversation import UNEXPECTED

NOTHING = "There is no such endpoint, event, session or file: docs/api.md says what can be called, and how."
_KNOWN = (LookupError, ValueError, FnIndexInferError)
_log = logging.getLogger(__name__)


class Mistakes:
    """Middleware next to the application: what it raises becomes an answer, or the end of one that has begun."""

    def __init__(self, app: ASGIApp) -> None:
        """Args: the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = ended = False

        async def sending(message: Message) -> None:
            nonlocal begun, ended
            begun = True
            ended = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            # Names and numbers that somebody sent are looked up; everything else is a defect.
            known = isinstance(error, _KNOWN) or isinstance(error.__cause__, HTTPException)
            if known:
                _log.info("a request could not be used", exc_info=error)
            else:
                _log.error("a request failed", exc_info=error)
            detail = NOTHING if known else UNEXPECTED
            if not begun:
                await JSONResponse({"detail": detail}, 404 if known else 500)(scope, receive, send)
            elif not ended:
                last = f"event: error\ndata: {json.dumps({'error': detail})}\n\n"
                await send({"type": "http.response.body", "body": last.encode(), "more_body": False})
