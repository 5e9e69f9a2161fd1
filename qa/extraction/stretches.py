"""Where a matter is under discussion: from where it is come to until the next is. Pure.

"I've stopped fighting it." names nothing. Whoever says it under "Ferry Road, then." speaks of Ferry Road, and whoever
says "I'm not happy about it." under "Item three, fines." does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa.extraction.candidates import is_questioner
from qa.extraction.outcomes import goes_on, proposes
from qa.lexical.analysis import terms_of
from qa.models import Turn, Who
from qa.patterns import phrase
from qa.questions.parsing import is_stopword
from qa.resolution.names import tokens
from qa.sentences import spans

# An item is named in so many sentences, or not.
_OPENING = 3
_WORDS = 5
# What a matter is called beside its name is said so often where it was come to, and so many times as often as outside.
_OFTEN, _MOSTLY = 3, 4
# What stands before a name that opens an item, and behind it.
_LEAD = phrase(
    r"^\W*(?:(?:and|now|so|then|okay|ok|right|well|agreed|thank you|thanks|understood|last thing|next up|next thing|"
    r"first|next|last|finally|lastly|briefly|that leaves|which leaves|on to|on|about|what about|how about|"
    r"item)\b[\s,:–—-]*)*"
)
_TAIL = phrase(r"(?:, (?:then|next|again|finally|briefly|please|too|[A-Z][\w'’-]+))+$")
_ON = phrase(r"^\W*(?:and |now |finally,? )?(?:on|about|as to) [^.?!:]{3,40}: ")
_COLON = phrase(r"^(?P<name>[^.?!:]{3,40}): ")
_LINKS = frozenset("the a an our of and for in at on to item".split())
_NO_MATTER = frozenset(
    "agreed seconded carried understood correct exactly gladly absolutely hallelujah shame question questions order "
    "apologies morning afternoon evening night minutes favour favor against objection objections abstentions yeah "
    "welcome sorry pardon sure fine great lovely nonsense rubbish laughter applause next item chair madam sir "
    "congratulations yes none both neither first second third last later today tonight tomorrow yesterday "
    "oh come let lets good happy worth thanks thank absent present yours seconds aye nay everything "
    "anybody anyone somebody someone everybody everyone nobody nothing anything something".split()
)


Place = tuple[str, int, int]
Found = tuple[set[Place], set[Place]]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where in some transcripts a matter is spoken of.

    Attributes:
        under: places, as document, turn and offset of a sentence, where it was come to, and is under discussion.
        elsewhere: those where something else is under discussion, that was come to in so many words.
    """

    under: frozenset[Place]
    elsewhere: frozenset[Place]


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with what it tells of where the talk is.

    Attributes:
        place: as `Stretches` has it.
        terms: of its words.
        who: whoever says it.
        opens: the name that it is, where it is nothing else; empty where it is no such.
        goes_on: it comes to the next item in so many words, whoever is in the chair: "Item two.", "On the van: …".
        follows: it stands behind another of its turn.
        proposes: it moves something.
    """

    place: Place
    terms: frozenset[str]
    who: Who | None
    opens: str
    goes_on: bool
    follows: bool
    proposes: bool


def stretches(transcripts: Mapping[str, Sequence[Turn]], topic: Sequence[str]) -> Stretches:
    """Where a matter is under discussion.

    Of the words that a question has for it those are taken, the most that stand side by side, by which it is come to
    somewhere: "selling the van" under "The van?". Where it is come to nowhere it is where all of them are said.

    What it is called by other than its name is learnt where it is come to by that: "Item three, the mobile library."
    "The van is nineteen years old.", and "The van?" three months on.

    Args:
        transcripts: the turns of each, all of them, in order.
        topic: the terms of a question for it, as `qa.lexical.analysis` has them, in order; where there are none
            nothing is under discussion.
    """
    said = [list(_said(document, turns)) for document, turns in transcripts.items()]
    names = [_telling(one.opens) for own in said for one in own if one.opens]
    runs = (frozenset(topic[i : i + n]) for n in range(len(topic), 0, -1) for i in range(len(topic) - n + 1))
    whole = frozenset(topic)
    wanted = next((run for run in runs if any(name == run or run == whole <= name for name in names)), whole)
    chaired = [(own, _chair(own)) for own in said]
    known = {terms_of(one.opens) for own, chair in chaired for one in own if one.opens and one.who == chair}
    items = [_items(own, known) for own in said]
    found = [_of_one(own, wanted, frozenset()) for own in items]
    if wanted and (also := _also_called(said, found, wanted)):
        found = [_of_one(own, wanted, also) for own in items]
    under, elsewhere = (frozenset(place for one in found for place in one[part]) for part in range(2))
    # What is come to nowhere by its name may be spoken of under any other.
    return Stretches(under, elsewhere if under else frozenset())


def _said(document: str, turns: Sequence[Turn]) -> Iterator[_Said]:
    people = frozenset(word for turn in turns for word in tokens(f"{turn.speaker or ''} {turn.person or ''}"))
    for turn in turns:
        asks = is_questioner(turn.speaker)
        for number, (start, end) in enumerate(spans(turn.text)):
            text = turn.text[start:end]
            opens = "" if asks else _opened(text, people)
            place = document, turn.index, start
            told = goes_on(text) or bool(opens and _ON.match(text))
            yield _Said(place, terms_of(text), turn.who, opens, told, number > 0, proposes(text))


def _items(said: Sequence[_Said], known: Collection[frozenset[str]]) -> list[list[_Said]]:
    """The sentences by item: one begins where the chair, or anybody by a known name, comes to it."""
    chair = _chair(said)
    items: list[list[_Said]] = [[]]
    opened_in = -1
    for one in said:
        opens = one.goes_on or (one.opens and (one.who == chair or terms_of(one.opens) in known))
        # "Ferry Road, then. The second quotation.": the second is no other item.
        if opens and (one.goes_on or not one.follows or opened_in != one.place[1]):
            items.append([])
            opened_in = one.place[1]
        items[-1].append(one)
    return items


def _of_one(items: Sequence[Sequence[_Said]], matter: frozenset[str], also: frozenset[str]) -> Found:
    """Of one transcript where the matter was come to, and where something else was that is then spoken of."""
    under, elsewhere = set[Place](), set[Place]()
    for item in items:
        named = [one for one in item if _names(one, matter)]
        if _comes_to(item, matter, also) or any(one.proposes for one in named):
            under.update(one.place for one in item)
        elif not named and _is_spoken_of(item):
            elsewhere.update(one.place for one in item)
    return under, elsewhere


def _names(one: _Said, matter: frozenset[str]) -> bool:
    """Whether a sentence names the whole matter, or nearly."""
    return 3 * len(one.terms & matter) >= 2 * len(matter) > 0


def _is_spoken_of(item: Sequence[_Said]) -> bool:
    """Whether what an item is opened by is named again in it: a fragment that is no name is not."""
    if not item or not (item[0].opens or item[0].goes_on):
        return False
    name = _telling(item[0].opens)
    return item[0].goes_on or any(name & one.terms for one in item[1:] if one.place[1] > item[0].place[1])


def _comes_to(item: Sequence[_Said], matter: frozenset[str], also: frozenset[str]) -> bool:
    """Whether an item is opened by the name of the matter, in its first turn: "Item two. The roof."."""
    if not item or not (item[0].opens or item[0].goes_on):
        return False
    first = [one for one in item[:_OPENING] if one.place[1] == item[0].place[1]]
    return any(_names(one, matter) or (one.opens and _is_called(one.opens, matter, also)) for one in first)


def _chair(said: Sequence[_Said]) -> Who | None:
    """Whoever opens most items, several at least."""
    opens = Counter(one.who for one in said if one.who and one.opens).most_common(1)
    return next((who for who, count in opens if count > 1), None)


def _is_called(name: str, matter: frozenset[str], also: frozenset[str]) -> bool:
    """Whether a name says half of the matter and little else, or what it is called: "Sundays", of Sunday opening."""
    terms = _telling(name)
    held = terms & matter
    return (2 * len(held) >= len(matter) and 2 * len(held) >= len(terms)) or bool(terms and terms <= also | matter)


def _telling(name: str) -> frozenset[str]:
    """The terms of a name, without those of "the" and "of"."""
    return frozenset(term for word in name.split() if not is_stopword(word.strip(".,?!:")) for term in terms_of(word))


def _also_called(said: Sequence[Sequence[_Said]], found: Sequence[Found], matter: frozenset[str]) -> frozenset[str]:
    """Terms said again and again where the matter was come to, and hardly anywhere else in these transcripts."""
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for own, (under, _) in zip(said, found, strict=True):
        for one in own if under else ():
            (inside if one.place in under else outside).update(one.terms - matter)
    return frozenset(term for term, count in inside.items() if count >= _OFTEN and count >= _MOSTLY * outside[term])


def _opened(text: str, people: Collection[str]) -> str:
    """What a sentence that is a bare name comes to: "Ferry Road, then.", "And fines?"; empty where it is none."""
    colon = _COLON.match(text)
    name = colon["name"] if colon else text.strip(" .?!:…–—-\n")
    name = _LEAD.sub("", _TAIL.sub("", name))
    addressed, _, what = name.partition(", ")
    if what and set(tokens(addressed)) <= set(people):
        name = what
    words = [word.strip('.,;:"“”') for word in name.split()]
    # "I'll", "couldn't": no name has such a word.
    plain = [re.sub(r"(?:['’]s|['’])$", "", word) for word in words]
    own = [word for word in plain if word.casefold() not in _LINKS]
    if not 0 < len(words) <= _WORDS or any(is_stopword(re.split("['’]", word)[0]) for word in own):
        return ""
    telling = [
        word
        for word in own
        if word.casefold() not in _NO_MATTER and not set(tokens(word)) <= set(people) and len(word) > 2
    ]
    adverb = len(telling) == 1 and telling[0].endswith("ly")
    counts = any(term.isdigit() for term in terms_of(name))
    return name if telling and not adverb and not counts else ""
