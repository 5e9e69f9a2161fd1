"""Text to the terms that are counted: the same whatever engine counts them.

Chinese, Japanese and Korean become bigrams, since they put no space between words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from qa.lexical.numerals import in_digits
from qa.patterns import regex

ANALYSIS_VERSION = 5
SAID = "="
"""What a word begins with that is kept as it is said, apart from the terms: no term has such a sign."""

_CJK = regex(
    r"[\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\U00020000-\U0003ffff]+"
)
_INNER_APOSTROPHE = regex(r"(?<=\w)['’](?=\w)")


def analyse(text: str) -> list[str]:
    """Terms of a text, in order: lower case, no accents, English endings stemmed, numbers in digits, CJK as bigrams."""
    # One spelling for what looks the same: an accent as a character of its own, letters of full or half width.
    text = _INNER_APOSTROPHE.sub("", unicodedata.normalize("NFKC", text))
    return in_digits(_analyser().analyze(_CJK.sub(_bigrams, text)))


@lru_cache(8192)
def terms_of(text: str) -> frozenset[str]:
    """The terms that stand in a sentence or two; remembered, for the same are asked about again."""
    return frozenset(analyse(text))


def _bigrams(match: re.Match[str]) -> str:
    run = match.group()
    pairs = [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return f" {' '.join(pairs)} "


@cache
def _analyser() -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(80)).filter(Filter.lowercase())
    return builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()
