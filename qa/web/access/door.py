"""Who is let in: name and password, tried one at a time, and not as often as one likes."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import math
import secrets
from collections import OrderedDict

from qa.web.access.accounts import Accounts
from qa.web.access.attempts import Attempts

_KEPT = 256


class TooMany(Exception):
    """Too many wrong passwords of late."""

    def __init__(self, seconds: float) -> None:
        self.seconds = math.ceil(seconds)
        wait = f"{self.seconds} second{'' if self.seconds == 1 else 's'}"
        super().__init__(f"Too many wrong passwords: wait {wait} and try again.")


class Door:
    """Signs people and programs in."""

    def __init__(self, accounts: Accounts, attempts: Attempts | None = None) -> None:
        """Args: who may sign in, and how often somebody may guess."""
        self._accounts = accounts
        self._attempts = Attempts() if attempts is None else attempts
        # One at a time: many at once would be many guesses before the first has failed, and much memory.
        self._turn = asyncio.Lock()
        self._issuing = asyncio.Lock()
        self._secret = secrets.token_bytes(32)
        self._tickets: OrderedDict[bytes, str] = OrderedDict()

    async def admits(self, name: str, password: str, address: str) -> bool:
        """Whether name and password are right.

        Args:
            name: of the account.
            password: as typed.
            address: where it comes from.

        Raises:
            TooMany: name or address must wait; a right password is refused too.
        """
        by_name, by_address = f"name {name[:100]}", f"address {_network(address)}"
        self._refuse(by_name, by_address)
        async with self._turn:
            self._refuse(by_name, by_address)
            if await asyncio.to_thread(self._accounts.admit, name, password):
                self._attempts.forgive(by_name)
                return True
            self._attempts.failed(by_name, by_address)
            return False

    async def ticket(self, name: str, password: str, address: str) -> str | None:
        """What stands for name and password that a program sends with each request; None where they are wrong.

        It is the same each time, and hashing is done the first time only. Raises TooMany.
        """
        # No password is kept, not even in memory.
        key = hmac.digest(self._secret, f"{len(name)}:{name}:{password}".encode("utf-8", "replace"), hashlib.sha256)
        async with self._issuing:
            if key not in self._tickets and await self.admits(name, password, address):
                self._tickets[key] = secrets.token_urlsafe(24)
                while len(self._tickets) > _KEPT:
                    self._tickets.popitem(last=False)
            return self._tickets.get(key)

    def _refuse(self, *keys: str) -> None:
        seconds = self._attempts.wait(*keys)
        if seconds > 0:
            raise TooMany(seconds)


def _network(address: str) -> str:
    """An IPv4 address as it is; of an IPv6 one the network, in which one machine has as many as it likes."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
