"""What somebody promised, left unanswered, denied, admitted, corrected or wanted: every place that does so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering.inquiry import Inquiry
from qa.answering.settled import matter_of
from qa.answering.tallies import Listing, by_document, many
from qa.answering.wording import names_of, verb
from qa.extraction.acts import announces_a_correction, may_perform, performs
from qa.extraction.candidates import Sentence, is_questioner, of_turn
from qa.lexical.analysis import terms_of
from qa.models import Answer, Scope, Who
from qa.questions.acts import Act, Asked, asked
from qa.sentences import spans

_QUOTED = 14
# Of somebody, singular and plural; of anybody; and that there is none.
_HEADINGS = {
    Act.PROMISE: ("promises", "promise", "Promised", "promise"),
    Act.DECLINE: ("leaves open, or declines to answer", "leave open, or decline to answer", "Left open", "refusal"),
    Act.DENY: ("denies", "deny", "Denied", "denial"),
    Act.ADMIT: ("admits", "admit", "Admitted", "admission"),
    Act.CORRECT: ("corrects", "correct", "Corrected", "correction"),
    Act.WANT: ("wants", "want", "Wanted", "wish"),
}
_CONFIDENCE = 0.8


def answer(inquiry: Inquiry) -> Answer | None:
    """The places, by date; None where nothing of the kind is asked for, or nothing is found on a given matter."""
    wanted = asked(inquiry.text)
    if wanted is None or inquiry.subject.absent:
        return None
    people = inquiry.allowed(_people(inquiry, wanted))
    if wanted.name and not people:
        return None
    scope = replace(inquiry.scope, speakers=people) if people else inquiry.scope
    if not people and not inquiry.can_be_gone_through(scope):
        return None
    matter = matter_of(inquiry, wanted.about, people, inquiry.named)
    found = [turn for turn in _found(inquiry, wanted.act, scope) if not matter or _is_on(turn, matter)]
    if not found:
        return None if matter else _none(inquiry, wanted.act, scope)
    return _told(inquiry, wanted, scope, found)


def _people(inquiry: Inquiry, wanted: Asked) -> tuple[Who, ...]:
    if wanted.name is None:
        return inquiry.given.speakers
    if inquiry.subject.speakers:
        return inquiry.subject.speakers
    return tuple(dict.fromkeys(one.who for _, meant in inquiry.people.within(wanted.name) for one in meant))


def _found(inquiry: Inquiry, act: Act, scope: Scope) -> Iterator[list[Sentence]]:
    """The sentences that do it, turn by turn, by date."""
    may = (
        (document, turn)
        for document, turn in inquiry.corpus.turns_in(scope)
        if may_perform(act, turn.text) and not is_questioner(turn.speaker)
    )
    for document, turns in by_document(may):
        for turn in turns:
            before = inquiry.corpus.turns(document.document, turn.index - 1, turn.index - 1) if turn.index else []
            said = of_turn(document, turn, before[0] if before else None, 1.0)
            doing = [one for one in said if performs(act, one)]
            if doing:
                yield _corrections(doing) if act is Act.CORRECT else doing


def _corrections(doing: Sequence[Sentence]) -> list[Sentence]:
    """Corrections with the mistake, which stands before them or is named by them, and what is right."""
    there = spans(doing[0].turn.text)
    starts = [start for start, _ in there]
    found: list[Sentence] = []
    for one in doing:
        at = starts.index(one.start)
        first = at if announces_a_correction(one.text) else max(0, at - 1)
        last = min(len(there) - 1, at + (2 if first == at else 1))
        if found and there[first][0] <= found[-1].end:
            found[-1] = replace(found[-1], end=max(found[-1].end, there[last][1]))
        else:
            found.append(replace(one, start=there[first][0], end=there[last][1], first_end=one.end))
    return found


def _is_on(said: Sequence[Sentence], matter: frozenset[str]) -> bool:
    """Whether a turn, or what it replies to, speaks of the matter."""
    put = " ".join(one.asked.text for one in said if one.asked)
    held = matter & terms_of(f"{put} {said[0].turn.text}")
    return 2 * len(held) >= len(matter)


def _told(inquiry: Inquiry, wanted: Asked, scope: Scope, found: Sequence[Sequence[Sentence]]) -> Answer:
    one, several, anybody, _ = _HEADINGS[wanted.act]
    heading = f"{names_of(scope.speakers)} {verb(scope.speakers, one, several)}" if scope.speakers else anybody
    if wanted.how_often:
        heading += f", {many(len(found), 'time')}, as far as the words tell"
    there: dict[str, list[Sentence]] = {}
    for said in found:
        if sum(map(len, there.values())) < _QUOTED:
            there.setdefault(said[0].document.document, []).extend(said)
    listing = Listing(f"{heading}:")
    for sentences in there.values():
        listing.add(sentences, several=len(there) > 1)
    places = [each for said in found for each in said]
    left = len(places) - sum(map(len, there.values()))
    return listing.answer(inquiry, places, scope, count=len(found), left=left, confidence=_CONFIDENCE)


def _none(inquiry: Inquiry, act: Act, scope: Scope) -> Answer:
    who = f" in what {names_of(scope.speakers)} {verb(scope.speakers, 'says', 'say')}" if scope.speakers else ""
    reason = f"No {_HEADINGS[act][3]} in so many words was found{who}. Searched {inquiry.where()}."
    return inquiry.made(reason, abstained=True, scope=scope)
