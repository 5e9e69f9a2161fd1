"""Where an index is: a folder of this machine, or a collection of Milvus."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from qa.errors import InvalidInput
from qa.patterns import regex

# A path joins two slashes into one; what was a path on its way here is understood all the same.
_ADDRESS = regex(r"milvus:/{1,2}(?:([^@/]+)@)?([^/@:]+|\[[^\]]+\]):(\d{1,5})/([A-Za-z_][A-Za-z0-9_]{0,199})")
_SCHEME = regex(r"milvus:/", re.IGNORECASE)
_FILE = ".db"
DATABASE, LOCK = "store.sqlite", ".build.lock"
"""Stand in the folder of every index."""


@dataclass(frozen=True, slots=True)
class Collection:
    """An index in Milvus.

    Attributes:
        uri: of the server, or the path of a Milvus Lite file.
        name: that its collections begin with.
        token: a token, or user and password as `user:password`; None where the server asks for none; never shown.
    """

    uri: str
    name: str
    token: str | None = field(default=None, repr=False, compare=False)

    @property
    def file(self) -> Path | None:
        """The Milvus Lite file; None for a server."""
        return None if "://" in self.uri else Path(self.uri)

    @property
    def home(self) -> Path:
        """The folder on this machine for what belongs to the index and not into it: feedback, removed transcripts."""
        if self.file is not None:
            return self.file.with_name(f"{self.file.stem}.files")
        server = re.sub(r"[^\w.-]+", "-", self.uri.partition("://")[2])
        return Path("index") / f"{server}-{self.name}"

    def __str__(self) -> str:
        if self.file is not None:
            return str(self.file)
        return f"milvus://{self.uri.partition('://')[2]}/{self.name}"


Index = Path | Collection


def parse(text: str, token: str | None = None) -> Index:
    """What an address means: `milvus://HOST:PORT/COLLECTION`, a path that ends in `.db`, else a folder.

    Args:
        text: the address.
        token: for the server, unless the address has a user and password of its own.

    Raises:
        InvalidInput: it is none.
    """
    if _SCHEME.match(text):
        found = _ADDRESS.fullmatch(text)
        if found is None or int(found[3]) > 65535:
            raise InvalidInput(
                "an index in Milvus is given as milvus://HOST:PORT/COLLECTION, the collection in letters, digits and _:"
                f" {_without_secret(text)!r} is none"
            )
        return Collection(f"http://{found[2]}:{found[3]}", found[4], found[1] or token)
    path = as_folder(text, "index")
    return Collection(str(path), "qa") if path.suffix == _FILE else path


def as_folder(text: str, what: str) -> Path:
    """The folder that a text means. Raises InvalidInput, which says `what` it was given as."""
    try:
        if not text:
            # As a path it would be whatever folder the command is run in.
            raise RuntimeError("it is empty")
        if "\0" in text:
            raise RuntimeError("it holds a NUL")
        return Path(text).expanduser()
    except RuntimeError as error:
        raise InvalidInput(f"{what} must be a folder, not {text!r}: {error}") from error


def home(index: Index) -> Path:
    """The folder on this machine for what belongs to an index and not into it."""
    return index.home if isinstance(index, Collection) else index


def beside(index: Index) -> tuple[Path, ...]:
    """What of an index may lie among the transcripts, and is none of them."""
    if not isinstance(index, Collection):
        return (index,)
    return (index.home,) if index.file is None else (index.home, index.file)


def absolute(index: Index) -> Index:
    """The same from whatever folder."""
    if not isinstance(index, Collection):
        return index.resolve()
    return index if index.file is None else Collection(str(index.file.resolve()), index.name)


def _without_secret(text: str) -> str:
    return re.sub(r"/[^/@]*@", "/…@", text)
