"""What Markdown adds to what is said: marks around words in bold, a backslash before what might be a mark."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.models import Transcript
from qa.patterns import regex

_BOLD = regex(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,400}?)(?<=\S)\*\*(?![\w*])")
_WORD = regex(r"\S+")
_ESCAPED = regex(r"\\([-\\`*_{}\[\]()#+.!|<>~&=])")


def without_marks(transcript: Transcript) -> Transcript:
    """The transcript of a text with the marks and the backslashes taken off."""
    turns = tuple(
        replace(turn, text=_plain(turn.text)) if "**" in turn.text or "\\" in turn.text else turn
        for turn in transcript.turns
    )
    return replace(transcript, turns=turns, title=_plain(transcript.title) if transcript.title else None)


def _plain(text: str) -> str:
    return _WORD.sub(_unescaped, _BOLD.sub(r"\1", text))


def _unescaped(word: re.Match[str]) -> str:
    # In a path of Windows a backslash is part of what is said: "C:\_temp".
    return word[0] if word[0].startswith("\\\\") or ":\\" in word[0] else _ESCAPED.sub(r"\1", word[0])
