"""One matter over time: what was said of it in each document, by date, so that a change can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering import abstaining, amounts, parts
from qa.answering.composing import compose
from qa.answering.evidence import Evidence
from qa.answering.inquiry import Inquiry
from qa.answering.summary import in_short
from qa.answering.tallies import by_date
from qa.answering.wording import names_of, not_asked_about, verb
from qa.extraction.candidates import Sentence, of_turn
from qa.extraction.shapes import shape_of
from qa.extraction.stances import declares, tells_of_change
from qa.models import Answer, Citation, Document, Scope, Statement, Who
from qa.patterns import phrase
from qa.questions.calendar_names import MONTH
from qa.questions.meetings import MEETING
from qa.questions.parsing import Asked, content_words, is_stopword
from qa.resolution.names import tokens, words_of
from qa.resolution.references import documents_named
from qa.sentences import around

_MOST_DOCUMENTS = 8
_EACH = 5
_WORDS = 240
_FEWEST_WORDS = 75
_CHANGING = phrase(
    r"(?:over|time|chang\w*|evolv\w*|evolution|shift\w*|develop\w*|progress\w*|positions?|views?|stances?|"
    r"opinions?|attitudes?|mind|came|come|round|around|timeline|chronolog\w*|years?|months?|weeks?|still|now|"
    r"later|first|originally|initially|meetings?|hearings?|briefings?|sessions?|podcast|forum|autumn|spring|"
    r"summer|winter|between|from|went|go|gone|moved?|trace|track|follow\w*|chart|history|story|stories|"
    r"latest|newest|last|final(?:ly)?|through|throughout|until|then|used|stop(?:ped)?|start(?:ed)?|list|"
    r"every|each|given|named|mentioned|quoted|cited|offered|point|stick|stuck|guns|stay(?:ed)?|stood|stand|"
    r"remain(?:ed)?|hold|held|firm|neutral|fall|season|give|get|got|walk|take|claim(?:ing|ed)?|saying|once|"
    r"earlier|before|after|afterwards|up|announcement|supposed|slippage|stage|said|say|happened|became|"
    r"become|way|course|originally|previous(?:ly)?|always|consistent\w*|soften\w*|harden\w*|backtrack\w*|"
    r"long|longer|no|day|"
    rf"{MONTH}|"
    r"turn(?:ed)?|trajectory|assessment|approach|judge?ment|thinking|tone|line|beginning|end|(?:19|20)\d\d)$"
)

_DAY = phrase(r"\b(?:dates?|deadlines?|timetable|schedule|due)\b")
_OWN_CHANGE = ("I no longer", "changed my mind", "came round", "come round", "I used to", "I was wrong", "we no longer")
# So sure it is of what stands on the dates asked for, or takes a side, whatever the matter.
_OF_NO_MATTER = 0.6
_SHORT = 3
# What of somebody's words is about the matter enough, where they take a side.
_NEARLY = 0.55
# Of a fact that stands where its matter is spoken of less is needed than of what does not.
_NEARBY = 0.4
_MONTHS = phrase(rf"\b(?:{MONTH})\b")
_RANGE = phrase(
    rf"\b(?:between (?:\w+ )?(?:{MONTH})|from (?:\w+ )?(?:{MONTH})\b.{{0,12}} (?:to|until|till|through)|since)\b"
)
# Whatever anybody says, and not one thing that changes.
_OF_ANYBODY = phrase(r"^\W*(?:list|name|show|give|which|what) |\b(?:every|all the|everyone|anyone|anybody|who)\b")
_KINDS = phrase(rf"\b(?:{MEETING})\b")
# Where it was said is not what it was about: "from the podcast to the town forum".
_VENUE = phrase(rf"\b(?:from|to|at|in|between|and|since|until|by) the (?:[\w'’-]+ ){{0,2}}(?:{MEETING})\b")

_Told = tuple[Document, Sequence[Sentence]]


def answer(inquiry: Inquiry) -> Answer | None:
    """A paragraph a document, by date; None where the question is no such after all."""
    if inquiry.subject.absent:
        return None
    people = inquiry.subject.speakers or tuple(one.who for _, meant in inquiry.people.named[:1] for one in meant)
    allowed = inquiry.allowed(people)
    if people and not allowed:
        reason = not_asked_about(people)
        return abstaining.abstain(inquiry, (), inquiry.scope, reason=reason)
    scope = replace(inquiry.scope, speakers=allowed) if allowed else inquiry.scope
    own = {word for who in people for word in words_of(f"{who.label} {who.person or ''}")}
    words = [word for word in content_words(_VENUE.sub("", inquiry.text)) if not set(tokens(word)) & own]
    topic = [word for word in words if not _CHANGING.match(word)]
    if not topic and (kept := _at_each_date(inquiry, scope) or _sides(inquiry, scope)):
        return _told(inquiry, scope, kept, _OF_NO_MATTER)
    topic = amounts.in_plain_words(topic or _what_changed(inquiry, scope) or words)
    asked = replace(
        inquiry.asked,
        topic=tuple(topic),
        subject=names_of(people) if people else inquiry.asked.subject,
        wants=_wanted(inquiry, people),
        question=f"What does {names_of(people)} think about {' '.join(topic)}?" if people else " ".join(topic),
    )
    then = tuple(one.document for one in _dated(inquiry, scope))
    overall, kept = _searched(inquiry, asked, replace(scope, documents=then)) if len(then) > 1 else (None, [])
    if overall is None or len(kept) < 2:
        overall, kept = _searched(inquiry, asked, scope)
    if not kept:
        reason = _heard_once(inquiry, allowed)
        return abstaining.abstain(inquiry, overall.hits, scope, reason=reason, confidence=overall.confidence)
    return _told(inquiry, scope, kept, overall.confidence)


def _heard_once(inquiry: Inquiry, people: Sequence[Who]) -> str:
    """That somebody speaks in but one transcript, which tells of no change."""
    there = {document for one in inquiry.speakers if one.who in people for document in one.documents}
    speaks = verb(people, "speaks", "speak")
    return f"{names_of(people)} {speaks} in one transcript alone, which tells of no change." if len(there) == 1 else ""


def _searched(inquiry: Inquiry, asked: Asked, scope: Scope) -> tuple[Evidence, list[_Told]]:
    """All that may bear on the matter in a scope, and what is quoted of it by document."""
    overall, _ = parts.search(inquiry, asked, scope)
    return overall, _by_document(inquiry, overall) if overall.bears_on_it and overall.ranked else []


def _dated(inquiry: Inquiry, scope: Scope) -> list[Document]:
    """The documents of the dates that the question has, where it has two; those between, where it asks from one on."""
    months = dict.fromkeys(match[0].casefold() for match in _MONTHS.finditer(inquiry.text))
    if len(months) < 2:
        return []
    documents = inquiry.corpus.documents(scope)
    each = [documents_named(f"What was said in {month}?", documents) for month in months]
    if not all(each):
        return []
    named = {path for paths in each for path in paths}
    then = [one for one in documents if one.document in named]
    kinds = [match[0].casefold().rstrip("s") for match in _KINDS.finditer(inquiry.text)]
    then = [one for one in then if any(kind in one.name.casefold() for kind in kinds)] or then
    days = sorted(one.date for one in then if one.date)
    if not _RANGE.search(inquiry.text):
        return then
    return [one for one in documents if one.date and days[0] <= one.date <= days[-1]]


def _at_each_date(inquiry: Inquiry, scope: Scope) -> list[_Told]:
    """What is said in short on each of the dates that the question has, where it names no matter."""
    then = _dated(inquiry, scope)
    if not 1 < len(then) <= _MOST_DOCUMENTS:
        return []
    words = max(_FEWEST_WORDS, _WORDS // len(then))
    kept: list[_Told] = [
        (one, in_short(inquiry, replace(scope, documents=(one.document,)), _SHORT, words)) for one in by_date(then)
    ]
    return [pair for pair in kept if pair[1]] if sum(bool(chosen) for _, chosen in kept) > 1 else []


def _sides(inquiry: Inquiry, scope: Scope) -> list[_Told]:
    """Where somebody takes a side, or gives one up, in each document, where the question names no matter."""
    if not scope.speakers:
        return []
    found: dict[str, list[Sentence]] = {}
    documents: dict[str, Document] = {}
    for document, turn in inquiry.corpus.turns_in(scope):
        documents[document.document] = document
        own = [one for one in of_turn(document, turn, None, 1.0) if one.reports is None and declares(one.text)]
        told = [one for one in own if tells_of_change(one.text)]
        found.setdefault(document.document, []).extend(told or own)
    kept: list[_Told] = [
        (one, found[one.document][:_SHORT]) for one in by_date(documents.values()) if found[one.document]
    ]
    return kept[:_MOST_DOCUMENTS] if len(kept) > 1 else []


def _what_changed(inquiry: Inquiry, scope: Scope) -> list[str]:
    """The words in which somebody tells of a change, where the question names none: "I no longer say it was arson"."""
    if not scope.speakers:
        return []
    for words in _OWN_CHANGE:
        for mention in inquiry.corpus.find(words, scope, limit=1):
            (turn,) = inquiry.corpus.turns(mention.document, mention.turn, mention.turn)
            told = around(turn.text, mention.start)
            if topic := [word for word in content_words(told) if not is_stopword(word) and not _CHANGING.match(word)]:
                return topic
    return []


def _wanted(inquiry: Inquiry, people: Sequence[Who]) -> str:
    """What is told of each time: a day, a number, or anything."""
    if _DAY.search(inquiry.text):
        return "time"
    grows = not people and amounts.GROWS.search(inquiry.text)
    if grows or amounts.AMOUNT.search(inquiry.text):
        return "number"
    # "When did she change her mind?" is told by what she said, and by the date of that.
    return "" if inquiry.asked.wants == "time" and people else inquiry.asked.wants


def _by_document(inquiry: Inquiry, overall: Evidence) -> list[_Told]:
    """The best sentences of each document that speaks of it, by date; what has no date comes last."""
    wanted = shape_of(overall.asked)
    is_fact = wanted is not None and wanted.is_one_fact
    # What somebody else thinks is not what is asked for, where it is asked what somebody does.
    told = (one for one in overall.ranked if one.reports is None or overall.asked.subject is None)
    by_document: dict[str, list[Sentence]] = {}
    for one in parts.with_sides(list(told), 0.0) if is_fact else parts.with_sides(list(told)):
        by_document.setdefault(one.document.document, []).append(one)
    facts = amounts.of_the_matter(inquiry, by_document, overall.asked.topic, wanted) if wanted and is_fact else None
    found = [parts.part(own, overall) for own in (facts.far if facts else by_document).values()]
    speaking = [one for one in found if one.speaks_of_it or _takes_a_side(one)]
    near = [parts.part(own, overall) for own in facts.near.values()] if facts else []
    speaking += [one for one in near if one.worth >= _NEARBY or one.is_under_discussion]
    if len(speaking) == 1:
        # A change takes two.
        speaking += [one for one in found if one.names_it and one not in speaking]
    best = sorted(speaking, key=lambda one: -one.worth)[:_MOST_DOCUMENTS]
    if wanted and is_fact and overall.asked.subject is None and not _OF_ANYBODY.search(inquiry.text):
        others = [one for one in near if one not in speaking]
        best = amounts.by_its_teller(best, others, overall.asked.topic, wanted)[:_MOST_DOCUMENTS]
    room = max(_FEWEST_WORDS, _WORDS // max(1, len(best)))
    kept: list[_Told] = [
        (one.sentences[0].document, _with_the_new(_saying_more(one.chosen(room, _EACH), overall), one.sentences))
        for one in best
    ]
    return sorted(kept, key=lambda pair: (pair[0].date is None, pair[0].date or "", pair[0].document))


def _takes_a_side(own: parts.Part) -> bool:
    """Whether somebody asked about is for or against something in his best sentence, and it is nearly the matter."""
    return own.of_somebody and own.worth >= _NEARLY and declares(own.sentences[0].text)


def _saying_more(chosen: Sequence[Sentence], overall: Evidence) -> Sequence[Sentence]:
    """Without those that only name the matter, where others are left."""
    return [one for one in chosen if not parts.only_names(one, overall.asked.topic)] or chosen


def _with_the_new(chosen: Sequence[Sentence], own: Sequence[Sentence]) -> list[Sentence]:
    """With what tells of a change just behind one of them: "I had nine inspectors. I now have twenty-two of them."."""
    behind = [one for one in parts.with_the_next(chosen, own) if one not in chosen and tells_of_change(one.text)]
    return [*chosen, *behind]


def _told(inquiry: Inquiry, scope: Scope, kept: Sequence[_Told], confidence: float) -> Answer:
    texts: list[str] = []
    citations: list[Citation] = []
    statements: list[Statement] = []
    for _, chosen in kept:
        part = compose(chosen, first=len(citations) + 1, several=len(kept) > 1)
        texts.append(part.text)
        citations += part.citations
        statements += part.statements
    several = [] if inquiry.subject.speakers else inquiry.people.several(inquiry.people.named[:1])
    notes = [*inquiry.subject.notes, *several]
    if len(kept) == 1:
        told = any(tells_of_change(one.text) for one in kept[0][1])
        notes.append(f"Only one transcript speaks of this{'' if told else ', so that no change can be seen'}.")
    return inquiry.made(
        "\n\n".join(texts), citations, confidence=confidence, statements=statements, scope=scope, notes=notes
    )
