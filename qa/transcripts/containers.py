"""Files that hold more than text: packages and markup, told apart by how they begin."""

from __future__ import annotations

import io
import re
import zipfile

from qa.patterns import regex

_HEAD = 4000
_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "password-protected: save it without the password"),
    ("WordDocument", "an old Word document (.doc): save it as docx"),
    ("PowerPoint Document", "an old PowerPoint presentation: save its text as docx or PDF"),
    ("Workbook", "an old Excel workbook: save it as CSV"),
)
_PACKAGES = (
    ("word/", "docx"),
    ("ppt/", "a PowerPoint presentation (pptx): save its text as docx or PDF"),
    ("xl/", "xlsx"),
    ("Index/Document.iwa", "a Pages document: export it as docx or PDF"),
)
_LONGEST_TYPE = 100
_MIMETYPES = (
    (b"application/epub+zip", "epub"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file: save its text as docx or PDF"),
)
_HTML_START = regex(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HTML_BLOCK = regex(
    r"<(?:head|body|main|article|section|header|nav|div|p|table|tr|td|ul|ol|li|dl|dt|dd|h[1-6]|br|hr|blockquote|pre|"
    r"title|meta|link|script|style|span|center|font|form|img|a|b|strong|em|i)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_BEFORE_MARKUP = regex(r"\s*(?:(?:<!--.*?-->|<\?.*?\?>)\s*){0,20}", re.DOTALL)
_XML_START = regex(
    r"<\?xml\s|<!DOCTYPE\s+(?!html\b)\w|<(?:publicwhip|akomaNtoso|TEI|hansard|debates?)\b", re.IGNORECASE
)
_ELEMENT = regex(r"<([A-Za-z_][\w.-]*)(?:\s[^<>]*)?/?>")


def container(data: bytes) -> tuple[str, str] | None:
    """For bytes that hold more than text: the name of the reader, or "" and why there is none."""
    if _is_pdf(data):
        return "pdf", ""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip(data)
    if data.startswith(_OLE):
        for name, reason in _OLE_STREAMS:
            if name.encode("utf-16-le") in data:
                return "", reason
        return "", "an old Office document: save it as docx"
    if data.lstrip()[:6].startswith((b"{\\rtf", b"{\\urtf")):
        return "rtf", ""
    return None


def markup(text: str) -> str:
    """What a text is that begins with `<`: "html", "xml" or "prose"."""
    start = _BEFORE_MARKUP.match(text)
    rest = text[start.end() if start else 0 :][:_HEAD]
    if _HTML_START.match(rest) or re.search(r"<html[\s>]", rest[:2000], re.IGNORECASE):
        return "html"
    if _XML_START.match(text.lstrip()) and _ELEMENT.search(rest):
        return "xml"
    first = _ELEMENT.match(rest)
    if not first:
        return "prose"
    # A page without its head, or Markdown that begins with a tag: in a page most lines hold one.
    lines = [line for line in text[: 8 * _HEAD].split("\n") if line.strip()]
    tagged = sum(bool(_HTML_BLOCK.search(line) or "</" in line) for line in lines)
    if 2 * tagged < len(lines) or "</" not in text:
        return "prose"
    return "html" if _HTML_BLOCK.match(first[0]) else "xml"


def _is_pdf(data: bytes) -> bool:
    if data.lstrip(b"\xef\xbb\xbf\x00 \t\r\n\f").startswith(_PDF):
        return True
    return _PDF in data[:1024] and b"startxref" in data[-2048:]


def _zip(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = b""
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    mimetype = member.read(_LONGEST_TYPE)
    except Exception:  # whatever a damaged package makes of the library that opens it
        if any(mark in data[:_HEAD] for mark in (b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/")):
            return "", "damaged or cut off: it begins like a docx and has no end"
        return "", "not text (looks like a damaged zip archive)"
    for mark, reason in _MIMETYPES:
        if mark in mimetype:
            return (reason, "") if reason in ("odt", "epub") else ("", reason)
    for prefix, kind in _PACKAGES:
        if any(name.startswith(prefix) for name in names):
            return (kind, "") if kind in ("docx", "xlsx") else ("", kind)
    return "", "not text (a zip archive): unpack it"
