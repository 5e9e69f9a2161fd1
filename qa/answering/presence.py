"""Who was there and who was not: as is printed or said, and by who speaks in which transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.settled import asked_of, sentences_of
from qa.answering.tallies import (
    LISTED,
    as_list,
    by_date,
    head_lines,
    many,
    opened_at,
    opening,
    sentence_at,
    titled,
)
from qa.answering.wording import in_a_row, names_of, verb
from qa.extraction.candidates import Sentence
from qa.models import Answer, Document, Scope, Speaker
from qa.patterns import phrase, regex
from qa.questions.presence import asked
from qa.resolution.names import fold, tokens

_ABSENT = phrase(
    r"^\W*(?:apologies(?: (?:for absence|from|received))*|(?:members? )?absent|absences?|regrets|excused|"
    r"not present) ?:\s*\w"
)
# "The evidence is absent" is no person.
_SAYS_SO = regex(
    r"[A-Z][\w'’-]+\s(?:is|are|was|were)\s(?:absent|excused)\b|\b[Aa]pologies\s(?:(?:for\sabsence|tonight|today)\s)?"
    r"from\b|\b(?:sends?|sent|given|gave)\s(?:(?:his|her|their)\s)?apologies\b(?!\sto\b)"
)
_ALL_HERE = phrase(
    r"\bapologies from (?:nobody|no one)\b|\b(?:there are|we have|have had|I have|I've had|we've had) no apologies\b"
    r"|\b(?:every(?:body|one)(?: else)?(?: is|'s)|all of us|we(?:'re| are) all) (?:(?:now|finally) )?(?:here|present|"
    r"round|around|together)\b|\bfull (?:attendance|house|board|complement|turnout)\b"
)
_SOUGHT = ("absent", "excused", "apologies")
_MOST, _QUOTED = 60, 6
# So early in a meeting it is said who is there; somebody comes to so many of them at least who misses one.
_EARLY, _FEWEST = 12, 3


def answer(inquiry: Inquiry) -> Answer | None:
    """At which meetings somebody did not speak, or whether all who speak in most speak at one; None otherwise."""
    wanted = asked(inquiry.text)
    if wanted is None or inquiry.given.speakers:
        return None
    if wanted.who:
        meant = [each for _, several in inquiry.people.within(wanted.who) for each in several]
        return _of_somebody(inquiry, meant) if meant else None
    documents, scope = asked_of(inquiry, wanted.about)
    there = by_date(inquiry.corpus.documents(scope))
    if not there or (wanted.about and not documents):
        return None
    return _of_everybody(inquiry, replace(scope, documents=tuple(one.document for one in there)), there)


def absent(inquiry: Inquiry, scope: Scope, documents: Sequence[Document]) -> Answer | None:
    """Who is printed or said to be absent, and who speaks in most transcripts and not in these; None where nobody."""
    rows: list[tuple[str, Sentence | None]] = []
    for document in documents:
        printed = [f"“{line}”" for line in head_lines(inquiry, document) if _ABSENT.match(line)]
        if printed:
            rows.append((f"{titled(document)} is headed {', '.join(printed)}.", opening(inquiry, document)))
    scope = replace(scope, documents=tuple(one.document for one in documents))
    said = [one for one in _said(inquiry, scope) if not _ALL_HERE.search(one.text)]
    told = {name for one in said for name in tokens(one.text)}
    missing = [] if rows else [(one, who) for one, who in _missing(inquiry, documents) if not _names(who) & told]
    if not rows and not said and not missing:
        return None
    lines, citations = opened_at(rows[:LISTED])
    quotes = [*said[:_QUOTED], *(one for document, who in missing if (one := _on_absence(inquiry, document, who)))]
    part = compose(quotes[: 2 * _QUOTED], first=len(citations) + 1, in_order=True, several=len(documents) > 1)
    lines = [*lines, part.text] if part.text else lines
    heading = "Absent, as far as is printed or said:" if rows or said else "Nobody is said to be absent."
    more = [f"{_label(who)} does not speak in {titled(one)}, and does in most of the others." for one, who in missing]
    return as_list(inquiry, [heading, *lines, *more], [*citations, *part.citations], scope)


def _of_somebody(inquiry: Inquiry, meant: Sequence[Speaker]) -> Answer | None:
    """The transcripts in which somebody does not speak, with what is said of him or her there."""
    heard = {path for one in meant for path in one.documents}
    # Where nobody is named, nobody is missing.
    documents = by_date(one for one in inquiry.documents if one.speakers)
    missed = [one for one in documents if one.document not in heard]
    people = [one.who for one in meant]
    named = names_of(people)
    does, speaks = verb(people, "does", "do"), verb(people, "speaks", "speak")
    if not missed:
        lines, citations = opened_at([(f"{named} {speaks} in each of the {many(len(documents), 'transcript')}.", None)])
        return replace(as_list(inquiry, lines, citations, inquiry.everybody), count=0)
    scope = replace(inquiry.everybody, documents=tuple(one.document for one in missed))
    quotes = [_on_absence(inquiry, one, meant) or opening(inquiry, one) for one in missed]
    rows = [
        (f"{titled(one)}" + (f": “{said.text}”" if said else ""), said)
        for one, said in zip(missed, quotes, strict=True)
    ]
    lines, citations = opened_at(rows[:LISTED])
    heading = f"{named} {does} not speak in {len(missed)} of {many(len(documents), 'transcript')}:"
    return replace(as_list(inquiry, [heading, *lines], citations, scope), count=len(missed))


def _of_everybody(inquiry: Inquiry, scope: Scope, documents: Sequence[Document]) -> Answer | None:
    """Whether all were there: what is said of it, and who speaks in most transcripts and not in these."""
    said = [one for document in documents for one in _early(inquiry, document) if _ALL_HERE.search(one.text)]
    if not said and (found := absent(inquiry, scope, documents)):
        return found
    shown = said[:_QUOTED] or [one for document in documents[:_QUOTED] if (one := opening(inquiry, document))]
    if not shown:
        return None
    missing = {_label(who) for _, who in _missing(inquiry, documents)}
    regular = [_label(who) for who in _regular(inquiry) if any({*one.documents} & {*scope.documents} for one in who)]
    regular = [one for one in regular if one not in missing]
    speak = f" {in_a_row(regular)}, who speak in most of the transcripts, speak there." if len(regular) > 1 else ""
    part = compose(shown, in_order=True, several=len(documents) > 1)
    lines = [f"Nobody is said to be absent.{speak}", part.text]
    return as_list(inquiry, lines, part.citations, scope)


def _said(inquiry: Inquiry, scope: Scope) -> list[Sentence]:
    """The sentences that say that somebody is absent."""
    mentions = (one for word in _SOUGHT for one in inquiry.corpus.find(word, scope, limit=_MOST))
    told = {one.place: one for one in (sentence_at(inquiry, each) for each in mentions) if _SAYS_SO.search(one.text)}
    return [one for one in told.values() if not one.text.endswith("?")]


def _early(inquiry: Inquiry, document: Document) -> Iterator[Sentence]:
    for turn in inquiry.corpus.turns(document.document, 0, _EARLY):
        yield from sentences_of(document, turn)


def _on_absence(inquiry: Inquiry, document: Document, who: Sequence[Speaker]) -> Sentence | None:
    """What is said early in a transcript of one who does not speak in it: "Iris is in Portugal, lucky woman"."""
    early = [one for one in _early(inquiry, document) if _names(who) & set(tokens(one.text))]
    return next((one for one in early if _SAYS_SO.search(one.text)), early[0] if early else None)


def _missing(inquiry: Inquiry, documents: Sequence[Document]) -> list[tuple[Document, list[Speaker]]]:
    """Who speaks in most of all transcripts, and not in one of these; before the first that is of one still to come."""
    dates = {one.document: one.date or "" for one in inquiry.there}
    regular = [(who, {path for one in who for path in one.documents}) for who in _regular(inquiry)]
    return [
        (document, who)
        for document in documents
        for who, heard in regular
        if document.speakers
        and document.document not in heard
        and (document.date or "") > min(dates[path] for path in heard)
    ]


def _regular(inquiry: Inquiry) -> list[list[Speaker]]:
    """Those who speak in most of the transcripts, each under all labels; nobody where these are few."""
    everywhere = inquiry.corpus.speakers(replace(inquiry.given, speakers=()))
    people: dict[str, list[Speaker]] = {}
    for one in everywhere:
        if name := tokens(one.person or one.label):
            people.setdefault(fold(name[-1]), []).append(one)
    count = len(inquiry.there)
    heard = ((who, len({path for one in who for path in one.documents})) for who in people.values())
    return [who for who, times in heard if count >= _FEWEST and 2 * times > count]


def _names(who: Sequence[Speaker]) -> set[str]:
    """The words of somebody's name, by any of which he or she may be called."""
    return {word for one in who for word in tokens(one.person or one.label) if len(word) > 2}


def _label(who: Sequence[Speaker]) -> str:
    return who[0].label
