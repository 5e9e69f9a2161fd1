"""When answers abstain, on the validation split of QMSum: `python -m benchmarks.confidence`.

Every question is asked of its own meeting, which answers it, of a meeting of another domain, which does not, and of
another meeting of the same domain, which may. The table gives how often an answer is given in each case, and the AUROC
of the confidence: how likely it is that the confidence is higher where the question belongs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.qmsum import SPLIT, domain, write_meetings
from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index
from qa.models import Answer


def auroc(positive: list[float], negative: list[float]) -> float:
    """Area under the ROC curve (Mann-Whitney U): the share of pairs in the right order, ties half."""
    pairs = [(a > b) + 0.5 * (a == b) for a in positive for b in negative]
    return sum(pairs) / len(pairs)


def main() -> int:
    """Build where needed, ask, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        questions = write_meetings(args.split, work / "seeds")
        build_index(Settings(seeds=work / "seeds", index=work / "index"))
        documents = sorted({question.document for question in questions if question.document})
        assistant = Assistant.open(work / "index")
        answers: dict[str, list[Answer]] = {"own_meeting": [], "another_domain": [], "same_domain": []}
        for number, question in enumerate(questions):
            assert question.document is not None
            kind = domain(question.document)
            strangers = [one for one in documents if domain(one) != kind]
            neighbours = [one for one in documents if domain(one) == kind and one != question.document]
            asked_of = (question.document, strangers[number % len(strangers)], neighbours[number % len(neighbours)])
            for name, document in zip(answers, asked_of, strict=True):
                answers[name].append(assistant.ask(question.question, document=document))
            if sys.stderr.isatty():
                print(f"\r{number + 1} of {len(questions)}", end="", file=sys.stderr)
        assistant.close()
    result: dict[str, float] = {"questions": len(questions)}
    for name, given in answers.items():
        result[f"answered_of_{name}"] = sum(not one.abstained for one in given) / len(given)
    own = [one.confidence for one in answers.pop("own_meeting")]
    for name, given in answers.items():
        result[f"auroc_against_{name}"] = auroc(own, [one.confidence for one in given])
    if args.json:
        print(json.dumps(result, indent=1))
    else:
        for name, value in result.items():
            print(f"{name:28s} {value:8.3f}" if isinstance(value, float) else f"{name:28s} {value:8d}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
