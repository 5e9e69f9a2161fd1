"""A conversation as a Word document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.web.markup import shown

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer rests on.

    Attributes:
        mark: its number as the answer prints it.
        reference: who, in which transcript, when and where in it.
        quote: the words.
    """

    mark: str
    reference: str
    quote: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer, for people.

    Attributes:
        question: as asked.
        notes: how it was taken, and under which filters.
        paragraphs: the answer.
        sources: what it quotes.
        nearest: the closest passages, where nobody answers.
    """

    question: str
    notes: Sequence[str]
    paragraphs: Sequence[str]
    sources: Sequence[Source]
    nearest: Sequence[Source] = ()


def document(title: str, subtitle: str, entries: Sequence[Entry]) -> bytes:
    """The bytes of the file."""
    # The library takes a moment to load, and most conversations are never exported.
    from docx import Document as new_document

    made = new_document()
    made.core_properties.title = shown(title)
    made.core_properties.author = "qa"
    made.core_properties.comments = ""
    made.add_heading(shown(title), level=0)
    made.add_paragraph(shown(subtitle))
    for number, entry in enumerate(entries, start=1):
        made.add_heading(shown(f"{number}. {entry.question}"), level=1)
        for note in entry.notes:
            made.add_paragraph().add_run(shown(f"({note})")).italic = True
        for paragraph in entry.paragraphs:
            made.add_paragraph(shown(paragraph))
        _sources(made, "Sources", entry.sources)
        _sources(made, "Closest passages", entry.nearest)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _sources(made: Document, heading: str, sources: Sequence[Source]) -> None:
    if sources:
        made.add_heading(heading, level=2)
    for source in sources:
        made.add_paragraph(shown(f"{source.mark} {source.reference}"))
        made.add_paragraph(shown(source.quote), style="Quote")
