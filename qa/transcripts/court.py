"""Courts and depositions: who asks and who answers, where `Q.` and `A.` name nobody."""

from __future__ import annotations

import re

from qa.patterns import regex

CALLS = regex(
    r"\bBY[^\S\n]|\bQuestions[ ]from[ ]|\((?:sworn|affirmed|called|recalled|continued|resumed)\)", re.IGNORECASE
)
"""What is in every line that says who asks or who is called to answer."""
_EXAMINER = regex(r"(?:(?:DIRECT|CROSS|REDIRECT|RECROSS|FURTHER)?[- ]?EXAMINATION\s+)?BY\s+(?P<name>\S.*?)[:.]?\Z")
_ASKED_BY = regex(r"(?:by|from)[ ](?P<name>[A-Z].*?)[:.]?\Z")
_SWORN = regex(
    r"^[^\S\n]*(?P<line>(?:(?:M[RS]+S?|MISS|DR|SIR|DAME|LORD|LADY|PROF(?:ESSOR)?)\.?[ ])?"
    r"(?P<name>[A-Z][A-Z.'’ -]{2,60}[A-Z])[ ]\((?:sworn|affirmed|called|recalled|continued|resumed)\))[^\S\n]*$",
    re.M,
)
"""The line of an inquiry that calls a witness: `MRS RUTH ADAMS (affirmed)`."""
_CALLED = regex(
    r"^[^\S\n]*[A-Z][A-Z.'’ -]{2,60}[A-Z],?(?=[^\S\n]*\n|[^\S\n]+(?:after|having|called|was|being|an?|the)\b)", re.M
)
_OATH = regex(r"\b(?:sworn|affirmed|testified|deposed|as follows)\b")
_OATH_LINES = 6
_EXAMINES = regex(r"\bEXAMINATION\s+BY\s+[A-Z]")
_LINE = regex(
    r"^[^\S\n]*(?P<line>(?:(?:[A-Z]+[- ])*EXAMINATION[^\S\n]*\n\s*)?"
    r"(?:[A-Z]+[- ])*BY[ ]+(?:M[RS]+S?|MISS|DR|THE|JUDGE|JUSTICE|ATTORNEY)\b[^\n:]{0,60}:?"
    r"|(?:Further[ ])?(?:Questions|Questioned|Examined|(?:Cross-|Re-)?[Ee]xamination(?:-in-chief)?)[ ]"
    r"(?:by|from)[ ](?:M[RS]+S?|MISS|DR|SIR|LADY|DAME|LORD|THE|PROF(?:ESSOR)?)\b[^\n:.?!]{0,60}:?)[^\S\n]*$",
    re.M,
)
_ASKS = regex(
    r"\s*[(\[]\s*B[Yy]\s+(?P<name>(?:M[RrSs]+|Miss|MISS|D[Rr]|THE|The|JUDGE|Judge)\b[^()\[\]\n:]{1,60}?):?\s*[)\]]:?"
)
_WITNESS = regex(
    r"(?:DEPOSITION|[Dd]eposition|TESTIMONY|[Tt]estimony|EXAMINATION|[Ee]xamination|EXAMINATION UNDER OATH)\s+"
    r"(?:OF|of):?\s+(?P<a>[A-Z][A-Z.'’ -]+[A-Z])\b"
    r"|(?:[Dd]eposition|[Tt]estimony|[Ee]xamination)[^\S\n]+of:?[^\S\n]+(?:the[^\S\n]+)?"
    r"(?P<c>[A-Z][a-z][\w.'’-]*(?:[^\S\n]+[A-Z][\w.'’-]*){1,4})[^\S\n]*(?=\n|\Z|\.\s|,|\()"
    r"|^[^\S\n]*(?P<b>[A-Z][A-Z.'’ -]+[A-Z]),?\s+(?:having|called|was\s+(?:called|sworn)|a\s+witness|"
    r"the\s+witness|(?:GOVERNMENT|PLAINTIFF|DEFEN[CS]E|DEFENDANT|PROSECUTION|STATE|PEOPLE|PETITIONER|"
    r"RESPONDENT)['’]?S?['’]?\s+WITNESS|being\s+(?:first|duly)|after\s+having|first)\b",
    re.MULTILINE,
)
_NOT_A_NAME = frozenset({"WITNESS", "THE", "DEPONENT", "PLAINTIFF", "DEFENDANT", "AND", "AN", "A"})


def examiner_line(text: str) -> re.Match[str] | None:
    """The last line in `text` that says who asks from here on: `BY MR. DOE:`."""
    found = None
    for found in _LINE.finditer(text):  # noqa: B007 (the last one is wanted)
        pass
    return found


def examines(line: str) -> bool:
    """Whether it says who examines: `DIRECT EXAMINATION BY MR. DOE`."""
    return bool(_EXAMINES.search(line))


def asks(question: str) -> re.Match[str] | None:
    """Who asks, where it stands in brackets at the beginning of a question: `(BY MR. DOE)`."""
    return _ASKS.match(question)


def swearing(text: str) -> tuple[int, int] | None:
    """Where it stands who was sworn, which nobody says: `IRENE VANCE,` and `having been duly sworn, …` below it."""
    for match in _CALLED.finditer(text):
        end = last = match.start()
        for line in text[match.start() : match.start() + 1000].splitlines(keepends=True)[:_OATH_LINES]:
            if not line.strip():
                break
            last += len(line)
            if _OATH.search(line):
                end = last
        if end > match.start():
            return match.start(), end
    return None


def sworn(text: str) -> re.Match[str] | None:
    """The line that calls a witness: `MRS RUTH ADAMS (affirmed)`."""
    return _SWORN.search(text)


def examiner(line: str) -> str | None:
    """The label of who asks: `MR. DOE`."""
    line = " ".join(line.split())
    match = _EXAMINER.search(line) or _ASKED_BY.search(line)
    return match["name"] if match else None


def witness(text: str) -> str | None:
    """The last witness who is called or sworn in `text`, as printed."""
    name = None
    for match in _WITNESS.finditer(text):
        found = " ".join((match["a"] or match["b"] or match["c"]).split())
        if not _NOT_A_NAME & set(found.split()) and 2 <= len(found.split()) <= 5:
            name = found
    return name
