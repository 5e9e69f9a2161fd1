"""What the page keeps of calls by other programs: nothing. Gradio makes every call a session, and keeps ten thousand.

Each would hold the settings of all components of the page, to be restored by a link: a tenth of the time of a short
answer, and a gigabyte after ten thousand questions.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING

from gradio.state_holder import SessionState, StateHolder

if TYPE_CHECKING:
    import gradio as gr

# A call without a session is one under the id of its event; those of browsers and of Gradio's client look different.
_CALL = re.compile(r"[0-9a-f]{32}")


class CallState(SessionState):
    """The state of one call, which no other will ask for."""

    def __init__(self, blocks: gr.Blocks) -> None:
        """As the base class does, but for the settings of components."""
        self.blocks_config = copy(blocks.default_config)
        self.config_values = {}
        self.state_data = {}
        self._state_ttl = {}
        self.is_closed = True
        self.STATE_TTL_WHEN_CLOSED = 0

    def _update_config(self, key: int) -> None:
        """Nothing is kept to be restored."""

    def _update_value_in_config(self, key: int, value: object) -> None:
        """Likewise."""


class States(StateHolder):
    """The states of the page's sessions, and none of calls."""

    def __getitem__(self, session_id: str) -> SessionState:
        """The state of a session; a fresh one for a call."""
        if _CALL.fullmatch(session_id):
            return CallState(self.blocks)
        return super().__getitem__(session_id)


def keep_no_calls(page: gr.Blocks) -> None:
    """Have a page that has been launched forget a call when it is answered."""
    states = States()  # type: ignore[no-untyped-call]
    states.set_blocks(page)
    page.app.state_holder = states
