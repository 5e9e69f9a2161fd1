"""Questions that set people, or one matter at several times, beside each other: told from their words alone. Pure."""

from __future__ import annotations

from qa.questions.calendar_names import MONTH, SEASON
from qa.questions.groups import group
from qa.questions.meetings import MEETING
from qa.questions.parsing import pattern

_COMPARES = pattern(
    r"\b(?:compar(?:e[sd]?|ing|ison)|contrast(?:s|ed|ing)?|versus|vs\.?|differ(?:s|ed|ing|ent|ently|ences?)?|"
    r"disagree(?:s|d|ment|ments)?|agree(?:s|d|ment)?|in\scommon|next\sto|side\sby\sside|against\seach\sother|opposing|"
    r"each\sof|\beach\b(?=.{0,60}\b(?:think|say|said|want|make|view|argue|propose)\b)|both|respective(?:ly)?|at\sodds|"
    r"contradict(?:s|ed|ions?)?|on\sthe\sone\shand|weigh|set\b.{1,80}\bagainst|(?:on\s)?the\ssame\spage|eye\sto\seye|"
    r"of\s(?:one|the\ssame)\smind|part\sways|loggerheads|opposite\ssides?|side[sd]?\swith|the\ssame\s(?:way|view|opinion))\b"
    # "What did Ann want, and what did Bob?", "Who trusts it more, Ann or Bob?", "as sure of it as Bob"
    r"|\b(?P<asks>what|how|why)\s(?:did|does|do|is|was)\s.{1,120}\band\s(?P=asks)\s(?:did|does|do|is|was|about)\s(?-i:[A-Z])"
    r"|^\W*(?:who|which)\b.{1,80}\bor\s(?:the\s)?(?-i:[A-Z])|\b(?:more|less)\s\w+.{0,60}\bthan\s(?:the\s)?(?-i:[A-Z])"
    r"|\bas\s\w+\b.{0,40}\bas\s(?:the\s)?(?-i:[A-Z])|\bsame\sas\b|\bshares?\s(?-i:[A-Z])[\w. ]{1,40}['’]"
    r"|(?-i:[A-Z])\w+(?:['’]s)?\sor\s(?:the\s)?(?-i:[A-Z])\w+|\bas\sopposed\sto\b|\bclash(?:es|ed)?\b"
    r"|^\W*between\s.{1,40}\sand\s.{1,40},\s(?:who|which|whose)\b"
    r"|\b(?:divide[sd]?|separate[sd]?|split|splits)\b.{0,30}\b(?:them|the\stwo|over|on)\b|\bdivides?\b|"
    r"\b(?:square[sd]?|tall(?:y|ies|ied)|"
    r"line[sd]?\sup|match(?:es|ed)?|fit(?:s|ted)?|compatible)\swith\b|\b(?:daylight|gap|common\sground|"
    r"rift|argument|dispute|quarrel|"
    r"conflict|row|overlap|tension)\sbetween\b|\bcommon\sground\b|\bbeside\b|\balongside\b|\b(?:each|either|both|"
    r"opposite)\ssides?\b|"
    r"\b(?:fall|fell|fallen)\sout\b|\bsee\b.{1,40}\b(?:differently|the\ssame)\b|\b(?:the\stwo\sof\sthem|the\ssame|"
    r"alike|apart|conflict(?:s|ed|ing)?|"
    r"quarrel(?:s|led)?|argued?\s(?:over|with|about)|concur(?:s|red)?|part(?:ed)?\scompany|take\sissue|"
    r"cross\sswords|rival)\b"
    r"|\b(?:number|figure|account|version|view|word|opinion|estimate|story|explanation)s?\s(?:against|versus|"
    r"and)\s.{1,40}['’]s?\b"
)
_COMPARES_ALL = pattern(
    r"\b(?:how|where|in\swhat|what)\b.{0,30}\b(?:do|did|does)\s(?:the\s)?(?:speakers|participants|people|members|"
    r"witnesses|councillors|panelists|panellists|they|two|sides|parties)\b.{0,40}\b(?:differ|disagree|agree|contradict)\b"
    r"|^\W*(?:who|which\sspeakers)\s(?:dis)?agree[sd]?\b|\bdifferen(?:t|ces\sin)\s(?:views|opinions|positions)\b"
    r"|\bwhat\s(?:are|were)\s(?:the\s)?(?:different|differing|opposing|various)\s(?:views|opinions|positions|sides)\b"
)

_MONTH = rf"(?:{MONTH}|{SEASON}|(?:19|20)\d\d)"
_STANCE = r"(?:positions?|views?|stances?|opinions?|attitudes?|mind|thinking|tone|support|opposition|line|policy)"
_HELD = (
    r"(?:positions?|views?|stances?|opinions?|attitudes?|tone|support|opposition|ideas?|understanding|assessments?|judge?ments?|"
    r"approach(?:es)?|arguments?|accounts?|stor(?:y|ies)|versions?|messages?|explanations?|strateg(?:y|ies)|statements?|remarks?)"
)
_AMOUNT = (
    r"(?:numbers?|sizes?|costs?|price\stags?|prices?|figures?|amounts?|estimates?|rates?|shares?|budgets?|totals?|count|forecasts?|targets?|"
    r"revenues?|(?:opening|start|starting|launch|delivery|completion|finishing|closing)\sdates?|headcounts?|bill|toll|tally|guidance|deadlines?|plans?|promises?|offers?|proposals?|expectations?|warnings?)"
)
_FIRST = (
    r"(?:say|said|think|thought|want\w*|propos\w+|promis\w+|plan\w*|announc\w+|estimat\w+|oppos\w+|support\w*|claim\w*)"
)
_THINKS = (
    r"(?:\w+\s){0,2}?(?:an?\s(?:\w+\s)?(?:opponent|supporter|critic|fan|enemy|friend|sceptic|skeptic|believer|"
    r"champion)|against|in\sfavou?r|oppos\w+|support\w*|think\w*|thought|want\w*|believ\w+|sceptical|skeptical|"
    r"insist\w*|for\sit|sa(?:id|ys?)|held)\b"
)
_TURNS = (
    r"(?:soften(?:ed)?|harden(?:ed)?|grow|grew|grown|rise|rose|risen|fall|fell|fallen|increased?|decreased?|shr[aiu]nk|"
    r"dropp?(?:ed)?|slipp?(?:ed)?|slid|slide|cl[iu]mb(?:ed)?|cre[ep]+t?|doubled?|swell(?:ed)?|swollen|declined?|var(?:y|ied)|reversed?|warm(?:ed)?|cool(?:ed)?|go\s(?:up|down)|went|gone|move[ds]?)"
)
# "The fire changed the company" and "changed from fluorescent tubes" are no change of a position.
_WHEN = rf"(?:(?:early|late|mid|last|this)[\s-])?(?:podcast|beginning|start|year|month|week|{_MONTH})\b"
_NO_OBJECT = rf"(?!\s(?:the|a|an|its?|this|that|these|those|our|your|my|to|from)\b(?!\s{_WHEN}))"
_CHANGE = pattern(
    r"\bover\s(?:time|the\s(?:\w+\s){0,3}(?:days|weeks|months|years|meetings|hearings|briefings|sessions))\b"
    r"|\b(?:through|throughout|across)\sthe\s(?:weeks|months|years)\b|\bchronolog\w+|\btime\s?line\b"
    rf"|^\W*(?:trace|track|follow|chart)\b.{{1,60}}\b(?:{_STANCE}|{_AMOUNT})\b|\bfrom\s(?:first|beginning|start)\sto\s(?:last|end|finish)\b"
    r"|\b(?P<unit>week|month|year|meeting|session|briefing|hearing|step)\sby\s(?P=unit)\b"
    r"|\bfrom\s(?:one\s)?(?:meeting|session|briefing|hearing)\sto\s(?:the\s)?(?:next|meeting|session|briefing|hearing)\b"
    rf"|\bchanged?\s(?:his|her|their|its)\s{_STANCE}\b|\bchanged?\s(?:his|her|their)\stune\b|\bc(?:o|a)me\s(?:a)?round\b"
    r"|\b(?:how|in\swhat\sways?|to\swhat\sextent)\b.{1,90}\b(?:chang(?:e|ed|ing)|evolv(?:e|ed|ing)|shift(?:ed)?|"
    rf"develop(?:ed)?|progress(?:ed)?)\b{_NO_OBJECT}"
    rf"|\b(?:{_STANCE}|{_AMOUNT})\b.{{1,60}}\b(?:changed|shift(?:ed)?|evolved?|develop(?:ed)?|different\snow)\b{_NO_OBJECT}"
    rf"|\bhow\s(?:has|have|had|did|does|do)\b.{{1,40}}\b(?:{_HELD}|{_AMOUNT})\b(?:\s(?:on|about|of|for|towards?)\s.{{1,40}})?\s{_TURNS}"
    rf"\b{_NO_OBJECT}"
    rf"|\b(?:{_HELD}|{_AMOUNT}|dates?)\b[^?]{{0,40}}\bhow\s(?:did|has|have|had|does)\s(?:it|they|that|this|those)\s{_TURNS}\b{_NO_OBJECT}"
    rf"|\b(?:did|does|has|have|had)\s.{{1,40}}\b(?:{_HELD}|{_STANCE})\b.{{0,50}}\s(?:change|shift|evolve|soften|harden)\b{_NO_OBJECT}"
    rf"|\bhow\s(?:has|have|had|did)\s.{{1,50}}\s{_TURNS}\b,?\s(?:since|between|from\s(?:the\s)?(?:first|beginning|start|\w+\sto)|"
    rf"over\sthe)\b"
    rf"|\b(?:evolution|trajectory)\sof\b|\b(?:development|course|history)\sof\s(?:\w+['’]?s?\s){{0,3}}(?:{_HELD}|{_AMOUNT})\b"
    rf"|\b(?:change|shift|turn|reversal)\s(?:of|in)\s(?:\w+\s){{0,3}}{_STANCE}\b"
    r"|\b(?:go|went|gone|move[ds]?|turn(?:ed)?)\sfrom\s.{2,40}\sto\b|\bfrom\s\w+\sto\s\w+:\s"
    r"|\bu-?turn\b|\bflip-?flop\w*|\b(?:reverse[ds]?\s(?:course|(?:him|her)self|themselves|(?:his|her|their)\s\w+)|backtrack\w*|"
    r"back(?:s|ed)?\s(?:away|down)|climb(?:ed)?\sdown)\b|\bthen\sand\snow\b"
    r"|\b(?:been|is|was|stayed|remained?)\sconsistent(?:ly)?\s(?:on|about|over)\b|\ball\salong\b|\bever\ssince\b"
    rf"|\b(?:still|always|no\slonger)\s(?:been\s)?{_THINKS}|\b{_THINKS}.{{1,40}}\bany\s?more\b"
    r"|\b(?:still|used\sto|at\sfirst|originally|initially|back\sthen)\b.{1,80}\b(?:now|later|today|still|afterwards?|since|"
    r"in\sthe\send|eventually|finally)\b|\bbefore\b.{1,60}\band\s(?:what\s|how\s)?after(?:wards)?\b"
    rf"|\bbefore\sand\safter\b|\bfirst\s{_FIRST}\b|\b{_FIRST}\s(?:at\s)?first\b|\bwhat\s(?:(?:has|have|had)\s)?changed\b"
)
_ONCE, _NOW = r"(?:earlier|first|former|previous|original|initial|old)", r"(?:later|current|present|new|final|latest)"
# What somebody does who changes his mind, or doesn't.
_MOVE = pattern(
    r"\b(?:has|have|had|did|does)\s.{1,40}\s(?:soften(?:ed)?|harden(?:ed)?|waver(?:ed)?|warm(?:ed)?\s(?:up\s)?to|mellow(?:ed)?|"
    r"cool(?:ed)?\s(?:on|off|towards?)|budged?)\b|\bhow\s(?:far|much)\s(?:has|have|had|did)\s.{1,40}\smoved?\son\b|\bhow\sconsistent"
    r"|\b(?:when|at\swhat\spoint)\s(?:did|does|has|had)\s.{1,40}\s(?:start|begin|begun|stop|cease|come)(?:p?ed)?\s(?:to\s)?"
    r"(?:support|oppos|favou?r|back|want|think|say|believ|doubt|warm|insist|worry)\w*"
    r"|\bat\swhat\spoint\s(?:did|does|has|had)\s.{1,40}\s(?:warm|turn\sagainst|come\s(?:round|to\s(?:support|accept|like|back|want|agree|think|believe|see))|"
    r"give\sup|drop)\b"
    rf"|\b(?:stick|stuck|stands?|stood|keeps?|kept|holds?|held)\s(?:to|with|by)\s(?:his|her|their|its)\s{_STANCE}\b"
    rf"|\bhow\s(?:has|have|had|did)\b.{{1,60}}\b{_STANCE}\b(?:(?!\b(?:who|that|which|those)\b).){{1,60}}\bmoved?\b{_NO_OBJECT}"
    rf"|\b{_NOW}\s{_STANCE}\b.{{1,60}}\b{_ONCE}\b|\b{_ONCE}\s{_STANCE}\b.{{1,60}}\b{_NOW}\b"
    rf"|\b{_STANCE}\b.{{1,60}}\bin\s{_MONTH}\b.{{0,20}}\band\s(?:then\s)?(?:later|afterwards?|since|now|today|after\sthat)\b"
    r"|\b(?:start|begin|began|started)\b.{1,60}\band\s(?:where\s|how\s)?(?:did\s|has\s|have\s|does\s|do\s)?(?:he|she|they|it)\s"
    r"(?:end|ended|finish\w*|land\w*|stand|now)\b"
    r"|\b(?:keeps?|kept)\s(?:slipping|changing|moving|rising|growing|falling|shifting|going\s(?:up|down)|being\s\w+ed)\b"
    r"|\b(?:list|name|show|give)\s(?:me\s)?(?:(?:the|all|all\sthe)\s(?:different\s)?(?:dates|figures|prices|numbers|estimates|"
    r"deadlines|versions|positions|sums|amounts)|(?:every|each)\s(?:single\s)?(?:date|figure|price|number|estimate|deadline|"
    r"version|sum|amount))\b"
    r"|^\W*(?:what|which)\s(?:(?:all|other|different)\s)?(?:figures|numbers|estimates|prices|sums|amounts|dates)\s(?:were|was|are|"
    r"have\sbeen)\s(?:given|named|mentioned|quoted|cited|offered)\b"
    r"|^\W*from\s\w+ing\b.{1,80}\bto\s\w+ing\b"
    r"|\b(?:walk|take|talk)\s(?:me|us)\sthrough\b.{1,80}\b(?:statements|positions|views|remarks|since|stages)\b"
    r"|\bsequence\sof\s(?:\w+\s){0,2}(?:statements|positions|views|remarks|promises|estimates)\b"
)
# The same in words that need not name what changes.
_STAY = pattern(
    r"\bthen\s(?:vs\.?|versus|or|against|compared\s(?:to|with))\snow\b"
    r"|\bnow\s(?:vs\.?|versus|and|compared\s(?:to|with))\sthen\b"
    r"|\b(?:stick|stuck|sticks|sticking|stood|stand|stands|held|hold|holds|kept|keep|keeps)\s(?:to|by|with)\s"
    r"(?:his|her|their|its|the)\s(?:\w+\s)?(?:guns|word|story|line|promises?|position|principles|plan|views?|opinion)\b"
    r"|\b(?:stay|stayed|stays|remain|remained|remains|keep|kept|hold|held|stand|stood)\s(?:so\s)?(?:neutral|firm|fast|loyal|"
    r"opposed|true|in\sfavou?r|(?<!stood\s)(?<!stand\s)(?<!stands\s)against|sceptical|skeptical|on\sthe\sfence|consistent|unconvinced|undecided|hostile)\b"
    r"|\bchange\sof\sheart\b|\b(?:about-?\s?(?:face|turn)|volte-?face|climb-?down|back-?pedal\w*)\b|\bswitch(?:ed)?\ssides\b"
    r"|\bused?\sto\s(?:be\s(?:for|against|in\sfavou?r)|want|think|say|believe|oppose|support|favou?r|insist|argue|trust|"
    r"doubt|defend|promise|reject)\b"
    r"|\b(?:the\sway|as|than|like)\s(?:he|she|they|it)\s(?:used\sto|once\s(?:did|was)|did\s(?:before|then|at\sfirst)|"
    r"was\s(?:before|then))\b"
    rf"|\bwhat\s(?:has\s|had\s)?(?:became|become|happened)\b.{{0,50}}\b(?:of|to)\b.{{1,50}}\b(?:{_STANCE}|{_HELD}|{_AMOUNT}|"
    r"confidence|optimism|doubts?|pledges?|enthusiasm|objections?|resistance|certainty|trust|worr(?:y|ies)|fears?)\b"
    rf"|\b(?:was|were|had|did|is)\b.{{1,80}}\b(?:in\s(?:the\s)?(?:fall|beginning|first\splace|{_MONTH})|last\s\w+|earlier|before|"
    r"at\sfirst|originally|initially)\b.{0,30}\b(?:and|but)\b.{1,40}\b(?:now|today|later|since|by\sthe\send|these\sdays|"
    r"eventually|finally|latest)\b"
    r"|\b(?:originally|initially|at\sfirst|to\sbegin\swith|at\sthe\sstart)\b.{1,80}\b(?:latest|current(?:ly)?|newest|"
    r"most\srecent(?:ly)?|final(?:ly)?|by\sthe\send|in\sthe\send|these\sdays)\b"
    r"|\b(?:when|at\swhat\spoint|by\swhen)\s(?:did|does|has|had)\s.{1,40}\s(?:stop|stopped|cease[ds]?|start|started|begin|begun|"
    r"give\sup|quit)\s(?:resisting|opposing|supporting|insisting|saying|believing|doubting|thinking|wanting|objecting|"
    r"worrying|claiming|defending|backing|refusing|denying|arguing|trusting|being\s(?:for|against))\b"
    r"|\bas\s(?:time|the\s(?:year|months|weeks))\s(?:went|wore|passed)\b|\btrack\srecord\b"
    r"|\bfrom\sthe\s(?:first|earliest|original|initial|autumn|fall|spring|summer|winter|start|beginning)\b.{1,60}\bto\sthe\s"
    r"(?:last|latest|final|following|next|end|present)\b"
    rf"|\b(?:{_AMOUNT}|{_STANCE}|{_HELD}|dates?|bill|price\stag)\b.{{1,60}}\b(?:at\seach\sstage|each\stime|every\stime|up\sto\snow)\b"
    r"|\bstill\b.{1,60}\b(?:used\sto|as\s(?:before|ever)|like\sbefore|any\s?more)\b"
    r"|\bhow\s(?:did|has|have|had)\s.{1,40}\s(?:get|got|go|gone|come)\sfrom\b"
)
_SAYS = rf"(?:say|says|said|think|thinks|thought|feel|felt|told|claim(?:ed)?|promised?|{_STANCE}|{_AMOUNT})"
# "What did she say about it in March, and what in June?"; but not "spending in 2024 and 2025".
_TWO_DATES = pattern(
    rf"\b(?:in|by|at|of|since)\s(?:early\s|late\s|last\s)?(?P<one>{_MONTH})\b.{{0,12}}?,?\s(?:and|then|versus|but|than|with|against)\s"
    rf"(?:then\s|what\s|how\s|again\s|(?:did|does)\s\w+\s\w+\s|(?:he|she|they|it)\s(?:said|says|thought)\s|not\s)*(?:in|by|at|of|since)\s(?:early\s|late\s|last\s)?"
    rf"(?P<other>{_MONTH})\b|^\W*from\s(?P<first>{_MONTH})\b.{{0,12}}\sto\s(?P<last>{_MONTH})\b.{{0,12}},"
)
_ASKS_WORDS = pattern(rf"\b{_SAYS}\b")
# "What was the forecast in May and August?"
_HELD_AT_TWO_DATES = pattern(
    rf"\b(?:{_HELD}|{_AMOUNT})\b.{{1,80}}\b(?P<one>{_MONTH})\b.{{0,30}}?\b(?:and|to|then|versus|with|than|until|but)\b.{{0,30}}?"
    rf"\b(?P<other>{_MONTH})\b"
)


_VIEWS = pattern(rf"\b{_HELD}\b")
_IN_EACH = pattern(
    r"\b(?:in|at|from|across)\s(?:each|every|all|several|different)\s(?:of\s)?(?:the\s|these\s|those\s)?"
    rf"(?:{MEETING})\b|\b(?:what|how)\s(?:did|does)\s(?:each|every)\s(?:{MEETING})\b"
)
_OCCASION = pattern(rf"\b(?:{_MONTH}|{MEETING})\b")


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
    held = _HELD_AT_TWO_DATES.search(text)
    return held is not None and held["one"].casefold() != held["other"].casefold()


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
