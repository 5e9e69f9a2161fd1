"""Who is for or against something: those who say so of themselves; and where somebody stands, by such words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answering.composing import compose
from qa.answering.evidence import weigh
from qa.answering.inquiry import Inquiry
from qa.answering.settled import matter_of, sentences_of
from qa.answering.tallies import by_document
from qa.extraction.candidates import Sentence
from qa.extraction.outcomes import goes_on
from qa.extraction.reported import reported
from qa.extraction.shapes import shape_of
from qa.extraction.stances import AGAINST, FOR, may_declare
from qa.lexical.analysis import terms_of
from qa.models import Answer, Scope, Turn, Who
from qa.patterns import phrase
from qa.questions.openings import START

_ASKS = phrase(
    START + r"who(?:'s| (?:is|was|are|were))? (?:(?:else|all|still|actually|here) )*"
    r"(?:(?P<objects>object(?:s|ed|ing)?)(?: to)?(?P<what> \w.*?)?|(?:(?P<no>against|opposed to|oppose[sd]?|"
    r"not (?:for|in favou?r of))|for|in favou?r of|supports?|supported|backs?|backed|favou?rs?|favou?red) "
    r"(?P<about>\w.*?))[\s?.!]*$"
)
# "Bring me a plan, and I'll vote yes."
_ON_TERMS = phrase(r"\b(?:if|unless|until|once)\b|\band (?:then )?(?:I|we)(?:'(?:ll|d)| (?:will|would|shall))\b")
# What stands for whatever is spoken of.
_WHATEVER = phrase(
    r"^\W*(?:(?:all|any|most|none) of )?(?:$|(?:it|this|that|them|these|both)\b|(?:the|this|that|such an?) (?:\w+ )?"
    r"(?:bill|proposal|plan|motion|idea|policy|scheme|measure|project|amendment|thing)\b)"
)
_TORN = phrase(
    r"^\W*(?:(?:well|honestly|look|so|and|but)\b[\s,]*)?I(?:'m| am|'ve| have) (?:\w+ )?(?:torn|undecided|on the fence|"
    r"(?:in|of) two minds|not (?:sure|convinced|persuaded|decided)|mixed feelings|(?:got )?(?:my )?doubts)\b"
)
_OF_SIDES = phrase(r"(?:support|oppos|favou?r|back|against|object|agree|endors|stand|side|position|opinion|view)\w*")
_CLAUSE = phrase(r"^[^,.;:!?—–]*")
_ONLY_IT = phrase(r"^(?:it|this|that)(?:, as to | on |$)")
# So many turns back the matter may stand; who has said so much of something else speaks of that.
_NEAR, _MUCH = 4, 12
_QUOTED, _A_PERSON = 8, 2
_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which side is asked for, and of what; of nothing that is named where the matter is empty."""

    against: bool
    matter: frozenset[str]


def _asked(inquiry: Inquiry) -> _Asked | None:
    asks = _ASKS.match(" ".join(inquiry.text.split()))
    if asks is None:
        return None
    against, about = bool(asks["no"] or asks["objects"]), asks["about"] or asks["what"] or ""
    return _Asked(against, matter_of(inquiry, _ONLY_IT.sub("", about.strip()), (), inquiry.named))


def answer(inquiry: Inquiry) -> Answer | None:
    """What they say; None where nobody says so of himself, or something else is asked."""
    asked = _asked(inquiry)
    if asked is None:
        return None
    scope = inquiry.scope
    if asked.matter:
        hits = weigh(inquiry, inquiry.asked, inquiry.query(), inquiry.everybody).hits
        scope = replace(scope, documents=tuple(dict.fromkeys(one.document for one in hits)))
        if not scope.documents:
            return None
    elif not inquiry.can_be_gone_through():
        return None
    heard: dict[Who | None, list[Sentence]] = {}
    for one in _declared(inquiry, scope.documents, asked.matter, (asked.against,)):
        if not inquiry.given.speakers or one.turn.who in inquiry.given.speakers:
            heard.setdefault(one.turn.who, []).append(one)
    found = [one for own in heard.values() for one in own[:_A_PERSON]][:_QUOTED]
    if not found:
        return None
    several = len({one.document.document for one in found}) > 1
    part = compose(found, in_order=True, several=several)
    return inquiry.made(part.text, part.citations, confidence=_CONFIDENCE, statements=part.statements, scope=scope)


def of_ones_own(inquiry: Inquiry, scope: Scope) -> list[Sentence]:
    """The sentences in which those whose words are asked for take a side, or say that they take none, on the matter.

    "I'm torn, honestly.", where the ban was spoken of just before, holds no word of "Does Thorne support the ban?".
    """
    matter = _matter_of_stance(inquiry)
    if not matter or not scope.speakers:
        return []
    documents = {path for one in inquiry.speakers if one.who in scope.speakers for path in one.documents}
    there = replace(inquiry.everybody, documents=tuple(sorted(documents)))
    if not documents or not inquiry.can_be_gone_through(there):
        return []
    return [
        one
        for document, turns in by_document(inquiry.corpus.turns_in(there))
        for number, turn in enumerate(turns)
        if turn.who in scope.speakers
        for one in sentences_of(document, turn)
        if _takes_one(one.text) and _is_on(matter, one, turns[max(0, number - _NEAR) : number])
    ][:_A_PERSON]


def _matter_of_stance(inquiry: Inquiry) -> frozenset[str]:
    """On what it is asked where somebody stands; nothing where that is not asked."""
    wanted = shape_of(inquiry.asked)
    if not inquiry.subject.speakers or wanted is None or wanted.name != "stance":
        return frozenset()
    return terms_of(" ".join(word for word in inquiry.asked.topic if not _OF_SIDES.fullmatch(word)))


def _is_done_with(inquiry: Inquiry, matter: frozenset[str], one: Sentence) -> bool:
    """Whether a side is taken of "it" where another item has been come to since the matter was named."""
    if not _takes_one(one.text) or _names(one.text, matter):
        return False
    for turn in reversed(inquiry.corpus.turns(one.document.document, 0, one.turn.index)):
        if _names(turn.text, matter):
            return False
        if goes_on(turn.text):
            return True
    return False


def _takes_one(text: str) -> bool:
    """Whether somebody says where he stands on what is spoken of."""
    if text.endswith("?") or reported(text) is not None:
        return False
    clauses = [_of_what(text, against=against) for against in (True, False)]
    return _TORN.match(text) is not None or any(each is not None and _WHATEVER.match(each) for each in clauses)


def without_the_other(inquiry: Inquiry, found: Sequence[Sentence]) -> list[Sentence]:
    """Those of the sentences that name no side: not the other one, nor, where a matter is named, that of another."""
    asked = _asked(inquiry)
    if asked is None:
        matter = _matter_of_stance(inquiry)
        return [one for one in found if not (matter and _is_done_with(inquiry, matter, one))]
    other, own = (FOR, AGAINST) if asked.against else (AGAINST, FOR)
    kept = (one for one in found if not other.search(one.text))
    return [one for one in kept if not asked.matter or not own.search(one.text) or _ON_TERMS.search(one.text)]


def declared(inquiry: Inquiry, documents: Sequence[str], matter: frozenset[str]) -> list[Sentence]:
    """The sentences of these documents in which somebody says to be for or against a matter, which is named."""
    return list(_declared(inquiry, documents, matter, (True, False))) if matter and documents else []


def _declared(
    inquiry: Inquiry, documents: Sequence[str], matter: frozenset[str], against: Sequence[bool]
) -> Iterator[Sentence]:
    """The sentences in which somebody says so of the matter, on these sides; of anything where none is named."""
    scope = replace(inquiry.everybody, documents=tuple(documents) or inquiry.everybody.documents)
    for document, turns in by_document(inquiry.corpus.turns_in(scope)):
        for number, turn in enumerate(turns):
            if not may_declare(turn.text):
                continue
            before = turns[max(0, number - _NEAR) : number]
            for one in sentences_of(document, turn):
                clauses = [_of_what(one.text, against=side) for side in against]
                if not any(clause is not None and _is_of(clause, matter, one, before) for clause in clauses):
                    continue
                if not one.text.endswith("?") and reported(one.text) is None:
                    yield one


def _is_of(clause: str, matter: frozenset[str], one: Sentence, before: Sequence[Turn]) -> bool:
    """Whether what somebody says to be for or against is the matter, where one is asked of."""
    if not matter or matter & terms_of(clause):
        return True
    return _WHATEVER.match(clause) is not None and _is_on(matter, one, before)


def _of_what(text: str, *, against: bool) -> str | None:
    """What somebody says to be for or against, as far as the sentence tells; None where it says no such thing."""
    no, yes = AGAINST.search(text), None if _ON_TERMS.search(text) else FOR.search(text)
    found = no if against else None if no and yes and no.start() <= yes.start() else yes
    clause = _CLAUSE.match(text[found.end() :]) if found else None
    return clause[0] if clause else None


def _is_on(matter: frozenset[str], one: Sentence, before: Sequence[Turn]) -> bool:
    """Whether the matter is what is spoken of."""
    own = one.turn.text[: one.end]
    if _names(own, matter):
        return True
    if len(own[: one.start].split()) > _MUCH:
        return False
    # "Let's go to the next item": what was spoken of before is done with.
    since = next((number + 1 for number in range(len(before) - 1, -1, -1) if goes_on(before[number].text)), 0)
    return any(_names(turn.text, matter) for turn in before[max(0, since - 1) :])


def _names(text: str, matter: frozenset[str]) -> bool:
    """Whether at least half of the words of a matter are in a text: "the bill", of the trawling bill."""
    return 2 * len(matter & terms_of(text)) >= len(matter)
