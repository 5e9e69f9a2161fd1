"""What was replied to the words that are quoted: "what did she answer?", "what did Bob say to that?". Pure."""

from __future__ import annotations

from qa.conversation.bare import END, LEAD, IsSpeaker
from qa.conversation.earlier import Earlier, label
from qa.patterns import phrase
from qa.questions.parsing import ANYBODY
from qa.resolution.names import tokens

_TO_THAT = r" (?:to|on) (?:that|this|it)"
_TO_THEM = r"(?: to)? (?:that|this|it|him|her|them)"
_WHO = r"(?P<who>(?:the )?[\w.'-]+(?: [\w.'-]+){{0,3}}?)"
_REPLIED = tuple(
    phrase(rf"{LEAD}{shape}{END}")
    for shape in (
        rf"what\s(?:did|does|do)\s{_WHO.format()}\s(?:say(?:{_TO_THAT}|\sback|\sin\s(?:reply|response|"
        rf"answer)(?:{_TO_THAT})?)"
        rf"|(?:answer|reply|respond)(?:{_TO_THEM})?)",
        rf"how\s(?:did|does|do)\s{_WHO.format()}\s(?:answer|reply|respond|react)(?:{_TO_THEM})?",
        rf"(?:did|does|do)\s{_WHO.format()}\s(?:ever\s)?(?:answer|reply|respond)(?:{_TO_THEM})?",
        rf"what\s(?:was|is)\s(?:the|his|her|their)\s(?:answer|reply|response)(?:{_TO_THEM})?",
        rf"(?P<anybody>who)\s(?:answered|replied|responded)(?:{_TO_THEM})?",
    )
)


def replied(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """The question for the reply to whoever is quoted first; None where none is asked for, or nobody is quoted."""
    match = next(filter(None, (shape.match(question) for shape in _REPLIED)), None)
    quoted = label(earlier.answer.citations[0]) if earlier.answer.citations else ""
    if match is None or not quoted:
        return None
    who = match.groupdict().get("who") or "anybody"
    if who.casefold() in ANYBODY or who == "anybody":
        return f"What did anybody reply to {quoted}?"
    # "What did Ann answer?", where she is quoted: to what was asked of her.
    is_own = set(tokens(who)) <= set(tokens(quoted))
    return f"What did {who} reply to {quoted}?" if is_speaker(who) and not is_own else None
