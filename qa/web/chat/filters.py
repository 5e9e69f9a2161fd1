"""The filters' panel: whose words, which transcripts, which days; shown as chips above the question."""

from __future__ import annotations

import abc
import calendar
import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.models import Document
from qa.patterns import regex
from qa.render import long_date
from qa.transcripts.dates import find_date, is_only_date
from qa.web.library import Library, Overview
from qa.web.markup import identifier, plain_label, safe
from qa.web.panel import INNER, Refreshed

_LONGEST_DATE = 40
_MOST = 200
_MONTH = regex(r"(\d{4})(?:-(\d{1,2}))?")
_SIDES = (("after", "From"), ("before", "Until"))
_FROM_THE_RIGHT = regex(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_GONE = "no longer in the library"


# A list whose values are checked here, not against its choices: what a conversation keeps may have left the library,
# and new choices may come before it or after. Made without Gradio's own hook, which writes a file beside this one.
_List: Any = abc.ABCMeta.__new__(
    type(gr.Dropdown),
    "FilterList",
    (gr.Dropdown,),
    {"__module__": __name__, "is_template": True, "preprocess": lambda self, payload: _texts(payload)},
)


@dataclass(frozen=True, slots=True)
class Filters:
    """The panel's components."""

    chips: gr.HTML
    speakers: gr.Dropdown
    documents: gr.Dropdown
    after: gr.Textbox
    before: gr.Textbox
    wrong: gr.HTML
    clear: gr.Button

    @property
    def refreshed(self) -> Refreshed:
        """Lists and chips follow the index."""
        return Refreshed(self.inputs, [self.speakers, self.documents, self.chips], refreshed)

    @property
    def inputs(self) -> list[Any]:
        """What an event takes, in the order of `arguments`."""
        return [self.speakers, self.documents, self.after, self.before]


def build_filters() -> Filters:
    """Lay the panel out: the lists, folded, and under them the chips."""
    with gr.Column(elem_id="qa-filters"):
        wrong = gr.HTML("", elem_id="qa-dates-problem", apply_default_css=False)
        with gr.Row(elem_id="qa-by-name"):
            speakers = _List([], multiselect=True, label="Speakers", min_width=200, elem_id="qa-by-speaker")
            documents = _List([], multiselect=True, label="Transcripts", min_width=200, elem_id="qa-by-document")
        with gr.Row(elem_id="qa-by-date"):
            after, before = (
                gr.Textbox(
                    label=name, placeholder="2024 or 2024-07-24", max_lines=1, min_width=130,
                    max_length=_LONGEST_DATE,
                )
                for _, name in _SIDES
            )  # fmt: skip
            clear = gr.Button("Clear filters", size="sm", scale=0, min_width=110, elem_id="qa-clear-filters")
    chips = gr.HTML(chips_html(Overview(), [], [], "", "", looked=False), elem_id="qa-chips", apply_default_css=False)
    return Filters(chips, speakers, documents, after, before, wrong, clear)


def connect(library: Library, filters: Filters, caller: gr.HTML) -> None:
    """What the panel's parts do.

    Args:
        library: whose speakers and transcripts the chips name.
        filters: this panel.
        caller: calls for the page's script; its event `unfilter` says which chip was removed.
    """

    def show(
        speakers: list[str] | None, documents: list[str] | None, after: str | None, before: str | None
    ) -> list[Any]:
        overview, chosen = library.overview(), (speakers or [], documents or [])
        by_label, by_path = _choices(overview, *chosen)
        return [
            # What has left the library must be among the choices too, or the list would not show it.
            gr.update(choices=by_label) if _gone(chosen[0], speaker_choices(overview)) else gr.skip(),
            gr.update(choices=by_path) if _gone(chosen[1], document_choices(overview)) else gr.skip(),
            chips_html(overview, *chosen, after or "", before or ""),
            f'<p role="status">{safe(wrong)}</p>' if (wrong := dates_problem(after, before)) else "",
        ]

    def remove(speakers: list[str] | None, documents: list[str] | None, event: gr.EventData) -> list[Any]:
        chip = event._data or {}
        kind, value = chip.get("kind"), chip.get("value")
        # Only what the chip stands for: the others may have been changed meanwhile.
        return [
            [one for one in speakers or [] if one != value] if kind == "speaker" else gr.skip(),
            [one for one in documents or [] if one != value] if kind == "document" else gr.skip(),
            "" if kind == "after" else gr.skip(),
            "" if kind == "before" else gr.skip(),
        ]

    changes = [component.change for component in (filters.speakers, filters.documents, filters.after, filters.before)]
    gr.on(changes, show, filters.inputs, [*filters.refreshed.outputs, filters.wrong], queue=False, **INNER)
    filters.clear.click(lambda: ([], [], "", ""), None, filters.inputs, queue=False, **INNER)
    caller.unfilter(remove, filters.inputs[:2], filters.inputs, queue=False, **INNER)


def arguments(
    speakers: list[str] | None, documents: list[str] | None, after: str | None, before: str | None
) -> dict[str, Any]:
    """What the panel holds, as arguments of `Assistant.stream`; a date that is none stays as it is, to be refused."""
    return {
        "speaker": tuple(speakers or ()),
        "document": tuple(documents or ()),
        "after": day(after, last=False) or (after or "").strip() or None,
        "before": day(before, last=True) or (before or "").strip() or None,
    }


def problem(
    overview: Overview,
    speakers: Sequence[str] | None,
    documents: Sequence[str] | None,
    after: str | None,
    before: str | None,
) -> str | None:
    """Why nothing can be asked with these filters, and what to do; None where something can."""
    if overview.generation is not None:
        chosen = ((documents, document_choices(overview)), (speakers, speaker_choices(overview)))
        gone = [plain_label(one) for values, choices in chosen for one in _gone(values or [], choices)]
        if gone:
            return (
                f"{' and '.join(f'“{one}”' for one in gone)} {'is' if len(gone) == 1 else 'are'} {_GONE}: nothing was "
                "searched. Remove the filter, or put the transcript back in “Library”; then ask again."
            )
    return dates_problem(after, before)


def restored(overview: Overview, kept: object) -> list[Any]:
    """The panel as a conversation kept it; what is not in the library any more is marked as such."""
    held = kept if isinstance(kept, Mapping) else {}
    printed = {label.casefold(): label for _, label in speaker_choices(overview)}
    speakers = list(dict.fromkeys(printed.get(one.casefold(), one) for one in _texts(held.get("speakers"))))
    documents = _texts(held.get("documents"))
    by_label, by_path = _choices(overview, speakers, documents)
    return [
        gr.update(choices=by_label, value=speakers),
        gr.update(choices=by_path, value=documents),
        *["".join(_texts([held.get(side)]))[:_LONGEST_DATE] for side, _ in _SIDES],
    ]


def day(text: str | None, *, last: bool) -> str | None:
    """A date as people write it, in ISO 8601; of a year or a month the first day, or the last one. Else None."""
    written = (text or "").strip()
    if found := _MONTH.fullmatch(written):
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        if year < 1 or not 1 <= month <= 12:
            return None
        return datetime.date(year, month, calendar.monthrange(year, month)[1] if last else 1).isoformat()
    return find_date(written) if written and is_only_date(written) else None


def dates_problem(after: str | None, before: str | None) -> str | None:
    """What is wrong with the dates, for the user; None where nothing is."""
    for (_, name), text in zip(_SIDES, (after, before), strict=True):
        if (text or "").strip() and day(text, last=False) is None:
            return f"{name}: “{plain_label(text or '')}” is no date. Write it like 2024-07-24, or just 2024 or 2024-07."
    first, final = day(after, last=False), day(before, last=True)
    if first and final and first > final:
        return f"No day is after {long_date(first)} and before {long_date(final)}: swap the dates."
    return None


def chips_html(
    overview: Overview,
    speakers: Sequence[str],
    documents: Sequence[str],
    after: str,
    before: str,
    *,
    looked: bool = True,
) -> str:
    """A chip for each filter in force, and what opens the lists; `data-filters` is what the conversation keeps.

    `data-looked` says that the page has looked at the index: before, no conversation is opened.
    """
    chips = []
    for kind, name, values, choices in (
        ("speaker", "Speaker", speakers, speaker_choices(overview)),
        ("document", "Transcript", documents, document_choices(overview)),
    ):
        named = {value: label for label, value in choices}
        gone = [] if _unread(overview) else _gone(values, choices)
        for one in values:
            label = named.get(one, plain_label(one))
            chips.append((kind, one, name, label, _GONE if one in gone else ""))
    for (kind, name), text in zip(_SIDES, (after, before), strict=True):
        if text.strip():
            iso = day(text, last=kind == "before")
            chips.append(
                (kind, text, name, long_date(iso) if iso else f"“{plain_label(text)}”", "" if iso else "no date")
            )
    kept = {"speakers": list(speakers), "documents": list(documents), "after": after.strip(), "before": before.strip()}
    return (
        f'<div class="qa-chips" data-filters="{safe(json.dumps(kept))}"{" data-looked" if looked else ""}>'
        f'<ul aria-label="Filters in force">{"".join(_chip(*chip) for chip in chips)}</ul>'
        '<button type="button" id="qa-add-filter" aria-controls="qa-filters" aria-expanded="false">'
        f"{'Add filter' if chips else 'Add filter: speaker, transcript, date'}</button></div>"
    )


def _chip(kind: str, value: str, name: str, text: str, wrong: str) -> str:
    mark = f'<span class="qa-wrong">, {safe(wrong)}</span>' if wrong else ""
    return (
        f'<li class="qa-chip{" qa-bad" if wrong else ""}"><span>{name}: <strong>{safe(text)}</strong></span>{mark}'
        f'<button type="button" data-unfilter="{kind}" data-value="{identifier(value)}" '
        f'aria-label="Remove the filter {name}: {safe(text)}">✕</button></li>'
    )


def speaker_choices(overview: Overview) -> list[tuple[str, str]]:
    """Name and label of every speaker, by name; namesakes of one label are one choice, however it is printed."""
    named: dict[str, tuple[str, str]] = {}
    for one in overview.speakers:
        known = named.get(one.label.casefold())
        named[one.label.casefold()] = (known[1], known[1]) if known else (one.name, one.label)
    return sorted(((plain_label(name), label) for name, label in named.values()), key=lambda one: one[0].casefold())


def document_choices(overview: Overview) -> list[tuple[str, str]]:
    """Name and path of every document, the newest first."""
    dated = sorted(overview.documents, key=lambda one: one.date or "", reverse=True)
    return [(document_label(one), one.document) for one in dated]


def document_label(document: Document) -> str:
    """Title and date."""
    # The mark that is not seen keeps the day behind a title that is written from right to left on its side.
    mark = "\u200e" if _FROM_THE_RIGHT.search(document.name) else ""
    return plain_label(f"{document.name}{mark} · {long_date(document.date)}" if document.date else document.name)


def refreshed(
    overview: Overview, speakers: list[str] | None, documents: list[str] | None, after: str | None, before: str | None
) -> list[Any]:
    """New choices and chips. What is chosen stays so: else the next question would silently search everything."""
    if _unread(overview):
        return [gr.skip()] * 3
    # The values are not sent: meanwhile a conversation may have been opened, with its own.
    chosen = speakers or [], documents or []
    lists = [gr.update(choices=choices) for choices in _choices(overview, *chosen)]
    return [*lists, chips_html(overview, *chosen, after or "", before or "")]


def _choices(
    overview: Overview, speakers: Sequence[str], documents: Sequence[str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Both lists, with what is chosen and not in the library at their ends."""
    by_label, by_path = speaker_choices(overview), document_choices(overview)
    mark = "" if _unread(overview) else f", {_GONE}"
    for values, choices in ((speakers, by_label), (documents, by_path)):
        choices += [(plain_label(one) + mark, one) for one in _gone(values, choices)]
    return by_label, by_path


def _unread(overview: Overview) -> bool:
    """Whether it is not known what is in the library: the index cannot be read, perhaps for a moment only."""
    return overview.generation is None and not overview.empty


def _gone(values: Sequence[str], choices: Sequence[tuple[str, str]]) -> list[str]:
    there = {value for _, value in choices}
    return [one for one in values if one not in there]


def _texts(values: object) -> list[str]:
    if not isinstance(values, Sequence) or isinstance(values, str):
        return []
    return [one for one in values[:_MOST] if isinstance(one, str)]
