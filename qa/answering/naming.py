"""Which names are said, by somebody or at all, and how often: from every turn, each with the place it is first said."""

from __future__ import annotations

from dataclasses import replace

from qa.answering.inquiry import Inquiry
from qa.answering.settled import asked_of, sentences_of
from qa.answering.tallies import LISTED, by_document, listed, many, opened_at, times
from qa.answering.wording import names_of
from qa.extraction.candidates import Sentence
from qa.extraction.naming import Named, names_in, together
from qa.models import Answer, Document, Mention, Turn
from qa.questions.kinds import Kind
from qa.questions.naming import asked

_ALIKE = "people, places and bodies are not told apart"


def answer(inquiry: Inquiry) -> Answer | None:
    """A line a name, the most frequent first; None where something else is asked, or of nobody who speaks."""
    of_whom = asked(inquiry.text)
    if of_whom is None or inquiry.subject.absent or inquiry.asks_of_nobody or not inquiry.can_be_gone_through():
        return None
    people = inquiry.allowed(inquiry.people.meant)
    if inquiry.people.meant and not people:
        return None
    _, scope = asked_of(inquiry, of_whom)
    scope = replace(scope, speakers=people or inquiry.given.speakers)
    said = [(document, turn) for document, turns in by_document(inquiry.corpus.turns_in(scope)) for turn in turns]
    found = together(names_in([turn.text for _, turn in said]))
    who = f" by {names_of(people)}" if people else ""
    where = inquiry.where()
    if not found:
        return inquiry.made(f"No names are said{who} in {where}.", abstained=True, count=0, scope=scope)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0].turn, item[1][0].start))
    lines, citations = opened_at(
        (name if len(places) == 1 else f"{name}: {times(len(places))}", _sentence(*said[places[0].turn], places[0]))
        for name, places in ranked[:LISTED]
    )
    if len(ranked) > LISTED:
        lines.append(f"… and {many(len(ranked) - LISTED, 'name')} more")
    is_said = "is" if len(found) == 1 else "are"
    heading = f"{many(len(found), 'name')} {is_said} said{who} in {where}; {_ALIKE}:"
    evidence = [
        Mention(document.document, turn.index, one.start, one.end)
        for _, places in ranked
        for one in places
        for document, turn in [said[one.turn]]
    ]
    made = listed(inquiry, [heading, *lines], citations, scope, count=len(found), evidence=evidence)
    return replace(made, kind=Kind.LIST.value)


def _sentence(document: Document, turn: Turn, place: Named) -> Sentence:
    return next(one for one in sentences_of(document, turn) if one.start <= place.start < one.end)
