"""What somebody asked: his or her questions, of whoever has the word next where somebody is said to have been asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.inquiry import Inquiry
from qa.answering.settled import asked_of, matter_of
from qa.answering.tallies import many, turns_of, with_quotes
from qa.answering.wording import names_of, one_name
from qa.extraction.candidates import is_questioner, questions_in
from qa.lexical.analysis import terms_of
from qa.models import Answer, Mention, Scope, Who
from qa.patterns import phrase
from qa.questions.asking import asked as asked_of_all
from qa.questions.kinds import Kind
from qa.questions.parsing import content_words, is_stopword
from qa.resolution.named import speakers_named
from qa.resolution.names import tokens

# "Asked for a report" and "asked her to stay" tell of a wish.
_ASKS = (
    r"(?:{0})\s(?:(?:also|ever|first|then)\s)?ask(?:s|ed)?\b(?!\s(?:for|to)\b|\s(?:[\w.'’-]+\s){{1,3}}to\b)\s?"
    r"(?P<whom>.*?)(?P<about>\b(?:about|on|regarding|concerning|in|at|during|whether|if|why|how|what|when|"
    r"where|who)\b.*)?[\s?.!]*$"
)
_WHO_ASKED = phrase(r"^\W*(?:and |so )?who(?: else)? (?:has |had )?asked (?P<about>(?:about|on|regarding)\b.+)$")
# Whoever asks at a press conference is printed without a name, and so is whoever asks from the floor.
_FLOOR = r"(?:(?:the |from the |in the )?(?:audience|floor)(?: members?)?|members of the (?:audience|public))"
_PRESS = phrase(
    rf"\b(?:did|do|does|have|has|had) (?P<who>(?:the )?(?:reporters?|journalists?|press|media)|{_FLOOR}) "
    r"(?!conference|briefing|release|secretary|office)"
)
_ON_THE_FLOOR = phrase(r"audience|floor|public|caller|analyst")
_OF_ASKING = frozenset("question questions ask asks asked asking put".split())
_COVERED = 0.5
_MIN_WORDS = 3
# Of one interview so many are quoted.
_WHOLE = 30


def answer(inquiry: Inquiry) -> Answer | None:
    """The questions, in order; None where nobody's are asked for, or none of them is on the matter in its words."""
    return _by_somebody(inquiry) or _by_anybody(inquiry) or _by_all(inquiry)


def names_the_press(text: str) -> str | None:
    """The words for those who ask at a press conference, where a question is for theirs: "What did reporters ask?"."""
    match = _PRESS.search(text)
    return match["who"] if match else None


def questioners(inquiry: Inquiry, called: str) -> tuple[Who, ...]:
    """All who ask without a name, however that is printed, QUESTION, REPORTER, Q, of those who are called so.

    Whoever asks a witness, who is printed as A, is no reporter.
    """
    floor = _ON_THE_FLOOR.search(called) is not None
    of_witnesses = {path for one in inquiry.speakers if one.label.strip(".:").upper() == "A" for path in one.documents}
    return tuple(
        one.who
        for one in inquiry.speakers
        if is_questioner(one.label)
        and (_ON_THE_FLOOR.search(one.label) is not None) == floor
        and not of_witnesses.issuperset(one.documents)
    )


def _by_somebody(inquiry: Inquiry) -> Answer | None:
    """What one speaker, or some, asked, whoever or whatever about: "What did Ann ask Bob about the pier?"."""
    subject, people = inquiry.asked.subject, inquiry.allowed(inquiry.subject.speakers)
    if press := names_the_press(inquiry.text):
        subject, people = press, inquiry.allowed(questioners(inquiry, press)) or people
    asks = re.search(_ASKS.format(re.escape(subject)), inquiry.text, re.IGNORECASE) if subject and people else None
    if asks is None:
        return None
    asked = [one.who for _, meant in speakers_named(asks["whom"], inquiry.speakers) for one in meant]
    if asks["whom"].strip() and not asked:
        return None
    found = _questions(inquiry, replace(inquiry.scope, speakers=people), asked)
    matter = _matter(inquiry, asks["about"] or "")
    found = _on(inquiry, found, matter, _COVERED) if matter else found
    if not found:
        return None
    if press:
        heard = {turn.who for turn in turns_of(inquiry, found).values()}
        people = tuple(who for who in people if who in heard)
    asking = f"{names_of(people)} {'asks' if one_name(people) else 'ask'}"
    whom = f" {names_of(asked)}" if asked else ""
    # Of a matter that may be asked about in other words, no number is told.
    count = "" if matter else f" {many(len(found), 'question')} in {inquiry.where()}"
    return _told(inquiry, f"{asking}{whom}{count}:", found, people)


def _by_anybody(inquiry: Inquiry) -> Answer | None:
    """Who asked about something, in just these words: "Who asked about tariffs?"."""
    asks = _WHO_ASKED.match(inquiry.text)
    matter = _matter(inquiry, asks["about"]) if asks else frozenset()
    found = (
        _on(inquiry, _questions(inquiry, replace(inquiry.scope, speakers=inquiry.given.speakers), ()), matter, 1.0)
        if matter
        else []
    )
    if not found:
        return None
    people = [turn.who for turn in turns_of(inquiry, found).values() if turn.who is not None]
    return _told(inquiry, f"This is asked by {names_of(people)}:", found, ()) if people else None


def _by_all(inquiry: Inquiry) -> Answer | None:
    """All that is asked, of one person or in a meeting, whoever asks: "What questions were asked?"."""
    wanted = asked_of_all(inquiry.text)
    if wanted is None or inquiry.subject.absent:
        return None
    there, scope = asked_of(inquiry, wanted.about)
    scope = replace(scope, speakers=inquiry.given.speakers)
    # Of "Senator Pike" where no Pike speaks, no senator is meant.
    last = set(tokens(wanted.whom)[-1:])
    named = [(name, meant) for name, meant in inquiry.people.within(wanted.whom) if last <= set(tokens(name))]
    whom = [one.who for _, meant in named for one in meant]
    if wanted.whom and not whom:
        return None
    found = [one for one in _questions(inquiry, scope, whom) if _says_something(inquiry, one)]
    about = " ".join(word for word in content_words(wanted.about) if word.casefold() not in _OF_ASKING)
    matter = matter_of(inquiry, about, whom, there)
    found = _on(inquiry, found, matter, _COVERED) if matter else found
    if not found:
        return None
    heard = {one.document for one in found}
    of_whom = f" of {names_of(whom)}" if whom else ""
    # Of a matter that may be asked about in other words, no number is told.
    heading = f"Asked{of_whom} in these words:"
    if not matter:
        where = f"in {many(len(heard), 'transcript')}" if len(heard) > 1 else f"in “{_title(inquiry, *heard)}”"
        heading = f"{many(len(found), 'question')}{of_whom} {where}, those of a word or two left out:"
    told = with_quotes(inquiry, heading, found, scope, count=len(found), most=_WHOLE if len(heard) == 1 else None)
    return replace(told, kind=Kind.LIST.value)


def _title(inquiry: Inquiry, path: str) -> str:
    return next(one.name for one in inquiry.documents if one.document == path)


def _says_something(inquiry: Inquiry, one: Mention) -> bool:
    """Whether a question is more than "Really?" and a name that is called."""
    (turn,) = inquiry.corpus.turns(one.document, one.turn, one.turn)
    return len(turn.text[one.start : one.end].split()) >= _MIN_WORDS


def _told(inquiry: Inquiry, text: str, found: Sequence[Mention], people: Sequence[Who]) -> Answer:
    scope = replace(inquiry.scope, speakers=tuple(people)) if people else inquiry.scope
    return replace(with_quotes(inquiry, text, found, scope, count=len(found)), kind=Kind.LIST.value)


def _matter(inquiry: Inquiry, about: str) -> frozenset[str]:
    """The terms of what is asked about; none where nothing is, or only where it was."""
    words = [word for word in content_words(about) if word.casefold() not in _OF_ASKING and not is_stopword(word)]
    named = inquiry.matter(words)
    return terms_of(" ".join(named))


def _questions(inquiry: Inquiry, scope: Scope, asked: Sequence[Who]) -> list[Mention]:
    """All that is asked in scope, of those who have the word next, where any are given."""
    whom = set(asked)
    found: list[Mention] = []
    for document, turn in inquiry.corpus.turns_in(scope):
        after = inquiry.corpus.turns(document.document, turn.index + 1, turn.index + 1) if whom else []
        if not whom or (after and after[0].who in whom):
            found += [Mention(document.document, turn.index, *span) for span in questions_in(turn.text)]
    return found


def _on(inquiry: Inquiry, found: Sequence[Mention], matter: frozenset[str], least: float) -> list[Mention]:
    """Those that hold most of the words of a matter, where that is so much of them at least."""
    held: dict[Mention, float] = {}
    for one in found:
        (turn,) = inquiry.corpus.turns(one.document, one.turn, one.turn)
        held[one] = len(matter & terms_of(turn.text[one.start : one.end])) / max(1, len(matter))
    best = max(held.values(), default=0.0)
    return [one for one, share in held.items() if share == best] if best >= least else []
