"""JSON: the project's own, read and written, `{"title", "date", "turns": [{"speaker", "text", "start", "end"}]}`."""

from __future__ import annotations

import json
import math
from typing import Any

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript, Turn
from qa.transcripts import notes, people, speech_json
from qa.transcripts.dates import find_date
from qa.transcripts.decoding import clean
from qa.transcripts.labels import parse as parse_label

_KNOWN = 'known is {"title", "date", "turns": [{"speaker", "text", "start", "end"}]}, all but "text" optional'


def load(text: str) -> object:
    """The JSON value that `text` is; of JSON Lines, the list of their values.

    Raises:
        ValueError: it is none.
    """
    try:
        return _decode(text)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise
        lines = text.split("\n")
        try:
            return [_decode(line) for line in lines if line.strip()]
        except json.JSONDecodeError:
            raise error from None


def _decode(text: str) -> object:
    try:
        # NaN, which is no JSON, is what Python writes for a time or score it does not know.
        value = json.loads(text, parse_constant=lambda _: None)
        return _without_nul(value) if "\\u0000" in text else value
    except RecursionError:
        raise ValueError("too deeply nested") from None


def _without_nul(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {key.replace("\0", ""): _without_nul(item) for key, item in value.items()}
    return value


def parse(value: object, document: str, path: object) -> Transcript:
    """The turns of a JSON value.

    Records of the project's own are one turn each, in order, kept when empty. Other shapes are `speech_json`'s.

    Stage directions are taken out of the text, except where the record lists its notes apart.

    Raises:
        UnreadableFile: the value has another shape.
    """
    if not isinstance(value, dict) or not isinstance(value.get("turns"), list):
        if transcript := speech_json.parse(value, document, path):
            return transcript
        raise UnreadableFile(path, f"JSON of no known shape; {_KNOWN}; also {speech_json.KNOWN}")
    title = _string(value, "title", "", path)
    printed_date = _string(value, "date", "", path)
    date = find_date(printed_date) if printed_date else None
    turns = [_turn(index, item, path) for index, item in enumerate(value["turns"])]
    labels = {turn.speaker: parse_label(turn.speaker) for turn in turns if turn.speaker and turn.person is None}
    persons = people.resolve(labels.values(), title or "")
    if persons:
        found = {speaker: persons[label.printed] for speaker, label in labels.items() if label.printed in persons}
        turns = [_with_person(turn, found) for turn in turns]
    asides = _asides(value, path)
    if printed_date and not date:
        asides.insert(0, Aside("front matter", printed_date, 0))
    return Transcript(document, title, date, "json", tuple(turns), tuple(asides))


def to_record(transcript: Transcript) -> dict[str, Any]:
    """The transcript in the project's own JSON; reading it back gives the same turns."""
    record: dict[str, Any] = {"title": transcript.title, "date": transcript.date}
    record["turns"] = [_turn_record(turn) for turn in transcript.turns]
    if transcript.asides:
        record["asides"] = [
            {"kind": aside.kind, "text": aside.text, "before_turn": aside.before_turn} for aside in transcript.asides
        ]
    return record


def _turn_record(turn: Turn) -> dict[str, Any]:
    record: dict[str, Any] = {"speaker": turn.speaker, "text": turn.text, "start": turn.start, "end": turn.end}
    record["notes"] = list(turn.notes)
    if turn.person is not None:
        record["person"] = turn.person
    if turn.interpreted or notes.says_interpreted(turn.notes):
        record["interpreted"] = turn.interpreted
    return record


def _turn(index: int, item: object, path: object) -> Turn:
    place = f"turn {index}: "
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise UnreadableFile(path, f'{place}no "text"; {_KNOWN}')
    said = clean(item["text"]).strip()
    listed = item.get("notes")
    if listed is None:
        said, directions = notes.extract([said]) if said else ("", ())
    elif isinstance(listed, list) and all(isinstance(note, str) for note in listed):
        directions = tuple(map(clean, listed))
    else:
        raise UnreadableFile(path, f'{place}"notes" is no list of strings; {_KNOWN}')
    interpreted = item.get("interpreted")
    return Turn(
        index=index,
        speaker=_string(item, "speaker", place, path),
        text=said,
        person=_string(item, "person", place, path),
        start=_seconds(item, "start", place, path),
        end=_seconds(item, "end", place, path),
        notes=directions,
        interpreted=notes.says_interpreted(directions) if interpreted is None else interpreted is True,
    )


def _with_person(turn: Turn, persons: dict[str, str]) -> Turn:
    person = persons.get(turn.speaker) if turn.speaker and turn.person is None else None
    if person is None:
        return turn
    return Turn(turn.index, turn.speaker, turn.text, person, turn.start, turn.end, turn.notes, turn.interpreted)


def _asides(value: dict[str, Any], path: object) -> list[Aside]:
    listed = value.get("asides") or []
    asides = []
    for item in listed if isinstance(listed, list) else [None]:
        if not isinstance(item, dict) or not isinstance(item.get("before_turn"), int):
            raise UnreadableFile(path, f'an aside without "kind", "text" and "before_turn"; {_KNOWN}')
        kind, text = _string(item, "kind", "", path), _string(item, "text", "", path)
        asides.append(Aside(kind or "furniture", text or "", int(item["before_turn"])))
    return asides


def _string(item: dict[str, Any], name: str, place: str, path: object) -> str | None:
    value = item.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableFile(path, f'{place}"{name}" is no string; {_KNOWN}')
    return clean(value).strip() or None


def _seconds(item: dict[str, Any], name: str, place: str, path: object) -> float | None:
    value = item.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e12 < value < 1e12:
        raise UnreadableFile(path, f'{place}"{name}" is no number of seconds; {_KNOWN}')
    return float(value) if math.isfinite(value) else None
