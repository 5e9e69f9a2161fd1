"""Whose words a sentence reports: "he told me that …" is what somebody else said, as the speaker has it. Pure."""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.questions.calendar_names import CAPITAL_MONTH, CAPITAL_WEEKDAY

_SAYS = (
    r"said|says|told\s(?:me|us|them|him|her|everyone|everybody|the\s\w+|[A-Z]\w+)|tells\s(?:me|us|them)|"
    r"stated|states|claims|claimed|announced|announces|promised(?:\s(?:me|us))?|promises|assured\s(?:me|us|"
    r"them|the\s\w+)|insisted|insists|wrote|explained|replied|answered|argued|argues|denied|denies|admitted|"
    r"admits|reported|pointed\sout|points\sout|stressed|emphasi[sz]ed|suggested|warned(?:\s(?:me|us))?|"
    r"asked\s(?:me|us)|confirmed(?:\s(?:to\s(?:me|us)))?|mentioned|laid\semphasis|indicated|declared|"
    r"testified|called\s(?:it|this|that|the)|want(?:s|ed)\sto\sknow|(?:asks|asked|wonders|"
    r"wondered)(?:\s(?:him|her|them))?(?=,?\s(?:whether|if|what|how|why|when|where|who|[\"“‘]))"
)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|President|Prime\sMinister|Minister|Secretary|Ambassador|Senator|Councillor|"
    r"Mayor|Governor|Judge|Captain|General|Chief|Director|Chair|Chairman|Chairwoman)\.?"
)
_TITLE_ONLY = regex(_TITLE)
_FORM = regex(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s(?=[A-Z])")
_NAME = rf"(?:(?:{_TITLE}\s)*(?:[A-Z][\w'’-]+)(?:\s(?:[A-Z]\.|[A-Z][\w'’-]+|van|von|de|der|al)){{0,4}})"
_OFFICE = (
    r"(?:(?:[Tt]he|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)\s(?:\w+\s){0,2}?(?:president|minister|secretary|"
    r"mayor|governor|director|doctor|engineer|lawyer|owner|contractor|driver|manager|chief|ministry|"
    r"government|company|committee|council|board|spokesman|spokeswoman|spokesperson|ambassador|judge|officer|"
    r"inspector|brother|sister|husband|wife|mother|father|colleague|boss|neighbou?r|prime\sminister|"
    r"President|Minister|Secretary|Prime\sMinister|Mayor|Governor)(?:\sof\s[A-Z]\w+)?(?:\s[A-Z][\w'’-]+)?)"
)
_OFFICE_ONLY = regex(_OFFICE)
_PERSON = rf"(?P<who>{_NAME}|{_OFFICE}|[Hh]e|[Ss]he|[Tt]hey)"
# At the beginning of a sentence these are capitalised too, and nobody's name.
_NOT_NAMES = frozenset(
    (
        "i we you it this that these those there what which who and but so as if when while because yes no well not "
        "nobody nothing everybody everyone everything somebody someone something anybody anyone people most many some "
        "few several all both neither either none each others another one two three four five six seven eight nine ten "
        "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
        "seventy eighty ninety hundred hundreds thousand thousands million millions dozens half monday tuesday "
        "wednesday thursday friday saturday sunday january february july september october november december yesterday "
        "today then now here maybe perhaps"
    ).split()
)
_PRONOUNS = frozenset({"he", "she", "they"})
_REPORTS = regex(
    rf"\b{_PERSON}(?:\s(?:has|had|have|also|then|once|just|always|himself|herself|later|already))*\s(?:{_SAYS})\b"
)
# "He stood up in the canteen and said it to his face."
_THEN_SAYS = regex(
    r"\b(?P<who>(?:[A-Z][\w'’-]+\s)?[A-Z][\w'’-]+|[Hh]e|[Ss]he|"
    r"[Tt]hey)\s(?:[a-z][\w'’]*\s){1,8}and\s(?:then\s)?(?:said|replied|answered|shouted)\b"
)
_ACCORDING = regex(rf"\b[Aa]ccording\sto\s(?P<who>{_NAME}|{_OFFICE})")
_IN_WORDS = regex(rf"\b[Ii]n\s(?P<who>{_NAME})['’]s?\s(?:own\s)?(?:words|view|opinion)\b")


def reported(sentence: str) -> str | None:
    """Who is said to have said something, as the sentence names them; None where nobody is.

    A pronoun is given as it stands: whom it means is not for this module to say.
    """
    for pattern in (_REPORTS, _THEN_SAYS, _ACCORDING, _IN_WORDS):
        for match in pattern.finditer(sentence):
            who = match["who"]
            words = who.split()
            # "I'm told the council …" is nobody's name either, nor is "Twenty-nine".
            while len(words) > 1 and _is_no_name(words[0]) and not _OFFICE_ONLY.fullmatch(who):
                words = words[1:]
            first = re.split("['’]", words[0])[0]
            if first.casefold() in _PRONOUNS:
                # "They've said"
                return first
            if not _is_no_name(words[0]) or _OFFICE_ONLY.fullmatch(who):
                return " ".join(words)
    return None


def _is_no_name(word: str) -> bool:
    return re.split("['’-]", word)[0].casefold() in _NOT_NAMES


_DAYS = regex(rf"(?:{CAPITAL_WEEKDAY}|{CAPITAL_MONTH})$")
# "From Pauline in Whitby": a place is nobody.
_NAMES = regex(
    r"(?<!\bin\s)(?<!\bnear\s)(?<![.!?“\"'‘]\s)(?<!^)(?<![“\"‘])\b[A-Z][a-z][\w'’-]*(?:\s(?:[A-Z]\.|[A-Z][\w'’-]+))*"
)


def names_nobody_else(sentence: str, name: str) -> bool:
    """Whether nobody but the one of that name is named in the sentence, so that a later "he" can mean no other."""
    own = set(re.findall(r"\w+", name.casefold()))
    # The "Mr" of "Mr. Pruitt" is nobody, and its full stop ends no sentence.
    for run in _NAMES.findall(_FORM.sub("", sentence)):
        words = {re.sub(r"['’]s?$", "", word.strip(".")).casefold() for word in run.split()}
        if not words & own and not all(_DAYS.match(word.strip(".")) for word in run.split()):
            return False
    return True


_HANDS_OVER = regex(
    r"\s(?:[a-z]+\s){0,2}?(?:and|or|told|tells|asked|asks|called|rang|phoned|wrote|spoke|talked|spoken|turned|invited|"
    r"introduced|sent|gave|urged|said|says|is|was|['’]s)\b"
)
_ASIDE = regex(
    r"\b(?:with|from|of|by|for|about|on|against|behind|without|between|and|or|to)\s(?:the\s|her\s|his\s|its\s)?\Z"
)


def is_first_of_several(sentence: str, name: str) -> bool:
    """Whether the one of that name does what is told, and others come in by the way: whom a later "he" means.

    "President Xi had a call with President Biden." is about Xi: a pronoun goes on with the subject rather than with
    what a preposition brings in (the order of centres in Grosz, Joshi and Weinstein 1995). After "Minister Duarte met
    President Sorel" it may be either, and after "Ann asked Bob" Bob answers.
    """
    own = re.search(rf"\b{re.escape(name)}\b(?!['’])", sentence)
    if own is None or _HANDS_OVER.match(sentence, own.end()) or not re.match(r"\s[a-z]", sentence[own.end() :]):
        return False
    words = set(re.findall(r"\w+", name.casefold()))
    for run in _NAMES.finditer(sentence):
        called = {word.casefold() for word in re.findall(r"\w+", run[0])}
        if called & words or _TITLE_ONLY.fullmatch(run[0]) or all(_DAYS.match(word) for word in run[0].split()):
            continue
        if run.start() < own.start() or not _ASIDE.search(sentence[: run.start()]):
            return False
    return True


# "I asked her how that went."
_ASKS_ONE = regex(
    r"(?:(?:And|So|Then|Later|Afterwards)\b[\s,]*)?(?:I|[Ww]e)(?:['’]ve|\shave)?\s(?:also\s|then\s|just\s)?"
    r"(?:asked|called|rang|phoned|(?:spoke|talked|spoken)\s(?:to|with)|met\s(?:with\s)?)\s?(?:him|her|them)\b"
)


def asks_whoever_was_named(sentence: str) -> bool:
    """Whether the speaker tells of having asked one who was named just before, and names nobody else."""
    return _ASKS_ONE.match(sentence) is not None and not _NAMES.search(sentence)


def begins_with(sentence: str, name: str) -> bool:
    """Whether a sentence is about somebody of that name: "Ambassador Whitlock raised it with President Sorel."."""
    return re.match(rf"\W*(?:{_TITLE}\s|[A-Z]\w+\s){{0,3}}{re.escape(name)}\s", sentence) is not None
