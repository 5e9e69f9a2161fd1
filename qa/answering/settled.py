"""What a meeting settled, and on which matter: named in what is quoted, or spoken of since what was settled before."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answering.inquiry import Inquiry
from qa.extraction.candidates import Sentence
from qa.extraction.outcomes import proposes
from qa.extraction.votes import moves
from qa.lexical.analysis import terms_of
from qa.models import Document, Scope, Turn, Who
from qa.patterns import phrase
from qa.questions.calendar_names import MONTH
from qa.questions.meetings import MEETING
from qa.questions.parsing import content_words, is_stopword
from qa.render import long_date
from qa.resolution.names import tokens
from qa.resolution.references import words_naming
from qa.sentences import spans

# So far back something said on it may stand: by the way, or at all.
_NEAR, _LONGEST = 10, 60
# So many words of its own tell of what a motion is.
_TELLING = 4
_OF_MOTIONS = phrase(
    r"(?:mov(?:e|ed|ing)|propos\w+|motions?|items?|resolutions?|amendments?|agenda|minutes|approv\w+|adopt\w*|"
    r"accept\w*|postpone|"
    rf"defer|table|second(?:ed)?|vot(?:e|ed|ing)|council\w*|committee|board|today|tonight|tomorrow|(?:{MONTH})|\d+\w*)"
)
_OF_MEETINGS = phrase(rf"(?:{MEETING}|meeting|board|council|committee|team|stand-?up|today|yesterday)s?")


@dataclass(frozen=True, slots=True)
class Found:
    """One outcome.

    Attributes:
        said: the sentences to quote, as they were said.
        since: turn and offset from which on what was said may tell what it is about.
        sure: it is said in so many words.
    """

    said: tuple[Sentence, ...]
    since: tuple[int, int]
    sure: bool

    def names(self, matter: frozenset[str]) -> bool:
        """Whether what is quoted names most of a matter."""
        return holds(" ".join(each.text for each in self.said), matter)


def asked_of(inquiry: Inquiry, about: str) -> tuple[tuple[str, ...], Scope]:
    """The documents that a question is put to by name, day or month, or by the filters; and all that is to be read.

    No documents where it is put to all: that some are copies of others names none.
    """
    told = inquiry.named or inquiry.dated or _in_month(inquiry, about)
    return told, replace(inquiry.everybody, documents=told or inquiry.everybody.documents)


def _in_month(inquiry: Inquiry, about: str) -> tuple[str, ...]:
    """The documents of a month that is named alone: "in June"; those given where none is."""
    named = re.search(rf"\b(?:in|from|of|last|during)\s(?P<month>{MONTH})\b", about, re.IGNORECASE)
    if named is None:
        return inquiry.given.documents
    month = named["month"].casefold()[:3]
    dated = ((one.document, one.date) for one in inquiry.documents)
    return tuple(document for document, date in dated if date and long_date(date).split()[1].casefold()[:3] == month)


def matter_of(inquiry: Inquiry, about: str, people: Sequence[Who], named: Collection[str]) -> frozenset[str]:
    """The terms of what it is about; none where it only says when, where or for whom."""
    words = [word for word in content_words(about) if not is_stopword(word) and not _OF_MEETINGS.fullmatch(word)]
    known = {word for who in people for word in tokens(f"{who.label} {who.person or ''}")}
    known |= {named.casefold() for named in re.findall(rf"\b(?:{MONTH})\b", about, re.IGNORECASE)} if named else set()
    known |= words_naming(inquiry.text, [one for one in inquiry.documents if one.document in named])
    return terms_of(" ".join(word for word in words if not set(tokens(word)) <= known))


def on_matter(found: Sequence[Found], turns: Mapping[str, Sequence[Turn]], matter: frozenset[str]) -> list[Found]:
    """Those on a matter: named in what is quoted, or spoken of since what was settled before."""
    found = of_no_other(found, matter)
    named = [one for one in found if one.names(matter)]
    there = {one.said[0].document.document for one in named}
    others = [one for one in found if one.said[0].document.document not in there]
    spoken = [(one, spoken_of(one, turns, matter)) for one in others]
    spoken = [(one, distances) for one, distances in spoken if distances]
    most = max((len(distances) for _, distances in spoken), default=0)
    spoken = [(one, distances) for one, distances in spoken if 2 * len(distances) >= most]
    near = [one for one, distances in spoken if min(distances) <= _NEAR or (not named and len(distances) > 1)]
    if named or near:
        return [one for one in found if one in named or one in near]
    return [one for one, _ in spoken]


def of_no_other(found: Sequence[Found], matter: frozenset[str]) -> list[Found]:
    """Where one says a word of the matter, others that say in full what they are on are on that, and left out."""
    says_it = any(matter & terms_of(one.said[0].text) for one in found)
    return [one for one in found if not (says_it and _is_of_another(one, matter))]


def _is_of_another(one: Found, matter: frozenset[str]) -> bool:
    """Whether what is moved says in full of what it is, and that is something else."""
    moved = one.said[0].text
    if not (moves(moved) or proposes(moved)):
        return False
    telling = [word for word in content_words(moved) if not is_stopword(word) and not _OF_MOTIONS.fullmatch(word)]
    return len(telling) >= _TELLING and not matter & terms_of(moved)


def spoken_of(one: Found, turns: Mapping[str, Sequence[Turn]], matter: frozenset[str]) -> list[int]:
    """How many turns before it begins each turn stands that names the matter, since what was settled before."""
    (first, offset), last = one.since, one.said[-1]
    distances = []
    for turn in turns[last.document.document]:
        if max(first, last.turn.index - _LONGEST) <= turn.index <= last.turn.index:
            start = offset if turn.index == first else 0
            if holds(turn.text[start : last.end if turn.index == last.turn.index else None], matter):
                distances.append(max(0, one.said[0].turn.index - turn.index))
    return distances


def holds(text: str, matter: frozenset[str]) -> bool:
    """Whether most of the words of a matter are in a text."""
    return 2 * len(matter & terms_of(text)) > len(matter)


def sentences_of(document: Document, turn: Turn) -> list[Sentence]:
    """All that is said in a turn."""
    return [Sentence(document, turn, start, end, 1.0) for start, end in spans(turn.text)]
