"""Questions that set people, or one matter at several times, beside each other: told from their words alone. Pure."""

from __future__ import annotations

from qa.patterns import phrase
from qa.questions.calendar_names import MONTH, SEASON
from qa.questions.groups import group
from qa.questions.meetings import MEETING

_COMPARES = phrase(
    r"\b(?:compar(?:e[sd]?|ing|ison)|contrast(?:s|ed|ing)?|versus|vs\.?|differ(?:s|ed|ing|ent|ently|ences?)?|"
    r"disagree(?:s|d|ment|ments)?|agree(?:s|d|ment)?|in common|next to|side by side|against each other|opposing|"
    r"each of|\beach\b(?=.{0,60}\b(?:think|say|said|want|make|view|argue|propose)\b)|both|respective(?:ly)?|at odds|"
    r"contradict(?:s|ed|ions?)?|on the one hand|weigh|set\b.{1,80}\bagainst|(?:on )?the same page|eye to eye|"
    r"of (?:one|the same) mind|part ways|loggerheads|opposite sides?|side[sd]? with|the same (?:way|view|opinion))\b"
    # "What did Ann want, and what did Bob?", "Who trusts it more, Ann or Bob?", "as sure of it as Bob"
    r"|\b(?P<asks>what|how|why) (?:did|does|do|is|was) .{1,120}\band (?P=asks) (?:did|does|do|is|was|about) (?-i:[A-Z])"
    r"|^\W*(?:who|which)\b.{1,80}\bor (?:the )?(?-i:[A-Z])|\b(?:more|less) \w+.{0,60}\bthan (?:the )?(?-i:[A-Z])"
    r"|\bas \w+\b.{0,40}\bas (?:the )?(?-i:[A-Z])|\bsame as\b|\bshares? (?-i:[A-Z])[\w. ]{1,40}'"
    r"|(?-i:[A-Z])\w+(?:'s)? or (?:the )?(?-i:[A-Z])\w+|\bas opposed to\b|\bclash(?:es|ed)?\b"
    r"|^\W*between .{1,40} and .{1,40}, (?:who|which|whose)\b"
    r"|\b(?:divide[sd]?|separate[sd]?|split|splits)\b.{0,30}\b(?:them|the two|over|on)\b|\bdivides?\b|"
    r"\b(?:square[sd]?|tall(?:y|ies|ied)|line[sd]? up|match(?:es|ed)?|fit(?:s|ted)?|compatible) with\b|"
    r"\b(?:daylight|gap|common ground|rift|argument|dispute|quarrel|conflict|row|overlap|tension) between\b|"
    r"\bcommon ground\b|\bbeside\b|\balongside\b|\b(?:each|either|both|opposite) sides?\b|\b(?:fall|fell|"
    r"fallen) out\b|\bsee\b.{1,40}\b(?:differently|the same)\b|\b(?:the two of them|the same|alike|apart|"
    r"conflict(?:s|ed|ing)?|quarrel(?:s|led)?|argued? (?:over|with|about)|concur(?:s|red)?|"
    r"part(?:ed)? company|take issue|cross swords|rival)\b"
    r"|\b(?:number|figure|account|version|view|word|opinion|estimate|story|explanation)s? (?:against|versus|"
    r"and) .{1,40}'s?\b"
)
# "Who was for it and who against?"
_PRO = r"(?:for|in favou?r(?: of)?|support(?:s|ed)?|back(?:s|ed)?|favou?r(?:s|ed)?)"
_CON = r"(?:against|oppos(?:es|ed|ing)|opposed(?: to)?|not|object(?:s|ed)?(?: to)?)"
_COMPARES_ALL = phrase(
    r"\b(?:how|where|in what|what)\b.{0,30}\b(?:do|did|does) (?:the )?(?:speakers|participants|people|members|"
    r"witnesses|councillors|panelists|panellists|they|two|sides|parties)\b.{0,40}\b(?:differ|disagree|agree|"
    r"contradict)\b"
    rf"|^\W*who (?:\w+ ){{0,2}}?{_PRO}\b.{{0,60}}\b(?:and|or) (?:who |which )?(?:\w+ ){{0,2}}?{_CON}\b"
    rf"|^\W*who (?:\w+ ){{0,2}}?{_CON}\b.{{0,60}}\b(?:and|or) (?:who |which )?(?:\w+ ){{0,2}}?{_PRO}\b"
    r"|^\W*(?:who|which speakers) (?:dis)?agree[sd]?\b|\bdifferen(?:t|ces in) (?:views|opinions|positions)\b"
    r"|\bwhat (?:are|were) (?:the )?(?:different|differing|opposing|various) (?:views|opinions|positions|sides)\b"
)

_MONTH = rf"(?:{MONTH}|{SEASON}|(?:19|20)\d\d)"
_STANCE = r"(?:positions?|views?|stances?|opinions?|attitudes?|mind|thinking|tone|support|opposition|line|policy)"
_HELD = (
    r"(?:positions?|views?|stances?|opinions?|attitudes?|tone|support|opposition|ideas?|understanding|"
    r"assessments?|judge?ments?|approach(?:es)?|arguments?|accounts?|stor(?:y|ies)|versions?|messages?|"
    r"explanations?|strateg(?:y|ies)|statements?|remarks?)"
)
_AMOUNT = (
    r"(?:numbers?|sizes?|costs?|price tags?|prices?|figures?|amounts?|estimates?|rates?|shares?|budgets?|"
    r"totals?|count|forecasts?|targets?|"
    r"revenues?|(?:opening|start|starting|launch|delivery|completion|finishing|closing) dates?|headcounts?|"
    r"bill|toll|tally|guidance|deadlines?|plans?|promises?|offers?|proposals?|expectations?|warnings?)"
)
_FIRST = (
    r"(?:say|said|think|thought|want\w*|propos\w+|promis\w+|plan\w*|announc\w+|estimat\w+|oppos\w+|support\w*|claim\w*)"
)
_THINKS = (
    r"(?:\w+ ){0,2}?(?:an? (?:\w+ )?(?:opponent|supporter|critic|fan|enemy|friend|sceptic|skeptic|believer|"
    r"champion)|against|in favou?r|oppos\w+|support\w*|think\w*|thought|want\w*|believ\w+|sceptical|skeptical|"
    r"insist\w*|for (?:it|this|that|\w+ing)|sa(?:id|ys?)|held|called (?:it|this|that|the)|argued?|"
    r"claim\w*|maintain\w*)\b"
)
_TURNS = (
    r"(?:soften(?:ed)?|harden(?:ed)?|grow|grew|grown|rise|rose|risen|fall|fell|fallen|increased?|decreased?|shr[aiu]nk|"
    r"dropp?(?:ed)?|slipp?(?:ed)?|slid|slide|cl[iu]mb(?:ed)?|cre[ep]+t?|doubled?|swell(?:ed)?|swollen|"
    r"declined?|var(?:y|ied)|reversed?|warm(?:ed)?|cool(?:ed)?|go (?:up|down)|went|gone|move[ds]?)"
)
# "The fire changed the company" and "changed from fluorescent tubes" are no change of a position.
_WHEN = rf"(?:(?:early|late|mid|last|this)[\s-])?(?:podcast|beginning|start|year|month|week|{_MONTH})\b"
_NO_OBJECT = rf"(?! (?:the|a|an|its?|this|that|these|those|our|your|my|to|from)\b(?! {_WHEN}))"
_CHANGE = phrase(
    r"\bover (?:time|the (?:\w+ ){0,3}(?:days|weeks|months|years|meetings|hearings|briefings|sessions))\b"
    r"|\b(?:through|throughout|across) the (?:weeks|months|years)\b|\bchronolog\w+|\btime ?line\b"
    rf"|^\W*(?:trace|track|follow|chart)\b.{{1,60}}\b(?:{_STANCE}|{_AMOUNT})\b|\bfrom (?:first|beginning|"
    r"start) to (?:last|end|finish)\b"
    r"|\b(?P<unit>week|month|year|meeting|session|briefing|hearing|step) by (?P=unit)\b"
    r"|\bfrom (?:one )?(?:meeting|session|briefing|hearing) to (?:the )?(?:next|meeting|session|briefing|hearing)\b"
    rf"|\bchanged? (?:his|her|their|its) {_STANCE}\b|\bchanged? (?:his|her|their) tune\b|\bc(?:o|a)me (?:a)?round\b"
    r"|\b(?:how|in what ways?|to what extent)\b.{1,90}\b(?:chang(?:e|ed|ing)|evolv(?:e|ed|ing)|shift(?:ed)?|"
    rf"develop(?:ed)?|progress(?:ed)?)\b{_NO_OBJECT}"
    rf"|\b(?:{_STANCE}|{_AMOUNT})\b.{{1,60}}\b(?:changed|shift(?:ed)?|evolved?|develop(?:ed)?|"
    rf"different now)\b{_NO_OBJECT}"
    rf"|\bhow (?:has|have|had|did|does|do)\b.{{1,40}}\b(?:{_HELD}|{_AMOUNT})\b(?: (?:on|about|of|for|"
    rf"towards?) .{{1,40}})? {_TURNS}\b{_NO_OBJECT}"
    rf"|\b(?:{_HELD}|{_AMOUNT}|dates?)\b[^?]{{0,40}}\bhow (?:did|has|have|had|does) (?:it|they|that|this|"
    rf"those) {_TURNS}\b{_NO_OBJECT}"
    rf"|\b(?:did|does|has|have|had) .{{1,40}}\b(?:{_HELD}|{_STANCE})\b.{{0,50}} (?:change|shift|evolve|soften|"
    rf"harden)\b{_NO_OBJECT}"
    rf"|\bhow (?:has|have|had|did) .{{1,50}} {_TURNS}\b,? (?:since|between|from (?:the )?(?:first|beginning|"
    r"start|\w+ to)|"
    rf"over the)\b"
    rf"|\b(?:evolution|trajectory) of\b|\b(?:development|course|history) of (?:\w+'?s? ){{0,3}}(?:{_HELD}|{_AMOUNT})\b"
    rf"|\b(?:change|shift|turn|reversal) (?:of|in) (?:\w+ ){{0,3}}{_STANCE}\b"
    r"|\b(?:go|went|gone|move[ds]?|turn(?:ed)?) from .{2,40} to\b|\bfrom \w+ to \w+: "
    r"|\bu-?turn\b|\bflip-?flop\w*|\b(?:reverse[ds]? (?:course|(?:him|her)self|themselves|(?:his|her|"
    r"their) \w+)|backtrack\w*|back(?:s|ed)? (?:away|down)|climb(?:ed)? down)\b|\bthen and now\b"
    r"|\b(?:been|is|was|stayed|remained?) consistent(?:ly)? (?:on|about|over)\b|\ball along\b|\bever since\b"
    rf"|\b(?:still|always|no longer) (?:been )?{_THINKS}|\b{_THINKS}.{{1,40}}\bany ?more\b"
    r"|\b(?:still|used to|at first|originally|initially|back then)\b.{1,80}\b(?:now|later|today|still|"
    r"afterwards?|since|"
    r"in the end|eventually|finally)\b|\bbefore\b.{1,60}\band (?:what |how )?after(?:wards)?\b"
    rf"|\bbefore and after\b|\bfirst {_FIRST}\b|\b{_FIRST} (?:at )?first\b|\bwhat (?:(?:has|have|had) )?changed\b"
)
_ONCE, _NOW = r"(?:earlier|first|former|previous|original|initial|old)", r"(?:later|current|present|new|final|latest)"
# What somebody does who changes his mind, or doesn't.
_MOVE = phrase(
    r"\b(?:has|have|had|did|does) .{1,40} (?:soften(?:ed)?|harden(?:ed)?|waver(?:ed)?|warm(?:ed)? (?:up )?to|"
    r"mellow(?:ed)?|cool(?:ed)? (?:on|off|towards?)|budged?)\b|\bhow (?:far|much) (?:has|have|had|"
    r"did) .{1,40} moved? on\b|\bhow consistent"
    r"|\b(?:when|at what point) (?:did|does|has|had) .{1,40} (?:start|begin|begun|stop|cease|come)(?:p?ed)? (?:to )?"
    r"(?:support|oppos|favou?r|back|want|think|say|believ|doubt|warm|insist|worry)\w*"
    r"|\bat what point (?:did|does|has|had) .{1,40} (?:warm|turn against|come (?:round|to (?:support|accept|"
    r"like|back|want|agree|think|believe|see))|give up|drop)\b"
    rf"|\b(?:stick|stuck|stands?|stood|keeps?|kept|holds?|held) (?:to|with|by) (?:his|her|their|its) {_STANCE}\b"
    rf"|\bhow (?:has|have|had|did)\b.{{1,60}}\b{_STANCE}\b(?:(?!\b(?:who|that|which|"
    rf"those)\b).){{1,60}}\bmoved?\b{_NO_OBJECT}"
    rf"|\b{_NOW} {_STANCE}\b.{{1,60}}\b{_ONCE}\b|\b{_ONCE} {_STANCE}\b.{{1,60}}\b{_NOW}\b"
    rf"|\b{_STANCE}\b.{{1,60}}\bin {_MONTH}\b.{{0,20}}\band (?:then )?(?:later|afterwards?|since|now|today|"
    r"after that)\b"
    r"|\b(?:start|begin|began|started)\b.{1,60}\band (?:where |how )?(?:did |has |have |does |do )?(?:he|she|they|it) "
    r"(?:end|ended|finish\w*|land\w*|stand|now)\b"
    r"|\b(?:keeps?|kept) (?:slipping|changing|moving|rising|growing|falling|shifting|going (?:up|down)|being \w+ed)\b"
    r"|\b(?:list|name|show|give) (?:me )?(?:(?:the|all|all the) (?:different )?(?:dates|figures|prices|"
    r"numbers|estimates|deadlines|versions|positions|sums|amounts)|(?:every|each) (?:single )?(?:date|figure|"
    r"price|number|estimate|deadline|version|sum|amount))\b"
    r"|^\W*(?:what|which) (?:(?:all|other|different) )?(?:figures|numbers|estimates|prices|sums|amounts|"
    r"dates) (?:were|was|are|have been) (?:given|named|mentioned|quoted|cited|offered)\b"
    r"|^\W*from \w+ing\b.{1,80}\bto \w+ing\b"
    r"|\b(?:walk|take|talk) (?:me|us) through\b.{1,80}\b(?:statements|positions|views|remarks|since|stages)\b"
    r"|\bsequence of (?:\w+ ){0,2}(?:statements|positions|views|remarks|promises|estimates)\b"
)
# The same in words that need not name what changes.
_STAY = phrase(
    r"\bthen (?:vs\.?|versus|or|against|compared (?:to|with)) now\b"
    r"|\bnow (?:vs\.?|versus|and|compared (?:to|with)) then\b"
    r"|\b(?:stick|stuck|sticks|sticking|stood|stand|stands|held|hold|holds|kept|keep|keeps) (?:to|by|with) "
    r"(?:his|her|their|its|the) (?:\w+ )?(?:guns|word|story|line|promises?|position|principles|plan|views?|opinion)\b"
    r"|\b(?:stay|stayed|stays|remain|remained|remains|keep|kept|hold|held|stand|stood) (?:so )?(?:neutral|"
    r"firm|fast|loyal|opposed|true|in favou?r|(?<!stood )(?<!stand )(?<!stands )against|sceptical|skeptical|"
    r"on the fence|consistent|unconvinced|undecided|hostile)\b"
    r"|\bchange of heart\b|\b(?:about-? ?(?:face|turn)|volte-?face|climb-?down|back-?pedal\w*)\b|"
    r"\bswitch(?:ed)? sides\b"
    r"|\bused? to (?:be (?:for|against|in favou?r)|want|think|say|believe|oppose|support|favou?r|insist|argue|trust|"
    r"doubt|defend|promise|reject)\b"
    r"|\b(?:the way|as|than|like) (?:he|she|they|it) (?:used to|once (?:did|was)|did (?:before|then|at first)|"
    r"was (?:before|then))\b"
    rf"|\bwhat (?:has |had )?(?:became|become|happened)\b.{{0,50}}\b(?:of|to)\b.{{1,50}}\b(?:{_STANCE}|{_HELD}|"
    rf"{_AMOUNT}|"
    r"confidence|optimism|doubts?|pledges?|enthusiasm|objections?|resistance|certainty|trust|worr(?:y|ies)|fears?)\b"
    rf"|\b(?:was|were|had|did|is)\b.{{1,80}}\b(?:in (?:the )?(?:fall|beginning|first place|{_MONTH})|last \w+|"
    r"earlier|before|at first|originally|initially)\b.{0,30}\b(?:and|but)\b.{1,40}\b(?:now|today|later|since|"
    r"by the end|these days|eventually|finally|latest)\b"
    r"|\b(?:originally|initially|at first|to begin with|at the start)\b.{1,80}\b(?:latest|current(?:ly)?|newest|"
    r"most recent(?:ly)?|final(?:ly)?|by the end|in the end|these days)\b"
    r"|\b(?:when|at what point|by when) (?:did|does|has|had) .{1,40} (?:stop|stopped|cease[ds]?|start|started|"
    r"begin|begun|"
    r"give up|quit) (?:resisting|opposing|supporting|insisting|saying|believing|doubting|thinking|wanting|objecting|"
    r"worrying|claiming|defending|backing|refusing|denying|arguing|trusting|being (?:for|against))\b"
    r"|\bas (?:time|the (?:year|months|weeks)) (?:went|wore|passed)\b|\btrack record\b"
    r"|\bfrom the (?:first|earliest|original|initial|autumn|fall|spring|summer|winter|start|"
    r"beginning)\b.{1,60}\bto the (?:last|latest|final|following|next|end|present)\b"
    rf"|\b(?:{_AMOUNT}|{_STANCE}|{_HELD}|dates?|bill|price tag)\b.{{1,60}}\b(?:at each stage|each time|"
    r"every time|up to now)\b"
    r"|\bstill\b.{1,60}\b(?:used to|as (?:before|ever)|like before|any ?more)\b"
    r"|\bhow (?:did|has|have|had) .{1,40} (?:get|got|go|gone|come) from\b"
    r"|\bhow (?:much|many|long|big|high)\b.{1,60}\b(?:each time|every time|at each stage|on each occasion)\b"
    # "What was the fare at first, and what was agreed?", "When was it meant to open, and when did it?"
    r"|\b(?:at first|originally|initially|to begin with|at the start|in the beginning)\b.{0,40}?,? (?:and|but|then) "
    r"(?:then )?(?:how|what|when|where|who|which)\b"
    r"|\bwhen (?:was|were) .{1,60} (?:supposed|meant|due|planned|going|expected|scheduled|intended) to\b.{1,60}"
    r"\b(?:and|but) when\b"
    rf"|\b{_ONCE} {_AMOUNT}\b.{{1,60}}\b(?:{_NOW}|second|third)\b|\b(?:{_NOW}) {_AMOUNT}\b.{{1,60}}\b{_ONCE}\b"
)
_SAYS = rf"(?:say|says|said|think|thinks|thought|feel|felt|told|claim(?:ed)?|promised?|{_STANCE}|{_AMOUNT})"
# "What did she say about it in March, and what in June?"; but not "spending in 2024 and 2025".
_TWO_DATES = phrase(
    rf"\b(?:in|by|at|of|since) (?:early |late |last )?(?P<one>{_MONTH})\b.{{0,12}}?,? (?:and|then|versus|but|"
    r"than|with|against) (?:then |what |how |again |(?:did|does) \w+ \w+ |(?:he|she|they|it) (?:said|says|"
    r"thought) |not )*(?:in|by|at|of|since) (?:early |late |last )?"
    rf"(?P<other>{_MONTH})\b|^\W*from (?P<first>{_MONTH})\b.{{0,12}} to (?P<last>{_MONTH})\b.{{0,12}},"
)
_ASKS_WORDS = phrase(rf"\b{_SAYS}\b")
# "What did he demand in September, in October and in December?", "How many were there in May and how many in June?"
_AT_EACH = phrase(
    rf"\b(?:what|how (?:much|many|high|big))\b.{{1,80}}\bin (?P<one>{_MONTH}),?(?: (?:and|but|then|what|how|much|many|"
    rf"was|were|did|again|later|it|he|she|they)\b){{0,5}} in (?P<other>{_MONTH})\b"
)
# "What was the forecast in May and August?"
_HELD_AT_TWO_DATES = phrase(
    rf"\b(?:{_HELD}|{_AMOUNT})\b.{{1,80}}\b(?P<one>{_MONTH})\b.{{0,30}}?\b(?:and|to|then|versus|with|than|"
    r"until|but)\b.{0,30}?"
    rf"\b(?P<other>{_MONTH})\b"
)


_VIEWS = phrase(rf"\b{_HELD}\b")
_IN_EACH = phrase(
    r"\b(?:in|at|from|across) (?:each|every|all|several|different) (?:of )?(?:the |these |those )?"
    rf"(?:{MEETING})\b|\b(?:what|how) (?:did|does) (?:each|every) (?:{MEETING})\b"
)
_OCCASION = phrase(rf"\b(?:{_MONTH}|{MEETING})\b")


def asks_of_change(text: str) -> bool:
    """Whether a question is about how something changed, or was at several times.

    Args:
        text: the question, in straight quotes.
    """
    if any(asks.search(text) for asks in (_CHANGE, _MOVE, _STAY, _IN_EACH)):
        return True
    dates = _TWO_DATES.search(text)
    if dates is not None and _ASKS_WORDS.search(text):
        one, other = dates["one"] or dates["first"], dates["other"] or dates["last"]
        return bool(one.casefold() != other.casefold())
    return any(
        found["one"].casefold() != found["other"].casefold()
        for asks in (_AT_EACH, _HELD_AT_TWO_DATES)
        if (found := asks.search(text))
    )


def names_an_occasion(text: str) -> bool:
    """Whether a question says by date or by kind when something was said."""
    return _OCCASION.search(text) is not None


def compares(text: str) -> bool:
    """Whether a question sets people beside each other; whether it names several is not looked at here."""
    return _COMPARES.search(text) is not None or compares_everybody(text)


def asks_for_views(text: str) -> bool:
    """Whether it is about somebody's position, opinion, account or the like."""
    return _VIEWS.search(text) is not None


def compares_everybody(text: str) -> bool:
    """Whether a comparison is of whoever spoke on the matter: "where do the witnesses disagree?"."""
    return _COMPARES_ALL.search(text) is not None or group(text) is not None
