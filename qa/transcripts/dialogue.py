"""Dialogue text and Markdown: a label of a speaker, then what was said, over one paragraph or several."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from qa.models import Aside, Transcript, Turn
from qa.patterns import regex
from qa.transcripts import chats, closing, court, notes, pages, people, roster
from qa.transcripts.dates import day_of_many
from qa.transcripts.forms import Trust
from qa.transcripts.grammar import Place, segment
from qa.transcripts.header import describe
from qa.transcripts.labels import parse as parse_label
from qa.transcripts.layout import blocks, breaks_are_wraps, paragraphs, unhyphenated
from qa.transcripts.timestamps import BRACKETED_TIME, TIME, seconds

_QUOTED = regex(r"^[^\S\n]*>[^\S\n]?", re.MULTILINE)
_FOLLOWS = regex(r"\[[^\[\]]{1,400}\bfollows?[:.]?\]")
_MINUTE = regex(r"\s*[*_]*[A-Z][a-z]+(?: [a-z]+)?[*_]*:")
_LEADING_TIME = regex(rf"\s*(?P<time>{BRACKETED_TIME})[^\S\n]*")
_TAPE = r"(?:\d{1,2}-(?=\d\d:\d\d:\d\d))?"  # 02-01:10:05, on the second tape
_TIME_BEFORE = regex(
    rf"(?:\A|\n)[^\S\n]*(?:#{{1,6}}[^\S\n])?{_TAPE}(?P<time>{TIME})[^\S\n]*(?:\{{#[\d:]+\}})?\n(?:[^\S\n]*\n){{0,2}}\Z"
)
_LABEL_AFTER_TIME = r"\[\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d+)?\][^\S\n]+(?P<label>[^\s:\[\]][^:\n\[\]]{0,40}):\s"
_TIMED_LABEL = regex(_LABEL_AFTER_TIME)
_WITHIN_LINE = regex(rf"(?<=\S)(?P<gap>[^\S\n]+)(?={_LABEL_AFTER_TIME})")
_DASHED = regex(r"[-–—][^\S\n]+(?=\S)")
_INNER_TIME = regex(
    rf"(?:(?<=\n)[^\S\n]*{_TAPE}{TIME}[^\S\n]*(?=\n|\Z))"
    # Committees print the time of day: (1535), ● (1540), (11.02 am).
    r"|(?:(?<=\n)[^\S\n]*(?:●[^\S\n]*)?\((?:\d{4}|\d{1,2}[.:]\d{2}\s?[ap]\.?m\.?)\)[^\S\n]*(?=\n|\Z))"
    r"|(?:\[\(?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d+)?\)?\]|\(\d{1,3}:\d{2}:\d{2}\))(?:\[\d{1,4}\.\d{1,2}\])?[^\S\n]?"
)
_LINE_TIME = regex(r"(?<=\n)[^\S\n]*\(\d{1,3}:\d{2}(?::\d{2})?\)(?::|[^\S\n])[^\S\n]*(?=\S)")
"""A time before a paragraph of a turn, where labels have theirs in brackets as well."""


def parse(text: str, document: str) -> Transcript | None:
    r"""The turns of a dialogue, or None where the text shows no labels of speakers.

    Bold may stand as `**bold**`, headings as `# heading`, paragraphs apart by blank lines, pages by form feeds.

    Args:
        text: with `\n` as the only line end.
        document: the path to put into the transcript.
    """
    text, removed = pages.clean("\n" + text)
    text, cuts = unhyphenated(text)
    removed = [item._replace(offset=item.offset - bisect_right(cuts, item.offset)) for item in removed]
    text = _a_line_each(text)
    places = segment(text)
    if not places:
        return None
    front = text[: places[0].start]
    title, date = describe(front)
    if places[0].form.trust is Trust.CHAT:
        title, _ = describe(chats.EVENT.sub("", front))  # an event is no title, but has its day
    if places[0].form.trust is Trust.CHAT or "/" in (places[0].time or ""):
        date = date or day_of_many([text[place.start : place.body] for place in places])
    stops = [place.start for place in places[1:]] + [len(text)]
    if places[0].form.trust is Trust.CHAT:
        places, stops, put_in = chats.written(text, places)
        removed += [pages.Removed(start, "event", text[start:stop].strip()) for start, stop in put_in]
        if not places:
            return None
    labels = list({place.label.printed: place.label for place in places}.values())
    persons = people.resolve(labels, front) | roster.resolve(labels, front)
    reader = _Reader(text, places, stops, persons)
    turns = reader.turns()
    starts = [place.start for place in places]
    asides = [Aside("front matter", block.strip(), 0) for block in blocks(front)]
    asides += reader.asides
    asides += [Aside(kind, content, bisect_right(starts, offset)) for offset, kind, content in removed]
    if dashed := _by_dashes(turns):
        asides = [replace(one, before_turn=len(dashed)) if one.before_turn == len(turns) else one for one in asides]
        turns = dashed
    asides.sort(key=lambda aside: aside.before_turn)
    return Transcript(document, title, date, "dialogue", tuple(turns), tuple(asides))


def _a_line_each(text: str) -> str:
    """The text, as long as it was, with a turn that begins within a line by time and name on a line of its own.

    `[00:05] Guest: Thanks. [00:12] Host: So?` goes on so where lines begin so.
    """
    known = {
        match["label"] for match in _TIMED_LABEL.finditer(text) if match.start() and text[match.start() - 1] == "\n"
    }

    def begins(match: re.Match[str]) -> str:
        named = match["label"] in known or parse_label(match["label"]).shape
        return f"{match['gap'][:-1]}\n" if named else match["gap"]

    return _WITHIN_LINE.sub(begins, text) if known else text


def _by_dashes(turns: list[Turn]) -> list[Turn]:
    """The turns of two who are named at first and go on by dashes, a line each; none where the dashes are a list."""
    names = list(dict.fromkeys(turn.speaker for turn in turns))
    lines = [line for line in turns[-1].text.split("\n") if line.strip()]
    first = next((number for number, line in enumerate(lines) if _DASHED.match(line)), 0)
    said = lines[first:]
    ends = (".", "?", "!", "…")
    if len(names) != 2 or not first or not all(_DASHED.match(line) and line.endswith(ends) for line in said):
        return []
    asking = [line.endswith("?") for line in said]
    other = next(turn for turn in turns if turn.speaker != turns[-1].speaker)
    asked = {turn.speaker for turn in turns if turn.text.split("\n")[0].endswith("?")}
    # Of two in turn one asks; a list of questions asks in every line, and any other in none.
    if asked != {other.speaker} or sum(asking[0::2]) < 2 or any(asking[1::2]) or not lines[first - 1].endswith(ends):
        return []
    found = [*turns[:-1], replace(turns[-1], text="\n\n".join(lines[:first]))]
    for number, line in enumerate(said):
        who = turns[-1] if number % 2 else other
        found.append(Turn(len(found), who.speaker, _DASHED.sub("", line, count=1), who.person))
    return found


class _Reader:
    """Goes through the turns of one text, and keeps what is no speech."""

    def __init__(self, text: str, places: list[Place], stops: list[int], persons: dict[str, str]) -> None:
        self.text = text
        self._stops = stops
        self.places = places
        self.persons = persons
        self.asides: list[Aside] = []
        self._wrapped = breaks_are_wraps(text)
        self._documents = _FOLLOWS.search(text) is not None
        labels = {place.label.printed for place in places}
        self._court = "A" in labels and "Q" in labels
        self._labels = labels
        self._minutes = all(len(label) <= 4 and label.isupper() for label in labels)
        bodies = (text[place.body : stop] for place, stop in zip(places[:-1], stops, strict=False))
        self._headed = closing.only_headings_stand_apart(bodies)
        self._asks: str | None = None
        self._answers: str | None = None

    def turns(self) -> list[Turn]:
        """The turns in order; fills `asides`."""
        text, places, persons = self.text, self.places, self.persons
        turns: list[Turn] = []
        if self._court:
            self._examine(text[: places[0].start], 0)
        for index, place in enumerate(places):
            last = index + 1 == len(places)
            label = place.label
            person = persons.get(label.printed)
            if self._court and label.printed == "Q" and (asks := court.asks(text[place.body : place.body + 100])):
                self._asks = persons.get(asks["name"], asks["name"])
            if self._court and label.printed in ("Q", "A", "THE WITNESS"):
                person = person or (self._asks if label.printed == "Q" else self._answers)
            body, start = self._body(index, text[place.body : self._stops[index]], last)
            said, directions = notes.extract(paragraphs(body, self._wrapped and place.form.trust is not Trust.CHAT))
            directions = label.notes + directions
            turns.append(
                Turn(
                    index=index,
                    speaker=label.printed,
                    text=said,
                    person=person,
                    start=start,
                    notes=directions,
                    interpreted=bool(directions) and notes.says_interpreted(directions),
                )
            )
        return turns

    def _body(self, index: int, body: str, last: bool) -> tuple[str, float | None]:
        """What stands after a label without what is no speech, and when it starts."""
        place = self.places[index]
        start = seconds(place.time, place.form.clock) if place.time else None
        if start is None and (match := _TIME_BEFORE.search(self.text[max(0, place.start - 60) : place.start])):
            start = seconds(match["time"])
        if self.text[place.start] == ">":
            body = _QUOTED.sub("", body)
        if place.form.wraps:
            printed = self.text[place.start : place.body].lstrip()
            body = body.replace(printed[: len(printed) - len(printed.lstrip("*_"))], "", 1)
        if place.form.trust is Trust.CHAT:
            body = self._take(chats.EVENT, "event", body, index + 1)
            body = self._take(chats.BESIDE, "event", body, index + 1)
        elif ":" in body or "(" in body:
            match = _LEADING_TIME.match(body)
            if start is None and match:
                start = seconds(match["time"])
                body = body[match.end() :]
            body = self._take(_INNER_TIME, "time", body, index + 1)
            if place.time:
                body = self._take(_LINE_TIME, "time", body, index + 1)
        if self._court and place.label.printed == "Q" and (asks := court.asks(body)):
            self.asides.append(Aside("heading", asks[0].strip(), index + 1))
            body = body[asks.end() :]
        if self._court and court.CALLS.search(body):
            body = self._examine(body, index + 1)
        if self._documents and (match := _FOLLOWS.search(body)):
            rest = body[match.end() :]
            self.asides += [Aside("document", block.strip(), index + 1) for block in blocks(rest)]
            body = body[: match.end()]
        tail: list[Aside] = []
        if last:
            body, tail = closing.split_tail(self._before_roster(body, index + 1), index + 1)
        elif not body.rstrip().endswith(closing.TERMINAL):
            body, heading = closing.split_heading(body)
            if heading:
                tail.append(Aside("heading", heading, index + 1))
        if last or "\n\n" in body.rstrip():
            body = self._set_aside(body, index + 1, last)
        self.asides += tail
        return body, start

    def _before_roster(self, body: str, before_turn: int) -> str:
        """Cut off a list of speakers that follows the last turn, with the headings over it."""
        parts = blocks(body)
        named = [n for n, block in enumerate(parts) if n and " ".join(block.split()).strip("*:") in self._labels]
        if len(named) < 2:
            return body
        first = named[0]
        while first > 1 and len(parts[first - 1]) < 60 and not parts[first - 1].rstrip().endswith((".", "?", "!")):
            first -= 1
        self.asides += [Aside("credit", block.strip(), before_turn) for block in parts[first:]]
        return "\n\n".join(parts[:first])

    def _take(self, pattern: re.Pattern[str], kind: str, body: str, before_turn: int) -> str:
        if not pattern.search(body):
            return body
        self.asides += [Aside(kind, match[0].strip(), before_turn) for match in pattern.finditer(body)]
        return pattern.sub("", body)

    def _examine(self, body: str, before_turn: int) -> str:
        """Note who asks and who answers from here on; the line that says it is no speech."""
        if witness := court.witness(body):
            self._answers = witness
        if called := court.sworn(body):
            self._answers = called["name"]
            if before_turn:
                self.asides.append(Aside("heading", called["line"].strip(), before_turn))
            body = body[: called.start()] + body[called.end() :]
        if before_turn and (oath := court.swearing(body)):
            self.asides.append(Aside("heading", " ".join(body[slice(*oath)].split()), before_turn))
            body = body[: oath[0]] + body[oath[1] :]
        match = court.examiner_line(body)
        if match is None:
            return body
        asks = court.examiner(match["line"]) or ""
        self._asks = self.persons.get(asks.rstrip(".:"), asks) or None
        if before_turn:
            lines = filter(None, map(str.strip, match["line"].split("\n")))
            self.asides += [Aside("heading", line, before_turn) for line in lines]
        return body[: match.start()] + body[match.end() :]

    def _set_aside(self, body: str, before_turn: int, last: bool) -> str:
        """Take headings and furniture out of what stands after a label."""
        parts = blocks(body)
        kept = []
        headings = len(parts)
        while not last and headings > 1:
            if not (self._headed or closing.is_heading_before_label(parts[headings - 1], parts[headings - 2])):
                break
            headings -= 1
        for number, block in enumerate(parts):
            kind = closing.furniture_kind(block) if number else None
            if kind is None and number >= headings:
                kind = "heading"
            if kind is None and number and self._minutes and _MINUTE.match(block):
                kind = "minute"
            if kind == "heading" and last and block.lstrip().startswith("#"):
                self.asides += [Aside("credit", rest.strip(), before_turn) for rest in parts[number:]]
                break
            if kind:
                self.asides.append(Aside(kind, block.strip(), before_turn))
            else:
                kept.append(block)
        return body if len(kept) == len(parts) else "\n\n".join(kept)
