"""Whether a sentence moves something, seconds it, calls a name in a vote, or casts one: told from its words. Pure."""

from __future__ import annotations

from qa.patterns import phrase
from qa.questions.votes import Choice
from qa.resolution.names import tokens

_I = r"\bI(?:'d(?: like to)?|'ll| would(?: like to)?| will| hereby| simply| want to)? "
_MOVES = phrase(
    rf"{_I}(?:move|propose)(?:, [\w\s'’]{{1,30}},)? (?:that|to|we|for|the|a|an|adoption|approval|acceptance|"
    r"item|option|adjournment|it)\b(?! next\b)"
    r"|^\W*so moved\b|^\W*move to |\bI (?:make|offer) (?:a|the|that) (?:\w+ )?motion\b|^\W*(?:a )?motion to "
)
_TELLS = phrase(r"\b(?:moved|proposed|moves|proposes)\b.{0,60}\bsecond(?:ed|s)\b")
_SECONDS = phrase(
    r"^\W*second(?:ed)?\W*$|^\W*(?:(?:yes|and|okay|ok|then|happily|gladly)[\s,]+)*I(?:'ll|'d| will| would|"
    r" can)? (?:\w+ly |happily )?"
    r"second(?:\W*$|,| (?:it|that|this|the (?:motion|proposal|amendment|resolution))\b)"
)
_CALL_ENDS = phrase(r",? (?:how do you vote|how say you|your vote|please)(?=\W*$)|^(?:And|Then|And then) (?:the )?")
_VOTE = phrase(
    r"^\W*(?:[\w'’]+[\s,]+){0,4}?(?:(?P<for>aye|yes|yea|yeah|yep|for|in favou?r)|(?P<against>no|nay|nope|"
    r"against|opposed)"
    r"|(?P<neither>abstain(?:s|ing)?))(?:, .*)?\W*$"
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
