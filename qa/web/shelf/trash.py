"""What was removed from the library: kept beside the index, out of every answer, until put back or deleted for good."""

from __future__ import annotations

import json
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qa.errors import InvalidInput, SourceError
from qa.patterns import regex
from qa.web.shelf.placing import place, unwritable

FOLDER = "removed"
_TOKEN = regex(r"\d{10,20}-[0-9a-f]{8}")
_GONE = "that transcript is no longer among the removed ones: it was put back or deleted meanwhile"


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was removed.

    Attributes:
        token: names it on the page.
        document: the path it had, relative to the folder of transcripts.
        title: what it was called, its path where it had no title.
        when: seconds since the epoch.
    """

    token: str
    document: str
    title: str
    when: float


def remove(seeds: Path, index: Path, document: str, title: str) -> Removed | None:
    """Move a document out of the folder of transcripts; None where its file is gone already.

    Raises:
        SourceError: the file cannot be moved.
        InvalidInput: that is no path of a document.
    """
    source = seeds / _inside(document)
    token = f"{time.time_ns()}-{secrets.token_hex(4)}"
    entry = index / FOLDER / token
    try:
        if not source.is_file():
            return None
        entry.mkdir(parents=True)
        about = {"document": document, "title": title}
        (entry / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        (entry / "file").mkdir()
        kept = entry / "file" / source.name
        if source.is_symlink():
            # Moved, a link could point at nothing.
            shutil.copyfile(source, kept)
            source.unlink()
        else:
            shutil.move(source, kept)
    except OSError as error:
        with suppress(OSError):
            # The file is still in its place, or a copy of it is: one of them is enough.
            if source.is_file():
                shutil.rmtree(entry, ignore_errors=True)
        raise unwritable(seeds, error) from error
    return _read(entry)


def removed(index: Path) -> list[Removed]:
    """What can be put back, the last removed first."""
    try:
        entries = sorted((index / FOLDER).iterdir(), key=lambda one: one.name, reverse=True)
    except OSError:
        return []
    found = (_read(entry) for entry in entries if _TOKEN.fullmatch(entry.name))
    return [one for one in found if one is not None]


def restore(seeds: Path, index: Path, token: str) -> tuple[Removed, str]:
    """Put a document back under its old name, or beside whatever has that name now; it, and its path.

    Raises:
        InvalidInput: it is not among the removed ones.
        SourceError: the folder cannot be written.
    """
    entry, one = _known(index, token)
    file = _file(entry)
    document = place(file, seeds, one.document)
    shutil.rmtree(entry, ignore_errors=True)
    return one, document


def purge(index: Path, token: str) -> Removed:
    """Delete a removed document for good.

    Raises:
        InvalidInput: it is not among the removed ones.
        SourceError: it cannot be deleted.
    """
    entry, one = _known(index, token)
    try:
        shutil.rmtree(entry)
    except OSError as error:
        raise unwritable(entry, error) from error
    return one


def _known(index: Path, token: str) -> tuple[Path, Removed]:
    entry = index / FOLDER / token
    one = _read(entry) if _TOKEN.fullmatch(token) else None
    if one is None:
        raise InvalidInput(_GONE)
    return entry, one


def _read(entry: Path) -> Removed | None:
    try:
        about = json.loads((entry / "about.json").read_text(encoding="utf-8"))
        _inside(about["document"])
        _file(entry)
        return Removed(entry.name, about["document"], about["title"], int(entry.name.partition("-")[0]) / 1e9)
    except (OSError, ValueError, KeyError, TypeError, InvalidInput, SourceError):
        # Nothing of ours, or half deleted.
        return None


def _file(entry: Path) -> Path:
    held = [path for path in (entry / "file").iterdir() if path.is_file()]
    if len(held) != 1:
        raise SourceError(f"{entry} does not hold the transcript any more")
    return held[0]


def _inside(document: str) -> PurePosixPath:
    """The path of a document, which must not lead out of the folder."""
    path = PurePosixPath(document)
    if not document or "\0" in document or path.is_absolute() or ".." in path.parts:
        raise InvalidInput(f"{document!r} is no path of a document")
    return path
