"""How well the reader does on files labelled by hand: `pytest -s` prints the table.

`labelled/NAME.expected.json` says what a fair reader finds in `labelled/NAME`: title and date (absent where people may
differ), the speakers, and each turn as label, first words, last words. A list of labels means that any of them is
right. The labels were written from the files, not from what the reader makes of them.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from qa.errors import UnreadableFile
from qa.models import Transcript, Turn
from qa.transcripts import read

FOLDER = Path(__file__).parent / "labelled"
NAMES = sorted(
    path.name for path in FOLDER.iterdir() if not path.name.startswith(".") and not path.name.endswith(".expected.json")
)


class Result(NamedTuple):
    """One file, measured."""

    name: str
    format: str
    f1: float
    ends: float
    turns: int
    expected: int
    title: bool
    date: bool
    invented: tuple[str, ...]

    @property
    def counted(self) -> bool:
        return abs(self.turns - self.expected) <= 0.02 * self.expected


def _words(text: str) -> str:
    return " ".join(text.split())


def _label(label: str | None) -> str | None:
    return _words(label).casefold().rstrip(":.") if label else None


def _said_by(turn: Turn, labels: Any) -> bool:
    choices = labels if isinstance(labels, list) else [labels]
    return _label(turn.speaker) in map(_label, choices)


def _matches(turns: list[Turn], expected: list[list[Any]]) -> list[tuple[Turn, list[Any]]]:
    """Each expected turn with the next turn that begins as it does and has its speaker."""
    matched = []
    position = 0
    for wanted in expected:
        for index in range(position, len(turns)):
            if _words(turns[index].text).startswith(wanted[1]) and _said_by(turns[index], wanted[0]):
                matched.append((turns[index], wanted))
                position = index + 1
                break
    return matched


def _as_expected(value: dict[str, Any], field: str, found: str | None) -> bool:
    return field not in value or value[field] == found


def _measure(name: str) -> Result:
    value = json.loads((FOLDER / f"{name}.expected.json").read_text("utf-8"))
    try:
        transcript = read(FOLDER / name)
    except UnreadableFile as error:
        transcript = Transcript(name, None, None, f"unreadable: {error.reason}"[:30], ())
    turns, expected = list(transcript.turns), value.get("turns")
    if expected is None:
        return Result(name, transcript.format, 1.0, 1.0, 0, 0, True, True, transcript.speakers)
    matched = _matches(turns, expected)
    return Result(
        name,
        transcript.format,
        2 * len(matched) / (len(turns) + len(expected)),
        sum(_words(turn.text).endswith(wanted[2]) for turn, wanted in matched) / len(expected),
        len(turns),
        len(expected),
        _as_expected(value, "title", transcript.title),
        _as_expected(value, "date", transcript.date),
        () if value["speakers"] else transcript.speakers,
    )


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return [_measure(name) for name in NAMES]


def _is_negative(name: str) -> bool:
    return not json.loads((FOLDER / f"{name}.expected.json").read_text("utf-8"))["speakers"]


NEGATIVES = frozenset(filter(_is_negative, NAMES))


def _table(results: list[Result]) -> str:
    rows = [f"\n{'file':28} {'format':14} {'F1':>5} {'ends':>5} {'turns':>7}  title date"]
    for result in results:
        if result.expected:
            rows.append(
                f"{result.name:28} {result.format:14.14} {result.f1:5.2f} {result.ends:5.2f} "
                f"{result.turns:3}/{result.expected:3}  {'yes' if result.title else 'NO':5} "
                f"{'yes' if result.date else 'NO'}"
            )
        elif result.invented:
            rows.append(f"{result.name:28} {result.format:14.14} invented: {', '.join(result.invented)}")
    return "\n".join(rows)


def test_figures(results: list[Result]) -> None:
    positives = [result for result in results if result.expected]
    f1 = sum(result.f1 for result in positives) / len(positives)
    ends = sum(result.ends for result in positives) / len(positives)
    counted = sum(result.counted for result in positives) / len(positives)
    dates = sum(result.date for result in positives) / len(positives)
    titles = sum(result.title for result in positives) / len(positives)
    print(  # noqa: T201 -- shown by `pytest -s` only
        _table(results),
        f"{len(positives)} with turns: mean F1 {f1:.3f}, ends {ends:.3f}, turn counts within 2 % {counted:.1%}, "
        f"titles {titles:.1%}, dates {dates:.1%}; {len(NEGATIVES)} without speakers",
        sep="\n",
    )
    assert f1 >= 0.97
    assert counted >= 0.95
    assert ends >= 0.95
    assert dates >= 0.95


def test_nobody_is_invented(results: list[Result]) -> None:
    assert {result.name: result.invented for result in results if result.invented} == {}


def test_the_set_is_large_and_varied() -> None:
    assert len(NAMES) >= 40
    assert len(NEGATIVES) >= 12
    assert len(Counter(Path(name).suffix for name in NAMES)) >= 6
