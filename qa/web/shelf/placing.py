"""Putting files into the folder of transcripts: whole or not at all, and never over another one."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from qa import folder as folders
from qa.errors import SourceError

# What a file system without hard links answers.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}


def place(source: Path, seeds: Path, name: str) -> str:
    """Copy a file into the folder; the path it has there, relative to the folder.

    The name it gets is `name`, or the next free one: what stands there already is never overwritten. Whoever looks
    into the folder meanwhile sees the whole file or none.

    Raises:
        SourceError: the folder cannot be written.
    """
    with copied(source, seeds, name) as show:
        return show()


@contextmanager
def copied(source: Path, seeds: Path, name: str) -> Iterator[Callable[[], str]]:
    """A whole copy of a file in the folder, which nobody sees yet; gone at the end of the block.

    Yields:
        What shows it, and returns its path as `place` does. Raises SourceError.

    Raises:
        SourceError: the folder cannot be written.
    """
    parent = seeds / PurePosixPath(name).parent
    temporary = parent / f".qa-{secrets.token_hex(8)}"

    def show() -> str:
        while True:
            target = seeds / free_name(seeds, name)
            try:
                _rename_to_new(temporary, target)
                return target.relative_to(seeds).as_posix()
            except FileExistsError:
                # Somebody else took the name in this instant.
                continue
            except OSError as error:
                raise unwritable(seeds, error) from error

    try:
        try:
            parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, temporary)
        except OSError as error:
            raise unwritable(seeds, error) from error
        yield show
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def free_name(seeds: Path, name: str) -> str:
    """The name, or with a number the next that no file has; names that look the same count as the same."""
    path = PurePosixPath(name)
    try:
        taken = {alike(one) for one in os.listdir(seeds / path.parent)}
    except OSError:
        return name
    candidate, number = path, 1
    while alike(candidate.name) in taken:
        number += 1
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return candidate.as_posix()


def namesake(seeds: Path, name: str) -> str | None:
    """The file of the folder itself that has this name, as it is written there."""
    with suppress(OSError):
        return next((one for one in sorted(os.listdir(seeds)) if alike(one) == alike(name)), None)
    return None


def same_content(seeds: Path, index: Path, path: Path) -> str | None:
    """The document of the folder that holds the very bytes of `path`."""
    size = path.stat().st_size
    try:
        found, _ = folders.scan(seeds, index)
    except SourceError:
        return None
    digest = None
    for one in found:
        if one.size == size:
            with suppress(OSError):
                digest = digest or sha256(path)
                if sha256(one.path) == digest:
                    return one.document
    return None


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def alike(name: str) -> str:
    """What two names have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def unwritable(folder: Path, error: OSError) -> SourceError:
    """What to tell the user where the folder could not be changed."""
    why = (error.strerror or str(error)).lower()
    return SourceError(
        f"the folder {folder} cannot be changed ({why}): give the account that runs qa the right to write there, "
        "or make the change yourself and press “Rebuild index”"
    )


def _rename_to_new(source: Path, target: Path) -> None:
    """Give a file its name in one step. Raises FileExistsError where something has that name."""
    try:
        os.link(source, target)
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        source.rename(target)
