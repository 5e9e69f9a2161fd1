"""An answer in parts, one a document or a speaker: all searched at once, so that what is said of the matter stands out.

Searched alone, the best of somebody who never speaks of it would look as good as the best of anybody else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering.evidence import ALIKE, Evidence, weigh
from qa.answering.inquiry import Inquiry
from qa.extraction import selection
from qa.extraction.candidates import Sentence
from qa.extraction.selection import weight_of_place
from qa.extraction.shapes import shape_of
from qa.extraction.stances import declares, takes_a_side, tells_of_change
from qa.extraction.stretches import Stretches, stretches
from qa.lexical.analysis import terms_of
from qa.models import Scope, Turn
from qa.pool import Query
from qa.questions.parsing import Asked
from qa.resolution.names import tokens

SEARCHED = 60
# A part speaks of the matter where its best sentence comes near the best of all, the nearer the less likely it is that
# its best place is about it; or where that is likely, whatever the sentences say: they need not name it.
_ENOUGH, _PLACE, _LEAST_PLACE = 0.55, 0.15, 1e-5
# Somebody's own words need less: they are at least whose they should be.
_ENOUGH_OF_SOMEBODY = 0.585
_THERE, _SHARE_THERE, _SHARE_UNDER = 0.3, 0.4, 0.25
_SHARE = 0.66
# So much of the matter whoever speaks where it is under discussion says, whatever the words; what that counts, and what
# it counts that something else is, come to in so many words, and the matter is not named.
_UNDER, _ON_IT, _OFF_IT, _NAMED = 0.8, 0.05, 0.12, 0.5
# "It's a small studio, too." is said there of nothing.
_LIKE = 0.2
# What it counts that somebody tells of a change, and that he takes a side.
_TELLS, _SIDE = 0.12, 0.06
_LINKS = frozenset("now then next so well okay right and the a an on to of about item".split())
# So many turns are gone through to see where it is.
_MOST_TURNS = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """What one document holds on the matter, or one speaker says.

    Attributes:
        sentences: best first.
        place: how likely its best place is to be about the matter, as a share of the best of all.
        share: of the best sentence's score.
        of_somebody: some people's words are asked for, and these are theirs.
    """

    sentences: tuple[Sentence, ...]
    place: float
    share: float
    of_somebody: bool

    @property
    def worth(self) -> float:
        """How well it fits beside the others."""
        return min(1.0, self.share) + _PLACE * math.log10(self.place)

    @property
    def speaks_of_it(self) -> bool:
        """Whether the matter is spoken of there at all."""
        enough = _ENOUGH_OF_SOMEBODY if self.of_somebody else _ENOUGH
        there = self.place >= _THERE and self.share >= _SHARE_THERE
        return self.worth >= enough or there or self.is_under_discussion or self.tells_where_he_stands

    @property
    def is_under_discussion(self) -> bool:
        """Whether its best stands where the matter is under discussion, and seems about it at all."""
        return self.sentences[0].under is True and self.share >= _SHARE_UNDER

    @property
    def tells_where_he_stands(self) -> bool:
        """Whether somebody asked about takes a side on the matter by its name, at however little length."""
        named = [one for one in self.sentences if one.alone >= 1] if self.of_somebody and self.names_it else []
        return any(takes_a_side(one.text) or tells_of_change(one.text) for one in named)

    @property
    def names_it(self) -> bool:
        """Whether every word of the matter is said there: of few places the last counts for nothing all the same."""
        return self.share >= _SHARE_THERE and any(one.alone >= 1 for one in self.sentences)

    def chosen(self, words: int, most: int) -> list[Sentence]:
        """The sentences to quote: so many at most, and so many words."""
        return selection.choose(self.sentences, words=words, share=_SHARE, most=most)


def search(inquiry: Inquiry, asked: Asked, scope: Scope) -> tuple[Evidence, Query]:
    """Everything that may belong to a part, and what was searched for.

    That is what `asked` asks, or the question in its own words where the former finds nothing that bears on the matter.
    """
    query = inquiry.query(asked.question)
    overall = _search(inquiry, asked, query, scope)
    if not overall.bears_on_it:
        query = inquiry.query(inquiry.text)
        overall = _search(inquiry, replace(asked, question=inquiry.text), query, scope)
    return replace(overall, ranked=_under_discussion(inquiry, overall)), query


def _under_discussion(inquiry: Inquiry, overall: Evidence) -> list[Sentence]:
    """The sentences, best first: of what is said where the matter is under discussion each is about it."""
    wanted = shape_of(overall.asked)
    # A number or a day stands where it stands, and so much else is said there.
    matter = [] if wanted and wanted.is_one_fact else selection.topic_terms(overall.asked)
    turns: dict[str, Sequence[Turn]] = {}
    room = _MOST_TURNS
    for one in overall.ranked if matter else ():
        path, count = one.document.document, one.document.turns
        if path not in turns and count <= room:
            turns[path] = inquiry.corpus.turns(path, 0, count)
            room -= count
    found = stretches(turns, matter)
    weighed = [_weighed(one, found) for one in overall.ranked]
    weighed = [one for one in weighed if one.under is not False or (one.cosine >= ALIKE and one.coverage)]
    return sorted(weighed, key=lambda one: (-one.score, one.place))


def _weighed(one: Sentence, found: Stretches) -> Sentence:
    tells = one.cosine >= _LIKE or one.coverage > 0 or takes_a_side(one.text) or tells_of_change(one.text)
    if one.place in found.under and tells:
        covered = max(one.coverage, _UNDER)
        score = one.score + _ON_IT + selection.WORDS * (covered - one.coverage)
        return replace(one, alone=max(one.alone, _UNDER), coverage=covered, score=score, under=True)
    off = one.place in found.elsewhere and one.alone < _NAMED
    return replace(one, score=one.score - _OFF_IT, under=False) if off else one


def _search(inquiry: Inquiry, asked: Asked, query: Query, scope: Scope) -> Evidence:
    found = inquiry.find(scope, query, question=asked.question, k=SEARCHED)
    seen = {hit.document for hit in found.hits}
    if len(found.hits) == SEARCHED and len(seen) < len(inquiry.corpus.documents(scope)):
        # So many places of a few documents hide the others: the best of each of those too.
        many = inquiry.find(scope, query, question=asked.question, k=SEARCHED, many=True)
        found = replace(found, hits=[*found.hits, *(hit for hit in many.hits if hit.document not in seen)])
    return weigh(inquiry, asked, query, scope, found=found)


def touches(one: Sentence) -> bool:
    """Whether a sentence is about the matter, by its words, its meaning, or what is under discussion."""
    return bool(one.under) or one.coverage > 0 or one.cosine >= ALIKE


def only_names(one: Sentence, topic: Sequence[str]) -> bool:
    """Whether a sentence says nothing but what the matter is called: "Now, the diesel."."""
    words = [word for word in tokens(one.text) if word not in _LINKS]
    return one.asked is None and bool(words) and terms_of(" ".join(words)) <= terms_of(" ".join(topic))


def with_sides(own: Sequence[Sentence], side: float = _SIDE) -> list[Sentence]:
    """The sentences, each counting more where somebody tells of a change in it, or takes a side on the matter.

    "I'm against it." is said of what is named in its turn.
    """
    named = {one.place[:2] for one in own if one.alone > 0}
    found: list[Sentence] = []
    for one in own:
        of_it = one.place[:2] in named and one.under is not False
        takes = side * (2 if one.under else 1) if (touches(one) or of_it) and takes_a_side(one.text) else 0.0
        takes += 2 * side if of_it and one.coverage == 0 and declares(one.text) else 0.0
        more = 0.0 if one.under is False else _TELLS if tells_of_change(one.text) else takes
        found.append(replace(one, score=one.score + more))
    return found


def part(own: Sequence[Sentence], overall: Evidence) -> Part:
    """The sentences of a part, at least one, weighed as if its best place were the best of all."""
    place = max(_LEAST_PLACE, *(one.region for one in own))
    weight = weight_of_place(overall.asked)
    alone = [replace(one, score=one.score + weight * (one.region / place - one.region)) for one in own]
    alone.sort(key=lambda one: (-one.score, one.place))
    best = overall.ranked[0].score
    share = alone[0].score / best if best > 0 else 0.0
    return Part(tuple(alone), place, share, overall.asked.subject is not None)


def with_the_next(some: Sequence[Sentence], own: Sequence[Sentence]) -> list[Sentence]:
    """Those of a part's sentences that are some, or stand just behind one: "Seven had died. It is now nine."."""
    ends = {(*one.place[:2], one.end) for one in some}
    return [one for one in own if one in some or {(*one.place[:2], one.start - gap) for gap in (1, 2)} & ends]
