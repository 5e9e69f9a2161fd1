"""Whether what a question takes for granted was denied by whoever was asked it: "I haven't. Who told you?". Pure.

Only plain denials count. "No, because …" may answer "why does she oppose it?", and is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa import sentences
from qa.extraction.contrary import takes_the_other_side
from qa.extraction.shapes import shape_of
from qa.lexical.analysis import terms_of
from qa.patterns import phrase
from qa.questions.parsing import content_words, is_stopword, parse
from qa.resolution.names import tokens

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence

_OPEN = phrase(
    r"^\W*(?:(?:and|so|but|well|then)\b[\s,]*)*(?:did|does|do|is|was|are|were|has|have|had|will|would|can|could|"
    r"should|any)\b"
)
# What is asked of something that is taken to have happened; "what was said about it?" takes nothing for granted.
_ASKS_OF_IT = phrase(
    r"\b(?:why|how come|how much|how many|when|where|who|whom|by how|on what grounds|for what reasons?|"
    r"how did|which \w+|what (?:made|led|persuaded|convinced|forced|prompted|caused|brought|drove|moved))\b"
)
_ASKS_FOR_WORDS = phrase(
    r"\b(?:what|how|who|whom|which \w+)\b.{0,60}\b(?:say|says|said|think|thinks|thought|tell|told|feel|feels|felt|"
    r"mention(?:s|ed)?|views?|opinions?|positions?|make of|made of)\b"
)
_NOT = phrase(
    r"n't\b|\b(?:not|never|no|nobody|deny|denied|denies|false|rumou?r|untrue|refuse[sd]?|oppose[sd]?|against)\b"
)
_NAME = r"(?-i:[A-Z][\w'’-]+)"
_DENIES = phrase(
    r"\bnothing of the (?:kind|sort)\b"
    r"|\b(?:I|we) (?:don't|do not) know where (?:you|they|that|people|he|she|anybody|anyone)\b"
    r"|\b(?:that|this|it)(?:'s| is| was) (?:\w+ )?(?:false|untrue|not true|not so|not what happened|a myth|"
    r"a rumou?r|nonsense|not correct|incorrect|just not|simply not|(?:just|simply|plain|quite) wrong)\b|"
    r"\b(?:that|this|it) (?:isn't|wasn't) (?:so|true|right|correct|the case|what happened)\b|"
    r"\bthat never happened\b|\bno truth (?:in|to)\b"
    r"|\b(?:I|we|he|she|they) never (?:said|did|agreed|promised|signed|resigned|offered|sold|asked|wrote|left|"
    r"voted)\b|\bnobody(?:'s| has| was| is) (?:been )?\w+(?:ed|en|ing|ld|ft)\b|\bwhoever told you\b|"
    r"\bthere(?:'s| is| was) no (?:such\b|\w+ for\b)"
)
_SHORT_DENIAL = phrase(
    rf"(?:I|we|he|she|they|it|{_NAME}|the \w+) (?:haven't|hasn't|didn't|did not|wasn't|weren't|"
    rf"isn't|never did|have not|has not|was not)(?: \w+)?\W*"
)
# "We haven't abandoned it", "There's no plan to withdraw it": what is negated, light words left aside.
_NEGATED = phrase(
    r"(?:n't|\b(?:not|never|no|nobody(?:'s| has| is| was| will)?)) (?:(?:been|be|being|coming|going|to|ever|"
    r"actually|really|just|simply|yet|any|an?|planning|plans?|intention|intend|intending|decision|decided|"
    r"question|talk|of|thinking|about) ){0,4}(?P<what>[^\W\d_]+)"
)
# Asked of something that happened, or will, and not of who did it or where, which "I didn't" leaves open.
_ASKS_WHY_OR_WHEN = phrase(
    r"\b(?:why|how come|when|how did|on what (?:grounds|date|day)|for what reasons?|what reasons?|"
    r"what (?:made|led|persuaded|convinced|forced|prompted|caused|brought|drove|moved))\b"
)
_NO = phrase(r"\W*(?:no|never|not at all|(?:absolutely|certainly|of course) not)\b(?! (?:doubt|one|longer))")
_YES_OR_NO = phrase(
    r"(?:^|[,.;:–—-] |\b(?:and|so|but) )(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|"
    r"should|am)(?:n't)? (?!.*\bor\b)"
)
_TAKEN = phrase(r"\b(?:accept|agree|approve|grant|endorse|say yes|give in|allow)(?:e?d|s)?\b")
_TURNED_DOWN = phrase(
    r"\b(?:I|we|he|she|they) (?:said no|voted no|refused|declined|rejected|turned (?:it|this|that|him|her|them|"
    r"the \w+) down)\b"
)
# What is told as not so already: nothing that "We did not." takes back.
_NOT_SO = phrase(r"n't\b|\b(?:not|never|nobody)\b")
_NOT_PLANNED = phrase(
    r"\b(?:no (?:\w+ )?(?:plans?|intention|proposals?)|not going to|won't|will not|(?:isn't|aren't) going to)\b"
)
# "Why did Colin Dacre burn it?"
_ACTOR = phrase(
    r"\b(?:did|does|do|has|have|had|is|was|will|would) (?P<name>(?:(?:mr|mrs|ms|miss|dr)\.? )?[\w'’-]+ [\w'’-]+)"
)
_OF_HIMSELF = phrase(r"\bI\b|\bmy\b|\bme\b")
_GOOD = 0.8
_SHARED, _MOST_OF_IT = 2, 0.66
_ROOT = 6
_NO_ACTS = frozenset("mind know think thing things say mean want need matter sure".split())
# Of what is to come, "it isn't finished" and "there were none" deny nothing.
_ASKS_OF_THE_FUTURE = phrase(
    r"\b(?:when|by when|how soon|why|how come|on what (?:date|day)) (?:will|must|shall|should|would|can|could|"
    r"(?:is|are|does|do) .{1,60}? (?:due|going to|have to|need to|supposed to|to be \w+))\b"
)
_DENIES_THE_FUTURE = phrase(
    r"\b(?:won't|will not|will never|wouldn't|never|not going|no (?:\w+ )?(?:plans?|intention|question|"
    r"decision|talk|need)|"
    r"nobody's \w+ing)\b|n't (?:\w+ )?(?:\w+ing|plan\w*|intend\w*|be|happen)\b|\bnot (?:\w+ing|be|happen)\b"
)
_IMAGINED = phrase(r"\b(?:will|would|could|should|may|might|if|whether|unless)\b|'(?:ll|d)\b")
_BESIDE = phrase(
    r"\b(?:when|while|after|before|until|since) (?:you|he|she|they|we|I|it|the|that|this|your|his|her) [^,?]*"
)
# Why something is not so, as far as that is a reason for what is asked.
_BECAUSE = phrase(r"\b(?:because|due to|owing to|the reason|in order to|so that)\b")


def denial(question: str, chosen: Sequence[Sentence], ranked: Sequence[Sentence] = ()) -> Sentence | None:
    """The sentence that denies what a question takes for granted, among the best of those that would answer it.

    Args:
        question: as it stands alone.
        chosen: best first.
        ranked: all that were weighed; a denial may open the turn in which one of the chosen stands.
    """
    found = takes_the_other_side(question, chosen) or _denied(question, chosen, ranked)
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
    return _denied_around(question, chosen, ranked) or _denied_elsewhere(question, ranked)


def _denied_around(question: str, chosen: Sequence[Sentence], ranked: Sequence[Sentence]) -> Sentence | None:
    """A denial in a turn where one of the best sentences stands: of what is asked about, or as a "No" to it."""
    own = _matter(question)
    for best in chosen:
        if best.score < _GOOD * chosen[0].score:
            break
        if _is_by_another(question, best):
            continue
        turn = sorted((one for one in ranked if one.place[:2] == best.place[:2]), key=lambda one: one.start)
        if restated := _told_and_denied(turn, own):
            return restated
        if _ASKS_OF_THE_FUTURE.search(question):
            planned = (one for one in turn if _NOT_PLANNED.search(one.text) and not _tells(question, one.text))
            if none := next((one for one in planned if _shared(terms_of(one.text), own) >= _SHARED), None):
                return none
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


def _denied_elsewhere(question: str, ranked: Sequence[Sentence]) -> Sentence | None:
    """A sentence that denies all that is asked about but names, wherever: "We've no plans to close the site."."""
    own = _matter(question)
    if len(own) < _SHARED:
        return None
    for one in ranked:
        denied = not one.is_question and _negated(one.text) & own
        if (
            denied
            and own <= terms_of(one.text)
            and not _tells(question, one.text)
            and not _is_by_another(question, one)
        ):
            return one
    return None


def _told_and_denied(turn: Sequence[Sentence], own: frozenset[str]) -> Sentence | None:
    """What is told and denied at once: "There was a rumour that we closed the ward. We did not."."""
    for one in turn:
        if not _SHORT_DENIAL.fullmatch(one.text):
            continue
        before = [span for span in sentences.spans(one.turn.text) if span[1] <= one.start]
        told = one.turn.text[slice(*before[-1])] if before else ""
        shared = 0 if told.endswith("?") or _NOT_SO.search(told) else _shared(terms_of(told), own)
        if shared >= max(_SHARED, _MOST_OF_IT * len(own)):
            return replace(one, start=before[-1][0])
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
        as_much = told & what and len(told) >= _shared(terms_of(denied.text), own)
        if same and as_much and wanted is not None and wanted.name == "time" and wanted.fits(one.text):
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
