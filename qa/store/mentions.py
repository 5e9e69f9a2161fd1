"""Which documents can hold some words at all, by the lexical index: a name that nobody says costs no reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qa.disfluency import is_backchannel
from qa.lexical import analyse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.store.view import View

# "Xi's" is one term, and holds "Xi" as a word.
_ENDINGS = ("", "'s", "'t", "'re", "'ll", "'ve", "'d", "'m")
_MOST = 20_000


def may_hold(view: View, words: Sequence[str]) -> list[int] | None:
    """Ids of the documents that may hold all of these words; None where that is no help, as for common words.

    Words by which one only shows that one listens are not in the index wherever they stand, and decide nothing.
    """
    held: set[int] | None = None
    for word in words:
        terms = _terms(word)
        if not terms or sum(map(view.lexical.document_frequency, terms)) > _MOST:
            continue
        ids, _ = view.lexical.coverage(terms, _MOST)
        positions, published = view.published(ids)
        documents = set(np.unique(view.documents[positions[published]]).tolist())
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
