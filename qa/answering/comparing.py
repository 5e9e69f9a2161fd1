"""Several people on one matter: a section for each, searched for each alone, or that no statement was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering import abstaining, direct
from qa.answering.composing import compose
from qa.answering.direct import Evidence
from qa.answering.inquiry import Inquiry, in_a_row
from qa.contrasts import compares_everybody
from qa.kinds import Kind
from qa.models import Answer, Citation, Scope, Statement, Who
from qa.names import HONORIFICS, tokens
from qa.pool import Query
from qa.questions import Asked, content_words

_WORDS = 180
_FEWEST_WORDS = 50
_QUOTES = 4
_MOST_PEOPLE = 5
# What a comparison says of itself, and not of its matter.
_COMPARING = frozenset(
    (
        "compare compares compared comparing comparison contrast contrasts contrasted contrasting versus vs differ "
        "differs differed difference differences different differently disagree disagrees disagreed disagreement agree "
        "agrees agreed agreement common next side each both respective respectively opposing odds contradict "
        "contradicts case objection objections put set against how where what do does did on about their views view"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody compared: the name as asked, and who is meant; nobody where that person does not speak."""

    name: str
    speakers: tuple[Who, ...]


def answer(inquiry: Inquiry) -> Answer | None:
    """A section a person; None where the question does not name several people after all."""
    parties = _parties(inquiry)
    topic = _topic(inquiry, parties)
    asked = replace(inquiry.asked, topic=tuple(topic), subject=None)
    query = inquiry.query()
    if len(parties) < 2 and compares_everybody(inquiry.text):
        parties = _who_spoke_of_it(inquiry, asked, query)
    if len(parties) < 2:
        return None
    words = max(_FEWEST_WORDS, _WORDS // len(parties))
    found: list[tuple[Party, Evidence | None]] = []
    for party in parties:
        allowed = inquiry.allowed(party.speakers)
        scope = replace(inquiry.scope, speakers=allowed)
        own = replace(asked, question=f"What did {party.name} say about {' '.join(topic)}?", subject=party.name)
        evidence = (
            direct.weigh(inquiry, own, query, scope, words=words, most=_QUOTES, detail=inquiry.task.detail)
            if allowed
            else None
        )
        found.append((party, evidence))
    return _told(inquiry, found)


def _told(inquiry: Inquiry, found: Sequence[tuple[Party, Evidence | None]]) -> Answer:
    texts: list[str] = []
    citations: list[Citation] = []
    statements: list[Statement] = []
    for party, evidence in found:
        if evidence is not None and evidence.bears_on_it:
            part = compose(evidence.chosen, first=len(citations) + 1)
            texts.append(part.text)
            citations += part.citations
            statements += part.statements
        elif party.speakers:
            texts.append(f"{party.name}: no statement on this was found.")
        else:
            texts.append(f"{party.name} does not speak in {inquiry.where()}.")
    sure = [evidence.confidence for _, evidence in found if evidence is not None]
    if not citations:
        hits = [hit for _, evidence in found if evidence for hit in evidence.hits[:2]]
        people = in_a_row([party.name for party, _ in found])
        return abstaining.abstain(
            inquiry, hits, inquiry.scope, reason=f"Neither of {people} says anything that answers this."
            if len(found) == 2 else f"None of {people} says anything that answers this.",
            confidence=max(sure, default=0.0),
        )  # fmt: skip
    whole = inquiry.made("\n\n".join(texts), citations, confidence=max(sure), statements=statements)
    return replace(whole, kind=Kind.COMPARE.value)


def _parties(inquiry: Inquiry) -> list[Party]:
    return [Party(name, tuple(one.who for one in meant)) for name, meant in inquiry.people[:_MOST_PEOPLE]]


def _topic(inquiry: Inquiry, parties: Sequence[Party]) -> list[str]:
    own = {word for party in parties for word in tokens(party.name)}
    return [
        word
        for word in content_words(inquiry.text)
        if word.casefold() not in _COMPARING and not set(tokens(word)) & own and tokens(word)[0] not in HONORIFICS
    ]


def _who_spoke_of_it(inquiry: Inquiry, asked: Asked, query: Query) -> list[Party]:
    """Those whose sentences on the matter are the best, when nobody is named."""
    scope: Scope = inquiry.scope
    evidence = direct.weigh(inquiry, asked, query, scope, detail=True)
    people = dict.fromkeys(one.turn.who for one in evidence.chosen if one.turn.who is not None)
    return [Party(who.label, (who,)) for who in list(people)[: _MOST_PEOPLE - 1]]
