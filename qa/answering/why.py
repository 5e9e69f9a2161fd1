"""Why somebody is against something: what is said where that is spoken of, and against no other matter."""

from __future__ import annotations

from dataclasses import replace

from qa.answering.evidence import QUOTES, SHARE, WORDS, Evidence
from qa.answering.inquiry import Inquiry
from qa.extraction import selection
from qa.extraction.candidates import Sentence
from qa.lexical.analysis import terms_of
from qa.patterns import phrase
from qa.sentences import spans

_WHY = phrase(
    r"\bwhy (?:did|does|do|is|are|was|were|has|have|would) .+? "
    r"(?:oppos(?:e[sd]?|ing)|object(?:s|ed|ing)? to|reject(?:s|ed|ing)?|against|resist(?:s|ed|ing)?) .+"
)
_SIDE = frozenset(
    "oppose opposed opposes opposing object objects objected objecting reject rejects rejected rejecting against "
    "resist resists resisted resisting vote voted voting".split()
)
_AGAINST = phrase(
    r"(?<!\bnot )(?<!\blonger )\b(?:against|oppos(?:e[sd]?|ing)|object(?:ed|ing)? to|vot(?:e|ed|ing) no|"
    r"(?:cannot|can't|won't|will not|wouldn't|couldn't|don't|do not|didn't|did not|no longer) "
    r"(?:support|vote for|back|accept|like|want))\b"
)
# In a turn, so many sentences before and after one are of its matter; where it stands at the beginning, what it replies
# to is as well.
_AROUND, _BEGINNING = 2, 4
_ENOUGH = 1 / 3


def on_its_matter(inquiry: Inquiry, evidence: Evidence) -> Evidence:
    """The evidence for why somebody is against something, from where he or she is; none where that is another matter.

    "Why did Wick oppose the ferry?" is not answered by what he says against the pool.
    """
    if not inquiry.subject.speakers or not _WHY.search(" ".join(inquiry.text.split())):
        return evidence
    words = tuple(one for one in evidence.asked.topic if one.casefold() not in _SIDE)
    matter = frozenset(selection.topic_terms(replace(evidence.asked, topic=words)))
    if not matter:
        return evidence
    there = [one for one in evidence.ranked if _AGAINST.search(one.turn.text) and _is_on(inquiry, one, matter)]
    if there:
        chosen = selection.choose(there, words=WORDS, share=SHARE, most=QUOTES)
        return replace(evidence, chosen=chosen, takes_the_side=True)
    return evidence if any(_is_on(inquiry, one, matter) for one in evidence.chosen) else replace(evidence, chosen=[])


def _is_on(inquiry: Inquiry, one: Sentence, matter: frozenset[str]) -> bool:
    """Whether the matter is spoken of around a sentence, or in the turn before it."""
    there = spans(one.turn.text)
    at = next((place for place, (_, end) in enumerate(there) if end > one.start), 0)
    around = there[max(0, at - _AROUND) : at + _AROUND + 1]
    said = one.turn.text[around[0][0] : max(around[-1][1], one.end)] if around else one.text
    first = one.turn.index - 1
    before = inquiry.corpus.turns(one.document.document, first, first) if at < _BEGINNING and first >= 0 else []
    heard = terms_of(" ".join([said, *(turn.text for turn in before)]))
    return len(matter & heard) >= _ENOUGH * len(matter)
