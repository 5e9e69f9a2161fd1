"""Tables written as text: CSV, TSV and Markdown tables whose first row names the columns of speakers, times and speech.

Speech-to-text programs and transcription services export these. A table of anything else is no transcript: it has to
name a column of speech, and beside it one of speakers or of times.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from qa.models import Aside, Transcript
from qa.patterns import regex
from qa.transcripts import people
from qa.transcripts.header import describe
from qa.transcripts.labels import parse as parse_label
from qa.transcripts.utterances import Utterance, in_seconds, label, number, turns

_DELIMITERS = "\t,;|"
_MOST_LINES_BEFORE = 10
_MOST_AFTER = 0.2
_FEWEST_WHOLE = 0.9
_RULE = regex(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\s*\Z")
_CELL_END = regex(r"(?<!\\)\|")
_WORD = regex(r"[^\W_]+")
_EDGES = " *_`"
_UNITS = frozenset({"s", "sec", "secs", "seconds", "ms", "hh", "mm", "ss", "hms", "time", "timestamp", "code"})
_SPEAKER = frozenset(
    "speaker;speakers;speaker name;speaker label;speaker id;name;who;participant;participant name;person;voice;talker;"
    "character;author;sender;user;username;user name;role;interlocutor;sprecher;sprecherin;locuteur;hablante;orador;"
    "发言人;讲者".split(";")
)
_TEXT = frozenset(
    "text;transcript;transcription;speech;dialogue;dialog;content;utterance;utterances;said;words;message;sentence;"
    "what;what was said;line;subtitle;caption;spoken text;texte;texto;内容".split(";")
)
_START = frozenset("start begin in from tc timecode offset time timestamp starttime begintime zeit".split())
_END = frozenset("end stop out to endtime".split())
_PUBLISHED = frozenset("title headline subject url rating stars price score".split())
"""Columns of reviews and articles, whose `text` nobody said."""


class _Columns(NamedTuple):
    """Which column is which; -1 for one that is not there."""

    speaker: int
    text: int
    start: int
    end: int


def parse(text: str, document: str) -> Transcript | None:
    r"""The turns of a table of speech, or None where the text is none.

    Args:
        text: with `\n` as the only line end.
        document: the path to put into the transcript.
    """
    for position, line in _head(text):
        mark = _markdown(text, position) if "|" in line else None
        for delimiter in [mark] if mark else [one for one in _DELIMITERS if one in line]:
            columns = _columns(_cells(line) if mark else _split(line, delimiter, csv.QUOTE_MINIMAL)[0])
            if columns and (found := _read(text, position, delimiter, columns, document, bool(mark))):
                return found
    return None


def _head(text: str) -> Iterator[tuple[int, str]]:
    """The first lines that are not blank, with their offsets: a title may stand over the names of the columns."""
    position = seen = 0
    for line in text[:20_000].split("\n"):
        if line.strip():
            yield position, line
            seen += 1
            if seen == _MOST_LINES_BEFORE:
                return
        position += len(line) + 1


def _markdown(text: str, position: int) -> str | None:
    """`|` where the line at `position` and the one under it begin a Markdown table."""
    lines = text[position : position + 5000].split("\n", 2)
    return "|" if len(lines) > 2 and _RULE.match(lines[1]) else None


def _read(
    text: str, position: int, delimiter: str, columns: _Columns, document: str, markdown: bool
) -> Transcript | None:
    after = ""
    if markdown:
        lines = text[position:].split("\n")
        stop = next((index for index, line in enumerate(lines) if "|" not in line), len(lines))
        after = "\n".join(lines[stop:]).strip()
        head, rows = lines[0], [_cells(line) for line in lines[2:stop]]
        if len(after) > _MOST_AFTER * len(text):
            return None
    else:
        head = text[position:].split("\n", 1)[0]
        rows = _rows(text[position + len(head) + 1 :], delimiter, _split(head, delimiter, csv.QUOTE_MINIMAL)[0])
    pieces = [piece for row in rows if (piece := _utterance(row, columns))]
    if not pieces or (columns.speaker < 0 and any(piece.start is None for piece in pieces)):
        return None
    front = text[:position].strip()
    title, date = describe(front)
    labels = {piece.speaker: parse_label(piece.speaker) for piece in pieces if piece.speaker}
    persons = people.resolve(labels.values(), front)
    timed = any(piece.start is not None for piece in pieces)
    said = turns(in_seconds(pieces), merge=timed, persons=persons)
    if not said:
        return None
    asides = [Aside("front matter", one, 0) for one in (front, head.strip()) if one]
    asides += [Aside("credit", after, len(said))] if after else []
    return Transcript(document, title, date, "table", tuple(said), tuple(asides))


def _columns(names: Sequence[str]) -> _Columns | None:
    """Which column is which by their names, where there is one of speech and one of speakers or times."""
    known: dict[str, int] = {}
    for index, name in enumerate(names):
        words = _WORD.findall(name.casefold())
        bare = " ".join(words)
        short = " ".join(word for word in words if word not in _UNITS) or bare
        if bare in _PUBLISHED:
            return None
        for kind, wanted in (("speaker", _SPEAKER), ("text", _TEXT), ("start", _START), ("end", _END)):
            if bare in wanted or (kind in ("start", "end") and short in wanted):
                known.setdefault(kind, index)
                break
    if "text" not in known or not {"speaker", "start"} & set(known):
        return None
    return _Columns(*(known.get(kind, -1) for kind in _Columns._fields))


def _rows(text: str, delimiter: str, head: Sequence[str]) -> list[list[str]]:
    """The rows under the names of the columns; none where they don't fit these.

    A quotation mark may begin what is said instead of a cell, so a reading without such marks is tried as well.
    """
    width = len(head)
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows = [row for row in _split(text, delimiter, quoting) if any(map(str.strip, row))]
        # What is said often has the delimiter in it, and few programs quote the last column for that.
        rows = [[*row[: width - 1], delimiter.join(row[width - 1 :])] if len(row) > width else row for row in rows]
        if rows and not _torn(rows, delimiter) and sum(len(row) == width for row in rows) >= _FEWEST_WHOLE * len(rows):
            return rows
    return []


def _torn(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """Whether a mark that was never closed has taken whole rows into a cell."""
    return any(
        line.count(delimiter) >= len(row) - 1
        for row in rows
        for cell in row
        if "\n" in cell
        for line in cell.split("\n")[1:]
    )


def _split(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quoting))
    except csv.Error:  # a cell of more than 128 KiB: a mark that was never closed
        return [[]]


def _cells(line: str) -> list[str]:
    """The cells of a line of a Markdown table."""
    line = line.strip().removeprefix("|")
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [cell.replace("\\|", "|").strip() for cell in _CELL_END.split(line)]


def _utterance(row: Sequence[str], columns: _Columns) -> Utterance | None:
    def cell(index: int) -> str:
        return row[index].strip() if 0 <= index < len(row) else ""

    if not (said := cell(columns.text)):
        return None
    start, end = _time(cell(columns.start)), _time(cell(columns.end))
    return Utterance(label(cell(columns.speaker).strip(_EDGES)), said, start, end)


def _time(cell: str) -> float | None:
    return number(cell.strip("[]() ")) if cell else None
