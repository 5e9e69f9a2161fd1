"""Recordings annotated by linguists: ELAN, EXMARaLDA, Transcriber, Praat and CHAT.

Most of them keep a tier for every speaker. What these say is put in the order of time; glosses, translations and
comments stand in tiers of their own, belong to no turn, and are kept as asides.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.errors import UnreadableFile
from qa.models import Aside, Transcript
from qa.patterns import regex
from qa.transcripts.annotated_xml import eaf, exb, trs
from qa.transcripts.annotations import Recording, Said, Tier, tier_named
from qa.transcripts.dates import find_date
from qa.transcripts.tags import parts
from qa.transcripts.utterances import Utterance, turns

_HEAD = 4000
_SILENT = frozenset({"sil", "sp", "spn", "<sil>", "<p:>", "<p>", "#", "-", "_"})
_TOKEN = regex(r"\[\d*\]|\"(?P<text>(?:[^\"]|\"\")*)\"|(?<![\w.])(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?!\w)")
_WORD = regex(r"\w+")
_BULLET = regex(r"[\x15•](?P<start>\d+)_(?P<end>\d+)[\x15•]")
_CHAT_LINE = regex(r"^(?P<mark>[*%@])(?P<name>[^:\t\n]{1,60})(?::[^\S\n]*|$)(?P<text>[^\n]*(?:\n\t[^\n]*)*)", re.M)
_XML = {"annotation_document": "eaf", "basic-transcription": "exb", "trans": "trs"}
"""What the outermost element is called."""


def annotated(head: str) -> str | None:
    """What kind of annotated recording a file is by its head: "textgrid", "chat", "eaf", "exb" or "trs"; else None."""
    if head.startswith("File type") and re.search(r"\"?TextGrid\"?", head[:200]):
        return "textgrid"
    if re.match(r"@(?:UTF8|Begin)[^\S\n]*\n", head) and "@Participants:" in head:
        return "chat"
    if head.startswith("<"):
        return _XML.get(next((part.name for part in parts(head) if part.kind == "open"), ""))
    return None


def parse(text: str, document: str, path: object) -> Transcript:
    """The turns of an annotated recording.

    Raises:
        UnreadableFile: nothing is said in it.
    """
    readers: dict[str, Callable[[str], Recording]] = {
        "textgrid": _textgrid,
        "chat": _chat,
        "eaf": eaf,
        "exb": exb,
        "trs": trs,
    }
    read = readers[annotated(text[:_HEAD].lstrip()) or ""](text)
    for tier in read.tiers:
        tier.said = [item for item in tier.said if item.text.strip() and item.text.strip().casefold() not in _SILENT]
    spoken = _said_once([tier for tier in read.tiers if not tier.beside and tier.said]) or read.tiers
    pieces = sorted(((item, tier.speaker) for tier in spoken for item in tier.said), key=lambda piece: piece[0].place)
    if not pieces:
        raise UnreadableFile(path, "no words in its annotations")
    kept = set(map(id, spoken))
    beside = [tier for tier in read.tiers if id(tier) not in kept and tier.said]
    asides = [Aside("note", f"{tier.name}: " + " | ".join(item.text for item in tier.said), 0) for tier in beside]
    said = [Utterance(speaker, item.text, item.start, item.end) for item, speaker in pieces]
    found = turns(said, merge=True, persons=read.persons)
    return Transcript(document, read.title, read.date, "tiers", tuple(found), tuple(asides))


def _said_once(tiers: list[Tier]) -> list[Tier]:
    """The tiers without those that hold the words of another one in smaller pieces: sentences and their words."""
    keys = [
        (tier.speaker, " ".join(_WORD.findall(" ".join(item.text for item in tier.said).casefold()))) for tier in tiers
    ]
    fewest: dict[tuple[str | None, str], int] = {}
    for tier, key in zip(tiers, keys, strict=True):
        fewest[key] = min(len(tier.said), fewest.get(key, len(tier.said)))
    return [tier for tier, key in zip(tiers, keys, strict=True) if len(tier.said) == fewest[key]]


def _textgrid(text: str) -> Recording:
    """Praat's, in the long and the short form: these differ in words between the values alone."""
    tokens = ((match["text"], match["number"]) for match in _TOKEN.finditer(text) if match[0][0] != "[")
    tiers: list[Tier] = []
    times: list[float] = []
    named = lasts = False
    for written, printed in tokens:
        if printed is not None:
            times.append(float(printed))
        elif written in ("IntervalTier", "TextTier"):
            named, lasts = True, written == "IntervalTier"
        elif named:
            tiers.append(tier_named(written.strip()))
            named = False
            times = []
        else:
            if tiers and lasts and len(times) >= 2:  # nobody speaks in a point of time
                start, end = times[-2:]
                tiers[-1].said.append(Said(written.replace('""', '"').strip(), start, end, (start, 0)))
            times = []
    return Recording(tiers)


def _chat(text: str) -> Recording:
    """CHILDES' and TalkBank's: a line for every utterance, its glosses below it."""
    read = Recording([])
    beside: dict[str, Tier] = {}
    for match in _CHAT_LINE.finditer(text):
        name, said = match["name"].strip(), " ".join(match["text"].split())
        if match["mark"] == "%":
            beside.setdefault(name, Tier(name, beside=True)).said.append(Said(said))
        elif match["mark"] == "*":
            bullets = list(_BULLET.finditer(said))
            start = int(bullets[0]["start"]) / 1000 if bullets else None
            end = int(bullets[-1]["end"]) / 1000 if bullets else None
            read.tiers.append(Tier(name, name, [Said(_BULLET.sub("", said).strip(), start, end)]))
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
