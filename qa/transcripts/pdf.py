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
from qa.patterns import regex
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
_BOLD = regex(r"bold|black|heavy|semib|demi|CMBX", re.IGNORECASE)
_CONTROL = regex("[\x00-\x08\x0e-\x1f\x7f]")
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
    words = sum(len(page.text.split()) for page in pages)
    if words < _FEWEST_WORDS * min(len(pages), 50) and words < 200:
        raise UnreadableFile(path, "a PDF that has no text, as scans have none: it needs OCR")
    return marked.transcript(sheets.blocks(pages), document, path, "pdf", marked.Known(likely_title=title))


def _extract(data: bytes, path: object) -> tuple[list[sheets.Page], str | None]:
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


def _texts(reader: Any, count: int, path: object) -> list[sheets.Page]:
    """The text of each page, as laid out where that keeps its words."""
    pages: list[sheets.Page] = []
    failed = length = 0
    laid_out = True
    for number in range(count):
        try:
            page, alike = _text(reader.pages[number], laid_out)
        except Exception:  # one damaged page is no reason to lose the others; the text says that it is missing
            failed += 1
            page, alike = sheets.Page(f"[Page {number + 1} is damaged and cannot be read.]"), 1.0
        if number < _SAMPLE and alike < _ALIKE:
            laid_out = False
        length += len(page.text)
        if length > _MOST_TEXT:
            raise UnreadableFile(path, f"a PDF with more than {_MOST_TEXT // 10**6} MB of text: split it")
        pages.append(page)
    if failed == count:
        raise UnreadableFile(path, "damaged: none of its pages can be read")
    return pages


def _text(page: Any, laid_out: bool) -> tuple[sheets.Page, float]:
    """The text of a page, and how far its layout keeps the words of the plain text."""
    bold: list[str] = []
    after_bold = False

    def visit(text: str, _: object, __: object, font: Any, ___: object) -> None:
        nonlocal after_bold
        if not text.strip():
            return
        is_bold = bool(font) and bool(_BOLD.search(str(font.get("/BaseFont", ""))))
        if is_bold and after_bold:
            bold[-1] += text
        elif is_bold:
            bold.append(text)
        after_bold = is_bold

    plain = _tidy(page.extract_text(visitor_text=visit) or "")
    text = _layout(page) if laid_out else ""
    alike = _alike(plain, text) if laid_out and len(plain.split()) > 30 else 1.0
    if alike < _COMPLETE or not text.strip():
        text = plain
    runs = frozenset("".join(_tidy(line).split()) for run in bold for line in run.split("\n"))
    return sheets.Page(text, frozenset(run for run in runs if len(run) > 1)), alike


def _layout(page: Any) -> str:
    text = page.extract_text(extraction_mode="layout") or ""
    return _tidy(text if text.count("\n") <= _MOST_LINES else re.sub(r"\n\s*\n+", "\n\n", text))


def _tidy(text: str) -> str:
    text = clean(text.translate(_LIGATURES))
    return _CONTROL.sub("", text.replace("\f", "\n")).replace("\v", "\n")


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
