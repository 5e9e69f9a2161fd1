"""Pages of laid-out text as blocks: without what the pages add, columns in order, paragraphs whole.

Line numbers, running heads and feet, page numbers and a word index at the end are asides. A paragraph goes on over the
end of a page. A word that was divided at the end of a line is put together where the document bears it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qa.patterns import regex
from qa.transcripts.blocks import Block, may_be_label
from qa.transcripts.columns import in_order

_NUMBERED = regex(r"\s{0,12}(\d{1,2})(?=\s|\Z)")
_MOST_LINES = 60
_EDGE = 3
_PAGE = regex(
    r"\W*(?:page|p\.|seite|página)?\s*\W?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_PLACE = regex(r"\d{1,4}:\d{1,2}\b")
_FEWEST_PLACES = 20
_WORD = regex(r"[^\W\d_]+")
_DIVIDED = regex(r"([^\W\d_]{2,})-\Z")
_CONTINUED = regex(r"([^\W\d_]+)\S*")
_FINISHED = (".", "?", "!", "…", "”", '"', ")", "]", ":", "。", "？", "！")
_WIDEST = 110
_GAP_AFTER_Q = regex(r"(?<=\b[QA])(\.?)[ \t]{2,}|(?<=\S)[ \t]{3,}(?=\(?\d{1,2}:\d\d)")
_GAP = regex(r"(?<![QA. ]) {2,5}(?![ (\d])")
"""Spaces of justified lines; those in a table, before a time and after `Q` stay."""
_FURNITURE = "furniture"
_FEWEST_AT_EDGE = 0.1
_DEEPEST = 16


class Page(NamedTuple):
    """What is printed on a page.

    Attributes:
        text: as laid out, lines apart.
        bold: what is printed in bold on it, line by line and without white space.
    """

    text: str
    bold: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Sheet:
    """One page on the way to paragraphs.

    Attributes:
        lines: what is left of it.
        head: lines taken off its top.
        foot: lines taken off its bottom.
        numbers: line numbers taken off.
        index: it is a page of a word index.
        bold: what is printed in bold on it.
    """

    lines: list[str]
    head: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    index: bool = False
    bold: frozenset[str] = frozenset()


def blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """The blocks of a document, page after page."""
    sheets = [_Sheet([line.rstrip() for line in page.text.split("\n")], bold=page.bold) for page in pages]
    _take_index(sheets)
    _take_furniture(sheets)
    _take_numbers(sheets)
    for sheet in sheets:
        if not sheet.index:
            sheet.lines = in_order(sheet.lines)
    yield from _paragraphs(sheets)


def _take_index(sheets: list[_Sheet]) -> None:
    """Mark the pages at the end that list words with the places where they stand."""
    for sheet in reversed(sheets):
        text = " ".join(sheet.lines)
        places = len(_PLACE.findall(text))
        if text.strip() and (places < _FEWEST_PLACES or 8 * places < len(text.split())):
            return
        sheet.index = bool(text.strip())


def _take_furniture(sheets: list[_Sheet]) -> None:
    """Take lines that come again at the top or the bottom of the pages, and page numbers, off them."""
    full = [sheet for sheet in sheets if any(line.strip() for line in sheet.lines)]
    numbered = 2 * sum(_count(sheet.lines) > 0 for sheet in full) >= len(full)
    for bottom in (False, True):
        edges = [_edge(sheet.lines, bottom, numbered) for sheet in full]
        counts = Counter(
            key for sheet, edge in zip(full, edges, strict=True) for key in {_key(sheet.lines[at]) for at in edge}
        )
        enough = max(2, 0.3 * len(full))
        for sheet, edge in zip(full, edges, strict=True):
            last = None
            for order, at in enumerate(edge):
                line = sheet.lines[at]
                if counts[_key(line)] >= enough or (order == 0 and _is_page_number(sheet.lines, at, len(full))):
                    last = order
            if last is None:
                continue
            taken = sorted(edge[: last + 1])
            text = [" ".join(sheet.lines[at].split()) for at in taken]
            if bottom:
                sheet.foot, sheet.lines = text, sheet.lines[: taken[0]]
            else:
                sheet.head, sheet.lines = text, sheet.lines[taken[-1] + 1 :]


def _edge(lines: Sequence[str], bottom: bool, numbered: bool) -> list[int]:
    """Where the outermost lines of a page stand, from the edge inwards; what has the number of a line is inside."""
    order = range(len(lines) - 1, -1, -1) if bottom else range(len(lines))
    inside = set(_in_sequence(lines)) if numbered else set()
    found: list[int] = []
    for at in order:
        if at in inside and len(lines[at].split()) > 1:
            break
        if lines[at].strip():
            found.append(at)
            if len(found) == _EDGE:
                break
    return found


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _is_page_number(lines: Sequence[str], at: int, pages: int) -> bool:
    line = lines[at].strip()
    if not _PAGE.fullmatch(line):
        return False
    apart = not "".join(lines[at + 1 : at + 2]).strip() and not "".join(lines[max(0, at - 1) : at]).strip()
    return pages > 1 or "page" in line.casefold() or (apart and line.strip("-– ") == "1")


def _take_numbers(sheets: list[_Sheet]) -> None:
    """Take line numbers off, where most pages have them; what stands outside the numbered lines is furniture."""
    full = [sheet for sheet in sheets if not sheet.index and any(line.strip() for line in sheet.lines)]
    counted = [sheet for sheet in full if _count(sheet.lines)]
    if not counted or 2 * len(counted) < len(full):
        return
    for sheet in full:
        if not _count(sheet.lines, fewest=1):
            continue
        lines: list[str] = []
        previous = 0
        for line in sheet.lines:
            match = _NUMBERED.match(line)
            if match and previous < int(match[1]) <= previous + 2:
                previous = int(match[1])
                sheet.numbers.append(match[1])
                lines.append(line[match.end() :])
            elif line.strip() and not previous:
                sheet.head.append(" ".join(line.split()))
            elif line.strip():
                lines.append(line)
        sheet.lines = lines


def _count(lines: Sequence[str], fewest: int = 8) -> int:
    """How many lines are numbered in order; 0 where too few are."""
    full = sum(bool(line.strip()) for line in lines)
    counted = len(_in_sequence(lines))
    return counted if counted >= fewest and counted >= 0.6 * full else 0


def _in_sequence(lines: Sequence[str]) -> list[int]:
    """Where the lines stand that begin with a number, each by one or two higher than the one before."""
    found = []
    previous = 0
    for at, line in enumerate(lines):
        match = _NUMBERED.match(line)
        if match and previous < int(match[1]) <= min(previous + 2, _MOST_LINES):
            found.append(at)
            previous = int(match[1])
    return found


def _paragraphs(sheets: list[_Sheet]) -> Iterator[Block]:
    words = Counter(_WORD.findall(" ".join(line for sheet in sheets for line in sheet.lines).casefold()))
    spaced = _is_spaced(sheets)
    margin = _margin(sheets)
    paragraph: list[str] = []
    waiting: list[Block] = []
    bold: frozenset[str] = frozenset()

    def finish() -> Iterator[Block]:
        if paragraph:
            lines = _wrap(_undivide(paragraph, words))
            yield Block("\n".join(lines), bold=min(_bold(lines[0], bold), len(lines[0])) if bold else 0)
            paragraph.clear()
        yield from waiting
        waiting.clear()

    for sheet in sheets:
        waiting += [Block(line, aside=_FURNITURE) for line in sheet.head]
        if sheet.numbers:
            waiting.append(Block(" ".join(sheet.numbers), aside="line numbers"))
        if sheet.index or not paragraph:
            yield from finish()
        if sheet.index:
            yield Block("\n".join(line for line in sheet.lines if line.strip()).strip(), aside="index")
            continue
        blank = 0
        turned = True
        for line in sheet.lines:
            if not line.strip():
                blank += 1
                continue
            if paragraph and (
                _begins(line, paragraph[-1], blank, spaced, margin, turned) or _label_begins(line, paragraph, sheet)
            ):
                yield from finish()
            if not paragraph:
                bold = sheet.bold
            paragraph.append(line)
            blank, turned = 0, False
        waiting += [Block(line, aside=_FURNITURE) for line in sheet.foot]
    yield from finish()


def _label_begins(line: str, paragraph: list[str], sheet: _Sheet) -> bool:
    """Whether a line begins in bold as a label does, below a line that does not."""
    end = _bold(line.strip(), sheet.bold) if sheet.bold else 0
    return bool(end) and may_be_label(line.strip()[:end]) and not _bold(paragraph[-1].strip(), sheet.bold)


def _bold(line: str, bold: frozenset[str]) -> int:
    """Length of the bold beginning of a line."""
    bare = "".join(line.split())
    best = max((len(run) for run in bold if bare.startswith(run)), default=0)
    if not best and bare and any(run.startswith(bare) for run in bold):
        best = len(bare)
    end = seen = 0
    while seen < best:
        seen += not line[end].isspace()
        end += 1
    return end if line[end : end + 1].isalnum() is False or end == len(line) else 0


def _begins(line: str, before: str, blank: int, spaced: int, margin: int | None, turned: bool) -> bool:
    """Whether a line begins a paragraph."""
    indent = len(line) - len(line.lstrip())
    if margin is not None and indent > margin + 1:
        return _indent(before) <= margin + 1 or before.rstrip().endswith(_FINISHED)
    if turned:
        return before.rstrip().endswith(_FINISHED) and (margin is None or not line.strip()[:1].islower())
    return blank > spaced


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_spaced(sheets: list[_Sheet]) -> int:
    """How many blank lines stand between two lines of one paragraph: 1 in a document of double spacing, else 0."""
    gaps: Counter[int] = Counter()
    for sheet in sheets:
        blank = 0
        seen = False
        for line in sheet.lines:
            if line.strip():
                gaps[blank] += seen
                blank, seen = 0, True
            else:
                blank += 1
    return 1 if gaps[1] > 0.7 * max(1, gaps.total()) and gaps[0] < 0.15 * gaps.total() else 0


def _margin(sheets: list[_Sheet]) -> int | None:
    """The left edge of the text, where paragraphs begin to the right of it; None where indents say nothing."""
    lines = [line for sheet in sheets if not sheet.index for line in sheet.lines if line.strip()]
    indents = Counter(map(_indent, lines))
    edge = min((at for at in indents if indents[at] + indents[at + 1] >= _FEWEST_AT_EDGE * len(lines)), default=None)
    if edge is None or len(lines) < 6:
        return None
    deep = [edge + 1 < _indent(line) <= edge + _DEEPEST for line in lines]
    if sum(deep) < max(3, 0.03 * len(lines)):
        return None
    # Below a label that hangs out, all lines stand to the right; they run on, as first lines do not.
    pairs = [before for before, one, other in zip(lines, deep, deep[1:], strict=False) if one and other]
    run_on = sum(not before.endswith(_FINISHED) for before in pairs)
    return edge if 4 * run_on <= sum(deep) else None


def _undivide(lines: list[str], words: Counter[str]) -> list[str]:
    """The lines stripped, with words that are divided between two of them put together."""
    out: list[str] = []
    for line in lines:
        line = _GAP_AFTER_Q.sub(lambda match: (match[1] or "") + "   ", line.strip())
        line = _GAP.sub(" ", line)
        divided = _DIVIDED.search(out[-1]) if out else None
        following = _CONTINUED.match(line)
        if divided and following and following[1][0].islower():
            head, tail = divided[1].casefold(), following[1].casefold()
            whole = words[head + tail] or not (words[head] > 1 and words[tail] > 1)
            out[-1] = (out[-1][:-1] if whole else out[-1]) + following[0]
            line = line[following.end() :].lstrip()
            if not line:
                continue
        out.append(line)
    return out


def _wrap(lines: list[str]) -> list[str]:
    """Lines of which none is wider than any wrapped line, so that their ends are not taken for paragraphs'."""
    out: list[str] = []
    for line in lines:
        while len(line) > _WIDEST:
            at = line.rfind(" ", _WIDEST // 2, _WIDEST)
            if at < 0:
                break
            out.append(line[:at])
            line = line[at + 1 :]
        out.append(line)
    return out
