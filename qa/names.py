"""Who is meant by a name: honorifics, case and accents aside, and never another person of the same surname. Pure."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa.errors import UnknownSpeaker
from qa.lexical import analyse
from qa.models import Speaker, Who
from qa.questions import is_stopword, names_in_list
from qa.transcripts.vocabulary import FAMILY_NAME_FIRST, OFFICES, ROLES

_HIS = frozenset("mr sir lord monsieur herr senor".split())
_HERS = frozenset("mrs ms miss dame lady baroness madam madame mme frau senora".split())
HONORIFICS = frozenset(
    "mx dr prof professor hon honourable honorable right rt the his her excellency".split() + [*_HIS, *_HERS]
)
_ABBREVIATED = {
    "cllr": "councillor", "clr": "councillor", "councilor": "councillor", "sen": "senator", "rep": "representative",
    "gov": "governor", "gen": "general", "col": "colonel", "capt": "captain", "sgt": "sergeant", "lt": "lieutenant",
    "cmdr": "commander", "pres": "president", "amb": "ambassador", "supt": "superintendent", "insp": "inspector",
    "rev": "reverend", "prof": "professor", "doctor": "dr", "mister": "mr",
}  # fmt: skip
"""Forms of address that are printed in more than one way, as one of them."""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\((?P<inside>.*)\)\s*$", re.DOTALL)
_DAY_OR_MONTH = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)$",
    re.IGNORECASE,
)
_JOINING = frozenset("of and the for".split())


# An index names a few hundred people, and every question is held against all of them.
_REMEMBERED = 1 << 14


@lru_cache(_REMEMBERED)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without honorifics: "Mr. José Díaz" is ("jose", "diaz")."""
    words = _words(name)
    found = tuple(word for word in words if word not in HONORIFICS)
    # "The Chair", "Sir": nothing but honorifics is a name after all, and one letter is none: "Professor C", "Mr. T".
    return words if not found or all(len(word) == 1 and not _is_cjk(word) for word in found) else found


def is_title(word: str) -> bool:
    """Whether a word is a form of address or an office, short or in full: "Lt", "Councilmember"."""
    plain = fold(word.strip("."))
    return _ABBREVIATED.get(plain, plain) in HONORIFICS or _ABBREVIATED.get(plain, plain) in ROLES


def fold(word: str) -> str:
    """Case, accents and a possessive ending folded away."""
    word = _POSSESSIVE.sub("", word)
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold().replace("’", "'")


def listed(subject: str, speakers: Sequence[Speaker]) -> list[str]:
    """The names in "Ann and Bob"; a name that holds an "and" itself, as an office may, stays whole."""
    return [subject] if speakers_meant(subject, speakers) else names_in_list(subject)


def means(name: str, speaker: Speaker) -> bool:
    """Whether `name` can mean this speaker.

    Every word of the name must belong to the label or to the person: "Wang" and "Minister Wang" mean MPS MINISTER
    WANG (Wang Xiaohong), "Wang Yi" does not. Of what a label adds in brackets, only an office in full counts:
    "Minister of Health", but not "Victoria" for "Ms. Laurel Collins (Victoria, NDP)".
    """
    wanted = tokens(name)
    words = set(wanted)
    # Most of those whom a question is held against share no word with the name.
    if not words or (words - _JOINING and words.isdisjoint(_all_words(speaker.label, speaker.person))):
        return False
    if other_sex(name, speaker):
        return False
    base, inside = _parts(speaker.label)
    person = tokens(speaker.person or "")
    if words <= {*tokens(base), *person}:
        return True
    if _initials_fit(wanted, speaker):
        return True
    office = tokens(inside)
    if words - _JOINING == set(office) - _JOINING:
        return True
    # "Minister of Public Safety" for "(Minister of Public Safety and Emergency Preparedness)"
    return len(wanted) > 1 and office[: len(wanted) + 1] == (*wanted, "and")


@lru_cache(_REMEMBERED)
def _words(name: str) -> tuple[str, ...]:
    folded = (fold(match) for match in _TOKEN.findall(unicodedata.normalize("NFC", name)))
    words = tuple(word for word in folded if word)
    # "Gen" may be somebody's name: only what stands before another word is a form of address.
    return (*(_ABBREVIATED.get(word, word) for word in words[:-1]), *words[-1:])


def _is_cjk(word: str) -> bool:
    return word >= "\u3040"


@lru_cache(_REMEMBERED)
def _parts(label: str) -> tuple[str, str]:
    """A label without what it adds in brackets at its end, and that."""
    match = _BRACKETS.search(label)
    return (label[: match.start()], match["inside"]) if match and match.start() else (label, "")


@lru_cache(_REMEMBERED)
def _all_words(label: str, person: str | None) -> frozenset[str]:
    """Every word of a label and a person."""
    base, inside = _parts(label)
    return frozenset((*tokens(label), *tokens(base), *tokens(inside), *tokens(person or "")))


@lru_cache(_REMEMBERED)
def _spellings(label: str, person: str | None) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """What a name in full may be: label, its parts, the person; with honorifics, and without."""
    forms = (label, *_parts(label), person or "")
    return frozenset(map(_words, forms)), frozenset(map(tokens, forms))


@lru_cache(_REMEMBERED)
def _role_stems(label: str) -> frozenset[str]:
    """The stems of a label that may be a role, as MARKETING; none of an abbreviation."""
    words = tokens(label)
    return frozenset(analyse(" ".join(words))) if words and len(words[0]) > 3 else frozenset()


def other_sex(name: str, speaker: Speaker) -> bool:
    """Whether one is a Mr. and the other a Mrs."""
    asked, own = set(_words(name)), set(_words(_parts(speaker.label)[0]))
    return bool((asked & _HIS and own & _HERS and not own & _HIS) or (asked & _HERS and own & _HIS and not own & _HERS))


def _name_words(speaker: Speaker) -> tuple[str, ...]:
    """The name of a speaker; nothing where the label holds an office and nobody says what is the name in it."""
    if speaker.person:
        return tokens(speaker.person)
    words = tokens(_parts(speaker.label)[0])
    return () if any(word in ROLES for word in words if len(word) > 1) else words


def _initials_fit(wanted: tuple[str, ...], speaker: Speaker) -> bool:
    """Whether initials stand for the words in which two names differ: "A. Blinken", "Antony John Blinken".

    Only given names are shortened: "PhD Chen" is not "PhD C", nor "M. Wang" a minister.
    """
    label, own = tokens(_parts(speaker.label)[0]), list(_name_words(speaker))
    asked = [word for word in wanted if word in own or word not in label]
    if len(asked) < 2 or len(own) < 2:
        return False
    families = {own[-1], own[0]} if own[0] in FAMILY_NAME_FIRST else {own[-1]}
    if asked[-1] not in families or len(asked[-1]) == 1:
        return False
    own.remove(asked[-1])
    for word in asked[:-1]:
        match = next((other for other in own if word == other), None)
        match = match or next((other for other in own if _is_initial_of(word, other)), None)
        if match is None:
            return False
        own.remove(match)
    return True


def _is_initial_of(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and short.isalpha() and long.startswith(short) and len(long) > 1


def speakers_meant(name: str, speakers: Sequence[Speaker]) -> list[Speaker]:
    """The speakers that `name` can mean; a label or person that is the name itself wins over all others."""
    exact = [one for one in speakers if one.label.casefold() == name.strip().casefold()]
    if exact:
        return exact
    for spelling, wanted in enumerate((_words(name), tokens(name))):
        if not any(len(word) > 1 or _is_cjk(word) for word in wanted):
            continue
        exact = [
            one
            for one in speakers
            if wanted in _spellings(one.label, one.person)[spelling] and not other_sex(name, one)
        ]
        # "Park" is MS. PARK, and Daniel Park as well; "the Chair" is no VICE CHAIR.
        if exact and (spelling == 0 or len(wanted) > 1 or wanted[0] in ROLES):
            return _with_short_labels(exact, speakers)
    whole = " ".join(itertools.dropwhile(is_title, tokens(name)))
    found = [one for one in speakers if means(name, one) or (" " in whole and means(whole, one))]
    # "Mrs. Smith" is MRS. JANE SMITH rather than JOHN SMITH.
    titled = [one for one in found if set(_words(name)) <= {*_words(one.label), *_words(one.person or "")}]
    return titled or found or _by_role(name, speakers)


# What a role may be called beside its field: "the marketing expert" for MARKETING.
_ROLE_NOUNS = "expert specialist manager officer person leader guy representative designer engineer director".split()


def _by_role(name: str, speakers: Sequence[Speaker]) -> list[Speaker]:
    """Speakers whose label is a role that the name says in other words: "Industrial Design", "marketing expert"."""
    wanted = set(analyse(" ".join(tokens(name))))
    found = []
    for one in speakers:
        own = _role_stems(one.label)
        if one.person or not own or not own <= wanted:
            continue
        said_otherwise = all(any(word.startswith(noun[:6]) for noun in _ROLE_NOUNS) for word in wanted - own)
        if said_otherwise and not other_sex(name, one):
            found.append(one)
    return found


def _with_short_labels(found: Sequence[Speaker], speakers: Sequence[Speaker]) -> list[Speaker]:
    """Those found, and the same people where a document names them again without what stood in brackets."""
    parts = [(*_parts(one.label), one.documents) for one in found]
    short = {(tokens(base), document) for base, inside, documents in parts if inside for document in documents}
    return [
        one
        for one in speakers
        if one in found or any((tokens(one.label), document) in short for document in one.documents)
    ]


def resolve_speakers(names: Iterable[str], speakers: Sequence[Speaker]) -> tuple[Who, ...]:
    """The speakers meant by each name, in order of the names.

    Raises:
        UnknownSpeaker: a name means nobody; the message gives the nearest.
    """
    resolved: list[Who] = []
    for name in names:
        found = speakers_meant(name, speakers)
        if not found:
            forms = [form for speaker in speakers for form in (speaker.label, speaker.person) if form]
            raise UnknownSpeaker(f"no speaker {name!r} in the index{nearest(name, forms)}")
        resolved += [speaker.who for speaker in found]
    return tuple(dict.fromkeys(resolved))


def namesakes(name: str, speakers: Sequence[Speaker]) -> list[Speaker]:
    """Speakers who share a name with somebody, an office or a form of address aside."""
    wanted = set(tokens(name)) - ROLES
    return [one for one in speakers if wanted & {*tokens(one.label), *tokens(one.person or "")}]


def several_people(name: str, found: Sequence[Speaker]) -> str | None:
    """A line that says so where a name means more than one person; None where it does not.

    One person may speak under several labels: with and without office, in full and by surname.
    """
    people: list[tuple[set[str], Speaker]] = []
    for one in found:
        words = set(tokens(one.person or _parts(one.label)[0]))
        words = words - ROLES or words
        if not any((words <= other or other <= words) and not other_sex(seen.label, one) for other, seen in people):
            people.append((words, one))
    if len(people) < 2:
        return None
    listed = " or ".join(dict.fromkeys(one.name for _, one in people))
    return f"“{name}” can mean {listed}; say which to ask about one of them."


def nearest(name: str, forms: Sequence[str]) -> str:
    """The end of an error message: what comes nearest, or what there is."""
    by_folded = {" ".join(tokens(form)): form for form in reversed(forms)}
    wanted = " ".join(tokens(name))
    close = difflib.get_close_matches(wanted, by_folded, n=3, cutoff=0.5)
    words = {word: form for form in by_folded for word in form.split()}
    close += [
        words[word] for part in wanted.split() for word in difflib.get_close_matches(part, words, n=3, cutoff=0.7)
    ]
    likely = list(dict.fromkeys(by_folded[form] for form in close))[:3]
    if likely:
        return f"; nearest: {', '.join(likely)}"
    some = list(dict.fromkeys(forms))[:5]
    return f"; there are: {', '.join(some)}{' …' if len(set(forms)) > 5 else ''}" if some else ": it names no speakers"


_NAME_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?")
_LONGEST_NAME = 5


def speakers_named(text: str, speakers: Sequence[Speaker]) -> list[tuple[str, list[Speaker]]]:
    """The names in a text that mean speakers, as written, in order; the longest wins, and nobody is named twice.

    A word in small letters counts where it is an office ("the mayor") or can hardly be anything but a name.
    """
    known = {word for one in speakers for word in (*tokens(one.label), *tokens(one.person or ""))}
    words = list(_NAME_WORD.finditer(text))
    # Who writes names with capitals writes "moving the bell" of no Marcus Bell.
    capitals = any(word[0][0].isupper() and set(tokens(word[0])) & known for word in words[1:])
    found: list[tuple[str, list[Speaker]]] = []
    seen: set[Who] = set()
    position = 0
    while position < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - position), 0, -1):
            last = position + length - 1
            name = _POSSESSIVE.sub("", text[words[position].start() : words[last].end()].rstrip("."))
            meant = speakers_meant(name, speakers) if _may_name(name, known, capitals) else []
            if meant and (_goes_on(text, words, last, known) or _has_begun(text, words, position, known)):
                # "Wang Yi" is not Wang, nor is "Rosa Park" any other Park.
                meant = []
            if meant:
                fresh = [one for one in meant if one.who not in seen]
                seen.update(one.who for one in fresh)
                found += [(name, fresh)] if fresh else []
                position = last
                break
        position += 1
    return found


def _goes_on(text: str, words: Sequence[re.Match[str]], last: int, known: set[str]) -> bool:
    """Whether a name goes on with a word that no speaker bears."""
    if last + 1 >= len(words) or text[words[last].end() : words[last + 1].start()] != " ":
        return False
    following = words[last + 1][0]
    return following[0].isupper() and not set(tokens(following)) & known and not is_stopword(following)


def _has_begun(text: str, words: Sequence[re.Match[str]], first: int, known: set[str]) -> bool:
    """Whether a word before a name belongs to it that no speaker bears; the first word of a question need not."""
    if first < 2 or text[words[first - 1].end() : words[first].start()] != " ":
        return False
    before, start = words[first - 1][0].rstrip("."), words[first - 1].start()
    if not before[0].isupper() or text[:start].rstrip().endswith((".", "?", "!", ":", ";", "“", '"')):
        return False
    return not (set(_words(before)) & known or is_title(before) or is_stopword(before) or _DAY_OR_MONTH.match(before))


def _may_name(name: str, known: set[str], capitals: bool) -> bool:
    parts = tokens(name)
    if not parts or not known.issuperset(parts) or any(mark in name for mark in ",;:?!"):
        return False
    if name.split()[0].casefold().rstrip(".") in {"the", "and", "or", "a"} or name.split()[-1].casefold() in _JOINING:
        return False
    if any(part[0].isupper() for part in name.split()):
        return True
    if all(part in OFFICES for part in parts):
        return True
    long = all(len(part) > 3 for part in parts) if len(parts) == 1 else all(len(part) > 1 for part in parts)
    return not capitals and long and not any(is_stopword(part) for part in parts)
