"""A conversation as a file: Markdown, Word, JSON, with full references. All text in it stays text. Pure."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.errors import InvalidInput
from qa.models import Citation, Hit
from qa.patterns import regex
from qa.render import answer_json, hit_heading, long_date, reference, scope_text, shortened
from qa.web.chat.conversation import Exchange
from qa.web.chat.exporting_docx import Entry, Source, document
from qa.web.markup import plain_label

LONGEST_NAME = 120
_VERSION = 1
_NAMELESS = "Conversation"
_EXCERPT = 400
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Signs that mean something to Markdown wherever they stand; a colon and a point do where an address might follow.
_MEANT = regex(r"[\\`*_{}\[\]<>#|~&$@^]|(?<!\d):(?=\S)|:(?=[^\s\d])|(?<=www)\.", re.IGNORECASE)
_AT_START = regex(r"^(?:[-+=](?=\s|[-+=]|$)|\d+[.)](?=\s|$))")
_NO_FILE_NAME = regex(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be downloaded.

    Attributes:
        name: of the file.
        media_type: what it is.
        content: its bytes.
    """

    name: str
    media_type: str
    content: bytes


def export(kind: str, name: str, exchanges: Sequence[Exchange], day: datetime.date | None = None) -> Export:
    """The conversation as a file.

    Args:
        kind: "markdown", "docx" or "json".
        name: of the conversation; the file is called after it.
        exchanges: those that have ended.
        day: that stands in the file; today where none is given.

    Raises:
        InvalidInput: there is no such kind, or nothing has been asked.
    """
    if not exchanges:
        raise InvalidInput("there is nothing to export yet: ask something first")
    title = plain_label(name)[:LONGEST_NAME] or _NAMELESS
    today = (day or datetime.date.today()).isoformat()
    if kind == "markdown":
        return Export(f"{file_name(title)}.md", "text/markdown", _markdown(title, exchanges, today).encode())
    if kind == "json":
        return Export(f"{file_name(title)}.json", "application/json", _json(title, exchanges, today).encode())
    if kind == "docx":
        content = document(title, _subtitle(exchanges, today), [_entry(one) for one in exchanges])
        return Export(f"{file_name(title)}.docx", _DOCX, content)
    raise InvalidInput(f"a conversation is exported as markdown, docx or json, not as {kind[:20]!r}")


def file_name(title: str) -> str:
    """A name for a file, on any system: letters, digits and hyphens, and not too long."""
    return _NO_FILE_NAME.sub("-", title).strip("-_")[:60].strip("-_") or _NAMELESS


def markdown_text(text: str) -> str:
    """Text that Markdown shows as it is: on one line, nothing in it emphasised, linked or taken for HTML."""
    line = plain_label(text)
    line = _MEANT.sub(lambda sign: f"\\{sign.group()}", line)
    return _AT_START.sub(lambda sign: f"{sign.group()[:-1]}\\{sign.group()[-1]}", line)


def _reference(citation: Citation) -> str:
    """Who, in which transcript, when, where in it, and the document's path."""
    return f"{reference(citation)}, {citation.document}"


def _entry(exchange: Exchange) -> Entry:
    """What of an exchange is written for people."""
    answer = exchange.answer
    if answer is None:
        return Entry(exchange.question, (), (exchange.problem or "Stopped before there was an answer.",), ())
    notes = [f"searched for: {answer.searched_for}"] if answer.searched_for else []
    if answer.scope:
        notes.append(f"only {scope_text(answer.scope)}")
    notes += answer.notes
    if exchange.stopped:
        notes.append("stopped before the answer was whole")
    return Entry(
        exchange.question,
        tuple(notes),
        tuple(part for part in re.split(r"\n{2,}", answer.answer.strip()) if part.strip()),
        tuple(Source(f"[{one.n}]", _reference(one), one.quote) for one in answer.citations),
        tuple(_nearest(hit) for hit in answer.nearest),
    )


def _nearest(hit: Hit) -> Source:
    who = ", ".join(hit.speakers) or "No speaker"
    return Source("·", f"{who}, {hit_heading(hit)}, {hit.document}", shortened(" ".join(hit.text.split()), _EXCERPT))


def _subtitle(exchanges: Sequence[Exchange], day: str) -> str:
    number = len(exchanges)
    return f"{number} question{'' if number == 1 else 's'}, exported from qa on {long_date(day)}"


def _markdown(title: str, exchanges: Sequence[Exchange], day: str) -> str:
    lines = [f"# {markdown_text(title)}", "", f"{_subtitle(exchanges, day)}", ""]
    for number, entry in enumerate(map(_entry, exchanges), start=1):
        lines += [f"## {number}. {markdown_text(entry.question)}", ""]
        for note in entry.notes:
            lines += [f"({markdown_text(note)})", ""]
        for paragraph in entry.paragraphs:
            lines += ["  \n".join(markdown_text(line) for line in paragraph.splitlines() if line.strip()), ""]
        for heading, sources in (("Sources", entry.sources), ("Closest passages", entry.nearest)):
            if sources:
                lines += [f"**{heading}**", ""]
            for source in sources:
                lines.append(f"- {markdown_text(f'{source.mark} {source.reference}')}")
                lines += ["", f"  > {markdown_text(source.quote)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _json(title: str, exchanges: Sequence[Exchange], day: str) -> str:
    record = {
        "version": _VERSION,
        "name": title,
        "exported": day,
        "exchanges": [
            {
                "question": one.question,
                "stopped": one.stopped,
                "problem": one.problem,
                "answer": answer_json(one.answer) if one.answer is not None else None,
            }
            for one in exchanges
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
