"""The page: its panels, and what one does to another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from qa.models import Counts
from qa.render import long_date
from qa.web import chat as chats
from qa.web import filters as filtering
from qa.web import reader as readers
from qa.web import rebuild as rebuilding
from qa.web.library import Library, Overview
from qa.web.markup import safe

HERE = Path(__file__).parent
TITLE = "qa · ask your transcripts"
_ASKING = 4
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace"]
# An event of the page's own: quick, without a spinner, and not in the list of endpoints.
_INNER: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build_page(library: Library) -> gr.Blocks:
    """The page over one index."""
    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True) as page:
        seen = gr.State(None)
        with gr.Row(elem_id="qa-head", equal_height=True):
            header = gr.HTML(header_html(Overview()), elem_id="qa-header")
            rebuild = gr.Button("Rebuild index", size="sm", scale=0, min_width=120, elem_id="qa-rebuild")
        status = gr.HTML("", elem_id="qa-status")
        with gr.Row(elem_id="qa-main"):
            with gr.Column(scale=6, min_width=320, elem_id="qa-left"):
                chat = chats.build_chat()
                filters = filtering.build_filters()
            reader = readers.build_reader()
        bridge = gr.HTML("", elem_id="qa-bridge", js_on_load=(HERE / "bridge.js").read_text(encoding="utf-8"))

        def refresh(generation: int | None, speakers: list[str], documents: list[str], picked: str | None) -> list[Any]:
            """Header, filters, examples, list of transcripts, where another generation was published."""
            overview = library.overview()
            if generation is not None and generation == overview.generation:
                return [gr.skip()] * 9
            choices = filtering.document_choices(overview)
            paths = {path for _, path in choices}
            questions = [*overview.examples, "", "", ""][: len(chat.examples)]
            return [
                overview.generation,
                header_html(overview),
                *filtering.refreshed(overview, speakers, documents),
                gr.update(choices=choices, value=picked if picked in paths else None),
                gr.Chatbot(placeholder=chats.welcome_html(overview, str(library.seeds()))),
                *[gr.Button(question, visible=bool(question)) for question in questions],
            ]

        refreshing: dict[str, Any] = {
            "fn": refresh,
            "inputs": [seen, filters.speakers, filters.documents, reader.picker],
            "outputs": [
                seen,
                header,
                filters.speakers,
                filters.documents,
                reader.picker,
                chat.messages,
                *chat.examples,
            ],
            **_INNER,
        }
        page.load(**refreshing)
        _connect_chat(library, chat, filters, refreshing)
        _connect_reader(library, chat, reader, bridge)
        building = rebuild.click(lambda: gr.Button(interactive=False), None, rebuild, queue=False, **_INNER).then(
            lambda: (yield from rebuilding.rebuild(library)), None, status, concurrency_limit=2, **_INNER
        )
        building.then(lambda: gr.Button(interactive=True), None, rebuild, queue=False, **_INNER)
        building.then(**refreshing)
    return page


def _connect_chat(library: Library, chat: chats.Chat, filters: filtering.Filters, refreshing: dict[str, Any]) -> None:
    shown = [
        chat.messages,
        chat.exchanges,
        chat.question,
        chat.ask,
        chat.stop,
        chat.retry,
        chat.restart,
        chat.examples_row,
    ]

    def state(exchanges: list[chats.Exchange], *, busy: bool, question: Any = None) -> list[Any]:
        begun = bool(exchanges)
        return [
            chats.messages(exchanges),
            exchanges,
            gr.skip() if question is None else question,
            gr.Button(visible=not busy),
            gr.Button(visible=busy),
            gr.Button(visible=begun and not busy),
            gr.Button(visible=begun and not busy),
            gr.Row(visible=not begun),
        ]

    def ask(question: str, exchanges: list[chats.Exchange], *filled: Any) -> Iterator[list[Any]]:
        if not (question or "").strip():
            yield [gr.skip()] * len(shown)
            return
        for conversation in chats.converse(library, question, exchanges, filtering.arguments(*filled)):
            yield state(
                conversation, busy=not conversation[-1].whole, question="" if not conversation[-1].answer else None
            )

    def again(exchanges: list[chats.Exchange], *filled: Any) -> Iterator[list[Any]]:
        if not exchanges:
            yield [gr.skip()] * len(shown)
            return
        for conversation in chats.converse(
            library, exchanges[-1].question, exchanges[:-1], filtering.arguments(*filled)
        ):
            yield state(conversation, busy=not conversation[-1].whole)

    limits: dict[str, Any] = {"concurrency_limit": _ASKING, "concurrency_id": "answers", **_INNER}
    asked = gr.on(
        [chat.ask.click, chat.question.submit], ask, [chat.question, chat.exchanges, *filters.inputs], shown, **limits
    )
    events = [asked]
    for button in chat.examples:
        events.append(button.click(ask, [button, chat.exchanges, *filters.inputs], shown, **limits))
    events.append(chat.retry.click(again, [chat.exchanges, *filters.inputs], shown, **limits))
    for event in events:
        event.then(**refreshing)
    chat.stop.click(
        lambda exchanges: state(chats.stopped(exchanges), busy=False), chat.exchanges, shown,
        cancels=events, queue=False, **_INNER,
    )  # fmt: skip
    chat.restart.click(lambda: state([], busy=False, question=""), None, shown, queue=False, **_INNER)


def _connect_reader(library: Library, chat: chats.Chat, reader: readers.Reader, bridge: gr.HTML) -> None:
    def open_link(exchanges: list[chats.Exchange], event: gr.EventData) -> list[Any]:
        link = str((event._data or {}).get("link", ""))
        opened = readers.open_link(library, [one.answer for one in exchanges], link)
        return [readers.stamped(opened.html), opened.document]

    def open_document(document: str | None) -> Any:
        return readers.stamped(readers.open_document(library, document).html) if document else gr.skip()

    # The listener's name stands in bridge.js.
    bridge.follow(open_link, chat.exchanges, reader.outputs, concurrency_limit=8, **_INNER)
    reader.picker.input(open_document, reader.picker, reader.view, concurrency_limit=8, **_INNER)


def header_html(overview: Overview) -> str:
    """What this is in one sentence, and what is indexed."""
    return (
        "<h1>qa</h1><p>Ask your transcripts in plain language; get the words that were said, by whom and when."
        f'<br><span class="qa-indexed">{safe(indexed(overview))}</span></p>'
    )


def indexed(overview: Overview) -> str:
    """What is indexed, on a line: `1 transcript · 2 speakers · 24 July 2024`."""
    counts: Counts | None = overview.counts
    if overview.problem is not None:
        return "nothing is indexed that can be read"
    if counts is None:
        return " "
    parts = [_count(counts.documents, "transcript"), _count(counts.speakers, "speaker")]
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
        "max_file_size": "1kb",
        "theme": _theme(),
        "css": (HERE / "style.css").read_text(encoding="utf-8"),
        "js": (HERE / "page.js").read_text(encoding="utf-8"),
    }


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue, neutral_hue=gr.themes.colors.slate, font=_SANS, font_mono=_MONO
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
