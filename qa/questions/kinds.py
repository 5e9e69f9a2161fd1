"""What kind of answer a question wants, told from its words alone. Pure.

Retrieval finds places that bear on a question. Some questions want more than places: every place (a count), one place
a speaker (a comparison), one a date (a change), the whole (a summary), or a given wording. Where it is not clear that
one of these is wanted, the kind is DIRECT.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

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
from qa.questions.parsing import is_stopword, pattern


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


# Quotation marks that open and close; an apostrophe inside a word is none.
_QUOTED = re.compile(
    r"[“„«\"](?P<a>[^“”„«»\"]{2,600})[”“»\"]|(?<!\w)[‘'](?P<b>[^‘’']*(?:[’'](?=\w)[^‘’']*)*)[’'](?!\w)"
)
_SAYS = (
    r"sa(?:y|ys|id|ying)|utter(?:s|ed)?|us(?:e|es|ed|ing)|mention(?:s|ed|ing)?|call(?:s|ed)?|speak|spoke|claim(?:s|ed)?"
)
_MENTIONS = (
    r"mention(?:s|ed|ing)?|bring(?:s|ing)?\sup|brought\sup|refer(?:s|red|ring)?\sto|rais(?:e|es|ed)|nam(?:e|es|ed)|"
    r"talk(?:s|ed|ing)?\s(?:about|of)|sp(?:eak|eaks|oke|eaking)\s(?:about|of)|discuss(?:es|ed)?|cit(?:e|es|ed)|"
    r"touch(?:es|ed)?\son|sa(?:y|ys|id)|us(?:e|es|ed)|utter(?:s|ed)?|repeat(?:s|ed)?"
)
_WORD_OF = r"(?:the\s)?(?:exact\s)?(?:words?|terms?|phrases?|expressions?|names?)"
_END = r"[\s?.!]*$"
_LONGEST_WORDING = 3
_DETAIL = re.compile(
    r"\b(?:in\s(?:more\s|full\s|great\s)?details?|in\sfull|at\slength|everything|every\sstatement|all\s(?:that|the)\b.{0,40}\bsaid|"
    r"(?:full|whole|entire)\s(?:text|transcript|version|wording)|all\sof\s.{1,50}['’]s?\s|"
    r"as\smuch\sas|complete(?:ly)?|exhaustive(?:ly)?|tell\sme\smore)\b",
    re.IGNORECASE,
)

_BRIEF = re.compile(r"\bin\s(?:fewer\swords|(?:one|a)\s(?:single\s)?sentence)[\s?.!]*$", re.IGNORECASE)

# -- count and list
_HOW_OFTEN = pattern(
    rf"\bhow\s(?:often|many\stimes|frequently)\b(?P<middle>.*?)\b(?:{_MENTIONS})\b\s*(?P<term>.*?){_END}"
)
_HOW_OFTEN_IS = pattern(
    rf"\bhow\s(?:often|many\stimes|frequently)\s(?:is|was|were|are|do|does|did|has|have)\s(?P<term>.+?)\s"
    rf"(?:be(?:en|ing)?\s)?(?:mentioned|said|spoken|used|named|brought\sup|referred\sto|raised|discussed|uttered|cited|come\sup|heard|"
    rf"appear|occur)\b(?P<rest>.*?){_END}"
)
_MENTIONS_OF = pattern(
    r"\b(?:count|number)\s(?:of\s|the\s|all\s)*(?:mentions|occurrences|uses)\sof\s(?P<term>.+?)" + _END
)
_WHO_MENTIONED = pattern(
    rf"{START}(?:who|whom|which\s(?:speakers?|people|persons?|participants?|witness(?:es)?|members?))\s"
    rf"(?:all\s|else\s|(?:has|have|had)\s|ever\s|here\s){{0,2}}(?:{_MENTIONS})\s(?P<term>.+?){_END}"
)
_DID_MENTION = pattern(
    START + r"(?:did|does|do|has|have|had)\s[\w.'’ -]{2,50}?\s"
    r"(?:(?:ever|also|even|actually)\s)?"
    r"(?:mention(?:ed)?|bring\sup|brought\sup|refer(?:red)?\sto|cited?|touch(?:ed)?\son)\s(?P<term>[^,;:]+?)" + _END
)
_WHICH_MENTION = pattern(
    rf"^\W*(?:in\s)?(?:which|what|how\smany)\s(?:of\sthe\s)?(?:{MEETING})\b\s?(?:.{{0,40}}?\s)?(?:{_MENTIONS}|about|on|cover(?:s|ed)?|"
    rf"deal(?:s|t)?\swith)\s(?P<term>.+?){_END}"
)
_MENTIONED_IN = pattern(
    rf"^\W*in\s(?:which|what|how\smany)\s(?:of\sthe\s)?(?:{MEETING})\s(?:is|are|was|were|do|does|did|has|have)\s"
    rf"(?P<term>.+?)\s(?:mentioned|discussed|brought\sup|talked\sabout|raised|come\sup){_END}"
)
_TAKES_PART = (
    r"(?:spoke|speaks?|talked|talks|(?:takes?|took|taking)\spart|participate[ds]?|attended|attends|appears?|appeared|"
    r"(?:is|are|was|were)\s(?:speaking|talking|there|present|heard|in\sattendance|participating))"
)
_WHO_SPOKE = pattern(
    rf"{START}(?:who|which\s(?:people|persons|speakers|participants|witnesses))\s(?:all\s|else\s)?{_TAKES_PART}"
    rf"(?P<rest>\s(?:in|at|during|on|here|there)\b.*)?{_END}"
    # A meeting is attended without an "at"; a school or a funeral is only told of.
    rf"|{START}(?:who|which\s(?:people|persons|speakers|participants|witnesses))\s(?:all\s|else\s)?"
    rf"attend(?:ed|s)\s(?:the|this|that)\s(?P<rest4>(?:[\w'’.,-]+\s){{0,6}}(?:{MEETING})"
    rf"(?:\s(?:in|on|of|at)\s.+?)?){_END}"
    rf"|^\W*(?:who\s(?:are|were|is)|list|name|give\sme|show\s(?:me\s)?)\s(?:all\s)?(?:of\s)?(?:the\s)?"
    rf"(?:speakers?(?![\s_]\d)|participants|attendees|(?:people|persons|those|everyone|everybody|anyone|anybody)\swho\s{_TAKES_PART}"
    r"(?!\s(?:about|of|for|against|to)\b))\b(?P<rest2>.*)$"
    rf"|^\W*who\s(?:is|was|were|are)\s(?:in|at)\s(?:the|this|that)\s(?P<rest3>.*\b(?:{MEETING})\b.*)$"
)
_HOW_MANY = pattern(
    r"\bhow\s(?:many)\s(?P<what>(?:different\s)?(?:speakers|participants|people\s(?:spoke|speak|talked|took\spart)|turns|words|"
    rf"questions|{MEETING}))\b(?P<rest>.*)$"
)
_MOST = pattern(
    r"\bwho\s(?:spoke|talked|speaks|talks|said)\s(?:for\s)?(?:the\s)?(?:most|longest|least|more)\b(?P<rest>.*)$"
    r"|\bhow\s(?:long|much|many\s(?:words|turns))\s(?:did|does|do|has|have)\s(?:each|every|all|everybody|everyone|they|the\sspeakers?)\b"
    r"(?P<rest2>.{0,60}?\b(?:speak|spoke|spoken|talk|talked|say|said)\b.*)$"
    r"|\b(?:speaking|talking)\s(?:time|shares?)\b(?P<rest3>.*)$"
)
_HOW_LONG_SPOKE = pattern(
    r"\bhow\s(?:long|much|often|many\stimes)\s(?:did|does|do|has|have)\s(?P<rest>.{1,60}?)\s(?:speak|spoken|talk|talked)(?P<after>"
    rf"(?:\s(?:in|at|during|for|altogether|overall|in\stotal)\b.*)?){_END}"
)

# -- verbatim
_ASKS_WORDING = pattern(
    rf"\b(?:{_SAYS}|spoken|state[ds]?|write|wrote|word(?:s|ed|ing)?|phrase|sentence|verbatim|literally|quote[ds]?|declare[ds]?|"
    r"tell|told|hear[d]?|promise[ds]?|admit(?:s|ted)?|announce[ds]?|answer(?:ed|s)?)\b"
)
_UNQUOTED = pattern(
    rf"^\W*(?:did|has|have)\s(?:anyone|anybody|someone|somebody|they|he|she|[\w.' -]{{2,40}}?)\s(?:ever\s)?"
    rf"(?:say|said|use|used|utter|uttered)\s{_WORD_OF}\s(?P<term>.+?){_END}"
)
_MEANS = pattern(r"\b(?:why|mean[st]?|meant|meaning|explain|what\s(?:did|do|does)\s.*\bby\b)")

_ASKS_WHY = pattern(START + r"(?:why|how\scome|what\s(?:made|led|persuaded|convinced))\b(?!.*\bover\s(?:time|the)\b)")


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


_PRONOUN = pattern(r"(?:it|its|they|them|he|him|she|her|that|this|these|those|one|ones)")


def _term(term: str, text: str) -> tuple[str, str] | None:
    """The words meant, without what stands around them, and the question without them; None where none are left."""
    term = re.sub(r"\sby\sname\W*$", "", term, flags=re.IGNORECASE)
    quote = quoted(text)
    if quote:
        return quote[0].strip(" .,;?!"), " ".join(f"{text[: quote[1]]} {text[quote[2] :]}".split())
    rest = text.replace(term, " ", 1)
    # "… in the blinken wang meeting", "… at the forum", "… in 2024": where, not what.
    where = re.search(
        r"\s(?:in|at|during|on|over|across|throughout|through|by)\s(?:the|this|that|all|any|every|each|these|his|her|\d)\b.*$"
        r"|\s(?:since|after|before|until|from|between|during)\s(?:[a-z]{3,9}\.?\s)?(?:19|20)\d\d\b.*$"
        rf"|\s(?:in|on)\s(?:{MONTH}|\d{{4}})\b.*$"
        r"|\s(?:in\stotal|altogether|overall|so\sfar|by\s(?!name)[A-Z][\w. ]+|between\sthem)$",
        term, re.IGNORECASE,
    )  # fmt: skip
    if where and where.start() > 0:
        rest, term = f"{rest} {where[0]}", term[: where.start()]
    term = re.sub(rf"^{_WORD_OF}\s", "", term, flags=re.IGNORECASE)
    # "The question of sanctions" is spoken of as sanctions.
    term = re.sub(r"^(?:the\s)?(?:questions?|issues?|topic|subject|matter)\sof\s(?=\w)", "", term, flags=re.IGNORECASE)
    # "How often did she say that she was sorry?": what is said is "I'm sorry".
    term = re.sub(r"^(?:that\s)?(?:he|she|they)(?:'s|'re|\s(?:is|was|are|were))\s(?=\w)", "", term, flags=re.IGNORECASE)
    term = re.sub(r"^(?:the|a|an|any|about|of|to|that)\s", "", term.strip(" ?.!,"), flags=re.IGNORECASE)
    # A pronoun stands for what was spoken of, and is no word to count.
    is_word = re.search(r"\w", term) and not _PRONOUN.fullmatch(term)
    return (term, " ".join(rest.split())) if is_word else None
