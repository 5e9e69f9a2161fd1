"""Rich text (rtf): paragraphs and tables as blocks, in which bold beginnings and headings are marked.

Hidden and deleted text is left out; headers, footers and notes are asides.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from datetime import date

from qa.models import Transcript
from qa.patterns import regex
from qa.transcripts import marked
from qa.transcripts.blocks import Block, check_cells, from_table
from qa.transcripts.dates import date_in_name
from qa.transcripts.decoding import clean
from qa.transcripts.runs import Run, paragraph_blocks

_TOKEN = regex(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_SIGNS = {b"~": " ", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n\n", b"\r": "\n\n"}
_WORDS = {
    **{"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“"},
    **{"rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " "},
}
_ENDS = frozenset({"par", "sect", "page", "column"})
_ASIDES = {
    **dict.fromkeys("header headerl headerr headerf footer footerl footerr footerf".split(), "furniture"),
    **{"footnote": "footnote", "title": "title", "fonttbl": "fonts"},
}
_IGNORED = frozenset(
    "colortbl stylesheet pict object listtable listoverridetable generator themedata xmlnstbl info fldinst".split()
)
_CODECS = {
    **{77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254"},
    **{177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"},
}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a pair of braces.

    Attributes:
        into: "" for the text, else what is written instead; "ignored" for what nobody reads.
        skips: characters that stand behind one in Unicode, for programs that cannot read it.
    """

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    into: str = ""
    font: int = 0
    skips: int = 1


def parse(data: bytes, document: str, path: object) -> Transcript:
    """The transcript, or the plain document, that an rtf file holds.

    Raises:
        UnreadableFile: its tables are far too large, or there is no text in it.
    """
    reading = _Reading()
    for match in _TOKEN.finditer(data):
        reading.take(match)
    check_cells(reading.cells, path)
    known = marked.Known(likely_title=" ".join(clean(reading.title).split()) or None)
    found = marked.transcript(reading.finish(), document, path, "rtf", known)
    if found.date is None and found.speakers and not date_in_name(document.rsplit("/", 1)[-1]):
        found = replace(found, date=reading.day())
    return found


class _Reading:
    """One pass over the signs of a file."""

    def __init__(self) -> None:
        self.title = ""
        self.cells = 0
        self._blocks: list[Block] = []
        self._rows: list[list[list[Block]]] = []
        self._row: list[list[Block]] = []
        self._cell: list[Block] = []
        self._runs: list[Run] = []
        self._asides: dict[str, str] = {}
        self._stack: list[_State] = []
        self._state = _State()
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._bytes = b""
        self._skip = 0
        self._heading = 0
        self._in_table = False
        self._made: dict[str, int] = {}
        self._starred = False

    def take(self, match: re.Match[bytes]) -> None:
        """The next word, sign or stretch of text."""
        if (found := match["text"]) is not None:
            skipped = min(self._skip, len(found))
            self._skip -= skipped
            self._write_bytes(found[skipped:])
        elif match["hex"] is not None:
            if self._skip:
                self._skip -= 1
            else:
                self._write_bytes(bytes([int(match["hex"], 16)]))
        elif match["brace"] == b"{":
            self._flush()
            self._stack.append(self._state)
        elif match["brace"] == b"}":
            self._close()
        elif (sign := match["sign"]) is not None:
            self._starred = sign == b"*"
            if not self._starred:
                self._write(_SIGNS.get(sign, ""))
            return
        elif match["word"] is not None:
            number = match["number"]
            self._obey(match["word"].decode(), None if number is None else int(number))
        self._starred = False

    def finish(self) -> list[Block]:
        """All blocks, once every sign is taken."""
        self._flush()
        self._end_row()
        self._in_table = False
        self._end_paragraph()
        self._end_table()
        asides = [Block(clean(text).strip(), aside=kind) for kind, text in self._asides.items() if text.strip()]
        return [*self._blocks, *asides]

    def day(self) -> str | None:
        """The day on which the file says that it was made."""
        try:
            made = date(self._made["yr"], self._made["mo"], self._made["dy"])
        except (KeyError, ValueError, OverflowError):
            return None
        return made.isoformat() if made.year >= 1995 else None

    def _close(self) -> None:
        self._flush()
        ended = self._state.into
        if self._stack:
            self._state = self._stack.pop()
        if ended in self._asides and self._state.into != ended:
            self._asides[ended] += "\n"

    def _obey(self, word: str, number: int | None) -> None:
        on = number != 0
        if word == "u" and number is not None:
            self._unicode(number % 65536)
        elif word in _WORDS:
            self._write(_WORDS[word])
        elif word in _ENDS:
            self._write("\n\n")
        elif word in ("cell", "nestcell", "row", "nestrow"):
            self._flush()
            if word.endswith("cell"):
                self._end_cell()
            else:
                self._end_row()
        elif word in ("b", "i", "v", "deleted"):
            self._flush()
            state = self._state
            switched = {"b": replace(state, bold=on), "i": replace(state, italic=on)}
            self._state = switched.get(word) or replace(state, hidden=on)
        elif word in ("plain", "f"):
            self._flush()
            plain = replace(self._state, bold=False, italic=False, hidden=False)
            self._state = plain if word == "plain" else replace(self._state, font=number or 0)
        elif word == "uc" and number is not None:
            self._state = replace(self._state, skips=max(0, min(number, 8)))
        elif word == "pard":
            self._heading, self._in_table = 0, False
        elif word == "intbl":
            self._in_table = True
        elif word == "outlinelevel" and number is not None:
            self._heading = number + 1 if 0 <= number < 9 else 0
        elif word == "ansicpg" and number is not None:
            self._codec = _known(f"cp{number}") or self._codec
        elif word == "mac":
            self._codec = "mac_roman"
        elif word == "fcharset" and number in _CODECS:
            self._fonts[self._state.font] = _CODECS[number]
        elif word in ("yr", "mo", "dy") and number is not None:
            self._made.setdefault(word, number)
        elif word in _ASIDES:
            self._state = replace(self._state, into=_ASIDES[word])
        elif (self._starred or word in _IGNORED) and word != "fldrslt":
            self._state = replace(self._state, into="ignored")

    def _unicode(self, code: int) -> None:
        self._write(chr(code))
        self._skip = self._state.skips

    def _write_bytes(self, data: bytes) -> None:
        if data and not self._state.hidden:
            self._bytes += data

    def _write(self, text: str) -> None:
        self._flush()
        state = self._state
        if state.hidden or not text:
            return
        if state.into == "title":
            self.title += text
        elif state.into in ("furniture", "footnote"):
            self._asides[state.into] = self._asides.get(state.into, "") + text
        elif not state.into and text == "\n\n":
            self._end_paragraph()
        elif not state.into:
            self._runs.append(Run(text, state.bold, state.italic))

    def _flush(self) -> None:
        """Decode the bytes that wait, letters of two bytes among them."""
        if self._bytes:
            data, self._bytes = self._bytes, b""
            self._write(data.decode(self._fonts.get(self._state.font, self._codec), "replace"))

    def _end_paragraph(self) -> None:
        self._cell += paragraph_blocks(_joined(self._runs), self._heading)
        self._runs = []
        if not self._row and not self._in_table:
            self._end_table()
            self._blocks += self._cell
            self._cell = []

    def _end_cell(self) -> None:
        self._cell += paragraph_blocks(_joined(self._runs))
        self._runs = []
        self._row.append(self._cell)
        self._cell = []
        self.cells += 1

    def _end_row(self) -> None:
        if self._row:
            self._rows.append(self._row)
        self._row = []

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if rows:
            self._blocks += from_table(rows)


def _joined(runs: list[Run]) -> list[Run]:
    """Runs of one style as one: half a surrogate pair may stand in a run of its own."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].bold, found[-1].italic) == (run.bold, run.italic):
            found[-1] = replace(found[-1], text=found[-1].text + run.text)
        else:
            found.append(run)
    return [replace(run, text=clean(run.text)) for run in found]


def _known(codec: str) -> str | None:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return None
