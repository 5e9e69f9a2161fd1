"""The filters' panel: whose words, which documents, which days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.models import Document
from qa.render import long_date
from qa.web.library import Overview
from qa.web.markup import plain_label
from qa.web.panel import INNER, Refreshed


@dataclass(frozen=True, slots=True)
class Filters:
    """The panel's components."""

    speakers: gr.Dropdown
    documents: gr.Dropdown
    after: gr.Textbox
    before: gr.Textbox
    clear: gr.Button

    @property
    def refreshed(self) -> Refreshed:
        """Both lists follow the index."""
        lists = [self.speakers, self.documents]
        return Refreshed(lists, lists, refreshed)

    @property
    def inputs(self) -> list[Any]:
        """What an event takes, in the order of `arguments`."""
        return [self.speakers, self.documents, self.after, self.before]


def build_filters() -> Filters:
    """Lay the panel out, folded."""
    with gr.Accordion("Filters", open=False, elem_id="qa-filters"):
        with gr.Row():
            speakers = gr.Dropdown([], multiselect=True, label="Speakers", min_width=220, elem_id="qa-by-speaker")
            documents = gr.Dropdown([], multiselect=True, label="Transcripts", min_width=220, elem_id="qa-by-document")
        with gr.Row():
            after = gr.Textbox(label="From", placeholder="2024-07-24", max_lines=1, min_width=120)
            before = gr.Textbox(label="Until", placeholder="2024-12-31", max_lines=1, min_width=120)
            clear = gr.Button("Clear filters", size="sm", scale=0, min_width=110, elem_id="qa-clear-filters")
    filters = Filters(speakers, documents, after, before, clear)
    clear.click(lambda: ([], [], "", ""), None, filters.inputs, queue=False, **INNER)
    return filters


def arguments(speakers: list[str] | None, documents: list[str] | None, after: str, before: str) -> dict[str, Any]:
    """What the panel holds, as arguments of `Assistant.stream`."""
    return {
        "speaker": tuple(speakers or ()),
        "document": tuple(documents or ()),
        "after": (after or "").strip() or None,
        "before": (before or "").strip() or None,
    }


def speaker_choices(overview: Overview) -> list[tuple[str, str]]:
    """Name and label of every speaker, by name; namesakes of one label are one choice."""
    names: dict[str, str] = {}
    for speaker in overview.speakers:
        names[speaker.label] = speaker.label if speaker.label in names else speaker.name
    return sorted(((plain_label(name), label) for label, name in names.items()), key=lambda one: one[0].casefold())


def document_choices(overview: Overview) -> list[tuple[str, str]]:
    """Name and path of every document, the newest first."""
    dated = sorted(overview.documents, key=lambda one: one.date or "", reverse=True)
    return [(document_label(one), one.document) for one in dated]


def document_label(document: Document) -> str:
    """Title and date."""
    return plain_label(f"{document.name} · {long_date(document.date)}" if document.date else document.name)


def refreshed(overview: Overview, speakers: list[str] | None, documents: list[str] | None) -> list[Any]:
    """New choices for both lists; what is chosen stays chosen as far as it still exists."""
    by_label, by_path = speaker_choices(overview), document_choices(overview)
    labels, paths = {label for _, label in by_label}, {path for _, path in by_path}
    return [
        gr.update(choices=by_label, value=[one for one in speakers or [] if one in labels]),
        gr.update(choices=by_path, value=[one for one in documents or [] if one in paths]),
    ]
