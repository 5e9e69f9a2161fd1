"""Whether somebody takes a side in a sentence, or tells that he has changed it: told from its words. Pure."""

from __future__ import annotations

from qa.questions.calendar_names import MONTH, SEASON
from qa.questions.parsing import pattern

_I = r"\b(?:I|we)"
_HAVE = r"(?:['’]ve|\shave|['’]d|\shad)?"
_AM = r"(?:['’]m|['’]re|\sam|\sare|\swas|\swere)"
_OWN = r"(?:my|our)"
_THEN = rf"(?:in\s(?:the\s)?(?:{SEASON}|{MONTH})|last\s\w+|a\syear\sago|months\sago|then|before|and\s(?:now|I))\b"
_TELLS_OF_CHANGE = pattern(
    # "I've come round", "I take that back", "I was wrong about Sundays"
    rf"{_I}{_HAVE}\s(?:\w+\s)?(?:changed?\s(?:{_OWN}\s(?:mind|tune|view|position|opinion|vote)s?|the\squestion)|"
    r"c(?:o|a)me\s(?:a)?round|c(?:o|a)me\sdown|take\s(?:that|it)\sback|took\s(?:that|it)\sback|moved|"
    r"(?:was|were|had\sbeen)\s(?:wrong|mistaken)|got\s(?:it|that)\swrong|stand\scorrected|used\sto|no\slonger|"
    r"once\s(?:said|thought|believed)|ended\sup|gone\sback\sand\sforth|dropped|withdr(?:ew|awn)|regret|reconsidered|"
    rf"(?:stopped|given\sup|quit)\s\w+ing|made\s{_OWN}\speace|softened|hardened|warmed\sto|"
    r"(?:(?:had|have)\sto\sthink|thought)\sagain|(?:had|having)\ssecond\sthoughts)\b"
    rf"|{_I}\s(?:\w+\s){{0,2}}(?:do|can|could|will|wo|would)(?:n['’]t|not|\snot)\b.{{0,50}}\bany\s?(?:more|longer)\b"
    rf"|\bproved\swrong\b|{_I}{_AM}\s(?:now\s)?back\s(?:where|on|in|to)\b|\bnot\sany\s?more\b"
    rf"|{_I}\s(?:would|could)n['’]t\s(?:put|say|sign|do)\s(?:it\s)?(?:like\s)?(?:that\s|it\s)?(?:now|today|again)\b"
    rf"|{_I}\snever\sthought\s(?:I|we)['’]d\b"
    # "I told you in March", "I said on the radio"
    rf"|{_I}\s(?:said|told|called|promised|thought|voted|wanted|meant)\b.{{1,80}}\b{_THEN}"
    rf"|{_I}\ssaid\s(?:on|at|in)\s(?:the|this|that|our)\s\w+"
    r"|\b(?:it|that|they|the\s\w+)(?:['’]s|['’]re|\sis|\sare|\swas|\sstands?)\s(?:now|no\slonger|down\sto|up\sto|"
    r"up\sfrom|down\sfrom)\b|\b(?:up|down)\sfrom\b|\b(?:now|today)\s(?:I|we)\b|\b(?:I|we|they)\snow\b|\binstead\sof\b"
    r"|\brather\sthan\sthe\b"
)
_DECLARES = pattern(
    rf"{_I}(?:['’](?:m|re|ve|d|ll)|\s(?:am|are|was|were|have|do|will|would|can|can['’]t|won['’]t|don['’]t|wasn['’]t|"
    r"weren['’]t))?\s(?:(?:not|still|now|no\slonger|never|always|also|all|fully|strongly|just)\s)*"
    r"(?:for|against|in\sfavou?r|oppos\w+|support\w*|agree|disagree|back|reject|welcome|vote(?:d)?|"
    r"change(?:d)?\s(?:my|our)\sminds?|(?:was|were)\swrong|said\szero)\b"
    r"|\b(?:haven['’]t|have\snot)\smade\sup\s(?:my|our)\sminds?\b"
)
_WOULD_HAVE = pattern(
    rf"{_I}(?:['’](?:m|re|d|ll)|\s(?:am|are|will|would|can|could|can['’]t|cannot|couldn['’]t|could\snot|won['’]t|do|"
    r"don['’]t))?\s(?:(?:not|still|now|no\slonger|never|only|really|happily)\s)*"
    r"(?:accept|recommend|defend|live\swith|go\salong\swith|sign|prefer|rather|keen|in|out)\b"
    # "I want it kept"; not "I want to be honest with you".
    rf"|{_I}(?:\s(?:do|still|don['’]t|do\snot|always|only|just|would|did(?:n['’]t)?))*(?:['’]d)?\s(?:want|like)"
    r"(?:ed)?\b(?!\sto\s(?:be|say|ask|thank|make|point|add|know|hear|see|tell|put|come|go|start|begin|draw|move\son|"
    r"remind))"
)
_STAYS = pattern(
    rf"{_I}(?:['’]ve|\shave)?\s(?:still\s(?:\w+\s)?(?:think|believe|say|want|support|oppose)|always\s(?:have|said|"
    r"thought|wanted|supported|opposed|been)|never\s(?:hidden|wavered)|stand\s(?:where|by)|said\s(?:so|it)\s(?:then|before))\b"
    r"|\b(?:not|nothing)\b.{0,20}\bchanged?\s(?:my|our)\sminds?\b|\b(?:my|our)\s(?:view|position|opinion)\b.{0,20}"
    r"\b(?:hasn['’]t|has\snot|not)\schanged\b"
)


def tells_of_change(text: str) -> bool:
    """Whether somebody says that something is no longer as it was: "I've come round", "it's now twenty-one"."""
    return _TELLS_OF_CHANGE.search(text) is not None


def declares(text: str) -> bool:
    """Whether the speaker says that he is for or against something, or how he votes: "I'm against it"."""
    return _DECLARES.search(text) is not None


def takes_a_side(text: str) -> bool:
    """Whether he does, or says what he would have, or that he stays where he was: "I could live with a trial"."""
    return any(said.search(text) for said in (_DECLARES, _WOULD_HAVE, _STAYS))
