"""EPUB books: their pages, in the order in which they are read, as one page."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.patterns import regex
from qa.transcripts import html
from qa.transcripts.dates import find_date
from qa.transcripts.decoding import decode
from qa.transcripts.packages import package
from qa.transcripts.tags import parts

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/rights.xml"
_BODY_START = regex(r"<body\b[^<>]*>", re.IGNORECASE)
_BODY_END = regex(r"</body\s*>", re.IGNORECASE)
_EMPTY = regex(
    r"<(?!(?:br|hr|img|col|wbr|input|area|base|embed|link|meta|source|track)\b)([a-z][\w:-]*)([^<>]*)/>", re.I
)
"""An element that ends where it begins, which only XML knows: in a page all that follows would stand in it."""
_BROUGHT_OUT = frozenset({"", "publication", "original-publication", "issued"})
"""What a date of a book may be the date of, other than of its file."""


def parse(data: bytes, document: str, path: object) -> Transcript:
    """The transcript, or the plain document, that a book holds.

    Raises:
        UnreadableFile: it is damaged, protected or far too large, or there is no text in it.
    """
    with package(data, path, "an EPUB book") as file, zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if _RIGHTS in names:
            raise UnreadableFile(path, "protected by its seller: it cannot be read")
        listing = _listing(decode(archive.read(_CONTAINER), path))
        book = decode(archive.read(listing), path)
        pages = [_body(decode(archive.read(page), path)) for page in _pages(book, listing) if page in names]
    found = html.parse(f"<html><body>{''.join(pages)}</body></html>", document, path)
    title, date = _describe(book)
    name = "epub" if found.format == "html" else found.format
    return replace(found, format=name, title=title or found.title, date=found.date or date)


def _listing(container: str) -> str:
    """Where the list of all that belongs to the book stands."""
    return next(unquote(part.attributes["full-path"]) for part in parts(container) if "full-path" in part.attributes)


def _pages(book: str, listing: str) -> Iterator[str]:
    """The names of the pages, each once, in the order in which they are read; that of contents is none.

    Where no order is given, it is that in which they are listed.
    """
    found = [part for part in parts(book) if part.kind == "open"]
    listed = {part.attributes.get("id", ""): part.attributes for part in found if part.name == "item"}
    order = [part.attributes.get("idref", "") for part in found if part.name == "itemref"]
    for name in dict.fromkeys(order or listed):
        item = listed.get(name, {})
        if (
            "href" in item
            and "html" in item.get("media-type", "html")
            and "nav" not in item.get("properties", "").split()
        ):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(listing), unquote(item["href"])))


def _body(page: str) -> str:
    start = _BODY_START.search(page)
    ends = list(_BODY_END.finditer(page))
    return _EMPTY.sub(r"<\1\2></\1>", page[start.end() if start else 0 : ends[-1].start() if ends else len(page)])


def _describe(book: str) -> tuple[str | None, str | None]:
    """Title and ISO date of a book; a year alone is no date."""
    title = date = None
    inside, event = "", ""
    for part in parts(book):
        if part.kind == "open":
            inside, event = part.name, part.attributes.get("event", "")
        elif part.kind == "close":
            inside = ""
        elif inside == "title":
            title = title or " ".join(part.name.split()) or None
        elif inside == "date" and event in _BROUGHT_OUT:
            date = date or find_date(part.name[:40])
    return title, date
