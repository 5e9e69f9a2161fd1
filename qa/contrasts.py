"""Questions that set people, or one matter at several times, beside each other: told from their words alone. Pure."""

from __future__ import annotations

import re


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_COMPARES = _pattern(
    r"\b(?:compar(?:e[sd]?|ing|ison)|contrast(?:s|ed|ing)?|versus|vs\.?|differ(?:s|ed|ing|ent|ently|ences?)?|"
    r"disagree(?:s|d|ment|ments)?|agree(?:s|d|ment)?|in\scommon|next\sto|side\sby\sside|against\seach\sother|opposing|"
    r"each\sof|\beach\b(?=.{0,60}\b(?:think|say|said|want|make|view|argue|propose)\b)|both|respective(?:ly)?|at\sodds|"
    r"contradict(?:s|ed|ions?)?|on\sthe\sone\shand|weigh|set\b.{1,80}\bagainst|same\spage|eye\sto\seye|of\s(?:one|the\ssame)\smind|"
    r"part\sways|loggerheads|opposite\ssides?|one\sside|clash(?:e[sd])?|dispute|side[sd]?\swith|(?:the\s)?same\s(?:way|view|opinion)|"
    r"likewise|whereas|(?:like|unlike|while)\s(?-i:[A-Z])\w+)\b"
    # "What did Ann want, and what did Bob?", "Who trusts it more, Ann or Bob?", "as sure of it as Bob"
    r"|\b(?:what|how|why)\b.{1,120}\band\s(?:what|how|why)\b"
    r"|\b(?:who|which)\b.{1,80}\bor\s|\b(?:more|less|\w{3,}er)\b.{1,60}\bthan\s|\bas\s\w+\b.{0,40}\bas\s"
)
_COMPARES_ALL = _pattern(
    r"\b(?:how|where|in\swhat|what)\b.{0,30}\b(?:do|did|does)\s(?:the\s)?(?:speakers|participants|people|members|"
    r"witnesses|councillors|panelists|panellists|they|two|sides|parties)\b.{0,40}\b(?:differ|disagree|agree|contradict)\b"
    r"|^\W*(?:who|which\sspeakers)\s(?:dis)?agree[sd]?\b|\bdifferen(?:t|ces\sin)\s(?:views|opinions|positions)\b"
    r"|\bwhat\s(?:are|were)\s(?:the\s)?(?:different|differing|opposing|various)\s(?:views|opinions|positions|sides)\b"
)

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|"
    r"winter|(?:19|20)\d\d)"
)
_STANCE = r"(?:positions?|views?|stances?|opinions?|attitudes?|mind|thinking|tone|line|support|opposition|policy)"
_AMOUNT = r"(?:numbers?|costs?|prices?|figures?|amounts?|estimates?|rates?|shares?|budgets?|totals?|count)"
_TURNS = (
    r"(?:soften(?:ed)?|harden(?:ed)?|grow|grew|grown|rise|rose|risen|fall|fell|fallen|increased?|decreased?|shr[aiu]nk|"
    r"dropp?(?:ed)?|declined?|var(?:y|ied)|reversed?|warm(?:ed)?|cool(?:ed)?|go|went|gone|move[ds]?|turn(?:ed)?)"
)
# "The fire changed the company" and "changed from fluorescent tubes" are no change of a position.
_WHEN = rf"(?:(?:early|late|mid|last|this)[\s-])?(?:podcast|beginning|start|year|month|week|{_MONTH})\b"
_NO_OBJECT = rf"(?!\s(?:the|a|an|its?|this|that|these|those|our|your|my|to|from)\b(?!\s{_WHEN}))"
_CHANGE = _pattern(
    r"\bover\s(?:time|the\s(?:\w+\s){0,3}(?:days|weeks|months|years|meetings|hearings|briefings|sessions))\b"
    r"|\b(?:through|throughout|across)\sthe\s(?:weeks|months|years)\b|\bchronolog\w+|\btime\s?line\b"
    r"|\b(?:day|week|month|year|meeting|session|briefing|hearing|step)\s(?:by|to|after)\s(?:day|week|month|year|meeting|session|"
    r"briefing|hearing|step)\b|\bhistory\sof\b"
    r"|\bchanged?\s(?:his|her|their|its)\s(?:mind|tune|position|view|views|stance|opinion)\b|\bc(?:o|a)me\s(?:a)?round\b"
    r"|\b(?:how|in\swhat\sways?|to\swhat\sextent)\b.{1,90}\b(?:chang(?:e|ed|ing)|evolv(?:e|ed|ing)|shift(?:ed)?|"
    rf"develop(?:ed)?|progress(?:ed)?)\b{_NO_OBJECT}"
    rf"|\b(?:{_STANCE}|{_AMOUNT})\b.{{1,60}}\b(?:changed?|shift(?:ed)?|evolved?|develop(?:ed)?|different\snow)\b{_NO_OBJECT}"
    rf"|\bhow\b(?!\s(?:far|much|many|long|often)).{{1,60}}\b(?:{_STANCE}|{_AMOUNT})\b.{{0,60}}\b{_TURNS}\b"
    r"|\b(?:evolution|trajectory|development|course)\sof\b"
    rf"|\b(?:change|shift|turn|reversal)\s(?:of|in)\s(?:\w+\s){{0,3}}{_STANCE}\b"
    rf"|\bhow\b.{{1,60}}\b{_TURNS}\s(?:away\s)?(?:from\s.{{2,40}}\sto|against|toward[s]?)\b"
    r"|\b(?:go|went|gone|move[ds]?|turn(?:ed)?)\sfrom\s.{2,40}\sto\b|^\W*from\s.{2,40}\sto\s.{2,40}[:,]\s"
    r"|\bu-?turn\b|\bflip-?flop\w*|\b(?:reverse[ds]?|backtrack\w*|back(?:s|ed)?\s(?:away|down)|climb(?:ed)?\sdown)\b"
    r"|\b(?:consistent(?:ly)?|(?:has|have|had|was|were|did)\b.{1,40}\balways|all\salong|ever\ssince|no\slonger|any\smore|anymore)\b|\bthen\sand\snow\b"
    r"|\b(?:still|used\sto|at\sfirst|originally|initially|first|before|earlier|back\sthen)\b.{1,80}\b(?:now|later|today|still|"
    r"afterwards?|since|then|in\sthe\send|eventually|finally)\b"
    r"|\b(?:is|are|was|does|do|did)\b.{1,40}\bstill\s(?:\w+\s)?(?:against|for|oppose[sd]?|support\w*|think|want|believe|in\sfavou?r|"
    r"sceptical|skeptical|opposed|stand|insist|hold)\b"
)
_SAYS = rf"(?:say|says|said|think|thinks|thought|feel|felt|told|claim(?:ed)?|promised?|{_STANCE}|{_AMOUNT})"
# "What did she say about it in March, and what in June?"; but not "between April 2 and 4".
_TWO_DATES = _pattern(
    rf"(?<!between\s)\b(?P<one>{_MONTH})\b.{{0,12}}?,?\s(?:and|to|then|versus|with|than|until|but)\s(?:then\s|what\s|how\s|again\s|"
    rf"(?:did|does)\s(?:he|she|they)\s\w+\s|not\s)*(?:in\s|by\s|at\s|of\s|since\s)?(?:the\s)?(?:early\s|late\s|last\s)?(?P<other>{_MONTH})\b"
)
_ASKS_WORDS = _pattern(rf"\b{_SAYS}\b")


def asks_of_change(text: str, meetings: str) -> bool:
    """Whether a question is about how something changed, or was at several times.

    Args:
        text: the question, in straight quotes.
        meetings: alternatives of a pattern that name a kind of transcript.
    """
    in_each = (
        r"\b(?:in|at|from|across)\s(?:each|every|all|several|different)\s(?:of\s)?(?:the\s|these\s|those\s)?"
        rf"(?:{meetings})\b"
    )
    if _CHANGE.search(text) or re.search(in_each, text, re.IGNORECASE):
        return True
    dates = _TWO_DATES.search(text)
    return dates is not None and dates["one"].casefold() != dates["other"].casefold() and bool(_ASKS_WORDS.search(text))


def names_an_occasion(text: str, meetings: str) -> bool:
    """Whether a question says by date or by kind when something was said; arguments as above."""
    return re.search(rf"\b(?:{_MONTH}|{meetings})\b", text, re.IGNORECASE) is not None


def compares(text: str) -> bool:
    """Whether a question sets people beside each other; whether it names several is not looked at here."""
    return _COMPARES.search(text) is not None or compares_everybody(text)


def compares_everybody(text: str) -> bool:
    """Whether a comparison is of whoever spoke on the matter: "where do the witnesses disagree?"."""
    return _COMPARES_ALL.search(text) is not None
