"""Who somebody is: where he or she speaks, and the words that tell it: "I'm Ann Lee, the clerk."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from qa.answering.addressed import identities
from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.roles import holders, is_role
from qa.answering.tallies import first_said, folded, listed, many, opened_at, sentence_at, titled
from qa.extraction.candidates import Sentence
from qa.models import Answer, Mention, Scope, Speaker
from qa.patterns import phrase
from qa.questions.openings import START
from qa.questions.persons import KIN, WHO_IS
from qa.resolution.names import speakers_meant, tokens
from qa.transcripts.vocabulary import HONORIFICS, OFFICES

if TYPE_CHECKING:
    from qa.protocols import Corpus

_ASKS_OF_ROLE = phrase(
    START + r"who(?: (?:is|was)|'s) (?:the|our|their) (?P<name>[\w'’-]+(?: [\w'’-]+){0,4}?)[\s?.!]*$"
)
_ARTICLE = r"(?:the|our|a|an|my|their|its|his|her|your|this) "
_AFTER = (
    r"(?:, | is | was |'s |,? who (?:is|was) | \()(?:also |now |then )?"
    rf"(?:{_ARTICLE})?(?P<after>[\w'’-]+(?: [\w'’-]+){{0,4}})"
)
_BEFORE = r"(?P<before>[\w'’-]+(?: [\w'’-]+){0,2}),? (?:named |called )?"
_I_AM = r"\b(?:I'm|I am|my name(?:'s| is)|this is|call me) (?:{0})\b"
_MY_ROLE = phrase(
    rf"\b(?:I'm|I am|I've been|speaking as|I (?:serve|work) as) {_ARTICLE}(?P<after>[\w'’-]+(?: [\w'’-]+){{0,3}})"
)
_OWN = ("I'm", "I am", "I've been", "speaking as", "I serve as", "I work as")
_MOST, _QUOTED, _PLACES = 200, 3, 3
_SAYS_ITSELF, _IS_TOLD, _OWN_ROLE, _IS_TITLED, _IS_NAMED = 5.0, 4.0, 3.0, 2.0, 1.0


def speaking(corpus: Corpus, scope: Scope) -> Callable[[str], bool]:
    """Whether a name, or a role with its article, "the minister", means somebody who speaks, whoever is filtered."""
    everybody = replace(scope, speakers=())
    # Nothing is looked up before a follow-up is asked.
    speakers = cache(lambda: corpus.speakers(everybody))

    def speaks(name: str) -> bool:
        if speakers_meant(name, speakers()) or identities(name, speakers(), corpus):
            return True
        is_held = name.casefold().startswith("the ") and is_role(name.split()[-1])
        documents = corpus.documents(everybody) if is_held else []
        return is_held and bool(holders(f"What did {name} say?", speakers(), documents, corpus, everybody))

    return speaks


def answer(inquiry: Inquiry) -> Answer | None:
    """Where somebody speaks, and what tells who that is; None where nobody is asked for, or nothing tells it."""
    asks = WHO_IS.match(inquiry.text) or _ASKS_OF_ROLE.match(inquiry.text)
    if asks is None:
        return None
    name = asks["name"]
    meant = [one for written, group in inquiry.people.named if written in name or name in written for one in group]
    if asks.re.pattern == _ASKS_OF_ROLE.pattern:
        if not meant:
            return None
        name = meant[0].person or meant[0].label
    allowed = inquiry.allowed(one.who for one in meant)
    if meant and not allowed:
        return None
    told = sorted(_told(inquiry, name, meant), key=lambda one: -one.score)
    sentences = list({one.place: one for one in told}.values())[:_QUOTED]
    part = compose(sentences)
    if not meant:
        return inquiry.made(part.text, part.citations, confidence=1.0, statements=part.statements) if told else None
    places = [_place(inquiry, one) for one in _people(meant)]
    scope = replace(inquiry.scope, speakers=allowed)
    if sentences:
        lines, citations = [*(text for text, _ in places), part.text], list(part.citations)
    else:
        lines, citations = opened_at(places)
    evidence = [Mention(one.document, one.turn, one.start, one.end) for one in citations]
    notes = inquiry.people.several([(name, meant)])
    made = listed(inquiry, lines, citations, scope, count=len(places), evidence=evidence)
    return replace(made, count=None, notes=tuple(dict.fromkeys([*made.notes, *notes])))


def _people(meant: Sequence[Speaker]) -> list[list[Speaker]]:
    """Speakers by person: one who is only printed otherwise elsewhere is the same."""
    groups: dict[object, list[Speaker]] = {}
    for one in meant:
        groups.setdefault(folded(one.who), []).append(one)
    return list(groups.values())


def _place(inquiry: Inquiry, labels: Sequence[Speaker]) -> tuple[str, Sentence | None]:
    """Where one person speaks, in a line, and the first sentence there."""
    paths = {path for one in labels for path in one.documents}
    there = [one for one in inquiry.documents if one.document in paths]
    turns = many(sum(one.turns for one in labels), "turn")
    named = ", ".join(titled(one) for one in there[:_PLACES])
    where = named if len(there) <= _PLACES else f"{len(there)} of {many(len(inquiry.documents), 'transcript')}"
    scope = replace(inquiry.everybody, speakers=tuple(one.who for one in labels))
    first = next((first_said(document, [turn]) for document, turn in inquiry.corpus.turns_in(scope)), None)
    return f"{labels[0].name} speaks in {where}: {turns}.", first


def _told(inquiry: Inquiry, name: str, meant: Sequence[Speaker]) -> Iterator[Sentence]:
    """The sentences that tell who somebody is; the score says how plainly."""
    names = _forms(name, meant)
    who = {one.who for one in meant}
    any_of_them = "|".join(re.escape(one) for one in names)
    after, before = phrase(rf"\b(?:{any_of_them}){_AFTER}"), phrase(rf"\b{_BEFORE}(?:{any_of_them})\b")
    i_am = phrase(_I_AM.format(any_of_them))
    seen: set[tuple[str, int, int]] = set()
    for form in names:
        for mention in inquiry.corpus.find(form, inquiry.scope, limit=_MOST):
            one = sentence_at(inquiry, mention)
            called = one.turn.text[mention.start : mention.end]
            if one.place in seen or one.is_question or not called[:1].isupper():
                continue
            seen.add(one.place)
            if one.turn.who in who and i_am.search(one.text):
                # "I'm Ann." tells no more than the label.
                yield replace(one, score=_SAYS_ITSELF if _is_somebody(one.text) else _IS_NAMED)
            elif any(_is_somebody(match["after"]) for match in after.finditer(one.text)):
                yield replace(one, score=_IS_TOLD)
            elif any(_is_somebody(match["before"], last=True, title=not who) for match in before.finditer(one.text)):
                yield replace(one, score=_IS_TITLED)
    allowed = inquiry.allowed(who)
    for form in _OWN if allowed else ():
        for mention in inquiry.corpus.find(form, replace(inquiry.scope, speakers=allowed), limit=_MOST):
            one = sentence_at(inquiry, mention)
            match = _MY_ROLE.search(one.text)
            if match and not one.is_question and _is_somebody(match["after"]):
                yield replace(one, score=_OWN_ROLE)


def _forms(name: str, meant: Sequence[Speaker]) -> list[str]:
    """The name as asked for, and in full where it is known; without titles."""
    whole = (one.person or one.label for one in meant)
    bare = (
        " ".join(
            word for word in form.split() if tokens(word) and word.casefold().strip(".") not in HONORIFICS | OFFICES
        )
        for form in (name, *whole)
    )
    return list(dict.fromkeys(form for form in bare if form)) or [name]


def _is_somebody(words: str, *, last: bool = False, title: bool = True) -> bool:
    """Whether what somebody is stands among words: an office, a trade, a relation.

    "Burns, Secretary Robinson" are two, and tell nothing of Burns.

    Args:
        words: beside a name.
        last: only at their end.
        title: an office as a form of address, which a label has as well, tells it too: "Councillor" before "Park".
    """
    among = re.findall(r"[\w'’-]+", words)
    for word, following in zip(among, [*among[1:], ""], strict=True):
        plain = word.casefold()
        is_one = plain in KIN or is_role(plain) or (plain in OFFICES and plain not in HONORIFICS)
        addressed = last and word[0].isupper() and not title
        if is_one and not addressed and not (following if last else word[0].isupper() and following[:1].isupper()):
            return True
    return False
