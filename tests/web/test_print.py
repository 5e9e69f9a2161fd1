"""The page on paper: all that was said, also what would have to be scrolled to, and nothing that one clicks."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.support.site import ask, opened, served, show_library

LAST = "The meeting is closed, and the quokka goes home."


@pytest.fixture(scope="module")
def url(tmp_path_factory, offline_env):
    seeds = tmp_path_factory.mktemp("paper") / "seeds"
    seeds.mkdir()
    turns = [{"speaker": "Ann" if at % 2 else "Bob", "text": f"I speak of the pier, time {at}."} for at in range(150)]
    turns.append({"speaker": "Ann", "text": LAST})
    (seeds / "pier.json").write_text(json.dumps({"title": "The pier", "date": "2024-05-06", "turns": turns}))
    with served(seeds, seeds.parent / "index", offline_env) as address:
        yield address


def paper(page):
    """The pages that come out of the printer, as text on one line each."""
    return [" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(page.pdf(format="A4"))).pages]


def test_a_conversation_is_printed_whole_and_nothing_else(page, url):
    page.emulate_media(color_scheme="dark")
    with opened(page, url, {"width": 1280, "height": 500}):
        for question in (
            "What was said about the quokka?",
            "How often is the pier mentioned?",
            "What was said about the quokka?",
        ):
            ask(page, question)
        printed = " ".join(paper(page))
        assert printed.count(f"“{LAST}”") == 2
        assert "“pier” is said 150 times" in printed
        for button in (
            "Ask what was said",
            "New conversation",
            "Add filter",
            "Copy",
            "Ask again",
            "The transcript opens here",
        ):
            assert button not in printed


def test_the_transcript_that_is_open_follows_on_a_page_of_its_own(page, url):
    with opened(page, url):
        ask(page, "What was said about the quokka?")
        page.locator("#qa-log .qa-marker").first.click()
        page.locator("#qa-view mark").first.wait_for()
        first, second, *others = paper(page)
        assert "What was said about the quokka?" in first and "time 0." not in first
        assert second.startswith("The pier 6 May 2024")
        # Far away turns are laid out when they are looked at; on paper they are there.
        together = " ".join([second, *others])
        assert all(f"time {at}." in together for at in range(150))
        assert together.count(LAST) == 1
        assert "Find in transcript" not in together


def test_the_library_is_printed_where_it_is_shown(page, url):
    with opened(page, url):
        ask(page, "What was said about the quokka?")
        show_library(page)
        printed = " ".join(paper(page))
        assert "pier.json" in printed
        assert LAST not in printed and "choose files" not in printed
