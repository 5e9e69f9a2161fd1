"""Filters as a person meets them: none of them goes without a word, and they leave room for the answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qa.config import Settings
from qa.errors import StoreCorrupt
from qa.indexing import build_index
from qa.web.library import Library
from tests.support.fakes import FakeEmbedder
from tests.support.programs import serving
from tests.support.site import ANSWER, PHONE, ask, keep_back, opened

# Gradio counts its calls with what pandas has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

TRANSCRIPTS = Path(__file__).parents[2] / "benchmarks/data/answers/transcripts"
COUNCIL = "2023-03-14-council-ferry.txt"
FERRY = "What did the mayor say about the ferry?"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filters")
    (folder / "seeds").mkdir()
    for path in sorted(TRANSCRIPTS.glob("202[34]-0[36]*.txt")):
        shutil.copy(path, folder / "seeds")
    settings, embedder = Settings(seeds=folder / "seeds", index=folder / "index"), FakeEmbedder()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    yield library
    library.close()


@pytest.fixture(scope="module")
def address(library):
    with serving(library) as url:
        yield f"{url}/"


def chips(page):
    return ["".join(text.strip("✕\n ").splitlines()) for text in page.locator(".qa-chip").all_inner_texts()]


def only_the_council(page):
    page.get_by_role("button", name="Add filter").click()
    page.locator("#qa-by-document input").click()
    page.get_by_role("option", name="Special Session").click()
    page.locator(".qa-chip").wait_for()
    page.keyboard.press("Escape")


def test_a_filter_whose_document_is_removed_stays_and_comes_back_with_it(chat, library):
    only_the_council(chat)
    (chip,) = chips(chat)
    assert "Special Session on the Harbour Ferry" in chip
    ask(chat, FERRY)
    removed = library.remove(COUNCIL)
    library.rebuild(lambda _: None)
    try:
        # What another session has done is seen when one looks.
        chat.get_by_role("tab", name="Library").click()
        chat.get_by_role("tab", name="Ask").click()
        chat.locator(".qa-chip.qa-bad").wait_for()
        assert chips(chat) == [f"Transcript: {COUNCIL}, no longer in the library"]
        answer = ask(chat, FERRY)
        assert "no longer in the library: nothing was searched" in answer.inner_text()
        assert answer.locator(".qa-marker").count() == 0
        chat.reload()
        chat.locator(".qa-chip.qa-bad").wait_for()
        assert chips(chat) == [f"Transcript: {COUNCIL}, no longer in the library"]
        chat.get_by_role("button", name="Add filter").click()
        chat.locator("#qa-by-document .token", has_text="no longer in the library").wait_for(state="attached")
    finally:
        library.restore(removed.token)
        library.rebuild(lambda _: None)
    chat.get_by_role("tab", name="Library").click()
    chat.get_by_role("tab", name="Ask").click()
    chat.wait_for_function("!document.querySelector('.qa-chip.qa-bad')")
    assert chips(chat) == [chip]
    chat.get_by_role("button", name="Ask again").click()
    chat.locator(ANSWER).last.locator(".qa-marker, .qa-sources").first.wait_for()


def test_an_index_that_cannot_be_read_for_a_moment_leaves_the_filters(chat, library, monkeypatch):
    only_the_council(chat)
    kept = chips(chat)

    def damaged():
        raise StoreCorrupt("store.sqlite is damaged: run `qa build --full`")

    with monkeypatch.context() as patched:
        patched.setattr(library, "assistant", damaged)
        answer = ask(chat, FERRY)
        assert (
            "The index is damaged and cannot be read. Open “Library” and press “Rebuild index”" in answer.inner_text()
        )
        chat.locator("#qa-header", has_text="the library cannot be read").wait_for()
    chat.get_by_role("button", name="Ask again").click()
    chat.locator(ANSWER).last.locator(".qa-marker, .qa-sources").first.wait_for()
    chat.locator("#qa-header .qa-indexed", has_text="transcripts").wait_for()
    assert chips(chat) == kept


def test_filters_chosen_before_the_first_question_outlive_a_reload(chat):
    only_the_council(chat)
    kept = chips(chat)
    # The page remembers a moment after it has drawn; no person reloads within it, but a test does.
    chat.wait_for_function("name => Object.values(sessionStorage).some(one => one.includes(name))", arg=COUNCIL)
    chat.reload()
    chat.locator(".qa-chip").wait_for()
    assert chips(chat) == kept
    chat.get_by_role("button", name="New conversation").click()
    chat.wait_for_function("!document.querySelector('.qa-chip')")
    chat.reload()
    chat.locator(".qa-example").first.wait_for()
    chat.wait_for_timeout(300)
    assert chips(chat) == []


def test_no_filter_is_chosen_while_those_of_another_conversation_are_on_their_way(chat):
    only_the_council(chat)
    keep_back(chat, "qaReceive")
    chat.get_by_role("button", name="New conversation").click()
    chat.wait_for_function("kept.length === 1")
    for part in ("#qa-filters", "#qa-chips"):
        assert chat.locator(part).get_attribute("inert") is not None, part
    chat.evaluate("letGo()")
    chat.wait_for_function("!document.querySelector('.qa-chip')")
    chat.locator("#qa-by-document input").click()
    chat.get_by_role("option", name="Special Session").click()
    chat.locator(".qa-chip").wait_for()
    chat.wait_for_timeout(300)
    assert len(chips(chat)) == 1


def test_a_date_that_is_none_is_refused_in_the_words_of_the_page(chat):
    chat.get_by_role("button", name="Add filter").click()
    chat.get_by_role("textbox", name="Until").fill("2023-13")
    chat.locator(".qa-chip.qa-bad").wait_for()
    answer = ask(chat, FERRY)
    assert answer.inner_text() == "Until: “2023-13” is no date. Write it like 2024-07-24, or just 2024 or 2024-07."
    assert chat.locator("#qa-filters").is_hidden(), "who asks wants to read"


def test_the_list_of_speakers_leaves_the_page_in_sight(chat):
    chat.get_by_role("button", name="Add filter").click()
    chat.locator("#qa-filters").wait_for()
    assert chat.get_by_role("option").count() == 0, "no list opens by itself"
    chat.locator("#qa-by-speaker input").click()
    chat.get_by_role("option").first.wait_for()
    box = chat.locator("#qa-filters .options").bounding_box()
    assert box["height"] <= 262
    assert box["y"] > chat.locator("#qa-conversations").bounding_box()["y"]
    chat.keyboard.press("Escape")
    assert chat.locator("#qa-filters").is_visible(), "the list is closed first"
    chat.keyboard.press("Escape")
    chat.locator("#qa-filters").wait_for(state="hidden")


def test_filters_on_a_phone_leave_room_for_the_answer(browser, address):
    context = browser.new_context(has_touch=True, viewport=PHONE)
    with opened(context.new_page(), address, PHONE) as phone:
        phone.locator(".qa-example").first.wait_for()
        phone.locator("#qa-add-filter").tap()
        for number in (0, 1, 2):
            phone.locator("#qa-by-speaker input").tap()
            phone.get_by_role("option").nth(number).tap()
            phone.locator(".qa-chip").nth(number).wait_for()
        phone.keyboard.press("Escape")
        phone.get_by_role("textbox", name="Until").fill("someday")
        phone.get_by_text("“someday” is no date").first.wait_for()

        def seen(what):
            box, strip = (phone.locator(one).bounding_box() for one in (what, "#qa-talk"))
            return strip["y"] <= box["y"] and box["y"] + box["height"] <= strip["y"] + strip["height"] + 1

        assert seen("#qa-dates-problem p")
        assert seen(".qa-chip.qa-bad") and seen("#qa-add-filter")
        ask(phone, FERRY)
        assert phone.locator("#qa-filters").is_hidden()
        assert phone.locator("#qa-log").bounding_box()["height"] > 400
    context.close()


def test_the_list_of_choices_covers_neither_its_field_nor_what_is_chosen(chat):
    chat.get_by_role("button", name="Add filter").click()
    field = chat.locator("#qa-by-speaker input")
    field.click()
    for number in range(5):
        chat.get_by_role("option").nth(number).click()
        chat.locator(".qa-chip").nth(number).wait_for()
    assert field.get_attribute("placeholder") == "5 chosen, add more"
    around = chat.locator("#qa-by-speaker").bounding_box()
    # A list that is open follows its field a moment after the chips have moved it.
    chat.wait_for_function(
        """() => {
            const places = ["#qa-filters .options", "#qa-by-speaker input"];
            const [covers, at] = places.map((one) => document.querySelector(one).getBoundingClientRect());
            return covers.bottom <= at.top || covers.top >= at.bottom;
        }"""
    )
    assert around["height"] < 90, "the field stays as it was"
    # Another click reaches the field, not what lies over it.
    chat.keyboard.press("Escape")
    chat.get_by_role("option").first.wait_for(state="detached")
    field.click()
    chat.get_by_role("option").first.wait_for()


@pytest.mark.parametrize("size", [{"width": 640, "height": 400}, {"width": 320, "height": 256}], ids=["200%", "400%"])
def test_a_page_that_is_zoomed_into_leaves_room_for_filters_and_question(chat, size):
    chat.set_viewport_size(size)
    chat.get_by_role("button", name="Add filter").click()
    assert chat.locator("#qa-filters").bounding_box()["height"] > 120
    field = chat.locator("#qa-question textarea")
    field.click()
    box = field.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size["height"]
    assert chat.evaluate("document.documentElement.scrollWidth") <= size["width"]
    chat.get_by_role("textbox", name="From").fill("2023")
    assert ask(chat, FERRY).inner_text()


def test_tab_leaves_no_list_of_choices_open(chat):
    picker = chat.locator("#qa-picker input")
    picker.focus()
    chat.get_by_role("option").first.wait_for()
    chat.keyboard.press("Tab")
    chat.wait_for_function("document.activeElement.id === 'qa-view'")
    chat.wait_for_function("!document.querySelector('[role=listbox]')")
    chat.wait_for_timeout(500)
    assert chat.get_by_role("listbox").count() == 0
    assert picker.get_attribute("aria-expanded") == "false"
    chat.get_by_role("button", name="Add filter").click()
    chat.locator("#qa-by-speaker input").focus()
    chat.get_by_role("option").first.wait_for()
    chat.keyboard.press("Tab")
    chat.wait_for_function("document.activeElement.closest('#qa-by-document')")
    chat.keyboard.press("Tab")
    chat.wait_for_function("document.activeElement.tagName === 'INPUT' && !document.querySelector('[role=listbox]')")
