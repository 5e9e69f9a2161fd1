"""A follow-up and what was asked before it, made one question that stands alone. Pure.

Where it is not clear that something is missing, nothing is added: a question changed is worse than one not completed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa.models import Answer
from qa.questions import parse

_WHAT_ABOUT = re.compile(r"^(?:(?:and|but|so|ok|okay|well)\b[\s,]*)?(?:what|how)\s+about\s+", re.IGNORECASE)
_AND = re.compile(r"^(?:and|but)\b[\s,]+", re.IGNORECASE)
_ON = re.compile(r"^(?:on|about|regarding)\s+", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:and\s+)?(?P<word>why|when|where|how|who)"
    r"(?:\s+(?:(?:was|is)\s+(?:that|this|it)|did\s+(?:that|this|it)(?:\s+happen)?))?(?:\s+(?:so|not))?[\s?.!]*$",
    re.IGNORECASE,
)
# The pronoun is whom the question is about only as its subject: "did he say", not "did people say that they".
_PERSON = re.compile(
    r"^(?P<before>(?:(?:and|but|so)\s+)?(?:(?:what|how|why|when|where|who|whom|which|else|exactly|did|does|do|is|was|has|"
    r"had|would|will|could|should|can)\s+)*(?:did|does|do|is|was|has|had|would|will|could|should|can)(?:n['’]t)?\s+)"
    r"(?P<who>he|she)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"(?P<before>\b(?:about|on|of|regarding|mention|mentioned|mentions|discuss|discussed|support|oppose)\s+)"
    r"(?P<what>it|that|this|those|these|them)(?=\s*(?:[?.!]|$))",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:what|why|when|where|who|whom|how|which|did|does|do|is|was|were|are|has|have|can|could|would|will)\b",
    re.IGNORECASE,
)
# With one of these, what follows "and" is no topic.
_NO_TOPIC = frozenset(
    "he she they him her them it that this those these i me you we us then so more else now not thanks thank".split()
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
    question = _plain(question)
    before = _plain(last.searched_for or last.question)
    bare = _BARE.match(question)
    if bare:
        return f"{before.rstrip(' ?.!:')}: {bare['word'].lower()}?"
    lead = _WHAT_ABOUT.match(question) or _AND.match(question)
    rest = question[lead.end() :] if lead else question
    short = rest.strip(" ?.!")
    if short and _are_speakers(short, is_speaker):
        return _of_others(short, before)
    if lead and short and not _QUESTION.match(short):
        words = short.casefold().split()
        if len(words) > _MOST_WORDS or _NO_TOPIC.intersection(words):
            return None
        return _of_another_topic(short, before, is_speaker)
    if lead and (asked := parse(rest)).subject and not asked.topic and not _PERSON.match(rest):
        # "And what did Blinken say?"
        topic = " ".join(parse(before).topic)
        completed = _with_pronouns(rest, last, before)
        return completed or (f"{short} about {topic}?" if topic else None)
    return _with_pronouns(rest, last, before)


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _are_speakers(text: str, is_speaker: Callable[[str], bool]) -> bool:
    names = re.split(r",\s*(?:and\s+)?|\s+and\s+", text)
    return len(text.split()) <= _MOST_WORDS and all(name and is_speaker(name) for name in names)


def _of_others(who: str, before: str) -> str:
    """The earlier question about the words of somebody else."""
    asked = parse(before)
    if asked.subject:
        name = re.compile(
            rf"(?<![\w'.-])(?:the\s+)?{re.escape(asked.subject)}(?P<own>'(?!\w))?(?![\w-])", re.IGNORECASE
        )
        changed = name.sub(lambda match: f"{who}'s" if match["own"] else who, before, count=1)
        if changed != before or who.casefold() == asked.subject.casefold():
            return changed
    about = " ".join(asked.topic)
    return f"What did {who} say about {about}?" if about else f"What did {who} say?"


def _of_another_topic(text: str, before: str, is_speaker: Callable[[str], bool]) -> str:
    """The earlier question about something else."""
    who, _, about = text.partition(" on ") if " on " in text else text.partition(" about ")
    if about and is_speaker(who):
        return f"What did {who} say about {about}?"
    topic = _ON.sub("", text)
    subject = parse(before).subject
    return f"What did {subject} say about {topic}?" if subject else f"What was said about {topic}?"


def _with_pronouns(question: str, last: Answer, before: str) -> str | None:
    """Pronouns replaced by whom and what the last question was about; None where there are none to replace."""
    asked, earlier = parse(question), parse(before)
    completed = question
    if asked.subject is None:
        speakers = dict.fromkeys(citation.speaker for citation in last.citations if citation.speaker)
        name = earlier.subject or (next(iter(speakers)) if len(speakers) == 1 else None)
        # "Wang and Blinken" are no "he".
        if name and not re.search(r",|\band\b|\bor\b", name):
            completed = _PERSON.sub(lambda match: f"{match['before']}{name}", completed, count=1)
    if not asked.topic and earlier.topic:
        topic = " ".join(earlier.topic)
        completed = _THING.sub(lambda match: f"{match['before']}{topic}", completed, count=1)
    return completed if completed != question else None
