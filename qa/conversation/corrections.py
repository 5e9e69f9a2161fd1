"""An earlier question put right: "no, I meant Blinken", "the June meeting", "the other Wang", "sorry, ferry". Pure."""

from __future__ import annotations

import difflib
import re

from qa.conversation.bare import END, IsSpeaker, continued, is_bare
from qa.conversation.earlier import DATE, Earlier, asked_what, renamed
from qa.conversation.elsewhere import elsewhere
from qa.conversation.frames import with_another
from qa.conversation.smalltalk import MISSED
from qa.patterns import phrase, regex
from qa.questions.meetings import MEETING
from qa.questions.parsing import content_words, is_stopword, names_in_list

_NO = rf"(?:(?:no|nope|sorry|actually|wait|oh|oops|not that(?: one)?|{MISSED})\b[\s,.;:!–—-]*)"
_I_MEANT = (
    r"i (?:meant|mean|wanted|(?:asked|was asking|am asking|'m asking)(?: you)?(?: (?:about|for))?)"
    r"(?: to (?:know|hear|see|ask|find out)(?: about)?)?"
)
_MEANT = phrase(
    rf"^(?:(?:{_NO}*(?P<meant>{_I_MEANT}) |{_NO}+|\*)(?P<who>(?!\W*not ).+?)(?:,? (?:and )?not (?P<old>.+?))?"
    rf"|{_NO}*not (?P<old2>[^,]+?)(?:[,.;](?: but)?| but) (?:i (?:meant|mean) )?(?P<who2>[^,]+?)){END}"
)
_OTHER = phrase(r"^the other (?:one|(?P<name>[\w.'-]+))$")
_CAN_MEAN = regex(r"can mean (?P<names>.+?);")
_MEETING = phrase(rf"^(?:in |at )?(?P<the>the (?:[\w'’.,-]+ ){{0,4}}?(?:{MEETING}|one)\b(?: (?:in|on|of) .+)?)$")
_DATE = phrase(rf"^{DATE}$")
_ABOUT = phrase(r"^(?:about|on|regarding|as to) (?P<what>.+)$")
_NOTHING = frozenset(
    "something anything nothing else it that this what why how who when where so not really idea problem".split()
)
# "No, the date."
_ASPECT = phrase(
    r"^(?:the|its?|his|her|their) (?:exact |actual |full )?(?:(?P<date>date|day)|(?P<time>time)|(?P<year>year)|"
    r"(?P<much>amount|price|cost|sum|figure)|(?P<many>number|count)|(?P<why>reasons?)|(?P<who>names?|person)|"
    r"(?P<where>place|location|venue))$"
)
_ASKS = {
    "date": "on what date", "time": "at what time", "year": "in what year", "much": "how much", "many": "how many",
    "why": "why", "who": "who", "where": "where",
}  # fmt: skip
_WH = r"(?:what|why|when|where|who|whom|whose|how|which)\b"
_ASKING = phrase(_WH)
# "That's not what I asked: when does it open?"
_REPROOF = phrase(rf"^(?:{_NO}*{_I_MEANT}|{MISSED})[\s,.;:!–—-]+(?={_WH})")
_ALIKE = 0.75
_MOST_WORDS = 6


def without_reproof(question: str) -> str:
    """A question without the word before it that the last one was not understood."""
    return _REPROOF.sub("", question, count=1)


def corrected(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """The earlier question with what was meant in the place of what was understood."""
    match = _MEANT.match(question)
    who = match and (match["who"] or match["who2"])
    if not match or not who:
        return None
    old = match["old"] or match["old2"]
    other = _OTHER.match(who)
    if other:
        return _the_other(other["name"], earlier)
    if is_speaker(who):
        return _somebody(who, old, earlier, is_speaker)
    aspect = _ASPECT.match(who)
    if aspect or (_ASKING.match(who) and is_bare(who)):
        return continued(f"{_ASKS[aspect.lastgroup or ''] if aspect else who}?", earlier, is_speaker)
    if old:
        # "Not the ferry, the pool"
        return renamed(earlier.text, old, who)
    words = who.casefold().split()
    if _NOTHING.intersection(words if len(words) < 4 else words[:2]):
        return None
    meeting = _MEETING.match(who)
    then = f"in {meeting['the']}" if meeting else f"and in {who}" if _DATE.match(who) else f"and {who}"
    there = elsewhere(then, earlier)
    if there is not None:
        return there
    about = _ABOUT.match(who)
    if about or match["meant"]:
        return _something(about["what"] if about else who, earlier)
    return _typed_again(who, earlier)


def _somebody(who: str, old: str | None, earlier: Earlier, is_speaker: IsSpeaker) -> str:
    subject = earlier.asked.subject or ""
    if not old or (re.search(rf"\b{re.escape(old)}\b", subject) and re.search(rf"\b{re.escape(who)}\b", subject)):
        # "Not Wang, Blinken" after a question about both is one about Blinken.
        named = [name for name in earlier.asked.names if is_speaker(name)]
        old = subject or (named[0] if len(named) == 1 else None)
    # "Not Renn" after "What did Carol Renn and Bob say" leaves no "Carol" behind.
    whole = [name for name in names_in_list(subject) if old and f" {name}".casefold().endswith(f" {old}".casefold())]
    old = whole[0] if len(whole) == 1 else old
    return (renamed(earlier.text, old, who) if old else None) or ""


def _the_other(name: str | None, earlier: Earlier) -> str:
    """The one of two of a name who was not asked about, or not quoted first."""
    subject = earlier.asked.subject or (earlier.people[0] if len(earlier.people) == 1 else "")
    name = name or (subject.split() or [""])[-1]
    told = [found["names"] for note in earlier.answer.notes if (found := _CAN_MEAN.search(note))]
    labels = [*earlier.speakers, *(one for names in told for one in names_in_list(names))]
    bearers = [one for one in labels if name and re.search(rf"\b{re.escape(name)}\b", one, re.IGNORECASE)]
    alike = list({one.casefold(): one for one in bearers}.values())
    meant = [one for one in alike if subject.casefold() not in one.casefold()] if " " in subject else alike[1:]
    return (renamed(earlier.text, subject, meant[0]) or "") if len(meant) == 1 and subject else ""


def _typed_again(typed: str, earlier: Earlier) -> str | None:
    """A word typed once more, as it should have been: "sorry, ferry"."""
    word = re.sub(r"^(?:the|an?)\s", "", typed, flags=re.IGNORECASE).strip("*")
    words = [one for one in content_words(earlier.text) if not is_stopword(one)]
    near = difflib.get_close_matches(word.casefold(), [one.casefold() for one in words], 1, _ALIKE)
    if " " in word or not near or near[0] == word.casefold():
        return None
    return re.sub(
        rf"(?<![\w-]){re.escape(near[0])}(?![\w-])", lambda _: word, earlier.text, count=1, flags=re.IGNORECASE
    )


def _something(what: str, earlier: Earlier) -> str | None:
    """Another matter in the place of the last one."""
    what = what.strip("\"“”'‘’")
    again = _typed_again(what, earlier)
    if again:
        return again
    if not earlier.topic or len(what.split()) > _MOST_WORDS:
        return asked_what(None, what)
    if earlier.task.term:
        return earlier.text.replace(earlier.task.term, re.sub(r"^(?:the|an?)\s", "", what), 1)
    found = with_another(what, earlier)
    if found is None and earlier.topic in earlier.text:
        found = earlier.text.replace(earlier.topic, what, 1)
    return found or asked_what(None, what)
