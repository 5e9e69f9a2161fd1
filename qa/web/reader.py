"""The reader's panel: a whole transcript, opened at a citation or from the list."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.errors import QAError, UnknownDocument
from qa.models import Answer, Citation, Hit
from qa.web.filters import document_choices
from qa.web.library import Library, Overview
from qa.web.markup import problem_html
from qa.web.panel import INNER, Refreshed
from qa.web.script import Highlight, script_html

_EMPTY = (
    '<div class="qa-empty"><p>The transcript opens here.</p>'
    "<p>Follow a numbered citation to see the quote where it was said, or choose a transcript above.</p></div>"
)
_GONE = "This answer is no longer part of the conversation: ask again."


@dataclass(frozen=True, slots=True)
class Reader:
    """The panel's components."""

    column: gr.Column
    picker: gr.Dropdown
    view: gr.HTML
    refreshed: Refreshed


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader shows.

    Attributes:
        html: the transcript, or why there is none.
        document: its path.
    """

    html: str
    document: str | None = None


def build_reader() -> Reader:
    """Lay the panel out."""
    with gr.Column(scale=5, min_width=320, elem_id="qa-reader") as column:
        with gr.Row(elem_id="qa-reader-bar", equal_height=True):
            picker = gr.Dropdown(
                [], label="Transcript", show_label=False, container=False, value=None, scale=1, min_width=120,
                elem_id="qa-picker", info=None,
            )  # fmt: skip
            gr.HTML(
                '<button type="button" id="qa-close" aria-label="Close the transcript">Close ✕</button>', min_width=10
            )
        view = gr.HTML(_EMPTY, elem_id="qa-view")

    def update(overview: Overview, picked: str | None) -> list[Any]:
        choices = document_choices(overview)
        return [gr.update(choices=choices, value=picked if picked in {path for _, path in choices} else None)]

    return Reader(column, picker, view, Refreshed([picker], [picker], update))


_opened_so_far = itertools.count()


def stamped(html: str) -> str:
    """Told apart from what was opened before, the same place opened again included: only what is new is scrolled to."""
    return f'<div data-opened="{next(_opened_so_far)}">{html}</div>'


def open_document(library: Library, document: str) -> Opened:
    """A transcript from its beginning."""
    return _opened(library, document, None, None)


def open_link(library: Library, answers: Sequence[Answer | None], link: str) -> Opened:
    """What a link in the chat points at: `cite-2-1` is citation 1 of answer 2, `near-2-0` the first near passage."""
    try:
        kind, number, position = link.split("-")
        answer = answers[int(number)]
        assert answer is not None
        if kind == "cite":
            return open_citation(library, next(one for one in answer.citations if one.n == int(position)))
        return open_hit(library, answer.nearest[int(position)])
    except (ValueError, IndexError, StopIteration, AssertionError):
        return Opened(problem_html(_GONE))


def open_citation(library: Library, citation: Citation) -> Opened:
    """The transcript with the quote marked, or what has changed since the answer was given."""
    try:
        warning = library.assistant().check(citation)
    except QAError as error:
        return Opened(problem_html(str(error)))
    region = Highlight(citation.turn, citation.start, citation.turn, citation.end)
    return _opened(library, citation.document, None if warning else region, warning)


def open_hit(library: Library, hit: Hit) -> Opened:
    """The transcript with the passage marked, or a word that it has changed."""
    region = Highlight(hit.first_turn, hit.start, hit.last_turn, hit.end, exact=False)
    try:
        with library.assistant().snapshot(search=False) as snapshot:
            turns = snapshot.corpus.turns(hit.document, hit.first_turn, hit.last_turn)
    except UnknownDocument:
        return Opened(problem_html(f"{hit.document} is no longer in the index."))
    except QAError as error:
        return Opened(problem_html(str(error)))
    held = len(turns) == hit.last_turn - hit.first_turn + 1
    for turn in turns:
        start, end = region.within(turn) or (0, 0)
        held = held and end <= len(turn.text) and turn.text[start:end].strip() in hit.text
    if held:
        return _opened(library, hit.document, region, None)
    return _opened(
        library,
        hit.document,
        None,
        f"{hit.document} has changed since this answer: the passage stands elsewhere, if at all.",
    )


def _opened(library: Library, document: str, highlight: Highlight | None, warning: str | None) -> Opened:
    try:
        with library.assistant().snapshot(search=False) as snapshot:
            corpus = snapshot.corpus
            html = script_html(
                corpus.document(document), corpus.turns(document), corpus.asides(document), highlight, warning
            )
            return Opened(html, document)
    except UnknownDocument:
        return Opened(problem_html(warning or f"{document} is no longer in the index."))
    except QAError as error:
        return Opened(problem_html(str(error)))


def connect(library: Library, exchanges: gr.State, reader: Reader, bridge: gr.HTML) -> None:
    """What opens a transcript: a link in the chat, and the list.

    Args:
        library: where transcripts are.
        exchanges: the conversation, whose citations are followed.
        reader: this panel.
        bridge: told by the page's script which link was followed.
    """

    def follow(exchanges: Sequence[Any], event: gr.EventData) -> list[Any]:
        link = str((event._data or {}).get("link", ""))
        opened = open_link(library, [one.answer for one in exchanges], link)
        return [stamped(opened.html), opened.document]

    def pick(document: str | None) -> Any:
        return stamped(open_document(library, document).html) if document else gr.skip()

    # The listener's name stands in bridge.js.
    bridge.follow(follow, exchanges, [reader.view, reader.picker], concurrency_limit=8, **INNER)
    reader.picker.input(pick, reader.picker, reader.view, concurrency_limit=8, **INNER)
