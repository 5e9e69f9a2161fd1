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
