"""Whether what a question takes for granted was denied by whoever was asked it: "I haven't. Who told you?". Pure.

Only plain denials count. "No, because …" may answer "why does she oppose it?", and is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.lexical import terms_of
from qa.questions import content_words, pattern

if TYPE_CHECKING:
    from qa.candidates import Sentence

_OPEN = pattern(
    r"^\W*(?:(?:and|so|but|well|then)\b[\s,]*)*(?:did|does|do|is|was|are|were|has|have|had|will|would|can|could|"
    r"should|any)\b"
)
# What is asked of something that is taken to have happened; "what was said about it?" takes nothing for granted.
_ASKS_OF_IT = pattern(
    r"\b(?:why|how\scome|how\smuch|how\smany|when|where|who|whom|by\show|on\swhat\sgrounds|for\swhat\sreasons?|"
    r"how\sdid|which\s\w+|what\s(?:made|led|persuaded|convinced|forced|prompted|caused|brought|drove|moved))\b"
)
_ASKS_FOR_WORDS = pattern(
    r"\b(?:what|how|who|whom|which\s\w+)\b.{0,60}\b(?:say|says|said|think|thinks|thought|tell|told|feel|feels|felt|"
    r"mention(?:s|ed)?|views?|opinions?|positions?|make\sof|made\sof)\b"
)
_NOT = pattern(
    r"n['’]t\b|\b(?:not|never|no|nobody|deny|denied|denies|false|rumou?r|untrue|refuse[sd]?|oppose[sd]?|against)\b"
)
_NAME = r"(?-i:[A-Z][\w'’-]+)"
_DENIES = pattern(
    r"\bnothing\sof\sthe\s(?:kind|sort)\b"
    r"|\b(?:I|we)\s(?:don['’]t|do\snot)\sknow\swhere\s(?:you|they|that|people|he|she|anybody|anyone)\b"
    r"|\b(?:that|this|it)(?:['’]s|\sis|\swas)\s(?:\w+\s)?(?:false|untrue|not\strue|not\sso|not\swhat\shappened|"
    r"a\smyth|a\srumou?r|nonsense|"
    r"not\scorrect|incorrect|just\snot|simply\snot)\b|\bthat\snever\shappened\b|\bno\struth\s(?:in|to)\b"
    r"|\b(?:I|we|he|she|they)\snever\s(?:said|did|agreed|promised|signed|resigned|offered|sold|asked|wrote|left|"
    r"voted)\b|\bnobody(?:['’]s|\shas|\swas|\sis)\s(?:been\s)?\w+(?:ed|en|ing|ld|ft)\b|\bwhoever\stold\syou\b|"
    r"\bthere(?:['’]s|\sis|\swas)\sno\s(?:such\b|\w+\sfor\b)"
)
_SHORT_DENIAL = pattern(
    rf"(?:I|we|he|she|they|it|{_NAME}|the\s\w+)\s(?:haven['’]t|hasn['’]t|didn['’]t|did\snot|wasn['’]t|weren['’]t|"
    rf"isn['’]t|never\sdid|have\snot|has\snot|was\snot)(?:\s\w+)?\W*"
)
_GOOD = 0.8


def denial(question: str, chosen: Sequence[Sentence]) -> Sentence | None:
    """The sentence that denies what a question takes for granted, among the best of those that would answer it.

    Args:
        question: as it stands alone.
        chosen: best first.
    """
    if not chosen or _OPEN.match(question) or not _ASKS_OF_IT.search(question):
        return None
    if _NOT.search(question) or _ASKS_FOR_WORDS.search(question):
        return None
    best = chosen[0]
    for one in chosen:
        if one.score < _GOOD * best.score:
            break
        # What is denied may be something else that was asked on the way.
        if one.coverage < _GOOD * best.coverage or one.cosine < _GOOD * best.cosine or not _is_about(question, one):
            continue
        replies = one.asked is not None
        if _DENIES.search(one.text) or (replies and _SHORT_DENIAL.fullmatch(one.text)):
            return one
    return None


def _is_about(question: str, one: Sentence) -> bool:
    """Whether a denial, or what it replies to, has a word of the question that is not just who denies."""
    who = terms_of(f"{one.turn.speaker or ''} {one.turn.person or ''}")
    said = terms_of(f"{one.asked.text if one.asked else one.before} {one.text}")
    return bool((terms_of(" ".join(content_words(question))) & said) - who)
