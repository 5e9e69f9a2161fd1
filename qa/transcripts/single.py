"""Labels that stand once each: nothing comes again, so their form and what is said under them have to tell."""

from __future__ import annotations

from qa.patterns import regex
from qa.transcripts.density import MARKUP, count_blocks, mostly_capitals, opens_file
from qa.transcripts.evidence import Evidence
from qa.transcripts.labels import Candidate, Label, Shape
from qa.transcripts.vocabulary import HEADINGS, ROLES

_ADDRESSED = regex(r"\b[Yy]ou(?:r|rs)?\b")


def stand_once(text: str, items: list[Evidence], density: float, opens: bool) -> bool:
    """Labels without alternation: their form has to show that they are people's."""
    capitals = [item for item in items if item.label.shape is Shape.CAPITALS]
    if capitals and mostly_capitals(text):
        capitals = []
    if len(items) == 1:
        (item,) = items
        named = item.role and any(word not in ROLES for word in item.label.words)
        if item.count == 1:
            return bool(capitals) and opens and named
        if item.person:
            return opens and (bool(capitals) or (item.count > 2 and density >= 0.5))
        return bool(capitals) and opens and density >= 0.5 and item.talk >= 0.4 and not MARKUP.search(text)
    if 2 * sum(not item.role and not HEADINGS.isdisjoint(item.label.words) for item in items) >= len(items):
        return False  # PUBLIC COMMENT: and NEW BUSINESS: in minutes
    if capitals:
        known = [item for item in capitals if item.person]
        if 2 * len(known) >= len(capitals) and (opens or density >= 0.1):
            return True
        if talk(capitals) < 0.3 or any(item.common for item in capitals):
            return False
        return (opens or density >= 0.8) and not MARKUP.search(text)
    if _is_exchange(items) and density >= 0.95 and opens and not MARKUP.search(text):
        return True
    people = sum(item.person for item in items)
    return opens and density >= 0.5 and 2 * people > len(items) and all(item.person or item.named for item in items)


def _is_exchange(items: list[Evidence]) -> bool:
    """Whether a few lines with a label each are a scrap of conversation: asked and answered, none of them a heading."""
    return (
        2 <= len(items) <= 8
        and items[0].label.shape in (Shape.TITLE, Shape.UNCASED)
        and not any(item.common or item.field or item.quoted for item in items)
        and all(HEADINGS.isdisjoint(item.label.words) for item in items)
        and all(item.talk for item in items)
        and any(item.asks for item in items[:-1])
        and not all(item.asks for item in items)
    )


def called_by_name(
    text: str, found: list[Candidate], parsed: dict[str, Label], evidence: dict[str, Evidence], alone: bool
) -> frozenset[str]:
    """Labels in bold or headings that are names though none comes again as it stands; else none.

    Headings name people where one of them comes again in other words, `Ann Lee, Mayor of Hull` and `Mayor Lee`.
    Words in bold may be matters, unless all that is there is said under them, of the speaker and to somebody.
    """
    level = max(_level(text, candidate) for candidate in found)
    places = [candidate for candidate in found if _level(text, candidate) == level]
    if len(places) < 3 or any(candidate.label not in parsed for candidate in places):
        return frozenset()
    items = [evidence[parsed[candidate.label].printed] for candidate in places]
    if any(item.count > 1 or item.field or item.common or item.quoted or item.described for item in items):
        return frozenset()
    if not all(item.spoken == 1 and HEADINGS.isdisjoint(item.label.words) for item in items):
        return frozenset()
    if not opens_file(text, places[0].start):
        return frozenset()
    if alone:
        families = [_family(item.label) for item in items]
        fits = all(families) and 1 < len(set(families)) < len(families) and talk(items) >= 0.3
    else:
        own = 2 * sum(item.first for item in items) >= len(items) and all(item.talk for item in items)
        dense = 10 * len(places) >= 9 * count_blocks(text, places[0].start)
        fits = own and dense and bool(_ADDRESSED.search(text, places[0].start))
    return frozenset(item.label.printed for item in items) if fits else frozenset()


def _family(label: Label) -> str:
    """The last word of a name in full, or behind a form of address or an office; nothing of any other."""
    names = [word for word in label.words if word not in ROLES]
    return names[-1] if names and len(label.words) > 1 else ""


def _level(text: str, candidate: Candidate) -> int:
    line = text[candidate.start : candidate.body].lstrip()
    return len(line) - len(line.lstrip("#"))


def talk(items: list[Evidence]) -> float:
    """Share of the places where words of conversation stand; these are English, so other scripts count as talk."""
    return 1.0 if not all(item.label.printed.isascii() for item in items) else share_of_talk(items)


def share_of_talk(items: list[Evidence]) -> float:
    """Share of the places where words of conversation stand."""
    return sum(item.count * item.talk for item in items) / sum(item.count for item in items)
