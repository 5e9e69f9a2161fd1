"""A generation, names and numbers as Milvus expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str) -> str:
    """A text as a literal, whatever it holds: other control characters stand for themselves."""
    return f'"{text.translate(_ESCAPES)}"'


def among(field: str, values: Iterable[int] | Iterable[str]) -> str:
    """The field has one of the values; of none, nothing does."""
    written = [quoted(value) if isinstance(value, str) else str(value) for value in values]
    return f"{field} in [{', '.join(written)}]" if written else "id in []"


def any_of(field: str, values: Iterable[int] | Iterable[str]) -> str:
    """The array has one of the values or more."""
    written = [quoted(value) if isinstance(value, str) else str(value) for value in values]
    return f"array_contains_any({field}, [{', '.join(written)}])"


def both(*expressions: str) -> str:
    """All of them hold; empty ones are left out."""
    return " and ".join(f"({one})" for one in expressions if one)


def alive(generations: Mapping[int, int]) -> str:
    """What was there in these generations of the shards."""
    shards: dict[int, list[int]] = {}
    for shard, generation in sorted(generations.items()):
        shards.setdefault(generation, []).append(shard)
    return " or ".join(
        f"({among('shard', numbers)} and born <= {generation} and died > {generation})"
        for generation, numbers in shards.items()
    )


def between(field: str, after: str | None, before: str | None) -> str:
    """The day lies between two dates, ISO, inclusive; what has none falls out. Empty where no date is given."""
    if not after and not before:
        return ""
    return f"{field} >= {day(after) or 1} and {field} <= {day(before) or 99_999_999}"


def day(iso: str | None) -> int:
    """A date as a number, 0 for none."""
    return int(iso.replace("-", "")) if iso else 0
