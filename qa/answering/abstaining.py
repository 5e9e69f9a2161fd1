"""Saying that nobody said it: what was searched, what comes closest, and a better question where one is plain."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.answering.addressed import may_be
from qa.answering.composing import compose
from qa.answering.inquiry import Inquiry
from qa.answering.wording import in_a_row, names_of, verb
from qa.extraction.candidates import Sentence, of_turn
from qa.lexical.analysis import terms_of
from qa.models import Answer, Hit, Mention, Scope, Speaker, Who
from qa.patterns import regex
from qa.questions.parsing import is_origin, names_in_list
from qa.render import long_date
from qa.resolution.calling import as_name
from qa.resolution.names import HONORIFICS, is_title, namesakes, speakers_meant, tokens
from qa.sentences import spans
from qa.transcripts.vocabulary import ROLES

NEAREST = 3
_BETWEEN = regex(r"[\s–-]+")
_QUOTES, _NAMED, _REPLIED = 6, 50, 2
_LONGEST_SPELLED = 5
_JUST_BEFORE = 6
_NO_WORD = 1
_OWN = regex(r"(?P<whose>.+?)['’]s?\s(?P<who>\w+(?:\s\w+)?)$")
_BODY = regex(
    r"Agency|Ministry|Committee|Council|Board|Department|Authority|Commission|Court|Union|Company|Trust|Bank|"
    r"University|"
    r"Hospital|Party|Government|Parliament|Chamber|Fund|Scheme|Programme|Program|Institute|Association|Corporation"
)


def abstain(
    inquiry: Inquiry,
    hits: Sequence[Hit],
    scope: Scope,
    *,
    reason: str = "",
    confidence: float = 0.0,
    suggestion: str | None = None,
    notes: Sequence[str] = (),
) -> Answer:
    """Nobody answers the question: say so, with what was searched and what comes closest."""
    topic = [word for word in inquiry.asked.topic if word.casefold() not in HONORIFICS] or inquiry.asked.topic
    words = ", ".join(topic) or inquiry.asked.question
    said_by = f" by {names_of(scope.speakers)}" if scope.speakers else ""
    if reason:
        lines = [reason]
    elif said_by:
        lines = [f"Nothing said{said_by} answers this."]
    else:
        lines = ["Nobody answers this in so many words."]
    lines.append(f"Searched {inquiry.where()} for: {words}{said_by and f' (said{said_by})'}.")
    unsaid = [word for word in topic if len(word) > _NO_WORD and not inquiry.corpus.may_find(word)]
    if unsaid and not reason:
        lines.append(f"Not said anywhere: {', '.join(unsaid)}.")
    if hits:
        lines.append("The closest passages are shown; none of them is an answer.")
    if suggestion:
        lines.append(f"You could ask: {suggestion}")
    return inquiry.made(
        " ".join(lines), abstained=True, nearest=hits[:NEAREST], confidence=confidence, suggestion=suggestion,
        scope=scope, notes=notes,
    )  # fmt: skip


def of_no_such_time(inquiry: Inquiry) -> Answer | None:
    """That no transcript is of the days searched, and of which days there are; None where one is."""
    after, before = inquiry.given.after, inquiry.given.before
    if inquiry.documents or not (after or before):
        return None
    since = f"from {long_date(after)} on" if after and not before else f"from {long_date(after)}" if after else ""
    asked = " ".join(filter(None, [since, before and f"{'to' if after else 'up to'} {long_date(before)}"]))
    anywhen = replace(inquiry.given, speakers=(), after=None, before=None)
    there = sorted(one.date for one in inquiry.corpus.documents(anywhen) if one.date)
    days = " to ".join(dict.fromkeys([long_date(there[0]), long_date(there[-1])])) if there else ""
    known = f"What has a date is of {days}." if there else "None has a date."
    return inquiry.made(f"No transcript is dated {asked}. {known}", abstained=True)


def denied(inquiry: Inquiry, one: Sentence, hits: Sequence[Hit], scope: Scope, confidence: float) -> Answer:
    """What the question takes for granted was denied: say so, with the denial."""
    return _shown(inquiry, "What the question takes for granted is denied:", one, hits, scope, confidence)


def not_told(inquiry: Inquiry, one: Sentence, hits: Sequence[Hit], scope: Scope, confidence: float) -> Answer:
    """The very thing was asked, and whoever was asked did not say: say so, with the words."""
    return _shown(inquiry, "This was asked, and the answer does not tell it:", one, hits, scope, confidence)


def not_done(inquiry: Inquiry, one: Sentence, hits: Sequence[Hit], scope: Scope, confidence: float) -> Answer:
    """What is asked of as done is wished or proposed: say so, with the words."""
    return _shown(inquiry, "This is proposed, and nobody says that it was done:", one, hits, scope, confidence)


def _shown(
    inquiry: Inquiry, before: str, one: Sentence, hits: Sequence[Hit], scope: Scope, confidence: float
) -> Answer:
    part = compose([one])
    lines = [before, part.text]
    return inquiry.made(
        "\n\n".join(lines), part.citations, abstained=True, nearest=hits[:NEAREST], confidence=confidence,
        statements=part.statements, scope=scope,
    )  # fmt: skip


def does_not_speak(inquiry: Inquiry, name: str) -> Answer:
    """The name is only mentioned, or not even that: say so, and show who speaks about it."""
    called = with_article(inquiry, name)
    lines = [f"{not_speaking(inquiry, called)}.", *_elsewhere(inquiry, name)]
    found_alike = namesakes(name, inquiry.speakers)
    others = _unfolded(one.name for one in found_alike if not may_be(name, one))
    perhaps = _unfolded(one.name for one in found_alike if may_be(name, one))
    if others:
        verb_, noun = ("does", "is") if len(others) == 1 else ("do", "are")
        lines.append(f"{in_a_row(others)} {verb_}, and {noun} somebody else.")
    if perhaps:
        does, which = ("does", "that") if len(perhaps) == 1 else ("do", "one of them")
        lines.append(f"{in_a_row(perhaps)} {does}; whether {which} is the same person, the transcripts do not show.")
    suggestion = _with_nearest_name(inquiry, name)
    found = [*mentions(inquiry, name, inquiry.scope, _NAMED), *_of_ones_own(inquiry, name)]
    found = found or mentions(inquiry, core_of(name), inquiry.scope, _NAMED)
    if not found:
        lines.append(f"Nobody mentions {called} either.")
        if suggestion:
            lines.append(f"You could ask: {suggestion}")
        return inquiry.made(" ".join(lines), abstained=True, suggestion=suggestion)
    part = compose(_on_the_matter(inquiry, found))
    return inquiry.made(
        f"{' '.join(lines)} What is said about {called}:\n\n{part.text}", part.citations,
        abstained=True, statements=part.statements, suggestion=suggestion,
    )  # fmt: skip


def _of_ones_own(inquiry: Inquiry, name: str) -> list[Sentence]:
    """What somebody who speaks says of "my sister", where "Rosa's sister" is asked about."""
    match = _OWN.match(name)
    meant = inquiry.allowed(one.who for one in speakers_meant(match["whose"], inquiry.speakers)) if match else ()
    return mentions(inquiry, f"my {match['who']}", replace(inquiry.scope, speakers=meant)) if match and meant else []


def with_replies(inquiry: Inquiry, found: Sequence[Sentence], people: Sequence[Who] = ()) -> list[Sentence]:
    """Words that are only asked, or put to those who are asked about, with what is replied.

    "Did he say 'I took it'?" "No, he never said that."; "You called it a tax." "I did say that. I was wrong."
    """
    replied: list[Sentence] = []
    for one in found:
        replied.append(one)
        after = inquiry.corpus.turns(one.document.document, one.turn.index + 1, one.turn.index + 1)
        if not after or after[0].who == one.turn.who:
            continue
        replies = of_turn(one.document, after[0], one.turn, 1.0)
        own = after[0].who in people
        replied += [reply for reply in replies[:1] if (reply.asked and reply.asked.place == one.place) or own]
        replied += [reply for reply in replies[1:_REPLIED] if own]
    return replied


def _on_the_matter(inquiry: Inquiry, found: Sequence[Sentence]) -> list[Sentence]:
    """Those of the sentences about a name that hold most of what is asked, with what is replied to a question."""
    matter = terms_of(" ".join(inquiry.asked.topic))
    scored = [replace(one, score=float(len(matter & terms_of(one.text)))) for one in found]
    held = sorted(scored, key=lambda one: (-one.score, one.is_question))[:_QUOTES]
    return with_replies(inquiry, held)[:_QUOTES]


def _elsewhere(inquiry: Inquiry, name: str) -> list[str]:
    """That somebody of that name speaks in other transcripts than those the question names."""
    if not inquiry.named:
        return []
    others = speakers_meant(name, inquiry.corpus.speakers(replace(inquiry.given, speakers=())))
    labels = _unfolded(one.label for one in others)
    there = {document for one in others for document in one.documents}
    if len(labels) != 1 or not there:
        return []
    return [f"{labels[0]} speaks in {len(there)} other transcript{'' if len(there) == 1 else 's'}."]


def _unfolded(names: Iterable[str]) -> list[str]:
    """Each name once, however it is printed."""
    return list({name.casefold(): name for name in names}.values())


def not_speaking(inquiry: Inquiry, called: str) -> str:
    """The beginning of a sentence that says so of somebody, named as `with_article` does."""
    return f"{called[0].upper()}{called[1:]} does not speak in {inquiry.where()}"


def with_article(inquiry: Inquiry, name: str) -> str:
    """A name as the question has it: "the finance minister"."""
    match = re.search(rf"\bthe\s(?={re.escape(name)}(?!\w))", inquiry.text, re.IGNORECASE)
    return f"the {name}" if match else name


def _with_nearest_name(inquiry: Inquiry, name: str) -> str | None:
    """The question with the name of a speaker that is spelled nearly like the one asked about."""
    by_word = {word: one for one in reversed(inquiry.speakers) for word in own_tokens(one) if len(word) > 3}
    for word in (word for word in tokens(name) if word not in ROLES):
        close = difflib.get_close_matches(word, by_word, n=1, cutoff=0.75)
        if close and close[0] != word:
            return inquiry.text.replace(name, as_name(by_word[close[0]].label), 1)
    return None


def mentions(inquiry: Inquiry, name: str, scope: Scope, most: int = _QUOTES) -> list[Sentence]:
    """The sentences that hold the name, the first few; what is only asked comes last."""
    found: dict[tuple[str, int, int], Sentence] = {}
    for mention in inquiry.corpus.find(name, scope, limit=50):
        for sentence in sentences_at(inquiry, mention):
            found.setdefault(sentence.place, sentence)
    return sorted(found.values(), key=lambda one: one.is_question)[:most]


def sentences_at(inquiry: Inquiry, mention: Mention) -> list[Sentence]:
    """The sentences that a mention lies in: one, or those that it spans."""
    (turn,) = inquiry.corpus.turns(mention.document, mention.turn, mention.turn)
    document = inquiry.corpus.document(mention.document)
    around = [
        one
        for one in of_turn(document, turn, None, 1.0, questions=True)
        if one.start < mention.end and one.end > mention.start
    ]
    # What is too short to answer anything ("And tariffs?") is quoted whole all the same.
    whole = [span for span in spans(turn.text) if span[0] < mention.end and span[1] > mention.start]
    start, end = (whole[0][0], whole[-1][1]) if whole else (mention.start, mention.end)
    return around or [Sentence(document, turn, start, end, region=1.0)]


def unknown_name(inquiry: Inquiry, scope: Scope, best: Sentence | None = None) -> tuple[str, str | None] | None:
    """What to say where the question names something that is not spoken of in scope, and a better question.

    None where it names nothing, or everything that it names is spoken of. "I want a signed sheet from that theatre"
    speaks of what was named just before.

    Args:
        inquiry: the question.
        scope: whose words are asked for, and where.
        best: the sentence that answers best.
    """
    for name in inquiry.asked.names:
        words = _own_words(name)
        if all(sum(map(str.isupper, word)) > 1 and len(word) <= _LONGEST_SPELLED for word in words):
            # "The UK" may be spoken of as the United Kingdom: that it is not said decides nothing.
            continue
        if _is_known(inquiry, name, scope) or (best and _is_heard_before(inquiry, name, best)):
            continue
        if scope.speakers and not inquiry.given.speakers and is_said(inquiry, name, inquiry.everybody):
            others = dict.fromkeys(
                one.turn.who for one in mentions(inquiry, name, inquiry.everybody, _NAMED) if one.turn.who is not None
            )
            labels = list(dict.fromkeys(who.label for who in others))
            who = f"{in_a_row(labels)} {'does' if len(labels) == 1 else 'do'}" if labels else "others do"
            better = f"What did {as_name(labels[0])} say about {name}?" if labels else None
            does = verb(scope.speakers, "does", "do")
            return f"{names_of(scope.speakers)} {does} not mention {name}; {who}.", better
        who = names_of(scope.speakers) if scope.speakers else "Nobody"
        mention = f"{verb(scope.speakers, 'does', 'do')} not mention" if scope.speakers else "mentions"
        return f"{who} {mention} {name}.", None
    return None


def _is_heard_before(inquiry: Inquiry, name: str, best: Sentence) -> bool:
    """Whether a name is said in the turn of a sentence, or just before it."""
    document, turn = best.place[:2]
    turns = inquiry.corpus.turns(document, max(0, turn - _JUST_BEFORE), turn)
    return any(name.casefold() in one.text.casefold() for one in turns)


def _is_known(inquiry: Inquiry, name: str, scope: Scope) -> bool:
    """Whether a name is spoken of, or is that of a speaker or of a document in scope."""
    if is_said(inquiry, name, scope):
        return True
    own = set(tokens(" ".join(_own_words(name))))
    if any(own <= own_tokens(one) for one in inquiry.speakers):
        return True
    called = {word for one in inquiry.documents for word in tokens(f"{one.title or ''} {one.document}")}
    return bool(own) and own <= called


def is_said(inquiry: Inquiry, name: str, scope: Scope) -> bool:
    """Whether somebody in scope says the name, or every word of it."""
    if inquiry.corpus.find(name, scope, limit=1):
        return True
    words = _own_words(name)
    if len(words) > 1 and _BODY.fullmatch(words[-1]) and inquiry.corpus.find(words[-1], scope, limit=1):
        # "The Agency", after the first time.
        return True
    return all(any(inquiry.corpus.find(form, scope, limit=1) for form in _forms(word)) for word in words)


def _own_words(name: str) -> list[str]:
    """The words of a name without titles and origins: "Teale" of "Lt Teale"; all where nothing else is left.

    "US-China" is of two that may be named apart.
    """
    words = [word for word in _BETWEEN.split(name) if not is_origin(word)]
    return [word for word in words if not is_title(word)] or words


def core_of(name: str) -> str:
    """The name in "the driver Feld", without what only describes."""
    first = names_in_list(name)[0] if names_in_list(name) else name
    return " ".join(word for word in first.split() if word[:1].isupper()) or first


def own_tokens(speaker: Speaker) -> set[str]:
    """The words of a speaker's label and name."""
    return set(tokens(speaker.label)) | set(tokens(speaker.person or ""))


def _forms(word: str) -> list[str]:
    """A word with and without a plural ending; letters said one by one as transcripts print them."""
    if len(word) > 1 and word.isalpha() and word.isupper() and len(word) <= _LONGEST_SPELLED:
        return [word, f"{word}s", f"{'_'.join(word)}_", f"{'.'.join(word)}.", ".".join(word), " ".join(word)]
    if word.endswith("es") and len(word) > 4:
        # "The two Barroses" are each a Barros.
        return [word, word[:-1], word[:-2]]
    return [word, f"{word}s", word[:-1]] if word.endswith("s") and len(word) > 3 else [word, f"{word}s"]
