"""Letters as mail programs save them: what was written in one, without what carries it."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from typing import NamedTuple

from qa.patterns import regex
from qa.transcripts.dates import find_date

_HEAD = 20_000
_FIELDS = regex(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t]+[^\n]*\n)*)+(?=\r?\n)")
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
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body is not None else ""
        written = {name: " ".join(str(message[name]).split()) for name in _KEPT if message[name]}
    except Exception:  # whatever a damaged letter makes of the library: it is read as the text that it is
        return None
    if not isinstance(content, str) or not content.strip():
        return None
    subject = written.get("Subject")
    date = find_date(subject or "") or find_date(written.get("Date", ""))
    return Letter(content, subject, date, "\n".join(f"{name}: {value}" for name, value in written.items()))
