"""Whether a sentence decides, gives somebody something to do, or leaves a matter open: told from its words. Pure."""

from __future__ import annotations

from qa.patterns import phrase, regex

_SO = r"^\W*(?:(?:okay|ok|right|great|good|so|then|well|yes|and|all)[\s,.]+)*"
_SETTLES = phrase(
    r"\b(?:that's|that is|it's|it is|they're|we're) (?:all |now )?(?:decided|agreed|settled|carried|approved|"
    r"adopted|passed|unanimous)\b"
    r"|\b(?:motions?|resolutions?|amendments?|agenda|minutes|budget|proposals?|items?|applications?|"
    r"bill) (?:is |are |was |has been |have been )?(?:carrie[sd]|passe[sd]|approved|adopted|fails|failed|"
    r"lost|defeated|deferred|tabled|withdrawn|rejected)\b"
    rf"|{_SO}(?:agreed|decided|carried|resolved|approved|unanimous)\b(?! to\b| with\b)|"
    r"\bso (?:that's )?(?:agreed|decided)\b"
    r"|\bwe(?:'ve| have) (?:all |now )?(?:agreed|decided|resolved|voted|settled)\b|\bunanimous(?:ly)?\b"
    rf"|\bthe (?:ayes|noes) have it\b|\bthe decision is\b|{_SO}it (?:carries|passes)(?=\W*$|,)"
)
_DAY = r"(?:first|second|third|\w+(?:th|st|nd|rd|day)|\d+)"
_SETTLES_LIGHTLY = phrase(
    rf"^\W*(?:(?:okay|ok|right|so|well|great|and|sorry)[\s,.]+)*then (?:let's|it's|(?:the )?{_DAY})\b|"
    r"\blet's (?:go (?:for|with|ahead)|"
    r"do both|make it|say)\b|\bwe (?:have |both |also )?(?:agreed|resolved) (?:that|to|on|upon)\b"
    rf"|\b{_DAY}\b[^.]*, then\.$|\bwe'll go (?:with|for|ahead)\b"
)
_VOTES = phrase(
    r"\b(?:in favou?r|show of hands|happy with that|everybody agreed|everyone agreed|any objections?)\b"
    r"[^.!]*\?"
)
_GOES_ON = phrase(
    r"\bitem (?:number )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"|\b(?:let's|we'll|shall we) (?:now )?(?:go|turn|come|get|move) (?:straight |back |now |over )?to\b"
    r"|\b(?:open|start|begin|kick off) with\b"
    r"|\bnext (?:item|thing|on the agenda)\b|\b(?:moving|move|going|go) on to\b|\bturning to\b|\bmatters arising\b"
)
_PROPOSES = phrase(
    r"\bI(?:'d like to| would like to|'d| would|'ll)? (?:propose|move|suggest)\b(?! to the next)"
    r"|\bthe (?:proposal|motion|recommendation) is\b|\b(?:could|can|shall) we (?:say|agree)\b"
)
_SECONDS = phrase(r"^\W*(?:(?:I'?(?:ll|d)?|yes|and)[\s,]+)*second(?:ed)?\b")
_DOES = (
    r"(?:do|write|send|call|ring|phone|ask|talk|speak|check|look|find|get|take|book|order|make|sort|fix|"
    r"chase|draft|update|share|have\s(?:it|that|them|a|the)|finish|bring|move|set|contact|raise|see\sto|"
    r"arrange|organi[sz]e|help|prepare|test|report|put|start|tell|run|buy|post|print|apply|circulate|follow|"
    r"email|e-mail|message|invite|collect|deliver|publish|review|meet|come)"
)
_NO_DEED = (
    r"(?!(?:speak|call (?:this|the (?:meeting|hearing|next|roll|vote))|start|come to|get to|take (?:that|"
    r"it) as|make a (?:\w+ )?(?:statement|point))\b)"
    r"(?!\w+ (?:you (?:what|that|this|something|a|the|how|why)|note that|questions?\b|that as\b))"
)
_TAKES_ON = phrase(
    r"(?:\A|[,.;:—–] |\b(?:and|but|so|then|okay|ok|yes|well) )"
    rf"I(?:'ll| will| can) (?:also |just |then )?{_NO_DEED}{_DOES}\b"
)
_ASKS_TO = regex(
    r"\b(?P<name>[A-Z][\w'’-]+),\s(?:(?:so\s)?(?:can|could|will|would)\syou|you)\s(?:please\s)?"
    rf"(?!(?:tell|say|do\syou|have\sto\ssay|see\swhy|start\sus|go\sfirst|speak\sto\s(?:that|this))\b){_DOES}\b"
)
_LISTS = phrase(rf"{_SO}(?:to[\s-]?dos?|actions?(?: (?:items?|points?))?|next steps)(?: (?:are|is))? ?[:,—–-]")
_LEAVES_OPEN = phrase(
    r"\bleave (?:it|that|this|the [\w\s]{2,40}) open\b|(?:\bnot|n't) (?:want to |going to )?(?:decide|deciding|"
    r"settle)\b"
    r"|\bdecide (?:then|later|that later|next|on \w+day)\b|\b(?:is|are|was|were|still|remains?) (?:undecided|"
    r"unresolved|open|outstanding|tbd)\b"
    r"|\b(?:I|we)(?:'d)? (?:\w+ )?(?:propose|suggest|move)? ?(?:that )?(?:we )?(?:defer|postpone|park|table|"
    r"adjourn)\b|\b(?:is|are|been) (?:deferred|postponed|put off)\b"
    r"|\b(?:come|get|go) back to (?:it|that|this) (?:later|next|when|at|in|on)\b|\blet me think about it\b|"
    r"\bwant to think about it\b"
    r"|\blet's see (?:what|where|how|if|whether)\b|\bto be (?:decided|confirmed|agreed|written)\b|\bno decision\b"
    r"|\b(?:don't|do not) (?:yet )?know yet\b|\buntil we(?:'ve| have) (?:heard|seen|got)\b"
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
