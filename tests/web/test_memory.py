"""What is freed goes back to the system, also where something in use lies behind it."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

SCRIPT = """
import time
from qa.web import memory

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6

memory._EVERY = 0.2
pieces = [bytes(2_000) for _ in range(60_000)]
full = resident()
# One in a hundred stays, so that the heap does not shrink from its end.
kept = pieces[::100]
del pieces
freed = resident()
memory.keep_little()
until = time.monotonic() + 10
while resident() > full - 80 and time.monotonic() < until:
    time.sleep(0.05)
print(full - freed, full - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the GNU C library keeps memory so")
def test_freed_memory_goes_back():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True)
    before, after = map(float, done.stdout.split())
    assert before < 40, "it goes back by itself here: the test shows nothing"
    assert after >= 80


def test_elsewhere_nothing_is_done(monkeypatch):
    from qa.web import memory

    monkeypatch.setattr(memory.sys, "platform", "darwin")
    assert memory._gnu() is None
    memory.keep_little()
