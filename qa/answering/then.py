"""What was said at the time that a question asks for; and that nothing was, before what was said on other days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.evidence import Evidence, weigh
from qa.answering.inquiry import Inquiry, without
from qa.answering.wording import in_a_row, names_of, verb
from qa.extraction.candidates import Sentence
from qa.models import Scope
from qa.questions.parsing import Asked
from qa.render import long_date
from qa.resolution.names import tokens
from qa.resolution.references import words_naming

_LINKS = frozenset("in on of from at by during dated after since before until the and".split())
_MOST_DAYS = 4


def said_then(inquiry: Inquiry, scope: Scope) -> Evidence | None:
    """What was said on a date that the question has, where it is answer enough; else None: it may be an event's."""
    time = inquiry.time
    documents = time.documents if time else inquiry.dated
    if not documents:
        return None
    asked = without_time(inquiry) if time else inquiry.asked
    if not time:
        there = [one for one in inquiry.documents if one.document in documents]
        asked = replace(asked, topic=without(asked.topic, words_naming(inquiry.text, there)))
    narrow = replace(scope, documents=documents)
    evidence = weigh(inquiry, asked, inquiry.query(asked.question), narrow, detail=inquiry.task.detail)
    return evidence if evidence.enough else None


def said_at_all(inquiry: Inquiry, scope: Scope) -> Evidence | None:
    """What is said of the matter at whatever time, where that is answer enough; else None."""
    asked = without_time(inquiry) if inquiry.time else None
    if asked is None or not asked.topic:
        return None
    evidence = weigh(inquiry, asked, inquiry.query(asked.question), scope, detail=inquiry.task.detail)
    return evidence if evidence.enough else None


def in_time(inquiry: Inquiry, chosen: Sequence[Sentence], scope: Scope) -> tuple[list[Sentence], str]:
    """The sentences of that time alone, where the best is; else all, after words that say that they are not.

    Where one names the time it is that of what is told: "the attack in April".
    """
    time = inquiry.time
    if time is None:
        return list(chosen), ""
    if chosen[0].document.document in time.documents:
        return [one for one in chosen if one.document.document in time.documents], ""
    named = _words(time.words)
    if any(named & set(tokens(f"{one.text} {one.before}")) for one in chosen):
        return list(chosen), ""
    return list(chosen), f"{nothing_then(inquiry, scope, days=False)} What was said at other times:\n\n"


def nothing_then(inquiry: Inquiry, scope: Scope, *, days: bool = True) -> str:
    """That nothing was said at that time, or nothing that answers; empty where the question has no time.

    Args:
        inquiry: the question.
        scope: whose words are asked for.
        days: name the days on which they speak, where nothing else is asked.
    """
    time = inquiry.time
    if time is None:
        return ""
    spoken = {day for one in inquiry.speakers if one.who in scope.speakers for day in one.documents}
    if not time.documents:
        told = f"Nothing in {inquiry.where()} was said {time.words}."
    elif scope.speakers and not spoken & set(time.documents):
        told = f"{names_of(scope.speakers)} {verb(scope.speakers, 'says', 'say')} nothing {time.words}."
    else:
        by = f" by {names_of(scope.speakers)}" if scope.speakers else ""
        return f"Nothing said{by} {time.words} answers this."
    dates = sorted({one.date for one in inquiry.documents if one.date and one.document in spoken})
    if not days or not dates or len(dates) > _MOST_DAYS:
        return told
    on = in_a_row([long_date(one) for one in dates])
    return f"{told} {names_of(scope.speakers)} {verb(scope.speakers, 'speaks', 'speak')} on {on}."


def not_by_all(inquiry: Inquiry, chosen: Sequence[Sentence]) -> str:
    """Words before what several people say, where not all of it is of the time asked for; empty where it is."""
    time = inquiry.time
    if time is None or all(one.document.document in time.documents for one in chosen):
        return ""
    if not time.documents:
        return f"Nothing in {inquiry.where()} was said {time.words}. What was said at other times:\n\n"
    return f"Not all of them say anything on this {time.words}; what was said at other times is quoted as well.\n\n"


def words_of_time(inquiry: Inquiry) -> frozenset[str]:
    """The words by which a question names a time, case folded; none where it names none."""
    return frozenset(_words(inquiry.time.words)) if inquiry.time else frozenset()


def asks_for_nothing_else(inquiry: Inquiry, scope: Scope) -> bool:
    """Whether anything that somebody said at a time is asked for, at which he or she said nothing."""
    time = inquiry.time
    if time is None or not scope.speakers or without_time(inquiry).topic:
        return False
    spoken = {path for one in inquiry.speakers if one.who in scope.speakers for path in one.documents}
    return not spoken & set(time.documents)


def without_time(inquiry: Inquiry) -> Asked:
    """What is asked without the time: of somebody's words at a time nothing need be left."""
    asked, time = inquiry.asked, inquiry.time
    if time is None:
        return asked
    words = _words(time.words)
    topic = tuple(one for one in asked.topic if not set(tokens(one)) <= words)
    names = tuple(one for one in asked.names if not set(tokens(one)) <= words)
    plain = " ".join(asked.question.replace("’", "'").split())
    question = re.sub(rf"\s*{re.escape(time.words)}", "", plain, count=1)
    return replace(asked, question=question, topic=topic, names=names)


def _words(words: str) -> set[str]:
    return set(tokens(words)) - _LINKS
