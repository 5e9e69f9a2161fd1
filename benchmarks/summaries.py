"""Summaries of the meetings of QMSum against those that people wrote: `python -m benchmarks.summaries`.

Every meeting is asked to be summarised. ROUGE-1 and ROUGE-2 (Lin, 2004) are the precision, recall and F1 of single
words and of pairs that the quotes share with the written summary, words stemmed, stop words left out of the former;
quotes of talk share few with prose written of it. `topics` is the share of the meeting's topics, as people divided it,
that a quote stands in.

`--fit` fits the weights of `qa.extraction.covering` to a split: by ridge regression of what the sentences share with
the written summary on their signals.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from benchmarks.qmsum import SPLIT, write_meetings
from qa.answering.summary import stated
from qa.assistant import Assistant
from qa.config import Settings
from qa.disfluency import fluent
from qa.extraction.covering import STOPS, signals
from qa.extraction.selection import Meanings
from qa.indexing import build_index
from qa.lexical.analysis import analyse
from qa.models import Scope

_RIDGE = 50.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the split.

    Attributes:
        document: its name in the index.
        summary: what somebody wrote of it.
        topics: of each topic, first and last turn of its spans.
    """

    document: str
    summary: str
    topics: tuple[tuple[tuple[int, int], ...], ...]


def read(split: Path) -> list[Meeting]:
    """The meetings of a split that have a written summary."""
    with gzip.open(split, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    return [
        Meeting(
            f"{one['id']}.json",
            one["general_query_list"][0]["answer"],
            tuple(
                tuple((int(first), int(last)) for first, last in topic["relevant_text_span"])
                for topic in one["topic_list"]
            ),
        )
        for one in records
        if one.get("general_query_list")
    ]


def grams(text: str, length: int) -> Counter[tuple[str, ...]]:
    """The words of a text, or the pairs of words, and how often each stands there."""
    words = [word for word in analyse(fluent(text)) if length > 1 or word not in STOPS]
    return Counter(zip(*(words[start:] for start in range(length)), strict=False))


def rouge(quoted: str, written: str, length: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words, or pairs, that both hold."""
    one, other = grams(quoted, length), grams(written, length)
    shared = sum((one & other).values())
    if not shared:
        return 0.0, 0.0, 0.0
    precision, recall = shared / one.total(), shared / other.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def measured(assistant: Assistant, meetings: Sequence[Meeting]) -> dict[str, float]:
    """Means over the meetings."""
    rows: list[dict[str, float]] = []
    for number, meeting in enumerate(meetings):
        answer = assistant.ask("Summarize the meeting", document=meeting.document)
        quoted = " ".join(one.quote for one in answer.citations)
        row = {"words": float(len(quoted.split()))}
        for length in (1, 2):
            names = (f"rouge_{length}_precision", f"rouge_{length}_recall", f"rouge_{length}_f1")
            row |= dict(zip(names, rouge(quoted, meeting.summary, length), strict=True))
        if meeting.topics:
            turns = {one.turn for one in answer.citations}
            row["topics"] = fmean(
                any(first <= turn <= last for turn in turns for first, last in topic) for topic in meeting.topics
            )
        rows.append(row)
        if sys.stderr.isatty():
            print(f"\r{number + 1} of {len(meetings)}", end="", file=sys.stderr)
    return {name: fmean(row[name] for row in rows if name in row) for name in sorted({*rows[0], "topics"})}


def fitted(assistant: Assistant, meetings: Sequence[Meeting]) -> list[float]:
    """Weights of the signals, by which a score has a standard deviation of 1."""
    columns, wanted = [], []
    with assistant.snapshot() as snapshot:
        assert snapshot.index is not None
        for meeting in meetings:
            sentences = stated(snapshot.corpus.turns_in(Scope(documents=(meeting.document,))))
            columns.append(signals(sentences, Meanings(snapshot.index)(sentences)))
            shared = np.array([_shared(one.text, meeting.summary) for one in sentences])
            wanted.append(shared - shared.mean())
    x, y = np.concatenate(columns), np.concatenate(wanted)
    scale = x.std(axis=0)
    z = (x - x.mean(axis=0)) / scale
    weights = np.linalg.solve(z.T @ z + _RIDGE * np.eye(z.shape[1]), z.T @ y)
    return [float(one) for one in weights / scale / (z @ weights).std()]


def _shared(sentence: str, written: str) -> float:
    """How much of a sentence stands in the summary, pairs counting twice; short ones say little whatever they share."""
    total = 0.0
    for length in (1, 2):
        own = set(grams(sentence, length))
        total += length * len(own & set(grams(written, length))) / (len(own) + 4)
    return total


def main() -> int:
    """Build where needed, ask, print the table; or fit, and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--fit", action="store_true", help="fit the weights of the signals to the split")
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        write_meetings(args.split, work / "seeds")
        build_index(Settings(seeds=work / "seeds", index=work / "index"))
        assistant = Assistant.open(work / "index")
        meetings = read(args.split)
        result: dict[str, float] = {"meetings": len(meetings)}
        if args.fit:
            names = ("frequent", "pronouns", "length", "central")
            result |= dict(zip(names, fitted(assistant, meetings), strict=True))
        else:
            result |= measured(assistant, meetings)
        assistant.close()
    if args.json:
        print(json.dumps(result, indent=1))
    else:
        for name, value in result.items():
            print(f"{name:18s} {value:8.3f}" if isinstance(value, float) else f"{name:18s} {value:8d}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
