"""Make this process offline: connecting to, or looking up, any host but this one fails and is recorded.

It is imported by child processes from PYTHONPATH, so it may need nothing but the standard library. It sees what goes
through Python's `socket`; compiled clients that open sockets of their own are not seen.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from typing import Any

# Child processes append to this file, so that the test that started them can see what they tried.
LOG_VARIABLE = "QA_TEST_NETWORK_LOG"

attempts: list[str] = []
_originals: list[tuple[object, str, Any]] = []


class NetworkBlocked(OSError):
    """What a machine without a network would raise, with the host's name."""


def is_local(host: object) -> bool:
    """Whether a host, as given to `connect` or `getaddrinfo`, is this machine."""
    if isinstance(host, bytes | bytearray):
        host = host.decode("ascii", "replace")
    if host is None or not isinstance(host, str):
        return host is None
    name = host.casefold().rstrip(".")
    if name in {"", "localhost", socket.gethostname().casefold()} or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(what: str) -> NetworkBlocked:
    attempts.append(what)
    if path := os.environ.get(LOG_VARIABLE):
        with open(path, "a", encoding="utf-8") as log:
            log.write(what + "\n")
    return NetworkBlocked(errno.ENETUNREACH, f"the network is blocked in tests: {what}")


def _check_address(sock: socket.socket, address: Any) -> None:
    if sock.family in {socket.AF_INET, socket.AF_INET6} and not is_local(address[0]):
        raise _refuse(f"connect to {address[0]}:{address[1]}")


def _check_lookup(host: object) -> None:
    if is_local(host):
        return
    try:
        ipaddress.ip_address(str(host))
    except ValueError:
        raise _refuse(f"look up {host}") from None
    # A numeric address asks nobody; connecting to it is refused where it happens.


def _replace(owner: object, name: str, function: Any) -> None:
    _originals.append((owner, name, getattr(owner, name)))
    setattr(owner, name, function)


def install() -> None:
    """Block; does nothing when blocked already."""
    if _originals:
        return
    connect, connect_ex, sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
    lookups = {name: getattr(socket, name) for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex")}

    def blocked_connect(self: socket.socket, address: Any) -> None:
        _check_address(self, address)
        connect(self, address)

    def blocked_connect_ex(self: socket.socket, address: Any) -> int:
        try:
            _check_address(self, address)
        except NetworkBlocked:
            return errno.ENETUNREACH
        return connect_ex(self, address)

    def blocked_sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        _check_address(self, rest[-1])
        return sendto(self, data, *rest)

    def blocked_lookup(name: str) -> Any:
        def lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
            _check_lookup(host)
            return lookups[name](host, *args, **kwargs)

        return lookup

    _replace(socket.socket, "connect", blocked_connect)
    _replace(socket.socket, "connect_ex", blocked_connect_ex)
    _replace(socket.socket, "sendto", blocked_sendto)
    for name in lookups:
        _replace(socket, name, blocked_lookup(name))


def uninstall() -> None:
    """Unblock."""
    while _originals:
        owner, name, original = _originals.pop()
        setattr(owner, name, original)
