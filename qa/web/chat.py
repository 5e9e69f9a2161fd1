"""The chat's panel: the conversation of one session, which never leaves its state."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from qa.errors import QAError
from qa.models import Answer
from qa.web.filters import Filters, arguments
from qa.web.library import Library, Overview
from qa.web.markup import answer_html, pending_html, problem_html, question_html, safe, stopped_html
from qa.web.panel import INNER, Refreshed

LONGEST_QUESTION = 2000
_ASKING = 4
_log = logging.getLogger(__name__)
UNEXPECTED = (
    "Something went wrong that should not have: what happened is in the terminal where the page was started. "
    "Asking again does no harm."
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what came of it.

    Attributes:
        question: as asked.
        answer: the answer, as far as it has come; None where there is none.
        whole: it will not grow any more.
        problem: why there is no answer, for the user.
    """

    question: str
    answer: Answer | None = None
    whole: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Chat:
    """The panel's components."""

    exchanges: gr.State
    messages: gr.Chatbot
    examples: tuple[gr.Button, ...]
    examples_row: gr.Row
    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    retry: gr.Button
    restart: gr.Button
    refreshed: Refreshed


def converse(
    library: Library, question: str, exchanges: Sequence[Exchange], filters: dict[str, Any]
) -> Iterator[list[Exchange]]:
    """The conversation with the question at its end, and then with its answer growing."""
    past = [one for one in exchanges if one.whole]
    asked = Exchange(question.strip())
    yield [*past, asked]
    try:
        history = [one.answer for one in past if one.answer is not None]
        answer = None
        for answer in library.assistant().stream(asked.question, history=history, **filters):
            yield [*past, replace(asked, answer=answer)]
        yield [*past, replace(asked, answer=answer, whole=True)]
    except QAError as error:
        yield [*past, replace(asked, problem=str(error), whole=True)]
    except Exception:
        _log.exception("a question failed")
        yield [*past, replace(asked, problem=UNEXPECTED, whole=True)]


def messages(exchanges: Sequence[Exchange]) -> list[dict[str, str]]:
    """The conversation as the chatbot shows it; every text in it is escaped."""
    shown = []
    for number, exchange in enumerate(exchanges):
        shown.append({"role": "user", "content": question_html(exchange.question)})
        if exchange.problem is not None:
            content = problem_html(exchange.problem)
        elif exchange.answer is not None:
            content = answer_html(exchange.answer, number, whole=exchange.whole)
        else:
            content = stopped_html() if exchange.whole else pending_html()
        shown.append({"role": "assistant", "content": content})
    return shown


def stopped(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """The conversation after the user would not wait: what had come stays, and a half answer is not followed up."""
    return [one if one.whole else Exchange(one.question, whole=True) for one in exchanges]


def welcome_html(overview: Overview, seeds: str) -> str:
    """What stands where no conversation has begun."""
    if overview.problem is not None:
        return (
            '<div class="qa-welcome"><p><strong>There is nothing to ask yet.</strong></p>'
            f"<p>{safe(overview.problem[:1].upper() + overview.problem[1:])}</p>"
            f"<p>Put transcripts into the folder <code>{safe(seeds)}</code> and press “Rebuild index”.</p></div>"
        )
    return (
        '<div class="qa-welcome"><p><strong>Ask what was said, and by whom.</strong></p>'
        "<p>Every answer is made of quotes, word for word. Follow a number to read the quote where it was said. "
        "Where nobody said it, that is the answer.</p></div>"
    )


def build_chat(seeds: str) -> Chat:
    """Lay the panel out, without filters, which stand below. `seeds`: the folder to put transcripts into."""
    chatbot = gr.Chatbot(
        elem_id="qa-chat", show_label=False, container=False, height="100%", layout="bubble", latex_delimiters=[],
        sanitize_html=True, buttons=[], feedback_options=None, allow_file_downloads=False,
        group_consecutive_messages=False, line_breaks=False, autoscroll=False,
    )  # fmt: skip
    with gr.Row(elem_id="qa-examples") as row:
        buttons = tuple(
            gr.Button("", size="sm", visible=False, min_width=160, elem_classes="qa-example") for _ in range(3)
        )
    with gr.Row(elem_id="qa-ask", equal_height=True):
        question = gr.Textbox(
            show_label=False, label="Question", placeholder="Ask what was said …", container=False,
            max_lines=5, lines=1, scale=1, min_width=160, max_length=LONGEST_QUESTION, autofocus=True,
            elem_id="qa-question",
        )  # fmt: skip
        ask = gr.Button("Ask", variant="primary", scale=0, min_width=84, elem_id="qa-send")
        stop = gr.Button("Stop", variant="stop", scale=0, min_width=84, visible=False, elem_id="qa-stop")
    with gr.Row(elem_id="qa-tools"):
        retry = gr.Button("Ask again", size="sm", variant="secondary", scale=0, min_width=90, visible=False)
        restart = gr.Button("New conversation", size="sm", variant="secondary", scale=0, min_width=130, visible=False)

    def update(overview: Overview) -> list[Any]:
        questions = [*overview.examples, "", "", ""][: len(buttons)]
        return [
            gr.Chatbot(placeholder=welcome_html(overview, seeds)),
            *[gr.Button(question, visible=bool(question)) for question in questions],
        ]

    return Chat(
        gr.State([]),
        chatbot,
        buttons,
        row,
        question,
        ask,
        stop,
        retry,
        restart,
        Refreshed([], [chatbot, *buttons], update),
    )


def connect(library: Library, chat: Chat, filters: Filters, refreshing: dict[str, Any]) -> None:
    """What the panel's buttons do.

    Args:
        library: what is asked.
        chat: this panel.
        filters: which part of the index is asked.
        refreshing: the event that brings the page up to date, after each answer.
    """
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

    def state(exchanges: list[Exchange], *, busy: bool, question: Any = None) -> list[Any]:
        begun = bool(exchanges)
        return [
            messages(exchanges),
            exchanges,
            gr.skip() if question is None else question,
            gr.Button(visible=not busy),
            gr.Button(visible=busy),
            gr.Button(visible=begun and not busy),
            gr.Button(visible=begun and not busy),
            gr.Row(visible=not begun),
        ]

    def ask(question: str, exchanges: list[Exchange], *filled: Any) -> Iterator[list[Any]]:
        if not (question or "").strip():
            yield [gr.skip()] * len(shown)
            return
        for conversation in converse(library, question, exchanges, arguments(*filled)):
            yield state(
                conversation, busy=not conversation[-1].whole, question="" if not conversation[-1].answer else None
            )

    def again(exchanges: list[Exchange], *filled: Any) -> Iterator[list[Any]]:
        if not exchanges:
            yield [gr.skip()] * len(shown)
            return
        for conversation in converse(library, exchanges[-1].question, exchanges[:-1], arguments(*filled)):
            yield state(conversation, busy=not conversation[-1].whole)

    limits: dict[str, Any] = {"concurrency_limit": _ASKING, "concurrency_id": "answers", **INNER}
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
        lambda exchanges: state(stopped(exchanges), busy=False), chat.exchanges, shown,
        cancels=events, queue=False, **INNER,
    )  # fmt: skip
    chat.restart.click(lambda: state([], busy=False, question=""), None, shown, queue=False, **INNER)
