"""The made-up transcripts of the benchmark, indexed by the real model once for all processes of a run."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

from benchmarks.answers import DATA, gather
from qa.config import Settings
from qa.indexing import build_index

FROZEN, DEMO = "frozen", "demo"
"""Those that the frozen questions are about; and without the transcript that ships. Other names are of worlds."""


def shelf(shared: Path, name: str) -> Path:
    """A folder with `seeds/` and `index/`, made by whichever process asks first; not to be changed.

    Args:
        shared: a folder that all processes of the run know.
        name: FROZEN, DEMO, or a world.
    """
    folder, made = shared / name, shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            if name == DEMO:
                shutil.copytree(DATA / "transcripts", folder / "seeds")
            else:
                gather(folder / "seeds", None if name == FROZEN else name)
            # The index knows the folder of its transcripts: neither can be made elsewhere and moved.
            build_index(Settings(seeds=folder / "seeds", index=folder / "index"))
            made.touch()
    return folder
