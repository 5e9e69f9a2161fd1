"""Typed endpoints of the page for other programs: `/ask`, `/search`, `/documents`, `/turns`, `/build`."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.events import api

from qa.errors import QAError
from qa.web.chat.conversation import UNEXPECTED
from qa.web.journal import timed
from qa.web.library import Library
from qa.web.programs.service import Service

# Questions of programs wait for each other, not people for them.
_ANSWERED_AT_ONCE = 4
_log = logging.getLogger(__name__)


def add_endpoints(library: Library) -> None:
    """Add them to the page that is being laid out."""
    service = Service(library)
    for function in (service.ask, service.search, service.documents, service.turns):
        _add(function, concurrency_limit=_ANSWERED_AT_ONCE, concurrency_id="programs")
    # Without a limit: one that finds another at work is told so, instead of waiting in line and building again.
    _add(service.build, concurrency_limit=None)


def _add(function: Callable[..., dict[str, Any]], **limits: Any) -> None:
    api(told(function), api_name=function.__name__, api_description=inspect.getdoc(function) or "", **limits)


def told(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The function, with every failure as a message for the caller and no traceback."""

    @functools.wraps(function)
    def answered(*arguments: Any, **named: Any) -> dict[str, Any]:
        try:
            with timed(function.__name__):
                return function(*arguments, **named)
        except QAError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except Exception as error:
            _log.exception("/%s failed", function.__name__)
            raise gr.Error(UNEXPECTED, print_exception=False) from error

    return answered
