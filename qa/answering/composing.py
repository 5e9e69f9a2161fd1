"""Sentences to text: a paragraph a speaker, introduced by name and date, every quote numbered and verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.citing import cite
from qa.extraction import joining
from qa.extraction.candidates import Sentence
from qa.models import Citation, Document, Statement, Who, display_name
from qa.render import long_date

_PRONOUNS = frozenset({"he", "she", "they"})


@dataclass(frozen=True, slots=True)
class Composed:
    """A part of an answer.

    Attributes:
        text: paragraphs, apart by a blank line.
        citations: that it names, in order.
        statements: its quotes.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    statements: tuple[Statement, ...] = ()


def compose(chosen: Sequence[Sentence], *, first: int = 1, in_order: bool = False, several: bool = False) -> Composed:
    """A paragraph a speaker and document, the best first; every quote verified and numbered.

    Args:
        chosen: the sentences to quote.
        first: number of the first citation.
        in_order: paragraphs by date, document and turn rather than the best first, and so the turns in them.
        several: say in which document, even where all sentences are of one: others are quoted beside it.
    """
    groups: dict[tuple[str, Who | None], list[Sentence]] = {}
    whole = joining.joined(chosen)
    for sentence in sorted(whole, key=_when_said if in_order else lambda one: -one.score):
        groups.setdefault((sentence.document.document, sentence.turn.who), []).append(sentence)
    several = several or len({document for document, _ in groups}) > 1
    citations: list[Citation] = []
    statements: list[Statement] = []
    paragraphs = []
    for group in groups.values():
        # The best first, with what is quoted of the same turn; then the others as they were said.
        best = None if in_order else group[0].turn.index
        group.sort(key=lambda one: (one.turn.index != best, one.turn.index, one.start))
        quotes = []
        for sentence in group:
            citation = quoted(first + len(citations), sentence)
            citations.append(citation)
            quotes.append(_quote(citation))
            statements.append(Statement(f"“{citation.quote}” [{citation.n}]", (citation.n,)))
        said = quotes[0]
        for before, after, quote in zip(group, group[1:], quotes[1:], strict=False):
            # Left out inside a turn is marked; from one turn to another there is nothing to leave out.
            said += f" … {quote}" if before.turn.index == after.turn.index else f" {quote}"
        paragraphs.append(f"{introduction(group, several)}: {said}")
    return Composed("\n\n".join(paragraphs), tuple(citations), tuple(statements))


def when(document: Document) -> tuple[str, str]:
    """What documents are put in order by: their dates, then their paths; what has no date comes last."""
    return document.date or "9999", document.document


def _when_said(sentence: Sentence) -> tuple[tuple[str, str], tuple[str, int, int]]:
    return when(sentence.document), sentence.place


def quoted(n: int, sentence: Sentence) -> Citation:
    """The citation of a sentence: whose words it reports, and what it replies to where it means little alone."""
    asked = " ".join(sentence.asked.text.split()) if sentence.asked and sentence.means_little_alone else None
    return cite(
        n, sentence.document, sentence.turn, sentence.start, sentence.end, reports=sentence.reports, asked=asked
    )


def _quote(citation: Citation) -> str:
    """A quote after what one has to know to understand it."""
    remarks = []
    if citation.asked:
        remarks.append(f"asked: {citation.asked}")
    if citation.reports:
        known = citation.reports.casefold() not in _PRONOUNS
        remarks.append(f"reporting {citation.reports}" if known else "reporting somebody else")
    before = f"({'; '.join(remarks)}) " if remarks else ""
    return f"{before}“{citation.quote}” [{citation.n}]"


def introduction(group: Sequence[Sentence], several: bool = False) -> str:
    """Who speaks, on what day; in which document where there are several."""
    first = group[0]
    parts = [display_name(first.turn.speaker, first.turn.person) if first.turn.speaker else first.document.name]
    if any(one.turn.interpreted for one in group):
        parts.append("via interpreter")
    if first.document.date:
        parts.append(long_date(first.document.date))
    if several and first.turn.speaker:
        parts.append(f"in “{first.document.name}”")
    return ", ".join(parts)
