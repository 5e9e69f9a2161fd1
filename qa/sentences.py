"""Sentences of a turn, as spans of its text. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.patterns import regex

# Words whose full stop belongs to them and is followed by a name: it never ends a sentence.
_BEFORE_NAMES = frozenset(
    ("mr mrs ms messrs dr prof hon rev gen col lt sgt capt cmdr adm sen rep gov pres amb mt ft approx").split()
)
# Words whose full stop may end a sentence as well: what comes next decides. Capitalised or not makes another word of
# some ("Sat.", "sat.").
_ABBREVIATIONS = frozenset(
    (
        "St Jr Sr Inc Ltd Co Corp Dept vs etc Etc Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed "
        "Thu Thurs Fri Sat Sun"
    ).split()
)
# Abbreviations before a number only: "No. 5", but "No. I disagree."
_BEFORE_NUMBERS = frozenset("no nos vol fig p pp art sec ch".split())
# Words that begin a sentence when capitalised, and hardly stand second in a name.
_STARTERS = frozenset(
    (
        "The This That These Those There It He She We They You And But So Or If When While What Where Why How Who In "
        "On At As For From To With After Before Then Now Also However Our My Your His Her Their Its Is Are Was Were "
        "Do Did Does Yes No Not Well Thank Thanks Please Let Because Although Since Some Many Most All"
    ).split()
)

# An end mark with what may close after it, then white space; or nothing in scripts that use none. The repetitions
# give nothing back and begin at the first mark only, so that a long row of full stops is read once.
_END = regex(r"(?<![.!?…؟۔।])[.!?…؟۔।]++[\"'”’»)\]]*+(?=\s)|[。！？]++[”’」』）]*+|\n[^\S\n]*+\n\s*+")
_WORD_BEFORE = regex(r"(\w+(?:\.\w+)*) ?\.$")
_NEXT = regex(r"[\s\"'“‘«(\[—–-]*+(\w*)")
_REACH = 24


# One turn after the other is asked about again and again.
@lru_cache(4096)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, in order, without the white space around them.

    Every character that is not white space lies in exactly one span.
    """
    found: list[tuple[int, int]] = []
    start = 0
    # Where nothing is capitalised (some captions), a small letter says nothing.
    cased = not text.islower()
    for match in _END.finditer(text):
        if not _ends_sentence(text, start, match, cased):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _ends_sentence(text: str, start: int, match: re.Match[str], cased: bool) -> bool:
    mark = match.group()
    if mark[0] in "。！？\n":
        return True
    following = _NEXT.match(text, match.end(), match.end() + 64)
    after = following[1] if following else ""
    if cased and after[:1].islower():
        # "e.g. this", "the U.S. and", "well... yes": the sentence goes on.
        return False
    if mark != ".":
        return True
    word = _WORD_BEFORE.search(text, max(start, match.start() - _REACH), match.end())
    return word is None or _ends_with(word[1], after)


def _ends_with(word: str, after: str) -> bool:
    """Whether a full stop after `word` ends the sentence, when `after` comes next."""
    if word.casefold() in _BEFORE_NUMBERS and after[:1].isdigit():
        return False
    if word.casefold() in _BEFORE_NAMES and word[0].isupper():
        return False
    initial = len(word) == 1 and word.isupper() and word != "I"  # "J. Blinken"
    dotted = "." in word and all(len(part) <= 2 for part in word.split("."))  # "U.S.", "a.m.", "Ph.D."
    if initial or dotted or word in _ABBREVIATIONS:
        return after in _STARTERS or (dotted and not after)
    return True


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


_WORD = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_]+(?:['’.,-][^\W_]+)*")


def count_words(text: str) -> int:
    """Words, each Chinese, Japanese or Korean character counted as one."""
    return sum(1 for _ in _WORD.finditer(text))


def around(text: str, position: int) -> str:
    """The sentence that a position of a text stands in."""
    return next(text[start:end] for start, end in spans(text) if start <= position < end)
