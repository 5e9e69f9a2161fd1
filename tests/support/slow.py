"""A page in this process whose answers wait for a word of the test's."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index
from qa.store.reader import Store
from qa.web.library import Library
from tests.support.fakes import FakeEmbedder
from tests.support.programs import serving

if TYPE_CHECKING:
    from qa.web.access.door import Door


class Slow:
    """A language model that writes two sentences and then waits."""

    name, context_tokens, answer_tokens = "slow", 8192, 512

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def stream(self, messages: Any) -> Iterator[str]:
        """An answer, its end when the test lets it go on."""
        yield "President Xi had a phone call with President Joe Biden. [1] "
        yield "It was in April."
        self.go_on.wait(20)
        yield " Nothing else is known of it. [1]"


@contextmanager
def serving_slowly(folder: Path, transcript: Path, door: Door | None = None) -> Iterator[tuple[str, Slow, Library]]:
    """The page over one transcript: its address, what makes its answers go on, its library."""
    (folder / "seeds").mkdir()
    shutil.copy(transcript, folder / "seeds")
    settings, embedder, model = Settings(seeds=folder / "seeds", index=folder / "index"), FakeEmbedder(), Slow()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    library._opened = Assistant(Store(settings.index), embedder, generator=model)
    with serving(library, door) as url:
        yield f"{url}/", model, library
        model.go_on.set()
    library.close()
