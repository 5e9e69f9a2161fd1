"""What one calls whoever stands as a label in a transcript. Pure."""

from __future__ import annotations

from qa.patterns import regex
from qa.transcripts.vocabulary import HONORIFICS, ROLES

# Short words of a label that are offices, though they read like names.
_OFFICES = frozenset("ceo cfo coo cto cio mep mla".split())
_VOWEL = regex(r"[aeiouy]")
_NUMERAL = regex(r"[ivx]+")


def as_name(label: str) -> str:
    """A label as one writes a name: `MAYOR LEE` as `Mayor Lee`, `BEN LI` as `Ben Li`, while `MPS` and `CEO` stay."""
    if label != label.upper():
        return label
    words = label.split(" ")
    # An office in brackets says nothing of the words before it.
    titled = any(word.strip(".,").casefold() in ROLES for word in words)
    return " ".join(
        word if _stands_for_words(word, first=place == 0, alone=len(words) == 1 or titled) else word.title()
        for place, word in enumerate(words)
    )


def _stands_for_words(word: str, *, first: bool, alone: bool) -> bool:
    """Whether a word of a label in capitals is an abbreviation, and no short name like `BEN` or `LI`.

    Args:
        word: with its signs.
        first: it begins the label.
        alone: nothing else in the label tells that it holds a name and no office.
    """
    bare = word.strip("().,").casefold()
    if len(bare) > 3 or word.endswith(".") or bare in HONORIFICS:
        return False
    if bare in _OFFICES or bare != word.casefold() or not _VOWEL.search(bare) or _NUMERAL.fullmatch(bare):
        return True
    return first and (alone or len(bare) < 3)
