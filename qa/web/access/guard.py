"""What stands before every route: no other site calls the page from a browser, and nobody reads without signing in."""

from __future__ import annotations

import base64
import binascii
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.access.door import Door, TooMany
from qa.web.access.hosts import is_loopback

CALLER: ContextVar[str] = ContextVar("caller", default="")
"""Address of whoever sends the request that is being answered."""

# What the page that asks for name and password is made of, and what says nothing of the transcripts.
_OPEN = {
    *("/", "/login", "/login/", "/healthz", "/favicon.ico", "/robots.txt", "/manifest.json", "/theme.css"),
    *("/gradio_api/theme.css", "/gradio_api/startup-events", "/gradio_api/login_check", "/gradio_api/login_check/"),
    *("/gradio_api/app_id", "/gradio_api/app_id/", "/gradio_api/user", "/gradio_api/user/"),
}
_OPEN_BELOW = ("/static/", "/assets/", "/svelte/", "/pwa_icon")
_SIGN_IN = "Sign in first: name and password on the page, or with each request by HTTP Basic authentication."
_HEADERS = {"x-frame-options": "SAMEORIGIN", "x-content-type-options": "nosniff", "referrer-policy": "same-origin"}


class Guard:
    """Middleware around the page, its endpoints and everything else that is served."""

    def __init__(self, app: ASGIApp, door: Door | None = None, *, local: bool = False) -> None:
        """Put it before an application.

        Args:
            app: the application.
            door: who is let in; None for everybody.
            local: the page is for this machine alone, so that it has no name but those of this machine.
        """
        self._app = app
        self._door = door
        self._local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # Nothing here speaks it, and a browser lets every site open one.
            await send({"type": "websocket.close", "code": 1008})
            return
        CALLER.set(scope["client"][0] if scope.get("client") else "")
        headers = Headers(scope=scope)
        problem = self._foreign(headers)
        if problem is not None:
            await JSONResponse({"detail": problem}, 403)(scope, receive, send)
            return
        if self._door is not None:
            refused = await self._stopped(self._door, scope, headers)
            if refused is not None:
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, _with_headers(send))

    def _foreign(self, headers: Headers) -> str | None:
        """Why a request comes from a page that is not this one, None where it does not."""
        hosts = {headers.get("host", ""), headers.get("x-forwarded-host", "").partition(",")[0].strip()}
        hosts = {host.casefold() for host in hosts if host}
        # A name of another site may be made to lead here, and its pages would read what this page reads.
        if self._local and not all(is_loopback(_name(host)) for host in hosts):
            return (
                "This page is served for this machine alone: open it as 127.0.0.1 or localhost, or serve it with "
                "--auth FILE or --insecure."
            )
        origins = headers.getlist("origin")
        within = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if any(_host(origin) not in hosts for origin in origins) or (
            within and headers.get("sec-fetch-mode") != "navigate"
        ):
            return "Pages of other sites may not call this one."
        return None

    async def _stopped(self, door: Door, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request without a login; None where it has one, or needs none."""
        app = scope["app"]
        cookies = cookie_parser(headers.get("cookie", ""))
        secure, plain = f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}"
        if cookies.get(secure) in app.tokens or cookies.get(plain) in app.tokens:
            return None
        given = _basic(headers.get("authorization", ""))
        if given is not None:
            try:
                ticket = await door.ticket(*given, CALLER.get())
            except TooMany as error:
                return JSONResponse({"detail": str(error)}, 429, {"retry-after": str(error.seconds)})
            if ticket is not None:
                # From here on the request is like one of a browser that has signed in.
                app.tokens[ticket] = given[0]
                MutableHeaders(scope=scope)["cookie"] = f"{plain}={ticket}"
                return None
        path = scope["path"]
        if path in _OPEN or path.startswith(_OPEN_BELOW):
            # What stands after the question mark could ask for more than the form.
            scope["query_string"] = b""
            return None
        return JSONResponse({"detail": _SIGN_IN if given is None else "Wrong name or password."}, 401)


def _host(origin: str) -> str:
    """A page's host with its port; none for what is no address."""
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""


def _name(host: str) -> str:
    """A host without its port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _basic(header: str) -> tuple[str, str] | None:
    """Name and password of an `Authorization` header."""
    scheme, _, encoded = header.partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        name, _, password = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def _with_headers(send: Send) -> Send:
    """Adds what keeps a browser from showing the page inside another, or from taking text for a script."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = dict[str, Any](message)
            message["headers"] = list(message.get("headers", ()))
            present = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                present.setdefault(name, value)
        await send(message)

    return sending
