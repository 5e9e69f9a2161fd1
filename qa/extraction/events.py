"""What befalls people, by the words for it: where nobody says any of them, "When did she resign?" has no answer. Pure.

What is nearest in meaning to such a question is often what befell somebody else, or nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.patterns import phrase
from qa.questions.openings import START

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

_LEAVES = r"resign(?:s|ed|ing)?|quit\w*|retir\w+|st(?:ep|epped|eps|epping|and|ood|ands|anding) (?:down|aside)"
# "The fire" sends nobody away.
_SENDS_AWAY = r"fired|fire(?= (?:him|her|them|(?-i:[A-Z])))|sack(?:ed)?|dismiss(?:ed)?|oust(?:ed)?"
_DIES = r"die[sd]?|dying|pass(?:ed)? away"
_MARRIES = r"marr(?:y|ied|ies)|divorced?"
_ARRESTS = r"arrest(?:ed|s)?|jailed|imprisoned"
# Not Sue.
_SUES = r"(?-i:sue[sd]?)|suing"
_FORGIVES = r"forg[ai]ven?"
# The words of a question, and those by which it may be told; what sends somebody away is told as a leaving too.
_EVENTS = (
    (
        rf"{_LEAVES}|{_SENDS_AWAY}",
        rf"{_LEAVES}|{_SENDS_AWAY}|le(?:ft|ave|aves|aving)|go(?:ne|es|ing)?|went|out|notice|depart\w*|last day|"
        r"ga?i?ve up|walk\w*|resignation|firing|dismiss\w*|let \w+ go|laid off|redundan\w+|terminat\w+|"
        r"remov\w+|push\w*|forc\w+|suspend\w*|rid|jobs?|shots?|shoot\w*|successor|replac\w+|no longer|pension",
    ),
    (
        _DIES,
        rf"{_DIES}|deaths?|dead|deadly|kill\w*|pass(?:ed|ing)|funeral|bur(?:y|ied)|late|drown\w*|fatal\w*|los[est]+|"
        r"bod(?:y|ies)|li(?:fe|ves)|alive|surviv\w+|grave|widow\w*|murder\w*|suicide|autops\w+|coroner|inquest|gone",
    ),
    (_MARRIES, rf"{_MARRIES}|marriages?|wife|husband|wedding|wed|spouse|bride|engage\w*|separat\w+|split|partner"),
    (
        _ARRESTS,
        rf"{_ARRESTS}|custody|detain\w*|detention|handcuff\w*|charge[sd]?|jail|prison|cells?|police|t(?:ake|"
        r"ook) \w+ (?:in|away)|held",
    ),
    (_SUES, rf"{_SUES}|(?:law)?suits?|courts?|legal\w*|claim\w*|action|judges?|lawyers?|attorneys?|litigat\w+"),
    (_FORGIVES, rf"{_FORGIVES}|forgiv\w+|pardon\w*|hard feelings|grudge|bitter\w*|blame\w*|angry|sorry|peace"),
)
_FOUND = [(phrase(rf"\b(?:{asks})\b"), phrase(rf"\b(?:{told})\b")) for asks, told in _EVENTS]
_ASKS = phrase(START + r"(?:when|why|how come|who|by whom|did|has|have|had|was|were|is|are)(?:n't)?\b")


def told_of(question: str, chosen: Sequence[Sentence]) -> list[Sentence]:
    """Those of the sentences in whose turn, or in what they reply to, it is told; all where no such thing is asked."""
    words = [told for asks, told in _FOUND if asks.search(question)] if _ASKS.match(question) else []
    return [one for one in chosen if all(told.search(_heard(one)) for told in words)]


def _heard(one: Sentence) -> str:
    return f"{one.turn.text} {one.asked.text if one.asked else ''}"
