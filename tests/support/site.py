"""The page in a process of its own, as it is for a user, and what people do on it."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa.config import Settings
from qa.indexing import build_index
from tests.support.preloaded import USUAL, command

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
ANSWER = "#qa-chat .qa-reply"


@contextmanager
def served(seeds: Path, index: Path, env: Mapping[str, str], *options: str, quiet: bool = True) -> Iterator[str]:
    """`qa serve` over a folder, indexed first where it is not; its address. The arguments are those of `started`."""
    with started(seeds, index, env, *options, quiet=quiet, begin=command(env)) as (address, _):
        yield address


@contextmanager
def started(
    seeds: Path,
    index: Path,
    env: Mapping[str, str],
    *options: str,
    quiet: bool = True,
    begin: Sequence[str] = USUAL,
) -> Iterator[tuple[str, int]]:
    """`qa serve` over a folder, indexed first where it is not; its address, and the number of its process.

    Args:
        seeds: folder of transcripts.
        index: folder of the index.
        env: of the process: the fixture `offline_env`, so that it cannot reach another host.
        options: further ones of `qa serve`.
        quiet: fail where anything was written to stderr that is no announcement.
        begin: the command line of `qa`.
    """
    if not index.exists():
        build_index(Settings(seeds=seeds, index=index))
    log = index.parent / "errors.txt"
    line = [*begin, "serve", "--seeds", str(seeds), "--index", str(index), "--port", "0"]
    with log.open("w") as errors:
        process = subprocess.Popen(
            [*line, *options],
            stdout=errors,
            stderr=errors,
            text=True,
            env=dict(env),
            cwd=index.parent,
            start_new_session=True,
        )
        try:
            yield _address(process, log), process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            ended = process.wait(timeout=20)
    # Threads that are taken apart in torch abort the process, now and then.
    assert ended == 0, log.read_text()
    said = [line for line in log.read_text().splitlines() if line.strip() and not line.startswith(("the page is at",))]
    assert not (quiet and said), "\n".join(said)


def _address(process: subprocess.Popen[str], log: Path) -> str:
    for _ in range(600):
        for line in log.read_text().splitlines():
            if "the page is at http" in line:
                return line.split()[-1]
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"the page did not come up: {log.read_text()}")


def ask(page: Page, question: str) -> Locator:
    """Ask, wait for the whole answer, return it."""
    before = page.locator(".qa-actions, #qa-chat .qa-problem").count()
    page.locator("#qa-question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".qa-actions, #qa-chat .qa-problem").nth(before).wait_for()
    page.locator("#qa-send").wait_for()
    return page.locator(ANSWER).last


@contextmanager
def opened(page: Page, url: str, size: Mapping[str, int] = DESKTOP) -> Iterator[Page]:
    """The page at that size, loaded; an error or a dialog on it fails the test."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message) or dialog.dismiss())
    # The first answer waits for the model, which two busy cores take their time to load.
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(url)
    page.locator("#qa-question textarea").wait_for()
    yield page
    assert not errors, errors


def keep_back(page: Page, name: str) -> None:
    """What the server tells the page's script by the function of that name stands in `kept` until `letGo()`."""
    page.evaluate(
        """(name) => {
            const told = window[name];
            window.kept = [];
            window[name] = (value) => { if (value) kept.push(() => told(value)); };
            window.letGo = () => {
                window[name] = told;
                for (const one of kept) one();
            };
        }""",
        name,
    )


def comes_into_view(page: Page, selector: str) -> None:
    """Wait until an element of the transcript stands, whole, within the window and within what scrolls around it."""
    page.wait_for_function(
        """(selector) => {
            const one = document.querySelector(selector);
            const box = one.getBoundingClientRect(), room = one.closest('#qa-view').getBoundingClientRect();
            return box.top >= room.top && box.bottom <= room.bottom && box.left >= 0 && box.right <= innerWidth;
        }""",
        arg=selector,
    )


def show_library(page: Page) -> None:
    """Turn to the library, and wait until it has counted its transcripts."""
    page.get_by_role("tab", name="Library").click()
    page.locator("#qa-shelf-count").get_by_text(re.compile("transcript")).wait_for()
