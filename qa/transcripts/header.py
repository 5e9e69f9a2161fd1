"""Title and date, from the text that stands before the first turn."""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.transcripts.dates import find_date, is_only_date
from qa.transcripts.vocabulary import word_set

_LONGEST_TITLE = 250
_LINES = 40
_FIELD = regex(r"^[#*_\s]*(?P<name>[^\W\d_][\w '’-]{0,30}?)[*_\s]*[:：][*_\s]*(?P<value>.*)$")
_TITLE_FIELDS = frozenset({"title", "subject", "标题"})
_DATE_FIELDS = frozenset({"date", "recorded", "held", "日期"})
_OTHER_FIELDS = word_set(
    "time location place venue participants speakers attendees attendance present absent apologies source duration "
    "published updated posted author status version url link tags category to from cc language transcript"
)
_GENERIC = frozenset(
    {"transcript", "for immediate release", "full transcript", "examination", "proceedings", "p r o c e e d i n g s"}
)
_NUMBER = regex(
    r"[SHJ]\.\s?(?:Hrg|Rept|Rep|Doc|Res)\.\s?\d[\d-]*|[A-Z]/[A-Z]+\.\d+\S*|From the Congressional Record Online.*"
)
"""What a library calls a document by, and where it has it from."""
_COURT = regex(
    r"(?:IN\s+THE|UNITED\sSTATES|SUPREME|SUPERIOR|STATE\sOF)\s+[A-Z]{2}"
    r"|(?i:in\s+the|united\sstates|supreme|superior)\b.*\b(?i:court|tribunal)\b"
)
_HEARD = regex(r"\b(?:DEPOSITION|EXAMINATION|TESTIMONY)\s+OF\s+[A-Z]|\bTRANSCRIPT\s+OF\s+[A-Z]", re.IGNORECASE)
"""What says which of the papers of a case it is."""
_INTERVIEW = regex(
    r"\b(?:interview|deposition|testimony|conversation with|oral history|entretien|entrevista|intervista|intervju)|"
    r"\b(?:wywiad|tran?s[ck]ri)|интервью|стенограм|συνέντευξη|مقابلة|专访|访谈|インタビュー|인터뷰",
    re.IGNORECASE,
)
"""How the head of a file calls what people said when they were asked."""
_FAQ = regex(r"\bFAQ|\bfrequently asked", re.IGNORECASE)
_LETTER = regex(r"[^\W\d_]")


def says_interview(front: str) -> bool:
    """Whether the head of a file says that people were asked and answered, and not that they often are."""
    return bool(_INTERVIEW.search(front)) and not _FAQ.search(front)


def describe(front: str) -> tuple[str | None, str | None]:
    """Title and ISO date as the front matter gives them; None for what it does not say."""
    lines = _lines(front)
    fields = _fields(lines)
    title = next((fields[name] for name in fields if name in _TITLE_FIELDS), None)
    if title is None:
        title = next((line.lstrip("#").strip() for line in lines if re.match(r"#{1,2}\s+\S", line)), None)
    if title is None:
        title = next((line for line in lines if _may_be_title(line)), None)
        if title and _COURT.match(title):
            title = next((line for line in lines if _HEARD.search(line) and _may_be_title(line)), title)
    return title, _date(lines, fields)


def describe_prose(text: str) -> tuple[str | None, str | None]:
    """Title and ISO date of a document that has no turns; stricter, for its first line may be its first sentence."""
    first, _, rest = text.lstrip("\n").partition("\n")
    line = first.strip()
    title = None
    if heading := re.match(r"#\s+(\S.*)", line):
        title = heading[1].rstrip("# ").strip()
    elif rest.startswith("\n") and line[:1].isupper() and _may_be_title(line) and len(line) <= 150:
        title = line
    lines = [line for line in _lines(text[:5000])[:6] if is_only_date(line) or _FIELD.match(line) or line == title]
    return title, _date(lines, {name: value for name, value in _fields(lines).items() if name in _DATE_FIELDS})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()][:_LINES]


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        match = _FIELD.match(line) if len(line) <= 2 * _LONGEST_TITLE else None
        if match and match["value"].strip():
            fields.setdefault(match["name"].casefold(), _unquoted(match["value"].strip()))
    return fields


def _unquoted(value: str) -> str:
    """A value without the quotation marks of YAML; within double ones a backslash keeps the next mark."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", value[1:-1])
    return value.strip("\"'")


def _date(lines: list[str], fields: dict[str, str]) -> str | None:
    for name in fields:
        if name in _DATE_FIELDS and (found := find_date(fields[name])):
            return found
    for wanted in (is_only_date, _short):
        for line in lines:
            if wanted(line) and (found := find_date(line)):
                return found
    return None


def _short(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE


def _may_be_title(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or not _LETTER.search(line) or is_only_date(line):
        return False
    if line.endswith((".", ";", ",", ":", "{", "。")) and not re.search(r"\b(?:[A-Z]|Jr|Sr|Inc|etc)\.$", line):
        return False
    field = _FIELD.match(line)
    if field and field["name"].casefold() in _OTHER_FIELDS | _DATE_FIELDS:
        return False
    return (
        line.casefold() not in _GENERIC and not _NUMBER.fullmatch(line) and "://" not in line and line[0] not in "([{<|"
    )
