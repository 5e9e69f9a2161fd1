"""The reader's panel: a whole transcript, opened at a citation, at a link or from the list."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.models import Answer
from qa.web import static
from qa.web.chat.conversations import Damaged, exchange_from
from qa.web.chat.filters import document_choices
from qa.web.library import Library, Overview
from qa.web.panel import INNER, Refreshed
from qa.web.reader import opening

_EMPTY = (
    '<div class="qa-empty"><p>The transcript opens here.</p>'
    '<p class="qa-some">Follow a numbered citation to see the quote where it was said, or choose a transcript '
    "above.</p>"
    '<p class="qa-nothing">There is none in the library yet.</p></div>'
)
_CLOSE = '<button type="button" id="qa-close" aria-label="Close the transcript">Close ✕</button>'
# What these do is in reader*.js.
_TOOLS = """
<div class="qa-tool" id="qa-steps" role="group" aria-label="Citations of this answer" hidden>
  <button type="button" id="qa-previous" aria-label="Previous citation" title="Previous citation">‹</button>
  <span id="qa-step" aria-live="polite"></span>
  <button type="button" id="qa-next" aria-label="Next citation" title="Next citation">›</button>
</div>
<div class="qa-tool" id="qa-find" role="search">
  <input type="search" id="qa-find-words" placeholder="Find in transcript" aria-label="Find in transcript"
    autocomplete="off" spellcheck="false">
  <span id="qa-found" aria-live="polite"></span>
  <button type="button" id="qa-found-before" aria-label="Previous match" title="Previous match (Shift+Enter)">‹</button>
  <button type="button" id="qa-found-after" aria-label="Next match" title="Next match (Enter)">›</button>
</div>
<div class="qa-tool" id="qa-copying">
  <button type="button" id="qa-copy-words" title="Copy the words with their reference" hidden>Copy quote</button>
  <button type="button" id="qa-copy-link" title="Copy a link that opens this place again">Copy link</button>
</div>
<div id="qa-player" hidden></div>
<p id="qa-warning" class="qa-notice qa-problem" role="alert" hidden></p>
"""
_opened_so_far = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Reader:
    """The panel's components."""

    column: gr.Column
    picker: gr.Dropdown
    view: gr.HTML
    bridge: gr.HTML
    missing: gr.State
    refreshed: Refreshed


def build_reader(library: Library) -> Reader:
    """Lay the panel out. `library` is where its transcripts come from."""

    def transcript(document: str) -> str:
        return opening.transcript(library, document)

    with gr.Column(scale=5, min_width=320, elem_id="qa-reader") as column:
        with gr.Row(elem_id="qa-reader-bar", equal_height=True):
            picker = gr.Dropdown(
                [], label="Transcript", show_label=False, container=False, value=None, scale=1, min_width=120,
                elem_id="qa-picker", info=None,
            )  # fmt: skip
            gr.HTML(_CLOSE, min_width=10)
        gr.HTML(_TOOLS, elem_id="qa-tools-reader", apply_default_css=False)
        view = gr.HTML(_EMPTY, elem_id="qa-view")
        # The page's script asks through it, and is told by its value: what is to be shown, never how.
        bridge = gr.HTML(
            None, html_template="", elem_id="qa-bridge", js_on_load=static.bridge(), server_functions=[transcript]
        )

    # What was open when it was taken out of the library: chosen again when it is put back.
    missing = gr.State(None)

    def update(overview: Overview, picked: str | None, lost: str | None) -> list[Any]:
        choices = document_choices(overview)
        there = {path for _, path in choices}
        # A transcript that is being opened meanwhile stays chosen.
        if picked is not None and picked not in there:
            return [gr.update(choices=choices, value=None), picked, _taken(picked, gone=True)]
        if picked is None and lost is not None and lost in there:
            return [gr.update(choices=choices, value=lost), None, _taken(lost, gone=False)]
        return [gr.update(choices=choices), lost if picked is None else None, gr.skip()]

    refreshed = Refreshed([picker, missing], [picker, missing, bridge], update)
    return Reader(column, picker, view, bridge, missing, refreshed)


def connect(library: Library, exchanges: gr.State, reader: Reader) -> None:
    """What opens a transcript: a link in the chat, the address of the page, and the list.

    Args:
        library: where transcripts are.
        exchanges: the conversation, whose citations are followed.
        reader: this panel.
    """

    def follow(exchanges: Sequence[Any], event: gr.EventData) -> list[Any]:
        sent = event._data or {}
        answers = [one.answer for one in exchanges]
        opened = opening.open_link(library, answers, str(sent.get("link", "")), _kept(sent.get("kept")))
        # What was added since the page was loaded may not be in its list yet.
        choices = document_choices(library.overview())
        return [_stamped(opened), gr.update(choices=choices, value=opened.document)]

    def reopen(event: gr.EventData) -> list[Any]:
        opened = opening.open_address(library, str((event._data or {}).get("query", "")))
        choices = document_choices(library.overview())
        return [_stamped(opened), gr.update(choices=choices, value=opened.document)]

    # These listeners' names stand in bridge.js. The script asks for one place at a time, and at once when it has come,
    # which is before Gradio takes the event for done.
    shown: dict[str, Any] = {"outputs": [reader.bridge, reader.picker], "queue": False, "trigger_mode": "multiple"}
    shown |= INNER
    reader.bridge.follow(follow, exchanges, **shown)
    reader.bridge.reopen(reopen, None, **shown)
    reader.bridge.closed(
        lambda: [None, None], None, [reader.picker, reader.missing], queue=False, trigger_mode="multiple", **INNER
    )
    reader.picker.input(None, reader.picker, None, js="(document) => window.qaPick(document)", **INNER)


def _kept(record: object) -> Answer | None:
    """The answer that the browser keeps; None where it sent none, or a damaged one."""
    try:
        return exchange_from(record).answer
    except Damaged:
        return None


def _stamped(opened: opening.Opened) -> dict[str, Any]:
    """Told apart from what was opened before, the same place opened again included."""
    return opened.as_json() | {"stamp": next(_opened_so_far)}


def _taken(document: str, *, gone: bool) -> dict[str, Any]:
    """That a transcript has left the library, or is back."""
    return {"taken": gone, "document": document, "stamp": next(_opened_so_far)}
