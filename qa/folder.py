"""The folder of transcripts: which files are documents, and whether they have changed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from qa.addresses import DATABASE, LOCK
from qa.errors import FolderEmpty, FolderMissing, UnreadableFile
from qa.models import Source

# Lie beside transcripts and are none: pictures, sound, video, archives.
_MEDIA = frozenset(
    (
        ".jpg .jpeg .png .gif .bmp .webp .svg .ico .tif .tiff .heic .mp3 .m4a .wav .ogg .oga .opus .flac .aac .wma "
        ".mp4 .m4v .mov .avi .mkv .webm .wmv .mpg .mpeg .zip .gz .bz2 .xz .7z .rar .tar .tgz"
    ).split()
)

_NAMED = 3
"""Groups of documents alike that are named."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be a document.

    Attributes:
        path: where it is.
        document: its path relative to the folder, with `/`.
        stat: size, times and inode, as text: the same again means the same bytes.
        size: bytes.
    """

    path: Path
    document: str
    stat: str
    size: int


def scan(folder: Path, *leave_out: Path) -> tuple[list[Found], list[UnreadableFile]]:
    """The documents of a folder, by name, and what cannot be one; of a folder that cannot be read, its own path.

    Hidden files and folders, READMEs and media are passed over, the folders `leave_out` and any other index, and links
    to files that are documents here by another name.

    Raises:
        FolderMissing: there is no such folder, or it cannot be read.
        FolderEmpty: it holds nothing that could be a document.
    """
    try:
        os.scandir(folder).close()
    except OSError as error:
        what = {FileNotFoundError: "does not exist", NotADirectoryError: "is a file, not a folder"}
        told = what.get(type(error), f"cannot be read ({error.strerror})")
        raise FolderMissing(f"the folder of transcripts {folder} {told}: give another with --seeds") from error
    found: list[Found] = []
    unreadable: list[UnreadableFile] = []

    def closed(error: OSError) -> None:
        unreadable.append(UnreadableFile(_relative(Path(error.filename), folder), error.strerror or "cannot be read"))

    own: set[tuple[int, int]] = set()
    linked: dict[str, tuple[int, int]] = {}
    for path in _files(folder, leave_out, closed):
        try:
            one, inode = _found(path, _relative(path, folder))
        except UnreadableFile as error:
            unreadable.append(error)
            continue
        found.append(one)
        if path.is_symlink():
            linked[one.document] = inode
        else:
            own.add(inode)
    if not found and not unreadable:
        raise FolderEmpty(f"there is nothing to index in {folder}: put transcripts there and run `qa build` again")
    # Said once in a file that has two names, it was said once.
    found = [one for one in found if linked.get(one.document) not in own]
    return sorted(found, key=lambda one: one.document), unreadable


def _files(folder: Path, leave_out: Iterable[Path], closed: Callable[[OSError], None]) -> Iterator[Path]:
    """The files that could be documents, folder by folder; those that cannot be read are told to `closed`."""
    # Linked folders are followed, each once: a link to a folder above would go round for ever.
    entered = {folder.resolve(), *(path.resolve() for path in leave_out)}
    for root, folders, files in os.walk(folder, onerror=closed, followlinks=True):
        here = Path(root)
        # An index, of these or other transcripts: nothing in it was said by anybody.
        if {DATABASE, LOCK} <= set(files):
            folders[:], files = [], []
        names = sorted(name for name in folders if not name.startswith("."))
        folders[:] = []
        for name in names:
            target = (here / name).resolve()
            if target not in entered:
                entered.add(target)
                folders.append(name)
        for name in sorted(files):
            path = here / name
            if not (name.startswith(".") or path.stem.casefold() == "readme" or path.suffix.casefold() in _MEDIA):
                yield path


def _found(path: Path, document: str) -> tuple[Found, tuple[int, int]]:
    """A file, and its inode. Raises UnreadableFile."""
    try:
        document.encode()
        status = path.stat()
    except UnicodeEncodeError:
        raise UnreadableFile(ascii(document), "its name is not UTF-8: rename it") from None
    except OSError as error:
        lost = isinstance(error, FileNotFoundError) and path.is_symlink()
        reason = "is a link to a file that is not there" if lost else error.strerror or "cannot be read"
        raise UnreadableFile(document, reason) from None
    if not stat.S_ISREG(status.st_mode):
        # Reading a pipe would wait for ever.
        raise UnreadableFile(document, "is not a regular file")
    return Found(path, document, fingerprint(status), status.st_size), (status.st_dev, status.st_ino)


def nothing(folder: Path, unreadable: Iterable[UnreadableFile]) -> FolderEmpty:
    """The error for a folder of which none can be read."""
    return FolderEmpty(f"nothing in {folder} can be indexed: {'; '.join(map(str, islice(unreadable, 3)))}")


def source(found: Found) -> Source:
    """The file with the hash of its bytes. Raises UnreadableFile."""
    try:
        with found.path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(found.document, error.strerror or "cannot be read") from error
    return Source(found.document, sha256, found.stat)


def inside(folder: Path, name: str) -> str:
    """A path that leads into the folder, as a shell completes it, relative to the folder; any other name as it is."""
    path, root = os.path.abspath(name), os.path.abspath(folder)
    return PurePosixPath(os.path.relpath(path, root)).as_posix() if path.startswith(os.path.join(root, "")) else name


def lies_in(document: str, paths: Set[str]) -> bool:
    """Whether a document is one of these, or lies below one: nobody knows what a folder holds that cannot be read."""
    return bool(paths) and any(str(one) in paths for one in (document, *PurePosixPath(document).parents))


def copies(sources: Iterable[Source]) -> list[str]:
    """A line, for the user, for each group of documents whose bytes are the same: the first few of them."""
    alike: dict[str, list[str]] = {}
    for one in sources:
        alike.setdefault(one.sha256, []).append(one.document)
    groups = sorted(sorted(group) for group in alike.values() if len(group) > 1)
    lines = [
        f"{', '.join(group[:-1])} and {group[-1]} hold the same: answers quote and count it once, as {group[0]}"
        for group in groups[:_NAMED]
    ]
    return lines + ([f"and {len(groups) - _NAMED} more such groups"] if len(groups) > _NAMED else [])


def has_changed(seeds: Path, known: Source) -> bool:
    """Whether the file differs from what was indexed; True too when it is gone."""
    path = seeds / known.document
    try:
        if fingerprint(path.stat()) == known.stat:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != known.sha256
    except OSError:
        return True


def fingerprint(status: os.stat_result) -> str:
    """Size, times and inode. The time of the inode's change cannot be set back, so a restored time is noticed."""
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
