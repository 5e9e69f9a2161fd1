"""The forms in which transcripts print a label: where each of them may stand in a text.

A form only proposes; `learning` decides by what recurs. All patterns begin at a line end, so a text begins with one.
A label ends before spaces and a run of these is taken at once, so that a line of nothing else is gone through once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from qa.patterns import regex
from qa.transcripts.bold import bold_throughout, marked, with_answers
from qa.transcripts.evidence import SPOKEN_WORD
from qa.transcripts.labels import Candidate, blank_before, candidate_at, candidates
from qa.transcripts.name_lines import is_name_line
from qa.transcripts.timestamps import BRACKETED_TIME, DAY, TIME
from qa.transcripts.vocabulary import FIELDS, ROLES


class Trust(IntEnum):
    """How much the form alone says that a person speaks."""

    PLAIN = 0
    TIMED = 1
    CHAT = 2


@dataclass(frozen=True, slots=True)
class Form:
    """One way to print a label.

    Attributes:
        name: what it looks like.
        scan: finds the places where it may stand.
        trust: how much the form alone says.
        alone: the label fills its line, what is said stands under it.
        clock: times are hours and minutes of the day.
        addressed: the label may say to whom: `Ann to Bob`.
        wraps: what is said stands between the marks as well.
        names: names are enough where none of them comes again.
        weak: headings and terms look the same; only names and recurrence tell.
    """

    name: str
    scan: Callable[[str], list[Candidate]]
    trust: Trust = Trust.PLAIN
    alone: bool = False
    clock: bool = False
    addressed: bool = False
    wraps: bool = False
    weak: bool = False
    names: bool = False


_S = r"[^\S\n]"
_COLON = r"(?:：|:(?=\s|$|[^\W\d_]|[\"“”'‘’(\[—–…*]))"
_NAME = r"[^\s:：#>*|<{}=/\\`\-\d\[(][^:：\n*|<>{}]{0,100}?(?<!\s)"
_LIST = rf"{_S}*+(?:>{_S}*+)?(?:[-+*•–—]{_S}++)?"
_LISTED = regex(rf"\n{_S}*+(?:>{_S}*+|[-+*•]{_S}++){{1,2}}(?P<label>{_NAME}){_S}*+{_COLON}")
_TIME_COLON = regex(
    rf"\n{_S}*+(?P<time>{TIME}){_S}*+(?:[-–—|>]{_S}++)?(?P<label>{_NAME})(?:{_S}++{BRACKETED_TIME})?{_S}*+{_COLON}"
)
_NAME_TIME = regex(
    rf"\n{_LIST}(?P<label>[^\s\d:：#>*|<{{}}=/\\`\[(][^\n:：<>|\[\](){{}}*]{{0,80}}?(?<!\s)(?:{_S}\([^\n()\d]{{"
    rf"1,120}}\))?){_S}*+(?:(?<=\s)[-–—|•@·]{_S}*+|,{_S}++)?(?P<time>(?<=\s){TIME}|{BRACKETED_TIME}|"
    rf"(?<=\s)\({DAY}{TIME}\)|(?<=\s)\[{DAY}{TIME}\])(?:{_S}*+(?:[:：]|(?=\n|\Z))|(?P<open>(?<=[\])]){_S}))"
)
_NAMED_TIME = regex(rf"\n{_S}*+\[(?P<label>[^\W\d_][^\n\[\]:]{{0,60}})\][:：]?{_S}+(?P<time>{TIME}){_S}*+(?=\n|\Z)")
_TIME_NAME = regex(
    rf"\n{_S}*+(?P<time>{TIME}){_S}*+(?:[-–—|]{_S}++)?(?![AaPp]\.?[Mm]\b)(?P<label>{_NAME}){_S}*+[:：]?{_S}*+(?=\n|\Z)"
)
_TIME_LINE = regex(rf"\n{_S}*+(?P<time>{TIME}){_S}*+\n{_S}*+(?P<label>{_NAME}){_S}*+[:：]?{_S}*+(?=\n|\Z)")
_NAME_LINE = regex(rf"\n{_S}*+(?P<label>{_NAME})(?<![.?!,;]){_S}*+[:：]?{_S}*+\n{_S}*+(?P<time>{TIME}){_S}*+(?=\n|\Z)")
_HEADING = regex(
    rf"\n#{{1,6}}{_S}+(?:(?P<t1>{TIME}){_S}*+(?:[-–—|]{_S}++)?)?\**+(?P<label>{_NAME})\**+"
    rf"{_S}*+(?:[-–—|]{_S}++)?(?P<t2>{TIME})?{_S}*+[:：]?\**+{_S}*+(?=\n|\Z)"
)
_NICK = regex(
    rf"\n{_S}*+(?:(?P<time>\[?(?:\d{{4}}-\d\d-\d\d[T ])?{_S}*+\d{{1,2}}:\d\d(?::\d\d)?(?:{_S}?[AaPp][Mm])?\]?){_S}*+)?"
    rf"<{_S}?[@+%~&!]?(?P<label>[^\s<>/][^\s<>]{{0,40}}(?: [A-Z][^\s<>=\"/]{{0,40}}){{0,3}})>(?=\s|\Z)"
)
_FROM = regex(
    rf"\n{_S}*+(?:\d{{4}}-\d\d-\d\d{_S}+)?(?P<time>\d\d:\d\d:\d\d(?:{_S}?[AaPp][Mm])?){_S}+"
    rf"(?:From{_S}(?:{_S}*+(?=[^\s:]))?(?P<from>[^\n:]{{1,160}}?)(?:(?<!\s)|(?<=From{_S}{_S})){_S}*+:|"
    r"(?P<label>(?<=\t)[^\n\t:]{1,80}):(?=\t))"
)
_TABBED = regex(
    r"\n(?:\d{4}-\d\d-\d\d )?(?P<time>\d{1,2}:\d\d(?::\d\d)?)\t[@+%~&]?(?P<label>[^\s<>=*-][^\t\n:]{0,40})\t"
)
_DATED = regex(
    rf"\n[\u200e\u200f\u202a-\u202e]*{_S}*\[?\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},?{_S}++"
    rf"(?P<time>\d{{1,2}}:\d\d(?::\d\d)?(?:{_S}?[AaPp]\.?[Mm]\.?)?)"
    rf"\]?{_S}*+(?:[-–]{_S}++)?(?:[~\u200e\u200f\u202a-\u202e]{_S}*+)*(?P<label>[^\n:\[\]{{}}<>,.]"
    rf"[^\n:\[\]{{}}<>]{{0,60}}):(?={_S}|\n|\Z)"
)
_STAMPED = regex(
    rf"\n{_S}*\[\d{{1,4}}[./-](?:\d{{1,2}}|[A-Z][a-z]{{2}})[./-]\d{{2,4}},?{_S}+"
    rf"(?P<time>\d{{1,2}}:\d\d(?::\d\d)?(?:{_S}?[AaPp][Mm])?)\]{_S}+(?P<label>[^\s\[\]<>:][^\n:\[\]<>]{{0,60}}?)"
    rf"(?<!\s){_S}*+(?:\(pinned\){_S}*+)?(?=\n)"
)
_ENTRY = regex(
    rf"\n{_S}*+(?P<label>[^\s\d:：<>|\[\](){{}}#*][^\n:：<>|\[\](){{}}]{{0,60}}?)"
    rf"(?<!\s){_S}++(?:[-–—•]{_S}++)?(?P<time>{DAY}{TIME}){_S}*+(?=\n)"
)
_UPPER = "A-ZÀ-ÖØ-Þ"
_PERIOD = regex(rf"\n{_S}*+(?P<label>[{_UPPER}][^\n:：;?!|*]{{0,120}})")
_PERIOD_END = regex(
    r"(?<!\b[Mm][Rr])(?<!\b[Mm][Ss])(?<!\bM[Rr][Ss])(?<!\bD[Rr])(?<!\bHon)(?<!\bHON)(?<!\bSen)(?<!\bRep)(?<!\bGov)"
    r"(?<!\bGen)(?<!\bCol)(?<!\bLt)(?<!\bProf)(?<!\bRev)(?<!\bSt)(?<!\bSR)(?<!\bSRA)(?<![ .][A-Z])"
    r"(?<!\bM)\.(?:\d{1,3}(?=\s))?(?=[^\S\n]+[A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я\"“'‘\[(—–\-…$]|[^\S\n]*\n[^\S\n]*\S|[ ]{2,}\S)"
)
_ASKED = regex(rf"\n{_S}*+(?P<label>[QA])\.(?:{_S}+|(?=\n))")
_ANSWERED = regex(rf"(?<=\?){_S}*[-–—]{{1,2}}{_S}*(?P<label>A)\.{_S}+(?=[A-Z\"“'‘])")
_GAP = regex(rf"\n{_S}*+(?P<label>[QA])(?:\t{_S}*|[ ]{{2,}}|[ ](?=[A-Z\"“(\[—]))(?=\S)")
_DASH = regex(
    rf"\n{_S}*+(?P<label>[^\W\d_][^\n:：;?!*|<>]{{0,70}}?)(?<!\s)(?:\.{_S}?[-–—]{{1,2}}|{_S}++(?:[–—]|--?){_S}|"
    rf"[–—](?={_S}))(?={_S}*+\S)"
)
_BRACKET = regex(rf"\n{_S}*+(?:【(?P<cjk>[^\n【】]{{1,20}})】[:：]?|\[(?P<label>[^\W\d_][^\n\[\]:]{{0,50}})\](?={_S}))")
_WIDE = regex(
    r"\n(?:[○◯〇●◆■](?P<hangul>[가-힣·]{1,20}(?: [가-힣·]{1,12}){0,2}(?:\([^()\n]{1,20}\))?)(?=\u3000|[ \t]{2})"
    r"|[○◯〇●◆■]?(?P<label>[\u3005-\u3007\u3400-\u9fff\u3040-\u30ff·・]{1,12}"
    r"(?:（[^（）\n]{1,20}）[\u3005-\u3007\u3400-\u9fff]{0,6})?))"
    r"(?:\u3000+|[ \t]{2,})(?=\S)"
)
_COLUMN = regex(
    rf"\n[ ]*+(?P<label>[^\W\d_][^\n\t:：<>|{{}}=*]{{0,60}}+)\t++(?:(?P<time>{TIME})\t++)?(?=\S[^\t\n]*+(?:\n|\Z))"
)
_ALIGNED = regex(r"\n(?P<label>[^\W\d_][^\n\t:：<>|{}=*]{0,40}?)[ ]{2,}(?=\S)")
_SAID = regex(
    rf"\n(?:#{{1,6}}[ ])?\*{{0,2}}(?P<label>[^\W\d_][\w.-]{{1,20}}+(?: [\w.-]{{1,20}}+)?) said:\*{{0,2}}{_S}*+(?=\n)"
)
_ALONE = regex(rf"\n{_S}*+(?P<label>[^\W\d_a-z][^\n:：?!;<>{{}}|*#\[\]=/]{{1,89}}?)(?<!\s){_S}*+[:：]?{_S}*+(?=\n)")
_FINISHED = tuple('.?!…:"”’)]—–-。！？*_')


def _timed(pattern: re.Pattern[str]) -> Callable[[str], list[Candidate]]:
    return lambda text: [candidate_at(text, match, "label", match["time"]) for match in pattern.finditer(text)]


def _entry(text: str) -> list[Candidate]:
    found = _timed(_ENTRY)(text)
    return [candidate for candidate in found if candidate.label.split()[0].casefold() not in FIELDS]


def _name_time(at_line_end: bool) -> Callable[[str], list[Candidate]]:
    def scan(text: str) -> list[Candidate]:
        return [
            candidate_at(text, match, "label", match["time"])
            for match in _NAME_TIME.finditer(text)
            if (text[match.end() : match.end() + 1] in ("\n", "")) == at_line_end
        ]

    return scan


def _chat(text: str) -> list[Candidate]:
    return [
        candidate_at(text, match, "from" if match["from"] else "label", match["time"]) for match in _FROM.finditer(text)
    ]


def _period(text: str) -> list[Candidate]:
    found = [
        candidate_at(text, match, "label") for match in _ASKED.finditer(text) if _begins_sentence(text, match.start())
    ]
    if found:  # Q. Did you see him? - A. I did.
        found += [Candidate("A", match.start(), match.end(), False) for match in _ANSWERED.finditer(text)]
    asked = {candidate.start for candidate in found}
    for match in _PERIOD.finditer(text):
        if match.start() + 1 in asked:
            continue
        # Three periods are enough for any label that has initials in it.
        for end in list(_PERIOD_END.finditer(text, match.start(), min(match.end() + 2, len(text))))[:1]:
            label = text[match.start() + 1 : end.start()].strip()
            if end.start() <= match.end() and _addresses(label) and _begins_sentence(text, match.start()):
                block = blank_before(text, match.start())
                found.append(Candidate(label, match.start() + 1, end.end(), block))
    return sorted(found, key=lambda candidate: candidate.start)


def _addresses(label: str) -> bool:
    """Whether a label begins with a form of address, an office or a part in a conversation, or is in capitals."""
    words = [word.strip(".,'’").casefold() for word in re.sub(r"[\[(].*?[\])]", "", label).split()]
    if words[:1] == ["the"]:
        words, label = words[1:], label[4:]  # The PRESIDING OFFICER
    if not words or len(words) > 9:
        return False
    if label.startswith("M. ") and len(words) > 1:
        return True  # monsieur
    if words[0] in ROLES:
        return len(words[0]) > 1 or len(words) == 1
    name, comma, _ = re.sub(r"\s*[(\[].*", "", label).partition(", ")  # ANNA ROSSI, Ministra dell'Ambiente
    return name.isupper() and len(label) >= 3 and (not comma or " " in name)


def _begins_sentence(text: str, newline: int) -> bool:
    """Whether the line before is blank or finished, so that the next one does not continue a sentence."""
    before = text[max(0, newline - 200) : newline].rstrip(" \t")
    return not before or before.endswith(("\n", *_FINISHED)) or len(before) - before.rfind("\n") <= 40


def _gap(text: str) -> list[Candidate]:
    return [
        candidate_at(text, match, "label") for match in _GAP.finditer(text) if _begins_sentence(text, match.start())
    ]


def _dash(text: str) -> list[Candidate]:
    return [
        candidate_at(text, match, "label")
        for match in _DASH.finditer(text)
        if len(match["label"].split()) <= 8 and _begins_sentence(text, match.start())
    ]


def _bracket(text: str) -> list[Candidate]:
    return [candidate_at(text, match, "cjk" if match["cjk"] else "label") for match in _BRACKET.finditer(text)]


def _aligned(text: str) -> list[Candidate]:
    """Names in a column of their own, what is said in another one that begins at the same place in every line.

    A name in one word is in capitals there: terms stand in columns as well.
    """
    matches = [match for match in _ALIGNED.finditer(text) if " " in match["label"] or match["label"].isupper()]
    found = [candidate_at(text, match, "label") for match in matches]
    columns = Counter(candidate.body - candidate.start for candidate in found)
    column, count = columns.most_common(1)[0] if columns else (0, 0)
    found = [candidate for candidate in found if candidate.body - candidate.start == column]
    lines = (text[candidate.body : candidate.body + 200].split("\n", 1)[0] for candidate in found)
    talk = sum("?" in line or bool(SPOKEN_WORD.search(line)) for line in lines)
    return found if count > 3 and 4 * talk >= count else []


def _wide(text: str) -> list[Candidate]:
    return [candidate_at(text, match, "hangul" if match["hangul"] else "label") for match in _WIDE.finditer(text)]


def _heading(text: str) -> list[Candidate]:
    return [candidate_at(text, match, "label", match["t1"] or match["t2"]) for match in _HEADING.finditer(text)]


def _alone(text: str) -> list[Candidate]:
    return [candidate_at(text, match, "label") for match in _ALONE.finditer(text) if is_name_line(match["label"])]


def _chatbot(text: str) -> list[Candidate]:
    found = [candidate_at(text, match, "label") for match in _SAID.finditer(text)]
    return found if any(candidate.label == "You" for candidate in found) else []


def _colon(text: str) -> list[Candidate]:
    # A colon far from its word draws a line beside a caption.
    return [
        candidate
        for candidate in candidates(text)
        if not candidate.label.startswith(("BY ", "By ")) and text[candidate.body - 4 : candidate.body - 1] != "   "
    ]


def _listed(text: str) -> list[Candidate]:
    return [candidate_at(text, match, "label") for match in _LISTED.finditer(text)]


def _nick(text: str) -> list[Candidate]:
    return [
        candidate_at(text, match, "label", match["time"])
        for match in _NICK.finditer(text)
        if f"</{match['label']}" not in text[match.start() : match.end() + 200]
    ]


FORMS = (
    Form("[12:01] <nick> text", _nick, Trust.CHAT, clock=True),
    Form("00:07:29 From Name : text", _chat, Trust.CHAT, clock=True, addressed=True),
    Form("12/03/24, 09:15 - Name: text", _timed(_DATED), Trust.CHAT, clock=True, weak=True),
    Form("[06-Feb-24 09:01 AM] name", _timed(_STAMPED), Trust.CHAT, alone=True, clock=True, weak=True),
    Form("name — 03/14/2024 9:02 AM", _entry, Trust.CHAT, alone=True, clock=True, weak=True),
    Form("12:01\tnick\ttext", _timed(_TABBED), Trust.CHAT, clock=True, weak=True),
    Form("**Name: text**", bold_throughout, wraps=True),
    Form("**Name: text** / Name: text", lambda text: with_answers(bold_throughout(text), _colon(text)), wraps=True),
    Form("**Name:** text", marked("colon"), names=True),
    Form("**Name:** text / Name: text", lambda text: with_answers(marked("colon")(text), _colon(text))),
    Form("**Name** - text", marked("dash")),
    Form("**Name 0:05** text", marked("time"), Trust.TIMED),
    Form("**Name**", marked("alone"), alone=True),
    Form("**Name** text", marked("bare"), weak=True),
    Form("### Name", _heading, alone=True, names=True),
    Form("[0:05] Name: text", _timed(_TIME_COLON), Trust.TIMED),
    Form("Name (0:05): text", _name_time(False), Trust.TIMED),
    Form("Name  0:05", _name_time(True), Trust.TIMED, alone=True),
    Form("You said: / Name said:", _chatbot, Trust.TIMED, alone=True),
    Form("[Name] 0:05", _timed(_NAMED_TIME), Trust.TIMED, alone=True),
    Form("0:05 Name", _timed(_TIME_NAME), Trust.TIMED, alone=True),
    Form("0:05 / Name", _timed(_TIME_LINE), Trust.TIMED, alone=True),
    Form("Name / 0:05", _timed(_NAME_LINE), Trust.TIMED, alone=True),
    Form("- Name: text", _listed),
    Form("Name: text", _colon),
    Form("Mr. Name. Text", _period),
    Form("Q    Text", _gap),
    Form("【Name】text", _bracket),
    Form("Name　text", _wide),
    Form("Name\ttext", _timed(_COLUMN), weak=True),
    Form("Name    text", _aligned, weak=True),
    Form("Name – text", _dash, weak=True),
    Form("Name", _alone, alone=True, weak=True),
)
"""From the most to the least telling: of two forms that read the same line, the first one has it."""
