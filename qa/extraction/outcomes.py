"""Whether a sentence decides, gives somebody something to do, or leaves a matter open: told from its words. Pure."""

from __future__ import annotations

import re

from qa.questions.parsing import pattern

_SO = r"^\W*(?:(?:okay|ok|right|great|good|so|then|well|yes|and|all)[\s,.]+)*"
_SETTLES = pattern(
    r"\b(?:that['’]s|that\sis|it['’]s|it\sis|they['’]re|we['’]re)\s(?:all\s|now\s)?(?:decided|agreed|settled|carried|approved|adopted|passed|"
    r"unanimous)\b"
    r"|\b(?:motions?|resolutions?|amendments?|agenda|minutes|budget|proposals?|items?|applications?|bill)\s(?:is\s|are\s|was\s|has\sbeen\s|"
    r"have\sbeen\s)?(?:carrie[sd]|passe[sd]|approved|adopted|fails|failed|lost|defeated|deferred|tabled|withdrawn|rejected)\b"
    rf"|{_SO}(?:agreed|decided|carried|resolved|approved|unanimous)\b(?!\sto\b|\swith\b)|\bso\s(?:that['’]s\s)?(?:agreed|decided)\b"
    r"|\bwe(?:['’]ve|\shave)\s(?:all\s|now\s)?(?:agreed|decided|resolved|voted|settled)\b|\bunanimous(?:ly)?\b"
    rf"|\bthe\s(?:ayes|noes)\shave\sit\b|\bthe\sdecision\sis\b|{_SO}it\s(?:carries|passes)(?=\W*$|,)"
)
_DAY = r"(?:first|second|third|\w+(?:th|st|nd|rd|day)|\d+)"
_SETTLES_LIGHTLY = pattern(
    rf"^\W*(?:(?:okay|ok|right|so|well|great|and|sorry)[\s,.]+)*then\s(?:let['’]s|it['’]s|(?:the\s)?{_DAY})\b|\blet['’]s\s(?:go\s(?:for|with|ahead)|"
    r"do\sboth|make\sit|say)\b|\bwe\s(?:have\s|both\s|also\s)?(?:agreed|resolved)\s(?:that|to|on|upon)\b"
    rf"|\b{_DAY}\b[^.]*,\sthen\.$|\bwe['’]ll\sgo\s(?:with|for|ahead)\b"
)
_VOTES = pattern(
    r"\b(?:in\sfavou?r|show\sof\shands|happy\swith\sthat|everybody\sagreed|everyone\sagreed|any\sobjections?)\b"
    r"[^.!]*\?"
)
_GOES_ON = pattern(
    r"\bitem\s(?:number\s)?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"|\b(?:let['’]s|we['’]ll|shall\swe)\s(?:now\s)?(?:go|turn|come|get|move)\s(?:straight\s|back\s|now\s|over\s)?to\b"
    r"|\b(?:open|start|begin|kick\soff)\swith\b"
    r"|\bnext\s(?:item|thing|on\sthe\sagenda)\b|\b(?:moving|move|going|go)\son\sto\b|\bturning\sto\b|\bmatters\sarising\b"
)
_PROPOSES = pattern(
    r"\bI(?:['’]d\slike\sto|\swould\slike\sto|['’]d|\swould|['’]ll)?\s(?:propose|move|suggest)\b(?!\sto\sthe\snext)"
    r"|\bthe\s(?:proposal|motion|recommendation)\sis\b|\b(?:could|can|shall)\swe\s(?:say|agree)\b"
)
_SECONDS = pattern(r"^\W*(?:(?:I['’]?(?:ll|d)?|yes|and)[\s,]+)*second(?:ed)?\b")
_DOES = (
    r"(?:do|write|send|call|ring|phone|ask|talk|speak|check|look|find|get|take|book|order|make|sort|fix|chase|draft|update|share|have\s(?:it|that|them|a|the)|"
    r"finish|bring|move|set|contact|raise|see\sto|arrange|organi[sz]e|help|prepare|test|report|put|start|tell|run|buy|post|print|apply|"
    r"circulate|follow|email|e-mail|message|invite|collect|deliver|publish|review|meet|come)"
)
_NO_DEED = (
    r"(?!(?:speak|call\s(?:this|the\s(?:meeting|hearing|next|roll|vote))|start|come\sto|get\sto|take\s(?:that|it)\sas|make\sa\s(?:\w+\s)?(?:statement|point))\b)"
    r"(?!\w+\s(?:you\s(?:what|that|this|something|a|the|how|why)|note\sthat|questions?\b|that\sas\b))"
)
_TAKES_ON = pattern(
    r"(?:\A|[,.;:—–]\s|\b(?:and|but|so|then|okay|ok|yes|well)\s)"
    rf"I(?:['’]ll|\swill|\scan)\s(?:also\s|just\s|then\s)?{_NO_DEED}{_DOES}\b"
)
_ASKS_TO = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+),\s(?:(?:so\s)?(?:can|could|will|would)\syou|you)\s(?:please\s)?"
    rf"(?!(?:tell|say|do\syou|have\sto\ssay|see\swhy|start\sus|go\sfirst|speak\sto\s(?:that|this))\b){_DOES}\b"
)
_LISTS = pattern(rf"{_SO}(?:to[\s-]?dos?|actions?(?:\s(?:items?|points?))?|next\ssteps)(?:\s(?:are|is))?\s?[:,—–-]")
_LEAVES_OPEN = pattern(
    r"\bleave\s(?:it|that|this|the\s[\w\s]{2,40})\sopen\b|(?:\bnot|n['’]t)\s(?:want\sto\s|going\sto\s)?(?:decide|deciding|settle)\b"
    r"|\bdecide\s(?:then|later|that\slater|next|on\s\w+day)\b|\b(?:is|are|was|were|still|remains?)\s(?:undecided|unresolved|open|outstanding|tbd)\b"
    r"|\b(?:I|we)(?:['’]d)?\s(?:\w+\s)?(?:propose|suggest|move)?\s?(?:that\s)?(?:we\s)?(?:defer|postpone|park|table|adjourn)\b|\b(?:is|are|been)\s(?:deferred|postponed|put\soff)\b"
    r"|\b(?:come|get|go)\sback\sto\s(?:it|that|this)\s(?:later|next|when|at|in|on)\b|\blet\sme\sthink\sabout\sit\b|\bwant\sto\sthink\sabout\sit\b"
    r"|\blet['’]s\ssee\s(?:what|where|how|if|whether)\b|\bto\sbe\s(?:decided|confirmed|agreed|written)\b|\bno\sdecision\b"
    r"|\b(?:don['’]t|do\snot)\s(?:yet\s)?know\syet\b|\buntil\swe(?:['’]ve|\shave)\s(?:heard|seen|got)\b"
)


def settles(text: str) -> bool:
    """Whether something is decided in so many words: "That's carried, four to one."."""
    return _SETTLES.search(text) is not None and not text.endswith("?")


def settles_lightly(text: str) -> bool:
    """Whether something is decided by the way: "Then let's go for the fifteenth."."""
    return _SETTLES_LIGHTLY.search(text) is not None and not text.endswith("?")


def votes(text: str) -> bool:
    """Whether it is asked who is for it, so that what follows tells how it went."""
    return _VOTES.search(text) is not None


def goes_on(text: str) -> bool:
    """Whether the next item is come to: "Item three. We've had the results of the survey."."""
    return _GOES_ON.search(text) is not None


def proposes(text: str) -> bool:
    """Whether something is proposed: "I move that …"; a seconder's words are none."""
    return _PROPOSES.search(text) is not None and not _SECONDS.match(text)


def takes_on(text: str) -> bool:
    """Whether the speaker takes something on: "I'll send the notice by Friday."."""
    return _TAKES_ON.search(text) is not None


def gives_to(text: str) -> tuple[str, ...] | None:
    """Whom a sentence gives something to do, as they are called; () for a list of who does what, None for neither."""
    if _LISTS.match(text):
        return ()
    return tuple(match["name"] for match in _ASKS_TO.finditer(text)) or None


def leaves_open(text: str) -> bool:
    """Whether a matter is left open: "Let's leave it open, and I'll talk to Ingrid."."""
    return _LEAVES_OPEN.search(text) is not None
