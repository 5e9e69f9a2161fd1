"""The pictures in README, of the page over the made-up transcripts: `python -m tests.support.screenshots [FOLDER]`."""

from __future__ import annotations

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.answers import DATA
from tests.conftest import browser_path
from tests.support.site import DESKTOP, PHONE, ask, opened, show_library, started

QUESTION = "What did Simone Duval say about the ferry?"
_GAP, _GREY = 24, (136, 136, 136)
Scheme = Literal["light", "dark"]


def main() -> None:
    """Write eight pictures: chat, reader and library, and the three on a phone, light and dark."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        seeds = DATA / "transcripts"
        with started(seeds, Path(temporary) / "index", os.environ, quiet=False) as (url, _):
            browser = playwright.chromium.launch(executable_path=browser_path())
            schemes: tuple[Scheme, ...] = ("light", "dark")
            for scheme in schemes:
                chat, reader, library = pictures(browser, url, scheme, DESKTOP)
                for name, picture in (("chat", chat), ("reader", reader), ("library", library)):
                    save(picture, folder / f"{name}-{scheme}.png")
                save(beside(pictures(browser, url, scheme, PHONE)), folder / f"phone-{scheme}.png")
            browser.close()


def pictures(browser: Browser, url: str, scheme: Scheme, size: dict[str, int]) -> list[Image.Image]:
    """Chat, reader and library at that size."""
    page = browser.new_page(color_scheme=scheme)
    made = []
    with opened(page, url, size):
        answer = ask(page, QUESTION)
        page.locator("#qa-question textarea").focus()
        made.append(picture(page))
        answer.locator(".qa-marker").first.click()
        page.locator("#qa-view mark").first.wait_for()
        made.append(picture(page))
        page.get_by_role("button", name="Close the transcript").click()
        show_library(page)
        made.append(picture(page))
    page.close()
    return made


def picture(page: Page) -> Image.Image:
    """The window as it is once nothing moves."""
    page.wait_for_timeout(600)
    return Image.open(BytesIO(page.screenshot()))


def save(image: Image.Image, path: Path) -> None:
    """In 256 colours: the page has no more that anybody sees, and a file is a quarter of the size."""
    image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def beside(images: list[Image.Image]) -> Image.Image:
    """Pictures of one height in a row."""
    width = sum(one.width for one in images) + _GAP * (len(images) - 1)
    row = Image.new("RGB", (width, images[0].height), _GREY)
    at = 0
    for one in images:
        row.paste(one, (at, 0))
        at += one.width + _GAP
    return row


if __name__ == "__main__":
    main()
