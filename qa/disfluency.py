"""Speech without what carries no meaning: hesitations, sounds, markup left by transcribers. Pure.

Only what is embedded and indexed is cleaned; what is shown and quoted is always the text as it stands.
"""

from __future__ import annotations

import re

from qa.patterns import regex

# Markup of corpora ("{disfmarker}", "<cough>") and the usual notes. Other square brackets are an editor's words
# ("[Mr. Putin] said"), which say something.
_MARKUP = regex(
    r"\{\w[\w ]{0,30}\}|</?\w[\w ]{0,30}/?>|"
    r"[\[(](?:inaudible|unintelligible|indiscernible|cross ?talk|laughter|laughs|laughing|applause|pause|noise|music|"
    r"cough(?:s|ing)?|sighs?|silence|background noise|overlapping(?: speech)?)(?: [\d:]+)?[.]?[\])]",
    re.IGNORECASE,
)
# "5 mm" is a length. "Um" and "er" are words of German, and "um" of Portuguese: they count as hesitation only where
# punctuation sets them apart.
_SET_APART = r"(?:^|(?<=[,.;:?!…—–-] )|(?<=[,.;:?!…—–-]))"
_ALWAYS = r"m+ ?- ?hm+|uh ?- ?huh|u+h+|uh+m+|um{2,}|erm+|h+m{2,}|m{2,}|mhm|äh+m*|öhm+|euh+"
_HESITATION = regex(
    rf"(?<!\d )(?<![\w'’-])(?:{_ALWAYS})(?![\w'’-])\s*,?"
    rf"|{_SET_APART}(?<![\w'’-])(?:um|er|eh)\s*(?:,|(?=[.…—–?!-]|$))"
    r"|(?<![\w'’-])(?:um|er|eh)\s?,",
    re.IGNORECASE,
)
_SPACE = regex(r"\s+")
_WORD = regex(r"[^\W_]+(?:['’][^\W_]+)*")
_BACKCHANNEL = frozenset(
    (
        "yeah yep yup yes okay ok right oh no so well mm hmm uh um sure ah aha alright i see mean know you the good "
        "cool and but thanks thank it mhm huh"
    ).split()
)
_LONGEST_BACKCHANNEL = 3


def fluent(text: str) -> str:
    """The text without hesitations and markup, on one line; empty where nothing else was said."""
    text = _SPACE.sub(" ", _MARKUP.sub(" ", text)).strip()
    return _SPACE.sub(" ", _HESITATION.sub(" ", text)).strip(" ,")


def is_backchannel(text: str) -> bool:
    """Whether a fluent turn only shows that its speaker listens: "Yeah.", "Mm-hmm.", "Oh, okay."."""
    words = _WORD.findall(text.casefold())
    return len(words) <= _LONGEST_BACKCHANNEL and all(word in _BACKCHANNEL for word in words)
