"""Which reader a text is for, by what it holds; its name decides only what an unreadable `.json` is called."""

from __future__ import annotations

from qa.transcripts.captions import TIMING

_HEAD = 4000


def sniff(text: str) -> str:
    """The family of readers: "vtt", "srt", "json" or "prose".

    "json" means that the text may be JSON, "prose" that dialogue and plain text are left.
    """
    head = text[:_HEAD].lstrip()
    if head.startswith("WEBVTT") and (len(head) == 6 or head[6].isspace() or head[6] == "-"):
        return "vtt"
    if head.startswith(("{", "[")):
        return "json"
    match = TIMING.search(head)
    # A time line stands first or after a number; a time line quoted in prose does neither.
    if match and (not head[: match.start()].strip() or head[: match.start()].strip().isdigit()):
        return "srt"
    return "prose"
