"""The page as other programs see it: served in this process, and called over plain HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from qa.web.server import choose_port

if TYPE_CHECKING:
    from qa.web.access.door import Door
    from qa.web.library import Library

QUIET = {"trust_env": False, "timeout": 60}


@contextmanager
def serving(library: Library, door: Door | None = None, *, local: bool = False, mcp: bool = False) -> Iterator[str]:
    """The page over a library, put together as `launch` does; its address without a slash at the end."""
    from qa.web.app import build_page, launch_options
    from qa.web.leftovers import Leftovers
    from qa.web.serving import serving_options

    page = build_page(library)
    port = choose_port("127.0.0.1", 0, print)
    options = serving_options(library, door, local=local, mcp=mcp)
    page.launch(server_name="127.0.0.1", server_port=port, **launch_options(), **options)
    leftovers = Leftovers(page)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        page.close(verbose=False)
        leftovers.close()


def call(url: str, name: str, body: dict[str, Any], **more: Any) -> tuple[str, Any]:
    """A call by Gradio's own route; the event at its end and what came with it."""
    with httpx.Client(**QUIET, **more) as client:
        headers = {"Content-Type": "application/json"}
        posted = client.post(f"{url}/gradio_api/call/{name}", content=json.dumps(body), headers=headers)
        assert posted.status_code == 200, posted.text
        return event(client.get(f"{url}/gradio_api/call/{name}/{posted.json()['event_id']}").text)


def event(stream: str) -> tuple[str, Any]:
    """The last event of a stream, and its data."""
    name, data = stream.strip().split("\n\n")[-1].splitlines()
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))
