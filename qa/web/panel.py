"""What the panels have in common: how one takes part in the page's refreshing. Knows no panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.web.library import Overview

INNER: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""An event of the page's own: quick, without a spinner, and not in the list of endpoints."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What of a panel follows the index.

    Attributes:
        inputs: components whose values decide.
        outputs: components that change.
        update: called with what is indexed now and the values of `inputs`; one update for each of `outputs`.
    """

    inputs: Sequence[Any]
    outputs: Sequence[Any]
    update: Callable[..., list[Any]]


def refreshing(load: Callable[[], Overview], seen: Any, parts: Sequence[Refreshed]) -> dict[str, Any]:
    """One event that brings all parts up to date where another generation was published, else changes nothing.

    Args:
        load: what is indexed now.
        seen: state of the session: the generation that it shows.
        parts: in any order.
    """
    outputs = [component for part in parts for component in part.outputs]

    def refresh(generation: int | None, *values: Any) -> list[Any]:
        overview = load()
        if generation is not None and generation == overview.generation:
            return [gr.skip()] * (1 + len(outputs))
        given = iter(values)
        updates = [update for part in parts for update in part.update(overview, *[next(given) for _ in part.inputs])]
        return [overview.generation, *updates]

    inputs = [component for part in parts for component in part.inputs]
    return {"fn": refresh, "inputs": [seen, *inputs], "outputs": [seen, *outputs], "queue": False, **INNER}
