"""Who speaks in captions: names before a colon or in brackets, and marks that somebody else begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from qa.patterns import regex
from qa.transcripts.labels import Candidate, Label, Shape, candidates
from qa.transcripts.labels import parse as parse_label
from qa.transcripts.learning import learn
from qa.transcripts.name_lines import is_name_line
from qa.transcripts.notes import is_direction
from qa.transcripts.vocabulary import FIELDS, HEADINGS, LANGUAGES, ROLES, STOPS

_CHEVRON = regex(r"^[^\S\n]*>>+[^\S\n]*", re.MULTILINE)
_INLINE_CHEVRON = regex(r"(?<=\S)[^\S\n]+(?=>>+)")
_DASH = regex(r"^[^\S\n]*[-–‐][^\S\n]?(?=[^\s-])", re.MULTILINE)
_EVERY_CUE = regex(r"[^\S\n]*(?:[-–‐][^\S\n]+)?(?P<label>[^\s:：<>\[♪][^:：\n]{0,79}?)[^\S\n]*(?:：|:(?=\s|$))")
_BRACKETED = regex(
    r"^[^\S\n]*(?:\[([^\[\]\n]{1,40})\]|\(([^()\n]{1,40})\))(?:[^\S\n]*+:)?(?:[^\S\n]*+\n|[^\S\n]++)(?=[^\s\[(])",
    re.MULTILINE,
)
_MANNER = regex(r"(?:ing|ed|ly|s)\Z")
_WORD = regex(r"[^\W\d_]+")
_LONGEST_NAME = 80
_TELEPHONE = regex(r"\+?\(?\d[\d ()*.-]{5,18}\d")
_DEVICE = regex(r"\b(?:iPhone|iPad|MacBook|Galaxy)\b")


class Piece(NamedTuple):
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


def marked(texts: list[str]) -> Iterator[Piece]:
    """Cut cues at the marks that say that somebody else speaks: `>>`, and dashes where two lines of a cue have one."""
    chevrons = sum(len(_CHEVRON.findall(text)) for text in texts if ">>" in text)
    dashes = any(len(_DASH.findall(text)) > 1 for text in texts)
    for index, text in enumerate(texts):
        mark = _CHEVRON if chevrons else _DASH if dashes else None
        if chevrons > 2 and ">>" in text:
            text = _INLINE_CHEVRON.sub("\n", text)
        if mark is None or not mark.search(text):
            if text:
                yield Piece(index, text)
            continue
        position, opens = 0, False
        for match in mark.finditer(text):
            if piece := text[position : match.start()].strip():
                yield Piece(index, piece, opens=opens)
            position, opens = match.end(), True
        if piece := text[position:].strip():
            yield Piece(index, piece, opens=opens)


def labelled(pieces: list[Piece]) -> list[Piece]:
    """Find the names at the beginnings of cues and lines, and cut the pieces there."""
    if named := _named_throughout(pieces) or _in_brackets(pieces) or _on_own_lines(pieces):
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
    cut: list[Piece] = []
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


def _named_throughout(pieces: list[Piece]) -> list[Piece]:
    """The pieces with their labels where a name stands in nearly every cue; nothing where not."""
    matches = [_EVERY_CUE.match(piece.text) for piece in pieces]
    names = Counter(match["label"] for match in matches if match and _may_speak(match["label"]))
    total = sum(names.values())
    # Where no cue is without one, what looks like no name is one as well: the telephone that somebody speaks by.
    every = total == len(pieces) and len(names) < total
    if total < 3 or 5 * total < 4 * len(pieces) or (2 * len(names) > total + 1 and not every):
        return []
    labels = {name: voice(name) for name, count in names.items() if every or count > 1 or _joins_by(name)}
    named = []
    for piece, match in zip(pieces, matches, strict=True):
        if match and (label := labels.get(match["label"])) and label.printed:
            piece = piece._replace(label=label, text=piece.text[match.end() :].strip())
        named.append(piece)
    return named


def _may_speak(label: str) -> bool:
    return any(map(str.isalpha, label)) or bool(_TELEPHONE.fullmatch(label))


def _joins_by(name: str) -> bool:
    """Whether somebody takes part under it: a name, or the telephone or device that a meeting is joined by."""
    return parse_label(name).shape is not None or bool(_TELEPHONE.fullmatch(name) or _DEVICE.search(name))


def _in_brackets(pieces: list[Piece]) -> list[Piece]:
    """The pieces with their labels where names stand in brackets, `[Ann] Hello.`; nothing where none do.

    What stands there may as well be a manner of speaking, so a word that could be one has to be a name elsewhere.
    """
    found = Counter(one or other for piece in pieces for one, other in _BRACKETED.findall(piece.text))
    if len(found) < 2 or max(found.values()) < 2:
        return []
    spoken = set(_WORD.findall(" ".join(_BRACKETED.sub(" ", piece.text) for piece in pieces)))
    # Brackets in half of the cues are no manners of speaking.
    often = 2 * sum(found.values()) >= len(pieces)
    labels = {
        name: label
        for name in found
        if _names_somebody(label := parse_label(name), spoken) or (often and found[name] > 1 and _is_full_name(name))
    }
    if len(labels) < 2 or sum(found[name] for name in labels) < 3 or max(found[name] for name in labels) < 2:
        return []
    named = []
    for piece in pieces:
        position, current = 0, piece
        for match in _BRACKETED.finditer(piece.text):
            if speaker := labels.get(match[1] or match[2]):
                if before := piece.text[position : match.start()].strip():
                    named.append(current._replace(text=before))
                position, current = match.end(), piece._replace(label=speaker)
        named.append(current._replace(text=piece.text[position:].strip()))
    return named


def _on_own_lines(pieces: list[Piece]) -> list[Piece]:
    """The pieces with their labels where names in full stand on lines of their own; nothing where none do.

    Two of them have to come again, or they may be titles of something; most that stand so do, and in every third cue.
    """
    firsts = [piece.text.split("\n", 1)[0].strip() for piece in pieces]
    found = Counter(filter(_is_full_name, firsts))
    again = {name for name, count in found.items() if count > 1}
    if len(again) < 2 or 4 * sum(found[name] for name in again) < 3 * sum(found.values()):
        return []
    if 3 * sum(found.values()) < len(pieces):
        return []
    return [
        piece._replace(label=parse_label(first), text=piece.text[len(first) :].strip()) if first in found else piece
        for piece, first in zip(pieces, firsts, strict=True)
    ]


def _is_full_name(line: str) -> bool:
    """Whether a line is nothing but a name of two words or more: `Ruth Adams`."""
    if len(line) > _LONGEST_NAME:
        return False
    label = parse_label(line)
    return (
        label.shape is Shape.TITLE
        and 2 <= len(label.words) <= 4
        and line[-1].isalnum()
        and is_name_line(line)
        and not is_direction(line, opening=True)
        and (HEADINGS | FIELDS | STOPS).isdisjoint(label.words)
    )


def _names_somebody(label: Label, spoken: set[str]) -> bool:
    if label.shape is None or not label.printed or is_direction(label.printed, opening=True):
        return False
    if label.words[0] in STOPS or not LANGUAGES.isdisjoint(label.words):
        return False
    doubtful = [word for word in label.words if _MANNER.search(word) and word not in ROLES]
    return all(word.capitalize() in spoken for word in doubtful)


def _after_marks(pieces: list[Piece], places: dict[int, Candidate]) -> dict[str, Label]:
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
        if count > 1
        or (count and quiet > shouted and parsed[raw].shape is Shape.CAPITALS)
        or (count and not ROLES.isdisjoint(parsed[raw].words))
    }


def voice(name: str) -> Label:
    """The label that a name is which stands where only names do."""
    label = parse_label(name)
    return label if label.printed else Label(name, None, (), (), False)
