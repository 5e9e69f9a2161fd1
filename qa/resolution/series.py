"""What titles count, and which of it a question means: "day 2", "on the last tape", "in Q3". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from qa.models import Document
from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTHS

_MONTH = phrase("|".join(rf"{name}|{name[:3]}\.?" for name in MONTHS) + r"|sept\.?")
# What several titles count: "Day 3", "tape 1", "Q2".
_COUNTED = regex(r"\b(?P<word>[^\W\d_]+)[\s#.-]{0,2}(?P<number>\d{1,2})(?![\w:-])")
NUMBERS = "second third fourth fifth sixth seventh eighth ninth tenth".split()
FIRST = frozenset({"first", "earliest", "oldest"})
_LAST = ("last", "latest", "final")
_CARDINALS = "one two three four five six seven eight nine ten".split()
_OF_SERIES = (
    r"\b(?:(?:in|on|at|from|during|into|and|or|between|versus|summari[sz]e|recap|up|through)\s|(?:begin|"
    r"start|open|end|close)(?:s|ed)?\s)(?:the\s)?(?:(?P<word>{0})[\s#.-]{{0,2}}(?P<number>\d{{1,2}}|"
    r"{1})(?![\w:-])|(?P<nth>(?:very\s)?(?:{2}))\s(?P<word2>{0}))\b(?!\sof\b(?!\s(?:19|20)\d\d))"
)
_IN_FILES = frozenset(
    "day tape part session episode chapter volume lecture sitting hearing reel disc side week".split()
)
# Of every document, for every question.
_KEPT = 50_000


def in_series(text: str, documents: Sequence[Document]) -> list[tuple[str, list[str]]]:
    """Where a text names what titles count, and which documents that is: "on day 2", "on the last tape", "in Q3"."""
    series: dict[str, dict[int, list[str]]] = {}
    for one in documents:
        for word, number in _counted(one.title or "") or _counted_in_file(one.document):
            series.setdefault(word, {}).setdefault(number, []).append(one.document)
    if "q" in series:
        series.setdefault("quarter", series["q"])
    found: list[tuple[str, list[str]]] = []
    if not series:
        return found
    ends = "|".join([*FIRST, *NUMBERS, *_LAST])
    asks = _OF_SERIES.format("|".join(map(re.escape, series)), "|".join(_CARDINALS), ends)
    for match in re.finditer(asks, text, re.IGNORECASE):
        numbers = series[(match["word"] or match["word2"]).casefold()]
        found.append((match[0], numbers.get(_number(match, sorted(numbers)), [])))
    return found


@lru_cache(_KEPT)
def _counted(title: str) -> tuple[tuple[str, int], ...]:
    """What a title counts, and which it is: "day", 3."""
    pairs = ((match["word"].casefold(), int(match["number"])) for match in _COUNTED.finditer(title))
    return tuple((word, number) for word, number in pairs if not _MONTH.fullmatch(word))


@lru_cache(_KEPT)
def _counted_in_file(path: str) -> tuple[tuple[str, int], ...]:
    """The same of a file name, "inquest-day-2.txt", where it counts what titles do: "speaker-2" and "v-3" are none."""
    return tuple(pair for pair in _counted(PurePosixPath(path).stem.replace("_", "-")) if pair[0] in _IN_FILES)


def _number(match: re.Match[str], numbers: Sequence[int]) -> int:
    """Which of the numbers that titles have is meant: 2 by "day 2", the greatest by "the last day"."""
    given = (match["number"] or match["nth"]).casefold().removeprefix("very ")
    if given.isdigit():
        return int(given)
    if given in _CARDINALS:
        return _CARDINALS.index(given) + 1
    if given in NUMBERS:
        return NUMBERS.index(given) + 2
    return numbers[0] if given in FIRST else numbers[-1]
