"""Numbers and lists, from the whole index and never from the first hits, with the places behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.answering import abstaining, direct
from qa.answering.composing import compose, introduction, quoted
from qa.answering.inquiry import Inquiry
from qa.answering.people import names_of, one_name
from qa.candidates import Sentence, of_turn
from qa.kinds import Counted, Kind
from qa.models import Answer, Citation, Document, Mention, Scope, Speaker, Statement, Turn, Who
from qa.named import speakers_named
from qa.render import clock, long_date

_QUOTED = 6
_LISTED = 40
# A label, case folded, and the person behind it.
_Person = tuple[str, str | None] | None
_OF_ANYBODY = (Counted.MENTIONERS, Counted.MENTIONING_DOCUMENTS)
# "How long did Grace Park speak?", of a name that nobody here bears.
_ACTS = re.compile(
    r"\b(?:did|does|do|has|have)\s(?P<name>(?:[A-Z][\w.'’-]+\s){1,4})(?:ever\s)?(?:speak|spoken|talk|talked|ask|asked|say|said)\b"
)


def answer(inquiry: Inquiry) -> Answer | None:
    """The number or the list; None where the question is answered better by quotes."""
    if inquiry.period and not inquiry.documents:
        text = f"There is no transcript from then ({inquiry.period.words})."
        return inquiry.made(text, abstained=True, count=0)
    if absent := _absent(inquiry):
        return replace(abstaining.does_not_speak(inquiry, absent), count=0)
    named = _named(inquiry)
    people = inquiry.allowed(dict.fromkeys(one.who for _, meant in named for one in meant))
    found = _counted(inquiry, replace(inquiry.scope, speakers=people) if people else inquiry.scope)
    return found and replace(found, notes=tuple(dict.fromkeys([*inquiry.people.several(named), *found.notes])))


def _counted(inquiry: Inquiry, scope: Scope) -> Answer | None:
    task = inquiry.task
    match task.counted:
        case Counted.MENTIONS:
            return _mentions(inquiry, scope, task.term or "")
        case Counted.MENTIONERS:
            return _mentioners(inquiry, scope, task.term or "")
        case Counted.WHETHER:
            return _whether(inquiry, scope, task.term or "")
        case Counted.MENTIONING_DOCUMENTS:
            return _mentioning_documents(inquiry, scope, task.term or "")
        case Counted.SPEAKERS | Counted.SPEAKING:
            return _speakers(inquiry, scope)
        case Counted.QUESTIONS:
            return _questions(inquiry, scope)
        case _:
            return _counts(inquiry, scope)


def _named(inquiry: Inquiry) -> list[tuple[str, list[Speaker]]]:
    """Whose words are counted: those that the question names outside the term."""
    return [] if inquiry.task.counted in _OF_ANYBODY else inquiry.people.within(inquiry.task.rest)


def _absent(inquiry: Inquiry) -> str | None:
    """The name of somebody whose words would be counted, and who does not speak in what is searched."""
    if inquiry.task.counted in (*_OF_ANYBODY, Counted.WHETHER):
        return None
    if inquiry.subject.absent or _named(inquiry):
        return inquiry.subject.absent
    acts = _ACTS.search(inquiry.task.rest)
    if acts:
        return acts["name"].strip()
    elsewhere = speakers_named(inquiry.task.rest, inquiry.corpus.speakers(replace(inquiry.given, speakers=())))
    return elsewhere[0][0] if elsewhere else None


def _places(inquiry: Inquiry, scope: Scope, term: str) -> tuple[str, list[Mention]]:
    """Where the term stands, in the form in which it does."""
    forms = [term, term[:-1] if term.endswith("s") else f"{term}s"]
    if "-" in term:
        forms += [term.replace("-", ""), term.replace("-", " ")]
    for form in dict.fromkeys(forms):
        found = inquiry.corpus.find(form, scope) if form else []
        if found:
            return form, found
    return term, []


def _mentions(inquiry: Inquiry, scope: Scope, term: str) -> Answer:
    form, found = _places(inquiry, scope, term)
    return _said(inquiry, scope, form, found) if found else _never(inquiry, scope, term)


def _said(inquiry: Inquiry, scope: Scope, form: str, found: Sequence[Mention]) -> Answer:
    """How often it is said, by whom, and where first."""
    turns = _turns(inquiry, found)
    by_speaker: dict[str, int] = {}
    labels: dict[str, str] = {}
    for mention in found:
        label = turns[mention.document, mention.turn].speaker or "No speaker"
        label = labels.setdefault(label.casefold(), label)
        by_speaker[label] = by_speaker.get(label, 0) + 1
    ordered = sorted(by_speaker.items(), key=lambda pair: -pair[1])
    documents = len({mention.document for mention in found})
    places = len({(mention.document, mention.turn) for mention in found})
    where = "" if documents == 1 and len(inquiry.documents) == 1 else f" of {_many(documents, 'transcript')}"
    says = "says" if one_name(scope.speakers) else "say"
    who = f"{names_of(scope.speakers)} {says} “{form}”" if scope.speakers else f"“{form}” is said"
    lines = [f"{who} {_times(len(found))}, in {_many(places, 'turn')}{where}."]
    if len(ordered) > 1:
        lines.append("; ".join(f"{label}: {number}" for label, number in ordered[:_LISTED]) + ".")
    return _with_quotes(inquiry, " ".join(lines), found, scope, count=len(found))


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


def _whether(inquiry: Inquiry, scope: Scope, term: str) -> Answer | None:
    """Yes with every place, or no with what comes near it in other words."""
    if inquiry.subject.absent:
        return None
    form, found = _places(inquiry, scope, term)
    if found:
        said = _said(inquiry, scope, form, found)
        return replace(said, answer=f"Yes. {said.answer}")
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
        # "Who mentioned that the pump failed?" is no word to look up.
        return None if len(term.split()) > 1 else _never(inquiry, scope, term)
    turns = _turns(inquiry, found)
    first: dict[_Person, list[Mention]] = {}
    for mention in found:
        first.setdefault(_folded(turns[mention.document, mention.turn].who), []).append(mention)
    people = sorted(first.items(), key=lambda pair: -len(pair[1]))
    citations: list[Citation] = []
    lines = [f"“{form}” is said by {_many(len(people), 'speaker')}:"]
    for _, mentions in people[:_LISTED]:
        quote = _sentence(inquiry, mentions[0])
        citations.append(quoted(len(citations) + 1, quote))
        more = f" ({_times(len(mentions))})" if len(mentions) > 1 else ""
        lines.append(f"{introduction([quote])}{more}: “{citations[-1].quote}” [{citations[-1].n}]")
    return _listed(inquiry, lines, citations, scope, count=len(people), evidence=found)


def _mentioning_documents(inquiry: Inquiry, scope: Scope, term: str) -> Answer | None:
    form, found = _places(inquiry, scope, term)
    if not found:
        return None if len(term.split()) > 1 else _never(inquiry, scope, term)
    by_document: dict[str, list[Mention]] = {}
    for mention in found:
        by_document.setdefault(mention.document, []).append(mention)
    known = {one.document: one for one in inquiry.documents}
    ordered = sorted(by_document, key=lambda path: (known[path].date or "9999", path))
    citations: list[Citation] = []
    lines = [f"“{form}” is said in {_many(len(ordered), 'transcript')}:"]
    for path in ordered[:_LISTED]:
        document, mentions = known[path], by_document[path]
        citation = quoted(len(citations) + 1, _sentence(inquiry, mentions[0]))
        citations.append(citation)
        date = f", {long_date(document.date)}" if document.date else ""
        who = f", {citation.speaker}" if citation.speaker else ""
        lines.append(f"{document.name}{date} ({_times(len(mentions))}){who}: “{citation.quote}” [{citation.n}]")
    return _listed(inquiry, lines, citations, scope, count=len(ordered), evidence=found)


def _speakers(inquiry: Inquiry, scope: Scope) -> Answer:
    """Who speaks, how much, and where the sources have times, how long."""
    speakers = _without_doubles(inquiry.corpus.speakers(scope))
    if not speakers:
        return inquiry.made(f"No speakers are named in {inquiry.where()}.", abstained=True, count=0, scope=scope)
    total = sum(one.words for one in inquiry.speakers) or 1
    first, seconds, evidence = _first_and_time(inquiry, scope)
    citations: list[Citation] = []
    lines = [f"{_many(len(speakers), 'speaker')} in {inquiry.where()}:" if not _one(scope) else "Speaking:"]
    for one in speakers[:_LISTED]:
        facts = [f"{one.turns:,} turn{'' if one.turns == 1 else 's'}", f"{one.words:,} words ({one.words / total:.0%})"]
        if seconds.get(_folded(one.who)):
            facts.append(f"{clock(seconds[_folded(one.who)])} speaking time")
        begins = first.get(_folded(one.who))
        marker = ""
        if begins is not None:
            citations.append(quoted(len(citations) + 1, begins))
            marker = f" [{citations[-1].n}]"
        lines.append(f"{one.name}: {', '.join(facts)}{marker}")
    if len(speakers) > _LISTED:
        lines.append(f"… and {len(speakers) - _LISTED} more")
    return _listed(inquiry, lines, citations, scope, count=len(speakers), evidence=evidence)


def _without_doubles(speakers: Sequence[Speaker]) -> list[Speaker]:
    """Whoever is only printed otherwise elsewhere, MAYOR HALVORSEN and Mayor Halvorsen, is one speaker."""
    merged: dict[_Person, Speaker] = {}
    for one in speakers:
        known = merged.setdefault(_folded(one.who), one)
        if known is not one:
            merged[_folded(one.who)] = replace(known, turns=known.turns + one.turns, words=known.words + one.words)
    return sorted(merged.values(), key=lambda one: -one.words)


def _folded(who: Who | None) -> _Person:
    return (who.label.casefold(), who.person) if who else None


def _one(scope: Scope) -> bool:
    return bool(scope.speakers)


def _first_and_time(
    inquiry: Inquiry, scope: Scope
) -> tuple[dict[_Person, Sentence], dict[_Person, float], list[Mention]]:
    """Of each speaker the first sentence and, where every turn has times, the seconds spoken; and all the turns."""
    first: dict[_Person, Sentence] = {}
    seconds: dict[_Person, float] = {}
    untimed: set[_Person] = set()
    evidence: list[Mention] = []
    for document, turn in inquiry.corpus.turns_in(scope):
        if turn.who is None:
            continue
        who = _folded(turn.who)
        evidence.append(Mention(document.document, turn.index, 0, len(turn.text)))
        if who not in first:
            said = of_turn(document, turn, None, 1.0, questions=True)
            if said:
                first[who] = said[0]
        if turn.start is None or turn.end is None:
            untimed.add(who)
        else:
            seconds[who] = seconds.get(who, 0.0) + max(0.0, turn.end - turn.start)
    return first, {who: time for who, time in seconds.items() if who not in untimed}, evidence


def _questions(inquiry: Inquiry, scope: Scope) -> Answer:
    found = [
        one
        for document, turn in inquiry.corpus.turns_in(scope)
        for one in of_turn(document, turn, None, 1.0, questions=True)
        if one.is_question
    ]
    mentions = [Mention(one.document.document, one.turn.index, one.start, one.end) for one in found]
    who = names_of(scope.speakers) if scope.speakers else None
    text = (
        f"{who} {'asks' if one_name(scope.speakers) else 'ask'} {_many(len(found), 'question')} in {inquiry.where()}."
        if who
        else f"{_many(len(found), 'question')} {'is' if len(found) == 1 else 'are'} asked in {inquiry.where()}."
    )
    if not found:
        return inquiry.made(text, abstained=True, count=0, scope=scope)
    return _with_quotes(inquiry, text, mentions, scope, count=len(found))


def _counts(inquiry: Inquiry, scope: Scope) -> Answer:
    counts = inquiry.corpus.counts(scope)
    number, what = {
        Counted.DOCUMENTS: (counts.documents, "transcript"),
        Counted.TURNS: (counts.turns, "turn"),
        Counted.WORDS: (counts.words, "word"),
    }[inquiry.task.counted or Counted.DOCUMENTS]
    who = f" by {names_of(scope.speakers)}" if scope.speakers else ""
    text = f"{_many(number, what)}{who} in {inquiry.where()}."
    if inquiry.task.counted is Counted.DOCUMENTS:
        names = [_titled(one) for one in inquiry.documents[:_LISTED]]
        text = "\n".join([f"{_many(number, what)} {'is' if number == 1 else 'are'} indexed:", *names])
    return inquiry.made(text, count=number, scope=scope, confidence=1.0)


def _titled(document: Document) -> str:
    return f"{document.name}, {long_date(document.date)}" if document.date else document.name


def _with_quotes(inquiry: Inquiry, text: str, found: Sequence[Mention], scope: Scope, *, count: int) -> Answer:
    """The number, and the first of the places behind it in quotes."""
    unique: dict[tuple[str, int, int], Sentence] = {}
    for mention in found:
        sentence = _sentence(inquiry, mention)
        unique.setdefault(sentence.place, sentence)
        if len(unique) > _QUOTED:
            break
    part = compose(list(unique.values())[:_QUOTED], in_order=True)
    lines = [text, part.text]
    if len(unique) > _QUOTED:
        lines.append("… these are the first places; the others are listed with the answer's data.")
    return _listed(inquiry, lines, part.citations, scope, count=count, evidence=found)


def _listed(
    inquiry: Inquiry,
    lines: Sequence[str],
    citations: Sequence[Citation],
    scope: Scope,
    *,
    count: int,
    evidence: Sequence[Mention],
) -> Answer:
    statements = [Statement(lines[0]), *(Statement(f"“{one.quote}” [{one.n}]", (one.n,)) for one in citations)]
    return inquiry.made(
        "\n\n".join(lines), citations, count=count, evidence=evidence, statements=statements, scope=scope,
        confidence=1.0,
    )  # fmt: skip


def _sentence(inquiry: Inquiry, mention: Mention) -> Sentence:
    return abstaining.sentences_at(inquiry, mention)[0]


def _turns(inquiry: Inquiry, found: Iterable[Mention]) -> dict[tuple[str, int], Turn]:
    places = dict.fromkeys((one.document, one.turn) for one in found)
    return {(path, index): inquiry.corpus.turns(path, index, index)[0] for path, index in places}


def _labels(inquiry: Inquiry, found: Sequence[Mention]) -> list[str]:
    turns = _turns(inquiry, found)
    return list(dict.fromkeys(turn.speaker for turn in turns.values() if turn.speaker))


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
