"""The names in a text that mean speakers. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.models import Speaker, Who
from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTH, WEEKDAY
from qa.questions.parsing import is_stopword
from qa.resolution.names import JOINING, POSSESSIVE, is_title, speakers_meant, surnames, tokens, words_of
from qa.transcripts.vocabulary import HONORIFICS, OFFICES, ROLES

_DAY_OR_MONTH = phrase(rf"(?:{WEEKDAY}|{MONTH})$")
# Before a word in small letters, a sign that it is a thing: "the price", "a quill".
_DETERMINERS = frozenset("the a an this that these those his her its their our my your no any each every".split())
_AUXILIARIES = frozenset("did does has is was will would can could should".split())
# "Prime" and "deputy" before an office make another office of it; "Madam" does not.
_OF_OFFICES = ROLES - HONORIFICS
_NAME_WORD = regex(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?")
_LONGEST_NAME = 5


def speakers_named(text: str, speakers: Sequence[Speaker]) -> list[tuple[str, list[Speaker]]]:
    """The names in a text that mean speakers, as written, in order; the longest wins, and nobody is named twice.

    A word in small letters counts where it is an office ("the mayor") or can hardly be anything but a name.
    """
    known = {word for one in speakers for word in (*tokens(one.label), *tokens(one.person or ""))}
    # "The Brandts" are all of that surname.
    words = list(_NAME_WORD.finditer(text))
    capitalised = {word[0].casefold() for word in words if word[0][0].isupper()}
    known |= capitalised & {f"{word}{end}" for word in surnames(speakers) for end in ("s", "es")}
    # Who writes names with capitals writes "moving the bell" of no Marcus Bell.
    capitals = any(word[0][0].isupper() and set(tokens(word[0])) & known for word in words[1:])
    found: list[tuple[str, list[Speaker]]] = []
    seen: set[Who] = set()
    position = 0
    while position < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - position), 0, -1):
            last = position + length - 1
            name = POSSESSIVE.sub("", text[words[position].start() : words[last].end()].rstrip("."))
            acts = position > 0 and words[position - 1][0].casefold() in _AUXILIARIES
            may = _may_name(name, known, capitals, acts) and not _is_a_thing(name, words, position)
            meant = speakers_meant(name, speakers) if may else []
            if meant and (_goes_on(text, words, last, known) or _has_begun(text, words, position, name, known)):
                # "Wang Yi" is not Wang, nor is "Rosa Park" any other Park, nor the Prime Minister a minister.
                meant = []
            if meant:
                fresh = [one for one in meant if one.who not in seen]
                seen.update(one.who for one in fresh)
                found += [(name, fresh)] if fresh else []
                position = last
                break
        position += 1
    return found


def _goes_on(text: str, words: Sequence[re.Match[str]], last: int, known: set[str]) -> bool:
    """Whether a name goes on with a word that no speaker bears."""
    # In a question all in capitals they tell nothing.
    if text.isupper() or last + 1 >= len(words) or text[words[last].end() : words[last + 1].start()] != " ":
        return False
    following = words[last + 1][0]
    return following[0].isupper() and not set(tokens(following)) & known and not is_stopword(following)


def _has_begun(text: str, words: Sequence[re.Match[str]], first: int, name: str, known: set[str]) -> bool:
    """Whether a word before a name belongs to it that no speaker bears; the first word of a question need not."""
    if first < 1 or text[words[first - 1].end() : words[first].start()] != " ":
        return False
    before, start = words[first - 1][0].rstrip("."), words[first - 1].start()
    if OFFICES.issuperset(tokens(name)) and before.casefold() in _OF_OFFICES - known:
        return True
    if first < 2 or text.isupper():
        return False
    if not before[0].isupper() or text[:start].rstrip().endswith((".", "?", "!", ":", ";", "“", '"')):
        return False
    return not (set(words_of(before)) & known or is_title(before) or is_stopword(before) or _DAY_OR_MONTH.match(before))


def _is_a_thing(name: str, words: Sequence[re.Match[str]], first: int) -> bool:
    """Whether a surname is a plain word here: "the price of it" is no Mr. Price."""
    single = " " not in name and name.islower() and not ROLES.issuperset(tokens(name))
    return single and first > 0 and words[first - 1][0].casefold() in _DETERMINERS


def _may_name(name: str, known: set[str], capitals: bool, acts: bool) -> bool:
    parts = tokens(name)
    if not parts or not known.issuperset(parts) or any(mark in name for mark in ",;:?!"):
        return False
    if name.split()[0].casefold().rstrip(".") in {"the", "and", "or", "a"} or name.split()[-1].casefold() in JOINING:
        return False
    if any(part[0].isupper() for part in name.split()):
        return True
    if all(part in OFFICES for part in parts):
        return True
    # "Did ted change his mind?": where somebody acts, three letters are a name.
    shortest = (3 if acts else 4) if len(parts) == 1 else 2
    long = all(len(part) >= shortest for part in parts)
    return not capitals and long and not any(is_stopword(part) for part in parts)
