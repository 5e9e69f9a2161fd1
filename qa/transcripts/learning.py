"""Which candidates are labels: learnt from the file.

A word before a colon becomes a speaker where the file bears it out: labels recur, alternate and cover the text,
something is said after them, and the file or the label's own form shows that they stand for people. Notes, fields,
records and headings have the same look in one line and fail on these.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from qa.transcripts.labels import Candidate, Label, Shape, parse
from qa.transcripts.vocabulary import FIELDS, PARTICLES, ROLES

_SAMPLE = 1 << 19
_OCCURRENCES = 20
_WORD = re.compile(r"(?P<before>[^\W\d_A-Z][,;]? )?(?P<word>[^\W\d_][\w’'-]*)")
_BODY_END = re.compile(r"\n[^\S\n]*\n|\Z")
_SPOKEN_END = re.compile(r"(?:[.?!…。！？—–]|--)[\"'”’)\]」』]*\Z")
_SPOKEN_WORD = re.compile(
    r"\b(?:i|me|my|us|our|your|i'm|i’m|you|we|yes|yeah|no|ok|okay|hi|hello|hey|thanks|thank|please|well|so|right|oh|um|uh|sure|bye|what|"
    r"that's|that’s|it's|it’s|don't|don’t|let's|let’s)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"^(?:#{1,6} |```|\s*[-*] |\|)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the file says about one label.

    Attributes:
        count: how often it stands there.
        spoken: share of the places where something is said after it.
        talk: share of the places where words of conversation stand after it.
        person: its own form or the text shows that it stands for a person.
        role: a form of address, an office or a part in the conversation stands in it.
        common: all its words are ordinary words of the text.
        field: it is the name of a header field or of an editorial remark.
    """

    label: Label
    count: int
    spoken: float
    talk: float
    person: bool
    role: bool
    common: bool
    field: bool


def learn(text: str, found: list[Candidate], speech: bool = False) -> dict[str, Label]:
    """The labels of speakers among the candidates, by their printed form before the colon; empty when there are none.

    Labels that differ only in punctuation at their end share one printed form.

    Args:
        text: what the candidates were found in.
        found: the candidates, in order.
        speech: all of the text is known to be speech, as in captions.
    """
    if not found:
        return {}
    parsed = _parse_all(found)
    found = [candidate for candidate in found if candidate.label in parsed]
    if not found:
        return {}
    evidence = _weigh(text, found, parsed, speech)
    accepted = _accept(text, found, parsed, evidence, speech)
    return {raw: label for raw, label in parsed.items() if label.printed in accepted}


def _parse_all(found: list[Candidate]) -> dict[str, Label]:
    parsed: dict[str, Label] = {}
    for raw in dict.fromkeys(candidate.label for candidate in found):
        label = parse(raw)
        if label.shape is not None and label.printed:
            parsed[raw] = label
    return parsed


def _weigh(text: str, found: list[Candidate], parsed: dict[str, Label], speech: bool) -> dict[str, _Evidence]:
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
        names = [word for word in label.words if word not in ROLES and word not in PARTICLES and not word.isdigit()]
        role = any(word in ROLES for word in label.words) and not (names and all(word in ordinary for word in names))
        mentioned = any(len(word) > 1 and word in named and word not in ordinary for word in names[-1:])
        numbered = bool(re.search(r"(?:speaker|spk|person|guest|host)[ _-]*\d+\Z", printed, re.IGNORECASE))
        weighed[printed] = _Evidence(
            label=label,
            count=len(indexes),
            spoken=spoken,
            talk=talk,
            person=role or mentioned or numbered,
            role=role or numbered,
            common=bool(names) and all(word in ordinary for word in names),
            field=any(word in FIELDS for word in label.words) and not role,
        )
    return weighed


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
    ordinary: set[str] = set()
    named: set[str] = set()
    for before, word in _WORD.findall("\n".join(parts)):
        if word[0].islower():
            ordinary.add(word)
        elif before and word[0].isupper():
            named.add(re.sub(r"['’]s\Z", "", word).casefold())
    # A title is written in capitals throughout; its words count as names all the same.
    front = text[: found[0].start][-4000:]
    named.update(word.casefold() for _, word in _WORD.findall(front) if word[0].isupper())
    return ordinary, named


def _first_paragraph(text: str, found: list[Candidate], index: int) -> str:
    start = found[index].body
    stop = min(found[index + 1].start if index + 1 < len(found) else len(text), start + 600)
    body = text[start:stop].strip()
    end = _BODY_END.search(body)
    return body[: end.start()] if end else body


def _is_spoken(body: str) -> bool:
    """Whether what follows a candidate reads like speech rather than like the value of a field."""
    return bool(
        (len(body) >= 60 and not body.isupper())
        or _SPOKEN_END.search(body)
        or _SPOKEN_WORD.search(body)
        or (not body.isascii() and len(body) >= 15)
    )


def _is_talk(body: str) -> bool:
    """Whether it reads like conversation: words of address, or a sentence of a few words."""
    return bool(_SPOKEN_WORD.search(body) or (len(body.split()) <= 5 and _SPOKEN_END.search(body)))


def _accept(
    text: str, found: list[Candidate], parsed: dict[str, Label], evidence: dict[str, _Evidence], speech: bool
) -> frozenset[str]:
    likely = {
        printed: item
        for printed, item in evidence.items()
        if (item.spoken >= 0.5 or (item.person and not item.field))
        and not (item.field and (item.count < 3 or item.spoken < 0.8))
    }
    places = [candidate for candidate in found if parsed[candidate.label].printed in likely]
    if not places or not _explains(text, places, parsed, likely, speech):
        return frozenset()
    recurring = {printed for printed, item in likely.items() if item.count > 1}
    settled = recurring or set(likely)
    shapes = Counter(likely[printed].label.shape for printed in settled)
    one_word = any(len(likely[printed].label.words) == 1 for printed in settled)
    accepted = set()
    for printed, item in likely.items():
        if printed in recurring and (item.label.shape in shapes):
            # Among labels in capitals, a recurring phrase in small letters needs more than recurrence.
            if (
                item.person
                or shapes[item.label.shape] * 4 >= sum(shapes.values())
                or item.count >= 5
                and not item.common
            ):
                accepted.add(printed)
        elif item.label.shape in shapes:
            plain = len(item.label.words) > 1 or one_word or item.label.shape is not Shape.TITLE
            if item.person or (plain and not item.common and item.spoken >= 0.5):
                accepted.add(printed)
        elif item.role and item.spoken >= 0.5:
            accepted.add(printed)
    return frozenset(accepted)


def _explains(
    text: str, places: list[Candidate], parsed: dict[str, Label], likely: dict[str, _Evidence], speech: bool
) -> bool:
    """Whether these labels make a conversation of the file."""
    sequence = [parsed[candidate.label].printed for candidate in places]
    items = [likely[printed] for printed in dict.fromkeys(sequence)]
    recurring = [item for item in items if item.count > 1]
    units = _blocks(text, places[0].start) + sum(not candidate.opens_block for candidate in places[1:])
    density = len(places) / max(1, units)
    opens = _opens_file(text, places[0].start)
    spoken = sum(item.count * item.spoken for item in items) / len(places)

    if speech and density >= 0.9:
        return not all(item.common for item in items)
    if spoken < 0.5 and (density < 0.9 or len(places) < 6):
        return False
    if len(recurring) >= 2 or (recurring and len(items) >= 2 and len(places) >= 3):
        return _alternate(text, sequence, items, recurring, density, opens)
    return _stand_once(text, items, density, opens)


def _alternate(
    text: str, sequence: list[str], items: list[_Evidence], recurring: list[_Evidence], density: float, opens: bool
) -> bool:
    """Labels that come again: the less they look like people, the more of the file they must explain."""
    if any(item.person for item in recurring) and (density >= 0.1 or opens):
        return True
    talk = _talk(recurring)
    # Three people may speak in turn throughout; two words that say "we" are no field of a form.
    named = all(len(item.label.words) > 1 and not item.common for item in recurring) and talk >= 0.3
    if (_is_record(sequence, items) and not named) or all(item.common for item in recurring):
        return False
    if not _mostly_capitals(text) and any(item.label.shape is Shape.CAPITALS and not item.common for item in recurring):
        if talk >= 0.3:
            return density >= 0.4 or (opens and not _MARKUP.search(text))
    elif any(item.label.shape is Shape.UNCASED for item in recurring):
        return density >= 0.4
    elif talk >= 0.4 and opens:
        return density >= 0.3
    # Without a word of conversation, "Action:" and "Decision:" in minutes look the same.
    return density >= (0.75 if len(sequence) >= 12 and len(recurring) >= 2 else 0.95)


def _stand_once(text: str, items: list[_Evidence], density: float, opens: bool) -> bool:
    """Labels without alternation: their form has to show that they are people's."""
    capitals = [item for item in items if item.label.shape is Shape.CAPITALS]
    if capitals and _mostly_capitals(text):
        capitals = []
    if len(items) == 1:
        (item,) = items
        named = item.role and any(word not in ROLES for word in item.label.words)
        if item.count == 1:
            return bool(capitals) and opens and named
        if item.person:
            return opens and (bool(capitals) or (item.count > 2 and density >= 0.5))
        return bool(capitals) and opens and density >= 0.5 and item.talk >= 0.4 and not _MARKUP.search(text)
    if capitals:
        known = [item for item in capitals if item.person]
        if 2 * len(known) >= len(capitals) and (opens or density >= 0.1):
            return True
        if _talk(capitals) < 0.3 or any(item.common for item in capitals):
            return False
        return (opens or density >= 0.8) and not _MARKUP.search(text)
    return opens and density >= 0.5 and all(item.person for item in items)


def _talk(items: list[_Evidence]) -> float:
    """Share of the places where words of conversation stand; these are English, so other scripts count as talk."""
    if not all(item.label.printed.isascii() for item in items):
        return 1.0
    return sum(item.count * item.talk for item in items) / sum(item.count for item in items)


def _is_record(sequence: list[str], items: list[_Evidence]) -> bool:
    """Whether the labels follow one another in a fixed order, as the fields of a form do."""
    if len(items) < 3 and any(item.spoken >= 0.5 for item in items):
        return False
    following: dict[str, set[str]] = defaultdict(set)
    for before, after in zip(sequence, sequence[1:], strict=False):
        following[before].add(after)
    fixed = sum(len(after) == 1 for after in following.values())
    return fixed == len(following) and len(sequence) >= 2 * len(items)


def _blocks(text: str, start: int) -> int:
    """About how many blocks stand after `start`."""
    stop = min(len(text), start + _SAMPLE)
    seen = len(re.findall(r"\n[^\S\n]*\n(?=[^\S\n]*[^\s])", text[start:stop])) + 1
    return seen * max(1, len(text) - start) // max(1, stop - start)


def _opens_file(text: str, start: int) -> bool:
    """Whether no more than a header stands before the first label: no body text of its own."""
    front = text[:start]
    if len(front) > 20_000 and len(front) > len(text) // 4:
        return False
    prose = [
        block
        for block in re.split(r"\n[^\S\n]*\n", front)
        if len(block.split()) >= 12 and block.rstrip().endswith((".", "?", "!", "。"))
    ]
    return len(prose) <= 1 and len(re.findall(r"^(?:```|import |def |#include)", front, re.MULTILINE)) == 0


def _mostly_capitals(text: str) -> bool:
    sample = text[:50_000]
    upper = sum(map(str.isupper, sample))
    return upper > sum(map(str.islower, sample))
