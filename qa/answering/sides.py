"""Who is for or against something: those who say so of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering.composing import compose
from qa.answering.evidence import weigh
from qa.answering.inquiry import Inquiry
from qa.answering.settled import holds, matter_of, sentences_of
from qa.answering.tallies import by_document
from qa.extraction.candidates import Sentence
from qa.extraction.reported import reported
from qa.lexical.analysis import terms_of
from qa.models import Answer, Document, Turn, Who
from qa.questions.parsing import pattern

_ASKS = pattern(
    r"^\W*(?:(?:and|so|but)\s)?who(?:['’]s|\s(?:is|was|are|were))?\s(?:(?:else|all|still|actually|here)\s)*"
    r"(?:(?P<no>against|opposed\sto|oppose[sd]?|not\s(?:for|in\sfavou?r\sof))|for|in\sfavou?r\sof|supports?|supported|"
    r"backs?|backed|favou?rs?|favou?red)\s(?P<about>\w.*?)[\s?.!]*$"
)
_SURELY = r"(?:(?:all|still|now|very\smuch|also|personally|quite|\w+ly)\s){0,2}"
_BE = r"\b(?:I|we)(?:['’](?:m|re)|\sam|\sare|(?:['’]ve|\shave)(?:\salways)?\sbeen|['’]d\sbe|\swould\sbe)\s"
_NOT = r"(?:don['’]t|do\snot|can['’]t|cannot|can\snot|couldn['’]t|could\snot|won['’]t|will\snot|wouldn['’]t|would\snot)"
_WILL = r"\b(?:I|we)(?:['’](?:ll|d)|\s(?:will|would|shall|can|do|am\sgoing\sto|intend\sto))?\s"
_VOTE = r"\b(?:I|we)(?:['’](?:ll|ve|d|m)|\s(?:will|would|shall|have|am|am\sgoing\sto))?\s(?:be\s)?vot(?:e|ed|ing)\s"
_AGAINST = pattern(
    rf"{_BE}{_SURELY}(?:against|opposed\sto|not\s{_SURELY}(?:for|in\sfavou?r(?:\sof)?))(?![\w-])"
    rf"|{_WILL}{_SURELY}(?:oppose|object\sto|reject)\b"
    rf"|\b(?:I|we)\s{_SURELY}{_NOT}\s{_SURELY}(?:support|back|favou?r|endorse|vote\sfor|be\sfor)\b"
    rf"|{_VOTE}(?:against|no|nay)(?![\w-])"
)
_FOR = pattern(
    rf"{_BE}{_SURELY}(?:for|in\sfavou?r(?:\sof)?)(?![\w-])"
    rf"|{_WILL}{_SURELY}(?:support|back|favou?r|endorse)\b"
    rf"|{_VOTE}(?:for|yes|aye|in\sfavou?r(?:\sof)?)(?![\w-])"
)
# What stands for whatever is spoken of.
_WHATEVER = pattern(
    r"^\W*(?:$|(?:it|this|that|them|these|both)\b|(?:the|this|that|such\san?)\s(?:\w+\s)?"
    r"(?:bill|proposal|plan|motion|idea|policy|scheme|measure|project|amendment|thing)\b)"
)
_CLAUSE = pattern(r"^[^,.;:!?—–]*")
_ONLY_IT = pattern(r"^(?:it|this|that)(?:,\sas\sto\s|\son\s|$)")
_NEAR, _QUOTED, _A_PERSON = 10, 8, 2
_MOST_TURNS = 100_000
_CONFIDENCE = 0.8


def answer(inquiry: Inquiry) -> Answer | None:
    """What they say; None where nobody says so of himself, or something else is asked."""
    asks = _ASKS.match(" ".join(inquiry.text.split()))
    if asks is None or inquiry.corpus.counts(inquiry.everybody).turns > _MOST_TURNS:
        return None
    about = _ONLY_IT.sub("", asks["about"])
    matter = matter_of(inquiry, about, (), inquiry.named)
    scope = inquiry.scope
    if matter:
        hits = weigh(inquiry, inquiry.asked, inquiry.query(), inquiry.everybody).hits
        scope = replace(scope, documents=tuple(dict.fromkeys(one.document for one in hits)))
        if not scope.documents:
            return None
    heard: dict[Who | None, list[Sentence]] = {}
    for one in _declared(inquiry, scope.documents, matter, against=asks["no"] is not None):
        if not inquiry.given.speakers or one.turn.who in inquiry.given.speakers:
            heard.setdefault(one.turn.who, []).append(one)
    found = [one for own in heard.values() for one in own[:_A_PERSON]][:_QUOTED]
    if not found:
        return None
    several = len({one.document.document for one in found}) > 1
    part = compose(found, in_order=True, several=several)
    return inquiry.made(part.text, part.citations, confidence=_CONFIDENCE, statements=part.statements, scope=scope)


def _declared(
    inquiry: Inquiry, documents: Sequence[str], matter: frozenset[str], *, against: bool
) -> Iterator[Sentence]:
    """The sentences in which somebody says so of the matter; of anything where none is named."""
    scope = replace(inquiry.everybody, documents=tuple(documents) or inquiry.everybody.documents)
    for document, turns in by_document(inquiry.corpus.turns_in(scope)):
        for number, turn in enumerate(turns):
            near = turns[max(0, number - _NEAR) : number + 1]
            for one in sentences_of(document, turn):
                clause = _of_what(one.text, against=against)
                if clause is None or one.text.endswith("?") or reported(one.text) is not None:
                    continue
                of_it = _WHATEVER.match(clause) is not None and _is_on(document, near, matter)
                if not matter or of_it or matter & terms_of(clause):
                    yield one


def _of_what(text: str, *, against: bool) -> str | None:
    """What somebody says to be for or against, as far as the sentence tells; None where it says no such thing."""
    no, yes = _AGAINST.search(text), _FOR.search(text)
    found = no if against else None if no and yes and no.start() <= yes.start() else yes
    clause = _CLAUSE.match(text[found.end() :]) if found else None
    return clause[0] if clause else None


def _is_on(document: Document, near: Sequence[Turn], matter: frozenset[str]) -> bool:
    """Whether the matter is what is spoken of."""
    return holds(document.name, matter) or any(holds(turn.text, matter) for turn in near)
