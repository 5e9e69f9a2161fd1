"""Whether what a question takes for granted was denied by whoever was asked it: "I haven't. Who told you?". Pure.

Only plain denials count. "No, because …" may answer "why does she oppose it?", and is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa import sentences
from qa.extraction.shapes import shape_of
from qa.lexical.analysis import terms_of
from qa.questions.parsing import content_words, is_stopword, parse, pattern
from qa.resolution.names import tokens

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

_OPEN = pattern(
    r"^\W*(?:(?:and|so|but|well|then)\b[\s,]*)*(?:did|does|do|is|was|are|were|has|have|had|will|would|can|could|"
    r"should|any)\b"
)
# What is asked of something that is taken to have happened; "what was said about it?" takes nothing for granted.
_ASKS_OF_IT = pattern(
    r"\b(?:why|how\scome|how\smuch|how\smany|when|where|who|whom|by\show|on\swhat\sgrounds|for\swhat\sreasons?|"
    r"how\sdid|which\s\w+|what\s(?:made|led|persuaded|convinced|forced|prompted|caused|brought|drove|moved))\b"
)
_ASKS_FOR_WORDS = pattern(
    r"\b(?:what|how|who|whom|which\s\w+)\b.{0,60}\b(?:say|says|said|think|thinks|thought|tell|told|feel|feels|felt|"
    r"mention(?:s|ed)?|views?|opinions?|positions?|make\sof|made\sof)\b"
)
_NOT = pattern(
    r"n['’]t\b|\b(?:not|never|no|nobody|deny|denied|denies|false|rumou?r|untrue|refuse[sd]?|oppose[sd]?|against)\b"
)
_NAME = r"(?-i:[A-Z][\w'’-]+)"
_DENIES = pattern(
    r"\bnothing\sof\sthe\s(?:kind|sort)\b"
    r"|\b(?:I|we)\s(?:don['’]t|do\snot)\sknow\swhere\s(?:you|they|that|people|he|she|anybody|anyone)\b"
    r"|\b(?:that|this|it)(?:['’]s|\sis|\swas)\s(?:\w+\s)?(?:false|untrue|not\strue|not\sso|not\swhat\shappened|"
    r"a\smyth|a\srumou?r|nonsense|"
    r"not\scorrect|incorrect|just\snot|simply\snot|(?:just|simply|plain|quite)\swrong)\b|"
    r"\b(?:that|this|it)\s(?:isn['’]t|wasn['’]t)\s(?:so|true|right|correct|the\scase|what\shappened)\b|\bthat\snever\shappened\b|\bno\struth\s(?:in|to)\b"
    r"|\b(?:I|we|he|she|they)\snever\s(?:said|did|agreed|promised|signed|resigned|offered|sold|asked|wrote|left|"
    r"voted)\b|\bnobody(?:['’]s|\shas|\swas|\sis)\s(?:been\s)?\w+(?:ed|en|ing|ld|ft)\b|\bwhoever\stold\syou\b|"
    r"\bthere(?:['’]s|\sis|\swas)\sno\s(?:such\b|\w+\sfor\b)"
)
_SHORT_DENIAL = pattern(
    rf"(?:I|we|he|she|they|it|{_NAME}|the\s\w+)\s(?:haven['’]t|hasn['’]t|didn['’]t|did\snot|wasn['’]t|weren['’]t|"
    rf"isn['’]t|never\sdid|have\snot|has\snot|was\snot)(?:\s\w+)?\W*"
)
# "We haven't abandoned it", "There's no plan to withdraw it": what is negated, light words left aside.
_NEGATED = pattern(
    r"(?:n['’]t|\b(?:not|never|no|nobody(?:['’]s|\shas|\sis|\swas|\swill)?))\s"
    r"(?:(?:been|be|being|coming|going|to|ever|actually|really|just|simply|yet|any|an?|planning|plans?|intention|intend|"
    r"intending|decision|decided|question|talk|of|thinking|about)\s){0,4}(?P<what>[^\W\d_]+)"
)
# Asked of something that happened, or will, and not of who did it or where, which "I didn't" leaves open.
_ASKS_WHY_OR_WHEN = pattern(
    r"\b(?:why|how\scome|when|how\sdid|on\swhat\s(?:grounds|date|day)|for\swhat\sreasons?|what\sreasons?|"
    r"what\s(?:made|led|persuaded|convinced|forced|prompted|caused|brought|drove|moved))\b"
)
_NO = pattern(r"\W*(?:no|never|not\sat\sall|(?:absolutely|certainly|of\scourse)\snot)\b(?!\s(?:doubt|one|longer))")
_YES_OR_NO = pattern(
    r"(?:^|[,.;:–—-]\s|\b(?:and|so|but)\s)(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|am)(?:n['’]t)?\s(?!.*\bor\b)"
)
_TAKEN = pattern(r"\b(?:accept|agree|approve|grant|endorse|say\syes|give\sin|allow)(?:e?d|s)?\b")
_TURNED_DOWN = pattern(
    r"\b(?:I|we|he|she|they)\s(?:said\sno|voted\sno|refused|declined|rejected|turned\s(?:it|this|that|him|her|them|the\s\w+)\sdown)\b"
)
# "Why did Colin Dacre burn it?"
_ACTOR = pattern(
    r"\b(?:did|does|do|has|have|had|is|was|will|would)\s(?P<name>(?:(?:mr|mrs|ms|miss|dr)\.?\s)?[\w'’-]+\s[\w'’-]+)"
)
_OF_HIMSELF = re.compile(r"\bI\b|\bmy\b|\bme\b", re.IGNORECASE)
_GOOD = 0.8
_SHARED = 2
_ROOT = 6
_NO_ACTS = frozenset("mind know think thing things say mean want need matter sure".split())
# Of what is to come, "it isn't finished" and "there were none" deny nothing.
_ASKS_OF_THE_FUTURE = pattern(
    r"\b(?:when|by\swhen|how\ssoon|why|how\scome|on\swhat\s(?:date|day))\s(?:will|must|shall|should|would|can|could|"
    r"(?:is|are|does|do)\s.{1,60}?\s(?:due|going\sto|have\sto|need\sto|supposed\sto|to\sbe\s\w+))\b"
)
_DENIES_THE_FUTURE = pattern(
    r"\b(?:won['’]t|will\snot|will\snever|wouldn['’]t|never|not\sgoing|no\s(?:\w+\s)?(?:plans?|intention|question|decision|talk|need)|"
    r"nobody['’]s\s\w+ing)\b|n['’]t\s(?:\w+\s)?(?:\w+ing|plan\w*|intend\w*|be|happen)\b|\bnot\s(?:\w+ing|be|happen)\b"
)
_IMAGINED = pattern(r"\b(?:will|would|could|should|may|might|if|whether|unless)\b|['’](?:ll|d)\b")
_BESIDE = pattern(
    r"\b(?:when|while|after|before|until|since)\s(?:you|he|she|they|we|I|it|the|that|this|your|his|her)\s[^,?]*"
)
# Why something is not so, as far as that is a reason for what is asked.
_BECAUSE = pattern(r"\b(?:because|due\sto|owing\sto|the\sreason|in\sorder\sto|so\sthat)\b")


def denial(question: str, chosen: Sequence[Sentence], ranked: Sequence[Sentence] = ()) -> Sentence | None:
    """The sentence that denies what a question takes for granted, among the best of those that would answer it.

    Args:
        question: as it stands alone.
        chosen: best first.
        ranked: all that were weighed; a denial may open the turn in which one of the chosen stands.
    """
    found = _denied(question, chosen, ranked)
    if found is None or (_ASKS_OF_THE_FUTURE.search(question) and not _is_of_the_future(found.text)):
        return None
    return None if _is_told_otherwise(question, found, ranked) else found


def denies(text: str) -> bool:
    """Whether a text denies something in so many words."""
    return _DENIES.search(text) is not None


def _denied(question: str, chosen: Sequence[Sentence], ranked: Sequence[Sentence]) -> Sentence | None:
    if not chosen or _OPEN.match(question) or not _ASKS_OF_IT.search(question):
        return None
    if _NOT.search(question) or _ASKS_FOR_WORDS.search(question):
        return None
    best = chosen[0]
    for one in chosen:
        if one.score < _GOOD * best.score:
            break
        # What is denied may be something else that was asked on the way.
        if one.coverage < _GOOD * best.coverage or one.cosine < _GOOD * best.cosine or not _is_about(question, one):
            continue
        if _is_by_another(question, one):
            continue
        replies = one.asked is not None
        if _DENIES.search(one.text) or (replies and _SHORT_DENIAL.fullmatch(one.text)):
            return one
    if not _ASKS_WHY_OR_WHEN.search(question):
        return None
    if _TAKEN.search(question) and _TURNED_DOWN.search(best.text):
        return best
    return _denied_around(question, chosen, ranked)


def _denied_around(question: str, chosen: Sequence[Sentence], ranked: Sequence[Sentence]) -> Sentence | None:
    """A denial in a turn where one of the best sentences stands: of what is asked about, or as a "No" to it."""
    own = _matter(question)
    for best in chosen:
        if best.score < _GOOD * chosen[0].score:
            break
        if _is_by_another(question, best):
            continue
        turn = sorted((one for one in ranked if one.place[:2] == best.place[:2]), key=lambda one: one.start)
        before = [one for one in turn if not one.is_question and one.start <= best.start]
        for one in before:
            if _negated(one.text) & own and not _tells(question, one.text):
                return one
            if one.asked and _DENIES.search(one.text) and _is_asked_of(one, own):
                return one
        # A "No" that goes on to tell what is wanted denies nothing: "No, in May.".
        if before and not any(_tells(question, one.text) for one in turn) and _opens_with_no(before[0], own):
            return before[0]
    return None


def _is_of_the_future(text: str) -> bool:
    found = any(one.search(text) for one in (_DENIES_THE_FUTURE, _DENIES, _TURNED_DOWN))
    return found or _NO.match(text) is not None


def _is_told_otherwise(question: str, denied: Sentence, ranked: Sequence[Sentence]) -> bool:
    """Whether what is denied is told to be so behind it, or on a later day: "He'd no intention to. He left in May."."""
    own = _matter(question)
    wanted = shape_of(parse(question))
    what = _negated(denied.text) & own or own
    acts = terms_of(" ".join(word for word in content_words(question) if word.islower()))
    for one in ranked:
        same = one.place[:2] == denied.place[:2]
        later = (one.document.date or "") > (denied.document.date or "9999")
        if one.is_question or one.place == denied.place or not (same or later):
            continue
        told = terms_of(one.text) & own - _negated(one.text)
        if same and told and wanted is not None and wanted.name == "time" and wanted.fits(one.text):
            return True
        behind = (later or one.start > denied.start) and what & acts
        if behind and what <= told and not _IMAGINED.search(one.text) and not _NOT.search(one.text):
            return True
    return False


def _is_by_another(question: str, one: Sentence) -> bool:
    """Whether somebody denies it of himself whom the question does not mean: "No, I didn't" of another Dacre."""
    if one.turn.speaker is None or not _OF_HIMSELF.search(one.text):
        return False
    own = {*tokens(one.turn.speaker), *tokens(one.turn.person or "")}
    names = (tokens(match["name"]) for match in _ACTOR.finditer(question))
    return any(name[-1] in own and not own.issuperset(name) for name in names if len(name) > 1)


def _negated(text: str) -> set[str]:
    """The terms of what a text says is not so; "I don't mind" and "not eight" deny nothing."""
    words = (match["what"].casefold() for match in _NEGATED.finditer(text))
    terms = {term for word in words if word not in _NO_ACTS for term in terms_of(word)}
    return {term for term in terms if not term.isdigit()}


def _is_asked_of(one: Sentence, own: frozenset[str], shared: int = 1) -> bool:
    """Whether a sentence replies to a question about the same matter, one that is not negated."""
    asked = _asked_last(one)
    return not _NOT.search(asked) and _shared(terms_of(asked), own) >= min(shared, len(own))


def _opens_with_no(one: Sentence, own: frozenset[str]) -> bool:
    """Whether a sentence opens a turn that says no to a yes-or-no question about the same."""
    opens = _NO.match(one.turn.text) and not one.turn.text[: one.start].strip(" No.,!")
    return bool(opens and _YES_OR_NO.search(_asked_last(one))) and _is_asked_of(one, own, _SHARED)


def _asked_last(one: Sentence) -> str:
    """What a sentence replies to: the last question, where it tells what it is about; "Why?" does not."""
    text = one.asked.text if one.asked else ""
    last = text[sentences.spans(text)[-1][0] :] if text else ""
    return last if len(content_words(last)) >= _SHARED and not is_stopword(content_words(last)[0]) else text


def _shared(said: frozenset[str], own: frozenset[str]) -> int:
    """How many terms they share; "accountant" and "accountancy" are one."""
    begun = {term[:_ROOT] for term in said if len(term) >= _ROOT}
    return sum(term in said or (len(term) >= _ROOT and term[:_ROOT] in begun) for term in own)


def _matter(question: str) -> frozenset[str]:
    """The terms of what a question is about, names left aside where there is anything else."""
    words = content_words(_ASKS_WHY_OR_WHEN.sub(" ", question))
    plain = [word for word in words if not word[:1].isupper() or question.lstrip().startswith(word)]
    return terms_of(" ".join(plain or words))


def _tells(question: str, text: str) -> bool:
    """Whether a text holds the day, or the reason, that is asked for."""
    asked = parse(question)
    wanted = shape_of(asked)
    if wanted is not None and wanted.name == "reason":
        return _BECAUSE.search(text) is not None
    return wanted is not None and wanted.fits(text)


def _is_about(question: str, one: Sentence) -> bool:
    """Whether a denial, or what it replies to, has a word of the question that is not just who denies."""
    who = terms_of(f"{one.turn.speaker or ''} {one.turn.person or ''}")
    # "You didn't wear gloves when you picked it up, did you?" is no question who picked it up.
    said = terms_of(f"{_BESIDE.sub(' ', _asked_last(one)) or one.before} {one.text}")
    return _shared(said, terms_of(" ".join(content_words(question))) - who) > 0
