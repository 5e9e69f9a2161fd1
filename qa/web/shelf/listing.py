"""The library as HTML: the documents, what was dropped, what was removed. Pure. Scripts sort and search the table."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from qa.models import Document
from qa.render import long_date, shortened
from qa.web.library import Overview
from qa.web.markup import identifier, safe
from qa.web.shelf.trash import Removed
from qa.web.shelf.uploads import LARGEST, MOST, Dropped, Understood

_NAMED = 2
_LISTED = 6
_KINDS = "text, Markdown, captions, tables (CSV, Excel), JSON, web pages, Word, ODT, RTF, EPUB, PDF"
_FORMATS = {
    "dialogue": "Dialogue",
    "text": "Plain text",
    "vtt": "WebVTT captions",
    "srt": "SRT captions",
    "sbv": "SBV captions",
    "lrc": "LRC captions",
    "ass": "ASS captions",
    "ttml": "TTML captions",
    "captions": "Text with times",
    "table": "Table",
    "tiers": "Annotated recording",
    "json": "JSON",
    "html": "Web page",
    "xml": "XML",
    "docx": "Word document",
    "xlsx": "Excel workbook",
    "odt": "OpenDocument text",
    "rtf": "Rich text",
    "epub": "EPUB book",
    "pdf": "PDF",
}
_COLUMNS = (("title", "Title"), ("date", "Date"), ("speakers", "Speakers"), ("turns", "Turns"), ("words", "Words"))
_rendered = itertools.count(1)

SEARCH = (
    '<input type="search" id="qa-shelf-search" aria-label="Search the library" autocomplete="off" '
    'placeholder="Search titles, speakers, dates …">'
)

DROP = (
    f'<div id="qa-drop-zone" data-largest="{LARGEST}" data-most="{MOST}">'
    '<input type="file" multiple id="qa-drop-input" aria-describedby="qa-drop-kinds">'
    '<label for="qa-drop-input"><strong>Add transcripts</strong>: drop files here, or <span class="qa-link">choose '
    "files</span></label>"
    f'<p id="qa-drop-kinds">{safe(_KINDS)} · up to {MOST} files of {LARGEST >> 20} MB</p>'
    '<p id="qa-drop-state" role="status" aria-live="polite"></p></div>'
)


def table_html(overview: Overview, seeds: str) -> str:
    """Every document, the newest first; where there is none, how to add some.

    Args:
        overview: what is indexed.
        seeds: the folder that transcripts may be put into by hand.
    """
    if overview.problem is not None or not overview.documents:
        return _empty(overview, seeds)
    newest = sorted(overview.documents, key=lambda one: (one.date or "", one.document), reverse=True)
    heads = "".join(
        f'<th scope="col" class="qa-c-{key}" aria-sort="{"descending" if key == "date" else "none"}">'
        f'<button type="button" data-sort="{key}">{name}</button></th>'
        for key, name in _COLUMNS
    )
    alike = Counter((one.name, one.date) for one in newest)
    rows = "".join(_row(one, alone=alike[one.name, one.date] == 1) for one in newest)
    return (
        f'<table class="qa-docs" data-rendered="{next(_rendered)}"><caption class="qa-unseen">Transcripts; a column’s '
        f'heading sorts by it</caption><thead><tr>{heads}<th scope="col" class="qa-c-remove">'
        f'<span class="qa-unseen">Remove</span></th></tr></thead><tbody>{rows}</tbody></table>'
        '<p class="qa-shelf-foot"><span id="qa-shelf-count" role="status"></span> '
        '<button type="button" id="qa-shelf-all" class="qa-plain-button" hidden>Show all</button></p>'
    )


def dropped_html(dropped: Sequence[Dropped], batch: str = "", *, reading: bool = False) -> str:
    """What each file was understood as, and what may be done with it.

    Args:
        dropped: the files, in the order they came.
        batch: names the files that this answers, for the script that sent them.
        reading: more are on their way: nothing can be done with these before all have come.
    """
    if not dropped:
        return f'<div data-batch="{safe(batch)}"></div>'
    names = {one.key: one.given for one in dropped}
    wait = " disabled" if reading else ""
    good = sum(one.path is not None and one.twin not in names for one in dropped)
    heading = f"{good} of {len(dropped)} {'file' if len(dropped) == 1 else 'files'} can be added"
    if good:
        every = sum(one.path is not None for one in dropped) > 1
        choose = '<button type="button" class="qa-plain-button" data-choose="{}">{}</button>'
        buttons = (
            f'<button type="button" class="qa-button qa-primary" data-do="put"{wait}>Add to the library</button>'
            f'<button type="button" class="qa-button" data-do="discard"{wait}>Discard all</button>'
            + (choose.format("all", "Tick all") + choose.format("none", "Tick none") if every else "")
        )
    else:
        buttons = f'<button type="button" class="qa-button" data-do="discard"{wait}>Close</button>'
    return (
        f'<section class="qa-dropped" data-batch="{safe(batch)}" aria-label="Files to add"><div class="qa-adding">'
        f'<h2>{heading}</h2><div class="qa-buttons">{buttons}</div></div>'
        f"<ul>{''.join(_dropped(one, names, wait) for one in dropped)}</ul></section>"
    )


def removed_html(removed: Sequence[Removed]) -> str:
    """What can be put back."""
    if not removed:
        return ""
    alike = Counter(one.title for one in removed)
    called = [f"{one.title}, {_removal(one)}" if alike[one.title] > 1 else one.title for one in removed]
    items = "".join(
        f'<li data-token="{safe(one.token)}"><span class="qa-removed-name">{safe(one.title)}'
        f'<span class="qa-path">{safe(_removal(one))}</span></span>'
        f'<span class="qa-buttons"><button type="button" class="qa-button" data-do="restore" '
        f'aria-label="Put back: {safe(name)}">Put back</button>'
        f'<button type="button" class="qa-button" data-do="purge" data-sure="Really delete?" '
        f'aria-label="Delete for good: {safe(name)}">Delete for good</button></span></li>'
        for one, name in zip(removed, called, strict=True)
    )
    heading = f"<h2>Removed ({len(removed)})</h2>"
    return f'<section class="qa-removed" aria-label="Removed">{heading}<ul>{items}</ul></section>'


def removed_line(removed: Removed) -> str:
    """That a document was removed, with the way back."""
    return (
        f'Removed “{safe(shortened(removed.title, 80))}” <button type="button" class="qa-button" data-do="undo" '
        f'data-token="{safe(removed.token)}">Undo</button>'
    )


def waiting_line(number: int, seeds: str) -> str:
    """That there are files in the folder of which nothing was ever indexed, and what to press."""
    files = f"{number:,} {'file stands' if number == 1 else 'files stand'}"
    return f"{files} in the folder <code>{safe(seeds)}</code>: press “Rebuild index” to add them."


def _empty(overview: Overview, seeds: str) -> str:
    damaged = overview.problem is not None and not overview.empty
    heading = "The library cannot be shown." if damaged else "The library is empty."
    first = f"<p>{safe(overview.problem or '')}</p>" if damaged else ""
    folder = f"<code>{safe(seeds)}</code>"
    if overview.waiting:
        heading = "Nothing is indexed yet."
        first = f"<p>{waiting_line(overview.waiting, seeds)}</p>"
    return (
        f'<div class="qa-shelf-empty"><p><strong>{heading}</strong></p>{first}'
        f"<p>{'Or drop' if overview.waiting else 'Drop'} transcripts into the field above: you will see what each was "
        "understood as before it is added."
        + ("" if overview.waiting else f" Or put them into the folder {folder} and press “Rebuild index”.")
        + "</p></div>"
    )


def _row(document: Document, *, alone: bool) -> str:
    """A document's row.

    Args:
        document: it.
        alone: no other has its title and its day.
    """
    told = [document.name, long_date(document.date) if document.date else "", "" if alone else document.document]
    called = safe(", ".join(filter(None, told)))
    name, path = safe(document.name), safe(document.document)
    under = f'<span class="qa-path">{path}</span>' if document.title else ""
    date = safe(_short_date(document.date)) if document.date else '<span class="qa-none">no date</span>'
    speakers = safe(", ".join(document.speakers))
    return (
        f'<tr data-document="{identifier(document.document)}" data-do="open">'
        f'<th scope="row" class="qa-c-title" data-value="{name}">'
        f'<button type="button" class="qa-open" title="{name}">{name}</button>{under}</th>'
        f'<td class="qa-c-date" data-value="{safe(document.date or "")}">{date}</td>'
        f'<td class="qa-c-speakers" data-value="{len(document.speakers)}" title="{speakers}">{_who(document)}</td>'
        f"{_number(document.turns, 'turns')}{_number(document.words, 'words')}"
        f'<td class="qa-c-remove"><button type="button" data-do="remove" aria-label="Remove {called}" '
        'title="Remove from the library">✕</button></td></tr>'
    )


def _who(document: Document) -> str:
    if not document.speakers:
        return '<span class="qa-none">none named</span>'
    shown = ", ".join(shortened(one, 40) for one in document.speakers[:_NAMED])
    more = len(document.speakers) - _NAMED
    return safe(f"{shown} and {more} more" if more > 0 else shown)


def _dropped(one: Dropped, names: Mapping[str, str], wait: str) -> str:
    given = f"<strong>{safe(one.given)}</strong>"
    away = (
        f'<button type="button" class="qa-drop-one" data-do="discard" aria-label="Discard {safe(one.given)}" '
        f'title="Discard this file"{wait}>✕</button>'
    )
    if one.understood is None:
        return (
            f'<li class="qa-refused" data-key="{safe(one.key)}">{away}{given}<p class="qa-why">Cannot be added: '
            f"{safe(one.reason or '')}</p></li>"
        )
    understood = one.understood
    details = f'<p class="qa-details">{safe(_details(understood))}</p>'
    opening = f"{understood.speaker}: {understood.opening}" if understood.speaker else understood.opening
    first = f'<blockquote dir="auto">{safe(shortened(" ".join(opening.split()), 220))}</blockquote>' if opening else ""
    if one.path is None:
        return (
            f'<li class="qa-refused" data-key="{safe(one.key)}">{away}{given}{details}<p class="qa-why qa-known">'
            f"Nothing to add: the same file is there already, as {safe(one.present or '')}.</p></li>"
        )
    plain = (
        '<p class="qa-why">No speakers were recognised: it will be searched as plain text.</p>'
        if not understood.speakers
        else ""
    )
    twin = one.twin if one.twin in names else None
    state = f' data-twin="{safe(twin)}"' if twin else ""
    box = f'<input type="checkbox" name="take-{safe(one.key)}" {"disabled" if twin else "checked"}>'
    told = f"The same as {safe(names[twin])} above: untick that one to add this one instead." if twin else ""
    same = f'<p class="qa-why qa-known">{told}</p>' if told else ""
    return (
        f'<li data-key="{safe(one.key)}"{state}>{away}<label>{box} {given}</label>{details}{same}{plain}{first}'
        f"{_naming(one)}</li>"
    )


def _details(understood: Understood) -> str:
    parts = [_FORMATS.get(understood.format, understood.format.upper())]
    parts.append(f"“{shortened(understood.title, 160)}”" if understood.title else "no title found")
    parts.append(long_date(understood.date) if understood.date else "no date found")
    parts += [_count(understood.turns, "turn"), _count(understood.words, "word")]
    if understood.speakers:
        named = ", ".join(understood.speakers[:_LISTED])
        more = len(understood.speakers) - _LISTED
        parts.append(f"{_count(len(understood.speakers), 'speaker')}: {named}{f' and {more} more' if more > 0 else ''}")
    if understood.asides:
        parts.append(f"{_count(understood.asides, 'piece')} set aside as said by nobody")
    return " · ".join(parts)


def _naming(one: Dropped) -> str:
    if one.namesake is not None:
        choice = '<label><input type="radio" name="how-{}" value="{}"{}> {}</label>'
        key = safe(one.key)
        return (
            '<fieldset class="qa-why"><legend>There is another file of this name in the library.</legend>'
            f"{choice.format(key, 'beside', ' checked', f'Keep both: add this as {safe(one.name)}')}"
            f"{choice.format(key, 'over', '', f'Replace {safe(one.namesake)} (it can be put back)')}</fieldset>"
        )
    if one.name != one.given:
        return f'<p class="qa-path">will be called {safe(one.name)}</p>'
    return ""


def _number(number: int, unit: str) -> str:
    # The unit is seen where there is no room for columns.
    counted = unit.removesuffix("s") if number == 1 else unit
    return f'<td class="qa-c-{unit}" data-value="{number}">{number:,}<span class="qa-unit"> {counted}</span></td>'


def _removal(one: Removed) -> str:
    when = f"removed {_moment(one.when)}"
    return f"{one.document} · {when}" if one.document != one.title else when


def _moment(when: float) -> str:
    then = datetime.datetime.fromtimestamp(when)
    return f"{long_date(then.date().isoformat())}, {then:%H:%M}"


def _short_date(iso: str) -> str:
    return " ".join(word[:3] if word.isalpha() else word for word in long_date(iso).split())


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
