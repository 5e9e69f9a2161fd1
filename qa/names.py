"""Who is meant by a name: honorifics, case and accents aside, and never another person of the same surname. Pure."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from qa.errors import UnknownDocument, UnknownSpeaker
from qa.models import Document, Speaker

HONORIFICS = frozenset(
    (
        "mr mrs ms miss mx dr sir dame lord lady baroness prof professor hon honourable honorable right rt the his her "
        "excellency madam madame monsieur mme herr frau senor senora señor señora"
    ).split()
)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


def tokens(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without honorifics: "Mr. José Díaz" is ("jose", "diaz")."""
    found = tuple(word for word in (fold(match) for match in _TOKEN.findall(name)) if word not in HONORIFICS)
    # "The Chair", "Sir": nothing but honorifics is a name after all.
    return found or tuple(fold(match) for match in _TOKEN.findall(name))


def fold(word: str) -> str:
    """Case, accents and a possessive ending folded away."""
    word = _POSSESSIVE.sub("", word)
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold().replace("’", "'")


def means(name: str, speaker: Speaker) -> bool:
    """Whether `name` can mean this speaker.

    Every word of the name must belong to the label or to the person: "Wang" and "Minister Wang" mean MPS MINISTER
    WANG (Wang Xiaohong), "Wang Yi" does not.
    """
    wanted = set(tokens(name))
    own = set(tokens(speaker.label)) | set(tokens(speaker.person or ""))
    if not wanted:
        return False
    if wanted <= own:
        return True
    # An initial may stand for the word: "A. Blinken", and "Antony Blinken" for the label "A. BLINKEN".
    return all(any(_same_word(word, other) for other in own) for word in wanted) and bool(wanted & own)


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and short.isalpha() and long.startswith(short) and len(long) > 1


def speakers_meant(name: str, speakers: Sequence[Speaker]) -> list[Speaker]:
    """The speakers that `name` can mean; a label or person that is the name itself wins over all others."""
    folded = " ".join(tokens(name))
    exact = [
        speaker
        for speaker in speakers
        if speaker.label.casefold() == name.strip().casefold()
        or folded in (" ".join(tokens(speaker.label)), " ".join(tokens(speaker.person or "")))
    ]
    return exact or [speaker for speaker in speakers if means(name, speaker)]


def resolve_speakers(names: Iterable[str], speakers: Sequence[Speaker]) -> tuple[str, ...]:
    """Labels of the speakers meant by each name, in order of the names.

    Raises:
        UnknownSpeaker: a name means nobody; the message gives the nearest.
    """
    labels: list[str] = []
    for name in names:
        found = speakers_meant(name, speakers)
        if not found:
            forms = [form for speaker in speakers for form in (speaker.label, speaker.person) if form]
            raise UnknownSpeaker(f"no speaker {name!r} in the index{_nearest(name, forms)}")
        labels += [speaker.label for speaker in found]
    return tuple(dict.fromkeys(labels))


def resolve_documents(names: Iterable[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """Paths of the documents meant: by path, by file name with or without ending, or by title.

    Raises:
        UnknownDocument: a name means none; the message gives the nearest.
    """
    paths: list[str] = []
    for name in names:
        wanted = name.strip().casefold()
        found = [one.document for one in documents if one.document == name.strip()] or [
            one.document for one in documents if wanted in _forms(one)
        ]
        if not found:
            forms = [form for one in documents for form in (one.document, one.title) if form]
            raise UnknownDocument(f"no document {name!r} in the index{_nearest(name, forms)}")
        paths += found
    return tuple(dict.fromkeys(paths))


def _forms(document: Document) -> set[str]:
    path = document.document.casefold()
    file = path.rpartition("/")[2]
    forms = {path, path.rpartition(".")[0], file, file.rpartition(".")[0], (document.title or "").casefold()}
    return forms - {""}


def _nearest(name: str, forms: Sequence[str]) -> str:
    """The end of an error message: what comes nearest, or what there is."""
    by_folded = {" ".join(tokens(form)): form for form in reversed(forms)}
    wanted = " ".join(tokens(name))
    close = difflib.get_close_matches(wanted, by_folded, n=3, cutoff=0.5)
    words = {word: form for form in by_folded for word in form.split()}
    close += [
        words[word] for part in wanted.split() for word in difflib.get_close_matches(part, words, n=3, cutoff=0.7)
    ]
    nearest = list(dict.fromkeys(by_folded[form] for form in close))[:3]
    if nearest:
        return f"; nearest: {', '.join(nearest)}"
    some = list(dict.fromkeys(forms))[:5]
    return f"; there are: {', '.join(some)}{' …' if len(set(forms)) > 5 else ''}" if some else ": it names no speakers"
