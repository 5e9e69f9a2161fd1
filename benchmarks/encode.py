"""How quickly passages and questions become vectors: `python -m benchmarks.encode`.

Passages of QMSum's validation split, cut as `qa build` cuts them, go through the default model in each of several ways,
in turn, after a look at how quickly the machine multiplies two matrices of 2048x2048 of the same number type. The share
of that peak counts the model's multiplications for the tokens that are there, not for padding. Questions are encoded as
a search does, the question and its topic at once.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from benchmarks.measuring import milliseconds, spread
from benchmarks.qmsum import SPLIT, write_meetings
from qa import tokens
from qa.chunking import Size, passages
from qa.config import DEFAULT_MODEL, DEFAULT_PASSAGE_TOKENS
from qa.embedding import SentenceTransformerEmbedder, load, locate
from qa.encoding import processor
from qa.models import Passage
from qa.questions.parsing import parse, topic_words
from qa.transcripts import read

_MEETINGS = 8
_BESIDE = 32
"""How many passages sentence-transformers pads to one length, its default."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to encode passages, and the number type it computes in."""

    name: str
    number_type: str
    encode: Callable[[Sequence[Passage]], object]
    padding: float


@dataclass(slots=True)
class Measured:
    """Seconds that a way took, and operations a second of matrix multiplication just before."""

    seconds: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)


def cut(split: Path, embedder: SentenceTransformerEmbedder, count: int) -> tuple[list[Passage], list[list[str]]]:
    """Some passages of some meetings, and each question with its topic."""
    size = Size(DEFAULT_PASSAGE_TOKENS, tokens.counts, embedder.max_tokens, embedder.count_tokens)
    with tempfile.TemporaryDirectory() as folder:
        questions = write_meetings(split, Path(folder))
        files = sorted(Path(folder).iterdir())
        found = [one for path in files[:_MEETINGS] for one in passages(read(path, path.name), size)]
    asked = [[one.question, " ".join(topic_words(parse(one.question))) or one.question] for one in questions]
    choose = random.Random(1)
    return choose.sample(found, min(count, len(found))), asked


def operations(lengths: Sequence[int], config: Any) -> float:
    """Multiplications and additions that the model's matrices take for texts of so many tokens."""
    width, wide = config.hidden_size, config.intermediate_size
    linear = 2 * (4 * width * width + 2 * width * wide)
    return float(sum(config.num_hidden_layers * (linear * n + 4 * width * n * n) for n in lengths))


def peak(number_type: str, best_of: int = 5) -> float:
    """Operations a second that the machine reaches with 2048x2048 times 2048x2048."""
    matrix = torch.randn(2048, 2048).to(getattr(torch, number_type))
    product = torch._int_mm if number_type == "int8" else torch.matmul
    return 2 * 2048**3 / (min(milliseconds([lambda: product(matrix, matrix)] * best_of)) / 1000)


def padded(lengths: Sequence[int], batch: int) -> float:
    """The share of computed tokens that are padding, where `batch` texts at once are as long as their longest."""
    ordered = sorted(lengths, reverse=True)
    computed = sum(ordered[at] * len(ordered[at : at + batch]) for at in range(0, len(ordered), batch))
    return 1 - sum(lengths) / computed


def ways(embedder: SentenceTransformerEmbedder, library: Any, lengths: Sequence[int]) -> Iterator[Way]:
    """As the library encodes by itself; as `qa build` does; and the latter in the number type of this processor."""
    yield Way(
        "sentence-transformers",
        "float32",
        lambda some: library.encode_document([one.embedded for one in some]),
        padded(lengths, _BESIDE),
    )
    built_in = processor.number_type()
    for number_type in dict.fromkeys(("float32", built_in)):
        one = embedder if number_type == "float32" else SentenceTransformerEmbedder(number_type=number_type)
        yield Way(
            "qa, passages", number_type, lambda some, one=one: one.encode_passages([p.embedded for p in some]), 0.0
        )  # type: ignore[misc]
        yield Way(
            "qa, and their sentences",
            number_type,
            lambda some, one=one: one.encode_spans([p.embedded for p in some], [p.spans for p in some]),  # type: ignore[misc]
            0.0,
        )


def in_turn(ways: Sequence[Way], some: Sequence[Passage], rounds: int) -> list[Measured]:
    """Each way `rounds` times, one after the other, so that what else the machine does meets all of them."""
    measured = [Measured() for _ in ways]
    for way in ways:
        way.encode(some[:4])
    for _ in range(rounds):
        for way, result in zip(ways, measured, strict=True):
            result.peaks.append(peak(way.number_type))
            begun = time.perf_counter()
            way.encode(some)
            result.seconds.append(time.perf_counter() - begun)
    return measured


def facts() -> dict[str, Any]:
    """Of the machine."""
    return {
        "machine": f"{platform.machine()}, {processor.cores()} cores, {torch.backends.cpu.get_cpu_capability()}",
        "built in": processor.number_type(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "torch": torch.__version__,
    }


def run(split: Path, count: int, rounds: int) -> dict[str, Any]:
    """Measure all."""
    embedder = SentenceTransformerEmbedder(number_type="float32")
    some, asked = cut(split, embedder, count)
    embedder.encode_passages(["ready"])
    library = load(DEFAULT_MODEL, locate(DEFAULT_MODEL))
    lengths = [min(n, embedder.max_tokens) + 2 for n in embedder.count_tokens([one.embedded for one in some])]
    result: dict[str, Any] = {"facts": facts(), "passages": len(some), "tokens a passage": statistics.mean(lengths)}
    work = operations(lengths, library[0].auto_model.config)
    tried = list(ways(embedder, library, lengths))
    result["ways"] = []
    results = in_turn(tried, some, rounds)
    for way, measured in zip(tried, results, strict=True):
        best, middle = min(measured.seconds), statistics.median(measured.seconds)
        reached = max(
            top
            for other, one in zip(tried, results, strict=True)
            for top in one.peaks
            if other.number_type == way.number_type
        )
        shares = [work / took / top for took, top in zip(measured.seconds, measured.peaks, strict=True)]
        result["ways"].append(
            {
                "way": way.name,
                "number type": way.number_type,
                "passages a second": len(some) / best,
                "passages a second, median": len(some) / middle,
                "tokens a second": sum(lengths) / best,
                "GFLOP/s": work / best / 1e9,
                "peak GFLOP/s": reached / 1e9,
                "share": work / best / reached,
                "share, median": statistics.median(shares),
                "padding": way.padding,
            }
        )
    embedder.encode_queries(asked[0])
    result["questions"] = {
        "sentence-transformers": spread(milliseconds([lambda two=two: library.encode_query(two) for two in asked])),  # type: ignore[misc]
        "qa": spread(milliseconds([lambda two=two: embedder.encode_queries(two) for two in asked])),  # type: ignore[misc]
    }
    return result


def main() -> int:
    """Measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--passages", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = run(args.split, args.passages, args.rounds)
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    print(", ".join(f"{name} {value}" if name != "machine" else value for name, value in result["facts"].items()))
    print(f"{result['passages']} passages of {result['tokens a passage']:.1f} tokens; best of {args.rounds}, median\n")
    columns = f"{'passages/s':>16s}{'tokens/s':>10s}{'GFLOP/s':>9s}{'peak':>6s}{'share of peak':>16s}{'padding':>9s}"
    print(f"{'':35s}{columns}")
    for one in result["ways"]:
        print(
            f"{one['way']:25s}{one['number type']:10s}"
            f"{one['passages a second']:8.1f}{one['passages a second, median']:8.1f}{one['tokens a second']:10.0f}"
            f"{one['GFLOP/s']:9.0f}{one['peak GFLOP/s']:6.0f}{one['share']:8.0%}{one['share, median']:8.0%}"
            f"{one['padding']:9.1%}"
        )
    print(f"\n{'a question and its topic, ms':35s}{'p50':>8s}{'p95':>8s}")
    for name, times in result["questions"].items():
        print(f"{name:35s}{times['p50']:8.1f}{times['p95']:8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
