"""What the machine computes with: its cores, and the number types that it has instructions for."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_SYSTEM = Path("/sys/devices/system/cpu")
_FACTS = Path("/proc/cpuinfo")
# Of x86 and of ARM, as Linux names them. Matrix units (AMX, ARM's) are quickest in bfloat16; of plain vector
# instructions those for int8 take a fifth less time than those for bfloat16.
_BFLOAT16_UNITS = {"amx_bf16", "bf16"}
_INT8 = {"avx512_vnni", "avx_vnni"}
_BFLOAT16 = {"avx512_bf16"}


def cores() -> int:
    """Physical cores that this process may use: two threads of one core share what multiplies matrices."""
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    allowed = os.sched_getaffinity(0)
    return len({_siblings(number) for number in allowed}) or 1


def _siblings(number: int) -> str:
    try:
        return (_SYSTEM / f"cpu{number}" / "topology" / "thread_siblings_list").read_text()
    except OSError:
        return str(number)


def number_type() -> str:
    """What the processor computes quickest in without harm, a name of torch's."""
    try:
        flags = set(_FACTS.read_text().split())
    except OSError:
        flags = set()
    if flags & _BFLOAT16_UNITS:
        return "bfloat16"
    if flags & _INT8 and _multiplies_int8():
        return "int8"
    return "bfloat16" if flags & _BFLOAT16 else "float32"


def _multiplies_int8() -> bool:
    from qa.encoding.int8 import is_supported

    return is_supported()


def workers(name: str) -> tuple[ThreadPoolExecutor, int]:
    """A thread a core, in each of which torch computes alone; and how many these are.

    Whole batches side by side wait for each other once, at the end; the threads that torch itself shares one
    operation between do so several times a layer, and wait long where another process has one of the cores.
    """
    import torch

    threads = torch.get_num_threads()
    count = min(cores(), threads)
    ready = threading.Barrier(count + 1)

    def alone() -> None:
        torch.set_num_threads(1)
        ready.wait()

    pool = ThreadPoolExecutor(count, f"encoding-{name}", initializer=alone)
    # None is idle before all are ready, so each call starts one.
    for _ in range(count):
        pool.submit(int)
    ready.wait()
    # What was set holds for the threads that set it, and for those yet to come: these get back what was there.
    torch.set_num_threads(threads)
    return pool, count
