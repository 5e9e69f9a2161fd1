"""Captions: WebVTT and SRT. Consecutive cues by one speaker are one turn."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript, Turn
from qa.transcripts import notes, people
from qa.transcripts.header import describe
from qa.transcripts.labels import Label, candidates
from qa.transcripts.labels import parse as parse_label
from qa.transcripts.learning import learn

_TIME = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
TIMING = re.compile(rf"^[^\S\n]*{_TIME}[^\S\n]*-->[^\S\n]*{_TIME}(?=\s|$)([^\n]*)", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[^\S\n]+([^>\n]*)>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|ruby|rt|lang|font|span)(?:[.\s][^<>]*)?>|<(?:\d+:)?\d+:\d{2}[.,]\d{3}>|\{\\[^{}]*\}"
)
_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?:\s|\Z)")
_KINDS = {"NOTE": "front matter", "STYLE": "furniture", "REGION": "furniture"}


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    text: str


@dataclass(slots=True)
class _Run:
    """Consecutive pieces by one speaker."""

    label: Label | None
    start: float
    end: float
    parts: list[str] = field(default_factory=list)


def parse(text: str, document: str, path: object, format: str) -> Transcript:
    r"""The turns of a caption file.

    Args:
        text: with `\n` as the only line end.
        document: the path to put into the transcript.
        path: what to name in an error.
        format: "vtt" or "srt".

    Raises:
        UnreadableFile: there are no cues, or none with text.
    """
    cues, asides, front = _cues(text)
    if not cues:
        raise UnreadableFile(path, "no cues")
    runs = _runs(cues)
    labels = {run.label.printed: run.label for run in runs if run.label}
    title, date = describe(front) if front else (None, None)
    persons = people.resolve(labels.values(), front)
    turns: list[Turn] = []
    for run in runs:
        said, directions = notes.extract([" ".join(run.parts)])
        speaker = run.label.printed if run.label else None
        directions = (run.label.notes if run.label else ()) + directions
        person = persons.get(speaker) if speaker else None
        interpreted = notes.says_interpreted(directions)
        turns.append(Turn(len(turns), speaker, said, person, run.start, run.end, directions, interpreted))
    if not turns:
        raise UnreadableFile(path, "no text in its cues")
    return Transcript(document, title, date, format, tuple(turns), tuple(asides))


def _cues(text: str) -> tuple[list[_Cue], list[Aside], str]:
    """Cues, text outside them, and the part of that text that may hold title and date."""
    matches = list(TIMING.finditer(text))
    cues: list[_Cue] = []
    asides: list[Aside] = []
    front: list[str] = []
    _outside(text[: matches[0].start()] if matches else text, asides, front)
    for number, match in enumerate(matches):
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        body, after = _split_body(text[match.end() : stop], number + 1 == len(matches))
        _outside(after, asides, front)
        cues.append(_Cue(_seconds(match.groups()[:4]), _seconds(match.groups()[4:8]), body))
    return cues, asides, "\n".join(front)


def _split_body(chunk: str, last: bool) -> tuple[str, str]:
    """What a cue shows, and what stands between it and the next cue: an identifier, a comment block."""
    lines = chunk.strip("\n").split("\n")
    if chunk[:2] == "\n\n" or not chunk.strip():
        # A cue without text: what follows the blank line belongs to no cue.
        return "", chunk
    if not last:
        blank = len(lines) > 1 and not lines[-2].strip()
        if len(lines) > 1 and (lines[-1].strip().isdigit() or blank):
            lines.pop()  # the next cue's identifier
    shown: list[str] = []
    for position, line in enumerate(lines):
        if position and not lines[position - 1].strip() and _BLOCK.match(line):
            return "\n".join(shown).strip(), "\n".join(lines[position:])
        shown.append(line)
    return "\n".join(shown).strip(), ""


def _outside(text: str, asides: list[Aside], front: list[str]) -> None:
    for block in re.split(r"\n(?:[^\S\n]*+\n)+", text):
        block = block.strip()
        header = block.startswith("WEBVTT")
        if header:
            block = re.sub(r"WEBVTT[^\S\n]*(?:-[^\S\n]*)?", "", block, count=1).strip()
        if not block or block.isdigit():
            continue
        match = _BLOCK.match(block)
        kind = _KINDS[match[1]] if match else "front matter"
        content = block[match.end() :].strip() if match and match[1] == "NOTE" else block
        if not content or (not match and not header and "\n" not in block and not asides and block[:1].isdigit()):
            continue
        asides.append(Aside(kind, content, 0))
        if kind == "front matter":
            front.append(content)


def _runs(cues: list[_Cue]) -> list[_Run]:
    runs: list[_Run] = []
    for cue, label, piece in _pieces(cues):
        if not piece and label is None:
            continue
        current = runs[-1] if runs else None
        if current is None or (label is not None and (current.label is None or label.printed != current.label.printed)):
            current = _Run(label, cue.start, cue.end)
            runs.append(current)
        if piece:
            current.parts.append(piece)
        current.end = max(current.end, cue.end)
    return [run for run in runs if run.parts]


def _pieces(cues: list[_Cue]) -> list[tuple[_Cue, Label | None, str]]:
    """What each voice says in each cue; a piece without a label continues the turn."""
    voiced: list[tuple[_Cue, Label | None, str]] = []
    for cue in cues:
        position = 0
        label: Label | None = None
        for match in _VOICE.finditer(cue.text):
            voiced.append((cue, label, _shown(cue.text[position : match.start()])))
            position = match.end()
            name = html.unescape(match[1]).strip() if match[1] else ""
            label = _voice(name) if name else None
        voiced.append((cue, label, _shown(cue.text[position:])))
    voiced = [(cue, label, piece) for cue, label, piece in voiced if piece]
    if any(label for _, label, _ in voiced):
        return [(cue, label, _one_line(piece)) for cue, label, piece in voiced]
    return _labelled(voiced)


def _labelled(voiced: list[tuple[_Cue, Label | None, str]]) -> list[tuple[_Cue, Label | None, str]]:
    """Find `Name: text` at the beginnings of lines."""
    whole = "\n\n".join(piece for _, _, piece in voiced)
    found = candidates(whole)
    labels = learn(whole, found)
    places = [candidate for candidate in found if candidate.label in labels]
    pieces: list[tuple[_Cue, Label | None, str]] = []
    offset = 0
    index = 0
    for cue, _, piece in voiced:
        end = offset + len(piece)
        position, label = offset, None
        while index < len(places) and places[index].start < end:
            place = places[index]
            before = whole[position : place.start]
            if before.strip():
                pieces.append((cue, label, _one_line(before)))
            elif label is not None:
                pieces.append((cue, label, ""))
            position, label = place.body, labels[place.label]
            index += 1
        pieces.append((cue, label, _one_line(whole[position:end])))
        offset = end + 2
    return pieces


def _voice(name: str) -> Label:
    label = parse_label(name)
    return label if label.printed else Label(name, None, (), (), False)


def _shown(text: str) -> str:
    shown = html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text or "{" in text else text
    return shown.replace("\u00a0", " ").replace("\r", " ").strip()


def _one_line(text: str) -> str:
    return " ".join(line for line in map(str.strip, text.split("\n")) if line)


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = groups
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return (whole * 1000 + int((fraction or "0").ljust(3, "0"))) / 1000
