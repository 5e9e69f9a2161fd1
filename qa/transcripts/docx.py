"""Word documents (docx): paragraphs and tables as blocks, in which bold beginnings and headings are marked.

Inserted text of tracked changes is read, deleted text is not; comments are not part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from qa.models import Transcript
from qa.patterns import regex
from qa.transcripts import marked
from qa.transcripts.blocks import Block, check_cells, from_table, is_speaker_class, printed
from qa.transcripts.dates import date_in_name
from qa.transcripts.decoding import clean
from qa.transcripts.packages import package
from qa.transcripts.runs import Run, paragraph_blocks

_AROUND = frozenset("ins moveto hyperlink smarttag sdt sdtcontent fldsimple customxml bdo dir".split())
_HEADING = regex(r"(?:heading|überschrift|titre|título|标题)\s*(\d)", re.IGNORECASE)
_STYLE_DEPTH = 12
_TEMPLATES = frozenset({"2013-12-23", "2006-09-16"})
"""Days on which the templates of libraries that write docx were made."""


def parse(data: bytes, document: str, path: object) -> Transcript:
    """The transcript, or the plain document, that a docx file holds.

    Raises:
        UnreadableFile: it is damaged, protected or far too large, its tables are, or there is no text in it.
    """
    from docx.package import Package

    with package(data, path, "a Word document (docx)") as file:
        opened = Package.open(file)
        reading = _Reading(opened.main_document_part)
        check_cells(reading.cells(), path)
        blocks = list(reading.blocks())
        title, date = _properties(opened)
    found = marked.transcript(blocks, document, path, "docx", marked.Known(likely_title=title))
    if found.date is None and found.speakers and not date_in_name(document.rsplit("/", 1)[-1]):
        found = replace(found, date=date)
    return found


def _properties(package: Any) -> tuple[str | None, str | None]:
    """Title and day of making, where they say something."""
    properties = package.core_properties
    title = " ".join(clean(properties.title or "").split())
    made = properties.created
    date = None
    if isinstance(made, datetime) and made.year >= 1995 and made.replace(tzinfo=UTC) <= datetime.now(UTC):
        date = made.date().isoformat()
    return title or None, None if date in _TEMPLATES else date


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style does to its text: `None` where it leaves it as it is."""

    bold: bool | None = None
    italic: bool | None = None
    heading: int = 0
    speaker: bool = False


class _Reading:
    """One pass over the parts of a document."""

    def __init__(self, main: Any) -> None:
        self._main = _xml(main)
        self._others: dict[str, list[Any]] = {}
        for relation in main.rels.values():
            if not relation.is_external:
                kind = relation.reltype.rpartition("/")[2].lower()
                self._others.setdefault(kind, []).append(relation.target_part)
        self._styles = _styles(self._others.get("styles", []))
        self._boxes: list[Block] = []

    def cells(self) -> int:
        """How many cells its tables have."""
        return sum(1 for _ in self._main.iter("{*}tc"))

    def blocks(self) -> Iterator[Block]:
        """The blocks of the document; headers, footers and notes are asides."""
        yield from self._asides("header", "furniture")
        for body in _children(self._main, "body"):
            yield from self._within(body)
        yield from self._asides("footnotes", "footnote")
        yield from self._asides("endnotes", "footnote")
        yield from self._asides("footer", "furniture")

    def _asides(self, part: str, kind: str) -> Iterator[Block]:
        seen: set[str] = set()
        for other in self._others.get(part, []):
            root = _xml(other)
            notes = [note for note in root if _name(note) in ("footnote", "endnote")]
            for element in notes or [root]:
                if _attribute(element, "type") in ("separator", "continuationSeparator", "continuationNotice"):
                    continue
                text = "\n".join(printed(block) for block in self._within(element)).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield Block(text, aside=kind)

    def _within(self, element: Any) -> Iterator[Block]:
        for child in element:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from from_table(list(self._rows(child)))
            elif name in _AROUND:
                yield from self._within(child)

    def _rows(self, table: Any) -> Iterator[list[list[Block]]]:
        for row in table:
            if _name(row) in _AROUND:
                yield from self._rows(row)
            elif _name(row) == "tr" and not _has(row, "trPr", "del"):
                yield [list(self._within(cell)) for cell in _cells(row)]

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        style = self._style(paragraph, "pPr", "pStyle")
        yield from paragraph_blocks(self._runs(paragraph, style), style.heading)
        boxes, self._boxes = self._boxes, []
        yield from boxes

    def _runs(self, element: Any, style: _Style) -> Iterator[Run]:
        for child in element:
            name = _name(child)
            if name == "r":
                yield from self._run(child, style)
            elif name in _AROUND:
                yield from self._runs(child, style)

    def _run(self, run: Any, around: _Style) -> Iterator[Run]:
        own = self._style(run, "rPr", "rStyle")
        if _has(run, "rPr", "vanish"):
            return
        pieces: list[str] = []
        for child in run:
            name = _name(child)
            if name == "t":
                pieces.append(child.text or "")
            elif name in ("tab", "ptab"):
                pieces.append("\t")
            elif name in ("br", "cr"):
                pieces.append("\n")
            elif name == "nobreakhyphen":
                pieces.append("-")
            elif name in ("drawing", "pict", "alternatecontent", "object"):
                self._box(child)
        text = clean("".join(pieces))
        if text:
            bold = around.bold if own.bold is None else own.bold
            italic = around.italic if own.italic is None else own.italic
            yield Run(text, bool(bold), bool(italic), own.speaker or around.speaker)

    def _box(self, element: Any) -> None:
        """Keep the text of a text box, which stands in the file twice, once for older programs."""
        outer, self._boxes = self._boxes, []
        for content in element.iter("{*}txbxContent"):
            outer += [Block(printed(block), aside="furniture") for block in self._within(content)]
            break
        self._boxes = outer

    def _style(self, element: Any, properties: str, reference: str) -> _Style:
        style = _Style()
        for own in _children(element, properties):
            for named in _children(own, reference):
                style = self._styles.get(_attribute(named, "val") or "", style)
            levels = list(_children(own, "outlineLvl"))
            level = _attribute(levels[0], "val") if levels else None
            if properties == "rPr":
                style = replace(style, **_switches(own))
            elif level and level.isdigit() and int(level) < 9:
                style = replace(style, heading=int(level) + 1)
        return style


def _xml(part: Any) -> Any:
    element = getattr(part, "element", None)
    if element is not None:
        return element
    from docx.oxml.parser import parse_xml

    return parse_xml(part.blob)


def _styles(parts: list[Any]) -> dict[str, _Style]:
    raw: dict[str, tuple[_Style, str | None]] = {}
    for part in parts:
        for element in _children(_xml(part), "style"):
            names = [_attribute(name, "val") or "" for name in _children(element, "name")]
            name = names[0] if names else ""
            match = _HEADING.match(name)
            heading = int(match[1]) if match else 1 if name.casefold() in ("title", "subtitle") else 0
            style = _Style(heading=heading, speaker=is_speaker_class(name.replace(" ", "-")))
            for properties in _children(element, "rPr"):
                style = replace(style, **_switches(properties))
            based = [_attribute(base, "val") for base in _children(element, "basedOn")]
            raw[_attribute(element, "styleId") or ""] = style, based[0] if based else None
    return {name: _inherit(name, raw) for name in raw}


def _inherit(name: str, raw: dict[str, tuple[_Style, str | None]]) -> _Style:
    style, base = raw[name]
    for _ in range(_STYLE_DEPTH):
        if base is None or base not in raw:
            break
        under, base = raw[base]
        style = _Style(
            under.bold if style.bold is None else style.bold,
            under.italic if style.italic is None else style.italic,
            style.heading or under.heading,
            style.speaker or under.speaker,
        )
    return style


def _switches(properties: Any) -> dict[str, Any]:
    """What run properties turn on or off."""
    found: dict[str, Any] = {}
    for child in properties:
        field = {"b": "bold", "i": "italic"}.get(_name(child))
        if field:
            found[field] = (_attribute(child, "val") or "1").lower() not in ("0", "false", "off")
    return found


def _name(element: Any) -> str:
    """The name of an element without its namespace, in lower case; of a comment or an entity nothing."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _children(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if _name(child) == name.lower())


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) in _AROUND:
            yield from _cells(child)


def _has(element: Any, properties: str, name: str) -> bool:
    return any(True for own in _children(element, properties) for _ in _children(own, name))


def _attribute(element: Any, name: str) -> str | None:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None
