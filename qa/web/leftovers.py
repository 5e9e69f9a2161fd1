"""Files that Gradio leaves in the temporary folder, uploads and downloads, deleted when they are old.

Gradio's own task for this (`delete_cache`) ends for good when a file comes in while it looks at those that are there,
and keeps the name of a file that something else has deleted for ever.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

OLD = 3600.0
"""Seconds after which a file is no longer waited for."""
_EVERY = 600.0
_log = logging.getLogger(__name__)


class Leftovers:
    """Looks after the files of one page, in a thread of its own, until it is closed."""

    def __init__(self, page: gr.Blocks, *, every: float = _EVERY, old: float = OLD) -> None:
        """`every` so many seconds what is older than `old` seconds goes."""
        self._page = page
        self._every, self._old = every, old
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="qa-leftovers", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Delete all that is left, however new."""
        self._closed.set()
        self._thread.join()
        sweep(self._page, 0)

    def _run(self) -> None:
        while not self._closed.wait(self._every):
            try:
                sweep(self._page, self._old)
            except OSError as error:
                _log.warning("what was uploaded could not be tidied up: %s", error)


def sweep(page: gr.Blocks, old: float) -> int:
    """Delete the files of a page that are at least so many seconds old, and forget those that are gone; how many went.

    Files come and go meanwhile. Raises OSError where one cannot be deleted.
    """
    kept = {file for block in page.blocks.values() for file in getattr(block, "keep_in_cache", ())}
    before, deleted = time.time() - old, 0
    for files in page.temp_file_sets:
        # A copy is made in one step, which no other thread can come between.
        for file in files.copy():
            if file in kept:
                continue
            path = Path(file)
            try:
                if path.lstat().st_ctime > before:
                    continue
                path.unlink()
                deleted += 1
            except FileNotFoundError:
                pass
            files.discard(file)
    return deleted
