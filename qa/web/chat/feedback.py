"""Judgements on answers, kept beside the index: lines of JSON, for whoever would make the answers better.

A thumb is a line at once; a comment on it, another verdict and its withdrawal are further lines with the same
`judgement`, and the last of them holds.
"""

from __future__ import annotations

import datetime
import json
import os
import threading
from pathlib import Path

from qa.errors import InvalidInput, QAError
from qa.render import answer_json
from qa.web.chat.conversation import Exchange

FILE = "feedback.jsonl"
LONGEST_COMMENT = 2000
LARGEST_FILE = 64 * 1024 * 1024
_VERDICTS = ("up", "down", "withdrawn")
_lock = threading.Lock()


class NotStored(QAError):
    """A judgement could not be written."""


def store(index: Path, verdict: str, comment: str, exchange: Exchange, judgement: str = "") -> Path:
    """Append a judgement with the answer that it is about; the file.

    Args:
        index: the folder of the index.
        verdict: "up", "down" or "withdrawn".
        comment: in the user's words; may be empty.
        exchange: question and answer.
        judgement: what the lines of one judgement have in common.

    Raises:
        InvalidInput: there is nothing to judge, no such verdict, or the comment is too long.
        NotStored: the file cannot be written, or is full.
    """
    if verdict not in _VERDICTS:
        raise InvalidInput("a judgement is up, down or withdrawn")
    if exchange.answer is None:
        raise InvalidInput("there is no answer to judge here")
    if len(comment) > LONGEST_COMMENT:
        raise InvalidInput(f"the comment has {len(comment):,} characters, and {LONGEST_COMMENT:,} are kept: shorten it")
    record = {
        "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "judgement": judgement,
        "verdict": verdict,
        "comment": comment.strip(),
        **answer_json(exchange.answer),
    }
    path = index / FILE
    try:
        with _lock:
            _append(path, json.dumps(record, ensure_ascii=False).encode("utf-8"))
    except OSError as error:
        raise NotStored(
            f"{FILE} beside the index cannot be written ({error.strerror or error}): see whether its folder may be "
            "written to and has room"
        ) from error
    return path


def _append(path: Path, line: bytes) -> None:
    """One write for the whole line, so that nothing else comes between; where it cannot all be written, nothing is."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size + len(line) > LARGEST_FILE:
            raise NotStored(f"{path.name} beside the index is full: move it elsewhere, and a new one is begun")
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        whole = b"\n" * torn + line + b"\n"
        if os.write(descriptor, whole) != len(whole):
            os.ftruncate(descriptor, size)
            raise OSError("the disk is full")
    finally:
        os.close(descriptor)
