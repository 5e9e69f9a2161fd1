"""The library's panel: its documents, adding and removing them, who speaks how much, and when."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from qa.errors import QAError, SourceError
from qa.render import shortened
from qa.web import static
from qa.web.chat.filters import document_choices
from qa.web.library import Library, Overview
from qa.web.markup import safe
from qa.web.panel import INNER, Refreshed
from qa.web.problems import in_page_words, sentence
from qa.web.shelf import listing, plots, uploads
from qa.web.shelf.rebuild import Lead, brief, done_html, folded, followed, problem_html, rebuild, told, undoable
from qa.web.shelf.uploads import Dropped

_ALL = ""
_PAUSE = 0.3
"""Seconds between two drawings of the files that have come."""
_NOT_HERE = "it did not arrive: drop it again"


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
        return f'<p class="qa-plot-none">{safe(_sentence(error))}</p>'
    return plots.bars("Words by speaker", [(one.name, one.words) for one in speakers], "words")


def timeline_html(overview: Overview) -> str:
    """When the documents are from."""
    dates = [one.date for one in overview.documents if one.date]
    if not overview.documents:
        return ""
    return plots.timeline("Transcripts", dates, len(overview.documents) - len(dates))


def take(library: Library, waiting: Sequence[Dropped], files: object, uploaded: Path) -> Iterator[tuple[Dropped, ...]]:
    """What waits, growing by one file after the other.

    Args:
        library: reads them.
        waiting: what waits already.
        files: as the page sent it: for each its `name`, and `path` where it was uploaded or `problem` where not.
        uploaded: the folder that uploads arrive in; nothing else is read.
    """
    here = tuple(waiting)
    full = False
    for file in [one for one in files if isinstance(one, dict)] if isinstance(files, list) else []:
        given, path = str(file.get("name") or "a file")[:1000], Path(str(file.get("path") or ""))
        whole = bool(file.get("path")) and uploads.is_inside(path, uploaded)
        if uploads.is_full(here):
            if whole:
                path.unlink(missing_ok=True)
            if not full:
                # Said once, however many there are.
                here, full = (*here, uploads.refused(given, uploads.TOO_MANY)), True
        elif whole:
            here = (*here, library.receive(path, given, here))
        else:
            here = (*here, uploads.refused(given, uploads.TOO_LARGE if file.get("problem") == "size" else _NOT_HERE))
        yield here


@dataclass(frozen=True, slots=True)
class Put:
    """What came of adding files.

    Attributes:
        left: those that wait on.
        replaced: what to say of those that took the place of others.
        renamed: what to say of those that have another name now.
        wrong: what to say of those whose adding failed; they wait on.
        refused: what to say of those that never could be added, and are out of sight by now.
    """

    left: tuple[Dropped, ...]
    replaced: tuple[str, ...]
    renamed: tuple[str, ...]
    wrong: tuple[str, ...]
    refused: tuple[str, ...] = ()

    def lead(self) -> Lead:
        """What is said of it."""
        lead = told(
            ("{} files were not added", self.wrong),
            ("{} files could not be added", self.refused),
            ("{} files were replaced; the former ones are below under “Removed”", self.replaced),
            ("{} files were renamed", self.renamed),
        )
        return replace(lead, passing=None) if self.wrong or self.refused else lead


def put(library: Library, waiting: Sequence[Dropped], chosen: dict[str, Any]) -> Put:
    """Add the files that are chosen; of the same bytes only once."""
    left: list[Dropped] = []
    replaced, renamed, refused, wrong = [], [], [], []
    added: set[str | None] = set()
    for one in waiting:
        given = brief(one.given)
        if one.path is None or one.sha256 in added:
            uploads.discard(one)
            if one.reason is not None:
                refused.append(f"{given} could not be added: {one.reason}")
            continue
        if not chosen.get(f"take-{one.key}"):
            left.append(one)
            continue
        over = chosen.get(f"how-{one.key}") == "over"
        try:
            document = library.add(one, over=over)
        except SourceError as error:
            left.append(one)
            wrong.append(f"{given} was not added: {error}")
            continue
        added.add(one.sha256)
        if over:
            replaced.append(f"{brief(document)} was replaced; the former one is below under “Removed”")
        elif document != one.given:
            renamed.append(f"{given} was added as {brief(document)}")
    # What had to stand back for the same file under another name is in the library now.
    for one in left:
        if one.sha256 in added:
            uploads.discard(one)
    still = tuple(one for one in left if one.sha256 not in added)
    return Put(still, tuple(replaced), tuple(renamed), tuple(wrong), tuple(refused))


def connect(library: Library, shelf: Shelf, status: gr.HTML, picker: gr.Dropdown, refreshing: dict[str, Any]) -> None:
    """What the panel does.

    Args:
        library: what is shown and changed.
        shelf: this panel.
        status: where it is said.
        picker: the reader's list, which follows what is opened here.
        refreshing: the event that brings the page up to date, after each change.
    """

    def received(waiting: Sequence[Dropped], event: gr.EventData) -> Iterator[list[Any]]:
        data = _data(event)
        now: tuple[Dropped, ...] = tuple(waiting)
        drawn = time.monotonic()
        for now in take(library, waiting, data.get("files"), Path(shelf.drop.GRADIO_CACHE)):
            # The list is drawn whole: of hundreds of files not after each.
            if time.monotonic() - drawn > _PAUSE:
                drawn = time.monotonic()
                yield [now, listing.dropped_html(now, reading=True)]
        yield [now, listing.dropped_html(now, str(data.get("batch", "")))]

    def add(waiting: Sequence[Dropped], event: gr.EventData) -> Iterator[list[Any]]:
        chosen = _data(event).get("chosen")
        done = put(library, waiting, chosen if isinstance(chosen, dict) else {})
        shown = listing.dropped_html(done.left)
        if len(done.left) == sum(one.path is not None for one in waiting):
            said = folded("{} files were not added", done.wrong) or "No file is chosen: tick those to add."
            yield [done.left, shown if done.wrong else gr.skip(), problem_html(said)]
            return
        # Of what waits it is told once: while the index is built, further files may come.
        left: list[Any] = [done.left, shown]
        for html in rebuild(library, done.lead()):
            yield [*left, html]
            left = [gr.skip(), gr.skip()]

    def discard(waiting: Sequence[Dropped], event: gr.EventData) -> list[Any]:
        key = _data(event).get("key")
        gone = [one for one in waiting if key is None or one.key == key]
        for one in gone:
            uploads.discard(one)
        left = uploads.paired(one for one in waiting if one not in gone)
        return [left, listing.dropped_html(left)]

    def remove(event: gr.EventData) -> Iterator[list[Any]]:
        document = str(_data(event).get("document", ""))
        yield from _changed(library, lambda: _removed(library, document))

    def restore(event: gr.EventData) -> Iterator[list[Any]]:
        token = str(_data(event).get("token", ""))
        yield from _changed(library, lambda: _restored(library, token))

    def purge(event: gr.EventData) -> str:
        try:
            one = library.purge(str(_data(event).get("token", "")))
            return done_html(f"Deleted “{safe(one.title)}” for good.")
        except QAError as error:
            return problem_html(safe(_sentence(error)))

    def opened(event: gr.EventData) -> Any:
        document = str(_data(event).get("document", ""))
        known = any(one.document == document for one in library.overview().documents)
        return gr.update(value=document) if known else gr.skip()

    def look(event: gr.EventData) -> Any:
        following = str(_data(event).get("build", ""))
        html = followed(library, int(following) if following.isdecimal() else None)
        return gr.skip() if html is None else html

    # One session after the other would wait long for a large PDF of another one. The script sends the next files when
    # it has seen the last of these, which is before Gradio counts them as done.
    reading: dict[str, Any] = {
        "concurrency_limit": 4, "concurrency_id": "reading", "trigger_mode": "multiple", **INNER,
    }  # fmt: skip
    building: dict[str, Any] = {
        "concurrency_limit": 8, "concurrency_id": "building", "trigger_mode": "multiple", **INNER,
    }  # fmt: skip
    quick: dict[str, Any] = {"queue": False, **INNER}
    shelf.drop.dropped(received, shelf.waiting, [shelf.waiting, shelf.dropped], **reading)
    shelf.dropped.discard(discard, shelf.waiting, [shelf.waiting, shelf.dropped], **quick)
    said = [status, shelf.removed]
    pressing = building | {"trigger_mode": "once"}
    for event in (
        shelf.dropped.put(add, shelf.waiting, [shelf.waiting, shelf.dropped, status], **building),
        shelf.table.remove(remove, None, said, **building),
        shelf.removed.restore(restore, None, said, **building),
        status.undo(restore, None, said, **building),
        shelf.build.click(lambda: (yield from rebuild(library)), None, status, **pressing),
        # A build that this session has not begun is seen when one comes, and when one looks.
        status.look(look, None, status, **quick),
    ):
        event.then(**refreshing)
    gr.on(None, lambda: followed(library, None) or gr.skip(), None, status, **quick)
    purged = shelf.removed.purge(purge, None, status, trigger_mode="multiple", **quick)
    # Afterwards: a list that was made before, with a change to the index, may come meanwhile.
    purged.then(lambda: listing.removed_html(library.removed()), None, shelf.removed, **quick)
    status.dismiss(lambda: "", None, status, **quick)
    shelf.table.open(opened, None, picker, trigger_mode="multiple", **quick)
    shelf.chosen.input(lambda document: spoken_html(library, document), shelf.chosen, shelf.spoken, **quick)


def clicks(*names: str) -> str:
    """The script of a component: a click on what has `data-do` triggers the event of that name.

    The event's data are those of the element and of what stands around it, and `chosen`, the values of all fields.
    """
    return f"const known = {json.dumps(names)};\n" + static.bridge("library_bridge")


def _changed(library: Library, change: Callable[[], Lead]) -> Iterator[list[Any]]:
    """Make a change to the folder, and build."""
    try:
        lead = change()
    except QAError as error:
        yield [problem_html(safe(_sentence(error))), listing.removed_html(library.removed())]
        return
    # Once: what is deleted for good while the index is built is not to come back with the next line.
    removed: Any = listing.removed_html(library.removed())
    for html in rebuild(library, lead):
        yield [html, removed]
        removed = gr.skip()


def _removed(library: Library, document: str) -> Lead:
    one = library.remove(document)
    return undoable(listing.removed_line(one)) if one is not None else told(("", [f"{document} was gone already."]))


def _restored(library: Library, token: str) -> Lead:
    one, document = library.restore(token)
    where = f" as {document}, since another file has its name" if document != one.document else ""
    return told(("", [f"Put “{shortened(one.title, 80)}” back{where}."]))


def _sentence(error: QAError) -> str:
    return sentence(in_page_words(str(error)))


def _data(event: gr.EventData) -> dict[str, Any]:
    return event._data if isinstance(event._data, dict) else {}
