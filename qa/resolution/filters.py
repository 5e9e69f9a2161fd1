"""Filters as they are given by a user or a script: names, and days. Pure."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection

from qa.errors import InvalidInput

Names = str | os.PathLike[str] | Collection[str | os.PathLike[str]] | None
Date = str | datetime.date | None


def several(names: Names, what: str) -> tuple[str, ...]:
    """One name, several or none, as texts; empty ones are left out.

    Raises:
        InvalidInput: one is no text; the message says `what` they were given as.
    """
    if names is None:
        return ()
    given = [names] if isinstance(names, str | os.PathLike) or not isinstance(names, Collection) else names
    texts = []
    for name in given:
        text = os.fspath(name) if isinstance(name, os.PathLike) else name
        if not isinstance(text, str):
            raise InvalidInput(f"{what} must be a name or several, not {text!r}")
        texts += [text] if text.strip() else []
    return tuple(texts)


def day(date: Date, what: str) -> str | None:
    """A day as ISO; None where none is given, or an empty text.

    Raises:
        InvalidInput: it is none; the message says `what` it was given as.
    """
    if date is None or date == "":
        return None
    if isinstance(date, datetime.datetime):
        return date.date().isoformat()
    if isinstance(date, datetime.date):
        return date.isoformat()
    try:
        return datetime.date.fromisoformat(date.strip()).isoformat()
    except (AttributeError, ValueError):
        raise InvalidInput(f"{what} must be a date like 2024-07-24, not {date!r}") from None
