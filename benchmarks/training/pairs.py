"""Questions for single sentences, about made-up transcripts and about meetings of QMSum's train split.

`benchmarks/data/pairs` has them; README.md there tells what they are.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa import sentences
from qa.chunking import Size, passages
from qa.models import Passage, Transcript, Turn

FOLDER = Path(__file__).parent.parent / "data" / "pairs"
ADAPTER, VERIFIER, MEASURED, MEETINGS, HELD_OUT = (
    f"{name}.jsonl.gz" for name in ("adapter", "verifier", "measured", "meetings", "held-out")
)
# Worlds, by the round that the verifier learns them in, and what is left out of it.
WORLDS, NATURAL, TWINS = (f"{name}.jsonl.gz" for name in ("worlds", "natural", "twins"))
WORLDS_HELD_OUT, NATURAL_HELD_OUT, TWINS_HELD_OUT = (
    f"{name}-held-out.jsonl.gz" for name in ("worlds", "natural", "twins")
)

Place = tuple[int, int]
Spot = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the sentences that answer it, each alone.

    Attributes:
        question: in other words than the sentences.
        answers: turn and offset of the beginning of each sentence; none where nobody answers.
        why_not: what is missing where nobody answers: `absent`, `detail`, `false_premise` or `other_speaker`.
    """

    question: str
    answers: tuple[Place, ...]
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A made-up transcript with its questions."""

    id: str
    title: str
    date: str
    turns: tuple[Turn, ...]
    asked: tuple[Asked, ...]

    def passages(self, size: Size) -> list[Passage]:
        """Cut the way `qa` cuts it, without its date."""
        return passages(Transcript(self.id, self.title, None, "text", self.turns), size)

    def as_json(self) -> str:
        """A transcript in the project's own JSON."""
        turns = [{"speaker": turn.speaker, "text": turn.text} for turn in self.turns]
        return json.dumps({"title": self.title, "date": self.date, "turns": turns}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """Transcripts that questions are asked of together.

    Attributes:
        talks: one, or all of a made-up world; their own questions are left aside.
        asked: each question with the sentences that answer it: talk, turn and offset.
    """

    talks: tuple[Talk, ...]
    asked: tuple[tuple[str, tuple[Spot, ...]], ...]


def made_up(file: Path) -> list[Talk]:
    """The transcripts of a file, in its order."""
    return [_talk(record) for record in _lines(file)]


def folders(file: Path) -> list[Folder]:
    """The worlds of a file, or each of its transcripts as a folder of its own; in its order."""
    return [_world(record) if "transcripts" in record else _alone(_talk(record)) for record in _lines(file)]


def of_meetings(file: Path = FOLDER / MEETINGS) -> dict[str, list[Asked]]:
    """Questions by the id of the meeting of QMSum's train split that they are about."""
    found: dict[str, list[Asked]] = {}
    for record in _lines(file):
        places = tuple((int(turn), int(start)) for turn, start in record["answers"])
        found.setdefault(record["meeting"], []).append(Asked(record["question"], places))
    return found


def numbered(cuts: Mapping[str, Sequence[Passage]]) -> dict[Spot, tuple[int, int]]:
    """Of each sentence of talks, cut into passages, that has a vector: its number and its passage's, in order."""
    passages = enumerate((talk, passage) for talk, cut in cuts.items() for passage in cut)
    every = ((talk, one.turn, one.start, number) for number, (talk, passage) in passages for one in passage.sentences)
    return {(talk, turn, start): (row, number) for row, (talk, turn, start, number) in enumerate(every)}


def _alone(talk: Talk) -> Folder:
    return Folder((talk,), tuple((one.question, tuple((talk.id, *at) for at in one.answers)) for one in talk.asked))


def _world(record: Mapping[str, Any]) -> Folder:
    talks = tuple(_talk({**one, "id": f"{record['id']}-{one['id']}", "questions": ()}) for one in record["transcripts"])
    asked = tuple(
        (one["question"], tuple((talk.id, *at) for talk in talks for at in _places(talk.turns, one.get("quotes", ()))))
        for one in record["questions"]
    )
    return Folder(talks, asked)


def _talk(record: Mapping[str, Any]) -> Talk:
    turns = tuple(Turn(index, speaker, text) for index, (speaker, text) in enumerate(record["turns"]))
    asked = tuple(
        Asked(one["question"], tuple(_places(turns, one.get("quotes", ()))), one.get("why_not"))
        for one in record["questions"]
    )
    return Talk(record["id"], record["title"], record["date"], turns, asked)


def _places(turns: Sequence[Turn], quotes: Iterable[str]) -> Iterable[Place]:
    """Where the sentences begin that hold the quotes."""
    for quote in quotes:
        for turn in turns:
            at = turn.text.find(quote)
            if at >= 0:
                yield turn.index, next(start for start, end in sentences.spans(turn.text) if start <= at < end)


def _lines(file: Path) -> Iterable[Any]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
