"""Follow-ups that name nothing themselves: "why?", "with whom?", "who else?", "are you sure?", "shorter". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.conversation.earlier import BRIEF, DETAIL, Earlier, added, asked_what, with_matter, without_detail, without_word
from qa.questions.kinds import Kind, recognise
from qa.questions.parsing import pattern

IsSpeaker = Callable[[str], bool]

LEAD = r"^(?:(?:and|but|so|ok|okay|well|yes|then|please)\b[\s,]*)*"
END = r"(?:,?\splease)?[\s?.!]*$"
_IT = r"(?:that|this|it)"
_THEM = r"(?:it|that|this|them|these|those)"
_THEY = r"(?:he|she|they)"
_BARE = pattern(
    rf"{LEAD}(?P<word>why|how\scome|how\s(?:much|many|often|long)|(?:since|until|by)\swhen|by\swhom|when|where|how|who|"
    rf"(?:at\s)?what\stime|(?:(?:on|in)\s)?(?:what|which)\s(?:date|day|month|year)|"
    r"(?:about|against|at|for|from|in|into|of|on|out\sof|to|towards?|under|with|without)\s(?:whom?|what|which|where|when)|"
    r"(?:after|at|by|for|from|in|of|to|until)\show\s(?:many|much|long|often|far))"
    rf"(?:\s(?:(?:was|is)\s{_IT}|did\s{_IT}(?:\shappen)?))?(?:\s(?:so|not|exactly|precisely))?{END}"
)
_MEANS = pattern(
    rf"{LEAD}(?:(?P<asks>why|when|where)\s(?:did|does|do|would)\s{_THEY}\ssay\s(?:so|{_IT})"
    rf"|what\s(?:did|does|do)\s{_THEY}\smean(?:\sby\s{_IT})?){END}"
)
_WHO_SAID = pattern(rf"{LEAD}who\s(?:said|says|claimed|claims)\s(?:so|{_IT}){END}")
_WHO_ASKED = pattern(
    rf"{LEAD}who\s(?:asked(?:\s(?:him|her))?|(?:asked|put|posed)\s(?:{_THEM}|(?:{_THEM}|the)\squestion))(?:\sto\s\w+)?{END}"
)
_WHO_ELSE = pattern(
    rf"{LEAD}(?:(?:was\s)?(?:who|anyone|anybody|somebody|someone)\selse|any\sothers?|who\sare\sthe\sothers)"
    rf"(?:\s(?:said|says|thinks?)\s(?:so|{_THEM}))?{END}"
)
_MORE = pattern(
    rf"{LEAD}(?:(?:can|could|would|will)\syou\s)?(?:(?:(?:tell|give|show)\s(?:me|us)\s)?(?:some\s|a\s(?:bit|little)\s)?"
    r"more(?:\sdetails?)?|go\son|continue|elaborate|expand|longer|say\smore|(?:make\sit|a\sbit)\slonger|any\smore|"
    r"(?:in\s)?(?:more|greater|full)\sdetail|(?:is|was)\sthere\s(?:any\s)?more|(?:(?:is|was)\sthere\s)?"
    r"(?:anything|something|what)\s(?:else|more)(?:\swas\ssaid|\s(?:did|does|do)\s(?P<who>.{1,60}?)\ssay)?"
    rf"|did\s(?P<pronoun>{_THEY})\ssay\s(?:anything\s)?(?:else|more))(?:\s(?:about|on)\s{_THEM})?{END}"
)
_LESS = pattern(
    rf"{LEAD}(?:(?:can|could|would|will)\syou\s)?(?:(?:make|keep|say|put)\s(?:it|this|that)\s|a\s(?:bit|little)\s|too\s)?"
    r"(?:short|shorter|long|briefly|brief|more\sbriefly|in\s(?:short|brief|a\snutshell|(?:a|one)\s(?:sentence|word)|fewer\swords)|"
    rf"(?:(?:give\sme\s)?(?:a|the)\s)?short(?:er)?\s(?:version|answer)|less(?:\sdetail)?|tl;?dr){END}"
)
_AGAIN = pattern(
    rf"{LEAD}(?:(?:can|could|would|will)\syou\s)?(?:(?:say|tell\sme|show\sme)\s(?:{_IT}\s)?(?:again|once\smore|one\smore\stime)"
    rf"|repeat(?:\s(?:{_IT}|yourself|(?:the|your)\s(?:answer|quotes?)))?(?:\sagain)?|(?:come\s)?again|(?:once|one)\smore(?:\stime)?"
    rf"|what\s(?:was|is)\s{_IT}\sagain|pardon(?:\sme)?){END}"
)
_SURE = pattern(
    rf"{LEAD}(?:are\syou\s(?:really\s|quite\s|absolutely\s)?(?:sure|certain)(?:\s(?:about|of)\s{_IT})?"
    rf"|(?:is|was)\s{_IT}\s(?:really\s|actually\s)?(?:true|right|correct|certain|so|sure|accurate)"
    rf"|(?:where|how)\s(?:does|did|do)\s(?:it|you)\s(?:say|know|get|find|read)\s(?:{_IT}|so)(?:\sfrom)?"
    rf"|where\s(?:is|was)\s{_IT}\s(?:said|written|from)|where(?:'s|\sis|\sare)\s(?:the|your)\s(?:quotes?|sources?|passages?)"
    rf"|(?:what(?:'s|\sis|\sare)\s)?(?:(?:the|your)\s)?sources?(?:\s(?:of|for)\s{_IT})?|says\swho|prove\sit"
    rf"|show\sme(?:\s(?:where|the\s(?:quotes?|passages?|sources?|place)|{_IT}))?"
    rf"|(?:can|could)\syou\s(?:prove|check|confirm|verify)\s{_IT}){END}"
)
_WHICH = pattern(
    rf"{LEAD}(?:which(?:\sones?)?(?:\s(?:are|were)\s(?:they|these|those))?|(?:what|who|where)\s(?:are|were)\s(?:they|these|those)|"
    r"(?:list|name|show(?:\sme)?)\s(?:them|these|those)(?:\sall)?|like\swhat|such\sas|for\sexample|examples?)"
    rf"{END}"
)
_DISAGREES = pattern(
    rf"{LEAD}(?:(?:(?:did|does|do|has|have|was|is|were|are)\s)?(?:(?:any|some|every|no)(?:one|body)|any\sof\sthem|others|the\sothers)"
    r"(?:\selse)?|who(?:\selse)?)\s(?:(?:is|was|are|were|has|have)\s)?(?:dis(?:agree[sd]?|puted?s?|sent(?:ed|s)?)|"
    r"object(?:s|ed)?|oppos(?:e[sd]?)|against|contradict(?:s|ed)?)"
    rf"(?:\s(?:with|to|about|on)?\s?(?:{_THEM}|him|her))?{END}"
    rf"|{LEAD}(?:were\sthere\s|are\sthere\s|was\sthere\s)?(?:any|no)\s(?:objections?|disagreements?|opposition|dissent){END}"
)
_HAPPENED = pattern(
    rf"{LEAD}(?:what\s(?:happened|happens|came)(?:\s(?:then|next|after(?:wards?|\s{_IT})|later|(?:with|to|of)\s{_THEM}))?"
    rf"|how\sdid\s{_IT}\s(?:end|go|turn\sout)){END}"
)
PERIOD = (
    r"(?:(?:in|on|during|before|after|since|until|by)\s)?(?:the\s)?(?:(?:last|next|this|previous|following|past)\s"
    r"(?:year|month|week|summer|winter|spring|autumn|fall|season|\w+day)|"
    r"(?:year|month|week|day|summer|winter|spring|autumn|fall|season)\s(?:before|after)|yesterday|today|tomorrow|nowadays)"
)
"""A time that another one is needed to know."""
_RELATIVE = pattern(
    rf"{LEAD}(?:(?:what|how)\sabout\s)?(?:(?P<period>{PERIOD})|(?:the\s)?(?:last|next|this|previous|following|past)\stime|"
    rf"earlier|later|recently|before|after(?:wards)?){END}"
)
_ALONE = (_BARE, _MEANS, _WHO_SAID, _WHO_ASKED, _WHO_ELSE, _MORE, _LESS, _SURE, _AGAIN, _WHICH)
_HOW_MANY = pattern(r"^\W*(?:and\s|so\s)?how\smany\s")
_WHO = pattern(r"^\W*(?:(?:and|so|but)\s)?who\s(?!else\b)")


def is_bare(question: str) -> bool:
    """Whether a question says nothing without another before it."""
    return any(one.match(question) for one in (*_ALONE, _RELATIVE))


def turns_away(question: str) -> bool:
    """Whether it asks for other people than the one before it: what is asked next of another matter is not of these."""
    return any(one.match(question) for one in (_WHO_ELSE, _WHO_ASKED, _DISAGREES, _HAPPENED))


def is_relative(question: str) -> bool:
    """Whether it asks of a time that another one is needed to know: "and last year?"."""
    return _RELATIVE.match(question) is not None


def period(question: str) -> str:
    """The period that a question is asked of again: "the year before"; empty where it is none."""
    match = _RELATIVE.match(question)
    return (match and match["period"]) or ""


def continued(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """The earlier question asked again or for more; "" where that cannot be made of it, None for any other question."""
    text = without_word(earlier.said())
    bare, means = _BARE.match(question), _MEANS.match(question)
    if bare or means:
        word = bare["word"].lower() if bare else (means["asks"] or "what exactly").lower() if means else ""
        return text and f"{text}: {'why' if word == 'how come' else word}?"
    again = earlier.text if earlier.says_something else ""
    if _WHO_SAID.match(question):
        nobody = earlier.subject is None and earlier.asked.topic and earlier.task.kind is Kind.DIRECT
        return f"{text}: who said so?" if nobody and earlier.asked.wants != "person" else again
    if _WHO_ASKED.match(question):
        return _asked(question, earlier)
    if _WHO_ELSE.match(question):
        return _who_else(earlier)
    if _DISAGREES.match(question):
        return _against(earlier)
    if _SURE.match(question) or _AGAIN.match(question):
        return again
    if _LESS.match(question):
        return _less(again, len(earlier.answer.citations) > 1)
    if _WHICH.match(question):
        return _which(question, earlier)
    if _HAPPENED.match(question) and earlier.topic:
        return with_matter(question, earlier) or ""
    more = _MORE.match(question)
    return _more(more["who"] or more["pronoun"] or "they", earlier, is_speaker) if more else None


def _less(again: str, could_be_less: bool) -> str:
    """The question for less than was quoted; what was asked for in detail is asked as it was before."""
    shorter = without_detail(again)
    return (could_be_less and DETAIL not in again and added(shorter, BRIEF)) or shorter


def _against(earlier: Earlier) -> str:
    if not earlier.matter:
        return ""
    return f"Who is against {earlier.matter}?" if earlier.is_thing else f"Who is against it, as to {earlier.matter}?"


def _more(who: str, earlier: Earlier, is_speaker: IsSpeaker) -> str:
    name: str | None = who.strip()
    if name in {"he", "she"} and not (earlier.subject and earlier.somebody):
        name = earlier.somebody
    elif name in {"he", "she", "they"}:
        return added(without_detail(earlier.said()), DETAIL)
    elif name and not is_speaker(name) and name != earlier.subject:
        name = None
    return added(asked_what(name, earlier.topic), DETAIL) if name and earlier.topic else ""


def _asked(question: str, earlier: Earlier) -> str:
    """Who put the question that what is quoted replies to."""
    replied = next((one.asked for one in earlier.answer.citations if one.asked), None)
    last = re.findall(r"[^.?!]+\?", replied)[-1:] if replied else []
    if last and (words := earlier.words_of(last[0])):
        return f"Who asked about {' '.join(words)}?"
    return with_matter(question, earlier) or ""


def _who_else(earlier: Earlier) -> str:
    """Others who do what was asked, or who speak of it."""
    if _WHO.match(earlier.text) and not earlier.task.term:
        return _WHO.sub("Who else ", without_detail(earlier.text), count=1)
    if earlier.is_thing and earlier.matter:
        return f"Who else spoke about {earlier.matter}?"
    return with_matter("Who else spoke of it?", earlier) or ""


def _which(question: str, earlier: Earlier) -> str:
    """What was counted, one by one."""
    if _HOW_MANY.match(earlier.text):
        which = _HOW_MANY.sub("Which ", earlier.text, count=1)
        if not earlier.task.counted or recognise(which).kind is Kind.LIST:
            return which
    return earlier.said() if earlier.task.counted else with_matter(question, earlier) or ""
