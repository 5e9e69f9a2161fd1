"""The kind of thing that a question asks for, told from its words: a time, a number, a person. Pure."""

from __future__ import annotations

import re

from qa.patterns import phrase

# What only says which kind of thing is asked for, and will not be said with it: "six weeks", "Mr. Dunphy".
_HOW_LONG = phrase(r"\bhow long\b")
_GOES_ON = phrase(r"\b(?:last|take)(?:s|ed)?(?=\W*$| (?:to|for|in|on|before|until|from)\b)")
_OF_THE_KIND = phrase(
    r"(?<=\bhow )(?:long|old|often)\b|\b(?:called|named)(?=\W*$)|\bnames?(?= of\b)|(?<='s )names?(?=\W*$)|"
    r"\bat (?:present|the moment)\b|\b(?:currently|nowadays|these days|right now)\b"
)


def wanted(question: str) -> str:
    """What a question asks for: "time", "number", "person", or "" for anything else."""
    lowered = question.casefold()
    if re.search(
        r"\bwhen(?:'s| (?:did|does|do|was|were|is|are|will|would|has|had|have))\b"
        r"|\b(?:what|which) (?:day|date|time|year|month)\b|\bhow long\b|: (?:since )?when\W*$|\b(?:by|since|until|"
        r"from) when\b"
        r"|\b(?:a|the|any|which|what|exact) (?:start(?:ing)? |end |opening |closing |launch |due )?(?:day|"
        r"date)\b.{0,30}\b(?:named|set|fixed|given|agreed)\b",
        lowered,
    ):
        return "time"
    if re.search(
        r"^\W*(?:and |so |but |about )?how (?:many|much|often|old|big|large|far|fast|high|deep|tall|wide|heavy|hot)\b"
        r"|(?:[?:,–-]|\b(?:know|say|said|told?|(?:tell|ask(?:ed)?) (?:me|us|him|her|them|you)|idea)) how (?:many|much|"
        r"big|large|far|full|deep|high|old)\b|\bwhat (?:number|percentage|price|cost|distance|size|amount|sum|figure|"
        r"total|share)\b"
        r"|^\W*(?:the )?(?:number|amount|percentage|share|size|length|cost|price|total) of\b|\b(?:a|any|the|put a|"
        r"give \w+ a|exact) (?:figure|number)s?\b"
        r"|\b(?:tally|headcount|head count|price tag)\b",
        lowered,
    ):
        return "number"
    # "those who", "Minister who" tell which, and do not ask.
    asks = (
        r"^\W*(?:and |so |but )?who(?:m|se)?\b|: (?:by )?who(?:m)?\b|"
        r"\b(?:by|to|with|from|for|me|know|say|said|and) who(?:m|se)?\b"
    )
    return "person" if re.search(asks, lowered) else ""


def without_kind(question: str) -> str:
    """A question without the words that only say what kind of thing is asked for: "long" of "How long did it take?"."""
    text = _GOES_ON.sub(" ", question) if _HOW_LONG.search(question) else question
    return _OF_THE_KIND.sub(" ", text)
