"""What other programs may ask of a served index: the JSON that the command line prints. Knows nothing of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from qa.assistant import resolve
from qa.errors import InvalidInput, StoreBusy
from qa.indexing import BuildProgress, Stage
from qa.inspection import view_document
from qa.models import Answer
from qa.render import answer_json, build_json, documents_json, search_json, view_json
from qa.retrieval import LONGEST_QUESTION
from qa.web.library import Library

MOST_EARLIER = 8
_MOST_NAMES = 1000


class Service:
    """One index, for programs. What a program sends is checked here: at this border nothing has a type yet."""

    def __init__(self, library: Library) -> None:
        """Args: the index, and the folder it is built from."""
        self._library = library

    def ask(
        self,
        question: str,
        speaker: list[str] | None = None,
        document: list[str] | None = None,
        after: str | None = None,
        before: str | None = None,
        earlier: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question in verbatim quotes with speaker, date and turn, or say that nobody said it.

        The same as `qa ask --json`.

        Args:
            question: in plain language.
            speaker: only what these said; names as they stand in the transcripts, or parts of them.
            document: only in these transcripts; path, file name or title.
            after: only from this day on, like 2024-07-24.
            before: only until this day, like 2024-07-24.
            earlier: questions asked before this one, oldest first, for a follow-up like "and why?"; they are
                answered again, with the same filters.
        """
        filters = _filters(speaker, document, after, before)
        questions = [_text(one, "earlier", LONGEST_QUESTION) for one in _texts(earlier, "earlier", MOST_EARLIER)]
        questions.append(_text(question, "question", LONGEST_QUESTION))
        answers: list[Answer] = []
        for one in questions:
            answers.append(self._library.ask(one, history=answers, **filters))
        return answer_json(answers[-1])

    def search(
        self,
        question: str,
        k: int = 8,
        speaker: list[str] | None = None,
        document: list[str] | None = None,
        after: str | None = None,
        before: str | None = None,
    ) -> dict[str, Any]:
        """Find the places in the transcripts that bear most on a question, best first.

        The same as `qa search --json`.

        Args:
            question: in plain language, or a few words.
            k: how many places.
            speaker: only where these speak; names as they stand in the transcripts, or parts of them.
            document: only in these transcripts; path, file name or title.
            after: only from this day on, like 2024-07-24.
            before: only until this day, like 2024-07-24.
        """
        filters = _filters(speaker, document, after, before)
        text = _text(question, "question", LONGEST_QUESTION)
        return search_json(text, self._library.assistant().retrieve(text, _whole(k, "k", 8), **filters))

    def turns(self, document: str, turn: int | None = None, context: int = 2) -> dict[str, Any]:
        """Read a transcript, whole, or a turn of it with those around.

        The same as `qa show --json`.

        Args:
            document: path, file name or title, as hits and citations name it.
            turn: the turn to read around; without it, the whole transcript.
            context: so many turns before and after it.
        """
        around = _whole(context, "context", 2)
        if around < 0:
            raise InvalidInput(f"context must be 0 or more, not {around}")
        focus = None if turn is None else _whole(turn, "turn", 0)
        name = _text(document, "document")
        with self._library.assistant().snapshot(search=False) as snapshot:
            seen = view_document(snapshot, name, focus, around)
        return view_json(seen.document, seen.turns, seen.asides, focus=seen.focus, changed=seen.changed)

    def documents(
        self,
        speaker: list[str] | None = None,
        document: list[str] | None = None,
        after: str | None = None,
        before: str | None = None,
    ) -> dict[str, Any]:
        """List the transcripts that are indexed, with title, date, speakers, turns and words, and how much it is.

        Documents and counts are those of `qa status --json`.

        Args:
            speaker: only those in which one of these speaks.
            document: only these; path, file name or title.
            after: only from this day on, like 2024-07-24.
            before: only until this day, like 2024-07-24.
        """
        filters = _filters(speaker, document, after, before)
        with self._library.assistant().snapshot(search=False) as snapshot:
            scope = resolve(snapshot, **filters)
            corpus = snapshot.corpus
            return documents_json(snapshot.generation, corpus.counts(scope), corpus.documents(scope))

    def build(self) -> dict[str, Any]:
        """Index what is new, changed or gone in the folder of transcripts, and report it.

        The same as `qa build --json`: files that could not be read are listed under `unreadable`. While another build
        is at work, that is the error.
        """
        report = self._library.rebuild(_unless_waiting)
        return build_json(asdict(report), report.skipped)


def _unless_waiting(progress: BuildProgress) -> None:
    """Where the page would wait for a build that is at work, a program is told of it, and tries again itself."""
    if progress.stage == Stage.WAITING:
        raise StoreBusy("another build is at work: wait for it to end")


def _filters(speaker: object, document: object, after: object, before: object) -> dict[str, Any]:
    return {
        "speaker": _texts(speaker, "speaker", _MOST_NAMES),
        "document": _texts(document, "document", _MOST_NAMES),
        "after": None if after is None else _text(after, "after"),
        "before": None if before is None else _text(before, "before"),
    }


def _text(value: object, name: str, longest: int = 1000) -> str:
    if not isinstance(value, str):
        raise InvalidInput(f"{name} must be text, not {_kind(value)}")
    if len(value) > longest:
        raise InvalidInput(f"{name} may have at most {longest:,} characters, not {len(value):,}")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidInput(f"{name} holds half of a character: send it as UTF-8")
    return value


def _texts(value: object, name: str, most: int) -> list[str]:
    """A list of texts; a single one stands for itself, and none for no list."""
    if value is None:
        return []
    if isinstance(value, str):
        return [_text(value, name)]
    if not isinstance(value, Sequence):
        raise InvalidInput(f"{name} must be a list of texts, not {_kind(value)}")
    if len(value) > most:
        raise InvalidInput(f"{name} may hold at most {most:,} texts, not {len(value):,}")
    return [_text(one, name, LONGEST_QUESTION) for one in value]


def _whole(value: object, name: str, default: int) -> int:
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidInput(f"{name} must be a whole number, not {_kind(value)}")
    return value


def _kind(value: object) -> str:
    names = {type(None): "nothing", bool: "true or false", int: "a number", float: "a number", str: "text"}
    return names.get(type(value), "a list" if isinstance(value, Sequence) else "an object")
