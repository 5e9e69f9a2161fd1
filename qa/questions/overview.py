"""Whether a question asks for a summary, and of what beside a whole transcript: told from its words. Pure."""

from __future__ import annotations

import re

from qa.questions.calendar_names import MONTH_OR_SHORT, MONTHS
from qa.questions.meetings import MEETING
from qa.questions.openings import START
from qa.questions.parsing import content_words, is_stopword, parse, pattern

_END = r"[\s?.!]*$"
_SUMMARY = pattern(
    r"\bsummar(?:y|ies|i[sz]e[sd]?|i[sz]ing)\b|\brecap\b|\boverview\b|\bhighlights\b"
    r"|\b(?:main|key|chief|most\simportant|central|principal|big)\s(?:points?|messages?|topics?|takeaways?|take-?aways|"
    r"ideas?|issues?|themes?|statements?|arguments?|subjects?|findings?)\b"
    r"|\b(?:in\s(?:short|brief|a\snutshell|a\sfew\s(?:words|sentences))|briefly|gist|tl;?dr|essence|digest|synopsis)\b"
    r"|\bsum(?:s|med|ming)?\s(?:\S+\s){0,6}?up\b|\b(?:fill|clue)\s(?:me|us)\sin\b|\b(?:catch|bring)\s(?:me|us)\sup\b"
    r"|\bwhat\s(?:did|have)\s(?:i|we)\smiss(?:ed)?\b|\b(?:run-?down|low-?down|boil(?:s|ed)?\s(?:it\s)?down)\b"
    r"|\b(?:short|quick|executive)\s(?:version|summary)\b|\bthe\slong\sand\s(?:the\s)?short\b|\bwhat\scame\sout\sof\sthe\b"
    rf"|\b(?:run|walk|take|talk)\s(?:me|us)\sthrough\s(?:the|this|that)\s(?:\w+\s){{0,4}}(?:{MEETING})\b"
    # "What was the nurse worried about?" asks for something of hers.
    r"|\bwhat\s(?:is|was|were|are)\s(?:(?:the|this|that|these|it|all\sthis)\s?)"
    r"(?!.*\b(?:\w+(?:ed|(?<!meet)(?<!brief)(?<!hear)ing)|upset|angry|happy|unhappy|sad|sorry|sure|unsure|right|wrong|anxious|nervous|keen)\sabout\b)"
    r"(?:\w+\s){0,3}(?:all\s)?about"
    + _END
    + r"|\bwhat\s(?:was|were|is|got)\s(?:all\s)?(?:discussed|talked\sabout|said|covered)(?:\s(?:in|at|during)\b.*)?"
    + _END
    + r"|\bwhat\s(?:did|does|do)\s.{1,40}\stalk\sabout"
    + _END
)
# "At the meeting in May", "on the last day", "on tape 2".
_THERE = (
    rf"(?:in|at|during)\sthe\s.*\b(?:{MEETING})\b(?:\s(?:in|on|of)\s[\w ,]{{3,20}})?|"
    r"(?:in|on|at)\s(?:the\s(?:very\s)?(?:first|second|third|fourth|fifth|last|final)\s)?(?:day|tape|part|chapter)(?:\s\w+)?"
)
_HAPPENED = pattern(
    rf"\bwhat\s(?:happened|went\son|was\s(?:decided|agreed|resolved))\s(?:{_THERE}){_END}"
    # Of a month in which nobody met it is a question for what is told of it.
    rf"|{START}what\s(?:happened|went\son)\s(?:back\s)?in\s(?:{MONTH_OR_SHORT})\b\.?(?:,?\s(?:19|20)\d\d)?{_END}"
)
_OWN = r"(?:remarks|speech(?:es)?|statements?|testimony|evidence|comments|words|contributions?|answers|presentation)"
_SOMEBODY = r"(?:(?!\b(?:say|said|that|and|or)\b)[^,;:]){1,40}?"
# "What did the mayor say?": all of it, on no matter.
_ALL_OF_SOMEBODY = pattern(
    START + "(?:"
    rf"what\s(?:all\s)?(?:did|does|has|have)\s(?!(?:you|i|we|it|he|she)\b){_SOMEBODY}\s(?:say|said)"
    r"(?:\s(?:overall|in\s(?:total|all|full)|altogether))?|"
    rf"(?:show\s|give\s|tell\s|read\s)?(?:me\s)?(?:everything|all)\s(?:that\s)?{_SOMEBODY}\s(?:said|says)|"
    r"(?:(?:show|give)\s(?:me\s)?|what\s(?:is|are|was|were)\s)?(?:the\s|some\s)?(?:best|key|top|strongest|main|good|notable|"
    rf"most\s\w+)\s(?:quotes?|quotations?|lines?|soundbites?)\s(?:from|by|of)\s{_SOMEBODY}|"
    r"(?:show|give|read|quote)\s(?:me\s)?(?:all|(?:all\s(?:of\s)?)?the\s(?:full|whole|entire|complete)\s"
    r"(?:text|transcript|version|wording))\sof\s"
    rf"[^,;:]{{1,50}}?['’]s?\s(?:\w+\s)?{_OWN}|"
    rf"(?:what|which)\s(?:topics?|subjects?|issues?|themes?|points|matters)\s(?:did|does|do|has|have)\s{_SOMEBODY}\s"
    r"(?:cover(?:ed)?|raised?|discuss(?:ed)?|address(?:ed)?|make|made|mention(?:ed)?|bring\sup|touch\s(?:up)?on|"
    r"(?:talk|speak)\s(?:about|of|on))"
    r")" + _END
)
# Of nothing but a time: of a matter it is a question like another.
_STATUS = pattern(
    r"\bwhat\s(?:is|was|were)\s(?:the|our|their)\s(?:status|situation)\s(?:back\s)?(?:in|on|at|during|by|after|before)\s"
    rf"(?:(?:the|\d+(?:st|nd|rd|th)?|of|{MONTH_OR_SHORT}|(?:19|20)\d\d|{MEETING})\b[\s,.]*){{1,5}}" + _END
)
_OF_SUMMARY = frozenset(
    (
        "best key top strongest notable good quote quotes quotation quotations line lines soundbite soundbites "
        "summary summaries summarize summarise summarized summarised recap overview main chief important central "
        "principal big point points message messages topic topics takeaway takeaways idea ideas issue issues theme "
        "themes statement statements argument arguments subject subjects finding findings short brief nutshell few "
        "words sentences briefly gist tldr tl dr essence meeting meetings briefing briefings hearing hearings "
        "interview interviews episode podcast session sessions conversation debate call transcript transcripts "
        "document documents file forum speech talk recording panel conference remarks discussed covered happened went "
        "everything whole entire highlights today it this press news most all contents content text please committee "
        "council more detail details detailed full fully length depth sum sums summed summing fill clue catch bring "
        "miss missed up down quick executive version digest rundown run-down lowdown synopsis boil boiled long came "
        "come walk take run through evening night day person rang ring phoned called radio show programme program "
        "broadcast event told tell tells said says presented given gave evidence testimony update updates case raise "
        "raised cover covers read wording complete matters contributions overall total altogether comments "
        "presentation answers someone somebody end conclude concluded conclusion conclusions decide decided decision "
        "decisions outcome result board recent latest newest last first earliest oldest second third status situation "
        "fewer single sentence"
    ).split()
) | frozenset(MONTHS)


def asks_for_summary(text: str) -> bool:
    """Whether a question asks for the whole in short.

    Args:
        text: the question, in straight quotes.
    """
    plain = re.sub(r"\bwhat's\b", "what is", text, flags=re.IGNORECASE)
    return any(asks.search(plain) is not None for asks in (_SUMMARY, _ALL_OF_SOMEBODY, _HAPPENED, _STATUS))


def asks_what_somebody_said(text: str) -> bool:
    """Whether it asks for somebody's words and for nothing else; in a conversation they may be those on its matter."""
    return _ALL_OF_SOMEBODY.search(text) is not None and text.rstrip(" ?.!").endswith((" say", " said"))


def summary_topic(question: str) -> list[str]:
    """The content words of a question for a summary that say more than that it is one."""
    asked = parse(question)
    own = {word.casefold() for word in re.findall(r"\w+", asked.subject or "")}
    words = [re.sub(r"'s?$", "", word) for word in content_words(question)]
    return [word for word in words if word.casefold() not in _OF_SUMMARY | own and not is_stopword(word)]
