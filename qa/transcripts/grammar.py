"""Which forms of label a text uses, and the places where its turns begin.

The forms are learnt from the head and the end of a long text and then looked for in all of it. One of them explains
most; others stand beside it where they do as much alone, repeat its labels, or ask and answer: `MR. DOE:` beside `Q.`
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from qa.patterns import regex
from qa.transcripts import court
from qa.transcripts.evidence import SPOKEN_WORD
from qa.transcripts.forms import FORMS, Form, Trust
from qa.transcripts.labels import Candidate, Label, Shape, parse
from qa.transcripts.learning import learn
from qa.transcripts.vocabulary import PARTICLES, PARTS, ROLES

_SAMPLE = 1 << 18
_END = 1 << 16
_OFFICER = regex(r"(?:THE|MR|MRS|MS|MISS|DR)\b\.? [A-Z]|(?:The|M[rs]|Mrs|Miss|Dr)\b\.? [A-Z][A-Z’'c]")
_SENTENCE = regex(r"[.?!…。！？][\"'”’)\]」』]*[^\S\n]*(?=\n|\Z)")
_FIELD_BELOW = regex(r"[^\n]*\n[^\S\n]*[^\W\d_][^\n:：]{0,30}[:：][^\n]*\d[^\n]*(?:\n|\Z)")
_QUESTIONS = frozenset({"q", "question", "问"})
_ANSWERS = frozenset({"a", "answer", "答"})


class Place(NamedTuple):
    """Where a turn begins.

    Attributes:
        start: offset of its line.
        body: offset after the label.
        label: who speaks.
        time: as printed with the label.
        form: how the label is printed.
    """

    start: int
    body: int
    label: Label
    time: str | None
    form: Form


def segment(text: str) -> list[Place]:
    """The places where turns begin, in order; none where the text is no dialogue.

    Args:
        text: a line end comes first.
    """
    forms: Iterable[Form] = FORMS
    if len(text) > _SAMPLE + _END:
        end = text.find("\n", len(text) - _END) % len(text)
        used = {place.form for place in _segment(text[: text.rfind("\n", 0, _SAMPLE) % _SAMPLE] + text[end:], FORMS)}
        forms = [form for form in FORMS if form in used]
    return _segment(text, forms)


def _segment(text: str, forms: Iterable[Form]) -> list[Place]:
    taken: dict[int, Place] = {}
    scanned = [(form, found) for form in forms if (found := _usable(text, form, form.scan(text)))]
    learnt: list[tuple[Form, list[Place]]] = []
    for form, found in scanned:
        labels = learn(text, found, form=form)
        if places := _places(form, found, labels):
            learnt.append((form, places))
    if not learnt:
        return []
    main_form, main = max(learnt, key=lambda item: _worth(*item))
    for form, places in [(main_form, main), *learnt]:
        if form is main_form or _stands_beside(places, main, form):
            for place in places:
                taken.setdefault(place.start, place)
    _add_companions(text, scanned, main_form, taken)
    ordered = [
        place
        for place in sorted(taken.values())
        if not (_names_witness(text, place) or court.examines(place.label.printed))
    ]
    return _without_roster(text, _without_empty(text, _without_overlaps(ordered)))


def _usable(text: str, form: Form, found: list[Candidate]) -> list[Candidate]:
    """For labels alone on their lines: those under which something stands before the next one."""
    if not form.alone or not found:
        return found
    stops = [candidate.start for candidate in found[1:]] + [len(text)]
    said = [text[candidate.body : stop].strip() for candidate, stop in zip(found, stops, strict=True)]
    if len(said) > 1 and not said[-2] and not re.search(r"[.?!…。！？]", said[-1]):
        said[-1] = ""  # the last name of a list at the end
    return [candidate for candidate, body in zip(found, said, strict=True) if body]


def _places(form: Form, found: list[Candidate], labels: dict[str, Label]) -> list[Place]:
    return [
        Place(candidate.start, candidate.body, labels[candidate.label], candidate.time, form)
        for candidate in found
        if candidate.label in labels
    ]


def _worth(form: Form, places: list[Place]) -> tuple[float, int]:
    """How much of a text a form explains; a form that says more by itself wins where they are close."""
    rank = FORMS.index(form)
    return len(places) * (1.5 if form.trust else 1.0) * (0.5 if form.weak else 1.0), -rank


def _stands_beside(places: list[Place], main: list[Place], form: Form) -> bool:
    """Whether the labels of another form belong to the same conversation."""
    inside = [place for place in places if place.start > main[0].start]
    if 10 * len(places) < len(main) and form.weak:
        return False
    # "THE CLERK:", "MR. DOE:" in capitals is no line of a title page.
    before = sum(not _OFFICER.match(place.label.printed) for place in places if place.start < main[0].start)
    enough = len(inside) >= max(1, before) or (not before and (form.trust is Trust.TIMED or not form.weak))
    return enough and not (form.weak and main[0].form.trust)


def _add_companions(
    text: str, scanned: list[tuple[Form, list[Candidate]]], main: Form, taken: dict[int, Place]
) -> None:
    """Add rare labels in another form: those already known, questions, and offices in capitals."""
    known = {place.label.printed for place in taken.values()}
    first = min(taken)
    if main.trust is Trust.CHAT:
        return
    for form, found in scanned:
        if form.weak and form is not main:
            continue
        counts = Counter(candidate.label.casefold().strip(". ") for candidate in found)
        asks = sum(counts[word] for word in _QUESTIONS) >= 2
        parsed: dict[str, Label] = {}
        for candidate in found:
            if candidate.start in taken:
                continue
            label = parsed.get(candidate.label) or parsed.setdefault(candidate.label, parse(candidate.label))
            folded = label.printed.casefold()
            if folded in _QUESTIONS | _ANSWERS:
                mark = text[candidate.start : candidate.body].lstrip()
                fits = asks or (candidate.opens_block and mark[1:3] == "  " and folded in _QUESTIONS)
            elif label.printed in known:
                fits = candidate.opens_block or not form.alone
            else:
                fits = not form.alone and _in_capitals(label) and _is_office(label) and candidate.start > first
                # "Operator:" beside names alone on their lines
                again = candidate.opens_block and counts[folded] > 1 and label.words and ROLES.issuperset(label.words)
                fits = fits or bool(again and main.alone and not form.alone)
            if fits:
                taken[candidate.start] = Place(candidate.start, candidate.body, label, candidate.time, form)


def _in_capitals(label: Label) -> bool:
    """Whether a label is in capitals, or its name is: `Mr LEE`, `The DEPUTY SPEAKER`."""
    printed = label.printed.split("(")[0].split()
    words = [word for word in printed if word.isupper() or word.strip(".").casefold() not in ROLES | {"the"}]
    return label.shape is Shape.CAPITALS or (len(label.words) > 1 and bool(words) and all(map(str.isupper, words)))


def _is_office(label: Label) -> bool:
    words = [word for word in label.words if word not in {"the", "by", "of"}]
    return bool(words) and words[0] in ROLES and "by" not in label.words


def _without_overlaps(places: list[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in places:
        if not kept or place.start >= kept[-1].body - 1 and place.start > kept[-1].start:
            kept.append(place)
    return kept


def _without_empty(text: str, places: list[Place]) -> list[Place]:
    """Drop headings: lines that stand once where names alone do, with the label of a turn right behind."""
    counts = Counter(place.label.printed for place in places)
    return [
        place
        for place, following in zip(places, [*places[1:], None], strict=True)
        if following is None
        or not place.form.alone
        or counts[place.label.printed] > 1
        or text[place.body : following.start].strip()
    ]


def _without_roster(text: str, places: list[Place]) -> list[Place]:
    """Drop what stands in front and only lists who will speak: `Host: Ann Doe`, `Guest: Bob Roe`."""
    counts = Counter(place.label.printed for place in places)
    first = 0
    while first + 1 < len(places) and counts.most_common(1)[0][1] > 1:
        body, stop = places[first].body, places[first + 1].start
        heads = places[first].form.alone and counts[places[first].label.printed] == 1
        if heads and not places[first].time and not _SENTENCE.search(text, body, stop) and _SENTENCE.search(text, stop):
            first += 1  # the head of the file
            continue
        value = text[body:stop].strip().split("\n\n")[0].split("\n")[0]
        lists = _is_name_list(value) or _says_who(places[first].label, value) or _spells_out(places[first].label, value)
        once = counts[places[first].label.printed] == 1 and places[first].form.trust is Trust.PLAIN
        if once and any(map(str.isdigit, value)) and not re.search(r"[^\W\d_]", value):
            first += 1  # Total Pages: 12
            continue
        if once and not _SENTENCE.search(value) and _FIELD_BELOW.match(text[body:stop].lstrip()):
            first += 1  # a field of the head, over one with a date
            continue
        if len(value) > 80 or value.startswith("(") or re.search(r"[^.][.?!…。！？]\W*\Z", value) or not lists:
            break
        if counts[places[first].label.printed] > 1 and len(value.split()) < 2:
            break
        first += 1
    return places[first:]


def _says_who(label: Label, value: str) -> bool:
    """Whether a header says who has a part: `Participant: P1, staff nurse`, `Interviewer: Ann Doe. Also present: …`."""
    name = re.split(r"[.,;(]", value, maxsplit=1)[0]
    return PARTS.issuperset(label.words) and _is_name_list(name) and not SPOKEN_WORD.search(value)


def _spells_out(label: Label, value: str) -> bool:
    """Whether a list says whose initials a label is: `TL: Tobias Lange, kiln master`."""
    name = re.split(r"[,;(]|\s[-–—]", value, maxsplit=1)[0]
    return len(label.printed) > 1 and "".join(word[0] for word in name.split()) == label.printed


def _names_witness(text: str, place: Place) -> bool:
    """Whether a line only names who is heard: `Witness: Ann Doe, chief engineer.`, `WITNESS:  ANN DOE [Resumed]`."""
    if place.label.words not in (("witness",), ("witnesses",)) or place.label.printed.startswith(("THE ", "The ")):
        return False
    line = text[place.body :].lstrip().split("\n", 1)[0]
    name = re.split(r"[,;(\[]", line, maxsplit=1)[0].strip(" .")
    return 2 <= len(name.split()) <= 5 and _is_name_list(name) and not SPOKEN_WORD.search(line)


def _is_name_list(value: str) -> bool:
    """Whether every word is written like a name, an office or what joins them."""
    words = [word.strip("()[].,;-–—&") for word in value.split()]
    return all(not word or word[0].isupper() or word.casefold() in PARTICLES | ROLES for word in words)
