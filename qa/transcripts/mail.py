"""Letters as mail programs save them: what was written in one, without what carries it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple

from qa.patterns import regex
from qa.transcripts.dates import find_date
from qa.transcripts.decoding import decode

_HEAD = 1 << 16
# One blank begins what continues a field: where a run of them may be parted, a head that ends nowhere takes for ever.
_FIELDS = regex(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\r?\n)")
_CARRIED = regex(rb"^(?:MIME-Version|Content-Type|Content-Transfer-Encoding):", re.IGNORECASE | re.MULTILINE)
_FROM = regex(rb"^From:", re.IGNORECASE | re.MULTILINE)
_KEPT = ("From", "To", "Cc", "Date", "Subject")


class Letter(NamedTuple):
    """What a letter holds.

    Attributes:
        text: the words, or the page that they are.
        subject: as written, None where there is none.
        date: ISO 8601, the day that the subject names, or on which it was sent.
        head: who wrote it to whom, a line each.
    """

    text: str
    subject: str | None
    date: str | None
    head: str


def opened(data: bytes) -> Letter | None:
    """The letter that a file is; None for any other file, and for a letter without words.

    Its fields stand first and say how its words are carried: a transcript may begin with `From:` and `Date:` as well.
    """
    fields = _FIELDS.match(data[:_HEAD])
    if not fields or not _CARRIED.search(fields[0]) or not _FROM.search(fields[0]):
        return None
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        content = _as_one(list(_words(message)))
        written = {name: " ".join(str(message[name]).split()) for name in _KEPT if message[name]}
    except Exception:  # whatever a damaged letter makes of the library: it is read as the text that it is
        return None
    if not content.strip():
        return None
    subject = written.get("Subject")
    date = find_date(subject or "") or find_date(written.get("Date", ""))
    return Letter(content, subject, date, "\n".join(f"{name}: {value}" for name, value in written.items()))


def _words(part: Message) -> Iterator[tuple[str, str]]:
    """The texts of a letter in order, each with whether it is "plain" or "html"; attachments are none."""
    if part.get_content_type() == "multipart/alternative":
        ways = [list(_words(way)) for way in _parts(part)]
        # The same said twice: as text if there is any, else as a page.
        ways.sort(key=lambda way: any(kind == "html" for kind, _ in way))
        yield from next((way for way in ways if any(text.strip() for _, text in way)), [])
    elif part.get_content_type() == "multipart/related":
        yield from next(filter(None, (list(_words(one)) for one in _parts(part))), [])
    elif part.is_multipart():
        for one in _parts(part):
            yield from _words(one)
    elif part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
        kind = part.get_content_subtype()
        if kind in ("plain", "html") and isinstance(data := part.get_payload(decode=True), bytes):
            yield kind, _decoded(data, part.get_content_charset())


def _parts(part: Message) -> list[Message]:
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _decoded(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data, "") if data.strip() else ""


def _as_one(texts: list[tuple[str, str]]) -> str:
    """One text; a page where one of its parts is."""
    if all(kind == "plain" for kind, _ in texts):
        return "\n\n".join(text for _, text in texts)
    pages = (
        text if kind == "html" else "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
        for kind, text in texts
    )
    return "<!DOCTYPE html>\n" + "\n".join(pages)
