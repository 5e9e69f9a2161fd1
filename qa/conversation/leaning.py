"""A question that leaves out what it is about, or has only a pronoun for it: completed with the matter of the last one.

The last resort of `qa.conversation.followup`: the turns of phrase that it knows are made whole more exactly. Pure.
"""

from __future__ import annotations

import re

from qa.conversation.earlier import PLACES, Earlier, asked_what, ending, with_matter
from qa.conversation.persons import meant_by
from qa.conversation.there import TALKED
from qa.lexical.analysis import terms_of
from qa.patterns import phrase
from qa.questions.kinds import Kind, recognise
from qa.questions.overview import asks_what_somebody_said
from qa.questions.parsing import content_words, is_stopword, names_in_list, parse

# "Both" and "the two" are people before a verb or "of them" only: not "both sides", "the two bridges".
_ACT = (
    r"(?:say|said|think|thought|believe|want|need|agree|disagree|mention|support|oppose|favou?r|back|speak|"
    r"spoke|talk|feel|see|know|mean|vote|claim|propose|suggest|ask|answer|promise|deny|admit|attend|expect|"
    r"fear|plan|prefer|argue|object|accept|reject|like|call|make|take|go|come|get|give|have|tell|told|stand|"
    r"differ|against|for|in favou?r|there|present|happy|sure|worried|right|wrong)"
)
_BOTH = rf"(?:both|the two)(?: of them\b(?!')|(?= (?:\w+ly |also |ever )?{_ACT}\b))"
# The pronoun is whom the question is about only as its subject: "did he say", not "did people say that they".
PERSON = phrase(
    r"^(?P<before>(?:(?:and|but|so)\s+)?(?:(?:what|how|why|when|where|who|whom|which|else|exactly|did|does|do|is|was|"
    r"has|had|would|will|could|should|can)\s+)*(?:did|does|do|is|was|has|had|have|would|will|could|should|"
    r"can)(?:n't)?\s+)"
    rf"(?P<who>he\b|she\b|they\b|{_BOTH})"
)
_WHO_OF_THEM = phrase(
    r"^(?:(?:and|but|so) )?(?:which|who)(?: one)? of (?:them|the two|these two|those two) (?P<rest>.+?)[\s?.!]*$"
)
_FIRST = phrase(
    r"(?:said|says|mentioned|raised|brought (?:it|that|this) up|spoke|talked)(?: (?:(?:of|about) )?(?:it|that|"
    r"this|so))? first"
    r"|(?:was|were) (?:the )?first to (?:say|mention|raise)(?: (?:it|that|this|so))?"
)
_IT_AT_END = phrase(r"\b(?:it|that|this)$")
_OF_IT = phrase(
    r"^(?P<before>(?:(?:and|but|so) )?(?:why|when|where|how|by whom) (?:(?:was|were|is|will|would) (?=it\b)|"
    r"(?:will|would|did|do|does|should|can|could) (?:they|he|she|we|you|people|"
    r"[A-Z]\w+) (?:\w+ ){0,3}(?=it\W*$)))it\b"
)
# "The oysters": "when will they open again?"
_THINGS = phrase(r"(?:the|these|those|our|their) (?-i:[a-z])[\w' -]*[^s\W]s")
_OF_THEM = phrase(
    r"^(?P<before>(?:(?:and|but|so) )?(?:why|when|where|how(?: \w+)?) (?:was|were|are|will|would|do|does|did|"
    r"can|could|should|have|had) )they\b(?! (?:say|think|agree|differ|meet|decide|talk|speak|vote)\b)"
)
_THING = phrase(
    r"(?P<before>\b(?:about|against|for|on|of|regarding|mention|mentioned|mentions|discuss|discussed|support|"
    r"oppose)\s+)(?P<what>it|that|this|those|these|them)(?=\s*(?:[?.!]|$))"
)
# "How often is it mentioned?"
_IS_MENTIONED = phrase(
    r"^(?P<before>(?:(?:and|but|so) )?(?:how (?:often|many times)|where|when) (?:is|was|are|were|has|have) )"
    r"(?:it|this|that|they|these|those)(?= (?:been )?(?:mentioned|said|raised|discussed|brought up|named)\b)"
)
_ABOUT_SOMEBODY = phrase(
    r"(?P<before>\b(?:about|on|of|regarding|mention|mentioned|mentions)\s+)(?:him|her)(?=\s*(?:[?.!]|$))"
)
_TO_THEM = phrase(r"(?P<before>\b(?:to|with|by|from|against) )them(?=[\s?.!]*$)")
# A question of more words of its own says what it is about.
_MOST_OWN = 5
_MOST_WORDS = 6
_NOTHING_MEANT = phrase(
    r"\bdoes it say that\b|\b(?:is|was|isn't|wasn't) (?:it|that|this) (?:true|right|correct|possible|likely|"
    r"certain|clear|so|fair|known|the case|really)\b"
    r"|\b(?:what|who|when|where|why|how) (?:is|was) it (?:that|like)\b|\bit (?:is|was) (?:said|true|possible|"
    r"likely|known)\b"
    r"|\bit (?:rain|snow)\w*|\bhow come\b|\bthis (?:year|month|week|summer|winter|spring|autumn|fall|morning|"
    r"time)\b|\bthat (?:time|is)\b"
    r"|\b(?:says?|said|think|thinks|thought|claims?|claimed|believes?|true|the fact|told \w+|is it|"
    r"was it) that\b(?: (?:he|she|they|it)\b)?"
)
_ASKS = phrase(
    r"\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*(?:what|why|when|where|who|whom|whose|how|which|did|does|do|is|was|"
    r"were|are|has|have|can|could|would|will|by|since|until|for|to|at|in|on|with|any)\b|.*\?\W*$"
)
# "What did they say about trade?" names its matter itself.
_NAMES_IT = phrase(r"\b(?:about|on|regarding|concerning) (?!(?:it|that|this|them|these|those|what)\b)\w")
_STANDS_FOR = phrase(
    # "When did they meet?" may be about others.
    r"^(?!\W*(?:and )?(?:when|where)\b).*\bthey\b|^\W*(?:and )?(?:when|where) (?:were|are) they \w+|"
    r"^\W*(?:(?:and|but|so) )?(?:how (?:much|many|long|far|big) )?(?:is|was) (?:that|this) (?:an?|per|more|"
    r"less|enough|too|much|all|still|because|why|how|what|where|when|legal|normal|usual|new|good|bad|fair)\b|"
    r"\b(?:it|them|theirs|he|him|she|hers|those|these)\b"
    r"|\bher\b(?=\W*$| (?:to|for|about|with|in|on|at|by|from|of|into|over)\b)"
    r"|\b(?:that|this)\b(?=\W*$| (?:happen\w*|mean\w*|affect\w*|surprise\w*|matter\w*|include\w*|apply|"
    r"applies|bother\w*|worr\w+|hurt\w*|change\w*|cost\w*|work\w*|help\w*|lead|led|go|went|come|came|get|got|"
    r"is|was|will|would|money|one|plan|idea|figure|number|decision|deal|date|vote|place|thing|person|point|"
    r"move|sum|amount|change|rise|cut|delay|increase|offer|claim|answer|job|case)\b)|\b(?:that|"
    r"this)\b(?=[,;:])"
)
# "Why the about-face?", "By how much?", "Since when?", "Who pays?", "On what grounds?"
_SHORT = phrase(
    r"^\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*(?:why (?:the|such|not|so)\b|by how much|since when|"
    r"until when|how so|in what \w+|on what \w+|for how long|to what \w+|at what \w+|with what \w+|"
    r"who \w+\W*$|what (?:for|next|then)\b|any \w+(?: \w+)?\W*$|how (?:soon|far|big|bad|fast|high|old|heavy|"
    r"deep|late|large|small|serious|likely|safe|good|expensive|strong|wide)\W*$|how (?:many|much) (?:is|was|"
    r"are|were|did|do|does|has|have) (?:there|they|we)\b|who (?:is|was|are|were) (?:responsible|liable|"
    r"affected|involved|behind|right|wrong|missing|guilty|eligible)\W*$)"
)
_PLAIN = r"\w+(?:['.-]\w+)*"
# "Why two?", "Why Eastgate?"
_WHY_THAT = phrase(
    r"^\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*why (?:(?:only|just|not|so|such|the|an?|that|this|these|those) ){0,3}"
    r"(?!(?:(?:is|was|are|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might)(?:n't)?|"
    rf"he|she|they|it|you|we|i)\b)(?P<what>{_PLAIN}(?: {_PLAIN}){{0,2}})\W*$"
)
# "When was the last time?", "What was the reason?": of what, the question does not say.
_OF_NOTHING = phrase(
    r"^\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*(?:(?:what|when|where|who)(?: (?:is|was|are|were|will be)|"
    r"'s)|(?:is|was|are|were) there|(?:were|are|was|is) there any|any) (?:(?:the|an?|any|his|her|their|main|"
    r"real|exact|total|last|first|next|final|other|only|biggest) ){0,3}(?:times?|reasons?|causes?|results?|"
    r"outcomes?|effects?|consequences?|alternatives?|differences?|context|background|purpose|point|problems?|"
    r"solutions?|amount|total|deadline|evidence|proof|explanations?|justification|conditions?|exceptions?|"
    r"details|upshot|catch|downsides?|upsides?|risks?|advantages?|disadvantages?)(?: then)?[\s?.!]*$"
)
_MIND = phrase(
    r"^\W*(?:(?:and|but|so) )?(?:(?:did|has|have) (?:any|some)(?:one|body)|who)(?: (?:else|"
    r"ever))* changed? (?:his|her|their|an?) (?:minds?|views?|positions?)[\s?.!]*$"
)
# "Did Ann believe that?", "What did Ann say to it?"
_OBJECT = phrase(r"\b(?:it|that|this|them|him|her|those|these)\b")
_DOES_SOMEBODY = phrase(
    r"^\W*(?:(?:and|but|so) )?(?:(?:what|how|why|when|where) )?(?:did|does|do|is|was|has|had|would|will|"
    r"could|can)(?:n't)? (?:the )?(?P<who>[\w.'-]+(?: (?-i:[A-Z])[\w.'-]+)*)(?=\W|$)"
)
_OF_PEOPLE = phrase(r"\b(?:he|she|they|him|her|them|his|their)\b")
_TO_SOMEBODY = phrase(r"\b(?:ask|answer|reply|respond|tell)(?:s|ed)?\b")
_REACTS = phrase(
    r"\b(?:dis)?agree[sd]?\b|\b(?:object|react|respond|reply|answer|care|know|vote|abstain|accept|refuse|"
    r"oppose|support|mind)(?:s|ed|d)?\b(?=\W*$)"
)


def completed(question: str, earlier: Earlier) -> str | None:
    """The question with the matter of the last one behind it; None where it names its own matter.

    Args:
        question: in plain quotes.
        earlier: what was asked before.
    """
    asked = parse(question)
    speakers = _speakers_in(question, earlier)
    own = [word for word in content_words(question) if not is_stopword(word) and word not in speakers]
    later = re.findall(r"[^\W_][\w'-]*", question)[1:]
    named = any(word[0].isupper() and word not in speakers for word in later if word not in ("I", "I'd", "I'm"))
    others = [name for name in asked.names if not set(name.split()) <= speakers]
    if not earlier.topic or TALKED.match(question):
        return None
    if _asks_why_that(question) or _OF_NOTHING.match(question) or _MIND.match(question):
        return with_matter(question, earlier)
    if named or others or len(own) > _MOST_OWN:
        return None
    if earlier.is_of_somebody and not _OF_PEOPLE.search(question):
        return None
    if not _ASKS.match(question) or _NAMES_IT.search(question):
        return None
    plain = _NOTHING_MEANT.sub(" ", question)
    stands_for = _STANDS_FOR.search(plain) is not None and (not speakers or _OBJECT.search(plain) is not None)
    short = (_SHORT.match(question) or (speakers and _REACTS.search(question))) and len(own) <= 2
    return with_matter(question, earlier) if stands_for or short else None


def _speakers_in(question: str, earlier: Earlier) -> set[str]:
    """The words of the names in a question that mean speakers: a reaction of theirs may be asked for."""
    asked = parse(question)
    names = [name for name in (asked.subject, *asked.names) if name and earlier.is_speaker(name)]
    does = _DOES_SOMEBODY.match(question)
    if does and (earlier.is_speaker(does["who"]) or earlier.is_speaker(f"the {does['who']}")):
        names.append(does["who"])
    return {word for name in names for word in name.split()}


def _asks_why_that(question: str) -> bool:
    """Whether a question is "why" and a thing: a word, a name, a count; "Why close the school?" asks of itself."""
    match = _WHY_THAT.match(question)
    words = match["what"].split() if match else []
    is_name = all(word[0].isupper() for word in words)
    return bool(words) and (len(words) == 1 or is_name or any(map(str.isdigit, terms_of(words[0]))))


def with_pronouns(question: str, earlier: Earlier) -> str | None:
    """Pronouns replaced by whom and what the last question was about; None where there are none to replace."""
    asked = parse(question)
    completed = question
    of_them = _WHO_OF_THEM.match(question)
    if of_them:
        return _who_of_them(of_them["rest"], earlier)
    person = PERSON.match(question)
    word = person["who"].lower() if person else ""
    both = word not in ("", "he", "she", "they")
    if person and (both or asked.subject is None):
        they = word == "they"
        name = earlier.together if both else earlier.several if they else meant_by(word, earlier)
        whole = f"{person['before']}{name}{question[person.end() :]}"
        # "When did they meet?" may be about others; what "they say" is not.
        if name and (not they or parse(whole).subject):
            completed = whole
    if earlier.several:
        completed = _TO_THEM.sub(lambda match: f"{match['before']}{earlier.several}", completed, count=1)
    mentioned = _IS_MENTIONED.match(completed)
    if mentioned and earlier.topic and not PLACES.match(earlier.topic):
        completed = f"{mentioned['before']}{earlier.topic}{completed[mentioned.end() :]}"
    elif not asked.topic and earlier.topic:
        topic = earlier.topic.partition(" ")[2] if PLACES.match(earlier.topic) else earlier.topic
        completed = _THING.sub(lambda match: f"{match['before']}{topic}", completed, count=1)
        if topic[:1].isupper():
            completed = _ABOUT_SOMEBODY.sub(lambda match: f"{match['before']}{topic}", completed, count=1)
    elif (
        asked.topic and not asked.names and 0 < len(earlier.topic.split()) <= _MOST_WORDS and not earlier.is_of_somebody
    ):
        # "Why was it late?", "When will they build it?": a thing that the question itself does not name.
        of = _OF_THEM if _THINGS.fullmatch(earlier.topic) else _OF_IT
        completed = of.sub(lambda match: f"{match['before']}{earlier.topic}", completed, count=1)
    if completed != question:
        return with_topic(completed, earlier)
    return None


def with_topic(question: str, earlier: Earlier) -> str:
    """What somebody says, without of what, with the last matter: "what did he propose?"."""
    asked = parse(question)
    topic = earlier.matter
    if _TO_SOMEBODY.search(question) and all(word[:1].isupper() for word in topic.split()):
        # "What did Ann ask Bob?", "What did he answer?"
        return question
    if not topic or not asked.subject or asked.topic or asked.names or _NAMES_IT.search(question):
        return question
    whole = recognise(question).kind not in {Kind.DIRECT, Kind.OVER_TIME} and not asks_what_somebody_said(question)
    if whole or topic.casefold() in asked.subject.casefold():
        return question
    if _OBJECT.search(question.rstrip(" ?.!"), len(question) - 8):
        return with_matter(question, earlier) or question
    return f"{question.rstrip(' ?.!')}{ending('about', topic)}{'?' if question.rstrip().endswith('?') else ''}"


def _who_of_them(rest: str, earlier: Earlier) -> str | None:
    """Which of those asked about before does something: "which of them is against it?"."""
    names = names_in_list(earlier.together) if earlier.together else []
    if len(names) < 2:
        return None
    if _FIRST.fullmatch(rest):
        # Their words, each with its date, show it.
        return asked_what(earlier.together, earlier.topic) if earlier.topic else None
    if 0 < len(earlier.topic.split()) <= _MOST_WORDS and not PLACES.match(earlier.topic):
        rest = _IT_AT_END.sub(lambda _: earlier.topic, rest)
    return f"Who {rest}, {', '.join(names[:-1])} or {names[-1]}?"
