"""How much of a text its labels can explain: its blocks, what stands before the first label, how it is written."""

from __future__ import annotations

import re

from qa.patterns import regex

_SAMPLE = 1 << 19
MARKUP = regex(r"^(?:#{1,6} |```|[^\S\n]*[-*] (?![-* ]*$)|\|)", re.MULTILINE)
"""Lines as Markdown writes them: headings, code, points of a list, tables; a rule between two turns is none."""
_BLOCK = regex(r"\n[^\S\n]*\n(?=[^\S\n]*+(?![-*_=~ ]+(?:\n|\Z))[^\s])")


def count_blocks(text: str, start: int) -> int:
    """About how many blocks stand after `start`."""
    stop = min(len(text), start + _SAMPLE)
    seen = len(_BLOCK.findall(text, start, stop)) + 1
    return seen * max(1, len(text) - start) // max(1, stop - start)


def opens_file(text: str, start: int) -> bool:
    """Whether no more than a header stands before the first label: no body text of its own."""
    front = text[:start]
    if len(front) > 20_000 and len(front) > len(text) // 4:
        return False
    prose = [
        block
        for block in re.split(r"\n[^\S\n]*\n", front)
        if len(block.split()) >= 12 and block.rstrip().endswith((".", "?", "!", "。"))
    ]
    return len(prose) <= 1 and len(re.findall(r"^(?:```|import |def |#include)", front, re.MULTILINE)) == 0


def mostly_capitals(text: str) -> bool:
    """Whether capitals prevail, so that they tell no label from what is said."""
    sample = text[:50_000]
    upper = sum(map(str.isupper, sample))
    return upper > sum(map(str.islower, sample))
