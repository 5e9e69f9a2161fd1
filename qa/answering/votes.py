"""Votes and motions: what was moved, by whom, who seconded it, who voted how, and what came of it, by the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from qa.answering.inquiry import Inquiry
from qa.answering.settled import Found, asked_of, matter_of, of_no_other, on_matter, sentences_of, spoken_of
from qa.answering.tallies import Listing, by_document
from qa.extraction.candidates import Sentence
from qa.extraction.outcomes import goes_on, settles, votes
from qa.extraction.votes import calls, choice_of, moves, seconds, tells_of_a_motion
from qa.models import Answer, Document, Scope, Turn, Who
from qa.patterns import phrase
from qa.questions.votes import Choice, Part, asked
from qa.resolution.named import speakers_named
from qa.resolution.names import is_title, surnames, tokens

_SECONDS = ("seconded", "I second", "I'll second", "second it", "second that", "seconder")
_HEADINGS = {
    Part.CAST: "Votes, as far as the words tell:",
    Part.WHOLE: "The vote, as far as the words tell:",
    Part.MOTIONS: "Motions, as far as the words tell:",
    Part.MOVED: "Moved, as far as the words tell:",
    Part.SECONDED: "Seconded, as far as the words tell:",
}
_SO = {Choice.FOR: "for", Choice.AGAINST: "against", Choice.NEITHER: "to abstain"}
_QUOTED = 24
_CONFIDENCE = 0.8
# So far back what is moved may stand from what is said on it, and the last vote from the result.
_SINCE, _AFTER = 14, 6
_RESULT = 5
_A_ROLL = 2
_OF_VOTING = phrase(
    r"\b(?:vot(?:e[sd]?|ing)|motions?|items?|proposals?|resolutions?|amendments?|second(?:ed|s)|decided?|moved)\b"
)
_FAILS = phrase(r"\b(?:fail(?:s|ed)?|los(?:es|t)|defeated|rejected|voted down)\b")
_AMENDS = phrase(r"\bamend")
# "The ayes are three, the noes one. The amendment is adopted."
_COUNT = phrase(r"\b(?:ayes|noes|nays|yeas|in favou?r|against|opposed|abstentions?)\b")
# Whoever says "yes" to his or her name before that is there.
_QUORUM = phrase(r"\bquorum\b")


@dataclass(frozen=True, slots=True)
class _Cast:
    call: Sentence
    vote: Sentence
    choice: Choice


@dataclass(slots=True)
class _Ballot:
    """What is put to the vote, from the motion to the result, as far as each is said."""

    since: tuple[int, int]
    motion: Sentence | None = None
    second: Sentence | None = None
    cast: list[_Cast] = field(default_factory=list)
    result: Sentence | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is more than somebody's wish, or a "yes" to one's name."""
        called = len(self.cast) >= _A_ROLL and (self.motion or self.result)
        return bool(called or (self.motion and (self.second or self.result)))

    @property
    def passes(self) -> bool | None:
        """Whether it does, as far as the result tells."""
        return None if self.result is None else _FAILS.search(self.result.text) is None

    @property
    def last(self) -> int:
        """The turn that it has come to."""
        every = [self.motion, self.second, *(one.vote for one in self.cast)]
        return max((one.turn.index for one in every if one), default=-1)

    def told(self, part: Part, cast: Sequence[_Cast]) -> tuple[Sentence, ...]:
        """What of it is quoted, in order; nothing where what is asked for is not heard."""
        every: list[Sentence | None]
        match part:
            case Part.MOVED:
                every = [self.motion]
            case Part.MOTIONS:
                every = [self.motion, self.result] if self.motion else []
            case Part.SECONDED:
                every = [self.motion, self.second] if self.second else []
            case Part.CAST:
                every = [self.motion, *(one.vote for one in cast), self.result]
            case Part.WHOLE:
                every = [self.motion, self.second, *(one.vote for one in cast), self.result]
        return tuple({one.place: one for one in every if one}.values())


def answer(inquiry: Inquiry) -> Answer | None:
    """The votes, by date; None where none is asked for, or nothing is found."""
    wanted = asked(inquiry.text)
    if wanted is None or not inquiry.can_be_gone_through():
        return None
    if inquiry.subject.absent and not wanted.who:
        return None
    told, scope = asked_of(inquiry, wanted.about)
    voters = _voters(inquiry, wanted.who)
    names = surnames(voters)
    if wanted.who and not voters and not (names := _silent(wanted.who)):
        return None
    held = by_document(inquiry.corpus.turns_in(scope))
    turns = {document.document: own for document, own in held}
    matter = matter_of(inquiry, _OF_VOTING.sub(" ", wanted.about), voters, told)
    found: list[Found] = []
    otherwise: set[tuple[tuple[str, int, int], ...]] = set()
    for document, own in held:
        there: list[Found] = []
        for ballot in _held(document, own):
            if wanted.passed is not None and ballot.passes is not wanted.passed:
                continue
            cast = [one for one in ballot.cast if not names or one.vote.turn.who in voters]
            if names and not cast and not _is_told(ballot, names):
                continue
            votes_so = [one for one in cast if wanted.choice in (None, one.choice)]
            if said := ballot.told(wanted.part, votes_so):
                there.append(Found(said, ballot.since, True))
                if (cast and not votes_so) or (wanted.choice is Choice.NEITHER and not _abstains(ballot, votes_so)):
                    otherwise.add(_places(said))
        # A matter is voted on in several meetings, however much was said of it in each.
        found += on_matter(there, turns, matter) if matter else there
    found = of_no_other(found, matter)
    if matter and any(one.names(matter) for one in found):
        found = [one for one in found if one.names(matter) or len(spoken_of(one, turns, matter)) > 1]
    if _AMENDS.search(inquiry.text) and any(map(_is_amendment, found)):
        found = [one for one in found if _is_amendment(one)]
    so = [one for one in found if _places(one.said) not in otherwise]
    heading = _HEADINGS[wanted.part]
    if found and not so and wanted.choice:
        heading = f"Nobody is heard to vote {_SO[wanted.choice]}; what was voted on:"
    kept = [replace(one, said=_allowed(inquiry, one.said)) for one in so or found]
    kept = [one for one in kept if one.said]
    if kept:
        return _told(inquiry, heading, scope, kept)
    if wanted.part is Part.MOTIONS:
        came = {None: "be made", True: "pass", False: "fail"}[wanted.passed]
        return inquiry.made(f"No motion is heard to {came} in {inquiry.where()}.", abstained=True, scope=scope)
    # "A second person" is no answer to who seconded it.
    if wanted.part is not Part.SECONDED or any(inquiry.corpus.find(word, scope, limit=1) for word in _SECONDS):
        return None
    return inquiry.made(f"Nobody is heard to second anything in {inquiry.where()}.", abstained=True, scope=scope)


def _voters(inquiry: Inquiry, written: str) -> list[Who]:
    """Who is asked for; of "Senator Pike" where no Pike speaks, no senator is meant."""
    last = tokens(written)[-1:]
    named = speakers_named(written, inquiry.speakers)
    return [one.who for name, meant in named for one in meant if set(last) <= set(tokens(name))]


def _is_amendment(one: Found) -> bool:
    return any(_AMENDS.search(each.text) for each in one.said)


def _silent(written: str) -> set[str]:
    """The surname of somebody who does not speak: "Those in favour? Senator Crewe." tells how Crewe voted."""
    *_, last = written.split()
    return set(tokens(last)) if last[0].isupper() and not is_title(last) else set()


def _is_told(ballot: _Ballot, names: Set[str]) -> bool:
    """Whether the result names somebody: "Any against? Cllr Reed against. Carried."."""
    return ballot.result is not None and not names.isdisjoint(tokens(ballot.result.text))


def _abstains(ballot: _Ballot, cast: Sequence[_Cast]) -> bool:
    return bool(cast) or (ballot.result is not None and "abst" in ballot.result.text.casefold())


def _places(said: Sequence[Sentence]) -> tuple[tuple[str, int, int], ...]:
    return tuple(one.place for one in said)


def _allowed(inquiry: Inquiry, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
    allowed = inquiry.given.speakers
    return tuple(one for one in said if not allowed or one.turn.who in allowed)


def _held(document: Document, turns: Sequence[Turn]) -> Iterator[_Ballot]:
    """What is put to the vote in a document."""
    ballot = _Ballot((0, 0))
    call: Sentence | None = None
    for turn in turns:
        whole = said = sentences_of(document, turn)
        if call and said and (choice := choice_of(said[0].text)) and calls(call.text, turn.speaker):
            ballot.cast.append(_Cast(call, said[0], choice))
            said = said[1:]
        number = 0
        while number < len(said):
            one = said[number]
            if ballot.last >= 0 and turn.index - ballot.last > (_AFTER if ballot.cast else _SINCE):
                if ballot.is_held:
                    yield ballot
                ballot = _Ballot(ballot.since)
            length = _poll(said[number:])
            if length or settles(one.text):
                counted = number > 0 and not length and _COUNT.search(said[number - 1].text)
                first = said[number - 1] if counted else one
                ballot.result = replace(first, end=said[number + max(0, length - 1)].end)
                if ballot.is_held:
                    yield ballot
                ballot = _Ballot((turn.index, ballot.result.end))
            elif goes_on(one.text) or _QUORUM.search(one.text):
                if ballot.is_held:
                    yield ballot
                ballot = _Ballot((turn.index, one.start))
            elif moves(one.text) or tells_of_a_motion(one.text):
                if ballot.is_held:
                    yield ballot
                ballot = _Ballot(ballot.since, motion=one, second=one if tells_of_a_motion(one.text) else None)
            elif seconds(one.text) and ballot.motion and ballot.motion.turn.who != turn.who:
                ballot.second = one
            number += max(1, length)
        call = whole[-1] if whole else None
    if ballot.is_held:
        yield ballot


def _poll(said: Sequence[Sentence]) -> int:
    """How many sentences tell how it went, from the question who is for it on; 0 where that is not asked."""
    if not votes(said[0].text):
        return 0
    settled = [at for at, each in enumerate(said[:_RESULT]) if settles(each.text)]
    return settled[-1] + 1 if settled else 0


def _told(inquiry: Inquiry, heading: str, scope: Scope, found: Sequence[Found]) -> Answer:
    said = [each for one in found for each in one.said]
    several = len({one.document.document for one in said}) > 1
    listing, left = Listing(heading), 0
    for one in found:
        if len(listing.citations) + len(one.said) > _QUOTED and listing.citations:
            left += len(one.said)
        else:
            listing.add(one.said, several=several)
    return listing.answer(inquiry, said, scope, count=len(found), left=left, confidence=_CONFIDENCE)
