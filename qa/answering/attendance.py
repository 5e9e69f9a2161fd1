"""Who speaks, how much, and where the sources have times, how long."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.answering import abstaining
from qa.answering.composing import quoted
from qa.answering.inquiry import Inquiry
from qa.answering.tallies import LISTED, Person, first_said, folded, listed, many, opened_at, times, without_doubles
from qa.answering.wording import names_of, one_name
from qa.extraction.candidates import Sentence
from qa.models import Answer, Citation, Mention, Scope
from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTH
from qa.questions.meetings import MEETING
from qa.questions.parsing import content_words, is_stopword
from qa.render import clock, long_date
from qa.resolution.names import tokens

_THERE = phrase(r" (?:at|during|in) (?:the |this |that )?(?P<there>[\w'’ -]+?)[\s?.!]*$")
# "In total", "in the whole archive": everywhere.
_EVERYWHERE = frozenset("total all any every whole entire archive index collection library folder".split())
_HOW_OFTEN = phrase(r"\bhow (?:often|many times)\b")
_OF_WHOM = phrase(
    r"\bhow (?:long|much|often|many times) (?:did|does|do|has|have) (?P<who>.{1,60}?) (?:speak|spoken|talk|talked)\b"
)
_CAPITAL = regex(r"\b[A-Z]\w")


def speakers(inquiry: Inquiry, scope: Scope) -> Answer | None:
    """Who speaks, how much, and where the sources have times, how long.

    None where it is asked of a place or an occasion that is no transcript: "Who spoke at the funeral?"; or of people by
    name of whom none speaks: "How long did Xi and Biden talk?".
    """
    of_whom = _OF_WHOM.search(inquiry.text) if not scope.speakers else None
    if _is_elsewhere(inquiry) or (of_whom and _CAPITAL.search(of_whom["who"])):
        return None
    heard = without_doubles(inquiry.corpus.speakers(scope))
    if not heard:
        return inquiry.made(f"No speakers are named in {inquiry.where()}.", abstained=True, count=0, scope=scope)
    total = sum(one.words for one in inquiry.speakers) or 1
    first, seconds, evidence = _first_and_time(inquiry, scope)
    count = len(heard)
    heading = f"{many(len(heard), 'speaker')} in {inquiry.where()}:"
    if scope.speakers:
        heading = "Speaking:"
        if _HOW_OFTEN.search(inquiry.text):
            count = sum(one.turns for one in heard)
            speaks = "speaks" if one_name(scope.speakers) else "speak"
            heading = f"{names_of(scope.speakers)} {speaks} {times(count)} in {inquiry.where()}:"
    rows: list[tuple[str, Sentence | None]] = []
    for one in heard[:LISTED]:
        facts = [many(one.turns, "turn"), f"{many(one.words, 'word')} ({one.words / total:.0%})"]
        if seconds.get(folded(one.who)):
            facts.append(f"{clock(seconds[folded(one.who)])} speaking time")
        rows.append((f"{one.name}: {', '.join(facts)}", first.get(folded(one.who))))
    lines, citations = opened_at(rows)
    if len(heard) > LISTED:
        lines.append(f"… and {len(heard) - LISTED} more")
    return listed(inquiry, [heading, *lines], citations, scope, count=count, evidence=evidence)


def _is_elsewhere(inquiry: Inquiry) -> bool:
    there = _THERE.search(inquiry.task.rest)
    if there is None or inquiry.named or inquiry.dated or inquiry.period:
        return False
    titles = {word for one in inquiry.documents for word in tokens(f"{one.name} {one.document}")}
    words = [word for word in content_words(there["there"]) if not is_stopword(word) and not word.isdigit()]
    of_meetings = phrase(rf"(?:{MEETING}|{MONTH})s?")
    return any(not of_meetings.fullmatch(word) and word.casefold() not in titles | _EVERYWHERE for word in words)


def spoken_in(inquiry: Inquiry, scope: Scope) -> Answer | None:
    """The transcripts that somebody speaks in; None where the place that is asked about is none of them."""
    if re.search(r"\s(?:in|on|at|during)\s", inquiry.text) and not inquiry.named:
        return None
    if not scope.speakers:
        name = re.sub(r"^(?:the|a|an)\s", "", inquiry.task.term or "", flags=re.IGNORECASE)
        known = name and abstaining.is_said(inquiry, name, inquiry.everybody)
        return replace(abstaining.does_not_speak(inquiry, name), count=0) if known else None
    lines: list[str] = []
    citations: list[Citation] = []
    evidence: list[Mention] = []
    for document in inquiry.documents:
        own = replace(scope, documents=(document.document,))
        turns = [turn for _, turn in inquiry.corpus.turns_in(own)]
        said = first_said(document, turns)
        if said is None:
            continue
        citations.append(quoted(len(citations) + 1, said))
        evidence += [Mention(document.document, turn.index, 0, len(turn.text)) for turn in turns]
        date = f", {long_date(document.date)}" if document.date else ""
        lines.append(f"“{document.name}”{date}: {many(len(turns), 'turn')} [{len(citations)}]")
    does = "speaks" if one_name(scope.speakers) else "speak"
    heading = f"{names_of(scope.speakers)} {does} in {len(lines)} of {many(len(inquiry.documents), 'transcript')}:"
    more = [f"… and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    shown = [heading, *lines[:LISTED], *more]
    return listed(inquiry, shown, citations[:LISTED], scope, count=len(lines), evidence=evidence)


def _first_and_time(
    inquiry: Inquiry, scope: Scope
) -> tuple[dict[Person, Sentence], dict[Person, float], list[Mention]]:
    """Of each speaker the first sentence and, where every turn has times, the seconds spoken; and all the turns."""
    first: dict[Person, Sentence] = {}
    seconds: dict[Person, float] = {}
    untimed: set[Person] = set()
    evidence: list[Mention] = []
    for document, turn in inquiry.corpus.turns_in(scope):
        if turn.who is None:
            continue
        who = folded(turn.who)
        evidence.append(Mention(document.document, turn.index, 0, len(turn.text)))
        if who not in first:
            said = first_said(document, [turn])
            if said:
                first[who] = said
        if turn.start is None or turn.end is None:
            untimed.add(who)
        else:
            seconds[who] = seconds.get(who, 0.0) + max(0.0, turn.end - turn.start)
    return first, {who: time for who, time in seconds.items() if who not in untimed}, evidence
