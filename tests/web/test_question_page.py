"""What is written is not lost, and an answer that will never come is not waited for."""

from __future__ import annotations

import json

import pytest

from qa.web.access import accounts
from qa.web.access.accounts import Accounts, Cost
from qa.web.access.door import Door
from tests.support.site import ANSWER, DESKTOP, PHONE, ask, opened
from tests.support.slow import serving_slowly

# Gradio counts its calls with what pandas has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

QUESTION = "When did Xi and Biden speak by phone?"
PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def served(tmp_path_factory, seed_path):
    folder = tmp_path_factory.mktemp("accounts")
    accounts.save(folder / "accounts.txt", "anna", PASSWORD, Cost(log_n=4, r=8, p=1))
    door = Door(Accounts.load(folder / "accounts.txt", print))
    with serving_slowly(folder, seed_path, door) as (url, model, library):
        model.go_on.set()
        yield url, library


@pytest.fixture
def chat(page, served):
    page.request.post(f"{served[0]}login", form={"username": "anna", "password": PASSWORD})
    with opened(page, served[0]):
        page.set_default_timeout(20_000)
        page.locator(".qa-example").first.wait_for()
        yield page


def test_who_is_signed_in_is_said_and_can_sign_out(chat):
    assert chat.locator("#qa-account").inner_text().split("\n") == ["anna", "Sign out"]
    chat.get_by_role("link", name="Sign out").click()
    chat.get_by_role("button", name="Login").wait_for()
    assert chat.locator("#qa-question").count() == 0
    chat.reload()
    chat.get_by_role("button", name="Login").wait_for()


def test_a_session_that_is_lost_is_said_in_the_exchange(chat):
    chat.context.clear_cookies()
    chat.locator("#qa-question textarea").fill(QUESTION)
    chat.keyboard.press("Enter")
    chat.locator(ANSWER).get_by_text("You are signed out: reload the page to sign in.").wait_for()
    chat.locator("#qa-send").wait_for()
    toasts = chat.locator(".toast-body").count()
    chat.wait_for_timeout(3500)
    assert chat.locator(".toast-body").count() <= toasts <= 1, "nothing is sent any more"


def test_a_server_that_is_gone_is_said_in_the_exchange(chat):
    chat.route("**/gradio_api/**", lambda route: route.abort())
    chat.locator("#qa-question textarea").fill(QUESTION)
    chat.keyboard.press("Enter")
    chat.locator(ANSWER).get_by_text("The page is not being served any more").wait_for()
    chat.locator("#qa-send").wait_for()


def test_a_connection_that_is_lost_is_said_in_words_for_people(chat):
    ask(chat, QUESTION)
    chat.context.set_offline(True)
    chat.locator("#qa-question textarea").fill(QUESTION)
    chat.keyboard.press("Enter")
    said = chat.locator(".toast-body")
    said.get_by_text("The page is not being served any more, or the network is down.").wait_for()
    assert "No connection" in said.inner_text() and "server" not in said.inner_text()
    chat.context.set_offline(False)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_word_of_a_lost_connection_lay_over_the_button_that_closes_the_reader(chat, size):
    chat.set_viewport_size(size)
    ask(chat, QUESTION).locator(".qa-sources a").first.click()
    chat.locator("#qa-view mark").first.wait_for()
    chat.context.set_offline(True)
    chat.evaluate("window.qaConversation.send('wake', {})")
    chat.locator(".toast-body").first.wait_for()
    chat.locator("#qa-copy-link").click()
    chat.locator("#qa-close").click()
    chat.context.set_offline(False)


def test_whoever_comes_to_ask_may_type_at_once(chat, served):
    field = chat.locator("#qa-question textarea")
    chat.wait_for_function("document.activeElement?.closest('#qa-question')")
    chat.keyboard.press("/")
    chat.keyboard.type("When? And/or why?")
    assert field.input_value() == "When? And/or why?"
    field.fill("")
    # Not who has come to read.
    chat.goto(f"{served[0]}?doc=gone.txt")
    chat.get_by_text("There is no transcript gone.txt").wait_for()
    assert chat.evaluate("document.activeElement?.closest('#qa-question')") is None


def test_a_question_that_is_being_written_outlives_a_reload(chat):
    field = chat.locator("#qa-question textarea")
    field.press_sequentially("What about")
    chat.reload()
    chat.wait_for_function("document.querySelector('#qa-question textarea')?.value === 'What about'")
    ask(chat, QUESTION)
    chat.reload()
    chat.locator(ANSWER).first.wait_for()
    assert field.input_value() == ""


def test_a_question_that_is_too_long_is_not_cut(chat):
    field = chat.locator("#qa-question textarea")
    field.fill("why? " * 500)
    chat.get_by_text("2,499 characters, and 2,000 can be asked: make it shorter.").wait_for()
    field.press("Enter")
    assert chat.locator("#qa-log .qa-exchange").count() == 0
    assert len(field.input_value()) == 2500, "all that was pasted is there to be shortened"
    ask(chat, QUESTION)
    assert chat.locator(".qa-too-long").count() == 0


def test_a_thumb_is_stored_at_once_and_remembered(chat, served):
    file = served[1].settings.index / "feedback.jsonl"

    def lines():
        records = [json.loads(line) for line in file.read_text().splitlines()]
        return [(one["verdict"], one["comment"]) for one in records], {one["judgement"] for one in records}

    ask(chat, QUESTION)
    good = chat.get_by_role("button", name="Good answer", exact=True)
    bad = chat.get_by_role("button", name="Not a good answer")
    assert good.get_attribute("aria-pressed") == "false"
    good.click()
    chat.get_by_text("Stored in feedback.jsonl").wait_for()
    assert good.get_attribute("aria-pressed") == "true"
    assert lines()[0] == [("up", "")]
    chat.get_by_role("textbox", name="Comment on the answer").fill("Just right.")
    chat.get_by_role("button", name="Send").click()
    chat.get_by_text("Your comment is stored").wait_for()
    chat.reload()
    chat.locator("[aria-pressed=true]").wait_for()
    assert good.get_attribute("aria-pressed") == "true", "the conversation remembers it"
    bad.click()
    chat.locator(".qa-do-down[aria-pressed=true]").wait_for()
    assert good.get_attribute("aria-pressed") == "false"
    bad.click()
    chat.get_by_text("Your judgement is taken back.").wait_for()
    assert chat.locator("[aria-pressed=true]").count() == 0
    said, judgements = lines()
    assert said == [("up", ""), ("up", "Just right."), ("down", ""), ("withdrawn", "")]
    assert len(judgements) == 1
    chat.reload()
    good.wait_for()
    assert chat.locator("[aria-pressed=true]").count() == 0


def test_the_focus_was_lost_with_a_comment_that_is_sent_and_its_ring_was_cut_off(chat):
    ask(chat, QUESTION)
    chat.get_by_role("button", name="Good answer", exact=True).focus()
    chat.keyboard.press("Enter")
    comment = chat.get_by_role("textbox", name="Comment on the answer")
    comment.wait_for()
    assert comment.evaluate("one => getComputedStyle(one).outlineOffset") == "-2px"
    chat.keyboard.type("By keys.")
    chat.keyboard.press("Enter")
    chat.get_by_text("Your comment is stored").wait_for()
    chat.wait_for_function("document.activeElement.matches('.qa-do-up')")
    chat.keyboard.press("Enter")
    chat.get_by_text("Your judgement is taken back.").wait_for()
