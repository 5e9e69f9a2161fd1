"""Slips of typing in a question: a word that nobody says and the model does not know, made one that is said.

One letter missing, too many, wrong, or two that changed places (Damerau, 1964). Where several words are as near, or
none is said, the question stays as it was typed. A compound is written as it is said: "counter narcotics" in one word.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from qa.patterns import phrase, regex
from qa.questions.openings import START
from qa.questions.parsing import STOPWORDS
from qa.resolution.names import words_of

if TYPE_CHECKING:
    from qa.protocols import Corpus, Embedder

_SHORTEST, _SHORTEST_NAME = 6, 5
# In a shorter word only letters that changed places, and one of a pair: other letters make another word of it.
_SHORTEST_OF_ALL = 4
_ENDS = ("s", "d", "r", "n", "y", "e")
# Letters that are written either way: "apologise", "apologize"; "labour", "labor".
_EITHER = regex(r"s(?=(?:e|es|ed|er|ers|ing|ation|ations)\Z)|(?<=o)u(?=r)")
# "Dividend" is no slip for "divided": who types an ending differently means another word.
_ENDINGS = ("ed", "ing", "ly")
# What a question is made of, whether anybody says it or not.
_OF_QUESTIONS = frozenset(
    "about because between could different does have many mention mentioned much people position said should speak "
    "talk that their there they think this what when where which whose would with".split()
)
_SHORTEST_OF_QUESTIONS = 3
# Of these one letter away there are several; at the beginning they can only ask.
_ASKING = {
    "wich": "which", "wat": "what", "wot": "what", "wy": "why", "wen": "when", "wher": "where", "hwo": "how"
}  # fmt: skip
_CONTRACTED = {
    **{f"{one}nt": f"{one}n't" for one in "did does do is was are were has have had could would should ca wo".split()},
    **{f"{one}s": f"{one}'s" for one in "what who how where when that there".split()},
}
_BEGINS = phrase(START + r"$")
# "Counter narcotics", "counternarcotics": parts of a compound, and the whole.
_PART, _COMPOUND = 3, 8
# "Narcotics", where they are spoken of as "counternarcotics"; "national" is not "international".
_BEFORE, _LONG = "agri anti bio counter cyber eco geo hydro micro mini multi".split(), 5
_QUOTED = regex(r"[\"“”«»][^\"“”«»]*[\"“”«»]")
_PAIR = regex(r"(?<![\w'’-])(?P<one>[A-Za-z]{3,})(?P<gap>[ -])(?=(?P<other>[A-Za-z]{3,})(?![\w'’-]))")
_WORD = regex(r"(?<![\w'’-])[A-Za-z]+(?![\w-])")


class Vocabulary:
    """What words there are: those of the model, those that are said, those of the speakers' names."""

    def __init__(self, corpus: Corpus, embedder: Embedder) -> None:
        """Args: what was said, and the model that reads it."""
        self._corpus = corpus
        self._embedder = embedder

    def known(self, words: Sequence[str]) -> list[bool]:
        """Of words in small letters, whether the model has each as a word of its own."""
        return [count == 1 for count in self._embedder.count_tokens(words)] if words else []

    def may_be_said(self, word: str) -> bool:
        """Whether a word, or another form of it, may stand in any transcript."""
        return self._corpus.may_find(word)

    def is_said(self, word: str) -> bool:
        """Whether a word stands in any transcript."""
        return self.may_be_said(word) and bool(self._corpus.find(word, limit=1))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of speakers' names and titles, case folded."""
        return frozenset(
            word for one in self._corpus.speakers() for word in words_of(f"{one.label} {one.person or ''}")
        )


def corrected(question: str, vocabulary: Vocabulary) -> str:
    """The question with slips of typing put right; what stands in quotation marks is left as it is."""
    question = _as_asked(question, vocabulary)
    quoted = [match.span() for match in _QUOTED.finditer(question)]
    words = [
        match for match in _WORD.finditer(question) if not any(start <= match.start() < end for start, end in quoted)
    ]
    found = [match for match in words if len(match[0]) >= _SHORTEST_OF_QUESTIONS]
    known = vocabulary.known([match[0].casefold() for match in found])
    for match, is_known in reversed([*zip(found, known, strict=True)]):
        word = match[0].casefold()
        if is_known or word in vocabulary.names or vocabulary.is_said(word):
            continue
        slips, plain = _slips(word), _plain_slips(word)
        meant = _OF_QUESTIONS.intersection(slips) if match[0].islower() or match.start() == 0 else ()
        if len(word) < _SHORTEST_OF_ALL and not meant:
            continue
        named = slips if len(word) >= _SHORTEST_NAME else plain
        near = [one for one in named if one in vocabulary.names and (len(one) >= _SHORTEST_NAME or one in plain)]
        if not near and (match[0].islower() or match.start() == 0):
            likely = slips if len(word) >= _SHORTEST else plain
            near = [one for one, is_one in zip(likely, vocabulary.known(likely), strict=True) if is_one]
            near = [*meant] or [one for one in near if vocabulary.is_said(one)]
        if len(near) == 1:
            right = near[0].capitalize() if match[0][0].isupper() else near[0]
            question = f"{question[: match.start()]}{right}{question[match.end() :]}"
    return _as_compounded(question, vocabulary)


def _as_asked(question: str, vocabulary: Vocabulary) -> str:
    """The question with the words that ask as they are written: "wich", "whats", "didnt"."""
    quoted = [match.span() for match in _QUOTED.finditer(question)]

    def written(match: re.Match[str]) -> str:
        word = match[0].casefold()
        first = _BEGINS.match(question, 0, match.start()) is not None
        right = (_ASKING.get(word) if first else None) or _CONTRACTED.get(word)
        # "Wen did it open?", not "Wen Jiabao".
        begins = first and question[match.end() :].lstrip()[:1].islower()
        if not right or not (match[0].islower() or begins) or word in vocabulary.names:
            return match[0]
        if any(start <= match.start() < end for start, end in quoted):
            return match[0]
        return right.capitalize() if match[0][0].isupper() else right

    return _WORD.sub(written, question)


def _as_compounded(question: str, vocabulary: Vocabulary) -> str:
    """The question with its compounds as they are said: in one word, in two, or with a hyphen."""
    if '"' in question or "“" in question:
        return question

    def is_said_apart(one: str, other: str) -> bool:
        return vocabulary.is_said(f"{one} {other}") or vocabulary.is_said(f"{one}-{other}")

    for match in _PAIR.finditer(question):
        whole = match["one"] + match["other"]
        if len(whole) < _COMPOUND or match["one"].casefold() in STOPWORDS:
            continue
        if vocabulary.is_said(whole) and not is_said_apart(match["one"], match["other"]):
            question = question.replace(f"{match['one']}{match['gap']}{match['other']}", whole, 1)
    for word in _WORD.findall(question):
        plain = word.casefold()
        if len(word) < _LONG or plain in STOPWORDS or plain in vocabulary.names or vocabulary.may_be_said(word):
            continue
        whole = (f"{before}{word.lower()}" for before in _BEFORE)
        longer = [one for one in whole if vocabulary.is_said(one)]
        if len(longer) == 1:
            question = re.sub(rf"\b{word}\b", longer[0], question, count=1)
        elif len(word) >= _COMPOUND and not vocabulary.known([plain])[0]:
            cuts = ((word[:at], word[at:]) for at in range(_PART, len(word) - _PART + 1))
            apart = [f"{one} {other}" for one, other in cuts if is_said_apart(one, other)]
            question = question.replace(word, apart[0], 1) if len(apart) == 1 else question
    return question


def _slips(word: str) -> list[str]:
    """What is one slip away and no other form or spelling of the word: "diesels" is none of "diesel"."""
    forms = {f"{word}{end}" for end in _ENDS} | {word.removesuffix(end) for end in _ENDS}
    likely = (one for one in dict.fromkeys(_edits(word)) if one not in forms and _as_either(one) != _as_either(word))
    return [one for one in likely if not any(one.endswith(end) and not word.endswith(end) for end in _ENDINGS)]


def _as_either(word: str) -> str:
    """A word in one of its spellings."""
    return _EITHER.sub(lambda match: "z" if match[0] == "s" else "", word)


def _plain_slips(word: str) -> list[str]:
    """Two letters in each other's place, or one letter twice or once: "abuot", "fery", "feerry"."""
    pairs = range(1, len(word) - 1)
    swapped = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs]
    twice = [word[:at] + word[at] + word[at:] for at in range(1, len(word))]
    once = [word[:at] + word[at + 1 :] for at in pairs if word[at] == word[at + 1]]
    found = dict.fromkeys([*swapped, *twice, *once])
    return [one for one in found if one != word and one not in {f"{word}{end}" for end in _ENDS}]


def _edits(word: str) -> Iterator[str]:
    """What is one slip away, the first letter kept."""
    for at in range(1, len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in string.ascii_lowercase:
            yield before + letter + after
            if after and after[0] != letter:
                yield before + letter + after[1:]
