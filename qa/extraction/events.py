"""What befalls people, by the words for it: where nobody says any of them, "When did she resign?" has no answer. Pure.

What is nearest in meaning to such a question is often what befell somebody else, or nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.patterns import phrase
from qa.questions.openings import START

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

_LEAVES = r"resign(?:s|ed|ing)?|quit\w*|retir\w+|st(?:ep|epped|eps|epping|and|ood|ands|anding) (?:down|aside)"
# "The fire" sends nobody away.
_SENDS_AWAY = r"fired|fire(?= (?:him|her|them|(?-i:[A-Z])))|sack(?:ed)?|dismiss(?:ed)?|oust(?:ed)?"
_DIES = r"die[sd]?|dying|pass(?:ed)? away"
_MARRIES = r"marr(?:y|ied|ies)|divorced?"
_ARRESTS = r"arrest(?:ed|s)?|jailed|imprisoned"
# Not Sue.
_SUES = r"(?-i:sue[sd]?)|suing"
_FORGIVES = r"forg[ai]ven?"
# The words of a question, and those by which it may be told; what sends somebody away is told as a leaving too.
_EVENTS = (
    (
        rf"{_LEAVES}|{_SENDS_AWAY}",
        rf"{_LEAVES}|{_SENDS_AWAY}|le(?:ft|ave|aves|aving)|go(?:ne|es|ing)?|went|out|notice|depart\w*|last day|"
        r"ga?i?ve up|walk\w*|resignation|firing|dismiss\w*|let \w+ go|laid off|redundan\w+|terminat\w+|"
        r"remov\w+|push\w*|forc\w+|suspend\w*|rid|jobs?|shots?|shoot\w*|successor|replac\w+|no longer|pension",
    ),
    (
        _DIES,
        rf"{_DIES}|deaths?|dead|deadly|kill\w*|pass(?:ed|ing)|funeral|bur(?:y|ied)|late|drown\w*|fatal\w*|los[est]+|"
        r"bod(?:y|ies)|li(?:fe|ves)|alive|surviv\w+|grave|widow\w*|murder\w*|suicide|autops\w+|coroner|inquest|gone",
    ),
    (_MARRIES, rf"{_MARRIES}|marriages?|wife|husband|wedding|wed|spouse|bride|engage\w*|separat\w+|split|partner"),
    (
        _ARRESTS,
        rf"{_ARRESTS}|custody|detain\w*|detention|handcuff\w*|charge[sd]?|jail|prison|cells?|police|t(?:ake|"
        r"ook) \w+ (?:in|away)|held",
    ),
    (_SUES, rf"{_SUES}|(?:law)?suits?|courts?|legal\w*|claim\w*|action|judges?|lawyers?|attorneys?|litigat\w+"),
    (_FORGIVES, rf"{_FORGIVES}|forgiv\w+|pardon\w*|hard feelings|grudge|bitter\w*|blame\w*|angry|sorry|peace"),
)
# What is done to things, or by bodies: asked of what has happened, in the clause that asks. The words by which it may
# be told are many, so that only what has none of them is taken for something else.
_DEEDS = (
    (
        r"sell|sold",
        r"s[eo]l[dl]\w*|sales?|buy\w*|bought|purchas\w+|pa(?:ys?|id)|pric\w+|deal|auction\w*|market\w*|owner\w*|"
        r"hand(?:s|ed) over|offload\w*|rid|dispos\w+|transfer\w*|cash\w*|shift\w*|flog\w*|let \w+ go",
    ),
    (
        r"evict(?:ed)?",
        r"evict\w*|thr[eo]wn?|courts?|bailiffs?|leave|left|put out|kicked|possession|homeless|turned out",
    ),
    (
        r"approve[sd]?|ratif(?:y|ied)",
        r"approv\w+|ratif\w+|agree\w*|pass\w*|vot\w+|carried|carries|grant\w*|accept\w*|yes|sign\w*|consent\w*|"
        r"permi\w+|clear\w*|green light|adopt\w*|endors\w*|allow\w*|favou?r|deci\w+|back(?:ed|ing)|support\w*|"
        r"(?:went|gone|go|got|get) through|nod|blessing|recommend\w*|said (?:yes|they could)|ayes?|unanimous\w*",
    ),
    (
        r"refuse[sd]?|reject(?:ed)?|turn(?:ed)? down",
        r"refus\w+|reject\w*|turn\w* (?:\w+ ){0,3}down|no|against|declin\w+|oppos\w+|veto\w*|den(?:y|ied)|block\w*|"
        r"object\w*|fail\w*|wrong|cannot|impossible|(?:wo|would|ca|could|did|do)n't (?:\w+ )?(?:want|let|accept|agree|"
        r"take|give|do|go|have|support|sign|back|like|trust|think|believe|be)|not (?:\w+ )?(?:going|allow\w*|prepared|"
        r"willing|possible|enough|good|want|right|for)|never (?:going|want\w*)|without",
    ),
    (
        r"mend(?:ed)?|repaired|fix(?:ed)?",
        r"mend\w*|repair\w*|fix\w*|restor\w+|replac\w+|work(?:s|ed|ing)?|back|new|put right|sort\w*|rebuil\w+|patch\w*|"
        r"done|finish\w*|complet\w+|swap\w*|install\w*|renew\w*|running|reopen\w*",
    ),
    (
        r"cancel(?:l?ed)?|scrap(?:ped)?|axed?|abandon(?:ed)?|call(?:ed)? off",
        r"cancel\w*|scrap\w*|ax(?:e|ed|ing)|abandon\w*|drop\w*|call\w* (?:\w+ )?off|pull\w*|stop\w*|end\w*|cut\w*|gone|"
        r"off|withdr\w+|no longer|g[ia]ven? up|kill\w*|shelv\w*|over|clos\w*|mothball\w*|instead|never|not|\w+n't|"
        r"halt\w*",
    ),
    (
        r"steal|stole|stolen|embezzled?",
        r"st[eo]l\w*|thefts?|thie\w+|took|tak\w+|missing|embezzl\w*|fraud\w*|rob\w*|burgl\w*|gone|pocket\w*",
    ),
    (
        r"hired?|appoint(?:ed)?|recruit(?:ed)?",
        r"hir\w+|recruit\w*|appoint\w*|employ\w*|took|tak\w+|join\w*|engag\w+|br(?:ing|ought)\w*|contract\w*|new|posts?|"
        r"jobs?|chos\w+|choos\w+|pick\w+|found|got|get|start\w*|retain\w*|offer\w*|staff|came|come|pa(?:ys?|id)|want\w*",
    ),
    (
        r"pull(?:ed)? out|withdr[ae]wn?|back(?:ed)? out",
        r"pull\w*|withdr\w+|back\w* out|left|leav\w+|out|drop\w*|quit\w*|no longer|walk\w*|end\w*|stop\w*|gone|"
        r"cancel\w*|declin\w*|away|not|\w+n't|never|too|g[ia]ven? up|lost",
    ),
    (
        r"lay off|laid off|make redundant|made redundant",
        r"la(?:y|id|ying) off|redundan\w+|jobs?|let \w+ go|cut\w*|staff|posts?|sack\w*|fir(?:ed|ing)|severance|gone|"
        r"dismiss\w*|positions?|lost|los(?:e|ing)|went|go",
    ),
)
_HAPPENED = (
    r"\b(?:did|was|were|has|have|had|is|are|made|led|persuaded|convinced|drove|prompted|moved|forced)(?:n't)? "
    r"(?:(?!(?:after|before|when|while|that|who|which|because|if|since|and|or|not|never)\b)[\w'’.-]+ ){1,6}?"
)
_FOUND = [
    *((phrase(rf"\b(?:{asks})\b"), phrase(rf"\b(?:{told})\b")) for asks, told in _EVENTS),
    *((phrase(rf"{_HAPPENED}(?:{asks})\b"), phrase(rf"\b(?:{told})(?!\w)")) for asks, told in _DEEDS),
]
_ASKS = phrase(
    START + r"(?:when|why|how come|how did|how many|how much|where|which|who|by whom|did|has|have|had|was|were|is|are|"
    r"(?:on |for )?what (?:grounds?|reasons?|date|day|year|made|led|persuaded|convinced|drove|prompted|moved|"
    r"forced))(?:n't)?\b"
)
# What is told stands near: so many characters before and after.
_NEAR = 400


def told_of(question: str, chosen: Sequence[Sentence]) -> list[Sentence]:
    """Those of the sentences near which, or in what they reply to, it is told; all where no such thing is asked."""
    words = [told for asks, told in _FOUND if asks.search(question)] if _ASKS.match(question) else []
    return [one for one in chosen if all(told.search(_heard(one)) for told in words)]


def _heard(one: Sentence) -> str:
    near = one.turn.text[max(0, one.start - _NEAR) : one.end + _NEAR]
    return f"{near} {one.asked.text if one.asked else ''}"
