"""An answer in parts, one a document or a speaker: all searched at once, so that what is said of the matter stands out.

Searched alone, the best of somebody who never speaks of it would look as good as the best of anybody else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa import selection
from qa.answering import direct
from qa.answering.direct import Evidence
from qa.answering.inquiry import Inquiry
from qa.candidates import Sentence
from qa.models import Scope
from qa.pool import Query
from qa.questions import Asked
from qa.selection import WIDE_REGION

SEARCHED = 60
# A part speaks of the matter where its best sentence comes near the best of all, the nearer the less likely it is that
# its best place is about it; or where that is likely, whatever the sentences say: they need not name it.
_ENOUGH, _PLACE, _LEAST_PLACE = 0.75, 0.1, 1e-5
_THERE, _SHARE_THERE = 0.3, 0.4
_SHARE = 0.66


@dataclass(frozen=True, slots=True)
class Part:
    """What one document holds on the matter, or one speaker says.

    Attributes:
        sentences: best first.
        place: how likely its best place is to be about the matter, as a share of the best of all.
        share: of the best sentence's score.
    """

    sentences: tuple[Sentence, ...]
    place: float
    share: float

    @property
    def worth(self) -> float:
        """How well it fits beside the others."""
        return self.share + _PLACE * math.log10(self.place)

    @property
    def speaks_of_it(self) -> bool:
        """Whether the matter is spoken of there at all."""
        return self.worth >= _ENOUGH or (self.place >= _THERE and self.share >= _SHARE_THERE)

    def chosen(self, words: int, most: int) -> list[Sentence]:
        """The sentences to quote: so many at most, and so many words."""
        return selection.choose(self.sentences, words=words, share=_SHARE, most=most)


def search(inquiry: Inquiry, asked: Asked, query: Query, scope: Scope) -> Evidence:
    """Everything that may belong to a part."""
    found = inquiry.find(scope, query, question=asked.question, k=SEARCHED)
    return direct.weigh(inquiry, asked, query, scope, found=found)


def part(own: Sequence[Sentence], everything: Sequence[Sentence]) -> Part:
    """The sentences of a part, weighed as if its best place were the best of all.

    Args:
        own: of the part, at least one.
        everything: of all parts, best first.
    """
    place = max(_LEAST_PLACE, *(one.region for one in own))
    alone = [replace(one, score=one.score + WIDE_REGION * (one.region / place - one.region)) for one in own]
    alone.sort(key=lambda one: (-one.score, one.place))
    return Part(tuple(alone), place, alone[0].score / everything[0].score)
