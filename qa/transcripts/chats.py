"""What a chat program writes between, beside and in place of messages: who joined, that a picture was left out."""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.transcripts.grammar import Place
from qa.transcripts.timestamps import TIME

EVENT = regex(
    rf"^[^\S\n]*(?:\[?(?:\d[\d./-]+,?[ T])?{TIME}\]?[^\S\n]*(?:-[^\S\n])?)?"
    r"(?:\*\*\*|\*|-!-|--+>?|<--+|==|→|←|⇐)[^\S\n]+\S.*$"
    rf"|^[^\S\n]*\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},?[^\S\n]+{TIME}[^\S\n]+-[^\S\n]+.*$"
    r"|^\{Reactions\}\n.*$|^={20,}(?:\nExported .*)?$",
    re.MULTILINE,
)
"""Lines that tell what happened between the messages."""
_THINGS = r"(?:image|video|video\ note|audio|voice\ message|GIF|sticker|document|contact\ card|location|media)"
_ABROAD = (
    r"Medien\ ausgeschlossen|(?:Bild|Video|Audio|GIF|Sticker|Dokument)\ weggelassen|Médias\ omis|"
    r"(?:image|vidéo|audio|GIF|sticker|document)\ (?:absente?|omise?)|Multimedia\ omitido|"
    r"(?:imagen|video|audio|GIF|sticker|documento)\ omitid[oa]|Mídia\ oculta|Media\ omessi|Media\ weggelaten"
)
_IN_PLACE = regex(
    rf"""
      (?:[^\n]{{1,120}}?(?:\.\w{{2,5}}|\.\w{{2,5}}\ •\ \d+\ pages?)\ +)?<?(?:{_THINGS}\ omitted|{_ABROAD})>?
    | <attached:[^<>\n]{{1,200}}>
    | [^\n]{{1,200}}\.\w{{2,5}}\ \((?:file\ attached|Datei\ angehängt|archivo\ adjunto|fichier\ joint)\)
    | (?:This\ message\ was\ deleted|You\ deleted\ this\ message)\.? | null
    | Missed\ (?:voice|video)\ call(?:\ at\ [^\n]{{1,20}})? | (?:Voice|Video)\ call,\ (?:\d+\ [^\W\d_]+|no\ answer)
    | (?:Messages\ and\ calls\ are|Messages\ to\ this\ group\ are\ now)\ (?:end-to-end\ encrypted|secured)\b[^\n]*
    | (?:Nachrichten\ und\ Anrufe\ sind\ Ende-zu-Ende|Les\ messages\ et\ les\ appels\ sont\ chiffrés|
       Los\ mensajes\ y\ las\ llamadas\ están\ cifrados)[^\n]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DOES = regex(
    r" (?:created (?:this )?group|added |removed |left\b|joined |changed |pinned |was added|turned (?:on|off) )"
)
BESIDE = regex(
    rf"""(?<![^\S\n])[^\S\n]*
    (?:<This\ message\ was\ edited>|<attached:[^<>\n]{{1,200}}>|<(?:Media\ omitted|{_ABROAD})>)(?=\s|\Z)""",
    re.VERBOSE,
)
"""What stands beside the words of a message."""


def written(text: str, places: list[Place]) -> tuple[list[Place], list[int], list[tuple[int, int]]]:
    """The places of messages that somebody wrote, where each of these ends, and where the others begin and end."""
    kept: list[Place] = []
    ends: list[int] = []
    put_in: list[tuple[int, int]] = []
    stops = [place.start for place in places[1:]] + [len(text)]
    for place, stop in zip(places, stops, strict=True):
        message = EVENT.sub("", text[place.body : stop]).strip()
        name = place.label.printed
        if (message.startswith(name) and _DOES.match(message, len(name))) or _IN_PLACE.fullmatch(message):
            put_in.append((place.start, stop))
        else:
            kept.append(place)
            ends.append(stop)
    return kept, ends, put_in
