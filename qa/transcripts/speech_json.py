"""JSON by others: speech-to-text output, podcast transcripts, chat exports, lists of records.

Two kinds: output in words, which `vendors` puts together, and lists of records, which differ in the names of their
fields alone and are read by one table of names. The shape decides, nothing else.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from qa.errors import UnreadableFile
from qa.models import Transcript, Turn
from qa.patterns import regex
from qa.transcripts import captions, dialogue, people
from qa.transcripts.cues import Cue
from qa.transcripts.dates import find_date
from qa.transcripts.labels import parse as parse_label
from qa.transcripts.utterances import Utterance, at, in_seconds, joined, label, members, number, text, turns
from qa.transcripts.vendors import READERS

KNOWN = (
    "Whisper and WhisperX, Podcasting 2.0, AssemblyAI, Deepgram, Rev, Amazon Transcribe, Google, Azure, "
    'Speechmatics, chat exports with "messages", lists of {"speaker", "text"}'
)

_LISTS = (
    "segments utterances transcript transcription transcripts meeting_transcripts monologues paragraphs sentences "
    "timeline captions cues dialogue dialog conversation lines entries records speech phrases chunks results data items"
    " result Transcript value"
).split()
_CHAT_LISTS = "messages chat comments".split()
_SPOKEN_LISTS = (
    "timeline segments utterances transcript transcription dialogue dialog conversation captions lines".split()
)
_TEXT = (
    "text body transcript content utterance sentence caption line message display_text displayText said "
    "spokenText Content"
).split()
_SPEAKER = "speaker speaker_name speakerName speaker_label speakerLabel speaker_id speakerId ParticipantId".split()
_AUTHOR = "sender_name user_profile from author sender username user name nick participant role users".split()
_NAME = "real_name display_name displayName nickname full_name name username first_name user".split()
_START = (
    "start startTime start_time begin startMs start_ms starttime offset_start timestamp time from ts "
    "offsetMilliseconds BeginOffsetMillis"
).split()
_END = "end endTime end_time stop endMs end_ms endtime offset_end to end_ts EndOffsetMillis".split()
_LASTS = "duration dur durationMilliseconds".split()
_DATES = "date timestamp ts created_at createdAt createdDateTime timestamp_ms sent_at time".split()
_DOCUMENT_DATES = "date recorded recorded_at recordedAt recording_date recordingDate meeting_date meetingDate".split()
_PUBLISHED = "title headline subject url rating stars price".split()
_SENTENCE_END = regex(r"[.?!…。！？]['\"”’)\]]*\s*\Z")
_BLOCK_TAG = regex(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]*>", re.IGNORECASE)
_TAG = regex(r"<[^<>]*>")
_MENTION = regex(r"<(?P<what>(?:https?:|mailto:|[@#!])[^<>|\s]+)(?:\|(?P<shown>[^<>]+))?>")
"""How Slack writes whom or what a message names: `<@U02>`, `<https://example.org|the plan>`."""
_DEEPEST = 3
_FEWEST_MARKS = 2


class _Found(NamedTuple):
    """A list of records.

    Attributes:
        items: its objects.
        chat: they are messages.
        authored: a name, user or role in them is a speaker.
    """

    items: list[dict[str, Any]]
    chat: bool
    authored: bool


def parse(value: object, document: str, path: object) -> Transcript | None:
    """The turns of a JSON value, None where its shape is none of the known ones.

    Raises:
        UnreadableFile: the shape is known, and there are no words in it.
    """
    if isinstance(value, dict) and isinstance(value.get("text"), str) and "media" in value:
        return _editor(value, document)
    dates: list[str] = []
    merge = True
    utterances = next(filter(_any_words, (read(value) for read in READERS)), [])
    if not utterances:
        found = next(_lists(value), None)
        if found is None:
            return _text_only(value, document)
        utterances = [piece for item in found.items for piece in _record(item, found)]
        # Without times somebody wrote these down as turns: one record stays one.
        merge = not found.chat and any(piece.start is not None for piece in utterances)
        if found.chat:
            dates = [date for item in found.items if (date := _message_date(item))]
            if _sent(found.items[0]) > _sent(found.items[-1]):
                utterances, dates = utterances[::-1], dates[::-1]
    names, persons = _names(value, utterances)
    pieces = [piece._replace(speaker=names.get(piece.speaker or "", piece.speaker)) for piece in utterances]
    title, date = _title(value), _date(value) or (dates[0] if dates else None)
    labels = {piece.speaker: parse_label(piece.speaker) for piece in pieces if piece.speaker}
    persons = {**people.resolve(labels.values(), title or ""), **persons}
    said = _by_marks(in_seconds(pieces)) or turns(in_seconds(pieces), merge=merge, persons=persons)
    if not said:
        raise UnreadableFile(path, "JSON without a word that was said")
    return Transcript(document, title, date, "json", tuple(said))


def _by_marks(pieces: list[Utterance]) -> list[Turn]:
    """The turns of captions without speakers, where `>>` tells that somebody else speaks; nothing of anything else."""
    marks = sum(piece.text.count(">>") for piece in pieces)
    if marks < _FEWEST_MARKS or any(piece.speaker or piece.start is None for piece in pieces if piece.text):
        return []
    return captions.turns_of([Cue(piece.start or 0.0, piece.end or piece.start or 0.0, piece.text) for piece in pieces])


def _any_words(utterances: list[Utterance]) -> bool:
    return any(piece.text for piece in utterances)


def _lists(value: object) -> Iterator[_Found]:
    """Lists of records, the likelier ones first."""
    if isinstance(value, list):
        items = members(value)
        # A bare list has nothing but its records to show what it is.
        if _share(items, ["words"]) == 1 and _share(items, [*_SPEAKER, "participant"]) == 1:
            yield _Found(items, chat=False, authored=True)  # what a bot in a meeting heard, in words
        if _share(items, _TEXT) >= 0.5:
            if _share(items, _SPEAKER) > 0 or (_share(items, _START) > 0.5 and _share(items, [*_END, *_LASTS]) > 0.5):
                yield _Found(items, chat=False, authored=False)
            elif _share(items, _AUTHOR) > 0.5 and _share(items, _DATES) > 0.5 and not _share(items, _PUBLISHED):
                yield _Found(items, chat=True, authored=True)
            elif all(isinstance(item.get("role"), str) and "content" in item for item in items):
                yield _Found(items, chat=False, authored=True)  # a conversation with a language model
        return
    yield from _nested(value, _DEEPEST)


def _nested(value: object, depth: int) -> Iterator[_Found]:
    if not isinstance(value, dict):
        return
    for name in (*_CHAT_LISTS, *_LISTS):
        inside = value.get(name)
        items = members(inside)
        found = _Found(items, name in _CHAT_LISTS, name in _CHAT_LISTS or name in _SPOKEN_LISTS)
        named = _share(items, _SPEAKER) > 0 or (found.authored and _share(items, _AUTHOR) > 0)
        timed = not found.chat and _share(items, [*_START, "offsets"]) > 0
        if (named or timed) and any(_record(item, found) for item in items):
            yield found
        if depth > 1 and isinstance(inside, dict):
            yield from _nested(inside, depth - 1)


def _share(items: list[dict[str, Any]], names: list[str]) -> float:
    return sum(any(name in item for name in names) for item in items) / max(1, len(items))


def _first(item: dict[str, Any], names: list[str]) -> object:
    return next((item[name] for name in names if item.get(name) is not None), None)


def _record(item: dict[str, Any], found: _Found) -> list[Utterance]:
    said = next((written for name in _TEXT if (written := text(item.get(name)))), "")
    words = members(item.get("words"))
    if not said and words:
        said = joined(map(_word, words))
    if not said or (found.chat and str(item.get("subtype")).endswith(("_join", "_leave", "_topic", "_purpose"))):
        return []
    if found.chat and "<" in said:
        said = _MENTION.sub(lambda match: match["shown"] or match["what"], said)
    name = _speaker(_first(item, _SPEAKER))
    if name is None and found.authored and "speaker" not in item:
        name = _author(item)
    if found.chat:
        return [Utterance(name, said)]
    start, end = number(_first(item, _START)), number(_first(item, _END))
    if start is None and words:
        began = words[0].get("start_timestamp")
        start = number(began.get("relative") if isinstance(began, dict) else began)
    if end is None and start is not None and (lasts := number(_first(item, _LASTS))) is not None:
        end = start + lasts
    if isinstance(item.get("offsets"), dict):
        start, end = number(at(item, "offsets", "from")), number(at(item, "offsets", "to"))
    return _split(Utterance(name, said, start, end), words)


def _split(whole: Utterance, words: list[dict[str, Any]]) -> list[Utterance]:
    """Cut a segment where its words change hands.

    Diarisation wavers inside sentences: where the segment has a speaker, a change counts after a sentence only.
    """
    speakers = [label(word.get("speaker")) for word in words]
    if len({name for name in speakers if name}) < (2 if whole.speaker else 1):
        return [whole]
    pieces: list[Utterance] = []
    position = cut = 0
    current = whole.speaker
    start = whole.start
    for word, name in zip(words, speakers, strict=True):
        place = whole.text.find(_word(word), position)
        if place < 0:
            return [whole]
        if not position:
            current = name or current
        elif name and name != current and (whole.speaker is None or _SENTENCE_END.search(whole.text[:place])):
            time = number(word.get("start"))
            pieces.append(Utterance(current, whole.text[cut:place].strip(), start, time))
            current, cut, start = name, place, time
        position = place + len(_word(word))
    if not pieces:
        return [whole._replace(speaker=whole.speaker or current)]
    return [*pieces, Utterance(current, whole.text[cut:].strip(), start, whole.end)]


def _word(word: dict[str, Any]) -> str:
    return text(word.get("word") or word.get("text") or word.get("punctuated_word"))


def _speaker(value: object) -> str | None:
    """A label; of an object, the name in it; of a list, the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        inner = _first(value, [*_NAME, "label", "id"])
        return _speaker(inner) if not isinstance(inner, dict) else label(_first(inner, _NAME))
    return label(value)


def _author(item: dict[str, Any]) -> str | None:
    return next((found for name in _AUTHOR if (found := _speaker(item.get(name)))), None)


def _names(value: object, utterances: list[Utterance]) -> tuple[dict[str, str], dict[str, str]]:
    """Names for numbered labels, and persons for the others, where the file maps them."""
    given: dict[str, str] = {}
    listed = at(value, "speakers") or at(value, "Participants")
    if isinstance(listed, dict):
        given = {key: found for raw, name in listed.items() if (key := label(raw)) and (found := _speaker(name))}
    else:
        for item in members(listed):
            key = label(_first(item, ["id", "speaker", "ParticipantId"]))
            name = label(_first(item, [*_NAME, "ParticipantRole"]))
            if key and name:
                given[key] = name
    labels = Counter(piece.speaker for piece in utterances if piece.speaker)
    given = {key: name for key, name in given.items() if key in labels and name != key}
    numbered = {key: name for key, name in given.items() if re.fullmatch(r"Speaker -?\d+", key)}
    return numbered, {key: name for key, name in given.items() if key not in numbered}


def _title(value: object) -> str | None:
    for path in (("title",), ("metadata", "title"), ("name",)):
        if isinstance(found := at(value, *path), str) and (title := " ".join(text(found).split())):
            return title
    return None


def _date(value: object) -> str | None:
    for name in _DOCUMENT_DATES:
        for holder in (value, at(value, "metadata")):
            found = at(holder, name)
            if isinstance(found, str) and (date := find_date(found[:100])):
                return date
            if (seconds := number(found)) is not None and (date := _day(seconds)):
                return date
    return None


def _sent(item: dict[str, Any]) -> tuple[float, str]:
    """What orders messages: a number, or a date as written."""
    value = _first(item, _DATES)
    return number(value) or 0.0, value if isinstance(value, str) else ""


def _message_date(item: dict[str, Any]) -> str | None:
    """The day of a message: an ISO date, or seconds or milliseconds since 1970."""
    value = _first(item, _DATES)
    if isinstance(value, str) and (found := find_date(value[:100])):
        return found
    seconds = number(value)
    return None if seconds is None else _day(seconds)


def _day(seconds: float) -> str | None:
    """The day of a moment in seconds or milliseconds since 1970; None for a number that is none."""
    if seconds < 3e8:
        return None
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds < 1e10 else None


def _editor(value: dict[str, Any], document: str) -> Transcript | None:
    """A transcript out of an editor, oTranscribe: HTML in `text`."""
    marked = _TAG.sub("", _BLOCK_TAG.sub("\n\n", value["text"]))
    return _text_only({**value, "text": html.unescape(marked)}, document)


def _text_only(value: object, document: str) -> Transcript | None:
    said = text(at(value, "text") if isinstance(at(value, "text"), str) else at(value, "transcript"))
    if not said:
        return None
    if found := dialogue.parse(said, document):
        return found
    return Transcript(document, _title(value), _date(value), "json", tuple(turns([Utterance(None, said)], merge=True)))
