"""The names that are said: runs of capitalised words, of people, places and bodies alike. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qa.patterns import regex
from qa.questions.parsing import STOPWORDS, is_origin
from qa.resolution.names import is_title, tokens
from qa.sentences import spans

_LINKS = r"(?:of(?:\sthe)?|de|de\sla|van|von|der|den|bin|al|da|dos)"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĆČĎĐĘĚĞİŁŃŇŐŘŚŞŠŤŮŰŹŻŽ]"
# "China-U.S." is one word, and "Mr." one with its mark.
_PART = rf"{_CAPITAL}[\w'’&-]*(?:\.{_CAPITAL}[\w-]*)*"
_RUN = regex(rf"(?<![\w'’])(?P<first>{_PART})(?:\.?(?:\s{_LINKS})?\s{_PART})*")
_OF = regex(r"of(?:\sthe)?\s")
_WORD = regex(r"[^\W\d_][\w'’-]*")
_ENDS = regex(r"(?:['’]s?|[.,'’-])+$")
"""Possessive endings and marks, which are no part of a name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands: turn number in what was given, offset of its first and behind its last character."""

    name: str
    turn: int
    start: int
    end: int


def names_in(texts: Sequence[str]) -> list[Named]:
    """All names in some texts, in order.

    A word that begins a sentence counts where it is capitalised within another sentence too, or goes on as a name;
    one that is said in small letters as well never does: "Council" beside "the council".
    """
    sentences = [[(start, text[start:end]) for start, end in spans(text)] for text in texts]
    within, small = Counter[str](), Counter[str]()
    for sentence in (each for own in sentences for _, each in own):
        for number, word in enumerate(_WORD.findall(sentence)):
            if word[0].islower():
                small[word.casefold()] += 1
            elif number:
                within[_bare(word)] += 1
    found: list[Named] = []
    for turn, own in enumerate(sentences):
        for begins, sentence in own:
            opening = _WORD.search(sentence)
            for match in _RUN.finditer(sentence):
                start, name = match.start(), match[0]
                first = opening and start == opening.start() and not _is_name(match["first"], within, small)
                if first or _bare(match["first"]) == "i":
                    # "Because of Brexit", "Most of the Senate".
                    name = _OF.sub("", name[len(match["first"]) :].lstrip(". "), count=1)
                    start = match.end() - len(name)
                name = _ENDS.sub("", name)
                if _counts(name, small):
                    found.append(Named(name, turn, begins + start, begins + start + len(name)))
    return found


def together(found: Iterable[Named]) -> dict[str, list[Named]]:
    """The places of each name by its longest form: "Xi" and "President Xi" with "President Xi Jinping".

    A short form that could be of two stands by itself.
    """
    places: dict[str, list[Named]] = {}
    forms: dict[tuple[str, ...], str] = {}
    for one in found:
        form = tuple(word for word in tokens(one.name) if not is_title(word)) or tokens(one.name)
        known = forms.setdefault(form, one.name)
        if len(one.name) > len(known):
            places[one.name] = places.pop(known)
            forms[form] = known = one.name
        places.setdefault(known, []).append(one)
    longer = _longer(forms)
    for form, name in sorted(forms.items(), key=lambda item: len(item[0])):
        if len(others := longer.get(form, set())) == 1:
            places[forms[next(iter(others))]] += places.pop(name)
    return {name: sorted(own, key=lambda one: (one.turn, one.start)) for name, own in places.items()}


def _longer(forms: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Of each form those that begin or end so, where there are any."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    lengths = {len(form) for form in forms} - {0}
    for form in forms:
        for length in lengths:
            for part in (form[:length], form[-length:]) if length < len(form) else ():
                if part in forms:
                    found.setdefault(part, set()).add(form)
    return found


def _bare(word: str) -> str:
    """Without an ending: "Wang's", and "I've", which is no name."""
    return re.split("['’]", word)[0].strip(".-").casefold()


def _is_name(word: str, within: Counter[str], small: Counter[str]) -> bool:
    plain = _bare(word)
    return plain not in STOPWORDS and not small[plain] and (within[plain] > 0 or is_title(word))


def _counts(name: str, small: Counter[str]) -> bool:
    words = name.split()
    return any(
        word[0].isupper()
        and _bare(word) not in STOPWORDS
        and not (is_origin(word) or is_title(word))
        and (len(words) > 1 or not small[_bare(word)])
        for word in words
    )
