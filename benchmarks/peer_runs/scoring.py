"""What a system found, as hits in the files, measured as `qa.evaluation` measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.peer_runs.spans import locate
from qa.evaluation import Layout, Question, Scores, score
from qa.models import Hit, Turn


class FileLayout(Layout):
    """Where the turns stand in a file, for hits whose `start` and `end` are offsets in the file."""

    def hit(self, hit: Hit) -> tuple[int, int]:
        """The span as it is."""
        return hit.start, hit.end


def as_text(turns: Sequence[Turn]) -> str:
    """A transcript as text, its turns where `qa.evaluation.Layout` says that they stand."""
    return "\n\n".join(f"{turn.speaker}: {turn.text}" if turn.speaker else turn.text for turn in turns)


def placed(pieces: Sequence[dict[str, Any]], texts: dict[str, str]) -> tuple[list[Hit], int]:
    """Every piece as a hit that spans its words in the file; how many stand nowhere in it, and so span nothing."""
    spans = {n: (piece["start"], piece["end"]) for n, piece in enumerate(pieces) if piece["end"] is not None}
    for document, text in texts.items():
        own = [n for n, piece in enumerate(pieces) if piece["document"] == document and n not in spans]
        found = locate(text, [(pieces[n]["text"], pieces[n]["start"]) for n in own])
        spans |= {n: span for n, span in zip(own, found, strict=True) if span}
    hits = []
    for n, piece in enumerate(pieces):
        start, end = spans.get(n, (0, 0))
        hits.append(Hit(piece["document"], None, None, 0, 0, start, end, (), piece["text"], 0.0))
    return hits, len(pieces) - len(spans)


def scored(
    questions: Sequence[Question], found: Sequence[Sequence[int]], hits: Sequence[Hit], turns: dict[str, list[Turn]]
) -> list[Scores]:
    """The metrics of each question, from the numbers of the pieces that were found for it."""
    layouts: dict[str, Layout] = {document: FileLayout(said) for document, said in turns.items()}
    return [
        score([hits[n] for n in numbers], question.gold, layouts)
        for question, numbers in zip(questions, found, strict=True)
    ]
