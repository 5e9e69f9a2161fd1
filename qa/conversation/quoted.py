"""What is quoted at a number of the last answer: "the second one?", "[2]", "the last quote". Pure."""

from __future__ import annotations

import re

from qa.conversation.bare import END, LEAD, IsSpeaker
from qa.conversation.earlier import Earlier, asked_what, label, plain
from qa.models import Citation
from qa.patterns import phrase, regex
from qa.questions.kinds import Counted, Kind, recognise
from qa.questions.parsing import content_words, is_stopword

_NUMBERS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NTH = rf"(?:{'|'.join(_NUMBERS)}|last|final|\d{{1,2}}(?:st|nd|rd|th))"
_NTH_QUOTED = phrase(
    rf"{LEAD}(?:(?:(?:what|how) about|(?:tell (?:me|us) )?more (?:about|on)|about|(?:elaborate|expand) on|explain|"
    rf"show me|who said) )?(?:the (?P<nth>{_NTH})(?: (?:one|(?P<noun>quote|source|citation|statement|remark)))?|"
    rf"(?P<nth2>{_NTH}) one|(?P<n>(?:(?:the )?(?:number|quote|source|citation) (?:number )?|no\.? ?|#)\[?\d{{1,2}}\]?|"
    rf"\[\d{{1,2}}\])){END}"
)
_NTH_ASKED = regex(rf"(?<=\bthe ){_NTH}(?= (?!few\b|year|month|week|time|night|day)\w)")
_SHORTENED = phrase(r"(?:n't|'(?:m|d|re|ve|ll))$")
_FEWEST_WORDS, _MOST_WORDS = 3, 6


def is_nth(question: str) -> bool:
    """Whether something quoted is asked for by its number."""
    return _NTH_QUOTED.match(question) is not None


def nth_quoted(question: str, earlier: Earlier, _: IsSpeaker) -> str | None:
    """What is quoted there and who says it: "the second one?"; or the second of what the first was asked about."""
    match = _NTH_QUOTED.match(question)
    if match is None:
        return None
    nth = (match["nth"] or match["nth2"] or "").lower()
    asked = _NTH_ASKED.search(earlier.text)
    if nth and asked and not match["noun"] and asked[0] not in (earlier.asked.subject or ""):
        return f"{earlier.text[: asked.start()]}{nth}{earlier.text[asked.end() :]}"
    # "The first one?", "and the second?": both of what was quoted before either.
    while nth and earlier.before and is_nth(plain(earlier.answer.question)):
        earlier = earlier.before
    citations = earlier.answer.citations
    digits = re.search(r"\d+", match["n"] or nth)
    if nth in {"last", "final"}:
        number = max((one.n for one in citations), default=0)
    else:
        number = int(digits[0]) if digits else _NUMBERS.index(nth) + 1
    cited = next((one for one in citations if one.n == number), None)
    who_says_it = earlier.task.counted is Counted.MENTIONERS and earlier.task.term
    about = (who_says_it or _telling(cited, earlier)) if cited else ""
    return asked_what(label(cited), about) if cited and about else ""


def _telling(citation: Citation, earlier: Earlier) -> str:
    """What a quote is about: its most telling words in order, without those asked for where enough others remain."""
    known = {word.casefold() for word in content_words(earlier.text)}
    own = {word.casefold() for word in re.findall(r"\w+", label(citation))}
    found: dict[str, str] = {}
    for word in content_words(citation.quote):
        # A word like "agree" or "summary" would ask for another kind of answer; "isn't" tells nothing.
        if (
            word.casefold() not in own
            and not _SHORTENED.search(word)
            and not is_stopword(word)
            and recognise(asked_what("X", word)).kind is Kind.DIRECT
        ):
            found.setdefault(word.casefold(), word)
    fresh = [word for key, word in found.items() if key not in known]
    words = fresh if len(fresh) > 1 else list(found.values())
    best = sorted(words, key=lambda word: (word.islower(), word.endswith(("ed", "ing")), -len(word)))
    # "Went" and "met" tell little.
    best = best[:_FEWEST_WORDS] + [word for word in best[_FEWEST_WORDS:] if not word.islower() or len(word) > 4]
    best = best[:_MOST_WORDS]
    parts: list[str] = []
    for word in (word for word in words if word in best):
        if parts and f"{parts[-1]} {word}" in citation.quote:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    text = " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
    return text if recognise(asked_what("X", text)).kind is Kind.DIRECT else ""
