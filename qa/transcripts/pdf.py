"""PDF files: the text of their pages as it is laid out, from which paragraphs are made."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.transcripts import marked, sheets
from qa.transcripts.decoding import clean

_LARGEST = 300 * 2**20
_MOST_PAGES = 5000
_MOST_TEXT = 60_000_000
_MOST_LINES = 5000
_FEWEST_WORDS = 4
"""On an average page of a scan, a stamp or a page number at most is text."""
_SAMPLE = 3
_ALIKE = 0.85
_COMPLETE = 0.9
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "-"})


def parse(data: bytes, document: str, path: object) -> Transcript:
    """The transcript, or the plain document, that a PDF file holds.

    Raises:
        UnreadableFile: it is damaged, protected or too large, or it has no text.
    """
    if len(data) > _LARGEST:
        raise UnreadableFile(path, f"a PDF of more than {_LARGEST >> 20} MB: split it")
    with _silence():
        pages, title = _extract(data, path)
    words = sum(len(page.split()) for page in pages)
    if words < _FEWEST_WORDS * min(len(pages), 50) and words < 200:
        raise UnreadableFile(path, "a PDF that has no text, as scans have none: it needs OCR")
    return marked.transcript(sheets.blocks(pages), document, path, "pdf", marked.Known(likely_title=title))


def _extract(data: bytes, path: object) -> tuple[list[str], str | None]:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import FileNotDecryptedError

    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
        count = 0 if locked else len(reader.pages)
    except FileNotDecryptedError:
        locked, count = True, 0
    except Exception as error:  # whatever a damaged file makes of the library that opens it
        raise UnreadableFile(path, "damaged or cut off: it cannot be read as a PDF") from error
    if locked:
        raise UnreadableFile(path, "password-protected: save it without the password")
    if not count:
        raise UnreadableFile(path, "a PDF without pages")
    if count > _MOST_PAGES:
        raise UnreadableFile(path, f"a PDF of {count:,} pages, more than {_MOST_PAGES:,}: split it")
    return _texts(reader, count, path), _title(reader)


def _texts(reader: Any, count: int, path: object) -> list[str]:
    """The text of each page, as laid out where that keeps its words."""
    texts: list[str] = []
    failed = length = 0
    laid_out = True
    for number in range(count):
        try:
            text, alike = _text(reader.pages[number], laid_out, number < _SAMPLE)
        except Exception:  # one damaged page is no reason to lose the others; the text says that it is missing
            failed += 1
            text, alike = f"[Page {number + 1} is damaged and cannot be read.]", 1.0
        if number < _SAMPLE and alike < _ALIKE:
            laid_out = False
        length += len(text)
        if length > _MOST_TEXT:
            raise UnreadableFile(path, f"a PDF with more than {_MOST_TEXT // 10**6} MB of text: split it")
        texts.append(text)
    if failed == count:
        raise UnreadableFile(path, "damaged: none of its pages can be read")
    return texts


def _text(page: Any, laid_out: bool, compare: bool) -> tuple[str, float]:
    """The text of a page, and how far its layout keeps the words where that was looked into."""
    text = _layout(page) if laid_out else ""
    if text.strip() and not compare and not _has_forms(page):
        return text, 1.0
    plain = _tidy(page.extract_text() or "")
    alike = _alike(plain, text)
    return (text if alike >= _COMPLETE else plain), (alike if laid_out and len(plain.split()) > 30 else 1.0)


def _layout(page: Any) -> str:
    text = page.extract_text(extraction_mode="layout") or ""
    return _tidy(text if text.count("\n") <= _MOST_LINES else re.sub(r"\n\s*\n+", "\n\n", text))


def _tidy(text: str) -> str:
    text = clean(text.translate(_LIGATURES))
    return _CONTROL.sub("", text.replace("\f", "\n")).replace("\v", "\n")


def _has_forms(page: Any) -> bool:
    """Whether a page draws parts that are stored apart; their text has no layout."""
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources else None
    held = objects.get_object().values() if objects else ()
    return any(item.get_object().get("/Subtype") == "/Form" for item in held)


def _alike(plain: str, laid_out: str) -> float:
    """Share of the words of the plain text that the other one has too, and of its words that the plain one has."""
    one, other = Counter(plain.split()), Counter(laid_out.split())
    shared = (one & other).total()
    return min(shared / max(1, one.total()), shared / max(1, other.total()))


def _title(reader: Any) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
        return " ".join(_tidy(str(title)).split()) or None if title else None
    except Exception:  # damaged properties are as good as none
        return None


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the library's remarks on damaged files to itself; what cannot be read is said by the error."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
