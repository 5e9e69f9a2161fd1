"""The common case: the sentences that answer, wherever they were said, grouped by who said them."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.answering import abstaining, hearsay, sides, then, why
from qa.answering.composing import compose
from qa.answering.concerned import of_another, where_named
from qa.answering.evidence import Evidence, best_of_all, weigh
from qa.answering.inquiry import Inquiry
from qa.answering.wording import names_of, not_asked_about, verb
from qa.conversation.earlier import PRONOUN
from qa.extraction.contrary import only_wished
from qa.extraction.declined import not_told
from qa.extraction.events import told_of
from qa.extraction.premises import denial
from qa.extraction.shapes import shape_of
from qa.lexical.analysis import analyse
from qa.models import Answer, Scope
from qa.patterns import phrase
from qa.pool import Query
from qa.questions.attributed import tells_of_an_act_of
from qa.questions.meetings import MEETING
from qa.questions.parsing import content_words
from qa.resolution.calling import as_name
from qa.resolution.names import surnames, tokens

_DID = phrase(r"\W*(?:(?:and|so|but) )?(?:did|does|do|has|have|had|was|is|were|are)\b")
_OF_WORDS = phrase(
    r"\b(?:say|said|tell|told|mention(?:ed)?|think|thought|believe[sd]?|state[sd]?|argue[sd]?|insist(?:ed)?|"
    r"stress(?:ed)?|comment(?:ed)?|(?:claim|suggest|promise|announce|warn|explain|admit|deny|"
    r"declare)(?:e?d)? (?:that|it|to|how|why|what))\b"
)
_ABOUT = phrase(r"\b(?:about|regarding|concerning|on) (?P<topic>[^?!.:;,]+?)[\s?.!]*$")


def answer(inquiry: Inquiry) -> Answer:
    """Quotes that answer the question, or an abstention."""
    subject = inquiry.subject
    if subject.absent:
        return _told_of(inquiry, subject.absent) or hearsay.about_absent(inquiry, subject.absent)
    scope = inquiry.scope
    notes = subject.notes
    if subject.speakers:
        allowed = inquiry.allowed(subject.speakers)
        if not allowed:
            reason = not_asked_about(subject.speakers)
            return abstaining.abstain(inquiry, (), scope, reason=reason)
        scope = replace(scope, speakers=allowed)
    if then.asks_for_nothing_else(inquiry, scope):
        return abstaining.abstain(inquiry, (), scope, reason=then.nothing_then(inquiry, scope), notes=notes)
    query = inquiry.query()
    best = best_of_all(inquiry, query) if subject.speakers else 0.0
    evidence = (
        then.said_then(inquiry, scope)
        or _by_whoever_acts(inquiry, query)
        or weigh(inquiry, inquiry.asked, query, scope, detail=inquiry.task.detail, best_of_all=best)
    )
    if not evidence.enough and subject.name and tells_of_an_act_of(subject.name, inquiry.text):
        told = weigh(inquiry, inquiry.asked, query, inquiry.scope, detail=inquiry.task.detail)
        evidence, scope = (told, inquiry.scope) if told.enough else (evidence, scope)
    if not evidence.enough:
        evidence = then.said_at_all(inquiry, scope) or evidence
    evidence = why.on_its_matter(inquiry, evidence)
    if not evidence.hits:
        return abstaining.abstain(inquiry, (), scope, reason="Nothing was said there at all.")
    unknown = abstaining.unknown_name(inquiry, scope, evidence.chosen[0] if evidence.enough else None)
    if unknown:
        return abstaining.abstain(inquiry, evidence.hits, scope, reason=unknown[0], suggestion=unknown[1])
    # Said even where the rest is no answer: it tells more than that nobody answers.
    if evidence.bears_on_it and (denied := denial(inquiry.asked.question, evidence.chosen, evidence.ranked)):
        return abstaining.denied(inquiry, denied, evidence.hits, scope, evidence.confidence)
    if evidence.bears_on_it and (open_left := not_told(inquiry.asked, evidence.chosen, evidence.ranked)):
        return abstaining.not_told(inquiry, open_left, evidence.hits, scope, evidence.confidence)
    if evidence.bears_on_it and (wish := only_wished(inquiry.text, evidence.chosen, shape_of(inquiry.asked))):
        return abstaining.not_done(inquiry, wish, evidence.hits, scope, evidence.confidence)
    if not evidence.enough and subject.speakers and (reported := _reported(inquiry, scope)):
        return reported
    chosen = told_of(inquiry.text, sides.without_the_other(inquiry, evidence.chosen))
    chosen = [] if chosen and of_another(inquiry, chosen[0]) else chosen
    if not evidence.enough and (own := sides.of_ones_own(inquiry, scope)):
        evidence, chosen = replace(evidence, chosen=own, takes_the_side=True), own
    if not evidence.enough or not chosen or _of_neither(inquiry, evidence):
        better = _who_answers_instead(inquiry, query, scope) if subject.speakers else None
        return abstaining.abstain(
            inquiry, evidence.hits, scope, reason=then.nothing_then(inquiry, scope), confidence=evidence.confidence,
            suggestion=better, notes=notes,
        )  # fmt: skip
    chosen, before = then.in_time(inquiry, where_named(inquiry, chosen), scope)
    part = compose(chosen[:1] if inquiry.task.brief else chosen)
    return inquiry.made(
        before + part.text,
        part.citations,
        confidence=evidence.confidence,
        statements=part.statements,
        scope=scope,
        notes=notes,
    )


def _reported(inquiry: Inquiry, scope: Scope) -> Answer | None:
    """What others report of those who are asked about, and do not answer; None where nobody does."""
    reported = hearsay.reported(inquiry, inquiry.asked.subject or "")
    does = verb(scope.speakers, "does", "do")
    before = f"{names_of(scope.speakers)} {does} not answer this; what others report of {inquiry.asked.subject}:"
    return hearsay.told(inquiry, reported, before, inquiry.everybody, inquiry.subject.notes) if reported else None


def _told_of(inquiry: Inquiry, name: str) -> Answer | None:
    """What is told of somebody who does not speak, where an act is asked for, and no words: "Did Ann claim a grant?".

    None where nobody who names him or her tells it.
    """
    if not _DID.match(inquiry.text) or _OF_WORDS.search(inquiry.text):
        return None
    asked = replace(inquiry.asked, subject=None, topic=tuple(content_words(inquiry.text)))
    evidence = weigh(inquiry, asked, inquiry.query(), inquiry.everybody, detail=inquiry.task.detail)
    core = abstaining.core_of(name).casefold()
    chosen = [one for one in told_of(inquiry.text, evidence.chosen) if core in one.turn.text.casefold()]
    if not evidence.enough or chosen[:1] != evidence.chosen[:1]:
        return None
    part = compose(chosen[:1] if inquiry.task.brief else chosen)
    before = f"{abstaining.not_speaking(inquiry, name)}; what is told of {name}:"
    return inquiry.made(
        f"{before}\n\n{part.text}", part.citations, confidence=evidence.confidence, statements=part.statements
    )


def _of_neither(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether "Did Blinken meet Kessler?" is answered by what neither says, and what names neither."""
    people = [meant for _, meant in inquiry.people.named if meant]
    if len(people) != 2 or not _DID.match(inquiry.text):
        return False
    names = surnames(one for meant in people for one in meant)
    who = {one.who for meant in people for one in meant}
    return not any(one.turn.who in who or names & set(tokens(one.text)) for one in evidence.chosen)


def _by_whoever_acts(inquiry: Inquiry, query: Query) -> Evidence | None:
    """The words of the one speaker whom the question is about, where they are answer enough; else None."""
    if not inquiry.people.leaning or inquiry.scope.speakers or not inquiry.people.acts:
        return None
    scope = replace(inquiry.scope, speakers=inquiry.people.leaning)
    own = weigh(inquiry, inquiry.asked, query, scope, detail=inquiry.task.detail)
    if not own.bears_on_it:
        return None
    # "Why did Marcus leave?", "When did Wilf die?": the name is in the label of each own sentence, and others tell it.
    anybody = weigh(inquiry, inquiry.asked, query, inquiry.scope, detail=inquiry.task.detail)
    told = anybody.enough and anybody.confidence > own.confidence
    return anybody if told and anybody.chosen[0].turn.who not in scope.speakers else own


def _who_answers_instead(inquiry: Inquiry, query: Query, scope: Scope) -> str | None:
    """A question for somebody who does speak on the matter, where whoever was asked about does not."""
    if inquiry.given.speakers or not inquiry.asked.topic:
        return None
    topic = _matter_as_written(inquiry)
    if topic is None:
        return None
    asked = replace(inquiry.asked, subject=None)
    evidence = weigh(inquiry, asked, query, inquiry.everybody)
    others = [one for one in evidence.chosen if one.turn.who not in scope.speakers and one.turn.speaker]
    if not evidence.enough or not others or others[0] is not evidence.chosen[0]:
        return None
    if set(analyse(topic)) <= set(analyse(others[0].turn.speaker or "")):
        return None
    return f"What did {as_name(others[0].turn.speaker or '')} say about {topic}?"


def _matter_as_written(inquiry: Inquiry) -> str | None:
    """What the question is about, in words that can stand in another question; None where it has none such."""
    match = _ABOUT.search(inquiry.text)
    if match and not PRONOUN.search(match["topic"]):
        return re.sub(r"\s(?:according\sto|in\sthe\swords\sof)\b.*", "", match["topic"], flags=re.IGNORECASE)
    # "In 2024" and "which calls" are where, and no matter.
    topic = then.without_time(inquiry).topic
    word = topic[0] if len(topic) == 1 else ""
    return None if word.isdigit() or re.fullmatch(MEETING, word, re.IGNORECASE) else word or None
