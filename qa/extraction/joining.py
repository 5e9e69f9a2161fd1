"""Chosen sentences to what is quoted: with what they say too little without, and those side by side as one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from qa.extraction.acts import takes_back
from qa.extraction.candidates import Sentence
from qa.extraction.reported import reported
from qa.patterns import phrase
from qa.sentences import spans

_YES_OR_NO = phrase(
    r"(?:\W*(?:yes|no|yeah|nope|not (?:yet|really|at all|quite|this \w+)|never|certainly|absolutely|of course|correct|"
    r"that(?:'s| is) (?:right|correct|wrong|true)|"
    r"i (?:do|don't|did|didn't|am|am not|will|won't|would|wouldn't|can|can't|have|haven't))[.!,;\s]+){1,2}"
)
_BARE, _SHORT = 4, 16
# So many sentences take back what stands before them, the first in so many words, the others telling what is right.
_TAKEN_BACK = 3
_GOES_ON = phrase(r"(?:it|that|they|he|she|there)\b")
_OF_THE_SAME = phrase(r"(?:it|they|he|she)\b")


def _whole(one: Sentence, places: Collection[tuple[str, int, int]]) -> Sentence:
    """A sentence with what stands before it in its turn, where that is not chosen and it says too little without.

    The bare answer that opens a reply: "No. I know that some would like one.", "Forty-three. Two of them left."; or
    the short sentence that it leans on: "It was a student called Rooke. She left a beaker on the sill.".
    """
    start = one.start
    if one.asked is not None and one.start > 0 and _opens(one.turn.text[: one.start]):
        start = 0
    elif one.leans_on and len(one.before.split()) <= _SHORT and not one.before.endswith("?") and not one.reports:
        start = one.leans_on[0] if reported(one.before) is None else start
    if start == one.start or any(place[:2] == one.place[:2] and start <= place[2] < one.start for place in places):
        return one
    return replace(one, start=start, first_end=one.first_end or one.end)


def behind_of(one: Sentence) -> list[tuple[int, int]]:
    """Start and end of the sentences that stand behind one in its turn, in order."""
    return [span for span in spans(one.turn.text) if span[0] >= one.end]


def _with_correction(one: Sentence) -> Sentence:
    """A sentence with what is said behind it to take it back: "… about 340. That number was wrong. It is 430."."""
    behind = behind_of(one)[:_TAKEN_BACK]
    text = one.turn.text
    if not behind or not takes_back(text[slice(*behind[0])]):
        return one
    last = behind[0]
    for span in behind[1:]:
        if not (takes_back(text[slice(*span)]) or _GOES_ON.match(text[slice(*span)])):
            break
        last = span
    return replace(one, end=last[1], first_end=one.first_end or one.end)


def _with_the_next(one: Sentence) -> Sentence:
    """A sentence of very few words, and the short one that goes on from it: "No, my sourdough. It's from 2009."."""
    text = one.turn.text
    if len(text[one.start : one.end].split()) > _BARE:
        return one
    start, end = next(iter(behind_of(one)), (len(text), len(text)))
    said = text[start:end]
    if start - one.end > 1 or not _OF_THE_SAME.match(said) or said.endswith("?") or len(said.split()) > _SHORT:
        return one
    return replace(one, end=end, first_end=one.first_end or one.end)


def _opens(text: str) -> bool:
    """Whether it is a bare answer: yes or no, or a few words that have no sentence's length."""
    return bool(_YES_OR_NO.fullmatch(text)) or (len(text.split()) <= _BARE and "?" not in text)


def joined(chosen: Sequence[Sentence]) -> list[Sentence]:
    """Sentences that stand side by side in a paragraph made one, by document and position; a "No." comes with them."""
    result: list[Sentence] = []
    places = {one.place for one in chosen}
    whole = [_with_the_next(_with_correction(_whole(one, places))) for one in chosen]
    for one in sorted(whole, key=lambda one: one.place):
        last = result[-1] if result else None
        if last and last.place[:2] == one.place[:2] and one.start < last.end:
            result[-1] = replace(last, end=max(last.end, one.end), score=max(last.score, one.score))
        elif (
            last
            and last.place[:2] == one.place[:2]
            and one.start >= last.end
            and set(last.turn.text[last.end : one.start]) <= {" "}
            and last.reports == one.reports
        ):
            result[-1] = replace(
                last, end=one.end, first_end=last.first_end or last.end, score=max(last.score, one.score),
                is_question=last.is_question and one.is_question,
            )  # fmt: skip
        else:
            result.append(one)
    return result
