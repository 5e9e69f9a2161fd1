"""OpenDocument texts (odt): paragraphs and tables as blocks, in which bold beginnings and headings are marked.

Deleted text of tracked changes and comments are left out; notes are asides.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.patterns import regex
from qa.transcripts import marked
from qa.transcripts.blocks import Block, check_cells, from_table, is_speaker_class, printed
from qa.transcripts.dates import date_in_name, find_date
from qa.transcripts.decoding import clean
from qa.transcripts.packages import local_name, package, parsed
from qa.transcripts.runs import Run, paragraph_blocks

_LEFT_OUT = frozenset(
    {"annotation", "annotation-end", "tracked-changes", "sequence-decls", "forms", "table-of-content"}
)
_STYLE_DEPTH = 12
_MOST_REPEATED = 100
_ESCAPED = regex(r"_([0-9a-f]{2})_")


class _Style(NamedTuple):
    """What a style does to its text: None where it leaves it as it is."""

    bold: bool | None = None
    italic: bool | None = None
    speaker: bool = False
    parent: str | None = None


def parse(data: bytes, document: str, path: object) -> Transcript:
    """The transcript, or the plain document, that an odt file holds.

    Raises:
        UnreadableFile: it is damaged, protected or far too large, its tables are, or there is no text in it.
    """
    with package(data, path, "an OpenDocument text (odt)") as file:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            content, styles, meta = (
                parsed(archive.read(name)) if name in names else None
                for name in ("content.xml", "styles.xml", "meta.xml")
            )
        if content is None:
            raise UnreadableFile(path, "damaged: there is no text in its package")
        reading = _Reading([part for part in (styles, content) if part is not None])
        check_cells(sum(local_name(element) == "table-cell" for element in content.iter()), path)
        body = next((element for element in content.iter() if local_name(element) == "text" and len(element)), content)
        blocks = list(reading.within(body))
    title, date = _properties(meta)
    found = marked.transcript(blocks, document, path, "odt", marked.Known(likely_title=title))
    if found.date is None and found.speakers and not date_in_name(document.rsplit("/", 1)[-1]):
        found = replace(found, date=date)
    return found


def _properties(meta: Element | None) -> tuple[str | None, str | None]:
    """Title and day of making, where they say something."""
    found = {local_name(element): element.text or "" for element in meta.iter()} if meta is not None else {}
    return " ".join(clean(found.get("title", "")).split()) or None, find_date(found.get("creation-date", "")[:40])


class _Reading:
    """One pass over the text of a document."""

    def __init__(self, parts: list[Element]) -> None:
        self._styles = {
            _attribute(element, "name") or "": _style(element)
            for part in parts
            for element in part.iter()
            if local_name(element) == "style"
        }
        self._notes: list[Block] = []

    def within(self, element: Element) -> Iterator[Block]:
        """The blocks inside an element, in order."""
        for child in element:
            name = local_name(child)
            if name in ("p", "h"):
                level = _attribute(child, "outline-level") if name == "h" else None
                heading = int(level) if level and level.isdigit() and int(level) < 10 else int(name == "h")
                yield from paragraph_blocks(self._runs(child, self._style(child, _Style())), heading)
                notes, self._notes = self._notes, []
                yield from notes
            elif name == "table":
                yield from from_table(
                    [list(self._cells(row)) for row in child.iter() if local_name(row) == "table-row"]
                )
            elif name not in _LEFT_OUT:
                yield from self.within(child)

    def _cells(self, row: Element) -> Iterator[list[Block]]:
        for cell in row:
            if local_name(cell) in ("table-cell", "covered-table-cell"):
                yield list(self.within(cell))

    def _runs(self, element: Element, around: _Style) -> Iterator[Run]:
        yield from _run(element.text, around)
        for child in element:
            name = local_name(child)
            if name == "s":
                count = _attribute(child, "c") or "1"
                yield from _run(" " * min(int(count) if count.isdigit() else 1, _MOST_REPEATED), around)
            elif name == "tab":
                yield from _run("\t", around)
            elif name == "line-break":
                yield from _run("\n", around)
            elif name == "note":
                text = "\n".join(printed(block) for block in self.within(child)).strip()
                self._notes.append(Block(text, aside="footnote"))
            elif name not in _LEFT_OUT:
                yield from self._runs(child, self._style(child, around))
            yield from _run(child.tail, around)

    def _style(self, element: Element, around: _Style) -> _Style:
        named = _attribute(element, "style-name")
        own = self._styles.get(named or "", _Style())
        for _ in range(_STYLE_DEPTH):
            if own.parent is None or own.parent not in self._styles:
                break
            under = self._styles[own.parent]
            own = _Style(
                under.bold if own.bold is None else own.bold,
                under.italic if own.italic is None else own.italic,
                own.speaker or under.speaker,
                under.parent,
            )
        return _Style(
            around.bold if own.bold is None else own.bold,
            around.italic if own.italic is None else own.italic,
            around.speaker or own.speaker,
        )


def _run(text: str | None, style: _Style) -> Iterator[Run]:
    if text and (text := clean(text)):
        yield Run(text, bool(style.bold), bool(style.italic), style.speaker)


def _style(element: Element) -> _Style:
    name = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), _attribute(element, "name") or "")
    bold = italic = None
    for properties in element:
        if local_name(properties) == "text-properties":
            weight, slant = _attribute(properties, "font-weight"), _attribute(properties, "font-style")
            bold = None if weight is None else weight == "bold" or weight in ("600", "700", "800", "900")
            italic = None if slant is None else slant in ("italic", "oblique")
    speaker = _attribute(element, "family") == "text" and is_speaker_class(name.replace(" ", "-"))
    return _Style(bold, italic, speaker, _attribute(element, "parent-style-name"))


def _attribute(element: Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
