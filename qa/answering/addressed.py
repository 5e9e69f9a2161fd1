"""Who stands behind a label without a given name, as the others address him or her: "We have asked, Simone.".

Told only of a name that was asked for in full, so that "Simone Duval" finds COUNCILLOR DUVAL; and never where somebody
else could be meant. It is said with the answer, and the label stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.models import Mention, Scope, Speaker, Turn
from qa.names import HONORIFICS, other_sex, tokens
from qa.render import shortened
from qa.sentences import spans
from qa.transcripts.vocabulary import FAMILY_NAME_FIRST, OFFICES, ROLES

if TYPE_CHECKING:
    from qa.protocols import Corpus

_MOST = 200
_LONGEST_TITLE = 60
_SLACK = 8
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE, _AFTER = re.compile(r"(?:\A|[,.?!:;…—–-])\s*\Z"), re.compile(r"\s*(?:\Z|[,.?!:;…—–])")
_PRESENT = re.compile(
    r"\b(?:(?:is|are)\s(?:also\s|now\s)?(?:here|with\sus|joining\sus|next|up)|joins\sus|welcome|come\s(?:on\s)?up|"
    r"(?:has|have)\s(?:joined\sus|come|the\sfloor)|our\s(?:next|first|last)\s(?:guest|speaker|witness)|thank\syou|over\sto)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:\A|(?<!\w)[^\W_A-Z]\w*\s+|[^\w\s]\s+)(?P<title>[^\W\d_]+)\.?\s+\Z")


@dataclass(frozen=True, slots=True)
class Identity:
    """A speaker who is taken for somebody, and why.

    Attributes:
        name: in full, as asked for.
        speaker: whose label gives no given name.
        note: for the user.
    """

    name: str
    speaker: Speaker
    note: str


def identities(name: str, speakers: Sequence[Speaker], corpus: Corpus) -> list[Identity]:
    """The speakers whose labels give only the family name of `name`, and who are addressed by the given one.

    Args:
        name: as asked for; one of a single word, or with the family name first, means nobody here.
        speakers: those in question.
        corpus: what they say.
    """
    words = [word for word in tokens(name) if word not in ROLES]
    if len(words) < 2 or words[0] in FAMILY_NAME_FIRST or len(words[0]) < 2:
        return []
    given, family = words[0], words[-1]
    found = []
    for one in speakers:
        if one.person or other_sex(name, one) or _bare(one.label) != (family,):
            continue
        # The same label is somebody else's where a document says so.
        if any(other.label.casefold() == one.label.casefold() and other.person for other in speakers):
            continue
        note = _note(name.strip(), given, one, speakers, corpus)
        if note:
            found.append(Identity(name, one, note))
    return found


def _bare(label: str) -> tuple[str, ...]:
    return tuple(word for word in tokens(label) if word not in ROLES)


def _note(name: str, given: str, one: Speaker, speakers: Sequence[Speaker], corpus: Corpus) -> str | None:
    """Why the speaker is taken for that person; None where nothing shows it."""
    for mention in corpus.find(given, Scope(documents=one.documents), limit=_MOST):
        (turn,) = corpus.turns(mention.document, mention.turn, mention.turn)
        if turn.who == one.who:
            continue
        others = [other for other in speakers if other is not one and mention.document in other.documents]
        addressed = _is_addressed(turn, mention, one, corpus) and not any(
            {given, _bare(one.label)[-1]} & {*_bare(other.label), *tokens(other.person or "")} for other in others
        )
        if addressed or _is_titled(turn, mention, name, one, others):
            where = shortened(corpus.document(mention.document).name, _LONGEST_TITLE)
            said = f"{turn.speaker or 'somebody'} says “{_sentence(turn, mention)}”"
            return f"{one.label} is taken to be {name}: in “{where}”, {said}"
    return None


def _is_addressed(turn: Turn, mention: Mention, one: Speaker, corpus: Corpus) -> bool:
    """Whether the name is called out, and the speaker has the word just before or just after."""
    if not _BEFORE.search(turn.text[: mention.start]) or not _AFTER.match(turn.text[mention.end :]):
        return False
    around = corpus.turns(mention.document, max(0, mention.turn - 1), mention.turn + 1)
    return any(other.who == one.who for other in around)


def _is_titled(turn: Turn, mention: Mention, name: str, one: Speaker, others: Sequence[Speaker]) -> bool:
    """Whether the name is said in full, after the very title that stands in the label: "Councillor Daniel Park".

    Many are a Mr.: of those only one who is said to be there, as "Ms. Grace Park, the library director, is here".
    """
    before = _TITLED.search(turn.text[: mention.start])
    full = [word for word in tokens(name) if word not in ROLES]
    if before is None or tokens(turn.text[mention.start : mention.start + len(name) + _SLACK])[: len(full)] != tuple(
        full
    ):
        return False
    title, family = before["title"].casefold(), full[-1]
    if title not in OFFICES and not (title in HONORIFICS and _PRESENT.search(_sentence(turn, mention))):
        return False
    # "Foreign Minister Ann Lee" need not be MINISTER LEE; nor need the one of two ministers of that name.
    titled = {title, family}
    return _words(one.label) == [title, family] and not any(titled <= {*_words(other.label)} for other in others)


def _sentence(turn: Turn, mention: Mention) -> str:
    return next(turn.text[start:end] for start, end in spans(turn.text) if start <= mention.start < end)


def _words(label: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(label)]
