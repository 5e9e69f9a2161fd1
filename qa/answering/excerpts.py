"""What a language model is given to write from: the turns that are quoted, and those of the places found."""

from __future__ import annotations

from collections.abc import Iterator

from qa.answering.inquiry import Inquiry
from qa.generation.prompting import Source
from qa.models import Answer
from qa.questions.kinds import Kind
from qa.sentences import spans

# Numbers, lists and given words are answered exactly as they are.
WRITTEN = frozenset({Kind.DIRECT.value, Kind.COMPARE.value, Kind.OVER_TIME.value, Kind.SUMMARY.value})
_MOST = 16
_AROUND = 900


def excerpts(inquiry: Inquiry, answer: Answer) -> tuple[Source, ...]:
    """The turns behind an extractive answer first, then those around; each once, whole sentences, numbered from 1."""
    found: dict[tuple[str, int], Source] = {}
    for document, turn, start, end in _places(inquiry, answer):
        if (document, turn) in found or len(found) >= _MOST:
            continue
        (spoken,) = inquiry.corpus.turns(document, turn, turn)
        first, last = _around(spoken.text, start, end)
        if first < last:
            found[document, turn] = Source(len(found) + 1, inquiry.corpus.document(document), spoken, first, last)
    return tuple(found.values())


def _places(inquiry: Inquiry, answer: Answer) -> Iterator[tuple[str, int, int, int]]:
    for citation in answer.citations:
        yield citation.document, citation.turn, citation.start, citation.end
    scope = answer.searched.scope if answer.searched else inquiry.scope
    speakers = scope.speakers
    # For a comparison the scope names nobody, and the citations are balanced already.
    for hit in inquiry.find(scope, inquiry.query()).hits:
        for turn in inquiry.corpus.turns(hit.document, hit.first_turn, hit.last_turn):
            if turn.text.strip() and (not speakers or turn.who in speakers):
                start = hit.start if turn.index == hit.first_turn else 0
                yield hit.document, turn.index, start, hit.end if turn.index == hit.last_turn else len(turn.text)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole sentences from a little before `start` to a little after `end`."""
    first, last = start - _AROUND // 3, min(end, start + _AROUND) + _AROUND // 3
    inside = [span for span in spans(text) if span[1] > first and span[0] < last]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)
