"""What is found and answered: hits, citations, answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.models.said import Scope


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that bears on the question: a region of one transcript.

    Attributes:
        start: offset in the first turn's text.
        end: offset in the last turn's text, exclusive.
        speakers: labels in order of appearance.
        text: what was said, each turn after its `Speaker: ` label, blank lines between turns.
        score: orders the hits of one question; higher is better, and means nothing across questions.
        times: seconds at which the region starts and ends, where known.
    """

    document: str
    title: str | None
    date: str | None
    first_turn: int
    last_turn: int
    start: int
    end: int
    speakers: tuple[str, ...]
    text: str
    score: float
    times: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `turn.text[start:end] == quote`, always.

    Attributes:
        n: its number in the answer, from 1.
        turn: index of the turn.
        start: offset of the quote in the turn's text.
        end: likewise, exclusive.
        interpreted: the words are an interpreter's.
        time: seconds into the recording at which the turn starts, where known.
        reports: whose words the speaker reports in the quote, as named there; None where they are the speaker's own.
        asked: the question it replies to, where the quote means little without it.
        verified: the quote stood in its turn, letter for letter, when the answer was made.
    """

    n: int
    document: str
    title: str | None
    date: str | None
    turn: int
    speaker: str | None
    quote: str
    start: int
    end: int
    person: str | None = None
    interpreted: bool = False
    time: float | None = None
    reports: str | None = None
    asked: str | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text found verbatim in a turn: `turn.text[start:end]`."""

    document: str
    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, and whether what it says was checked against what was said.

    Attributes:
        text: the sentence as the answer prints it, markers included.
        citations: numbers of the citations that it names.
        verified: a quote of a citation, or found true of the turns that it cites.
        reason: why it is not verified, for the user; None where it is.
    """

    text: str
    citations: tuple[int, ...] = ()
    verified: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through for an answer.

    Attributes:
        question: that was searched for, made whole where it was a follow-up.
        topic: the words that say what it is about.
        scope: the part of the index that was searched; whose words were asked for included.
        documents: how many documents that is.
    """

    question: str
    topic: tuple[str, ...]
    scope: Scope
    documents: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes:
        question: as asked.
        answer: plain text with `[n]` markers that name citations.
        abstained: nothing in the transcripts supports an answer; `answer` says what was searched.
        citations: what the answer quotes, numbered from 1.
        searched_for: the standalone question that was searched, where a follow-up was completed.
        scope: the filters in force.
        nearest: the closest passages, when abstained.
        confidence: 0 to 1, how likely it is that the transcripts answer the question.
        notes: what the user should know of how the question was taken: a name that can mean several people.
        kind: how it was answered; see `qa.questions.kinds.Kind`.
        statements: the sentences of the answer with their checks.
        searched: what was looked through.
        count: the number asked for, where a number of things in the transcripts was.
        evidence: every place behind such a number, or behind a list, also those that are not cited.
        suggestion: a better question, where one is plain.
        generated: a language model wrote the text; the citations are verbatim all the same.
    """

    question: str
    answer: str
    abstained: bool
    citations: tuple[Citation, ...] = ()
    searched_for: str | None = None
    scope: Scope = field(default_factory=Scope)
    nearest: tuple[Hit, ...] = ()
    confidence: float = 0.0
    notes: tuple[str, ...] = ()
    kind: str = "direct"
    statements: tuple[Statement, ...] = ()
    searched: Searched | None = None
    count: int | None = None
    evidence: tuple[Mention, ...] = ()
    suggestion: str | None = None
    generated: bool = False

    def __str__(self) -> str:
        return self.answer
