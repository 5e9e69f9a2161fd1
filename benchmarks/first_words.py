"""How long the first words of an answer take on the page, in a browser: `python -m benchmarks.first_words`.

From the key that sends a question to the first words drawn, all 35 meetings of the validation split indexed, the model
warm, one question after the other, and the whole conversation on the page. Needs an installed Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import browser_path, served, spread
from benchmarks.qmsum import SPLIT, write_meetings
from qa.config import Settings
from qa.indexing import build_index

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Begins at the key, ends when what is drawn is part of the answer and not the sign that one is on its way.
WATCH = """
() => {
  window.firstWords = new Promise((resolve) => {
    const sent = (event) => {
      if (event.key !== 'Enter') return;
      removeEventListener('keydown', sent, true);
      const begun = performance.now(), before = document.querySelectorAll('.qa-reply').length;
      const look = () => {
        const replies = document.querySelectorAll('.qa-reply');
        const there = replies.length > before && replies[replies.length - 1].querySelector('.qa-quote, .qa-notice');
        requestAnimationFrame(there ? () => resolve(performance.now() - begun) : look);
      };
      look();
    };
    addEventListener('keydown', sent, true);
  });
}
"""


def first_words(page: Page, question: str) -> float:
    """Ask; milliseconds until words of the answer are drawn. Returns when the answer is whole."""
    page.evaluate(WATCH)
    page.locator("#qa-question textarea").fill(question)
    page.keyboard.press("Enter")
    taken = float(page.evaluate("() => window.firstWords"))
    page.locator("#qa-send").wait_for()
    return taken


def main() -> int:
    """Build where needed, serve, ask, print the table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", type=Path, default=SPLIT)
    parser.add_argument("--work", type=Path, help="where the index is kept between runs (default: a temporary folder)")
    parser.add_argument("--questions", type=int, default=60, help="how many are asked")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    chromium = browser_path()
    if chromium is None:
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        questions = write_meetings(args.split, work / "seeds")
        build_index(Settings(seeds=work / "seeds", index=work / "index"))
        with served(work) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(60_000)
            page.goto(url)
            page.locator(".qa-example").first.wait_for()
            first_words(page, questions[0].question)
            times = [first_words(page, one.question) for one in questions[1 : args.questions + 1]]
            browser.close()
    result = spread(times)
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Chromium; milliseconds\n")
    print(f"{'':20s}{'p50':>8s}{'p95':>8s}{'asked':>8s}")
    print(f"{'first words':20s}{result['p50']:8.0f}{result['p95']:8.0f}{result['n']:8.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
