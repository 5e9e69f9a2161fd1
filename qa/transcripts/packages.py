"""Packages of parts (docx, epub, odt, xlsx): looked into where they fit into memory, their parts read as XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from qa.errors import UnreadableFile

_LARGEST = 200 * 2**20
_LARGEST_XML = 64 * 2**20
_MOST_PARTS = 20_000
_BINARY = ("word/media/", "word/embeddings/", "word/fonts/", "Pictures/", "Object", "media/")
_BINARY_NAMES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".m4a", ".mp4", ".ttf", ".otf", ".woff", ".woff2")
"""What a book has beside its pages, in whatever folder."""


@contextmanager
def package(data: bytes, path: object, kind: str) -> Iterator[io.BytesIO]:
    """The bytes of a package that is looked into, as a file.

    Args:
        data: all of it.
        path: of the file, for the user.
        kind: what it is taken for, for the user: "an EPUB book".

    Raises:
        UnreadableFile: it is damaged, protected or far too large.
    """
    _check_package(data, path)
    try:
        yield io.BytesIO(data)
    except UnreadableFile:
        raise
    except Exception as error:  # whatever a damaged package makes of the libraries that open it
        raise UnreadableFile(path, f"damaged: it cannot be read as {kind}") from error


def _check_package(data: bytes, path: object) -> None:
    """Refuse what would not fit into memory: no more is unpacked of a part than its size says.

    Raises:
        UnreadableFile: it is damaged, protected or far too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except Exception as error:
        raise UnreadableFile(path, "damaged or cut off: it cannot be unpacked") from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(path, "password-protected: save it without the password")
    size = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if not _is_binary(part.filename))
    if size > _LARGEST or xml > _LARGEST_XML or len(parts) > _MOST_PARTS:
        raise UnreadableFile(path, f"unpacks to {size >> 20:,} MB, too much for a transcript: save its text alone")


def _is_binary(name: str) -> bool:
    return name.startswith(_BINARY) or name.lower().endswith(_BINARY_NAMES)


def parsed(part: bytes) -> Element:
    """A part that is XML. Raises ValueError, as of damage, where it brings entities of its own."""
    if b"<!DOCTYPE" in part[:2000] or b"<!ENTITY" in part:
        raise ValueError("entities of its own")  # a small file may unpack to any size by them
    return ElementTree.fromstring(part)


def local_name(element: Element) -> str:
    """An element's name without its namespace; "" of a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
