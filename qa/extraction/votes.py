"""Whether a sentence moves something, seconds it, calls a name in a vote, or casts one: told from its words. Pure."""

from __future__ import annotations

import re

from qa.questions.parsing import pattern
from qa.questions.votes import Choice
from qa.resolution.names import tokens

_I = r"\bI(?:['’]d(?:\slike\sto)?|['’]ll|\swould(?:\slike\sto)?|\swill|\shereby|\ssimply|\swant\sto)?\s"
_MOVES = pattern(
    rf"{_I}(?:move|propose)(?:,\s[\w\s'’]{{1,30}},)?\s(?:that|to|we|for|the|a|an|adoption|approval|acceptance|item|option|adjournment|it)\b(?!\snext\b)"
    r"|^\W*so\smoved\b|^\W*move\sto\s|\bI\s(?:make|offer)\s(?:a|the|that)\s(?:\w+\s)?motion\b|^\W*(?:a\s)?motion\sto\s"
)
_TELLS = pattern(r"\b(?:moved|proposed|moves|proposes)\b.{0,60}\bsecond(?:ed|s)\b")
_SECONDS = pattern(
    r"^\W*second(?:ed)?\W*$|^\W*(?:(?:yes|and|okay|ok|then|happily|gladly)[\s,]+)*I(?:['’]ll|['’]d|\swill|\swould|\scan)?\s(?:\w+ly\s|happily\s)?"
    r"second(?:\W*$|,|\s(?:it|that|this|the\s(?:motion|proposal|amendment|resolution))\b)"
)
_CALL_ENDS = re.compile(
    r",?\s(?:how\sdo\syou\svote|how\ssay\syou|your\svote|please)(?=\W*$)|^(?:And|Then|And\sthen)\s(?:the\s)?", re.I
)
_VOTE = pattern(
    r"^\W*(?:[\w'’]+[\s,]+){0,4}?(?:(?P<for>aye|yes|yea|yeah|yep|for|in\sfavou?r)|(?P<against>no|nay|nope|against|opposed)"
    r"|(?P<neither>abstain(?:s|ing)?))(?:,\s.*)?\W*$"
)
_LONGEST_CALL, _LONGEST_VOTE = 5, 6


def moves(text: str) -> bool:
    """Whether something is put to the vote: "I move to postpone the item."."""
    return _MOVES.search(text) is not None and not text.endswith("?")


def tells_of_a_motion(text: str) -> bool:
    """Whether both who moved and who seconded is told: "Moved by Councillor Lee, seconded by Councillor Park."."""
    return _TELLS.search(text) is not None and not text.endswith("?")


def seconds(text: str) -> bool:
    """Whether the speaker seconds what is moved; "second, a correction" only counts."""
    return _SECONDS.match(text) is not None and not text.endswith("?")


def calls(text: str, label: str | None) -> bool:
    """Whether nothing but a name is said, that of whoever has the word next or one in capitals: "Trustee Beale?"."""
    name = _CALL_ENDS.sub("", text.strip())
    words = name.split()
    if not 1 <= len(words) <= _LONGEST_CALL:
        return False
    if set(tokens(name)) & set(tokens(label or "")):
        return True
    return text.endswith("?") and all(word[0].isupper() for word in words)


def choice_of(text: str) -> Choice | None:
    """How somebody votes who is called: "Aye.", "Reluctantly, no."; None where no vote is cast."""
    match = _VOTE.match(text) if len(text.split()) <= _LONGEST_VOTE else None
    return next((one for one in Choice if match[one.value]), None) if match else None
