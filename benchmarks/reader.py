"""How long opening a citation takes in transcripts of 5,000 turns, in a browser: `python -m benchmarks.reader`.

From the click to the quote in view, drawn. "another transcript": the one before was another, of 5,000 turns too, so
that this one is fetched and laid out. "the same transcript": it stands there already. Needs an installed Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import browser_path, served, spread
from qa.config import Settings
from qa.indexing import build_index

if TYPE_CHECKING:
    from playwright.sync_api import Page

TURNS = 5000
QUESTION = "What was said about the walrus enclosure?"
ANSWERS_IN = (700, 2300, 4600)
SPEAKERS = ("CHAIR HOLM", "MS. ADEYEMI", "MR. OKAFOR", "DR. LINDQVIST", "MAYOR PRATT", "MS. VEGA")
WORDS = (
    "we have to look at the budget for harbour bridge works and ask whether council members agree that repairs begin "
    "before winter since the ferry is old costs grow every month people wait long hours"
).split()
# In view: inside of what scrolls, and the frame that shows it has been drawn.
OPEN = """
async (link) => {
  const anchor = document.querySelector(`.qa-sources a[href$="#qa-${link}"]`);
  const stands = () => {
    const view = document.querySelector('#qa-view'), mark = view.querySelector('mark');
    if (!mark || mark === before || view.hasAttribute('aria-busy')) return false;
    const room = view.getBoundingClientRect(), box = mark.getBoundingClientRect();
    return box.top >= room.top && box.bottom <= room.bottom;
  };
  const frame = () => new Promise(requestAnimationFrame);
  const before = document.querySelector('#qa-view mark');
  const begun = performance.now();
  anchor.click();
  while (!stands()) {
    if (performance.now() - begun > 20000) throw new Error('the quote did not come into view');
    await frame();
  }
  await frame();
  return performance.now() - begun;
}
"""


def write_transcript(path: Path, title: str, seed: int) -> None:
    """A made-up hearing of 5,000 turns of about 30 words, with three sentences worth citing."""
    chance = random.Random(seed)
    turns = []
    for n in range(TURNS):
        said = " ".join(chance.choice(WORDS) for _ in range(chance.randint(20, 40))).capitalize() + "."
        if n in ANSWERS_IN:
            said = (
                f"The walrus enclosure number {seed}{n} shall open in spring, since the aquarium asked for it. {said}"
            )
        turns.append({"speaker": chance.choice(SPEAKERS), "text": said, "start": 10.0 * n, "end": 10.0 * n + 9})
    path.write_text(json.dumps({"title": title, "date": f"2024-0{seed}-03", "turns": turns}), encoding="utf-8")


def links(page: Page) -> dict[str, list[str]]:
    """The citations of the answer on the page, by the transcript that each opens."""
    found: dict[str, list[str]] = {}
    hrefs = page.locator(".qa-sources a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    for href in hrefs:
        link = href.split("#qa-")[1]
        page.evaluate(OPEN, link)
        page.wait_for_timeout(300)
        found.setdefault(page.locator("#qa-view h2").inner_text(), []).append(link)
    return found


def measure(page: Page, rounds: int) -> dict[str, list[float]]:
    """Open citations again and again, in turn in one transcript and in the other."""
    first, second = list(links(page).values())[:2]
    times: dict[str, list[float]] = {"another transcript": [], "the same transcript": []}
    for number in range(rounds):
        for here in (first, second):
            one, other = here[number % len(here)], here[(number + 1) % len(here)]
            times["another transcript"].append(page.evaluate(OPEN, one))
            page.wait_for_timeout(700)
            times["the same transcript"].append(page.evaluate(OPEN, other))
            page.wait_for_timeout(700)
    return times


def main() -> int:
    """Write and index where needed, serve, open, print the table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    parser.add_argument("--rounds", type=int, default=20, help="a round is two of each kind")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    chromium = browser_path()
    if chromium is None:
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        (work / "seeds").mkdir(parents=True, exist_ok=True)
        for seed, name in ((1, "harbour"), (2, "bridge")):
            if not (work / "seeds" / f"{name}.json").exists():
                write_transcript(work / "seeds" / f"{name}.json", f"{name.capitalize()} hearing", seed)
        build_index(Settings(seeds=work / "seeds", index=work / "index"))
        result: dict[str, Any] = {}
        with served(work) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for size, (width, height) in {"1280×800": (1280, 800), "390×844": (390, 844)}.items():
                context = browser.new_context(viewport={"width": width, "height": height})
                page = context.new_page()
                page.goto(url)
                page.locator("#qa-view[role=region]").wait_for(state="attached")
                page.locator("#qa-question textarea").fill(QUESTION)
                page.keyboard.press("Enter")
                page.locator(".qa-sources a").first.wait_for(state="attached", timeout=60_000)
                page.wait_for_timeout(500)
                for name, times in measure(page, args.rounds).items():
                    result[f"{name}, {size}"] = spread(times)
                context.close()
            browser.close()
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Chromium; milliseconds, {TURNS:,} turns a transcript\n")
    print(f"{'':36s}{'p50':>8s}{'p95':>8s}{'opened':>8s}")
    for name, times in result.items():
        print(f"{name:36s}{times['p50']:8.0f}{times['p95']:8.0f}{times['n']:8.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
