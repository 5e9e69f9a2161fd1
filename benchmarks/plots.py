"""The plots of docs/performance.md, from `benchmarks/results`: `python -m benchmarks.plots`.

The results are what `benchmarks.peers --json` and `benchmarks.scale --json` print. It needs matplotlib (`pip install
matplotlib`), and draws an SVG for each plot, readable on light and dark pages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
DOCS = ROOT / "docs"
OURS, OTHERS = "#1f77b4", "#9a9a9a"
PLACE = "across all meetings"


def peers(result: dict[str, Any], figure: Any) -> None:
    """What is found against how much of the text is read a second."""
    left, right = figure.subplots(1, 2)
    systems = dict(sorted(result["systems"].items(), key=lambda pair: pair[1]["quality"][PLACE]["mrr_10"]))
    colours = [OURS if name == "qa" else OTHERS for name in systems]
    left.barh(list(systems), [one["quality"][PLACE]["mrr_10"] for one in systems.values()], color=colours)
    left.set_title(f"MRR@10, {PLACE}")
    speeds = [one["word pieces a second"] for one in systems.values()]
    ends = [
        [one["median"] - one["lowest"] for one in speeds],
        [one["highest"] - one["median"] for one in speeds],
    ]
    right.barh(list(systems), [one["median"] for one in speeds], xerr=ends, color=colours, ecolor="#666666")
    right.set_title("word pieces read a second")


def scale(results: list[dict[str, Any]], figure: Any) -> None:
    """A search beyond encoding the question, and adding a document, as the index grows."""
    left, right = figure.subplots(1, 2)
    passages = [one["passages"] for one in results]
    for name, style in (("search", "-o"), ("one document", "--s"), ("one speaker", ":^")):
        left.plot(passages, [one[f"{name} ms"]["p50"] for one in results], style, label=name)
    left.set_title("a search, ms (p50)")
    added = [sorted(one["adding a document s"]) for one in results]
    right.plot(passages, [one[len(one) // 2] for one in added], "-o", color=OURS)
    right.fill_between(passages, [one[0] for one in added], [one[-1] for one in added], color=OURS, alpha=0.2)
    right.set_title("adding a document of 100 turns, s")
    for axes in (left, right):
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_xlabel("passages")
    left.legend(frameon=False)


PLOTS: dict[str, Callable[[Any, Any], None]] = {"peers": peers, "scale": scale}


def main() -> int:
    """Draw each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--to", type=Path, default=DOCS)
    args = parser.parse_args()
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        print("matplotlib is not installed: pip install matplotlib", file=sys.stderr)
        return 1
    # The same bytes for the same results.
    matplotlib.rcParams.update({"svg.hashsalt": "qa", "font.size": 9})
    for name, draw in PLOTS.items():
        figure = Figure(figsize=(8, 2.8), layout="constrained", facecolor="white")
        draw(json.loads((args.results / f"{name}.json").read_text("utf-8")), figure)
        path = args.to / f"{name}.svg"
        figure.savefig(path, metadata={"Date": None})
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
