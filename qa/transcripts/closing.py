"""What stands inside or after a turn and was not said: headings, rules, page numbers, credits at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.models import Aside
from qa.patterns import regex
from qa.transcripts.dates import is_only_date
from qa.transcripts.layout import blocks
from qa.transcripts.vocabulary import PARTICLES, STOPS

_RULE = regex(r"(?:[-*_=~#•·+]\s*){3,}\Z")
_PAGE = regex(r"(?:-\s*)?(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4}|\s*/\s*\d{1,4})?(?:\s*-)?\Z", re.IGNORECASE)
_MARKDOWN_HEADING = regex(r"#{1,6}\s+\S")
TERMINAL = (".", "?", "!", "…", "”", '"', ")", "]", "—", "–", "。", "！", "？", ":", "#", "*")
_LONGEST_CREDIT = 160
_MOST_WORDS = 18
_LONGEST_NOTICE = 600
_CREDIT = regex(
    r"""
      (?:(?:official|officially|originally|first|previously|also|article|news|content|story|post|this|the|was|is|
           transcript|interview|video|speech)\s+){0,5}
        (?:published|posted|appeared|released|syndicated|re-?published|broadcast|transcribed|translated)
        \s+(?:at|on|by|in|from|via)\b(?!.*[.?!]\Z).*
    | (?:source|credit|credits|courtesy|via|photo|image|transcript|transcription|transcribed|transcriber|translation|
         published|posted|updated|read\ more|more\ information|contact|tags?|share|original|link|url)\s*[:：].*
    | (?:transcript|transcription|transcribed|translation|captions?|captioned|subtitles?|recorded|photo|image)
        \s+(?:(?:provided|prepared|produced|edited|created|courtesy)\s+)?(?:by|of|from)\b(?!.*[?!]\Z).*
    | (?:©|\(c\)|copyright\b\s*(?:©|\(c\)|\d{4}|(?-i:[A-Z:])|by\b)).*
    | all\ rights\ reserved\b.*
    | <?(?:https?://|www\.)\S+>?
    | [-–—\s\[(*]*(?:(?-i:END|THE\ END)|end\s+of\s+(?:the\s+)?(?:transcript|interview|recording|session|document|file))
        [-–—\s\])*.]*
    | (?:END\s+)?\d{1,2}:\d{2}\s*[ap]\.?m\.?(?:\s*[A-Z]{2,4})?
    | (?-i:END\ OF\ [A-Z ]+) | <all> | \[all\]
    | (?:automatically|machine)[ -]?(?:transcribed|generated)\b.*
    | (?:meeting|recording|transcription|transcript)\s+(?:has\s+)?(?:ended|stopped)
        (?:\s+(?:at|after)\s+[\d:.]+(?:\s*[ap]\.?m\.?)?)?\W*
    | (?:[^\s.?!]+\s+){1,5}(?:started|stopped)\s+(?:transcription|recording|the\s+(?:transcription|recording))
    | (?:[^\s.?!]+\s+){1,6}(?:hat\ die\ (?:Transkription|Aufzeichnung)\ (?:gestartet|beendet|angehalten)
        |a\ (?:démarré|lancé|commencé|arrêté|interrompu)\ (?:la\ transcription|l['’]enregistrement)
        |(?:inició|detuvo|ha\ iniciado|ha\ detenido)\ la\ (?:transcripción|grabación)
        |ha\ (?:avviato|interrotto|arrestato)\ la\ (?:trascrizione|registrazione)
        |(?:iniciou|interrompeu|parou)\ a\ (?:transcrição|gravação)
        |heeft\ de\ (?:transcriptie|opname)\ (?:gestart|gestopt|beëindigd))
    | [^.?!]{3,80}\b\d\d:\d\d:\d\d\b[^.?!]{0,20}👋
    | (?-i:CURTAIN|Curtain|FADE\ OUT|CUT\ TO\ BLACK)\W{0,2} | (?:\#\s*){1,} | -\s*30\s*- | [-*_=~]{3,}
    """,
    re.VERBOSE | re.IGNORECASE,
)

_NOTICE = regex(
    r"""
      (?:©|\(c\)|copyright\s+(?:©|\(c\)|(?:19|20)\d\d\b)).*
    | [A-Z][A-Za-z]+\ transcripts\ are\ (?:created|produced|prepared|generated|provided|made)\b.*
    | (?:this|the\ above|this\ editable)\ transcript\ (?:was|is|has\ been|may\ have\ been)\ (?:\w+\ ){0,3}
        (?:exported|generated|created|produced|edited|transcribed|prepared|provided|updated|compiled|made)\b.*
    | (?=.{0,80}\b(?:transkript|transcri|trascri))(?=.{0,160}\b(?:comput|ordinat|automat|automát|KI\b|IA\b))
        (?=.{0,240}\b(?:fehler|error|erreur|errores|errori|erros|fouten)).{40,}
    | minutes\ (?:manually\ created|formatted\ by|generated\ by)\b.*
    | to\ order\ (?:an?\ \w+|copies)\ of\ this\ (?:transcript|program|broadcast|show)\b.*
    | (?:Sonix|Otter(?:\.ai)?|Trint|Descript|Temi|Rev(?:\.com)?|Happy\ Scribe)\ is\ (?:a|an|the)\b.*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What a publisher or a program says of its transcript, a paragraph long at times."""
_HEAD_OF_PAGE = regex(r"This transcript was exported on .{4,60} view latest version here\.?")

_CERTIFICATE = regex(
    r"^[^\S\n]*(?:REPORTER['’]?S['’]?\s+|"
    r"TRANSCRIBER['’]?S['’]?\s+)?C\s?E\s?R\s?T\s?I\s?F\s?I\s?C\s?A\s?T\s?(?:E|I\s?O\s?N)\b[A-Z ’']*$",
    re.MULTILINE,
)
_INDEX_ENTRY = regex(
    r"(?:\s|\A)(?:[\[(]\d+[\])]\s*)?\d{1,4}:\d{1,2}(?:[,;\s-]+\d{1,4}(?::\d{1,2})?)*[,;]?\s*\Z|\S\s+\[\d+\](?:\s|\Z)"
)
_FOOTNOTE = regex(r"\s*\[(\d{1,3})\]\s+\S")
_INDEX_HEAD = regex(r"(?:word\s+)?index|concordance|[A-Z$#&0-9]|[A-Z ]*INDEX[A-Z ]*", re.IGNORECASE)
_TAPE = regex(
    r"(?:(?:end|beginning|start)\s+of\s+)?(?:tape|cassette|reel)\s+(?:\d{1,2}|[A-Z]|one|two|three|four)\b"
    r"(?:[,;:–—-]?\s*side\s+(?:\d|[A-Z]|one|two))?\W{0,2}",
    re.IGNORECASE,
)
_INTERJECT = regex(
    r"(?:(?:An|Some|Several|Government|Opposition)\s)?(?:(?:honourable|hon\.|opposition|"
    r"government)\s)?(?:members?|senators?)\s(?:interjecting|having\sinterjected)\W*",
    re.IGNORECASE,
)
_EDITOR = regex(r"(?:NOTE|Note|\*?Editor['’]s note|Editor['’]s Note)\s?:\s")
_ADDRESS = regex(r"\b(?:I|we|We|you|You|my|our)\b")
_ROSE = regex(
    r"(?![A-Z][a-z]+\s(?:closed|ended)\b\D*\Z)(?:The\s(?:\w+\s){0,3})?(?:Meeting|Sitting|Court|Tribunal|"
    r"meeting|sitting|session|hearing|briefing|conference|proceedings|House|Committee|Council)"
    r"\s(?:was\s|were\s|then\s|stood\s)?(?:rose|adjourned|suspended|concluded|closed|"
    r"ended)\b[^.?!]*(?:[ap]\.m\.?|\d)?[^?!]{0,40}\.?\Z"
    r"|La\sseduta\s(?:termina|è\ssospesa)\b[^.?!]{0,60}\.\Z"
    r"|Se\s(?:levanta|suspende)\sla\ssesión\sa\s[^.?!]{3,80}\.\Z"
    r"|Eran?\slas?\s(?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|\d{1,2})\b[^.?!]{0,60}"
    r"\b(?:minutos?|horas?|mañana|tarde|noche|mediodía)\.\Z|午[前後].{1,12}(?:散会|休憩|閉会)\Z"
)


def furniture_kind(block: str) -> str | None:
    """What it is, "heading" or "furniture", for a block that is no speech whoever's turn it stands in, else None."""
    line = block.strip()
    if not line or "\n" in line or len(line) > 200:
        return None
    if _HEAD_OF_PAGE.fullmatch(line):
        return "furniture"
    if _INTERJECT.fullmatch(line):
        return "event"
    if _MARKDOWN_HEADING.match(line) or _TAPE.fullmatch(line):
        return "heading"
    if (not line[0].isalnum() and _RULE.match(line)) or (line[-1].isalnum() or line[-1] == "-") and _is_page(line):
        return "furniture"
    return None


def split_heading(body: str) -> tuple[str, str | None]:
    """Cut heading lines in capitals off the end of a turn, after a finished sentence."""
    lines = body.rstrip().split("\n")
    first = len(lines)
    while first > 1 and (line := lines[first - 1].strip()) and line.isupper() and not line.endswith(TERMINAL):
        first -= 1
    heading = "\n".join(lines[first:]).strip()
    alone = _is_word_in_capitals(heading)
    if first == len(lines) or len(lines) - first > 6 or not (alone or _is_in_capitals(heading)):
        return body, None
    before = lines[first - 1].strip()
    if not before.endswith(TERMINAL) or before.isupper():
        return body, None
    return "\n".join(lines[:first]), heading


def is_heading_before_label(block: str, before: str) -> bool:
    """Whether the last block before a label is a heading: no sentence, in capitals or after a finished sentence.

    Args:
        block: the last block of a turn.
        before: the block before it.
    """
    if _is_in_capitals(block):
        return True
    line = re.sub(r"\A(\d{1,3})[^\S\n]*\n", r"\1. ", block.strip())  # its number stands over it
    if _is_dated_head(line):
        return True
    words = line.rstrip(":").split()
    if "\n" in line or not 1 <= len(words) <= 12 or line.rstrip(":").endswith(TERMINAL) or line.endswith((",", ";")):
        return False
    if not before.rstrip().endswith(TERMINAL):
        return False
    if re.match(r"(?:\d+|[IVXLC]+)[.)]\s+[A-Z]", line):
        return True
    small = STOPS | PARTICLES
    capitals = all(word[:1].isupper() or word in small or not word[0].isalnum() for word in words)
    return len(words) >= 2 and words[0][:1].isupper() and ":" not in line[:-1] and capitals


def only_headings_stand_apart(bodies: Iterable[str]) -> bool:
    """Whether whatever else a turn has than its first block is a heading: a few words, no sentence, none of them twice.

    Args:
        bodies: what stands between a label and the next, of a whole text.
    """
    found: list[str] = []
    for body in bodies:
        parts = blocks(body) if "\n\n" in body.strip() else []
        for before, block in zip(parts, parts[1:], strict=False):
            line = block.strip()
            if before is parts[0] and not before.rstrip().endswith(TERMINAL):
                return False
            if "\n" in line or not 2 <= len(line.split()) <= 9 or line.endswith((*TERMINAL, ",", ";")):
                return False
            if not line[0].isupper() or ":" in line or _ADDRESS.search(line):
                return False
            found.append(line.casefold())
    return len(set(found)) == len(found) >= 2


def _is_dated_head(block: str) -> bool:
    """Whether a block is the head of the next meeting: its name and its day, a line each, or the day alone."""
    lines = [line.strip() for line in block.split("\n")]
    if len(lines) > 5 or not any(map(is_only_date, lines)):
        return False
    return not any(line.endswith(TERMINAL) or len(line.split()) > 12 for line in lines)


def _is_in_capitals(block: str) -> bool:
    line = block.strip()
    words = line.split()
    return (
        line.count("\n") <= 5
        and 2 <= len(words) <= 12 * (1 + line.count("\n"))
        and line.isupper()
        and not line.endswith((*TERMINAL, ",", ";"))
        and sum(char.isalpha() for char in line) >= 6
    )


def _is_word_in_capitals(block: str) -> bool:
    return len(block) >= 8 and block.isalpha() and block.isupper()


def split_tail(body: str, before_turn: int) -> tuple[str, list[Aside]]:
    """Cut off the last turn what comes after the end: a certificate, a word index, a note of the editor, credits."""
    body, found = _split_index(body, before_turn)
    if match := _CERTIFICATE.search(body):
        found.insert(0, Aside("credit", body[match.start() :].strip(), before_turn))
        body = body[: match.start()]
    body, footnotes = _split_footnotes(body, before_turn)
    found = footnotes + found
    body, credits = split_credits(body)
    found = [Aside("credit", line, before_turn) for line in credits] + found
    while (cut := body.rstrip().rfind("\n\n")) > 0:
        block = body[cut:].strip()
        if (_EDITOR.match(block) and not _ADDRESS.search(block)) or re.match(r"(?i:disclaimer)[^\S\n]*\n", block):
            found.insert(0, Aside("note", block, before_turn))
        elif len(block) < 300 and _ROSE.match(block):
            found.insert(0, Aside("closing", block, before_turn))
        elif found and found[0].kind == "closing" and (_is_in_capitals(block) or _is_word_in_capitals(block)):
            found.insert(0, Aside("heading", block, before_turn))
        else:
            break
        body = body[:cut]
    return body, found


def _split_footnotes(body: str, before_turn: int) -> tuple[str, list[Aside]]:
    """Cut off the footnotes that stand behind it all, each after its number in brackets, which are counted."""
    lines = body.split("\n")
    first = len(lines)
    while first > 1 and (not lines[first - 1].strip() or _FOOTNOTE.match(lines[first - 1])):
        first -= 1
    announced = "\n".join(lines[:first]).rstrip().endswith(":")  # a list that somebody reads out
    found = [match[1] for line in lines[first:] if (match := _FOOTNOTE.match(line))]
    if announced or not found or lines[first].strip() or found != [str(number) for number in range(1, len(found) + 1)]:
        return body, []
    return "\n".join(lines[:first]), [
        Aside("footnote", line.strip(), before_turn) for line in lines[first:] if line.strip()
    ]


def _split_index(body: str, before_turn: int) -> tuple[str, list[Aside]]:
    """Cut a word index off: lines that are words with places, from some line on to the end."""
    lines = body.split("\n")
    entries = [bool(_INDEX_ENTRY.search(line)) for line in lines]
    if sum(entries) < 5:
        return body, []
    total = indexed = 0
    first = None
    for position in range(len(lines) - 1, 0, -1):
        if len(lines[position].strip()) > 1:
            total += 1
            indexed += entries[position]
        if entries[position] and indexed >= 5 and indexed >= 0.6 * total:
            first = position
    if first is None:
        return body, []
    while first > 1 and (not lines[first - 1].strip() or _INDEX_HEAD.fullmatch(lines[first - 1].strip())):
        first -= 1
    text = "\n".join(lines[first:]).strip()
    return "\n".join(lines[:first]), [Aside("index", text, before_turn)]


def split_credits(body: str) -> tuple[str, list[str]]:
    """Cut the credits off the end of the last turn.

    Args:
        body: everything after the last label.

    Returns:
        What was said, and the credit lines as printed.
    """
    lines = body.split("\n")
    first = len(lines)
    index = len(lines) - 1
    while index > 0:
        line = lines[index].strip()
        if line:
            if not _is_credit(line):
                break
            first = index
        index -= 1
    # A credit starts a block, or follows a finished sentence; the end of a wrapped sentence does neither.
    while first < len(lines) and not (
        not lines[first - 1].strip() or lines[first - 1].rstrip().endswith(TERMINAL) or _is_mark(lines[first].strip())
    ):
        first += 1
        while first < len(lines) and not lines[first].strip():
            first += 1
    if first >= len(lines) or not any(line.strip() for line in lines[:first]):
        return body, []
    return "\n".join(lines[:first]), [line.strip() for line in lines[first:] if line.strip()]


def _is_credit(line: str) -> bool:
    if len(line) <= _LONGEST_NOTICE and _NOTICE.fullmatch(line):
        return True
    line = line.strip("*_") or line
    return len(line) <= _LONGEST_CREDIT and len(line.split()) <= _MOST_WORDS and bool(_CREDIT.fullmatch(line))


def _is_mark(line: str) -> bool:
    return bool(re.match(r"[#\-*_=~©\[]|https?://|www\.", line))


def _is_page(line: str) -> bool:
    match = _PAGE.match(line)
    return bool(match) and (line.casefold().startswith("page") or line.startswith("-"))
