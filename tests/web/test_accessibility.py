"""axe-core on the three panels, in both colour modes, at both widths; and no request to another host."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.site import DESKTOP, PHONE, ask, opened, served

QUESTION = "What did Simone Duval say about the ferry?"


@pytest.fixture(scope="module")
def url(demo_site, offline_env):
    with served(demo_site / "seeds", demo_site / "index", offline_env) as address:
        yield address


def violations(page):
    """What axe-core finds serious or critical, as `rule: element`."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_violation(page, url, size, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    with opened(page, url, size):
        page.locator(".qa-example").first.wait_for()
        assert violations(page) == []
        page.locator("#qa-talks").focus()
        page.keyboard.press("?")
        page.get_by_role("dialog").wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
        ask(page, QUESTION)
        assert violations(page) == []
        page.locator("a.qa-marker").first.focus()
        page.locator("#qa-card").wait_for()
        assert violations(page) == []
        page.keyboard.press("Enter")
        page.locator("#qa-view mark").first.wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("tab", name="Library").click()
        page.locator("#qa-shelf tbody tr").first.wait_for()
        assert violations(page) == []
        page.get_by_role("tab", name="Ask").click()
        page.get_by_role("button", name="Add filter").click()
        page.locator("#qa-by-speaker input").fill("Duv")
        page.get_by_role("option").first.wait_for()
        # The list comes up out of nothing, and is paler on its way.
        page.wait_for_function("getComputedStyle(document.querySelector('[role=listbox]')).opacity === '1'")
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_row_that_is_being_removed_was_too_pale(page, url, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    with opened(page, url):
        page.get_by_role("tab", name="Library").click()
        row = page.locator("#qa-shelf tbody tr").first
        row.wait_for()
        title = row.locator(".qa-open")
        line = "one => getComputedStyle(one).textDecorationLine"
        assert title.evaluate(line) == "none"
        row.evaluate("one => one.setAttribute('aria-busy', 'true')")
        assert title.evaluate(line) == "line-through", "it is told apart"
        assert violations(page) == []


def test_an_answer_is_read_out_once_and_whole(page, url):
    with opened(page, url):
        heard = page.locator("#qa-heard")
        assert heard.get_attribute("role") == "status" and page.locator("#qa-log").get_attribute("aria-live") == "off"
        page.evaluate(
            """() => {
                window.heard = [];
                const line = document.querySelector('#qa-heard');
                const said = () => { if (line.textContent) heard.push(line.textContent); };
                new MutationObserver(said).observe(line, { childList: true });
            }"""
        )
        answer = ask(page, QUESTION)
        quotes = answer.locator(".qa-quote").all_inner_texts()
        searching, read = page.evaluate("heard")
        assert searching == "Searching the transcripts …"
        assert [read.count(one.partition("\xa0[")[0]) for one in quotes] == [1] * len(quotes) != []
        assert "Sources" not in read, "they are there to be gone through"
        # A problem is an alert, which is heard by itself.
        page.route("**/gradio_api/**", lambda route: route.abort())
        ask(page, QUESTION)
        page.locator(".qa-reply [role=alert]").wait_for()
        assert page.evaluate("heard.length") == 3


def test_the_sources_stood_under_no_question_while_it_was_edited(page, url):
    with opened(page, url):
        ask(page, QUESTION)
        page.locator(".qa-do-edit").first.click()
        page.locator(".qa-editing textarea").wait_for()
        assert page.locator("#qa-log").get_by_role("heading").first.inner_text() == QUESTION
        assert page.locator("#qa-log").get_by_role("heading", name=QUESTION, level=2).count() == 1
        # It takes no room beside the field, whose words it is.
        assert page.locator(".qa-mine[data-editing] > .qa-question").bounding_box()["width"] <= 1
        assert violations(page) == []


def test_questions_speakers_and_sources_were_no_headings(page, url):
    with opened(page, url):
        assert page.locator("#qa-talks").get_attribute("aria-label") == "Conversations. Open now: Untitled"
        ask(page, QUESTION).locator(".qa-marker").first.click()
        page.locator("#qa-view mark").first.wait_for()
        assert page.get_by_role("heading", name=QUESTION, level=2).count() == 1
        assert page.locator("#qa-log").get_by_role("heading", name="Sources", level=3).count() == 1
        shown = page.locator("#qa-view .qa-name").all_inner_texts()
        assert page.locator("#qa-view").get_by_role("heading", level=3).all_inner_texts() == shown != []


def test_the_card_stood_outside_of_what_the_page_is_about(page, url):
    with opened(page, url):
        ask(page, QUESTION).locator(".qa-marker").first.hover()
        page.get_by_role("main").locator("#qa-card").wait_for()


def test_tabs_moved_for_whoever_wants_nothing_to_move(page, url):
    page.emulate_media(reduced_motion="reduce")
    with opened(page, url):
        page.get_by_role("tab", name="Library").click()
        page.locator("#qa-shelf-search").wait_for()
        assert page.evaluate("document.getAnimations().length") == 0
        page.emulate_media(reduced_motion="no-preference")
        page.get_by_role("tab", name="Ask").click()
        page.wait_for_function("document.getAnimations().length > 0")


def test_in_the_systems_own_colours_the_turn_that_is_cited_is_told_apart(browser, url):
    context = browser.new_context(forced_colors="active")
    edge = "one => getComputedStyle(one).getPropertyValue('border-left-color')"
    ground = "one => getComputedStyle(one).getPropertyValue('background-color')"
    with opened(context.new_page(), url) as page:
        ask(page, QUESTION)
        page.locator("a.qa-marker").first.click()
        page.locator("#qa-view mark").first.wait_for()
        paper = page.locator("body").evaluate(ground)
        assert page.locator(".qa-turn:not(.qa-target)").first.evaluate(edge) == paper
        assert page.locator(".qa-turn.qa-target").first.evaluate(edge) != paper
        assert page.locator(".qa-sources a").first.evaluate(edge.replace("left", "top")) == paper
        assert page.locator("#qa-send").evaluate(edge.replace("left-color", "left-width")) == "1px"
    context.close()


def test_the_ring_around_a_tab_was_cut_off(page, url):
    inside = """one => {
        const ring = parseFloat(getComputedStyle(one).outlineOffset) + parseFloat(getComputedStyle(one).outlineWidth);
        return ring <= 0;
    }"""
    with opened(page, url):
        page.locator("#qa-talks").focus()
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.role") == "tab"
        assert page.locator("[role=tab]:focus-visible").evaluate(inside)
