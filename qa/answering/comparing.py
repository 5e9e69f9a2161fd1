"""Several people on one matter: a section for each, all searched at once, or that no statement was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering import abstaining, parts, sides, siding, then
from qa.answering.composing import compose
from qa.answering.evidence import MORE_QUOTES, MORE_WORDS, Evidence, bears_on, weigh
from qa.answering.inquiry import Inquiry, without
from qa.answering.tallies import Person, folded
from qa.answering.wording import in_a_row, names_of
from qa.extraction.candidates import Sentence
from qa.extraction.stances import takes_a_side
from qa.lexical.analysis import terms_of
from qa.models import Answer, Citation, Scope, Statement, Who
from qa.patterns import phrase
from qa.pool import Query
from qa.questions.contrasts import compares_everybody
from qa.questions.groups import group, without_group
from qa.questions.kinds import Kind
from qa.questions.parsing import Asked, content_words
from qa.resolution.names import HONORIFICS, is_family, tokens, words_of
from qa.resolution.references import words_naming

_WORDS = 260
_FEWEST_WORDS = 50
_QUOTES = 6
_MOST_PEOPLE = 8
_AS_NEAR, _SAYS_ENOUGH = 0.45, 6
# What it counts that somebody says what he is for or against, or that he agrees, or does not.
_DECLARED, _SIDES = 0.25, 0.08
# What is said where it is spoken of so much is on it, in whatever words.
_SPOKEN_OF = 0.7
_COUNTS = phrase(r"\b(?:numbers?|figures?|tall(?:y|ies)|counts?|estimates?|costs?|prices?|totals?|sums?)\b")
# What a comparison says of itself, and not of its matter.
_COMPARING = frozenset(
    (
        "compare compares compared comparing comparison contrast contrasts contrasted contrasting versus vs differ "
        "differs differed difference differences different differently disagree disagrees disagreed disagreement agree "
        "agrees agreed agreement common next side each both respective respectively opposing odds contradict "
        "contradicts case objection objections put set against how where what do does did on about their views view "
        "see eye same page part ways loggerheads mind "
        "divide divides divided separate beside alongside daylight gap split clash company quarrel dispute over who "
        "argued argue whether versus tally square far apart line up alike "
        "account accounts for favour favor opposed supported supporting "
        "account accounts reasons reason share shares surer more less than as sure each opposite side sides"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody compared: the name as asked, and who is meant; nobody where that person does not speak."""

    name: str
    speakers: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All that may bear on the matter somewhere, and what each party says of it there."""

    overall: Evidence
    statements: list[tuple[Party, list[Sentence]]]

    @property
    def quoted(self) -> list[Sentence]:
        """What is quoted of all of them."""
        return [one for _, chosen in self.statements for one in chosen]

    @property
    def by_any(self) -> bool:
        """Whether the matter is spoken of, and by one of them."""
        return self.overall.bears_on_it and any(chosen for _, chosen in self.statements)

    @property
    def by_all(self) -> bool:
        """Whether each of them speaks of it."""
        return self.overall.bears_on_it and all(chosen for _, chosen in self.statements)

    def of_who_speaks_of_it(self) -> Found:
        """Only what comes near the best of all, and whoever says it: nobody was named."""
        least = _AS_NEAR * max((one.score for one in self.overall.ranked[:1]), default=0.0)
        near = {one.place for one in self.overall.ranked if one.score >= least}
        kept = [(party, [one for one in chosen if one.place in near]) for party, chosen in self.statements]
        return replace(self, statements=[pair for pair in kept if pair[1]])


def answer(inquiry: Inquiry) -> Answer | None:
    """A section a person; None where the question does not name several people after all.

    Who agreed with one person is told by those who say so.
    """
    if sided := siding.answer(inquiry):
        return sided
    parties = _parties(inquiry)
    topic = _topic(inquiry, parties)
    asked = replace(inquiry.asked, topic=tuple(topic), subject=None)
    # Without the names, which are in every introduction.
    asked = replace(asked, question=f"What do they think about {' '.join(topic)}?")
    of_everybody = len(parties) < 2 and compares_everybody(inquiry.text)
    if of_everybody:
        parties = _who_spoke_of_it(inquiry, asked)
    if len(parties) < 2:
        return None
    everybody = inquiry.allowed(dict.fromkeys(who for party in parties for who in party.speakers))
    if not everybody:
        return _nothing(inquiry, parties)
    wants = "number" if _COUNTS.search(inquiry.text) else asked.wants
    asked = replace(asked, subject=names_of(everybody), wants=wants)
    there = _at_that_time(inquiry, parties)
    found = _found(inquiry, asked, parties, there) if there else None
    before = ""
    if found is None or not found.by_all:
        found = _found(inquiry, asked, parties, inquiry.scope)
        found = found.of_who_speaks_of_it() if of_everybody else found
        before = then.not_by_all(inquiry, found.quoted)
    return _told(inquiry, found, before) if found.by_any else _nothing(inquiry, parties, found.overall)


def _at_that_time(inquiry: Inquiry, parties: Sequence[Party]) -> Scope | None:
    """The transcripts of a date that the question has, where all of them speak there."""
    documents = inquiry.time.documents if inquiry.time else inquiry.dated
    heard = {one.who: {*documents}.intersection(one.documents) for one in inquiry.speakers}
    there = all(any(heard.get(who) for who in party.speakers) for party in parties)
    return replace(inquiry.scope, documents=documents) if documents and there else None


def _found(inquiry: Inquiry, asked: Asked, parties: Sequence[Party], scope: Scope) -> Found:
    people = inquiry.allowed(dict.fromkeys(who for party in parties for who in party.speakers))
    within = replace(scope, speakers=people)
    overall, query = parts.search(inquiry, asked, within)
    if asked.topic and not asked.wants:
        overall = replace(overall, ranked=_with_sides(inquiry, overall))
    words = max(_FEWEST_WORDS, _WORDS // len(parties))
    return Found(overall, [(party, _statements(inquiry, party, overall, query, words, scope)) for party in parties])


def _statements(
    inquiry: Inquiry, party: Party, overall: Evidence, query: Query, words: int, scope: Scope
) -> list[Sentence]:
    """What a party says on the matter; nothing where it says nothing on it."""
    speakers = inquiry.allowed(party.speakers)
    own = [one for one in overall.ranked if one.turn.who in speakers]
    if not own:
        return _by_themselves(inquiry, speakers, overall, query, scope)
    part = parts.part(own, overall)
    detail = inquiry.task.detail
    chosen = part.chosen(MORE_WORDS if detail else words, MORE_QUOTES if detail else _QUOTES)
    if not (part.speaks_of_it or bears_on(chosen, overall.asked)):
        return []
    if overall.asked.topic and not overall.asked.wants:
        # Where he or she is near when it is spoken of, and says nothing on it, that is no statement.
        if not any(parts.touches(one) or siding.sides(one.text) or _goes_on(one) for one in chosen):
            return []
        chosen = [one for one in chosen if not parts.only_names(one, overall.asked.topic)]
    return [*chosen, *_last_named(own, chosen)]


def _goes_on(one: Sentence) -> bool:
    """Whether a sentence is on what is spoken of there; who takes a side in it takes it on what it names."""
    return one.region >= _SPOKEN_OF and not takes_a_side(one.text)


def _with_sides(inquiry: Inquiry, overall: Evidence) -> list[Sentence]:
    """All that may bear on a matter, best first; where somebody says what he is for or against counts more."""
    documents = tuple(dict.fromkeys(one.document.document for one in overall.ranked))
    matter = terms_of(" ".join(overall.asked.topic))
    declared = {one.place for one in sides.declared(inquiry, documents, matter)}
    found = [
        replace(
            one, score=one.score + (_DECLARED if one.place in declared else _SIDES if siding.sides(one.text) else 0)
        )
        for one in parts.with_sides(overall.ranked)
    ]
    return sorted(found, key=lambda one: (-one.score, one.place))


def _last_named(own: Sequence[Sentence], chosen: Sequence[Sentence]) -> list[Sentence]:
    """Where somebody names the whole matter after all that is quoted: he may have come round since."""
    until = max((one.document.date or "" for one in chosen if one.alone >= 1 or not one.under), default="")
    later = [one for one in own if (one.document.date or "") > until and one.alone >= 1 and one.reports is None]
    later = [one for one in later if len(one.text.split()) >= _SAYS_ENOUGH]
    return parts.with_the_next(sorted(later, key=lambda one: one.document.date or "")[-1:], own)


def _by_themselves(
    inquiry: Inquiry, speakers: Sequence[Who], overall: Evidence, query: Query, scope: Scope
) -> list[Sentence]:
    """What somebody says who does not come up beside those that speak of the matter all the time."""
    if not speakers:
        return []
    alone = weigh(inquiry, overall.asked, query, replace(scope, speakers=tuple(speakers)))
    return alone.chosen[:_QUOTES] if bears_on(alone.chosen, overall.asked) else []


def _told(inquiry: Inquiry, found: Found, before: str) -> Answer:
    texts: list[str] = []
    citations: list[Citation] = []
    statements: list[Statement] = []
    for party, chosen in found.statements:
        if chosen:
            part = compose(chosen, first=len(citations) + 1, in_order=len({one.place[0] for one in chosen}) > 1)
            texts.append(part.text)
            citations += part.citations
            statements += part.statements
        elif party.speakers and not inquiry.allowed(party.speakers):
            texts.append(f"{party.name} is not among the speakers asked about.")
        elif party.speakers:
            name = party.name if party.name[:1].isupper() else names_of(party.speakers[:1])
            texts.append(f"{name}: no statement on this was found.")
        else:
            texts.append(f"{party.name} does not speak in {inquiry.where()}.")
    whole = inquiry.made(
        before + "\n\n".join(texts), citations, confidence=found.overall.confidence, statements=statements,
        notes=inquiry.people.several(inquiry.people.named),
    )  # fmt: skip
    return replace(whole, kind=Kind.COMPARE.value)


def _nothing(inquiry: Inquiry, parties: Sequence[Party], overall: Evidence | None = None) -> Answer:
    people = in_a_row([party.name for party in parties])
    none = "Neither" if len(parties) == 2 else "None"
    return abstaining.abstain(
        inquiry,
        overall.hits if overall else (),
        inquiry.scope,
        reason=f"{none} of {people} says anything that answers this.",
        confidence=overall.confidence if overall else 0.0,
    )


def _parties(inquiry: Inquiry) -> list[Party]:
    """Whoever is named; where some people's words are asked for, these: "What did Ann and Bob say about Eve?"."""
    parties = [Party(name, tuple(one.who for one in meant)) for name, meant in inquiry.people.named[:_MOST_PEOPLE]]
    if len(parties) == 1 and is_family(parties[0].name, inquiry.people.named[0][1]):
        of_it: dict[Person, list[Who]] = {}
        for who in parties[0].speakers:
            of_it.setdefault(folded(who), []).append(who)
        return [Party(whos[0].label, tuple(whos)) for whos in of_it.values()]
    subject = inquiry.asked.subject
    if inquiry.task.kind is not Kind.DIRECT or not subject:
        return parties
    return [party for party in parties if party.name.casefold() in subject.casefold()]


def _topic(inquiry: Inquiry, parties: Sequence[Party]) -> list[str]:
    own = {word for name, _ in inquiry.people.named for word in tokens(name)}
    own |= {word for party in parties for word in tokens(party.name)}
    # "Ann (March 2023)": where each is heard, and not what about.
    text = re.sub(r"\([^()]*\)", " ", without_group(inquiry.text))
    # Nor is when.
    there = [one for one in inquiry.documents if one.document in inquiry.dated]
    dates = words_naming(inquiry.text, there) | then.words_of_time(inquiry)
    return [
        word
        for word in without(inquiry.matter(content_words(text)), dates)
        if word.casefold() not in _COMPARING and not set(tokens(word)) & own and tokens(word)[0] not in HONORIFICS
    ]


def _who_spoke_of_it(inquiry: Inquiry, asked: Asked) -> list[Party]:
    """Those who speak of the matter, whoever does most of it first, when nobody is named; only those of a sort."""
    sort = group(inquiry.text)
    of_it = [one.who for one in inquiry.speakers if sort and sort in words_of(one.label)]
    scope = replace(inquiry.scope, speakers=inquiry.allowed(of_it)) if len(of_it) > 1 else inquiry.scope
    overall, _ = parts.search(inquiry, asked, scope)
    if not (overall.bears_on_it if sort is None else overall.enough):
        return []
    heard: dict[Person, list[Sentence]] = {}
    for one in overall.ranked:
        if one.turn.who is not None:
            heard.setdefault(folded(one.turn.who), []).append(one)
    found = [parts.part(own, overall) for own in heard.values()]
    best = sorted((one for one in found if one.speaks_of_it), key=lambda one: -one.worth)
    people = [list(dict.fromkeys(each.turn.who for each in one.sentences if each.turn.who)) for one in best]
    return [Party(whos[0].label, tuple(whos)) for whos in people[:_MOST_PEOPLE]]
