"""Other ways to search text files, at their defaults, beside `qa`: `python -m benchmarks.peers`.

LangChain, LlamaIndex, Haystack and txtai index the same files with the same model on the same machine, each in a
process of its own and in the way that its documentation shows; `benchmarks/peer_runs` has the code of each. Quality is
measured as `benchmarks.quality` does, a peer's pieces mapped to the turns by where their words stand in the file.

The peers are installed, in the versions of `peers-requirements.txt`, into an environment that nothing else uses.

    words/s    words of the files, by the time from the files to an index that can be searched. Imports, loading the
               model and indexing thirty turns come before the clock starts
    saved      the same with writing the index to disk, where that is a step of its own
    qa is      how many times as quick as the peer, in words/s
    read/s     word pieces that went through the model in that time, overlaps and headings counted: whoever reads a
               quarter of a text is quick in words/s
    query p50  ten hits of all files, encoding the question included, model and index warm
    texts      how many were encoded; cut: the share of them that the model cut off at its limit, and unread: the
               share of all word pieces past that limit, which are in no vector

Inside one meeting, a peer ranks the pieces of all files and those of others are left out; one that searches
approximately (txtai, from 5,000 texts on) then has fewer hits than were asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks.peer_runs.scoring import as_text, placed, scored
from benchmarks.qmsum import SPLIT, write_meetings
from benchmarks.quality import NAMES, PLACES, lead, summary
from qa.config import DEFAULT_MODEL
from qa.embedding import locate as model_folder
from qa.evaluation import MOST_HITS, Question, Scores
from qa.models import Turn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "build" / "peers"
REQUIREMENTS = Path(__file__).parent / "peers-requirements.txt"
OURS = "qa"
HITS = 10
FEW_TURNS = 30
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Peer:
    """A system to compare with: its script in `benchmarks/peer_runs`, and the packages that this needs."""

    script: str
    packages: tuple[str, ...]


PEERS = {
    "LangChain": Peer(
        "langchain",
        ("langchain-community", "langchain-huggingface", "langchain-text-splitters", "faiss-cpu"),
    ),
    "LlamaIndex": Peer("llamaindex", ("llama-index-core", "llama-index-embeddings-huggingface")),
    "Haystack": Peer("haystack", ("haystack-ai", "sentence-transformers-haystack")),
    "txtai": Peer("txtai", ("txtai", "beautifulsoup4")),
}
SHARED = ("torch", "sentence-transformers", "transformers", "tokenizers")


class Failed(Exception):
    """A system could not be installed or run; the message says why."""


@dataclass(frozen=True, slots=True)
class Files:
    """The transcripts as they are indexed, and what is asked of them."""

    folder: Path
    few: Path
    questions: list[Question]
    turns: dict[str, list[Turn]]
    words: int

    @classmethod
    def write(cls, split: Path, work: Path, meetings: int | None) -> Files:
        """Each meeting as a text file, `Speaker: words`, a blank line between turns."""
        asked = write_meetings(split, work / "json")
        folder, few = work / "files", work / "few"
        folder.mkdir()
        few.mkdir()
        turns: dict[str, list[Turn]] = {}
        words = 0
        for path in sorted((work / "json").glob("*.json"))[:meetings]:
            said = json.loads(path.read_text("utf-8"))["turns"]
            name = f"{path.stem}.txt"
            turns[name] = [Turn(n, one["speaker"].strip(), " ".join(one["text"].split())) for n, one in enumerate(said)]
            text = as_text(turns[name])
            words += len(text.split())
            (folder / name).write_text(text, "utf-8")
        name, first = next(iter(turns.items()))
        (few / name).write_text(as_text(first[:FEW_TURNS]), "utf-8")
        questions = [
            replace(one, document=name, gold=tuple(replace(gold, document=name) for gold in one.gold))
            for one in asked
            if (name := f"{Path(str(one.document)).stem}.txt") in turns
        ]
        return cls(folder, few, questions, turns, words)


def prepare(venv: Path, torch_index: str | None) -> Path:
    """The interpreter of the peers' environment, made where it is not there, with what they share. Raises Failed."""
    python = venv / "bin" / "python"
    if not python.exists():
        _call([sys.executable, "-m", "venv", str(venv)], "making the environment")
    if not list(venv.glob("lib/python*/site-packages/torch")):
        # First and without its dependencies, which an index of torch builds need not hold; they come next.
        _install(python, "--no-deps", *(["--index-url", torch_index] if torch_index else []), "torch")
    _install(python, *SHARED)
    return python


def _install(python: Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _call([*command, "--constraint", str(REQUIREMENTS), *arguments], "installing")


def _call(command: Sequence[str], what: str, env: dict[str, str] | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=HOUR, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"{what}: {error}") from error
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or [f"exit status {done.returncode}"]
        # pip says first what is wrong, a traceback last.
        raise Failed(f"{what}: {next((line for line in lines if line.startswith('ERROR')), lines[-1]).strip()}")


def environment() -> dict[str, str]:
    """For the processes measured: no setting of the user's, no network, no telemetry."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("QA_", "LANG", "HF_"))}
    nowhere = "http://127.0.0.1:9"
    proxies = {name: nowhere for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
    quiet = {"HAYSTACK_TELEMETRY_ENABLED": "False", "LANGSMITH_TRACING": "false", "PYTHONWARNINGS": "ignore"}
    return env | proxies | quiet | {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "LC_ALL": "C.UTF-8"}


def run(python: Path, script: str, files: Files, *, scoring: bool) -> dict[str, Any]:
    """One run of one system in a process of its own. Raises Failed."""
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        job = {
            "files": str(files.folder),
            "few": str(files.few),
            "work": temporary,
            "model": str(model_folder(DEFAULT_MODEL)),
            "questions": [[one.question, one.document] for one in files.questions],
            "k": HITS,
            "most": MOST_HITS if scoring else 0,
        }
        (work / "job.json").write_text(json.dumps(job), "utf-8")
        module = f"benchmarks.peer_runs.{script}"
        _call([str(python), "-m", module, str(work / "job.json"), str(work / "result.json")], "running", environment())
        result: dict[str, Any] = json.loads((work / "result.json").read_text("utf-8"))
        return result


def measure(
    files: Files, pythons: dict[str, Path], runs: int
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    """All systems in turn, `runs` times, the first time with what is found; and why one was left out."""
    results: dict[str, list[dict[str, Any]]] = {name: [] for name in pythons}
    failed: dict[str, str] = {}
    for n in range(runs):
        for name, python in _rotated(list(pythons.items()), n):
            if name in failed:
                continue
            print(f"run {n + 1} of {runs}: {name}", file=sys.stderr)
            try:
                script = PEERS[name].script if name in PEERS else OURS
                results[name].append(run(python, script, files, scoring=n == 0))
            except Failed as error:
                failed[name] = str(error)
    return {name: one for name, one in results.items() if name not in failed}, failed


def _rotated(items: list[Any], n: int) -> Iterator[Any]:
    """Whoever comes first meets a machine in another state: nobody always does."""
    shift = n % max(1, len(items))
    yield from items[shift:]
    yield from items[:shift]


def report(files: Files, results: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Figures of each system: speed, spread, size, what was cut, quality."""
    texts = {document: as_text(turns) for document, turns in files.turns.items()}
    scores: dict[str, dict[str, list[Scores]]] = {}
    figures: dict[str, Any] = {}
    for name, runs in results.items():
        first = runs[0]
        hits, lost = placed(first["pieces"], texts)
        scores[name] = {
            place: scored(files.questions, first["across" if across else "inside"], hits, files.turns)
            for place, across in PLACES.items()
        }
        figures[name] = {
            "words a second": _spread([files.words / one["building"] for one in runs]),
            "words a second, saved": _spread([files.words / (one["building"] + one["saving"]) for one in runs]),
            "word pieces a second": _spread([first["read"] / one["building"] for one in runs]),
            "milliseconds, p50": _spread([median(one["milliseconds"]) for one in runs]),
            "bytes": first["bytes"],
            "texts": first["texts"],
            "limit": first["limit"],
            "cut": first["cut"],
            "unread": first["unread"],
            "not located": lost,
            "hits": {
                place: mean(len(found) for found in first["across" if across else "inside"])
                for place, across in PLACES.items()
            },
            "quality": {place: summary(found) for place, found in scores[name].items()},
            "versions": first["versions"],
        }
    for name in set(figures) & set(PEERS):
        if OURS in figures:
            figures[name]["behind qa"] = {place: lead(scores[OURS][place], scores[name][place]) for place in PLACES}
    return figures


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": median(values), "lowest": min(values), "highest": max(values)}


def machine() -> dict[str, Any]:
    """What the figures hang on."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass
    return {"processor": model, "cores": os.cpu_count(), "python": platform.python_version()}


def load() -> float:
    """How many processes want to run, the last minute's mean; what others do on the machine slows everyone."""
    return round(os.getloadavg()[0], 1)


def show(result: dict[str, Any]) -> None:
    """The tables."""
    facts, systems = result["machine"], result["systems"]
    print("{processor}, {cores} cores, Python {python}; load {load before}, {load after} after".format(**facts))
    print(
        "{meetings} meetings, {words:,} words, {questions} questions; {runs} runs of each, in turn\n".format(**result)
    )
    print(f"{'':12s}{'words/s':>9s}{'(lowest, highest)':>20s}{'saved':>9s}{'qa is':>8s}{'read/s':>9s}", end="")
    print(f"{'query p50, ms':>15s}{'(lowest, highest)':>20s}{'index, MB':>11s}{'texts':>8s}{'cut':>7s}{'unread':>8s}")
    ours = systems.get(OURS)
    for name, one in systems.items():
        speed, query = one["words a second"], one["milliseconds, p50"]
        times = f"{ours['words a second']['median'] / speed['median']:.1f} ×" if ours and name != OURS else ""
        print(f"{name:12s}{speed['median']:9,.0f}{_ends(speed, ',.0f'):>20s}", end="")
        print(f"{one['words a second, saved']['median']:9,.0f}{times:>8s}", end="")
        print(f"{one['word pieces a second']['median']:9,.0f}", end="")
        print(f"{query['median']:15.1f}{_ends(query, '.1f'):>20s}{one['bytes'] / 1e6:11.1f}", end="")
        print(f"{one['texts']:8,d}{one['cut']:7.1%}{one['unread']:8.1%}")
    for place in PLACES:
        print(f"\n{place:24s}" + "".join(f"{name:>9s}" for name in NAMES.values()), end="")
        print("     behind qa in MRR@10, R@2000w" if ours else "")
        for name, one in systems.items():
            row = f"{name:24s}" + "".join(f"{one['quality'][place][column]:9.3f}" for column in NAMES)
            if "behind qa" in one:
                ends = (one["behind qa"][place][column] for column in ("mrr_10", "r_2000w"))
                row += "    " + "  ".join("{:+.3f} ({:+.3f} to {:+.3f})".format(*three) for three in ends)
            print(row)
    print()
    for name, one in systems.items():
        lost = f"; {one['not located']} pieces stand nowhere in their file" if one["not located"] else ""
        versions = ", ".join(f"{package} {number}" for package, number in one["versions"].items())
        hits = f"{one['hits']['inside one meeting']:.0f} hits inside one meeting of {MOST_HITS} asked for"
        print(f"{name}: reads {one['limit']} word pieces of a text; {hits}; {versions}{lost}")
    for name, reason in result["failed"].items():
        print(f"{name}: left out, {reason}")


def _ends(spread: dict[str, float], form: str) -> str:
    return f"({spread['lowest']:{form}}, {spread['highest']:{form}})"


def main() -> int:
    """Install what is missing, run all, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--venv", type=Path, default=VENV, help="environment of the peers (default: build/peers)")
    parser.add_argument("--torch-index", help="URL of a wheel index to take torch from, as TORCH_INDEX of `make`")
    parser.add_argument("--meetings", type=int, help="only the first so many")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=[OURS, *PEERS], default=[OURS, *PEERS])
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    facts = machine() | {"load before": load()}
    pythons: dict[str, Path] = {OURS: Path(sys.executable)} if OURS in args.only else {}
    failed: dict[str, str] = {}
    wanted = [name for name in PEERS if name in args.only]
    try:
        python = prepare(args.venv.absolute(), args.torch_index) if wanted else Path()
    except Failed as error:
        failed = dict.fromkeys(wanted, str(error))
    for name in (name for name in wanted if name not in failed):
        try:
            _install(python, *PEERS[name].packages)
            pythons[name] = python
        except Failed as error:
            failed[name] = str(error)
    with tempfile.TemporaryDirectory() as temporary:
        files = Files.write(args.split, Path(temporary), args.meetings)
        results, not_run = measure(files, pythons, args.runs)
        result = {
            "machine": facts | {"load after": load()},
            "meetings": len(files.turns),
            "words": files.words,
            "questions": len(files.questions),
            "runs": args.runs,
            "systems": report(files, results),
            "failed": failed | not_run,
        }
    if args.json:
        print(json.dumps(result, indent=1))
    else:
        show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
