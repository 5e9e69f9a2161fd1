"""Who is said to say something in a sentence: "Ann said …", "according to Ann", "“…”, said Ann". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.models import Speaker, Who
from qa.patterns import regex
from qa.resolution.named import speakers_named
from qa.resolution.names import speakers_meant

QUOTED = "\0"
"""Stands in a claim for every character of a quote."""

_VERBS = (
    "accept accuse acknowledge add admit advise agree announce answer apologise apologize argue ask assert assure "
    "believe blame call challenge cite claim clarify comment commit complain concede conclude condemn confess confirm "
    "consider contend criticise criticize declare defend demand deny describe disagree discuss dispute doubt elaborate "
    "emphasise emphasize estimate expect explain express favour favor fear feel guess highlight hope indicate insist "
    "inform intend maintain mention note object observe oppose plan pledge point praise predict prefer promise propose "
    "quote raise recall recommend refer refuse regret reiterate reject remark remind repeat reply report request "
    "respond say speak state stress suggest support swear talk tell testify thank think threaten underline urge view "
    "voice vow want warn welcome wish wonder worry write"
).split()
_IRREGULAR = (
    "said spoke spoken told thought felt wrote written swore sworn committed preferred referred planned regretted"
).split()
BLAND = frozenset("say said says state add note comment remark speak spoke point according told write wrote".split())
"""Words that tell only that something is said."""


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb[:-1] + "i" if verb.endswith("y") and verb[-2] not in "aeo" else verb
    return (
        verb,
        f"{stem}es" if stem != verb or verb.endswith(("sh", "ss")) else f"{verb}s",
        f"{stem.removesuffix('e')}ed",
    )


_SAID = "|".join([*_IRREGULAR, *(form for verb in _VERBS for form in _forms(verb))])
_SAYING = "|".join(f"{verb.removesuffix('e')}ing" for verb in _VERBS)
_VIEWS = (
    "views?|opinions?|positions?|words|remarks?|statements?|answers?|responses?|reply|claims?|arguments?|concerns?|"
    "testimony|account|stance|speech|comments?|questions?|points?|promises?|confession"
)
_SAYS = regex(
    rf"\s*(?:\([^)]*\)\s*|,[^,]{{1,60}},\s*)?"
    r"(?:(?:(?:also|then|later|once|again|has|have|had|did|does|do|not|never|would|will|could|can|may|might|"
    r"must|should|"
    rf"further|both|all|\w+ly)\s+){{0,4}}(?:{_SAID})\b|(?:is|was|are|were)\s+(?:\w+ly\s+)?(?:{_SAYING})\b)"
    rf"|['’]s?\s+(?:\w+\s+){{0,2}}(?:{_VIEWS})\b|[^.;:\0]{{0,40}}:|[\s,]*\0",
    re.IGNORECASE,
)
_SAID_BY = regex(rf"(?:\baccording\sto|\b(?:{_VIEWS})\s(?:of|by|from))\s+(?:the\s+)?$", re.IGNORECASE)
_INVERTED = regex(rf"\0\s*[,\d\[\]\s]*(?:{_SAID})\s+(?:the\s+)?$", re.IGNORECASE)
_JOINED = regex(r"\s*(?:,|&|,?\s*and|,?\s*or)\s+(?:the\s+)?", re.IGNORECASE)
_NEW_CLAUSE = regex(
    r"[;,:.\]]\s*(?:\w+\s+){0,2}$|\b(?:and|but|while|whereas|whilst|whom?)\s+(?:the\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sayer:
    """A name that is said to have said something: `claim[start:end]`.

    Attributes:
        meant: the speakers that the name can mean.
        inverted: it comes after what is said.
        group: the same for those who are said to say it together, "Ann and Bob".
    """

    start: int
    end: int
    name: str
    meant: frozenset[Who]
    inverted: bool
    group: int = 0


def sayers(claim: str, speakers: Sequence[Speaker]) -> list[Sayer]:
    """Who of the speakers is said to say something, in order; not whose words somebody else reports."""
    named = _named(claim, speakers)
    found: list[Sayer] = []
    for place, one in enumerate(named):
        last = place  # of "Ann, Bob and Eve said"
        while last + 1 < len(named) and _JOINED.fullmatch(claim, named[last].end, named[last + 1].start):
            last += 1
        if not (one.inverted or _SAID_BY.search(claim, 0, one.start) or _SAYS.match(claim, named[last].end)):
            continue
        before = found[-1] if found else None
        if before and place and before.end == named[place - 1].end and _JOINED.fullmatch(claim, before.end, one.start):
            found.append(replace(one, group=before.group))
        elif before is None or one.inverted or _NEW_CLAUSE.search(claim, 0, one.start):
            found.append(replace(one, group=len(found)))
    return found


def _named(claim: str, speakers: Sequence[Speaker]) -> list[Sayer]:
    """Every mention of a speaker, in order."""
    found: list[Sayer] = []
    for name, _ in speakers_named(claim, speakers):
        meant = frozenset(one.who for one in speakers_meant(name, speakers))
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", claim):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                inverted = _INVERTED.search(claim, 0, match.start()) is not None
                found.append(Sayer(*match.span(), name, meant, inverted))
    return sorted(found, key=lambda one: one.start)
