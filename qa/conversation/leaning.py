"""A question that leaves out what it is about, or has only a pronoun for it: completed with the matter of the last one.

The last resort of `qa.conversation.followup`: the turns of phrase that it knows are made whole more exactly. Pure.
"""

from __future__ import annotations

import re

from qa.conversation.earlier import PLACES, Earlier, asked_what, ending, with_matter
from qa.questions.kinds import Kind, recognise
from qa.questions.overview import asks_what_somebody_said
from qa.questions.parsing import content_words, is_stopword, names_in_list, parse, pattern

# "Both" and "the two" are people before a verb or "of them" only: not "both sides", "the two bridges".
_ACT = (
    r"(?:say|said|think|thought|believe|want|need|agree|disagree|mention|support|oppose|favou?r|back|speak|spoke|talk|feel|"
    r"see|know|mean|vote|claim|propose|suggest|ask|answer|promise|deny|admit|attend|expect|fear|plan|prefer|argue|object|"
    r"accept|reject|like|call|make|take|go|come|get|give|have|tell|told|stand|differ|against|for|in\sfavou?r|there|present|"
    r"happy|sure|worried|right|wrong)"
)
_BOTH = rf"(?:both|the\stwo)(?:\sof\sthem\b(?!['’])|(?=\s(?:\w+ly\s|also\s|ever\s)?{_ACT}\b))"
# The pronoun is whom the question is about only as its subject: "did he say", not "did people say that they".
PERSON = pattern(
    r"^(?P<before>(?:(?:and|but|so)\s+)?(?:(?:what|how|why|when|where|who|whom|which|else|exactly|did|does|do|is|was|"
    r"has|had|would|will|could|should|can)\s+)*(?:did|does|do|is|was|has|had|have|would|will|could|should|"
    r"can)(?:n['’]t)?\s+)"
    rf"(?P<who>he\b|she\b|they\b|{_BOTH})"
)
_WHO_OF_THEM = pattern(
    r"^(?:(?:and|but|so)\s)?(?:which|who)(?:\sone)?\sof\s(?:them|the\stwo|these\stwo|those\stwo)\s(?P<rest>.+?)[\s?.!]*$"
)
_FIRST = pattern(
    r"(?:said|says|mentioned|raised|brought\s(?:it|that|this)\sup|spoke|talked)(?:\s(?:(?:of|about)\s)?(?:it|that|this|so))?\sfirst"
    r"|(?:was|were)\s(?:the\s)?first\sto\s(?:say|mention|raise)(?:\s(?:it|that|this|so))?"
)
_IT_AT_END = pattern(r"\b(?:it|that|this)$")
_OF_IT = pattern(
    r"^(?P<before>(?:(?:and|but|so)\s)?(?:why|when|where|how|by whom)\s(?:(?:was|were|is|will|would)\s(?=it\b)|"
    r"(?:will|would|did|do|does|should|can|could)\s(?:they|he|she|we|you|people|"
    r"[A-Z]\w+)\s(?:\w+\s){0,3}(?=it\W*$)))it\b"
)
# "The oysters": "when will they open again?"
_THINGS = pattern(r"(?:the|these|those|our|their)\s(?-i:[a-z])[\w' -]*[^s\W]s")
_OF_THEM = pattern(
    r"^(?P<before>(?:(?:and|but|so)\s)?(?:why|when|where|how(?:\s\w+)?)\s(?:was|were|are|will|would|do|does|did|can|could|should|"
    r"have|had)\s)they\b(?!\s(?:say|think|agree|differ|meet|decide|talk|speak|vote)\b)"
)
_THING = pattern(
    r"(?P<before>\b(?:about|against|for|on|of|regarding|mention|mentioned|mentions|discuss|discussed|support|oppose)\s+)"
    r"(?P<what>it|that|this|those|these|them)(?=\s*(?:[?.!]|$))"
)
# "How often is it mentioned?"
_IS_MENTIONED = pattern(
    r"^(?P<before>(?:(?:and|but|so)\s)?(?:how\s(?:often|many\stimes)|where|when)\s(?:is|was|are|were|has|have)\s)"
    r"(?:it|this|that|they|these|those)(?=\s(?:been\s)?(?:mentioned|said|raised|discussed|brought\sup|named)\b)"
)
_ABOUT_SOMEBODY = pattern(
    r"(?P<before>\b(?:about|on|of|regarding|mention|mentioned|mentions)\s+)(?:him|her)(?=\s*(?:[?.!]|$))"
)
_TO_THEM = pattern(r"(?P<before>\b(?:to|with|by|from|against)\s)them(?=[\s?.!]*$)")
# A question of more words of its own says what it is about.
_MOST_OWN = 5
_MOST_WORDS = 6
_NOTHING_MEANT = pattern(
    r"\bdoes\sit\ssay\sthat\b|\b(?:is|was|isn['’]t|wasn['’]t)\s(?:it|that|this)\s(?:true|right|correct|possible|likely|certain|clear|so|fair|"
    r"known|the\scase|really)\b"
    r"|\b(?:what|who|when|where|why|how)\s(?:is|was)\sit\s(?:that|like)\b|\bit\s(?:is|was)\s(?:said|true|possible|"
    r"likely|known)\b"
    r"|\bit\s(?:rain|snow)\w*|\bhow\scome\b|\bthis\s(?:year|month|week|summer|winter|spring|autumn|fall|morning|"
    r"time)\b|\bthat\s(?:time|is)\b"
    r"|\b(?:says?|said|think|thinks|thought|claims?|claimed|believes?|true|the\sfact|told\s\w+|is\sit|"
    r"was\sit)\sthat\b(?:\s(?:he|she|they|it)\b)?"
)
_ASKS = pattern(
    r"\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*(?:what|why|when|where|who|whom|whose|how|which|did|does|do|is|was|"
    r"were|are|has|have|can|could|would|will|by|since|until|for|to|at|in|on|with|any)\b|.*\?\W*$"
)
# "What did they say about trade?" names its matter itself.
_NAMES_IT = pattern(r"\b(?:about|on|regarding|concerning)\s(?!(?:it|that|this|them|these|those|what)\b)\w")
_STANDS_FOR = pattern(
    # "When did they meet?" may be about others.
    r"^(?!\W*(?:and\s)?(?:when|where)\b).*\bthey\b|^\W*(?:and\s)?(?:when|where)\s(?:were|are)\sthey\s\w+|"
    r"^\W*(?:(?:and|but|so)\s)?(?:how\s(?:much|many|long|far|big)\s)?(?:is|was)\s(?:that|this)\s"
    r"(?:an?|per|more|less|enough|too|much|all|still|because|why|how|what|where|when|legal|normal|usual|new|good|bad|fair)\b|"
    r"\b(?:it|them|theirs|he|him|she|hers|those|these)\b"
    r"|\bher\b(?=\W*$|\s(?:to|for|about|with|in|on|at|by|from|of|into|over)\b)"
    r"|\b(?:that|this)\b(?=\W*$|\s(?:happen\w*|mean\w*|affect\w*|"
    r"surprise\w*|matter\w*|include\w*|apply|applies|bother\w*|worr\w+|hurt\w*|"
    r"change\w*|cost\w*|work\w*|help\w*|lead|led|go|went|"
    r"come|came|get|got|is|was|will|would|"
    r"money|one|plan|idea|figure|number|decision|deal|date|vote|place|thing|person|point|move|sum|amount|change|rise|"
    r"cut|delay|increase|offer|claim|answer|job|case)\b)|\b(?:that|this)\b(?=[,;:])"
)
# "Why the about-face?", "By how much?", "Since when?", "Who pays?", "On what grounds?"
_SHORT = pattern(
    r"^\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*(?:why\s(?:the|such|not|so)\b|by\show\smuch|since\swhen|until\swhen|"
    r"how\sso|in\swhat\s\w+|"
    r"on\swhat\s\w+|for\show\slong|to\swhat\s\w+|at\swhat\s\w+|with\swhat\s\w+|who\s\w+\W*$|what\s(?:for|next|then)\b|"
    r"any\s\w+(?:\s\w+)?\W*$|"
    r"how\s(?:soon|far|big|bad|fast|high|old|heavy|deep|late|large|small|serious|likely|safe|good|expensive|strong|wide)\W*$|"
    r"how\s(?:many|much)\s(?:is|was|are|were|did|do|does|has|have)\s(?:there|they|we)\b|"
    r"who\s(?:is|was|are|were)\s(?:responsible|liable|affected|involved|behind|right|wrong|missing|guilty|eligible)\W*$)"
)
# "Why two?", "Why Eastgate?"
_WHY_THAT = pattern(
    r"^\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*why(?:\s(?!(?:(?:is|was|are|were|do|does|did|has|have|had|can|could|will|would|"
    r"should|must|may|might)(?:n't)?|he|she|they|it|you|we|i)\b)[\w'-]+){1,3}\W*$"
)
# "When was the last time?", "What was the reason?": of what, the question does not say.
_OF_NOTHING = pattern(
    r"^\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*(?:(?:what|when|where|who)(?:\s(?:is|was|are|were|will\sbe)|['’]s)|"
    r"(?:is|was|are|were)\sthere|(?:were|are|was|is)\sthere\sany|any)\s(?:(?:the|an?|any|his|her|their|main|real|exact|total|last|first|"
    r"next|final|other|only|biggest)\s){0,3}"
    r"(?:times?|reasons?|causes?|results?|outcomes?|effects?|consequences?|alternatives?|differences?|context|background|"
    r"purpose|point|problems?|solutions?|amount|total|deadline|evidence|proof|explanations?|justification|conditions?|"
    r"exceptions?|details|upshot|catch|downsides?|upsides?|risks?|advantages?|disadvantages?)(?:\sthen)?[\s?.!]*$"
)
_MIND = pattern(
    r"^\W*(?:(?:and|but|so)\s)?(?:(?:did|has|have)\s(?:any|some)(?:one|body)|who)(?:\s(?:else|ever))*\schanged?\s(?:his|her|their|"
    r"an?)\s(?:minds?|views?|positions?)[\s?.!]*$"
)
# "Did Ann believe that?", "What did Ann say to it?"
_OBJECT = pattern(r"\b(?:it|that|this|them|him|her|those|these)\b")
_DOES_SOMEBODY = pattern(
    r"^\W*(?:(?:and|but|so)\s)?(?:(?:what|how|why|when|where)\s)?(?:did|does|do|is|was|has|had|would|will|could|can)(?:n['’]t)?\s"
    r"(?:the\s)?(?P<who>[\w.'-]+(?:\s(?-i:[A-Z])[\w.'-]+)*)(?=\W|$)"
)
_OF_PEOPLE = pattern(r"\b(?:he|she|they|him|her|them|his|their)\b")
_TO_SOMEBODY = pattern(r"\b(?:ask|answer|reply|respond|tell)(?:s|ed)?\b")
_REACTS = pattern(
    r"\b(?:dis)?agree[sd]?\b|\b(?:object|react|respond|reply|answer|care|know|vote|abstain|accept|refuse|oppose|support|mind)"
    r"(?:s|ed|d)?\b(?=\W*$)"
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
    if not earlier.topic:
        return None
    if any(one.match(question) for one in (_WHY_THAT, _OF_NOTHING, _MIND)):
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
        name = earlier.together if both else earlier.several if they else earlier.somebody
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
