"""Dialogue text and Markdown: a label of a speaker, then what was said, over one paragraph or several."""

from __future__ import annotations

from qa.models import Aside, Transcript, Turn
from qa.transcripts import closing, notes, people
from qa.transcripts.grammar import Place, segment
from qa.transcripts.header import describe
from qa.transcripts.layout import blocks, breaks_are_wraps, paragraphs
from qa.transcripts.timestamps import seconds


def parse(text: str, document: str) -> Transcript | None:
    r"""The turns of a dialogue, or None where the text shows no labels of speakers.

    Args:
        text: with `\n` as the only line end.
        document: the path to put into the transcript.
    """
    text = "\n" + text
    places = segment(text)
    if not places:
        return None
    front = text[: places[0].start]
    title, date = describe(front)
    persons = people.resolve((place.label for place in places), front)
    turns, asides = _turns(text, places, persons)
    asides[:0] = [Aside("front matter", block.strip(), 0) for block in blocks(front)]
    return Transcript(document, title, date, "dialogue", tuple(turns), tuple(asides))


def _turns(text: str, places: list[Place], persons: dict[str, str]) -> tuple[list[Turn], list[Aside]]:
    wrapped = breaks_are_wraps(text)
    turns: list[Turn] = []
    asides: list[Aside] = []
    for index, place in enumerate(places):
        last = index + 1 == len(places)
        body = text[place.body : len(text) if last else places[index + 1].start]
        credits: list[str] = []
        if last:
            body, credits = closing.split_credits(body)
        if "\n\n" in body.rstrip() or last:
            body = _set_aside(body, index + 1, last, asides)
        said, directions = notes.extract(paragraphs(body, wrapped))
        label = place.label
        directions = label.notes + directions
        turns.append(
            Turn(
                index=index,
                speaker=label.printed,
                text=said,
                person=persons.get(label.printed),
                start=seconds(place.time, place.form.clock) if place.time else None,
                notes=directions,
                interpreted=bool(directions) and notes.says_interpreted(directions),
            )
        )
        if last:
            asides.extend(Aside("credit", line, index + 1) for line in credits)
    return turns, asides


def _set_aside(body: str, before_turn: int, last: bool, asides: list[Aside]) -> str:
    """Take headings and furniture out of what stands after a label."""
    parts = blocks(body)
    kept = []
    for number, block in enumerate(parts):
        kind = closing.furniture_kind(block) if number else None
        if kind is None and number and number + 1 == len(parts) and not last and closing.is_heading_before_label(block):
            kind = "heading"
        if kind:
            asides.append(Aside(kind, block.strip(), before_turn))
        else:
            kept.append(block)
    return body if len(kept) == len(parts) else "\n\n".join(kept)
