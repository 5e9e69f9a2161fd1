"""Which documents can hold some words at all, by the lexical index: a name that nobody says costs no reading.

Terms alone do not tell: "twenty six" stands in the index as "26", "O'Brien" as "obrien", and "[noise]" not at all. So
each document has beside its terms those of its words that these do not show, and is ruled out only where a word is
among neither.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from qa.lexical.analysis import SAID, analyse
from qa.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

ANY = SAID
"""Stands with a document that may hold whatever word."""
_MOST = 20_000
_WORD = regex(r"\w+")
# To `re` these are the same letter whatever their case, to `str.casefold` they are not.
_LETTERS = str.maketrans("İı", "ii")
# No letter itself, but to `re` the same as one whatever its case: where words end is then not to be seen.
_IOTA_BELOW = "\u0345"
_LONGEST = 64


class Holder(Protocol):
    """Something that knows in which documents a term stands, or a word as it is said, with `SAID` before it."""

    def document_frequency(self, term: str) -> int:
        """In how many passages the term stands."""

    def holding(self, terms: Sequence[str], most: int) -> Iterable[int]:
        """Ids of the documents with passages that hold any of the terms, `most` passages at most."""


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """The words as they may stand in a text: case, length of white space and kind of apostrophe make no difference."""
    escaped = (re.sub("['’]", "['’]", re.escape(word)) for word in words)
    return re.compile(r"(?<!\w)" + r"\s+".join(escaped) + r"(?!\w)", re.IGNORECASE)


def unshown(texts: Iterable[str], terms: Container[str]) -> list[str]:
    """The words of a document that its terms do not show, each with `SAID` before it; they are kept with its passages.

    Args:
        texts: of all its turns, as they stand.
        terms: of all its passages.
    """
    words: set[str] = set()
    hidden: set[str] = set()
    for text in texts:
        words.update(_WORD.findall(text))
        if _IOTA_BELOW in text:
            hidden.add(ANY)
    for word in words:
        folded = _folded(word)
        own = _terms(folded)
        if not own or any(term not in terms for term in own):
            hidden.add(_as_said(folded))
    return sorted(hidden)


def may_hold(holder: Holder, words: Sequence[str]) -> list[int] | None:
    """Ids of the documents that may hold all of these words; None where that is no help, as for common words.

    Whatever `pattern` finds in a text is made of the same runs of letters and digits as the words, up to their case.
    """
    held: set[int] | None = None
    asked = (_folded(run) for word in words if _IOTA_BELOW not in word for run in _WORD.findall(word))
    for word in dict.fromkeys(asked):
        # Where the word stands in a text so do all of its terms, unless it is kept as it is said: one is looked up.
        sought = [*sorted(_terms(word), key=len)[-1:], _as_said(word), ANY]
        if sum(map(holder.document_frequency, sought)) > _MOST:
            continue
        documents = set(holder.holding(sought, _MOST))
        held = documents if held is None else held & documents
        if not held:
            break
    return None if held is None else sorted(held)


def _folded(word: str) -> str:
    """The same for all that `pattern` takes for the same word."""
    return word.translate(_LETTERS).casefold()


def _as_said(folded: str) -> str:
    # Of what is that long the beginning tells enough.
    return SAID + folded[:_LONGEST]


@lru_cache(32_768)
def _terms(folded: str) -> tuple[str, ...]:
    return tuple(analyse(folded))
