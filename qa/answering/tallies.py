"""What counts and lists are made of: the number, the places behind it, and the first of them in quotes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from qa.answering import abstaining
from qa.answering.composing import compose, quoted, when
from qa.answering.inquiry import Inquiry
from qa.answering.wording import in_a_row
from qa.extraction.candidates import Sentence, of_turn
from qa.models import Answer, Citation, Document, Mention, Scope, Speaker, Statement, Turn, Who
from qa.questions.kinds import Kind
from qa.render import long_date
from qa.resolution.names import tokens

LISTED = 40
"""So many lines at most."""
_QUOTED, _AT_THE_BEGINNING = 6, 20
Person = tuple[str, str | None] | None
"""A label, case folded, and the person behind it."""


def with_quotes(
    inquiry: Inquiry, text: str, found: Sequence[Mention], scope: Scope, *, count: int, most: int | None = None
) -> Answer:
    """The number, and the first of the places behind it in quotes, so many at most."""
    most = most or _QUOTED
    unique: dict[tuple[str, int, int], Sentence] = {}
    for mention in found:
        sentence = sentence_at(inquiry, mention)
        unique.setdefault(sentence.place, sentence)
        if len(unique) > most:
            break
    part = compose(list(unique.values())[:most], in_order=True)
    lines = [text, part.text]
    if len(unique) > most:
        lines.append("… these are the first places; the others are listed with the answer's data.")
    return listed(inquiry, lines, part.citations, scope, count=count, evidence=found)


def listed(
    inquiry: Inquiry,
    lines: Sequence[str],
    citations: Sequence[Citation],
    scope: Scope,
    *,
    count: int,
    evidence: Sequence[Mention],
) -> Answer:
    """The lines of a list, with the number and every place behind it."""
    statements = [Statement(lines[0]), *(Statement(f"“{one.quote}” [{one.n}]", (one.n,)) for one in citations)]
    return inquiry.made(
        "\n\n".join(lines), citations, count=count, evidence=evidence, statements=statements, scope=scope,
        confidence=1.0,
    )  # fmt: skip


def as_list(inquiry: Inquiry, lines: Sequence[str], citations: Sequence[Citation], scope: Scope) -> Answer:
    """A list of what is not counted."""
    evidence = [Mention(one.document, one.turn, one.start, one.end) for one in citations]
    made = listed(inquiry, lines, citations, scope, count=len(citations), evidence=evidence)
    return replace(made, count=None, kind=Kind.LIST.value)


class Listing:
    """A list that grows by groups of quotes, until what is left is only counted."""

    def __init__(self, heading: str) -> None:
        """Begin with a heading."""
        self.citations: list[Citation] = []
        self._texts = [heading]
        self._statements = [Statement(heading)]

    def add(self, sentences: Sequence[Sentence], *, several: bool) -> None:
        """Quote a group, in order; `several` as for `compose`."""
        part = compose(sentences, first=len(self.citations) + 1, in_order=True, several=several)
        self._texts.append(part.text)
        self._statements += part.statements
        self.citations += part.citations

    def answer(
        self,
        inquiry: Inquiry,
        places: Sequence[Sentence],
        scope: Scope,
        *,
        count: int,
        left: int,
        confidence: float,
        notes: Sequence[str] = (),
    ) -> Answer:
        """The list as an answer.

        Args:
            inquiry: the question.
            places: all that were found, those not quoted too.
            scope: what was searched.
            count: how many were found, a turn or a decision counting once.
            left: how many places are not quoted.
            confidence: that they are what is asked for.
            notes: for the user.
        """
        more = [f"… and {many(left, 'more place')}, listed with the answer's data."] if left else []
        evidence = [Mention(one.document.document, one.turn.index, one.start, one.end) for one in places]
        made = inquiry.made(
            "\n\n".join([*self._texts, *more]), self.citations, confidence=confidence, count=count, evidence=evidence,
            scope=scope, notes=notes, statements=self._statements,
        )  # fmt: skip
        return replace(made, kind=Kind.LIST.value)


def opened_at(rows: Iterable[tuple[str, Sentence | None]]) -> tuple[list[str], list[Citation]]:
    """Lines, each with the number of the place that it opens, where it has one; and these places."""
    lines: list[str] = []
    citations: list[Citation] = []
    for line, sentence in rows:
        if sentence is not None:
            citations.append(quoted(len(citations) + 1, sentence))
            line = f"{line} [{citations[-1].n}]"
        lines.append(line)
    return lines, citations


def first_said(document: Document, turns: Iterable[Turn]) -> Sentence | None:
    """The first sentence in turns of a document, to open it at; None where nothing is said in them."""
    return next((one for turn in turns for one in of_turn(document, turn, None, 1.0, questions=True)), None)


def opening(inquiry: Inquiry, document: Document) -> Sentence | None:
    """The first sentence of a document, to open it at; None where nothing is said at its beginning."""
    return first_said(document, inquiry.corpus.turns(document.document, 0, _AT_THE_BEGINNING))


def head_lines(inquiry: Inquiry, document: Document) -> list[str]:
    """The lines before anybody speaks, without marks."""
    front = (one.text for one in inquiry.corpus.asides(document.document) if one.before_turn == 0)
    return [line.replace("*", "").replace("_", " ").strip() for text in front for line in text.splitlines()]


def by_date(documents: Iterable[Document]) -> list[Document]:
    """What has no date comes last."""
    return sorted(documents, key=when)


def by_document(found: Iterable[tuple[Document, Turn]]) -> list[tuple[Document, list[Turn]]]:
    """Turns document by document, by date."""
    turns: dict[str, list[Turn]] = {}
    documents: dict[str, Document] = {}
    for document, turn in found:
        turns.setdefault(document.document, []).append(turn)
        documents[document.document] = document
    return [(document, turns[document.document]) for document in by_date(documents.values())]


def titled(document: Document) -> str:
    """A document by its title, and its date where it has one."""
    return f"“{document.name}”" + (f" ({long_date(document.date)})" if document.date else "")


def sentence_at(inquiry: Inquiry, mention: Mention) -> Sentence:
    """The sentence that a mention lies in."""
    return abstaining.sentences_at(inquiry, mention)[0]


def turns_of(inquiry: Inquiry, found: Iterable[Mention]) -> dict[tuple[str, int], Turn]:
    """The turns that mentions stand in, by document and index."""
    places = dict.fromkeys((one.document, one.turn) for one in found)
    return {(path, index): inquiry.corpus.turns(path, index, index)[0] for path, index in places}


def folded(who: Who | None) -> Person:
    """A speaker as one who is only printed otherwise elsewhere: ANN LEE and Ann Lee, who is known by a full name."""
    if who is None:
        return None
    # What a label itself spells out tells nobody apart.
    spelt = set(tokens(who.person or "")) <= set(tokens(who.label))
    return who.label.casefold(), None if spelt else who.person


def without_doubles(speakers: Iterable[Speaker]) -> list[Speaker]:
    """Speakers, those who say most first; MAYOR LEE and Mayor Lee are one, by the label that comes first."""
    merged: dict[Person, Speaker] = {}
    for one in speakers:
        same = merged.setdefault(folded(one.who), one)
        if same is not one:
            merged[folded(one.who)] = replace(
                same,
                turns=same.turns + one.turns,
                words=same.words + one.words,
                documents=tuple(sorted({*same.documents, *one.documents})),
            )
    return sorted(merged.values(), key=lambda one: -one.words)


def times(number: int) -> str:
    """How often, in words."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def many(number: int, what: str) -> str:
    """A number of something."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def who_of_them(named: Sequence[tuple[str, Sequence[Speaker]]], heard: Collection[Who | None]) -> str | None:
    """Of several people that a question names, who does and who does not; None where all do, or one is named."""
    having = [name for name, meant in named if any(one.who in heard for one in meant)]
    lacking = [name for name, _ in named if name not in having]
    if not having or not lacking:
        return None
    does, lack = ("does" if len(names) == 1 else "do" for names in (having, lacking))
    return f"{in_a_row(having)} {does}; {in_a_row(lacking)} {lack} not."
