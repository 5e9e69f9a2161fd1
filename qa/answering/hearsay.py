"""What others report of somebody's words, where that is all there is: "She told me that she'd vote no"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering import abstaining
from qa.answering.composing import compose
from qa.answering.evidence import ALIKE, QUOTES, SHARE, WORDS, bears_on
from qa.answering.inquiry import Inquiry
from qa.extraction import candidates, selection
from qa.extraction.candidates import Sentence
from qa.extraction.reported import asks_whoever_was_named, begins_with, is_first_of_several, names_nobody_else
from qa.extraction.verifier import put
from qa.models import Answer, Scope, Turn
from qa.patterns import phrase
from qa.sentences import spans

# All that there is of somebody who does not speak is what is reported.
_ALIKE = 0.3
# Log odds, as the verifier reads a report with the question: what has nothing to do with it is further below.
_LIKELY, _LIKELY_ALL_THERE_IS = -2.0, -3.5
_ASKS_FOR_WORDS = phrase(r"\b(?:say|tell|told|answer|reply|respond|explain|reaction|response)\b")


def about_absent(inquiry: Inquiry, name: str) -> Answer:
    """Somebody who does not speak: what others report of his or her words, else that there is nothing."""
    chosen = reported(inquiry, name, _ALIKE, _LIKELY_ALL_THERE_IS)
    if not chosen:
        return abstaining.does_not_speak(inquiry, name)
    called = abstaining.with_article(inquiry, name)
    before = f"{abstaining.not_speaking(inquiry, called)}; others report what {called} said."
    return told(inquiry, chosen, before, inquiry.scope)


def told(inquiry: Inquiry, chosen: Sequence[Sentence], before: str, scope: Scope, notes: Sequence[str] = ()) -> Answer:
    """What is reported, after words that say so."""
    part = compose(chosen)
    return inquiry.made(
        f"{before}\n\n{part.text}", part.citations, confidence=min(1.0, chosen[0].score), statements=part.statements,
        scope=scope, notes=notes,
    )  # fmt: skip


def reported(inquiry: Inquiry, name: str, alike: float = ALIKE, likely: float = _LIKELY) -> list[Sentence]:
    """Sentences in which others report words of that name that bear on the question, best first."""
    core = abstaining.core_of(name)
    spoken = _reports(inquiry, core)
    if not spoken and len(core.split()) > 1:
        spoken = _reports(inquiry, core.split()[-1])
    ranked = selection.rank(spoken, inquiry.asked, inquiry.sources.meanings, inquiry.query().vectors[0])
    chosen = selection.choose(ranked, words=WORDS, share=SHARE, most=QUOTES)
    if inquiry.asked.topic and not (bears_on(chosen, inquiry.asked, alike) and _answers(inquiry, chosen[0], likely)):
        return []
    return [_with_who_is_meant(one) for one in chosen]


def _with_who_is_meant(one: Sentence) -> Sentence:
    """A report with the sentence before it, where others than the one whom "he" means are named there."""
    name = one.reports or ""
    alone = name in one.text or names_nobody_else(one.before, name) or not is_first_of_several(one.before, name)
    if one.leans_on is None or alone:
        return one
    return replace(one, start=one.leans_on[0], first_end=one.first_end or one.end)


def _answers(inquiry: Inquiry, best: Sentence, likely: float) -> bool:
    """Whether the best report is about what is asked, as far as reading it with the question tells."""
    verifier = inquiry.sources.verifier
    return verifier is None or verifier.scores(inquiry.asked.question, [put(best)])[0] >= likely


def _reports(inquiry: Inquiry, name: str) -> list[Sentence]:
    """Sentences that report words of that name: named in them, or "he" and "she" where nobody else can be meant.

    Nobody else can after a sentence that names nobody else or tells of what that one does, after "I asked her" behind
    one that tells of that name, and in a reply to what asks for words of nobody else: "What did Mr. Pruitt say?" "He
    said it was a sensor.".
    """
    found: dict[tuple[str, int, int], Sentence] = {}
    places = dict.fromkeys((one.document, one.turn) for one in inquiry.corpus.find(name, inquiry.everybody, limit=60))
    for document, turn in places:
        spoken, *after = inquiry.corpus.turns(document, turn, turn + 1)
        for one in _of_turn(inquiry, name, document, spoken):
            found[one.place] = one
        last = spoken.text[slice(*spans(spoken.text)[-1])] if spoken.text.endswith("?") else ""
        if (
            after
            and _ASKS_FOR_WORDS.search(last)
            and name.casefold() in last.casefold()
            and names_nobody_else(last, name)
        ):
            for one in _of_turn(inquiry, name, document, after[0], spoken):
                found.setdefault(one.place, one)
    return list(found.values())


def _of_turn(inquiry: Inquiry, name: str, document: str, spoken: Turn, asked: Turn | None = None) -> Iterator[Sentence]:
    """The reports of one turn; in a reply to what is asked of that name "he" and "she" mean it from the beginning."""
    wanted = name.casefold()
    about = asked is not None
    told_of = False
    said = candidates.of_turn(inquiry.corpus.document(document), spoken, asked, 1.0, questions=True)
    quotable = {one.start: one for one in said}
    # "Stanley did." is too short to be quoted, and tells whom "he" means.
    for start, end in spans(spoken.text):
        one, text = quotable.get(start), spoken.text[start:end]
        by = one.reports if one else None
        reports = (by or "").casefold()
        if one and by and (wanted in reports or (about and reports in {"he", "she"})):
            whole = _with_quotation(one, said)
            yield replace(whole, reports=by if wanted in reports else name, is_question=False)
        if wanted in text.casefold():
            about = names_nobody_else(text, name) or is_first_of_several(text, name)
            told_of = begins_with(text, name)
        elif told_of and asks_whoever_was_named(text):
            about, told_of = True, False
        else:
            about = about and reports in {"", "he", "she"} and names_nobody_else(text, name)
            told_of = False


def _with_quotation(one: Sentence, said: Sequence[Sentence]) -> Sentence:
    """A report with the words themselves, where they stand behind it: "She said it to his face. “Not one of them.”."""
    following = next((each for each in said if each.start > one.start), None)
    if following is None or any(mark in one.text for mark in '“"') or not following.text.startswith(("“", '"')):
        return one
    return replace(one, end=following.end)
