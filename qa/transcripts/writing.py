"""A transcript written out again, in forms that `read` takes back: Markdown and WebVTT. JSON is `records.to_record`."""

from __future__ import annotations

import re
from html import escape

from qa.errors import InvalidInput
from qa.models import Transcript, Turn


def to_markdown(transcript: Transcript) -> str:
    """Title and date as front matter, then a bold label a turn, with notes in brackets after it."""
    fields = [("title", transcript.title), ("date", transcript.date)]
    front = [f"{name}: {_quoted(value)}" for name, value in fields if value]
    blocks = ["\n".join(["---", *front, "---"])] if front else []
    for turn in transcript.turns:
        notes = "".join(f"({note}) " for note in turn.notes)
        words = f"{notes}{turn.text}".strip()
        blocks.append(f"**{turn.speaker}:** {words}" if turn.speaker else words)
    return "\n\n".join(blocks) + "\n"


def to_vtt(transcript: Transcript) -> str:
    """A cue a turn, its speaker as the voice.

    Raises:
        InvalidInput: a turn has no times; WebVTT cannot be without.
    """
    cues = ["WEBVTT" + (f" - {transcript.title}" if transcript.title else "")]
    for turn in transcript.turns:
        if turn.start is None or turn.end is None:
            raise InvalidInput(
                f"turn {turn.index} of {transcript.document} has no times: captions need them, Markdown and JSON do not"
            )
        cues.append(f"{_time(turn.start)} --> {_time(turn.end)}\n{_voice(turn)}")
    return "\n\n".join(cues) + "\n"


def _voice(turn: Turn) -> str:
    notes = "".join(f"({note}) " for note in turn.notes)
    words = escape(re.sub(r"\s*\n\s*", " ", f"{notes}{turn.text}"), quote=False)
    return f"<v {escape(turn.speaker, quote=False)}>{words}</v>" if turn.speaker else words


def _time(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
