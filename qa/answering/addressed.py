"""Who stands behind a label without a given name, as the others address him or her: "We have asked, Simone.".

Told only of a name that was asked for in full, so that "Simone Duval" finds COUNCILLOR DUVAL; and never where somebody
else could be meant. It is said with the answer, and the label stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa import sentences
from qa.models import Mention, Scope, Speaker, Turn, Who
from qa.patterns import phrase, regex
from qa.render import shortened
from qa.resolution.names import HONORIFICS, other_sex, tokens, words_of
from qa.transcripts.vocabulary import FAMILY_NAME_FIRST, OFFICES, ROLES

if TYPE_CHECKING:
    from qa.protocols import Corpus

_MOST = 200
_LONGEST_TITLE = 60
_LAST = 1 << 30
_SLACK = 8
_GREETINGS = 2
_CIRCLE = 2
_SELF = phrase(r"(?:\A|[.!?]\s+|\b(?:I'm|I am|my name is|my name's) )\Z")
_WORD = regex(r"[^\W\d_]+")
# "Mr." ends no sentence; "my son, Daniel, says" calls nobody, nor does a list of names.
_BEFORE = regex(r"(?:\A|[,.?!:;…—–])\s*\Z")
_NOT_BEFORE = phrase(
    r"(?:\b(?:mr|mrs|ms|miss|dr|prof|st|sir|lord|lady)\.?|\b(?:my|our|your|his|her|their|its) (?:\w+ ){0,2}\w+,|"
    r"(?-i:[A-Z])\w+,)\s*\Z"
)
_AFTER, _NOT_AFTER = (
    regex(r"\s*(?:\Z|[,.?!:;…—–])"),
    regex(r",\s(?:(?:and|or)\b|(?:and\s)?[A-Z]\w+\b(?!['’]))"),
)
_THE = phrase(r"\bthe (?:\w+ )?\w+,\s*\Z")
_CALLED = regex(r",\s(?P<name>[A-Z][a-z]+)\s*[.?!]")
_PRESENT = phrase(
    r"\b(?:(?:is|are) (?:also |now )?(?:here|with us|joining us|next|up)|joins us|welcome|come (?:on )?up|"
    r"(?:has|have) (?:joined us|come|the floor)|our (?:next|first|last) (?:guest|speaker|witness)|thank you|over to|"
    r"we (?:have|are joined by|'re joined by)\b.{0,30}\b(?:witness(?:es)?|guests?|speakers?|with us))\b"
)
_WILL_SPEAK = regex(
    r",?\s(?:(?:is|are)\sgoing\sto|will|is\shere\sto)\s(?:now\s|first\s|then\s|also\s)?(?:make|give|read|open|"
    r"begin|start|speak|brief|present|"
    r"answer|take\s(?:your\s)?questions|say|introduce|report|talk|join)\b"
)
# "Mr. Thomas Brandt is the chief executive of Halloway", said before he has the word.
_IS_WHAT = regex(r",?\s(?:is|serves\sas)\s(?:the|our|an?)\s")
_TITLED = regex(r"(?:\A|(?<!\w)[^\W_A-Z]\w*\s+|[^\w\s]\s+)(?P<title>[^\W\d_]+)\.?\s+\Z")


@dataclass(frozen=True, slots=True)
class Identity:
    """A speaker who is taken for somebody, and why.

    Attributes:
        speaker: whose label gives no given name.
        note: for the user.
    """

    speaker: Speaker
    note: str


def identities(name: str, speakers: Sequence[Speaker], corpus: Corpus) -> list[Identity]:
    """The speakers whose labels give only the family name of `name`, and who are addressed by the given one.

    Args:
        name: as asked for; one of a single word, or with the family name first, means nobody here.
        speakers: those in question.
        corpus: what they say.
    """
    words = _bare(name)
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
        note = _Evidence(name.strip(), given, one, speakers, corpus).note()
        if note:
            found.append(Identity(one, note))
    # The label may be printed otherwise elsewhere: "Mayor Halvorsen".
    printed = {identity.speaker.label.casefold(): identity.note for identity in found}
    others = [one for one in speakers if one.person is None and one.label.casefold() in printed]
    known = {identity.speaker.who for identity in found}
    return found + [Identity(one, printed[one.label.casefold()]) for one in others if one.who not in known]


def may_be(name: str, one: Speaker) -> bool:
    """Whether a label that gives a surname alone may stand for somebody, though nothing shows it."""
    words = _bare(name)
    return len(words) > 1 and one.person is None and _bare(one.label) == words[-1:] and not other_sex(name, one)


def is_somebody_else(name: str, here: Sequence[Speaker], everybody: Sequence[Speaker], corpus: Corpus) -> bool:
    """Whether a titled surname is the label of one person elsewhere, and those here of that surname are others.

    "Ms. Park" is Grace Park wherever a MS. PARK speaks, and so not the Daniel Park who speaks here.

    Args:
        name: as asked for.
        here: the speakers in question who could be meant.
        everybody: all speakers of the index.
        corpus: what they say.
    """
    wanted = words_of(name)
    if not here or len(wanted) < 2 or wanted[0] not in HONORIFICS:
        return False
    labels = [one for one in everybody if words_of(one.label) == wanted]
    given = {_bare(one.person or one.label)[:-1] for one in here}
    if not labels or () in given:
        return False
    family = tokens(name)[-1:]
    others = dict.fromkeys(one.person or one.label for one in everybody)
    others_of_it = [one for one in others if _bare(one)[-1:] == family and _bare(one)[:-1] not in {(), *given}]
    return any(found.speaker in labels for one in others_of_it for found in identities(one, everybody, corpus))


def _bare(label: str) -> tuple[str, ...]:
    return tuple(word for word in tokens(label) if word not in ROLES)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What shows in the transcripts that a label stands for a name."""

    name: str
    given: str
    one: Speaker
    speakers: Sequence[Speaker]
    corpus: Corpus

    def note(self) -> str | None:
        """Why the speaker is taken for that person; None where nothing shows it, or something else shows another."""
        by_document = {document: self._shown_in(document) for document in self.one.documents}
        shown = [found for found in by_document.values() if found is not None]
        missing = [document for document, found in by_document.items() if found is None]
        strangers = [one for one in missing if not any(self._is_same_circle(one, there.document) for _, there in shown)]
        # There are many a Mr. Lee; of a council there is one Councillor Park, unless somebody is called otherwise.
        office = _words(self.one.label)[0] in OFFICES
        if not shown or (strangers and not office) or any(map(self._is_called_otherwise, missing)):
            return None
        turn, mention = shown[0]
        where = shortened(self.corpus.document(mention.document).name, _LONGEST_TITLE)
        said = f"{turn.speaker or 'somebody'} says “{sentences.around(turn.text, mention.start)}”"
        return f"{self.one.label} is taken to be {self.name}: in “{where}”, {said}"

    def _is_same_circle(self, document: str, other: str) -> bool:
        """Whether the same people speak in two documents, so that a Ms. Okafor of both is one."""
        named = {one.label.casefold() for one in self.speakers if _bare(one.label) and document in one.documents}
        again = {one.label.casefold() for one in self.speakers if other in one.documents}
        return len((named & again) - {self.one.label.casefold()}) >= _CIRCLE

    def _shown_in(self, document: str) -> tuple[Turn, Mention] | None:
        others = [other for other in self.speakers if other is not self.one and document in other.documents]
        own = {self.given, _bare(self.one.label)[-1]}
        alone = not any(own & {*_bare(other.label), *tokens(other.person or "")} for other in others)
        maybe: list[tuple[Turn, Mention]] = []
        for mention in self.corpus.find(self.given, Scope(documents=(document,)), limit=_MOST):
            (turn,) = self.corpus.turns(document, mention.turn, mention.turn)
            if not turn.text[mention.start].isupper():
                continue
            if turn.who == self.one.who:
                if self._introduces_himself(document, turn, mention):
                    return turn, mention
                continue
            around = self._around(document, turn)
            if self._is_titled(turn, mention, others, around) or self._is_announced(turn, mention, others):
                return turn, mention
            if alone and _is_called(turn.text, mention):
                if around == {self.one.who}:
                    return turn, mention
                # Said to the one before, or to the one after: once may be chance.
                maybe += [(turn, mention)] if self.one.who in around else []
        return maybe[0] if len(maybe) > 1 else None

    def _is_in_full(self, turn: Turn, mention: Mention) -> bool:
        full = _bare(self.name)
        return tokens(turn.text[mention.start : mention.start + len(self.name) + _SLACK])[: len(full)] == full

    def _introduces_himself(self, document: str, turn: Turn, mention: Mention) -> bool:
        """Whether the name begins the speaker's first turn: "Samuel Bremner, I run the kitchens"."""
        if not self._is_in_full(turn, mention) or not _SELF.search(turn.text[: mention.start]):
            return False
        if turn.text[: mention.start].count(".") > _GREETINGS:
            return False
        return all(other.who != self.one.who for other in self.corpus.turns(document, 0, turn.index - 1))

    def _around(self, document: str, turn: Turn) -> set[Who | None]:
        """Who has the word just before and just after, other than whoever speaks."""
        near = self.corpus.turns(document, max(0, turn.index - 1), turn.index + 1)
        return {other.who for other in near if other.who != turn.who}

    def _is_titled(self, turn: Turn, mention: Mention, others: Sequence[Speaker], around: set[Who | None]) -> bool:
        """Whether somebody is introduced in full, with the very title of the label: "Councillor Daniel Park will open".

        Many are a Mr.: of those only one who is said to be there, as "Ms. Grace Park, the library director, is here".
        """
        before = _TITLED.search(turn.text[: mention.start])
        if before is None or not self._is_in_full(turn, mention):
            return False
        title, family = before["title"].casefold(), _bare(self.name)[-1]
        # "Foreign Minister Ann Lee" need not be MINISTER LEE; nor need the one of two ministers of that name.
        titled = {title, family}
        rivals = [other for other in others if other.label.casefold() != self.one.label.casefold()]
        if _words(self.one.label) != [title, family] or any(titled <= {*_words(other.label)} for other in rivals):
            return False
        if (title in OFFICES or title in HONORIFICS) and _PRESENT.search(sentences.around(turn.text, mention.start)):
            return True
        earlier = self.corpus.turns(mention.document, 0, mention.turn)
        if any(other.who == self.one.who for other in earlier):
            return False
        if _IS_WHAT.match(turn.text[mention.start + len(self.name) :]):
            return self._is_the_only(title, family, mention.document)
        return title in OFFICES and self.one.who in around

    def _is_announced(self, turn: Turn, mention: Mention, others: Sequence[Speaker]) -> bool:
        """Whether somebody is announced in full just before a label that is the family name alone has the word.

        "Martin Stroud will make a statement", and STROUD does.
        """
        family = _bare(self.name)[-1]
        if _words(self.one.label) != [family] or any(family in _words(other.label) for other in others):
            return False
        following = turn.text[mention.start + len(self.name) :]
        told = _WILL_SPEAK.match(following) or _PRESENT.search(sentences.around(turn.text, mention.start))
        if told is None or not self._is_in_full(turn, mention):
            return False
        after = self.corpus.turns(mention.document, turn.index, turn.index + 1)[1:]
        return any(other.who == self.one.who for other in after)

    def _is_the_only(self, title: str, family: str, document: str) -> bool:
        """Whether nobody of that title and family name is called by another given name there."""
        titled = phrase(rf"\b{re.escape(title)}\.? (?P<given>[^\W\d_]+) \Z")
        for mention in self.corpus.find(family, Scope(documents=(document,)), limit=_MOST):
            (turn,) = self.corpus.turns(document, mention.turn, mention.turn)
            before = titled.search(turn.text[: mention.start])
            if before and before["given"].casefold() != self.given:
                return False
        return True

    def _is_called_otherwise(self, document: str) -> bool:
        """Whether the speaker is called, or introduced, by another name there."""
        known = {word for other in self.speakers for word in (*tokens(other.label), *tokens(other.person or ""))}
        title = _words(self.one.label)[0]
        for mention in self.corpus.find(_bare(self.one.label)[-1], Scope(documents=(document,)), limit=_MOST):
            (turn,) = self.corpus.turns(document, mention.turn, mention.turn)
            before = _WORD.findall(turn.text[: mention.start])[-2:]
            if len(before) == 2 and before[0].casefold() == title and before[1].casefold() != self.given:
                return True
        turns = self.corpus.turns(document, 0, _LAST)
        for before_, turn, after in zip(turns, turns[1:], turns[2:], strict=False):
            if turn.who == self.one.who or {before_.who, after.who} - {turn.who} != {self.one.who}:
                continue
            called = {match["name"].casefold() for match in _CALLED.finditer(turn.text)}
            if called - known - ROLES - {self.given}:
                return True
        return False


def _is_called(text: str, mention: Mention) -> bool:
    """Whether a name is called out there: "It's no offer, Daniel."."""
    before, after = text[: mention.start], text[mention.end :]
    if not _BEFORE.search(before) or _NOT_BEFORE.search(before):
        return False
    if after.startswith(",") and _THE.search(before):
        # "The clerk, Daniel, has it."
        return False
    return _AFTER.match(after) is not None and _NOT_AFTER.match(after) is None


def _words(label: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(label)]
