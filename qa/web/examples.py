"""Questions worth asking, made from what is indexed. Pure but for the corpus that is handed in."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from qa.models import Scope, Speaker
from qa.patterns import regex
from qa.resolution.calling import as_name

if TYPE_CHECKING:
    from qa.protocols import Corpus

_TURNS = 2000
_SPEAKERS = 4
_MENTIONS = 20
_INITIALS = 3
_TRIED = 8
_BRACKETS = regex(r"\s*\([^()]*\)\s*$")
_WORD = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Names of several words, as written inside a sentence; else single words.
_TOPIC = regex(r"(?<=[^\W\d_] )[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)+|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_NOUN = regex(r"(?:ed|ly|ing|ive|al|ful|ous|able|ible|ish|ize|ise|ified|ate|n['’]t|['’]\w*)$")
# Plurals and what cannot be counted: these read well after "about" without an article.
_READS_WELL = regex(r"(?:s|tion|sion|ship|ity|ness|ism|ance|ence|cy|ment)$| ")
# What stands before a noun and before no verb: words for one of several, a word further on perhaps, and others.
_BEFORE = (
    r"\b(?:(?P<one>(?:the|an?|this|that|these|those|its|our|their|his|her|my|your|each|every|another|one)\s+)"
    r"(?P<between>[^\W\d_]+\s+)?|(?:of|about|for|with|in|on|from|by|no|any|some|all|both|many|few|several|more|other"
    r"|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+)"
)
# Labels of whoever speaks at the moment.
_NO_NAME = regex(
    r"(?:[qa]|questions?|answers?|reporters?|press|operator|interpreter|speakers?|unidentified|unknown|male|female"
    r"|participants?|audience|analysts?|callers?)\b",
    re.IGNORECASE,
)
# Long words that say nothing of what a conversation is about.
_COMMON = frozenset(
    """about above across actually after again against almost already although always among another anybody anyone
    anything appreciate around because become before began behind being believe between beyond called certainly cannot
    clear clearly colleague colleagues comes comment completely continue could course dealing definitely different
    difficult discuss discussing discussion doing during either emphasis enhance especially every everybody everyone
    everything exactly example extensive extent focused follow following forward further general getting given giving
    going good great happen happened hello having here however implement important includes including indeed instead
    interest interesting itself just kind know later least leave letters likely little long looking makes making
    manage managing many matter maybe mean means meeting meetings member members might minister mister moment more
    morning most much myself need needs never nothing number obviously often opportunity other others otherwise
    ourselves overarching over part particular particularly people perhaps person place please point positive possible
    present president presidents probably process progress question questions quite rather really reason regard
    regarding related right same saying second secretary seems several should showed side simply since some somebody
    someone something sometimes somewhat soon speak special start state statement still such sure taken taking talk
    talking terms thank thanks that their them themselves then there therefore these they thing things think thinking
    this those thought through throughout time times today together tomorrow toward towards trying under understand
    understanding united until usually very want wanted wants ways week weeks welcome well were what whatever when
    where whether which while whole whom whose will with within without wonderful work working would year years yes
    yesterday your yourself
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty eighty ninety hundred
    hundreds thousand thousands million millions billion billions""".split()
)


def examples(corpus: Corpus, most: int = 3) -> list[str]:
    """At most `most` questions, a speaker each where there are several, about a word that the speaker does say.

    A word is taken that this speaker says more than the others do. Where nobody is named, the question is about what
    was said at all.
    """
    named = [one for one in corpus.speakers() if _WORD.search(one.label) and not _NO_NAME.match(one.label)]
    speakers = [one for one in named if one.words >= 20][:_SPEAKERS]
    said = {one.label: _words(corpus, Scope(speakers=(one.who,))) for one in speakers}
    everything = _words(corpus, Scope()) if not said else sum(said.values(), Counter())
    names = _name_words(corpus.speakers())
    topics = {
        label: [word for word in _distinctive(words, everything) if not names & set(word.casefold().split())]
        for label, words in said.items()
    }
    questions: list[str] = []
    used: set[str] = set()
    for speaker in [*speakers, *speakers, *speakers]:
        if len(questions) == most:
            break
        fresh = [one for one in topics[speaker.label] if one.casefold() not in used][:_TRIED]
        for word in fresh:
            used.add(word.casefold())
            if phrase := _phrase(corpus, word):
                questions.append(f"What did {_named(speaker)} say about {phrase}?")
                break
    if not questions:
        topics_of_all = [
            word for word in _distinctive(everything, everything) if not names & set(word.casefold().split())
        ]
        phrases = (_phrase(corpus, word) for word in topics_of_all[: _TRIED * most])
        questions = list(islice((f"What was said about {phrase}?" for phrase in phrases if phrase), most))
    return questions


def _named(speaker: Speaker) -> str:
    """What one calls a speaker: by name where the label is initials, and without what stands in brackets behind it."""
    if speaker.person and speaker.label.isupper() and len(speaker.label) <= _INITIALS:
        return speaker.person
    return as_name(_BRACKETS.sub("", speaker.label) or speaker.label)


def _phrase(corpus: Corpus, topic: str) -> str | None:
    """The topic as it is asked about, after `the` where one mostly is meant; None where nobody says it as a noun."""
    pattern = re.compile(rf"(?P<noun>{_BEFORE})?\b{re.escape(topic)}\b".replace(r"\ ", r"\s+"), re.IGNORECASE)
    found = [
        match
        for mention in corpus.find(topic, limit=_MENTIONS)
        for turn in corpus.turns(mention.document, mention.turn, mention.turn)
        for match in pattern.finditer(turn.text)
    ]
    if " " not in topic and not any(match["noun"] and not match["between"] for match in found):
        return None
    return f"the {topic}" if sum(match["one"] is not None for match in found) * 2 > len(found) else topic


def _words(corpus: Corpus, scope: Scope) -> Counter[str]:
    """How often each topic is said, in the spelling that is used most."""
    forms: Counter[str] = Counter()
    for _, turn in islice(corpus.turns_in(scope), _TURNS):
        forms.update(" ".join(found.split()) for found in _TOPIC.findall(turn.text))
    counted: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for form, count in forms.most_common():
        counted[form.casefold()] += count
        spelling.setdefault(form.casefold(), form)
    return Counter({spelling[topic]: n for topic, n in counted.items() if _is_topic(spelling[topic])})


def _is_topic(text: str) -> bool:
    """A name, or a long word that looks like a noun."""
    if " " in text:
        return True
    return len(text) > 5 and text.casefold() not in _COMMON and not _NO_NOUN.search(text) and text.islower()


def _distinctive(topics: Counter[str], everything: Counter[str]) -> list[str]:
    """What is said most here and least elsewhere, long words before short ones, as they say more."""

    def worth(topic: str) -> float:
        share = topics[topic] / (everything[topic] or 1)
        return topics[topic] * share * min(len(topic), 16) ** 2 * (3 if _READS_WELL.search(topic) else 1)

    return sorted(topics, key=lambda topic: (-worth(topic), topic))


def _name_words(speakers: list[Speaker]) -> set[str]:
    return {word.casefold() for one in speakers for word in _WORD.findall(f"{one.label} {one.person or ''}")}
