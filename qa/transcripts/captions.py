"""Captions: who said what in the cues. Consecutive cues by one speaker are one turn.

A speaker is told by a voice (`<v Ann>`), by a name before a colon, or only as another one: `>>`, or a dash before each
of two lines. What no name stands before is nobody's, and begins a turn of its own.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript, Turn
from qa.transcripts import notes, people
from qa.transcripts.cues import Cue, Outside, read_cues
from qa.transcripts.header import describe
from qa.transcripts.labels import Candidate, Label, Shape, candidates
from qa.transcripts.labels import parse as parse_label
from qa.transcripts.learning import learn
from qa.transcripts.rolling import Shown, unroll
from qa.transcripts.utterances import joined

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[^\S\n]++([^<>\n]{0,200})>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|ruby|rt|lang|font|span)(?:[.\s][^<>]*)?>|<(?:\d+:)?\d+:\d{2}[.,]\d{3}>|\{\\[^{}]*\}|\{[ibuyIBUY]:[^{}]*\}"
)
_TYPED = re.compile(r"<(?:\d+:)?\d+:\d{2}[.,]\d{3}>")
_CHEVRON = re.compile(r"^[^\S\n]*>>+[^\S\n]*", re.MULTILINE)
_INLINE_CHEVRON = re.compile(r"(?<=\S)[^\S\n]+(?=>>+)")
_DASH = re.compile(r"^[^\S\n]*[-–‐][^\S\n]?(?=[^\s-])", re.MULTILINE)
_EVERY_CUE = re.compile(r"[^\S\n]*(?P<label>[^\s:：<>\[♪][^:：\n]{0,79}?)[^\S\n]*(?:：|:(?=\s|$))")
_SONG = re.compile(r"[♪♫♬][^♪♫♬]*(?:[♪♫♬]+|\Z)")
_BRACKETS = re.compile(r"\[([^\[\]]{1,200})\]|\(([^()]{1,200})\)")
_PRONOUN = re.compile(r"\b(?:i|you|we|he|she|they|my|your|our|it's|i'm|me|us)\b", re.IGNORECASE)
_ENDED = (".", "?", "!", "…", ",")


class _Piece(NamedTuple):
    """A stretch of a cue.

    Attributes:
        cue: index of the cue.
        text: as shown; lines apart.
        label: who speaks, None where nothing says it.
        opens: another speaker begins here, named or not.
        notes: what happens meanwhile.
    """

    cue: int
    text: str
    label: Label | None = None
    opens: bool = False
    notes: tuple[str, ...] = ()


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


def _runs(cues: list[Cue], pieces: list[_Piece]) -> list[_Run]:
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


def _changes(current: _Run, piece: _Piece) -> bool:
    """Whether the turn ends where a piece begins."""
    if piece.label is None:
        return piece.opens
    return current.label is None or piece.label.printed != current.label.printed


def _pieces(cues: list[Cue]) -> list[_Piece]:
    """What is said in each cue, in order; a piece without a label continues the turn."""
    if any("<v" in cue.text and _VOICE.search(cue.text) for cue in cues):
        found = list(_voiced(cues))
        if any(piece.label for piece in found):
            return [_finish(piece) for piece in found]
    shown = [_shown(_VOICE.sub("", cue.text) if "<v" in cue.text else cue.text) for cue in cues]
    typed = 4 * sum(_TYPED.search(cue.text) is not None for cue in cues) >= len(cues)
    screens = [
        Shown(cue.start, cue.end, tuple(filter(None, map(str.strip, text.split("\n")))))
        for cue, text in zip(cues, shown, strict=True)
    ]
    lines = ["\n".join(fresh) for fresh in unroll(screens, typed)]
    return [_finish(piece) for piece in _labelled(list(_marked(lines)))]


def _voiced(cues: list[Cue]) -> Iterator[_Piece]:
    """What each voice says."""
    voices: dict[str, Label] = {}
    for index, cue in enumerate(cues):
        position = 0
        label: Label | None = None
        for match in _VOICE.finditer(cue.text):
            if text := _shown(cue.text[position : match.start()]):
                yield _Piece(index, text, label)
            position = match.end()
            name = match[1] or ""
            if name not in voices:
                voices[name] = _voice(" ".join(html.unescape(name).split()))
            label = voices[name] if voices[name].printed else None
        if text := _shown(cue.text[position:]):
            yield _Piece(index, text, label)


def _marked(texts: list[str]) -> Iterator[_Piece]:
    """Cut cues at the marks that say that somebody else speaks: `>>`, and dashes where two lines of a cue have one."""
    chevrons = sum(len(_CHEVRON.findall(text)) for text in texts if ">>" in text)
    dashes = any(len(_DASH.findall(text)) > 1 for text in texts)
    for index, text in enumerate(texts):
        mark = _CHEVRON if chevrons else _DASH if dashes else None
        if chevrons > 2 and ">>" in text:
            text = _INLINE_CHEVRON.sub("\n", text)
        if mark is None or not mark.search(text):
            if text:
                yield _Piece(index, text)
            continue
        position, opens = 0, False
        for match in mark.finditer(text):
            if piece := text[position : match.start()].strip():
                yield _Piece(index, piece, opens=opens)
            position, opens = match.end(), True
        if piece := text[position:].strip():
            yield _Piece(index, piece, opens=opens)


def _labelled(pieces: list[_Piece]) -> list[_Piece]:
    """Find `Name: text` at the beginnings of cues and lines."""
    if named := _named_throughout(pieces):
        return named
    whole = "\n\n".join(piece.text for piece in pieces)
    found = candidates(whole)
    labels = learn(whole, found, speech=True)
    counts = Counter(labels[candidate.label].printed for candidate in found if candidate.label in labels)
    # In running speech a word before a colon is a speaker only where one of them comes again.
    if counts and max(counts.values()) == 1 and 10 * len(counts) < 9 * len(pieces):
        labels = {}
    places = {candidate.start: candidate for candidate in found}
    labels.update(_after_marks(pieces, places))
    wanted = [candidate for candidate in found if candidate.label in labels]
    cut: list[_Piece] = []
    offset = 0
    index = 0
    for piece in pieces:
        end = offset + len(piece.text)
        position, current = offset, piece
        while index < len(wanted) and wanted[index].start < end:
            place = wanted[index]
            if place.start > position:
                cut.append(current._replace(text=whole[position : place.start]))
            position, current = place.body, piece._replace(label=labels[place.label])
            index += 1
        cut.append(current._replace(text=whole[position:end]))
        offset = end + 2
    return cut


def _named_throughout(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with their labels where a name stands in nearly every cue; nothing where not."""
    matches = [_EVERY_CUE.match(piece.text) for piece in pieces]
    names = Counter(match["label"] for match in matches if match and any(map(str.isalpha, match["label"])))
    total = sum(names.values())
    if total < 3 or 5 * total < 4 * len(pieces) or 2 * len(names) > total + 1:
        return []
    labels = {name: _voice(name) for name, count in names.items() if count > 1 or parse_label(name).shape}
    named = []
    for piece, match in zip(pieces, matches, strict=True):
        if match and (label := labels.get(match["label"])) and label.printed:
            piece = piece._replace(label=label, text=piece.text[match.end() :].strip())
        named.append(piece)
    return named


def _after_marks(pieces: list[_Piece], places: dict[int, Candidate]) -> dict[str, Label]:
    """Labels that stand after a mark of another speaker, where they recur or look like names of more than a word."""
    parsed: dict[str, Label] = {}
    counts: Counter[str] = Counter()
    offset = 0
    for piece in pieces:
        place = places.get(offset) if piece.opens else None
        offset += len(piece.text) + 2
        if place:
            label = parsed.setdefault(place.label, parse_label(place.label))
            counts[place.label] += label.shape is not None
    shouted = sum(map(str.isupper, "".join(piece.text for piece in pieces[:200])))
    quiet = sum(map(str.islower, "".join(piece.text for piece in pieces[:200])))
    return {
        raw: parsed[raw]
        for raw, count in counts.items()
        if count > 1 or (count and quiet > shouted and parsed[raw].shape is Shape.CAPITALS)
    }


def _voice(name: str) -> Label:
    label = parse_label(name)
    return label if label.printed else Label(name, None, (), (), False)


def _shown(text: str) -> str:
    shown = html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text or "{" in text else text
    return shown.replace("\u00a0", " ").replace("\r", " ").strip()


def _finish(piece: _Piece) -> _Piece:
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
