"""What every run of `benchmarks.peers` does, whatever the system: index, ask, time, write the result.

Imports nothing but the standard library, so that it runs in any environment. A job is a JSON file:

    files      folder of the transcripts to index, *.txt
    few        folder of a small one, indexed first so that nothing is loaded or compiled while the clock runs
    work       folder for indexes
    model      folder of the embedding model
    questions  [question, name of its file] each
    k          how many hits a timed question asks for
    most       how many hits are kept for scoring; 0 where this run is for its times alone
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

WARMING = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """What a system finds: a piece of a file.

    Attributes:
        document: name of the file.
        text: its words, as the system keeps them.
        start: offset in the file, where the system says so.
        end: likewise, where the text is not letter for letter that of the file.
    """

    document: str
    text: str
    start: int | None = None
    end: int | None = None


class System(Protocol):
    """A system under measurement, its model loaded."""

    limit: int

    def build(self, files: Path, index: Path) -> None:
        """Index every file of a folder, so that it can be searched; what was built before is forgotten."""

    def save(self, index: Path) -> None:
        """Write the index to a folder; nothing where building does."""

    def search(self, question: str, k: int) -> Sequence[Any]:
        """The `k` best hits of all files, in the system's own form."""

    def found(self, question: str, document: str | None, k: int) -> list[int]:
        """The `k` best hits of one file or of all, as positions in `pieces()`."""

    def pieces(self) -> list[Piece]:
        """All that can be found, or that was found; those of a file in order."""

    def embedded(self) -> list[str]:
        """The texts that went through the model when the files were indexed."""


class Exhaustive:
    """`found` for a system that ranks all its pieces by cosine: ranking first, then leaving other files out."""

    def found(self, question: str, document: str | None, k: int) -> list[int]:
        """The `k` best hits of one file or of all, as positions in `pieces()`."""
        pieces = self.pieces()
        ranked = self.ranked(question, k if document is None else len(pieces))
        return [n for n in ranked if document is None or pieces[n].document == document][:k]

    def ranked(self, question: str, k: int) -> list[int]:
        """The `k` best hits of all files, as positions in `pieces()`."""
        raise NotImplementedError

    def pieces(self) -> list[Piece]:
        """All that can be found; those of a file in order."""
        raise NotImplementedError


def run(load: Callable[[str], System], packages: Sequence[str]) -> None:
    """Do the job that the first argument names; write the result to the second."""
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    work = Path(job["work"])
    system, loading = _timed(lambda: load(job["model"]))
    system.build(Path(job["few"]), work / "few")
    _, building = _timed(lambda: system.build(Path(job["files"]), work / "index"))
    _, saving = _timed(lambda: system.save(work / "index"))
    questions = [question for question, _ in job["questions"]]
    for question in questions[:WARMING]:
        system.search(question, job["k"])
    result: dict[str, Any] = {
        "python": platform.python_version(),
        "versions": {package: version(package) for package in packages},
        "loading": loading,
        "building": building,
        "saving": saving,
        "bytes": sum(path.stat().st_size for path in (work / "index").rglob("*") if path.is_file()),
        "milliseconds": [1000 * _timed(lambda one=one: system.search(one, job["k"]))[1] for one in questions],  # type: ignore[misc]
    }
    if job["most"]:
        result["limit"] = system.limit
        result |= _reading(system.embedded(), system.limit, job["model"])
        result["across"] = [system.found(question, None, job["most"]) for question in questions]
        result["inside"] = [system.found(question, document, job["most"]) for question, document in job["questions"]]
        result["pieces"] = [asdict(piece) for piece in system.pieces()]
    Path(sys.argv[2]).write_text(json.dumps(result), "utf-8")


def _timed(do: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    done = do()
    return done, time.perf_counter() - begun


def _reading(texts: Sequence[str], limit: int, model: str) -> dict[str, float]:
    """How many texts were encoded, and word pieces read; the share of texts cut, and of word pieces so lost."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(model) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lengths = [len(one.ids) for one in tokenizer.encode_batch(list(texts))]
    lost = [max(0, length - limit) for length in lengths]
    return {
        "texts": len(lengths),
        "read": sum(lengths) - sum(lost),
        "cut": sum(map(bool, lost)) / len(lengths),
        "unread": sum(lost) / sum(lengths),
    }
