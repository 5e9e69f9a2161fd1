"""What was asked before, taken apart for the follow-ups that lean on it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from qa.models import Answer, Citation
from qa.questions.calendar_names import MONTH_OR_SHORT, SEASON, WEEKDAY
from qa.questions.kinds import Kind, Task, recognise
from qa.questions.meetings import MEETING
from qa.questions.parsing import Asked, is_stopword, names_in_list, parse, pattern

_MONTH = rf"(?:{MONTH_OR_SHORT})\b\.?"
_YEAR, _DAY = r"(?:19|20)\d\d", r"\d{1,2}(?:st|nd|rd|th)?"
DATED = rf"{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?|{_DAY}(?:\sof)?\s{_MONTH}(?:,?\s{_YEAR})?|{_YEAR}-\d\d-\d\d"
DATED_ROUGHLY = (
    rf"{_MONTH},?\s{_YEAR}|(?:early\s|mid-|late\s)?(?:(?:the\s)?(?:{SEASON})\s(?:of\s)?)?{_YEAR}|"
    r"(?:the\s)?(?:early\s|mid-|late\s)?(?:19|20)\d0s|"
    rf"(?:q[1-4]|(?:the\s)?(?:first|second|third|fourth)\squarter)(?:,?\s(?:of\s)?{_YEAR})?"
)
_DATE = (
    rf"(?:{DATED}|{DATED_ROUGHLY}|(?:early\s|mid-|late\s)?{_MONTH}|{WEEKDAY}|"
    r"(?:day|tape|episode|part|chapter|session)\s(?:\d{1,2}|one|two|three|four|five|six))(?![\w'-])"
)
TIME = (
    rf"(?:between\s{_DATE}\sand\s{_DATE}|from\s{_DATE}\s(?:to|until)\s{_DATE}|(?:in|on|since|before|after|until|by|during|"
    rf"from)\s{_DATE})"
)
PLACE = (
    r"(?:in|at|during)\sthe\s(?:(?!(?:in|at|during|about|on|say|said)\s)[\w'.-]+\s){0,5}?"
    rf"(?:{MEETING}|council)\b(?:\s(?:in|on|of)\s{_DATE})?"
)
TIMES, PLACES = pattern(rf"\b{TIME}"), pattern(rf"\b{PLACE}")
_ABOUT = pattern(r"\b(?:about|regarding)\s(?P<topic>[^:]+)$"), pattern(r"\bon\s(?P<topic>[^:]+)$")
PRONOUN = pattern(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|its?)\b")
# What is added at the end of a question here.
_WORD_ADDED = re.compile(
    r"(?:: (?:(?:at|on|in) )?(?:why|when|where|who|what|which|how|since|by)(?: [a-z]+)?\?)?[\s?.!:]*$"
)
DETAIL = " in more detail"


@dataclass(frozen=True)
class Earlier:
    """What was asked before, completed as it was searched for, and what was answered."""

    text: str
    answer: Answer

    @cached_property
    def asked(self) -> Asked:
        """The question taken apart."""
        return parse(_without_additions(self.text))

    @cached_property
    def task(self) -> Task:
        """What kind of answer it wanted."""
        return recognise(_without_additions(self.text))

    @cached_property
    def topic(self) -> str:
        """What it was about, as written where that stands apart: "trade with the US"; else its content words.

        Of a summary, where it was said: "in the March hearing".
        """
        if self.task.term:
            return self.task.term
        text = _without_additions(self.text).rstrip(" ?.!:")
        if self.asked.subject or self.task.kind in {Kind.COMPARE, Kind.SUMMARY}:
            for match in filter(None, (pattern.search(text) for pattern in _ABOUT)):
                words = re.findall(r"\w+", match["topic"])
                if not PRONOUN.search(match["topic"]) and not all(map(is_stopword, words)):
                    return match["topic"]
        place = PLACES.search(text) if self.task.kind is Kind.SUMMARY else None
        return place[0] if place else " ".join(self.asked.topic)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to lean on."""
        return bool(self.asked.subject or self.asked.topic or self.task.kind is not Kind.DIRECT)

    @cached_property
    def subject(self) -> str | None:
        """Whose words were asked for, with the article it was written with."""
        subject = self.asked.subject
        article = re.search(rf"\bthe {re.escape(subject)}(?!\w)", self.text, re.IGNORECASE) if subject else None
        return article[0] if article else subject

    @cached_property
    def speakers(self) -> list[str]:
        """Who is quoted."""
        labels = [label(one) for one in self.answer.citations if one.speaker]
        # MAYOR HALVORSEN and Mayor Halvorsen are one.
        return list({one.casefold(): one for one in reversed(labels)}.values())[::-1]

    @cached_property
    def somebody(self) -> str | None:
        """The one person that "he" and "she" can mean: "Wang and Blinken" are none."""
        name = self.subject or (self.speakers[0] if len(self.speakers) == 1 else None)
        return None if not name or re.search(r",|\band\b|\bor\b", name) else name

    @cached_property
    def several(self) -> str | None:
        """The people that "they" can mean."""
        many = self.subject and len(names_in_list(self.subject)) > 1 and not re.search(r"\bor\b", self.subject)
        return self.subject if many else None

    @cached_property
    def together(self) -> str | None:
        """The people that "both" can mean: those asked about, or else the two who are quoted."""
        return self.several or (" and ".join(self.speakers) if len(self.speakers) == 2 else None)

    def said(self) -> str:
        """The question, made one for what was said where it was one for a number or a list; "" where it cannot be."""
        if self.task.kind not in {Kind.COUNT, Kind.LIST}:
            return self.text if self.says_something else ""
        return asked_what(self.subject, self.task.term) if self.task.term else ""


def plain(text: str) -> str:
    """One line, with plain apostrophes."""
    return " ".join(text.replace("’", "'").split())


def label(citation: Citation) -> str:
    """A speaker's label without what it adds in brackets."""
    return re.sub(r"(?<=\S)\s*\([^()]*\)\s*$", "", citation.speaker or "").strip()


def asked_what(who: str | None, topic: str | None) -> str:
    """The question for what somebody, or anybody, said about something."""
    return f"What did {who} say{ending('about', topic)}?" if who else f"What was said{ending('about', topic)}?"


def ending(link: str, topic: str | None) -> str:
    """A topic as the end of a question; where something was said needs no "about"."""
    return f" {topic}" if topic and PLACES.match(topic) else f" {link} {topic}" if topic else ""


def without_word(text: str) -> str:
    """A question without a ": why?" at its end, nor its end mark."""
    return text[: match.start()] if (match := _WORD_ADDED.search(text)) else text


def without_detail(text: str) -> str:
    """A question without the wish for more."""
    return text.replace(DETAIL, "")


def _without_additions(text: str) -> str:
    bare = without_word(text)
    return without_detail(bare) + ("?" if bare != text else "")


def added(text: str, phrase: str) -> str:
    """A question with a phrase at its end; "" where it would ask for something else then."""
    start = len(without_word(text))
    completed = f"{text[:start]}{phrase}{text[start:]}" if text else ""
    return completed if same_task(completed, text) else ""


def same_task(one: str, other: str) -> bool:
    """Whether two questions want the same kind of answer."""
    first, second = recognise(one), recognise(other)
    return (first.kind, first.counted, first.term) == (second.kind, second.counted, second.term)


def renamed(text: str, old: str, new: str) -> str | None:
    """A text with a name replaced where it first stands; None where it does not."""
    name = re.compile(rf"(?<![\w'.-])(?:the\s+)?{re.escape(old)}(?P<own>'(?!\w))?(?![\w-])", re.IGNORECASE)
    changed, count = name.subn(lambda match: f"{new}'s" if match["own"] else new, text, count=1)
    return changed if count else None
