"""Follow-ups that name nothing themselves: "why?", "with whom?", "who else?", "are you sure?", "shorter". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.conversation.earlier import BRIEF, DETAIL, Earlier, added, asked_what, with_matter, without_detail, without_word
from qa.patterns import phrase
from qa.questions.kinds import Kind, recognise

IsSpeaker = Callable[[str], bool]

LEAD = r"^(?:(?:and|but|so|ok|okay|well|yes|then|please)\b[\s,]*)*"
END = r"(?:,? please)?[\s?.!]*$"
_IT = r"(?:that|this|it)"
_THEM = r"(?:it|that|this|them|these|those)"
_THEY = r"(?:he|she|they)"
_BARE = phrase(
    rf"{LEAD}(?P<word>why|how come|how (?:much|many|often|long)|(?:since|until|by) when|by whom|when|where|how|who|"
    rf"(?:at )?what time|(?:(?:on|in) )?(?:what|which) (?:date|day|month|year)|"
    r"(?:about|against|at|for|from|in|into|of|on|out of|to|towards?|under|with|without) (?:whom?|what|which|"
    r"where|when)|(?:after|at|by|for|from|in|of|to|until) how (?:many|much|long|often|far))"
    rf"(?: (?:(?:was|is) {_IT}|did {_IT}(?: happen)?))?(?: (?:so|not|exactly|precisely))?{END}"
)
_MEANS = phrase(
    rf"{LEAD}(?:(?P<asks>why|when|where) (?:did|does|do|would) {_THEY} say (?:so|{_IT})"
    rf"|what (?:did|does|do) {_THEY} mean(?: by {_IT})?){END}"
)
_WHO_SAID = phrase(rf"{LEAD}who (?:said|says|claimed|claims) (?:so|{_IT}){END}")
_WHO_ASKED = phrase(
    rf"{LEAD}who (?:asked(?: (?:him|her))?|(?:asked|put|posed) (?:{_THEM}|(?:{_THEM}|the) question))(?: to \w+)?{END}"
)
_WHO_ELSE = phrase(
    rf"{LEAD}(?:(?:was )?(?:who|anyone|anybody|somebody|someone) else|any others?|who are the others)"
    rf"(?: (?:said|says|thinks?) (?:so|{_THEM}))?{END}"
)
_MORE = phrase(
    rf"{LEAD}(?:(?:can|could|would|will) you )?(?:(?:(?:tell|give|show) (?:me|us) )?(?:some |a (?:bit|little) )?"
    r"more(?: details?)?|go on|continue|elaborate|expand|longer|say more|(?:make it|a bit) longer|any more|"
    r"(?:in )?(?:more|greater|full) detail|(?:is|was) there (?:any )?more|(?:(?:is|was) there )?"
    r"(?:anything|something|what) (?:else|more)(?: was said| (?:did|does|do) (?P<who>.{1,60}?) say)?"
    rf"|did (?P<pronoun>{_THEY}) say (?:anything )?(?:else|more))(?: (?:about|on) {_THEM})?{END}"
)
_LESS = phrase(
    rf"{LEAD}(?:(?:can|could|would|will) you )?(?:(?:make|keep|say|put) (?:it|this|that) |a (?:bit|little) |too )?"
    r"(?:short|shorter|long|briefly|brief|more briefly|in (?:short|brief|a nutshell|(?:a|one) (?:sentence|"
    r"word)|fewer words)|"
    rf"(?:(?:give me )?(?:a|the) )?short(?:er)? (?:version|answer)|less(?: detail)?|tl;?dr){END}"
)
_AGAIN = phrase(
    rf"{LEAD}(?:(?:can|could|would|will) you )?(?:(?:say|tell me|show me) (?:{_IT} )?(?:again|once more|one more time)"
    rf"|repeat(?: (?:{_IT}|yourself|(?:the|your) (?:answer|quotes?)))?(?: again)?|(?:come )?again|(?:once|"
    r"one) more(?: time)?"
    rf"|what (?:was|is) {_IT} again|pardon(?: me)?){END}"
)
_SURE = phrase(
    rf"{LEAD}(?:are you (?:really |quite |absolutely )?(?:sure|certain)(?: (?:about|of) {_IT})?"
    rf"|(?:is|was) {_IT} (?:really |actually )?(?:true|right|correct|certain|so|sure|accurate)"
    rf"|(?:where|how) (?:does|did|do) (?:it|you) (?:say|know|get|find|read) (?:{_IT}|so)(?: from)?"
    rf"|where (?:is|was) {_IT} (?:said|written|from)|where(?:'s| is| are) (?:the|your) (?:quotes?|sources?|passages?)"
    rf"|(?:what(?:'s| is| are) )?(?:(?:the|your) )?sources?(?: (?:of|for) {_IT})?|says who|prove it"
    rf"|show me(?: (?:where|the (?:quotes?|passages?|sources?|place)|{_IT}))?"
    rf"|(?:can|could) you (?:prove|check|confirm|verify) {_IT}){END}"
)
_WHICH = phrase(
    rf"{LEAD}(?:which(?: ones?)?(?: (?:are|were) (?:they|these|those))?|(?:what|who|where) (?:are|"
    r"were) (?:they|these|those)|"
    r"(?:list|name|show(?: me)?) (?:them|these|those)(?: all)?|like what|such as|for example|examples?)"
    rf"{END}"
)
_DISAGREES = phrase(
    rf"{LEAD}(?:(?:(?:did|does|do|has|have|was|is|were|are) )?(?:(?:any|some|every|no)(?:one|body)|any of them|"
    r"others|the others)(?: else)?|who(?: else)?) (?:(?:is|was|are|were|has|have) )?(?:dis(?:agree[sd]?|"
    r"puted?s?|sent(?:ed|s)?)|object(?:s|ed)?|oppos(?:e[sd]?)|against|contradict(?:s|ed)?)"
    rf"(?: (?:with|to|about|on)? ?(?:{_THEM}|him|her))?{END}"
    rf"|{LEAD}(?:were there |are there |was there )?(?:any|no) (?:objections?|disagreements?|opposition|dissent){END}"
)
_HAPPENED = phrase(
    rf"{LEAD}(?:what (?:happened|happens|came)(?: (?:then|next|after(?:wards?| {_IT})|later|(?:with|to|of) {_THEM}))?"
    rf"|how did {_IT} (?:end|go|turn out)){END}"
)
PERIOD = (
    r"(?:(?:in|on|during|before|after|since|until|by) )?(?:the )?(?:(?:last|next|this|previous|following|past) "
    r"(?:year|month|week|summer|winter|spring|autumn|fall|season|\w+day)|"
    r"(?:year|month|week|day|summer|winter|spring|autumn|fall|season) (?:before|after)|yesterday|today|"
    r"tomorrow|nowadays)"
)
"""A time that another one is needed to know."""
_RELATIVE = phrase(
    rf"{LEAD}(?:(?:what|how) about )?(?:(?P<period>{PERIOD})|(?:the )?(?:last|next|this|previous|following|past) time|"
    rf"earlier|later|recently|before|after(?:wards)?){END}"
)
_ALONE = (_BARE, _MEANS, _WHO_SAID, _WHO_ASKED, _WHO_ELSE, _MORE, _LESS, _SURE, _AGAIN, _WHICH)
_HOW_MANY = phrase(r"^\W*(?:and |so )?how many ")
_WHO = phrase(r"^\W*(?:(?:and|so|but) )?who (?!else\b)")


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
