"""How far what a sentence replies to is the very question that is asked: its reply is then likely the answer. Pure."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.lexical.analysis import terms_of
from qa.questions.parsing import content_words

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

# Of fewer words in common, or of one, only the matter is the same.
_SAME, _FEWEST = 0.5, 2


def asked_the_same(one: Sentence, terms: Collection[str]) -> float:
    """How alike the words are of a question, given as its terms, and of what a sentence replies to (Dice, 1945).

    0 where most of them differ, or where it replies to nothing.
    """
    put = _matter(one.asked.text) if one.asked else frozenset()
    both = put.intersection(terms)
    if len(both) < _FEWEST:
        return 0.0
    alike = 2 * len(both) / (len(put) + len(terms))
    return alike if alike >= _SAME else 0.0


# The same places are found again and again.
@lru_cache(4096)
def _matter(text: str) -> frozenset[str]:
    return terms_of(" ".join(content_words(text)))
