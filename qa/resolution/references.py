"""Which documents a question or a filter names: "in the June 2024 briefing", a title, a file. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from qa.errors import UnknownDocument
from qa.models import Document
from qa.patterns import phrase, regex
from qa.questions.calendar_names import MONTHS, SEASONS
from qa.questions.meetings import HEADS
from qa.questions.parsing import is_stopword
from qa.resolution.names import nearest
from qa.resolution.series import FIRST, NUMBERS, in_series

_HEADS = [*HEADS, *"committee council show testimony testimonies".split()]
# Heads of other things as well, which name a transcript only together with another word of its title.
_WEAK_HEADS = "evening assembly inquiry review consultation programme broadcast trial".split()
HEAD_WORDS = "|".join(f"{head}s?" for head in [*_HEADS, *_WEAK_HEADS])
# Words for a text as such, which stand in no title.
_GENERIC = frozenset("transcript recording document file conversation meeting talk episode show".split())
# "On call", "on tape": a state.
_IDLE = frozenset("call tape file document show".split())
_WORDS_BEFORE = r"(?:(?!(?:in|at|during|from|about|say|said|and|after|before|since|until) )[\w'’&.,-]+ ){0,7}"
_PHRASE = phrase(
    r"\b(?:in|at|during|from|of|on|to|into|(?:miss|skip|attend)(?:p?ed|s|es|p?ing)?|chaired|summari[sz]e|recap|up|"
    r"through) (?:the |that |this |his |her |their |our |its )?"
    rf"(?P<phrase>{_WORDS_BEFORE}(?P<head>{HEAD_WORDS}))\b"
    rf"(?P<tail> (?:of|on|about|in|with|from|before) (?:the )?(?:[\w'’.-]+,? ?){{1,5}})?"
)
_DETERMINER = phrase(r"\b(?:the|that|this|his|her|their|our|its) \Z")
_NEXT_WORD = regex(r"\s(?P<word>[a-z][\w-]+)")
# "How did the rail hearing end?", "Who opened the rail hearing?", "What was the rail hearing about?"
_AT_AN_END = phrase(
    rf"\b(?:did|does|is|was|what's) (?:the|that|this) (?P<phrase>{_WORDS_BEFORE}(?:{HEAD_WORDS}))"
    r"(?= (?:begin|start|open|end|close|conclude|finish|wrap up)\b| (?:all )?about[\s?.!]*$)"
    r"|\b(?:open|clos|start|end|conclud|finish|wrapp)(?:s|ed|es|ed up) (?:the|that|this) "
    rf"(?P<other>{_WORDS_BEFORE}(?:{HEAD_WORDS}))\b"
)
# Which of those that are called so, by date: "the last board meeting"; not "her last interview", of which nobody
# knows here whether it is among the transcripts.
_NTH = phrase(
    r"(?:very )?(?P<nth>first|earliest|oldest|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|"
    r"latest|most recent|newest) "
)
_ORDER = {"last", "latest", "most", "recent", "newest", "very", *FIRST, *NUMBERS}
_ALL_OF_THEM = phrase(
    r"\b(?:from|between) (?:the )?(?:very )?(?:first|earliest|oldest)\b.*\b(?:to|and|until|through) (?:the )?(?:very )?"
    r"(?:last|latest|newest|most recent)\b"
)
_OWNED = phrase(r"\b(?:his|her|their|our|its) ")
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS) + "|sept\\.?"
DATES = phrase(
    rf"\b(?:in|on|of|from|at|by|dated) (?P<date>(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{_MONTH})\b\.?"
    rf"(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,? (?:19|20)\d\d)?|(?:19|20)\d\d-\d\d-\d\d)"
)
YEARS = phrase(r"\b(?:in|during|from) (?P<date>(?:19|20)\d\d)(?![\w-])")
# What is done with words was done on the day of a transcript.
ASKS_FOR_WORDS = regex(
    r"\b(?:say|said|mention|discuss|speak|spoke|summar|talk|main|asked|ask\b|answer|unanswered|promised?\b|"
    r"refuse|decline|den(?:y|ied)\b|admit)"
)
# "July and October" are two dates.
_TWO_MONTHS = phrase(rf"\b(?P<in>in|of|from) (?P<one>{_MONTH}) (?:and|or) (?={_MONTH}\b)")
_KEPT = 50_000
_WORD = regex(r"[^\W_]+")


def documents_named(question: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Paths of the documents that the question names; none where it names none, or what it says fits them all."""
    text = _TWO_MONTHS.sub(r"\g<in> \g<one> and \g<in> ", " ".join(question.replace("’", "'").split()))
    found = _by_title(text, documents) or [path for _, paths in in_series(text, documents) for path in paths]
    phrases = (
        []
        if found
        else [
            (match["phrase"], match["tail"] or "")
            for match in _PHRASE.finditer(text)
            if not _is_of_a_compound(match, text)
        ]
    )
    phrases += [] if found else [(match["phrase"] or match["other"], "") for match in _AT_AN_END.finditer(text)]
    for called, tail in phrases:
        found += _nth(called, tail, documents) if not (_OWNED.search(text) or _ALL_OF_THEM.search(text)) else []
        found += _fitting(called, tail, documents) if not found else []
    if not found and (phrases or ASKS_FOR_WORDS.search(text)):
        found = [path for match in DATES.finditer(text) for path in documents_of(match["date"], documents)]
    unique = tuple(dict.fromkeys(found))
    return unique if len(unique) < len(documents) else ()


def documents_called(phrase: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Paths of the documents that a phrase calls by all its words: "the board meetings", "the last hearing".

    A word like "meeting" alone calls those with it in their titles, or all where none has it. None where it calls
    others.
    """
    nth = _nth(phrase, "", documents) or [path for _, paths in in_series(f"in {phrase}", documents) for path in paths]
    if nth or _NTH.match(phrase):
        return tuple(nth)
    words = {_stem(word) for word in _plain(phrase).split() if not _is_plain(word)}
    telling = words - (_GENERIC - {"talk", "show"})
    called = [one for one in documents if words <= _own(one)] or [one for one in documents if telling <= _own(one)]
    return tuple(one.document for one in called)


def words_naming(question: str, documents: Sequence[Document]) -> frozenset[str]:
    """The words by which a question names these documents, case folded: they are no part of what it is about."""
    text = " ".join(question.replace("’", "'").split())
    spans = [match[0] for asks in (_PHRASE, _AT_AN_END, DATES, YEARS) for match in asks.finditer(text)]
    called = set.intersection(*({*_own(one), *map(_stem, _HEADS)} for one in documents)) if documents else set()
    words = (word for span in spans for word in _plain(span).split() if _stem(word) in called or word in _ORDER)
    counted = (word for span, _ in in_series(text, documents) for word in _plain(span).split())
    return frozenset((*words, *counted))


def by_a_word_alone(question: str, documents: Sequence[Document]) -> bool:
    """Whether a question names these documents by nothing but what kind they are: "on the call"."""
    words = {_stem(word) for word in words_naming(question, documents)}
    return bool(words) and words <= {*map(_stem, _HEADS)}


def documents_dated(question: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Paths of the documents of a year, a month of one, or a day, that the question has: "in April 2023"."""
    text = " ".join(question.split())
    found_dates = [match["date"] for asks in (DATES, YEARS) for match in asks.finditer(text)]
    dates = [date for date in found_dates if re.search(r"\d{4}", date)]
    found = dict.fromkeys(path for date in dates for path in documents_of(date, documents))
    return tuple(found) if len(found) < len(documents) else ()


def resolve_documents(names: Iterable[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """Paths of the documents meant: by path, by file name with or without ending, or by title.

    Raises:
        UnknownDocument: a name means none; the message gives the nearest.
    """
    paths: list[str] = []
    for name in names:
        wanted = _folded(name)
        found = [one.document for one in documents if one.document == name.strip()] or [
            one.document for one in documents if wanted in _forms(one)
        ]
        if not found:
            forms = [*(one.document for one in documents), *(one.title for one in documents if one.title)]
            raise UnknownDocument(f"no document {name!r} in the index{nearest(name, forms)}")
        paths += found
    return tuple(dict.fromkeys(paths))


def _folded(text: str) -> str:
    """Case, runs of white space and the spelling of accents (which differs between file systems) folded away."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _forms(document: Document) -> set[str]:
    path = PurePosixPath(_folded(document.document))
    forms = {str(path), str(path.with_suffix("")), path.name, path.stem, _folded(document.title or "")}
    return forms - {""}


def _by_title(text: str, documents: Sequence[Document]) -> list[str]:
    """Documents whose title stands in the question, or what stands in it before a colon; or whose file name does."""
    folded = f" {_plain(text)} "
    return [one.document for one in documents if any(form in folded for form in _title_forms(one))]


# Of every document, for every question: of ten thousand that takes seconds.
@lru_cache(_KEPT)
def _title_forms(document: Document) -> tuple[str, ...]:
    """Title, its beginning before a colon, and file name, plain, with a space on each side; of one word none."""
    title = document.title or ""
    parts = [title, *re.split(r"\s*[:–—|,]\s+|\s+-\s+", title)[:1], PurePosixPath(document.document).stem]
    return tuple(f" {form} " for form in dict.fromkeys(map(_plain, parts)) if len(form.split()) > 1)


def _fitting(phrase: str, tail: str, documents: Sequence[Document]) -> list[str]:
    """The documents that hold most of the words of a phrase; a date in it must fit."""
    for text in (f"{phrase} {tail}", phrase):
        words = [_stem(word) for word in _plain(text).split() if not _is_plain(word)]
        telling = [word for word in words if word not in _GENERIC]
        if not telling or set(telling) <= set(_WEAK_HEADS):
            continue
        held = {one.document: set(telling) & _own(one) for one in documents}
        dates = [word for word in telling if word.isdigit() or word in {month[:3] for month in MONTHS}]
        best = max((len(one) for one in held.values()), default=0)
        if best * 2 < len(set(telling)) or not best:
            continue
        fitting = [path for path, one in held.items() if len(one) == best and one.issuperset(dates)]
        if fitting:
            return fitting
    return []


def _nth(phrase: str, tail: str, documents: Sequence[Document]) -> list[str]:
    """The first, the second, the last … by date of the documents that a phrase fits; none where dates do not tell."""
    match = _NTH.match(phrase)
    if match is None:
        return []
    rest = phrase[match.end() :]
    fitting = set(_fitting(rest, tail, documents))
    called = [one for one in documents if one.document in fitting]
    if not called:
        if any(_stem(word) not in _GENERIC | set(_HEADS) for word in _plain(rest).split()):
            return []
        called = [one for one in documents if _stem(_plain(rest)) in _own(one)] or list(documents)
    days = sorted(one.date for one in called if one.date)
    nth = match["nth"].casefold()
    number = 0 if nth in FIRST else NUMBERS.index(nth) + 1 if nth in NUMBERS else -1
    if number >= len(days) or not days or (number > 0 and days.count(days[number]) > 1):
        return []
    return [one.document for one in called if one.date == days[number]]


def documents_of(date: str, documents: Sequence[Document]) -> list[str]:
    """Paths of the documents of a date as it is written: "April", "the 3rd of May", "2023-05-03"."""
    words = {_stem(word) for word in _plain(date).split() if not _is_plain(word)}
    return [one.document for one in documents if one.date and words and words <= _date_words(one.date)]


def _is_of_a_compound(match: re.Match[str], text: str) -> bool:
    """Whether a bare word for a transcript only begins another: "opposed to council housing", "on committee work".

    Or is no transcript: who is on call, or on record.
    """
    following = _NEXT_WORD.match(text, match.end("head"))
    bare = match["phrase"] == match["head"] and not _DETERMINER.search(text, 0, match.start("phrase"))
    if bare and match["head"].casefold() in _IDLE and match[0].casefold().startswith("on "):
        return True
    return bare and following is not None and not is_stopword(following["word"])


@lru_cache(_KEPT)
def _own(document: Document) -> frozenset[str]:
    """The words by which a document may be called: title, file name, date, what kind of file it is."""
    words = {_stem(word) for word in _plain(f"{document.title or ''} {document.document}").split()}
    return frozenset(words | (_date_words(document.date) if document.date else frozenset()))


@lru_cache(_KEPT)
def _date_words(iso: str) -> frozenset[str]:
    try:
        year, month, day = (int(part) for part in iso.split("-"))
    except ValueError:
        return frozenset()
    seasons = {season for season, (first, last) in SEASONS.items() if first <= month <= last}
    winter = {"winter"} if month in (12, 1, 2) else set()
    return frozenset({str(year), MONTHS[month - 1][:3], str(day)} | seasons | winter)


def _is_plain(word: str) -> bool:
    return is_stopword(word) and word not in _HEADS


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("'s ", " ").replace("’s ", " ")))


def _stem(word: str) -> str:
    """A word without a plural, an ordinal or the end of a month's name."""
    if re.fullmatch(r"\d+(?:st|nd|rd|th)", word):
        return word[:-2].lstrip("0")
    if word.isdigit():
        return word.lstrip("0") or "0"
    if word[:3] in {month[:3] for month in MONTHS} and any(word in (month, month[:3], "sept") for month in MONTHS):
        return word[:3]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
