"""The first or the last time that something is said, by the dates of the transcripts."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.composing import introduction, quoted
from qa.answering.inquiry import Inquiry
from qa.answering.tallies import listed, many, sentence_at, times
from qa.models import Answer, Citation, Mention, Scope
from qa.questions.ends import End
from qa.render import clock


def answer(inquiry: Inquiry, scope: Scope, term: str, found: Sequence[Mention]) -> Answer | None:
    """The first or last of these places, quoted; None where dates do not tell which that is.

    Args:
        inquiry: the question.
        scope: where, and whose words.
        term: what is said there.
        found: every place, at least one.
    """
    dates = {one.document: one.date for one in inquiry.documents}
    dated = [one for one in found if dates[one.document]]
    holding = {one.document for one in found}
    if not dated and len(holding) > 1:
        return None
    latest = inquiry.task.end is End.LAST
    # Of one document its order alone; of several on one day nobody knows which was first.
    known = dated or found
    day = (max if latest else min)(dates[one.document] or "" for one in known)
    that_day = [one for one in known if (dates[one.document] or "") == day]
    citations: list[Citation] = []
    lines: list[str] = []
    for document in sorted({one.document for one in that_day}):
        own = sorted((one for one in that_day if one.document == document), key=lambda one: (one.turn, one.start))
        sentence = sentence_at(inquiry, own[-1 if latest else 0])
        citations.append(quoted(len(citations) + 1, sentence))
        at = f", at {clock(sentence.turn.start)}" if sentence.turn.start is not None else ""
        who = introduction([sentence], len(inquiry.documents) > 1)
        lines.append(f"{who}{at}: “{citations[-1].quote}” [{citations[-1].n}]")
    nth = "last" if latest else "first"
    same_day = f", in {many(len(lines), 'transcript')} of that day" if len(lines) > 1 else ""
    where = f"in {many(len(holding), 'transcript')}" if len(inquiry.documents) > 1 else f"in {inquiry.where()}"
    head = f"“{term}” is {nth} said by{same_day}:" if len(lines) == 1 else f"“{term}” is {nth} said{same_day}:"
    undated = len({one.document for one in found} - {one.document for one in dated}) if dated else 0
    tail = f"It is said {times(len(found))} in all, {where}." if len(found) > 1 else "It is said nowhere else."
    if undated:
        tail += f" Of these, {many(undated, 'transcript')} {'has' if undated == 1 else 'have'} no date."
    return listed(inquiry, [head, *lines, tail], citations, scope, count=len(found), evidence=found)
