"""Which documents can hold some words at all, by the lexical index: a name that nobody says costs no reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from qa.disfluency import is_backchannel
from qa.lexical import analyse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# "Xi's" is one term, and holds "Xi" as a word.
_ENDINGS = ("", "'s", "'t", "'re", "'ll", "'ve", "'d", "'m")
_MOST = 20_000


class Holder(Protocol):
    """Something that knows in which documents a term stands."""

    def document_frequency(self, term: str) -> int:
        """In how many passages the term stands."""

    def holding(self, terms: Sequence[str], most: int) -> Iterable[int]:
        """Ids of the documents with passages that hold any of the terms, `most` passages at most."""


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """The words as they may stand in a text: case, length of white space and kind of apostrophe make no difference."""
    escaped = (re.sub("['’]", "['’]", re.escape(word)) for word in words)
    return re.compile(r"(?<!\w)" + r"\s+".join(escaped) + r"(?!\w)", re.IGNORECASE)


def may_hold(holder: Holder, words: Sequence[str]) -> list[int] | None:
    """Ids of the documents that may hold all of these words; None where that is no help, as for common words.

    Words by which one only shows that one listens are not in the index wherever they stand, and decide nothing.
    """
    held: set[int] | None = None
    for word in words:
        terms = _terms(word)
        if not terms or sum(map(holder.document_frequency, terms)) > _MOST:
            continue
        documents = set(holder.holding(terms, _MOST))
        held = documents if held is None else held & documents
        if not held:
            break
    return None if held is None else sorted(held)


def _terms(word: str) -> list[str]:
    """What stands in the index wherever the word stands in a text; empty where that cannot be said."""
    terms = analyse(word)
    if len(terms) != 1 or is_backchannel(word) or (len(terms[0]) == 1 and not terms[0].isascii()):
        # Of several terms each would do; one sign of Chinese stands in the index with its neighbours only.
        return []
    return list(dict.fromkeys(term for ending in _ENDINGS for term in analyse(f"{word}{ending}")))
