"""What is said to whoever answers, and asks nothing of the transcripts: greetings, thanks, "who are you?". Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from qa.questions.parsing import pattern


class Talk(StrEnum):
    """What somebody says who asks nothing."""

    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    HELP = "help"
    WRONG = "wrong"
    OTHER = "other"


_POLITE = (
    r"(?:thanks|thank\syou|thx|cheers|ok|okay|oh|hi|hello|hey|good\s(?:morning|afternoon|evening)|great|good|fine|"
    r"nice|perfect|cool|wow|yes|no|really|interesting|h+m+|huh|aha|alright|"
    r"understood|sorry|never\smind|i\ssee|got\sit|bye|goodbye|very|so|much|a\slot|there|please|"
    r"for\s(?:your|the|that|this|all)(?:\s(?:help|answers?))?(?=\W*$)|(?:that(?:['’]s|\sis|\swas)\s)(?:all|great|good|"
    r"helpful|very\shelpful|useful|enough|nice|perfect|interesting)(?=\W*$)|how\sare\syou(?:\s(?:doing|today))?(?=\W*$))"
)
_ONLY_POLITE = pattern(rf"\W*(?:{_POLITE}\b\W*)+")
# What the transcripts can be asked as well ("who are you voting for?") goes on after these words.
_LEAD = rf"\W*(?:{_POLITE}\b\W*){{0,4}}(?:(?:so|and|but)\s)?"
_ABOUT_THIS = pattern(
    rf"{_LEAD}(?:(?:who|what)\sare\syou(?:\sfor)?|(?:what|how)\s(?:can|could|do)\syou\s(?:do|help|work|answer)"
    r"(?:\s(?:for\s)?me)?|what\scan\syou\stell\sme|what\s(?:can|could|should|may)\si\s(?:ask|do)(?:\s(?:you|here|about))?|"
    r"what\s(?:questions|kinds?\sof\squestions?)\scan\s(?:i|you)\s(?:ask|answer)(?:\syou|\shere)?|"
    r"what\s(?:can|do)\syou\s(?:answer|know)(?:\squestions)?(?:\sabout)?|what\sdo\syou\sknow\sabout|"
    r"how\s(?:do|can|should)\si\s(?:use|ask)(?:\s(?:this|you|it|here))?|"
    r"are\syou\s(?:there|human|real|an?\s(?:bot|robot|chatbot|human|person|machine|ai|computer))|"
    r"(?:(?:can|could|would)\syou\s(?:please\s)?|please\s|i\sneed\s(?:some\s)?)?help(?:\sme)?(?:\splease)?)\W*"
)
# What is said of an answer that missed.
_MISSED = r"(?:what\si\s(?:asked(?:\sfor)?|meant|wanted)|an\sanswer|helpful|useful|it|the\squestion)"
_WRONG = pattern(
    rf"{_LEAD}(?:(?:that|this|it)(?:['’]s\snot|\s(?:is|was)\snot|\s(?:is|was)n['’]t)\s{_MISSED}|"
    r"you\s(?:didn['’]t|did\snot|don['’]t|haven['’]t)\s(?:answer(?:ed)?|understand|get)"
    r"(?:\s(?:(?:my|the)\squestion|that|me|it))?|you(?:['’]ve)?\smisunderst(?:ood|and)(?:\sme)?|"
    r"i\s(?:don['’]t|do\snot)\sunderstand(?:\s(?:that|it|this))?|(?:please\s)?try\sagain|wrong(?:\sanswer)?)\W*"
)
# After an answer, "this" may be what it told of.
_ABOUT_THIS_AT_FIRST = pattern(
    rf"{_LEAD}(?:how\s(?:does|do)\s(?:this|it|that)\s(?:all\s)?work|what(?:\sis|['’]s)\sthis)\W*"
)
# "Ok, thanks. And …": what comes before a question and is no part of it; "no, …" may put the last one right.
_BEFORE_IT = pattern(
    rf"\W*(?:(?:(?!(?:no|sorry|never|there|very|much|so)\b){_POLITE}|by\sthe\sway|btw|well|also|one\smore(?:\sthing)?|"
    r"quick\squestion)\b[\s,.!;:…–—-]*)+"
)
_ENDS_THERE = re.compile(r"[,.!;:…–—-]\s*$")
_GOES_ON = pattern(r"(?:and|but|so)\b")
_QUOTED = re.compile(r"[\"“”„«»]")
_WORD = re.compile(r"\w")
_PAUSE = re.compile(r"[\s,.!;:…]+")
_OF = (
    (Talk.THANKS, pattern(r"\b(?:thanks|thank\syou|thx|cheers)\b")),
    (Talk.BYE, pattern(r"\b(?:bye|goodbye)\b")),
    (Talk.HELLO, pattern(r"\b(?:hi|hello|hey|good\s(?:morning|afternoon|evening)|how\sare\syou)\b")),
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
