"""Start the page: find a port, serve, load the model meanwhile."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from qa.assistant import models_of
from qa.errors import InvalidInput, QAError
from qa.web.access.accounts import Accounts
from qa.web.access.hosts import is_loopback
from qa.web.library import Library
from qa.web.memory import keep_little

if TYPE_CHECKING:
    import gradio as gr

    from qa.config import Settings
    from qa.web.leftovers import Leftovers

FIRST_PORT = 7860
_TRIED = 100
_LOOK = 0.5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """A page that is being served.

    Attributes:
        url: where it is.
    """

    url: str
    _page: gr.Blocks
    _library: Library
    _leftovers: Leftovers

    def close(self) -> None:
        """Stop serving, close the index, and delete what was uploaded and not added."""
        self._page.close(verbose=False)
        self._leftovers.close()
        self._library.close()

    def wait(self) -> None:
        """Serve until interrupted or told to end; what was dropped and not added does not stay on disk."""
        told = threading.Event()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: told.set())
        # Python acts on a signal when its main thread next does something; the system may have given it to another.
        with suppress(KeyboardInterrupt):
            while not told.wait(_LOOK):
                pass
        self.close()


def launch(
    settings: Settings,
    *,
    announce: Callable[[str], None],
    block: bool = True,
    auth: Path | None = None,
    insecure: bool = False,
    mcp: bool = False,
) -> Server:
    """Serve the page over the index that the settings name; it opens without an index too, and says what to do.

    Args:
        settings: `host` and `port` say where; without a port it is 7860, or the next free one.
        announce: told where the page is, and what the user should know, a line a call.
        block: serve until interrupted, and end the process then.
        auth: file of accounts; without one, nobody has to sign in.
        insecure: serve to other machines without accounts all the same.
        mcp: serve tools for language models too.

    Raises:
        InvalidInput: other machines would read the transcripts without an account, the file of accounts cannot be
            used, the port asked for is taken, there is no such address on this machine, a package is missing, or the
            language model that the settings name cannot be used.
        ModelError: the reranker that they name is not on this machine.
    """
    # Every question would fail by them, and whoever starts the page is the one who can put them right.
    models_of(settings)
    local = is_loopback(settings.host)
    accounts = Accounts.load(auth, announce) if auth is not None else None
    if accounts is None and not local:
        _check_open(settings.host, insecure, announce)
    port = choose_port(settings.host, settings.port, announce)
    if block:
        # The whole process is the page's.
        keep_little()
    # Seconds go by in these imports: they wait until the port is known to be good.
    from qa.web.access.door import Door
    from qa.web.app import build_page, launch_options
    from qa.web.journal import configure
    from qa.web.leftovers import Leftovers
    from qa.web.programs.states import keep_no_calls
    from qa.web.serving import serving_options

    configure(settings.log)
    library = Library(settings)
    door = Door(accounts) if accounts is not None else None
    options = serving_options(library, door, local=local and door is None and not insecure, mcp=mcp)
    page = build_page(library)
    try:
        page.launch(server_name=settings.host, server_port=port, **launch_options(), **options)
    except OSError as error:
        raise InvalidInput(f"the page cannot be served on {settings.host}:{port}: {error}") from error
    keep_no_calls(page)
    threading.Thread(target=warm_up, args=(library,), name="qa-warm-up", daemon=True).start()
    server = Server(f"http://{_in_url(settings.host)}:{port}/", page, library, Leftovers(page))
    if mcp:
        announce(f"tools for language models (MCP) are at {server.url}gradio_api/mcp")
    announce(f"the page is at {server.url}")
    if block:
        server.wait()
        _leave()
    return server


def _check_open(host: str, insecure: bool, announce: Callable[[str], None]) -> None:
    """Say that other machines are served without accounts. Raises InvalidInput unless that is meant."""
    if not insecure:
        raise InvalidInput(
            f"{host} can be reached from other machines, and whoever reaches it could read the transcripts: give "
            "accounts with --auth FILE (`qa account FILE NAME` makes one), or serve without any with --insecure"
        )
    announce(f"{host} is served without accounts: whoever reaches this machine can read the transcripts")


def _leave() -> NoReturn:
    """End the process, where all that is to be kept has been written.

    Threads of the page may still be at work in torch, or letting go of its tensors. Where Python ends itself they are
    stopped there, in the midst of C++, which aborts (https://github.com/python/cpython/issues/87135).
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(0)


def choose_port(host: str, wanted: int | None, announce: Callable[[str], None]) -> int:
    """The port asked for, or 7860, or the next free one.

    Raises:
        InvalidInput: the port asked for is taken, all are, or the address is not of this machine.
    """
    if wanted is not None:
        free = _bound(host, wanted)
        if free is None:
            raise InvalidInput(f"port {wanted} on {host} is taken: give another with --port, or none to have one found")
        return free
    for port in range(FIRST_PORT, FIRST_PORT + _TRIED):
        if _bound(host, port) is not None:
            if port != FIRST_PORT:
                announce(f"port {FIRST_PORT} is taken, using {port}")
            return port
    raise InvalidInput(
        f"the ports {FIRST_PORT} to {FIRST_PORT + _TRIED - 1} on {host} are all taken: give one with --port"
    )


def warm_up(library: Library) -> None:
    """Load the index and the model before somebody asks."""
    try:
        library.assistant().warm()
    except QAError as error:
        # Whoever asks is told; here nobody waits for an answer.
        _log.info("nothing to load yet: %s", error)


def _bound(host: str, port: int) -> int | None:
    """The port when it can be bound, a free one for port 0; None when it is taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: a connection that lingers from the last run does not take the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except socket.gaierror as error:
        raise InvalidInput(f"there is no address {host!r}: {error.strerror}") from error
    except PermissionError as error:
        raise InvalidInput(f"port {port} may not be used by this account: give one above 1023 with --port") from error
    except OSError as error:
        if _is_foreign(host):
            raise InvalidInput(f"{host} is not an address of this machine: {error.strerror}") from error
        return None


def _is_foreign(host: str) -> bool:
    """Whether no port at all can be bound there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.bind(address)
    except OSError:
        return True
    return False


def _in_url(host: str) -> str:
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1" if host == "0.0.0.0" else "[::1]"
    return f"[{host}]" if ":" in host else host
