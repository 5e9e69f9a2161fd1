"""One question with all that its answer needs: what is asked, of which part of the index, and whose words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from qa.answering.addressed import Identity, identities
from qa.kinds import Task, recognise, spans_documents
from qa.models import Answer, Citation, Document, Hit, Mention, Scope, Searched, Speaker, Statement, Who
from qa.names import listed, several_people, speakers_meant, speakers_named
from qa.pool import Query
from qa.questions import Asked, content_words, is_origin, parse
from qa.references import documents_named
from qa.render import long_date, shortened
from qa.retrieval import Found, find, prepare
from qa.selection import Meanings

if TYPE_CHECKING:
    from qa.protocols import Corpus, Embedder, PassageIndex, Reranker

HITS = 12
_TITLE = 60
_ACTS = (
    r"\b(?:did|does|do|was|is|were|has|had|have|will|would|can|could|should)(?:n['’]t)?\s(?:the\s)?(?:{0})(?![\w-])"
    r"|(?<![\w-])(?:{0})['’]"
)
_TWO_NAMES = re.compile(r"\b[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+")
_SEVERAL_ACT = (
    r"\b(?:did|do|were|are|have|had|will|would|can|could|should)(?:n['’]t)?\s(?:the\s)?(?:{0})"
    r"(?:,?\sand\s|,\s)(?:the\s)?(?:{0})\b"
)
_IN_A_ROW = r"\b(?:{0})(?:['’]s?)?(?:,?\s(?:and|or)\s|,\s)(?:the\s)?(?:{0})\b"
_RELATIVE = re.compile(
    r"(?-i:[A-Z])[\w.-]*['’]s?\s(?:\w+\s)?(?:sister|brother|wife|husband|mother|father|son|daughter|partner|lawyer|boss|"
    r"spokes\w+|deputy|assistant|colleague|friend|neighbou?r|doctor|predecessor|successor)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where answers come from: one generation of the index, and the models that read it.

    Attributes:
        corpus: what was said.
        index: of the same generation.
        embedder: the model the index was built with.
        reranker: orders the first hits anew, where there is one.
    """

    corpus: Corpus
    index: PassageIndex
    embedder: Embedder
    reranker: Reranker | None = None

    @property
    def meanings(self) -> Meanings:
        """Sentences to vectors."""
        return Meanings(self.index)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose words are asked for.

    Attributes:
        speakers: who is meant; empty where anybody's words are asked for.
        absent: the name of somebody who does not speak in scope; None otherwise.
        notes: what to tell the user: that a name can mean several people.
    """

    speakers: tuple[Who, ...] = ()
    absent: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inquiry:
    """A question about a part of the index.

    Attributes:
        question: as asked.
        sources: where the answer comes from.
        given: the filters as the user set them.
        searched_for: the question completed from the conversation, where it needed that.
        notes: what the user should be told of how the question is taken.
    """

    question: str
    sources: Sources
    given: Scope = field(default_factory=Scope)
    searched_for: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def corpus(self) -> Corpus:
        """What was said."""
        return self.sources.corpus

    @property
    def text(self) -> str:
        """The question that stands alone."""
        return self.searched_for or self.question

    @cached_property
    def _parsed(self) -> Asked:
        return parse(self.text)

    @cached_property
    def asked(self) -> Asked:
        """The question taken apart; who is no speaker and has no name ("the union") is part of what it is about."""
        parsed = self._parsed
        if parsed.subject is None or self.subject.speakers or self.subject.absent:
            return parsed
        return replace(parsed, subject=None, topic=tuple(content_words(parsed.question)))

    @cached_property
    def task(self) -> Task:
        """What kind of answer it wants."""
        return recognise(self.text)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Documents that the question itself names, among those the filters leave."""
        named = documents_named(self.text, self.corpus.documents(replace(self.given, speakers=())))
        # What a change is of may stand in a title, and is to be seen in several documents.
        return () if spans_documents(self.task) else named

    @cached_property
    def scope(self) -> Scope:
        """The filters, and the documents that the question names."""
        return replace(self.given, documents=self.named) if self.named else self.given

    @cached_property
    def everybody(self) -> Scope:
        """The scope, whoever speaks."""
        return replace(self.scope, speakers=())

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Who speaks in the documents in scope, those who say most first."""
        return self.corpus.speakers(self.everybody)

    @cached_property
    def documents(self) -> list[Document]:
        """The documents in scope."""
        return self.corpus.documents(self.everybody)

    @cached_property
    def subject(self) -> Subject:
        """Whose words are asked for."""
        if self._parsed.subject is None:
            return Subject()
        meant: list[Who] = []
        notes: list[str] = []
        unknown: list[str] = []
        for name in listed(self._parsed.subject, self.speakers):
            exact = speakers_meant(name, self.speakers)
            found = [*exact, *self._taken_for(name, exact)]
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

    @cached_property
    def people(self) -> list[tuple[str, list[Speaker]]]:
        """The names in the question that mean speakers, and whom each means."""
        return self.people_in(self.text)

    def people_in(self, text: str) -> list[tuple[str, list[Speaker]]]:
        """The names in a text that mean speakers, and whom each means; nobody is taken for one who is named too."""
        named = speakers_named(text, self.speakers)
        # "Daniel Park", where only COUNCILLOR PARK speaks; "Ingrid Halvorsen" is not the one Ingrid who speaks.
        for match in _TWO_NAMES.finditer(text):
            name = re.sub(r"['’]s?$", "", match[0])
            if not any(name in other for other, _ in named) and self._identities(name):
                named = [one for one in named if one[0] not in name] + [(name, [])]
        exact = {one.who for _, meant in named for one in meant}
        named.sort(key=lambda one: text.find(one[0]))
        return [
            (name, [*meant, *(one for one in self._taken_for(name, meant) if one.who not in exact)])
            for name, meant in named
        ]

    @property
    def meant(self) -> tuple[Who, ...]:
        """Whose words are asked for; where nobody's are, whoever is named."""
        return self.subject.speakers or tuple(dict.fromkeys(one.who for _, meant in self.people for one in meant))

    def several(self, people: Iterable[tuple[str, Sequence[Speaker]]]) -> list[str]:
        """What to tell the user: that a name can mean several people."""
        taken = {one.speaker.who for known in self._known_identities.values() for one in known}
        notes = (several_people(name, [one for one in meant if one.who not in taken]) for name, meant in people)
        return [note for note in notes if note]

    def _taken_for(self, name: str, exact: Sequence[Speaker]) -> list[Speaker]:
        """Speakers who are meant as well, as the way in which they are addressed shows."""
        return [one.speaker for one in self._identities(name) if one.speaker not in exact]

    def _identities(self, name: str) -> list[Identity]:
        if name not in self._known_identities:
            self._known_identities[name] = identities(name, self.speakers, self.corpus)
        return self._known_identities[name]

    @cached_property
    def _known_identities(self) -> dict[str, list[Identity]]:
        return {}

    def allowed(self, people: Iterable[Who]) -> tuple[Who, ...]:
        """Those of the people whom the filters leave."""
        return tuple(who for who in people if not self.given.speakers or who in self.given.speakers)

    @cached_property
    def leaning(self) -> tuple[Who, ...]:
        """Whoever speaks and is named in the question, though not as the one whose words are asked for.

        "Why was Councillor Duval against it?" is answered best, though not only, by Duval.
        """
        if self.subject.speakers or self.subject.absent:
            return ()
        return tuple(one.who for _, meant in self.people for one in meant) if len(self.people) == 1 else ()

    @property
    def acts(self) -> bool:
        """Whether the one leaned on is the subject of the question: "Why was Duval against it?", "Duval's reasons"."""
        names = "|".join(re.escape(name) for name, _ in self.people)
        return bool(names) and re.search(_ACTS.format(names), self.text, re.IGNORECASE) is not None

    @property
    def side_by_side(self) -> bool:
        """Whether several people are named in a row: "Ann's and Bob's views"."""
        either = "|".join(re.escape(name) for name, _ in self.people)
        return len(self.people) > 1 and re.search(_IN_A_ROW.format(either), self.text, re.IGNORECASE) is not None

    @property
    def several_act(self) -> bool:
        """Whether the question is about what several people do: "How do Ann and Bob see it?"."""
        names = [re.escape(name) for name, _ in self.people]
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
            return True
        return self._is_written_as_name(name)

    def _is_written_as_name(self, name: str) -> bool:
        """Whether the transcripts write it with capitals: "wang yi" is a name there, "the government" is none."""
        for mention in self.corpus.find(name, self.everybody, limit=1):
            (turn,) = self.corpus.turns(mention.document, mention.turn, mention.turn)
            return all(word[0].isupper() for word in turn.text[mention.start : mention.end].split())
        return False

    def query(self, question: str | None = None) -> Query:
        """What the index is searched for."""
        return prepare(question or self.asked.question, self.corpus, self.sources.embedder, self.scope)

    def find(
        self, scope: Scope, query: Query, *, question: str | None = None, k: int = HITS, many: bool = False
    ) -> Found:
        """The places in scope that bear most on the question; with `many`, the best of each document first."""
        return find(
            question or self.asked.question, self.corpus, self.sources.index, self.sources.embedder,
            k=k, scope=scope, many=many, query=query, reranker=self.sources.reranker,
        )  # fmt: skip

    def where(self) -> str:
        """What was searched, for the user."""
        documents = self.documents
        if len(documents) == 1:
            name = shortened(documents[0].name, _TITLE)
            return f"“{name}”" + (f" ({long_date(documents[0].date)})" if documents[0].date else "")
        return f"the {len(documents)} transcripts"

    def made(
        self,
        text: str,
        citations: Sequence[Citation] = (),
        *,
        abstained: bool = False,
        nearest: Sequence[Hit] = (),
        confidence: float = 0.0,
        statements: Sequence[Statement] = (),
        count: int | None = None,
        evidence: Sequence[Mention] = (),
        suggestion: str | None = None,
        scope: Scope | None = None,
        notes: Sequence[str] = (),
    ) -> Answer:
        """The answer with all that is known of how it came about."""
        searched = scope or self.scope
        heard = {*searched.speakers, *(Who(one.speaker, one.person) for one in citations if one.speaker)}
        taken = [one.note for known in self._known_identities.values() for one in known if one.speaker.who in heard]
        return Answer(
            question=self.question,
            answer=text,
            abstained=abstained,
            citations=tuple(citations),
            searched_for=self.searched_for,
            scope=self.given,
            nearest=tuple(nearest),
            confidence=confidence,
            notes=tuple(dict.fromkeys([*self.notes, *notes, *taken])),
            kind=self.task.kind.value,
            statements=tuple(statements),
            searched=Searched(self.text, self.asked.topic, searched, len(self.documents)),
            count=count,
            evidence=tuple(evidence),
            suggestion=suggestion,
        )


def names_of(speakers: Sequence[Who]) -> str:
    """The labels in a row: "A, B and C"; one that is only printed otherwise elsewhere is named once."""
    labels: dict[str, str] = {}
    for who in speakers:
        labels.setdefault(who.label.casefold(), who.label)
    return in_a_row(list(labels.values()))


def one_name(speakers: Sequence[Who]) -> bool:
    """Whether they go by one name, so that a verb is in the singular."""
    return len({who.label.casefold() for who in speakers}) == 1


def in_a_row(names: Sequence[str]) -> str:
    """Names with commas and an "and"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
