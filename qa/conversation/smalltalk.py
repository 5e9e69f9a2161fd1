"""What is said to whoever answers, and asks nothing of the transcripts: greetings, thanks, "who are you?". Pure."""

from __future__ import annotations

from enum import StrEnum

from qa.patterns import phrase, regex


class Talk(StrEnum):
    """What somebody says who asks nothing."""

    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    HELP = "help"
    WRONG = "wrong"
    OTHER = "other"


_POLITE = (
    r"(?:thanks|thank you|thx|cheers|ok|okay|oh|hi|hello|hey|good (?:morning|afternoon|evening)|great|good|fine|"
    r"nice|perfect|cool|wow|yes|no|really|interesting|h+m+|huh|aha|alright|"
    r"understood|sorry|never mind|i see|got it|bye|goodbye|very|so|much|a lot|there|please|"
    r"for (?:your|the|that|this|all)(?: (?:help|answers?))?(?=\W*$)|(?:that(?:'s| is| was) )(?:all|great|good|"
    r"helpful|very helpful|useful|enough|nice|perfect|interesting)(?=\W*$)|how are you(?: (?:doing|today))?(?=\W*$))"
)
_ONLY_POLITE = phrase(rf"\W*(?:{_POLITE}\b\W*)+")
# What the transcripts can be asked as well ("who are you voting for?") goes on after these words.
_LEAD = rf"\W*(?:{_POLITE}\b\W*){{0,4}}(?:(?:so|and|but) )?"
_ABOUT_THIS = phrase(
    rf"{_LEAD}(?:(?:who|what) are you(?: for)?|(?:what|how) (?:can|could|do) you (?:do|help|work|answer)"
    r"(?: (?:for )?me)?|what can you tell me|what (?:can|could|should|may) i (?:ask|do)(?: (?:you|here|about))?|"
    r"what (?:questions|kinds? of questions?) can (?:i|you) (?:ask|answer)(?: you| here)?|"
    r"what (?:can|do) you (?:answer|know)(?: questions)?(?: about)?|what do you know about|"
    r"how (?:do|can|should) i (?:use|ask)(?: (?:this|you|it|here))?|"
    r"are you (?:there|human|real|an? (?:bot|robot|chatbot|human|person|machine|ai|computer))|"
    r"(?:(?:can|could|would) you (?:please )?|please |i need (?:some )?)?help(?: me)?(?: please)?)\W*"
)
# What is said of an answer that missed.
_MISSED = r"(?:what i (?:asked(?: for)?|meant|wanted)|an answer|helpful|useful|it|the question)"
MISSED = (
    rf"(?:(?:that|this|it)(?:'s not| (?:is|was) not| (?:is|was)n't) {_MISSED}|"
    r"you (?:didn't|did not|don't|haven't) (?:answer(?:ed)?|understand|get)"
    r"(?: (?:(?:my|the) question|that|me|it))?|you(?:'ve)? misunderst(?:ood|and)(?: me)?|wrong(?: answer)?)"
)
"""What says that an answer was none to what was asked."""
_WRONG = phrase(rf"{_LEAD}(?:{MISSED}|i (?:don't|do not) understand(?: (?:that|it|this))?|(?:please )?try again)\W*")
# After an answer, "this" may be what it told of.
_ABOUT_THIS_AT_FIRST = phrase(rf"{_LEAD}(?:how (?:does|do) (?:this|it|that) (?:all )?work|what(?: is|'s) this)\W*")
# "Ok, thanks. And …": what comes before a question and is no part of it; "no, …" may put the last one right.
_BEFORE_IT = phrase(
    rf"\W*(?:(?:(?!(?:no|sorry|never|there|very|much|so)\b){_POLITE}|by the way|btw|well|also|one more(?: thing)?|"
    r"quick question)\b(?!-\w)[\s,.!;:…–—-]*)+"
)
_ENDS_THERE = regex(r"[,.!;:…–—-]\s*$")
_GOES_ON = phrase(r"(?:and|but|so)\b")
_QUOTED = regex(r"[\"“”„«»]")
_WORD = regex(r"\w")
_PAUSE = regex(r"[\s,.!;:…]+")
_OF = (
    (Talk.THANKS, phrase(r"\b(?:thanks|thank you|thx|cheers)\b")),
    (Talk.BYE, phrase(r"\b(?:bye|goodbye)\b")),
    (Talk.HELLO, phrase(r"\b(?:hi|hello|hey|good (?:morning|afternoon|evening)|how are you)\b")),
)


def without_courtesy(text: str) -> str:
    """A message without the thanks or the "I see" before what it asks; as given where it asks nothing else."""
    match = _BEFORE_IT.match(text)
    rest = text[match.end() :] if match else ""
    if not match or not _WORD.search(rest):
        return text
    return rest if _ENDS_THERE.search(match[0]) or _GOES_ON.match(rest) else text


def small_talk(text: str, *, first: bool = True) -> Talk | None:
    """What a message is that asks nothing of the transcripts; None for one that may.

    Args:
        text: the message.
        first: whether nothing came before that "how does this work?" could be about.
    """
    # What stands in quotation marks is looked for.
    if _QUOTED.search(text):
        return None
    if text.strip() and not _WORD.search(text):
        # "?", by itself, asks nothing that can be found.
        return Talk.OTHER
    text = _PAUSE.sub(" ", text)
    if _ABOUT_THIS.fullmatch(text) or (first and _ABOUT_THIS_AT_FIRST.fullmatch(text)):
        return Talk.HELP
    if _WRONG.fullmatch(text):
        return Talk.WRONG
    if not _ONLY_POLITE.fullmatch(text):
        return None
    return next((talk for talk, words in _OF if words.search(text)), Talk.OTHER)
