"""What a document is made of before anybody knows who speaks: blocks of text, with what its structure says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa.errors import UnreadableFile
from qa.patterns import regex
from qa.transcripts.timestamps import TIME

_ONLY_TIME = regex(rf"\s*{TIME}\s*\Z")
_EDGES = " \t:：.-–—"
_SPEAKER = frozenset(
    "speaker talker interviewer interviewee memberlink member contributor speakername attributed orator spk".split()
)
_NO_SPEAKER = frozenset(
    "contribution contributions speech content text list group wrapper container card cards bio block row box image "
    "photo avatar picture turn segment line section grid profile details info role party constituency".split()
)
CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
"""Where the next word begins in `speakerName`."""
_LABEL_ENDS = regex(r"\S\s*(?:[:：]|\.\s?[-–—]|[-–—])\s*\Z")
_LONGEST_LABEL = 90
_MOST_LABEL_WORDS = 14
_SPEAKER_COLUMN = frozenset("speaker speakers name who participant person voice talker character 发言人 讲者".split())
_TEXT_COLUMN = frozenset("text transcript speech dialogue dialog content utterance said words message audio".split())
_TIME_COLUMN = frozenset("time timestamp timecode start begin in tc time-code".split())


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a line of one.

    Attributes:
        text: without marks.
        heading: its level, 0 for none.
        bold: length of the beginning that is bold.
        italic: all of it is italic.
        label: who says it, where it stands apart; "" in `text` means that what is said follows.
        sure: the structure says that the label is a speaker's.
        person: who the label stands for, where the structure says it.
        time: as printed.
        start: seconds, where the structure gives a number.
        tight: no blank line stands before it.
        aside: kind of an aside, where it is no speech.
    """

    text: str
    heading: int = 0
    bold: int = 0
    italic: bool = False
    label: str | None = None
    sure: bool = False
    person: str | None = None
    time: str | None = None
    start: float | None = None
    tight: bool = False
    aside: str | None = None


def printed(block: Block) -> str:
    """The text of a block with its time and its label, as a page prints them."""
    time = block.time if block.time != block.text else None
    return " ".join(filter(None, (time, block.label, block.text)))


def may_be_label(text: str) -> bool:
    """Whether a text is as short as a label, and no sentence after a label."""
    text = text.strip()
    if not text or len(text) > _LONGEST_LABEL or len(text.split()) > _MOST_LABEL_WORDS:
        return False
    return ":" not in text.rstrip(_EDGES) and any(char.isalnum() for char in text)


def is_speaker_class(name: str) -> bool:
    """Whether the name of a class or of a style says that its text names who speaks: `speaker-name`, `talker`."""
    words = set(re.split(r"[-_]+", CAMEL.sub("-", name).lower()))
    return bool(words & _SPEAKER) and not words & _NO_SPEAKER


def is_time(text: str) -> bool:
    """Whether a text is a time and nothing else."""
    return bool(_ONLY_TIME.match(text))


def settle(blocks: Iterable[Block]) -> list[Block]:
    """Blocks that hold something, each label with its time and with what is said after it."""
    settled: list[Block] = []
    waiting: Block | None = None
    time: Block | None = None
    for block in blocks:
        if block.aside:
            if block.text.strip():
                settled.append(replace(block, text=block.text.strip(), label=None))
            continue
        block = replace(block, text=block.text.rstrip())
        if block.heading and not block.label and may_be_label(block.text) and _LABEL_ENDS.search(block.text):
            block = Block("", label=block.text, time=block.time)  # a heading that ends as labels do
        if block.label is None and block.time and block.text == block.time:
            if waiting is not None and waiting.time is None:
                waiting = replace(waiting, time=block.time)
            else:
                settled.extend([time] if time else [])
                time = block
            continue
        if time is not None and (block.text or block.label):
            if block.label is None or block.time:
                settled.append(time)
            else:
                block = replace(block, time=time.time)
            time = None
        if waiting is not None:
            block, alone = _follow(waiting, block)
            settled.extend([waiting] if alone else [])
            waiting = None
        if block.label is not None and not block.text:
            waiting = block
        elif block.text or block.label:
            settled.append(block)
    return settled + [block for block in (waiting, time) if block is not None]


def _follow(label: Block, block: Block) -> tuple[Block, bool]:
    """What stands after a label, with the label; and whether the label stays without words."""
    start = label.start if label.start is not None else block.start
    if block.label is None and not block.heading and block.text:
        text = _without_label(block.text, label.label or "")
        return replace(label, text=text, time=label.time or block.time, start=start), False
    if block.label is None or not _same(block.label, label.label or ""):
        return block, bool(block.text or block.label)
    person = block.person or label.person
    return replace(block, time=block.time or label.time, start=start, person=person), False


def _same(one: str, other: str) -> bool:
    return one.strip(_EDGES).casefold() == other.strip(_EDGES).casefold()


def _without_label(text: str, label: str) -> str:
    """The text without a label that stands apart already: `data-speaker="Ann"` before `Ann: Yes.`."""
    bare = label.strip(_EDGES)
    if bare and text.startswith(bare):
        rest = text[len(bare) :].lstrip(" ")
        if rest[:1] in (":", "："):
            return rest[1:].strip()
    return text


Row = Sequence[Sequence[Block]]

MOST_CELLS = 100_000
"""Of a document's tables: a hearing of ten hours has some 15,000. A small file unpacks to millions, and each takes its
time."""


def check_cells(cells: int, path: object) -> None:
    """Refuse tables that nobody said. Raises UnreadableFile."""
    if cells > MOST_CELLS:
        raise UnreadableFile(
            path, f"its tables have {cells:,} cells, too many for a transcript: save what was said alone"
        )


def from_table(rows: Sequence[Row]) -> list[Block]:
    """The blocks of a table: a turn a row where it is one of speakers, times and speech, else its cells in order.

    Args:
        rows: for each cell the blocks in it.
    """
    columns = _columns(rows[0]) if rows else None
    found: list[Block] = []
    for number, row in enumerate(rows):
        if columns and number == 0:
            found.append(Block("\t".join(map(_text, row)), aside="heading"))
        else:
            found.extend(_from_row(row, columns))
    return found


def _columns(row: Row) -> dict[str, int] | None:
    """Which column is which, as a row of headings says."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        word = _text(cell).strip(_EDGES).casefold().split("/")[0].strip()
        for kind, words in (("speaker", _SPEAKER_COLUMN), ("text", _TEXT_COLUMN), ("time", _TIME_COLUMN)):
            if word in words:
                columns.setdefault(kind, index)
    return columns if "speaker" in columns and "text" in columns else None


def _from_row(row: Row, columns: dict[str, int] | None) -> list[Block]:
    cells = [[block for block in cell if block.text.strip() or block.label] for cell in row]
    if columns and len(cells) > max(columns.values()):
        label = _text(cells[columns["speaker"]]).strip()
        time = _text(cells[columns["time"]]).strip() if "time" in columns else None
        said = cells[columns["text"]]
        if not label:
            return [replace(block, bold=0) for block in said]
        return _turn(label, time, said, sure=True)
    filled = [cell for cell in cells if cell]
    times = [cell for cell in filled[:2] if is_time(_text(cell))]
    if len(filled) == 2 + len(times) and len(times) < 2 and len(cells) <= 4:
        label_cell, said = [cell for cell in filled if cell not in times][:2]
        # In a page that is laid out in a table a cell holds a column of the page.
        if len(label_cell) == 1 and may_be_label(_text(label_cell)) and not any(block.label for block in said):
            return _turn(_text(label_cell).strip(), _text(times[0]).strip() if times else None, said, sure=False)
    if len(filled) == 1 and (len(cells) == 1 or any(block.bold for block in filled[0])):
        return filled[0]
    if all(len(cell) <= 1 for cell in filled) and not any(block.label for cell in filled for block in cell):
        return (
            [Block("\t".join(_text(cell).replace("\n", " ") for cell in cells).strip(), tight=True)] if filled else []
        )
    return [block for cell in filled for block in cell]


def _turn(label: str, time: str | None, said: Sequence[Block], sure: bool) -> list[Block]:
    time = time if time and is_time(time) else None
    head = Block("", label=label, time=time, sure=sure)
    return [head, *(replace(block, bold=0, heading=0) for block in said)]


def _text(cell: Sequence[Block]) -> str:
    return "\n".join(f"{block.label or ''} {block.text}".strip() for block in cell)
