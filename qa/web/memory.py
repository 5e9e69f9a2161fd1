"""Memory that was freed goes back to the system: sixty threads that each keep their own grow by megabytes a minute.

Only the GNU C library keeps memory so and can be told not to; elsewhere nothing is done.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time

_ARENAS = 2
# `M_ARENA_MAX` of malloc.h.
_M_ARENA_MAX = -8
_EVERY = 60.0


def keep_little() -> None:
    """Have all threads share a few pools of memory, and return what is free in them every minute from now on."""
    library = _gnu()
    if library is None:
        return
    library.mallopt(_M_ARENA_MAX, _ARENAS)

    def run() -> None:
        while True:
            time.sleep(_EVERY)
            library.malloc_trim(0)

    threading.Thread(target=run, name="qa-memory", daemon=True).start()


def _gnu() -> ctypes.CDLL | None:
    """The C library, where it is GNU's; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
