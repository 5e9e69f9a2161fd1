"""What was asked before, taken apart for the follow-ups that lean on it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from qa.models import Answer, Citation
from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTH_OR_SHORT, SEASON, WEEKDAY
from qa.questions.kinds import Kind, Task, recognise
from qa.questions.meetings import MEETING
from qa.questions.parsing import Asked, content_words, is_stopword, names_in_list, parse
from qa.questions.persons import WHO_IS

_MONTH = rf"(?:{MONTH_OR_SHORT})\b\.?"
_YEAR, _DAY = r"(?:19|20)\d\d", r"\d{1,2}(?:st|nd|rd|th)?"
DATED = rf"{_MONTH} {_DAY}(?:,? {_YEAR})?|{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?|{_YEAR}-\d\d-\d\d"
DATED_ROUGHLY = (
    rf"{_MONTH},? {_YEAR}|(?:early |mid-|late )?(?:(?:the )?(?:{SEASON}) (?:of )?)?{_YEAR}|"
    r"(?:the )?(?:early |mid-|late )?(?:19|20)\d0s|"
    rf"(?:q[1-4]|(?:the )?(?:first|second|third|fourth) quarter)(?:,? (?:of )?{_YEAR})?"
)
DATE = (
    rf"(?:{DATED}|{DATED_ROUGHLY}|(?:early |mid-|late )?{_MONTH}|{WEEKDAY}|"
    r"(?:day|tape|episode|part|chapter|session) (?:\d{1,2}|one|two|three|four|five|six))(?![\w'-])"
)
TIME = (
    rf"(?:between {DATE} and {DATE}|from {DATE} (?:to|until) {DATE}|(?:in|on|since|before|after|until|by|during|"
    rf"from) {DATE})"
)
PLACE = (
    r"(?:in|at|during) the (?:(?!(?:in|at|during|about|on|say|said) )[\w'.-]+ ){0,5}?"
    rf"(?:{MEETING}|council)\b(?: (?:in|on|of) {DATE})?"
)
TIMES, PLACES = phrase(rf"\b{TIME}"), phrase(rf"\b{PLACE}")
_ABOUT = phrase(r"\b(?:about|regarding) (?P<topic>[^:]+)$"), phrase(r"\bon (?P<topic>[^:]+)$")
_AGAINST = phrase(r"\b(?:against|in favou?r of|opposed to) (?P<topic>[^:]+)$")
# "How long was Doyle off work?" has none.
_NO_PHRASE = regex(r"[,;]|\b(?:you|I|we|is|was|were|are|did|does|do|will|would|has|have|had|can|could)\b")
_LINKED = phrase(r"(?:in|on|at|to|of|for|from|with|by|and|or|about)\b")
# What a follow-up was completed with before: its matter is still that.
_AS_TO = phrase(r", as to (?P<topic>[^:?]+)")
_BESIDE = phrase(
    r"^.*?\b(?:is|was|are|were|has|have|had|does|do|did|will|would|can|could|should|may|might|must) "
    r"(?P<name>(?:the )?[\w.'-]+(?: (?-i:[A-Z])[\w.'-]*)*)(?= |$)"
)
# "What caused the spill?" is about the spill.
_DONE_TO = phrase(
    r"^\W*(?:(?:and|so|but) )?(?:who|what) (?:else )?(?P<verb>\w+)"
    r"(?: (?P<what>(?:(?:the|an?|this|that|his|her|their|our) |(?-i:[A-Z])).+)|(?: \w+){0,2})$"
)
# "Why does the superintendent want to close the school?" is about closing it.
_WANTED = phrase(
    r"^\W*(?:(?:and|so|but) )?(?:why|how|when|where) (?:does|did|do|would|will) (?!(?:he|she|they|it|you|we|"
    r"i)\b)(?:[\w.'-]+ ){1,5}?(?:want|wish|plan|intend|hope|refuse|have) to (?P<verb>[a-z]+)(?P<what> .+)$"
)
# "Summarize the March meeting"
_THE_MEETING = phrase(rf"\bthe (?:[\w'.-]+ ){{0,4}}?(?:{MEETING})\b(?: (?:in|on|of|with) [\w' ]+)?$")
PRONOUN = phrase(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|its?)\b")
_ARTICLE = r"(?:the|his|her|their|our|my)"
# What is added at the end of a question here.
_WORD_ADDED = regex(
    r"(?:: (?:(?:about|against|at|for|from|in|into|of|on|out of|to|towards?|under|with|without) )?"
    r"(?:why|when|where|who|what|which|how|since|by)(?: [a-z]+){0,2}\?)?[\s?.!:]*$"
)
DETAIL, BRIEF = " in more detail", " in fewer words"
_MOST_TOPIC = 8


@dataclass(frozen=True)
class Earlier:
    """What was asked before, completed as it was searched for, and what was answered."""

    text: str
    answer: Answer
    is_speaker: Callable[[str], bool] = lambda _: False
    before: Earlier | None = None

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
        if match := _AS_TO.search(text):
            return match["topic"]
        if not self.asked.subject and (match := _AGAINST.search(text)) and not PRONOUN.search(match["topic"]):
            return match["topic"]
        views = self.asked.subject or self.task.kind in {Kind.COMPARE, Kind.SUMMARY}
        for about in _ABOUT if views else _ABOUT[:1]:
            if match := about.search(text):
                words = re.findall(r"\w+", match["topic"])
                if not PRONOUN.search(match["topic"]) and not all(map(is_stopword, words)):
                    return match["topic"]
        place = PLACES.search(text) if self.task.kind is Kind.SUMMARY else None
        return place[0] if place else self._phrase(text)

    def _phrase(self, text: str) -> str:
        """The stretch of a question from the first to the last of its content words; these alone where that is long."""
        topic = self.asked.topic
        done, wanted = _DONE_TO.match(text), _WANTED.match(text)
        if done and topic[:1] == (done["verb"],) and (done["what"] or len(topic) == 1):
            # "Who paid for it?" names none.
            what = done["what"] or ""
            return what if len(what.split()) <= _MOST_TOPIC else " ".join(topic[1:])
        if wanted and self.asked.subject is None and len(wanted["what"].split()) < _MOST_TOPIC:
            return f"{_gerund(wanted['verb'])}{wanted['what']}"
        ends = [re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) for word in (topic[:1] + topic[-1:])]
        if self.asked.subject is None and len(ends) == 2 and ends[0] and ends[1] and ends[0].start() <= ends[1].start():
            # "In the June meeting", whole.
            last = max((one.end() for one in PLACES.finditer(text) if one.start() < ends[1].end()), default=0)
            phrase = text[ends[0].start() : max(last, ends[1].end())]
            if len(phrase.split()) <= _MOST_TOPIC and not _NO_PHRASE.search(phrase):
                return phrase
        return " ".join(topic)

    @property
    def is_of_somebody(self) -> bool:
        """Whether the matter is a person, whom no "it" means: "Ms. Taylor" of "Who is Ms. Taylor?"."""
        return bool(self.topic) and self.is_speaker(self.topic)

    @property
    def is_thing(self) -> bool:
        """Whether the matter can follow "against": "the ferry", not "decided in April"."""
        text = _without_additions(self.text).rstrip(" ?.!:")
        return bool(self.asked.subject or self.task.term or _AGAINST.search(text)) or any(
            found["topic"] == self.topic for about in _ABOUT if (found := about.search(text))
        )

    @cached_property
    def matter(self) -> str:
        """The topic, without the names of those who speak where more is left of it."""
        topic = self.topic
        for name in self.people:
            left = re.sub(rf"(?:\w+\.\s)?(?<![\w-]){re.escape(name)}(?:'s)?(?![\w-])\s*", "", topic).strip()
            topic = topic if not left or _LINKED.match(left) else left
        return topic

    @cached_property
    def there(self) -> str:
        """The time or place at the end of the question, for one that is asked of the same."""
        text = without_word(without_detail(self.text))
        ends = [found for found in (*TIMES.finditer(text), *PLACES.finditer(text)) if found.end() == len(text)]
        if ends and ends[0].start() > 0:
            return f" {ends[0][0]}"
        the = _THE_MEETING.search(text) if self.task.kind is Kind.SUMMARY else None
        return f" in {the[0]}" if the else ""

    @cached_property
    def people(self) -> list[str]:
        """The names in the question, other than whose words it asks for, that mean somebody who speaks."""
        named = [name for name in self.asked.names if self.is_speaker(name)]
        # "Why is the mayor against it?", "does hugo bake?"
        beside = None if named or self.asked.subject else _BESIDE.match(without_word(self.text))
        return [beside["name"]] if beside and self.is_speaker(beside["name"]) else named

    def words_of(self, text: str) -> list[str]:
        """The content words of a text."""
        return [word for word in content_words(text) if not is_stopword(word)]

    @property
    def says_something(self) -> bool:
        """Whether there is anything to lean on."""
        return bool(self.asked.subject or self.asked.topic or self.task.kind is not Kind.DIRECT)

    @cached_property
    def subject(self) -> str | None:
        """Whose words were asked for, with the article it was written with."""
        subject = self.asked.subject
        article = re.search(rf"\b{_ARTICLE} {re.escape(subject)}(?!\w)", self.text, re.IGNORECASE) if subject else None
        return article[0] if article else subject

    @cached_property
    def speakers(self) -> list[str]:
        """Who is quoted."""
        labels = [name for one in self.answer.citations if (name := label(one))]
        # MAYOR HALVORSEN and Mayor Halvorsen are one.
        return list({one.casefold(): one for one in reversed(labels)}.values())[::-1]

    @cached_property
    def somebody(self) -> str | None:
        """The one person that "he" and "she" can mean: "Wang and Blinken" are none."""
        quoted = self.speakers[0] if len(self.speakers) == 1 else None
        if quoted and any(not label(one) for one in self.answer.citations):
            quoted = None
        name = self.subject or self.told_of or quoted
        return None if not name or re.search(r",|\band\b|\bor\b", name) else name

    @cached_property
    def told_of(self) -> str | None:
        """The one person whom the question is about, whoever tells it: "Why did Hugo leave?", "Who is Ann Lee?"."""
        # "Who mentioned Hugo?" is about who did.
        if self.task.kind is not Kind.DIRECT or len(self.people) > 1:
            return None
        if self.people:
            return self.people[0]
        text = without_word(self.text)
        who = WHO_IS.match(text)
        if who:
            # Typed without capitals it is a name where one is quoted.
            names = (who["name"], who["name"].title())
            quoted = " ".join(one.quote for one in self.answer.citations)
            return next((one for one in names if one[0].isupper() and (one == names[0] or one in quoted)), None)
        # A name of one word may be a place's, unless it was somebody's before.
        name = beside["name"] if (beside := _BESIDE.match(text)) and not self.asked.subject else ""
        is_name = name[:1].isupper() and (" " in name or (self.before is not None and self.before.somebody == name))
        return name if is_name else None

    @cached_property
    def several(self) -> str | None:
        """The people that "they" can mean."""
        if self.subject and len(names_in_list(self.subject)) > 1:
            return None if re.search(r"\bor\b", self.subject) else self.subject
        if self.task.kind is Kind.COMPARE and len(self.people) == 2:
            return " and ".join(self.people)
        # "What did Ann say about trams?", "and Bob?", "do they agree?"
        other, ours = self.before.subject if self.before else None, self.subject
        if not self.before or not other or not ours or self.before.topic.casefold() != self.topic.casefold():
            return None
        alone = other.casefold() != ours.casefold() and len(names_in_list(other)) == 1
        return f"{other} and {ours}" if alone and self.topic else None

    @cached_property
    def together(self) -> str | None:
        """The people that "both" can mean: those asked about, or else the two who are quoted."""
        return self.several or (" and ".join(self.speakers) if len(self.speakers) == 2 else None)

    def said(self) -> str:
        """The question, made one for what was said where it was one for a number or a list; "" where it cannot be."""
        if self.task.kind not in {Kind.COUNT, Kind.LIST}:
            return self.text if self.says_something else ""
        return asked_what(self.subject, self.task.term) if self.task.term else ""


def _gerund(verb: str) -> str:
    """A verb as what is done: "close", "closing"; "put", "putting"."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    doubled = verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) else ""
    return f"{verb}{doubled}ing"


def plain(text: str) -> str:
    """One line, with plain apostrophes."""
    return " ".join(text.replace("’", "'").split())


def label(citation: Citation) -> str:
    """A speaker's label without what it adds in brackets; "" for one that is no name: "A" of questions and answers."""
    plain = re.sub(r"(?<=\S)\s*\([^()]*\)\s*$", "", citation.speaker or "").strip()
    return citation.person or "" if plain in {"A", "Q"} and (citation.asked or citation.person) else plain


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
    name = phrase(rf"(?<![\w'.-])(?:{_ARTICLE}\s+)?{re.escape(old)}(?P<own>'(?!\w))?(?![\w-])")
    changed, count = name.subn(lambda match: f"{new}'s" if match["own"] else new, text, count=1)
    return changed if count else None


def with_matter(question: str, earlier: Earlier) -> str | None:
    """A question with the matter of the earlier one behind it; None where that would ask for something else."""
    known = {word.casefold() for word in content_words(question)}
    phrase = earlier.topic
    if len(phrase.split()) > _MOST_TOPIC or phrase == " ".join(earlier.asked.topic):
        phrase = " ".join([word for word in earlier.asked.topic if word.casefold() not in known][:_MOST_TOPIC])
    elif all(word.casefold() in known or is_stopword(word) for word in re.findall(r"[\w'-]+", phrase)):
        phrase = ""
    text = f"{question.rstrip(' ?.!')}, as to {phrase}?"
    return text if phrase and same_task(text, question) else None
