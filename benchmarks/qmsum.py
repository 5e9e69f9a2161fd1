"""The validation split of QMSum as a folder of transcripts and a list of questions."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa.evaluation import Gold, Question
from qa.models import Turn
from qa.questions.parsing import parse

_WORD = re.compile(r"[a-z][a-z'-]{3,}")
SPLIT = Path(__file__).parent / "data" / "qmsum-val.jsonl.gz"


def write_meetings(split: Path, folder: Path) -> list[Question]:
    """Write each meeting as a transcript in the project's JSON; the questions of all, each naming its meeting."""
    folder.mkdir(parents=True, exist_ok=True)
    questions: list[Question] = []
    with gzip.open(split, "rt", encoding="utf-8") as file:
        for line in file:
            meeting = json.loads(line)
            document = f"{meeting['id']}.json"
            turns = [{"speaker": turn["speaker"], "text": turn["content"]} for turn in meeting["meeting_transcripts"]]
            (folder / document).write_text(json.dumps({"turns": turns}), "utf-8")
            questions += [
                Question(
                    query["query"],
                    document,
                    tuple(Gold(document, int(first), int(last)) for first, last in query["relevant_text_span"]),
                    kind=kind(query["query"]),
                )
                for query in meeting["specific_query_list"]
            ]
    return questions


def facts(meetings: Sequence[Sequence[Turn]], choose: random.Random, each: int) -> Iterator[list[tuple[str, int]]]:
    """For each meeting, up to `each` questions for one turn, made from its speaker and rare words; with the turn."""
    words = [[set(_WORD.findall(turn.text.lower())) for turn in turns] for turns in meetings]
    frequency = Counter(word for meeting in words for word in set().union(*meeting))
    for turns, said in zip(meetings, words, strict=True):
        made = []
        long = [turn for turn in turns if turn.speaker and len(said[turn.index]) >= 10]
        for turn in choose.sample(long, min(each, len(long))):
            rare = sorted(said[turn.index], key=lambda word: (frequency[word], word))[:3]
            about = choose.sample(rare, 2)
            made.append((f"What did {turn.speaker} say about {about[0]} and {about[1]}?", turn.index))
        yield made


def kind(question: str) -> str:
    """What sort of question it is: a summary, what somebody said or thought, why or how, or something else."""
    first = question.lower().split()[0]
    if first.startswith("summari"):
        return "summary"
    if first in ("why", "how"):
        return "why or how"
    return "somebody's words" if parse(question).subject else "other"


def domain(meeting: str) -> str:
    """Which of QMSum's three kinds of meeting an id, or a file of that name, belongs to."""
    if meeting.startswith(("ES", "IS", "TS")):
        return "Product"
    return "Academic" if meeting.startswith("B") else "Committee"
