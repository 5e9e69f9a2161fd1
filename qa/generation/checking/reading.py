"""What a language model writes: source markers, quotes, phrases that claim nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from qa.patterns import regex
from qa.questions.parsing import is_stopword
from qa.sentences import count_words

# [1], [1, 2], [2-4], [[1]], [^1], [Source 1], (Source 1), [cite: 1], [1: Ann Lee], 【1】, 【1†L2-L4】
_CALLED = r"(?:sources?|cite|citations?|refs?|references?|docs?|documents?|excerpts?|passages?)[\s:.]{0,3}"
# A dash wants a space: a "[2-year] plan" is no source.
_PLACE = rf"(?:†|(?:[,:]\s?|[–-]\s)(?=[^\W\d_])(?!and\b|{_CALLED}\d))[^\[\]【】［］]{{0,80}}"
_NEXT = rf"\s*(?:,|;|&|and|[-–])\s*(?:{_CALLED})?\d+"
_MARKER = (
    rf"(?:[\[【［]{{1,2}}\s*\^?(?:{_CALLED})?\d+(?:{_NEXT})*\s*(?:{_PLACE})?[\]】］]{{1,2}}"
    rf"|\({_CALLED}\d+(?:{_NEXT})*\))"
)
MARKER = regex(_MARKER, re.IGNORECASE)
"""A marker, which may cite several sources."""
_MARKERS = rf"(?:\s*{_MARKER})+"
LEADING_MARKERS = regex(_MARKERS, re.IGNORECASE)
"""Markers in a row; at the beginning of a sentence they belong to the one before."""
ENDS_WITH_MARKER = regex(rf"{_MARKERS}$", re.IGNORECASE)
# Other ways to write [1], which may also mean something else: (1) before a stop, ¹, {1}, <sup>1</sup>, "as Source 1".
_ANOTHER = r"(?:\s?(?:,|and|&)\s?\d{1,2}){0,9}"
_SEVERAL = r"\d{1,2}(?:\s?[,;]\s?\d{1,2})*"
_OTHERWISE = (
    rf"(?<!\d)\((?P<round>{_SEVERAL})\)(?=[.,;:!?…\[(]|\s[\[(]|\s?(?:\n|<end>))|\{{(?P<curly>{_SEVERAL})\}}"
    rf"|<sup>\s?\[?(?P<tag>{_SEVERAL})\]?\s?</sup>"
    r"|(?:(?<=[^\W\d_]{3})|(?<=[.!?,;:”\"’'»)]))(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})(?=[\s.,;:!?)]|<end>)"
    r"|(?:(?<=[^\W_])|,)\s(?:the\s)?(?-i:Sources?)\s"
    rf"(?P<named>\d{{1,2}}{_ANOTHER})(?=[\s.,;!?)]|<end>)<more>"
)
# Of a reply that grows, "Source 1 an" may be the beginning of "Source 1 and 2".
_WHOLE, _GROWING = (
    regex(_OTHERWISE.replace("<end>", end).replace("<more>", more), re.IGNORECASE)
    for end, more in ((r"\Z", ""), (r"(?!)", rf"(?!{_ANOTHER}\s?(?:,|&|an?|and)?\s?\d{{0,2}}\Z)"))
)
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_WHERE = regex(_PLACE, re.IGNORECASE)
_LONGEST_RANGE = 20
_SINGLE_WORDS = 3
_PAIRS = {"“": "”", "„": "“”‟", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "”": "”", '"': '"', "＂": "＂"}
_SINGLE_END = regex(r"(?<=\S)[’'](?!\w)")

_LEADS_IN = regex(
    r"\W*(?:here\s(?:is|are)|here['’]s|sure|certainly|of\scourse|okay|ok|in\ssum(?:mary)?|to\ssumm?ari[sz]e"
    r"|based\son)\b[^.!?]{0,80}[.!:,]?\s*$",
    re.IGNORECASE,
)
_SOURCES = r"(?:sources?|transcripts?|excerpts?|passages?|documents?|context|texts?)"
_SORRY = r"(?:I['’]m\ssorry|I\sam\ssorry|sorry|I\sapologi[sz]e|unfortunately|as\san\sAI\b[^,.]{0,40})"
_DECLINES = regex(
    rf"\b{_SOURCES}\b.{{0,60}}?(?:\b(?:do|does|did|is|are)\snot\b|n['’]t\b|\bcannot\b"
    rf"|\bno\s(?:answer|information|mention)\b)"
    rf"|\b(?:no|not\sany|not\senough)\s(?:answer|information|mention)\b.{{0,60}}\b{_SOURCES}\b"
    rf"|^\W*(?:{_SORRY}[\s,.;]*(?:but\s)?)?(?:I|we)(?:['’]m|\sam|\sare)?\s(?:cannot|can['’]t|could\snot"
    r"|(?:not\sable|unable)\sto|do\snot\sknow|don['’]t\sknow)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks: `text[start:end]` with the marks.

    Attributes:
        words: what stands between the marks, without source markers.
        closed: it ends with a mark.
    """

    start: int
    end: int
    words: str
    closed: bool = True


def quotes(text: str) -> list[Quote]:
    """What stands between double quotation marks of any kind, or single ones where it is more than three words."""
    found: list[Quote] = []
    at = 0
    while at < len(text):
        end, closed = _closing(text, at)
        words = MARKER.sub("", text[at + 1 : end - 1 if closed else end]).strip()
        if not end or (text[at] in "‘'" and count_words(words) <= _SINGLE_WORDS):
            at += 1
            continue
        if any(char.isalnum() for char in words):
            found.append(Quote(at, end, words, closed))
        at = end
    return found


def _closing(text: str, at: int) -> tuple[int, bool]:
    """Where the quote ends that begins at `at`, 0 where none does, and whether it ends with a mark."""
    mark, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark in "‘'":
        match = None if before.isalnum() or not after.strip() else _SINGLE_END.search(text, at + 1)
        return (match.end(), True) if match else (0, False)
    if mark not in _PAIRS or (mark in "”»" and (before.strip() or not after.isalnum())):
        return 0, False
    if mark == '"' and before.isdigit() and not after.isalnum():
        return 0, False  # 6" is a length
    depth = 1
    for place in range(at + 1, len(text)):
        depth += (text[place] == mark == "“") - (text[place] in _PAIRS[mark])
        if depth == 0:
            return place + 1, True
    if mark == "“" and '"' in text[at:]:
        return text.index('"', at) + 1, True
    return (0, False) if mark in "”»" else (len(text), False)


def has_open_quote(text: str) -> bool:
    """Whether a quote begins that does not end."""
    return any(not quote.closed for quote in quotes(text))


def is_quote(text: str) -> bool:
    """Whether it is a quote and nothing else: who says it comes next."""
    found = quotes(text)
    return len(found) == 1 and found[0].closed and found[0].start == 0 and found[0].end == len(text)


def numbers_in(marker: str) -> list[int]:
    """The sources that a marker names, in order."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", _WHERE.sub("", marker)):
        low, high = int(first[:9]), int((last or first)[:9])
        found += range(low, high + 1) if low <= high < low + _LONGEST_RANGE else [low, high]
    return list(dict.fromkeys(found))


def with_plain_markers(text: str, known: Container[int], *, whole: bool) -> str:
    """The text with markers that are written otherwise as [1], where they name sources.

    Args:
        text: a reply, or its end so far.
        known: the numbers of the sources.
        whole: whether nothing follows.
    """

    def plainly(match: re.Match[str]) -> str:
        raised = match["raised"]
        written = next(filter(None, match.groups())).translate(_RAISED)
        numbers = [int(number) for number in re.findall(r"\d+", written)]
        if raised and not all(number in known for number in numbers):
            numbers = [int(digit) for digit in written]
        if not all(number in known for number in numbers):
            return match[0]
        gap = "" if match.start() and text[match.start() - 1].isspace() else " "
        return gap + "".join(f"[{number}]" for number in numbers)

    return (_WHOLE if whole else _GROWING).sub(plainly, text)


def with_known_markers(text: str, known: Container[int]) -> tuple[str, bool]:
    """The text without the markers that name no source, and whether there were any."""
    dropped = False
    while True:
        # Again from the beginning: without one marker its neighbours may make another, as in "[[9]1]".
        for match in MARKER.finditer(text):
            if not all(n in known for n in numbers_in(match[0])):
                break
        else:
            return text, dropped
        good = "".join(f"[{n}]" for n in numbers_in(match[0]) if n in known)
        head = text[: match.start()]
        text, dropped = (head if good else head.rstrip()) + good + text[match.end() :], True


def claims_nothing(sentence: str) -> bool:
    """Whether a sentence without markers and quotes only leads in: "Here is what was said:"."""
    words = [word.casefold() for word in re.findall(r"\w+", sentence)]
    empty = all(is_stopword(word) for word in words) and not {"yes", "no"} & set(words)
    return empty or sentence.rstrip().endswith(":") or _LEADS_IN.match(sentence) is not None


def declines(sentence: str) -> bool:
    """Whether a sentence says that the sources do not answer."""
    return not MARKER.search(sentence) and _DECLINES.search(sentence) is not None
