"""Stage directions: what a transcript says about the speech, in brackets in the middle of it."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.patterns import regex
from qa.transcripts.vocabulary import LANGUAGES, word_set

_BRACKETED = regex(
    r"\(((?:(?:Whereupon|SOUNDBITE|Soundbite)[^()]{1,400}|[^()\[\]]{1,200}))\)|\[([^()\[\]]{1,400})\]|"
    r"（([^（）]{1,60})）|【([^【】]{1,60})】"
)
_ITALIC = regex(r"\*(?P<a>[^*\s][^*\n]*[.\])])\*|_(?P<b>[^_\s][^_\n]*[.\])])_")
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")
_EVENTS = word_set(
    "laughter laughs laugh laughing chuckles chuckle chuckling applause applauds applauding cheers cheering boos "
    "booing crosstalk cross-talk inaudible unintelligible indiscernible indecipherable off-mic off-mike "
    "off-microphone off-camera pause pauses paused recess gavel sighs sighing coughs coughing sneezes sobs sobbing "
    "interruptions whispers whispering sings singing nods nodding ovation smiles smiling gestures groans gasps giggles "
    "overlapping interruption interposing unclear indicating shrugs shrugging yawns yawning sniffs sniffles sniffling "
    "exhales exhaling inhales inhaling snorts scoffs mumbles mumbling stutters weeps weeping claps clapping whistles "
    "lacht lachend schmunzelt seufzt nickt räuspert risos risas rires risate skratt skrattar śmiech gelach pausa pauze "
    "смех смеется смеётся смеются пауза аплодисменты "
    "笑 笑声 大笑 掌声 鼓掌 拍手 听不清"
)
_EVENTS_ABROAD = word_set(
    "beifall heiterkeit zuruf zurufe gegenruf gelächter lachen unruhe widerspruch zwischenruf zwischenrufe "
    "applaudissements rires exclamations murmures huées brouhaha sourires "
    "aplausos risas rumores protestas pausa applausi risate proteste aplausos risos "
    "schluss beginn unterbrechung"
)
"""Words that begin a direction in another language: `(Beifall bei der SPD)`, `(Applaudissements.)`."""
_SITTING_ABROAD = word_set("schluss beginn unterbrechung")
"""Those of them that tell when a sitting begins and ends, beside a time: `(Schluss: 12.03 Uhr)`."""
_AROUND = word_set(
    "a an of from in to by at on and light brief long loud general some more audience crowd room members scattered "
    "continued continues continuing sustained prolonged standing nervous both all few several speakers speaker "
    "multiple background mild great much faint slight again word words portion session begins ends soft softly "
    "loudly everyone mutual"
)
_NEVER_FIRST = word_set("the this that and but with")
_INTERPRETER = r"(?:interpreters?|interpretation|translators?|translation)"
_LANGUAGE = "(?:" + "|".join(sorted(LANGUAGES)) + ")"
_PHRASES = regex(
    rf"""
      (?:(?:speaking\ )?(?:in\ )?{_LANGUAGE},?\ )?(?:via|through|with|by)\ (?:an?\ |the\ |simultaneous\ |consecutive\ )*
        {_INTERPRETER}
    | as\ (?:interpreted|translated)(?:\ from\ {_LANGUAGE})?
    | (?:interpreted|translated)(?:\ from\ {_LANGUAGE})?
    | (?:simultaneous\ |consecutive\ )?{_INTERPRETER}
    | in\ progress | already\ in\ progress
    | cross\ talk | off[ ](?:mic|mike|microphone|camera)
    | no\ (?:audible\ |verbal\ )?(?:response|answer|audio)
    | (?:simultaneous|overlapping)\ (?:conversations?|speech|speakers|discussion|talking)
    | (?:speaks|speaking|spoke|continues|continuing)(?:\ in)?(?:\ a)?\ (?:foreign\ language|{_LANGUAGE})
    | foreign\ language | side-?bar
    | (?:the\ )?(?:witness|jury|defendant|interpreter|jurors?|panel)\ (?:(?:is|was|were|being|first|duly)\ )*
        (?:sworn|affirmed|excused|resumed?s?|present|enter(?:s|ed)?|exit(?:s|ed)?|leaves|in|out|seated|stands\ down)
    | (?:an?\ |the\ )?(?:begin|end|video|audio|clip|music|tape|recording|film)
        (?:\ (?:video|audio|clip|recording|music))*
        \ (?:plays?|playing|played|begins?|ends?|starts?|stops?|is\ played|was\ played|shown|is\ shown|was\ shown|clip|
        video|audio|recording)
    | music | (?:long\ |brief\ )?silence | moment\ of\ silence | break | beat | crying | cries | background\ noise
    | (?:nods|nodding|shakes|shaking|moves|moving)\ (?:his\ |her\ )?head(?:\ (?:up|down|from|side|to|and|no|yes)){{0,4}}
    | (?:clears|clearing)\ (?:his\ |her\ )?throat | (?:takes|taking)\ a\ deep\ breath
    | (?:the\ )?witness\ (?:nods|nodding|indicates|indicating|points|pointing|shrugs|shakes|complies|reviews|reviewing|
        reads|reading|draws|drawing|marks|marking)(?:\ \w+){{0,6}}
    | (?:reviews|reviewing|examines|examining|peruses)\ (?:the\ )?documents?
    | (?:a\ |the\ )?(?:door|doorbell|bell|phone|telephone|cellphone|dog|baby|alarm)
        \ (?:opens|opening|closes|closing|slams|rings|ringing|barks|barking|cries|crying|beeps)
    | knock(?:s|ing)?\ (?:on|at)\ (?:the\ )?door | (?:a\ )?discussion\ (?:was\ )?(?:held\ )?off\ the\ record
    | (?:begin|end)\ (?:video\ ?|audio\ ?)(?:tape|clip) | commercial\ break | voice(?:-|\ )?over | on\ camera
    | via\ (?:tele)?phone | via\ (?:satellite|videolink|video\ link|skype|zoom) | archived\ recording
    | technical\ (?:difficulties|difficulty|issues?) | audio\ (?:gap|drops?|drops?\ out|cuts?\ out|malfunction)
    | 通过翻译 | 通过口译 | 翻译
    """,
    re.VERBOSE,
)
_IN_LANGUAGE = regex(rf"in {_LANGUAGE}")
_OPENING = regex(r"(?:[a-z]+ing|via|through|on|off|from)\b")
_PRONOUN = word_set("i we you he she it they my our your his her me us i'm i’m we're we’re that this")
_INTERPRETED = regex(rf"\b(?:interpret|translat)|\b(?:spoke|speaking) in {_LANGUAGE}|口译|翻译", re.IGNORECASE)
_NOT_INTERPRETED = regex(r"\b(?:no|not|without|inaudible)\b", re.IGNORECASE)


_TOOK_PLACE = regex(
    r"(?:The|A|Whereupon,?)\s(?:\w+\s){1,4}?"
    r"(?:was|were|rose|left|entered|retired|adjourned|resumed|concluded|suspended|closed|ended|applauded)\b"
)
"""How a sentence begins that tells what took place: `The sitting was suspended at 12.03`."""


_STAGE = regex(
    r"""(?:still\ |without\ |also\ |then\ )?
    (?:(?:crossing|pointing|turning|walking|rising|sitting|standing|kneeling|bowing|waving|entering|exiting|gesturing
        |frowning|grinning|staring|glancing|leaning|stepping)
        (?:\Z|\W+\Z|,|\ (?:to|towards?|at|up|down|around|over|away|into|out|off|from|back|forward|across|through|still
            |his|her|their|\w+ly|the\ (?:room|stage|floor|street|house|door))\b)
    |(?:sitting|standing|kneeling|leaning|stepping|bowing)\ (?:in|on|by|beside|behind|against|before|next)\b
    |(?:handing|hugging|embracing|shaking|raising|lifting|lowering|waving)\ (?:his|her|their|him|them|hands|an?)\b
    |(?:handing|hugging|embracing)\ (?-i:[A-Z])\w*
    |looking\ (?:at|to|towards?|up|down|around|over|away|into|out)\b|holding\ (?:up|out|an?|the|his|her)\b
    |picking\ (?:up|a)\b|putting\ (?:on|down|his|her|the)\b|taking\ (?:off|out|his|her|a|the)\b
    |reading\ from\b)[^\d]*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What somebody does meanwhile, `(crossing to the window)`, and nothing that a sentence speaks of: `(rising costs)`."""
_TELLS = regex(r"(?:He|She|They|Both|Everyone|Everybody) [a-z]+\b.*[.!]")
"""A sentence of the editor in square brackets: `[He sits.]`."""


def extract(paragraphs: list[str]) -> tuple[str, tuple[str, ...]]:
    """What was said, paragraphs apart by a blank line, and the stage directions that stood in it, without brackets."""
    kept: list[str] = []
    notes: list[str] = []
    for paragraph in paragraphs:
        if "(" in paragraph or paragraph[0] in "*_" or "[" in paragraph or not paragraph.isascii():
            paragraph = _take(paragraph, not kept, notes)
        if paragraph:
            kept.append(paragraph)
    return (kept[0] if len(kept) == 1 else "\n\n".join(kept)), tuple(notes)


@lru_cache(maxsize=1024)
def is_direction(content: str, opening: bool = False) -> bool:
    """Whether the words inside brackets direct the scene rather than belong to the sentence.

    Args:
        content: the words, without brackets.
        opening: nothing has been said before them in the turn.
    """
    words = _WORD.findall(content.casefold())
    if words and words[0] in ("whereupon", "soundbite"):
        return True
    if words and words[0] in ("inaudible", "indiscernible", "unintelligible", "unclear", "crosstalk"):
        content = re.sub(r"\s+\d+:\d+(?::\d+)?\Z", "", content)
        words = _WORD.findall(content.casefold())
    if not words or len(words) > 12:
        return False
    if words[0] in _EVENTS_ABROAD and content[0].isupper():
        return words[0] not in _SITTING_ABROAD or any(map(str.isdigit, content))
    if _PHRASES.fullmatch(" ".join(words)) or _PHRASES.fullmatch(content.casefold().strip(" .!")):
        return True
    if len(words) <= 8 and _STAGE.fullmatch(content):
        return True
    if any(word in _EVENTS for word in words) and words[0] not in _NEVER_FIRST:
        return all(word in _EVENTS or word in _AROUND for word in words)
    if not content[0].isupper():
        return False
    if _IN_LANGUAGE.fullmatch(" ".join(words)):
        return opening or content.endswith(".")
    return opening and len(words) <= 5 and bool(_OPENING.match(words[0])) and _PRONOUN.isdisjoint(words)


def says_interpreted(notes: tuple[str, ...]) -> bool:
    """Whether one of the stage directions says that the words are an interpreter's."""
    return any(_INTERPRETED.search(note) and not _NOT_INTERPRETED.search(note) for note in notes)


def _take(paragraph: str, opening: bool, notes: list[str]) -> str:
    if not opening and (told := _ITALIC.fullmatch(paragraph)):
        notes.append(told[1] or told[2])
        return ""
    if whole := _whole_direction(paragraph):
        notes.append(whole)
        return ""
    out = ""
    position = 0
    for match in _BRACKETED.finditer(paragraph):
        content = (match[1] or match[2] or match[3] or match[4]).strip()
        before = paragraph[position : match.start()]
        told = _TELLS.fullmatch(match[2].strip()) if match[2] else None
        if not told and not is_direction(content, opening and not (out + before).strip()):
            continue
        notes.append(content)
        out += before
        position = match.end()
        if out[-1:] in ("*", "_") and paragraph[position : position + 1] == out[-1]:
            out = out[:-1]  # the direction is in italics
            position += 1
        following = paragraph[position : position + 1]
        if following in (".", ",", ";", ":", "!", "?") and following:
            out = out.rstrip()
            if (following == "." and out[-1:] in (".", "!", "?", "")) or (following == ":" and not out):
                position += 1  # the direction's own period, or its colon: (on camera): …
        if not out or out[-1].isspace():
            while paragraph[position : position + 1].isspace():
                position += 1
    return (out + paragraph[position:]).strip() if position else paragraph


def _whole_direction(paragraph: str) -> str | None:
    """The content of a paragraph that is one pair of brackets and describes what happened."""
    bare = paragraph[:-1].rstrip() if paragraph.endswith(".") else paragraph
    if len(bare) < 3 or (bare[0], bare[-1]) not in (("(", ")"), ("[", "]"), ("〔", "〕")):
        return None
    content = bare[1:-1].strip()
    first = _WORD.search(content.casefold())
    if first and first[0] in _EVENTS_ABROAD:
        return content  # who calls out stands there too: (Lachen bei der SPD – Ann Doe [SPD]: Ja!)
    if any(char in content for char in "()[]") or not any(char.isalpha() for char in content):
        return None
    words = _WORD.findall(content.casefold())
    if bare[0] != "(":
        told = len(words) >= 2 or content.endswith(".")
    else:
        whole = content.endswith(".") or bool(_TOOK_PLACE.match(content))
        told = len(words) >= 3 and content[0].isupper() and whole and _PRONOUN.isdisjoint(words)
    return content if told or is_direction(content, opening=True) else None
