"""Turns to passages. Pure: what counts tokens is passed in.

A passage is a run of whole turns, or a part of one long turn cut between sentences. Title, date and speaker are
repeated in every passage, on every part of a split turn too, so that each can be found and attributed on its own.
What is embedded is fluent speech; the offsets are those of the text as it stands.
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa import sentences
from qa.disfluency import fluent, is_backchannel
from qa.models import Passage, Stretch, Transcript, Turn

CHUNKER_VERSION = 4

Count = Callable[[Sequence[str]], list[int]]
# Shorter ones mean what is around them.
_MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Size:
    """How large a passage may be.

    Attributes:
        target: tokens aimed at, title and date not counted.
        budget: counts those tokens.
        limit: tokens the embedding model reads, of the whole passage; more would be dropped unseen.
        model: counts those, in the model's own tokens.
    """

    target: int
    budget: Count
    limit: int
    model: Count


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one turn with its sizes, label counted."""

    turn: int
    start: int
    end: int
    budget: int
    model: int


@dataclass(frozen=True, slots=True)
class _Heard:
    """A turn with its sentences."""

    turn: Turn
    spans: Sequence[tuple[int, int]]

    def between(self, start: int, end: int) -> tuple[str, list[Stretch]]:
        """A stretch as it is embedded, and where in it each sentence is that begins there."""
        words = ""
        found: list[Stretch] = []
        first = bisect.bisect_right(self.spans, start, key=lambda span: span[1])
        for begins, ends in self.spans[first:]:
            if begins >= end:
                break
            said = fluent(self.turn.text[max(begins, start) : min(ends, end)])
            if not said:
                continue
            at = len(words) + 1 if words else 0
            words = f"{words} {said}" if words else said
            if begins >= start and sentences.count_words(said) >= _MIN_WORDS:
                found.append(Stretch(self.turn.index, begins, at, at + len(said)))
        return words, found


def header(transcript: Transcript, size: Size) -> str:
    """Title and date, the title cut where both take more than a quarter of what the model reads; empty without any."""
    date = transcript.date
    return _cut(transcript.title or "", lambda title: " · ".join(part for part in (title, date) if part), size)


def _cut(text: str, shown: Callable[[str], str], size: Size) -> str:
    """What is shown of `text`, cut, between words where it has any, until it is a quarter of what the model reads."""
    while text and size.model([shown(text)])[0] > size.limit // 4:
        half = text[: len(text) // 2]
        text = (half.rpartition(" ")[0] or half).rstrip()
    return shown(text)


def passages(transcript: Transcript, size: Size) -> list[Passage]:
    """The passages of a transcript, in order; every turn that says something is in at least one.

    No passage is longer than `size.limit` in the model's tokens.
    """
    head = header(transcript, size)
    # A label of a paragraph would leave no room for what was said; the hits show it in full.
    labels = {label: _cut(label, str, size) for label in transcript.speakers}
    turns = [replace(turn, speaker=labels.get(turn.speaker or "")) for turn in transcript.turns if turn.text.strip()]
    room = max(8, size.limit - (size.model([head])[0] if head else 0))
    whole = _measure([(turn, 0, len(turn.text)) for turn in turns], size)

    groups: list[list[_Piece]] = []
    run: list[_Piece] = []
    for turn, piece in zip(turns, whole, strict=True):
        if piece.budget > size.target or piece.model > room:
            if run:
                groups.append(run)
                run = []
            groups.extend(_split_turn(turn, piece, size, room))
            continue
        if run and not _fits([*run, piece], size.target, room):
            groups.append(run)
            run = []
        run.append(piece)
    if run:
        groups.append(run)
    heard = {turn.index: _Heard(turn, sentences.spans(turn.text)) for turn in turns}
    return [passage for group in groups for passage in _checked(transcript, heard, head, group, size)]


def labelled(turn: Turn, start: int, end: int) -> str:
    """A stretch of a turn after its label, as it is shown."""
    return _after_label(turn, turn.text[start:end])


def _after_label(turn: Turn, words: str) -> str:
    return f"{turn.speaker}: {words}" if turn.speaker else words


def _heard(turn: Turn, start: int, end: int) -> str:
    """A stretch of a turn after its label, as it is embedded."""
    return _after_label(turn, fluent(turn.text[start:end]))


def _fits(run: Sequence[_Piece], target: int, room: int) -> bool:
    return sum(p.budget for p in run) <= target and sum(p.model for p in run) <= room


def _measure(stretches: Sequence[tuple[Turn, int, int]], size: Size) -> list[_Piece]:
    texts = [_heard(turn, start, end) for turn, start, end in stretches]
    return [
        _Piece(turn.index, start, end, budget, model)
        for (turn, start, end), budget, model in zip(stretches, size.budget(texts), size.model(texts), strict=True)
    ]


def _split_turn(turn: Turn, whole: _Piece, size: Size, room: int) -> list[list[_Piece]]:
    """Parts of one long turn, of about equal size, cut between sentences where sentences fit."""
    parts = max(math.ceil(whole.budget / size.target), math.ceil(whole.model / room), 2)
    target = min(size.target, math.ceil(whole.budget / parts * 1.1))
    label_budget, label_model = (
        (size.budget([f"{turn.speaker}:"])[0], size.model([f"{turn.speaker}:"])[0]) if turn.speaker else (0, 0)
    )
    # A limit so small that label and words do not fit it together would never let a part fit.
    target, room = max(target - label_budget, 8), max(room - label_model, 8)
    groups: list[list[_Piece]] = []
    run: list[_Piece] = []
    for piece in _sentence_pieces(turn, size, target, room):
        if run and not _fits([*run, piece], target, room):
            groups.append(_joined(run))
            run = []
        run.append(piece)
    if run:
        groups.append(_joined(run))
    return groups


def _joined(run: Sequence[_Piece]) -> list[_Piece]:
    first, last = run[0], run[-1]
    return [_Piece(first.turn, first.start, last.end, sum(p.budget for p in run), sum(p.model for p in run))]


def _sentence_pieces(turn: Turn, size: Size, target: int, room: int) -> list[_Piece]:
    """Sentences, those that are too long cut between words, and words between characters."""
    stretches = list(sentences.spans(turn.text))
    pieces: list[_Piece] = []
    while stretches:
        texts = [fluent(turn.text[start:end]) for start, end in stretches]
        again: list[tuple[int, int]] = []
        for (start, end), budget, model in zip(stretches, size.budget(texts), size.model(texts), strict=True):
            if (budget <= target and model <= room) or end - start < 2:
                pieces.append(_Piece(turn.index, start, end, budget, model))
            else:
                again.extend(_halves(turn.text, start, end))
        stretches = again
    return sorted(pieces, key=lambda piece: piece.start)


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Two stretches cut near the middle, at white space where there is any near it."""
    middle = (start + end) // 2
    reach = (end - start) // 4
    space = re.compile(r"\s").search(text, middle, min(end - 1, middle + reach))
    cut = space.start() if space else middle
    left, right = (start, cut), (cut, end)
    return [_trimmed(text, *part) for part in (left, right) if text[slice(*part)].strip()]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def _embedded(heard: dict[int, _Heard], group: Sequence[_Piece]) -> tuple[str, tuple[Stretch, ...]]:
    """A line a turn, without those that only show that somebody listens; all of them where nobody says more."""
    text = ""
    found: list[Stretch] = []
    for piece in group:
        said = heard[piece.turn]
        words, stretches = said.between(piece.start, piece.end)
        if is_backchannel(words):
            continue
        line = _after_label(said.turn, words)
        ahead = (len(text) + 1 if text else 0) + len(line) - len(words)
        text = f"{text}\n{line}" if text else line
        found += [replace(one, at=one.at + ahead, until=one.until + ahead) for one in stretches]
    if not text:
        text = "\n".join(labelled(heard[piece.turn].turn, piece.start, piece.end) for piece in group)
    return text, tuple(found)


def _checked(
    transcript: Transcript, heard: dict[int, _Heard], head: str, group: list[_Piece], size: Size
) -> list[Passage]:
    """The passage of a group; in two where the tokens of the whole are more than those of its parts."""
    words, stretches = _embedded(heard, group)
    first, last = group[0], group[-1]
    passage = Passage(transcript.document, first.turn, first.start, last.turn, last.end, words, head, stretches)
    if size.model([passage.embedded])[0] > size.limit:
        if len(group) > 1:
            middle = len(group) // 2
            halves = [group[:middle], group[middle:]]
        else:
            (piece,) = group
            cuts = _halves(heard[piece.turn].turn.text, piece.start, piece.end) if piece.end - piece.start > 1 else []
            halves = [[_Piece(piece.turn, start, end, 0, 0)] for start, end in cuts]
        if len(halves) > 1:
            return [passage for half in halves for passage in _checked(transcript, heard, head, half, size)]
    return [passage]
