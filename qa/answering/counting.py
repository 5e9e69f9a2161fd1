"""Numbers and lists, from the whole index and never from the first hits, with the places behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering import abstaining, direct, firsts, occasions
from qa.answering.asking import names_the_press, questioners
from qa.answering.attendance import speakers, spoken_in
from qa.answering.composing import introduction, quoted, when
from qa.answering.inquiry import Inquiry
from qa.answering.tallies import (
    LISTED,
    Person,
    by_date,
    folded,
    listed,
    many,
    sentence_at,
    times,
    turns_of,
    who_of_them,
    with_quotes,
)
from qa.answering.wording import in_a_row, names_of, one_name
from qa.extraction.candidates import questions_in
from qa.models import Answer, Citation, Mention, Scope, Speaker
from qa.patterns import phrase, regex
from qa.questions.kinds import Counted, Kind
from qa.questions.kinds import quoted as quotation
from qa.questions.meetings import MEETING
from qa.questions.occasions import Fact
from qa.render import long_date
from qa.resolution.named import speakers_named
from qa.resolution.names import tokens
from qa.resolution.references import words_naming

_Named = list[tuple[str, list[Speaker]]]
_OF_ANYBODY = (Counted.MENTIONERS, Counted.MENTIONING_DOCUMENTS)
# "How long did Grace Park speak?", of a name that nobody here bears.
_ACTS = regex(
    r"\b(?:did|does|do|has|have)\s(?P<name>(?:[A-Z][\w.'’-]+\s){1,4})(?:ever\s)?(?:speak|spoken|talk|talked|"
    r"ask|asked|say|said)\b"
)
_CLAUSE = phrase(r"\bsa(?:y|ys|id) (?:that \w|(?:he|she|they|it|I|we|there)\b)")
_ALTERNATIVES = phrase(r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:or|and|and/or)\s+)(?:(?:the|an?)\s+)?")
_WORDING = 4
_SPEAKS_OF = phrase(r"\b(?:sp(?:eak|oke)\w*|talk\w*|discuss\w*|touch\w*) (?:about|of|on)?")


def answer(inquiry: Inquiry) -> Answer | None:
    """The number or the list; None where the question is answered better by quotes."""
    if inquiry.period and not inquiry.documents:
        text = f"There is no transcript from then ({inquiry.period.words})."
        return inquiry.made(text, abstained=True, count=0)
    named = _named(inquiry)
    if absent := _absent(inquiry, named):
        return replace(abstaining.does_not_speak(inquiry, absent), count=0)
    people = inquiry.allowed(dict.fromkeys(one.who for _, meant in named for one in meant))
    found = _counted(inquiry, replace(inquiry.scope, speakers=people) if people else inquiry.scope, named)
    return found and replace(found, notes=tuple(dict.fromkeys([*inquiry.people.several(named), *found.notes])))


def _counted(inquiry: Inquiry, scope: Scope, named: _Named) -> Answer | None:
    task = inquiry.task
    match task.counted:
        case Counted.MENTIONS:
            return _mentions(inquiry, scope, task.term or "")
        case Counted.MENTIONERS:
            return _mentioners(inquiry, scope, task.term or "")
        case Counted.WHETHER:
            return _whether(inquiry, scope, task.term or "", named)
        case Counted.FIRST:
            return _first(inquiry, scope, task.term or "")
        case Counted.MENTIONING_DOCUMENTS:
            return _mentioning_documents(inquiry, scope, task.term or "")
        case Counted.SPOKEN_IN:
            return spoken_in(inquiry, scope)
        case Counted.SPEAKERS | Counted.SPEAKING:
            return speakers(inquiry, scope)
        case Counted.QUESTIONS:
            return _questions(inquiry, scope)
        case Counted.DOCUMENTS:
            there = by_date(inquiry.corpus.documents(scope))
            return occasions.listing(inquiry, scope, there, Fact.TITLES)
        case _:
            return _counts(inquiry, scope)


def _named(inquiry: Inquiry) -> _Named:
    """Whose words are counted: those that the question names outside the term."""
    if inquiry.task.counted in _OF_ANYBODY:
        return []
    return _outside_titles(inquiry, inquiry.people.within(inquiry.task.rest))


def _outside_titles(inquiry: Inquiry, named: _Named) -> _Named:
    """Without those who only say where: "in the Blinken Wang meeting", "in the court hearing"."""
    words = words_naming(inquiry.text, [one for one in inquiry.documents if one.document in inquiry.named])
    # "How long did Ann talk?" names no talk.
    called = r"\b(?<!did\s)(?<!did\sthe\s)(?<!does\s)(?<!does\sthe\s){0}\s(?:{1})\b"
    return [
        (name, meant)
        for name, meant in named
        if not set(tokens(name)) <= words
        and not re.search(called.format(re.escape(name), MEETING), inquiry.task.rest, re.IGNORECASE)
    ]


def _absent(inquiry: Inquiry, named: _Named) -> str | None:
    """The name of somebody whose words would be counted, and who does not speak in what is searched."""
    if inquiry.task.counted in (*_OF_ANYBODY, Counted.WHETHER):
        return None
    if inquiry.subject.absent or named:
        return inquiry.subject.absent
    acts = _ACTS.search(inquiry.task.rest)
    if acts:
        return acts["name"].strip()
    everywhere = inquiry.corpus.speakers(replace(inquiry.given, speakers=()))
    elsewhere = _outside_titles(inquiry, speakers_named(inquiry.task.rest, everywhere))
    return elsewhere[0][0] if elsewhere else None


def _places(inquiry: Inquiry, scope: Scope, term: str) -> tuple[str, list[Mention]]:
    """Where the term stands, in the form in which it does, by date."""
    known = {one.document: when(one) for one in inquiry.documents}
    forms = [term, term[:-1] if term.endswith("s") else f"{term}s"]
    if "-" in term:
        forms += [term.replace("-", ""), term.replace("-", " ")]
    for form in dict.fromkeys(forms):
        found = inquiry.corpus.find(form, scope) if form else []
        if found:
            return form, sorted(found, key=lambda one: known[one.document])
    # "Fentanyl or precursors": each word for itself, where they are not said so.
    parts = list(filter(None, _ALTERNATIVES.split(term)))
    each = [_places(inquiry, scope, one) for one in parts] if len(parts) > 1 else []
    if several := [(form, found) for form, found in each if found]:
        every = [one for _, found in several for one in found]
        every.sort(key=lambda one: (known[one.document], one.turn, one.start))
        return "” or “".join(form for form, _ in several), every
    return term, []


def _mentions(inquiry: Inquiry, scope: Scope, term: str) -> Answer | None:
    form, found = _places(inquiry, scope, term)
    if found:
        return _said(inquiry, scope, form, found)
    # "How often did she say that it would be cheap?": that nobody says "it would be cheap" tells nothing.
    in_other_words = not quotation(inquiry.text) and (len(term.split()) > _WORDING or _CLAUSE.search(inquiry.text))
    return None if in_other_words else _never(inquiry, scope, term)


def _said(inquiry: Inquiry, scope: Scope, form: str, found: Sequence[Mention]) -> Answer:
    """How often it is said, by whom, and where first."""
    turns = turns_of(inquiry, found)
    by_speaker: dict[str, int] = {}
    labels: dict[str, str] = {}
    for mention in found:
        label = turns[mention.document, mention.turn].speaker or "No speaker"
        label = labels.setdefault(label.casefold(), label)
        by_speaker[label] = by_speaker.get(label, 0) + 1
    ordered = sorted(by_speaker.items(), key=lambda pair: -pair[1])
    documents = len({mention.document for mention in found})
    places = len({(mention.document, mention.turn) for mention in found})
    where = "" if documents == 1 and len(inquiry.documents) == 1 else f" of {many(documents, 'transcript')}"
    says = "says" if one_name(scope.speakers) else "say"
    who = f"{names_of(scope.speakers)} {says} “{form}”" if scope.speakers else f"“{form}” is said"
    lines = [f"{who} {times(len(found))}, in {many(places, 'turn')}{where}."]
    if len(ordered) > 1:
        lines.append("; ".join(f"{label}: {number:,}" for label, number in ordered[:LISTED]) + ".")
    return with_quotes(inquiry, " ".join(lines), found, scope, count=len(found))


def _first(inquiry: Inquiry, scope: Scope, term: str) -> Answer | None:
    form, found = _places(inquiry, scope, term)
    if found:
        return firsts.answer(inquiry, scope, form, found)
    # "When did she first say that the pump failed?" is no word to look up.
    return None if len(term.split()) > 1 else _never(inquiry, scope, term)


def _never(inquiry: Inquiry, scope: Scope, term: str) -> Answer:
    who = names_of(scope.speakers) if scope.speakers else "Nobody"
    verb = ("never says" if one_name(scope.speakers) else "never say") if scope.speakers else "says"
    elsewhere = inquiry.corpus.find(term, inquiry.everybody) if scope.speakers else []
    others = _labels(inquiry, elsewhere)
    more = f" {', '.join(others)} {'does' if len(others) == 1 else 'do'}." if others else ""
    return inquiry.made(
        f"{who} {verb} “{term}”.{more} Searched {inquiry.where()} for these words.",
        abstained=True, count=0, scope=scope, confidence=0.0,
    )  # fmt: skip


def _whether(inquiry: Inquiry, scope: Scope, term: str, named: _Named) -> Answer | None:
    """Yes with every place, or no with what comes near it in other words."""
    if inquiry.subject.absent:
        return None
    form, found = _places(inquiry, scope, term)
    if found:
        heard = {turn.who for turn in turns_of(inquiry, found).values()}
        some = who_of_them(named, heard)
        those = tuple(who for who in scope.speakers if who in heard) if some else scope.speakers
        said = _said(inquiry, replace(scope, speakers=those), form, found)
        parts = _ALTERNATIVES.split(term) if term.casefold() not in form.casefold() else []
        missing = [f"“{one}”" for one in parts if not _places(inquiry, scope, one)[1]]
        but = f", but not {in_a_row(missing)}" if missing else ""
        return replace(said, answer=f"{(some or 'Yes.').removesuffix('.')}{but}. {said.answer}")
    near = replace(direct.answer(inquiry), kind=Kind.DIRECT.value)
    who = names_of(scope.speakers) if scope.speakers else "Nobody"
    says = "says" if not scope.speakers else "does not say" if one_name(scope.speakers) else "do not say"
    if near.abstained:
        if any(term.casefold() in name.casefold() for name in inquiry.asked.names):
            return near
        reason = f"{who} {says} “{term}”, nor anything that comes near it."
        return abstaining.abstain(inquiry, near.nearest, scope, reason=reason, suggestion=near.suggestion)
    text = f"{who} {says} “{term}” in so many words. What comes nearest:\n\n{near.answer}"
    return replace(near, answer=text, count=0)


def _mentioners(inquiry: Inquiry, scope: Scope, term: str) -> Answer | None:
    form, found = _places(inquiry, scope, term)
    if not found:
        # "Who mentioned that the pump failed?" is no word to look up; "Who spoke about safety?" is of a matter.
        is_matter = len(term.split()) > 1 or _SPEAKS_OF.search(inquiry.text)
        return None if is_matter else _never(inquiry, scope, term)
    turns = turns_of(inquiry, found)
    first: dict[Person, list[Mention]] = {}
    for mention in found:
        first.setdefault(folded(turns[mention.document, mention.turn].who), []).append(mention)
    people = sorted(first.items(), key=lambda pair: -len(pair[1]))
    citations: list[Citation] = []
    lines = [f"“{form}” is said by {many(len(people), 'speaker')}:"]
    for _, mentions in people[:LISTED]:
        quote = sentence_at(inquiry, mentions[0])
        citations.append(quoted(len(citations) + 1, quote))
        more = f" ({times(len(mentions))})" if len(mentions) > 1 else ""
        lines.append(f"{introduction([quote])}{more}: “{citations[-1].quote}” [{citations[-1].n}]")
    return listed(inquiry, lines, citations, scope, count=len(people), evidence=found)


def _mentioning_documents(inquiry: Inquiry, scope: Scope, term: str) -> Answer | None:
    form, found = _places(inquiry, scope, term)
    if not found:
        return None if len(term.split()) > 1 else _never(inquiry, scope, term)
    by_document: dict[str, list[Mention]] = {}
    for mention in found:
        by_document.setdefault(mention.document, []).append(mention)
    known = {one.document: one for one in inquiry.documents}
    ordered = sorted(by_document, key=lambda path: when(known[path]))
    citations: list[Citation] = []
    lines = [f"“{form}” is said in {many(len(ordered), 'transcript')}:"]
    for path in ordered[:LISTED]:
        document, mentions = known[path], by_document[path]
        citation = quoted(len(citations) + 1, sentence_at(inquiry, mentions[0]))
        citations.append(citation)
        date = f", {long_date(document.date)}" if document.date else ""
        who = f", {citation.speaker}" if citation.speaker else ""
        lines.append(f"{document.name}{date} ({times(len(mentions))}){who}: “{citation.quote}” [{citation.n}]")
    return listed(inquiry, lines, citations, scope, count=len(ordered), evidence=found)


def _questions(inquiry: Inquiry, scope: Scope) -> Answer:
    press = names_the_press(inquiry.text)
    if press and not scope.speakers:
        scope = replace(scope, speakers=inquiry.allowed(questioners(inquiry, press)))
    mentions = [
        Mention(document.document, turn.index, start, end)
        for document, turn in inquiry.corpus.turns_in(scope)
        for start, end in questions_in(turn.text)
    ]
    who = names_of(scope.speakers) if scope.speakers else None
    text = (
        f"{who} {'asks' if one_name(scope.speakers) else 'ask'} {many(len(mentions), 'question')} in {inquiry.where()}."
        if who
        else f"{many(len(mentions), 'question')} {'is' if len(mentions) == 1 else 'are'} asked in {inquiry.where()}."
    )
    if not mentions:
        return inquiry.made(text, abstained=True, count=0, scope=scope)
    return with_quotes(inquiry, text, mentions, scope, count=len(mentions))


def _counts(inquiry: Inquiry, scope: Scope) -> Answer:
    counts = inquiry.corpus.counts(scope)
    number, what = (counts.turns, "turn") if inquiry.task.counted is Counted.TURNS else (counts.words, "word")
    who = f" by {names_of(scope.speakers)}" if scope.speakers else ""
    text = f"{many(number, what)}{who} in {inquiry.where()}."
    return inquiry.made(text, count=number, scope=scope, confidence=1.0)


def _labels(inquiry: Inquiry, found: Sequence[Mention]) -> list[str]:
    turns = turns_of(inquiry, found)
    return list(dict.fromkeys(turn.speaker for turn in turns.values() if turn.speaker))
