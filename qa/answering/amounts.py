"""A number, a sum or a day that changes: where its matter is spoken of, for all numbers are alike by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answering import parts
from qa.answering.inquiry import Inquiry
from qa.extraction.candidates import Sentence
from qa.extraction.outcomes import goes_on
from qa.extraction.shapes import Shape, is_sum
from qa.lexical.analysis import terms_of
from qa.patterns import phrase
from qa.questions.parsing import is_stopword
from qa.sentences import spans

AMOUNT = phrase(
    r"\b(?:numbers?|costs?|prices?|price tag|tags?|bill|headcount|toll|tally|figures?|amounts?|counts?|"
    r"sizes?|rates?|shares?|budgets?|estimate[sd]?|revenues?|profits?|sales|spending|totals?|sums?)\b"
)
"""What is said of a number, and not what it is a number of."""
GROWS = phrase(
    # Not Rose, nor the fall of a year.
    r"\b(?:gr[eo]wn?|growing|shr[aiu]nk|rise|(?-i:rose)|risen|fell|"
    r"(?<!\bin )(?<!\bthe )(?<!\band )(?<!\blast )fall|fallen|increased?|decreased?|doubled?|swell|swollen|"
    r"gone? (?:up|down))\b"
)
"""What a number does that changes."""
_SUMS = phrase(
    r"\b(?:costs?|price[sd]?|price tag|bill|budgets?|revenues?|profits?|spending|fees?|fares?|salar(?:y|ies))\b"
)
# Half of anything is a sum only where one is told.
_HALF = phrase(r"\bhalf\b")
_DAYS = phrase(r"\b(?:dates?|days?|deadlines?|timetable|schedule|due|opening)\b")
# "The number of police officers": what is counted is officers.
_COUNTED = phrase(
    r"\b(?:numbers?|amounts?|counts?|figures?|sizes?) (?:of|for) (?:the )?(?P<thing>(?:[\w'’-]+ ){0,2}?[\w'’-]+)"
    r"(?= (?:about|on|in|at|for|of|to|with|over|since|has|have|had|did|is|was|were|change\w*|evolve\w*|grow\w*|"
    r"develop\w*)\b|\W*$)"
)
# A toll is told of those who died, in many words.
_OF_THE_DEAD = terms_of("death deaths dead die dies died killed lives fatalities casualties victims bodies")
# How near the matter is: said in the sentence or what it replies to, in its turn, or so many turns before it.
_SAID, _IN_TURN, _BEFORE = 3, 2, 1
_TURNS = 2
_EACH = 0.08


@dataclass(frozen=True, slots=True)
class Facts:
    """Sentences that have the fact, by document.

    Attributes:
        near: they stand where the matter is spoken of, the nearer the better.
        far: of documents that have none such: they say the matter somewhere else.
    """

    near: dict[str, list[Sentence]]
    far: dict[str, list[Sentence]]


def in_plain_words(topic: list[str]) -> list[str]:
    """A topic as it is spoken of: nobody says "the death toll is nine"."""
    if not any(word.casefold() == "toll" for word in topic):
        return topic
    return [*(word for word in topic if word.casefold() not in ("toll", "death")), "people", "died"]


def of_the_matter(
    inquiry: Inquiry, by_document: Mapping[str, Sequence[Sentence]], topic: Sequence[str], wanted: Shape
) -> Facts | None:
    """What has the fact, by document; None where too little stands where its matter is spoken of.

    Args:
        inquiry: the question.
        by_document: all sentences that may tell of it.
        topic: what it is about.
        wanted: what the fact looks like.
    """
    words = [word for word in topic if not (AMOUNT.fullmatch(word) or _DAYS.fullmatch(word) or is_stopword(word))]
    matter = terms_of(" ".join(words)) - {"per"}
    if matter & _OF_THE_DEAD:
        return _of_the_dead(by_document, matter - _OF_THE_DEAD - terms_of("people"), wanted)
    counted = _COUNTED.search(inquiry.text)
    things = [terms_of(counted["thing"].split()[-1])] if counted else []
    sums = _SUMS.search(inquiry.text) is not None
    facts = {
        name: [one for one in own if (_tells_a_sum(one) if sums else wanted.fits(one.text))]
        for name, own in by_document.items()
    }
    for terms in things:
        near = _near(inquiry, facts, terms, _SAID)
        if len(near) > 1:
            return Facts({name: _with_the_next(some, facts[name]) for name, some in near.items()}, {})
    near = _near(inquiry, facts, matter, _BEFORE) if matter else {}
    if len(near) < 2:
        return None
    others = {name: own for name, own in facts.items() if own and name not in near}
    return Facts(near, {name: own for name, own in others.items() if _is_said(inquiry, words, name)})


def _near(
    inquiry: Inquiry, facts: Mapping[str, Sequence[Sentence]], matter: frozenset[str], least: int
) -> dict[str, list[Sentence]]:
    """Those that stand at least so near to where the matter is named, in the documents that have any."""
    found: dict[str, list[Sentence]] = {}
    for name, own in facts.items():
        for one in own:
            if (how := _nearness(inquiry, one, matter)) >= least:
                found.setdefault(name, []).append(replace(one, score=one.score + _EACH * how))
    return found


def _with_the_next(some: Sequence[Sentence], facts: Sequence[Sentence]) -> list[Sentence]:
    """With the fact just behind one of them: "Seven had died. It is now nine."."""
    known = {one.place for one in some}
    return [*some, *(one for one in parts.with_the_next(some, facts) if one.place not in known)]


def _is_said(inquiry: Inquiry, words: Sequence[str], document: str) -> bool:
    """Whether a word of the matter is said in a document by anybody."""
    scope = replace(inquiry.everybody, documents=(document,))
    forms = {form for word in words for form in (word, word[:-1] if word.endswith("s") else f"{word}s")}
    return any(inquiry.corpus.find(form, scope, limit=1) for form in forms)


def _tells_a_sum(one: Sentence) -> bool:
    """Whether it tells a sum of money, or gives a number where it was asked for one."""
    text = _HALF.sub(" ", one.text)
    return is_sum(text) or bool(one.asked and _SUMS.search(one.asked.text) and is_sum(f"{text} dollars"))


def _nearness(inquiry: Inquiry, one: Sentence, matter: frozenset[str]) -> int:
    """How near the matter is named, most of it; 0 where it is not."""
    asked = one.asked.turn.text if one.asked else ""
    if _holds(f"{one.text} {one.before} {asked}", matter):
        return _SAID
    if _holds(one.turn.text, matter):
        return _IN_TURN
    if _holds(one.document.name, matter):
        return _BEFORE
    first = max(0, one.turn.index - _TURNS)
    for turn in reversed(inquiry.corpus.turns(one.document.document, first, one.turn.index)[:-1]):
        said = [turn.text[start:end] for start, end in spans(turn.text)]
        # "Item two, the roof.": what was spoken of before is done with.
        on = [number for number, text in enumerate(said) if goes_on(text)]
        if _holds(" ".join(said[on[-1] :] if on else said), matter):
            return _BEFORE
        if on:
            break
    return 0


def _holds(text: str, matter: frozenset[str]) -> bool:
    return 2 * len(matter & terms_of(text)) >= len(matter)


def _of_the_dead(by_document: Mapping[str, Sequence[Sentence]], where: frozenset[str], wanted: Shape) -> Facts | None:
    """Numbers of those who died, there."""

    def speaks(one: Sentence) -> bool:
        asked = one.asked.turn.text if one.asked else ""
        died = _OF_THE_DEAD & terms_of(f"{one.text} {one.before} {asked}")
        around = terms_of(f"{one.document.name} {one.turn.text} {asked}")
        return bool(died and (where & around or not where))

    facts = {name: [one for one in own if wanted.fits(one.text)] for name, own in by_document.items()}
    having = {name: [one for one in own if speaks(one)] for name, own in facts.items()}
    kept = {name: _with_the_next(some, facts[name]) for name, some in having.items() if some}
    return Facts(kept, {}) if len(kept) > 1 else None
