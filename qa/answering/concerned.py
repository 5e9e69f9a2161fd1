"""What has to do with those of whom a question tells: nobody else's leaving answers "When did Gunn resign?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answering.inquiry import Inquiry
from qa.extraction.candidates import Sentence
from qa.models import Who
from qa.patterns import phrase, regex
from qa.questions.kinds import Kind
from qa.questions.openings import START
from qa.questions.parsing import ANYBODY, is_origin, is_stopword
from qa.resolution.names import is_title, surnames, tokens

_TELLS = phrase(
    START + r"(?:(?:when|why|where|how(?: (?:come|long|often|old|far))?|how (?:much|many)(?: [\w'-]+){0,3}|by whom|"
    r"(?:for |on |in )?(?:what|which)(?: [\w'-]+){1,3}) )?(?:did|was|were|has|had|have|is|are|does|do|will|would)"
    r"(?:n't)? (?:the )?"
)
_TITLES = regex(r"(?:\w+\.?\s){0,2}")
_RELATIVE = phrase(r"sister|brother|wife|husband|son|daughter|mother|father|uncle|aunt|cousin|friend|colleague")
# Who is named more often than this is spoken of everywhere.
_MOST, _LOOKED_AT = 300, 12
_CAPITALS = r"(?-i:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
_DID = phrase(START + rf"(?:did|has|had|was|were|will)(?:n't)? (?P<name>{_CAPITALS}) (?-i:[a-z])")
_TELLS_OF = phrase(
    rf"\W*(?:(?:and|but|so|well|then|now|yes|no|oh)\b[\s,]*)*(?P<name>{_CAPITALS}) (?:\w+ly |just |never )?"
    r"(?:went|did|didn't|has|had|was|wasn't|left|came|got|took|gave|made|kept|told|met|sold|bought|wrote|[a-z]+ed)\b"
)
_I = phrase(r"\b(?:I|me|my|we|us|our)\b")
# Whoever begins so tells of himself, unless somebody else is meant further on.
_TELLS_OF_HIMSELF = phrase(r"\W*(?:(?:and|but|so|well|then|now|yes|no|oh)\b[\s,]*)*(?:I|my)\b")
_OF_SOMEBODY = phrase(r"\b(?:he|she|him|her|his|you|your|we|us|our)\b")
_WHO = phrase(r",? whom?\b")
# So many turns on it is still spoken of whoever was named.
_SINCE = 3


@dataclass(frozen=True, slots=True)
class _Person:
    """One of whom a question tells: who that is, where he or she speaks, and in which turns that name is said."""

    who: frozenset[Who]
    words: frozenset[str]
    said: frozenset[tuple[str, int]]


def concerned(inquiry: Inquiry, found: Sequence[Sentence]) -> list[Sentence]:
    """Those of the sentences that whoever is told of says, or that stand where each of them is named or speaks.

    All where a question tells of nobody by name, or of somebody whom nobody names.
    """
    if inquiry.task.kind is not Kind.DIRECT:
        return list(found)
    people = [one for one in _people(inquiry) if one.who or one.said]
    several = len(people) > 1
    return [one for one in found if all(_concerns(inquiry, person, one, several=several) for person in people)]


def of_another(inquiry: Inquiry, one: Sentence) -> bool:
    """Whether a sentence tells of one who is named what is asked of another: "Nell went there", of "Did Agnes go?"."""
    asks, tells = _DID.match(inquiry.text), _TELLS_OF.match(one.text)
    if asks is None or tells is None:
        return False
    own = {*tokens(asks["name"])}
    around = f"{one.text} {one.asked.text if one.asked else ''}"
    of_himself = not own.isdisjoint(tokens(one.turn.speaker or "")) and _I.search(one.text)
    return own.isdisjoint(tokens(around)) and not of_himself and _is_named(inquiry, tells["name"])


def _is_named(inquiry: Inquiry, name: str) -> bool:
    """Whether a word at the beginning of a sentence is a name: it has a capital wherever it is said."""
    if name.casefold() in ANYBODY or is_stopword(name):
        return False
    said = inquiry.corpus.find(name, inquiry.everybody, limit=_LOOKED_AT)
    turns = ((inquiry.corpus.turns(one.document, one.turn, one.turn)[0].text, one) for one in said)
    return bool(said) and all(text[one.start].isupper() for text, one in turns)


def where_named(inquiry: Inquiry, chosen: Sequence[Sentence]) -> list[Sentence]:
    """Those of the sentences in transcripts where all is named that the question names, if the best is; else all."""
    kept = list(chosen)
    if inquiry.before:
        # What comes from the question before is named, and need not be where that one is answered.
        return kept
    for name in inquiry.asked.names:
        own = {*tokens(name)}
        said = [] if is_origin(name.split()[-1]) else inquiry.corpus.find(name, inquiry.everybody, limit=_MOST)
        if not said or len(said) == _MOST:
            continue
        there = {one.document for one in said}
        there |= {one.document for one in inquiry.documents if own & {*tokens(f"{one.title or ''} {one.document}")}}
        there |= {path for one in inquiry.speakers if own & {*tokens(one.who.name)} for path in one.documents}
        kept = [one for one in kept if one.document.document in there]
    return kept if kept[:1] == list(chosen[:1]) else list(chosen)


def _people(inquiry: Inquiry) -> Iterator[_Person]:
    """Whom a question tells of: "Was Pell fired by Sethi?"; nobody where it begins otherwise."""
    text = " ".join(inquiry.text.split())
    begins = _TELLS.match(text)
    if begins is None:
        return
    named = [one for one in inquiry.people.named if one[0] != one[0].casefold()]
    known = {token for name, _ in named for token in tokens(name)}
    others = (name for name in inquiry.asked.names if not known & set(tokens(name)))
    names = [*named, *((name, []) for name in others if _is_a_person(inquiry, name))]
    names = sorted((one for one in names if text.find(one[0]) >= begins.end()), key=lambda one: text.find(one[0]))
    if not names or not _TITLES.fullmatch(text[begins.end() : text.find(names[0][0])]):
        return
    for name, meant in names:
        at = text.find(name)
        if text[at + len(name) :].startswith(("'", "’")) or (
            text[:at].endswith("the ") and not is_title(name.split()[0])
        ):
            # "Farraday's resignation", "the Tolvan government": it is not Farraday that is told of.
            continue
        own = [word for word in name.split() if not is_title(word)] or name.split()
        # Agnes is named where Mrs. Tolliver is, and so are "the Lindqvists" where one Lindqvist is.
        words = {*map(str.casefold, own), *surnames(meant)}
        said = [mention for word in words for mention in inquiry.corpus.find(word, inquiry.everybody, limit=_MOST)]
        if len(said) < _MOST:
            places = frozenset((one.document, one.turn) for one in said)
            yield _Person(frozenset(one.who for one in meant), frozenset(words), places)


def _is_a_person(inquiry: Inquiry, name: str) -> bool:
    """Whether somebody who does not speak is meant, as the transcripts name him or her: "Deputy Secretary Lang"."""
    last = name.split()[-1]
    if is_origin(last):
        return False
    for mention in inquiry.corpus.find(last, inquiry.everybody, limit=_LOOKED_AT):
        (turn,) = inquiry.corpus.turns(mention.document, mention.turn, mention.turn)
        before = turn.text[: mention.start].split()[-1:]
        if _WHO.match(turn.text[mention.end :]) or before and (is_title(before[0]) or _RELATIVE.fullmatch(before[0])):
            return True
    return False


def _is_of_himself(one: Sentence) -> bool:
    """Whether whoever speaks tells of himself and of nobody else."""
    return _TELLS_OF_HIMSELF.match(one.text) is not None and _OF_SOMEBODY.search(one.text) is None


def _concerns(inquiry: Inquiry, person: _Person, one: Sentence, *, several: bool) -> bool:
    """Whether a sentence is of somebody: by him or her, or said where the name is; of two, between both."""
    document, turn = one.place[:2]
    if one.turn.who in person.who or person.words & set(tokens(one.document.title or "")):
        return True
    if person.who and not several and _is_of_himself(one) and (document, turn) not in person.said:
        # "I keep forty hives" tells nothing of Keith, though he was called a moment ago.
        return bool(one.asked and person.words & set(tokens(one.asked.text)))
    if any((document, turn - back) in person.said for back in range(_SINCE + 1)):
        return True
    if not several or not person.who:
        return False
    beside = inquiry.corpus.turns(document, max(0, turn - 1), turn + 1)
    return any(each.who in person.who for each in beside)
