"""Labels in bold or in italics: where they may stand, and what stands between their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qa.patterns import regex
from qa.transcripts.labels import Candidate, blank_before, candidate_at
from qa.transcripts.timestamps import TIME

_S = r"[^\S\n]"
_BEFORE = rf"{_S}*+(?:>{_S}*+)?(?:[-+*•]{_S}++)?(?:(?P<t1>{TIME}){_S}*+(?:[-–—|]{_S}++)?)?"
_MARKED = regex(
    rf"\n{_BEFORE}(?P<mark>\*{{3}}|\*\*|__|\*|_)(?=[^\s*_])(?:(?P<t2>{TIME}){_S}*+(?:[-–—|]{_S}++)?)?"
    rf"(?P<label>[^\n*_:：<>|]{{1,160}}?)(?<!\s)"
    rf"{_S}*+(?:[-–—|,@]{_S}*+)?(?P<t3>{TIME})?{_S}*+(?P<inner>[:：]|\.?[-–—]{{1,2}}|\.|(?<=\S)){_S}*+(?P=mark)"
    rf"(?P<title>{_S}*+(?:--?|–|—){_S}*+(?P<tmark>\*|_)[^\n*_]{{2,100}}(?P=tmark)(?={_S}*+\n))?"
    rf"{_S}*+(?:(?:[-–—|]{_S}*+)?[*_]{{0,2}}(?P<t4>{TIME})[*_]{{0,2}})?{_S}*+(?P<outer>[:：]|"
    rf"\.?[-–—]{{1,2}}(?={_S})|(?=\n)|\Z|){_S}*+"
)
_BOLD_ALL = regex(
    rf"\n{_S}*+(?P<mark>\*\*|__|\*|_)(?P<label>[^\s*_:：<>|\[(][^\n*_:：<>|]{{0,80}}?)(?<!\s){_S}*+(?:[:：]|"
    rf"(?<=[*_][QA])\.){_S}*+(?=(?:[^\n*_]|(?<={_S}))[^\n*]{{0,2000}}(?P=mark){_S}*+(?:\n|\Z))"
)


def marked(ends: str) -> Callable[[str], list[Candidate]]:
    """Bold or italic labels: with a colon, with a dash, alone on the line, or followed by text at once."""

    def scan(text: str) -> list[Candidate]:
        return list(_scan_marked(text, ends))

    return scan


def _scan_marked(text: str, ends: str) -> Iterator[Candidate]:
    for match in _MARKED.finditer(text):
        seam = match["inner"] + match["outer"]
        filled = text[match.end() : match.end() + 1] in ("\n", "")
        if ":" in seam or "：" in seam:
            end = "colon"
        elif filled:
            end = "alone"
        elif match["t1"] or match["t2"] or match["t3"] or match["t4"]:
            end = "time"
        else:
            end = "dash" if seam else "bare"
        if end != ends:
            continue
        time = match["t2"] or match["t3"] or match["t4"] or match["t1"]
        label = match["label"].strip()
        if match["title"]:
            label += " " + " ".join(match["title"].replace(match["tmark"], "").split())
        yield Candidate(label, match.start() + 1, match.end(), blank_before(text, match.start()), time)


def bold_throughout(text: str) -> list[Candidate]:
    """Labels in bold, and all that is said after them."""
    return [candidate_at(text, match, "label") for match in _BOLD_ALL.finditer(text)]


def with_answers(asked: list[Candidate], answered: list[Candidate]) -> list[Candidate]:
    """The one who asks, in bold, and whoever answers below in plain letters; nothing where one is alone or more ask."""
    if min(len(asked), len(answered)) < 2 or len({one.label for one in asked}) > 1:
        return []
    return sorted([*asked, *answered], key=lambda one: one.start)
