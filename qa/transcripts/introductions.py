"""Who stands behind a label that is a code or a part, where its bearer says so: `R2: Hi, I'm Imran.`.

What a speaker says of others proves nothing; of oneself it does, early on, and where nobody else bears the name. A
label that many share, `Member of the public`, is one person's in one turn alone. Who goes by a given name, `Ann`, is
called in full by himself or herself too, or where the front matter lists who takes part: "Guest: Dr. Ann Doe".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.models import Transcript, Turn
from qa.patterns import phrase, regex
from qa.transcripts.vocabulary import AMONG, CROWD, LANGUAGES, PARTS, ROLES, word_set

_CODE = regex(
    r"(?:[A-Z]{1,2}\d{1,3}|(?:speaker|spk|participant|respondent|interviewee|informant|person|guest|host|panell?ist)"
    r"[ _-]*(?:\d{1,3}|[A-Z]))\Z",
    re.IGNORECASE,
)
_INITIALS = regex(r"[A-Z]{2,3}\Z")
_ONE = word_set("moderator facilitator interviewer interviewee respondent host presenter narrator")
_MANY = CROWD | AMONG | {"caller"}
_WORD = r"[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor)\.?\s)?"
_NAME = rf"(?P<name>{_TITLE}{_WORD}(?:\s(?:{_WORD}|[A-Z]\.|de|van|von|der|la)){{0,3}})"
_INTRODUCES = regex(
    r"(?:\A|[.!?,;:…—–]\s+|\b(?:and|so|hi|hello|hey|okay|yes|well|everyone|everybody|all)\s+)"
    rf"(?:(?i:I['’]m|I\sam|(?P<name_is>my\sname['’]?s|my\sname\sis))\s){_NAME}"
    r"(?=\s*(?:[,.!?;:—–-]|\Z)|\s(?:and|from|with|here|I)\b)",
)
_FROM = regex(
    r"(?:\A|\A[^.?!]{0,40}[.?!,]\s+)"
    rf"{_NAME},\s(?:from|of|at|plot|number|I\slive|I['’]m|I\sam|(?:[A-Z\d][\w.'’&-]*\s?){{1,4}}[.,])"
)
_BELONGS = LANGUAGES | word_set(
    "american british scottish irish welsh european african asian indian pakistani australian canadian catholic "
    "protestant muslim jewish hindu sikh buddhist christian anglican methodist baptist labour tory republican democrat "
    "conservative liberal north south east west new old great upper lower saint"
)
_GIVEN = regex(r"[^\W\d_]{2,}\Z")
_SURNAME = rf"(?:\s(?:{_WORD}|[A-Z]\.|de|van|von|der|la)){{0,2}}\s{_WORD}"
_BROUGHT_IN = rf"(?:^\W*|[:,;&(]\W*|\b(?i:and|with|by|featuring)\s){_TITLE}"
_LISTS = phrase(
    r"\b(?:(?:co-?)?hosts?|hosted|guests?|chairs?|moderat(?:ors?|ed)|facilitators?|interview\w*|speakers?|present|"
    r"participants?|attend\w*|panel|panell?ists?|with|featuring|scribe|team|members?)\b"
)
_TURNS, _EARLY = 2, 200
_SHORTEST = 2


def name_speakers(transcript: Transcript) -> Transcript:
    """A transcript with the persons behind coded labels who introduce themselves."""
    labels = {turn.speaker for turn in transcript.turns if turn.speaker and not turn.person}
    one = {label for label in labels if _is_code(label) or label.casefold() in _ONE}
    many = {label for label in labels if label not in one and _is_shared(label)}
    given = {label for label in labels - many if _is_given(label)}
    if not one and not many and not given:
        return transcript
    taken = {word for turn in transcript.turns for word in _words(f"{turn.speaker} {turn.person or ''}")} - PARTS
    persons = _by_list(transcript, given, taken) | _by_label(transcript, one | given, taken)
    ordinary = {word for turn in transcript.turns for word in re.findall(r"\b[a-z]+", turn.text)} if many else set()
    turns = []
    for turn in transcript.turns:
        name = persons.get(turn.speaker or "")
        if turn.speaker in many:
            name = _in_one_turn(turn, ordinary)
        turns.append(replace(turn, person=name) if name and not turn.person else turn)
    return replace(transcript, turns=tuple(turns))


def _is_code(label: str) -> bool:
    return bool(_CODE.match(label) or (_INITIALS.match(label) and label.casefold() not in ROLES))


def _is_given(label: str) -> bool:
    return bool(_GIVEN.match(label)) and label.casefold() not in ROLES


def _is_shared(label: str) -> bool:
    words = set(_words(label))
    return bool(words & _MANY) and words <= _MANY | PARTS | {"of", "the", "a", "in", "local"}


def _by_label(transcript: Transcript, labels: set[str], taken: set[str]) -> dict[str, str]:
    """The one name under which each label introduces itself, and no other label does."""
    heard: dict[str, int] = {}
    found: dict[str, set[str]] = {}
    for turn in transcript.turns:
        if turn.speaker in labels:
            heard[turn.speaker] = heard.get(turn.speaker, 0) + 1
            for name, told in _introductions(turn):
                if (told or heard[turn.speaker] <= _TURNS) and _fits(turn.speaker, name):
                    found.setdefault(turn.speaker, set()).add(name)
    named = {
        label: max(names, key=len) for label, names in found.items() if len({_words(one)[0] for one in names}) == 1
    }
    return {
        label: name
        for label, name in named.items()
        if _is_free(name, label, taken) and list(named.values()).count(name) == 1
    }


def _by_list(transcript: Transcript, labels: set[str], taken: set[str]) -> dict[str, str]:
    """The one name in full that begins with each label, in a line of the front matter that lists who takes part."""
    front = [line for aside in transcript.asides if aside.before_turn == 0 for line in aside.text.split("\n")]
    lines = [line.replace("*", "").strip() for line in front if _LISTS.search(line)]
    found = {}
    for label in labels if lines else ():
        listed = rf"{_BROUGHT_IN}(?P<name>(?i:{re.escape(label)}){_SURNAME})(?=\s*(?:[,;&(.–—-]|$)|\s(?:and|from|of)\b)"
        names = {match["name"] for line in lines for match in re.finditer(listed, line)}
        if len(names) == 1 and _is_name(name := names.pop()) and _is_free(name, label, taken):
            found[label] = name
    return found


def _is_free(name: str, label: str, taken: set[str]) -> bool:
    """Whether no other label has a word of the name."""
    return (taken - {*_words(label)}).isdisjoint(_words(name))


def _introductions(turn: Turn) -> Iterator[tuple[str, bool]]:
    """The names by which a turn introduces its speaker, and whether it says that this is the name."""
    for match in _INTRODUCES.finditer(turn.text[: 2 * _EARLY]):
        told = match["name_is"] is not None
        if (told or match.start() < _EARLY) and _is_name(match["name"]):
            yield match["name"], told


def _in_one_turn(turn: Turn, ordinary: set[str]) -> str | None:
    """Who speaks one turn under a label of many: "Gillian Toft, Church Road", "I'm Albert Noakes, plot four"."""
    names = {name for name, _ in _introductions(turn)}
    match = _FROM.match(turn.text)
    if match and _is_name(match["name"]):
        words = _words(match["name"])
        names |= {match["name"]} if len(words) > 1 and ordinary.isdisjoint(words) else set()
    return names.pop() if len(names) == 1 else None


def _is_name(name: str) -> bool:
    words = _words(re.sub(rf"\A{_TITLE}", "", name))
    return (
        bool(words)
        and name.split()[-1][0].isupper()
        and not any(word in ROLES or word in _BELONGS or word.endswith("ish") for word in words)
        and all(len(word) >= _SHORTEST for word in words[:1])
    )


def _fits(label: str, name: str) -> bool:
    """Whether initials stand for the name, or a given name begins it; any name fits another code."""
    words = _words(name)
    if len(words) > 1 and words[0] == label.casefold():
        return True
    if not _INITIALS.match(label):
        return not _is_given(label)
    initials = [word[0] for word in words]
    return initials[0] == label[0].casefold() and (len(initials) == 1 or initials[-1] == label[-1].casefold())


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())
