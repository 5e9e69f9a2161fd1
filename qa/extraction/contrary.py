"""What a question takes for granted, and is otherwise by what is said: another side, a wish and no deed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.extraction.stances import AGAINST, FOR
from qa.patterns import phrase
from qa.questions.openings import START
from qa.resolution.names import tokens

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence
    from qa.extraction.shapes import Shape

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
_ASKS_WHEN_IT_WAS = phrase(
    START + r"(?:when|(?:on |in )?(?:what|which) (?:day|date|month|year)) (?:did|was|were|has|had|have)\b"
)
# "We should open on Sundays, from September.": nobody has.
_WISHES = phrase(
    r"\b(?:should(?! have)|ought to|(?:might|may|could|would) (?:have to|need to|like|want|prefer|rather|go for)|"
    r"(?:I|we|they|he|she)'d (?:like|want|prefer|rather|go for|propose|suggest|love)|"
    r"(?:I|we|they) (?:want|propose|suggest|hope|ask|recommend)\b|"
    r"(?:'re|'m|are|am) (?:considering|thinking (?:of|about)|hoping|asking for|proposing))"
)
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


def only_wished(question: str, chosen: Sequence[Sentence], wanted: Shape | None) -> Sentence | None:
    """The sentence that wishes or proposes for a day what is asked of as done, where no other gives a day.

    Args:
        question: as it stands alone.
        chosen: what would be quoted, best first.
        wanted: what the words look like that answer it.
    """
    if wanted is None or not _ASKS_WHEN_IT_WAS.match(question):
        return None
    dated = [one for one in chosen if wanted.fits(one.text)]
    # Hardly of the matter, another day says nothing of it.
    dated = [one for one in dated if one.coverage >= _GOOD * dated[0].coverage]
    return dated[0] if dated and all(_WISHES.search(one.text) for one in dated) else None
