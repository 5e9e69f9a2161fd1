"""Excel workbooks (xlsx): each sheet as a table written as text, read as such; the first that has speakers is taken.

Cells are read as they are shown: what is formatted as a time or a day is one.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.patterns import regex
from qa.transcripts import delimited, dialogue, plain
from qa.transcripts.blocks import check_cells
from qa.transcripts.decoding import clean
from qa.transcripts.packages import local_name, package, parsed

_SHEET = regex(r"xl/worksheets/sheet(\d+)\.xml")
_COLUMN = regex(r"[A-Z]+")
_TIMES = frozenset({18, 19, 20, 21, 45, 46, 47})
_DAYS = frozenset({14, 15, 16, 17, 22})
_LITERAL = regex(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_EPOCH = datetime(1899, 12, 30)
_MOST_COLUMNS = 200


def parse(data: bytes, document: str, path: object) -> Transcript:
    """The transcript, or the plain document, that a workbook holds.

    Raises:
        UnreadableFile: it is damaged, protected or far too large, or there is no text in it.
    """
    with package(data, path, "an Excel workbook (xlsx)") as file:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            parts = {name: parsed(archive.read(name)) for name in names if _is_read(name)}
        numbered = sorted((int(match[1]), name) for name in parts if (match := _SHEET.fullmatch(name)))
        sheets = [parts[name] for _, name in numbered]
        check_cells(sum(local_name(element) == "c" for sheet in sheets for element in sheet.iter()), path)
        shared = [_text(item) for item in parts.get("xl/sharedStrings.xml", ())]
        formats = _formats(parts.get("xl/styles.xml"))
        tables = [_table(sheet, shared, formats) for sheet in sheets]
    tables = [table for table in tables if any(value.strip() for row in table for value in row)]
    if not tables:
        raise UnreadableFile(path, "empty: there is no text in it")
    texts = [clean(_printed(table)) for table in tables]
    for table, text in zip(tables, texts, strict=True):
        if found := delimited.parse(clean(_written(table)), document) or dialogue.parse(text, document):
            return replace(found, format="xlsx")
    return plain.parse("\n\n".join(texts), document)


def _is_read(name: str) -> bool:
    return name in ("xl/sharedStrings.xml", "xl/styles.xml") or _SHEET.fullmatch(name) is not None


def _text(element: Element) -> str:
    """The text of a cell, readings of East Asian words (`rPh`) left out."""
    parts = []
    for child in element:
        if local_name(child) == "t":
            parts.append(child.text or "")
        elif local_name(child) == "r":
            parts.append(_text(child))
    return "".join(parts)


def _formats(styles: Element | None) -> list[str]:
    """What each style of a cell shows a number as: "time", "day" or "number"."""
    if styles is None:
        return []
    own = {
        item.get("numFmtId", ""): _LITERAL.sub("", item.get("formatCode", "")).lower()
        for item in styles.iter()
        if local_name(item) == "numFmt"
    }
    found = []
    for cells in (group for group in styles if local_name(group) == "cellXfs"):
        for style in cells:
            number = style.get("numFmtId", "0")
            code = own.get(number, "")
            if int(number) in _DAYS or ("y" in code and "d" in code):
                found.append("day")
            else:
                found.append("time" if int(number) in _TIMES or "h" in code or "s" in code else "number")
    return found


def _table(sheet: Element, shared: Sequence[str], formats: Sequence[str]) -> list[list[str]]:
    rows = []
    for row in (element for element in sheet.iter() if local_name(element) == "row"):
        cells: list[str] = []
        for cell in (element for element in row if local_name(element) == "c"):
            column = _place(cell.get("r", ""), len(cells))
            if column < _MOST_COLUMNS:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = _shown(cell, shared, formats)
        if any(cells):
            rows.append(cells)
    return rows


def _place(reference: str, following: int) -> int:
    """The column of a cell: `C7` stands in the third, 2."""
    match = _COLUMN.match(reference)
    if match is None:
        return following
    column = 0
    for letter in match[0]:
        column = 26 * column + ord(letter) - 64
    return column - 1


def _shown(cell: Element, shared: Sequence[str], formats: Sequence[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_text(inner) for inner in cell if local_name(inner) == "is")
    value = next((inner.text or "" for inner in cell if local_name(inner) == "v"), "")
    if kind == "s":
        return shared[int(value)] if value else ""
    style = int(cell.get("s", "0"))
    shown_as = formats[style] if style < len(formats) else "number"
    if kind != "n" or not value or shown_as == "number":
        return value
    return _moment(float(value), shown_as)


def _moment(days: float, shown_as: str) -> str:
    if shown_as == "day":
        moment = _EPOCH + timedelta(days=days)
        return moment.date().isoformat() if days == int(days) else moment.isoformat(" ", "seconds")
    seconds = round(days * 86_400)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _printed(table: Sequence[Sequence[str]]) -> str:
    """The rows of a table as lines, without the quotation marks that a table in text has around its cells."""
    lines = []
    for row in table:
        alone = sum(bool(value.strip()) for value in row) == 1  # all that is said may stand in one cell
        lines.append("\t".join(value if alone else " ".join(value.split()) for value in row).rstrip())
    return "\n".join(lines)


def _written(table: Sequence[Sequence[str]]) -> str:
    """The rows of a table as tab-separated lines, all as wide as the widest."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for row in _even(table):
        writer.writerow(row)
    return out.getvalue()


def _even(table: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    width = max((len(row) for row in table), default=0)
    for row in table:
        yield [*row, *[""] * (width - len(row))]
