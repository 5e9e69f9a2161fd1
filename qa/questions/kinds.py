"""What kind of answer a question wants, told from its words alone. Pure.

Retrieval finds places that bear on a question. Some questions want more than places: every place (a count), one place
a speaker (a comparison), one a date (a change), the whole (a summary), or a given wording. Where it is not clear that
one of these is wanted, the kind is DIRECT.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.patterns import phrase, regex
from qa.questions import contrasts
from qa.questions.calendar_names import MONTH
from qa.questions.ends import End
from qa.questions.ends import asked as end_asked
from qa.questions.firsts import asked as first_asked
from qa.questions.meetings import MEETING
from qa.questions.occasions import Occasion, spoken_in
from qa.questions.occasions import asked as occasion_asked
from qa.questions.openings import START
from qa.questions.overview import asks_for_summary
from qa.questions.parsing import is_stopword


class Kind(StrEnum):
    """How a question is answered."""

    DIRECT = "direct"
    COMPARE = "compare"
    OVER_TIME = "over_time"
    COUNT = "count"
    LIST = "list"
    SUMMARY = "summary"
    VERBATIM = "verbatim"
    ENDS = "ends"


class Counted(StrEnum):
    """What a count or a list is of."""

    MENTIONS = "mentions"
    MENTIONERS = "mentioners"
    WHETHER = "whether it is mentioned"
    FIRST = "first or last mention"
    MENTIONING_DOCUMENTS = "mentioning documents"
    SPEAKERS = "speakers"
    SPEAKING = "speaking"
    SPOKEN_IN = "documents somebody speaks in"
    DOCUMENTS = "documents"
    TURNS = "turns"
    WORDS = "words"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Task:
    """The kind of a question, and what it needs beside the question.

    Attributes:
        kind: how it is answered.
        counted: what is to be counted or listed.
        term: the words to be counted, listed by, or found verbatim, as written.
        rest: the question without the term, for whom and which document it names.
        detail: more than a short answer is asked for.
        brief: less than that is.
        end: which end of a transcript, of somebody's words in it, or of all mentions, is asked for.
        occasion: what is asked of transcripts as such.
    """

    kind: Kind
    counted: Counted | None = None
    term: str | None = None
    rest: str = ""
    detail: bool = False
    brief: bool = False
    end: End | None = None
    occasion: Occasion | None = None


# "… in the blinken wang meeting", "… at the forum", "… in 2024": where, not what.
_WHERE_SAID = phrase(
    r" (?:in|at|during|on|over|across|throughout|through|by) (?:the|this|that|all|any|every|each|these|his|her|\d)\b.*$"
    r"| (?:since|after|before|until|from|between|during) (?:[a-z]{3,9}\.? )?(?:19|20)\d\d\b.*$"
    rf"| (?:in|on) (?:{MONTH}|\d{{4}})\b.*$"
    r"| (?:in total|altogether|overall|so far|by (?!name)[A-Z][\w. ]+|between them)$"
)
# Quotation marks that open and close; an apostrophe inside a word is none.
_QUOTED = regex(r"[“„«\"](?P<a>[^“”„«»\"]{2,600})[”“»\"]|(?<!\w)[‘'](?P<b>[^‘’']*(?:[’'](?=\w)[^‘’']*)*)[’'](?!\w)")
_SAYS = (
    r"sa(?:y|ys|id|ying)|utter(?:s|ed)?|us(?:e|es|ed|ing)|mention(?:s|ed|ing)?|call(?:s|ed)?|speak|spoke|claim(?:s|ed)?"
)
_MENTIONS = (
    r"mention(?:s|ed|ing)?|bring(?:s|ing)? up|brought up|refer(?:s|red|ring)? to|rais(?:e|es|ed)|nam(?:e|es|ed)|"
    r"talk(?:s|ed|ing)? (?:about|of)|sp(?:eak|eaks|oke|eaking) (?:about|of)|discuss(?:es|ed)?|cit(?:e|es|ed)|"
    r"touch(?:es|ed)? on|sa(?:y|ys|id)|us(?:e|es|ed)|utter(?:s|ed)?|repeat(?:s|ed)?"
)
_WORD_OF = r"(?:the\s)?(?:exact\s)?(?:words?|terms?|phrases?|expressions?|names?)"
_END = r"[\s?.!]*$"
_LONGEST_WORDING = 3
_DETAIL = phrase(
    r"\b(?:in (?:more |full |great )?details?|in full|at length|everything|every statement|all (?:that|"
    r"the)\b.{0,40}\bsaid|(?:full|whole|entire) (?:text|transcript|version|wording)|all of .{1,50}'s? |"
    r"as much as|complete(?:ly)?|exhaustive(?:ly)?|tell me more)\b"
)

_BRIEF = phrase(r"\bin (?:fewer words|(?:one|a) (?:single )?sentence)[\s?.!]*$")

# -- count and list
_HOW_OFTEN = phrase(rf"\bhow (?:often|many times|frequently)\b(?P<middle>.*?)\b(?:{_MENTIONS})\b\s*(?P<term>.*?){_END}")
_HOW_OFTEN_IS = phrase(
    rf"\bhow (?:often|many times|frequently) (?:is|was|were|are|do|does|did|has|have) (?P<term>.+?) "
    r"(?:be(?:en|ing)? )?(?:mentioned|said|spoken|used|named|brought up|referred to|raised|discussed|uttered|"
    r"cited|come up|heard|"
    rf"appear|occur)\b(?P<rest>.*?){_END}"
)
_MENTIONS_OF = phrase(r"\b(?:count|number) (?:of |the |all )*(?:mentions|occurrences|uses) of (?P<term>.+?)" + _END)
_WHO_MENTIONED = phrase(
    rf"{START}(?:who|whom|which (?:speakers?|people|persons?|participants?|witness(?:es)?|members?)) "
    rf"(?:all |else |(?:has|have|had) |ever |here ){{0,2}}(?:{_MENTIONS}) (?P<term>.+?){_END}"
)
_DID_MENTION = phrase(
    START + r"(?:did|does|do|has|have|had) [\w.'’ -]{2,50}? "
    r"(?:(?:ever|also|even|actually) )?"
    r"(?:mention(?:ed)?|bring up|brought up|refer(?:red)? to|cited?|touch(?:ed)? on) (?P<term>[^,;:]+?)" + _END
)
_WHICH_MENTION = phrase(
    rf"^\W*(?:in )?(?:which|what|how many) (?:of the )?(?:{MEETING})\b ?(?:.{{0,40}}? )?(?:{_MENTIONS}|about|"
    r"on|cover(?:s|ed)?|"
    rf"deal(?:s|t)? with) (?P<term>.+?){_END}"
)
_MENTIONED_IN = phrase(
    rf"^\W*in (?:which|what|how many) (?:of the )?(?:{MEETING}) (?:is|are|was|were|do|does|did|has|have) "
    rf"(?P<term>.+?) (?:mentioned|discussed|brought up|talked about|raised|come up){_END}"
)
_TAKES_PART = (
    r"(?:spoke|speaks?|talked|talks|(?:takes?|took|taking) part|participate[ds]?|attended|attends|appears?|appeared|"
    r"(?:is|are|was|were) (?:speaking|talking|there|present|heard|in attendance|participating))"
)
_WHO_SPOKE = phrase(
    rf"{START}(?:who|which (?:people|persons|speakers|participants|witnesses)) (?:all |else )?{_TAKES_PART}"
    rf"(?P<rest> (?:in|at|during|on|here|there)\b.*)?{_END}"
    # A meeting is attended without an "at"; a school or a funeral is only told of.
    rf"|{START}(?:who|which (?:people|persons|speakers|participants|witnesses)) (?:all |else )?"
    rf"attend(?:ed|s) (?:the|this|that) (?P<rest4>(?:[\w'’.,-]+ ){{0,6}}(?:{MEETING})"
    rf"(?: (?:in|on|of|at) .+?)?){_END}"
    rf"|^\W*(?:who (?:are|were|is)|list|name|give me|show (?:me )?) (?:all )?(?:of )?(?:the )?"
    r"(?:speakers?(?![\s_]\d)|participants|attendees|(?:people|persons|those|everyone|everybody|anyone|"
    rf"anybody) who {_TAKES_PART}"
    r"(?! (?:about|of|for|against|to)\b))\b(?P<rest2>.*)$"
    rf"|^\W*who (?:is|was|were|are) (?:in|at) (?:the|this|that) (?P<rest3>.*\b(?:{MEETING})\b.*)$"
)
_HOW_MANY = phrase(
    r"\bhow (?:many) (?P<what>(?:different )?(?:speakers|participants|people (?:spoke|speak|talked|took part)|"
    r"turns|words|"
    rf"questions|{MEETING}))\b(?P<rest>.*)$"
)
_MOST = phrase(
    r"\bwho (?:spoke|talked|speaks|talks|said) (?:for )?(?:the )?(?:most|longest|least|more)\b(?P<rest>.*)$"
    r"|\bhow (?:long|much|many (?:words|turns)) (?:did|does|do|has|have) (?:each|every|all|everybody|"
    r"everyone|they|the speakers?)\b(?P<rest2>.{0,60}?\b(?:speak|spoke|spoken|talk|talked|say|said)\b.*)$"
    r"|\b(?:speaking|talking) (?:time|shares?)\b(?P<rest3>.*)$"
)
_HOW_LONG_SPOKE = phrase(
    r"\bhow (?:long|much|often|many times) (?:did|does|do|has|have) (?P<rest>.{1,60}?) (?:speak|spoken|talk|"
    r"talked)(?P<after>"
    rf"(?: (?:in|at|during|for|altogether|overall|in total)\b.*)?){_END}"
)

# -- verbatim
_ASKS_WORDING = phrase(
    rf"\b(?:{_SAYS}|spoken|state[ds]?|write|wrote|word(?:s|ed|ing)?|phrase|sentence|verbatim|literally|"
    r"quote[ds]?|declare[ds]?|"
    r"tell|told|hear[d]?|promise[ds]?|admit(?:s|ted)?|announce[ds]?|answer(?:ed|s)?)\b"
)
_UNQUOTED = phrase(
    rf"^\W*(?:did|has|have) (?:anyone|anybody|someone|somebody|they|he|she|[\w.' -]{{2,40}}?) (?:ever )?"
    rf"(?:say|said|use|used|utter|uttered) {_WORD_OF} (?P<term>.+?){_END}"
)
_MEANS = phrase(r"\b(?:why|mean[st]?|meant|meaning|explain|what (?:did|do|does) .*\bby\b)")

_ASKS_WHY = phrase(START + r"(?:why|how come|what (?:made|led|persuaded|convinced))\b(?!.*\bover (?:time|the)\b)")


def recognise(question: str) -> Task:
    """The kind of a question."""
    text = " ".join(question.replace("’", "'").split())
    detail = _DETAIL.search(text) is not None
    end = end_asked(text)
    if end is not None:
        return Task(Kind.ENDS, rest=text, end=end)
    told = _first(text) or _count(text) or _verbatim(question) or _list(text) or _occasion(text)
    return told or replace(_other(text, detail), brief=_BRIEF.search(text) is not None)


def quoted(question: str) -> tuple[str, int, int] | None:
    """The longest stretch in quotation marks, and where it stands with its marks; None where there is none."""
    found = [(match["a"] or match["b"] or "", *match.span()) for match in _QUOTED.finditer(question)]
    found = [(text.strip(), start, end) for text, start, end in found if text.strip(" .,!?")]
    return max(found, key=lambda one: len(one[0])) if found else None


def _first(text: str) -> Task | None:
    found = first_asked(text)
    term = _term(found.term, text) if found else None
    return Task(Kind.LIST, Counted.FIRST, *term, end=found.end) if found and term else None


def _count(text: str) -> Task | None:
    for asks in (_HOW_OFTEN_IS, _HOW_OFTEN, _MENTIONS_OF):
        match = asks.search(text)
        if match and (term := _term(match["term"], text)):
            return Task(Kind.COUNT, Counted.MENTIONS, term[0], term[1])
    if re.match(r"\W*(?:in\s)?how\smany\b", text, re.IGNORECASE):
        for asks in (_MENTIONED_IN, _WHICH_MENTION):
            match = asks.match(text)
            if match and (term := _term(match["term"], text)):
                return Task(Kind.COUNT, Counted.MENTIONING_DOCUMENTS, term[0], term[1])
    match = _MOST.search(text) or _HOW_LONG_SPOKE.search(text)
    if match:
        return Task(Kind.COUNT, Counted.SPEAKING, rest=text)
    match = _HOW_MANY.search(text)
    if match:
        what = match["what"].casefold().removeprefix("different ")
        first = what.split()[0]
        counted = {
            "speakers": Counted.SPEAKERS,
            "participants": Counted.SPEAKERS,
            "people": Counted.SPEAKERS,
            "turns": Counted.TURNS,
            "words": Counted.WORDS,
            "questions": Counted.QUESTIONS,
        }.get(first, Counted.DOCUMENTS)
        if _about_the_index(match["rest"], counted):
            return Task(Kind.COUNT, counted, rest=text)
    return None


def _about_the_index(rest: str, counted: Counted) -> bool:
    """Whether "how many …" asks for what the transcripts hold, and not for something told in them.

    "How many calls did the hotline take?" is a question for somebody's words.
    """
    plain = rest.strip(" ?.!").casefold()
    holds = r"(?:are|were|is|do\s(?:you|we)\shave|have\sbeen|exist|have\syou)"
    there = r"(?:there|indexed|here|in\sthe\sindex|in\stotal|altogether|available|searched)"
    if counted is Counted.DOCUMENTS:
        return not plain or re.match(rf"{holds}\b.{{0,30}}\b{there}\b|{there}", plain) is not None
    if counted is Counted.QUESTIONS:
        return re.search(r"\b(?:asks?|asked|there)\b", plain) is not None
    # "How many words were altered?" asks for what somebody says of them.
    told = re.match(
        r"(?:are|were|is|was|have|has|had|do|does|did)\b.{0,40}\b(?!said|spoken|uttered|indexed|searched)\w+ed\b", plain
    )
    here = rf"{holds}|{there}|in|at|on|during|did|does|do|spoke|speak|has|have"
    return not plain or (told is None and re.match(here, plain) is not None)


def _list(text: str) -> Task | None:
    whether = _DID_MENTION.match(text)
    if whether and (term := _term(whether["term"], text)) and _is_wording(whether["term"], term[0]):
        return Task(Kind.LIST, Counted.WHETHER, term[0], term[1])
    if who := spoken_in(text):
        return Task(Kind.LIST, Counted.SPOKEN_IN, who, text)
    if _WHO_SPOKE.search(text):
        return Task(Kind.LIST, Counted.SPEAKERS, rest=text)
    match = _WHO_MENTIONED.match(text)
    if match and (term := _term(match["term"], text)):
        said = re.match(r"(?:that|it|so|this)\b", match["term"], re.IGNORECASE)
        bare = re.search(
            r"\b(?:sa(?:y|ys|id)|use[sd]?|utter\w*|repeat\w*)\s*$", text[: match.start("term")], re.IGNORECASE
        )
        named = re.match(rf"{_WORD_OF}\b", match["term"], re.IGNORECASE) or quoted(match["term"])
        if not said and (not bare or named):
            return Task(Kind.LIST, Counted.MENTIONERS, term[0], term[1])
    for asks in (_MENTIONED_IN, _WHICH_MENTION):
        match = asks.match(text)
        if match and (term := _term(match["term"], text)):
            return Task(Kind.LIST, Counted.MENTIONING_DOCUMENTS, term[0], term[1])
    return None


def _occasion(text: str) -> Task | None:
    found = occasion_asked(text)
    return Task(Kind.LIST, Counted.DOCUMENTS, rest=text, occasion=found) if found else None


def _is_wording(given: str, term: str) -> bool:
    """Whether words can be looked up as they are: "the pier"; not "that the pier is old", "what it costs", "it"."""
    plain = not re.match(r"(?:that|it|so|this|these|those|them|him|her|what|how|why|whether|when|where|who)\b", given)
    each = re.split(r",|\b(?:and|or)\b", term)
    short = all(len(one.split()) <= _LONGEST_WORDING for one in each)
    return plain and short and any(not is_stopword(word) for word in term.split())


def _verbatim(question: str) -> Task | None:
    found = quoted(question)
    text = " ".join(question.split())
    if found:
        quote, start, end = found
        rest = " ".join(f"{question[:start]} {question[end:]}".split())
        enough = len(quote.split()) > 1 or re.search(rf"\b{_WORD_OF}\b", rest, re.IGNORECASE)
        if enough and _ASKS_WORDING.search(rest) and not _MEANS.search(rest):
            return Task(Kind.VERBATIM, term=quote.strip(" .,;"), rest=rest)
        return None
    match = _UNQUOTED.match(text)
    return Task(Kind.VERBATIM, term=match["term"], rest=text[: match.start("term")]) if match else None


def _other(text: str, detail: bool) -> Task:
    if asks_for_summary(text):
        return Task(Kind.SUMMARY, rest=text, detail=detail)
    # "Why did she come round to it?" asks for reasons.
    if not _ASKS_WHY.match(text) and contrasts.asks_of_change(text):
        return Task(Kind.OVER_TIME, rest=text, detail=detail)
    if contrasts.compares(text):
        return Task(Kind.COMPARE, rest=text, detail=detail)
    return Task(Kind.DIRECT, rest=text, detail=detail)


def spans_documents(task: Task) -> bool:
    """Whether a question is about a change, which is to be seen in all documents, whatever their titles hold."""
    return task.kind is Kind.OVER_TIME and not contrasts.names_an_occasion(task.rest)


_PRONOUN = phrase(r"(?:it|its|they|them|he|him|she|her|that|this|these|those|one|ones)")


def _term(term: str, text: str) -> tuple[str, str] | None:
    """The words meant, without what stands around them, and the question without them; None where none are left."""
    term = re.sub(r"\sby\sname\W*$", "", term, flags=re.IGNORECASE)
    quote = quoted(text)
    if quote:
        return quote[0].strip(" .,;?!"), " ".join(f"{text[: quote[1]]} {text[quote[2] :]}".split())
    rest = text.replace(term, " ", 1)
    where = _WHERE_SAID.search(term)
    if where and where.start() > 0:
        rest, term = f"{rest} {where[0]}", term[: where.start()]
    term = re.sub(rf"^{_WORD_OF}\s", "", term, flags=re.IGNORECASE)
    # "The question of sanctions" is spoken of as sanctions.
    term = re.sub(r"^(?:the\s)?(?:questions?|issues?|topic|subject|matter)\sof\s(?=\w)", "", term, flags=re.IGNORECASE)
    # "How often did she say that she was sorry?": what is said is "I'm sorry".
    term = re.sub(r"^(?:that\s)?(?:he|she|they)(?:'s|'re|\s(?:is|was|are|were))\s(?=\w)", "", term, flags=re.IGNORECASE)
    term = re.sub(r"^(?:the|a|an|any|about|of|to|that)\s", "", term.strip(" ?.!,"), flags=re.IGNORECASE)
    # A pronoun stands for what was spoken of, and is no word to count.
    return (term, " ".join(rest.split())) if re.search(r"\w", term) and not _PRONOUN.fullmatch(term) else None
