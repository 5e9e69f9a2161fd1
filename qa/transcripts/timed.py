"""Captions in another dress, as text: what Whisper prints, what is copied from below a video or typed along.

Whisper prints `[00:00:00.000 --> 00:00:04.000]  Good evening.`, a video page a time alone on its line and the words
under it. Both are read as captions, once no speaker is found in them. Who types along with a meeting puts `>>` before
whoever speaks next, named or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.models import Transcript
from qa.patterns import regex
from qa.transcripts import captions
from qa.transcripts.layout import blocks
from qa.transcripts.timestamps import seconds

_T = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_RANGE = regex(rf"^[^\S\n]*\[({_T})[^\S\n]*-->[^\S\n]*({_T})\][^\S\n]*(.*)$", re.MULTILINE)
_ALONE = regex(rf"^[^\S\n]*({_T})[^\S\n]*$", re.MULTILINE)
_IN_WORDS = regex(r"(?<=\d\n)[^\S\n]*(?:\d+ (?:hours?|minutes?|seconds?)(?:, |(?=\n)))+\n")
"""What a video page writes for those who listen to it, under each time: `1 minute, 7 seconds`."""
_MARK = regex(r"^[^\S\n]*>>>?[^\S\n]*(?=[A-Z\[(\"“'])", re.MULTILINE)
_QUOTED = regex(r"^[^\S\n]*>(?!>)|^>>>?[^\S\n]*(?:import|def|print|from)\b", re.MULTILINE)
_FEWEST = 3
_MOST_LINES_BEFORE = 10
_LINES_A_TIME = 4
"""What is said in a few seconds is a line or two, not a chapter."""


def parse(text: str, document: str, path: object) -> Transcript | None:
    """The captions that a text is, or None where its lines have no such times.

    Args:
        text: no dialogue.
        document: the path to put into the transcript.
        path: what to name in an error.
    """
    text = _IN_WORDS.sub("", text)
    for pattern in (_RANGE, _ALONE):
        matches = list(pattern.finditer(text))
        ranges = pattern is _RANGE
        if _runs_on(text, matches, ranges):
            front = text[: matches[0].start()].strip()
            shown = "\n\n".join([front, *_cues(text, matches, ranges)])
            return replace(captions.parse(shown, document, path, "srt"), format="captions")
    return None


def typed_along(text: str, document: str, path: object) -> Transcript | None:
    """What somebody typed along, where `>>` tells that somebody else speaks; None for any other text.

    A letter that is answered has such lines as well, beside others with one mark.
    """
    marks = list(_MARK.finditer(text))
    unnamed = sum(":" not in text[mark.end() : mark.end() + 60].split("\n", 1)[0] for mark in marks)
    if len(marks) < _FEWEST or unnamed < 2 or _QUOTED.search(text):
        return None
    said = blocks(text[marks[0].start() :])
    if 4 * len(marks) < len(said) or len(blocks(text[: marks[0].start()])) > _MOST_LINES_BEFORE:
        return None
    front = text[: marks[0].start()].strip()
    shown = "\n\n".join([front, *(f"0:00:00.000 --> 0:00:00.000\n{block}" for block in said)])
    found = captions.parse(shown, document, path, "srt")
    turns = tuple(replace(turn, start=None, end=None) for turn in found.turns)
    return replace(found, format="captions", turns=turns)


def _runs_on(text: str, matches: list[re.Match[str]], ranges: bool) -> bool:
    """Whether the times rise, stand from the head of the text to its end, and have words under each of them."""
    if len(matches) < _FEWEST:
        return False
    times = [seconds(match[1]) or 0.0 for match in matches]
    if any(after < before for before, after in zip(times, times[1:], strict=False)):
        return False
    before = [line for line in text[: matches[0].start()].split("\n") if line.strip()]
    lines = [line for line in text[matches[0].start() :].split("\n") if line.strip()]
    if len(before) > _MOST_LINES_BEFORE or len(lines) > _LINES_A_TIME * len(matches):
        return False
    return ranges or len(lines) >= 2 * len(matches) - 1


def _cues(text: str, matches: list[re.Match[str]], ranges: bool) -> Iterator[str]:
    stops = [match.start() for match in matches[1:]] + [len(text)]
    for index, (match, stop) in enumerate(zip(matches, stops, strict=True)):
        following = matches[min(index + 1, len(matches) - 1)]
        end = match[2] if ranges else following[1]
        said = f"{match[3]} {text[match.end() : stop]}" if ranges else text[match.end() : stop]
        yield f"{_clock(match[1])} --> {_clock(end)}\n" + "\n".join(filter(None, map(str.strip, said.split("\n"))))


def _clock(printed: str) -> str:
    whole, thousandths = divmod(round(1000 * (seconds(printed) or 0.0)), 1000)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"
