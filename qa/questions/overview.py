"""Whether a question asks for a summary, and of what beside a whole transcript: told from its words. Pure."""

from __future__ import annotations

import re

from qa.patterns import phrase
from qa.questions.calendar_names import MONTH_OR_SHORT, MONTHS
from qa.questions.meetings import MEETING
from qa.questions.openings import START
from qa.questions.parsing import content_words, is_stopword, parse

_END = r"[\s?.!]*$"
_SUMMARY = phrase(
    r"\bsummar(?:y|ies|i[sz]e[sd]?|i[sz]ing)\b|\brecap\b|\boverview\b|\bhighlights\b"
    r"|\b(?:main|key|chief|most important|central|principal|big) (?:points?|messages?|topics?|takeaways?|take-?aways|"
    r"ideas?|issues?|themes?|statements?|arguments?|subjects?|findings?)\b"
    r"|\b(?:in (?:short|brief|a nutshell|a few (?:words|sentences))|briefly|gist|tl;?dr|essence|digest|synopsis)\b"
    r"|\bsum(?:s|med|ming)? (?:\S+ ){0,6}?up\b|\b(?:fill|clue) (?:me|us) in\b|\b(?:catch|bring) (?:me|us) up\b"
    r"|\bwhat (?:did|have) (?:i|we) miss(?:ed)?\b|\b(?:run-?down|low-?down|boil(?:s|ed)? (?:it )?down)\b"
    r"|\b(?:short|quick|executive) (?:version|summary)\b|\bthe long and (?:the )?short\b|\bwhat came out of the\b"
    rf"|\b(?:run|walk|take|talk) (?:me|us) through (?:the|this|that) (?:\w+ ){{0,4}}(?:{MEETING})\b"
    # "What was the nurse worried about?" asks for something of hers.
    r"|\bwhat (?:is|was|were|are) (?:(?:the|this|that|these|it|all this) ?)"
    r"(?!.*\b(?:\w+(?:ed|(?<!meet)(?<!brief)(?<!hear)ing)|upset|angry|happy|unhappy|sad|sorry|sure|unsure|"
    r"right|wrong|anxious|nervous|keen) about\b)"
    r"(?:\w+ ){0,3}(?:all )?about"
    + _END
    + r"|\bwhat (?:was|were|is|got) (?:all )?(?:discussed|talked about|said|covered)(?: (?:in|at|during)\b.*)?"
    + _END
    + r"|\bwhat (?:did|does|do) .{1,40} talk about"
    + _END
)
# "At the meeting in May", "on the last day", "on tape 2".
_THERE = (
    rf"(?:in|at|during) the .*\b(?:{MEETING})\b(?: (?:in|on|of) [\w ,]{{3,20}})?|"
    r"(?:in|on|at) (?:the (?:very )?(?:first|second|third|fourth|fifth|last|final) )?(?:day|tape|part|chapter)(?: \w+)?"
)
_HAPPENED = phrase(
    rf"\bwhat (?:happened|went on|was (?:decided|agreed|resolved)) (?:{_THERE}){_END}"
    # Of a month in which nobody met it is a question for what is told of it.
    rf"|{START}what (?:happened|went on) (?:back )?in (?:{MONTH_OR_SHORT})\b\.?(?:,? (?:19|20)\d\d)?{_END}"
)
_OWN = r"(?:remarks|speech(?:es)?|statements?|testimony|evidence|comments|words|contributions?|answers|presentation)"
_SOMEBODY = r"(?:(?!\b(?:say|said|that|and|or)\b)[^,;:]){1,40}?"
# "What did the mayor say?": all of it, on no matter.
_ALL_OF_SOMEBODY = phrase(
    START + "(?:"
    rf"what (?:all )?(?:did|does|has|have) (?!(?:you|i|we|it|he|she)\b){_SOMEBODY} (?:say|said)"
    r"(?: (?:overall|in (?:total|all|full)|altogether))?|"
    rf"(?:show |give |tell |read )?(?:me )?(?:everything|all) (?:that )?{_SOMEBODY} (?:said|says)|"
    r"(?:(?:show|give) (?:me )?|what (?:is|are|was|were) )?(?:the |some )?(?:best|key|top|strongest|main|good|notable|"
    rf"most \w+) (?:quotes?|quotations?|lines?|soundbites?) (?:from|by|of) {_SOMEBODY}|"
    r"(?:show|give|read|quote) (?:me )?(?:all|(?:all (?:of )?)?the (?:full|whole|entire|complete) "
    r"(?:text|transcript|version|wording)) of "
    rf"[^,;:]{{1,50}}?'s? (?:\w+ )?{_OWN}|"
    rf"(?:what|which) (?:topics?|subjects?|issues?|themes?|points|matters) (?:did|does|do|has|have) {_SOMEBODY} "
    r"(?:cover(?:ed)?|raised?|discuss(?:ed)?|address(?:ed)?|make|made|mention(?:ed)?|bring up|"
    r"touch (?:up)?on|(?:talk|speak) (?:about|of|on)))" + _END
)
# Of nothing but a time: of a matter it is a question like another.
_STATUS = phrase(
    r"\bwhat (?:is|was|were) (?:the|our|their) (?:status|situation) (?:back )?(?:in|on|at|during|by|after|before) "
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
