"""The one way in: a file or its content to a Transcript."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript
from qa.transcripts import (
    asked,
    captions,
    delimited,
    dialogue,
    docx,
    epub,
    hansard,
    html,
    mail,
    odt,
    pdf,
    plain,
    records,
    rtf,
    screenplay,
    tiers,
    timed,
    workbooks,
)
from qa.transcripts.containers import container
from qa.transcripts.cues import FORMATS
from qa.transcripts.dates import date_in_name
from qa.transcripts.decoding import clean, decode
from qa.transcripts.emphasis import without_marks
from qa.transcripts.introductions import name_speakers
from qa.transcripts.sniff import sniff
from qa.transcripts.webpage import declared_encoding

READER_VERSION = 11
"""Raised whenever the same bytes may give another Transcript: what was read before is read again."""


def read(path: str | os.PathLike[str], document: str | None = None) -> Transcript:
    """Read one file, choosing the reader by its content.

    Args:
        path: the file.
        document: what to call it in the transcript, its name by default.

    Raises:
        UnreadableFile: there is no such file, it cannot be opened, or it holds nothing that can be read.
    """
    name = Path(path).name if document is None else document
    return read_bytes(_load(path), name, path)


def read_bytes(data: bytes, document: str, path: object = None) -> Transcript:
    """Read the content of a file.

    Args:
        data: the bytes, in any of the encodings that `decoding` knows.
        document: what to call it in the transcript.
        path: what to name in an error, `document` by default.

    Raises:
        UnreadableFile: the bytes hold nothing that can be read.
    """
    source = document if path is None else path
    if (held := container(data)) is not None:
        kind, reason = held
        if not kind:
            raise UnreadableFile(source, reason)
        return _completed(_by_engine(kind, data, document, source), document)
    if (letter := mail.opened(data)) is not None:
        return _of_letter(letter, document, source)
    encoding = declared_encoding(data)
    text = clean(data.decode(encoding, "replace")) if encoding else decode(data, source)
    del data
    return _parse(text, document, source)


def read_text(text: str, document: str) -> Transcript:
    """Read text that is already decoded.

    Raises:
        UnreadableFile: it holds nothing that can be read.
    """
    text = clean(text)
    if not text.strip():
        raise UnreadableFile(document, "empty")
    return _parse(text, document, document)


def _of_letter(letter: mail.Letter, document: str, path: object) -> Transcript:
    found = _parse(clean(letter.text), document, path)
    head = Aside("front matter", letter.head, 0)
    title, date = letter.subject or found.title, found.date or letter.date
    return replace(found, title=title, date=date, asides=(head, *found.asides))


def _parse(text: str, document: str, path: object) -> Transcript:
    return _completed(_by_kind(sniff(text), text, document, path), document)


def _completed(transcript: Transcript, document: str) -> Transcript:
    transcript = name_speakers(transcript)
    if transcript.date is None and (date := date_in_name(document.rsplit("/", 1)[-1])):
        return replace(transcript, date=date)
    return transcript


def _by_engine(kind: str, data: bytes, document: str, path: object) -> Transcript:
    # These load their engines only when there is a file for them.
    readers = {
        "pdf": pdf.parse,
        "docx": docx.parse,
        "xlsx": workbooks.parse,
        "odt": odt.parse,
        "epub": epub.parse,
        "rtf": rtf.parse,
    }
    return readers[kind](data, document, path)


def _by_kind(kind: str, text: str, document: str, path: object) -> Transcript:
    if kind in FORMATS:
        return captions.parse(text, document, path, kind)
    if kind == "tiers":
        return tiers.parse(text, document, path)
    if kind == "html":
        return html.parse(text, document, path)
    if kind == "xml":
        return hansard.parse(text, document, path)
    named_json = document.casefold().endswith(".json")
    if kind == "json" or named_json:
        try:
            value = records.load(text)
        except ValueError as error:
            if named_json:
                raise UnreadableFile(path, f"not valid JSON: {error}") from None
        else:
            return records.parse(value, document, path)
    if ">>" in text and (typed := timed.typed_along(text, document, path)) is not None:
        return typed
    for reader in (delimited, screenplay, dialogue, asked):
        if (said := reader.parse(text, document)) is not None:
            return without_marks(said)
    return timed.parse(text, document, path) or plain.parse(text, document)


def _load(path: str | os.PathLike[str]) -> bytes:
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableFile(path, "a folder, not a file")
        if not stat.S_ISREG(mode):
            raise UnreadableFile(path, "not a regular file")
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise UnreadableFile(path, "no such file") from None
    except PermissionError:
        raise UnreadableFile(path, "no permission to read it") from None
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or "cannot be read").lower()) from None
    except ValueError:
        raise UnreadableFile(path, "not a possible file name") from None
