"""What is done to a conversation while an answer grows: nothing is lost, and nothing comes where it does not belong."""

from __future__ import annotations

import pytest

from tests.support.site import ANSWER, ask, keep_back, opened
from tests.support.slow import serving_slowly

# Gradio counts its calls with what pandas has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

SLOW = "When did Xi and Biden speak by phone?"
FIRST, SECOND = "What did Blinken say about counternarcotics?", "What did Wang say about cooperation?"
PARTIAL = "President Xi had a phone call"


@pytest.fixture(scope="module")
def served(tmp_path_factory, seed_path):
    with serving_slowly(tmp_path_factory.mktemp("slow"), seed_path) as (url, model, _):
        yield url, model


@pytest.fixture
def model(served):
    served[1].go_on.set()
    return served[1]


@pytest.fixture
def chat(page, served, model):
    with opened(page, served[0]):
        page.set_default_timeout(20_000)
        page.locator(".qa-example").first.wait_for()
        yield page


def asked(page, question=SLOW):
    """A question whose answer has begun and does not end."""
    page.locator("#qa-question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(ANSWER).last.locator("p", has_text=PARTIAL).first.wait_for()
    assert page.locator("#qa-stop").is_visible()


def kept(page):
    """What the browser keeps: of each conversation the questions, and the answer to each as far as it came."""
    return page.evaluate("""() => Object.keys(localStorage).filter(one => one.includes(':talk:'))
        .map(one => JSON.parse(localStorage.getItem(one))).sort((one, other) => one.changed - other.changed)
        .map(one => one.exchanges.map(each => [each.question, each.answer?.answer ?? null, Boolean(each.stopped)]))""")


def shows(page, *questions):
    page.wait_for_function(
        "expected => JSON.stringify([...document.querySelectorAll('#qa-log .qa-question')].map(one => one.textContent))"
        " === JSON.stringify(expected) && !document.querySelector('[data-busy]')",
        arg=list(questions),
    )


def ended(page):
    """Wait until no answer is still to come; where the server takes its time to stop one, the page goes on before."""
    page.wait_for_function("""() => Object.keys(localStorage).filter(one => one.includes(':talk:'))
        .every(one => JSON.parse(localStorage.getItem(one)).exchanges.every(each => !each.asked))""")


def test_another_conversation_is_opened_while_an_answer_grows_and_both_stay_whole(chat, model):
    ask(chat, FIRST)
    ask(chat, SECOND)
    before = kept(chat)
    chat.get_by_role("button", name="New conversation").click()
    chat.locator(".qa-example").first.wait_for()
    model.go_on.clear()
    asked(chat)
    chat.locator("#qa-talks").click()
    chat.locator("#qa-talks-list .qa-talk", has_text=FIRST).click()
    shows(chat, FIRST, SECOND)
    ended(chat)
    by_question = {one[0][0]: one for one in kept(chat)}
    assert by_question[FIRST] == before[0]
    ((question, answer, stopped),) = by_question[SLOW]
    assert (question, stopped) == (SLOW, True)
    assert PARTIAL in answer, "what had come of it stays in its own conversation"
    model.go_on.set()
    assert "qa-notice" not in ask(chat, "And what did Blinken say about San Francisco?").inner_html()
    assert [len(one) for one in kept(chat)] == [1, 3]
    chat.locator("#qa-talks").click()
    chat.locator("#qa-talks-list .qa-talk", has_text=SLOW).click()
    shows(chat, SLOW)
    assert PARTIAL in chat.locator(ANSWER).inner_text()


def test_a_new_conversation_that_is_begun_while_an_answer_grows_is_empty(chat, model):
    model.go_on.clear()
    asked(chat)
    chat.get_by_role("button", name="New conversation").click()
    chat.locator(".qa-example").first.wait_for()
    shows(chat)
    ended(chat)
    ((question, answer, stopped),) = kept(chat)[0]
    assert (question, stopped) == (SLOW, True)
    assert PARTIAL in answer
    model.go_on.set()
    ask(chat, FIRST)
    assert [[each[0] for each in one] for one in kept(chat)] == [[SLOW], [FIRST]]


def test_a_conversation_that_is_deleted_while_its_answer_grows_stays_deleted(chat, model):
    model.go_on.clear()
    asked(chat)
    chat.locator("#qa-talks").click()
    chat.get_by_role("button", name=f"Delete: {SLOW}").click()
    chat.locator(".qa-example").first.wait_for()
    model.go_on.set()
    chat.wait_for_timeout(400)
    assert kept(chat) == []
    chat.get_by_role("button", name="Undo").click()
    shows(chat, SLOW)
    assert PARTIAL in chat.locator(ANSWER).inner_text()


def test_what_had_come_of_an_answer_was_lost_with_its_conversation_where_the_server_took_its_time(chat, model):
    model.go_on.clear()
    asked(chat)
    keep_back(chat, "qaReceive")
    chat.locator("#qa-talks").click()
    chat.get_by_role("button", name=f"Delete: {SLOW}").click()
    chat.locator(".qa-example").first.wait_for()
    model.go_on.set()
    chat.wait_for_function("kept.length > 0")
    chat.evaluate("letGo()")
    chat.get_by_role("button", name="Undo").click()
    shows(chat, SLOW)
    assert PARTIAL in chat.locator(ANSWER).inner_text()


def many_conversations(page):
    """Conversations as the browser keeps them, after the one that was asked: `Notes 0` and on, each a day older."""
    page.evaluate("""() => {
        const key = Object.keys(localStorage).find(one => one.includes(':talk:'));
        const record = JSON.parse(localStorage.getItem(key));
        for (let number = 0; number < 8; number += 1) {
            const exchange = { question: `What of Quillstone ${number}?`, answer: { answer: 'Nobody said “Ström”.' } };
            const other = { ...record, id: `other-${number}`, name: `Notes ${number}`, exchanges: [exchange] };
            other.changed -= 864e5 * (number + 1);
            localStorage.setItem(key.replace(record.id, other.id), JSON.stringify(other));
        }
    }""")


def test_a_conversation_is_found_by_its_name_by_a_question_and_by_an_answer(chat):
    ask(chat, FIRST)
    many_conversations(chat)
    names = chat.locator("#qa-talks-list .qa-talk > span")
    chat.locator("#qa-talks").click()
    chat.wait_for_function("document.activeElement.id === 'qa-talks-search'")
    assert names.count() == 9
    chat.keyboard.type("counterNARCOTICS blinken")
    assert names.all_inner_texts() == [FIRST]
    chat.locator("#qa-talks-search").fill("notes 3")
    assert names.all_inner_texts() == ["Notes 3"]
    chat.locator("#qa-talks-search").fill("strom")
    assert names.count() == 8, "accents are no difference"
    chat.locator("#qa-talks-search").fill("quillstone 5")
    assert names.all_inner_texts() == ["Notes 5"]
    assert chat.locator(".qa-talk-found").inner_text() == "Found at “What of Quillstone 5?”"
    assert chat.locator(".qa-talks-find [role=status]").inner_text() == "1 of 9"
    chat.locator("#qa-talks-search").fill("nobody asked this")
    assert chat.locator(".qa-talks-found").inner_text() == "No conversation holds these words."
    chat.keyboard.press("Escape")
    assert names.count() == 9
    chat.keyboard.press("ArrowDown")
    chat.keyboard.press("ArrowDown")
    assert chat.evaluate("document.activeElement.firstChild.textContent") == "Notes 0"
    chat.keyboard.press("Escape")
    chat.wait_for_function("document.activeElement.id === 'qa-talks'")


def test_a_conversation_that_is_found_by_a_question_is_opened_at_it(chat):
    for question in (FIRST, SECOND, FIRST):
        ask(chat, question)
    many_conversations(chat)
    chat.get_by_role("button", name="New conversation").click()
    chat.locator("#qa-talks").click()
    chat.locator("#qa-talks-search").fill(SECOND)
    chat.keyboard.press("Enter")
    shows(chat, FIRST, SECOND, FIRST)
    chat.wait_for_function("""() => {
        const top = (what) => document.querySelector(what).getBoundingClientRect().top;
        return Math.abs(top('#qa-log > :nth-child(2)') - top('#qa-log')) < 12;
    }""")
    chat.locator("#qa-talks").click()
    assert chat.locator("#qa-talks-search").input_value() == "", "it is another search"


def test_the_list_of_conversations_stayed_open_when_it_was_left_by_the_keyboard(chat):
    ask(chat, FIRST)
    chat.locator("#qa-talks").click()
    chat.locator("#qa-talks-list").wait_for()
    chat.locator("#qa-talks").focus()
    assert chat.locator("#qa-talks-list").is_visible(), "the button that opened it closes it too"
    chat.locator("#qa-question textarea").focus()
    chat.locator("#qa-talks-list").wait_for(state="hidden")
    assert chat.locator("#qa-talks").get_attribute("aria-expanded") == "false"
    chat.locator("#qa-export").click()
    chat.locator("#qa-export-list button").last.press("Tab")
    chat.locator("#qa-export-list").wait_for(state="hidden")


def test_a_few_conversations_are_not_searched(chat):
    ask(chat, FIRST)
    chat.locator("#qa-talks").click()
    assert chat.locator("#qa-talks-search").is_hidden()


def test_a_deleted_conversation_comes_back_to_the_list_and_what_is_open_stays(chat):
    ask(chat, FIRST)
    chat.get_by_role("button", name="New conversation").click()
    ask(chat, SECOND)
    chat.locator("#qa-talks").click()
    chat.get_by_role("button", name=f"Delete: {FIRST}").click()
    chat.get_by_role("button", name="Undo").click()
    assert chat.locator("#qa-talks-list li").count() == 2
    shows(chat, SECOND)


def test_an_edit_is_undone_while_its_answer_grows(chat, model):
    ask(chat, FIRST)
    ask(chat, SECOND)
    before = kept(chat)
    model.go_on.clear()
    chat.locator("#qa-log > :first-child").hover()
    chat.get_by_role("button", name="Edit question 1").click()
    chat.get_by_role("textbox", name="Question 1").fill(SLOW)
    chat.keyboard.press("Enter")
    chat.locator(ANSWER).last.locator("p", has_text=PARTIAL).first.wait_for()
    chat.get_by_role("button", name="Undo").click()
    shows(chat, FIRST, SECOND)
    assert kept(chat) == before
    model.go_on.set()
    chat.reload()
    shows(chat, FIRST, SECOND)


def test_what_was_dropped_does_not_come_back_over_what_was_asked_since(chat):
    ask(chat, FIRST)
    ask(chat, SECOND)
    chat.locator("#qa-log > :first-child").hover()
    chat.get_by_role("button", name="Edit question 1").click()
    chat.get_by_role("textbox", name="Question 1").fill(SECOND)
    chat.keyboard.press("Enter")
    shows(chat, SECOND)
    chat.get_by_role("button", name="Undo").wait_for()
    ask(chat, FIRST)
    assert chat.get_by_role("button", name="Undo").count() == 0


def test_an_answer_asked_for_right_after_a_stop_comes(chat, model):
    model.go_on.clear()
    asked(chat)
    chat.get_by_role("button", name="Stop").click()
    chat.locator("#qa-send").wait_for()
    asked(chat, SLOW)
    chat.wait_for_timeout(3500)
    assert chat.locator("#qa-stop").is_visible(), "the clock of the first stop does not stop the second answer"
    model.go_on.set()
    chat.locator(ANSWER).last.get_by_text("Nothing else is known of it").wait_for()
    shows(chat, SLOW, SLOW)
    (first, second) = kept(chat)[0]
    assert (first[2], second[2]) == (True, False)


def test_an_answer_grows_is_stopped_and_asked_again(chat, model):
    model.go_on.clear()
    asked(chat)
    answer = chat.locator(ANSWER).first
    assert chat.locator(".qa-actions").count() == 0
    assert not chat.locator("#qa-send").is_visible()
    chat.get_by_role("button", name="Stop").click()
    chat.locator("#qa-send").wait_for()
    ended(chat)
    text = answer.inner_text()
    assert PARTIAL in text, "what had come stays"
    assert "Stopped." in text
    assert chat.get_by_role("button", name="Good answer").count() == 0
    chat.reload()
    answer.get_by_text("Stopped.").wait_for()
    model.go_on.set()
    chat.get_by_role("button", name="Ask again").click()
    answer.get_by_text("Nothing else is known of it").wait_for()
    chat.locator(".qa-actions").wait_for()
    assert "Stopped." not in answer.inner_text()


def test_a_question_whose_page_is_loaded_anew_is_asked_again(chat, model):
    model.go_on.clear()
    asked(chat)
    chat.reload()
    chat.locator("#qa-stop").wait_for()
    model.go_on.set()
    shows(chat, SLOW)
    answer = chat.locator(ANSWER).last
    answer.get_by_text("Nothing else is known of it").wait_for()
    assert "Stopped." not in answer.inner_text()
    assert [one[2] for one in kept(chat)[0]] == [False]
    chat.reload()
    shows(chat, SLOW)
    assert chat.locator("#qa-stop").is_hidden(), "what was answered is not asked again"


def test_a_question_that_the_server_does_not_survive_is_not_asked_for_ever(chat, model):
    model.go_on.clear()
    asked(chat)
    chat.reload()
    chat.locator(ANSWER).last.locator("p", has_text=PARTIAL).first.wait_for()
    chat.reload()
    chat.locator(ANSWER).last.get_by_text("Stopped.").wait_for()
    chat.wait_for_timeout(500)
    assert chat.locator("#qa-stop").is_hidden()
    model.go_on.set()


def test_a_conversation_is_named_after_its_first_question_not_after_a_greeting(chat):
    name = chat.locator(".qa-talk-name")
    ask(chat, "hello")
    assert name.inner_text() == "hello"
    assert chat.get_by_role("button", name="Good answer", exact=True).count() == 0, "there is nothing to judge"
    chat.locator("#qa-log .qa-example").first.click()
    chat.locator(".qa-marker").first.wait_for()
    chat.locator("#qa-send").wait_for()
    first = chat.locator("#qa-log .qa-question").nth(1).inner_text()
    assert name.inner_text() == first
    ask(chat, "thanks")
    chat.reload()
    shows(chat, "hello", first, "thanks")
    assert name.inner_text() == first


def test_nothing_is_exported_while_an_answer_grows(chat, model):
    model.go_on.clear()
    asked(chat)
    assert chat.locator("#qa-export").is_disabled()
    model.go_on.set()
    shows(chat, SLOW)
    assert chat.locator("#qa-export").is_enabled()


def test_what_is_read_stays_while_the_answer_grows(chat, model):
    model.go_on.clear()
    asked(chat)
    chat.locator("#qa-log .qa-answer").evaluate("one => { one.qaSeen = true; }")
    model.go_on.set()
    shows(chat, SLOW)
    answer = chat.locator("#qa-log .qa-answer")
    assert "Nothing else is known of it" in answer.inner_text()
    assert answer.evaluate("one => one.qaSeen"), "a card that is open and a text that is marked stay"


def test_the_focus_was_lost_with_the_last_conversation_and_with_its_undo(chat):
    ask(chat, FIRST)
    chat.locator("#qa-talks").focus()
    chat.keyboard.press("Enter")
    chat.get_by_role("button", name="Delete: ").focus()
    chat.keyboard.press("Enter")
    chat.get_by_text("No conversation yet.").wait_for()
    chat.wait_for_function("document.activeElement.id === 'qa-talks'")
    chat.locator("#qa-notice").get_by_role("button", name="Undo").focus()
    chat.keyboard.press("Enter")
    chat.wait_for_function("document.activeElement.matches('#qa-question textarea')")
    chat.locator(ANSWER).first.wait_for()


def test_a_conversation_stayed_for_seconds_when_it_was_deleted_while_its_answer_grew(chat, model):
    model.go_on.clear()
    asked(chat)
    keep_back(chat, "qaReceive")
    chat.locator("#qa-talks").click()
    chat.get_by_role("button", name=f"Delete: {SLOW}").click()
    at_once = """[document.querySelector('#qa-notice').textContent, document.querySelector('.qa-talk-name').textContent,
        Object.keys(localStorage).filter(one => one.includes(':talk:')).length]"""
    notice, name, stored = chat.evaluate(at_once)
    assert "is deleted" in notice and (name, stored) == ("Untitled", 0)
    chat.locator(".qa-example").first.wait_for()
    model.go_on.set()
    chat.wait_for_function("kept.length > 0")
    chat.evaluate("letGo()")
    chat.wait_for_timeout(300)
    assert kept(chat) == [], "what comes of its answer does not bring it back"


def test_the_new_name_could_not_be_given_up_by_the_mouse(chat):
    ask(chat, FIRST)
    chat.locator("#qa-talks").click()
    chat.get_by_role("button", name=f"Rename: {FIRST}").click()
    chat.get_by_role("textbox", name="Name of the conversation").fill("Something else")
    chat.get_by_role("button", name="Cancel").click()
    assert chat.locator("#qa-talks-list .qa-talk span").all_inner_texts() == [FIRST]
    assert chat.evaluate("document.activeElement.matches('#qa-talks-list .qa-talk')")


def test_every_letter_read_all_conversations_again(chat):
    ask(chat, FIRST)
    many_conversations(chat)
    chat.locator("#qa-talks").click()
    chat.evaluate("""() => {
        const parse = JSON.parse;
        window.parsed = 0;
        JSON.parse = (...given) => { parsed += 1; return parse(...given); };
    }""")
    field = chat.get_by_role("searchbox", name="Search conversations")
    field.press_sequentially("Quillstone 3")
    assert chat.locator("#qa-talks-list .qa-talk span").all_inner_texts() == ["Notes 3"]
    assert chat.evaluate("parsed") == 0
    chat.evaluate("""() => {
        const key = Object.keys(localStorage).find(one => one.includes('other-3'));
        localStorage.setItem(key, localStorage.getItem(key).replace('Notes 3', 'Notes of today'));
    }""")
    field.press("End")
    field.press("Backspace")
    field.press("3")
    assert chat.locator("#qa-talks-list .qa-talk span").all_inner_texts() == ["Notes of today"]
