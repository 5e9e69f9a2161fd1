"""The chat as a person uses it: citations, questions edited, conversations, filters, files, judgements, keys."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from qa.config import Settings
from qa.indexing import build_index
from tests.support.site import ANSWER, DESKTOP, PHONE, ask, opened, served
from tests.web.conftest import HOSTILE

FERRY = "What did the mayor say about the ferry?"
EVIL = "<img src=x onerror=alert(1)> [a](javascript:alert(2)) **b** <script>alert(3)</script>"
TAGS = ("img", "script", "iframe", "b", "a[href^=javascript]", "a[href^=http]")


@pytest.fixture(scope="module")
def site(demo_site, tmp_path_factory) -> Path:
    """The made-up transcripts, and one that would like to be more than text."""
    folder = tmp_path_factory.mktemp("chat")
    shutil.copytree(demo_site, folder, dirs_exist_ok=True)
    (folder / "seeds" / "evil <b>.txt").write_text(HOSTILE)
    build_index(Settings(seeds=folder / "seeds", index=folder / "index"))
    return folder


@pytest.fixture(scope="module")
def url(site, offline_env):
    with served(site / "seeds", site / "index", offline_env) as address:
        yield address


@pytest.fixture
def chat(page, url):
    with opened(page, url):
        # The first answer waits for the model, long where other tests run beside this one.
        page.set_default_timeout(60_000)
        page.locator(".qa-example").first.wait_for()
        yield page


def questions(page):
    return page.locator("#qa-log .qa-question").all_inner_texts()


def wait_for_questions(page, *expected):
    page.wait_for_function(
        "expected => JSON.stringify([...document.querySelectorAll('#qa-log .qa-question')].map(one => one.textContent))"
        " === JSON.stringify(expected)",
        arg=list(expected),
    )
    page.locator("#qa-send").wait_for()


def focused(page, what):
    page.wait_for_function("what => document.activeElement.matches(what)", arg=what)


def nothing_came_of_it(page, inside):
    assert page.evaluate("window.hacked") is None
    for tag in TAGS:
        assert page.locator(f":is({inside}) {tag}").count() == 0, tag


def test_the_card_of_a_citation_by_mouse_and_by_keys(chat):
    answer = ask(chat, FERRY)
    card, marker = chat.locator("#qa-card"), answer.locator(".qa-marker").first
    marker.hover()
    card.wait_for()
    quote = card.locator("blockquote").inner_text()
    assert quote in answer.inner_text()
    assert "HALVORSEN" in card.locator(".qa-card-who").inner_text()
    assert "14 March 2023 · turn 9" in card.locator(".qa-card-where").inner_text()
    chat.locator("#qa-header").hover()
    card.wait_for(state="hidden")
    # While one types these are letters.
    chat.locator("#qa-question textarea").press_sequentially("jk/")
    assert chat.locator("#qa-question textarea").input_value() == "jk/"
    assert not card.is_visible()
    chat.keyboard.press("Escape")
    assert chat.locator("#qa-question textarea").input_value() == "jk/"
    chat.keyboard.press("j")
    focused(chat, ".qa-marker[href$='-1']")
    assert card.locator("blockquote").inner_text() == quote
    chat.keyboard.press("j")
    focused(chat, ".qa-marker[href$='-2']")
    assert card.locator("blockquote").inner_text() != quote
    assert "Source 2" in chat.evaluate("document.activeElement.getAttribute('aria-label')")
    chat.keyboard.press("k")
    focused(chat, ".qa-marker[href$='-1']")
    chat.keyboard.press("Escape")
    card.wait_for(state="hidden")
    chat.keyboard.press("Enter")
    chat.locator("#qa-view mark").first.wait_for()
    assert quote in chat.locator("#qa-view mark").first.inner_text()
    chat.keyboard.press("/")
    focused(chat, "#qa-question textarea")


def test_a_quote_is_copied_with_its_reference_from_its_card_and_by_a_key(chat):
    chat.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copied = "navigator.clipboard.readText()"
    answer = ask(chat, FERRY)
    answer.locator(".qa-marker").first.hover()
    chat.locator("#qa-card").get_by_role("button", name="Copy quote").click()
    chat.locator("#qa-card").get_by_role("button", name="Copied").wait_for()
    by_card = chat.evaluate(copied)
    quote, _, reference = by_card.partition("\n— ")
    assert quote.strip("“”") in answer.inner_text()
    assert reference.startswith("MAYOR HALVORSEN, “Port Aldwin Town Council")
    assert reference.endswith(", 14 March 2023, turn 9, 2023-03-14-council-ferry.txt")
    chat.evaluate("navigator.clipboard.writeText('')")
    answer.locator(".qa-marker").first.focus()
    chat.keyboard.press("c")
    chat.get_by_text("The quote is copied, with its reference.").wait_for()
    assert chat.evaluate(copied) == by_card
    chat.keyboard.press("Enter")
    chat.locator("#qa-view mark").first.wait_for()
    chat.get_by_role("button", name="Copy quote").click()
    chat.get_by_role("button", name="Copied").wait_for()
    assert chat.evaluate(copied) == by_card, "the same words as from the transcript"


def test_a_quote_was_not_copied_from_the_list_of_sources(chat):
    chat.context.grant_permissions(["clipboard-read", "clipboard-write"])
    source = ask(chat, FERRY).locator(".qa-sources a").first
    chat.evaluate("navigator.clipboard.writeText('')")
    source.focus()
    chat.keyboard.press("c")
    chat.get_by_text("The quote is copied, with its reference.").wait_for()
    assert ", 14 March 2023, turn 9, " in chat.evaluate("navigator.clipboard.readText()")


def test_all_keys_are_told_on_one_sheet(chat):
    sheet = chat.get_by_role("dialog", name="Keys")
    chat.get_by_role("button", name="all keys").click()
    sheet.get_by_text("copies the quote with its reference").wait_for()
    chat.keyboard.press("/")
    assert sheet.is_visible(), "what lies behind the sheet does not listen"
    chat.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    chat.locator("#qa-question textarea").focus()
    chat.keyboard.type("?")
    assert chat.locator("#qa-question textarea").input_value() == "?"
    chat.keyboard.press("Escape")
    chat.keyboard.press("?")
    sheet.wait_for()
    sheet.get_by_role("button", name="Close").click()
    sheet.wait_for(state="hidden")


def test_a_finger_sees_the_card_first_and_opens_the_transcript_then(browser, url):
    context = browser.new_context(has_touch=True, viewport=PHONE)
    with opened(context.new_page(), url, PHONE) as phone:
        ask(phone, FERRY)
        marker = phone.locator(".qa-marker").first
        marker.tap()
        phone.locator("#qa-card").wait_for()
        assert not phone.locator("#qa-reader").is_visible()
        box = phone.locator("#qa-card").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
        assert box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]
        phone.locator(".qa-question").first.tap()
        phone.locator("#qa-card").wait_for(state="hidden")
        marker.tap()
        phone.get_by_role("button", name="Open in the transcript").tap()
        phone.locator("#qa-view mark").first.wait_for()
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_an_answer_comes_though_its_stream_was_closed_before(chat):
    closed = {"content_type": "text/event-stream", "body": 'data: {"msg": "close_stream"}\n\n'}
    routed = []
    chat.route("**/queue/data*", lambda route: (routed.append(route.request.url), route.fulfill(**closed)), times=1)
    assert "ferry" in ask(chat, FERRY).inner_text()
    assert routed


def test_a_question_is_edited_and_what_was_dropped_comes_back(chat):
    ask(chat, FERRY)
    ask(chat, "And the library?")
    chat.locator("#qa-log > :first-child").hover()
    chat.get_by_role("button", name="Edit question 1").click()
    field = chat.get_by_role("textbox", name="Question 1")
    assert field.input_value() == FERRY
    field.press("Escape")
    focused(chat, ".qa-do-edit")
    chat.get_by_role("button", name="Edit question 1").click()
    chat.get_by_role("textbox", name="Question 1").fill("Who mentioned the festival?")
    chat.keyboard.press("Enter")
    wait_for_questions(chat, "Who mentioned the festival?")
    assert "is said by" in chat.locator(ANSWER).first.inner_text()
    chat.get_by_role("button", name="Undo").click()
    wait_for_questions(chat, FERRY, "And the library?")
    assert "searched for:" in chat.locator(ANSWER).last.inner_text()
    chat.get_by_role("button", name="Ask again").click()
    wait_for_questions(chat, FERRY, "And the library?")


def test_a_better_question_is_one_click_away(chat):
    ask(chat, "What did Halversen say about pineapples?")
    better = chat.locator("#qa-log .qa-ask-this").inner_text()
    chat.locator("#qa-log .qa-ask-this").click()
    wait_for_questions(chat, "What did Halversen say about pineapples?", better)


def test_conversations_with_their_filters_outlive_a_reload(chat):
    ask(chat, FERRY)
    chat.get_by_role("button", name="New conversation").click()
    chat.locator(".qa-example").first.wait_for()
    # Until it is open its own filters, none, may come over what is chosen.
    wait_for_questions(chat)
    chat.get_by_role("button", name="Add filter").click()
    chat.locator("#qa-by-speaker input").click()
    chat.get_by_role("option", name="MINISTER ADEYEMI").click()
    chat.get_by_role("textbox", name="From").fill("2024")
    chat.locator(".qa-chip").nth(1).wait_for()
    answer = ask(chat, "What was said about the vaccine?")
    assert "only speaker MINISTER ADEYEMI, from 1 January 2024" in answer.inner_text()
    chat.locator("#qa-log > :first-child").evaluate("one => { one.kept = true; }")
    ask(chat, "And about nurses?")
    assert chat.locator("#qa-log > :first-child").evaluate("one => one.kept"), "what was said is not drawn again"

    chat.reload()
    wait_for_questions(chat, "What was said about the vaccine?", "And about nurses?")
    chat.locator(".qa-chip").nth(1).wait_for()
    assert [text.split(" ✕")[0].strip("✕\n ") for text in chat.locator(".qa-chip").all_inner_texts()] == [
        "Speaker: MINISTER ADEYEMI",
        "From: 1 January 2024",
    ]
    chat.locator(".qa-marker").first.click()
    chat.locator("#qa-view mark").first.wait_for()
    # The server has the conversation again: a follow-up is understood.
    assert "searched for:" in ask(chat, "And measles?").inner_text()

    chat.locator("#qa-talks").click()
    listed = chat.locator("#qa-talks-list")
    assert "kept in this browser only, not on the server" in listed.inner_text()
    assert listed.locator("li").count() == 2
    chat.get_by_role("button", name=f"Rename: {FERRY}").click()
    chat.get_by_role("textbox", name="Name of the conversation").fill("Ferries")
    chat.keyboard.press("Enter")
    listed.locator(".qa-talk", has_text="Ferries").click()
    wait_for_questions(chat, FERRY)
    chat.wait_for_function("!document.querySelector('.qa-chip')")
    assert "only speaker" not in chat.locator(ANSWER).first.inner_text()
    assert chat.locator(".qa-talk-name").inner_text() == "Ferries"

    chat.locator("#qa-talks").click()
    chat.get_by_role("button", name="Delete: Ferries").click()
    chat.locator(".qa-example").first.wait_for()
    assert listed.locator("li").count() == 1
    chat.get_by_role("button", name="Undo").click()
    wait_for_questions(chat, FERRY)
    assert listed.locator("li").count() == 2
    chat.keyboard.press("Escape")
    listed.wait_for(state="hidden")


def test_chips_are_removed_one_by_one_and_dates_are_checked(chat):
    chat.get_by_role("button", name="Add filter").click()
    chat.get_by_role("textbox", name="Until").fill("someday")
    chat.get_by_text("“someday” is no date. Write it like 2024-07-24").wait_for()
    chat.locator(".qa-chip.qa-bad").wait_for()
    chat.get_by_role("textbox", name="From").fill("2025")
    chat.get_by_role("textbox", name="Until").fill("2024-05")
    chat.get_by_text("after 1 January 2025 and before 31 May 2024: swap the dates").wait_for()
    chat.keyboard.press("Escape")
    chat.locator("#qa-filters").wait_for(state="hidden")
    focused(chat, "#qa-add-filter")
    chat.get_by_role("button", name="Remove the filter From").click()
    chat.wait_for_function("document.querySelectorAll('.qa-chip').length === 1")
    answer = ask(chat, FERRY)
    assert "only until 31 May 2024" in answer.inner_text()


def test_a_damaged_store_does_no_harm(chat):
    ask(chat, FERRY)
    chat.evaluate("""() => {
        const key = Object.keys(localStorage).find(one => one.includes(':talk:'));
        const record = JSON.parse(localStorage.getItem(key));
        record.exchanges.unshift({ question: 7 }, { question: 'Half?', answer: { question: 'Half?' } });
        localStorage.setItem(key, JSON.stringify(record));
        localStorage.setItem(key.replace(/:talk:.*/, ':talk:torn'), '{"version": 1, "id"');
        localStorage.setItem(key.replace(/:talk:.*/, ':talk:old'), '{"version": 0}');
    }""")
    chat.reload()
    wait_for_questions(chat, FERRY)
    chat.get_by_text("2 questions of this conversation could not be read").wait_for()
    assert ask(chat, "And the library?").locator(".qa-marker, .qa-notice").count()
    chat.locator("#qa-talks").click()
    assert chat.locator(".qa-talk:disabled").count() == 2
    chat.get_by_role("button", name="Delete: Damaged").first.click()
    chat.wait_for_function("document.querySelectorAll('.qa-talk:disabled').length === 1")
    chat.evaluate("Object.keys(localStorage).forEach(key => localStorage.setItem(key, '[7'))")
    chat.reload()
    chat.locator(".qa-example").first.wait_for()


def test_a_full_store_is_said_and_the_conversation_goes_on(chat):
    chat.evaluate("localStorage.setItem('qa:1::talk:big', 'x'.repeat(4_000_000))")
    chat.locator("#qa-question textarea").fill(FERRY)
    chat.keyboard.press("Enter")
    # It goes again by itself, perhaps before the first answer has come.
    chat.get_by_text("The browser has no room left for conversations").wait_for()
    wait_for_questions(chat, FERRY)
    assert "searched for:" in ask(chat, "And the library?").inner_text()


def test_two_windows_lose_nothing_of_each_other(chat, url):
    ask(chat, FERRY)
    with opened(chat.context.new_page(), url) as other:
        wait_for_questions(other, FERRY)
        ask(other, "And the library?")
        assert other.get_by_text("goes on with a copy").count() == 0
        ask(chat, "And the flood wall?")
        chat.get_by_text("Another window has gone on with this conversation").wait_for()
        other.locator("#qa-talks").click()
        other.locator(".qa-talk").nth(1).wait_for()
        kept = other.locator(".qa-talk").all_inner_texts()
        assert [text.split("\n")[-1].split(" · ")[0] for text in kept] == ["2 questions", "2 questions"]
        other.close()


def test_files_to_take_away(chat):
    ask(chat, FERRY)
    chat.locator("#qa-talks").click()
    chat.get_by_role("button", name="Rename").click()
    chat.get_by_role("textbox", name="Name of the conversation").fill("Ferry <b> notes")
    chat.keyboard.press("Enter")
    chat.keyboard.press("Escape")
    made = {}
    for label in ("Markdown", "Word (.docx)", "JSON, with offsets"):
        chat.get_by_role("button", name="Export").click()
        with chat.expect_download() as download:
            chat.get_by_role("button", name=label).click()
        made[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    assert sorted(made) == ["Ferry-b-notes.docx", "Ferry-b-notes.json", "Ferry-b-notes.md"]
    assert made["Ferry-b-notes.md"].startswith(b"# Ferry \\<b\\> notes\n")
    assert made["Ferry-b-notes.docx"].startswith(b"PK")
    citation = json.loads(made["Ferry-b-notes.json"])["exchanges"][0]["answer"]["citations"][0]
    assert citation["end"] - citation["start"] == len(citation["quote"])


def test_a_judgement_is_stored_beside_the_index(chat, site):
    ask(chat, FERRY)
    chat.get_by_role("button", name="Good answer", exact=True).click()
    chat.get_by_role("textbox", name="Comment on the answer").fill(EVIL)
    chat.get_by_role("button", name="Send").click()
    chat.get_by_text("Your comment is stored in feedback.jsonl too").wait_for()
    thumb, comment = map(json.loads, (site / "index" / "feedback.jsonl").read_text().splitlines())
    assert (thumb["verdict"], thumb["comment"], thumb["question"]) == ("up", "", FERRY)
    assert (comment["verdict"], comment["comment"], comment["judgement"]) == ("up", EVIL, thumb["judgement"])
    assert comment["citations"]


def test_hostile_text_executes_nothing(chat):
    chat.evaluate("""() => { new MutationObserver(() => {
        if (document.querySelector("#qa-card img, #qa-talks-list img, #qa-notice img, #qa-chips img")) {
            window.hacked = 9;
        }
    }).observe(document.body, { childList: true, subtree: true }); }""")
    answer = ask(chat, f"What was said about the pineapple budget? {EVIL}")
    assert EVIL in questions(chat)[0]
    answer = ask(chat, "What was said about the pineapple budget?")
    answer.locator(".qa-marker").first.hover()
    chat.locator("#qa-card").wait_for()
    assert "EVIL" in chat.locator("#qa-card").inner_text() or "GOOD" in chat.locator("#qa-card").inner_text()
    chat.get_by_role("button", name="Add filter").click()
    chat.locator("#qa-by-document input").click()
    chat.get_by_role("option", name="evil <b>.txt").click()
    chat.locator(".qa-chip").wait_for()
    assert "Transcript: evil <b>.txt · 1 July 2024" in chat.locator(".qa-chip").inner_text()
    answer = ask(chat, "Who agrees with the pineapple budget?")
    assert "only document evil <b>.txt" in answer.inner_text()
    chat.locator("#qa-talks").click()
    chat.get_by_role("button", name="Rename").click()
    chat.get_by_role("textbox", name="Name of the conversation").fill(EVIL)
    chat.keyboard.press("Enter")
    assert chat.locator(".qa-talk span").inner_text().startswith("<img src=x onerror=alert(1)>")
    chat.get_by_role("button", name="Delete").click()
    chat.get_by_role("button", name="Undo").wait_for()
    assert "<img src=x onerror=alert(1)>" in chat.locator("#qa-notice").inner_text()
    chat.get_by_role("button", name="Undo").click()
    chat.reload()
    chat.locator("#qa-log .qa-exchange").nth(2).wait_for()
    nothing_came_of_it(chat, "#qa-log, #qa-card, #qa-talks-list, #qa-notice, #qa-chips, #qa-conversations")


def test_ten_sessions_at_once_mix_nothing_up(browser, url):
    speakers = ["Simone Duval", "Dr. Sorensen", "Sam Whitlock", "Ingrid Novak", "Mayor Halvorsen"]
    asked = [f"What did {who} say{end}?" for who in speakers for end in ("", " at the end")]
    contexts = [browser.new_context(viewport=DESKTOP) for _ in asked]
    pages = [context.new_page() for context in contexts]
    for one in pages:
        one.set_default_timeout(60_000)
        one.goto(url)
        one.locator(".qa-example").first.wait_for()
    for one, question in zip(pages, asked, strict=True):
        one.locator("#qa-question textarea").fill(question)
    for one in pages:
        one.keyboard.press("Enter")
    for one, question in zip(pages, asked, strict=True):
        one.locator(".qa-actions").wait_for()
        assert questions(one) == [question]
        assert one.locator(ANSWER).count() == 1
        surname = question.removeprefix("What did ").split(" say")[0].split()[-1]
        assert surname.casefold() in one.locator(ANSWER).inner_text().casefold()
    for context in contexts:
        context.close()
