"""Whether words were said as quoted: in these words, nearly in these, by somebody else, or never."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answering import abstaining
from qa.answering.addressed import may_be
from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.tallies import who_of_them
from qa.answering.wording import names_of, one_name, verb
from qa.extraction.candidates import Sentence, of_turn
from qa.models import Answer, Scope, Speaker, Statement, Who
from qa.patterns import phrase, regex
from qa.questions.parsing import is_stopword

_PLACES = 6
_SEARCHED = 20
_NEAR = 0.72
_LOOSELY = 0.55
_LOOSE = phrase(r"\b(?:words? to that effect|something like|along the lines|more or less|anything like)\b")
_WORD = regex(r"[^\W_]+(?:['’][^\W_]+)*")
_SAME_WORD = 0.8
# A mark that opens a quotation which nothing closes yet, and so much of the words as one sentence surely holds.
_OPENS = regex(r"[\"“„«‘][^\"”“»’]*\Z")
_BEGINS = 12
_SMALL = 0.3
_ENOUGH_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Near:
    """A stretch of sentences that comes near a quotation, and how near, 0 to 1."""

    sentences: tuple[Sentence, ...]
    likeness: float


def answer(inquiry: Inquiry) -> Answer:
    """Said so, by whom and when; nearly so; or never."""
    term = inquiry.task.term or ""
    people = _people(inquiry)
    scope = replace(inquiry.scope, speakers=people) if people else inquiry.scope
    exact = _exact(inquiry, term, scope)
    if exact:
        heard = {one.turn.who for one in exact}
        before = (who_of_them(_named(inquiry), heard) or "Yes.") if people else _not_by(inquiry)
        return _said(inquiry, abstaining.with_replies(inquiry, exact), scope, before)
    if people and (elsewhere := _exact(inquiry, term, inquiry.everybody)):
        others = [one.turn.who for one in elsewhere if one.turn.who]
        who = names_of(others)
        part = compose(abstaining.with_replies(inquiry, elsewhere, people), in_order=True)
        never, does = f"never {verb(people, 'says', 'say')} this", verb(others, "does", "do")
        if all(_is_quoted(one, term) for one in elsewhere):
            # "You said, and I have it here, '…'" is no proof that it was not said elsewhere.
            never, does = f"{verb(people, 'is', 'are')} not heard to say this", f"{verb(others, 'quotes', 'quote')} it"
        known = [one for one in inquiry.speakers if one.who in others]
        same = any(may_be(who.person or who.label, one) for who in people for one in known)
        unsure = " Whether that is the same person, the transcripts do not show." if same else ""
        return inquiry.made(
            f"{names_of(people)} {never}; {who} {does}.{unsure}\n\n{part.text}", part.citations,
            abstained=True, statements=part.statements, scope=scope,
        )  # fmt: skip
    near = _nearest(inquiry, term, scope)
    enough = _LOOSELY if _LOOSE.search(inquiry.text) else _NEAR
    if near and near.likeness >= enough:
        before = "Not in exactly these words; what was said is:"
        return _said(inquiry, list(near.sentences), scope, before, confidence=near.likeness)
    return _never(inquiry, term, scope, near)


def _people(inquiry: Inquiry) -> tuple[Who, ...]:
    people = inquiry.subject.speakers
    if not people:
        people = tuple(dict.fromkeys(one.who for _, meant in _named(inquiry) for one in meant))
    return inquiry.allowed(people)


def _named(inquiry: Inquiry) -> list[tuple[str, list[Speaker]]]:
    return inquiry.people.within(inquiry.task.rest)


def _exact(inquiry: Inquiry, term: str, scope: Scope) -> list[Sentence]:
    found: dict[tuple[str, int, int], Sentence] = {}
    for mention in inquiry.corpus.find(term, scope, limit=200):
        for sentence in abstaining.sentences_at(inquiry, mention):
            found.setdefault(sentence.place, sentence)
    if found or not _WORD.search(term):
        return list(found.values())[:_PLACES]
    near = _nearest(inquiry, term, scope)
    # Only commas and the like are different.
    return list(near.sentences) if near and _words(term) and near.likeness >= 1.0 else []


def _not_by(inquiry: Inquiry) -> str:
    """That whoever is asked about does not speak, and is told of by others."""
    name = inquiry.subject.absent
    called = abstaining.with_article(inquiry, name) if name else ""
    return f"{abstaining.not_speaking(inquiry, called)}; these words stand in:" if name else ""


def _is_quoted(one: Sentence, term: str) -> bool:
    """Whether the words stand in quotation marks, or are said to be somebody else's."""
    at = one.text.casefold().find(term.casefold()[:_BEGINS])
    return one.reports is not None or _OPENS.search(one.text[:at] if at >= 0 else "") is not None


def _said(
    inquiry: Inquiry, sentences: Sequence[Sentence], scope: Scope, before: str, *, confidence: float = 1.0
) -> Answer:
    part = compose(sentences, in_order=True)
    statements = [*([Statement(before)] if before else []), *part.statements]
    return inquiry.made(
        f"{before}\n\n{part.text}" if before else part.text, part.citations,
        confidence=min(1.0, confidence), statements=statements, scope=scope,
    )  # fmt: skip


def _never(inquiry: Inquiry, term: str, scope: Scope, near: _Near | None) -> Answer:
    who = names_of(scope.speakers) if scope.speakers else "Nobody"
    verb = ("never says" if one_name(scope.speakers) else "never say") if scope.speakers else "says"
    hits = inquiry.find(scope, inquiry.query(term), question=term, k=abstaining.NEAREST).hits
    return abstaining.abstain(
        inquiry, hits, scope, reason=f"{who} {verb} “{term}”, nor anything near it.",
        confidence=near.likeness if near else 0.0,
    )  # fmt: skip


def _nearest(inquiry: Inquiry, term: str, scope: Scope) -> _Near | None:
    """The sentence, or two or three in a row, that come nearest, among the places that bear most on the words."""
    wanted = _words(term)
    if not wanted:
        return None
    best: _Near | None = None
    for hit in inquiry.find(scope, inquiry.query(term), question=term, k=_SEARCHED).hits:
        document = inquiry.corpus.document(hit.document)
        for turn in inquiry.corpus.turns(hit.document, hit.first_turn, hit.last_turn):
            if scope.speakers and turn.who not in scope.speakers:
                continue
            sentences = of_turn(document, turn, None, 1.0, questions=True)
            for first in range(len(sentences)):
                for last in range(first, min(first + 3, len(sentences))):
                    run = tuple(sentences[first : last + 1])
                    said = _words(turn.text[run[0].start : run[-1].end])
                    if len(run) > 1 and len(said) > 2 * len(wanted):
                        break
                    likeness = max(_likeness(wanted, said), _NEAR if _but_for_one_word(wanted, said) else 0.0)
                    if best is None or likeness > best.likeness:
                        best = _Near(run, likeness)
    return best


def _likeness(wanted: Sequence[str], said: Sequence[str]) -> float:
    """Share of the quoted words that stand in the sentence in the same order and close together, telling ones first."""
    weights = [_SMALL if is_stopword(word) else 1.0 for word in wanted]
    same = [[_same(one, other) for other in said] for one in wanted]
    # Longest common subsequence, weighted.
    table = [[0.0] * (len(said) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted)):
        for j in range(len(said)):
            table[i + 1][j + 1] = max(table[i][j + 1], table[i + 1][j], table[i][j] + weights[i] if same[i][j] else 0.0)
    return table[-1][-1] / sum(weights)


def _but_for_one_word(wanted: Sequence[str], said: Sequence[str]) -> bool:
    """Whether one word of at least four was put for another: "I was wrong about Saturdays", where it was Sundays."""
    long = len(wanted)
    for first in range(len(said) - long + 1 if long >= _ENOUGH_WORDS else 0):
        pairs = list(zip(wanted, said[first : first + long], strict=True))
        same = [one for one, other in pairs if one == other]
        if len(same) == long - 1 and not all(map(is_stopword, same)):
            return True
    return False


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    return len(one) > 4 and difflib.SequenceMatcher(None, one, other).ratio() >= _SAME_WORD


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
