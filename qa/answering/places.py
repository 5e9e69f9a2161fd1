"""Where a meeting was held, as its transcript says itself; what is told of other meetings says nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.settled import sentences_of
from qa.answering.tallies import LISTED, head_lines, opened_at, opening, titled
from qa.extraction.candidates import Sentence
from qa.models import Answer, Document, Statement
from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTH, WEEKDAY
from qa.resolution.names import tokens

# Where somebody says it: when all come together, or leave.
_FIRST, _LAST = 20, 4
_QUOTED = 4
_CONFIDENCE = 0.8
_PRINTED = phrase(r"^\W*(?:(?:location|venue|place|where|room|meeting place) ?:|(?:held|recorded) (?:at|in)\b) ?\w")
_HERE = regex(
    # "I live in Brooklyn" tells of no meeting.
    r"(?:^\W*Live|\b(?:[Hh]ere|[Ll]ive(?=\sfrom\b)|(?:coming|joining|speaking|talking)\sto\syou|"
    r"[Ww]e(?:['’]re|\sare)(?:\s(?:all|meeting|sitting))?))"
    r"\s(?:today\s|tonight\s|live\s|here\s){0,2}(?:in|at|from|inside|outside)\s(?:the\s|our\s)?(?P<place>[A-Z][\w'’-]+)"
)
_WELCOME = regex(
    r"\b[Ww]elcom(?:e|ing)\s(?:\w+\s){0,4}?(?:to|in|at)\s(?P<place>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)\s?[,.!]"
)
# "Here in March", "we're at Page 4".
_NO_PLACE = phrase(rf"(?:{MONTH}|{WEEKDAY}|page|item|section|part|paragraph|exhibit|question|q\d|i)")


def answer(inquiry: Inquiry, documents: Sequence[Document]) -> Answer:
    """What is printed at the head of each of these documents, or said in it; that nothing is, where that is so."""
    printed = [(one, line) for one in documents for line in head_lines(inquiry, one) if _PRINTED.match(line)]
    lines, citations = opened_at(
        (f"{titled(one)} is headed “{line}”.", opening(inquiry, one)) for one, line in printed[:LISTED]
    )
    said = [each for one in documents for each in _said(inquiry, one)][:_QUOTED]
    if not lines and not said:
        which = titled(documents[0]) if len(documents) == 1 else f"any of these {len(documents)} transcripts"
        return inquiry.made(f"Where it was held is not said in {which}.", abstained=True)
    part = compose(said, first=len(citations) + 1, in_order=True, several=len(documents) > 1)
    statements = [*(Statement(line, (n,)) for n, line in enumerate(lines, 1)), *part.statements]
    text = "\n\n".join([*lines, *([part.text] if part.text else [])])
    return inquiry.made(text, [*citations, *part.citations], confidence=_CONFIDENCE, statements=statements)


def _said(inquiry: Inquiry, document: Document) -> Iterator[Sentence]:
    last = document.turns - 1
    begins = inquiry.corpus.turns(document.document, 0, min(_FIRST, last))
    ends = inquiry.corpus.turns(document.document, max(_FIRST + 1, last - _LAST), last) if last > _FIRST else []
    for turn in (*begins, *ends):
        for one in sentences_of(document, turn):
            here = _HERE.search(one.text) or _WELCOME.search(one.text)
            # "Welcome to Radio North" is no place.
            if (
                here
                and not _NO_PLACE.fullmatch(here["place"])
                and not set(tokens(here["place"])) & set(tokens(document.name))
            ):
                yield one
