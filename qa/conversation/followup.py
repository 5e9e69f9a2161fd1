"""A follow-up and what was asked before it, made one question that stands alone. Pure.

Where it is not clear that something is missing, nothing is added: a question changed is worse than one not completed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa.conversation import leaning
from qa.conversation.earlier import (
    DATED,
    DATED_ROUGHLY,
    DETAIL,
    PLACE,
    PLACES,
    PRONOUN,
    TIME,
    TIMES,
    Earlier,
    added,
    asked_what,
    ending,
    label,
    plain,
    renamed,
    same_task,
    without_detail,
    without_word,
)
from qa.conversation.smalltalk import small_talk
from qa.models import Answer, Citation
from qa.questions.kinds import Kind, recognise
from qa.questions.meetings import MEETING
from qa.questions.parsing import content_words, is_stopword, names_in_list, parse, pattern

IsSpeaker = Callable[[str], bool]

_LEAD = r"^(?:(?:and|but|so|ok|okay|well|yes|then|please)\b[\s,]*)*"
_END = r"[\s?.!]*$"
_IT = r"(?:that|this|it)"
_WHAT_ABOUT = pattern(r"^(?:(?:and|but|so|ok|okay|well)\b[\s,]*)?(?:what|how)\s+about\s+")
_AND = pattern(r"^(?:and|but)\b[\s,]+")
_ON = pattern(r"^(?:on|about|regarding)\s+")
_QUESTION = pattern(
    r"(?:what|why|when|where|who|whom|how|which|did|does|do|is|was|were|are|has|have|can|could|would|will)\b"
)
# With one of these, what follows "and" is no topic.
_NO_TOPIC = frozenset(
    "he she they him her them it that this those these i me you we us then so more else now not thanks thank".split()
)
_FEWEST_WORDS, _MOST_WORDS = 3, 6
_BARE = pattern(
    rf"{_LEAD}(?P<word>why|how\scome|how\s(?:much|many|often|long)|since\swhen|by\swhom|when|where|how|who|"
    rf"(?:at\s)?what\stime|(?:(?:on|in)\s)?(?:what|which)\s(?:date|day|month|year))"
    rf"(?:\s(?:(?:was|is)\s{_IT}|did\s{_IT}(?:\shappen)?))?(?:\s(?:so|not))?{_END}"
)
_MEANS = pattern(
    rf"{_LEAD}(?:(?P<why>why\s(?:did|does|do|would)\s(?:he|she|they)\ssay\s(?:so|{_IT}))"
    rf"|what\s(?:did|does|do)\s(?:he|she|they)\smean(?:\sby\s{_IT})?){_END}"
)
_WHO_SAID = pattern(rf"{_LEAD}who\s(?:said|says|claimed|claims)\s(?:so|{_IT}){_END}")
_MORE = pattern(
    rf"{_LEAD}(?:(?:can|could|would|will)\syou\s)?(?:(?:(?:tell|give|show)\s(?:me|us)\s)?(?:some\s|a\s(?:bit|little)\s)?"
    r"more(?:\sdetails?)?|go\son|continue|elaborate|(?:in\s)?(?:more|greater|full)\sdetail|(?:(?:is|was)\sthere\s)?"
    r"(?:anything|something|what)\selse(?:\swas\ssaid|\s(?:did|does|do)\s(?P<who>.{1,60}?)\ssay)?"
    r"|did\s(?P<pronoun>he|she|they)\ssay\s(?:anything\s)?(?:else|more))(?:\s(?:about|on)\s(?:that|this|it|them))?"
    rf"(?:,?\splease)?{_END}"
)
_THEN = pattern(
    rf"{_LEAD}(?:(?:what|how)\sabout\s)?(?:(?P<place>{PLACE})|(?P<time>{TIME})|"
    rf"(?P<date>(?P<day>{DATED})|{DATED_ROUGHLY})){_END}"
)
_RELATIVE = pattern(
    rf"{_LEAD}(?:(?:what|how)\sabout\s)?(?:(?:in|on|during|before|after|since|until|by)\s)?(?:the\s)?(?:(?:last|next|this|"
    r"previous|following|past)\s(?:year|month|week|summer|winter|spring|autumn|fall|time|\w+day)|(?:year|month|week|day)\s"
    rf"(?:before|after)|yesterday|today|tomorrow|earlier|later|recently|nowadays|before|after(?:wards)?){_END}"
)
_NUMBERS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NTH = rf"(?:{'|'.join(_NUMBERS)}|last|final|\d{{1,2}}(?:st|nd|rd|th))"
_NTH_QUOTED = pattern(
    rf"{_LEAD}(?:(?:(?:what|how)\sabout|(?:tell\s(?:me|us)\s)?more\s(?:about|on)|about|(?:elaborate|expand)\son|explain|"
    rf"show\sme|who\ssaid)\s)?(?:the\s(?P<nth>{_NTH})(?:\s(?:one|(?P<noun>quote|source|citation|statement|remark)))?|"
    rf"(?P<nth2>{_NTH})\sone|(?P<n>(?:(?:the\s)?(?:number|quote|source|citation)\s(?:number\s)?|no\.?\s?|#)\[?\d{{1,2}}\]?|"
    rf"\[\d{{1,2}}\])){_END}"
)
_NTH_ASKED = re.compile(rf"(?<=\bthe ){_NTH}(?= (?!few\b|year|month|week|time|night|day)\w)")
_OWNED = pattern(
    rf"{_LEAD}(?P<asks>(?:what\sabout|(?:(?:what|which|how|why)\s)?(?:exactly\s)?(?:is|was|are|were)|what's|explain|describe|"
    r"tell\s(?:me|us)(?:\sabout)?)\s)?(?P<own>his|her|their)\s(?P<rest>(?:position|view|opinion|stance|reason|argument|"
    r"response|answer|reply|plan|concern|proposal)s?\b.*)$"
)
_AGREE = pattern(
    rf"{_LEAD}(?P<ask>(?:(?:how|where|why|on\swhat)\s)?(?:do|did))\s(?:they|the\stwo(?:\sof\sthem)?|both(?:\sof\sthem)?)\s"
    r"(?:both\s)?(?P<do>(?:dis)?agree|differ)(?:\swith\seach\sother)?"
    rf"(?:\s(?:on|about)\s(?:that|this|it|them)|(?P<on>\s(?:on|about)\s.+?))?{_END}"
)
_COMPARE = pattern(
    rf"{_LEAD}(?:how\s(?:does|do|did|would)\s(?:{_IT}|he|she)\scompare|compare\s(?:{_IT}|him|her))\s(?:with|to|against)\s"
    rf"(?P<who>.+?)(?:'s?(?:\s\w+)?)?{_END}"
)
# "At the time of the March 2023 consultation" gives way to "by May 2024".
_OCCASION = pattern(
    r"\s(?:at|by|in|during)\s(?:the\s)?(?:time\sof\s)(?:the\s)?(?:[\w'’-]+\s){0,3}?(?:19|20)\d\d(?:\s[\w'’-]+){0,2}(?=[\s?.!]*$)"
)
_WHERE = pattern(r"(?:in|at|during)\s")
_A_MEETING = pattern(rf"(?:the|that|this)\s(?:[\w'’.,-]+\s){{0,6}}(?:{MEETING})(?:\s(?:in|on|of)\s.+)?$")
# "The mug", or a word in quotation marks, as a term to count.
_TERM = pattern(r"^(?:the\s|an?\s)?[\"“‘']?(?P<term>.*?)[\"”’']?$")
_NO = r"(?:(?:no|nope|sorry|actually|wait|oh)\b[\s,.]*)"
_MEANT = pattern(
    rf"^(?:(?:{_NO}*i\s(?:meant|mean)\s|{_NO}+)(?P<who>(?!\W*not\s).+?)(?:,?\s(?:and\s)?not\s(?P<old>.+?))?"
    rf"|{_NO}*not\s(?P<old2>[^,]+?)(?:[,.;](?:\sbut)?|\sbut)\s(?:i\s(?:meant|mean)\s)?(?P<who2>[^,]+?)){_END}"
)


def standalone(question: str, history: Sequence[Answer], is_speaker: IsSpeaker) -> str | None:
    """The question completed from the last answer; None where it stands alone already, or nothing came before.

    Args:
        question: as asked.
        history: earlier answers, oldest first; thanks and greetings at its end are passed over.
        is_speaker: whether a name means somebody who speaks in the transcripts.
    """
    last = next((one for one in reversed(history) if one.searched_for or not small_talk(one.question)), None)
    if last is None:
        return None
    question = plain(question)
    earlier = Earlier(plain(last.searched_for or last.question), last)
    for complete in (_corrected, _continued, _nth, _elsewhere, _compared, _owned):
        completed = complete(question, earlier, is_speaker)
        if completed is not None:
            return completed or None
    return _others(question, earlier, is_speaker)


# Each of these gives None where the question is none of its kind, and "" where it is one but is to be left alone.


def _corrected(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """The earlier question with a name replaced: "no, I meant Blinken"."""
    match = _MEANT.match(question)
    who = match and (match["who"] or match["who2"])
    if not match or not who or not is_speaker(who):
        return None
    subject, old = earlier.asked.subject or "", match["old"] or match["old2"]
    if not old or (re.search(rf"\b{re.escape(old)}\b", subject) and re.search(rf"\b{re.escape(who)}\b", subject)):
        # "Not Wang, Blinken" after a question about both is one about Blinken.
        named = [name for name in earlier.asked.names if is_speaker(name)]
        old = subject or (named[0] if len(named) == 1 else None)
    # "Not Renn" after "What did Carol Renn and Bob say" leaves no "Carol" behind.
    whole = [name for name in names_in_list(subject) if old and f" {name}".casefold().endswith(f" {old}".casefold())]
    old = whole[0] if len(whole) == 1 else old
    return (renamed(earlier.text, old, who) if old else None) or ""


def _continued(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """The earlier question asked for more: "why?", "who said that?", "tell me more", "what else did she say?"."""
    text = without_word(earlier.said())
    bare, means, more = _BARE.match(question), _MEANS.match(question), _MORE.match(question)
    if bare or means:
        word = bare["word"].lower() if bare else "why" if means and means["why"] else "what exactly"
        return text and f"{text}: {'why' if word == 'how come' else word}?"
    if _WHO_SAID.match(question):
        nobody = earlier.subject is None and earlier.asked.topic and earlier.task.kind is Kind.DIRECT
        return f"{text}: who said so?" if nobody and earlier.asked.wants != "person" else ""
    if more is None:
        return None
    who: str | None = (more["who"] or more["pronoun"] or "they").strip()
    if who in {"he", "she"} and not (earlier.subject and earlier.somebody):
        who = earlier.somebody
    elif who in {"he", "she", "they"}:
        return added(without_detail(earlier.said()), DETAIL)
    elif who and not is_speaker(who) and who != earlier.subject:
        who = None
    return added(asked_what(who, earlier.topic), DETAIL) if who and earlier.topic else ""


def _nth(question: str, earlier: Earlier, _: IsSpeaker) -> str | None:
    """What is quoted there and who says it: "the second one?"; or the second of what the first was asked about."""
    match = _NTH_QUOTED.match(question)
    if match is None:
        return None
    nth = (match["nth"] or match["nth2"] or "").lower()
    asked = _NTH_ASKED.search(earlier.text)
    if nth and asked and not match["noun"] and asked[0] not in (earlier.asked.subject or ""):
        return f"{earlier.text[: asked.start()]}{nth}{earlier.text[asked.end() :]}"
    citations = earlier.answer.citations
    digits = re.search(r"\d+", match["n"] or nth)
    if nth in {"last", "final"}:
        number = max((one.n for one in citations), default=0)
    else:
        number = int(digits[0]) if digits else _NUMBERS.index(nth) + 1
    cited = next((one for one in citations if one.n == number), None)
    about = _telling(cited, earlier) if cited else ""
    return asked_what(label(cited), about) if cited and about else ""


def _telling(citation: Citation, earlier: Earlier) -> str:
    """What a quote is about: its most telling words in order, without those asked for where enough others remain."""
    known = {word.casefold() for word in content_words(earlier.text)}
    own = {word.casefold() for word in re.findall(r"\w+", label(citation))}
    found: dict[str, str] = {}
    for word in content_words(citation.quote):
        # A word like "agree" or "summary" would ask for another kind of answer.
        if (
            word.casefold() not in own
            and not is_stopword(word)
            and recognise(asked_what("X", word)).kind is Kind.DIRECT
        ):
            found.setdefault(word.casefold(), word)
    fresh = [word for key, word in found.items() if key not in known]
    words = fresh if len(fresh) > 1 else list(found.values())
    best = sorted(words, key=lambda word: (word.islower(), word.endswith(("ed", "ing")), -len(word)))
    # "Went" and "met" tell little.
    best = best[:_FEWEST_WORDS] + [word for word in best[_FEWEST_WORDS:] if not word.islower() or len(word) > 4]
    best = best[:_MOST_WORDS]
    parts: list[str] = []
    for word in (word for word in words if word in best):
        if parts and f"{parts[-1]} {word}" in citation.quote:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    text = " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
    return text if recognise(asked_what("X", text)).kind is Kind.DIRECT else ""


def _elsewhere(question: str, earlier: Earlier, _: IsSpeaker) -> str | None:
    """The earlier question then or there: "and in 2024?", "and in the March hearing?"."""
    if _RELATIVE.match(question):
        return ""
    match = _THEN.match(question)
    # "March 5" is a phrase only after "and" or "what about".
    if match is None or match.start("date") == 0:
        return None
    if not earlier.says_something:
        return ""
    phrase = match["place"] or match["time"] or f"{'on' if match['day'] else 'in'} {match['date']}"
    text = _OCCASION.sub("", without_detail(earlier.text))
    for standing in (PLACES if match["place"] else TIMES).finditer(text):
        start, end = standing.span()
        if start == 0 or end == len(without_word(text)):
            completed = f"{text[:start]}{phrase if start else phrase[0].upper() + phrase[1:]}{text[end:]}"
            return completed if same_task(completed, text) else ""
    return added(text, f" {phrase}")


def _compared(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """Those quoted, or somebody else beside them: "do they agree?", "how does that compare with Blinken?"."""
    match = _COMPARE.match(question)
    if match:
        who, other = earlier.somebody, match["who"]
        fits = who and earlier.topic and is_speaker(other) and other.casefold() not in who.casefold()
        return f"Compare {who} and {other}{ending('on', earlier.topic)}" if fits else ""
    match = _AGREE.match(question)
    if match is None:
        return None
    two = " and ".join(earlier.speakers) if len(earlier.speakers) == 2 else earlier.several
    ask = match["ask"][0].upper() + match["ask"][1:]
    return f"{ask} {two} {match['do']}{match['on'] or ending('on', earlier.topic)}?" if two else ""


def _owned(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """The name for "his", "her" and "their": "what is his position on trade?"."""
    match = _OWNED.match(question)
    if match is None:
        return None
    name = earlier.several if match["own"].lower() == "their" else earlier.subject and earlier.somebody
    others = PRONOUN.search(match["rest"]) or any(map(is_speaker, re.findall(r"[\w.'-]+", match["rest"])))
    if not name or others or parse(question).subject:
        return ""
    what = match["rest"].rstrip(" ?.!")
    about = ending("regarding", earlier.topic) if len(what.split()) == 1 else ""
    asks = match["asks"] or "what about "
    if asks.lower() == "what about ":
        asks = "What are " if what.split()[0].endswith("s") else "What is "
    return f"{asks}{name}'s {what}{about}{match['rest'][len(what) :]}"


def _others(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """Somebody else, something else, or a pronoun for what came before."""
    lead = _WHAT_ABOUT.match(question) or _AND.match(question)
    rest = question[lead.end() :] if lead else question
    short = rest.strip(" ?.!")
    # "And Blinken's?" means Blinken.
    who = short.removesuffix("'s")
    if who and _are_speakers(who, is_speaker):
        return _of_others(who, earlier)
    if lead and short and not _QUESTION.match(short):
        words = short.casefold().split()
        if len(words) > _MOST_WORDS or _NO_TOPIC.intersection(words):
            return None
        return _of_another_topic(short, earlier, is_speaker)
    if lead and (asked := parse(rest)).subject and not asked.topic and not leaning.PERSON.match(rest):
        # "And what did Blinken say?"
        completed = leaning.with_pronouns(rest, earlier)
        return completed or (f"{short}{ending('about', earlier.topic)}?" if earlier.topic else None)
    whole = leaning.with_pronouns(rest, earlier)
    return leaning.completed(whole or rest, earlier) or whole


def _are_speakers(text: str, is_speaker: IsSpeaker) -> bool:
    names = re.split(r",\s*(?:and\s+)?|\s+and\s+", text)
    return len(text.split()) <= _MOST_WORDS and all(name and is_speaker(name) for name in names)


def _of_others(who: str, earlier: Earlier) -> str:
    """The earlier question about the words of somebody else."""
    other = renamed(earlier.text, earlier.asked.subject, who) if earlier.asked.subject else None
    return other or asked_what(who, earlier.topic)


def _of_another_topic(text: str, earlier: Earlier, is_speaker: IsSpeaker) -> str:
    """The earlier question about something else; "" where it is asked elsewhere, which is not said plainly enough."""
    if _WHERE.match(text):
        return ""
    if earlier.task.term:
        return _of_another_term(text, earlier)
    if earlier.task.kind is Kind.SUMMARY and _A_MEETING.match(text):
        return f"Summarize {text}"
    who, _, about = text.partition(" on ") if " on " in text else text.partition(" about ")
    return asked_what(who, about) if about and is_speaker(who) else asked_what(earlier.subject, _ON.sub("", text))


def _of_another_term(text: str, earlier: Earlier) -> str:
    """The earlier count of a term, or list of who says it, for another one; "" where that would ask otherwise."""
    term, old = _TERM.sub(r"\g<term>", text), earlier.task.term or ""
    completed = earlier.text.replace(old, term, 1)
    same = recognise(completed)
    fits = (same.kind, same.counted) == (earlier.task.kind, earlier.task.counted) and same.term != old
    return completed if fits else ""
