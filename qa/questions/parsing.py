"""What a question asks: whose words, about what. Patterns over the question alone, no model. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTH, WEEKDAY
from qa.questions.openings import START
from qa.questions.wants import wanted, without_kind

# Verbs whose subject is the one who speaks, whatever is asked ...
_SPEAKS = "say state mention think believe argue claim stress emphasise emphasize insist feel".split()
# ... and those that tell of an event as well: "when did Biden announce it?" may be answered by anybody's words.
_ACTS = (
    "tell respond reply answer comment suggest propose explain describe promise announce recommend warn ask add note "
    "contribute declare deny admit elaborate"
).split()
_IRREGULAR = {"say": "said", "think": "thought", "feel": "felt", "tell": "told", "deny": "denied"}
_TWO_WORDS = (
    r"point(?:s|ed|ing)?\sout|put(?:s|ting)?\sforward|br(?:ing|ings|inging|ought)\sup|refer(?:s|red|ring)?\sto|"
    r"touch(?:es|ed|ing)?\son"
)
# "Speak" and "talk" count only with what they are about: "when did Xi and Biden speak by phone?" asks for an event.
_TALK = r"(?:speak|speaks|spoke|spoken|talk|talks|talked)\s(?:about|of|on|regarding)"
_TALKING = r"(?:speaking|talking) (?:about|of|on|regarding)"


def _forms(verbs: Iterable[str]) -> Iterator[str]:
    for verb in verbs:
        past = _IRREGULAR.get(verb) or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")
        yield from (verb, "denies" if verb == "deny" else "replies" if verb == "reply" else f"{verb}s", past)
    yield "replied"


def _going(verbs: Iterable[str]) -> Iterator[str]:
    return (f"{verb.removesuffix('e')}ing" for verb in verbs)


_ALWAYS = "|".join([*_forms(_SPEAKS), _TWO_WORDS, _TALK, r"(?:make|makes|made)\sof"])
# "The United States", "member states", "the Secretary of State" state nothing.
_ALWAYS = re.sub(r"(?=\bstates?\|)", r"(?<!united\\s)(?<!member\\s)(?<!\\bof\\s)", _ALWAYS)
_SAID = "|".join([*_forms(_ACTS), _ALWAYS])
_SAYING = "|".join([*_going(_SPEAKS), *_going(_ACTS), _TALKING])
_WAS_SAID = "said|mentioned|stated|argued|claimed|stressed|explained|described|suggested|asked|emphasi[sz]ed|told"
_VIEW = (
    r"views?|opinions?|positions?|stance|thoughts?|comments?|remarks?|take|reply|response|reaction|statements?|"
    r"arguments?|concerns?|suggestions?|words|answers?|perspective|speech|testimony|attitude|feelings|verdict|"
    r"criticisms?"
)

_ASKS = "what|whats|how|why|when|where|which|who|whom|whose"
_ORDERS = (
    "summari[sz]e|sum|up|give|tell|show|quotes?|cite|find|list|explain|describe|compare|outline|recap|repeat|"
    "please|me|us|let"
)
_HELPS = "did|does|do|has|have|had|was|were|is|are|be|been|would|will|could|should|can|might|may|must"
_LINKS = (
    "to|by|in|on|at|about|with|from|for|if|because|than|as|after|before|during|since|until|while|regarding|towards?|"
    "concerning|over|under|into|not|but|so|between|against|without|there|also|ever|actually|really|exactly|just|only|"
    "always|already|even|then|else|mean|means"
)
_DETERMINERS = "the|a|an|this|that|these|those|my|our|your|his|her|its|their|any|all|both|either|neither|each|every"
_CORE = (
    rf"(?!(?:(?:{_ASKS}|{_ORDERS}|{_HELPS}|{_LINKS}|{_DETERMINERS}|of|and|or|nor)(?:n't)?|(?:wo|ca|sha)n't)"
    r"(?!['.&\w-]))[^\W_][\w.'&-]*"
)
_JOIN = rf"(?: {_CORE}| (?:of|and|or|nor) (?:(?:{_DETERMINERS}) )?{_CORE})"
_LIST = rf"(?:{_JOIN}|,(?: (?:and|or|nor))? (?:(?:{_DETERMINERS}) )?{_CORE})"
_WHO = rf"(?:(?:{_DETERMINERS}) )?(?P<subject>{_CORE}{_JOIN}{{0,6}})"
_WHO_SHORTLY = rf"(?:(?:{_DETERMINERS}) )?(?P<subject>{_CORE}{_LIST}{{0,6}}?),?"
_ADVERB = (
    r"(?: (?:ever|also|actually|really|exactly|just|even|then|always|already|still|now|later|first|last|have to|"
    r"have))?"
)
# "Is it still Ann's view?"
_IT_STILL = r"it|still|now|really|actually|truly|ever|always|also|just|only|even|not"
# What may stand before "Blinken's remarks": more than that, and they are what the question is about.
_OPENING = phrase(
    rf"(?:(?:{_ASKS}|{_ORDERS}|{_HELPS}|{_DETERMINERS}|{_IT_STILL}|about|on|and|so|but|ok|okay|well|hi|hello|i|you|we|"
    r"know|want|need|like|to|more|there)\b[\s,]*)*$"
)


_ACCORDING = phrase(rf"\baccording to {_WHO}")
_DID_SAY = phrase(
    rf"\b(?:(?:(?:did|does|do|has|have|had|would|will|could|should|can|might)(?:n't| not)?|won't|can't) "
    rf"{_WHO_SHORTLY}{_ADVERB} "
    rf"(?P<verb>{_SAID})|(?:is|was|were|are) {_WHO_SHORTLY.replace('subject', 'subject2')}{_ADVERB} "
    rf"(?P<verb2>{_SAYING}))\b"
)
_WHAT_SAID = phrase(
    rf"\b(?:what|everything|anything|all|whatever|how|why|whether) (?:else )?(?:that )?{_WHO_SHORTLY}"
    rf"{_ADVERB} (?P<verb>{_SAID})\b(?! by\b)"
)
_SAID_BY = phrase(rf"\b(?P<verb>{_WAS_SAID}) by {_WHO}")
_VIEW_BY = phrase(rf"\b(?:{_VIEW}) (?P<link>of|by|from) {_WHO}")
_OWN_VIEW = phrase(
    rf"(?<![\w.'&-])(?!(?:(?:that|this|these|those) )?(?:{_IT_STILL}) ){_WHO}(?:(?<='s)|(?<=s')) (?:\w+ )?(?:{_VIEW})\b"
)
_IN_VIEW = phrase(rf"\bin {_WHO}(?:(?<='s)|(?<=s')) (?:view|opinion|eyes|words|telling|judge?ment|experience)\b")
_QUOTE = phrase(rf"^(?:please )?(?:quotes?|cite) (?:from |by )?{_WHO}(?= (?:on|about|saying|regarding)\b|[?.!]*$)")
_ON = phrase(rf"^{_WHO}(?= (?:on|about|regarding|re) )")
_EVENT = phrase(START + r"(?:since )?(?:when|where|how (?:long|often|many|much))\b")
_ASKS_OTHERWISE = phrase(r"\b(?:did|does|do|how|why|when|where)\b")
# What these promise or deny is told by whoever speaks for them.
_BODY = phrase(
    r"\b(?:united (?:states|kingdom|nations)|european union|white house|kremlin|pentagon)$|^(?-i:US|USA|UK|UN|EU)$"
)
_MODAL = phrase(r"^(?:would|will|could|should|can|might)\b")
_VIEW_ENDS = phrase(rf"'s? (?:\w+ )?(?:{_VIEW})$")
# "The tone of Blinken's remarks" is about Blinken's words.
_PART_OF_WORDS = phrase(
    r"^(?:\w+ ){0,2}(?:tone|gist|points?|thrust|substance|themes?|contents?|highlights?|focus|heart|core|"
    r"meanings?|messages?|purpose|topics?|subjects?|style|essence|upshot|takeaways?|overview|summary|recap|"
    r"outline|digest|list|rest|end|beginning|start|parts?|context|details?|claims?|arguments?|issues?|ideas?|"
    r"elements?|importance|text|wording|transcript|length|whole|all|most|much) of (?:(?:the|all) )?"
)
_CONTRACTED = phrase(r"\b(what|who|how|when|where|why)'s\b")

# Subjects that stand for anybody.
ANYBODY = frozenset(
    (
        "they he she we you i it someone somebody anyone anybody everyone everybody nobody people participants "
        "speakers speaker group team members attendees both all each other others one who this that these those there"
    ).split()
)
_ANYBODY_HEADS = frozenset(
    (
        "group team participants speakers members attendees people sides parties leaders meeting discussion "
        "conversation session transcript transcripts document documents text recording committee board panel mates "
        "colleagues audience"
    ).split()
)
_NOBODY_HEADS = frozenset(
    "news notes questions facts details information debate debates talks report reports more update updates".split()
)

STOPWORDS = frozenset(
    (
        "a about after all also an and any are as at be been before being between both but by can could did do does "
        "doing during each for from further had has have having he her here hers him his how i if in into is it its "
        "just me more most my no nor not of off on once only or other our out over own said same say says she should "
        "so some such than that the their them then there these they this those through to too under until up us very "
        "was we were what when where which while who whom whose why will with would you your tell talk talked think "
        "thought thinks mention mentioned mentions discuss discussed discussion discussions discussing summarize "
        "summarise summary describe explain view views opinion opinions position please give show make made anything "
        "something everything anyone someone anybody somebody exactly ever actually really according regarding "
        "concerning asked ask answer answered respond responded reply quote quotes cite saying compare outline recap "
        "meeting transcript speaker speakers get got much many one else way happen happens happened happening"
    ).split()
)
# "Isn't", "can't", "they've": two words, of which neither says anything.
_SHORTENED = regex(r"(?:n't|'(?:m|d|re|ve|ll|t))$")
# What is left of "can't", "won't" and "shan't", and verbs that stand in no other list.
_HELPING = frozenset("ca wo sha must might may need".split())
_LONGEST_SHORT = 4
_WORD = regex(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_LISTED = regex(r"\s*,\s*(?:(?:and|n?or)\s+)?|\s+(?:and|n?or)\s+")
_APPOSITION = regex(r"(?<=\w),\s(?:the|an?|his|her|their|our|my)\s[^,]*(?:,|$)")
_ASKING = phrase(
    r"(?:trace|track|follow|outline|describe|show|explain|chart|recount|sketch|review|compare|contrast|list|"
    r"give|tell|quote|summari[sz]e|sum up|recap|set|put|i(?:'d like| want| need|"
    r"'m looking for)(?: to (?:know|see|hear|read))?) (?:me |us )?(?:the )?"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks.

    Attributes:
        question: as given.
        subject: whose words are asked for, as written; None where anybody's are.
        topic: the content words of the question, the subject's left out, in order.
        names: runs of capitalised words that do not merely begin the sentence, the subject's left out.
        wants: the kind of thing that would answer: "time", "number", "person", or "".
    """

    question: str
    subject: str | None
    topic: tuple[str, ...]
    names: tuple[str, ...]
    wants: str


def parse(question: str) -> Asked:
    """Take a question apart."""
    text = " ".join(question.replace("’", "'").split())
    shouted = text.isupper()
    found = _subject(_CONTRACTED.sub(r"\1 is", text))
    subject, about = (found.subject, found.about) if found else (None, text)
    about = about.casefold() if shouted else about
    plain = (_WORD.findall(words) for words in (without_kind(about), about))
    topic = next(filter(None, (tuple(word for word in words if not is_stopword(word)) for words in plain)), ())
    return Asked(
        question=question,
        subject=subject,
        topic=topic,
        names=() if shouted else tuple(_names(text, subject)),
        wants=wanted(text),
    )


def content_words(question: str) -> list[str]:
    """The words that say what a question is about; all its words where none does ("What was that?")."""
    # In a question all in capitals they tell nothing.
    words = _WORD.findall(question.casefold() if question.isupper() else question)
    return [word for word in words if not is_stopword(word)] or words


def is_stopword(word: str) -> bool:
    """Whether a word says nothing of what a question is about; "US" and "IT" do, other than "us" and "it"."""
    return (_bare(word) in STOPWORDS or _is_shortened(word)) and not (len(word) > 1 and word.isupper())


def _is_shortened(word: str) -> bool:
    plain = word.casefold().replace("’", "'")
    whole = _SHORTENED.sub("", plain)
    return plain != whole and (whole in STOPWORDS or whole in _HELPING)


@dataclass(frozen=True, slots=True)
class _Found:
    """Whose words are asked for (None: anybody's), and the question without that."""

    subject: str | None
    about: str


def _subject(text: str) -> _Found | None:
    """What the first of the patterns says; None where none of them fits."""
    found: list[tuple[int, int, _Found]] = []
    for pattern in (_ACCORDING, _IN_VIEW, _DID_SAY, _WHAT_SAID, _SAID_BY, _OWN_VIEW, _VIEW_BY, _QUOTE, _ON):
        if pattern in (_OWN_VIEW, _IN_VIEW) and "'" not in text:
            # It would try at every word, and takes as long as all the others.
            continue
        for match in pattern.finditer(text):
            subject = next(value for name, value in match.groupdict().items() if name.startswith("subject") and value)
            if not _can_mean(pattern, match, subject, text):
                continue
            name = _VIEW_ENDS.sub("", subject).strip(" ,.-&'")
            name = _PART_OF_WORDS.sub("", re.sub(r"'s$", "", name))
            if text.lstrip().startswith(name):
                # "Trace Councillor Bellweather's position"
                name = _ASKING.sub("", name)
            words = [_bare(word) for word in _WORD.findall(name)]
            if not words or words[0] in {"you", "i", "we"}:
                continue
            anybody = words[-1] in _ANYBODY_HEADS or all(word in ANYBODY for word in words)
            before = text[: match.start()]
            about = f"{'' if _OPENING.match(before) else before} {text[match.end() :]}"
            # "According to Blinken" is about nobody else's words, wherever it stands.
            found.append(
                (pattern not in (_ACCORDING, _IN_VIEW), match.start(), _Found(None if anybody else name, about))
            )
            break
    return min(found, key=lambda one: one[:2])[2] if found else None


def _can_mean(pattern: re.Pattern[str], match: re.Match[str], subject: str, text: str) -> bool:
    """Whether what a pattern found is a question for somebody's words after all."""
    is_name = any(char.isupper() for char in subject)
    if pattern is _DID_SAY:
        verb = match["verb"] or match["verb2"]
        may_tell = any(one.search(found) for one, found in ((_EVENT, text), (_MODAL, match[0]), (_BODY, subject)))
        return not may_tell or re.fullmatch(_ALWAYS, verb, re.IGNORECASE) is not None
    if pattern is _WHAT_SAID:
        # "What issues mentioned …" is about issues; "what blinken said" can only be about Blinken.
        return is_name or match[0].split()[1].casefold() == "the" or match["verb"].casefold() in {"said", "says"}
    if pattern is _SAID_BY:
        # "What did the group decide on the colours suggested by Marketing?"
        return _ASKS_OTHERWISE.search(text, 0, match.start()) is None
    if pattern is _OWN_VIEW:
        return _OPENING.match(text[: match.start()]) is not None
    if pattern is _VIEW_BY:
        return is_name or match["link"].casefold() != "of"
    if pattern is _ON:
        last = _bare(subject.split()[-1])
        plain = last in STOPWORDS or last in _NOBODY_HEADS or re.fullmatch(_VIEW, last) is not None
        return (
            not plain and len(text.split()) <= 8 and all(w[0].isupper() or w in ("of", "and") for w in subject.split())
        )
    return True


def _names(text: str, subject: str | None) -> list[str]:
    """Runs of capitalised words outside the subject. The first word of all is capitalised for being the first."""
    at = text.find(subject) if subject else -1
    inside = range(at, at + len(subject)) if subject and at >= 0 else range(0)
    runs: list[tuple[int, int]] = []
    end = 0
    open_run = False
    for match in _WORD.finditer(text):
        word = re.sub(r"'s?$", "", match[0])
        counts = word[:1].isupper() and word != "I" and not is_stopword(word) and match.start() not in inside
        if end == 0 and not word.isupper():
            counts = False
        # "Mr. Lee" is a name, "November. Sum" is none.
        stop = "." in text[end : match.start()] and end - runs[-1][0] > _LONGEST_SHORT if open_run else False
        if counts and open_run and not stop and not text[end : match.start()].strip(" .-&"):
            runs[-1] = (runs[-1][0], match.start() + len(word))
        elif counts:
            runs.append((match.start(), match.start() + len(word)))
        # A possessive ends a name: "Wang's President".
        open_run = counts and word == match[0]
        end = match.end()
    return [text[start:stop] for start, stop in runs]


def _bare(word: str) -> str:
    return _unowned(word.casefold())


def _unowned(word: str) -> str:
    word = word.replace("’", "'")
    return re.sub(r"'s?$", "", word) if "'" in word else word


_ORIGIN = phrase(
    rf"(?:{MONTH}|{WEEKDAY}|\w{{2,}}(?:ese|ish|ian|ians|ean|eans|icans?)|french|german|germans|dutch|greek|i|mr|mrs|"
    r"ms|dr|ceo|cfo)$"
)


def is_origin(word: str) -> bool:
    """Whether a word is capitalised without naming anything: a month, a day, a nationality, a form of address.

    Such a word is often said in another form: "the American president", "of the United States".
    """
    return _ORIGIN.match(word.strip(".,'’\"")) is not None


def topic_words(asked: Asked) -> list[str]:
    """The content words of a question in order, without whose words are asked for."""
    named = asked.subject or ""
    subject = {_unowned(word) for word in _WORD.findall(named.casefold() if asked.question.isupper() else named)}
    return [word for word in content_words(asked.question) if _unowned(word) not in subject]


def names_in_list(subject: str) -> list[str]:
    """The names in "Ann, Bob and Eve"; "Mr. Lindqvist, the boat owner" is one."""
    return [name for name in _LISTED.split(_APPOSITION.sub("", subject)) if name]
