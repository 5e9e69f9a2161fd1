"""The meeting asked about last, or the one quoted, where a question says only "there" or "that meeting". Pure."""

from __future__ import annotations

from qa.conversation.bare import LEAD
from qa.conversation.earlier import DATE, PRONOUN, Earlier
from qa.patterns import phrase, regex
from qa.questions import outcomes, votes
from qa.questions.calendar_names import MONTHS
from qa.questions.kinds import Kind
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
# "How long did they talk?" is asked of a meeting, whatever was said of its matters.
TALKED = phrase(
    rf"{LEAD}how long (?:did|have|were|was) (?:they|you|both|it|the two|all of them|everyone|everybody)(?: all)? "
    rf"(?:talk|talked|talking|speak|spoken|speaking)(?: for| in all| altogether)?(?=[\s?.!]*$)"
)
_ITS_OWN = phrase(rf"\b(?:{MEETING})\b")
_AT_LAST = phrase(r",? (?:then|there|it|the motion|that)$")
_IT = frozenset({"", "it", "that", "then", "there", "the motion"})
_ANY = frozenset("meeting conversation session recording transcript document file".split())
_DAY = regex(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")


_WHO_WAS = phrase(
    rf"{LEAD}who (?:(?:was|were) (?:absent|present|in attendance|missing)|attended|chaired(?: it)?|opened it|"
    r"closed it)[\s?.!]*$"
)


def of_what_came(question: str, earlier: Earlier) -> str | None:
    """A vote, or who was there, asked of the meeting whose decisions were asked for; None for any other question."""
    vote = votes.asked(question)
    if (vote is None or vote.about not in _IT or PRONOUN.search(vote.who)) and not _WHO_WAS.match(question):
        return None
    text = earlier.text
    whole = earlier.task.kind is Kind.SUMMARY or outcomes.asked(text) or votes.asked(text) or _WHO_WAS.match(text)
    return f"{_AT_LAST.sub('', question.rstrip(' ?.!'))}{earlier.there}?" if whole and earlier.there else None


def in_the_same(question: str, earlier: Earlier) -> str | None:
    """The question with the meeting named; None where it means none, or it is not plain which."""
    talked = TALKED.match(question)
    if talked:
        named = _NAMED.search(earlier.text)
        meeting = named[0] if named else _quoted(None, earlier, plainly=True)
        return f"{talked[0]} in {meeting}{question[talked.end() :]}" if meeting else None
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


def _quoted(noun: str | None, earlier: Earlier, *, plainly: bool) -> str:
    """The one transcript that is quoted, by its day: "the 17 June 2025 meeting"; "" where there are several.

    Without a noun it is called what its title calls it.
    """
    cited = {(one.document, one.title, one.date) for one in earlier.answer.citations}
    if len(cited) != 1:
        return ""
    document, title, date = cited.pop()
    day = _DAY.fullmatch(date or "")
    if not day:
        return ""
    own = {match.casefold() for match in _ITS_OWN.findall(f"{document} {title or ''}".replace("-", " "))}
    noun = noun or next(iter(sorted(own)), "meeting")
    # "The hearing", after words of a board meeting, is another one.
    fits = noun in own or (noun in _ANY and not (own & set(HEADS))) or (plainly and not own)
    month = MONTHS[int(day["month"]) - 1].capitalize()
    return f"the {int(day['day'])} {month} {day['year']} {noun}" if fits else ""
