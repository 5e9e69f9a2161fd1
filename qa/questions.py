"""What a question asks: whose words, about what. Patterns over the question alone, no model. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Verbs whose subject is the one who speaks. "Speak" and "talk" count only with what they are about: "when did Xi and
# Biden speak by phone?" asks for an event, not for their words.
_SAID = (
    r"say|said|saying|state|stated|mention|mentioned|think|thought|believe|believed|argue|argued|claim|claimed|tell|told|"
    r"respond|responded|reply|replied|answer|answered|comment|commented|suggest|suggested|propose|proposed|explain|"
    r"explained|describe|described|feel|felt|stress|stressed|emphasi[sz]e|emphasi[sz]ed|point\s+out|pointed\s+out|"
    r"promise|promised|announce|announced|recommend|recommended|warn|warned|ask|asked|add|added|note|noted|contribute|"
    r"contributed|declare|declared|insist|insisted|deny|denied|admit|admitted|"
    r"(?:speak|spoke|talk|talked)\s+(?:about|of|on|regarding)"
)
_AUXILIARY = r"did|does|do|has|have|had|was|were|is|would|will|could|should|can"
_SUBJECT_SAID = re.compile(
    rf"\b(?:{_AUXILIARY})\s+(?P<subject>[^?,;]{{1,80}}?)\s+(?:ever\s+|also\s+|actually\s+|really\s+|exactly\s+)?"
    rf"(?:have\s+(?:to\s+)?)?(?:{_SAID})\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_VIEW = (
    r"views?|opinions?|positions?|stance|thoughts?|comments?|remarks?|take|reply|response|reaction|statements?|argument|"
    r"arguments|concerns?|suggestions?|words|answer"
)
_POSSESSIVE_VIEW = re.compile(
    rf"\b(?P<subject>[\w.\- ]{{1,60}}?)['’]s?\s+(?:\w+\s+)?(?:{_VIEW})\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_VIEW_OF = re.compile(
    rf"\b(?:{_VIEW})\s+(?:of|by|from)\s+(?P<subject>[\w.\- ]{{1,60}}?)"
    r"(?P<rest>\s+(?:on|about|regarding|towards?|to)\b.*|[?.!]*$)",
    re.IGNORECASE | re.DOTALL,
)
_ACCORDING = re.compile(
    r"\baccording\s+to\s+(?P<subject>[\w.\- ]{1,60}?)(?P<rest>[,;:?].*|$)", re.IGNORECASE | re.DOTALL
)
_LEAD = re.compile(
    r"^(?:what|how|why|when|where|which|who|whom|is|was|were|are|summari[sz]e|give|tell|show|me|the|and|so|please|do|"
    r"does|did)\b[\s:,]*",
    re.IGNORECASE,
)

# Subjects that stand for anybody.
_ANYBODY = frozenset(
    (
        "they he she we you i it someone somebody anyone anybody everyone everybody people participants speakers "
        "speaker group team members attendees both all each other others one who this that these those there"
    ).split()
)
_ANYBODY_HEADS = frozenset("group team participants speakers members attendees people sides parties leaders".split())

STOPWORDS = frozenset(
    (
        "a about after all also an and any are as at be been before being between both but by can could did do does "
        "doing during each for from further had has have having he her here hers him his how i if in into is it its "
        "just me more most my no nor not of off on once only or other our out over own said same say says she should "
        "so some such than that the their them then there these they this those through to too under until up us very "
        "was we were what when where which while who whom why will with would you your tell talk talked think thought "
        "thinks mention mentioned mentions discuss discussed discussion discussions discussing summarize summarise "
        "summary describe explain view views opinion opinions position please give show make made anything something "
        "anyone someone anybody somebody exactly ever actually really according regarding concerning asked ask answer "
        "answered respond responded reply meeting transcript speaker speakers get got much many one way"
    ).split()
)
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’.\-]*")
_QUESTION_STARTERS = frozenset(
    (
        "what how why when where which who whom whose did does do has have had was were is are would will could should "
        "can summarize summarise describe explain give tell show list find in on at according and or the a an i"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks.

    Attributes:
        question: as given.
        subject: whose words are asked for, as written; None where anybody's are.
        subject_is_name: the subject is written like a name.
        topic: the content words of the question, the subject's left out, in order.
        names: runs of capitalised words that do not merely begin the sentence, the subject's left out.
        wants: the kind of thing that would answer: "time", "number", "person", or "".
    """

    question: str
    subject: str | None
    subject_is_name: bool
    topic: tuple[str, ...]
    names: tuple[str, ...]
    wants: str


def parse(question: str) -> Asked:
    """Take a question apart."""
    subject, rest = _subject(question)
    about = question if subject is None else rest
    topic = tuple(word for word in _WORD.findall(about) if _bare(word) not in STOPWORDS)
    return Asked(
        question=question,
        subject=subject,
        subject_is_name=subject is not None and any(char.isupper() for char in subject),
        topic=topic,
        names=tuple(_names(about)),
        wants=_wants(question),
    )


def content_words(question: str) -> list[str]:
    """The words that say what a question is about; all its words where none does ("What was that?")."""
    words = _WORD.findall(question)
    return [word for word in words if not is_stopword(word)] or words


def is_stopword(word: str) -> bool:
    """Whether a word says nothing of what a question is about."""
    return _bare(word) in STOPWORDS


def _subject(question: str) -> tuple[str | None, str]:
    """Whose words are asked for, and the question without it and what stands before it."""
    for pattern in (_ACCORDING, _SUBJECT_SAID, _POSSESSIVE_VIEW, _VIEW_OF):
        match = pattern.search(question)
        if not match:
            continue
        subject = match["subject"].strip(" ,.'’")
        while lead := _LEAD.match(subject):
            subject = subject[lead.end() :]
        words = [_bare(word) for word in _WORD.findall(subject)]
        if not words or len(words) > 6 or words[-1] in _ANYBODY_HEADS or all(word in _ANYBODY for word in words):
            continue
        rest = match["rest"]
        if pattern is _ACCORDING or not rest.strip(" ?.!"):
            # "According to Blinken, when did …", "… when did they meet according to Blinken?"
            rest = f"{question[: match.start()] if pattern is _ACCORDING else ''} {rest}"
        return subject, rest
    return None, question


def _names(text: str) -> list[str]:
    """Runs of capitalised words; a lone capital at the very start is a sentence's, not a name's."""
    names: list[str] = []
    run: list[str] = []
    words = _WORD.findall(text)
    for position, word in enumerate(words):
        capital = _CAPITALISED.fullmatch(word) is not None
        starter = _bare(word) in _QUESTION_STARTERS
        if capital and not (starter and (position == 0 or not run)):
            run.append(word)
            continue
        if run:
            names.append(" ".join(run))
        run = []
    if run:
        names.append(" ".join(run))
    return [re.sub(r"['’]s$", "", name) for name in names]


def _wants(question: str) -> str:
    lowered = question.casefold()
    if re.search(
        r"\bwhen (?:did|does|do|was|were|is|are|will|would|has|had|have)\b"
        r"|\bwhat (?:day|date|time|year|month)\b|\bhow long\b",
        lowered,
    ):
        return "time"
    if re.search(r"\bhow (?:many|much|often|old|big|large|far)\b|\bwhat (?:number|percentage|price|cost)\b", lowered):
        return "number"
    return "person" if re.search(r"\bwho(?:m|se)?\b", lowered) else ""


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.casefold())
