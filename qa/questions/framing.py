"""What stands around a question and asks nothing: "I missed the hearing.", "… for someone who wasn't there". Pure.

It may still name a meeting, so that whoever looks for names reads the whole.
"""

from __future__ import annotations

from qa.patterns import phrase
from qa.questions.openings import START
from qa.questions.parsing import ANYBODY

_ABSENT = (
    r"(?:missed|skipped|slept through|left (?:early|before)|came late|arrived late|only caught|had to leave|"
    r"(?:was|were|could|did|have)(?:n't| not)\b|can't remember|don't remember|forgot)"
)
_BEFORE = phrase(
    rf"^\W*(?:(?:hi|hello|hey|sorry|so)\b[\s,]*)*(?:i|we) {_ABSENT}(?:[^.?!;]*[.!;]\s+(?:(?:so|but|and)\b[\s,]*)?(?=\S)"
    r"|[^.?!;,]*,\s+(?=(?:so |but |and )?(?:what|who|when|where|why|how|which|can|could|did|does|was|is|were|are)\b))"
)
# "What did she do for me?" is no order.
_ORDERS = phrase(
    r"^\W*(?:(?:please|can|could|would|will|you|i'd like|i (?:need|want))\b[\s,]*)*(?:to )?(?:an? |"
    r"the )?(?:quick |short |brief )?(?:sum|summ\w+|recap\w*|give|tell|list|explain|outline|compare|describe|"
    r"find|show|brief|walk|run|trace|overview|gist)\b"
)
_AFTER = phrase(
    rf",? for (?:somebody|someone|people|those|anybody|anyone|a \w+|us|me) (?:who|that) {_ABSENT}[^?.!]*(?=[\s?.!]*$)"
    r"|,? (?:for (?:me|us)|please)(?=[\s?.!]*$)"
)

_AT_LENGTH = phrase(
    r",? (?:in (?:(?:some|more|full|great|greater|much more) )?details?|in full|at (?:more |greater )?length|"
    r"in fewer words|in (?:one|a) (?:single )?sentence)"
    r"(?=[\s?.!]*$|: )"
)

# "List everyone who spoke about the library.", "Give me the names of all those who voted no."
_LISTS = phrase(
    r"^\W*(?:(?:please|can|could|would|will|you|i'd like|i (?:need|want))\b[\s,]*)*(?:to )?"
    r"(?:(?:list|name|identify|show|give|tell|find|get) (?:me |us )?|who (?:are|were) |(?=every))"
    r"(?:(?:an?|the|full|complete) )*(?:(?:list|names?) of )?(?:(?:all|each|every|the|of) )*"
    # "All that Ann said" is nobody, and of "those that Ann thanked" it is not told who did something.
    r"(?:everyone|everybody|anyone|anybody|all(?= (?:of them )?who)|those|people|persons|"
    r"participants) (?:of them )?(?:who|that) (?=\w)(?!(?-i:[A-Z][a-z])|(?:the|he|she|they|we|you|i) )"
)


# "Find the part where Ann talks about the ferry."
_FINDS = phrase(
    r"^\W*(?:(?:please|can|could|would|will|you|i'd like|i (?:need|want))\b[\s,]*)*(?:to )?(?:find|show|take|"
    r"get|go|jump|bring|give|see|where (?:is|was)) (?:(?:me|us) )?(?:to )?the (?:part|place|bit|passage|"
    r"section|moment|point|spot|exchange)s? (?:where|when|in which) (?P<who>[^,;:?]{1,50}?) (?:talk(?:s|ed)?|"
    r"sp(?:eaks?|oke)|says?|said|mention(?:s|ed)?|discuss(?:es|ed)?|refer(?:s|red)?|bring(?:s)? up|"
    r"brought up|explain(?:s|ed)?) (?:(?:about|of|on|to|that) )?(?P<what>\S.*?)[\s?.!]*$"
)

# "What do we know about the marina?", "Is there anything on it?", "Do you have something about bats?"
_TELLS = phrase(
    rf"{START}(?:(?:(?:is|was) there|(?:do|did|have) (?:we|you)(?: have| got)?) (?:anything|something)|"
    r"what (?:do|did|can|could) (?:we|you|i) (?:know|have|learn|hear|find(?: out)?)|"
    r"what(?:'s| is| was| has been) known)"
    r"(?: (?:said|here|in (?:here|there|the transcripts)))? (?:about|on|regarding) "
    r"(?P<what>(?!(?:it|that|this|him|her|them|which|whom|what)\b)[^,;:?]{2,60}?)[\s?.!]*$"
)
_CLAUSE = phrase(r"\b(?:that|which|who)\b")


def without_length(question: str) -> str:
    """The question without the wish for a long answer, or a short one: "… in more detail" is not what it is about."""
    return _AT_LENGTH.sub("", question)


def asking_who(question: str) -> str:
    """An order for a list of people as the question that it is: "List everyone who …" is "Who …"."""
    return _LISTS.sub("Who ", question)


def asking_what(question: str) -> str:
    """An order to find the part where somebody talks about something as the question what he or she says about it.

    So is a question for anything that there is about it.
    """
    found = _FINDS.match(question)
    if found is None:
        tells = _TELLS.match(question)
        return f"What was said about {tells['what']}?" if tells and not _CLAUSE.search(tells["what"]) else question
    said = "was said" if found["who"].casefold() in ANYBODY else f"did {found['who']} say"
    return f"What {said} about {found['what']}?"


def as_question(order: str) -> str:
    """An order for a list of people, or to find a part, as the question that it is; anything else as given."""
    return asking_what(asking_who(order))


def unframed(question: str) -> str:
    """The question alone; as given where nothing else is left."""
    core = _BEFORE.sub("", question)
    core = (_AFTER.sub("", core) if _ORDERS.match(core) else core).strip()
    return core if len(core.split()) > 1 else question
