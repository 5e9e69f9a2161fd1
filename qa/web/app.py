"""The page: its panels, and what one does to another."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.models import Counts
from qa.render import long_date
from qa.web import static
from qa.web.chat import panel as chats
from qa.web.library import Library, Overview
from qa.web.markup import safe
from qa.web.panel import Refreshed, refreshing
from qa.web.programs.endpoints import add_endpoints
from qa.web.reader import panel as readers
from qa.web.shelf import panel as shelves
from qa.web.shelf.uploads import LARGEST

TITLE = "qa · ask your transcripts"
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace"]


def build_page(library: Library) -> gr.Blocks:
    """The page over one index."""
    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True) as page:
        # First of all: their names are taken as they are, and those of the page's own events give way.
        add_endpoints(library)
        seen = gr.State(None)
        with gr.Row(elem_id="qa-head", equal_height=True):
            header = gr.HTML(header_html(Overview()), elem_id="qa-header")
        status = shelves.build_status()
        with gr.Row(elem_id="qa-main"):
            with gr.Column(scale=6, min_width=320, elem_id="qa-left"), gr.Tabs(elem_id="qa-tabs"):
                with gr.Tab("Ask", id="ask", elem_id="qa-asking"):
                    chat = chats.build_chat(library)
                with gr.Tab("Library", id="library", elem_id="qa-library", render_children=True) as shelved:
                    shelf = shelves.build_shelf(library)
            reader = readers.build_reader(library)
        refresh = refreshing(
            library.overview,
            seen,
            [
                Refreshed([], [header], lambda overview: [header_html(overview)]),
                chat.refreshed,
                chat.filters.refreshed,
                reader.refreshed,
                shelf.refreshed,
            ],
        )
        page.load(**refresh)
        chats.connect(library, chat, refresh)
        readers.connect(library, chat.exchanges, reader)
        shelves.connect(library, shelf, status, reader.picker, refresh)
        # What another session has added or removed is seen when one looks.
        shelved.select(**refresh)
    return page


def header_html(overview: Overview) -> str:
    """What this is in one sentence, and what is indexed."""
    none = " qa-indexed-none" if overview.empty else ""
    return (
        '<h1>qa</h1><p><span class="qa-tagline">Ask your transcripts in plain language; get the words that were said, '
        f'by whom and when.<br></span><span class="qa-indexed{none}">{safe(indexed(overview))}</span></p>'
    )


def indexed(overview: Overview) -> str:
    """What is indexed, on a line: `1 transcript · 2 speakers · 24 July 2024`."""
    counts: Counts | None = overview.counts
    if overview.empty:
        return "nothing is indexed yet" if overview.waiting else "the library is empty"
    if overview.problem is not None:
        return "the library cannot be read"
    if counts is None:
        return " "
    parts = [_count(counts.documents, "transcript"), _count(len(overview.speakers), "speaker")]
    dates = sorted(one.date for one in overview.documents if one.date)
    if dates:
        first, last = long_date(dates[0]), long_date(dates[-1])
        parts.append(first if first == last else f"{first} – {last}")
    return " · ".join(parts)


def launch_options() -> dict[str, Any]:
    """How the page is served: quietly, to this address alone, with nothing fetched from anywhere."""
    return {
        "prevent_thread_lock": True,
        "quiet": True,
        "share": False,
        "ssr_mode": False,
        "show_error": False,
        "enable_monitoring": False,
        "run_history": False,
        "footer_links": [],
        "max_file_size": LARGEST,
        "theme": _theme(),
        "css": static.styles(),
        "js": static.scripts(),
        "head": static.head(),
    }


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue, neutral_hue=gr.themes.colors.slate, font=_SANS, font_mono=_MONO
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
