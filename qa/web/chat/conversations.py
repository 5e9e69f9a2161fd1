"""Conversations as the browser keeps them: JSON that loses nothing of an answer, and is read with care.

What comes back from a browser may be damaged, or of another version: it is checked value by value, and what does not
fit is left out.
"""

from __future__ import annotations

import math
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from qa.models import Answer, Mention
from qa.web.chat.conversation import LONGEST_IN_BOX, Exchange

LONGEST = 200
"""How many exchanges of a conversation are read; the browser's script begins no longer one."""
_LARGEST_INTEGER = 2**31
_T = TypeVar("_T")


class Damaged(ValueError):
    """A record is not what was written."""


def exchange_record(exchange: Exchange) -> dict[str, Any]:
    """An exchange that has ended, as JSON. Nothing is written of what is as it would be anyway."""
    record: dict[str, Any] = _record(exchange)
    record.pop("whole", None)
    return record


def exchange_from(record: object) -> Exchange:
    """The exchange of a record. Raises Damaged."""
    if not isinstance(record, Mapping):
        raise Damaged("an exchange is an object")
    exchange = _read(Exchange, {**record, "whole": True}, "exchange")
    if not exchange.question.strip() or len(exchange.question) > LONGEST_IN_BOX:
        raise Damaged("a question is a text of bounded length")
    return exchange


def exchanges_from(records: object) -> tuple[list[Exchange], int]:
    """The exchanges of a conversation that can be read, and how many cannot."""
    if not isinstance(records, Sequence) or isinstance(records, str):
        return [], 0
    kept: list[Exchange] = []
    for record in records[:LONGEST]:
        try:
            kept.append(exchange_from(record))
        except Damaged:
            continue
    return kept, len(records) - len(kept)


def text_from(value: object, longest: int) -> str:
    """A text that a browser sent: without halves of characters, which no file and no answer can hold, and bounded."""
    return _whole_characters(value)[:longest] if isinstance(value, str) else ""


def _record(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        record = {}
        for one in fields(value):
            held = getattr(value, one.name)
            default = one.default if one.default_factory is MISSING else one.default_factory()
            if held != default or default is MISSING:
                record[one.name] = _places(held) if _is_evidence(value, one.name) else _record(held)
        return record
    if isinstance(value, tuple):
        return [_record(one) for one in value]
    return value


def _read(kind: type[_T], value: object, where: str) -> _T:
    if not isinstance(value, Mapping):
        raise Damaged(f"{where} is an object")
    hints = get_type_hints(kind)
    given = {}
    for one in fields(kind):  # type: ignore[arg-type]
        if one.name in value:
            held = value[one.name]
            if kind is Answer and one.name == "evidence":
                given[one.name] = _mentions(held)
            else:
                given[one.name] = _value(hints[one.name], held, f"{where}.{one.name}")
        elif one.default is MISSING and one.default_factory is MISSING:
            raise Damaged(f"{where} lacks {one.name}")
    return kind(**given)


def _value(hint: Any, value: object, where: str) -> Any:
    """The value, where it is of the type. Raises Damaged."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in get_args(hint):
            return None
        (inner,) = [one for one in get_args(hint) if one is not type(None)]
        return _value(inner, value, where)
    if origin is tuple:
        return _tuple(get_args(hint), value, where)
    if is_dataclass(hint) and isinstance(hint, type):
        return _read(hint, value, where)
    if hint is str and isinstance(value, str):
        return _whole_characters(value)
    if hint is bool and isinstance(value, bool):
        return value
    if hint is int and type(value) is int and 0 <= value < _LARGEST_INTEGER:
        return value
    if hint is float and type(value) in (int, float) and math.isfinite(value):  # type: ignore[arg-type]
        return float(value)  # type: ignore[arg-type]
    raise Damaged(f"{where} is no {getattr(hint, '__name__', hint)}")


def _tuple(kinds: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    items = _items(value, where)
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], one, where) for one in items)
    if len(items) != len(kinds):
        raise Damaged(f"{where} has {len(kinds)} values")
    return tuple(_value(kind, one, where) for kind, one in zip(kinds, items, strict=True))


def _items(value: object, where: str) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Damaged(f"{where} is a list")
    return value


def _is_evidence(owner: object, name: str) -> bool:
    """Every place behind a number: thousands at times, so that they are written closely."""
    return isinstance(owner, Answer) and name == "evidence"


def _places(mentions: Sequence[Mention]) -> list[list[Any]]:
    """Mentions in order, a document's next to each other named once: `[[document, [turn, start, end], …], …]`."""
    runs: list[list[Any]] = []
    for one in mentions:
        if not runs or runs[-1][0] != one.document:
            runs.append([one.document])
        runs[-1].append([one.turn, one.start, one.end])
    return runs


def _mentions(runs: object) -> tuple[Mention, ...]:
    found = []
    for run in _items(runs, "evidence"):
        document, *places = _items(run, "evidence") or ("",)
        path = _value(str, document, "evidence")
        found += [Mention(path, *_tuple((int, int, int), place, "evidence")) for place in places]
    return tuple(found)


def _whole_characters(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
