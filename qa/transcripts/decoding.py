"""Bytes to text: encodings, line ends, and the files that are no text at all."""

from __future__ import annotations

import codecs

from qa.errors import UnreadableFile
from qa.patterns import regex
from qa.transcripts import charsets

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive, such as docx"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS", "Ogg audio"),
    (b"ID3", "MP3 audio"),
    (b"fLaC", "FLAC audio"),
    (b"RIFF", "audio or video"),
    (b"\x1aE\xdf\xa3", "Matroska video"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\b\x1a\x1b")) + b"\x7f"
_SAMPLE = 1 << 16
_SURROGATE = regex("[\ud800-\udfff]")
_LINE_ENDS = regex("[\u2028\u2029\x85]")
_UNSEEN = regex("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Where a word may break, and which way a line runs: nobody sees it, and no label or word is found that holds it."""


def decode(data: bytes, path: object) -> str:
    r"""The text of a file, with `\n` as the only line end and no byte order mark.

    Raises:
        UnreadableFile: the bytes are empty or no text.
    """
    if not data:
        raise UnreadableFile(path, "empty")
    _refuse_binary(data, path)
    text = clean(_to_text(data, path))
    if not text.strip():
        raise UnreadableFile(path, "empty")
    return text


def clean(text: str) -> str:
    r"""Line ends as `\n`, no-break spaces as spaces; no signs that nobody sees, no NUL, no half of a surrogate pair."""
    if "\0" in text:
        # No character of a text; and what is searched with SQL would end there.
        text = text.replace("\0", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\u00a0", " ").replace("\u202f", " ")
        if _SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _refuse_binary(data: bytes, path: object) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic) and (name != "audio or video" or data[8:12] in (b"WAVE", b"AVI ")):
            if magic == b"ID3" and b"\x00" not in data[:_SAMPLE]:
                continue
            raise UnreadableFile(path, f"not text (looks like {name})")
    if data[4:8] == b"ftyp":
        raise UnreadableFile(path, "not text (looks like MP4 audio or video)")


def _to_text(data: bytes, path: object) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            if encoding == "utf-8":
                return _utf8_or_older(data[len(bom) :], path)
            return _printable(data[len(bom) :].decode(encoding, "replace"), path)
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if zeros:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        half = len(sample) // 2
        # Without a mark, text of a Latin script in UTF-16 shows by zeros in one half of the bytes only.
        if half and odd > 0.6 * half and even < 0.05 * half:
            return _printable(data.decode("utf-16-le", "replace"), path)
        if half and even > 0.6 * half and odd < 0.05 * half:
            return _printable(data.decode("utf-16-be", "replace"), path)
        if (other := charsets.guess_utf16(data)) is not None:
            return _printable(data.decode(other, "replace"), path)
        if zeros > 1 + len(sample) // 1000:
            raise UnreadableFile(path, "not text (binary data)")
    return _utf8_or_older(data, path)


def _utf8_or_older(data: bytes, path: object) -> str:
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 20:
        raise UnreadableFile(path, "not text (binary data)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if good >= bad:
        return text  # a good file with bad bytes in it
    if (encoding := charsets.guess(data)) is not None:
        return data.decode(encoding, "replace")
    if bad > len(data) // 3 + 1:
        raise UnreadableFile(path, "not text (binary data)")
    return data.decode(charsets.western(data), "replace")


def _printable(text: str, path: object) -> str:
    sample = text[:_SAMPLE]
    wrong = sample.count("\ufffd") + sum(sample.count(chr(code)) for code in _CONTROL)
    if wrong > len(sample) // 20 + 1:
        raise UnreadableFile(path, "not text (binary data)")
    return text
