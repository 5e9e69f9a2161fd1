"""How often somebody may guess: after some failures a name, or an address, has to wait, longer each time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class _Failures:
    count: int
    last: float
    until: float


class Attempts:
    """Failures of late, by key. Safe to share between threads; it never holds more than `capacity` keys."""

    def __init__(
        self,
        *,
        free: int = 5,
        first_wait: float = 1.0,
        longest_wait: float = 300.0,
        remembered: float = 900.0,
        capacity: int = 4096,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Set the rule.

        Args:
            free: so many failures cost nothing.
            first_wait: seconds to wait after that many; each further failure doubles them.
            longest_wait: they grow no longer than this.
            remembered: seconds after which failures are forgotten.
            capacity: keys kept; the one that failed longest ago goes first.
            clock: what tells the time.
        """
        self._free, self._first, self._longest = free, first_wait, longest_wait
        self._remembered, self._capacity, self._clock = remembered, capacity, clock
        self._failures: OrderedDict[str, _Failures] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._failures)

    def wait(self, *keys: str) -> float:
        """Seconds until the next attempt is allowed; 0 where it is."""
        now = self._clock()
        with self._lock:
            return max(0.0, *(self._failures[key].until - now for key in keys if key in self._failures), 0.0)

    def failed(self, *keys: str) -> None:
        """One more failure of each."""
        now = self._clock()
        with self._lock:
            while self._failures and next(iter(self._failures.values())).last < now - self._remembered:
                self._failures.popitem(last=False)
            for key in keys:
                count = self._failures[key].count + 1 if key in self._failures else 1
                over = count - self._free
                wait = min(self._longest, self._first * 2.0 ** min(over, 30)) if over >= 0 else 0.0
                self._failures[key] = _Failures(count, now, now + wait)
                self._failures.move_to_end(key)
            while len(self._failures) > self._capacity:
                self._failures.popitem(last=False)

    def forgive(self, key: str) -> None:
        """Forget the failures of a key."""
        with self._lock:
            self._failures.pop(key, None)
