"""What the page keeps of its sessions while they last, and of calls by other programs: nothing.

Gradio makes every call a session, empties what was closed an hour ago, and forgets none of them: it keeps ten thousand.
Each holds the settings of all components of the page, to be restored by a link: a tenth of the time of a short answer,
and a gigabyte after ten thousand questions or visits. Its queue remembers every session that has ever waited, and
reckons statistics over the last ten thousand events that nobody looks at.
"""

from __future__ import annotations

import datetime
import logging
import sys
from copy import copy
from typing import TYPE_CHECKING, Any

from gradio.state_holder import SessionState, StateHolder

from qa.patterns import regex

if TYPE_CHECKING:
    import gradio as gr

_log = logging.getLogger(__name__)
# A call without a session is one under the id of its event; those of browsers and of Gradio's client look different.
_CALL = regex(r"[0-9a-f]{32}")
MOST = 1000
"""Sessions that are kept at once; the one that was used longest ago goes first."""
OLD = 3600
"""Seconds after which a session that was closed is forgotten."""


class PageState(SessionState):
    """The state of one session: what it has asked and what is open there, without the settings of components."""

    def __init__(self, blocks: gr.Blocks) -> None:
        """As the base class does, but for the settings of components."""
        self.blocks_config = copy(blocks.default_config)
        self.config_values = _Nothing()
        self.state_data = {}
        self._state_ttl = {}
        self.is_closed = False
        self.STATE_TTL_WHEN_CLOSED = OLD

    def _update_config(self, key: int) -> None:
        """Nothing is kept to be restored."""

    def _update_value_in_config(self, key: int, value: object) -> None:
        """Likewise."""


class CallState(PageState):
    """The state of one call, which no other will ask for."""

    def __init__(self, blocks: gr.Blocks) -> None:
        """One that has ended before it begins."""
        super().__init__(blocks)
        self.is_closed = True
        self.STATE_TTL_WHEN_CLOSED = 0


class _Nothing(dict[int, Any]):
    """Keeps nothing."""

    def __setitem__(self, key: int, value: Any) -> None:
        pass


class States(StateHolder):
    """The states of the page's sessions until an hour after they were closed, and none of calls."""

    def __getitem__(self, session_id: str) -> SessionState:
        """The state of a session; a fresh one for a call."""
        if _CALL.fullmatch(session_id):
            return CallState(self.blocks)
        if session_id not in self.session_data:
            self.session_data[session_id] = PageState(self.blocks)
        return super().__getitem__(session_id)

    def update(self, session_id: str) -> None:
        """Note that a session is used, and forget those that are too many."""
        with self.lock:
            if session_id in self.session_data:
                self.session_data.move_to_end(session_id)
            oldest = list(self.session_data)[: max(0, len(self.session_data) - MOST)]
        for one in oldest:
            self._forget(one)

    def delete_all_expired_state(self) -> None:
        """Let go of what has expired; asked every second by a task that an error would end for good."""
        try:
            super().delete_all_expired_state()  # type: ignore[no-untyped-call]
        except RuntimeError as error:
            # A session has come while those that are there were looked through: the next second will do.
            _log.debug("sessions are looked through again: %s", error)

    def delete_state(self, session_id: str, expired_only: bool = False) -> None:
        """Let go of what has expired, and of all of a session that was closed and not used since for an hour."""
        super().delete_state(session_id, expired_only)
        state, used = self.session_data.get(session_id), self.time_last_used.get(session_id)
        if state is None or not state.is_closed or used is None:
            return
        if (datetime.datetime.now() - used).total_seconds() > state.STATE_TTL_WHEN_CLOSED:
            self._forget(session_id)

    def _forget(self, session_id: str) -> None:
        """Let go of a session, and of what waits on disk for it."""
        with self.lock:
            state = self.session_data.pop(session_id, None)
            self.time_last_used.pop(session_id, None)
        for component, value, _ in list(state.state_components) if state is not None else ():
            component.delete_callback(value)


class Waiting(dict[str, set[str]]):
    """The events that each session waits for; of the sessions that wait for none, the last ones only."""

    def __setitem__(self, session: str, events: set[str]) -> None:
        """Note a session, and forget those that have waited longest ago."""
        super().__setitem__(session, events)
        if len(self) > MOST:
            idle = [one for one, waits in self.items() if not waits and one != session]
            for one in idle[: len(self) - MOST // 2]:
                del self[one]


def keep_no_calls(page: gr.Blocks) -> None:
    """Have a page that has been launched forget a call when it is answered, and a session after its end."""
    states = States()  # type: ignore[no-untyped-call]
    states.set_blocks(page)
    page.app.state_holder = states
    queue = page._queue
    queue.pending_event_ids_session = Waiting(queue.pending_event_ids_session)
    # The first of these is spelled so in Gradio.
    queue.ANAYLTICS_CACHE_FREQUENCY = sys.maxsize
    queue.ANALYTICS_MAX_EVENTS = 1
