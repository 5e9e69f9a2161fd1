"""Turns from blocks whose structure names the speakers, and where the turns of a dialogue stand in its text."""

from __future__ import annotations

from collections.abc import Sequence

from qa.models import Aside, Transcript, Turn
from qa.patterns import regex
from qa.transcripts import labels, notes, people
from qa.transcripts.blocks import Block, printed
from qa.transcripts.header import describe
from qa.transcripts.timestamps import seconds

_END = regex(r"(?:\s*[:：]|\s*\.?\s*[-–—]+|\s*\.?\s*[-–—]+\s*[:：])\s*\Z")
_SPACE = regex(r"\s+")
_HEAD = 40


def is_named(blocks: Sequence[Block], certain: bool = False) -> bool:
    """Whether the structure names the speakers of a conversation: some of them more than once, as in no list.

    Args:
        blocks: the document.
        certain: even one label is a speaker's.
    """
    named = [block.label for block in blocks if block.label and block.sure and not block.aside]
    return len(set(named)) < len(named) or (certain and bool(named))


def transcript(blocks: Sequence[Block], document: str) -> Transcript:
    """The turns of a document whose structure names the speakers."""
    first = next(index for index, block in enumerate(blocks) if block.label and block.sure and not block.aside)
    front = [block for block in blocks[:first] if not block.aside]
    heading = "\n\n".join(block.text for block in front)
    title, date = describe("\n\n".join(f"# {block.text}" if block.heading else block.text for block in front))
    asides = [Aside(block.aside or "front matter", printed(block), 0) for block in blocks[:first]]
    spoken: list[tuple[labels.Label, Block, list[str]]] = []
    for block in blocks[first:]:
        if block.aside or block.heading or (block.italic and not block.label):
            kind = block.aside or ("heading" if block.heading else "note")
            asides.append(Aside(kind, block.text, len(spoken)))
        elif block.label and block.sure:
            spoken.append((_label(block.label), block, [block.text] if block.text else []))
        else:
            spoken[-1][2].append(printed(block))
    persons = people.resolve([label for label, _, _ in spoken], heading)
    turns = [_turn(index, *item, persons) for index, item in enumerate(spoken)]
    return Transcript(document, title, date, "dialogue", tuple(turns), tuple(asides))


def places(text: str, turns: Sequence[Turn]) -> list[int]:
    """About where each turn of a dialogue begins in the text it was read from."""
    bare, offsets = _bare(text)
    found: list[int] = []
    position = 0
    for turn in turns:
        label = _SPACE.sub("", turn.speaker or "")
        said = _SPACE.sub("", turn.text)
        start = bare.find(label, position)
        if start < 0:
            start = position
        begin = bare.find(said[:_HEAD], start + len(label))
        found.append(offsets[min(start, len(offsets) - 1)] if offsets else 0)
        position = max(start + len(label), begin + len(said) if begin >= 0 else 0)
    return found


def _bare(text: str) -> tuple[str, list[int]]:
    """The text without white space, and where each character of it stands."""
    offsets = [index for index, char in enumerate(text) if not char.isspace()]
    return "".join([text[index] for index in offsets]), offsets


def _label(text: str) -> labels.Label:
    bare = _END.sub("", text.strip())
    bare = bare[1:-1] if bare[:1] == "<" and bare[-1:] == ">" else bare  # who types, in minutes from a chat
    label = labels.parse(bare)
    return label if label.printed else label._replace(printed=bare or text.strip())


def _turn(index: int, label: labels.Label, block: Block, said: list[str], persons: dict[str, str]) -> Turn:
    text, directions = notes.extract([part.strip() for part in said if part.strip()])
    directions = label.notes + directions
    person = block.person if block.person and block.person.casefold() != label.printed.casefold() else None
    return Turn(
        index=index,
        speaker=label.printed,
        text=text,
        person=person or persons.get(label.printed),
        start=block.start if block.start is not None else seconds(block.time) if block.time else None,
        notes=directions,
        interpreted=notes.says_interpreted(directions),
    )
