"""What the library's panel does: files received and added, documents removed, put back and deleted for good."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from qa.errors import QAError, SourceError
from qa.render import shortened
from qa.web.library import Library
from qa.web.markup import safe
from qa.web.problems import as_said
from qa.web.shelf import listing, uploads
from qa.web.shelf.rebuild import Lead, brief, done_html, folded, followed, problem_html, rebuild, told, undoable
from qa.web.shelf.uploads import Dropped

_PAUSE = 0.3
"""Seconds between two drawings of the files that have come."""
_NOT_HERE = "it did not arrive: drop it again"


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


@dataclass(frozen=True, slots=True)
class Actions:
    """The events of the panel: each takes what the page sends, and returns or yields what is shown.

    Attributes:
        library: what is shown and changed.
        uploaded: the folder that uploads arrive in.
    """

    library: Library
    uploaded: Path

    def received(self, waiting: Sequence[Dropped], event: gr.EventData) -> Iterator[list[Any]]:
        """Read what was dropped, file by file."""
        data = _data(event)
        now: tuple[Dropped, ...] = tuple(waiting)
        drawn = time.monotonic()
        for now in take(self.library, waiting, data.get("files"), self.uploaded):
            # The list is drawn whole: of hundreds of files not after each.
            if time.monotonic() - drawn > _PAUSE:
                drawn = time.monotonic()
                yield [now, listing.dropped_html(now, reading=True)]
        yield [now, listing.dropped_html(now, str(data.get("batch", "")))]

    def add(self, waiting: Sequence[Dropped], event: gr.EventData) -> Iterator[list[Any]]:
        """Add what is ticked, and build."""
        chosen = _data(event).get("chosen")
        done = put(self.library, waiting, chosen if isinstance(chosen, dict) else {})
        shown = listing.dropped_html(done.left)
        if len(done.left) == sum(one.path is not None for one in waiting):
            said = folded("{} files were not added", done.wrong) or "No file is chosen: tick those to add."
            yield [done.left, shown if done.wrong else gr.skip(), problem_html(said)]
            return
        # Of what waits it is told once: while the index is built, further files may come.
        left: list[Any] = [done.left, shown]
        for html in rebuild(self.library, done.lead()):
            yield [*left, html]
            left = [gr.skip(), gr.skip()]

    def discard(self, waiting: Sequence[Dropped], event: gr.EventData) -> list[Any]:
        """Let go of one file that waits, or of all."""
        key = _data(event).get("key")
        gone = [one for one in waiting if key is None or one.key == key]
        for one in gone:
            uploads.discard(one)
        left = uploads.paired(one for one in waiting if one not in gone)
        return [left, listing.dropped_html(left)]

    def remove(self, event: gr.EventData) -> Iterator[list[Any]]:
        """Take a document out of the library, and build."""
        document = str(_data(event).get("document", ""))
        yield from _changed(self.library, lambda: _removed(self.library, document))

    def restore(self, event: gr.EventData) -> Iterator[list[Any]]:
        """Put one back that was removed, and build."""
        token = str(_data(event).get("token", ""))
        yield from _changed(self.library, lambda: _restored(self.library, token))

    def purge(self, event: gr.EventData) -> str:
        """Delete for good what was removed; what the page says."""
        try:
            one = self.library.purge(str(_data(event).get("token", "")))
            return done_html(f"Deleted “{safe(one.title)}” for good.")
        except QAError as error:
            return problem_html(safe(as_said(error)))

    def opened(self, event: gr.EventData) -> Any:
        """The document for the reader's list; nothing where it is not indexed."""
        document = str(_data(event).get("document", ""))
        known = any(one.document == document for one in self.library.overview().documents)
        return gr.update(value=document) if known else gr.skip()

    def look(self, event: gr.EventData) -> Any:
        """What is said of a build that another session began."""
        following = str(_data(event).get("build", ""))
        html = followed(self.library, int(following) if following.isdecimal() else None)
        return gr.skip() if html is None else html


def _changed(library: Library, change: Callable[[], Lead]) -> Iterator[list[Any]]:
    """Make a change to the folder, and build."""
    try:
        lead = change()
    except QAError as error:
        yield [problem_html(safe(as_said(error))), listing.removed_html(library.removed())]
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


def _data(event: gr.EventData) -> dict[str, Any]:
    return event._data if isinstance(event._data, dict) else {}
