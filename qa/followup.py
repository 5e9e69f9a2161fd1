"""A follow-up and what was asked before it, made one question that stands alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa.models import Answer
from qa.questions import parse

_LEAD_IN = re.compile(r"^(?:and|but|so|ok|okay|well)?[\s,]*(?:what|how)\s+about\s+|^(?:and|but)[\s,]+", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:and\s+)?(?:why|when|where|how|who)(?:\s+(?:was|is|did)\s+(?:that|this|it))?(?:\s+(?:so|not))?[\s?.!]*$",
    re.IGNORECASE,
)
_PERSON_PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_THING_PRONOUN = re.compile(
    r"\b(?:it|that|this|those|these|them)\b(?=\s*(?:[?.!,]|$|again|there|in|with|happen|mean|work))", re.IGNORECASE
)
_MOST_WORDS = 6


def standalone(question: str, history: Sequence[Answer], is_speaker: Callable[[str], bool]) -> str | None:
    """The question completed from the last answer; None where it stands alone already, or nothing came before.

    Args:
        question: as asked.
        history: earlier answers, oldest first.
        is_speaker: whether a name means somebody who speaks in the transcripts.
    """
    if not history:
        return None
    last = history[-1]
    before = (last.searched_for or last.question).strip()
    if _BARE.match(question):
        word = re.sub(r"^and\s+", "", question.strip(), flags=re.IGNORECASE).split()[0].strip("?.!").capitalize()
        return f"{before.rstrip(' ?.!')}: {word.lower()}?"
    lead = _LEAD_IN.match(question)
    if lead:
        rest = question[lead.end() :].strip(" ?.!")
        if rest and len(rest.split()) <= _MOST_WORDS and not _starts_question(rest):
            return _with(rest, before, is_speaker)
        question_without = question[lead.end() :].strip()
        return _with_pronouns(question_without, last, before)
    return _with_pronouns(question, last, before)


def _starts_question(text: str) -> bool:
    return bool(
        re.match(r"(?:what|why|when|where|who|how|did|does|do|is|was|were|are|has|have)\b", text, re.IGNORECASE)
    )


def _with(rest: str, before: str, is_speaker: Callable[[str], bool]) -> str:
    """The earlier question about another speaker, or about something else."""
    asked = parse(before)
    topic = re.sub(r"^(?:on|about|regarding)\s+", "", rest, flags=re.IGNORECASE)
    if is_speaker(rest):
        if asked.subject:
            return before.replace(asked.subject, rest, 1)
        about = " ".join(asked.topic)
        return f"What did {rest} say about {about}?" if about else f"What did {rest} say?"
    if asked.subject:
        return f"What did {asked.subject} say about {topic}?"
    return f"What was said about {topic}?"


def _with_pronouns(question: str, last: Answer, before: str) -> str | None:
    """Pronouns replaced by whom and what the last question was about."""
    asked, earlier = parse(question), parse(before)
    completed = question
    if asked.subject is None and _PERSON_PRONOUN.search(question):
        speakers = dict.fromkeys(citation.speaker for citation in last.citations if citation.speaker)
        name = earlier.subject or (next(iter(speakers)) if len(speakers) == 1 else None)
        if name:
            completed = _PERSON_PRONOUN.sub(lambda _: name, completed, count=1)
    if not asked.topic and earlier.topic and _THING_PRONOUN.search(completed):
        topic = " ".join(earlier.topic)
        completed = _THING_PRONOUN.sub(lambda _: topic, completed, count=1)
    return completed if completed != question else None
