"""What a question takes for granted, and is otherwise by what is said: the side that somebody takes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.extraction.stances import AGAINST, FOR
from qa.patterns import phrase
from qa.resolution.names import tokens

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

_WHY = r"\b(?:why|how come|what (?:made|makes|led|persuaded|convinced|prompted))\b.{0,60}\b"
_ASKS_WHY_FOR = phrase(
    rf"{_WHY}(?:(?:support|back|favou?r|want|welcome|endorse|like|approve of|agree (?:with|to)|vote for)(?:e?[ds])?|"
    r"(?:be|is|are|was|were) (?:for|in favou?r of))\b"
)
_ASKS_WHY_AGAINST = phrase(
    rf"{_WHY}(?:(?:oppose|object|reject|resist|vote against|disagree with|dislike)(?:e?[ds])?|"
    r"(?:be|is|are|was|were) (?:against|opposed to))\b"
)
_DISAGREES = phrase(
    r"\b(?:I|we|(?-i:[A-Z]\w+) and I)(?: (?:still|strongly|do))? disagree[ds]?\b"
    r"|\b(?:I'd|I would) (?:refuse|oppose|reject)\b|\bI'm going to oppose\b"
    r"|\b(?:I|we) (?:do not|don't|didn't|never) (?:want|like|agree)(?:ed)?\b"
)
_AGREES = phrase(
    r"\b(?:I|we) (?:do not|don't|didn't|wouldn't) (?:object|oppose)\b"
    r"|\b(?:I|we)(?: (?:do|really|rather|very much))? (?:welcome|agree with|like) (?:it|this|that|the)\b"
)
_BUT = phrase(r"\b(?:but|though|although|however|except|unless|only if)\b")
_NOT = phrase(r"n't\b|\b(?:not|never)\b")
_GOOD = 0.8


def takes_the_other_side(question: str, chosen: Sequence[Sentence]) -> Sentence | None:
    """The sentence by which whoever is asked why he wants something says that he doesn't, or the other way round.

    Args:
        question: as it stands alone; it names whoever is asked.
        chosen: what would be quoted, best first.
    """
    own = {*tokens(question)}
    if _NOT.search(question) or _BUT.search(question):
        return None
    for asks, says in ((_ASKS_WHY_FOR, (AGAINST, _DISAGREES)), (_ASKS_WHY_AGAINST, (FOR, _AGREES))):
        for one in chosen if asks.search(question) else ():
            if one.score < _GOOD * chosen[0].score:
                break
            speaks = not own.isdisjoint(tokens(f"{one.turn.speaker or ''} {one.turn.person or ''}"))
            if speaks and any(side.search(one.text) for side in says) and not _BUT.search(one.turn.text, one.start):
                return one
    return None
