"""Whom a question names, and whose words it asks for, among those who speak in what is searched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qa.answering.addressed import Identity, identities, is_somebody_else
from qa.answering.roles import Holder, holders, is_role
from qa.answering.wording import in_a_row
from qa.models import Document, Scope, Speaker, Who
from qa.patterns import phrase, regex
from qa.questions.attributed import asks_for_mind_of
from qa.questions.parsing import Asked, is_origin
from qa.resolution.named import speakers_named
from qa.resolution.names import is_title, listed, other_sex, same_office, several_people, speakers_meant, tokens

if TYPE_CHECKING:
    from qa.protocols import Corpus

_OF_A_TEXT = r"['’]s?\s(?:\w+\s)?(?:reports?|books?|letters?|papers?|study|studies|memos?|memorandum|articles?)\b"
_ACTS = (
    r"\b(?:did|does|do|was|is|were|has|had|have|will|would|can|could|should)(?:n['’]t)?\s(?:the\s)?(?:{0})(?![\w-])"
    rf"|(?<![\w-])(?:{{0}})(?!{_OF_A_TEXT})['’]"
)
_TWO_NAMES = regex(r"\b[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+")
_SEVERAL_ACT = (
    r"\b(?:did|do|were|are|have|had|will|would|can|could|should)(?:n['’]t)?\s(?:the\s)?(?:{0})"
    r"(?:,?\sand\s|,\s)(?:the\s)?(?:{0})\b"
)
_IN_A_ROW = r"\b(?:{0})(?:['’]s?)?(?:,?\s(?:and|or)\s|,\s)(?:the\s)?(?:{0})\b"
_TITLED_NAME = regex(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Mayor|Senator|Minister|Governor|Councillor|President|Secretary|"
    r"Ambassador|Judge|Sir)\.?\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)?"
)
_RELATIVE = phrase(
    r"(?-i:[A-Z])[\w.-]*'s? (?:\w+ )?(?:sister|brother|wife|husband|mother|father|son|daughter|partner|"
    r"lawyer|boss|spokes\w+|deputy|assistant|colleague|friend|neighbou?r|doctor|predecessor|successor)$"
)
# Nobody tells of his own.
_DEATH = phrase(r"\b(?:die[sd]?|dying|dead|death|alive|funeral|buried)\b")
_LOOKED_AT, _CALLS = 6, 30
_THERE = regex(r"\b(?:at|inside|within|joined|left)\s\Z")
_CALLED_BY_NAME = regex(r"['’]s\s|\s[A-Z]")
_BEGINS = regex(r"(?:\A|[.?!…—:;]\s*[\"“”'’)]*\s*)\Z")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose words are asked for.

    Attributes:
        speakers: who is meant; empty where anybody's words are asked for.
        absent: the name of somebody who does not speak in scope; None otherwise.
        name: as written, where the question's grammar does not tell it.
        notes: what to tell the user: that a name can mean several people.
    """

    speakers: tuple[Who, ...] = ()
    absent: str | None = None
    name: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class People:
    """The people of a question.

    Attributes:
        text: the question that stands alone.
        asked: the same taken apart.
        speakers: who speaks in scope, those who say most first.
        documents: those in scope.
        corpus: what was said.
        scope: what is searched, whoever speaks.
    """

    text: str
    asked: Asked
    speakers: Sequence[Speaker]
    documents: Sequence[Document]
    corpus: Corpus
    scope: Scope

    @cached_property
    def subject(self) -> Subject:
        """Whose words are asked for."""
        if self.asked.subject is None:
            return self._by_mind()
        meant: list[Who] = []
        notes: list[str] = []
        unknown: list[str] = []
        for name in listed(self.asked.subject, self.speakers):
            exact = speakers_meant(name, self.speakers)
            if is_somebody_else(name, exact, self.corpus.speakers(), self.corpus):
                return Subject(absent=name)
            found = [*exact, *self._taken_for(name, exact)] or self._in_role(name)
            if found:
                meant += [speaker.who for speaker in found]
                note = several_people(name, exact)
                notes += [note] if note else []
            elif self._is_name(name):
                return Subject(absent=name)
            else:
                unknown.append(name)
        if unknown:
            names = in_a_row([f"“{name}”" for name in unknown])
            notes.append(f"No speaker goes by {names}{'' if meant else ': whoever speaks of it is quoted'}.")
        return Subject(tuple(dict.fromkeys(meant)), notes=tuple(notes))

    def _by_mind(self) -> Subject:
        """The one who is named, where it is his or her mind that is asked for: "Is Ann for it?"."""
        minds = [one for one in self.named if one[1] and asks_for_mind_of(one[0], self.text)]
        if len(minds) == 1:
            name, meant = minds[0]
            return Subject(tuple(one.who for one in meant), name=name, notes=tuple(self.several(minds)))
        for match in _TITLED_NAME.finditer(self.text):
            name = match[0].rstrip(".")
            known = any(match[0] in other or other in match[0] for other, _ in self.named)
            if not known and asks_for_mind_of(name, self.text) and self._is_name(name):
                return Subject(absent=name, name=name)
        return Subject()

    @cached_property
    def named(self) -> list[tuple[str, list[Speaker]]]:
        """The names in the question that mean speakers, and whom each means."""
        return self.within(self.text)

    def within(self, text: str) -> list[tuple[str, list[Speaker]]]:
        """The names in a text that mean speakers, and whom each means; nobody is taken for one who is named too."""
        named = speakers_named(text, self.speakers)
        # "Daniel Park", where only COUNCILLOR PARK speaks; "Ingrid Halvorsen" is not the one Ingrid who speaks.
        for match in _TWO_NAMES.finditer(text):
            name = re.sub(r"['’]s?$", "", match[0])
            if not any(name in other for other, _ in named) and self._identities(name):
                named = [one for one in named if one[0] not in name] + [(name, [])]
        exact = {one.who for _, meant in named for one in meant}
        for one in self._holders:
            if one.role in text and not any(_overlap(text, one.role, other) for other, _ in named):
                named.append((one.role, self._with_other_labels(one.speakers)))
        named.sort(key=lambda one: text.find(one[0]))
        return [
            (name, [*meant, *(one for one in self._taken_for(name, meant) if one.who not in exact)])
            for name, meant in named
        ]

    def _with_other_labels(self, meant: Sequence[Speaker]) -> list[Speaker]:
        """Speakers with their other labels: MS. TAMM elsewhere, where only one Tamm speaks."""
        meant = [*meant, *(other for one in meant for other in self._taken_for(one.person or one.label, meant))]
        surnames = {words[-1] for one in meant if (words := tokens(one.person or one.label))}
        for surname in surnames:
            of_that_name = [
                other
                for other in speakers_meant(surname, self.speakers)
                if not any(other_sex(one.label, other) for one in meant)
            ]
            given = {tokens(one.person or one.label)[:-1] for one in of_that_name} - {()}
            if len(given) == 1:
                return list(dict.fromkeys([*meant, *of_that_name]))
        return list(meant)

    @property
    def meant(self) -> tuple[Who, ...]:
        """Whose words are asked for; where nobody's are, whoever is named."""
        return self.subject.speakers or tuple(dict.fromkeys(one.who for _, meant in self.named for one in meant))

    def several(self, people: Iterable[tuple[str, Sequence[Speaker]]]) -> list[str]:
        """What to tell the user: that a name can mean several people."""
        taken = {one.speaker.who for known in self._known_identities.values() for one in known}
        taken |= {each.who for one in self._holders for each in one.speakers}
        notes = (several_people(name, [one for one in meant if one.who not in taken]) for name, meant in people)
        return [note for note in notes if note]

    def taken(self, heard: Collection[Who]) -> list[str]:
        """What to tell the user of those in an answer: why a name, or a role, is taken to mean them."""
        known = [one for each in self._known_identities.values() for one in each]
        notes = [one.note for one in known if one.speaker.who in heard]
        return notes + [one.note for one in self._holders if any(each.who in heard for each in one.speakers)]

    def _in_role(self, name: str) -> list[Speaker]:
        """Whoever holds a role: "finance director", "CEO of Tessaly" where one CEO speaks and Tessaly is spoken of."""
        holding = (one for one in self._holders if one.role in name or name in one.role)
        held = [each for one in holding for each in self._with_other_labels(one.speakers)]
        *titles, surname = name.split()
        # "Prime Minister" is an office, and no minister's name.
        is_name = titles and all(map(_is_title, titles)) and not _is_title(surname)
        titled = speakers_meant(surname, self.speakers) if is_name else []
        titled = self._called(name, titled) or titled
        if len({tokens(one.person or one.label) for one in titled}) == 1:
            return titled
        office, of, organisation = name.partition(" of ")
        if held or not of:
            return held
        there = [one for one in speakers_meant(office, self.speakers) if self._is_spoken_of(organisation, one)]
        return there if len({tokens(one.person or one.label) for one in there}) == 1 else []

    def _called(self, name: str, several: Sequence[Speaker]) -> list[Speaker]:
        """Of several of one surname whoever answers to a title: "Councillor Pike?", and Leonard Pike has the word."""
        answers: Counter[tuple[str, ...]] = Counter()
        for mention in self.corpus.find(name, self.scope, limit=_CALLS) if len(several) > 1 else ():
            turns = self.corpus.turns(mention.document, mention.turn, mention.turn + 1)
            following = turns[-1].who if len(turns) > 1 else None
            answers.update(tokens(one.person or one.label) for one in several if one.who == following)
        if not answers or answers.most_common(1)[0][1] * 2 <= answers.total():
            return []
        return [one for one in several if tokens(one.person or one.label) == answers.most_common(1)[0][0]]

    def _is_spoken_of(self, organisation: str, speaker: Speaker) -> bool:
        """Whether it is named in the titles, or the words, of the documents that somebody speaks in."""
        wanted = organisation.casefold()
        titles = (one.name for one in self.documents if one.document in speaker.documents)
        named = any(wanted in title.casefold() for title in titles)
        return named or bool(self.corpus.find(organisation, Scope(documents=speaker.documents), limit=1))

    @cached_property
    def _holders(self) -> list[Holder]:
        return holders(self.text, self.speakers, self.documents, self.corpus, self.scope)

    def _taken_for(self, name: str, exact: Sequence[Speaker]) -> list[Speaker]:
        """Speakers who are meant as well, as the way in which they are addressed shows, or the role in a label."""
        holding = (
            one for one in self._holders if one.role.casefold() == name.casefold() and {*exact} & {*one.speakers}
        )
        held = [*(each for one in holding for each in one.speakers), *same_office(name, exact and self.speakers)]
        taken = [*(one.speaker for one in self._identities(name)), *held]
        return [one for one in dict.fromkeys(taken) if one not in exact]

    def _identities(self, name: str) -> list[Identity]:
        if name not in self._known_identities:
            self._known_identities[name] = identities(name, self.speakers, self.corpus)
        return self._known_identities[name]

    @cached_property
    def _known_identities(self) -> dict[str, list[Identity]]:
        return {}

    @cached_property
    def leaning(self) -> tuple[Who, ...]:
        """Whoever speaks and is named in the question, though not as the one whose words are asked for.

        "Why was Councillor Duval against it?" is answered best, though not only, by Duval.
        """
        if self.subject.speakers or self.subject.absent or _DEATH.search(self.text):
            return ()
        return tuple(one.who for _, meant in self.named for one in meant) if len(self.named) == 1 else ()

    @property
    def acts(self) -> bool:
        """Whether the one leaned on is the subject of the question: "Why was Duval against it?", "Duval's reasons".

        Of "Duval's report" others speak.
        """
        names = "|".join(re.escape(name) for name, _ in self.named)
        return bool(names) and re.search(_ACTS.format(names), self.text, re.IGNORECASE) is not None

    @property
    def owns_a_text(self) -> bool:
        """Whether the question is about something that one of those named wrote: "the commissioner's report"."""
        return any(re.search(rf"{re.escape(name)}{_OF_A_TEXT}", self.text, re.IGNORECASE) for name, _ in self.named)

    @property
    def side_by_side(self) -> bool:
        """Whether several people are named in a row: "Ann's and Bob's views"."""
        either = "|".join(re.escape(name) for name, _ in self.named)
        return len(self.named) > 1 and re.search(_IN_A_ROW.format(either), self.text, re.IGNORECASE) is not None

    @property
    def several_act(self) -> bool:
        """Whether the question is about what several people do: "How do Ann and Bob see it?"."""
        names = [re.escape(name) for name, _ in self.named]
        if len(names) < 2:
            return False
        either = "|".join(names)
        return re.search(_SEVERAL_ACT.format(either), self.text, re.IGNORECASE) is not None

    def _is_name(self, name: str) -> bool:
        """Whether somebody is named: "Wang Yi", "the driver Feld", "Maja's sister"; not "the government"."""
        if _RELATIVE.search(name):
            return True
        last = name.split()[-1]
        if any(char.isupper() for char in last) and not is_origin(last):
            return not self._is_a_place(name)
        return self._is_written_as_name(name)

    def _is_a_place(self, name: str) -> bool:
        """Whether the transcripts speak of being there, so that it is a body or a place: "at Brackwater"."""
        if len(name.split()) > 1:
            return False
        for mention in self.corpus.find(name, self.scope, limit=_CALLS):
            (turn,) = self.corpus.turns(mention.document, mention.turn, mention.turn)
            if _THERE.search(turn.text[: mention.start]) and not _CALLED_BY_NAME.match(turn.text[mention.end :]):
                return True
        return False

    def _is_written_as_name(self, name: str) -> bool:
        """Whether the transcripts write it with capitals: "wang yi" is a name there, "the government" is none.

        Where it begins a sentence a capital says nothing: "Treasurer, would you begin?".
        """
        for mention in self.corpus.find(name, self.scope, limit=_LOOKED_AT):
            (turn,) = self.corpus.turns(mention.document, mention.turn, mention.turn)
            words = turn.text[mention.start : mention.end].split()
            if len(words) > 1 or not _BEGINS.search(turn.text[: mention.start]):
                return all(word[0].isupper() for word in words)
        return False


def _is_title(word: str) -> bool:
    return is_role(word) or is_title(word)


def _overlap(text: str, one: str, other: str) -> bool:
    """Whether two pieces of a text share some of it."""
    first, second = text.find(one), text.find(other)
    return first < second + len(other) and second < first + len(one)
