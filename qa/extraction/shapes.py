"""What the words look like that answer a question: a day, a sum of money, a count, a reason. Patterns alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.questions.calendar_names import MONTH, WEEKDAY
from qa.questions.parsing import Asked, pattern

_UNITS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_WORDS = (
    rf"{_UNITS}|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|"
    r"hundreds?|thousands?|millions?|billions?|half|twice|(?:only|just)\sone|none"
)
_GREAT = "hundred|thousand|million|billion"
# "12.5 million", "forty-two hundred and one"; "73,000 three and four-year-olds" are two.
_ANY = (
    rf"(?:(?<![^\W\d_])\d[\d,.]*(?:[\s-](?:{_GREAT})\b)?"
    rf"|\b(?:{_WORDS})\b(?:[\s-](?:and[\s-]|a[\s-])?(?:point|one|{_WORDS})\b){{0,6}})"
)
_CURRENCY = (
    r"(?:dollars?|pounds?|euros?|cents?|pence|pennies|quid|bucks|francs?|kron[ae]r?|kronor|crowns?|yen|yuan|rupees?|"
    r"grand|thousand|million|billion|trillion|k\b|m\b|bn\b|%|per\s?cent)"
)
_SPAN = (
    r"(?:minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?|century|centuries|"
    r"generations?)"
)
_TIME = pattern(
    rf"\b(?:{MONTH}|{WEEKDAY}|today|yesterday|tomorrow|tonight|morning|afternoon|evening|noon|midnight|"
    rf"{_SPAN}|spring|summer|autumn|winter|christmas|easter|ago|last|next|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)|"
    r"(?:on|by|until)\sthe\s(?:\w+-)?(?:first|second|third|\w{3,8}th)|"
    r"(?:the|early|mid|late)[\s-](?:19|20)?(?:[2-9]0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties))\b|['’]\d\d\b"
)
# How long something goes on.
_LASTS = pattern(
    rf"\b(?:seconds|{_SPAN}|seasons?|terms?|since|until|till|forever|ages|overnight|lifetime|permanent\w*|"
    r"indefinite\w*|for\sgood|(?:long|short)(?:er|est)?|from\s.{1,40}?\sto)\b|\d\s?(?:h|hrs?|mins?|secs?)\b"
)
_YEAR = pattern(r"\b(?:1[5-9]|20)\d\d\b|\byears?\b")
_MONEY = pattern(
    rf"[$£€¥]\s?\d|{_ANY}[\s-]*{_CURRENCY}|\b(?:an?|one)\s(?:dollar|pound|euro|penny|cent|grand|million|billion)\b|\b\d{{1,3}}(?:,\d{{3}})+\b|\b(?:for\sfree|free\sof\scharge|no\scharge)\b"
    rf"|\b(?:costs?|fares?|prices?d?|charges?d?|pays?|paid|budget)\b[^.?!]{{0,40}}{_ANY}|\bhalf\s(?:of\s)?(?:the|that|what)\b"
)
_SHARE = pattern(
    rf"\d\s?%|\bper\s?cent\b|\bpercent|\b(?:half|thirds?|quarters?|fifths?|tenths?|most|all|none)\b"
    rf"|{_ANY}\s(?:out\s)?of\s(?:the|our|their|every|those|them|\d|{_WORDS})"
)
_NUMBER = pattern(_ANY)
# A number that measures nothing that may be asked for: a day, a year, an age.
_DAY_BEFORE = pattern(rf"\b(?:{MONTH})\s$")
_AGE_AFTER = pattern(r"[\s-]years?[\s-]olds?\b")
# "She was fifteen.", "aged 58", "a man of forty-two"; of a thing, what is told of its beginning.
_AGE = pattern(
    rf"{_ANY}[\s-]years?\b|\b(?:aged|age\sof)\s{_ANY}|\b(?:built|born|founded|opened|dates?\s\w+)\b[^.?!]{{0,40}}\b\d{{4}}\b"
    rf"|(?:\b(?:am|is|was|were|be|been|turn(?:s|ed|ing)?|(?:wo)?man\sof|boy\sof|girl\sof)|['’](?:s|m|re))\s"
    rf"(?:(?:only|just|about|around|nearly|almost|not\seven|over|under|already|still|by\sthen|then|now|barely)\s)*{_ANY}"
    r"(?=\W*$|[,.;:!?)]|\s(?:when|then|now|and|at\sthe\stime|but|next|last|this|that)\b)"
)
_OFTEN = pattern(
    rf"\b(?:every|each|daily|nightly|weekly|monthly|yearly|annual\w*|once|twice|times|never|always|often|sometimes|seldom|rarely|"
    rf"hardly\sever|regular\w*|constantly|(?:of|on)\san?\s(?:{WEEKDAY}|morning|evening|night)|(?:{WEEKDAY})s|(?:an?|per)\s(?:day|week|month|year|hour))\b"
)
# One that counts nothing either: a place in a row, a span of time, a sum of money.
_NO_COUNT_BEFORE = pattern(r"[$£€¥]\s?$")
_NO_COUNT_AFTER = pattern(
    rf"\d*(?:st|nd|rd|th)\b|\s(?:{MONTH})\b"
    r"|[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|o'clock|[ap]\.?m\b|dollars?|pounds?|euros?|cents?|pence)\b"
)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d[.,]?")
_PERSON = re.compile(r"(?<!^)\b[A-Z][a-z]+")
_STANCE = pattern(
    r"\b(?:I|we)(?:['’](?:m|d|ve|ll|re)|\s(?:am|was|would|will|have|do|did|are|were|can|could))?(?:\s(?:not|never|still|just|"
    r"also|really|certainly|only|also|all|very|rather|quite|a\sbit)|n['’]t)*\s(?:think|thought|believe|support|oppose|favou?r|"
    r"want|wanted|vote|voted|against|for|in\sfavou?r|glad|happy|afraid|worried|cautious|skeptic\w*|sceptic\w*|convinced|wrong|right|"
    r"sorry|prefer|rather|doubt|agree|disagree|hope|fear|like|love|hate|accept|reject|trust|regret|welcome|insist|"
    r"spend|build|see)\b|\b(?:in\smy\s(?:opinion|view)|my\s(?:view|position|opinion|concern|worry|mistake)|should(?:n['’]t)?|"
    r"must(?:n['’]t)?|ought|too\s(?:much|many|little|late|early)|good|bad|wrong|right|fair|unfair|mistake|risk|waste)\b"
)
_REASON = pattern(
    r"\b(?:because|since|so that|in order to|due to|owing to|therefore|that's why|that is why|the reason|reasons?|"
    r"afraid|fear(?:ed)?|worried|otherwise|cannot|can't|couldn't|explains?|explained|caused|"
    r"results?\s(?:of|from)|thanks\sto|led\sto|driven\sby|on\saccount\sof|attributed|attribute|"
    r"grounds\s(?:of|that)|for\s(?:want|lack|fear)\sof|given\s(?:that|how|the)|what\swith|which\sis\swhy)\b|['’]cause\b"
)
# What may tell a reason as well, though it often tells none: needs and wants, what is lacking, a purpose.
_MAY_BE_REASON = pattern(
    r"\b(?:not\senough|had\senough|no\s(?:\w+\s)?(?:money|time|room|space|staff|capacity|demand|need|point)|"
    r"(?:have|has|had|having)\sto|need(?:s|ed)?\sto|want(?:s|ed)?\sto|so\s(?:I|we|he|she|they|it|you)|"
    r"to\s(?:make|save|avoid|keep|protect|prevent|stop|cut|raise|free|check|reduce|allow|ensure|encourage))\b"
)

_ASKS_YEAR = pattern(r"\b(?:what|which)\syear\b")
_ASKS_WHY = pattern(
    r"\W*(?:and\s|so\s|but\s)?(?:why|how come)\b"
    r"|.*(?::\swhy\W*$|[.?;,]\s(?:so\s)?why\b|\bfor\swhat\sreasons?\b|\bon\swhat\sgrounds\b"
    r"|\b(?:explain|tell|know|understand|say|said)\b.{0,20}\bwhy\b|\bwhat(?:['’]s|\sis|\swas|\slay|\slies|\sstands)\s(?:\w+\s)?behind\b"
    r"|\bwhat\s(?:made|makes|forced|forces|led|drove|prompted|persuaded|convinced|caused|explains|triggered|brought\sabout)\b"
    r"|\b(?:what|which|any|the|give)\s(?:[\w'’]+\s){0,3}(?:reasons?|cause|explanation|rationale|justification|motives?|excuse)\b"
    r"|\b(?:reasons?|how\scome|why)\s?\?*$)"
)
_ASKS_STANCE = pattern(
    r"\b(?:think|thinks|thought|opinions?|views?|positions?|stances?|attitudes?|feels?|felt|makes?\sof|made\sof|support\w*|oppos\w+|"
    r"favou?r\w*|against|agree\w*|disagree\w*|differ\w*|compare\w*|contrast\w*|change\w*|mind|want\w*|prefer\w*|stand|case)\b"
)
_ASKS_SHARE = pattern(
    r"\b(?:what|which)\s(?:\w+\s){0,2}?(?:share|proportion|percentage|fraction|interest\srate)\b|^\W*(?:the\s)?interest\srate\b"
    r"|\b(?:rate\sof\sinterest|what\sinterest)\b"
)
_ASKS_MONEY = pattern(
    r"\bhow\smuch\b.*\b(?:costs?|price|pay|pays|paid|paying|spend|spends|spent|spending|charged?|charges|money|funding|funds?|"
    r"worth|budget|earns?|raised?|salary|invest\w*|sells?|sold|dollars|pounds|euros|grant|compensation|fine|fare|tax|rent)\b"
    r"|\bwhat\s(?:price|cost|fare|salary|rent)\b|\bhow\s(?:big|large|high)\b.*\b(?:budget|grant|fine|debt|deficit|loss|profit)\b"
)
_SUM = (
    r"(?:salary|wages?|fees?|price|cost|fine|penalt(?:y|ies)|rent|fare|grant|budget|debt|deficit|loss|profit|bill|bonus|pension|"
    r"premium|deposit)"
)
_ASKS_SUM = pattern(
    rf"\b(?:what|which)\s(?:\w+\s)?{_SUM}\b|\bhow\s(?:big|large|high|much|steep)\s(?:was|is|were|are|will|"
    rf"would)\s.{{0,40}}\b{_SUM}\b"
    r"|\bwhat(?:['’]?s|\sis|\sdoes|\sdid|\swill|\swould)\s.{0,60}\bcost\W*$|\bhow\smany\s(?:dollars|pounds|euros|"
    r"crowns|francs|kroner|cents)\b"
)
_ASKS_HOUR = pattern(
    r"\b(?:what|which)\s(?:hour|time\sof\s(?:day|night))\b|\bat\swhat\stime\b|\bwhat\stime\s(?:of|did|does|do|is|was|will|are|were)\b"
)
_HOUR = pattern(
    r"\b\d{1,2}(?::|\.)\d\d\b|\b\d{1,2}\s?(?:a\.?m|p\.?m)\b|\bo['’]clock\b|\b(?:noon|midnight|midday|dawn|sunrise|"
    r"sunset|dusk)\b|\b(?:half|quarter|ten|twenty|five)\s(?:past|to|after|before)\b"
    rf"|\b(?:at|by|from|until|till|after|before|around|about|nearly)\s(?:{_UNITS}|one|\d{{1,2}})\b(?!\s(?:percent|per|"
    rf"million|thousand|hundred|dollars|years|of))"
    rf"|\b(?:{_UNITS}|one|\d{{1,2}})\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight|thirty|fifteen|forty-five)\b"
)
# What has a name of its own, so that an answer to "which …?" holds it.
_NAMED = (
    r"(?:bank|college|university|country|nation|city|town|village|county|province|company|firm|contractor|supplier|"
    r"manufacturer|newspaper|"
    r"magazine|broadcaster|hospital|school|church|hotel|restaurant|airline|airport|brand|island|river|agency|charity|"
    r"foundation|consultancy|law\sfirm|publisher|shipyard|brewery|football\sclub|club)"
)
_ASKS_NAME = pattern(
    r"\bnames?\sof\b|'?s\snames?\b|\b(?:is|was|were|are|what['’]?s)\s.{1,60}\s(?:called|named)\b|\b(?:both|all|their|"
    r"full|the)\snames\b"
    r"|\bidentify\s(?:him|her|them|the)\b|\bwho\s(?:is|was|were|are)\s(?:it|he|she|they|that|those)\W*$|"
    r"^\W*who\b.{1,60}\bwas\sit\sthat\b"
    rf"|\b(?:what|which)\s{_NAMED}\b|\bwhich\s(?:of\s(?:the|them)|two|three|four|five|other)\s(?:\w+\s){{0,2}}?(?:members|"
    r"companies|firms|people|councillors|colleagues|countries|speakers|officers|officials|councils|towns|unions)\b"
    r"|\bwho\s(?:exactly|precisely)\b|\bwho\s(?:were|are)\sthe\s(?:two|three|four|five|six|seven|eight|nine|ten)\b"
)
_ASKS_AGE = pattern(r"\bhow\sold\b|\bwhat\sage\b|\bwhat\s(?:is|was)\s.{1,40}\sage\b")
_ASKS_RATE = pattern(r"\bhow\soften\b")
_ASKS_LENGTH = pattern(r"\bhow\slong\b(?!\sago\b)")
_ASKS_COUNT = pattern(r"\bhow\smany\b(?P<of>(?:\s\w+){0,2})")
_SPANS = pattern(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|dollars?|pounds?|euros?|cents?|percent)\b")


@dataclass(frozen=True, slots=True)
class Shape:
    """What the words look like that answer one sort of question.

    Attributes:
        name: time, year, hour, money, share, count, number, person, stance or reason.
        found: what is seen of it in a text, None or False for nothing.
    """

    name: str
    found: Callable[[str], object]

    @property
    def is_one_fact(self) -> bool:
        """Whether it is a day, a number, a name: not a reason or an opinion, which take more words."""
        return self.name not in ("reason", "stance")

    @property
    def must_fit(self) -> bool:
        """Whether nothing without it can answer: a day, a sum, a count."""
        return self.name not in ("person", "reason", "stance")

    def fits(self, text: str) -> bool:
        """Whether the text holds such words."""
        return bool(self.found(text))


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers in a text that are no day, year or age."""
    for match in _NUMBER.finditer(text):
        day = _DAY_BEFORE.search(text, 0, match.start()) or _BARE_YEAR.fullmatch(match[0])
        if not day and not _AGE_AFTER.match(text, match.end()):
            yield match


def _numbered(text: str) -> bool:
    return any(_numbers(text))


def _counted(text: str) -> bool:
    """Whether a number in the text may count things."""
    return any(
        not _NO_COUNT_BEFORE.search(text, 0, match.start()) and not _NO_COUNT_AFTER.match(text, match.end())
        for match in _numbers(text)
    )


_TIMES, _LENGTHS = Shape("time", _TIME.search), Shape("time", _LASTS.search)
_RATES = Shape("number", _OFTEN.search)
_AGES, _YEARS = Shape("number", _AGE.search), Shape("year", _YEAR.search)
_SUMS, _SHARES = Shape("money", _MONEY.search), Shape("share", _SHARE.search)
_HOURS = Shape("hour", _HOUR.search)
_COUNTS, _NUMBERS = Shape("count", _counted), Shape("number", _numbered)
_PEOPLE, _STANCES, _REASONS = (
    Shape("person", _PERSON.search), Shape("stance", _STANCE.search), Shape("reason", _REASON.search)
)  # fmt: skip
_WANTED = {"time": _TIMES, "number": _NUMBERS, "person": _PEOPLE}


def gives_reasons(asked: Asked, texts: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a reason is in the texts, where one is asked for; for somebody's stance, taking it is one: "I won't".

    True where no reason is asked for.

    Args:
        asked: the question taken apart.
        texts: what is said, by whomever.
        own: that of it which they say whom the question names; "I voted for it" is no reason of anybody else's.
    """
    if shape_of(asked) is not _REASONS or any(_REASONS.fits(text) or _MAY_BE_REASON.search(text) for text in texts):
        return True
    return _ASKS_STANCE.search(asked.question) is not None and any(map(_STANCES.fits, own))


def is_sum(text: str) -> bool:
    """Whether a sum of money is in the text."""
    return _SUMS.fits(text)


def asks_for_name(question: str) -> bool:
    """Whether the answer holds the name of somebody or something: "Which bank …?", "What is he called?"."""
    return _ASKS_NAME.search(question) is not None


def shape_of(asked: Asked) -> Shape | None:
    """What the words look like that answer a question of this sort; None where it asks for anything."""
    if _ASKS_YEAR.search(asked.question):
        return _YEARS
    if _ASKS_WHY.match(asked.question):
        return _REASONS
    if asked.wants in ("", "number") and _ASKS_SHARE.search(asked.question):
        return _SHARES
    if _ASKS_HOUR.search(asked.question):
        return _HOURS
    if _ASKS_AGE.search(asked.question):
        return _AGES
    if asked.wants == "number" and _ASKS_RATE.search(asked.question):
        return _RATES
    if asked.wants == "time" and _ASKS_LENGTH.search(asked.question):
        return _LENGTHS
    if _ASKS_SUM.search(asked.question):
        return _SUMS
    if asked.wants == "number" and _ASKS_MONEY.search(asked.question):
        return _SUMS
    if asked.wants == "number" and (many := _ASKS_COUNT.search(asked.question)):
        return _NUMBERS if _SPANS.search(many["of"]) else _COUNTS
    return _WANTED.get(asked.wants) or (_STANCES if _ASKS_STANCE.search(asked.question) else None)
