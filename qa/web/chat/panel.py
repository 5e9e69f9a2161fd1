"""The chat's panel: the conversation of one session.

The page's script shows the conversation and keeps it in the browser (`static/chat.js`, `static/conversations.js`); it
calls for what the server alone can do. What comes back is one exchange at a time, so that a long conversation costs no
more than a short one.
"""

from __future__ import annotations

import base64
import itertools
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from qa.conversation.smalltalk import small_talk
from qa.errors import QAError
from qa.models import Answer
from qa.render import answer_text
from qa.web import static
from qa.web.chat import filters as filtering
from qa.web.chat import welcome
from qa.web.chat.conversation import LONGEST_IN_BOX, UNEXPECTED, Exchange, converse, stopped
from qa.web.chat.conversations import Damaged, exchange_from, exchange_record, exchanges_from, text_from
from qa.web.chat.exporting import LONGEST_NAME, export
from qa.web.chat.feedback import store
from qa.web.chat.filters import Filters, arguments
from qa.web.library import Library, Overview
from qa.web.markup import answer_html, plain_label, problem_html, stopped_html
from qa.web.panel import INNER, Refreshed
from qa.web.problems import explained

_ASKING = 4
_LONGEST_ID = 64
# More than is taken, so that it is said how much is too much.
_LONGEST_SENT = 100_000
_log = logging.getLogger(__name__)
_told = itertools.count()

_BAR = """
<div class="qa-bar">
<button type="button" id="qa-talks" class="qa-quiet" aria-expanded="false" aria-controls="qa-talks-list"
aria-label="Conversations. Open now: Untitled"
><span class="qa-talk-name">Untitled</span><span aria-hidden="true">▾</span></button>
<button type="button" id="qa-new" class="qa-quiet">New<span class="qa-wide"> conversation</span></button>
<button type="button" id="qa-export" class="qa-quiet" aria-expanded="false" aria-controls="qa-export-list" disabled
>Export<span aria-hidden="true"> ▾</span></button>
</div>
<div id="qa-talks-list" class="qa-popup" hidden></div>
<div id="qa-export-list" class="qa-popup" hidden>
<button type="button" data-export="markdown">Markdown</button>
<button type="button" data-export="docx">Word (.docx)</button>
<button type="button" data-export="json">JSON, with offsets</button>
</div>
"""
# What comes of an answer is read out by `static/hearing.js`, once.
_LOG = '<div id="qa-log" role="log" aria-live="off" aria-label="Conversation" tabindex="0"></div>'
_ASK = f"""
<form class="qa-ask">
<div id="qa-question" data-longest="{LONGEST_IN_BOX}"><textarea rows="1" aria-label="Question"
placeholder="Ask what was said …" autocomplete="off"></textarea></div>
<button type="submit" id="qa-send">Ask</button>
<button type="button" id="qa-stop">Stop</button>
</form>
"""


@dataclass(frozen=True, slots=True)
class Chat:
    """The panel's components.

    Attributes:
        exchanges: of the session; what links in the answers name.
        caller: calls for the page's script, and takes back what comes of it.
        filters: which part of the index is asked.
        refreshed: what follows the index; the filters do so on their own.
    """

    exchanges: gr.State
    caller: gr.HTML
    filters: Filters
    refreshed: Refreshed


def message(at: int, exchange: Exchange, titles: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Question number `at` and its answer for the page's script. All HTML in it is escaped text in our own tags.

    Args:
        at: its position in the conversation.
        exchange: question and answer.
        titles: of documents, by path: the filters in force are named as their chips are.
    """
    told: dict[str, Any] = {"at": at, "question": exchange.question, "whole": exchange.whole}
    if exchange.problem is not None:
        told["html"] = problem_html(exchange.problem)
    elif exchange.answer is not None:
        told["html"] = answer_html(_titled(exchange.answer, titles or {}), at, stopped=exchange.stopped, titles=titles)
    else:
        told["html"] = stopped_html()
    if exchange.whole:
        told["kept"] = exchange_record(exchange)
        if small_talk(exchange.question, first=at == 0) is not None:
            told["kept"]["talk"] = True
        told["plain"] = answer_text(exchange.answer) if exchange.answer is not None else ""
    return told


def build_chat(library: Library) -> Chat:
    """Lay the panel out: conversations, what was said, filters, question."""
    plain: dict[str, Any] = {"apply_default_css": False}

    def judge(judgement: Any) -> dict[str, str]:
        return judged(library, judgement)

    with gr.Column(elem_id="qa-talk"):
        gr.HTML(_BAR, elem_id="qa-conversations", **plain)
        greeting = gr.HTML("", elem_id="qa-welcome", **plain)
        gr.HTML(_LOG, elem_id="qa-chat", **plain)
        filters = filtering.build_filters()
        gr.HTML(_ASK, elem_id="qa-ask", **plain)
        caller = gr.HTML(
            "", html_template=" ", elem_id="qa-caller", js_on_load=static.bridge("chat_bridge"),
            server_functions=[judge, download],
        )  # fmt: skip

    def update(overview: Overview) -> list[Any]:
        return [welcome.welcome_html(overview, str(library.seeds()))]

    return Chat(gr.State([]), caller, filters, Refreshed([], [greeting], update))


def connect(library: Library, chat: Chat, refreshing: dict[str, Any]) -> None:
    """What the page's script can call for. The names of the events stand in `static/chat_bridge.js`.

    Args:
        library: what is asked.
        chat: this panel.
        refreshing: the event that brings the page up to date, after each answer.
    """

    def ask(
        exchanges: list[Exchange], speakers: list[str], documents: list[str], after: str, before: str,
        event: gr.EventData,
    ) -> Iterator[list[Any]]:  # fmt: skip
        called, at, question = _called(event)
        if at > len(exchanges):
            yield [_said(called, lost=True), gr.skip()]
            return
        filled = arguments(speakers, documents, after, before)
        overview = library.overview()
        titles, refused = _titles(overview), filtering.problem(overview, speakers, documents, after, before)
        if refused is not None:
            conversation = [*exchanges[:at], Exchange(question.strip(), problem=refused, whole=True)]
            yield [_said(called, exchanges=[message(at, conversation[-1])]), conversation]
            return
        for conversation in converse(library, question, exchanges[:at], filled):
            yield [_said(called, exchanges=[message(at, conversation[-1], titles)]), conversation]

    def stop(exchanges: list[Exchange], event: gr.EventData) -> list[Any]:
        called, at, question = _called(event)
        conversation = stopped(exchanges, at, question)
        titles = _titles(library.overview())
        return [_said(called, exchanges=[message(at, conversation[-1], titles)]), conversation]

    def restore(event: gr.EventData) -> list[Any]:
        called = event._data or {}
        conversation, lost = exchanges_from(called.get("exchanges"))
        overview = library.overview()
        titles = _titles(overview)
        shown = [message(at, one, titles) for at, one in enumerate(conversation)]
        said = _said(called, all=True, damaged=lost, exchanges=shown)
        return [said, conversation, *filtering.restored(overview, called.get("filters"))]

    limits: dict[str, Any] = {"concurrency_limit": _ASKING, "concurrency_id": "answers", **INNER}
    caller, both = chat.caller, [chat.caller, chat.exchanges]
    asked = caller.ask(ask, [chat.exchanges, *chat.filters.inputs], both, trigger_mode="multiple", **limits)
    # Where nothing comes, the script finds out whether the session is lost or has ended, and what to do.
    asked.failure(None, None, None, js="() => { window.qaFailed(); }", **INNER)
    asked.then(**refreshing)
    caller.stop(stop, chat.exchanges, both, cancels=[asked], queue=False, **INNER)
    caller.restore(
        restore, None, [*both, *chat.filters.inputs], trigger_mode="multiple", concurrency_limit=_ASKING, **INNER
    )
    # Does nothing, but in the queue: where the session's stream of answers is closed, this opens it again.
    caller.wake(lambda: None, None, None, trigger_mode="multiple", concurrency_limit=None, **INNER)
    filtering.connect(library, chat.filters, caller)


def judged(library: Library, judgement: Any) -> dict[str, str]:
    """Store a judgement that the page's script sends; where it is now, or why it is not."""
    given = judgement if isinstance(judgement, dict) else {}
    try:
        exchange = exchange_from(given.get("exchange"))
        verdict, comment = text_from(given.get("verdict"), 10), text_from(given.get("comment"), _LONGEST_SENT)
        judgement = text_from(given.get("judgement"), _LONGEST_ID)
        return {"file": store(library.settings.home, verdict, comment, exchange, judgement).name}
    except Damaged:
        return {"problem": "This answer is damaged in the browser and cannot be judged: ask again, and judge that."}
    except QAError as error:
        return {"problem": explained(error)}
    except Exception:
        _log.exception("a judgement could not be stored")
        return {"problem": UNEXPECTED}


def download(wanted: Any) -> dict[str, str]:
    """The conversation that the page's script sends as a file, or why there is none."""
    given = wanted if isinstance(wanted, dict) else {}
    try:
        exchanges, _ = exchanges_from(given.get("exchanges"))
        made = export(text_from(given.get("kind"), 20), text_from(given.get("name"), LONGEST_NAME), exchanges)
        return {"name": made.name, "type": made.media_type, "content": base64.b64encode(made.content).decode()}
    except QAError as error:
        return {"problem": explained(error)}
    except Exception:
        _log.exception("a conversation could not be exported")
        return {"problem": UNEXPECTED}


def _titled(answer: Answer, titles: Mapping[str, str]) -> Answer:
    """The answer, with the documents of its filters called by their titles."""
    named = tuple(titles.get(one, one) for one in answer.scope.documents)
    return replace(answer, scope=replace(answer.scope, documents=named))


def _titles(overview: Overview) -> dict[str, str]:
    return {one.document: plain_label(one.name) for one in overview.documents}


def _called(event: gr.EventData) -> tuple[dict[str, Any], int, str]:
    """What the page's script sent: all of it, the number of the question, the question."""
    called = event._data if isinstance(event._data, dict) else {}
    at = called.get("at")
    return called, at if isinstance(at, int) and at >= 0 else 0, text_from(called.get("question"), _LONGEST_SENT)


def _said(called: dict[str, Any], *, exchanges: Sequence[dict[str, Any]] = (), **more: Any) -> str:
    """A word to the page's script: no two are alike, or the second would go unnoticed, and none holds a tag as such.

    It names the conversation and the call that it answers: by the time it is read, another one may be shown.
    """
    named = {name: text_from(called.get(name), _LONGEST_ID) for name in ("id", "token")}
    word = {"told": next(_told), **named, "exchanges": list(exchanges), **more}
    return json.dumps(word).replace("<", "\\u003c")
