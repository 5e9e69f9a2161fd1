"""Captions: who said what in the cues. Consecutive cues by one speaker are one turn.

A speaker is told by a voice (`<v Ann>`), by a name before a colon, or only as another one: `>>`, or a dash before each
of two lines. What no name stands before is nobody's, and begins a turn of its own.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript, Turn
from qa.patterns import regex
from qa.transcripts import notes, people
from qa.transcripts.cue_labels import Piece, labelled, marked, voice
from qa.transcripts.cues import Cue, Outside, read_cues
from qa.transcripts.header import describe
from qa.transcripts.labels import Label
from qa.transcripts.rolling import Shown, unroll
from qa.transcripts.utterances import joined

_VOICE = regex(r"<v(?:\.[^\s<>]{0,100})?[^\S\n]++([^<>\n]{0,200})>|</v>")
_TAG = regex(
    r"</?(?:c|i|b|u|s|ruby|rt|lang|font|span)(?:[.\s][^<>]*)?>|<(?:\d+:)?\d+:\d{2}[.,]\d{3}>|\{\\[^{}]*\}|"
    r"\{[ibuyIBUY]:[^{}]*\}"
)
_TURN = "[SPEAKER_TURN]"
_TYPED = regex(r"<(?:\d+:)?\d+:\d{2}[.,]\d{3}>")
_SONG = regex(r"[♪♫♬][^♪♫♬]*(?:[♪♫♬]+|\Z)")
_BRACKETS = regex(r"\[([^\[\]]{1,200})\]|\(([^()]{1,200})\)")
_PRONOUN = regex(r"\b(?:i|you|we|he|she|they|my|your|our|it's|i'm|me|us)\b", re.IGNORECASE)
_ENDED = (".", "?", "!", "…", ",")


@dataclass(slots=True)
class _Run:
    """Consecutive pieces by one speaker."""

    label: Label | None
    first_cue: int
    start: float
    end: float
    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def parse(text: str, document: str, path: object, format: str) -> Transcript:
    r"""The turns of a caption file.

    Args:
        text: with `\n` as the only line end.
        document: the path to put into the transcript.
        path: what to name in an error.
        format: as `cues.caption_format` tells it.

    Raises:
        UnreadableFile: there are no cues, or none with text.
    """
    cues, outside = read_cues(text, format)
    if not cues:
        raise UnreadableFile(path, "no cues")
    runs = _runs(cues, _pieces(cues))
    if not runs:
        raise UnreadableFile(path, "no text in its cues")
    title, date = _describe(outside)
    persons = people.resolve((run.label for run in runs if run.label), outside.front)
    turns = [_turn(index, run, persons) for index, run in enumerate(runs)]
    first_cues = [run.first_cue for run in runs]
    asides = [Aside(kind, content, bisect_left(first_cues, cue)) for kind, content, cue in outside.pieces]
    return Transcript(document, title, date, format, tuple(turns), tuple(asides))


def turns_of(cues: list[Cue]) -> list[Turn]:
    """The turns that cues make which stand in no file of captions; nothing where none has text."""
    return [_turn(index, run, {}) for index, run in enumerate(_runs(cues, _pieces(cues)))]


def _describe(outside: Outside) -> tuple[str | None, str | None]:
    """Title and date; a comment is no title unless it says so."""
    title, date = describe(outside.front)
    if title and title not in outside.title and not re.search(r"^\s*(?:title|subject)\b", outside.front, re.I | re.M):
        title = describe(outside.title)[0]
    return title, date


def _turn(index: int, run: _Run, persons: dict[str, str]) -> Turn:
    said, directions = notes.extract([joined(run.parts)])
    directions = (*run.notes, *directions)
    speaker = None
    if run.label:
        speaker, directions = run.label.printed, (*run.label.notes, *directions)
    person = persons.get(speaker) if speaker else None
    return Turn(index, speaker, said, person, run.start, run.end, directions, notes.says_interpreted(directions))


def _runs(cues: list[Cue], pieces: list[Piece]) -> list[_Run]:
    runs: list[_Run] = []
    waiting: list[str] = []
    for piece in pieces:
        cue = cues[piece.cue]
        current = runs[-1] if runs else None
        if not piece.text and piece.label is None:
            (current.notes if current else waiting).extend(piece.notes)
            if current:
                current.end = max(current.end, cue.end)
            continue
        if current is None or _changes(current, piece):
            current = _Run(piece.label, piece.cue, cue.start, cue.end)
            runs.append(current)
        current.notes += [*waiting, *piece.notes]
        waiting = []
        if piece.text:
            current.parts.append(piece.text)
        current.end = max(current.end, cue.end)
    spoken = [run for run in runs if run.parts]
    if spoken:
        spoken[-1].notes += waiting
    return spoken


def _changes(current: _Run, piece: Piece) -> bool:
    """Whether the turn ends where a piece begins."""
    if piece.label is None:
        return piece.opens
    return current.label is None or piece.label.printed != current.label.printed


def _pieces(cues: list[Cue]) -> list[Piece]:
    """What is said in each cue, in order; a piece without a label continues the turn."""
    if any("<v" in cue.text and _VOICE.search(cue.text) for cue in cues):
        found = list(_voiced(cues))
        if any(piece.label for piece in found):
            return [_finish(piece) for piece in found]
    shown = [_shown(_VOICE.sub("", cue.text) if "<v" in cue.text else cue.text) for cue in cues]
    if any(_TURN in text for text in shown):
        shown = list(_at_turns(shown))
    typed = 4 * sum(_TYPED.search(cue.text) is not None for cue in cues) >= len(cues)
    screens = [
        Shown(cue.start, cue.end, tuple(filter(None, map(str.strip, text.split("\n")))))
        for cue, text in zip(cues, shown, strict=True)
    ]
    lines = ["\n".join(fresh) for fresh in unroll(screens, typed)]
    return [_finish(piece) for piece in labelled(list(marked(lines)))]


def _at_turns(shown: list[str]) -> Iterator[str]:
    """Whisper's mark for "somebody else speaks now", after what was said, as the one that stands before it."""
    opens = False
    for text in shown:
        marked_text = f">> {text}" if opens else text
        opens = text.rstrip().endswith(_TURN)
        yield marked_text.rstrip().removesuffix(_TURN).replace(_TURN, "\n>> ").rstrip()


def _voiced(cues: list[Cue]) -> Iterator[Piece]:
    """What each voice says."""
    voices: dict[str, Label] = {}
    for index, cue in enumerate(cues):
        position = 0
        label: Label | None = None
        for match in _VOICE.finditer(cue.text):
            if text := _shown(cue.text[position : match.start()]):
                yield Piece(index, text, label)
            position = match.end()
            name = match[1] or ""
            if name not in voices:
                voices[name] = voice(" ".join(html.unescape(name).split()))
            label = voices[name] if voices[name].printed else None
        if text := _shown(cue.text[position:]):
            yield Piece(index, text, label)


def _shown(text: str) -> str:
    shown = html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text or "{" in text else text
    return shown.replace("\u00a0", " ").replace("\r", " ").strip()


def _finish(piece: Piece) -> Piece:
    """Put lines together, and take out songs and what stands in brackets alone on its lines."""
    text = piece.text
    happening: list[str] = []
    if "♪" in text or "♫" in text or "♬" in text:
        happening += filter(None, (song.strip("♪♫♬ \n") for song in _SONG.findall(text)))
        text = _SONG.sub(" ", text)
    if text[:1] in "[(" or "\n[" in text or "\n(" in text:
        text = _BRACKETS.sub(lambda match: _take(match, happening), text)
    happening = [" ".join(note.split()).strip("()[] ") for note in happening]
    line = " ".join(part for part in map(str.strip, text.split("\n")) if part)
    return piece._replace(text=line, notes=tuple(filter(None, happening)))


def _take(match: re.Match[str], happening: list[str]) -> str:
    """Nothing, where brackets stand alone on their lines and hold what happens; else what stands there."""
    text = match.string
    before = text[: match.start()].rstrip(" \t")
    after = text[match.end() :].lstrip(" \t")
    if (before and before[-1] != "\n") or (after and after[0] != "\n"):
        return match[0]
    content = match[1] or match[2]
    told = match[1] is not None or (not content.rstrip().endswith(_ENDED) and not _PRONOUN.search(content))
    if not told and not notes.is_direction(content.strip(), opening=True):
        return match[0]
    happening.append(content)
    return ""
