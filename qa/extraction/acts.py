"""Whether a sentence promises, declines to answer, denies, admits, corrects or wants: by its words. Patterns. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.extraction.declined import declines
from qa.extraction.premises import denies
from qa.questions.acts import Act
from qa.questions.parsing import pattern

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

_I = r"\b(?:I|we)"
# What is only said on the way: "I'll say this", "I'll turn it over to Victor", "We'll take a break".
_NO_DEED = (
    r"(?:say|tell|ask|turn|hand|start|begin|let|rephrase|repeat|quote|read|note|remind|admit|be\s(?:brief|honest|frank|clear|quick|direct|blunt|"
    r"happy|glad|back|surprised|sorry)|add|just|only|move|go\s(?:back|on|to|now|first)|come\s(?:to|back)|take\s(?:a|your|the|that|one|another|questions|you)|"
    r"give\syou\s(?:an?|one|some)\s(?:examples?|idea|hint|minute)|leave\sit|make\s(?:a\s(?:short\s|brief\s)?(?:statement|point|remark|comment)|some\sremarks)|try|see|know|never\s(?:know|forget|understand|be\sable)|"
    r"talk|hear|answer|put|stop|yield|agree|vote|call|open|close|proceed|continue|recess|pause|refer|respond|explain|"
    r"speak|summari[sz]e|concede|grant|assume|suppose|bet|have\sto|need\sto|get\sto|all|probably|perhaps|maybe|miss|pass)\b"
)
_PROMISES = pattern(
    rf"{_I}(?:['’]ll|\swill|\sshall)\s(?:(?:also|certainly|personally|always|never|gladly|of\scourse)\s)*(?!{_NO_DEED})(?!not\b)\w"
    rf"|{_I}(?:\scan|\sdo|\swill|['’]ll)?\s(?:hereby\s|now\s)?(?:promise|pledge|commit|guarantee|undertake|vow|assure|give\s(?:you|them)\s(?:my|our)\sword)\b"
    r"(?!\s(?:you\s)?nothing)"
    r"|\byou(?:['’]ve|\shave)?\s(?:got\s)?(?:have\s)?my\s(?:word|promise)\b|\byou\sshall\shave\b|\byou(?:['’]ll|\swill)\s(?:have|get)\s(?:it|an?|the|that|your)\b"
    r"|\b(?:that|this)(?:['’]s|\sis)\sa\s(?:commitment|promise|pledge)\b|\bcount\son\sme\b|\bI\sgive\syou\smy\sword\b"
    r"|\bthere(?:['’]ll|\swill|\swon['’]t)\sbe\s(?:no|any)\b|\bno\s\w+(?:\s\w+)?\swill\s(?:be|lose|have|pay|close|go)\b"
    r"|\b(?:every|each|all)\s(?:[\w'’]+\s){1,7}will\s(?:be|have|get|receive|keep)\b"
    r"|\bwill\sbe\s(?:built|paid|finished|ready|done|opened|published|repaired|replaced)\sby\b"
)
_NO_PROMISE = pattern(
    r"\b(?:can['’]t|cannot|won['’]t|not\sgoing\sto|don['’]t|rather\snot|never|not)\s(?:\w+\s)?(?:promise|guarantee|commit|pledge|undertake)\b"
    r"|\bif\syou['’]ll\b|\b(?:I|we)['’]ll\s(?:be\s)?(?:right\s)?(?:back|see)\b"
)
_YES = pattern(
    r"\W*(?:yes|yeah|of\scourse|certainly|absolutely|definitely|I\swill|we\swill|I\sdo|we\sdo|every\s\w+|all\sof\s(?:it|them)|indeed)\b"
)
_ASKED_TO_PROMISE = pattern(
    r"\b(?:will|would|can|could)\syou\b(?!\s(?:say|tell|describe|explain|agree|please|give\sus\san|walk|talk|comment|confirm|call|go\sback|repeat|yield|be\ssurprised))"
    r"|\bdo\syou\s(?:promise|commit|undertake|pledge)\b|\bis\s(?:that|this)\sa\s(?:commitment|promise|pledge)\b|\bcan\s(?:we|they)\scount\son\b"
)
_LEAVES_OPEN = pattern(
    rf"{_I}(?:['’]m|['’]re|\sam|\sare)\s(?:really\s|just\s|simply\s|still\s)?not\sgoing\sto\s(?!let|stand|allow|accept|give\sup|stop|raise|cut|apologi)\w+"
    rf"|{_I}\s(?:won['’]t|will\snot|wouldn['’]t\s(?:want\sto)?|can['’]t|cannot|couldn['’]t|don['’]t)\s(?:(?:really|possibly|yet)\s)?"
    r"(?:comment|characteri[sz]e|negotiate|go\sinto|get\s(?:into|ahead)|speak\s(?:about|to|for|on)|talk\sabout|discuss|disclose|speculate|preview|"
    r"verify|confirm|say|tell|answer|prejudge|break\sthat|name|recall|remember|know|want\sto\s(?:prejudge|speculate|get|go|comment)|"
    r"have\s(?:anything|any\s(?:information|comment|updates?|details?|announcements?)|that\swith\sme)\b)"
    rf"|\bneither\sconfirm\w*\snor\sden\w+|\brefer\syou\s(?:to|back)\b|{_I}(?:['’]d|\swould|['’]ll|\swill)\slet\s.{{2,40}}\sspeak\sfor\b"
    r"|\btakes?\sno\sposition\b|\b(?:not|n['’]t)\s(?:\w+\s)?be\s(?:right|appropriate|proper|fair|wise|helpful)\s(?:for\sme|for\sus|to)\b"
    rf"|\bon\sthe\sadvice\sof\s(?:my\s|our\s)?(?:counsel|lawyers?)\b|{_I}\smake\sno\scomment\b|{_I}(?:['’]d|\swould|['’]ll|\swill)\s(?:need|have)\sto\s"
    rf"(?:write|check|look|get\sback|come\sback|ask|read|see)\b|{_I}(?:['’]ve|\shave)\snothing\s(?:to\ssay|for\syou|more|to\sannounce|on\sthat)\b"
    r"|\b(?:that|this)(?:['’]s|\sis)\spart\sof\s(?:the|an|our)\s(?:\w+\s)?(?:investigation|inquiry|proceedings)\b|\btoo\s(?:early|soon)\sto\s(?:say|tell|know)\b"
    r"|\b(?:get|getting)\sahead\sof\b|\bNot\s(?:until|before|today|tonight|at\sthis)\b(?!\s(?:\w+\s){0,3}(?:past|o['’]clock|midnight|noon|midday)\b)"
    r"|\bunder\sreview\b|\bno\s(?:such\s)?decision\shas\sbeen\smade\b"
)
_DENIES = pattern(
    rf"{_I}(?:\s(?:flatly|categorically|absolutely|completely))?\s(?:deny|denied|reject|dispute)\b|\b(?:I|we)(?:['’]ve|\shave)?\snever\s\w+"
    r"|\bno\ssuch\b|\bthere(?:['’]s|\sis|\swas|\swere|\sare)\sno\s(?!doubt|question|reason|other|need|way|point|one|longer)\w+"
    r"|\b(?:that|this|it)(?:['’]s|\sis|\swas)\s(?:simply\s|just\s|absolutely\s|completely\s)?(?:not\s(?:true|so|right|correct|what\shappened)|false|untrue|a\slie|nonsense|rubbish|wrong)\b"
    r"|^\W*Not\s(?:mine|me|us|ours)\b|\b(?:I|we)\s(?:did\snot|didn['’]t|do\snot|don['’]t|have\snot|haven['’]t)\s(?:say|said|own|take|took|sell|sold|steal|promise|do\s(?:it|that)|"
    r"order|sign|offer|write|vote|lie|hide|know\sabout|have\sany(?:thing)?\s(?:to\sdo|part|share|involvement))\b"
)
_ADMITS = pattern(
    rf"{_I}(?:['’]ve|\shave)?\s(?:\w+\s)?(?:admit|concede|acknowledge|confess|accept\s(?:that|responsibility)|regret|apologi[sz]e)\b"
    rf"|{_I}(?:['’]ve|\shave|['’]d)?\s(?:was|were|been|am|got\s(?:it|that|this))\s(?:\w+\s)?wrong\b|\bmy\s(?:own\s)?(?:mistake|fault|failure|error)\b"
    rf"|\bour\s(?:own\s)?(?:mistake|fault|failure|error)\b|{_I}\s(?:made|make)\sa\s(?:\w+\s)?mistake\b|{_I}\s(?:should(?:n['’]t|\snot)?\shave(?=\s\w)|should['’]ve|ought\sto\shave|failed|misjudged|"
    rf"misspoke|misled|did\s(?:say|promise|know|do\s(?:it|that)))\b|{_I}\s(?:didn['’]t|did\snot)\s(?:check|ask|look|think\sit\smattered|do\s(?:enough|my))\b"
    rf"|\b(?:it|that)(?:['’]s|\sis|\swas)\s(?:[\w'’]+\s){{0,4}}(?:failure|fault|mistake)\b|{_I}['’]?(?:m|re|\sam|\sare)\s(?:very\s|so\s|deeply\s|truly\s)?(?:sorry|ashamed)\s(?:that|for|about|we|I)\b"
    rf"|\b(?:break|broke|broken)\s(?:that|my|our|the)\spromise\b|{_I}\s(?:changed|have\schanged)\s(?:my|our)\sminds?\b|\bsorry\swe\sare\b"
)
_CORRECTS = pattern(
    r"\b(?:let\sme|I\smust|I\shave\sto|I\s(?:want|need|would\slike)\sto|I['’]d\slike\sto|may\sI|to)\s(?:\w+\s)?correct\b|\ba\scorrection\b|\bstand\scorrected\b|\bI\smisspoke\b"
    r"|\b(?:that|this|which)(?:\s(?:number|figure|date|name|total|statement))?(?:['’]s|\sis|\swas)\s(?:not\s(?:right|correct)|wrong|incorrect|a\s(?:mistake|misprint|slip))\b"
    r"|\b(?:it|that)\sshould(?:['’]ve|\shave)\s(?:been|said|read)\b(?!\s\w+ed\b)|\bI\stake\s(?:that|it)\sback\b|\bI\swas\slooking\sat\sthe\swrong\b"
    r"|\bthe\s(?:number|figure|total|count|toll)\sis\snow\b|\b(?:we|I)(?:['’]ve|\shave|\shad)?\s(?:since\s)?(?:\w+\s)?(?:counted|added|transposed|miscounted|mixed\sup)\b.{0,30}\b(?:twice|wrong\w*|digits?)\b"
    r"|^\W*(?:it|that|he|she|they)\s(?:was|were|did|had)\snot\.$"
)

# What is only said on the way: "I'd like to thank you", "we must move on".
_NO_WISH = (
    r"(?:\sto)?\s(?:(?:just|also|first|again|briefly)\s)?(?:say|tell|ask\s(?:you|him|her|them|about|how|what|why|whether|if|an?\b)|thank|turn|hear|know|understand|introduce|welcome|begin|"
    r"start\sby|start\swith|add|note|make\s(?:a|one|clear|sure)|move\son|go\s(?:back|on|to)|come\sback|be\s(?:clear|honest|frank|fair|careful|noted)|point\sout|remind|"
    r"read|quote|stress|emphasi[sz]e|mention|talk|speak|see\sthat|check|confirm|correct|admit|apologi[sz]e|recogni[sz]e|call|remember|respond|answer|close|yield)\b"
)
_WANTS = pattern(
    rf"{_I}(?:['’]d|\swould)?\s(?:(?:also|only|just|really|all|still|simply|do|always|certainly)\s)*(?:want|like\sto|like\sthe|like\sa|wish|hope|need|demand|urge|propose|insist|"
    rf"call\s(?:for|on)|ask\s(?:for|that|the)|prefer|rather|support|would\slike|intend|plan\sto)\b(?!{_NO_WISH})"
    rf"|{_I}['’]?(?:m|re|\sam|\sare|\swas|\swere)\s(?:\w+\s)?(?:asking\s(?:for|that|the)|calling\s(?:for|on)|hoping|in\sfavou?r\sof|all\sfor|for\s(?:it|the|a)\b)"
    rf"|\b(?:should|must|ought\sto)\b(?!{_NO_WISH})(?!(?:n['’]t)?['’]ve\b)(?!\s(?:not\s)?have\s(?:\w+(?:ed|en)|had|said|told|known|made|found|gone|got|come|put)\b)|\bwhat\s(?:I|we)\s(?:want|need)\b"
)
_FEWEST = 3
_NO_WANT = pattern(
    rf"{_I}\s(?:do\snot|don['’]t|did\snot|didn['’]t|no\slonger|can\sno\slonger|cannot|can['’]t)\s(?:\w+\s)?(?:need|support|insist|demand|plan)\b|^\W*if\b"
    r"|\blike\s(?:the|a)\s(?!\w+.*\bto\b)"
)

_ANNOUNCES = pattern(r"\bcorrect(?:ion)?\b")

_TAKES_BACK = pattern(
    r"^\W*(?:(?:and|but|so|well)[\s,]+)?(?:(?:that|this|which)(?:\s(?:number|figure|date|total|statement|estimate|name|claim))?"
    r"(?:['’]s|\sis|\swas|\sturned\sout\sto\sbe)\s(?:simply\s|just\s|now\s)?(?:wrong|not\s(?:true|right|correct|so|the\scase)|false|incorrect|untrue|a\smistake|"
    r"no\slonger\s(?:true|so|right|the\scase))|(?:that|it)\s(?:isn['’]t|wasn['’]t)\s(?:true|right|correct|so)|"
    r"the\s(?:number|figure|toll|total|count)\sis\snow|(?:it|that)\s(?:was|is)\snot\.|(?:it|that)\sshould(?:['’]ve|\shave)\s(?:been|said)\s(?!\w+ed\b)|"
    r"I\smisspoke|I\sstand\scorrected|let\sme\scorrect\sthat)"
)


def takes_back(text: str) -> bool:
    """Whether a sentence says that the one before it is not so: whoever quotes that alone quotes what is wrong."""
    return _TAKES_BACK.match(text) is not None


def announces_a_correction(text: str) -> bool:
    """Whether what is wrong is told behind it, and not before it."""
    return _ANNOUNCES.search(text) is not None and "that" not in text.casefold().split()


def may_perform(act: Act, text: str) -> bool:
    """Whether a turn may hold a sentence that does it, so that a closer look is worth it."""
    if act is Act.PROMISE and _YES.match(text):
        return True
    return _done(act, text)


def performs(act: Act, one: Sentence) -> bool:
    """Whether a sentence does it: in its own words, or by what it says to the question that it replies to."""
    if one.is_question or (one.reports is not None and act is not Act.CORRECT):
        return False
    asked = one.asked.text if one.asked else ""
    if act is Act.PROMISE:
        agrees = _YES.match(one.text) is not None and _ASKED_TO_PROMISE.search(asked) is not None
        return (agrees or _done(act, one.text)) and not _NO_PROMISE.search(one.text)
    if act is Act.WANT:
        # "I'd like to." names nothing.
        return len(one.text.split()) > _FEWEST and _done(act, one.text) and not _NO_WANT.search(one.text)
    if act is Act.DECLINE:
        return bool(asked) and _done(act, one.text)
    return _done(act, one.text)


def _done(act: Act, text: str) -> bool:
    match act:
        case Act.PROMISE:
            return _PROMISES.search(text) is not None
        case Act.DECLINE:
            return _LEAVES_OPEN.search(text) is not None or declines(text)
        case Act.DENY:
            return _DENIES.search(text) is not None or denies(text)
        case Act.ADMIT:
            return _ADMITS.search(text) is not None
        case Act.CORRECT:
            return _CORRECTS.search(text) is not None
        case Act.WANT:
            return _WANTS.search(text) is not None
