"""What the page says of the library: in a box over the page, that can be put away, and to every session that looks."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from qa.config import Settings
from qa.indexing import build_index
from qa.web.app import build_page, launch_options
from qa.web.library import Library
from qa.web.server import choose_port
from tests.support.fakes import FakeEmbedder
from tests.support.site import DESKTOP, PHONE, opened, show_library

TALK = "ANN: Heron number {0} nests here.\n\nBEN: It does, in year {0}.\n"


class Gated(FakeEmbedder):
    """Encodes while the gate is open."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.gate.set()

    def encode_spans(self, texts, spans):
        assert self.gate.wait(60)
        return super().encode_spans(texts, spans)


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[tuple[str, Library, Gated]]:
    """The page in this process, whose builds wait for the test."""
    folder = tmp_path_factory.mktemp("status")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "first.txt").write_text(TALK.format(0))
    embedder = Gated()
    settings = Settings(seeds=folder / "seeds", index=folder / "index")
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    made = build_page(library)
    made.launch(server_name="127.0.0.1", server_port=choose_port("127.0.0.1", 0, print), **launch_options())
    yield made.local_url, library, embedder
    embedder.gate.set()
    made.close(verbose=False)
    library.close()


@pytest.fixture
def shelf(page, served):
    with opened(page, served[0]):
        page.set_default_timeout(15000)
        show_library(page)
        yield page


def status(page):
    return page.locator("#qa-status .qa-status")


def all_read(page):
    """Wait until every file that was dropped has been read: they are shown one by one."""
    page.locator("#qa-dropped section[data-batch]:not([data-batch=''])").wait_for()


def test_a_running_build_is_seen_after_a_reload_and_by_others_and_the_header_follows(shelf, served, browser):
    url, library, embedder = served
    (library.settings.seeds / "second.txt").write_text(TALK.format(1))
    button = shelf.get_by_role("button", name="Rebuild index")
    embedder.gate.clear()
    button.click()
    shelf.locator("#qa-status progress").wait_for()
    other = browser.new_context(viewport=DESKTOP).new_page()
    with opened(other, url):
        shelf.reload()
        for page in (shelf, other):
            page.locator("#qa-status progress").wait_for()
            page.locator("#qa-header").get_by_text("1 transcript ·").wait_for()
        show_library(shelf)
        shelf.locator("#qa-rebuild[aria-disabled=true]").wait_for()
        # Put away it stays away, until there is something else to say.
        shelf.get_by_role("button", name="Dismiss this message").click()
        status(shelf).wait_for(state="hidden")
        shelf.wait_for_timeout(1500)
        assert status(shelf).is_hidden()
        embedder.gate.set()
        for page in (shelf, other):
            status(page).get_by_text("1 added (second.txt)").wait_for()
            page.locator("#qa-header").get_by_text("2 transcripts ·").wait_for()
        shelf.locator("#qa-shelf tbody").get_by_text("second.txt").wait_for()
        shelf.locator("#qa-rebuild[aria-disabled=false]").wait_for()
        build = library.builds.latest().number
        # Nobody asks any more, nor does a session that comes later hear of it.
        other.reload()
        other.locator("#qa-header").get_by_text("2 transcripts ·").wait_for()
        other.wait_for_timeout(300)
        assert status(other).count() == 0
        assert library.builds.latest().number == build
    other.context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_many_renamed_files_do_not_push_the_page_away(page, served, size):
    url, library, embedder = served
    with opened(page, url, size):
        show_library(page)
        before = page.locator("#qa-tabs").bounding_box()
        number = size["width"]
        files = [{"name": f"r? {number} {n}.txt", "mimeType": "text/plain"} for n in range(30)]
        page.locator("#qa-drop-input").set_input_files(
            [file | {"buffer": TALK.format(f"{number} {n}").encode()} for n, file in enumerate(files)]
        )
        add = page.get_by_role("button", name="Add to the library")
        all_read(page)
        # At hand, however far down one has read.
        page.locator(".qa-dropped li").last.scroll_into_view_if_needed()
        assert add.bounding_box()["y"] >= 0
        page.get_by_role("button", name="Tick none").click()
        assert page.locator(".qa-dropped input:checked").count() == 0
        page.get_by_role("button", name="Tick all").click()
        embedder.gate.clear()
        add.click()
        status(page).get_by_text("30 files were renamed").wait_for()
        assert page.locator("#qa-tabs").bounding_box() == before
        assert page.get_by_role("button", name="Dismiss this message").is_visible()
        embedder.gate.set()
        status(page).get_by_text("30 added").wait_for()
        assert status(page).get_by_text("was added as").first.is_hidden()
        status(page).get_by_text("30 files were renamed").click()
        status(page).get_by_text(f"r? {number} 7.txt was added as r_ {number} 7.txt").wait_for(state="attached")
        box = status(page).bounding_box()
        assert box["height"] <= size["height"] / 2 + 1
        assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
        assert page.locator("#qa-tabs").bounding_box() == before
        page.get_by_role("button", name="Dismiss this message").click()
        status(page).wait_for(state="detached")


def test_plain_success_goes_by_itself_but_not_while_one_points_at_it(page, served):
    page.clock.install()
    with opened(page, served[0]):
        page.clock.run_for(1000)
        page.get_by_role("tab", name="Library").click()
        page.get_by_role("button", name="Rebuild index").click()
        status(page).get_by_text("Nothing has changed").wait_for()
        status(page).hover()
        page.clock.run_for(30_000)
        assert status(page).is_visible()
        page.mouse.move(5, 5)
        page.clock.run_for(3_000)
        status(page).wait_for(state="detached")


def test_files_dropped_on_the_other_tab_open_the_library(page, served):
    with opened(page, served[0]):
        # The field is there before the scripts are, which take what is dropped.
        page.wait_for_function("!!window.qaMayDo")
        page.evaluate(
            """() => {
                const data = new DataTransfer();
                data.items.add(new File(['ANN: A stork.'], 'stork.txt'));
                const target = document.querySelector('#qa-question');
                for (const type of ['dragover', 'drop']) {
                    target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
                }
            }"""
        )
        section = page.get_by_role("region", name="Files to add")
        section.get_by_role("checkbox", name="stork.txt").wait_for()
        all_read(page)
        assert page.get_by_role("tab", name="Library").get_attribute("aria-selected") == "true"
        page.get_by_role("button", name="Discard all").click()
        section.wait_for(state="detached")


def test_of_the_same_bytes_one_is_ticked(shelf):
    same = {"mimeType": "text/plain", "buffer": TALK.format("x").encode()}
    shelf.locator("#qa-drop-input").set_input_files([{"name": name} | same for name in ("x.txt", "y.txt", "z.txt")])
    all_read(shelf)
    x, y, z = (shelf.get_by_role("checkbox", name=f"{name}.txt") for name in "xyz")
    assert shelf.get_by_text("The same as x.txt above").count() == 2
    assert y.is_disabled() and z.is_disabled()
    x.uncheck()
    z.check()
    assert x.is_disabled() and y.is_disabled()
    shelf.get_by_role("button", name="Discard all").click()


def test_refused_files_could_only_be_discarded_together_and_ticks_came_back(shelf):
    talks = [{"name": f"{one}.txt", "mimeType": "text/plain", "buffer": TALK.format(one).encode()} for one in "pqr"]
    bad = {"name": "bad.json", "mimeType": "application/json", "buffer": b"{"}
    shelf.locator("#qa-drop-input").set_input_files([*talks, bad])
    section = shelf.get_by_role("region", name="Files to add")
    section.get_by_text("3 of 4 files can be added").wait_for()
    all_read(shelf)
    section.get_by_label("p.txt", exact=True).uncheck()
    discard = section.get_by_role("button", name="Discard bad.json")
    discard.focus()
    shelf.keyboard.press("Enter")
    section.get_by_text("3 of 3 files can be added").wait_for()
    shelf.wait_for_function("document.activeElement.ariaLabel === 'Discard p.txt'")
    shelf.locator("#qa-drop-input").set_input_files([bad])
    section.get_by_text("3 of 4 files can be added").wait_for()
    all_read(shelf)
    section.get_by_role("button", name="Discard q.txt").click()
    section.get_by_text("2 of 3 files can be added").wait_for()
    assert not section.get_by_label("p.txt", exact=True).is_checked(), "what was not wanted is still not"
    assert section.get_by_label("r.txt", exact=True).is_checked()
    shelf.get_by_role("button", name="Discard all").click()
    section.wait_for(state="detached")


def test_of_the_same_bytes_two_were_ticked_once_the_first_was_discarded(shelf):
    same = {"mimeType": "text/plain", "buffer": TALK.format("x").encode()}
    shelf.locator("#qa-drop-input").set_input_files([{"name": name} | same for name in ("x.txt", "y.txt", "z.txt")])
    section = shelf.get_by_role("region", name="Files to add")
    section.get_by_text("1 of 3 files can be added").wait_for()
    all_read(shelf)
    section.get_by_role("button", name="Discard x.txt").click()
    section.get_by_text("1 of 2 files can be added").wait_for()
    assert section.get_by_text("The same as y.txt above").count() == 1
    assert section.get_by_role("checkbox", name="y.txt").is_checked()
    assert section.get_by_role("checkbox", name="z.txt").is_disabled()
    shelf.get_by_role("button", name="Discard all").click()
    section.wait_for(state="detached")


def test_nothing_that_can_be_added_is_closed_not_discarded(shelf):
    shelf.locator("#qa-drop-input").set_input_files([{"name": "a.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3"}])
    section = shelf.get_by_role("region", name="Files to add")
    section.get_by_text("0 of 1 file can be added").wait_for()
    all_read(shelf)
    section.get_by_role("button", name="Close").click()
    section.wait_for(state="detached")


def test_on_a_phone_the_headings_stand_in_one_row(page, served):
    with opened(page, served[0], PHONE):
        show_library(page)
        tops = page.locator(".qa-docs thead button").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().top)"
        )
        assert len(tops) == 5 and len(set(tops)) == 1
        right = page.locator(".qa-docs thead button").last.bounding_box()
        assert right["x"] + right["width"] <= PHONE["width"]
