"""Retrieval quality on the validation split of QMSum: `python benchmarks/quality.py`.

QMSum (Zhong et al., 2021, MIT licence in benchmarks/data) has real meetings, human questions, and the turns that
answer them. The questions are asked inside their own meeting and across all 35; the metrics are those of
`qa.evaluation`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from qa.config import Settings
from qa.embedding import SentenceTransformerEmbedder
from qa.evaluation import Evaluation, Gold, Question, evaluate
from qa.indexing import build_index
from qa.models import Answer, Hit, Scope
from qa.retrieval import Weights, search
from qa.store import Store

SPLIT = Path(__file__).parent / "data" / "qmsum-val.jsonl.gz"
NAMES = {"hit_1": "hit@1", "hit_5": "hit@5", "mrr_10": "MRR@10", "p_500w": "P@500w", "r_2000w": "R@2000w"}


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
                )
                for query in meeting["specific_query_list"]
            ]
    return questions


def run(questions: list[Question], index: Path, weights: Weights, *, across: bool) -> tuple[Evaluation, float]:
    """Ask all questions; the results, and milliseconds a search beside encoding the question (median)."""
    store = Store(index)
    times: list[float] = []
    with store.snapshot() as snapshot:
        assert snapshot.index is not None
        embedder = SentenceTransformerEmbedder(snapshot.settings.model)
        vectors = {q.question: embedder.encode_query(q.question) for q in questions}

        def retrieve(question: Question, k: int) -> list[Hit]:
            scope = Scope(documents=(question.document,)) if question.document and not across else Scope()
            begun = time.perf_counter()
            hits = search(
                question.question,
                snapshot.corpus,
                snapshot.index,
                embedder,
                k=k,
                scope=scope,
                weights=weights,
                vector=vectors[question.question],
            )
            times.append(time.perf_counter() - begun)
            return hits

        def ask(question: Question) -> Answer:
            raise AssertionError("the questions of QMSum have gold turns, no quotes")

        result = evaluate(questions, snapshot.corpus, retrieve, ask)
    store.close()
    return result, sorted(times)[len(times) // 2] * 1000


def main() -> int:
    """Build where needed, ask, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    parser.add_argument("--passage-tokens", type=int)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        questions = write_meetings(args.split, work / "seeds")
        settings = Settings(seeds=work / "seeds", index=work / "index", passage_tokens=args.passage_tokens)
        report = build_index(settings, progress=_progress)
        print(
            f"\r{report.documents} meetings, {report.passages} passages, built in {report.seconds:.0f} s",
            file=sys.stderr,
        )
        base = Weights()
        variants = {
            "as shipped": base,
            "without neighbours": replace(base, neighbour=0.0),
            "dense only": Weights(dense=1.0, neighbour=0.0),
            "BM25 only": Weights(dense=0.0, neighbour=0.0),
        }
        results = {}
        for across in (False, True):
            for name, weights in variants.items():
                evaluation, milliseconds = run(questions, work / "index", weights, across=across)
                place = "across all meetings" if across else "inside one meeting"
                results[f"{place}: {name}"] = evaluation.means() | {"search_ms": milliseconds}
    if args.json:
        print(json.dumps(results, indent=1))
    else:
        _table(results)
    return 0


def _progress(progress: object) -> None:
    print(f"\r{getattr(progress, 'stage', '')} {getattr(progress, 'fraction', 0):.0%}   ", end="", file=sys.stderr)


def _table(results: dict[str, dict[str, float]]) -> None:
    print(f"{'':42s}" + "".join(f"{name:>9s}" for name in NAMES.values()) + f"{'ms':>7s}")
    for name, means in results.items():
        print(f"{name:42s}" + "".join(f"{means[key]:9.3f}" for key in NAMES) + f"{means['search_ms']:7.1f}")


if __name__ == "__main__":
    sys.exit(main())
