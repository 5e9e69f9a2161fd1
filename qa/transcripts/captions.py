"""Captions: WebVTT and SRT. Consecutive cues by one speaker are one turn."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript, Turn
from qa.transcripts import notes, people
from qa.transcripts.header import describe
from qa.transcripts.labels import Label, candidates
from qa.transcripts.labels import parse as parse_label
from qa.transcripts.layout import blocks
from qa.transcripts.learning import learn

_TIME = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
TIMING = re.compile(rf"^[^\S\n]*{_TIME}[^\S\n]*-->[^\S\n]*{_TIME}(?=\s|$)([^\n]*)", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[^\S\n]++([^<>\n]{0,200})>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|ruby|rt|lang|font|span)(?:[.\s][^<>]*)?>|<(?:\d+:)?\d+:\d{2}[.,]\d{3}>|\{\\[^{}]*\}"
)
_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?:\s|\Z)")
_SIGNATURE = re.compile(r"WEBVTT[^\S\n]*(?:-[^\S\n]*)?")


@dataclass(frozen=True, slots=True)
class _Cue:
    index: int
    start: float
    end: float
    text: str


@dataclass(slots=True)
class _Run:
    """Consecutive pieces by one speaker."""

    label: Label | None
    first_cue: int
    start: float
    end: float
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Outside:
    """Text outside cues: what it is, and the index of the cue it stands before."""

    pieces: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def front(self) -> str:
        """What may hold title and date."""
        return "\n".join(text for kind, text, _ in self.pieces if kind == "front matter")

    def add(self, text: str, before_cue: int) -> None:
        """Sort out the blocks between two cues."""
        for block in blocks(text):
            block = block.strip()
            kind = "front matter"
            if block.startswith("WEBVTT"):
                block = _SIGNATURE.sub("", block, count=1)
            elif match := _BLOCK.match(block):
                kind = "furniture"
                if match[1] == "NOTE":
                    kind, block = "front matter" if before_cue == 0 else "comment", block[match.end() :].strip()
            elif before_cue:
                kind = "heading"
            if block and not block.isdigit():
                self.pieces.append((kind, block, before_cue))

    def add_identifier(self, line: str, before_cue: int) -> None:
        """Keep the identifier of a cue where it is a name; a number only counts."""
        if line.strip() and not any(char.isdigit() for char in line):
            self.pieces.append(("heading", line.strip(), before_cue))


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
    cues, outside = _cues(text)
    if not cues:
        raise UnreadableFile(path, "no cues")
    runs = _runs(cues)
    if not runs:
        raise UnreadableFile(path, "no text in its cues")
    title, date = describe(outside.front)
    persons = people.resolve((run.label for run in runs if run.label), outside.front)
    turns = [_turn(index, run, persons) for index, run in enumerate(runs)]
    first_cues = [run.first_cue for run in runs]
    asides = [Aside(kind, content, bisect_left(first_cues, cue)) for kind, content, cue in outside.pieces]
    return Transcript(document, title, date, format, tuple(turns), tuple(asides))


def _turn(index: int, run: _Run, persons: dict[str, str]) -> Turn:
    said, directions = notes.extract([" ".join(run.parts)])
    if run.label is None:
        return Turn(index, None, said, None, run.start, run.end, directions, notes.says_interpreted(directions))
    directions = run.label.notes + directions
    speaker = run.label.printed
    interpreted = notes.says_interpreted(directions)
    return Turn(index, speaker, said, persons.get(speaker), run.start, run.end, directions, interpreted)


def _cues(text: str) -> tuple[list[_Cue], _Outside]:
    matches = list(TIMING.finditer(text))
    cues: list[_Cue] = []
    outside = _Outside()
    before = text[: matches[0].start()] if matches else text
    lines = before.split("\n")
    if matches and len(lines) > 1 and lines[-2].strip() and not lines[-2].startswith("WEBVTT"):
        outside.add_identifier(lines[-2], 0)
        before = "\n".join(lines[:-2])
    outside.add(before, 0)
    for number, match in enumerate(matches):
        last = number + 1 == len(matches)
        chunk = text[match.end() : len(text) if last else matches[number + 1].start()]
        body = _split_body(chunk, last, number + 1, outside)
        cues.append(_Cue(number, _seconds(match.groups()[:4]), _seconds(match.groups()[4:8]), body))
    return cues, outside


def _split_body(chunk: str, last: bool, following: int, outside: _Outside) -> str:
    """What a cue shows; the identifier of the next cue and comment blocks between the two go outside."""
    # The chunk begins with the end of the time line.
    lines = chunk.split("\n")[1:]
    while lines and not lines[-1].strip():
        lines.pop()
    if not last and lines and not chunk.endswith("\n\n"):
        alone = len(lines) == 1 or not lines[-2].strip()
        if alone or lines[-1].strip().isdigit():
            outside.add_identifier(lines.pop(), following)
    for position, line in enumerate(lines):
        if (not position or not lines[position - 1].strip()) and _BLOCK.match(line):
            outside.add("\n".join(lines[position:]), following)
            return "\n".join(lines[:position]).strip()
    return "\n".join(lines).strip()


def _runs(cues: list[_Cue]) -> list[_Run]:
    runs: list[_Run] = []
    for cue, label, piece in _pieces(cues):
        if not piece and label is None:
            continue
        current = runs[-1] if runs else None
        if current is None or (label is not None and (current.label is None or label.printed != current.label.printed)):
            current = _Run(label, cue.index, cue.start, cue.end)
            runs.append(current)
        if piece:
            current.parts.append(piece)
        current.end = max(current.end, cue.end)
    return [run for run in runs if run.parts]


def _pieces(cues: list[_Cue]) -> list[tuple[_Cue, Label | None, str]]:
    """What each voice says in each cue; a piece without a label continues the turn."""
    voiced: list[tuple[_Cue, Label | None, str]] = []
    any_voice = False
    voices: dict[str, Label] = {}
    for cue in cues:
        if "<v" not in cue.text:
            if piece := _shown(cue.text):
                voiced.append((cue, None, piece))
            continue
        position = 0
        label: Label | None = None
        for match in _VOICE.finditer(cue.text):
            if piece := _shown(cue.text[position : match.start()]):
                voiced.append((cue, label, piece))
            position = match.end()
            name = match[1] or ""
            if name not in voices:
                voices[name] = _voice(html.unescape(name).strip())
            label = voices[name] if name.strip() else None
            any_voice = any_voice or label is not None
        if piece := _shown(cue.text[position:]):
            voiced.append((cue, label, piece))
    if any_voice:
        return [(cue, label, _one_line(piece)) for cue, label, piece in voiced]
    return _labelled(voiced)


def _labelled(voiced: list[tuple[_Cue, Label | None, str]]) -> list[tuple[_Cue, Label | None, str]]:
    """Find `Name: text` at the beginnings of lines."""
    whole = "\n\n".join(piece for _, _, piece in voiced)
    found = candidates(whole)
    labels = learn(whole, found, speech=True)
    places = [candidate for candidate in found if candidate.label in labels]
    pieces: list[tuple[_Cue, Label | None, str]] = []
    offset = 0
    index = 0
    for cue, _, piece in voiced:
        end = offset + len(piece)
        position, label = offset, None
        while index < len(places) and places[index].start < end:
            place = places[index]
            if place.start > position:
                pieces.append((cue, label, _one_line(whole[position : place.start])))
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
