"""Caption files taken apart: cues with their times, and what stands outside them.

WebVTT and SubRip in all the ways they are written; SBV, LRC, ASS and TTML are brought into the same form.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from qa.patterns import regex
from qa.transcripts.layout import blocks

FORMATS = frozenset({"vtt", "srt", "sbv", "lrc", "ass", "ttml"})
_TIME = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3})\d*)?"
TIMING = regex(rf"^[^\S\n]*{_TIME}[^\S\n]*-->[^\S\n]*{_TIME}(?=\s|$)([^\n]*)", re.MULTILINE)
_SBV = regex(rf"^{_TIME},{_TIME}[^\S\n]*$", re.MULTILINE)
_LRC = regex(r"^\[(\d{1,3}):(\d{2})\.(\d{1,3})\]", re.MULTILINE)
_LRC_LINE = regex(r"((?:\[\d{1,3}:\d{2}\.\d{1,3}\])+)(.*)")
_LRC_FIELD = regex(r"\[(ti|ar|al|by|au|length|offset|re|ve):([^\]\n]*)\]", re.IGNORECASE)
_ASS = regex(rf"^Dialogue:[^\n,]*,\s*{_TIME},\s*{_TIME},([^\n,]*),([^\n,]*),(?:[^\n,]*,){{4}}([^\n]*)", re.M)
_TTML = regex(r"<(?:\w{1,20}:)?tt[\s>]")
# Python 3.11.2 finds nothing where a group that backtracks inside is repeated possessively: characters are, groups not.
_TTML_P = regex(r"<(?:\w{1,20}:)?p\b([^<>]*)>((?:[^<]++|<(?!/?(?:\w{1,20}:)?p\b))*)</(?:\w{1,20}:)?p>")
_TTML_AGENT = regex(r"<ttm:agent\b[^<>]*xml:id=[\"']([^\"'<>]+)[\"'][^<>]*>\s*<ttm:name[^<>]*>([^<>]*)</ttm:name>")
_ATTRIBUTE = regex(r"([\w:]+)\s*=\s*[\"']([^\"'<>]*)[\"']")
_BLOCK = regex(r"(NOTE|STYLE|REGION)(?:\s|\Z)")
_NUMBER = regex(r"\d+(?:\s+\"(?P<who>[^\"\n]{1,100})\"(?:\s+\(\d+\))?)?|[0-9a-f]{8}-[0-9a-f-]{27}(?:/\S*)?")
"""What counts a cue; Webex says there who speaks in it: `12 "Ann Doe" (3456789)`."""
_SIGNATURE = regex(r"WEBVTT[^\S\n]*(?:-[^\S\n]*)?")
_SETTING = regex(r"^(?:Kind|Language|X-TIMESTAMP-MAP)\s*[:=].*\n?", re.MULTILINE)


class Cue(NamedTuple):
    """What is shown from `start` to `end`, in seconds; tags included."""

    start: float
    end: float
    text: str


@dataclass(slots=True)
class Outside:
    """Text outside cues: what it is, and the index of the cue it stands before.

    Attributes:
        pieces: kind, text, index of the cue.
        title: what the head of the file says of itself, less comments.
    """

    pieces: list[tuple[str, str, int]] = field(default_factory=list)
    title: str = ""

    @property
    def front(self) -> str:
        """What may hold title and date."""
        return "\n".join(text for kind, text, _ in self.pieces if kind == "front matter")

    def add(self, text: str, before_cue: int) -> None:
        """Sort out the blocks between two cues."""
        for block in blocks(text):
            block = block.strip()
            kind = "front matter"
            if not before_cue:
                for setting in _SETTING.findall(block):
                    self.pieces.append(("furniture", setting.strip(), 0))
                block = _SETTING.sub("", block).strip()
            if block.startswith("WEBVTT"):
                block = _SIGNATURE.sub("", block, count=1).strip()
                self.title = block
            elif match := _BLOCK.match(block):
                kind = "furniture"
                if match[1] == "NOTE":
                    kind, block = "comment" if before_cue else "front matter", block[match.end() :].strip()
            elif before_cue:
                kind = "heading"
            else:
                self.title += f"\n{block}"
            if block and not block.isdigit():
                self.pieces.append((kind, block, before_cue))

    def add_identifier(self, line: str, before_cue: int) -> None:
        """Keep the identifier of a cue where it is a name; a number only counts."""
        if line.strip() and not any(char.isdigit() for char in line):
            self.pieces.append(("heading", line.strip(), before_cue))


def caption_format(head: str) -> str | None:
    """What kind of captions a file is by its head: "vtt", "srt", "sbv", "lrc", "ass" or "ttml"; None for others."""
    head = head.lstrip()
    if head.startswith("WEBVTT") and (len(head) == 6 or head[6].isspace() or head[6] == "-"):
        return "vtt"
    if head.startswith("[Script Info]") or head.startswith("Dialogue:") and _ASS.match(head):
        return "ass"
    if head.startswith("<") and _TTML.search(head[:2000]):
        return "ttml"
    for format, pattern in (("srt", TIMING), ("sbv", _SBV)):
        match = pattern.search(head)
        # A time line stands first or after a number; a time line quoted in prose does neither.
        if match and (not head[: match.start()].strip() or head[: match.start()].strip().isdigit()):
            return format
    if head.startswith("[") and len(_LRC.findall(head)) > 1:
        return "lrc"
    return None


def read_cues(text: str, format: str) -> tuple[list[Cue], Outside]:
    """The cues in order of time, and what stands outside them."""
    if format == "ass":
        cues, outside = _ass(text)
    elif format == "lrc":
        cues, outside = _lrc(text)
    elif format == "ttml":
        cues, outside = list(_ttml(text)), Outside()
    else:
        cues, outside = _blocks(text, _SBV if format == "sbv" else TIMING)
    return _in_order(cues, outside)


def _in_order(cues: list[Cue], outside: Outside) -> tuple[list[Cue], Outside]:
    """Sort cues that stand in another order; a clock that starts again from zero is a second part."""
    pairs = list(zip(cues, cues[1:], strict=False))
    if all(before.start <= after.start for before, after in pairs):
        return cues, outside
    if any(before.start > 60 and after.start < 0.1 * before.start for before, after in pairs):
        return cues, outside
    order = sorted(range(len(cues)), key=lambda index: cues[index].start)
    place = {old: new for new, old in enumerate(order)} | {len(cues): len(cues)}
    outside.pieces = sorted(
        ((kind, piece, place[cue] if cue else 0) for kind, piece, cue in outside.pieces), key=lambda item: item[2]
    )
    return [cues[index] for index in order], outside


def _blocks(text: str, timing: re.Pattern[str]) -> tuple[list[Cue], Outside]:
    matches = list(timing.finditer(text))
    cues: list[Cue] = []
    outside = Outside()
    before = text[: matches[0].start()] if matches else text
    lines = before.split("\n")
    if matches and len(lines) > 1 and lines[-2].strip() and not lines[-2].startswith("WEBVTT"):
        outside.add_identifier(lines[-2], 0)
        before = "\n".join(lines[:-2])
    outside.add(before, 0)
    counted = timing is TIMING and before.strip() == "1" and before.endswith("\n\n")
    for index, match in enumerate(matches):
        last = index + 1 == len(matches)
        chunk = text[match.end() : len(text) if last else matches[index + 1].start()]
        body = _split_body(chunk, last, index + 1, outside)
        if counted and not last and (parted := re.fullmatch(rf"(.*\n)?\s*{index + 2}", body, re.DOTALL)):
            body = (parted[1] or "").strip()  # a blank line stands between the number of the next cue and its times
        number = _NUMBER.fullmatch(text[text.rfind("\n", 0, max(0, match.start() - 1)) + 1 : match.start()].strip())
        if number and number["who"]:
            body = f"<v {html.escape(number['who'])}>{body}"
        cues.append(Cue(_seconds(match.groups()[:4]), _seconds(match.groups()[4:8]), body))
    return cues, outside


def _split_body(chunk: str, last: bool, following: int, outside: Outside) -> str:
    """What a cue shows; the identifier of the next cue and comment blocks between the two go outside."""
    # The chunk begins with the end of the time line.
    lines = chunk.split("\n")[1:]
    while lines and not lines[-1].strip():
        lines.pop()
    if not last and lines and not chunk.endswith("\n\n"):
        alone = len(lines) > 1 and not lines[-2].strip()
        if alone or _NUMBER.fullmatch(lines[-1].strip()):
            outside.add_identifier(lines.pop(), following)
    for position, line in enumerate(lines):
        if (not position or not lines[position - 1].strip()) and _BLOCK.match(line):
            outside.add("\n".join(lines[position:]), following)
            return "\n".join(lines[:position]).strip()
    return "\n".join(lines).strip()


def _ass(text: str) -> tuple[list[Cue], Outside]:
    cues = []
    for match in _ASS.finditer(text):
        start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:8])
        name, said = match[10].strip(), re.sub(r"\\[Nnh]", "\n", match[11])
        cues.append(Cue(start, end, f"<v {html.escape(name)}>{said}" if name else said))
    outside = Outside()
    if title := re.search(r"^Title:[^\S\n]*(\S[^\n]*)", text, re.MULTILINE):
        outside.add(title[1], 0)
    return cues, outside


def _lrc(text: str) -> tuple[list[Cue], Outside]:
    """Lines with one time or more; each lasts until the next one."""
    outside = Outside()
    shown: list[tuple[float, str]] = []
    for line in text.split("\n"):
        if match := _LRC_LINE.match(line.strip()):
            for minutes, seconds, fraction in _LRC.findall(match[1].replace("][", "]\n[")):
                shown.append((_seconds((None, minutes, seconds, fraction)), match[2].strip()))
        elif named := _LRC_FIELD.match(line.strip()):
            if named[1].casefold() == "ti" and named[2].strip():
                outside.add(named[2], 0)
            elif named[2].strip():
                outside.pieces.append(("furniture", f"{named[1]}: {named[2].strip()}", 0))
        elif line.strip() and shown:
            shown[-1] = shown[-1][0], f"{shown[-1][1]}\n{line.strip()}"
        else:
            outside.add(line, 0)
    shown.sort(key=lambda item: item[0])
    ends = [start for start, _ in shown[1:]] + [start for start, _ in shown[-1:]]
    return [Cue(start, end, said) for (start, said), end in zip(shown, ends, strict=True)], outside


def _ttml(text: str) -> Iterator[Cue]:
    agents = {agent: html.unescape(name).strip() for agent, name in _TTML_AGENT.findall(text)}
    for match in _TTML_P.finditer(text):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        start = _ttml_time(attributes.get("begin", ""))
        end = _ttml_time(attributes.get("end", ""))
        if start is None:
            continue
        if end is None:
            end = start + (_ttml_time(attributes.get("dur", "")) or 0.0)
        said = " ".join(match[2].split())
        said = re.sub(r"<[^<>]*>", "", re.sub(r"<(?:\w{1,20}:)?br\s*/?>", "\n", said))
        name = agents.get(attributes.get("ttm:agent", ""), "")
        yield Cue(start, end, f"<v {html.escape(name)}>{said}" if name else said)


def _ttml_time(value: str) -> float | None:
    if match := re.fullmatch(_TIME, value):
        return _seconds(match.groups())
    if match := re.fullmatch(r"(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h|t)", value):
        return float(match[1]) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "t": 1e-7}[match[2]]
    match = re.fullmatch(r"(\d{1,6}):(\d{1,2}):(\d{2}):\d{1,3}", value)  # frames at the end
    return _seconds((*match.groups(), None)) if match else None


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = groups
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return (whole * 1000 + int((fraction or "0").ljust(3, "0"))) / 1000
