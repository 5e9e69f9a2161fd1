"""Which transcripts there are, of what date, and how long: from what the index knows of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering import places
from qa.answering.inquiry import Inquiry
from qa.answering.tallies import LISTED, by_date, listed, many, opened_at, opening
from qa.answering.wording import names_of
from qa.models import Answer, Document, Mention, Scope
from qa.questions.occasions import Fact, Occasion
from qa.render import clock, long_date
from qa.resolution.references import documents_called

_AT_THE_END = 20


def answer(inquiry: Inquiry, occasion: Occasion) -> Answer | None:
    """A line a transcript; None where what is called so is none of them, but perhaps spoken of in one."""
    paths = documents_called(occasion.called, inquiry.there)
    documents = by_date(one for one in inquiry.there if one.document in paths)
    if occasion.fact in (Fact.LONGEST, Fact.SHORTEST):
        documents.sort(key=lambda one: one.words, reverse=occasion.fact is Fact.LONGEST)
    of_one = occasion.fact in (Fact.DATE, Fact.LENGTH, Fact.PLACE)
    if not documents or (len(documents) > 1 and not occasion.called and of_one):
        return None
    if occasion.fact is Fact.PLACE:
        return places.answer(inquiry, documents)
    scope = replace(inquiry.given, documents=tuple(one.document for one in documents))
    return listing(inquiry, scope, documents, occasion.fact)


def listing(inquiry: Inquiry, scope: Scope, documents: Sequence[Document], fact: Fact) -> Answer:
    """What is asked of each of these documents, in their order, and how many they are."""
    lines, citations = opened_at((_line(inquiry, one, fact), opening(inquiry, one)) for one in documents[:LISTED])
    if len(documents) > LISTED:
        lines.append(f"… and {len(documents) - LISTED} more")
    heading = [] if len(documents) == 1 and fact is not Fact.TITLES else [_heading(fact, documents, scope)]
    evidence = [Mention(one.document, one.turn, one.start, one.end) for one in citations]
    return listed(inquiry, [*heading, *lines], citations, scope, count=len(documents), evidence=evidence)


def _heading(fact: Fact, documents: Sequence[Document], scope: Scope) -> str:
    who = f" with words of {names_of(scope.speakers)}" if scope.speakers else ""
    count = f"{many(len(documents), 'transcript')}{who}"
    if fact in (Fact.LONGEST, Fact.SHORTEST):
        return f"The {fact.value} of {count}, by words, is “{documents[0].name}”:"
    undated = sum(one.date is None for one in documents)
    order = ", by date" if not undated else f", by date; {undated} without one" if undated < len(documents) else ""
    return f"{count}{order if len(documents) > 1 else ''}:"


def _line(inquiry: Inquiry, document: Document, fact: Fact) -> str:
    name = f"“{document.name}”"
    date = long_date(document.date) if document.date else "without a date"
    if fact is Fact.DATE:
        return f"{name}: {date}"
    length = f"{many(document.turns, 'turn')}, {many(document.words, 'word')}"
    if fact is Fact.TITLES:
        return f"{name}, {date}: {many(len(document.speakers), 'speaker')}, {length}"
    runs = _seconds(inquiry, document)
    return f"{name}, {date}: {length}, {f'{clock(runs)} by its times' if runs else 'no times in it'}"


def _seconds(inquiry: Inquiry, document: Document) -> float | None:
    """From the first time in a transcript to the last; None where it has none."""
    turns = inquiry.corpus.turns(document.document, 0, _AT_THE_END - 1)
    begins = next((one.start for one in turns if one.start is not None), None)
    turns = inquiry.corpus.turns(document.document, max(0, document.turns - _AT_THE_END), document.turns - 1)
    ends = [time for one in turns for time in (one.start, one.end) if time is not None]
    return max(ends) - begins if ends and begins is not None else None
