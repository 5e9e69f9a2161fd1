"""Documents as blocks of text with marks: what is bold, a heading, or said by somebody that the structure names.

HTML, docx and PDF become such blocks. Where the structure names the speakers, turns are made from it; otherwise the
marks are written into the text, bold as `**bold**` and headings as `# heading`, and the grammar of dialogues reads
it. Marks that turn out to be no labels are taken off again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript
from qa.patterns import regex
from qa.transcripts import asked, dialogue, plain, spoken
from qa.transcripts.blocks import Block, printed, settle
from qa.transcripts.header import describe
from qa.transcripts.labels import parse
from qa.transcripts.timestamps import TIME

_LONGEST_MARK = 150
_SEAM = "："
_MARKED = regex(rf"(?:{TIME} )?\*\*[^*\n]+\*\*|#{{1,6}} [^\n]+")
_UNMARKABLE = regex(r"[*_<>|\n]")
_AFTER_BOLD = regex(r"(?:\s?\([^()\n]{1,60}\)){1,3}(?=\s?(?:[:：]|\.?[-–—]\s))")
_DASHED = regex(r"[^\n:]{2,110}?\. [-–—] ")
"""A label that a dash ends, what its bearer is within or behind the bold: `Ann Doe, Member of the Commission. – …`."""
_LABEL_INSIDE = regex(r"[^:：\n]{1,60}[:：](?=\s)")
_LABEL_END = regex(r"[\s.]*[-–—]+\s*\Z|\s*[:：]\s*\Z")
_MOST_NOTES = 0.2
_GENERIC_TITLE = regex(
    r"(?:.{0,3}|\(?untitled\)?|\(?anonymous\)?|unspecified|document\s*\d*|word document|microsoft word\b.*|template|"
    r"normal|title|transcript|.*\.\w{3,4})",
    re.IGNORECASE,
)
"""What programs put among the properties of a file by themselves."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a file says about itself outside its text.

    Attributes:
        title: used as it stands.
        date: ISO 8601, used as it stands.
        likely_title: used where the text has none, or confirms it.
    """

    title: str | None = None
    date: str | None = None
    likely_title: str | None = None


def transcript(
    blocks: Iterable[Block], document: str, path: object, name: str, known: Known, certain: bool = False
) -> Transcript:
    """The transcript that the blocks make, a plain document where nobody speaks.

    Args:
        blocks: in order.
        document: the path to put into the transcript.
        path: what to name in an error.
        name: the format to put into the transcript where it is one.
        known: title and date, where the file gives them.
        certain: the format itself says which labels are speakers', however few there are.

    Raises:
        UnreadableFile: there is no text.
    """
    settled = settle(blocks)
    if not any(not block.aside for block in settled):
        settled = [replace(block, aside=None) for block in settled]
    if not any(block.text.strip() or block.label for block in settled):
        raise UnreadableFile(path, "empty: there is no text in it")
    if spoken.is_named(settled, certain):
        found: Transcript | None = spoken.transcript(settled, document)
    else:
        marked = _Marked(settled)
        found = dialogue.parse(marked.text, document)
        found = marked.unmark(found) if found else None
        if found and _tells_most(settled, found):
            settled = [replace(block, sure=True) if block.label else block for block in settled]
            found = spoken.transcript(settled, document)
    if found is None:
        found = _plain(settled, document)
        said = [block for block in settled if not block.aside and not block.heading]
        if answers := asked.turns([(printed(block), 0 < len(block.text.rstrip()) <= block.bold) for block in said]):
            headings = tuple(Aside("heading", block.text, 0) for block in settled if block.heading and not block.aside)
            found = replace(found, turns=tuple(answers), asides=(*headings, *found.asides))
        else:
            name = "text"
    return replace(found, format=name, title=_title(found, settled, known), date=known.date or found.date)


def _tells_most(blocks: list[Block], found: Transcript) -> bool:
    """Whether most of what stands apart as labels do speaks, and so the rest as well, rather than whoever is before."""
    apart = [parse(_LABEL_END.sub("", block.label)).printed for block in blocks if block.label and not block.aside]
    spoken_by = set(found.speakers)
    speaks = [label in spoken_by for label in apart]
    return speaks[:1] == [True] and not all(speaks) and 3 * sum(speaks) >= 2 * len(speaks)


def _title(found: Transcript, blocks: list[Block], known: Known) -> str | None:
    if known.title:
        return known.title
    likely = known.likely_title
    if likely and _GENERIC_TITLE.fullmatch(likely):
        likely = None
    if likely and found.title and likely.casefold() != found.title.casefold():
        front = " ".join(" ".join(block.text for block in blocks[:12]).split()).casefold()
        return likely if " ".join(likely.split()).casefold() in front else found.title
    return found.title or likely


def _plain(blocks: list[Block], document: str) -> Transcript:
    kept = [block for block in blocks if not block.aside]
    text = _join((block, printed(block)) for block in kept)
    found = plain.parse(text, document)
    title, date = found.title, found.date
    if kept[0].heading:
        title = title or kept[0].text
        date = date or describe("\n".join(block.text for block in kept[:3] if len(block.text) <= 120))[1]
    first = blocks.index(kept[0])
    asides = [Aside(block.aside, block.text, int(index > first)) for index, block in enumerate(blocks) if block.aside]
    return replace(found, title=title, date=date, asides=tuple(asides))


def _join(parts: Iterable[tuple[Block, str]]) -> str:
    out = ""
    pieces: list[str] = []
    for block, text in parts:
        if pieces:
            pieces.append("\n" if block.tight else "\n\n")
        pieces.append(text)
    out = "".join(pieces)
    return out


class _Marked:
    """Blocks as one text, with what is needed to take the marks off again.

    Attributes:
        text: what the grammar of dialogues reads.
    """

    def __init__(self, blocks: list[Block]) -> None:
        self._printed: dict[str, str] = {}
        self._removed: list[tuple[int, Aside]] = []
        notes = [block for block in blocks if _is_note(block)]
        few = len(notes) <= max(2, _MOST_NOTES * len(blocks))
        parts: list[str] = []
        length = 0
        for block in blocks:
            kind = block.aside or ("note" if few and _is_note(block) else None)
            if kind:
                self._removed.append((length, Aside(kind, block.text, 0)))
                continue
            piece = self._mark(block)
            if parts:
                piece = ("\n" if block.tight else "\n\n") + piece
            parts.append(piece)
            length += len(piece)
        self.text = "".join(parts)

    def _mark(self, block: Block) -> str:
        text = block.text
        if block.label:
            label = _LABEL_END.sub("", block.label)
            time = f" {block.time}" if block.time else ""
            if not label or _UNMARKABLE.search(label) or len(label) > _LONGEST_MARK:
                return printed(block)
            return self._note(f"**{label}{time}{_SEAM}**", f"{block.label}{time}") + f" {text}"
        if block.heading:
            line = " ".join(text.split())
            return self._note(f"{'#' * min(block.heading, 6)} {line}", text)
        end = _bold_end(block)
        if not end:
            return printed(block)
        bold = text[:end].rstrip()
        time = f"{block.time} " if block.time else ""
        return self._note(f"{time}**{bold}**", time + bold) + (" " if text[len(bold) : end] else "") + text[end:]

    def _note(self, mark: str, said: str) -> str:
        self._printed[mark] = said
        return mark

    def unmark(self, found: Transcript) -> Transcript:
        """Take off the marks that are no labels, and put back what was set aside."""
        turns = tuple(
            replace(turn, text=self._clean(turn.text)) if "**" in turn.text or "# " in turn.text else turn
            for turn in found.turns
        )
        asides = [replace(aside, text=self._clean(aside.text)) for aside in found.asides]
        if self._removed:
            starts = spoken.places(self.text, found.turns)
            removed = [replace(aside, before_turn=bisect_right(starts, offset - 1)) for offset, aside in self._removed]
            head = sum(offset == 0 for offset, _ in self._removed)
            asides = sorted([*removed[:head], *asides, *removed[head:]], key=lambda aside: aside.before_turn)
        title = self._clean(found.title) if found.title else found.title
        return replace(found, turns=turns, asides=tuple(asides), title=title)

    def _clean(self, text: str) -> str:
        return "\n".join(self._clean_line(line) for line in text.split("\n"))

    def _clean_line(self, line: str) -> str:
        match = _MARKED.match(line)
        if match and (said := self._printed.get(match[0])) is not None:
            return said + line[match.end() :]
        return line


def _is_note(block: Block) -> bool:
    return block.italic and not block.label and not block.heading and len(block.text.split()) >= 2


def _bold_end(block: Block) -> int:
    """How far the label reaches that a bold beginning may be; 0 where it cannot be one."""
    text, end = block.text, block.bold
    if not end or not text[:end].strip() or _DASHED.match(text):
        return 0
    whole = end >= len(text.rstrip())
    if inside := _LABEL_INSIDE.match(text, 0, end):
        end = inside.end()  # the question is bold as well: **Q: Why?**
    elif after := _AFTER_BOLD.match(text, end):
        end = after.end()
    elif whole and len(text.split()) > 12:
        return 0
    return end if end <= _LONGEST_MARK and not _UNMARKABLE.search(text[:end]) else 0
