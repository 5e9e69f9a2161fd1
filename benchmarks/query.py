"""How long questions take, model warm, 35 meetings indexed: `python -m benchmarks.query`.

Every question of QMSum's validation split is asked of all its meetings, one after the other: encoding it, by `qa` and
by sentence-transformers on the same weights; searching beyond that, with filters and without; and a whole answer.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import milliseconds, spread
from benchmarks.qmsum import SPLIT, write_meetings
from benchmarks.remembered import Recorder, Remembered
from qa.assistant import Assistant
from qa.config import Settings
from qa.embedding import SentenceTransformerEmbedder, load, locate
from qa.indexing import build_index
from qa.models import Scope
from qa.retrieval import find

if TYPE_CHECKING:
    from qa.store import Snapshot


def scopes(snapshot: Snapshot) -> dict[str, Scope]:
    """No filter, one document in many, one speaker in many."""
    corpus = snapshot.corpus
    documents = corpus.documents()
    return {
        "a search beyond that": Scope(),
        "  in one meeting": Scope(documents=(documents[len(documents) // 2].document,)),
        "  of one speaker": Scope(speakers=(corpus.speakers()[0].who,)),
    }


def measured(assistant: Assistant, questions: list[str]) -> dict[str, list[float]]:
    """Milliseconds of everything, by what it is."""
    embedder = SentenceTransformerEmbedder()
    recorder = Recorder(embedder)
    model: Any = load(embedder.name, locate(embedder.name))

    def search(question: str, by: Any, scope: Scope) -> None:
        with assistant.snapshot() as snapshot:
            assert snapshot.index is not None
            find(question, snapshot.corpus, snapshot.index, by, scope=scope)

    def timed(call: Callable[[str], object]) -> list[float]:
        return milliseconds(partial(call, question) for question in questions)

    for question in questions:
        search(question, recorder, Scope())
    remembered = Remembered(recorder.vectors)
    with assistant.snapshot() as snapshot:
        wanted = scopes(snapshot)
    times = {
        "encoding the question": timed(lambda question: embedder.encode_queries([question])),
        "  by sentence-transformers": timed(lambda question: model.encode_query([question], show_progress_bar=False)),
    }
    for name, scope in wanted.items():
        times[name] = timed(lambda question, scope=scope: search(question, remembered, scope))  # type: ignore[misc]
    return times | {"an answer, of all meetings": timed(assistant.ask)}


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
        assistant = Assistant.open(work / "index")
        result = {name: spread(times) for name, times in measured(assistant, [o.question for o in questions]).items()}
        assistant.close()
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; milliseconds\n")
    print(f"{'':30s}{'p50':>8s}{'p95':>8s}")
    for name, times in result.items():
        print(f"{name:30s}{times['p50']:8.1f}{times['p95']:8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
