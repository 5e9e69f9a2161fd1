"""A small index in several states, and all that can be read of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from qa import indexing, patterns, tokens
from qa.assistant import Assistant
from qa.config import Settings
from qa.errors import QAError
from qa.indexing import BuildReport, build_index
from qa.lexical.analysis import analyse
from qa.models import Citation, Hit
from qa.store import derived, writer
from tests.support import meetings
from tests.support.fakes import FakeEmbedder, Vectors

ASKED = (
    "What did Anna Kovacs say about the harbour bridge?",
    "Why have the costs risen?",
    "How do Ben Oyelaran and Carla Mendes differ on school meals?",
)
COUNTED = (
    "How often did they say residents?",
    "Who mentioned the contractor?",
    "Who spoke?",
    "How long did each speak?",
    "Did anyone say 'nobody on the committee objected'?",
)


@dataclass(frozen=True, slots=True)
class World:
    """Where a trial takes place: a folder with `seeds` and `index`.

    Attributes:
        folder: that holds both.
        large: few passages count as many, so that vectors lie in lists.
        trusting: files whose size and time are as recorded are not read to see whether they are sound.
    """

    folder: Path
    large: bool = False
    trusting: bool = False

    @property
    def settings(self) -> Settings:
        """Of its builds."""
        return Settings(seeds=self.folder / "seeds", index=self.folder / "index", passage_tokens=60)

    @property
    def index(self) -> Path:
        """The index folder."""
        return self.folder / "index"

    def scale(self) -> None:
        """Lower the limits that tell small from large, in this process; commits after every few passages."""
        indexing._SLICE, indexing._GATHER = 4, 12
        if self.large:
            derived.EXACT_UP_TO, derived._STALE = 30, 8  # type: ignore[attr-defined]
            writer._SMALL_LEXICAL = 10
        if self.trusting:
            derived.QUICK = 0

    def copied(self, folder: Path) -> World:
        """The same in another folder, which is written anew."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return World(folder, self.large, self.trusting)

    def build(self, log: Path | None = None, *, full: bool = False) -> BuildReport:
        """Build with an embedder that notes in `log` what it encodes."""
        return build_index(self.settings, embedder=NotingEmbedder(log), full=full)


class NotingEmbedder(FakeEmbedder):
    """A small fake that notes every passage it encodes, as a line of a file."""

    def __init__(self, log: Path | None = None) -> None:
        super().__init__(dimension=32)
        self._log = log

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, noted."""
        if self._log is not None:
            note(self._log, texts)
        return super().encode_passages(texts)


def note(log: Path, texts: Iterable[str]) -> None:
    """Add lines to a file, in one piece."""
    with log.open("ab") as file:
        file.write("".join(f"{line(text)}\n" for text in texts).encode())


def noted(log: Path) -> list[str]:
    """The lines of a file."""
    return log.read_text("utf-8").splitlines() if log.exists() else []


def line(text: str) -> str:
    """A text as a line."""
    return " ".join(text.split())


def write_seeds(seeds: Path, numbers: Iterable[int], instead: dict[int, int] | None = None) -> None:
    """Make the folder hold these meetings and nothing else.

    Args:
        seeds: the folder.
        numbers: of the meetings.
        instead: of some, the number of the meeting whose words stand in the file.
    """
    shutil.rmtree(seeds, ignore_errors=True)
    for number in numbers:
        path = meetings.write(seeds, number)
        other = (instead or {}).get(number)
        if other is not None:
            meetings.write(seeds / "other", other).replace(path)
            (seeds / "other").rmdir()


def codes(numbers: Iterable[int]) -> list[str]:
    """The words that stand in these meetings alone."""
    return [meetings.code_name(number) for number in numbers]


def said(assistant: Assistant) -> dict[str, Any]:
    """All that the index says was said, by document, and who speaks."""
    with assistant.snapshot(search=False) as snapshot:
        corpus = snapshot.corpus
        documents = {
            one.document: {
                **asdict(one),
                "turns": [asdict(turn) for turn in corpus.turns(one.document)],
                "asides": [asdict(aside) for aside in corpus.asides(one.document)],
            }
            for one in corpus.documents()
        }
        return {"documents": documents, "speakers": [asdict(one) for one in corpus.speakers()]}


def found(assistant: Assistant, words: Iterable[str]) -> dict[str, Any]:
    """What each of these words finds: whether it is found at all, and the places."""
    hits: dict[str, Any] = {}
    for word in words:
        places = assistant.retrieve(word, k=20)
        hits[word] = {
            "found": bool(places) and word in places[0].text,
            "places": [_place(hit) for hit in places],
        }
    return hits


def answered(assistant: Assistant, questions: Iterable[str]) -> dict[str, Any]:
    """The answers, with what they cite."""
    answers: dict[str, Any] = {}
    for question in questions:
        answer = assistant.ask(question)
        answers[question] = {"answer": answer.answer, "citations": [_cited(one) for one in answer.citations]}
    return answers


def _place(hit: Hit) -> list[Any]:
    return [hit.document, hit.first_turn, hit.last_turn, hit.text]


def _cited(one: Citation) -> list[Any]:
    return [one.document, one.turn, one.speaker, one.start, one.end, one.quote]


def look(index: Path, words: Iterable[str]) -> dict[str, Any]:
    """All that can be read of an index, each part or the error that it ends in.

    A part that ends in an error is `{"error": ...}`. What is searched for comes first: it must not profit from what
    reading everything would find out.
    """
    try:
        assistant = Assistant.open(index, embedder=NotingEmbedder())
    except QAError as error:
        return {"open": _error(error)}
    try:
        parts: dict[str, Callable[[], Any]] = {
            "found": lambda: found(assistant, words),
            "asked": lambda: answered(assistant, ASKED),
            "counted": lambda: answered(assistant, COUNTED),
            "said": lambda: said(assistant),
            "damaged": lambda: assistant.store.damaged_files(),
        }
        return {name: _tried(part) for name, part in parts.items()}
    finally:
        assistant.close()


def _tried(part: Callable[[], Any]) -> Any:
    try:
        return part()
    except QAError as error:
        return _error(error)


def _error(error: QAError) -> dict[str, str]:
    return {"error": str(error), "kind": type(error).__name__}


def failed(part: Any) -> bool:
    """Whether a part of what `look` returns is an error."""
    return isinstance(part, dict) and "error" in part


def lies(seen: dict[str, Any], truth: dict[str, Any]) -> str | None:
    """The first thing in `seen` that was not said so; None where all of it was.

    Args:
        seen: what `look` returned.
        truth: the `said` of the sound index.
    """
    documents = truth["documents"]
    for part in ("asked", "counted"):
        for question, answer in _items(seen.get(part)):
            for document, turn, speaker, start, end, quote in answer["citations"]:
                held = documents.get(document)
                if held is None or turn >= len(held["turns"]):
                    return f"{question!r} cites {document} turn {turn}, which is not there"
                if held["turns"][turn]["text"][start:end] != quote or held["turns"][turn]["speaker"] != speaker:
                    return f"{question!r} cites what {document} turn {turn} does not hold: {quote!r}"
    for word, hits in _items(seen.get("found")):
        for document, first, last, text in hits["places"]:
            turns = documents[document]["turns"] if document in documents else []
            whole = "\n\n".join(f"{turn['speaker']}: {turn['text']}" for turn in turns[first : last + 1])
            if not text or any(piece not in whole for piece in text.split("\n\n")[1:-1]):
                return f"{word!r} finds what does not stand in {document}, turns {first} to {last}"
    return None


def _items(part: Any) -> Iterable[tuple[str, Any]]:
    return () if part is None or failed(part) else part.items()


def strays(index: Path) -> list[str]:
    """Files that a finished build should not have left."""
    names = {path.name for path in index.iterdir()}
    expected = {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "lexical", ".build.lock"}
    more = sorted(name for name in names - expected if not name.startswith(("passages-", "vectors-")))
    parts = [name for name in names if name.startswith(("passages-", "vectors-"))]
    return more + (sorted(parts) if len(parts) > 2 or any(name.endswith(".part") for name in parts) else [])


def one_thread() -> None:
    """Have the numeric libraries of this process start no threads, so that it can be forked; before they load."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
        os.environ[name] = "false" if name.endswith("PARALLELISM") else "1"


def warm() -> None:
    """Load in this process what every fork of it would load again; nothing that starts a thread."""
    for engine in ("faiss", "tantivy", "qa.answering"):
        import_module(engine)
    patterns.compile_all()
    tokens.counts(["one"])
    analyse("one")
