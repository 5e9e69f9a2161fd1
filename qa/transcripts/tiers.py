"""Recordings annotated by linguists: ELAN, EXMARaLDA, Transcriber, Praat and CHAT.

Most of them keep a tier for every speaker. What these say is put in the order of time; glosses, translations and
comments stand in tiers of their own, belong to no turn, and are kept as asides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript
from qa.patterns import regex
from qa.transcripts.dates import find_date
from qa.transcripts.tags import parts
from qa.transcripts.utterances import Utterance, number, turns

_HEAD = 4000
_BESIDE = regex(
    r"(?:^|[\W_])(?:phon(?:e|eme)s?|segments?|syll(?:able)?s?|pos|gloss(?:es)?|morph\w*|ipa|translations?|"
    r"transl|notes?|"
    r"comments?|gestures?|gaze|events?|mt|mb|ge|ps|ft)(?:$|[\W_])",
    re.IGNORECASE,
)
"""How tiers are called that hold no words of a speaker."""
_KIND_OF_TIER = regex(
    r"(?:^|[\s_@.-]*+)(?:words?|utterances?|ortho\w*|transcri\w*|text|speech|default|tx|ref|v)(?:@|$)", re.IGNORECASE
)
_SILENT = frozenset({"sil", "sp", "spn", "<sil>", "<p:>", "<p>", "#", "-", "_"})
_TOKEN = regex(r"\[\d*\]|\"(?P<text>(?:[^\"]|\"\")*)\"|(?<![\w.])(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?!\w)")
_BULLET = regex(r"[\x15•](?P<start>\d+)_(?P<end>\d+)[\x15•]")
_CHAT_LINE = regex(r"^(?P<mark>[*%@])(?P<name>[^:\t\n]{1,60})(?::[^\S\n]*|$)(?P<text>[^\n]*(?:\n\t[^\n]*)*)", re.M)
_XML = {"<annotation_document": "eaf", "<basic-transcription": "exb", "<trans ": "trs"}


@dataclass(slots=True)
class _Tier:
    """What one row of annotations holds.

    Attributes:
        name: of the row.
        speaker: whom it belongs to, None where nothing says it.
        said: its texts with their times in seconds.
        beside: it holds no words of a speaker.
    """

    name: str
    speaker: str | None = None
    said: list[Utterance] = field(default_factory=list)
    beside: bool = False


@dataclass(slots=True)
class _Read:
    """What a file holds.

    Attributes:
        tiers: as they stand in it.
        persons: who a label stands for.
        title: of the recording.
        date: ISO 8601, the day of the recording.
        in_order: what is said stands one after the other, with times or without.
    """

    tiers: list[_Tier]
    persons: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    date: str | None = None
    in_order: bool = False


def annotated(head: str) -> str | None:
    """What kind of annotated recording a file is by its head: "textgrid", "chat", "eaf", "exb" or "trs"; else None."""
    if head.startswith("File type") and re.search(r"\"?TextGrid\"?", head[:200]):
        return "textgrid"
    if re.match(r"@(?:UTF8|Begin)[^\S\n]*\n", head) and "@Participants:" in head:
        return "chat"
    if head.startswith("<"):
        start = head.casefold()
        return next((kind for mark, kind in _XML.items() if mark in start), None)
    return None


def parse(text: str, document: str, path: object) -> Transcript:
    """The turns of an annotated recording.

    Raises:
        UnreadableFile: nothing is said in it.
    """
    readers: dict[str, Callable[[str], _Read]] = {
        "textgrid": _textgrid,
        "chat": _chat,
        "eaf": _eaf,
        "exb": _exb,
        "trs": _trs,
    }
    read = readers[annotated(text[:_HEAD].lstrip()) or ""](text)
    spoken = [tier for tier in read.tiers if not tier.beside] or read.tiers
    for tier in read.tiers:
        tier.said = [item for item in tier.said if item.text.strip() and item.text.strip().casefold() not in _SILENT]
    said = [item._replace(speaker=tier.speaker) for tier in spoken for item in tier.said]
    if not read.in_order:
        said.sort(key=lambda item: item.start or 0.0)
    if not said:
        raise UnreadableFile(path, "no words in its annotations")
    beside = [tier for tier in read.tiers if tier not in spoken and tier.said]
    asides = [Aside("note", f"{tier.name}: " + " | ".join(item.text for item in tier.said), 0) for tier in beside]
    found = turns(said, merge=True, persons=read.persons)
    return Transcript(document, read.title, read.date, "tiers", tuple(found), tuple(asides))


def _speaker(name: str) -> str | None:
    """Whom a tier belongs to by its name: `Marta - words`, `tx@Marta`; None for `words` alone."""
    if "@" in name:
        return name.rpartition("@")[2].strip() or None
    return _KIND_OF_TIER.sub("", name).strip(" -_.") or None


def _named(name: str) -> _Tier:
    return _Tier(name, _speaker(name), beside=bool(_BESIDE.search(name)))


def _textgrid(text: str) -> _Read:
    """Praat's, in the long and the short form: these differ in words between the values alone."""
    tokens = ((match["text"], match["number"]) for match in _TOKEN.finditer(text) if match[0][0] != "[")
    tiers: list[_Tier] = []
    times: list[float] = []
    named = False
    for written, printed in tokens:
        if printed is not None:
            times.append(float(printed))
        elif written in ("IntervalTier", "TextTier"):
            named = True
        elif named:
            tiers.append(_named(written.strip()))
            named = False
            times = []
        else:
            if tiers and len(times) >= 2:  # a point in time has one: nothing that lasts
                tiers[-1].said.append(Utterance(None, written.replace('""', '"').strip(), *times[-2:]))
            times = []
    return _Read(tiers)


def _chat(text: str) -> _Read:
    """CHILDES' and TalkBank's: a line for every utterance, its glosses below it."""
    read = _Read([], in_order=True)
    beside: dict[str, _Tier] = {}
    for match in _CHAT_LINE.finditer(text):
        name, said = match["name"].strip(), " ".join(match["text"].split())
        if match["mark"] == "%":
            beside.setdefault(name, _Tier(name, beside=True)).said.append(Utterance(None, said))
        elif match["mark"] == "*":
            bullets = list(_BULLET.finditer(said))
            start = int(bullets[0]["start"]) / 1000 if bullets else None
            end = int(bullets[-1]["end"]) / 1000 if bullets else None
            read.tiers.append(_Tier(name, name, [Utterance(None, _BULLET.sub("", said).strip(), start, end)]))
        elif name == "Participants":
            for who in said.split(","):
                code, *known = who.split()[:-1] or [""]
                if code and known:
                    read.persons[code] = " ".join(known).replace("_", " ")
        elif name == "Date":
            read.date = find_date(said.replace("-", " ").title())
        elif name == "Title":
            read.title = said or None
    read.tiers += beside.values()
    return read


def _eaf(text: str) -> _Read:
    """ELAN's. What depends on another tier is a gloss, unless that one only counts and this one has the words."""
    slots: dict[str, float] = {}
    spans: dict[str, tuple[float | None, float | None]] = {}
    found: list[tuple[_Tier, str | None]] = []
    current = ""
    inside = False
    for part in parts(text):
        if part.kind == "text":
            if inside and found:
                item = found[-1][0].said[-1]
                found[-1][0].said[-1] = item._replace(text=item.text + part.name)
            continue
        inside = part.kind == "open" and part.name == "annotation_value"
        if part.kind == "close":
            continue
        values = part.attributes
        if part.name == "time_slot" and (at := number(values.get("time_value"))) is not None:
            slots[values.get("time_slot_id", "")] = at / 1000
        elif part.name == "tier":
            name = values.get("tier_id", "")
            tier = _named(name)
            tier.speaker = values.get("participant", "").strip() or tier.speaker
            found.append((tier, values.get("parent_ref")))
        elif part.name in ("alignable_annotation", "ref_annotation"):
            current = values.get("annotation_id", "")
            start, end = (slots.get(values.get(f"time_slot_ref{number}", "")) for number in (1, 2))
            if "annotation_ref" in values:
                start, end = spans.get(values["annotation_ref"], (None, None))
            spans[current] = start, end
        elif inside and found:
            found[-1][0].said.append(Utterance(None, "", *spans.get(current, (None, None))))
    return _Read(list(_words_of(found)))


def _words_of(found: list[tuple[_Tier, str | None]]) -> Iterator[_Tier]:
    """The tiers, marked as beside the words where they depend on others or on nobody."""
    counts = {tier.name for tier, _ in found if not any(map(str.isalpha, "".join(one.text for one in tier.said)))}
    first: set[str] = set()
    somebody = any(tier.speaker for tier, parent in found if not parent)
    for tier, parent in found:
        tier.beside = tier.beside or tier.name in counts or (somebody and tier.speaker is None)
        if parent:
            tier.beside = tier.beside or parent not in counts or parent in first
            if not tier.beside:
                first.add(parent)
        yield tier


def _exb(text: str) -> _Read:
    """EXMARaLDA's: events on a common timeline."""
    times: dict[str, float] = {}
    names: dict[str, str] = {}
    tiers: list[_Tier] = []
    speaker = title = ""
    reading = ""
    for part in parts(text):
        if part.kind == "close":
            reading = "" if part.name == reading else reading
            continue
        if part.kind == "text":
            if reading == "event":
                item = tiers[-1].said[-1]
                tiers[-1].said[-1] = item._replace(text=item.text + part.name)
            elif reading == "abbreviation" and part.name.strip():
                names[speaker] = part.name.strip()
            elif reading == "transcription-name":
                title = " ".join(part.name.split())
            continue
        values = part.attributes
        if part.name == "speaker":
            speaker = values.get("id", "")
        elif part.name in ("abbreviation", "transcription-name"):
            reading = part.name
        elif part.name == "tli" and (at := number(values.get("time"))) is not None:
            times[values.get("id", "")] = at
        elif part.name == "tier":
            who = values.get("speaker")
            beside = values.get("type", "t") != "t"
            tiers.append(
                _Tier(values.get("display-name") or values.get("id", ""), who and names.get(who, who), [], beside)
            )
        elif part.name == "event" and tiers:
            reading = "event"
            tiers[-1].said.append(
                Utterance(None, "", times.get(values.get("start", "")), times.get(values.get("end", "")))
            )
    return _Read(tiers, title=title or None)


def _trs(text: str) -> _Read:
    """Transcriber's: turns by one speaker or by several, whose lines are counted."""
    names: dict[str, str] = {}
    tiers: list[_Tier] = []
    speakers: list[str] = []
    date = None
    said = Utterance(None, "")
    who = 0

    def put() -> None:
        if said.text.strip():
            name = speakers[who] if who < len(speakers) else ""
            tiers.append(_Tier(name, names.get(name, name) or None, [said._replace(text=" ".join(said.text.split()))]))

    for part in parts(text):
        if part.kind == "text":
            said = said._replace(text=f"{said.text} {part.name}")
        elif part.kind == "close":
            if part.name == "turn":
                put()
                said, speakers = Utterance(None, ""), []
        elif part.name == "trans":
            date = find_date(part.attributes.get("recorded_date", ""))
        elif part.name == "speaker":
            names[part.attributes.get("id", "")] = part.attributes.get("name", "").strip()
        elif part.name == "turn":
            speakers, who = part.attributes.get("speaker", "").split(), 0
            said = Utterance(None, "", number(part.attributes.get("starttime")), number(part.attributes.get("endtime")))
        elif part.name == "who":
            put()
            said, who = said._replace(text=""), int(number(part.attributes.get("nb")) or 1) - 1
    return _Read(tiers, date=date, in_order=True)
