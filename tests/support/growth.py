"""Whether what takes long inputs takes time in proportion to them, on a machine of whatever speed."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def linear(run: Callable[[int], object], length: int) -> bool:
    """Whether inputs of `length` take some eight times as long as those of an eighth, not sixty-four times.

    Args:
        run: does the work on an input of about so many characters.
        length: of the longer input. Work that grows with the square should take seconds at it.
    """
    # A machine under load may be slow once, but not three times.
    return any(_seconds(run, length) < 24 * _seconds(run, length // 8) + 0.2 for _ in range(3))


def _seconds(run: Callable[[int], object], length: int) -> float:
    before = process_time()
    run(length)
    return process_time() - before
