"""Whether a sentence promises, declines to answer, denies, admits, corrects or wants: by its words. Patterns. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.extraction.declined import declines
from qa.extraction.premises import denies
from qa.patterns import phrase
from qa.questions.acts import Act

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

_I = r"\b(?:I|we)"
# What is only said on the way: "I'll say this", "I'll turn it over to Victor", "We'll take a break".
_NO_DEED = (
    r"(?:say|tell|ask|turn|hand|start|begin|let|rephrase|repeat|quote|read|note|remind|admit|be (?:brief|"
    r"honest|frank|clear|quick|direct|blunt|happy|glad|back|surprised|sorry)|add|just|only|move|go (?:back|"
    r"on|to|now|first)|come (?:to|back)|take (?:a|your|the|that|one|another|questions|you)|give you (?:an?|"
    r"one|some) (?:examples?|idea|hint|minute)|give (?:\w+ )?(?:the floor|way)|leave it|"
    r"make (?:a (?:short |brief )?(?:statement|point|remark|comment)|some remarks)|try|see|know|"
    r"never (?:know|forget|understand|be able)|talk|hear|answer|"
    r"put|stop|yield|agree|vote|call|open|close|proceed|continue|recess|pause|refer|respond|explain|speak|"
    r"summari[sz]e|concede|grant|assume|suppose|bet|have to|need to|get to|all|probably|perhaps|maybe|miss|"
    r"pass)\b"
)
_PROMISES = phrase(
    rf"{_I}(?:'ll| will| shall) (?!(?:(?:also|certainly|personally|always|never|gladly|of course|first|of all|now|"
    rf"then) )*(?:{_NO_DEED}|not\b))\w"
    rf"|{_I}(?: can| do| will|'ll)? (?:hereby |now )?(?:promise|pledge|commit|guarantee|undertake|vow|assure|"
    r"give (?:you|them) (?:my|our) word)\b(?! (?:you )?nothing)"
    r"|\byou(?:'ve| have)? (?:got )?(?:have )?my (?:word|promise)\b|\byou shall have\b|\byou(?:'ll|"
    r" will) (?:have|get) (?:it|an?|the|that|your)\b"
    r"|\b(?:that|this)(?:'s| is) a (?:commitment|promise|pledge)\b|\bcount on me\b|\bI give you my word\b"
    r"|\bthere(?:'ll| will| won't) be (?:no|any)\b|\bno \w+(?: \w+)? will (?:be|lose|have|pay|close|go)\b"
    r"|\b(?:every|each|all) (?:[\w'’]+ ){1,7}will (?:be|have|get|receive|keep)\b"
    r"|\bwill be (?:built|paid|finished|ready|done|opened|published|repaired|replaced) by\b"
)
_NO_PROMISE = phrase(
    r"\b(?:can't|cannot|won't|not going to|don't|rather not|never|not) (?:\w+ )?(?:promise|guarantee|commit|"
    r"pledge|undertake)\b"
    r"|\bif you'll\b|\b(?:I|we)'ll (?:be )?(?:right )?(?:back|see)\b"
)
_YES = phrase(
    r"\W*(?:yes|yeah|of course|certainly|absolutely|definitely|I will|we will|I do|we do|every \w+|"
    r"all of (?:it|them)|indeed)\b"
)
_ASKED_TO_PROMISE = phrase(
    r"\b(?:will|would|can|could) you\b(?! (?:say|tell|describe|explain|agree|please|give us an|walk|talk|"
    r"comment|confirm|call|go back|repeat|yield|be surprised))"
    r"|\bdo you (?:promise|commit|undertake|pledge)\b|\bis (?:that|this) a (?:commitment|promise|pledge)\b|"
    r"\bcan (?:we|they) count on\b"
)
_LEAVES_OPEN = phrase(
    rf"{_I}(?:'m|'re| am| are) (?:really |just |simply |still )?not going to (?!let|stand|allow|accept|give up|"
    r"stop|raise|cut|apologi)\w+"
    rf"|{_I} (?:won't|will not|wouldn't (?:want to)?|can't|cannot|couldn't|don't) (?:(?:really|possibly|yet) )?"
    r"(?:comment|characteri[sz]e|negotiate|go into|get (?:into|ahead)|speak (?:about|to|for|on)|talk about|"
    r"discuss|disclose|speculate|preview|verify|confirm|say|tell|answer|prejudge|break that|name|recall|"
    r"remember|know|want to (?:prejudge|speculate|get|go|comment)|have (?:anything|any (?:information|"
    r"comment|updates?|details?|announcements?)|that with me)\b)"
    rf"|\bneither confirm\w* nor den\w+|\brefer you (?:to|back)\b|{_I}(?:'d| would|'ll| will) let .{{2,40}} speak for\b"
    r"|\btakes? no position\b|\b(?:not|n't) (?:\w+ )?be (?:right|appropriate|proper|fair|wise|"
    r"helpful) (?:for me|for us|to)\b"
    rf"|\bon the advice of (?:my |our )?(?:counsel|lawyers?)\b|{_I} make no comment\b|{_I}(?:'d| would|'ll|"
    r" will) (?:need|have) to "
    rf"(?:write|check|look|get back|come back|ask|read|see)\b|{_I}(?:'ve| have) nothing (?:to say|for you|more|"
    r"to announce|on that)\b"
    r"|\b(?:that|this)(?:'s| is) part of (?:the|an|our) (?:\w+ )?(?:investigation|inquiry|proceedings)\b|"
    r"\btoo (?:early|soon) to (?:say|tell|know)\b"
    r"|\b(?:get|getting) ahead of\b|\bNot (?:until|before|today|tonight|at this)\b(?! (?:\w+ ){0,3}(?:past|"
    r"o'clock|midnight|noon|midday)\b)"
    r"|\bunder review\b|\bno (?:such )?decision has been made\b"
)
_DENIES = phrase(
    rf"{_I}(?: (?:flatly|categorically|absolutely|completely))? (?:deny|denied|reject|dispute)\b|\b(?:I|"
    r"we)(?:'ve| have)? never \w+"
    r"|\bno such\b|\bthere(?:'s| is| was| were| are) no (?!doubt|question|reason|other|need|way|point|one|longer)\w+"
    r"|\b(?:that|this|it)(?:'s| is| was) (?:simply |just |absolutely |completely )?(?:not (?:true|so|right|"
    r"correct|what happened)|false|untrue|a lie|nonsense|rubbish|wrong)\b"
    r"|^\W*Not (?:mine|me|us|ours)\b|\b(?:I|we) (?:did not|didn't|do not|don't|have not|haven't) (?:say|said|"
    r"own|take|took|sell|sold|steal|promise|do (?:it|that)|"
    r"order|sign|offer|write|vote|lie|hide|know about|have any(?:thing)? (?:to do|part|share|involvement))\b"
)
_ADMITS = phrase(
    rf"{_I}(?:'ve| have)? (?:\w+ )?(?:admit|concede|acknowledge|confess|accept (?:that|responsibility)|regret|"
    r"apologi[sz]e)\b"
    rf"|{_I}(?:'ve| have|'d)? (?:was|were|been|am|got (?:it|that|this)) (?:\w+ )?wrong\b|"
    r"\bmy (?:own )?(?:mistake|fault|failure|error)\b"
    rf"|\bour (?:own )?(?:mistake|fault|failure|error)\b|{_I} (?:made|make) a (?:\w+ )?mistake\b|"
    rf"{_I} (?:should(?:n't| not)? have(?= \w)|should've|ought to have|failed|misjudged|"
    rf"misspoke|misled|did (?:say|promise|know|do (?:it|that)))\b|{_I} (?:didn't|did not) (?:check|ask|look|"
    r"think it mattered|do (?:enough|my))\b"
    rf"|\b(?:it|that)(?:'s| is| was) (?:[\w'’]+ ){{0,4}}(?:failure|fault|mistake)\b|{_I}'?(?:m|re| am|"
    r" are) (?:very |so |deeply |truly )?(?:sorry|ashamed) (?:that|for|about|we|I)\b"
    rf"|\b(?:break|broke|broken) (?:that|my|our|the) promise\b|{_I} (?:changed|have changed) (?:my|"
    r"our) minds?\b|\bsorry we are\b"
)
_CORRECTS = phrase(
    r"\b(?:let me|I must|I have to|I (?:want|need|would like) to|I'd like to|may I|to) (?:\w+ )?correct\b|"
    r"\ba correction\b|\bstand corrected\b|\bI misspoke\b"
    r"|\b(?:that|this|which)(?: (?:number|figure|date|name|total|statement))?(?:'s| is| was) (?:not (?:right|"
    r"correct)|wrong|incorrect|a (?:mistake|misprint|slip))\b"
    r"|\b(?:it|that) should(?:'ve| have) (?:been|said|read)\b(?! \w+ed\b)|\bI take (?:that|it) back\b|"
    r"\bI was looking at the wrong\b"
    r"|\bthe (?:number|figure|total|count|toll) is now\b|\b(?:we|I)(?:'ve| have|"
    r" had)? (?:since )?(?:\w+ )?(?:counted|added|transposed|miscounted|mixed up)\b.{0,30}\b(?:twice|wrong\w*|"
    r"digits?)\b"
    r"|^\W*(?:it|that|he|she|they) (?:was|were|did|had) not\.$"
)

# What is only said on the way: "I'd like to thank you", "we must move on".
_NO_WISH = (
    r"(?: to)? (?:(?:just|also|first|again|briefly) )?(?:say|tell|ask (?:you|him|her|them|about|how|what|why|"
    r"whether|if|an?\b)|thank|turn|hear|know|understand|introduce|welcome|begin|"
    r"start by|start with|add|note|make (?:a|one|clear|sure)|move on|go (?:back|on|to)|come back|be (?:clear|"
    r"honest|frank|fair|careful|noted)|point out|remind|"
    r"read|quote|stress|emphasi[sz]e|mention|talk|speak|see that|check|confirm|correct|admit|apologi[sz]e|"
    r"recogni[sz]e|call|remember|respond|answer|close|yield)\b"
)
_WANTS = phrase(
    rf"{_I}(?:'d| would)? (?:(?:also|only|just|really|all|still|simply|do|always|certainly) )*(?:want|like to|"
    r"like the|like a|wish|hope|need|demand|urge|propose|insist|"
    rf"call (?:for|on)|ask (?:for|that|the)|prefer|rather|support|would like|intend|plan to)\b(?!{_NO_WISH})"
    rf"|{_I}'?(?:m|re| am| are| was| were) (?:\w+ )?(?:asking (?:for|that|the)|calling (?:for|on)|hoping|"
    r"in favou?r of|all for|for (?:it|the|a)\b)"
    rf"|\b(?:should|must|ought to)\b(?!{_NO_WISH})(?!(?:n't)?'ve\b)(?! (?:not )?have (?:\w+(?:ed|en)|had|said|"
    r"told|known|made|found|gone|got|come|put)\b)|\bwhat (?:I|we) (?:want|need)\b"
)
_FEWEST = 3
_NO_WANT = phrase(
    rf"{_I} (?:do not|don't|did not|didn't|no longer|can no longer|cannot|can't) (?:\w+ )?(?:need|support|"
    r"insist|demand|plan)\b|^\W*if\b"
    r"|\blike (?:the|a) (?!\w+.*\bto\b)"
)

_ANNOUNCES = phrase(r"\bcorrect(?:ion)?\b")

_TAKES_BACK = phrase(
    r"^\W*(?:(?:and|but|so|well)[\s,]+)?(?:(?:that|this|which)(?: (?:number|figure|date|total|statement|"
    r"estimate|name|claim))?(?:'s| is| was| turned out to be) (?:simply |just |now )?(?:wrong|not (?:true|"
    r"right|correct|so|the case)|false|incorrect|untrue|a mistake|no longer (?:true|so|right|the case))|"
    r"(?:that|it) (?:isn't|wasn't) (?:true|right|correct|so)|the (?:number|figure|toll|total|count) is now|"
    r"(?:it|that) (?:was|is) not\.|(?:it|that) should(?:'ve| have) (?:been|said) (?!\w+ed\b)|I misspoke|"
    r"I stand corrected|let me correct that)"
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
