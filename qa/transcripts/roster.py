"""Labels that the front matter explains: initials in a table of attendees, offices, numbered speakers.

`JHD` is John H. Doe where a row, `John H. Doe (JHD)` or `JHD = John H. Doe` says so; `THE PRESIDENT` is who the
header calls president, if it calls one person so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.patterns import regex
from qa.transcripts.labels import Label
from qa.transcripts.vocabulary import HONORIFICS, OFFICES, PARTICLES, PARTS, STOPS, word_set

_LONGEST_FRONT = 20_000
_NAME = r"(?:[^\W\d_][\w.'’-]*[ ]){1,4}[^\W\d_][\w'’-]*\.?"
_HONORIFIC = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Hon|Sir)\.?[ ]+)*"
_TITLE_WORDS = word_set(
    "participates delivers signs meets speaks holds hosts welcomes announces departs arrives addresses remarks visits "
    "makes gives greets receives tours attends press news statement interview and&"
)
_NUMBERED = regex(r"(?:speaker|spk|person|guest|host)[ _-]*\w{1,3}\Z", re.IGNORECASE)
_SHORTENED = 3
_ASKS = frozenset({"i", "int", "iv", "ivr"})
_BRINGS_IN = r"(?:\b(?i:with|by|and|of|mr|mrs|ms|dr)\.?(?:[ ]|\s?\n\s{0,20})|[,:(&][ ]*)"
_ONE_PERSON = regex(r"\b(?:oral history|interview|conversation)\b", re.IGNORECASE)
"""What is in a title that names whoever tells of their life, in capitals too."""
_TOKEN = regex(r"[^\W\d_][\w.'’-]*|[^\w\s]")


def resolve(labels: Iterable[Label], front: str) -> dict[str, str]:
    """The person behind each label that stands for a name without holding one; what is not certain is absent."""
    front = front[-_LONGEST_FRONT:] if len(front) > _LONGEST_FRONT else front
    resolved: dict[str, str] = {}
    known = {label.printed: label for label in labels}
    for printed, label in known.items():
        words = [word for word in label.words if word not in PARTICLES]
        if not words:
            continue
        if all(word in OFFICES or word in PARTS for word in words) and not _NUMBERED.match(printed):
            names = _holders(" ".join(words), front)
        elif len(words) == 1 and (printed.isupper() or len(printed) <= 4) or _NUMBERED.match(printed):
            names = _explained(printed, front) or _interviewer(printed, front) or _of_initials(printed, front)
            names = names or _spelt_out(printed, known.values())
        else:
            names = set()
        if _NUMBERED.match(printed):
            names -= known.keys()  # whoever speaks by name stands beside "Speaker 2" in a list, not for it
        if not names and (inside := _in_brackets(label)):
            names = {inside}
        if len(names) == 1:
            (resolved[printed],) = names
    return resolved


def _explained(short: str, front: str) -> set[str]:
    """The names that lines of the front matter put beside a short form."""
    names: set[str] = set()
    quoted = re.escape(short)
    patterns = (
        rf"(?<![\w.])(?P<name>{_NAME})[ ]*[(\[]{quoted}[)\]]",
        rf"(?<!\w){quoted}[)\]*_.]*\s*(?:=|:|[-–—]+>?|\t+|[ ]{{2,}}|is|was)[*_]*\s*{_HONORIFIC}(?P<name>{_NAME})",
        rf"(?<!\w){quoted}[ ]*\((?P<name>{_NAME})\)",
        rf"(?<![\w.])(?P<name>{_NAME})(?:[ ]*[-–—,=]+[ ]*|\t+|[ ]{{2,}}){quoted}(?!\w)",
    )
    for line in front.split("\n"):
        if short not in line:
            continue
        cells = [cell.strip(" *_") for cell in line.split("|")]
        if short in cells:
            named = [cell for cell in cells if cell != short and _stands_for(short, cell)]
            names.update(re.sub(rf"\A{_HONORIFIC}", "", name) for name in named[:1])
            continue
        for pattern in patterns:
            if (match := re.search(pattern, line)) and (name := _tail(short, match["name"])):
                names.add(name)
                break
    return names


def _interviewer(short: str, front: str) -> set[str]:
    """Who asks under `I` or `INT` in an interview: by name where the front matter has it."""
    if short.casefold() not in _ASKS or "interview" not in front.casefold():
        return set()
    return _holders("interviewer", front) or {"Interviewer"}


def _spelt_out(short: str, labels: Iterable[Label]) -> set[str]:
    """The labels in full with these initials: `BR` speaks on as Bob Roe, who has his name before his first answer."""
    if not re.fullmatch(r"[A-Z]{2,3}", short) or short.casefold() in PARTS:
        return set()
    return {
        label.printed
        for label in labels
        if len(label.words) == len(short) and "".join(word[0] for word in label.printed.split()) == short
    }


def _of_initials(short: str, front: str) -> set[str]:
    """The names of just these initials that the front matter brings in as names: "Interview with Edith Pearson"."""
    if not re.fullmatch(r"[A-Z]{2,3}", short) or short.casefold() in PARTS:
        return set()
    letters = r"[ ]".join(rf"{letter}[^\W\d_A-Z][\w’'-]*" for letter in short)
    capitals = r"[ ]".join(rf"{letter}[A-Z’'-]+" for letter in short)
    told = [line for line in front.split("\n") if _ONE_PERSON.search(line)]
    shouted = re.findall(rf"{_BRINGS_IN}{_HONORIFIC}({capitals})(?![\w’'-])(?![ ][A-Z&])", "\n".join(told))
    return set(shouted) | set(re.findall(rf"{_BRINGS_IN}{_HONORIFIC}({letters})(?![\w’'-])(?![ ][A-Z&])", front))


def _stands_for(short: str, name: str) -> bool:
    return bool(re.fullmatch(_HONORIFIC + _NAME, name)) and _tail(short, re.sub(rf"\A{_HONORIFIC}", "", name)) != ""


def _tail(short: str, name: str) -> str:
    """The name at the end of what was matched whose initials the short form gives; all of it for a numbered speaker."""
    words = name.split()
    if _NUMBERED.match(short):
        return name
    letters = [char for char in short.casefold() if char.isalpha()]
    for start in range(len(words) - 1):
        initials = [part[:1].casefold() for word in words[start:] for part in re.split(r"[-.]", word) if part]
        if letters and initials[:1] == letters[:1] and _in_order(letters, initials):
            return " ".join(words[start:])
    return ""


def _in_order(letters: list[str], initials: list[str]) -> bool:
    """Whether all the letters are initials, in that order."""
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def _holders(office: str, front: str) -> set[str]:
    """Everybody to whom the front matter gives an office, by the fullest name."""
    pattern = r"[ ]+".join(map(re.escape, office.split()))
    names: set[str] = set()
    for match in re.finditer(rf"(?<!\w){pattern}(?:[*_]*[:：][*_]*[ \t]*|[ ]+)(?=[^\W\d_])", front, re.IGNORECASE):
        before = front[max(0, match.start() - 6) : match.start()].casefold().split()
        if before[-1:] in (["vice"], ["deputy"], ["former"], ["vice-"]):
            continue
        line = front[match.end() : front.find("\n", match.end()) if "\n" in front[match.end() :] else len(front)]
        if name := _name_at_start(line):
            names.add(name if " " in name else f"{match[0].strip(' :*_')} {name}")
    for match in re.finditer(rf"(?<![\w.])({_NAME})(?:,[ ]+|[ ]*\()(?:the[ ]+)?{pattern}(?!\w)", front, re.IGNORECASE):
        if name := _name_at_start(match[1]):
            names.add(name)
    full = {name for name in names if name.split()[0].casefold() not in OFFICES}
    last = {name.split()[-1].casefold() for name in full}
    return full | {name for name in names - full if name.split()[-1].casefold() not in last}


def _name_at_start(line: str) -> str:
    """The name that a piece of the header begins with."""
    words: list[str] = []
    for token in _TOKEN.findall(line)[:7]:
        plain = token.strip(".").casefold()
        if plain in HONORIFICS and not words:
            continue
        if not token[:1].isupper() or plain in STOPS | OFFICES | _TITLE_WORDS or plain.endswith("ing"):
            break
        words.append(token)
        if token.endswith(".") and len(plain) > _SHORTENED:
            words[-1] = token.rstrip(".")  # the period ends a sentence: "Carys Vaughan. Observer: …"
            break
    if words and words[-1].endswith(("'s", "’s")):
        return ""
    return " ".join(words) if len(words) <= 4 else ""


def _in_brackets(label: Label) -> str | None:
    """The name in brackets after an office: `The Minister for Boats (Jane Roe)`."""
    if not label.bracketed or not any(word in OFFICES for word in label.words):
        return None
    match = re.search(rf"\({_HONORIFIC}(?P<name>{_NAME})\)\Z", label.printed)
    if match is None or len(label.words) < 2 and label.words[0] not in OFFICES:
        return None
    words = [word.casefold().strip(".") for word in match["name"].split()]
    return None if any(word in STOPS | OFFICES for word in words) or label.words[0] in HONORIFICS else match["name"]
