"""Words in bold within what is said, as Markdown marks them: the marks are no words, and go."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.models import Transcript

_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,400}?)(?<=\S)\*\*(?![\w*])")


def without_marks(transcript: Transcript) -> Transcript:
    """The transcript of a text with the marks around words in bold taken off."""
    turns = tuple(
        replace(turn, text=_BOLD.sub(r"\1", turn.text)) if "**" in turn.text else turn for turn in transcript.turns
    )
    return replace(transcript, turns=turns)
