"""Recordings annotated in XML: ELAN, EXMARaLDA and Transcriber."""

from __future__ import annotations

from collections.abc import Iterator

from qa.transcripts.annotations import Recording, Said, Tier, Timeline, tier_named
from qa.transcripts.dates import find_date
from qa.transcripts.tags import parts
from qa.transcripts.utterances import number


def eaf(text: str) -> Recording:
    """ELAN's. What depends on another tier is a gloss, unless that one only counts and this one has the words."""
    line = Timeline()
    spans: dict[str, tuple[str, str]] = {}
    refers: dict[str, str] = {}
    found: list[tuple[Tier, str | None]] = []
    values_of: list[list[tuple[str, str]]] = []
    current = ""
    inside = False
    for part in parts(text):
        if part.kind == "text":
            if inside and values_of:
                name, written = values_of[-1][-1]
                values_of[-1][-1] = name, written + part.name
            continue
        inside = part.kind == "open" and part.name == "annotation_value"
        if part.kind == "close":
            continue
        values = part.attributes
        if part.name == "time_slot":
            at = number(values.get("time_value"))
            line.add(values.get("time_slot_id", ""), None if at is None else at / 1000)
        elif part.name == "tier":
            tier = tier_named(values.get("tier_id", ""))
            tier.speaker = values.get("participant", "").strip() or tier.speaker
            found.append((tier, values.get("parent_ref")))
            values_of.append([])
        elif part.name == "alignable_annotation":
            current = values.get("annotation_id", "")
            spans[current] = values.get("time_slot_ref1", ""), values.get("time_slot_ref2", "")
        elif part.name == "ref_annotation":
            current = values.get("annotation_id", "")
            refers[current] = values.get("annotation_ref", "")
        elif inside and values_of:
            values_of[-1].append((current, ""))
    for (tier, _), pieces in zip(found, values_of, strict=True):
        tier.said = [line.piece(written, *spans.get(_referred(name, refers), ("", ""))) for name, written in pieces]
    return Recording(list(_words_of(found)))


def _referred(name: str, refers: dict[str, str]) -> str:
    """The annotation with a time that another one belongs to, of whatever tier: it may stand further down."""
    seen: set[str] = set()
    while name in refers and name not in seen:
        seen.add(name)
        name = refers[name]
    return name


def _words_of(found: list[tuple[Tier, str | None]]) -> Iterator[Tier]:
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


def exb(text: str) -> Recording:
    """EXMARaLDA's: events on a common timeline."""
    line = Timeline()
    names: dict[str, str] = {}
    tiers: list[Tier] = []
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
        elif part.name == "tli":
            line.add(values.get("id", ""), number(values.get("time")))
        elif part.name == "tier":
            who = values.get("speaker")
            beside = values.get("type", "t") != "t"
            tiers.append(
                Tier(values.get("display-name") or values.get("id", ""), who and names.get(who, who), [], beside)
            )
        elif part.name == "event" and tiers:
            reading = "event"
            tiers[-1].said.append(line.piece("", values.get("start", ""), values.get("end", "")))
    return Recording(tiers, title=title or None)


def trs(text: str) -> Recording:
    """Transcriber's: turns by one speaker or by several, whose lines are counted."""
    names: dict[str, str] = {}
    tiers: list[Tier] = []
    speakers: list[str] = []
    date = None
    said = Said("")
    who = 0

    def put() -> None:
        if said.text.strip():
            name = speakers[who] if who < len(speakers) else ""
            tiers.append(Tier(name, names.get(name, name) or None, [said._replace(text=" ".join(said.text.split()))]))

    for part in parts(text):
        if part.kind == "text":
            said = said._replace(text=f"{said.text} {part.name}")
        elif part.kind == "close":
            if part.name == "turn":
                put()
                said, speakers = Said(""), []
        elif part.name == "trans":
            date = find_date(part.attributes.get("recorded_date", ""))
        elif part.name == "speaker":
            names[part.attributes.get("id", "")] = part.attributes.get("name", "").strip()
        elif part.name == "turn":
            speakers, who = part.attributes.get("speaker", "").split(), 0
            said = Said("", number(part.attributes.get("starttime")), number(part.attributes.get("endtime")))
        elif part.name == "who":
            put()
            said, who = said._replace(text=""), int(number(part.attributes.get("nb")) or 1) - 1
    return Recording(tiers, date=date)
