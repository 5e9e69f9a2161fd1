"""How the page's application is put together: the guard, calls of programs, tools, and whether all is well."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from qa.errors import InvalidInput, QAError, StoreMissing
from qa.web import static
from qa.web.access.door import Door, TooMany
from qa.web.access.guard import CALLER, Guard
from qa.web.journal import Requests
from qa.web.library import Library
from qa.web.programs.calls import CompletedCalls
from qa.web.programs.mistakes import Mistakes
from qa.web.programs.service import Service
from qa.web.reader import media

# The form has no title of its own; a browser takes the first one of a page, wherever it stands.
_WELCOME = (
    '<title>qa · sign in</title><span role="heading" aria-level="1">qa</span>Sign in to read the transcripts. '
    "After several wrong passwords you have to wait before the next try."
)


def serving_options(library: Library, door: Door | None, *, local: bool, mcp: bool) -> dict[str, Any]:
    """Options of `Blocks.launch` for who is let in and what is served beside the page.

    Args:
        library: what is served.
        door: who is let in; None for everybody.
        local: for this machine alone, without accounts.
        mcp: serve the tools for language models too.

    Raises:
        InvalidInput: the package that the tools need is not installed.
    """
    service = Service(library)
    functions: dict[str, Callable[..., Any]] = {
        one.__name__: one for one in (service.ask, service.search, service.documents, service.turns, service.build)
    }
    routes: list[BaseRoute] = [
        Route("/healthz", health(library)),
        Route(f"/gradio_api{media.PATH}", media.fetching(library)),
    ]
    application: dict[str, Any] = {
        "routes": routes,
        "middleware": [
            Middleware(Requests),
            Middleware(Guard, door, local=local),
            Middleware(CompletedCalls, functions),
            Middleware(Mistakes),
        ],
    }
    if mcp:
        try:
            from qa.web.programs.mcp import Tools
        except ModuleNotFoundError as error:
            raise InvalidInput(
                f"--mcp needs the package {error.name}, which is not installed: run `pip install -e '.[mcp]'` "
                "in qa's folder"
            ) from error
        tools = Tools(library)
        routes += tools.routes()
        application["lifespan"] = tools.lifespan
    options: dict[str, Any] = {"app_kwargs": application, "mcp_server": False, "strict_cors": True}
    if door is not None:
        options |= {"auth": signing_in(door), "auth_message": _WELCOME + static.sign_in()}
    return options


def signing_in(door: Door) -> Callable[[str, str], Awaitable[bool]]:
    """What the form asks."""

    async def sign_in(name: str, password: str) -> bool:
        try:
            return await door.admits(name, password, CALLER.get())
        except TooMany as error:
            # The form knows this status alone, and stays silent at any other.
            raise HTTPException(400, str(error), {"retry-after": str(error.seconds)}) from error

    return sign_in


def health(library: Library) -> Callable[[Request], JSONResponse]:
    """Whether the index can be read, for whatever watches the server; nothing of what is in it."""

    def healthz(request: Request) -> JSONResponse:
        try:
            with library.assistant().snapshot(search=False) as snapshot:
                return JSONResponse({"status": "ok", "generation": snapshot.generation})
        except StoreMissing:
            # No failure: the page says how to add transcripts.
            return JSONResponse({"status": "empty", "generation": None})
        except QAError:
            return JSONResponse({"status": "unreadable", "generation": None}, 503)

    return healthz
