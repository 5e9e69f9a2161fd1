"""What can be a speaker's label: its place in a line, and its shape."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import NamedTuple

from qa.patterns import regex
from qa.transcripts.notes import is_direction
from qa.transcripts.vocabulary import (
    AMONG,
    ARTICLES,
    CROWD,
    HONORIFICS,
    OFFICES_ABROAD,
    PARTICLES,
    PARTS,
    ROLES,
    SEATS,
    STOPS,
)

_LABEL = r"[^\S\n]*+(?P<label>[^\s:：#>*|<{}=/\\`\-][^:：\n]{0,139}+)(?:：|:(?=\s|$|[^\W\d_]|[\"“”'‘’(\[—–…]))"
_AT_LINE = regex(r"\n" + _LABEL)
_AT_START = regex(_LABEL)
_GROUP = regex(r"\s*[(\[（]((?:[^()\[\]（）]++|[(（][^()\[\]（）]*[)）])*)[)\]）]")
_FORBIDDEN = regex(r"[^\w\s.,'’‘\-–&#\"“”·・]")
_TITLE = regex(r"(?<=\S)\s+(?:--?|–|—|\|)\s+|\s+--?\Z|\s?,\s+(?=[A-Z][a-z]+(?:-[a-z]+)? |C[A-Z]O\b|\d{1,6} [A-Z])")
"""Between a name and what is said of it: `Ann Doe -- CFO`, `JANE FOX, 12 Elm Street`."""
_FOR = r"au nom d(?:u|es?)|im Namen de[rs]|en nombre del?|a nome del?|em nome d[ao]"
_OF = r"(?:d['’]|(?:d[aeiou]s?|d[eu]l|della|l[ae]|v[ao]n|de[nr]|te[nr]) ){0,3}"
_CALLING = regex(
    rf"(?P<name>[A-Z][\w.'’-]*(?: {_OF}[A-Z][\w.'’-]*){{1,3}}) ?,\s+"
    r"(?:[a-zà-öø-ÿ]+(?:[ -][a-zà-öø-ÿ]+){0,3}|"
    r"(?!.*\b(?:s[ae]ys?|said|asked|told|wrote|writes|replied|added|explained)\b)"
    rf"(?:on behalf of|{_FOR}|(?:\w+ ){{0,3}}?[a-z]+ (?:of|for|at|in|to|with)) [\w&'’. -]{{2,60}})\Z"
)
"""A full name and what its bearer is: `Ann Doe, chief engineer`, `Ann Doe, on behalf of the PPE Group`."""
_ASKING = regex(r"\d{1,3}\. (?P<name>\S.*?) (?P<whom>to the [A-Z].*)")
"""A numbered question of a parliament: `2. TOM BRIGHT (National) to the Minister of Finance`."""
_EDGES = " \t.,;-–—_\"“”'‘’"
_WORD_EDGES = ".,'’‘\"“”#"
_ATTENDS = regex(
    r"(?:(?:joining|attending|appearing|participating|speaking) )?(?:(?:by|via|on|over|through) "
    r"(?:(?:a|the|video|conference|live) ?)*(?:link|conference|video|videolink|(?:tele)?phone|call|zoom|teams|skype"
    r"|webex|satellite)|remotely|virtually)",
    re.IGNORECASE,
)
"""How somebody takes part who is elsewhere: `ANN LEE (by video link)`."""
_PICTURE = regex("^[\U0001f000-\U0001faff\u200d\ufe0f]+|[\U0001f000-\U0001faff\u200d\ufe0f]+$")
"""Before or behind a name, as those who chat choose one: `🦊 Foxy Jane`."""
_INITIAL_LAST = regex(r"\S[ .][^\W\d_]\.\Z")
"""A name whose initials stand behind it: `Иванова А. П.`."""
_IDEOGRAPHIC = regex(r"[\u3040-\u30ff\u3400-\u9fff]")
_LINKS = frozenset({"for", "in", "on", "at", "to"})
"""Between an office and what it is for: `The Minister for Boats`."""
_SPEAKING = (PARTS | OFFICES_ABROAD | CROWD) - {"question", "answer", "q", "a", "press", "court", "male", "female"}
_MOST_WORDS = 10


class Candidate(NamedTuple):
    """A place where a label may stand.

    Attributes:
        label: as printed, whitespace at its ends removed.
        start: offset of its line.
        body: offset after its colon.
        opens_block: a blank line or nothing stands before it.
        time: the time that is printed with it.
    """

    label: str
    start: int
    body: int
    opens_block: bool
    time: str | None = None


class Shape(Enum):
    """How a label is written."""

    CAPITALS = "MR. DOE"
    TITLE = "Ann Doe"
    UNCASED = "安"


class Label(NamedTuple):
    """A label, taken apart.

    Attributes:
        printed: the label without its punctuation and without stage directions.
        shape: how it is written; None where it is written like no label.
        words: its words outside brackets, case folded.
        notes: stage directions that stood in it: `MR. DOE (via interpreter)`.
        bracketed: something else stands in brackets, such as a country.
    """

    printed: str
    shape: Shape | None
    words: tuple[str, ...]
    notes: tuple[str, ...]
    bracketed: bool


def candidates(text: str) -> list[Candidate]:
    """Every place where a line of `text` begins with a few words and a colon."""
    found = []
    first = _AT_START.match(text)
    if first:
        found.append(Candidate(first["label"].strip(), 0, first.end(), True))
    for match in _AT_LINE.finditer(text):
        start = match.start() + 1
        found.append(Candidate(match[1].strip(), start, match.end(), blank_before(text, match.start())))
    return found


def candidate_at(text: str, match: re.Match[str], group: str, time: str | None = None) -> Candidate:
    """The candidate that a pattern finds which begins with the line end before it."""
    return Candidate(match[group].strip(), match.start() + 1, match.end(), blank_before(text, match.start()), time)


def parse(label: str) -> Label:
    """Take a label as it stands before its colon apart."""
    notes = []
    for content in _GROUP.findall(label):
        if is_direction(content.strip()) or _ATTENDS.fullmatch(content.strip()):
            notes.append(content.strip())
    printed = _GROUP.sub(lambda match: "" if match[1].strip() in notes else match[0], label) if notes else label
    printed = " ".join(printed.split())
    if asking := _ASKING.fullmatch(printed):
        printed = asking["name"]
        notes.append(asking["whom"])
    base = _TITLE.split(_GROUP.sub(" ", printed), maxsplit=1)[0]
    if (calling := _CALLING.match(base)) and base.split()[0].casefold() not in STOPS:
        base = calling["name"]
    if printed[:1] in "([（" and printed[-1:] in ")]）" and not base.strip():
        base = printed = printed[1:-1].strip()  # [Ann Doe]: …
    words = _PICTURE.sub("", base).split() or base.split()
    bare = tuple(word.strip(_WORD_EDGES).casefold() for word in words)
    sure = base[:-1] if base.endswith("?") and len(words) < 3 else base  # P?: whoever types it isn't sure who it is
    shape = None if _FORBIDDEN.search(_without_marks(_PICTURE.sub("", sure))) else _shape(words)
    bracketed = base != printed
    if not _INITIAL_LAST.search(printed):
        printed = printed.rstrip(_EDGES) or printed
    return Label(printed, shape, tuple(filter(None, bare)), tuple(notes), bracketed)


def _without_marks(text: str) -> str:
    """The letters without the vowels and accents that stand over and below them, as in Devanagari, Thai and Arabic."""
    return text if text.isascii() else "".join(char for char in text if not unicodedata.category(char).startswith("M"))


def blank_before(text: str, newline: int) -> bool:
    """Whether the line that ends at `newline` is blank or absent."""
    position = newline - 1
    while position >= 0 and text[position] != "\n":
        if not text[position].isspace():
            return False
        position -= 1
    return True


def _shape(words: list[str]) -> Shape | None:
    if not words or len(words) > _MOST_WORDS:
        return None
    letters = "".join(char for word in words for char in word if char.isalpha())
    if not letters:
        return None
    if not (letters.isupper() or letters.islower() or any(char.isupper() or char.islower() for char in letters)):
        longest = 12 if _IDEOGRAPHIC.search(letters) else 40
        return Shape.UNCASED if len(letters) <= longest else None
    if all(_capital(word) for word in words):
        return Shape.CAPITALS
    lower = [word.strip(_WORD_EDGES).casefold() for word in words]
    if all(word in ROLES or word.isdigit() for word in lower):
        return Shape.TITLE  # "interviewer", "speaker 2"
    if 1 < len(words) < 4 and lower[0] in ARTICLES and _SPEAKING.issuperset(lower[1:]):
        return Shape.TITLE  # "La journaliste"
    head = words[0].lstrip(_WORD_EDGES)
    if not head[:1].isupper() and lower[0] not in PARTICLES:
        return None
    small = PARTICLES
    if any(word in ROLES or word in CROWD for word in lower):
        small = small | _LINKS | AMONG | SEATS | CROWD | HONORIFICS | OFFICES_ABROAD
    if all(_title(word) or plain in small for word, plain in zip(words, lower, strict=True)):
        return Shape.TITLE if any(_title(word) for word in words) else None
    return None


def _capital(word: str) -> bool:
    """All capitals, a lower-case prefix of a name allowed: `McDONALD`."""
    if re.match(r"(?:Mc|Mac|De|La|Le|Von|O['’])[^\W\d_]{2}", word):
        word = word[2:].lstrip("c")
    return word == word.upper()


def _title(word: str) -> bool:
    bare = word.lstrip(_WORD_EDGES)
    return (
        bare[:1].isupper()
        or bare[:1].isdigit()
        or bool(re.match(r"[a-z]{1,3}['’-][^\W\d_]", bare) and bare != bare.lower())
    )
