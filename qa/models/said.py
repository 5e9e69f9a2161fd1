"""What was said: turns, transcripts, speakers, and the parts of them that a search is about.

Offsets count code points of `Turn.text`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another label starts.

    Attributes:
        index: position in the transcript, from 0.
        speaker: the label as printed, without its punctuation; None where nobody is named.
        text: what was said; paragraphs are apart by a blank line.
        person: who the label stands for, where the document itself says it.
        start: seconds from the beginning of the recording, where the source has times; since midnight where it
            has the time of day, as chats do.
        end: likewise.
        notes: stage directions, as printed, without brackets: "Laughter.", "Via interpreter".
        interpreted: the words are an interpreter's.
    """

    index: int
    speaker: str | None
    text: str
    person: str | None = None
    start: float | None = None
    end: float | None = None
    notes: tuple[str, ...] = ()
    interpreted: bool = False

    @property
    def who(self) -> Who | None:
        """Who says it, None where nobody is named."""
        return Who(self.speaker, self.person) if self.speaker is not None else None


@dataclass(frozen=True, slots=True)
class Aside:
    """Text of the source that nobody said: front matter, heading, furniture, credit.

    Attributes:
        kind: what it was taken for.
        text: the text as printed.
        before_turn: index of the turn it stands before; the number of turns when it stands at the end.
    """

    kind: str
    text: str
    before_turn: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """One document: its turns in order, and what is known of it.

    A document that is no transcript is one turn without a speaker.

    Attributes:
        document: the path relative to the seeds folder, with `/`.
        title: as printed, None when the document does not say.
        date: ISO 8601 (`2024-07-24`), None when the document does not say.
        format: how it was understood: "dialogue", "vtt", "srt" and other captions, "json", "html", "xml", "docx",
            "xlsx", "pdf", or "text" for what is no transcript.
    """

    document: str
    title: str | None
    date: str | None
    format: str
    turns: tuple[Turn, ...]
    asides: tuple[Aside, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """Labels in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was, or is to be, indexed.

    Attributes:
        document: the path relative to the seeds folder, with `/`.
        sha256: of its bytes.
        stat: size, times and inode; the same again means that the bytes need not be hashed.
    """

    document: str
    sha256: str
    stat: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of a turn, and where it stands in what is embedded.

    Attributes:
        turn: index of the turn.
        start: offset in the turn's text where the sentence begins.
        at: offset in the passage's text where its fluent words begin.
        until: where they end, exclusive.
    """

    turn: int
    start: int
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole turns, or a part of one long turn; what is embedded and indexed.

    Attributes:
        first_turn: index of the first turn.
        start: offset in the first turn's text.
        last_turn: index of the last turn, inclusive.
        end: offset in the last turn's text, exclusive.
        text: what was said, a line a turn, each after its `Speaker: ` label.
        context: title and date of the document, repeated in every passage.
        sentences: those that begin in it and are embedded, in order.
    """

    document: str
    first_turn: int
    start: int
    last_turn: int
    end: int
    text: str
    context: str = ""
    sentences: tuple[Stretch, ...] = ()

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of each of `sentences` in `embedded`."""
        ahead = len(self.context) + 1 if self.context else 0
        return [(ahead + one.at, ahead + one.until) for one in self.sentences]

    @property
    def embedded(self) -> str:
        """What the embedding model reads and the lexical index holds."""
        return f"{self.context}\n{self.text}" if self.context else self.text


@dataclass(frozen=True, slots=True)
class Document:
    """What the index knows of one document without its turns."""

    document: str
    title: str | None
    date: str | None
    format: str
    turns: int
    words: int
    passages: int
    speakers: tuple[str, ...]

    @property
    def name(self) -> str:
        """The title, or the path where there is none."""
        return self.title or self.document


@dataclass(frozen=True, slots=True)
class Speaker:
    """One label that stands for one person, over all the documents in question.

    Attributes:
        label: as printed.
        person: who it stands for, where a document says it.
        turns: how many turns.
        words: how many words.
        documents: paths, sorted.
    """

    label: str
    person: str | None
    turns: int
    words: int
    documents: tuple[str, ...]

    @property
    def who(self) -> Who:
        """The speaker without the counts."""
        return Who(self.label, self.person)

    @property
    def name(self) -> str:
        """The label, with the person in brackets where that says more."""
        return display_name(self.label, self.person)


def display_name(label: str | None, person: str | None) -> str:
    """The label as printed, with the person in brackets where that says more than the label does."""
    if label is None:
        return "No speaker"
    if not person or person.casefold() in label.casefold():
        return label
    return f"{label} ({person})"


@dataclass(frozen=True, slots=True)
class Who:
    """One speaker: a label, and the person it stands for. The same label may stand for two people in two documents."""

    label: str
    person: str | None = None

    @property
    def name(self) -> str:
        """The label, with the person in brackets where that says more."""
        return display_name(self.label, self.person)


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the index a question is about: filters, already resolved to what stands in the index.

    An empty tuple means "no filter", not "nothing".

    Attributes:
        speakers: any of whom qualifies.
        documents: paths, any of which qualifies.
        after: ISO date, inclusive; undated documents fall out.
        before: ISO date, inclusive; likewise.
    """

    speakers: tuple[Who, ...] = ()
    documents: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None

    def __bool__(self) -> bool:
        return bool(self.speakers or self.documents or self.after or self.before)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the index, or a part of it, holds."""

    documents: int
    turns: int
    words: int
    speakers: int
    passages: int
