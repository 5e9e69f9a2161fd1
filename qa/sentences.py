"""Sentences of a turn, as spans of its text. Pure."""

from __future__ import annotations

import re

# Words whose full stop does not end a sentence when a capital follows.
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms messrs dr prof hon rev gen col lt sgt capt cmdr adm sen rep gov pres amb st jr sr vs etc no nos vol "
        "fig inc ltd co corp dept est approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat "
        "sun"
    ).split()
)

# An end mark with what may close after it; then white space, or nothing in scripts that use none.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*|\n\s*\n")
_WORD_BEFORE = re.compile(r"(\w+(?:\.\w+)*)\.$")


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in order, without the white space around them.

    Every character that is not white space lies in exactly one span.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not _ends_sentence(text, start, match):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] in "。！？\n":
        return True
    after = text[match.end() : match.end() + 64].lstrip(" \t\n\r\"'“‘«([—–-")[:1]
    if after.islower():
        # "e.g. this", "the U.S. and", "well... yes": the sentence goes on.
        return False
    if mark != ".":
        return True
    word = _WORD_BEFORE.search(text, max(start, match.start() - 24), match.end())
    if word is None:
        return True
    bare = word.group(1)
    if bare.casefold() in _ABBREVIATIONS:
        return False
    # "J. Blinken", "U.S. Secretary": an initial or initials before a capital.
    return not (len(bare) == 1 and bare.isupper() and bare != "I") and not re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", bare)


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_]+(?:['’.,-][^\W_]+)*")


def count_words(text: str) -> int:
    """Words, each Chinese, Japanese or Korean character counted as one."""
    return sum(1 for _ in _WORD.finditer(text))
