"""The page as a person uses it, with the real model and the transcript that ships."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.site import ANSWER, DESKTOP, PHONE, ask, comes_into_view, opened

QUESTION = "When did Xi and Biden speak by phone?"
SENTENCE = "On April 2nd, President Xi had a phone call with President Joe Biden at the request of the latter."


@pytest.fixture(scope="module")
def seeds(tmp_path_factory, seed_path) -> Path:
    folder = tmp_path_factory.mktemp("site") / "seeds"
    folder.mkdir()
    (folder / seed_path.name).write_bytes(seed_path.read_bytes())
    return folder


@pytest.fixture
def chat(page, url):
    """The page, opened at desktop size; any error in it fails the test."""
    with opened(page, url):
        page.locator(".qa-example").first.wait_for()
        yield page


def test_first_visit(chat):
    chat.locator("#qa-header").get_by_text("1 transcript · 2 speakers · 24 July 2024").wait_for()
    examples = chat.locator(".qa-example").all_inner_texts()
    assert len(examples) == 3
    chat.locator(".qa-example").first.click()
    chat.locator(".qa-actions").wait_for()
    for answer in (chat.locator(ANSWER).last, *(ask(chat, example) for example in examples[1:])):
        assert answer.locator(".qa-abstained").count() == 0
        assert answer.locator(".qa-marker").count() >= 1
    assert chat.locator(".qa-example:visible").count() == 0


def test_an_answer_its_citation_and_the_quote_in_its_transcript(chat):
    answer = ask(chat, QUESTION)
    text = answer.inner_text()
    assert SENTENCE in text
    assert "MPS MINISTER WANG" in text
    assert "via interpreter" in text
    marker = answer.locator(".qa-marker").first
    marker.click()
    chat.locator("#qa-view mark").wait_for()
    assert chat.locator("#qa-view mark").inner_text() == SENTENCE
    chat.wait_for_timeout(300)
    comes_into_view(chat, "#qa-view mark")
    # Scrolled away and followed again, it comes back.
    chat.locator("#qa-view").evaluate("view => { view.scrollTop = 100000; }")
    marker.click()
    chat.wait_for_function("!document.querySelector('#qa-view').hasAttribute('aria-busy')")
    chat.wait_for_timeout(300)
    comes_into_view(chat, "#qa-view mark")
    script = chat.locator("#qa-view").inner_text()
    assert "SECRETARY BLINKEN" in script
    assert "[Via interpreter]" in script
    assert "Official news published at" in chat.locator(".qa-aside").nth(1).inner_text()


def test_by_keyboard(chat):
    answer = ask(chat, QUESTION)
    answer.locator(".qa-marker").first.focus()
    chat.keyboard.press("Enter")
    chat.locator("#qa-view mark").wait_for()
    chat.wait_for_function("document.activeElement.matches('.qa-target')")
    chat.keyboard.press("Escape")
    chat.wait_for_function("document.activeElement.matches('.qa-marker')")


def test_what_nobody_said_is_not_answered(chat):
    answer = ask(chat, "What did Blinken say about Taiwan?")
    assert answer.locator(".qa-abstained").count() == 1
    assert "does not mention Taiwan" in answer.inner_text()
    answer.locator(".qa-sources a").first.click()
    chat.locator("#qa-view mark.qa-near").first.wait_for()


def test_a_person_who_is_only_mentioned_does_not_speak(chat):
    answer = ask(chat, "What did Wang Yi say?")
    assert "Wang Yi does not speak" in answer.inner_text()


def test_conversation_follow_up_again_and_anew(chat):
    ask(chat, "What did Blinken say about counternarcotics?")
    answer = ask(chat, "And what about San Francisco?")
    assert "searched for:" in answer.inner_text()
    chat.get_by_role("button", name="Ask again").click()
    chat.locator("#qa-stop").wait_for(state="hidden")
    chat.wait_for_function("document.querySelectorAll('#qa-chat .qa-actions').length === 2")
    chat.get_by_role("button", name="New conversation").click()
    chat.locator(".qa-example").first.wait_for()
    assert chat.locator(ANSWER).count() == 0


def test_copy_gives_text_with_references(chat):
    chat.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(chat, QUESTION)
    chat.get_by_role("button", name="Copy", exact=True).click()
    chat.get_by_text("Copied", exact=True).wait_for()
    copied = chat.evaluate("navigator.clipboard.readText()")
    assert f"“{SENTENCE}” [1]\n\n[1] MPS MINISTER WANG" in copied
    assert "<" not in copied
    assert "&#" not in copied
    rich = chat.evaluate(
        "navigator.clipboard.read().then(([one]) => one.getType('text/html')).then((blob) => blob.text())"
    )
    assert f"<blockquote>“{SENTENCE}”&nbsp;[1]</blockquote>" in rich
    assert "<strong>MPS MINISTER WANG" in rich and "<li>[1] " in rich
    assert not any(own in rich for own in ("class=", "href", "<button", "hidden"))


def test_filters(chat):
    chat.get_by_role("button", name="Add filter").click()
    chat.get_by_role("textbox", name="Until").fill("someday")
    assert "Until: “someday” is no date. Write it like 2024-07-24" in ask(chat, QUESTION).inner_text()
    chat.locator(".qa-chip.qa-bad").wait_for()
    chat.get_by_role("button", name="Add filter").click()
    chat.get_by_role("textbox", name="Until").fill("1999-12-31")
    answer = ask(chat, QUESTION)
    assert "until 31 December 1999" in answer.inner_text()
    assert answer.locator(".qa-abstained").count() == 1
    chat.locator(".qa-chip:not(.qa-bad)").wait_for()
    chat.get_by_role("button", name="Add filter").click()
    chat.get_by_role("button", name="Clear filters").click()
    # What is chosen before they are cleared is cleared too.
    chat.wait_for_function("!document.querySelector('.qa-chip')")
    chat.locator("#qa-by-speaker input").click()
    chat.get_by_role("option", name=re.compile("BLINKEN")).click()
    chat.locator(".qa-chip").wait_for()
    chat.keyboard.press("Escape")
    answer = ask(chat, "What was said about counternarcotics?")
    assert "only speaker SECRETARY BLINKEN" in answer.inner_text()
    assert "MPS MINISTER WANG" not in answer.inner_text()


def test_a_transcript_opens_from_the_list(chat):
    chat.locator("#qa-picker input").click()
    chat.get_by_role("option").first.click()
    chat.locator("#qa-view .qa-turn").first.wait_for()
    assert chat.locator("#qa-view .qa-turn").count() == 2


def test_on_a_phone_the_reader_comes_over_the_chat_and_goes_again(chat):
    chat.set_viewport_size(PHONE)
    answer = ask(chat, QUESTION)
    # It takes a moment to slide away, and an answer may be there sooner.
    chat.locator("#qa-reader").wait_for(state="hidden")
    answer.locator(".qa-marker").first.click()
    chat.locator("#qa-view mark").wait_for()
    comes_into_view(chat, "#qa-view mark")
    assert chat.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    chat.get_by_role("button", name="Close the transcript").click()
    chat.locator("#qa-reader").wait_for(state="hidden")
    assert answer.is_visible()


def test_dark_where_the_system_is(browser, url):
    context = browser.new_context(color_scheme="dark", viewport=DESKTOP)
    page = context.new_page()
    page.goto(url)
    page.locator(".qa-example").first.wait_for()
    red = page.evaluate("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    context.close()
    assert red < 60


def test_two_sessions_do_not_mix(chat, browser, url):
    ask(chat, "What did Blinken say about counternarcotics?")
    context = browser.new_context()
    other = context.new_page()
    other.goto(url)
    other.locator(".qa-example").first.wait_for()
    assert other.locator(ANSWER).count() == 0
    answer = ask(other, "And what about San Francisco?")
    assert "searched for:" not in answer.inner_text()
    context.close()
    assert chat.locator(ANSWER).count() == 1


# Last: it adds to what the others count.
def test_a_hostile_transcript_is_added_by_rebuilding_and_executes_nothing(chat, seeds, hostile):
    (seeds / "x <img src=x onerror=alert(1)> [a](javascript:alert(2)).txt").write_text(hostile)
    chat.get_by_role("tab", name="Library").click()
    chat.get_by_role("button", name="Rebuild index").click()
    chat.locator("#qa-status").get_by_text("1 added").wait_for()
    chat.locator("#qa-header").get_by_text("2 transcripts · ").wait_for()
    chat.get_by_role("tab", name="Ask").click()
    ask(chat, "**bold** <img src=x onerror=alert(3)> [a](javascript:alert(4)) $$x$$ <script>alert(5)</script>?")
    asked = chat.locator("#qa-chat .qa-question").last.inner_text()
    assert "**bold** <img src=x onerror=alert(3)> [a](javascript:alert(4)) $$x$$" in asked
    answer = ask(chat, "What was said about the pineapple budget?")
    answer.locator(".qa-marker").first.click()
    chat.locator("#qa-view mark").wait_for()
    chat.get_by_role("button", name="Add filter").click()
    chat.locator("#qa-by-document input").click()
    chat.get_by_role("option").first.wait_for()
    text = chat.locator("#qa-view").inner_text()
    for written in ("<script>window.hacked=3</script>", "[free](javascript:window.hacked=5)", "**bold**", "$$x^2$$"):
        assert written in text
    assert "{{7*7}} ${7*7}" in text
    assert chat.evaluate("window.hacked") is None
    inside = "#qa-log, #qa-view, #qa-status, .qa-example, #qa-main ul.options"
    for tag in ("img", "script", "iframe", "b", "a[href^=javascript]", "a[href^=http]", ".katex"):
        assert chat.locator(f":is({inside}) {tag}").count() == 0, tag
