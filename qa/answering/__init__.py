"""Questions to answers made of quotes: told apart by kind, every quote verified, or said that nobody said it.

inquiry     one question with all that its answer needs
people      whom it names, and whose words it asks for
wording     names in the sentences of an answer
roles       who is meant by what somebody is: "the prime minister"
addressed   who stands behind a label without a given name, as others address him or her
concerned   what has to do with those of whom a question tells
evidence    the sentences that may answer, and how sure it is that they do
hearsay     what others report of somebody's words
composing   sentences to text: a paragraph a speaker, every quote numbered and verified
abstaining  saying that nobody said it, and what comes closest
parts       an answer in parts, one a document or a speaker
direct      the common case: the sentences that answer
then        what was said at the time asked for, and that nothing was
why         why somebody is against something, from where it is spoken of
asking      what somebody asked
replying    what somebody replied to somebody
whois       who somebody is: where he or she speaks, and the words that tell it
defining    what something is that goes by a name
acts        what somebody promised, left open, denied, admitted, corrected or wanted
settled     on which matter it is that a meeting settles something
outcomes    what a meeting decided, gave somebody to do, or left open
votes       who moved or seconded something, and who voted how
presence    who was there, and who was not
headed      who holds an office or acts for whom, as the head of a transcript tells
siding      who agreed or disagreed with somebody
witnesses   who gave evidence
sides       who is for or against something, by his own words
courtesies  whether somebody thanked, congratulated or apologised to somebody
comparing   several people on one matter
amounts     a number, a sum or a day that changes
timeline    one matter over time
summary     a document, or one speaker in it
verbatim    whether words were said as quoted
ends        how a transcript begins or ends
tallies     what counts and lists are made of
attendance  who speaks, how much, how long
firsts      the first or the last time that something is said
counting    numbers and lists, from the whole index
naming      which names are said, and how often
occasions   which transcripts there are, of what date, how long
places      where a meeting was held
greeting    a line where nothing was asked
excerpts    what a language model is given to write from
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering import (
    abstaining,
    acts,
    asking,
    comparing,
    counting,
    courtesies,
    defining,
    direct,
    ends,
    greeting,
    headed,
    naming,
    occasions,
    outcomes,
    presence,
    replying,
    sides,
    summary,
    timeline,
    verbatim,
    votes,
    whois,
    witnesses,
)
from qa.answering.excerpts import WRITTEN, excerpts
from qa.answering.inquiry import Inquiry, Sources
from qa.questions.contrasts import asks_for_views, compares, compares_everybody
from qa.questions.kinds import Kind

if TYPE_CHECKING:
    from qa.models import Answer

# Each answers what it knows by the question's words, and None otherwise.
_BY_ITS_WORDS = (greeting, replying, outcomes, votes, presence, headed, witnesses, sides, courtesies, naming)

__all__ = ["WRITTEN", "Inquiry", "Sources", "answer", "excerpts"]


def answer(inquiry: Inquiry) -> Answer:
    """The answer from what was said, or an abstention.

    A kind that does not fit after all (a comparison that names one person, a list of who said what nobody says in
    these words) is answered directly. Where nothing is asked ("thanks!"), it is a line on what can be.
    """
    if nothing := abstaining.of_no_such_time(inquiry):
        return replace(nothing, kind=Kind.DIRECT.value)
    own = (each.answer(inquiry) for each in _BY_ITS_WORDS)
    done = next(filter(None, own), None) or _by_kind(inquiry)
    return done or replace(direct.answer(inquiry), kind=Kind.DIRECT.value)


def _by_kind(inquiry: Inquiry) -> Answer | None:
    match inquiry.task.kind:
        case Kind.COMPARE:
            return comparing.answer(inquiry)
        case Kind.OVER_TIME:
            # "How did Ann's and Bob's views change?", "Who has been more consistent, Ann or Bob?": each in turn.
            each = inquiry.people.side_by_side or (len(inquiry.people.named) > 1 and compares(inquiry.text))
            return (comparing.answer(inquiry) if each else None) or timeline.answer(inquiry)
        case Kind.COUNT | Kind.LIST:
            occasion = inquiry.task.occasion
            if occasion:
                return occasions.answer(inquiry, occasion)
            # "Who spoke about safety?", a word that nobody says.
            return counting.answer(inquiry) or (comparing.answer(inquiry) if compares_everybody(inquiry.text) else None)
        case Kind.SUMMARY:
            return summary.answer(inquiry)
        case Kind.VERBATIM:
            return verbatim.answer(inquiry)
        case Kind.ENDS:
            return ends.answer(inquiry, inquiry.task.end) if inquiry.task.end else None
        case _:
            if done := summary.of_a_name(inquiry) or whois.answer(inquiry) or defining.answer(inquiry):
                return done
            if done := acts.answer(inquiry):
                return done
            # "What did Ann and Bob say about it?": each in turn.
            views = inquiry.people.side_by_side and asks_for_views(inquiry.text)
            several = len(inquiry.subject.speakers) > 1 or inquiry.people.several_act or views
            return comparing.answer(inquiry) if several else asking.answer(inquiry)
