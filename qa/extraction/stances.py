"""Whether somebody takes a side in a sentence, or tells that he has changed it: told from its words. Pure."""

from __future__ import annotations

from qa.patterns import phrase
from qa.questions.calendar_names import MONTH, SEASON

_I = r"\b(?:I|we)"
_HAVE = r"(?:'ve| have|'d| had)?"
_AM = r"(?:'m|'re| am| are| was| were)"
_OWN = r"(?:my|our)"
_THEN = rf"(?:in (?:the )?(?:{SEASON}|{MONTH})|last \w+|a year ago|months ago|then|before|and (?:now|I))\b"
_TELLS_OF_CHANGE = phrase(
    # "I've come round", "I take that back", "I was wrong about Sundays"
    rf"{_I}{_HAVE} (?:\w+ )?(?:changed? (?:{_OWN} (?:mind|tune|view|position|opinion|vote)s?|the question)|"
    r"c(?:o|a)me (?:a)?round|c(?:o|a)me down|take (?:that|it) back|took (?:that|it) back|moved|"
    r"(?:was|were|had been) (?:wrong|mistaken)|got (?:it|that) wrong|stand corrected|used to|no longer|"
    r"once (?:said|thought|believed)|ended up|gone back and forth|dropped|withdr(?:ew|awn)|regret|reconsidered|"
    rf"(?:stopped|given up|quit) \w+ing|made {_OWN} peace|softened|hardened|warmed to|"
    r"(?:(?:had|have) to think|thought) again|(?:had|having) second thoughts)\b"
    rf"|{_I} (?:\w+ ){{0,2}}(?:do|can|could|will|wo|would)(?:n't|not| not)\b.{{0,50}}\bany ?(?:more|longer)\b"
    rf"|\bproved wrong\b|{_I}{_AM} (?:now )?back (?:where|on|in|to)\b|\bnot any ?more\b"
    rf"|{_I} (?:would|could)n't (?:put|say|sign|do) (?:it )?(?:like )?(?:that |it )?(?:now|today|again)\b"
    rf"|{_I} never thought (?:I|we)'d\b"
    # "I told you in March", "I said on the radio"
    rf"|{_I} (?:said|told|called|promised|thought|voted|wanted|meant)\b.{{1,80}}\b{_THEN}"
    rf"|{_I} said (?:on|at|in) (?:the|this|that|our) \w+"
    r"|\b(?:it|that|they|the \w+)(?:'s|'re| is| are| was| stands?) (?:now|no longer|down to|up to|"
    r"up from|down from)\b|\b(?:up|down) from\b|\b(?:now|today) (?:I|we)\b|\b(?:I|we|they) now\b|\binstead of\b"
    r"|\brather than the\b"
)
_DECLARES = phrase(
    rf"{_I}(?:'(?:m|re|ve|d|ll)| (?:am|are|was|were|have|do|will|would|can|can't|won't|don't|wasn't|"
    r"weren't))? (?:(?:not|still|now|no longer|never|always|also|all|fully|strongly|just) )*"
    r"(?:for|against|in favou?r|oppos\w+|support\w*|agree|disagree|back|reject|welcome|vote(?:d)?|"
    r"change(?:d)? (?:my|our) minds?|(?:was|were) wrong|said zero)\b"
    r"|\b(?:haven't|have not) made up (?:my|our) minds?\b"
)
_WOULD_HAVE = phrase(
    rf"{_I}(?:'(?:m|re|d|ll)| (?:am|are|will|would|can|could|can't|cannot|couldn't|could not|won't|do|"
    r"don't))? (?:(?:not|still|now|no longer|never|only|really|happily) )*"
    r"(?:accept|recommend|defend|live with|go along with|sign|prefer|rather|keen|"
    r"(?:in|out)(?=\W*(?:$|[.;!?])))\b"
    # "I want it kept"; not "I want to be honest with you".
    rf"|{_I}(?: (?:do|still|don't|do not|always|only|just|would|did(?:n't)?))*(?:'d)? (?:want|like)"
    r"(?:ed)?\b(?! to (?:be|say|ask|thank|make|point|add|know|hear|see|tell|put|come|go|start|begin|draw|move on|"
    r"remind))"
)
_STAYS = phrase(
    rf"{_I}(?:'ve| have)? (?:still (?:\w+ )?(?:think|believe|say|want|support|oppose)|always (?:have|said|"
    r"thought|wanted|supported|opposed|been)|never (?:hidden|wavered)|stand (?:where|by)|said (?:so|"
    r"it) (?:then|before))\b"
    r"|\b(?:not|nothing)\b.{0,20}\bchanged? (?:my|our) minds?\b|\b(?:my|our) (?:view|position|opinion)\b.{0,20}"
    r"\b(?:hasn't|has not|not) changed\b"
)

_QUITE = r"(?:(?:all|still|now|very much|also|personally|quite|\w+ly) ){0,2}"
_ARE = r"\b(?:I|we)(?:'(?:m|re)| am| are|(?:'ve| have)(?: always)? been|'d be| would be) "
_NOT = (
    r"(?:(?:am |are )?not going to|don't|do not|can't|cannot|can not|couldn't|could not|won't|will not|"
    r"wouldn't|would not)"
)
_WILL = r"\b(?:I|we)(?:'(?:ll|d)| (?:will|would|shall|can|do|am going to|intend to))? "
_VOTE = r"\b(?:I|we)(?:'(?:ll|ve|d|m)| (?:will|would|shall|have|am))?(?: going to)? (?:be )?vot(?:e|ed|ing) "
AGAINST = phrase(
    rf"{_ARE}{_QUITE}(?:against|opposed to|not {_QUITE}(?:for|in favou?r(?: of)?))(?![\w-])"
    rf"|{_WILL}{_QUITE}(?:oppose|object(?: to)?|reject)\b|^\W*objection\b"
    rf"|\b(?:I|we)(?:'(?:m|re))? {_QUITE}{_NOT} {_QUITE}(?:support|back|favou?r|endorse|vote (?:for|to)|be for)\b"
    rf"|{_VOTE}(?:against|no|nay)(?![\w-])"
)
"""What whoever speaks is against, by his own words."""
FOR = phrase(
    rf"{_ARE}{_QUITE}(?:for|in favou?r(?: of)?)(?![\w-])"
    rf"|{_WILL}{_QUITE}(?:support|back|favou?r|endorse)\b"
    rf"|{_VOTE}(?:for|to|yes|aye|in favou?r(?: of)?)(?![\w-])"
)
"""What whoever speaks is for, by his own words."""


def tells_of_change(text: str) -> bool:
    """Whether somebody says that something is no longer as it was: "I've come round", "it's now twenty-one"."""
    return _TELLS_OF_CHANGE.search(text) is not None


def may_declare(text: str) -> bool:
    """Whether a turn may hold a sentence in which somebody says what he is for or against: a yes is not certain."""
    return any(said.search(text) for said in (AGAINST, FOR)) or "objection" in text.casefold()


def declares(text: str) -> bool:
    """Whether the speaker says that he is for or against something, or how he votes: "I'm against it"."""
    return _DECLARES.search(text) is not None


def takes_a_side(text: str) -> bool:
    """Whether he does, or says what he would have, or that he stays where he was: "I could live with a trial"."""
    return any(said.search(text) for said in (_DECLARES, _WOULD_HAVE, _STAYS))
