"""HTML: the page as blocks of text, in which bold beginnings, headings and elements that name speakers are marked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.patterns import regex
from qa.transcripts import marked, webpage
from qa.transcripts.blocks import Block, check_cells, from_table, is_time, may_be_label
from qa.transcripts.decoding import clean

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE = regex(r"[^\S\u3000\u00a0\u202f]+")
_LARGEST = 100 * 2**20
_CELL = regex(r"<t[dh][\s>/]", re.IGNORECASE)
_MAIN_SHARE = 0.5
_NESTING = regex(
    r"<(?P<close>/?)(?!(?:a|nobr|p|li|t[dhr]|d[dt]|option|br|hr|img|input|meta|link|wbr|col)\b)(?P<name>[a-z][^\s<>/]*)[^<>]*>",
    re.IGNORECASE,
)
_MARKS = frozenset("b big code em font i s small strike strong tt u".split())
"""What the parser opens again in every element after the one that it stands in."""
_MOST_MARKS = 3
"""Of one kind around one another: what is bold three times is bold."""
_MOST_NESTED = 2_000
"""The parser takes its time for every element around an element."""
_DEEPEST = 200
"""Below it the names of elements say nothing: no page is made so, and looking into each of them takes its time."""


def parse(text: str, document: str, path: object) -> Transcript:
    """The transcript, or the plain document, that a page holds.

    Raises:
        UnreadableFile: there is no text in it, or far too much.
    """
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    if len(text) > _LARGEST:
        raise UnreadableFile(path, f"an HTML page of more than {_LARGEST >> 20} MB: split it")
    check_cells(sum(1 for _ in _CELL.finditer(text)), path)
    try:
        tree = LexborHTMLParser(_flattened(text))
    except (SelectolaxError, ValueError):
        raise UnreadableFile(path, "cannot be parsed as HTML") from None
    if tree.root is None:
        raise UnreadableFile(path, "empty: there is no text in it")
    title, window, date = webpage.describe(tree)
    blocks = _Walker(tree).blocks()
    return marked.transcript(blocks, document, path, "html", marked.Known(title, date, window))


def _flattened(text: str) -> str:
    """The page without the tags of elements that stand deeper inside one another than any page has them.

    What ends an element ends those in it that nothing ended, such as the paths of a drawing; but bold goes on.
    """
    if text.count("<") <= _MOST_NESTED:
        return text
    around: list[str] = []
    count: Counter[str] = Counter()

    def kept(tag: re.Match[str]) -> str:
        name, ends = tag["name"].lower(), bool(tag["close"])
        if name in _MARKS:
            count[name] += not ends
            deep = count[name] > _MOST_MARKS
            count[name] -= ends and count[name] > 0
            return " " if deep else tag[0]
        if not ends:
            around.append(name)
            count[name] += 1
        deep = len(around) > _MOST_NESTED
        while ends and count[name]:
            deep = len(around) > _MOST_NESTED
            last = around.pop()
            count[last] -= 1
            if last == name:
                break
        return " " if deep else tag[0]

    return _NESTING.sub(kept, text)


@dataclass(slots=True)
class _Run:
    text: str
    bold: bool
    italic: bool
    label: bool
    time: bool


@dataclass(slots=True)
class _State:
    """What the elements around a text say of it."""

    bold: bool = False
    italic: bool = False
    label: bool = False
    time: bool = False
    pre: bool = False
    article: bool = False
    heading: int = 0
    aside: str | None = None


@dataclass(slots=True)
class _Table:
    rows: list[list[list[Block]]] = field(default_factory=list)
    around: list[Block] = field(default_factory=list)


class _Walker:
    """Goes through a page once, without recursion: pages may be nested as deep as they like."""

    def __init__(self, tree: Any) -> None:
        self._root = tree.body or tree.root
        self._whole = len(self._root.text(deep=True))
        self._main = _main(tree, self._whole)
        self._found: list[Block] = []
        self._tables: list[_Table] = []
        self._runs: list[_Run] = []
        self._tight = False
        self._speaker: str | None = None

    def blocks(self) -> list[Block]:
        """The blocks of the page in order."""
        state = _State(aside="furniture" if self._main else None)
        stack: list[tuple[Any, str, _State]] = []
        node = self._root.child
        while node is not None or stack:
            if node is None:
                closed, tag, outer = stack.pop()
                self._leave(tag, state)
                state = outer
                node = closed.next
                continue
            if node.is_text_node:
                self._text(node.text_content or "", state)
                node = node.next
                continue
            tag = node.tag or ""
            if tag == "br":
                self._break(state)
            elif tag and tag[0] not in "-!#_" and tag not in webpage.DROPPED:
                if not state.aside and (label := webpage.attribution(node)):
                    self._flush(state)
                    self._found.append(Block("", label=label, sure=True))
                    node = node.next
                    continue
                inner = self._enter(node, tag, state, len(stack))
                child = node.child
                if child is not None:
                    stack.append((node, tag, state))
                    state, node = inner, child
                    continue
                self._leave(tag, inner)
            node = node.next
        self._flush(state)
        while self._tables:
            self._close_table()
        return self._found

    def _enter(self, node: Any, tag: str, outer: _State, depth: int) -> _State:
        attributes = node.attributes
        if tag in _BLOCKS:
            self._flush(outer)
        if tag == "table":
            self._tables.append(_Table(around=self._found))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            if not self._tables[-1].rows:
                self._tables[-1].rows.append([])
            self._found = []
            self._tables[-1].rows[-1].append(self._found)
        elif not attributes and tag in ("p", "div", "span", "li", "a"):
            return outer
        state = replace(outer)
        if self._main is not None and node.mem_id == self._main:
            state.aside = None
        state.article = outer.article or tag in ("article", "main")
        if (
            not state.aside
            and depth < _DEEPEST
            and (webpage.is_chrome(tag, attributes, state.article) or webpage.may_be_chrome(tag, attributes))
        ):
            small = webpage.is_small(len(node.text(deep=True)), self._whole)
            state.aside = "furniture" if small and not (tag == "header" and node.css_first("h1")) else None
        if attributes and webpage.is_event(attributes):
            state.aside = "event"
        if tag in _HEADINGS:
            state.heading = _HEADINGS[tag]
        elif tag in ("figcaption", "caption"):
            state.aside = state.aside or "caption"
        elif tag in ("pre", "textarea", "xmp"):
            state.pre = True
        state.bold = outer.bold or tag == "th" or webpage.is_bold(tag, attributes)
        state.italic = outer.italic or webpage.is_italic(tag, attributes)
        if state.aside:
            return state
        state.time = outer.time or webpage.names_time(tag, attributes)
        name = webpage.speaker_attribute(attributes)
        if name and (tag in _BLOCKS or name != self._speaker):
            self._flush(outer)
            self._found.append(Block("", label=name, sure=True))
            self._speaker = name
        if depth < _DEEPEST and not outer.label and (tag == "dt" or webpage.names_speaker(tag, attributes)):
            whole = tag not in _BLOCKS or node.css_first("p, div, blockquote, li, br") is None
            state.label = whole and may_be_label(node.text(deep=True))
        return state

    def _leave(self, tag: str, state: _State) -> None:
        if tag in _BLOCKS:
            self._flush(state, named=tag != "dt")
        if tag in ("td", "th") and self._tables:
            self._found = []  # what stands between cells belongs to none
        elif tag == "table" and self._tables:
            self._close_table()

    def _close_table(self) -> None:
        table = self._tables.pop()
        between = self._found
        self._found = table.around
        self._found.extend(from_table(table.rows))
        if between is not table.around and not any(between is cell for row in table.rows for cell in row):
            self._found.extend(between)

    def _text(self, text: str, state: _State) -> None:
        if not text:
            return
        if state.pre:
            text = clean(text)
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._break(state)
                if line:
                    self._runs.append(_Run(line, state.bold, state.italic, state.label, state.time))
            return
        text = _SPACE.sub(" ", text)
        if text == " " and not self._runs:
            return
        self._runs.append(_Run(text, state.bold, state.italic, state.label, state.time))

    def _break(self, state: _State) -> None:
        if any(run.text.strip() for run in self._runs):
            self._flush(state)
            self._tight = True
        else:
            self._runs.clear()
            self._tight = False  # two breaks end a paragraph

    def _flush(self, state: _State, named: bool = True) -> None:
        runs, self._runs = self._runs, []
        tight, self._tight = self._tight, False
        if not any(run.text.strip() for run in runs):
            return
        if state.aside:
            self._found.append(Block(_tidy(runs), aside=state.aside))
            return
        runs, time = _without_time(runs)
        label, runs = _split_label(runs)
        text = "".join(run.text for run in runs).rstrip() if state.pre else _tidy(runs)
        if label is None and not text:
            text = time or ""
        self._found.append(
            Block(
                text,
                heading=0 if label is not None else state.heading,
                bold=_bold(runs) if label is None else 0,
                italic=all(run.italic for run in runs if run.text.strip()),
                label=label,
                sure=label is not None and named,
                time=time,
                tight=tight and label is None,
            )
        )


def _main(tree: Any, whole: int) -> int | None:
    """The one element that holds the text, where the page names it and it holds most of it."""
    for selector in ("main", '[role="main"]', "article"):
        nodes = tree.css(selector)
        if len(nodes) == 1 and len(nodes[0].text(deep=True)) >= _MAIN_SHARE * whole:
            return int(nodes[0].mem_id)
    return None


def _without_time(runs: list[_Run]) -> tuple[list[_Run], str | None]:
    """Take a time that stands in an element of its own off the beginning."""
    seen = 0
    for number, run in enumerate(runs):
        if run.time and is_time(run.text):
            return runs[:number] + runs[number + 1 :], run.text.strip()
        if run.text.strip() and not run.label:
            seen += 1
            if seen > 1 or not run.bold:
                break
    return runs, None


def _split_label(runs: list[_Run]) -> tuple[str | None, list[_Run]]:
    """The label that stands in an element of its own at the beginning of a block, and what follows it."""
    end = start = 0
    while start < len(runs) and not runs[start].text.strip():
        start += 1
    end = start
    while end < len(runs) and (runs[end].label or (end > start and not runs[end].text.strip())):
        end += 1
    if end == start:
        return None, runs
    label = _tidy(runs[start:end])
    rest = "".join(run.text for run in runs[end:])
    if not may_be_label(label):
        return None, runs
    # The colon may stand outside the element.
    seam = re.match(r"\s*(?:\([^()\n]{1,60}\)\s*){0,3}(?:[:：]|\.?\s?[-–—](?=\s|$))\s*", rest)
    if seam and end < len(runs):
        label += seam[0].rstrip()
        rest = rest[seam.end() :]
    return label, [_Run(rest, False, all(run.italic for run in runs[end:] if run.text.strip()), False, False)]


def _bold(runs: list[_Run]) -> int:
    """Length of the bold beginning of the stripped text of the runs."""
    end = 0
    while end < len(runs) and (runs[end].bold or not runs[end].text.strip()):
        end += 1
    return len(_tidy(runs[:end]))


def _tidy(runs: list[_Run]) -> str:
    """The text of the runs, white space as HTML shows it."""
    return clean(_SPACE.sub(" ", "".join(run.text for run in runs))).strip()
