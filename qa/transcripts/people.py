"""Who a label stands for, where the document itself says it, outside what is said in it.

`SECRETARY BLINKEN` is Antony J. Blinken where the title reads "Secretary Antony J. Blinken And …". A name that only
the speakers mention proves nothing, and where two people could be meant nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.patterns import regex
from qa.transcripts.labels import Label
from qa.transcripts.vocabulary import FAMILY_NAME_FIRST, HONORIFICS, OFFICES, PARTICLES, PARTS, STOPS

_LISTED = regex(r"\A\s*([A-Z][\w'’-]+), ((?:Hon|Mr|Mrs|Ms|Dr|Prof|Gen|Adm|Rev)\.) ([A-Z][\w.'’ -]{1,40})(?=,)")
"""A name in a list that goes by family names: `Doe, Hon. John, U.S. Senator from Ohio`."""
_TOKEN = regex(r"[^\W_]+(?:[.'’-][^\W\d_]+)*\.?|[^\w\s]", re.UNICODE)
_INITIAL = regex(r"[^\W\d_]\.?\Z")
_TITLED = HONORIFICS | OFFICES
_CALLINGS = _TITLED | PARTS
# Whoever asks is many, with what they write for in brackets.
_OFFICE_OR_PART = (OFFICES | PARTS) - {
    "q",
    "question",
    "member",
    "speaker",
    "voice",
    "caller",
    "reporter",
    "journalist",
}
_NAME_IN_BRACKETS = regex(r"(?P<called>[^()]+) \((?P<name>[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]*\.?)){1,3})\)")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_AGAINST = frozenset({"v", "vs", "versus"})
_LONGEST_PHRASE = 8
_SHORTENED = 3
_LONGEST_SHORTENED = 4
_UNCLEAR = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One place that names a person.

    Attributes:
        name: as printed; empty where it is not clear where the name begins.
        roles: offices printed before it, with the words around them, case folded, in order.
    """

    name: str
    roles: tuple[str, ...]


def resolve(labels: Iterable[Label], front: str) -> dict[str, str]:
    """The person behind each label that the front matter, or another label in full, names without doubt.

    Args:
        labels: the labels of one document.
        front: title and front matter, lines apart.

    Returns:
        Printed label to name; a label that is nobody's for certain is absent.
    """
    known = list({label.printed: label for label in labels}.values())
    lines = [_TOKEN.findall(_LISTED.sub(r"\2 \3 \1", line)) for line in front[:20_000].split("\n")]
    full = [name for label in known if (name := _full_name(label))]
    resolved = _in_brackets(known)
    for label in known:
        if label.printed in resolved:
            continue
        family = _family_name(label)
        if family is None:
            continue
        readings = [reading for line in lines for reading in _readings(line, family)]
        names = {reading.name for reading in readings if _fits(label, family, reading)}
        if not readings:
            own = _full_name(label)
            names = {own} if own else {name for name in full if _plain(name.split()[-1]) == family}
        names = _longest(_once(names)) if _UNCLEAR not in names else set()
        if len(names) == 1:
            (name,) = names
            if name.casefold() != label.printed.casefold():
                resolved[label.printed] = name
    return resolved


def _in_brackets(labels: Sequence[Label]) -> dict[str, str]:
    """Who stands in full behind a label where it comes first: `DR. COLE (Fergus Cole)`, and `DR. COLE` from then on.

    In brackets may stand where somebody is from as well: a name ends with the family name that is in the label, or
    the label is an office or a part alone, which comes without the brackets too.
    """
    plain = {label.printed for label in labels}
    found: dict[str, set[str]] = {}
    printed: dict[str, str] = {}
    for label in labels:
        match = _NAME_IN_BRACKETS.fullmatch(label.printed)
        if match is None:
            continue
        called, family = match["called"], _plain(match["name"].split()[-1])
        known_as = _OFFICE_OR_PART.issuperset(label.words) and called in plain
        if known_as or (label.words and label.words[-1] == family):
            printed[label.printed] = called
            found.setdefault(called, set()).add(match["name"])
    alone = {called: next(iter(names)) for called, names in found.items() if len(names) == 1}
    resolved = {label: alone[called] for label, called in printed.items() if called in alone}
    return resolved | {called: name for called, name in alone.items() if called in plain}


def _without_calling(label: Label) -> Label:
    """A label without what its bearer is said to be behind a name in full: `JIM ACORN, CNN ANCHOR`."""
    name, _, calling = label.printed.partition(", ")
    words = [_plain(word) for word in name.split()]
    told = not _CALLINGS.isdisjoint(_plain(word) for word in calling.split())
    if (
        not told
        or not 2 <= len(words) <= 4
        or words[-1] in _CALLINGS | STOPS
        or tuple(words) != label.words[: len(words)]
    ):
        return label
    return label._replace(words=tuple(words))


def _names(label: Label) -> list[str]:
    label = _without_calling(label)
    words = [word for word in label.words if word not in PARTS]
    last = max((index for index, word in enumerate(words) if word in _TITLED), default=-1)
    return [word for word in words[last + 1 :] if word not in _SUFFIXES and not word.isdigit()]


def _family_name(label: Label) -> str | None:
    names = _names(label)
    if not names or len(names) > 4 or not names[-1].isalpha() and "-" not in names[-1] and "'" not in names[-1]:
        return None
    if names[0] in FAMILY_NAME_FIRST and len(names) == 2 and names[1] not in FAMILY_NAME_FIRST:
        return names[0]
    return _plain(names[-1])


def _full_name(label: Label) -> str | None:
    """The name in a label that gives it in full and in small letters: `Dr. Ann Doe (Reuters)`."""
    names = _names(label)
    if sum(word not in PARTICLES for word in names) < 2 or any(word in STOPS for word in names):
        return None
    told = _without_calling(label) is label
    printed = re.sub(r"\s*[(\[].*", "", label.printed if told else label.printed.partition(",")[0]).split()
    words = printed[-len(names) :]
    return " ".join(words) if [_plain(word) for word in words] == [_plain(word) for word in names] else None


def _readings(tokens: list[str], family: str) -> list[_Reading]:
    """Every person of that family name in a line of the front matter."""
    return [
        reading
        for index, token in enumerate(tokens)
        if _plain(token) == family and (reading := _read_around(tokens, index))
    ]


def _read_around(tokens: list[str], index: int) -> _Reading | None:
    before = _given_before(tokens, index)
    if _is_party(tokens, index if before is None else before, index):
        return None
    if before is not None and before < index:
        return _Reading(_join(tokens[before : index + 1]), _roles(tokens, before))
    after = _given_after(tokens, index)
    if after is not None:
        return _Reading(_join(tokens[index : after + 1]), _roles(tokens, index))
    return None if before == index else _Reading(_UNCLEAR, ())


def _is_party(tokens: list[str], first: int, last: int) -> bool:
    """Whether a name is one side of a case, "R v Adrian Dacre": MRS. DACRE may be anybody of that family."""
    beside = [tokens[at] for at in (first - 1, last + 1) if 0 <= at < len(tokens)]
    return any(_plain(token) in _AGAINST for token in beside)


def _given_before(tokens: list[str], index: int) -> int | None:
    """Where the given names before a family name begin; `index` where there are none, None where it is not clear."""
    start = index
    while start > 0 and _is_name(tokens[start - 1]) and not _ends_sentence(tokens[start - 1]):
        start -= 1
        if index - start > _LONGEST_PHRASE:
            return None
    given = [token for token in tokens[start:index] if not _INITIAL.match(token)]
    if start > 0 and _plain(tokens[start - 1]) in {"of", "for", "the", "in", "to"}:
        return None  # "Minister of Public Security Wang": the words belong to the office
    if start < index and not given:
        return None if start == 0 else start
    introduced = start == 0 or _plain(tokens[start - 1]) in _TITLED or not tokens[start - 1][0].isalnum()
    if len(given) > 2 or (len(given) == 2 and not introduced):
        return None
    if given and given[0].casefold().endswith("ing"):
        return None  # a participle of the title: "Interviewing …"
    return start


def _given_after(tokens: list[str], index: int) -> int | None:
    """Where the given name after a family name ends, for names printed that way round."""
    if _plain(tokens[index]) not in FAMILY_NAME_FIRST:
        return None
    end = index
    while (
        end + 1 < len(tokens) and end < index + 3 and _is_name(tokens[end + 1]) and not _INITIAL.match(tokens[end + 1])
    ):
        end += 1
    return end if index < end <= index + 2 else None


def _is_name(token: str) -> bool:
    plain = _plain(token)
    return (
        token[:1].isupper()
        and plain not in STOPS
        and plain not in _TITLED
        and plain.removesuffix("s") not in OFFICES  # "Representatives Delgado, Whitcomb and Park"
        and not plain.isdigit()
        and not plain.endswith(("'s", "’s"))
    )


def _ends_sentence(token: str) -> bool:
    """Whether the period behind a word is none that shortens it: `Night. RUTH stands …`."""
    return token.endswith(".") and len(_plain(token)) > _LONGEST_SHORTENED


def _roles(tokens: list[str], index: int) -> tuple[str, ...]:
    """The words of the office before a name, back to the word that begins it."""
    words: list[str] = []
    found = False
    for token in reversed(tokens[max(0, index - _LONGEST_PHRASE) : index]):
        plain = _plain(token)
        if not token[0].isalnum() and token not in ".-":
            break
        if plain in {"and", "with", "by"} and found:
            break
        words.insert(0, plain)
        found = found or plain in OFFICES
    first = next((position for position, word in enumerate(words) if word in OFFICES), None)
    if first is None:
        return ()
    # One modifier before the office belongs to it: "Foreign Minister".
    return tuple(words[max(0, first - 1) :])


def _fits(label: Label, family: str, reading: _Reading) -> bool:
    """Whether office and given names in the label agree with those before the name in the front matter."""
    own = _names(label)
    given = [word for word in own if _plain(word) != family]
    if reading.name == _UNCLEAR:
        return True
    name = [_plain(word) for word in reading.name.split()]
    if any(
        _plain(word) not in name and not any(part[:1] == word[:1] for part in name if len(part) == 1) for word in given
    ):
        return False
    extra = [word for word in label.words if word not in own and word not in HONORIFICS and word not in PARTS]
    extra = [word for word in extra if word not in PARTICLES]
    if not reading.roles or not extra:
        return True
    initials = "".join(word[:1] for word in reading.roles if word not in STOPS)
    return all(word in reading.roles or (len(word) > 1 and _plain(word) in initials) for word in extra)


def _once(names: set[str]) -> set[str]:
    """Names less those that stand there in small letters as well: "JOHN DOE" beside "John Doe"."""
    return set({name.casefold(): name for name in sorted(names)}.values())


def _longest(names: set[str]) -> set[str]:
    """Names less those that another of them spells out: "A. Doe" and "Doe" beside "Ann Doe"."""
    return {
        name
        for name in names
        if not any(
            other != name
            and len(other) > len(name)
            and _plain(other.split()[0])[:1] == _plain(name.split()[0])[:1]
            and set(map(_plain, name.split())) <= set(map(_plain, other.split())) | {_plain(name.split()[0])}
            for other in names
        )
    }


def _plain(word: str) -> str:
    return word.strip(".").casefold()


def _join(tokens: list[str]) -> str:
    """The words of a name; the period behind it ends a sentence, unless it shortens a word: "Jr."."""
    name = " ".join(tokens)
    return name.rstrip(".") if len(tokens[-1].rstrip(".")) > _SHORTENED else name
