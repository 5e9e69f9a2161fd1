"""A number, a sum or a day that changes: where its matter is spoken of, for all numbers are alike by their meaning."""

from __future__ import annotations

from collections import Counter
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
from qa.resolution.names import tokens
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
# Who tells a fact at so many times at least, and so much more of it than the next, tells it at all of them; what that
# counts where no word of the matter is said, and of the best at one time what his or hers needs to be.
_AGAIN, _MORE, _UNNAMED, _RATHER, _NAMED = 2, 1.4, 0.3, 0.45, 0.5


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
    words = _of_what(topic)
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


def by_its_teller(
    found: Sequence[parts.Part], others: Sequence[parts.Part], topic: Sequence[str], wanted: Shape
) -> list[parts.Part]:
    """The parts, each with what is told by the one who tells the fact again and again, where there is such a one.

    Who reports the cost at every meeting does so at this one: other sums that are named around it are none of it.
    Where he or she tells nothing of the kind, the best of anybody's stays.

    Args:
        found: what speaks of the matter.
        others: what has the fact near where the matter is named, and may speak of it: where it is his or hers it does.
        topic: what it is about.
        wanted: what the fact looks like.
    """
    told = [_by_person(one, wanted) for one in found]
    weight: dict[str, float] = {}
    for people in told:
        top = max((own[0].score for own in people.values()), default=0.0)
        for name, own in people.items():
            tells = own[0].score / top * (_UNNAMED + max(one.coverage for one in own)) if top > 0 else 0.0
            weight[name] = weight.get(name, 0.0) + tells
    often = Counter(name for people in told for name in people)
    most = sorted(weight.items(), key=lambda pair: -pair[1])
    first, second = [*most, ("", 0.0), ("", 0.0)][:2]
    if often[first[0]] < _AGAIN or not first[0] or first[1] < _MORE * second[1]:
        return list(found)
    matter = terms_of(" ".join(_of_what(topic)))
    also = [(one, people) for one in others if first[0] in (people := _by_person(one, wanted))]
    return [_told_by(part, people, first[0], matter) for part, people in [*zip(found, told, strict=True), *also]]


def _of_what(topic: Sequence[str]) -> list[str]:
    """The words of a topic that say what it is a number, or a day, of."""
    return [word for word in topic if not (AMOUNT.fullmatch(word) or _DAYS.fullmatch(word) or is_stopword(word))]


def _by_person(part: parts.Part, wanted: Shape) -> dict[str, list[Sentence]]:
    """The facts of a part by whoever tells them, known by the last word of the name: MS VOSS is Helena Voss."""
    people: dict[str, list[Sentence]] = {}
    for one in part.sentences:
        who = one.turn.who
        name = tokens(who.person or who.label)[-1:] if who else ()
        if name and one.reports is None and wanted.fits(one.text):
            people.setdefault(name[0], []).append(one)
    return people


def _told_by(part: parts.Part, people: Mapping[str, list[Sentence]], name: str, matter: frozenset[str]) -> parts.Part:
    own, best = people.get(name, []), part.sentences[0]
    if not own or own[0].score < _RATHER * best.score:
        return replace(part, sentences=(best, *(one for one in part.sentences[1:] if one.place[:2] == best.place[:2])))

    def tells(one: Sentence) -> bool:
        if one.turn.who != own[0].turn.who or one.reports is not None:
            # Whoever names what it is a number of, or was asked for it, tells it as well.
            return one.coverage >= _NAMED or bool(matter and matter <= terms_of(one.text))
        return one.coverage > 0 or one.place[:2] == own[0].place[:2]

    return replace(part, sentences=tuple(one for one in part.sentences if tells(one)))


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
