"""Whose words a sentence reports: "he told me that …" is what somebody else said, as the speaker has it. Pure."""

from __future__ import annotations

import re

_SAYS = (
    r"said|says|told\s(?:me|us|them|him|her|everyone|everybody|the\s\w+|[A-Z]\w+)|tells\s(?:me|us|them)|stated|states|"
    r"claims|claimed|announced|announces|promised(?:\s(?:me|us))?|promises|assured\s(?:me|us|them|the\s\w+)|insisted|insists|wrote|"
    r"explained|replied|answered|argued|argues|denied|denies|admitted|admits|reported|pointed\sout|"
    r"points\sout|stressed|emphasi[sz]ed|suggested|warned(?:\s(?:me|us))?|asked\s(?:me|us)|confirmed(?:\s(?:to\s(?:me|us)))?|mentioned|"
    r"laid\semphasis|indicated|declared|testified|called\s(?:it|this|that|the)"
)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|President|Prime\sMinister|Minister|Secretary|Ambassador|Senator|Councillor|"
    r"Mayor|Governor|Judge|Captain|General|Chief|Director|Chair|Chairman|Chairwoman)\.?"
)
_NAME = rf"(?:(?:{_TITLE}\s)*(?:[A-Z][\w'’-]+)(?:\s(?:[A-Z]\.|[A-Z][\w'’-]+|van|von|de|der|al)){{0,4}})"
_OFFICE = (
    r"(?:(?:[Tt]he|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)\s(?:\w+\s){0,2}?(?:president|minister|secretary|mayor|governor|director|doctor|"
    r"engineer|lawyer|owner|contractor|driver|manager|chief|ministry|government|company|committee|council|board|"
    r"spokesman|spokeswoman|spokesperson|ambassador|judge|officer|inspector|brother|sister|husband|wife|mother|father|"
    r"colleague|boss|neighbou?r|prime\sminister|President|Minister|Secretary|Prime\sMinister|Mayor|Governor)(?:\sof\s[A-Z]\w+)?"
    r"(?:\s[A-Z][\w'’-]+)?)"
)
_PERSON = rf"(?P<who>{_NAME}|{_OFFICE}|[Hh]e|[Ss]he|[Tt]hey)"
_NOT_NAMES = frozenset(
    "I We You It This That There What Which Who And But So As If When While Because Yes No Well".split()
)
_REPORTS = re.compile(
    rf"\b{_PERSON}(?:\s(?:has|had|have|also|then|once|just|always|himself|herself|later|already))*\s(?:{_SAYS})\b"
)
_ACCORDING = re.compile(rf"\b[Aa]ccording\sto\s(?P<who>{_NAME}|{_OFFICE})")
_IN_WORDS = re.compile(rf"\b[Ii]n\s(?P<who>{_NAME})['’]s?\s(?:own\s)?(?:words|view|opinion)\b")


def reported(sentence: str) -> str | None:
    """Who is said to have said something, as the sentence names them; None where nobody is.

    A pronoun is given as it stands: whom it means is not for this module to say.
    """
    for pattern in (_REPORTS, _ACCORDING, _IN_WORDS):
        for match in pattern.finditer(sentence):
            who = match["who"]
            words = who.split()
            # "I'm told the council …" is nobody's name either.
            while words and re.split("['’]", words[0])[0] in _NOT_NAMES:
                words = words[1:]
            if words:
                return " ".join(words)
    return None


_DAYS = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December)$"
)
_NAMES = re.compile(r"(?<![.!?“\"'‘]\s)(?<!^)(?<![“\"‘])\b[A-Z][a-z][\w'’-]*(?:\s(?:[A-Z]\.|[A-Z][\w'’-]+))*")


def names_nobody_else(sentence: str, name: str) -> bool:
    """Whether nobody but the one of that name is named in the sentence, so that a later "he" can mean no other."""
    own = set(re.findall(r"\w+", name.casefold()))
    for run in _NAMES.findall(sentence):
        words = {re.sub(r"['’]s?$", "", word.strip(".")).casefold() for word in run.split()}
        if not words & own and not all(_DAYS.match(word.strip(".")) for word in run.split()):
            return False
    return True
