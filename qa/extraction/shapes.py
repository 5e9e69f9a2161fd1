"""What the words look like that answer a question: a day, a sum of money, a count, a reason. Patterns alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTH, WEEKDAY
from qa.questions.openings import START
from qa.questions.parsing import Asked

_UNITS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_WORDS = (
    rf"{_UNITS}|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|"
    r"hundreds?|thousands?|millions?|billions?|half|twice|(?:only|just) one|none"
)
_GREAT = "hundred|thousand|million|billion"
# "12.5 million", "forty-two hundred and one"; "73,000 three and four-year-olds" are two.
_ANY = (
    rf"(?:(?<![^\W\d_])\d[\d,.]*(?:[\s-](?:{_GREAT})\b)?"
    rf"|\b(?:{_WORDS})\b(?:[\s-](?:and[\s-]|a[\s-])?(?:point|one|{_WORDS})\b){{0,6}})"
)
_CURRENCY = (
    r"(?:dollars?|pounds?|euros?|cents?|pence|pennies|quid|bucks|francs?|kron[ae]r?|kronor|crowns?|yen|yuan|rupees?|"
    r"grand|thousand|million|billion|trillion|k\b|m\b|bn\b|%|per ?cent)"
)
_SPAN = (
    r"(?:minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?|century|centuries|"
    r"generations?)"
)
# The hour as a clock has it.
_CLOCK = (
    r"\b\d{1,2}(?::|\.)\d\d\b(?! ?(?:%|per|million|billion))|\b\d{1,2} ?(?:a\.?m|p\.?m)\b|\bo'clock\b"
    r"|\b(?:midday|dawn|sunrise|sunset|dusk)\b|\b(?:half|quarter|ten|twenty|five) (?:past|to) "
    rf"(?:{_UNITS}|one|\d{{1,2}})\b"
)
_TIME = phrase(
    rf"{_CLOCK}|\b(?:{MONTH}|{WEEKDAY}|today|yesterday|tomorrow|tonight|morning|afternoon|evening|noon|midnight|"
    rf"{_SPAN}|spring|summer|autumn|winter|christmas|easter|ago|last|next|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)|"
    r"(?:on|by|until) the (?:\w+-)?(?:first|second|third|\w{3,8}th)|"
    r"(?:the|early|mid|late)[\s-](?:19|20)?(?:[2-9]0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties))\b|'\d\d\b"
)
# How long something goes on, or is.
_LASTS = phrase(
    rf"(?<!\blast )(?<!\bnext )(?<!\bthis )\b(?:seconds|{_SPAN}|seasons?|terms?|since|until|till|forever|ages|"
    r"overnight|lifetime|permanent\w*|indefinite\w*|for good|(?:long|short)(?:er|est)?|"
    r"from .{1,40}? to)\b|\d ?(?:h|hrs?|mins?|secs?|k?m)\b|"
    r"\b(?:feet|yards?|miles?|(?:kilo|centi|milli)?met(?:re|er)s?|inch(?:es)?|pages?)\b"
)
_YEAR = phrase(r"\b(?:1[5-9]|20)\d\d\b|\byears?\b")
_MONEY = phrase(
    rf"[$£€¥] ?\d|{_ANY}[\s-]*{_CURRENCY}|\b(?:an?|one) (?:dollar|pound|euro|penny|cent|grand|million|"
    r"billion)\b|\b\d{1,3}(?:,\d{3})+\b|\b(?:for free|free of charge|no charge)\b"
    rf"|\b(?:costs?|fares?|prices?d?|charges?d?|pays?|paid|budget)\b[^.?!]{{0,40}}(?<!\d)(?<!\bin ){_ANY}|"
    r"\bhalf (?:of )?(?:the|that|what)\b"
)
_SHARE = phrase(
    rf"\d ?%|\bper ?cent\b|\bpercent|\b(?:half|thirds?|quarters?|fifths?|tenths?|most|all|none)\b"
    rf"|{_ANY} (?:out )?of (?:the|our|their|every|those|them|\d|{_WORDS})"
)
_NUMBER = phrase(_ANY)
# A number that measures nothing that may be asked for: a day, a year, an age.
_DAY_BEFORE = phrase(rf"\b(?:{MONTH}) $")
_AGE_AFTER = phrase(r"[\s-]years?[\s-]olds?\b")
# "She was fifteen.", "aged 58", "a man of forty-two"; of a thing, what is told of its beginning.
_AGE = phrase(
    rf"{_ANY}[\s-]years?\b|\b(?:aged|age of) {_ANY}|\b(?:built|born|founded|opened|"
    r"dates? \w+)\b[^.?!]{0,40}\b\d{4}\b"
    rf"|(?:\b(?:am|is|was|were|be|been|turn(?:s|ed|ing)?|(?:wo)?man of|boy of|girl of)|'(?:s|m|re)) "
    rf"(?:(?:only|just|about|around|nearly|almost|not even|over|under|already|still|by then|then|now|barely) )*{_ANY}"
    r"(?=\W*$|[,.;:!?)]| (?:when|then|now|and|at the time|but|next|last|this|that)\b)"
)
_OFTEN = phrase(
    r"\b(?:every|each|daily|nightly|weekly|monthly|yearly|annual\w*|once|twice|times|never|always|often|"
    r"sometimes|seldom|rarely|"
    rf"hardly ever|regular\w*|constantly|(?:of|on) an? (?:{WEEKDAY}|morning|evening|night)|(?:{WEEKDAY})s|"
    r"(?:an?|per) (?:day|week|month|year|hour))\b"
)
# One that counts nothing either: a place in a row, a span of time, a sum of money.
_NO_COUNT_BEFORE = phrase(r"[$£€¥] ?$")
_NO_COUNT_AFTER = phrase(
    rf"\d*(?:st|nd|rd|th)\b| (?:{MONTH})\b"
    r"|[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|o'clock|[ap]\.?m\b|dollars?|pounds?|"
    r"euros?|cents?|pence)\b"
)
_BARE_YEAR = regex(r"(?:19|20)\d\d[.,]?")
_PERSON = regex(r"(?<!^)\b[A-Z][a-z]+")
_STANCE = phrase(
    r"\b(?:I|we)(?:'(?:m|d|ve|ll|re)| (?:am|was|would|will|have|do|did|are|were|can|could))?(?: (?:not|never|"
    r"still|just|also|really|certainly|only|also|all|very|rather|quite|a bit)|n't)* (?:think|thought|believe|"
    r"support|oppose|favou?r|want|wanted|vote|voted|against|for|in favou?r|glad|happy|afraid|worried|"
    r"cautious|skeptic\w*|sceptic\w*|convinced|wrong|right|sorry|prefer|rather|doubt|agree|disagree|hope|"
    r"fear|like|love|hate|accept|reject|trust|regret|welcome|insist|spend|build|see)\b|\b(?:in my (?:opinion|"
    r"view)|my (?:view|position|opinion|concern|worry|mistake)|should(?:n't)?|must(?:n't)?|ought|too (?:much|"
    r"many|little|late|early)|good|bad|wrong|right|fair|unfair|mistake|risk|waste)\b"
)
_REASON = phrase(
    r"\b(?:because|since|so that|in order to|due to|owing to|therefore|that's why|that is why|the reason|reasons?|"
    r"afraid|fear(?:ed)?|worried|otherwise|cannot|can't|couldn't|explains?|explained|caused|"
    r"results? (?:of|from)|thanks to|led to|driven by|on account of|attributed|attribute|"
    r"grounds (?:of|that)|for (?:want|lack|fear) of|given (?:that|how|the)|what with|which is why)\b|'cause\b"
)
# What may tell a reason as well, though it often tells none: needs and wants, what is lacking, a purpose.
_MAY_BE_REASON = phrase(
    r"\b(?:not enough|had enough|no (?:\w+ )?(?:money|time|room|space|staff|capacity|demand|need|point)|"
    r"(?:have|has|had|having) to|need(?:s|ed)? to|want(?:s|ed)? to|so (?:I|we|he|she|they|it|you)|"
    r"to (?:make|save|avoid|keep|protect|prevent|stop|cut|raise|free|check|reduce|allow|ensure|encourage))\b"
)

_ASKS_YEAR = phrase(r"\b(?:what|which) year\b")
_ASKS_WHY = phrase(
    r"\W*(?:and |so |but )?(?:why|how come)\b"
    r"|.*(?:: why\W*$|[.?;,] (?:so )?why\b|\bfor what reasons?\b|\bon what grounds\b"
    r"|\b(?:explain|tell|know|understand|say|said)\b.{0,20}\bwhy\b|\bwhat(?:'s| is| was| lay| lies|"
    r" stands) (?:\w+ )?behind\b"
    r"|\bwhat (?:made|makes|forced|forces|led|drove|prompted|persuaded|convinced|caused|explains|triggered|"
    r"brought about)\b"
    r"|\b(?:what|which|any|the|give) (?:[\w'’]+ ){0,3}(?:reasons?|cause|explanation|rationale|justification|"
    r"motives?|excuse)\b"
    r"|\b(?:reasons?|how come|why) ?\?*$)"
)
_ASKS_STANCE = phrase(
    r"\b(?:think|thinks|thought|opinions?|views?|positions?|stances?|attitudes?|feels?|felt|makes? of|"
    r"made of|support\w*|oppos\w+|favou?r\w*|against|agree\w*|disagree\w*|differ\w*|compare\w*|contrast\w*|"
    r"change\w*|mind|want\w*|prefer\w*|stand|case)\b"
)
_ASKS_SHARE = phrase(
    r"\b(?:what|which) (?:\w+ ){0,2}?(?:share|proportion|percentage|fraction|interest rate)\b|"
    r"^\W*(?:the )?interest rate\b"
    r"|\b(?:rate of interest|what interest)\b"
)
_ASKS_MONEY = phrase(
    r"\bhow much\b.*\b(?:costs?|price|pay|pays|paid|paying|spend|spends|spent|spending|charged?|charges|"
    r"money|funding|funds?|worth|budget|earns?|raised?|salary|invest\w*|sells?|sold|dollars|pounds|euros|"
    r"grant|compensation|fine|fare|tax|rent)\b"
    r"|\bwhat (?:price|cost|fare|salary|rent)\b|\bhow (?:big|large|high)\b.*\b(?:budget|grant|fine|debt|"
    r"deficit|loss|profit)\b"
)
_SUM = (
    r"(?:salary|wages?|fees?|price|cost|fine|penalt(?:y|ies)|rent|fare|grant|budget|debt|deficit|loss|profit|"
    r"bill|bonus|pension|premium|deposit)"
)
# Lent, lost, given: of what changes hands an amount is told as a sum.
_ASKS_AMOUNT = phrase(r"\bhow much\b(?! (?:time|longer|later|earlier|sooner|older|younger)\b)")
# "Where was the estimate in March?" asks for a sum, "where does she stand?" for a view.
_ASKS_WHERE = phrase(
    START
    + r"where(?:abouts)?\b(?!.{1,80}\b(?:stands?|stood|comes? down|draws? the line|sits?|estimates?|figures?|numbers?|"
    r"costs?|prices?|rates?|totals?|budgets?|debts?|levels?|shares?|polls?|talks|negotiations|things|we)\b)"
)
# Any words for a place: they are many, and this tells only that there are none.
_PLACE = phrase(
    r"\b(?:in|at|on|near|behind|beside|between|by|outside|inside|from|to|into|onto|off|under|above|across|along|around|"
    r"over|through|opposite|past|beyond|beneath|below|up|down|towards?) (?!(?:all|least|fact|time|once|first|last|"
    rf"{MONTH}|{WEEKDAY})\b)[\w“\"]|\b(?:here|there(?!'s| is| was| are| were| will)|upstairs|downstairs|abroad|"
    r"overseas|indoors|outdoors|home|away|nowhere|everywhere|anywhere|somewhere|north|south|east|west|door|this place|"
    r"(?:left|leaving|reach(?:ed)?|visit(?:ed)?|enter(?:ed)?|cross(?:ed)?|through) the)\b"
    r"|(?-i:\w[,;]? [A-Z][a-z]+|^\W*(?:The )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*\W*$)"
)
_SPEEDS, _WEIGHTS, _HEAT = (
    r"(?:miles|kilomet\w+|km|knots|mph|kph|mach|an hour|per hour|a second|times|days?|hours?|minutes?|months?|weeks?)",
    r"(?:kilos?|kilogram\w*|kg|grams?|g|pounds?|lbs?|stone|tons?|tonnes?|ounces?)",
    r"(?:degrees|°|celsius|fahrenheit|below|above|\b[cf]\b)",
)
_ASKS_MEASURE = phrase(r"\bhow (?:(?P<speed>fast)|(?P<weight>heavy)|(?P<heat>hot|cold|warm))\b")
_ASKS_SUM = phrase(
    rf"\b(?:what|which) (?:\w+ )?{_SUM}\b|\bhow (?:big|large|high|much|steep) (?:was|is|were|are|will|"
    rf"would) .{{0,40}}\b{_SUM}\b"
    r"|\bwhat(?:'?s| is| does| did| will| would) .{0,60}\bcost\W*$|\bhow many (?:dollars|pounds|euros|"
    r"crowns|francs|kroner|cents)\b"
)
_ASKS_HOUR = phrase(
    r"\b(?:what|which) (?:hour|time of (?:day|night))\b|\bat what time\b|\bwhat time (?:of|did|does|do|is|was|"
    r"will|are|were)\b"
)
_HOUR = phrase(
    rf"{_CLOCK}|\b(?:noon|midnight)\b|\b(?:half|quarter|ten|twenty|five) (?:past|to|after|before)\b"
    rf"|\b(?:at|by|from|until|till|after|before|around|about|nearly) (?:{_UNITS}|one|\d{{1,2}})\b(?! (?:percent|per|"
    rf"million|thousand|hundred|dollars|years|of))"
    rf"|\b(?:{_UNITS}|one|\d{{1,2}}) (?:in the (?:morning|afternoon|evening)|at night|thirty|fifteen|forty-five)\b"
)
# What has a name of its own, so that an answer to "which …?" holds it.
_NAMED = (
    r"(?:bank|college|university|country|nation|city|town|village|county|province|company|firm|contractor|supplier|"
    r"manufacturer|newspaper|"
    r"magazine|broadcaster|hospital|school|church|hotel|restaurant|airline|airport|brand|island|river|agency|charity|"
    r"foundation|consultancy|law firm|publisher|shipyard|brewery|football club|club)"
)
_ASKS_NAME = phrase(
    r"\bnames? of\b|'?s names?\b|\b(?:is|was|were|are|what'?s) .{1,60} (?:called|named)\b|\b(?:both|all|their|"
    r"full|the) names\b"
    r"|\bidentify (?:him|her|them|the)\b|\bwho (?:is|was|were|are) (?:it|he|she|they|that|those)\W*$|"
    r"^\W*who\b.{1,60}\bwas it that\b"
    rf"|\b(?:what|which) {_NAMED}\b|\bwhich (?:of (?:the|them)|two|three|four|five|other) (?:\w+ ){{0,2}}?(?:members|"
    r"companies|firms|people|councillors|colleagues|countries|speakers|officers|officials|councils|towns|unions)\b"
    r"|\bwho (?:exactly|precisely)\b|\bwho (?:were|are) the (?:two|three|four|five|six|seven|eight|nine|ten)\b"
)
_ASKS_AGE = phrase(
    r"\bhow old\b|\bwhat age\b|"
    # Nobody's age is "the Ice Age".
    r"\bwhat (?:is|was) (?:[\w.' -]{1,40}'s?|his|her|its|their|the(?: (?:average|mean|median|minimum|maximum|lowest|"
    r"highest|legal|voting|retirement|pension|school[ -]leaving))?) age\b"
)
_ASKS_RATE = phrase(r"\bhow often\b")
_ASKS_LENGTH = phrase(r"\bhow long\b(?! ago\b)")
_ASKS_COUNT = phrase(r"\bhow many\b(?P<of>(?: \w+){0,2})")
_SPANS = phrase(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|dollars?|pounds?|euros?|cents?|percent)\b")


@dataclass(frozen=True, slots=True)
class Shape:
    """What the words look like that answer one sort of question.

    Attributes:
        name: time, year, hour, place, money, share, count, number, person, stance or reason.
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


def _amounts(text: str) -> bool:
    """Whether a number in the text may be an amount of something: no day, year, age or hour, and no span of time."""
    return _counted(text) or _MONEY.search(text) is not None or _SHARE.search(text) is not None


def _in(pattern: re.Pattern[str]) -> Callable[[str], object]:
    """Whether it stands in a text; it is compiled when that is first asked."""
    return lambda text: pattern.search(text)


_TIMES, _LENGTHS = Shape("time", _in(_TIME)), Shape("time", _in(_LASTS))
_RATES = Shape("number", _in(_OFTEN))
_PLACES = Shape("place", _in(_PLACE))
_MEASURES = {
    "speed": Shape("number", _in(phrase(rf"{_ANY}[^.?!]{{0,20}}\b{_SPEEDS}\b"))),
    "weight": Shape("number", _in(phrase(rf"{_ANY}[^.?!]{{0,20}}\b{_WEIGHTS}\b"))),
    "heat": Shape("number", _in(phrase(rf"{_ANY}[^.?!]{{0,20}}{_HEAT}|\b(?:zero|freezing)\b"))),
}
_AMOUNTS = Shape("number", _amounts)
_AGES, _YEARS = Shape("number", _in(_AGE)), Shape("year", _in(_YEAR))
_SUMS, _SHARES = Shape("money", _in(_MONEY)), Shape("share", _in(_SHARE))
_HOURS = Shape("hour", _in(_HOUR))
_COUNTS, _NUMBERS = Shape("count", _counted), Shape("number", _numbered)
_PEOPLE, _STANCES, _REASONS = (
    Shape("person", _in(_PERSON)), Shape("stance", _in(_STANCE)), Shape("reason", _in(_REASON))
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
    if asked.wants == "number" and (measure := _ASKS_MEASURE.search(asked.question)):
        return _MEASURES[str(measure.lastgroup)]
    if asked.wants == "number" and _ASKS_AMOUNT.search(asked.question):
        return _AMOUNTS
    if asked.wants == "" and _ASKS_WHERE.match(asked.question):
        return _PLACES
    if asked.wants == "number" and (many := _ASKS_COUNT.search(asked.question)):
        return _NUMBERS if _SPANS.search(many["of"]) else _COUNTS
    return _WANTED.get(asked.wants) or (_STANCES if _ASKS_STANCE.search(asked.question) else None)
