"""The earlier question at another time or place: "and in 2024?", "in the March hearing?", "and the June one?". Pure."""

from __future__ import annotations

from qa.conversation.bare import END, LEAD, PERIOD, is_relative, period
from qa.conversation.earlier import (
    DATE,
    DATED,
    DATED_ROUGHLY,
    PLACE,
    PLACES,
    TIME,
    TIMES,
    Earlier,
    added,
    asked_what,
    same_task,
    without_detail,
    without_word,
)
from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTHS
from qa.questions.meetings import MEETING

_THEN = phrase(
    rf"{LEAD}(?:(?:what|how) about )?(?:(?P<place>{PLACE})|(?P<time>{TIME})|"
    rf"(?P<date>(?P<day>{DATED})|{DATED_ROUGHLY})){END}"
)
_ONE = phrase(rf"{LEAD}(?:(?:what|how) about )?(?:(?:in|at|during) )?the (?P<date>{DATE}) one{END}")
_LATER = phrase(
    rf"{LEAD}(?:(?:what|how) about )?(?:(?P<later>later(?: on)?|after(?:wards?| that)?|since(?: then)?)|"
    rf"earlier|before(?: that)?){END}"
)
_DAY = regex(r"\d{4}-\d\d")
_PERIOD = phrase(rf"\b{PERIOD}\b")
# "The March meeting", "the 2023 hearing": of another date, it is another one.
_DATED_MEETING = phrase(rf"(?<=\bthe )(?P<date>{DATE})(?P<meeting>(?: \w+)? (?:{MEETING})\b)")
_OF_DATE = phrase(rf"^(?:in|on|during) (?P<date>{DATE})$")
_THE_MEETING = phrase(rf"\bthe (?:(?!(?:in|at|about|on|say|said) )[\w'.-]+ ){{0,3}}?(?:{MEETING})\b")
# "At the time of the March 2023 consultation" gives way to "by May 2024".
_OCCASION = phrase(
    r" (?:at|by|in|during) (?:the )?(?:time of )(?:the )?(?:[\w'’-]+ ){0,3}?(?:19|"
    r"20)\d\d(?: [\w'’-]+){0,2}(?=[\s?.!]*$)"
)


def elsewhere(question: str, earlier: Earlier) -> str | None:
    """The earlier question then or there; "" where it cannot be asked so, None where no time or place is named."""
    if is_relative(question):
        return _other_period(question, earlier) or _after_or_before(question, earlier)
    text = _OCCASION.sub("", without_detail(earlier.text))
    dated = _DATED_MEETING.search(text)
    one = _ONE.match(question)
    if one:
        noun = dated["meeting"] if dated else " meeting"
        question = f"in the {one['date']}{noun}"
    match = _THEN.match(question)
    # "March 5" is a phrase only after "and" or "what about".
    if match is None or match.start("date") == 0:
        return None
    if not earlier.says_something:
        return ""
    phrase = match["place"] or match["time"] or f"{'on' if match['day'] else 'in'} {match['date']}"
    return _replaced(text, phrase, match["place"] is not None) or ""


def _other_period(question: str, earlier: Earlier) -> str:
    """The year before, where another was asked about: "How many came last year?"; else "": nobody knows it."""
    other = period(question)
    if not other or not _PERIOD.search(earlier.text):
        return ""
    completed = _PERIOD.sub(lambda _: other, earlier.text, count=1)
    return completed if same_task(completed, earlier.text) else ""


def _after_or_before(question: str, earlier: Earlier) -> str:
    """What somebody said later, or earlier, than what is quoted; "" of any other time, which nobody knows."""
    match = _LATER.match(question)
    dates = sorted(one.date for one in earlier.answer.citations if one.date and _DAY.match(one.date))
    if match is None or not dates or not earlier.asked.subject:
        return ""
    link, (year, month, *_) = ("after", dates[-1].split("-")) if match["later"] else ("before", dates[0].split("-"))
    said = asked_what(earlier.subject, TIMES.sub("", earlier.matter).strip())
    return added(said, f" {link} {MONTHS[int(month) - 1].capitalize()} {year}")


def _replaced(text: str, phrase: str, is_place: bool) -> str:
    dated, of_date = _DATED_MEETING.search(text), _OF_DATE.match(phrase)
    if dated and of_date:
        completed = f"{text[: dated.start()]}{of_date['date']}{text[dated.end('date') :]}"
        return completed if same_task(completed, text) else ""
    for standing in (PLACES if is_place else TIMES).finditer(text):
        start, end = standing.span()
        if start == 0 or end == len(without_word(text)):
            completed = f"{text[:start]}{phrase if start else phrase[0].upper() + phrase[1:]}{text[end:]}"
            return completed if same_task(completed, text) else ""
    the = _THE_MEETING.search(text) if is_place else None
    if the:
        # "Summarize the March meeting"
        completed = f"{text[: the.start()]}{phrase[phrase.index('the ') :]}{text[the.end() :]}"
        return completed if same_task(completed, text) else ""
    return added(text, f" {phrase}")
