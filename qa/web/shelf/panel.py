"""The library's panel, laid out and wired: its documents, who speaks how much, and when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from qa.errors import QAError
from qa.web import static
from qa.web.chat.filters import document_choices
from qa.web.library import Library, Overview
from qa.web.markup import safe
from qa.web.panel import INNER, Refreshed
from qa.web.problems import as_said
from qa.web.shelf import listing, plots, uploads
from qa.web.shelf.actions import Actions
from qa.web.shelf.rebuild import followed, rebuild
from qa.web.shelf.uploads import Dropped

_ALL = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The panel's components."""

    waiting: gr.State
    build: gr.Button
    drop: gr.HTML
    dropped: gr.HTML
    table: gr.HTML
    removed: gr.HTML
    chosen: gr.Dropdown
    spoken: gr.HTML
    timeline: gr.HTML
    refreshed: Refreshed


def build_status() -> gr.HTML:
    """Where the page says what is being done to the library, whatever tab is shown."""
    return gr.HTML("", elem_id="qa-status", js_on_load=clicks("undo", "dismiss", "look"))


def build_shelf(library: Library) -> Shelf:
    """Lay the panel out."""

    def forget(dropped: Sequence[Dropped]) -> None:
        for one in dropped:
            uploads.discard(one)

    waiting = gr.State((), delete_callback=forget)
    drop = gr.HTML(listing.DROP, elem_id="qa-drop", js_on_load=static.bridge("upload_bridge"), apply_default_css=False)
    dropped = gr.HTML("", elem_id="qa-dropped", js_on_load=clicks("put", "discard"), apply_default_css=False)
    with gr.Row(elem_id="qa-shelf-bar", equal_height=True):
        gr.HTML(listing.SEARCH, elem_id="qa-shelf-find", min_width=160, apply_default_css=False)
        build = gr.Button("Rebuild index", size="sm", scale=0, min_width=120, elem_id="qa-rebuild")
    table = gr.HTML("", elem_id="qa-shelf", js_on_load=clicks("open", "remove"), apply_default_css=False)
    removed = gr.HTML("", elem_id="qa-removed", js_on_load=clicks("restore", "purge"), apply_default_css=False)
    with gr.Row(elem_id="qa-plots"):
        with gr.Column(min_width=260):
            chosen = gr.Dropdown(
                [("All transcripts", _ALL)], value=_ALL, label="Who speaks how much in", elem_id="qa-spoken-in"
            )
            spoken = gr.HTML("", elem_id="qa-spoken", apply_default_css=False)
        with gr.Column(min_width=260):
            timeline = gr.HTML("", elem_id="qa-timeline", apply_default_css=False)

    def update(overview: Overview, document: str | None) -> list[Any]:
        choices = [("All transcripts", _ALL), *document_choices(overview)]
        kept = document if document in {path for _, path in choices} else _ALL
        table = listing.table_html(overview, str(library.seeds()))
        spoken = spoken_html(library, kept) if overview.documents else ""
        # Not the value that stands there: what is chosen meanwhile would be undone.
        value = {} if kept == document else {"value": kept}
        chosen = gr.update(choices=choices, visible=bool(overview.documents), **value)
        # The trash last: what is deleted for good meanwhile does not wait for this.
        return [table, listing.removed_html(library.removed()), chosen, spoken, timeline_html(overview)]

    follows = Refreshed([chosen], [table, removed, chosen, spoken, timeline], update)
    return Shelf(waiting, build, drop, dropped, table, removed, chosen, spoken, timeline, follows)


def spoken_html(library: Library, document: str | None) -> str:
    """Who speaks how much: in a document, or in all."""
    try:
        speakers = library.spoken(document or None)
    except QAError as error:
        return f'<p class="qa-plot-none">{safe(as_said(error))}</p>'
    return plots.bars("Words by speaker", [(one.name, one.words) for one in speakers], "words")


def timeline_html(overview: Overview) -> str:
    """When the documents are from."""
    dates = [one.date for one in overview.documents if one.date]
    if not overview.documents:
        return ""
    return plots.timeline("Transcripts", dates, len(overview.documents) - len(dates))


def connect(library: Library, shelf: Shelf, status: gr.HTML, picker: gr.Dropdown, refreshing: dict[str, Any]) -> None:
    """What the panel does.

    Args:
        library: what is shown and changed.
        shelf: this panel.
        status: where it is said.
        picker: the reader's list, which follows what is opened here.
        refreshing: the event that brings the page up to date, after each change.
    """
    acts = Actions(library, Path(shelf.drop.GRADIO_CACHE))
    # One session after the other would wait long for a large PDF of another one. The script sends the next files when
    # it has seen the last of these, which is before Gradio counts them as done.
    reading: dict[str, Any] = {
        "concurrency_limit": 4, "concurrency_id": "reading", "trigger_mode": "multiple", **INNER,
    }  # fmt: skip
    building: dict[str, Any] = {
        "concurrency_limit": 8, "concurrency_id": "building", "trigger_mode": "multiple", **INNER,
    }  # fmt: skip
    quick: dict[str, Any] = {"queue": False, **INNER}
    shelf.drop.dropped(acts.received, shelf.waiting, [shelf.waiting, shelf.dropped], **reading)
    shelf.dropped.discard(acts.discard, shelf.waiting, [shelf.waiting, shelf.dropped], **quick)
    said = [status, shelf.removed]
    pressing = building | {"trigger_mode": "once"}
    for event in (
        shelf.dropped.put(acts.add, shelf.waiting, [shelf.waiting, shelf.dropped, status], **building),
        shelf.table.remove(acts.remove, None, said, **building),
        shelf.removed.restore(acts.restore, None, said, **building),
        status.undo(acts.restore, None, said, **building),
        shelf.build.click(lambda: (yield from rebuild(library)), None, status, **pressing),
        # A build that this session has not begun is seen when one comes, and when one looks.
        status.look(acts.look, None, status, **quick),
    ):
        event.then(**refreshing)
    gr.on(None, lambda: followed(library, None) or gr.skip(), None, status, **quick)
    purged = shelf.removed.purge(acts.purge, None, status, trigger_mode="multiple", **quick)
    # Afterwards: a list that was made before, with a change to the index, may come meanwhile.
    purged.then(lambda: listing.removed_html(library.removed()), None, shelf.removed, **quick)
    status.dismiss(lambda: "", None, status, **quick)
    shelf.table.open(acts.opened, None, picker, trigger_mode="multiple", **quick)
    shelf.chosen.input(lambda document: spoken_html(library, document), shelf.chosen, shelf.spoken, **quick)


def clicks(*names: str) -> str:
    """The script of a component: a click on what has `data-do` triggers the event of that name.

    The event's data are those of the element and of what stands around it, and `chosen`, the values of all fields.
    """
    return f"const known = {json.dumps(names)};\n" + static.bridge("library_bridge")
