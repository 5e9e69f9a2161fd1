"""A follow-up and what was asked before it, made one question that stands alone. Pure.

Where it is not clear that something is missing, nothing is added: a question changed is worse than one not completed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversation import leaning
from qa.conversation.bare import END, LEAD, IsSpeaker, continued, is_bare, turns_away
from qa.conversation.corrections import corrected, without_reproof
from qa.conversation.earlier import (
    BRIEF,
    PLACES,
    PRONOUN,
    TIMES,
    Earlier,
    asked_what,
    ending,
    plain,
    renamed,
    same_task,
)
from qa.conversation.elsewhere import elsewhere
from qa.conversation.frames import with_another, with_another_person
from qa.conversation.persons import meant_by
from qa.conversation.quoted import is_nth, nth_quoted
from qa.conversation.replies import replied
from qa.conversation.smalltalk import small_talk, without_courtesy
from qa.conversation.there import in_the_same, of_what_came
from qa.models import Answer
from qa.patterns import phrase
from qa.questions.framing import as_question
from qa.questions.kinds import Kind, recognise
from qa.questions.meetings import MEETING
from qa.questions.openings import START
from qa.questions.parsing import content_words, parse

_IT = r"(?:that|this|it)"
_WHAT_ABOUT = phrase(r"^(?:(?:and|but|so|ok|okay|well)\b[\s,]*)?(?:what|how)\s+about\s+")
_AND = phrase(r"^(?:and|but)\b[\s,]+")
_ON = phrase(r"^(?:on|about|regarding)\s+")
_QUESTION = phrase(
    r"(?:what|why|when|where|who|whom|how|which|did|does|do|is|was|were|are|has|have|can|could|would|will)\b"
)
# With one of these, what follows "and" is no topic.
_NO_TOPIC = frozenset(
    "he she they him her them it that this those these i me you we us then so more else now not thanks thank".split()
)
_MOST_WORDS = 6
_OWNED = phrase(
    rf"{LEAD}(?P<asks>(?:what about|(?:(?:what|which|how|why) )?(?:exactly )?(?:is|was|are|were)|what's|"
    r"explain|describe|tell (?:me|us)(?: about)?) )?(?P<own>his|her|their) (?P<rest>(?:position|view|opinion|"
    r"stance|reason|argument|response|answer|reply|plan|concern|proposal)s?\b.*)$"
)
# "What was his job?", "Where does her bread come from?"
_HIS = phrase(
    rf"{LEAD}(?P<asks>(?:(?:what|which|how|why|when|where|who)(?: (?:much|many|old|long|big))? )?"
    r"(?:is|was|are|were|does|did|do|has|had) )(?P<own>his|her) (?P<rest>\w.*)$"
)
_WHICH_OF_A_NAME = phrase(r"^(?:and )?which \w+\W*$")
_AGREE = phrase(
    rf"{LEAD}(?P<ask>(?:(?:how|where|why|on what) )?(?:do|did)) (?:they|the two(?: of them)?|both(?: of them)?) "
    r"(?:both )?(?P<do>(?:dis)?agree|differ)(?: with each other)?"
    rf"(?: (?:on|about) (?:that|this|it|them)|(?P<on> (?:on|about) .+?))?{END}"
)
_COMPARE = phrase(
    rf"{LEAD}(?:how (?:does|do|did|would) (?:{_IT}|he|she) compare|compare (?:{_IT}|him|her)) (?:with|to|against) "
    rf"(?P<who>.+?)(?:'s?(?: \w+)?)?{END}"
)
_BACK = phrase(
    r"^(?:(?:ok|okay|and|so|now|well|please|let's|let us|(?:can|could) (?:we|you)|i(?:'d| would) like to|i want to)"
    r"\b[\s,]*)*(?:(?:go|come|get|going|coming|getting|turn|switch) back to|back to|return(?:ing)? to) "
    r"(?P<to>(?:(?:the|an?) )?[\w' -]{2,60}?)(?: again)?(?: ?[:.,;–—-] (?P<rest>.+)|[\s?.!]*)$"
)
# "Now something else: …", "Another question, …"
_ANEW = phrase(
    START
    + r"(?:something (?:else|different)|(?:(?:an|one|a|the|my) )?(?:(?:other|another|different|new|next|further|more|"
    r"unrelated) )+(?:question|topic|subject|matter|thing)|(?:to )?(?:change|changing|switch|"
    r"switching) (?:the )?(?:subject|topics?)|"
    r"on (?:to )?(?:another|a (?:different|new)) (?:note|topic|matter|subject)|(?:(?:totally|completely) )?unrelated)"
    r"(?: (?:entirely|altogether|now|though))? ?[:,;.–—-]+\s*(?P<rest>\w.*)$"
)
_DOES_TOO = phrase(
    r"^(?:did|does|do|is|was|are|were|has|have|had|will|would|can|could) (?P<who>(?:the )?[\w.'-]+(?: [\w.'-]+){0,3}?)"
    r"(?: (?:too|also|as well|either))?[\s?.!]*$"
)
_SOMEBODY = phrase(r"\b(?:he|she|him|his|hers?)\b")
_ASKS_WHO = phrase(r"\W*who\b")
_POINTS = phrase(r"\b(?:he|she|him|his|hers?|they|them|theirs?|it|this|that|these|those)\b")
_OF_ONE = {Kind.DIRECT, Kind.COMPARE, Kind.OVER_TIME}
_AT_LAST = phrase(r"(?<!since)(?<!by)(?<!until)(?<!before),? (?:then|though|now|instead|again)$")
_WHERE = phrase(r"(?:in|at|during) ")
_A_MEETING = phrase(rf"(?:the|that|this) (?:[\w'’.,-]+ ){{0,6}}(?:{MEETING})(?: (?:in|on|of) .+)?$")
# "The mug", or a word in quotation marks, as a term to count.
_TERM = phrase(r"^(?:the |an? )?[\"“‘']?(?P<term>.*?)[\"”’']?$")


def standalone(question: str, history: Sequence[Answer], is_speaker: IsSpeaker) -> str | None:
    """The question completed from the last answer; None where it stands alone already, or nothing came before.

    Args:
        question: as asked.
        history: earlier answers, oldest first; thanks and greetings at its end are passed over.
        is_speaker: whether a name means somebody who speaks in the transcripts.
    """
    said = [one for one in history if one.searched_for or not _says_nothing(one.question)]
    # "Did anyone object?" is one to lean on where nothing else is.
    said = [one for one in said if one.searched_for or not _is_open(one.question)] or said
    if not said:
        return None
    question = without_reproof(without_courtesy(plain(question)))
    anew = _ANEW.match(question)
    if anew and not leans(anew["rest"]):
        return anew["rest"]
    question = anew["rest"] if anew else question
    talk: list[Earlier] = []
    for one in said:
        # What was asked for in short is not asked so ever after.
        text = as_question(plain(one.searched_for or one.question).replace(BRIEF, ""))
        talk.append(Earlier(text, one, is_speaker, talk[-1] if talk else None))
    back = _BACK.match(question)
    if back:
        return _back(back["to"], talk, back["rest"] or "", is_speaker)
    earlier = talk[-1]
    for complete in (corrected, continued, nth_quoted, replied, _elsewhere, _compared, _owned, _voted):
        completed = complete(question, earlier, is_speaker)
        if completed is not None:
            return completed or None
    there = in_the_same(question, earlier)
    return _others(there or question, earlier, is_speaker) or there


def alone(question: str) -> str:
    """A question that stands alone, without thanks or reproof before it; as given where it has none, or leans."""
    text = plain(question)
    core = without_reproof(without_courtesy(text))
    return question if core == text or leans(core) else _AND.sub("", core)


def leans(question: str, *, known: bool = False) -> bool:
    """Whether a question says nothing without one before it.

    Args:
        question: as asked.
        known: it is plain all the same whom "he" or "she" means.
    """
    text = plain(question)
    return is_bare(text) or is_nth(text) or (not known and _names_nobody(text))


def only_points(question: str) -> bool:
    """Whether a question says nothing but "it" or "they": "Did they?", "Where is it then?"; not "Who is for it?"."""
    return _POINTS.search(question) is not None and not _ASKS_WHO.match(question) and _is_of_nothing(question)


def _names_nobody(question: str) -> bool:
    """Whether all that a question names is "he" or "she": "what did she say?"."""
    return _SOMEBODY.search(question) is not None and _is_of_nothing(question)


def _is_of_nothing(question: str) -> bool:
    asked = parse(question)
    nothing = asked.subject is None and not asked.topic and not asked.names
    return nothing and recognise(question).kind is Kind.DIRECT


def _says_nothing(question: str) -> bool:
    return small_talk(question) is not None or leans(question)


def _is_open(question: str) -> bool:
    """Whether a question of its own words leaves open of what, so that nothing is to lean on it."""
    text = plain(question)
    return turns_away(text) or any(one.match(text) is not None for one in (_AGREE, _WHICH_OF_A_NAME))


def _back(to: str, talk: Sequence[Earlier], rest: str, is_speaker: IsSpeaker) -> str:
    """What was last asked about a matter, or what was said about it; with a question behind, that one about it."""
    words = {word.casefold() for word in content_words(to)}
    before = [one for one in talk if words <= {word.casefold() for word in content_words(one.text)}]
    text = before[-1].text if before else asked_what(None, to)
    if not rest.strip(" ?.!"):
        return text
    about = Answer(asked_what(None, to), "", True)
    return standalone(rest, [about], is_speaker) or rest


# Each of these gives None where the question is none of its kind, and "" where it is one but is to be left alone.


def _elsewhere(question: str, earlier: Earlier, _: IsSpeaker) -> str | None:
    return elsewhere(question, earlier)


def _voted(question: str, earlier: Earlier, _: IsSpeaker) -> str | None:
    return of_what_came(question, earlier)


def _compared(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """Those quoted, or somebody else beside them: "do they agree?", "how does that compare with Blinken?"."""
    match = _COMPARE.match(question)
    if match:
        who, other = earlier.somebody, match["who"]
        fits = who and earlier.topic and is_speaker(other) and other.casefold() not in who.casefold()
        return f"Compare {who} and {other}{ending('on', earlier.topic)}" if fits else ""
    match = _AGREE.match(question)
    if match is None:
        return None
    two = " and ".join(earlier.speakers) if len(earlier.speakers) == 2 else earlier.several
    ask = match["ask"][0].upper() + match["ask"][1:]
    return f"{ask} {two} {match['do']}{match['on'] or ending('on', earlier.topic)}?" if two else ""


def _owned(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """The name for "his", "her" and "their": "what is his position on trade?"."""
    match = _OWNED.match(question)
    if match is None:
        return _his(question, earlier)
    own = match["own"].lower()
    name = earlier.several if own == "their" else earlier.subject and meant_by(own, earlier)
    others = PRONOUN.search(match["rest"]) or any(map(is_speaker, re.findall(r"[\w.'-]+", match["rest"])))
    if not name or others or parse(question).subject:
        return ""
    what = match["rest"].rstrip(" ?.!")
    about = ending("regarding", earlier.topic) if len(what.split()) == 1 else ""
    asks = match["asks"] or "what about "
    if asks.lower() == "what about ":
        asks = "What are " if what.split()[0].endswith("s") else "What is "
    return f"{asks}{name}'s {what}{about}{match['rest'][len(what) :]}"


def _his(question: str, earlier: Earlier) -> str | None:
    """The name of the one who was asked about for "his" and "her" before any thing."""
    match = _HIS.match(question)
    name = meant_by(match["own"], earlier) if match else None
    if name == earlier.somebody and not earlier.subject:
        # Who is quoted alone may tell of others.
        told_of = earlier.told_of or (earlier.people[0] if len(earlier.people) == 1 else None)
        name = name if told_of == name else None
    if not match or not name or PRONOUN.search(match["rest"]) or parse(question).names:
        return None
    return f"{match['asks']}{name}'s {match['rest']}"


def _others(question: str, earlier: Earlier, is_speaker: IsSpeaker) -> str | None:
    """Somebody else, something else, or a pronoun for what came before."""
    lead = _WHAT_ABOUT.match(question) or _AND.match(question)
    rest = question[lead.end() :] if lead else question
    short = _AT_LAST.sub("", rest.strip(" ?.!")) if lead else rest.strip(" ?.!")
    # "And Blinken's?" means Blinken, and so does "did Blinken?".
    does = _DOES_TOO.match(rest)
    who = does["who"] if does else short.removesuffix("'s")
    if who and _are_speakers(who, is_speaker):
        return _of_others(who, earlier)
    if lead and short and not _QUESTION.match(short):
        words = short.casefold().split()
        if len(words) > _MOST_WORDS or _NO_TOPIC.intersection(words):
            return None
        return _of_another_topic(short, earlier, is_speaker, anew=_WHAT_ABOUT.match(question) is not None)
    asked = parse(rest)
    if (
        asked.subject
        and not asked.topic
        and not leaning.PERSON.match(rest)
        and (lead or _speaks(asked.subject, is_speaker))
    ):
        # "And what did Blinken say?"
        completed = leaning.with_pronouns(rest, earlier) or leaning.with_topic(rest, earlier)
        return completed if lead or completed != rest else None
    whole = leaning.with_pronouns(rest, earlier)
    return leaning.completed(whole or rest, earlier) or whole


def _speaks(name: str, is_speaker: IsSpeaker) -> bool:
    return is_speaker(name) or is_speaker(f"the {name}")


def _are_speakers(text: str, is_speaker: IsSpeaker) -> bool:
    names = re.split(r",\s*(?:and\s+)?|\s+and\s+", text)
    return len(text.split()) <= _MOST_WORDS and all(name and is_speaker(name) for name in names)


def _of_others(who: str, earlier: Earlier) -> str:
    """The earlier question about the words, or what is told, of somebody else."""
    if earlier.asked.subject and (other := renamed(earlier.text, earlier.asked.subject, who)):
        return other
    if earlier.task.term and earlier.is_speaker(earlier.task.term):
        return _of_another_term(who, earlier)
    told = with_another_person(who, earlier) if earlier.task.kind in _OF_ONE else None
    return told or asked_what(who, earlier.matter)


def _of_another_topic(text: str, earlier: Earlier, is_speaker: IsSpeaker, *, anew: bool) -> str:
    """The earlier question about something else; "" where it is asked elsewhere, which is not said plainly enough.

    What was not answered of one thing is not asked of another anew: "what about the clinic?".
    """
    if _WHERE.match(text):
        return ""
    if earlier.task.term:
        return _of_another_term(text, earlier)
    if earlier.task.kind is Kind.SUMMARY and _A_MEETING.match(text):
        return f"Summarize {text}"
    who, _, about = text.partition(" on ") if " on " in text else text.partition(" about ")
    if about and is_speaker(who):
        return asked_what(who, about)
    topic = _ON.sub("", text)
    if earlier.task.kind is Kind.COMPARE and earlier.is_thing and earlier.topic in earlier.text:
        return earlier.text.replace(earlier.topic, topic, 1)
    plainly = earlier.asked.subject is None and earlier.task.kind is not Kind.SUMMARY
    plainly = plainly and not (anew and earlier.answer.abstained)
    framed = with_another(text, earlier) if plainly and not turns_away(earlier.answer.question) else None
    if framed and same_task(framed, earlier.text):
        return framed
    there = "" if TIMES.search(text) or PLACES.search(text) else earlier.there
    return f"{asked_what(earlier.subject, topic).rstrip('?')}{there}?"


def _of_another_term(text: str, earlier: Earlier) -> str:
    """The earlier count of a term, or list of who says it, for another one; "" where that would ask otherwise."""
    term, old = _TERM.sub(r"\g<term>", text), earlier.task.term or ""
    completed = earlier.text.replace(old, term, 1)
    same = recognise(completed)
    fits = (same.kind, same.counted) == (earlier.task.kind, earlier.task.counted) and same.term != old
    return completed if fits else ""
