"""What came of a meeting: every place where something is decided, given to do, or left open, by its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from qa.answering.inquiry import Inquiry
from qa.answering.settled import Found, asked_of, matter_of, on_matter, sentences_of
from qa.answering.tallies import Listing, by_document
from qa.extraction.candidates import Sentence
from qa.extraction.outcomes import (
    gives_to,
    goes_on,
    leaves_open,
    proposes,
    settles,
    settles_lightly,
    takes_on,
    votes,
)
from qa.extraction.reported import reported
from qa.models import Answer, Document, Scope, Turn, Who
from qa.questions.outcomes import Asked, Outcome, asked
from qa.resolution.names import tokens

_HEADINGS = {
    Outcome.DECIDED: "Decided, as far as the words tell:",
    Outcome.TO_DO: "To do, as far as the words tell:",
    Outcome.OPEN: "Left open, as far as the words tell:",
}
_QUOTED = 16
_CONFIDENCE = 0.8
# So far back a proposal may stand from the vote on it, and what it is about from something said by the way, or at all.
_SINCE, _ABOUT = 14, 6
_SAYS_LITTLE, _ALONE = 14, 3
_RESULT = 5


def answer(inquiry: Inquiry) -> Answer | None:
    """The places, by date; None where nothing of the kind is asked for, or nothing is found."""
    wanted = asked(inquiry.text)
    if wanted is None or inquiry.subject.absent or not inquiry.can_be_gone_through():
        return None
    people = _people(inquiry, wanted)
    told, scope = asked_of(inquiry, wanted.about)
    matter = matter_of(inquiry, wanted.about, people, told)
    there = by_document(inquiry.corpus.turns_in(scope))
    found: list[Found] = []
    for document, turns in there:
        ours = _of(wanted.outcome, document, turns, people)
        found += [one for one in ours if _by_whom(inquiry, one)]
    if matter:
        found = on_matter(found, {document.document: turns for document, turns in there}, matter)
    elif len(there) > 1 and not told:
        found = [one for one in found if one.sure]
    return _told(inquiry, wanted, scope, found) if found else None


def _people(inquiry: Inquiry, wanted: Asked) -> tuple[Who, ...]:
    """Whose task it is, where the question says so."""
    if wanted.outcome is not Outcome.TO_DO:
        return ()
    return tuple(dict.fromkeys(one.who for _, meant in inquiry.people.within(wanted.about) for one in meant))


def _by_whom(inquiry: Inquiry, one: Found) -> bool:
    allowed = inquiry.given.speakers
    return not allowed or all(sentence.turn.who in allowed for sentence in one.said)


def _of(outcome: Outcome, document: Document, turns: Sequence[Turn], people: Collection[Who]) -> list[Found]:
    match outcome:
        case Outcome.DECIDED:
            return list(_decided(document, turns))
        case Outcome.TO_DO:
            return list(_to_do(document, turns, people))
        case Outcome.OPEN:
            return [
                Found((one,), (turn.index - _ABOUT, 0), True)
                for turn in turns
                for one in sentences_of(document, turn)
                if leaves_open(one.text)
            ]


def _decided(document: Document, turns: Sequence[Turn]) -> Iterator[Found]:
    """Decisions, with what was proposed where the vote alone does not tell."""
    proposal: Sentence | None = None
    done = (0, 0)
    for turn in turns:
        said = sentences_of(document, turn)
        number = 0
        while number < len(said):
            one = said[number]
            sure = settles(one.text)
            if goes_on(one.text):
                done = (turn.index, one.start)
            if votes(one.text):
                result = said[number : number + _RESULT]
                # Whom the chair goes on to is another matter.
                settled = [at for at, each in enumerate(result) if settles(each.text)]
                last = settled[-1] if settled else min(3, len(result) - 1)
                whole = replace(one, end=result[last].end)
                if last or (number and proposes(said[number - 1].text)):
                    yield Found(_with(proposal, whole, done), done, True)
                    proposal, done = (None, (turn.index, whole.end)) if settled else (proposal, done)
                number += last
            elif sure or settles_lightly(one.text):
                if len(one.text.split()) <= _ALONE and number + 1 < len(said):
                    one = replace(one, end=said[number + 1].end)  # "Agreed. The scanner fix is in the release."
                little = sure and len(one.text.split()) <= _SAYS_LITTLE
                since = done if sure else max(done, (turn.index - _ABOUT, 0))
                yield Found(_with(proposal if little else None, one, done), since, sure)
                proposal, done = (None, (turn.index, one.end)) if sure else (proposal, done)
            elif proposes(one.text):
                proposal = one
            number += 1


def _with(proposal: Sentence | None, result: Sentence, done: tuple[int, int]) -> tuple[Sentence, ...]:
    if proposal is None or proposal.place[1:] < done or result.turn.index - proposal.turn.index > _SINCE:
        return (result,)
    return proposal, result


def _to_do(document: Document, turns: Sequence[Turn], people: Collection[Who]) -> Iterator[Found]:
    """What somebody takes on or is given; of certain people only, where there are any."""
    called = {word for who in people for word in tokens(f"{who.label} {who.person or ''}")}
    for turn in turns:
        for one in sentences_of(document, turn):
            given = gives_to(one.text)
            if given is not None:
                theirs = not people or bool(called & set(tokens(" ".join(given) if given else one.text)))
            else:
                theirs = takes_on(one.text) and not one.text.endswith("?") and (not people or turn.who in people)
            if theirs and not reported(one.text):
                yield Found((one,), (turn.index - _ABOUT, 0), True)


def _told(inquiry: Inquiry, wanted: Asked, scope: Scope, found: Sequence[Found]) -> Answer:
    said = {each.place: each for one in found for each in one.said}
    several = len({document for document, _, _ in said}) > 1
    listing, known = Listing(_HEADINGS[wanted.outcome]), set[tuple[str, int, int]]()
    for group in _paragraphs(wanted, found):
        fresh = [each for each in group if each.place not in known]
        if fresh and len(listing.citations) < _QUOTED:
            listing.add(fresh, several=several)
            known.update(each.place for each in fresh)
    left = len(said) - len(known)
    notes = ["Of several transcripts; name one to hear all of it."] if left and several else []
    return listing.answer(
        inquiry, [*said.values()], scope, count=len(found), left=left, confidence=_CONFIDENCE, notes=notes
    )


def _paragraphs(wanted: Asked, found: Sequence[Found]) -> Iterator[list[Sentence]]:
    """What is quoted together: a decision with what was proposed; of the others all of one transcript."""
    if wanted.outcome is Outcome.DECIDED:
        yield from (list(one.said) for one in found)
        return
    there: dict[str, list[Sentence]] = {}
    for one in found:
        there.setdefault(one.said[0].document.document, []).extend(one.said)
    yield from there.values()
