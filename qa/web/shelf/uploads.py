"""What was dropped on the page: names made safe, limits kept, each file read before anything is indexed."""

from __future__ import annotations

import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from qa import folder as folders
from qa import transcripts
from qa.errors import FolderEmpty, UnreadableFile
from qa.models import Transcript
from qa.patterns import regex
from qa.sentences import count_words
from qa.web.shelf.placing import free_name, namesake, same_content, sha256

LARGEST = 50 * 2**20
"""Bytes of a file."""
MOST = 200
"""Files that wait to be added, of one session."""
HEAVIEST = 50 * LARGEST
"""Bytes of all of them."""
LONGEST_NAME = 180
"""Bytes of a name, so that a number still fits behind it."""
TOO_LARGE = f"larger than {LARGEST >> 20} MB: split it, or save its text alone"
TOO_MANY = f"more than {MOST} files, or {HEAVIEST / 2**30:.1f} GB, at once: add or discard the ones above first"
_NO_KIND = "sound, video, pictures and archives are no transcripts: add what was written down of them"
_DEVICES = regex(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN = regex(r'[<>:"|?*]')


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file was understood as.

    Attributes:
        format: as in `Transcript`.
        speakers: labels in order of first appearance.
        asides: how many pieces of text were set aside as said by nobody.
        speaker: of the first turn.
        opening: what is said first.
    """

    format: str
    title: str | None
    date: str | None
    turns: int
    words: int
    speakers: tuple[str, ...]
    asides: int
    speaker: str | None
    opening: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that was dropped on the page.

    Attributes:
        key: names it on the page.
        given: its name where it came from.
        name: the name that it will have in the library.
        path: where it waits; None where it cannot be added.
        understood: what it was understood as; None where it could not be read.
        reason: why it cannot be added.
        sha256: of its bytes.
        present: the document that holds the very same bytes.
        twin: the key of the file that waits already and holds the very same bytes.
        namesake: the file of the library that has this name and other content; `name` is a free one then.
    """

    key: str
    given: str
    name: str
    path: Path | None = None
    understood: Understood | None = None
    reason: str | None = None
    sha256: str | None = None
    present: str | None = None
    twin: str | None = None
    namesake: str | None = None


def safe_name(given: str) -> str:
    """The name a file gets in the library: no path, nothing hidden, nothing unseen, possible on every system."""
    # The first step makes characters of halves of a pair, and none of what cannot be encoded.
    name = given.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    kept = (one for one in name if not unicodedata.category(one).startswith("C") or one.isspace())
    name = _FORBIDDEN.sub("_", " ".join("".join(kept).split()))
    stem, dot, suffix = name.strip(" .").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    if not suffix.isalnum() or len(suffix) > 10:
        stem, suffix = f"{stem}{dot}{suffix}", ""
    ending = f".{suffix}" if suffix else ""
    stem = _cut(stem, LONGEST_NAME - len(ending.encode())).strip(" .") or "transcript"
    if _DEVICES.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    if stem.casefold() == "readme":
        # A README is passed over when the folder is indexed.
        stem = f"{stem} transcript"
    return f"{stem}{ending}"


def is_full(waiting: Sequence[Dropped]) -> bool:
    """Whether no further file may wait beside those that do."""
    paths = [one.path for one in waiting if one.path is not None]
    return len(paths) >= MOST or sum(path.stat().st_size for path in paths if path.exists()) >= HEAVIEST


def receive(
    upload: Path, given: str, waiting: Path, seeds: Path, index: Path, others: Sequence[Dropped] = ()
) -> Dropped:
    """Read one file that was uploaded.

    Args:
        upload: the file; moved away, or deleted where it cannot be added.
        given: its name where it came from.
        waiting: folder in which it waits to be added.
        seeds: folder of transcripts.
        index: folder of the index.
        others: what waits already.
    """
    key, name = secrets.token_hex(8), safe_name(given)
    here = waiting / key
    path = here / name
    try:
        if upload.stat().st_size > LARGEST:
            raise UnreadableFile(given, TOO_LARGE)
        here.mkdir(parents=True)
        shutil.move(upload, path)
        digest = sha256(path)
        present = same_content(seeds, index, path)
        twin = next((one.key for one in others if one.path and not one.twin and one.sha256 == digest), None)
        understood = _understand(here, path)
        if present is not None:
            shutil.rmtree(here, ignore_errors=True)
            return Dropped(key, given, name, None, understood, sha256=digest, present=present)
        taken = namesake(seeds, name)
        name = free_name(seeds, name) if taken else name
        return Dropped(key, given, name, path, understood, sha256=digest, twin=twin, namesake=taken)
    except UnreadableFile as error:
        reason = error.reason
    except OSError as error:
        reason = f"it could not be kept on this machine ({(error.strerror or str(error)).lower()}): drop it again"
    shutil.rmtree(here, ignore_errors=True)
    with suppress(OSError):
        upload.unlink(missing_ok=True)
    return Dropped(key, given, name, reason=reason)


def refused(given: str, reason: str) -> Dropped:
    """A file that was not taken at all."""
    return Dropped(secrets.token_hex(8), given, safe_name(given), reason=reason)


def paired(waiting: Iterable[Dropped]) -> tuple[Dropped, ...]:
    """What waits, each the twin of the first that holds the very same bytes: another one may have gone."""
    first: dict[str | None, str] = {}
    found: list[Dropped] = []
    for one in waiting:
        key = first.setdefault(one.sha256, one.key) if one.path is not None else one.key
        found.append(replace(one, twin=None if key == one.key else key))
    return tuple(found)


def discard(dropped: Dropped) -> None:
    """Delete what waits."""
    if dropped.path is not None:
        shutil.rmtree(dropped.path.parent, ignore_errors=True)


def is_inside(path: Path, folder: Path) -> bool:
    """Whether this is a file of the folder itself, and no link out of it."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve(strict=True)) and path.is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def _understand(here: Path, path: Path) -> Understood:
    """Raises UnreadableFile, also for what is passed over when a folder is indexed."""
    try:
        folders.scan(here, here / "index")
    except FolderEmpty:
        raise UnreadableFile(path.name, _NO_KIND) from None
    return summary(transcripts.read(path, path.name))


def summary(transcript: Transcript) -> Understood:
    """What the user is shown of a transcript before it is added."""
    first = transcript.turns[0] if transcript.turns else None
    return Understood(
        format=transcript.format,
        title=transcript.title,
        date=transcript.date,
        turns=len(transcript.turns),
        words=sum(count_words(turn.text) for turn in transcript.turns),
        speakers=transcript.speakers,
        asides=len(transcript.asides),
        speaker=first.speaker if first else None,
        opening=first.text[:2000] if first else "",
    )


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")
