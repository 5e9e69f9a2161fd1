"""A question that is asked before the page's scripts run: on a slow machine there are seconds in between."""

from __future__ import annotations

import pytest

from tests.support.site import ANSWER, opened
from tests.support.slow import serving_slowly

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

QUESTION = "When did Xi and Biden speak by phone?"
# As soon as the field is there, which is before any script of the page's own has run.
HASTY = """
new MutationObserver((_, watching) => {
  const field = document.querySelector('#qa-question textarea');
  if (!field) return;
  watching.disconnect();
  field.value = '%s';
  %s
}).observe(document, { childList: true, subtree: true });
"""
ENTER = "field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));"
BUTTON = "document.querySelector('#qa-send').click();"


@pytest.fixture(scope="module")
def url(tmp_path_factory, seed_path):
    with serving_slowly(tmp_path_factory.mktemp("early"), seed_path) as (url, model, _):
        model.go_on.set()
        yield url


@pytest.mark.parametrize("act", [ENTER, BUTTON], ids=["enter", "button"])
def test_it_is_asked_when_they_do(page, url, act):
    page.add_init_script(HASTY % (QUESTION, act))
    with opened(page, url):
        page.locator(".qa-actions").first.wait_for(timeout=20_000)
        assert page.locator("#qa-log .qa-question").all_inner_texts() == [QUESTION]
        assert page.locator(ANSWER).count() == 1
        assert page.locator("#qa-question textarea").input_value() == ""
