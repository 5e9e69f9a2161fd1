"""Names in the sentences of an answer: in a row, each once, with the verb that goes with them."""

from __future__ import annotations

from collections.abc import Sequence

from qa.models import Who
from qa.patterns import regex

_OFFICE = regex(r"\s*\([^()]*\)$")


def names_of(speakers: Sequence[Who]) -> str:
    """The labels in a row: "A, B and C"; one that is printed otherwise elsewhere, or with an office, is named once."""
    return in_a_row(_labels(speakers))


def one_name(speakers: Sequence[Who]) -> bool:
    """Whether they go by one name, so that a verb is in the singular."""
    return len(_labels(speakers)) == 1


def not_asked_about(speakers: Sequence[Who]) -> str:
    """What is said where the filters leave these people out."""
    return f"{names_of(speakers)} {verb(speakers, 'is', 'are')} not among the speakers asked about."


def verb(speakers: Sequence[Who], one: str, several: str) -> str:
    """The form of a verb that goes with their names in a row."""
    return one if one_name(speakers) else several


def in_a_row(names: Sequence[str]) -> str:
    """Names with commas and an "and"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _labels(speakers: Sequence[Who]) -> list[str]:
    labels: dict[str, str] = {}
    for who in speakers:
        labels.setdefault(who.label.casefold(), who.label)
    # "Hon. Ann Lee (Minister of Health)" is "Hon. Ann Lee", where she is printed so as well.
    shorter = {label: _OFFICE.sub("", label) for label in labels}
    return [label for key, label in labels.items() if shorter[key] == key or shorter[key] not in labels]
