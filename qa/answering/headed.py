"""What the head of a transcript tells that nobody says: who holds an office, or acts for whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering import presence
from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.roles import is_role
from qa.answering.settled import asked_of, holds, matter_of
from qa.answering.tallies import LISTED, as_list, by_date, head_lines, opened_at, opening, sentence_at, titled
from qa.extraction.candidates import Sentence
from qa.lexical.analysis import terms_of
from qa.models import Answer, Document, Scope
from qa.patterns import phrase, regex
from qa.questions.headed import Asked, asked
from qa.resolution.names import tokens

_FOR = phrase(r"\b(?:for|to|on behalf of)\b.*[:,—–-]|[:,—–-].*\b(?:for|to|on behalf of)\b")
_APPEARING = (
    "act for",
    "acting for",
    "appear for",
    "appearing for",
    "represent",
    "representing",
    "behalf",
    "questions for",
)
_I_ACT = phrase(
    r"\b(?:I|we)(?:'(?:m|re)| (?:am|are))? (?:\w+ )?(?:act|acting|appear|appearing|represent|representing|here|"
    r"ask (?:\w+ )?questions)\b"
)
_NAME = r"[A-Z][\w.'’\"“”-]*(?:\s(?:[A-Z\"“][\w.'’\"“”-]*|de|la|van|von|der|den|bin|al))*"
_BESIDE = regex(rf"(?P<name>{_NAME})\s\((?P<office>[^()]{{2,60}})\)")
_BEFORE = regex(
    rf"(?:^\W*|[.;|]\s)(?P<office>[A-Za-z][\w '’-]{{1,40}}):\s*(?P<names>{_NAME}(?:(?:,|\sand|\s&)\s{_NAME})*)"
    r"(?=\s?(?:[.,;|(]|$))"
)
_MOST, _QUOTED = 60, 6
_IN_CHAIR = ("the chair", "chairing", "to order", "preside", "presiding")
_PRESIDES = phrase(
    r"\b(?:(?:in|tak(?:e|es|ing)|took) the chair|chairing|presid(?:e|es|ing)|"
    r"(?:call|calls|calling|come|comes) .{0,60}?\bto order)\b"
)
_CHAIR = regex(r"chair(?:man|woman|person|lady)?$")


def answer(inquiry: Inquiry) -> Answer | None:
    """A line a transcript; None where nothing of the kind is asked for, or no transcript tells it."""
    wanted = asked(inquiry.text)
    if (
        wanted is None
        or inquiry.given.speakers
        or (wanted.office and not is_role(re.split(r"[\s-]", wanted.office)[-1]))
    ):
        return None
    told, scope = asked_of(inquiry, wanted.about)
    matter = matter_of(inquiry, _body(wanted), (), told)
    documents = [one for one in by_date(inquiry.corpus.documents(scope)) if _is_on(inquiry, one, wanted, matter)]
    if not documents:
        return None
    if wanted.client:
        return _counsel(inquiry, wanted.client, scope, documents)
    if wanted.office:
        held = _holders(inquiry, wanted.office, scope, documents)
        return held or (_presiding(inquiry, scope, documents) if wanted.presides else None)
    return presence.absent(inquiry, scope, documents)


def _body(wanted: Asked) -> str:
    return re.sub(r"^(?:of|at|on|for|in|from|to)\s", "", wanted.about)


def _is_on(inquiry: Inquiry, document: Document, wanted: Asked, matter: frozenset[str]) -> bool:
    """Whether a transcript is one of the body or meeting that is named, by its title or its head."""
    if not matter:
        return True
    head = " ".join([document.name, document.document, *head_lines(inquiry, document)])
    # "The parish council": a council of any kind is not meant.
    body = [word for word in tokens(_body(wanted)) if word in ("council", "board", "committee", "subcommittee")]
    return holds(head, matter) and set(body) <= set(tokens(head))


def _counsel(inquiry: Inquiry, client: str, scope: Scope, documents: Sequence[Document]) -> Answer | None:
    """Who appears for somebody, as is printed, "For the family: Ms. Okoro", or said: "I act for Mrs. Marlow"."""
    whose = terms_of(client)
    rows: list[tuple[str, Sentence | None]] = []
    for document in documents:
        printed = [
            f"“{line}”" for line in head_lines(inquiry, document) if _FOR.search(line) and whose <= terms_of(line)
        ]
        if printed:
            rows.append((f"{titled(document)} is headed {', '.join(printed)}.", opening(inquiry, document)))
    scope = replace(scope, documents=tuple(one.document for one in documents))
    mentions = (one for word in _APPEARING for one in inquiry.corpus.find(word, scope, limit=_MOST))
    told = {one.place: one for one in (sentence_at(inquiry, each) for each in mentions) if _I_ACT.search(one.text)}
    said = [one for one in told.values() if whose <= terms_of(one.text) and not one.text.endswith("?")]
    if not whose or not (rows or said):
        return None
    lines, citations = opened_at(rows[:LISTED])
    part = compose(said[:_QUOTED], first=len(citations) + 1, in_order=True, several=len(documents) > 1)
    lines = [*lines, part.text] if part.text else lines
    return as_list(
        inquiry, [f"For {client}, as far as is printed or said:", *lines], [*citations, *part.citations], scope
    )


def _holders(inquiry: Inquiry, office: str, scope: Scope, documents: Sequence[Document]) -> Answer | None:
    """Who is printed as the holder: beside the name at the head of a transcript, or in the label."""
    printed: dict[str, list[Document]] = {}
    for document in documents:
        for name in dict.fromkeys([*_in_head(head_lines(inquiry, document), office), *_in_labels(document, office)]):
            printed.setdefault(name, []).append(document)
    if not printed:
        return None
    rows = [
        (f"{name}: in {', '.join(titled(one) for one in there)}.", opening(inquiry, there[0]))
        for name, there in printed.items()
    ]
    lines, citations = opened_at(rows[:LISTED])
    found = replace(scope, documents=tuple(dict.fromkeys(one.document for there in printed.values() for one in there)))
    return as_list(inquiry, [f"Printed as {office}:", *lines], citations, found)


def _presiding(inquiry: Inquiry, scope: Scope, documents: Sequence[Document]) -> Answer | None:
    """Who says, or is said, to be in the chair; where nobody is, who speaks first of all and most often."""
    scope = replace(scope, documents=tuple(one.document for one in documents))
    mentions = (one for word in _IN_CHAIR for one in inquiry.corpus.find(word, scope, limit=_MOST))
    told = {one.place: one for one in (sentence_at(inquiry, each) for each in mentions) if _PRESIDES.search(one.text)}
    said = [one for one in told.values() if not one.text.endswith("?")]
    first = None if said or len(documents) > 1 else opening(inquiry, documents[0])
    if first is not None:
        turns = Counter(turn.who for _, turn in inquiry.corpus.turns_in(scope))
        first = first if turns and turns.most_common(1)[0][0] == first.turn.who else None
    quotes = said or ([first] if first else [])
    if not quotes:
        return None
    heading = "In the chair, as far as is said:" if said else "Nobody is said to be in the chair. Who opens it:"
    part = compose(quotes[:_QUOTED], in_order=True, several=len(documents) > 1)
    return as_list(inquiry, [heading, part.text], part.citations, scope)


def _in_head(lines: Sequence[str], office: str) -> Iterator[str]:
    for line in lines:
        for match in _BESIDE.finditer(line):
            if any(_is_office(part, office) for part in match["office"].split(",")):
                yield match[0]
        for match in _BEFORE.finditer(line):
            if _is_office(match["office"], office) or _is_office(match["office"].removesuffix("s"), office):
                yield f"{match['office']}: {match['names']}"


def _in_labels(document: Document, office: str) -> Iterator[str]:
    """Labels that hold the office and a name: "SUPERINTENDENT LINDGREN"."""
    for label in document.speakers:
        words = tokens(label)
        if len(words) > len(office.split()) and _is_office(" ".join(words[: len(office.split())]), office):
            yield label


def _is_office(printed: str, office: str) -> bool:
    """Whether an office is the one asked for; a deputy's is another, and a chairwoman is the chair."""
    plain = re.sub(r"\s(?:of|for|to|at)\s.*$", "", printed.strip().casefold()).removeprefix("the ")
    wanted = office.casefold()
    return plain == wanted or bool(_CHAIR.match(plain) and _CHAIR.match(wanted))
