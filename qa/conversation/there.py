"""The meeting asked about last, or the one quoted, where a question says only "there" or "that meeting". Pure."""

from __future__ import annotations

from qa.conversation.earlier import DATE, Earlier
from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTHS
from qa.questions.meetings import HEADS, MEETING

_NAMED = phrase(
    rf"\bthe (?P<kind>(?:(?!(?:in|at|about|on|of|say|said|and|or|that|other|next) )[\w'’.,-]+ ){{1,5}}?)"
    rf"(?P<noun>{MEETING})\b(?: (?:in|on|of) {DATE})?"
)
# "There" of people: "who was there?", "what else was said there?".
_THERE = phrase(
    r"^(?P<before>.*\b(?:who|said|spoke|speak|spoken|talk|talked|discussed|decided|agreed|asked|present|else|"
    r"happen|happened)\b(?:(?!\b(?:is|are|was|were|will|would|has|have|"
    r"had) there \w).){0,80}) there(?P<after>(?: too| as well)?[\s?.!]*)$"
)
_THE_SAME = phrase(
    rf"\b(?P<which>that|this|the same|the) (?P<noun>{MEETING})\b(?! (?:in|on|of|with|about|at|between|before|"
    r"after|from)\b|')"
)
_ITS_OWN = phrase(rf"\b(?:{MEETING})\b")
_ANY = frozenset("meeting conversation session recording transcript document file".split())
_DAY = regex(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")


def in_the_same(question: str, earlier: Earlier) -> str | None:
    """The question with the meeting named; None where it means none, or it is not plain which."""
    there, same = _THERE.match(question), _THE_SAME.search(question)
    if not there and not same:
        return None
    noun = same["noun"].casefold() if same else "meeting"
    named = _NAMED.search(earlier.text)
    if named and (noun in _ANY or noun == named["noun"].casefold() or not same):
        meeting = named[0]
    else:
        meeting = _quoted(noun, earlier, plainly=not same or same["which"].casefold() != "the")
    if not meeting:
        return None
    if same:
        return f"{question[: same.start()]}{meeting}{question[same.end() :]}"
    return f"{there['before']} in {meeting}{there['after']}" if there else None


def _quoted(noun: str, earlier: Earlier, *, plainly: bool) -> str:
    """The one transcript that is quoted, by its day: "the 17 June 2025 meeting"; "" where there are several."""
    cited = {(one.document, one.title, one.date) for one in earlier.answer.citations}
    if len(cited) != 1:
        return ""
    document, title, date = cited.pop()
    day = _DAY.fullmatch(date or "")
    if not day:
        return ""
    own = {match.casefold() for match in _ITS_OWN.findall(f"{document} {title or ''}".replace("-", " "))}
    # "The hearing", after words of a board meeting, is another one.
    fits = noun in own or (noun in _ANY and not (own & set(HEADS))) or (plainly and not own)
    month = MONTHS[int(day["month"]) - 1].capitalize()
    return f"the {int(day['day'])} {month} {day['year']} {noun}" if fits else ""
