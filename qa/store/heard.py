"""Who is heard in a passage, and the terms it is found by: the same whatever keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qa.disfluency import fluent, is_backchannel
from qa.lexical.analysis import analyse
from qa.models import Passage
from qa.sentences import count_words


def passage_terms(context: str, said: Sequence[tuple[str, str]]) -> list[str]:
    """The terms of a passage.

    Args:
        context: title and date of the document.
        said: label and words of each of its turns; of a turn that is cut, what lies in the passage.
    """
    spoken = [(label, fluent(words)) for label, words in said]
    # As in what is embedded: those who only listen say nothing to be found by.
    telling = [pair for pair in spoken if not is_backchannel(pair[1])] or spoken
    return analyse("\n".join([context, *(text for pair in telling for text in pair)]))


def shares_of(passage: Passage, speakers: Mapping[int, int | None], texts: Mapping[int, str]) -> dict[int, float]:
    """The share of the words of a passage that each speaker says, by id; both mappings are by the turn's index."""
    heard: Counter[int | None] = Counter()
    for index, words in within((passage.first_turn, passage.start), (passage.last_turn, passage.end), texts):
        heard[speakers.get(index)] += count_words(words)
    total = heard.total() or 1
    return {speaker: count / total for speaker, count in heard.items() if speaker is not None}


def within(first: tuple[int, int], last: tuple[int, int], texts: Mapping[int, str]) -> list[tuple[int, str]]:
    """The turns from one turn and offset to another, and what of each lies between, by the turn's index."""
    return [
        (index, texts[index][first[1] if index == first[0] else 0 : last[1] if index == last[0] else None])
        for index in range(first[0], last[0] + 1)
        if index in texts
    ]
