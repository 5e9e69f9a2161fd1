"""One matter over time: what was said of it in each document, by date, so that a change can be seen."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from qa import selection
from qa.answering import abstaining, direct
from qa.answering.composing import compose
from qa.answering.direct import Evidence
from qa.answering.inquiry import Inquiry, names_of
from qa.candidates import Sentence
from qa.models import Answer, Citation, Document, Scope, Statement
from qa.names import tokens
from qa.questions import content_words
from qa.selection import WIDE_REGION

_MOST_DOCUMENTS = 8
_EACH = 3
_WORDS = 200
_FEWEST_WORDS = 50
# A document speaks of the matter where its best sentence comes near the best of all, the nearer the less likely it is
# that its best place is about it; or where that is likely, whatever the sentences say: they need not name it.
_ENOUGH, _PLACE, _LEAST_PLACE = 0.75, 0.1, 1e-5
_THERE, _SHARE_THERE = 0.3, 0.4
_SHARE = 0.66
_SEARCHED = 60
_CHANGING = re.compile(
    r"(?:over|time|chang\w*|evolv\w*|evolution|shift\w*|develop\w*|progress\w*|positions?|views?|stances?|opinions?|attitudes?|mind|"
    r"came|come|round|around|timeline|chronolog\w*|years?|months?|weeks?|still|now|later|first|originally|initially|"
    r"meetings?|hearings?|briefings?|sessions?|podcast|forum|autumn|spring|summer|winter|between|from|went|go|gone|moved?|"
    r"always|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"turn(?:ed)?|trajectory|assessment|approach|judge?ment|thinking|tone|line|beginning|end|(?:19|20)\d\d)$",
    re.IGNORECASE,
)

_AMOUNT = re.compile(
    r"\b(?:numbers?|costs?|prices?|figures?|amounts?|counts?|sizes?|rates?|shares?|budgets?|estimates?|revenues?|profits?|sales|"
    r"spending|totals?)\b",
    re.IGNORECASE,
)
# Where it was said is not what it was about: "from the podcast to the town forum".
_VENUE = re.compile(
    r"\b(?:from|to|at|in|between|and|since|until|by)\sthe\s(?:[\w'’-]+\s){0,2}"
    r"(?:podcast|forum|briefing|hearing|meeting|session|call|interview|conference|debate)s?\b",
    re.IGNORECASE,
)


def answer(inquiry: Inquiry) -> Answer | None:
    """A paragraph a document, by date; None where the question is no such after all."""
    people = inquiry.subject.speakers or tuple(one.who for _, meant in inquiry.people[:1] for one in meant)
    if inquiry.subject.absent and not people:
        return None
    allowed = inquiry.allowed(people)
    scope = replace(inquiry.scope, speakers=allowed) if allowed else inquiry.scope
    own = {word for who in people for word in tokens(f"{who.label} {who.person or ''}")}
    words = [word for word in content_words(_VENUE.sub("", inquiry.text)) if not set(tokens(word)) & own]
    topic = [word for word in words if not _CHANGING.match(word)] or words
    asked = replace(
        inquiry.asked,
        topic=tuple(topic),
        subject=names_of(people) if people else inquiry.asked.subject,
        wants="number" if _AMOUNT.search(inquiry.text) else inquiry.asked.wants,
        question=f"What does {names_of(people)} think about {' '.join(topic)}?" if people else " ".join(topic),
    )
    query = inquiry.query(asked.question)
    # Searched for at once: what stands out in a transcript that hardly speaks of it would pass for its best elsewhere.
    found = inquiry.find(scope, query, question=asked.question, k=_SEARCHED)
    overall = direct.weigh(inquiry, asked, query, scope, found=found)
    if not overall.bears_on_it:
        return abstaining.abstain(inquiry, overall.hits, scope, confidence=overall.confidence)
    kept = _by_document(inquiry, overall)
    if not kept:
        return abstaining.abstain(inquiry, overall.hits, scope, confidence=overall.confidence)
    return _told(inquiry, scope, kept, overall.confidence)


def _by_document(inquiry: Inquiry, overall: Evidence) -> list[tuple[Document, list[Sentence]]]:
    """The best sentences of each document that speaks of it, by date; what has no date comes last."""
    ranked: dict[str, list[Sentence]] = {}
    for one in overall.ranked:
        # What somebody else thinks is not what is asked for, where it is asked what somebody does.
        if one.reports is None or overall.asked.subject is None:
            ranked.setdefault(one.document.document, []).append(one)
    best: list[tuple[float, list[Sentence]]] = []
    for own in ranked.values():
        place = max(_LEAST_PLACE, *(one.region for one in own))
        # As if its best place were the best of all.
        alone = [replace(one, score=one.score + WIDE_REGION * (one.region / place - one.region)) for one in own]
        alone.sort(key=lambda one: (-one.score, one.place))
        share = alone[0].score / overall.ranked[0].score
        if (place >= _THERE and share >= _SHARE_THERE) or share + _PLACE * math.log10(place) >= _ENOUGH:
            best.append((share + _PLACE * math.log10(place), alone))
    best = sorted(best, key=lambda pair: -pair[0])[:_MOST_DOCUMENTS]
    room = max(_FEWEST_WORDS, _WORDS // max(1, len(best)))
    kept = [
        (inquiry.corpus.document(own[0].place[0]), selection.choose(own, words=room, share=_SHARE, most=_EACH))
        for _, own in best
    ]
    return sorted(kept, key=lambda pair: (pair[0].date is None, pair[0].date or "", pair[0].document))


def _told(
    inquiry: Inquiry, scope: Scope, kept: Sequence[tuple[Document, Sequence[Sentence]]], confidence: float
) -> Answer:
    texts: list[str] = []
    citations: list[Citation] = []
    statements: list[Statement] = []
    for document, chosen in kept:
        part = compose(chosen, first=len(citations) + 1)
        texts.append(part.text if len(kept) == 1 else _with_title(part.text, document))
        citations += part.citations
        statements += part.statements
    notes = ["Only one transcript speaks of this, so that no change can be seen."] if len(kept) == 1 else []
    return inquiry.made(
        "\n\n".join(texts), citations, confidence=confidence, statements=statements, scope=scope, notes=notes
    )


def _with_title(text: str, document: Document) -> str:
    """Each paragraph with the document's title in its introduction, where several documents follow one another."""
    who, colon, said = text.partition(": ")
    return f"{who}, in “{document.name}”{colon}{said}" if document.name not in who else text
