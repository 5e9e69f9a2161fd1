"""How good answers are, on the committed questions: `python -m benchmarks.answers`.

Builds an index of the made-up transcripts and the one that ships, asks every question, and checks each answer against
what the question's line says: whether there is one, who is quoted, what is quoted, and that every quote stands in its
turn, letter for letter. `--show` prints what is wrong; `--world school` asks other questions, of other transcripts.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index
from qa.models import Answer

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "benchmarks" / "data" / "answers"
_SPACE = re.compile(r"\s+")


WORLDS = DATA / "worlds"


def gather(folder: Path, world: str | None = None) -> None:
    """Put the transcripts that the questions, or those of a world, are about into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    own = WORLDS / world if world else DATA
    for path in [*(own / "transcripts").iterdir(), *(() if world else (ROOT / "seeds").glob("2024-*.txt"))]:
        shutil.copyfile(path, folder / path.name)


def load(path: Path) -> list[dict[str, Any]]:
    """The questions, one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def ask(assistant: Assistant, record: dict[str, Any]) -> Answer:
    """The answer to a question after those of its history."""
    history: list[Answer] = []
    for question in [*record.get("history", ()), record["question"]]:
        history.append(assistant.ask(question, history=tuple(history), document=record.get("document")))
    return history[-1]


def verdict(record: dict[str, Any], answer: Answer) -> dict[str, bool]:
    """What of an answer is right; only what the record says something about.

    `speaker`: the first quote is by somebody whose words answer; where only named people's words are asked for, every
    quote is. `quote`: of each group of alternatives one stands in a quote by such a speaker. `number` and `names`:
    the count, the list.
    """
    if not record["answerable"]:
        return {"abstained": answer.abstained}
    checks = {"answered": not answer.abstained}
    if answer.abstained:
        return checks
    right = [citation for citation in answer.citations if citation.speaker in record["speaker"]]
    if "number" in record:
        checks["number"] = answer.count == record["number"]
    if "names" in record:
        checks["names"] = all(name in answer.answer for name in record["names"])
    if answer.citations:
        checks["speaker"] = bool(right) and (
            len(right) == len(answer.citations) if record.get("only") else right[0] == answer.citations[0]
        )
    if record.get("quotes"):
        quotes = [_plain(citation.quote) for citation in right]
        checks["quote"] = all(
            any(_plain(one) in quote for one in group for quote in quotes) for group in record["quotes"]
        )
    return checks


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text)


def verbatim(assistant: Assistant, answer: Answer) -> list[bool]:
    """Of each quote of an answer, whether it stands in its turn, said by whom the answer says."""
    with assistant.snapshot(search=False) as snapshot:
        held = []
        for citation in answer.citations:
            (turn,) = snapshot.corpus.turns(citation.document, citation.turn, citation.turn)
            held.append(turn.text[citation.start : citation.end] == citation.quote and turn.speaker == citation.speaker)
        return held


def table(records: Sequence[dict[str, Any]], answers: Sequence[Answer], quotes: Sequence[list[bool]]) -> dict[str, Any]:
    """The shares that count, over all questions and by kind."""
    rows: dict[str, list[dict[str, bool]]] = {}
    for record, answer in zip(records, answers, strict=True):
        name = record["kind"] if record["answerable"] else f"none: {record['why_not']}"
        for row in ("all", name):
            rows.setdefault(row, []).append(verdict(record, answer))
    everything = [one for each in quotes for one in each]
    result: dict[str, Any] = {"as said": _share(everything), "quotes": len(everything)}
    for row, checks in rows.items():
        result[row] = {"questions": len(checks)}
        for name in ("answered", "speaker", "quote", "number", "names", "abstained"):
            values = [check[name] for check in checks if name in check]
            if values:
                result[row][name] = _share(values)
    return result


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 1.0


def main() -> int:
    """Build, ask, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, help="default: the frozen ones, or those of the world")
    parser.add_argument("--world", choices=sorted(one.name for one in WORLDS.iterdir()), help="other transcripts")
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    parser.add_argument("--show", action="store_true", help="print the answers that are wrong")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    records = load(args.questions or (WORLDS / args.world if args.world else DATA) / "questions.jsonl")
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        gather(work / "seeds", args.world)
        build_index(Settings(seeds=work / "seeds", index=work / "index"))
        assistant = Assistant.open(work / "index")
        answers = [ask(assistant, record) for record in records]
        quotes = [verbatim(assistant, answer) for answer in answers]
        assistant.close()
    result = table(records, answers, quotes)
    if args.show:
        for record, answer in zip(records, answers, strict=True):
            checks = verdict(record, answer)
            if not all(checks.values()):
                wrong = ", ".join(name for name, held in checks.items() if not held)
                print(f"--- {record['id']} {record['kind']}, wrong: {wrong}; {answer.kind} {answer.confidence:.2f}")
                print(f"{record['question']}  {record.get('history', '')}\n{answer.answer}\n")
                print(
                    {key: record[key] for key in ("speaker", "quotes", "number", "names", "why_not") if key in record}
                )
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    columns = ("questions", "answered", "speaker", "quote", "number", "names", "abstained")
    print(f"{'':20s}" + "".join(f"{name:>10s}" for name in columns))
    for row, values in result.items():
        if isinstance(values, dict):
            shares = [
                "" if name not in values else str(values[name]) if name == "questions" else f"{values[name]:.3f}"
                for name in columns
            ]
            print(f"{row:20s}" + "".join(f"{share:>10s}" for share in shares))
    print(f"\nquotes verbatim: {result['as said']:.3f} of {result['quotes']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
