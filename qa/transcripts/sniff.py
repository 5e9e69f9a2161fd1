"""Which reader a file is for, by what it holds; its name decides only what an unreadable `.json` is called."""

from __future__ import annotations

from qa.transcripts.containers import markup
from qa.transcripts.cues import caption_format
from qa.transcripts.tiers import annotated

_HEAD = 4000


def sniff(text: str) -> str:
    """The family of readers: a format of captions, such as "vtt" or "srt", "tiers", "json", "html", "xml" or "prose".

    "json" means that the text may be JSON, "prose" that dialogue and plain text are left.
    """
    head = text[:_HEAD].lstrip()
    if format := caption_format(head):
        return format
    if annotated(head):
        return "tiers"
    if head.startswith("<"):
        return markup(text)
    return "json" if head.startswith(("{", "[")) else "prose"
