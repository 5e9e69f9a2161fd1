"""Whom "he" and "she" mean: whoever was asked about or quoted, unless the other word is theirs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.conversation.earlier import Earlier
from qa.patterns import phrase, regex
from qa.questions.parsing import names_in_list
from qa.resolution.sexes import pronoun_of

_HE, _SHE = phrase(r"\b(?:he|him|his)\b"), phrase(r"\b(?:she|hers?)\b")
_NAMED = regex(r"(?:\b(?:Mrs?|Ms|Miss)\b\.? )?\b[A-Z][\w'-]*\w(?: [A-Z][\w'-]*\w){0,2}")


def meant_by(word: str, earlier: Earlier) -> str | None:
    """Whom the word means after what was asked before; None where that is not plain.

    Args:
        word: "he" or "she", or another form of them.
        earlier: what was asked before.
    """
    pronoun = "he" if _HE.fullmatch(word) else "she"
    name = earlier.somebody
    named = [one for one in earlier.asked.names if pronoun_of(one)]
    if not earlier.subject and not earlier.people and [pronoun_of(one) for one in named] == [pronoun]:
        # "Tell me about Callum", told by his aunt.
        return named[0]
    if name and _pronoun(name, earlier) in {None, pronoun}:
        return name
    people = (*earlier.people, *named, *(names_in_list(earlier.subject) if earlier.subject else ()))
    told = [found[0] for one in earlier.answer.citations for found in _NAMED.finditer(one.quote)] if name else []
    return (
        _only(pronoun, people, earlier)
        or _only(pronoun, earlier.speakers, earlier)
        or _first(pronoun, told)
        or (_before(pronoun, earlier) if name else None)
    )


def _pronoun(name: str, earlier: Earlier) -> str | None:
    """By the name, or by how it was spoken of before in this chat."""
    told = pronoun_of(name)
    at: Earlier | None = earlier
    while told is None and at is not None:
        asked = at.answer.question
        he, she = _HE.search(asked) is not None, _SHE.search(asked) is not None
        if he != she and name in at.text and name.casefold() not in asked.casefold():
            told = "he" if he else "she"
        at = at.before
    return told


def _only(pronoun: str, names: Sequence[str], earlier: Earlier) -> str | None:
    """The one of that pronoun among others that are known to be of the other one."""
    fitting = [one for one in names if _pronoun(one, earlier) in {None, pronoun}]
    return fitting[0] if len(fitting) == 1 and _pronoun(fitting[0], earlier) == pronoun else None


def _first(pronoun: str, names: Iterable[str]) -> str | None:
    """The one name of that pronoun that is said."""
    found = {one.removesuffix("'s"): None for one in names if pronoun_of(one.removesuffix("'s")) == pronoun}
    return next(iter(found)) if len(found) == 1 else None


def _before(pronoun: str, earlier: Earlier) -> str | None:
    """Who was spoken of as that earlier on."""
    at = earlier.before
    while at is not None:
        names = [one for one in (at.somebody, *at.people) if one]
        for one in names:
            if _pronoun(one, at) == pronoun:
                return one
        at = at.before
    return None
