"""Speech-to-text output that comes in words: Deepgram, Rev, Amazon, Google, Azure, Speechmatics, YouTube.

Each reader takes the JSON value and gives the pieces in order, or nothing where the value has another shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from qa.patterns import regex
from qa.transcripts.utterances import Utterance, at, joined, label, members, number, text

_ATTACHED = regex(r"[,.;:!?…%)\]}。，、！？；：]+")


def deepgram(value: object) -> list[Utterance]:
    """`results.utterances[]`, or the words or paragraphs of `results.channels[].alternatives[0]`."""
    results = at(value, "results")
    spoken = members(at(results, "utterances"))
    found = [
        Utterance(label(item.get("speaker")), text(item.get("transcript")), *_times(item, "start", "end"))
        for item in spoken
    ]
    if found:
        return found
    channels = members(at(results, "channels"))
    for index, channel in enumerate(channels):
        best = at(channel, "alternatives", 0)
        # Channels are recorded one a speaker; words of theirs that name nobody are told apart by them.
        fallback = label(index) if len(channels) > 1 else None
        pieces = list(_deepgram_paragraphs(best)) or _words(
            (item, item.get("punctuated_word") or item.get("word")) for item in members(at(best, "words"))
        )
        if not pieces and (whole := text(at(best, "transcript"))):
            pieces = [Utterance(None, whole)]
        found += [piece._replace(speaker=piece.speaker or fallback) for piece in pieces]
    if len(channels) > 1:
        found.sort(key=lambda piece: piece.start or 0.0)
    return found


def _deepgram_paragraphs(best: object) -> Iterator[Utterance]:
    for paragraph in members(at(best, "paragraphs", "paragraphs")):
        said = joined(text(sentence.get("text")) for sentence in members(paragraph.get("sentences")))
        yield Utterance(label(paragraph.get("speaker")), said, *_times(paragraph, "start", "end"))


def rev(value: object) -> list[Utterance]:
    """`monologues[].elements[]`: text and punctuation, spaces included."""
    found = []
    for monologue in members(at(value, "monologues")):
        elements = members(monologue.get("elements"))
        said = "".join(item["value"] for item in elements if isinstance(item.get("value"), str))
        times = [time for item in elements for time in _times(item, "ts", "end_ts") if time is not None]
        name = label(at(monologue, "speaker_info", "display_name")) or label(monologue.get("speaker"))
        found.append(Utterance(name, text(said), times[0] if times else None, times[-1] if times else None))
    return found


def amazon(value: object) -> list[Utterance]:
    """`results.items[]`, each word's speaker beside it or in `results.speaker_labels.segments[]`."""
    results = at(value, "results")
    speakers: dict[str, str | None] = {}
    segments = members(at(results, "speaker_labels", "segments"))
    for segment in segments:
        for item in members(segment.get("items")):
            speakers[str(item.get("start_time"))] = label(item.get("speaker_label") or segment.get("speaker_label"))
    bounds = [(*_times(segment, "start_time", "end_time"), label(segment.get("speaker_label"))) for segment in segments]
    items = []
    position = 0
    for item in members(at(results, "items")):
        word = at(item, "alternatives", 0, "content")
        name = label(item.get("speaker_label")) or speakers.get(str(item.get("start_time")))
        start = number(item.get("start_time"))
        if name is None and not speakers and start is not None:
            while position + 1 < len(bounds) and start >= (bounds[position][1] or 0.0):
                position += 1
            name = bounds[position][2] if bounds else None
        items.append(({**item, "speaker": name, "start": item.get("start_time"), "end": item.get("end_time")}, word))
    if not items and (whole := text(at(results, "transcripts", 0, "transcript"))):
        return [Utterance(None, whole)]
    return _words(items)


def google(value: object) -> list[Utterance]:
    """`results[].alternatives[0]`: the last result repeats all words with a `speakerTag`, where speakers were told."""
    results = members(at(value, "results")) or members(at(value, "response", "results"))
    tagged: list[dict[str, Any]] = []
    plain = []
    for result in results:
        best = at(result, "alternatives", 0)
        words = members(at(best, "words"))
        if any(_tag(word) is not None for word in words):
            tagged = words if len(words) >= len(tagged) else tagged + words
        ends = [number(word.get("endTime") or word.get("endOffset")) for word in words]
        starts = [number(word.get("startTime") or word.get("startOffset")) for word in words]
        whole = text(at(best, "transcript"))
        plain.append(Utterance(None, whole, starts[0] if starts else None, ends[-1] if ends else None))
    if not tagged:
        return plain
    return _words(
        (
            {
                "speaker": _tag(word),
                "start": word.get("startTime") or word.get("startOffset"),
                "end": word.get("endTime") or word.get("endOffset"),
            },
            word.get("word"),
        )
        for word in tagged
    )


def _tag(word: dict[str, Any]) -> object:
    return word.get("speakerTag") or word.get("speaker_tag") or word.get("speakerLabel") or None


def azure(value: object) -> list[Utterance]:
    """`recognizedPhrases[].nBest[0].display`, in order of time."""
    found = []
    for phrase in members(at(value, "recognizedPhrases")):
        start = number(phrase.get("offset"))
        length = number(phrase.get("duration"))
        if (ticks := number(phrase.get("offsetInTicks"))) is not None:
            start, length = ticks / 1e7, (number(phrase.get("durationInTicks")) or 0.0) / 1e7
        end = None if start is None or length is None else start + length
        best = at(phrase, "nBest", 0)
        found.append(
            Utterance(label(phrase.get("speaker")), text(at(best, "display") or at(best, "lexical")), start, end)
        )
    return sorted(found, key=lambda piece: piece.start or 0.0)


def speechmatics(value: object) -> list[Utterance]:
    """`results[]` of words and punctuation, each with `alternatives[0].content` and `.speaker`."""
    items = []
    for item in members(at(value, "results")):
        best = at(item, "alternatives", 0)
        if isinstance(at(best, "content"), str):
            times = {"start": item.get("start_time"), "end": item.get("end_time"), "type": item.get("type")}
            items.append(({**times, "speaker": at(best, "speaker")}, best["content"]))
    return _words(items)


def youtube(value: object) -> list[Utterance]:
    """`events[].segs[].utf8`, times in milliseconds."""
    found = []
    for event in members(at(value, "events")):
        said = "".join(item["utf8"] for item in members(event.get("segs")) if isinstance(item.get("utf8"), str))
        start, length = number(event.get("tStartMs")), number(event.get("dDurationMs"))
        end = None if start is None or length is None else (start + length) / 1000
        found.append(Utterance(None, " ".join(text(said).split()), None if start is None else start / 1000, end))
    return found


def elevenlabs(value: object) -> list[Utterance]:
    """`words[]` with a `speaker_id` each; what is no speech is an `audio_event`."""
    words = members(at(value, "words"))
    if not all("type" in word and ("speaker_id" in word or word["type"] != "word") for word in words):
        return []
    return _words(
        ({**word, "speaker": word["speaker_id"]}, word.get("text")) for word in words if word["type"] == "word"
    )


READERS: tuple[Callable[[object], list[Utterance]], ...] = (
    *(rev, amazon, deepgram, speechmatics, google, azure, youtube),
    elevenlabs,
)


def _words(items: Iterable[tuple[dict[str, Any], object]]) -> list[Utterance]:
    """Words and punctuation, put together while the speaker stays."""
    found: list[Utterance] = []
    parts: list[str] = []
    for item, word in items:
        if not isinstance(word, str) or not (word := text(word)):
            continue
        attached = item.get("type") == "punctuation" or bool(_ATTACHED.fullmatch(word))
        name = label(item.get("speaker"))
        start, end = _times(item, "start", "end")
        if not found or (name != found[-1].speaker and not attached and name is not None):
            if found:
                found[-1] = found[-1]._replace(text=joined(parts))
            found.append(Utterance(name, "", start, end))
            parts = []
        if attached and parts:
            parts[-1] += word
        else:
            parts.append(word)
        if end is not None and not attached:
            found[-1] = found[-1]._replace(end=end)
    if found:
        found[-1] = found[-1]._replace(text=joined(parts))
    return found


def _times(item: dict[str, Any], start: str, end: str) -> tuple[float | None, float | None]:
    return number(item.get(start)), number(item.get(end))
