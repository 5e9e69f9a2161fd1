"""What stands around a question and asks nothing: "I missed the hearing.", "… for someone who wasn't there". Pure.

It may still name a meeting, so that whoever looks for names reads the whole.
"""

from __future__ import annotations

from qa.questions.parsing import ANYBODY, pattern

_ABSENT = (
    r"(?:missed|skipped|slept\sthrough|left\s(?:early|before)|came\slate|arrived\slate|only\scaught|had\sto\sleave|"
    r"(?:was|were|could|did|have)(?:n['’]t|\snot)\b|can['’]t\sremember|don['’]t\sremember|forgot)"
)
_BEFORE = pattern(
    rf"^\W*(?:(?:hi|hello|hey|sorry|so)\b[\s,]*)*(?:i|we)\s{_ABSENT}(?:[^.?!;]*[.!;]\s+(?:(?:so|but|and)\b[\s,]*)?(?=\S)"
    r"|[^.?!;,]*,\s+(?=(?:so\s|but\s|and\s)?(?:what|who|when|where|why|how|which|can|could|did|does|was|is|were|are)\b))"
)
# "What did she do for me?" is no order.
_ORDERS = pattern(
    r"^\W*(?:(?:please|can|could|would|will|you|i['’]d\slike|i\s(?:need|want))\b[\s,]*)*(?:to\s)?(?:an?\s|the\s)?(?:quick\s|short\s|brief\s)?"
    r"(?:sum|summ\w+|recap\w*|give|tell|list|explain|outline|compare|describe|find|show|brief|walk|run|trace|overview|gist)\b"
)
_AFTER = pattern(
    rf",?\sfor\s(?:somebody|someone|people|those|anybody|anyone|a\s\w+|us|me)\s(?:who|that)\s{_ABSENT}[^?.!]*(?=[\s?.!]*$)"
    r"|,?\s(?:for\s(?:me|us)|please)(?=[\s?.!]*$)"
)

_AT_LENGTH = pattern(
    r",?\s(?:in\s(?:(?:some|more|full|great|greater|much\smore)\s)?details?|in\sfull|at\s(?:more\s|greater\s)?length|"
    r"in\sfewer\swords|in\s(?:one|a)\s(?:single\s)?sentence)"
    r"(?=[\s?.!]*$|:\s)"
)

# "List everyone who spoke about the library.", "Give me the names of all those who voted no."
_LISTS = pattern(
    r"^\W*(?:(?:please|can|could|would|will|you|i['’]d\slike|i\s(?:need|want))\b[\s,]*)*(?:to\s)?"
    r"(?:(?:list|name|identify|show|give|tell|find|get)\s(?:me\s|us\s)?|who\s(?:are|were)\s|(?=every))"
    r"(?:(?:an?|the|full|complete)\s)*(?:(?:list|names?)\sof\s)?(?:(?:all|each|every|the|of)\s)*"
    # "All that Ann said" is nobody, and of "those that Ann thanked" it is not told who did something.
    r"(?:everyone|everybody|anyone|anybody|all(?=\s(?:of\sthem\s)?who)|those|people|persons|participants)\s(?:of\sthem\s)?(?:who|that)\s"
    r"(?=\w)(?!(?-i:[A-Z][a-z])|(?:the|he|she|they|we|you|i)\s)"
)


# "Find the part where Ann talks about the ferry."
_FINDS = pattern(
    r"^\W*(?:(?:please|can|could|would|will|you|i['’]d\slike|i\s(?:need|want))\b[\s,]*)*(?:to\s)?"
    r"(?:find|show|take|get|go|jump|bring|give|see|where\s(?:is|was))\s(?:(?:me|us)\s)?(?:to\s)?"
    r"the\s(?:part|place|bit|passage|section|moment|point|spot|exchange)s?\s(?:where|when|in\swhich)\s"
    r"(?P<who>[^,;:?]{1,50}?)\s(?:talk(?:s|ed)?|sp(?:eaks?|oke)|says?|said|mention(?:s|ed)?|discuss(?:es|ed)?|refer(?:s|red)?|"
    r"bring(?:s)?\sup|brought\sup|explain(?:s|ed)?)\s(?:(?:about|of|on|to|that)\s)?(?P<what>\S.*?)[\s?.!]*$"
)


def without_length(question: str) -> str:
    """The question without the wish for a long answer, or a short one: "… in more detail" is not what it is about."""
    return _AT_LENGTH.sub("", question)


def asking_who(question: str) -> str:
    """An order for a list of people as the question that it is: "List everyone who …" is "Who …"."""
    return _LISTS.sub("Who ", question)


def asking_what(question: str) -> str:
    """An order to find the part where somebody talks about something as the question what he or she says about it."""
    found = _FINDS.match(question)
    if found is None:
        return question
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
