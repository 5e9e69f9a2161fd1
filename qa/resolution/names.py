"""Who is meant by a name: honorifics, case and accents aside, and never another person of the same surname. Pure."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa.errors import UnknownSpeaker
from qa.lexical.analysis import analyse
from qa.models import Speaker, Who
from qa.patterns import phrase, regex
from qa.questions.parsing import names_in_list
from qa.transcripts.vocabulary import FAMILY_NAME_FIRST, PARTS, ROLES

HIS = frozenset("mr sir lord monsieur herr senor".split())
HERS = frozenset("mrs ms miss dame lady baroness madam madame mme frau senora".split())
HONORIFICS = frozenset(
    "mx dr prof professor hon honourable honorable right rt the his her excellency".split() + [*HIS, *HERS]
)
"""Words before a name that are no part of it, folded. For labels of a file there is `vocabulary.HONORIFICS`."""
_POST_NOMINALS = frozenset("mp mep msp qc kc phd obe mbe cbe esq".split())
_ABBREVIATED = {
    "cllr": "councillor", "clr": "councillor", "councilor": "councillor", "sen": "senator", "rep": "representative",
    "gov": "governor", "gen": "general", "col": "colonel", "capt": "captain", "sgt": "sergeant", "lt": "lieutenant",
    "cmdr": "commander", "pres": "president", "amb": "ambassador", "supt": "superintendent", "insp": "inspector",
    "rev": "reverend", "prof": "professor", "doctor": "dr", "mister": "mr",
}  # fmt: skip
"""Forms of address that are printed in more than one way, as one of them."""
_TOKEN = regex(r"[^\W_]+(?:['’][^\W_]+)*")
POSSESSIVE = phrase(r"'s?$")
_BRACKETS = regex(r"\s*\((?P<inside>.*)\)\s*$", re.DOTALL)
JOINING = frozenset("of and the for".split())
"""Words that stand in the names of offices, and are nobody's."""


# An index names a few hundred people, and every question is held against all of them.
_REMEMBERED = 1 << 14


@lru_cache(_REMEMBERED)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without honorifics and letters after it: "Mr. José Díaz MP" is ("jose", "diaz")."""
    words = words_of(name)
    found = tuple(word for word in words if word not in HONORIFICS)
    while len(found) > 1 and found[-1] in _POST_NOMINALS:
        found = found[:-1]
    # "The Chair", "Sir": nothing but honorifics is a name after all, and one letter is none: "Professor C", "Mr. T".
    return words if not found or all(len(word) == 1 and not _is_cjk(word) for word in found) else found


def is_title(word: str) -> bool:
    """Whether a word is a form of address or an office, short or in full: "Lt", "Councilmember"."""
    plain = fold(word.strip("."))
    return _ABBREVIATED.get(plain, plain) in HONORIFICS or _ABBREVIATED.get(plain, plain) in ROLES


def fold(word: str) -> str:
    """Case, accents and a possessive ending folded away."""
    if word.isascii():
        # Most words are, and so are quickly done.
        return (POSSESSIVE.sub("", word) if "'" in word else word).lower()
    word = POSSESSIVE.sub("", word)
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
    if not words or (words - JOINING and words.isdisjoint(_all_words(speaker.label, speaker.person))):
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
    if words - JOINING and words - JOINING == set(office) - JOINING:
        return True
    # "Minister of Public Safety" for "(Minister of Public Safety and Emergency Preparedness)"
    return len(wanted) > 1 and office[: len(wanted) + 1] == (*wanted, "and")


@lru_cache(_REMEMBERED)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded, forms of address in full: "Cllr. Pike" is ("councillor", "pike")."""
    folded = (fold(match) for match in _TOKEN.findall(unicodedata.normalize("NFC", name)))
    words = tuple(word for word in folded if word)
    if len(words) == 2 and words[1].isdecimal() and words[0] in PARTS:
        words = (words[0], words[1].lstrip("0") or "0")  # "speaker 2" is SPEAKER_02
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
    return frozenset(map(words_of, forms)), frozenset(map(tokens, forms))


@lru_cache(_REMEMBERED)
def _role_stems(label: str) -> frozenset[str]:
    """The stems of a label that may be a role, as MARKETING; none of an abbreviation."""
    words = tokens(label)
    return frozenset(analyse(" ".join(words))) if words and len(words[0]) > 3 else frozenset()


def other_sex(name: str, speaker: Speaker) -> bool:
    """Whether one is a Mr. and the other a Mrs."""
    asked, own = set(words_of(name)), set(words_of(_parts(speaker.label)[0]))
    return bool((asked & HIS and own & HERS and not own & HIS) or (asked & HERS and own & HIS and not own & HERS))


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
    if exact and ROLES.issuperset(tokens(name)):
        # "The Chair" is CHAIR (Ann Lee) as well.
        return [one for one in speakers if _parts(one.label)[0].casefold() == name.strip().casefold()]
    if exact:
        # STROUD of one transcript, and the Martin Stroud of others.
        there = {path for one in exact for path in one.documents}
        elsewhere = [one for one in speakers if len(_name_words(one)) > 1 and there.isdisjoint(one.documents)]
        same = _names_of_one(exact)
        # DR. COLE is DR. COLE (Fergus Cole) as well, who was introduced so.
        persons = {one.person for one in exact} - {None}
        others = [one for one in speakers if one.person in persons and one not in exact]
        return [*exact, *others, *(one for one in elsewhere if same and means(name, one))]
    for spelling, wanted in enumerate((words_of(name), tokens(name))):
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
    titled = [one for one in found if set(words_of(name)) <= {*words_of(one.label), *words_of(one.person or "")}]
    return titled or found or _by_role(name, speakers) or _family(name, speakers)


def _names_of_one(exact: Sequence[Speaker]) -> bool:
    """Whether labels are a bare name of one word: no office, no number, and nobody says who it is."""
    return all(len(words := _name_words(one)) == 1 and words[0].isalpha() and one.person is None for one in exact)


def is_family(name: str, meant: Sequence[Speaker]) -> bool:
    """Whether a name means all of one surname: "the Brandts"."""
    return bool(meant) and meant == _family(name, meant)


def _family(name: str, speakers: Sequence[Speaker]) -> list[Speaker]:
    """All of one surname, where several people bear it: "the Brandts"."""
    *others, last = tokens(name) or ("",)
    if others or not last.endswith("s") or not name.split()[-1][0].isupper():
        return []
    # "The Roses" are of the name of Rose, "the Joneses" of Jones.
    for surname in (last[:-1], last[:-2]) if last.endswith("es") else (last[:-1],):
        found = [one for one in speakers if surnames([one]) == {surname}]
        if len({tokens(one.person or one.label) for one in found}) > 1:
            return found
    return []


def surnames(people: Iterable[Who | Speaker]) -> set[str]:
    """The last word of each name, case folded: of the person, where that is known, else of the label."""
    return {word for one in people for word in tokens(one.person or one.label)[-1:]}


def same_office(name: str, speakers: Sequence[Speaker]) -> list[Speaker]:
    """Whoever goes by an office alone, however it is printed: the CLERK of one body, THE CLERK of another."""
    wanted = tokens(name)
    if not wanted or not ROLES.issuperset(wanted):
        return []
    return [one for one in speakers if tokens(_parts(one.label)[0]) == wanted and not other_sex(name, one)]


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
    named = [(set(tokens(one.person or _parts(one.label)[0])), one) for one in found]
    # The fullest names first: the bare surname of two people is either's.
    for words, one in sorted(((words - ROLES or words, one) for words, one in named), key=lambda pair: -len(pair[0])):
        if not any((words <= other or other <= words) and not other_sex(seen.label, one) for other, seen in people):
            people.append((words, one))
    if len(people) < 2 or is_family(name, found):
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
