"""What the file says about each label: how often it stands there, and what stands after it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from qa.patterns import regex
from qa.transcripts.labels import Candidate, Label, Shape
from qa.transcripts.vocabulary import AMONG, CROWD, FIELDS, HEADINGS, PARTICLES, ROLES

_SAMPLE = 1 << 19
_OCCURRENCES = 20
_LETTERS = r"[^\W\d_][\w’'-]*"
_WORD = regex(_LETTERS)
_WITHIN = regex(rf"(?:(?<=[^\W\d_A-Z] )|(?<=[^\W\d_A-Z][,;] )){_LETTERS}")
_BODY_END = regex(r"\n[^\S\n]*\n|\Z")
_SPOKEN_END = regex(r"(?:[.?!…。！？؟।۔—–]|--)[\"'”’)\]」』*_]*\Z")
SPOKEN_WORD = regex(
    r"\b(?:i|me|my|us|our|your|i'm|i’m|you|we|yes|yeah|no|ok|okay|hi|hello|hey|thanks|thank|please|well|so|"
    r"right|oh|um|uh|sure|bye|what|that's|that’s|it's|it’s|don't|don’t|let's|let’s)\b",
    re.IGNORECASE,
)
_SMALL = regex(r"[a-z][\w.'’@-]{0,40}(?: [a-z][\w'’-]*)?(?: ?\d+)?")
_SENTENCE_CASE = regex(r"[^\W\d_][\w'’-]{0,40}(?: [^\W\d_A-ZÀ-ÖØ-Þ][\w'’-]{0,40}){1,2}(?: ?\d+)?")
_NO_NAMES = ROLES | PARTICLES | CROWD | AMONG
_IDEOGRAPHIC = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MATTER = regex(r"\b(?i:of|in|the|at|to|for|on|near|from|with|by)\s(?P<word>[^\W\d_a-z][\w-]*)")
"""A name that something belongs to, where speakers who say who they are print theirs after "I'm" or before a comma."""
_FIRST_PERSON = regex(r"\b(?:I|I'm|I’m|I've|I’ve|my|My|me)\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the file says about one label.

    Attributes:
        count: how often it stands there.
        spoken: share of the places where something is said after it.
        talk: share of the places where words of conversation stand after it.
        person: its own form or the text shows that it stands for a person.
        role: a form of address, an office or a part in the conversation stands in it.
        common: all its words are ordinary words of the text.
        field: it is the name of a header field or of an editorial remark.
        named: it reads as a full name, none of its words being an ordinary one.
        first: share of the places where somebody speaks of themselves.
        asks: share of the places where a question follows.
        quoted: share of the places where a quotation follows, as where speech is only reported.
        described: share of the places where it is told of by its own name, as a matter is and no speaker.
    """

    label: Label
    count: int
    spoken: float
    talk: float
    person: bool
    role: bool
    common: bool
    field: bool
    named: bool
    first: float
    asks: float
    quoted: float
    described: float


def weigh(text: str, found: list[Candidate], parsed: dict[str, Label], speech: bool) -> dict[str, Evidence]:
    """The evidence on every label, by its printed form."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, candidate in enumerate(found):
        places[parsed[candidate.label].printed].append(index)
    ordinary, named = _words(text, found)
    labels = {label.printed: label for label in parsed.values()}
    weighed = {}
    for printed, indexes in places.items():
        label = labels[printed]
        step = max(1, len(indexes) // _OCCURRENCES)
        looked_at = indexes[::step][:_OCCURRENCES]
        bodies = [_first_paragraph(text, found, index) for index in looked_at]
        spoken = 1.0 if speech else sum(map(_is_spoken, bodies)) / len(bodies)
        talk = 1.0 if speech else sum(map(_is_talk, bodies)) / len(bodies)
        names = [word for word in label.words if word not in _NO_NAMES and not word.isdigit()]
        counted = any(word.isdigit() for word in label.words) and not {"question", "answer"}.isdisjoint(label.words)
        role = (
            not counted
            and any(word in ROLES or word in CROWD for word in label.words)
            and not (names and all(word in ordinary for word in names))
        )
        mentioned = (
            any(len(word) > 1 and word in named and word not in ordinary for word in (names[0], names[-1]))
            if names
            else False
        )
        numbered = bool(re.search(r"(?:speaker|spk|person|guest|host)[ _-]*\d+\Z", printed, re.IGNORECASE))
        field = any(word in FIELDS for word in label.words) and not role
        common = bool(names) and any(word in ordinary for word in names)
        weighed[printed] = Evidence(
            label=label,
            count=len(indexes),
            spoken=spoken,
            talk=talk,
            person=role or mentioned or numbered,
            role=role or numbered,
            common=bool(names) and all(word in ordinary for word in names),
            field=field,
            named=len(names) > 1 and not field and not common and label.shape is not None,
            quoted=sum(body.startswith(("“", '"', "「", "«", "„", "『")) for body in bodies) / len(bodies),
            asks=sum(body.endswith(("?", "？", "؟")) for body in bodies) / len(bodies),
            described=sum(_tells_of(names, body) for body in bodies) / len(bodies),
            first=sum(bool(_FIRST_PERSON.search(body)) for body in bodies) / len(bodies),
        )
    return weighed


def in_small_letters(text: str, found: list[Candidate], parsed: dict[str, Label], alone: bool) -> dict[str, Label]:
    """Labels in small letters, where every line begins with one and people talk: `interviewer: …`, `Shop keeper: …`.

    Args:
        text: what the candidates were found in.
        found: the candidates, in order.
        parsed: the labels that are known without.
        alone: each stands on a line of its own, beside a time, over as many lines as were written: `mina  9:02 AM`.
    """
    counts = Counter(candidate.label for candidate in found)
    small = [raw for raw in counts if raw not in parsed and (_SMALL.fullmatch(raw) or _comes_again(raw, counts[raw]))]
    lines = len(re.findall(r"\n[^\S\n]*\S", text[max(0, found[0].start - 1) :])) if small else 0
    recurring = sum(count > 1 for count in counts.values())
    if not small or len(found) < 4 or recurring < 2 or 2 * len(counts) > len(found) + 1:
        return {}
    if not alone and 10 * len(found) < 9 * lines:
        return {}
    bodies = [text[candidate.body :].split("\n", 1)[0].strip() for candidate in found[:_OCCURRENCES]]
    talk = sum(bool(SPOKEN_WORD.search(body)) or body.endswith("?") for body in bodies)
    if not alone and 2 * talk < len(bodies):
        return {}
    return {raw: Label(raw, Shape.UNCASED, (raw,), (), False) for raw in small}


def _comes_again(raw: str, count: int) -> bool:
    """Whether a label of two or three words, the first with a capital, comes again: `Shop keeper`, no heading."""
    return count > 1 and bool(_SENTENCE_CASE.fullmatch(raw)) and HEADINGS.isdisjoint(raw.casefold().split())


def between_others(
    text: str, found: list[Candidate], parsed: dict[str, Label], weighed: dict[str, Evidence], known: frozenset[str]
) -> set[str]:
    """Ordinary words that stand once, and under which somebody talks as under the known labels before and after them.

    So does one in `Marketing: Me too.` Every line has to begin with a label, or it may be a point within a turn; of two
    in a row it is a list.
    """
    lines = len(re.findall(r"\n[^\S\n]*\S", text[max(0, found[0].start - 1) :]))
    if sum(not weighed[printed].common for printed in known) < 2 or 10 * len(found) < 9 * lines:
        return set()
    printed = [parsed[candidate.label].printed for candidate in found]
    between = {
        label
        for before, label, after in zip(printed, printed[1:], printed[2:], strict=False)
        if label not in known and before in known and after in known
    }
    return {label for label in between if _speaks_once(weighed[label])}


def _speaks_once(item: Evidence) -> bool:
    return (
        item.count == item.talk == item.spoken == 1
        and not item.field
        and not item.quoted
        and len(item.label.words) < 3
        and HEADINGS.isdisjoint(item.label.words)
    )


def _words(text: str, found: list[Candidate]) -> tuple[set[str], set[str]]:
    """Ordinary words, and words capitalised in mid-sentence, of the text outside the candidates; both case folded."""
    parts = []
    position = 0
    for candidate in found:
        parts.append(text[position : candidate.start])
        position = candidate.body
        if position >= _SAMPLE:
            break
    parts.append(text[position : max(position, _SAMPLE)])
    said = "\n".join(parts)
    ordinary = {word for word in _WORD.findall(said) if word[0].islower()}
    named = {re.sub(r"['’]s\Z", "", word).casefold() for word in _WITHIN.findall(said) if word[0].isupper()}
    # A title is written in capitals throughout; its words count as names all the same.
    front = text[: found[0].start][-4000:]
    named.update(word.casefold() for word in _WORD.findall(front) if word[0].isupper())
    return ordinary, named


def _first_paragraph(text: str, found: list[Candidate], index: int) -> str:
    start = found[index].body
    stop = min(found[index + 1].start if index + 1 < len(found) else len(text), start + 600)
    body = text[start:stop].strip()
    end = _BODY_END.search(body)
    return body[: end.start()] if end else body


def _tells_of(names: list[str], body: str) -> bool:
    """Whether a text tells of what its label names: `Ohio: The governor of Ohio …`, and not `Ann Doe: I'm Ann Doe.`."""
    # Of a name in two words the first: people have streets and firms by their family names.
    return any(match["word"].casefold() in names[:1] for match in _MATTER.finditer(body))


def _is_spoken(body: str) -> bool:
    """Whether what follows a candidate reads like speech rather than like the value of a field."""
    return bool(
        (len(body) >= 60 and not body.isupper())
        or _SPOKEN_END.search(body)
        or SPOKEN_WORD.search(body)
        or (not body.isascii() and len(body) >= 15)
    )


def _is_talk(body: str) -> bool:
    """Whether it reads like conversation: words of address, or a sentence of a few words."""
    if not body.isascii() and _IDEOGRAPHIC.search(body):
        return True
    return bool(
        SPOKEN_WORD.search(body) or body.endswith(("?", "？")) or (len(body.split()) <= 5 and _SPOKEN_END.search(body))
    )
