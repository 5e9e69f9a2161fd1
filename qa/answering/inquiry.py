"""One question with all that its answer needs: what is asked, of which part of the index, and whose words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from qa.answering.people import People, Subject
from qa.extraction.selection import Meanings
from qa.models import Answer, Citation, Document, Hit, Mention, Scope, Searched, Speaker, Statement, Who
from qa.pool import Query
from qa.questions.framing import as_question, unframed, without_length
from qa.questions.kinds import Counted, Kind, Task, recognise, spans_documents
from qa.questions.parsing import Asked, content_words, parse
from qa.questions.periods import Period, period
from qa.render import long_date, shortened
from qa.resolution.named import speakers_named
from qa.resolution.names import is_title, tokens, words_of
from qa.resolution.references import by_a_word_alone, documents_dated, documents_named, words_naming
from qa.resolution.times import Time, time_said
from qa.retrieval import Found, find, prepare

if TYPE_CHECKING:
    from qa.protocols import Corpus, Embedder, PassageIndex, Reranker, Verifier

HITS = 12
_TITLE = 60
_FEELS = frozenset(
    "worried worry worries concerned afraid upset angry annoyed unhappy happy anxious nervous excited keen proud sorry "
    "complaining complain complains hoping hope".split()
)

_MOST_TURNS = 100_000
_OF_MEETINGS = (Counted.SPEAKERS, Counted.SPEAKING, Counted.SPOKEN_IN)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where answers come from: one generation of the index, and the models that read it.

    Attributes:
        corpus: what was said.
        index: of the same generation.
        embedder: the model the index was built with.
        reranker: orders the first hits anew, where there is one.
        verifier: says of the best sentences whether they answer, where there is one.
    """

    corpus: Corpus
    index: PassageIndex
    embedder: Embedder
    reranker: Reranker | None = None
    verifier: Verifier | None = None

    @property
    def meanings(self) -> Meanings:
        """Sentences to vectors."""
        return Meanings(self.index)


@dataclass(frozen=True)
class Inquiry:
    """A question about a part of the index.

    Attributes:
        question: as asked.
        sources: where the answer comes from.
        given: the filters as the user set them.
        searched_for: the question completed from the conversation, where it needed that.
        notes: what the user should be told of how the question is taken.
        before: what was quoted last, where the question leans on that: its answer often stands nearby.
    """

    question: str
    sources: Sources
    given: Scope = field(default_factory=Scope)
    searched_for: str | None = None
    notes: tuple[str, ...] = ()
    before: tuple[Citation, ...] = ()

    @property
    def corpus(self) -> Corpus:
        """What was said."""
        return self.sources.corpus

    @cached_property
    def text(self) -> str:
        """The question that stands alone."""
        return as_question(self.searched_for or self.question)

    @cached_property
    def _parsed(self) -> Asked:
        return parse(without_length(unframed(self.text)))

    @cached_property
    def asked(self) -> Asked:
        """The question taken apart; who is no speaker and has no name ("the union") is part of what it is about."""
        parsed = self._parsed
        if parsed.subject is None and (name := self.subject.name):
            own = {*words_of(name), *_titles_of(name, parsed.question)}
            topic = tuple(one for one in parsed.topic if not own & {*tokens(one)})
            parsed = replace(parsed, subject=name, topic=topic)
        elif parsed.subject is not None and not self.subject.speakers and not self.subject.absent:
            parsed = replace(parsed, subject=None, topic=tuple(content_words(parsed.question)))
        parsed = replace(parsed, topic=self.matter(parsed.topic))
        # "What was the nurse worried about?" names no matter.
        named = parsed.subject is None or any(word not in _FEELS for word in parsed.topic)
        return parsed if named else replace(parsed, topic=())

    @property
    def asks_of_nobody(self) -> bool:
        """Whether somebody's words are asked for whom the transcripts know by no name: "What did the dentist say?"."""
        return self._parsed.subject is not None and not self.subject.speakers and not self.subject.absent

    def matter(self, topic: Sequence[str]) -> tuple[str, ...]:
        """A topic without the words that name the transcripts searched.

        Where nothing else is in it the whole, but for somebody's words: "What did she say in June?" is about anything.
        """
        named = [one for one in self.documents if one.document in self.named]
        if not named:
            return tuple(topic)
        words = words_naming(self.text, named)
        nothing_else = all(set(tokens(one)) <= words for one in topic)
        return () if nothing_else and self.subject.speakers else without(topic, words)

    @cached_property
    def task(self) -> Task:
        """What kind of answer it wants."""
        return recognise(unframed(self.text))

    @cached_property
    def _all(self) -> list[Document]:
        return self.corpus.documents(replace(self.given, speakers=()))

    @cached_property
    def there(self) -> list[Document]:
        """The documents that the filters leave, of copies the first; all of those that the filters name."""
        return self._all if self.given.documents else without_copies(self._all, self.corpus)

    @cached_property
    def _given(self) -> Scope:
        """The filters; where there are copies, without these: what stands in them is said once."""
        some = len(self.there) < len(self._all)
        return replace(self.given, documents=tuple(one.document for one in self.there)) if some else self.given

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Documents that the question itself names, among those the filters leave."""
        # "Did she say 'I was wrong in June'?" is asked of any meeting.
        text = self.task.rest if self.task.kind is Kind.VERBATIM else self.text
        named = documents_named(text, self.there)
        if not named and (self.task.kind is Kind.SUMMARY or self.task.counted in _OF_MEETINGS):
            # "Who was present in June?", "What happened in June?"
            named = documents_named(f"said: {self.text}", self.there)
        # What a change is of may stand in a title, and is to be seen in several documents.
        if spans_documents(self.task) or (named and self._tells_of_another(named)):
            return ()
        # "Ann (in March) and Bob (on the podcast)": each speaks elsewhere.
        if self.task.kind is Kind.COMPARE and named:
            groups = speakers_named(self.text, self.corpus.speakers(replace(self.given, speakers=())))
            there = (any(set(one.documents) & set(named) for one in meant) for _, meant in groups)
            return named if all(there) else ()
        return named

    def _tells_of_another(self, named: tuple[str, ...]) -> bool:
        """Whether "the call" is none of the transcripts called so, but one that is told of.

        Somebody is named in the question who is named in others alone: "What did Okafor promise on the call?".
        """
        there = [one for one in self.there if one.document in named]
        said = [*self._parsed.names, *((self._parsed.subject or "").split())]
        people = [word for word in (name.split()[-1] for name in said) if word[0].isupper()]
        if not by_a_word_alone(self.text, there):
            return False
        everywhere = replace(self._given, speakers=())
        called = {word for one in there for word in tokens(f"{one.name} {' '.join(one.speakers)}")}

        def is_of_others(name: str) -> bool:
            if called & {*tokens(name)} or self.corpus.find(name, replace(everywhere, documents=named), limit=1):
                return False
            return bool(self.corpus.find(name, everywhere, limit=1))

        return any(map(is_of_others, people))

    @cached_property
    def dated(self) -> tuple[str, ...]:
        """Documents of a date that the question has, where it names none: what was said then is likelier meant."""
        if self.named or self.given.documents or spans_documents(self.task):
            return ()
        return documents_dated(self.text, self.there)

    @cached_property
    def time(self) -> Time | None:
        """When that was said which is asked for, where the question names no documents."""
        if self.named or self.given.documents or self.given.after or self.given.before or spans_documents(self.task):
            return None
        heard = {path for one in self.speakers if one.who in self.subject.speakers for path in one.documents}
        theirs = [one for one in self.documents if not self.subject.speakers or one.document in heard]
        return time_said(self.text, self.documents, theirs)

    @cached_property
    def scope(self) -> Scope:
        """The filters, and the documents that the question names, or the time that something is counted in."""
        if self.named:
            return replace(self.given, documents=self.named)
        then = self.period
        return replace(self._given, after=then.after, before=then.before) if then else self._given

    @cached_property
    def period(self) -> Period | None:
        """The stretch of time that something is counted or listed in, where the filters set none."""
        counted = self.task.kind in (Kind.COUNT, Kind.LIST) and not (self.given.after or self.given.before)
        return period(self.task.rest) if counted and not self.named else None

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
    def people(self) -> People:
        """Whom it names, and whose words it asks for."""
        return People(self.text, self._parsed, self.speakers, self.documents, self.corpus, self.everybody)

    @property
    def subject(self) -> Subject:
        """Whose words are asked for."""
        return self.people.subject

    def can_be_gone_through(self, scope: Scope | None = None) -> bool:
        """Whether a scope, all transcripts by default, has few enough turns to read each of them for an answer."""
        return self.corpus.counts(scope or self.everybody).turns <= _MOST_TURNS

    def allowed(self, people: Iterable[Who]) -> tuple[Who, ...]:
        """Those of the people whom the filters leave."""
        return tuple(who for who in people if not self.given.speakers or who in self.given.speakers)

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
        return f"the {len(documents)} transcripts" + (f" ({self.period.words})" if self.period else "")

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
        return Answer(
            question=self.question,
            answer=text,
            abstained=abstained,
            citations=tuple(citations),
            searched_for=self.searched_for,
            scope=self.given,
            nearest=tuple(nearest),
            confidence=confidence,
            notes=tuple(dict.fromkeys([*self.notes, *notes, *self.people.taken(heard)])),
            kind=self.task.kind.value,
            statements=tuple(statements),
            searched=Searched(self.text, self.asked.topic, searched, len(self.documents)),
            count=count,
            evidence=tuple(evidence),
            suggestion=suggestion,
        )


def without_copies(documents: Sequence[Document], corpus: Corpus) -> list[Document]:
    """Of documents that were read from the same bytes the first by path."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for one in documents:
        alike.setdefault((one.turns, one.words, one.speakers, one.date, one.title), []).append(one.document)
    copies: set[str] = set()
    for paths in alike.values():
        known: set[str] = set()
        for path in sorted(paths) if len(paths) > 1 else ():
            sha256 = corpus.source(path).sha256
            copies.update([path] if sha256 in known else ())
            known.add(sha256)
    return [one for one in documents if one.document not in copies]


def _titles_of(name: str, question: str) -> list[str]:
    """The forms of address before a name in a question: "cllr" of "Does Cllr Leonard Pike like it?"."""
    before = re.findall(rf"([\w'’]+)\.?\s+(?={re.escape(name)})", question)
    return [token for word in before if is_title(word) for token in tokens(word)]


def without(topic: Sequence[str], words: Collection[str]) -> tuple[str, ...]:
    """A topic without some words, given case folded; the whole where nothing else is in it."""
    return tuple(one for one in topic if not set(tokens(one)) <= set(words)) or tuple(topic)
