"""Which candidates are labels: learnt from the file.

A word before a colon becomes a speaker where the file bears it out: labels recur, alternate and cover the text,
something is said after them, and the file or the label's own form shows that they stand for people. Notes, fields,
records and headings have the same look in one line and fail on these.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from qa.transcripts.density import MARKUP, count_blocks, mostly_capitals, opens_file
from qa.transcripts.evidence import Evidence, between_others, in_small_letters, weigh
from qa.transcripts.forms import Form, Trust
from qa.transcripts.header import says_interview
from qa.transcripts.labels import Candidate, Label, Shape, parse
from qa.transcripts.single import called_by_name, share_of_talk, stand_once, talk
from qa.transcripts.timestamps import seconds
from qa.transcripts.vocabulary import CROWD, HEADINGS, PARTS

_SEVERAL = (PARTS | CROWD) - {"q", "a", "question", "answer", "presenter", "unknown"}


def learn(text: str, found: list[Candidate], speech: bool = False, form: Form | None = None) -> dict[str, Label]:
    """The labels of speakers among the candidates, by their printed form before the colon; empty when there are none.

    Labels that differ only in punctuation at their end share one printed form.

    Args:
        text: what the candidates were found in.
        found: the candidates, in order.
        speech: all of the text is known to be speech, as in captions.
        form: how the labels are printed, `Name: text` by default.
    """
    if not found:
        return {}
    if form is not None and form.trust is Trust.CHAT:
        return _learn_chat(text, found, form)
    parsed = _parse_all(found)
    if not speech and form is not None and form.name in ("Name: text", "Name  0:05"):
        parsed |= in_small_letters(text, found, parsed, form.alone)
    all_found = found
    found = [candidate for candidate in found if candidate.label in parsed]
    if not found:
        return {}
    evidence = weigh(text, found, parsed, speech)
    if form is not None and form.names and (names := called_by_name(text, all_found, parsed, evidence, form.alone)):
        accepted = names
    elif form is not None and (form.trust is Trust.TIMED or _has_times(form, found)):
        accepted = _accept_timed(found, parsed, evidence)
    elif form is not None and (form.weak or form.alone):
        accepted = _accept_weak(text, found, parsed, evidence, form)
    else:
        accepted = _accept(text, found, parsed, evidence, speech)
        accepted |= between_others(text, found, parsed, evidence, accepted)
    return {raw: label for raw, label in parsed.items() if label.printed in accepted}


def _has_times(form: Form, found: list[Candidate]) -> bool:
    return not form.weak and 5 * sum(candidate.time is not None for candidate in found) >= 4 * len(found)


def _learn_chat(text: str, found: list[Candidate], form: Form) -> dict[str, Label]:
    """Any name will do in a chat: what stands around it is proof enough, where it comes again."""
    if len(found) < 2:
        return {}
    labels = {}
    for raw in dict.fromkeys(candidate.label for candidate in found):
        name, to, whom = raw.partition(" to ") if form.addressed else (raw, "", "")
        notes = () if whom.strip() in ("", "Everyone", "All panelists") else (f"to {whom.strip()}",)
        labels[raw] = Label(name.strip() or raw, Shape.UNCASED, tuple(name.casefold().split()), notes, False)
    # A log prints a date, a level and a colon, too; but nobody talks in it.
    if form.weak and share_of_talk(list(weigh(text, found, labels, speech=False).values())) < 0.15:
        return {}
    return labels


def _accept_timed(found: list[Candidate], parsed: dict[str, Label], evidence: dict[str, Evidence]) -> frozenset[str]:
    """Labels that stand beside times: times that run on, and names under which somebody speaks."""
    times = [at for candidate in found if candidate.time and (at := seconds(candidate.time)) is not None]
    backwards = sum(after < before for before, after in zip(times, times[1:], strict=False))
    timed = {parsed[candidate.label].printed for candidate in found if candidate.time}
    items = [
        item
        for printed, item in evidence.items()
        if (item.spoken >= 0.5 or (item.count > 1 and not item.common))  # who types in a chat ends no sentence
        and not (item.field and item.count < 3)
        and (printed in timed or item.count > 1 or item.person)  # "Timestamps" over a list of times
    ]
    total = sum(item.count for item in items)
    if total < 2 or 2 * total < len(found) or 4 * backwards > len(times):
        return frozenset()
    people = sum(item.count for item in items if item.person or item.named)
    recurs = any(item.count > 1 for item in items)
    if not recurs and 4 * total < 3 * len(found):
        return frozenset()  # a programme: "9:15 Tom Bright: Why bridges fall"
    if all(item.common for item in items) or not (recurs or people == total):
        return frozenset()
    if talk(items) < (0.15 if 2 * people >= total else 0.4):
        return frozenset()
    return frozenset(item.label.printed for item in items)


def _accept_weak(
    text: str, found: list[Candidate], parsed: dict[str, Label], evidence: dict[str, Evidence], form: Form
) -> frozenset[str]:
    """Labels that look like headings or terms: names that come again, and speech under them."""
    # Where nearly every line has a label, one word that comes again is enough.
    lines = len(re.findall(r"\n[^\S\n]*\S", text[found[0].start - 1 :]))
    every = not form.alone and 10 * len(found) >= 9 * lines and len(found) > 3
    likely = {
        printed: item
        for printed, item in evidence.items()
        if item.spoken >= 0.5
        and not item.field
        and not item.common
        and (
            not form.weak
            or item.person
            or item.named
            or (item.count > 1 and (item.label.shape is Shape.CAPITALS or (every and item.talk >= 0.5)))
        )
    }
    recurring = [item for item in likely.values() if item.count > 1]
    people = sum(item.count for item in likely.values() if item.person or item.named or every)
    total = sum(item.count for item in likely.values())
    if 2 * people < total and (len(recurring) < 2 or talk(recurring) < 0.4 or 4 * total < 3 * len(found)):
        return frozenset()
    places = [candidate for candidate in found if parsed[candidate.label].printed in likely]
    if len(places) < 3 or not recurring or len(likely) < 2:
        return frozenset()
    others = sum(evidence[parsed[candidate.label].printed].spoken >= 0.5 for candidate in found) - len(places)
    if others > len(places) or talk(list(likely.values())) < (0.3 if form.weak else 0.2):
        return frozenset()
    units = count_blocks(text, places[0].start) + sum(not candidate.opens_block for candidate in places[1:])
    density = len(places) * (2 if form.alone else 1) / max(1, units)
    sequence = [parsed[candidate.label].printed for candidate in places]
    if density < (0.3 if form.weak else 0.1):
        return frozenset()
    # Two people take turns as well; fields in a fixed order are more, and all of them come again.
    again = [printed for printed in sequence if likely[printed].count > 1]
    if len(recurring) > 2 and _is_record(again, recurring):
        return frozenset()
    return frozenset(likely)


def _parse_all(found: list[Candidate]) -> dict[str, Label]:
    parsed: dict[str, Label] = {}
    for raw in dict.fromkeys(candidate.label for candidate in found):
        label = parse(raw)
        if label.shape is not None and label.printed:
            parsed[raw] = label
    counts = Counter(candidate.label for candidate in found)
    for steps in _enumerations(parsed):
        if all(counts[raw] == 1 for raw in steps):
            for raw in steps:
                del parsed[raw]
    return parsed


def _enumerations(parsed: dict[str, Label]) -> list[list[str]]:
    """Labels that differ in a number only, which rises: `Step 1`, `Step 2`."""
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for raw, label in parsed.items():
        # Several speakers without names are no steps, unlike questions.
        if label.words and label.words[-1].isdecimal() and _SEVERAL.isdisjoint(label.words):
            families[label.words[:-1]].append(raw)
    found = []
    for family in families.values():
        numbers = [int(parsed[raw].words[-1]) for raw in family]
        if len(family) > 1 and numbers == sorted(numbers):
            found.append(family)
    return found


def _accept(
    text: str, found: list[Candidate], parsed: dict[str, Label], evidence: dict[str, Evidence], speech: bool
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
    initials = {_initials(printed) for printed in likely} & recurring
    # Beside `Mr. DOE` a name that stands once in capitals is one as well.
    names_in_capitals = any(len(word) > 2 and word.isupper() for printed in settled for word in printed.split())
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
        elif item.quoted == 1 and recurring and not item.role:
            continue  # "And somebody said: …" in the middle of a turn
        elif item.label.shape in shapes:
            plain = len(item.label.words) > 1 or one_word or item.label.shape is not Shape.TITLE
            plain = plain and not (recurring and HEADINGS.issuperset(item.label.words))
            if item.person or (plain and not item.common and item.spoken >= 0.5):
                accepted.add(printed)
        elif item.spoken >= 0.5 and (
            item.role
            or _initials(printed) in initials
            or (names_in_capitals and item.named and item.label.shape is Shape.CAPITALS)
        ):
            accepted.add(printed)
    return frozenset(accepted)


def _initials(printed: str) -> str:
    """`AD` for Ann Doe, who is called so from her second turn on."""
    return "".join(word[0] for word in printed.split() if word[0].isupper()) if printed.count(" ") in (1, 2) else ""


def _explains(
    text: str, places: list[Candidate], parsed: dict[str, Label], likely: dict[str, Evidence], speech: bool
) -> bool:
    """Whether these labels make a conversation of the file."""
    sequence = [parsed[candidate.label].printed for candidate in places]
    items = [likely[printed] for printed in dict.fromkeys(sequence)]
    recurring = [item for item in items if item.count > 1]
    units = count_blocks(text, places[0].start) + sum(not candidate.opens_block for candidate in places[1:])
    density = len(places) / max(1, units)
    opens = opens_file(text, places[0].start)
    spoken = sum(item.count * item.spoken for item in items) / len(places)

    if not speech and (_is_faq(text[: places[0].start], items) or _are_matters(items)):
        return False
    if speech and density >= 0.9:
        return not all(item.common for item in items)
    if spoken < 0.5 and (density < 0.9 or len(places) < 6):
        return False
    if len(recurring) >= 2 or (recurring and len(items) >= 2 and len(places) >= 3):
        return _alternate(text, sequence, items, recurring, density, opens)
    return stand_once(text, items, density, opens)


def _is_faq(front: str, items: list[Evidence]) -> bool:
    """Whether there are questions and answers only, no interview by its head, and nobody who speaks of themselves."""
    if says_interview(front) or not all(set(item.label.words) <= {"q", "a", "question", "answer"} for item in items):
        return False
    answers = [item for item in items if set(item.label.words) <= {"a", "answer"}]
    return sum(item.count * item.first for item in answers) < 0.25 * sum(item.count for item in answers) or not answers


def _are_matters(items: list[Evidence]) -> bool:
    """Whether most labels are told of under their own name, as a country or a product is, and no part that speaks."""
    names = [item for item in items if not item.role]
    return len(names) > 1 and 2 * sum(item.described >= 0.5 for item in names) >= len(names)


def _alternate(
    text: str, sequence: list[str], items: list[Evidence], recurring: list[Evidence], density: float, opens: bool
) -> bool:
    """Labels that come again: the less they look like people, the more of the file they must explain."""
    if all(not item.role and HEADINGS.issuperset(item.label.words) for item in recurring):
        return False
    if any(item.person for item in recurring) and (density >= 0.1 or opens):
        return True
    talking = talk(recurring)
    if all(item.named or item.person for item in recurring) and talking >= 0.3 and density >= 0.1:
        return True
    # Three people may speak in turn throughout; two words that say "we" are no field of a form.
    named = all(len(item.label.words) > 1 and not item.common for item in recurring) and talking >= 0.3
    # What stands once, "Interviewer: Ann Doe" over the interview, is no part of the order.
    known = {item.label.printed for item in recurring}
    again = [printed for printed in sequence if printed in known]
    if (_is_record(again, recurring) and not named) or all(item.common for item in recurring):
        return False
    if not mostly_capitals(text) and any(item.label.shape is Shape.CAPITALS and not item.common for item in recurring):
        if talking >= 0.3:
            return density >= 0.4 or (opens and not MARKUP.search(text))
    elif any(item.label.shape is Shape.UNCASED for item in recurring):
        return density >= 0.4
    elif talking >= 0.4 and opens:
        # One word that comes again among others that do not, "Returns:" in a manual, is no conversation yet.
        return density >= (0.75 if MARKUP.search(text) or len(recurring) < 2 else 0.3)
    # Without a word of conversation, "Action:" and "Decision:" in minutes look the same.
    return density >= (0.75 if len(sequence) >= 12 and len(recurring) >= 2 else 0.95)


def _is_record(sequence: list[str], items: list[Evidence]) -> bool:
    """Whether the labels follow one another in a fixed order, as the fields of a form do."""
    if len(items) < 3 and any(item.spoken >= 0.5 for item in items):
        return False
    following: dict[str, set[str]] = defaultdict(set)
    for before, after in zip(sequence, sequence[1:], strict=False):
        following[before].add(after)
    fixed = sum(len(after) == 1 for after in following.values())
    return fixed == len(following) and len(sequence) >= 2 * len(items)
